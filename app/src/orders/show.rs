//! `/orders/{id}`: one order as its customer follows it.

use super::lines::lines;
use super::order_id;
use super::packing::table;
use super::progress::{Reader, stand, timeline};
use super::returns::on_order;
use super::said::day;
use crate::frame::parts::{Columns, Definitions, Notice, PageHead, PostForm, Sheet, Slot, Tone};
use crate::frame::{AppState, Face, Form, Page, PageError, SignedIn, Text, key_of};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::assets::Unit;
use domain::identity::Permission;
use domain::orders::{Arrived, Change, ChangeError, OrderHead, OrderPage, receive, show as find};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /orders/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    let order = find::<PageError>(&state.db, visitor.actor(), order_id(&id)?).await?;
    let order = order.ok_or(PageError::NotFound)?;
    Ok(page(&visitor, order, None))
}

/// `POST /orders/{id}/received`: the member has a parcel in their hands.
pub async fn received(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let order = order_id(&id)?;
    let change = Change {
        key: key_of(&form)?,
        order,
        version: form.carried("version")?,
    };
    let (part, parcel) = form
        .text("parcel")
        .split_once(' ')
        .ok_or(PageError::BadForm)?;
    let arrived = Arrived {
        change,
        parcel: parcel.parse().map_err(|_| PageError::BadForm)?,
    };
    let problem = match receive(&state.db, visitor.actor(), arrived, visitor.now).await {
        Ok(()) => {
            let said = words.say_with("orders-thanks-received", &[("part", part.into())]);
            visitor.say_next(true, said).await?;
            return Ok(Redirect::to(&format!("/orders/{order}")).into_response());
        }
        Err(ChangeError::Denied(denied)) => return Err(denied.into()),
        Err(ChangeError::Store(error)) => return Err(error.into()),
        Err(ChangeError::NotFound) => return Err(PageError::NotFound),
        Err(ChangeError::NoSuchParcel) => words.say("orders-parcel-gone").to_owned(),
        Err(ChangeError::Meanwhile) => words.say_with(
            "orders-meanwhile",
            &[("what", words.say("orders-meanwhile-somebody").into())],
        ),
        Err(_) => words.say("orders-not-possible").to_owned(),
    };
    let order = find::<PageError>(&state.db, visitor.actor(), order).await?;
    let order = order.ok_or(PageError::NotFound)?;
    Ok(page(&visitor, order, Some(problem)))
}

fn page(visitor: &SignedIn, order: OrderPage, problem: Option<String>) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let head = &order.head;
    let title = words.say_with("orders-order", &[("number", head.number.as_str().into())]);
    let placed = words.say_with(
        "orders-placed-line",
        &[
            ("day", words.date(head.placed_at).into()),
            ("name", order.names.of(head.placed_by).into()),
        ],
    );
    let sub = match head.po_number.as_str() {
        "" => placed,
        po => format!("{po} · {placed}"),
    };
    let status = match problem {
        Some(_) => StatusCode::CONFLICT,
        None => StatusCode::OK,
    };
    let linked = visitor.actor().may(Permission::SeeCompany);
    Page::new(visitor, Face::Site, title.clone())
        .nav("orders")
        .crumbs([(words.say("orders-title"), "/orders")])
        .status(status)
        .show(move || {
            let stand = stand(&order);
            let problem =
                problem.map(|problem| view! { <Notice tone=Tone::Warn>{problem}</Notice> });
            let sentence = stand.sentence(words, now);
            let again = format!("/orders/{}/again", order.head.id);
            let ask = format!("/help/new?order={}", order.head.number);
            let help = view! {
                <a class="btn" href=ask>
                    {words.say("support-ask")}
                </a>
            };
            let aside = aside(words, &order, now);
            let arrived = arrived(words, &order);
            let timeline = timeline(words, &order, Reader::Customer, now);
            let explained = explained(words, &order.head);
            let lines = lines(words, &order, Some(explained), Reader::Customer, now);
            let returns = on_order(words, &order.returns, false);
            let cases = crate::support::cases(words, &order.cases, false);
            let units = units(words, &order, linked);
            view! {
                <PageHead title sub tags=stand.tag(words, now)>
                    {help}
                    <a class="btn" href=again>
                        {words.say("orders-again")}
                    </a>
                </PageHead>
                <Columns aside>
                    {problem} {arrived}
                    <Sheet title=words.say("orders-progress") note=sentence>
                        {timeline}
                    </Sheet>
                    {lines}
                    {returns}
                    {cases}
                    {units}
                </Columns>
            }
        })
}

/// The first units that left; packing lists have all of them.
pub(super) fn units(words: Words, order: &OrderPage, linked: bool) -> Option<AnyView> {
    let some: Vec<&Unit> = order.units.some.iter().collect();
    if some.is_empty() {
        return None;
    }
    let more = order.units.total - i64::try_from(some.len()).unwrap_or(i64::MAX);
    let more = (more > 0).then(|| words.say_with("orders-more-units", &[("count", more.into())]));
    let table = table(words, &some, linked, None);
    Some(
        view! { <Sheet flush=true footer=Slot(more.map(IntoAny::into_any))>{table}</Sheet> }
            .into_any(),
    )
}

/// Asks whether what is on its way has arrived.
fn arrived(words: Words, order: &OrderPage) -> Option<AnyView> {
    let waiting: Vec<_> = order
        .parcels
        .iter()
        .filter(|parcel| parcel.delivered_at.is_none())
        .collect();
    let first = waiting.first()?.part;
    let question = words.say_with(
        "orders-arrived-question",
        &[("parcels", waiting.len().into()), ("part", first.into())],
    );
    let single = waiting.len() == 1;
    let buttons = waiting
        .iter()
        .map(|parcel| {
            let label = if single {
                words.say("orders-i-have-it").to_owned()
            } else {
                words.say_with("orders-i-have-part", &[("part", parcel.part.into())])
            };
            view! {
                <button class="btn s" name="parcel" value=format!("{} {}", parcel.part, parcel.id)>
                    {label}
                </button>
            }
        })
        .collect_view();
    let (to, version) = (
        format!("/orders/{}/received", order.head.id),
        order.head.version.to_string(),
    );
    let form = view! {
        <PostForm action=to prefix="received">
            <input type="hidden" name="version" value=version />
            <div class="row">{buttons}</div>
        </PostForm>
    };
    Some(
        view! {
            <div class="no-print">
                <Notice tone=Tone::Accent actions=form>
                    {question}
                </Notice>
            </div>
        }
        .into_any(),
    )
}

/// Where the prices of an order come from.
fn explained(words: Words, head: &OrderHead) -> String {
    let placed = words.date(head.placed_at);
    match head.agreement.as_str() {
        "" => words.say_with("orders-prices-fixed", &[("day", placed.into())]),
        agreement => words.say_with(
            "orders-prices-agreed",
            &[("agreement", agreement.into()), ("day", placed.into())],
        ),
    }
}

fn aside(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
    let head = &order.head;
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let mut add = |id: &'static str, value: AnyView| rows.push((words.say(id).into(), value));
    let or_none = |text: &str| match text {
        "" => words.say("orders-none-given").to_owned(),
        text => text.to_owned(),
    };
    add("orders-po", or_none(&head.po_number).into_any());
    add(
        "frame-cost-centre",
        or_none(order.names.maybe(head.cost_centre_id)).into_any(),
    );
    if let Some(unit) = head.unit_id {
        add("orders-unit", order.names.of(unit).to_owned().into_any());
    }
    add(
        "orders-requester",
        order.names.of(head.requested_by).to_owned().into_any(),
    );
    if head.placed_by != head.requested_by {
        add(
            "orders-buyer",
            order.names.of(head.placed_by).to_owned().into_any(),
        );
    }
    if let Some(needed) = head.needed_by {
        add("orders-needed-by", day(words, needed, now).into_any());
    }
    if let Some(promised) = head.promised_at {
        let late = head
            .needed_by
            .filter(|needed| promised > *needed)
            .map(|_| view! { " " <span class="warn-text">{words.say("orders-later-than-needed")}</span> });
        let promised = day(words, promised, now);
        add("orders-promised", view! { {promised} {late} }.into_any());
    }
    if let Some(request) = head.request_id {
        let link = view! {
            <a href=format!("/requests/{request}")>{words.say("orders-see-request")}</a>
        };
        add("orders-request", link.into_any());
    }
    view! {
        <Sheet title=words.say("orders-facts")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}
