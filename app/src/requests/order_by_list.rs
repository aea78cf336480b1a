//! `/order-by-list`: a pasted list, every line of it answered.

use super::order_form::{explain, order_fields, order_of};
use super::{demand_member, said};
use crate::frame::parts::{
    Actions, Column, DataTable, Notice, PageHead, PostForm, Sheet, Tag, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::sku::plain_sku;
use domain::id::OrderId;
use domain::identity::Permission;
use domain::requests::pasted_lines::{self, Fault, MOST_LINES};
use domain::requests::{
    Answer, AnsweredLine, AnsweredList, BasketError, From, ListError, OrderError, WantedFault,
    add_products, answer_list, order_now,
};
use domain::text::Words;
use leptos::prelude::*;
use std::collections::HashSet;

/// `GET /order-by-list`
pub async fn show(visitor: SignedIn, State(_): State<AppState>) -> Result<Response, PageError> {
    visitor.demand(Permission::Browse)?;
    page(&visitor, FormState::empty(), None)
}

/// `POST /order-by-list`: checks the list (`do=check`), puts what was found
/// into the basket (`do=basket`) or orders it (`do=order`). Nothing is done
/// with a list whose answers have not been seen: `checked` is the list that
/// was answered last.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let list = form.text("list").to_owned();
    if list.is_empty() {
        shown.fail("list", words.say("requests-list-missing"));
        return page(&visitor, shown, None);
    }
    let seen = same_list(form.text("checked"), &list);
    if seen && form.text("do") == "order" {
        // Usually all of it can be ordered, and nobody needs the answers again.
        if let Some(all) = whole(&list)
            && let Some(command) = order_of(&visitor, &mut shown, all, key_of(&form)?)?
        {
            match order_now(&state.db, visitor.actor(), command, visitor.now).await {
                Ok(order) => return placed(&visitor, order).await,
                Err(
                    OrderError::PriceOnRequest(_)
                    | OrderError::Wanted(WantedFault::NotInCatalog(_) | WantedFault::BadQuantity),
                ) => {}
                Err(error) => explain(words, &mut shown, error)?,
            }
        }
    }
    let answered = match answer_list(&state.db, visitor.actor(), &list, visitor.now).await {
        Ok(answered) => answered,
        Err(ListError::TooLong(_)) => {
            let most = MOST_LINES.into();
            shown.fail(
                "list",
                words.say_with("requests-list-too-long", &[("most", most)]),
            );
            return page(&visitor, shown, None);
        }
        Err(other) => return Err(other.into()),
    };
    match form.text("do") {
        "basket" if seen => {
            let wanted = answered.found();
            if wanted.is_empty() {
                shown.fail("list", words.say("requests-list-nothing"));
                return page(&visitor, shown, Some(answered));
            }
            let key = key_of(&form)?;
            let added = add_products(&state.db, visitor.actor(), key, wanted, visitor.now).await;
            match added {
                Ok(added) => {
                    let count = added.len().into();
                    let text = words.say_with("requests-lines-added", &[("count", count)]);
                    visitor.say_next(true, text).await?;
                    return Ok(Redirect::to("/basket").into_response());
                }
                Err(BasketError::Full) => shown.fail("", words.say("requests-basket-full")),
                Err(other) => return Err(other.into()),
            }
        }
        "order" if seen && shown.is_fine() => {
            let from = From::Lines(answered.orderable());
            if let Some(command) = order_of(&visitor, &mut shown, from, key_of(&form)?)? {
                match order_now(&state.db, visitor.actor(), command, visitor.now).await {
                    Ok(order) => return placed(&visitor, order).await,
                    Err(error) => explain(words, &mut shown, error)?,
                }
            }
        }
        _ => {}
    }
    page(&visitor, shown, Some(answered))
}

/// Everything that the list asks for, if every line of it could be read and no
/// two of them might mean the same article.
fn whole(list: &str) -> Option<From> {
    let pasted = pasted_lines::read(list).ok()?;
    if pasted.lines.iter().any(|line| line.read.is_err()) {
        return None;
    }
    let wanted = pasted.merged();
    let articles: HashSet<String> = wanted.iter().map(|one| plain_sku(&one.sku)).collect();
    (articles.len() == wanted.len()).then(|| {
        let lines = wanted.into_iter().map(|one| (one.sku, one.quantity));
        From::Lines(lines.collect())
    })
}

async fn placed(visitor: &SignedIn, order: OrderId) -> Result<Response, PageError> {
    let text = visitor.words.say("requests-order-placed");
    visitor.say_next(true, text).await?;
    Ok(Redirect::to(&format!("/orders/{order}")).into_response())
}

/// Browsers change line ends on the way.
fn same_list(one: &str, other: &str) -> bool {
    one.lines().map(str::trim).eq(other.lines().map(str::trim))
}

fn page(
    visitor: &SignedIn,
    form: FormState,
    answered: Option<AnsweredList>,
) -> Result<Response, PageError> {
    let member = demand_member(visitor)?;
    let words = visitor.words;
    let title = words.say("requests-by-list");
    let status = match form.is_fine() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let currency = member.in_force.as_ref().map(|agreed| agreed.currency);
    let may_order = visitor.actor().may(Permission::Order);
    let checked = form.value("list").to_owned();
    let result = answered.map(|list| {
        let total = currency.and_then(|currency| list.total(currency));
        let orderable = list.orderable().len();
        let found = list.found().len();
        let missing = list.not_found();
        let centres = said::centre_options(&list.cost_centres);
        move || {
            let columns = vec![
                Column::num(words.say("requests-line-number")),
                Column::new(words.say("requests-pasted")),
                Column::new(words.say("requests-answer-to-it")),
                Column::num(words.say("frame-quantity")),
                Column::num(words.say("requests-each")),
                Column::num(words.say("requests-line")),
            ];
            let header = list.header.clone().map(|header| {
                let text = words.say_with("requests-list-header", &[("header", header.into())]);
                view! { <p class="mute small">{text}</p> }
            });
            let missing = (missing > 0).then(|| {
                let text =
                    words.say_with("requests-list-missing-lines", &[("count", missing.into())]);
                view! { <Notice tone=Tone::Warn>{text}</Notice> }
            });
            let rows = list
                .lines
                .iter()
                .map(|line| row(words, line))
                .collect_view();
            let (fields, order) = (may_order && orderable > 0)
                .then(|| {
                    let total_words = total.map(|total| words.money(total)).unwrap_or_default();
                    let label = words.say_with(
                        "requests-order-lines",
                        &[("count", orderable.into()), ("total", total_words.into())],
                    );
                    let fields = view! { <div class="fields">{order_fields(words, centres)}</div> };
                    let button = view! {
                        <button class="btn main" name="do" value="order">
                            {label}
                        </button>
                    };
                    (fields, button)
                })
                .unzip();
            let basket = (found > 0).then(|| {
                let count = found.into();
                let label = words.say_with("requests-put-lines-in", &[("count", count)]);
                view! {
                    <button class="btn" name="do" value="basket">
                        {label}
                    </button>
                }
            });
            view! {
                <input type="hidden" name="checked" value=checked />
                {total
                    .map(|total| {
                        view! { <input type="hidden" name="seen" value=total.minor.to_string() /> }
                    })}
                {missing}
                {header}
                <DataTable caption=words.say("requests-answers") stack=true columns>
                    {rows}
                </DataTable>
                {fields}
                <Actions>{basket} {order}</Actions>
            }
            .into_any()
        }
    });
    Ok(Page::new(visitor, Face::Site, title)
        .nav("basket")
        .status(status)
        .crumbs([(words.say("frame-basket"), "/basket")])
        .show(move || {
            view! {
                <PageHead title sub=words.say("requests-by-list-sub") />
                <Sheet>
                    <PostForm action="/order-by-list" state=form>
                        <TextArea
                            name="list"
                            label=words.say("requests-your-list")
                            help=words.say("requests-list-help")
                            rows=8
                        />
                        <Actions>
                            <button class="btn main" name="do" value="check">
                                {words.say("requests-check")}
                            </button>
                        </Actions>
                        {result.map(|result| result())}
                    </PostForm>
                </Sheet>
            }
        }))
}

fn row(words: Words, line: &AnsweredLine) -> AnyView {
    let number = words.number(i64::try_from(line.number).unwrap_or(i64::MAX));
    let bad = |text: &'static str| view! { <Tag text tone=Tone::Bad /> }.into_any();
    let (answer, quantity, each, amount) = match &line.answer {
        Answer::Found {
            offer,
            quantity,
            with,
            assumed_one,
        } => {
            let price = offer.standing.price();
            let mut remarks = Vec::new();
            if !with.is_empty() {
                let numbers: Vec<String> = with.iter().map(ToString::to_string).collect();
                let lines = numbers.join(", ").into();
                remarks.push(words.say_with("requests-put-together", &[("lines", lines)]));
            }
            if *assumed_one {
                remarks.push(words.say("requests-assumed-one").to_owned());
            }
            if price.is_none() {
                remarks.push(words.say("requests-only-ask").to_owned());
            }
            let remarks = (!remarks.is_empty())
                .then(|| view! { <span class="sub">{remarks.join(" ")}</span> });
            (
                view! { {said::offered(words, offer)} {remarks} }.into_any(),
                Some(words.quantity(*quantity)),
                Some(said::amount(words, price)),
                price
                    .and_then(|price| price.times(*quantity))
                    .map(|amount| words.money(amount)),
            )
        }
        Answer::AddedTo { line } => {
            let text = words.say_with("requests-added-to-line", &[("line", (*line).into())]);
            let text = view! { <span class="mute">{text}</span> };
            (text.into_any(), None, None, None)
        }
        Answer::Unknown { .. } => (bad(words.say("requests-unknown")), None, None, None),
        Answer::TooMany => (bad(words.say("requests-fault-too-many")), None, None, None),
        Answer::Unreadable(fault) => (bad(fault_in_words(words, *fault)), None, None, None),
    };
    let text = line.text.clone();
    view! {
        <tr>
            <td class="num" data-l=words.say("requests-line-number")>
                {number}
            </td>
            <td class="wide">
                <span class="code">{text}</span>
            </td>
            <td class="wide">{answer}</td>
            <td class="num" data-l=words.say("frame-quantity")>
                {quantity}
            </td>
            <td class="num" data-l=words.say("requests-each")>
                {each}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {amount}
            </td>
        </tr>
    }
    .into_any()
}

fn fault_in_words(words: Words, fault: Fault) -> &'static str {
    words.say(match fault {
        Fault::NoSku => "requests-fault-no-sku",
        Fault::SkuTooLong => "requests-fault-sku-long",
        Fault::NoQuantity => "requests-fault-no-quantity",
        Fault::Ambiguous => "requests-fault-ambiguous",
        Fault::NotPositive => "requests-fault-not-positive",
        Fault::NotWhole => "requests-fault-not-whole",
        Fault::TooMany => "requests-fault-too-many",
    })
}
