//! `/orders/{id}/again`: every line of an earlier order, answered with what
//! today's catalog says; what can still be had goes into the basket.

use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Notice, PageHead, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::OrderId;
use domain::requests::offer::Standing;
use domain::requests::{Again, AgainLine, BasketError, again, put_again};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /orders/{id}/again`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(order): Path<String>,
) -> Result<Response, PageError> {
    let order = order.parse().map_err(|_| PageError::NotFound)?;
    answer(&visitor, &state, order, FormState::empty()).await
}

/// `POST /orders/{id}/again`: puts what can still be had into the basket.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(order): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let order: OrderId = order.parse().map_err(|_| PageError::NotFound)?;
    let key = key_of(&form)?;
    let why = match put_again(&state.db, visitor.actor(), key, order, visitor.now).await {
        Ok(added) => {
            let count = added.len().into();
            let text = words.say_with("requests-lines-added", &[("count", count)]);
            visitor.say_next(true, text).await?;
            return Ok(Redirect::to("/basket").into_response());
        }
        Err(BasketError::Full) => "requests-basket-full",
        Err(BasketError::NotInCatalog(_)) => "requests-again-nothing",
        Err(BasketError::Denied(_)) => return Err(PageError::NotFound),
        Err(other) => return Err(other.into()),
    };
    let mut form = FormState::from(form);
    form.fail("", words.say(why));
    answer(&visitor, &state, order, form).await
}

async fn answer(
    visitor: &SignedIn,
    state: &AppState,
    order: OrderId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let found = again(&state.db, visitor.actor(), order, visitor.now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let title = words.say_with(
        "requests-again-title",
        &[("number", found.number.as_str().into())],
    );
    let crumbs = [
        (words.say("orders-title").to_owned(), "/orders".to_owned()),
        (found.number.clone(), format!("/orders/{order}")),
    ];
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("orders")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            let (missing, table) = (missing(words, &found), table(words, &found));
            let put = put(words, &found, order, form);
            view! {
                <PageHead title sub=words.say("requests-again-sub") />
                {missing}
                <Sheet flush=true>{table}</Sheet>
                {put}
            }
        }))
}

/// That something of it can't be had like this any more.
fn missing(words: Words, found: &Again) -> Option<AnyView> {
    let missing = found.lines.len() - found.to_be_had().count();
    (missing > 0).then(|| {
        let text = words.say_with("requests-again-missing", &[("count", missing.into())]);
        view! { <Notice tone=Tone::Warn>{text}</Notice> }.into_any()
    })
}

fn table(words: Words, found: &Again) -> AnyView {
    if found.lines.is_empty() {
        return view! { <Empty title=words.say("requests-again-nothing") /> }.into_any();
    }
    let columns = vec![
        Column::new(words.say("requests-again-ordered")),
        Column::num(words.say("frame-quantity")),
        Column::new(words.say("requests-again-today")),
        Column::num(words.say("requests-each")),
        Column::num(words.say("requests-line")),
    ];
    let rows = found
        .lines
        .iter()
        .map(|line| row(words, line))
        .collect_view();
    view! {
        <DataTable caption=words.say("requests-answers") stack=true columns>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(words: Words, line: &AgainLine) -> AnyView {
    let ordered = &line.ordered;
    let amount = line
        .price()
        .and_then(|(today, _)| today.times(ordered.quantity))
        .map(|amount| words.money(amount));
    let then = line.price().and_then(|(_, then)| then).map(|then| {
        let text = words.say_with("requests-again-was", &[("price", words.money(then).into())]);
        view! { <span class="sub">{text}</span> }
    });
    let each = line.price().map(|(today, _)| words.money(today));
    let options = ordered
        .options
        .iter()
        .map(|one| match one.pieces {
            1 => format!("{}: {}", one.group, one.option),
            pieces => format!("{}: {pieces} × {}", one.group, one.option),
        })
        .collect::<Vec<_>>()
        .join(", ");
    let sku = match options.as_str() {
        "" => ordered.sku.clone(),
        options => format!("{} · {options}", ordered.sku),
    };
    view! {
        <tr>
            <td class="wide">
                {ordered.name.clone()} " " <span class="sub">{sku}</span>
            </td>
            <td class="num" data-l=words.say("frame-quantity")>
                {words.quantity(ordered.quantity)}
            </td>
            <td data-l=words.say("requests-again-today")>{today(words, line)}</td>
            <td class="num" data-l=words.say("requests-each")>
                {each} {then}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {amount}
            </td>
        </tr>
    }
    .into_any()
}

/// What today's catalog says of a line.
fn today(words: Words, line: &AgainLine) -> AnyView {
    let tag = |message: &'static str, tone| view! { <Tag text=words.say(message) tone /> };
    let renamed = (line.today.name != line.ordered.name).then(|| {
        let text = words.say_with(
            "requests-again-now-called",
            &[("name", line.today.name.as_str().into())],
        );
        view! { <span class="sub">{text}</span> }
    });
    match line.today.standing {
        Standing::Priced(_) => {
            view! { {tag("requests-again-there", Tone::Good)} {renamed} }.into_any()
        }
        Standing::OnRequest => view! {
            {tag("frame-price-on-request", Tone::Warn)}
            <span class="sub">{words.say("requests-only-ask")}</span>
            {renamed}
        }
        .into_any(),
        Standing::ChooseAgain => {
            let (href, option) = match &line.choose_again {
                Some((standard, option)) => (format!("/standards/{standard}"), option.clone()),
                None => ("/standards".to_owned(), None),
            };
            let text = option.map(|option| {
                words.say_with("configurations-gone-long", &[("option", option.into())])
            });
            view! {
                {tag("requests-again-changed", Tone::Warn)}
                <span class="sub">
                    {text} " " <a href=href>{words.say("requests-again-choose")}</a>
                </span>
            }
            .into_any()
        }
        Standing::Gone | Standing::InWords => {
            let words_of = form_urlencoded::Serializer::new(String::new())
                .append_pair("q", &line.ordered.name)
                .finish();
            let href = format!("/search?{words_of}");
            view! {
                {tag("requests-again-gone", Tone::Bad)}
                <span class="sub">
                    <a href=href>{words.say("requests-again-look")}</a>
                </span>
            }
            .into_any()
        }
    }
}

fn put(words: Words, found: &Again, order: OrderId, form: FormState) -> AnyView {
    let count = found.to_be_had().count();
    if count == 0 {
        return ().into_any();
    }
    let label = words.say_with("requests-put-lines-in", &[("count", count.into())]);
    let (to, back) = (format!("/orders/{order}/again"), format!("/orders/{order}"));
    view! {
        <PostForm action=to state=form>
            <Actions>
                <a class="btn quiet" href=back>
                    {words.say("requests-again-back")}
                </a>
                <button class="btn main">{label}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}
