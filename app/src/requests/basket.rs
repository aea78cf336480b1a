//! `/basket`: what one is about to ask for or to order.

use super::order_form::{explain, order_fields, order_of};
use super::{demand_member, said};
use crate::assets::replaced;
use crate::catalog::{product_page, supply_in_short};
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Icon, Notice, PageHead, PostForm, QuantityField, Sheet, Tag,
    TextArea, Thumb, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, is_ours, key_of};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::Replaced;
use domain::id::BasketLineId;
use domain::identity::Permission;
use domain::requests::offer::Standing;
use domain::requests::{
    Basket, BasketError, BasketLine, From, add_products, add_words as put_words, basket,
    change_basket, order_now,
};
use domain::text::Words;
use domain::{Day, Money};
use leptos::prelude::*;

/// The page's three forms.
#[derive(Default)]
struct Forms {
    lines: FormState,
    words: FormState,
    order: FormState,
}

impl Forms {
    fn status(&self) -> StatusCode {
        let all = [&self.lines, &self.words, &self.order];
        if all.iter().all(|form| form.is_fine()) {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

/// `GET /basket`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, Forms::default()).await
}

/// `POST /basket`: other quantities (`quantity-LINE`), or a line taken out
/// (`remove=LINE`).
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let mut changes = Vec::new();
    let out: Option<BasketLineId> = form.some("remove").and_then(|id| id.parse().ok());
    if let Some(out) = out {
        changes.push((out, None));
    }
    for (id, text) in form.starting("quantity-") {
        let Ok(line) = id.parse::<BasketLineId>() else {
            continue;
        };
        if Some(line) == out {
            continue;
        }
        match said::quantity(words, text) {
            Ok(quantity) => changes.push((line, Some(quantity))),
            Err(_) if text == "0" => changes.push((line, None)),
            Err(wrong) => shown.fail(format!("quantity-{id}"), wrong),
        }
    }
    // Taking a line out works whatever stands in the other fields.
    if !shown.is_fine() && out.is_none() {
        let forms = Forms {
            lines: shown,
            ..Forms::default()
        };
        return page(&visitor, &state, forms).await;
    }
    change_basket(&state.db, visitor.actor(), changes).await?;
    let next = match form.text("then") {
        "request" => "/requests/new",
        _ => "/basket",
    };
    Ok(Redirect::to(next).into_response())
}

/// `POST /basket/add`: the product whose button was pressed (`sku`), as many
/// as `quantity-SKU` or `quantity` says. Leads back to where it was pressed; what
/// is no quantity, to the product with what was typed.
pub async fn add(
    visitor: SignedIn,
    State(state): State<AppState>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let sku = form.some("sku").ok_or(PageError::BadForm)?.to_owned();
    let text = form
        .some(&format!("quantity-{sku}"))
        .or_else(|| form.some("quantity"))
        .unwrap_or("1")
        .to_owned();
    let key = key_of(&form)?;
    let back = match form.some("then") {
        Some("request") => "/requests/new".to_owned(),
        Some("basket") => "/basket".to_owned(),
        _ => came_from(&headers),
    };
    let quantity = match said::quantity(words, &text) {
        Ok(quantity) => quantity,
        Err(wrong) => {
            let mut shown = FormState::from(form);
            shown.fail(format!("quantity-{sku}"), wrong);
            return product_page(&visitor, &state, &sku, shown).await;
        }
    };
    let wanted = vec![(sku.clone(), quantity)];
    let (good, sentence) =
        match add_products(&state.db, visitor.actor(), key, wanted, visitor.now).await {
            Ok(added) => {
                let name = added.into_iter().map(|(name, _)| name).next();
                let what = name.unwrap_or(sku);
                let args = [("count", quantity.into()), ("name", what.into())];
                (true, words.say_with("requests-added", &args))
            }
            Err(BasketError::NotInCatalog(_)) => (
                false,
                words.say_with("requests-not-in-catalog", &[("names", sku.into())]),
            ),
            Err(BasketError::Full) => (false, words.say("requests-basket-full").to_owned()),
            Err(other) => return Err(other.into()),
        };
    visitor.say_next(good, sentence).await?;
    Ok(Redirect::to(&back).into_response())
}

/// The page of ours that a form was sent from; the basket if that is unknown, or
/// the answer to a refused form, which has no address to go back to.
fn came_from(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let path = || {
        let (_, rest) = text(header::REFERER)?.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        (Some(host) == text(header::HOST)).then(|| format!("/{path}"))
    };
    path()
        .filter(|path| is_ours(path) && path != "/basket/add")
        .unwrap_or_else(|| "/basket".to_owned())
}

/// `POST /basket/words`: something from outside the catalog.
pub async fn add_words(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let key = key_of(&form)?;
    let quantity = shown.read("quantity", |text| said::quantity(words, text));
    let described = shown.value("words").to_owned();
    if described.is_empty() {
        shown.fail("words", words.say("requests-words-missing"));
    }
    if let (Some(quantity), true) = (quantity, shown.is_fine()) {
        match put_words(
            &state.db,
            visitor.actor(),
            key,
            &described,
            quantity,
            visitor.now,
        )
        .await
        {
            Ok(()) => return Ok(Redirect::to("/basket").into_response()),
            Err(BasketError::BadWords) => shown.fail("words", words.say("requests-words-long")),
            Err(BasketError::Full) => shown.fail("", words.say("requests-basket-full")),
            Err(other) => return Err(other.into()),
        }
    }
    let forms = Forms {
        words: shown,
        ..Forms::default()
    };
    page(&visitor, &state, forms).await
}

/// `POST /basket/order`: everything that has a price, at once.
pub async fn order(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let command = order_of(&visitor, &mut shown, From::Basket, key_of(&form)?)?;
    if let Some(command) = command {
        match order_now(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(order) => {
                visitor
                    .say_next(true, words.say("requests-order-placed"))
                    .await?;
                return Ok(Redirect::to(&format!("/orders/{order}")).into_response());
            }
            Err(error) => explain(words, &mut shown, error)?,
        }
    }
    let forms = Forms {
        order: shown,
        ..Forms::default()
    };
    page(&visitor, &state, forms).await
}

async fn page(visitor: &SignedIn, state: &AppState, forms: Forms) -> Result<Response, PageError> {
    let member = demand_member(visitor)?;
    let words = visitor.words;
    let filled = basket(&state.db, visitor.actor(), visitor.now).await?;
    let total = filled.total(member);
    let may_order = visitor.actor().may(Permission::Order);
    let may_request = visitor.actor().may(Permission::Request);
    let title = words.say("frame-basket");
    let status = forms.status();
    let sub = words.say_with(
        "requests-basket-lines",
        &[("count", filled.lines.len().into())],
    );
    let is_empty = filled.lines.is_empty();
    let today = Day::of(visitor.now);
    let lines = (!is_empty).then(|| lines(words, &filled, total, forms.lines, may_request, today));
    let aside_order =
        (may_order && !is_empty).then(|| order_sheet(words, &filled, total, forms.order));
    let off_catalog = may_request.then(|| off_catalog(words, forms.words));
    Ok(Page::new(visitor, Face::Site, title)
        .nav("basket")
        .status(status)
        .show(move || {
            let main = match lines {
                Some(lines) => lines(),
                None => view! {
                    <Sheet>
                        <Empty
                            title=words.say("requests-basket-empty")
                            text=words.say("requests-basket-empty-text")
                            icon=Icon::Basket
                        >
                            <a class="btn main" href="/catalog">{words.say("frame-catalog")}</a>
                            <a class="btn" href="/order-by-list">{words.say("requests-by-list")}</a>
                        </Empty>
                    </Sheet>
                }
                .into_any(),
            };
            view! {
                <PageHead title sub=sub>
                    <a class="btn" href="/order-by-list">{words.say("requests-by-list")}</a>
                </PageHead>
                <div class="cols">
                    <div class="stack">{main}</div>
                    <div class="stack">
                        {aside_order.map(|order| order())} {off_catalog.map(|form| form())}
                    </div>
                </div>
            }
        }))
}

fn lines(
    words: Words,
    filled: &Basket,
    total: Option<Money>,
    form: FormState,
    may_request: bool,
    today: Day,
) -> impl FnOnce() -> AnyView + 'static {
    let (rows, units) = (filled.lines.clone(), filled.replaced.clone());
    move || {
        let columns = vec![
            Column::new(words.say("frame-product")),
            Column::num(words.say("frame-quantity")),
            Column::num(words.say("requests-each")),
            Column::num(words.say("requests-line")),
            Column::actions(),
        ];
        let rows = move || {
            rows.iter()
                .map(|line| line_row(words, line, &units, today))
                .collect_view()
        };
        let sum = total.map(|total| {
            view! {
                <p>
                    <b>{words.say_with("requests-total", &[("total", words.money(total).into())])}</b>
                    " " <span class="mute small">{words.say("requests-without-tax")}</span>
                </p>
            }
        });
        let request = may_request.then(|| {
            view! {
                <button class="btn main" name="then" value="request">
                    {words.say("requests-go-request")}
                </button>
            }
        });
        view! {
            <Sheet flush=true>
                <PostForm action="/basket" state=form prefix="b">
                    <DataTable
                        caption=words.say("frame-basket")
                        quiet=true
                        stack=true
                        columns
                        footer=view! {
                            <Actions summary=sum>
                                <button class="btn" name="then" value="basket">
                                    {words.say("requests-update")}
                                </button>
                                {request}
                            </Actions>
                        }
                    >
                        {rows()}
                    </DataTable>
                </PostForm>
            </Sheet>
        }
        .into_any()
    }
}

fn line_row(words: Words, line: &BasketLine, units: &Replaced, today: Day) -> AnyView {
    let offer = &line.offer;
    let instead = replaced(words, &units.of(line.id.0, line.quantity), None);
    // Of as many as are wanted: three may be there, and thirty not.
    let when = offer
        .supply
        .as_ref()
        .and_then(|supply| supply_in_short(words, supply, line.quantity, today))
        .map(|text| view! { <span class="sub">{text}</span> });
    let tag = match offer.standing {
        Standing::Priced(_) => None,
        Standing::OnRequest => Some((words.say("requests-price-on-request"), Tone::Accent)),
        Standing::InWords => Some((words.say("requests-off-catalog"), Tone::Warn)),
        Standing::Gone => Some((words.say("requests-gone"), Tone::Bad)),
        Standing::ChooseAgain => Some((words.say("requests-choose-again"), Tone::Bad)),
    };
    let tag = tag.map(|(text, tone)| view! { <Tag text tone /> });
    let price = offer.standing.price().map(|price| words.money(price));
    let amount = line.amount().map(|amount| words.money(amount));
    let remove = words.say_with("requests-remove", &[("name", offer.name.as_str().into())]);
    view! {
        <tr>
            <td class="wide">
                <div class="thing">
                    <Thumb picture=offer.picture category=offer.name.clone() />
                    <div>{said::offered(words, offer)} {tag} {when} {instead}</div>
                </div>
            </td>
            <td class="num">
                <QuantityField
                    name=format!("quantity-{}", line.id)
                    label=words
                        .say_with("requests-quantity-of", &[("name", offer.name.as_str().into())])
                    value=line.quantity.to_string()
                    hide_label=true
                />
            </td>
            <td class="num" data-l=words.say("requests-each")>
                {price}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {amount}
            </td>
            <td class="actions">
                <button
                    class="btn s quiet"
                    name="remove"
                    value=line.id.to_string()
                    aria-label=remove
                >
                    {words.say("frame-remove")}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

fn order_sheet(
    words: Words,
    filled: &Basket,
    total: Option<Money>,
    form: FormState,
) -> impl FnOnce() -> AnyView + 'static {
    let centres = said::centre_options(&filled.cost_centres);
    let priced = filled
        .lines
        .iter()
        .filter(|line| line.offer.standing.price().is_some())
        .count();
    let staying = filled.lines.len() - priced;
    let payment = filled.payment.clone();
    move || {
        let paid = (!payment.is_empty()).then(|| {
            view! {
                <p class="small">
                    {words.say("agreements-payment")} ": " {payment} " "
                    <a href="/agreement">{words.say("agreements-agreed")}</a>
                </p>
            }
        });
        let stays = (staying > 0).then(|| {
            let text = words.say_with("requests-some-stay", &[("count", staying.into())]);
            view! { <Notice>{text}</Notice> }
        });
        let button = match total.filter(|_| priced > 0) {
            Some(total) => words.say_with(
                "requests-order-lines",
                &[
                    ("count", priced.into()),
                    ("total", words.money(total).into()),
                ],
            ),
            None => words.say("requests-order").to_owned(),
        };
        view! {
            <Sheet title=words.say("requests-order-now") id="order">
                {stays}
                <PostForm action="/basket/order" state=form prefix="o">
                    {total
                        .map(|total| {
                            view! { <input type="hidden" name="seen" value=total.minor.to_string() /> }
                        })}
                    {order_fields(words, centres)}
                    {paid}
                    <Actions>
                        <button class="btn main">{button}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any()
    }
}

fn off_catalog(words: Words, form: FormState) -> impl FnOnce() -> AnyView + 'static {
    move || {
        view! {
            <Sheet title=words.say("requests-not-listed") id="words">
                <p class="mute small">{words.say("requests-not-listed-text")}</p>
                <PostForm action="/basket/words" state=form prefix="w">
                    <TextArea name="words" label=words.say("requests-describe") rows=2 />
                    <QuantityField name="quantity" value="1" />
                    <Actions>
                        <button class="btn">{words.say("requests-put-in")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any()
    }
}
