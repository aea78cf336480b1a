//! What the order desk does with an order: each step is a form, and leads on to the
//! order, or back to its page with the reason.

use super::super::forms::{change, day as read_day, later_days, maybe_day, note, parts, short};
use super::super::said::day;
use super::{Tried, load, page};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::identity::Permission;
use domain::orders::{
    self, Arrived, Cancel, ChangeError, EventKind, Missing, OrderPage, PartRefused, Promise,
    Refusal, Ship, Step,
};
use domain::text::Words;

/// `POST /console/orders/{id}/acknowledge`
pub async fn acknowledge(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    set_day(visitor, state, id, form, Step::Acknowledge).await
}

/// `POST /console/orders/{id}/promise`
pub async fn promise(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    set_day(visitor, state, id, form, Step::Promise).await
}

async fn set_day(
    visitor: StaffOnly,
    state: AppState,
    id: String,
    form: Form,
    step: Step,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let promised = read_day(&mut form, words, "day");
    let later = later_days(&mut form, words, &order);
    let note = note(&mut form, words, "note");
    let (Some(day_promised), Some(note), true) = (promised, note, form.is_fine()) else {
        return Ok(again(&visitor, order, step, form));
    };
    let command = Promise {
        change,
        day: day_promised,
        later,
        note,
    };
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let (done, said) = match step {
        Step::Acknowledge => (
            orders::acknowledge(db, actor, command, now).await,
            "orders-done-acknowledged",
        ),
        _ => (
            orders::promise_again(db, actor, command, now).await,
            "orders-done-promised",
        ),
    };
    let said = words.say_with(
        said,
        &[
            ("number", order.head.number.as_str().into()),
            ("day", day(words, day_promised, now).into()),
        ],
    );
    finish(&visitor, &state, order, step, form, done, said).await
}

/// `POST /console/orders/{id}/ship`
pub async fn ship(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let parts = parts(&mut form, words, &order);
    let carrier = short(&mut form, words, "carrier");
    let tracking = short(&mut form, words, "tracking");
    let rest_promised = maybe_day(&mut form, words, "rest");
    let (Some(carrier), Some(tracking), true) = (carrier, tracking, form.is_fine()) else {
        return Ok(again(&visitor, order, Step::Ship, form));
    };
    let command = Ship {
        change,
        parts,
        carrier,
        tracking,
        rest_promised,
    };
    let done = orders::ship(&state.db, visitor.actor(), command, visitor.now).await;
    let said = words.say("orders-done-shipped").to_owned();
    finish(&visitor, &state, order, Step::Ship, form, done, said).await
}

/// `POST /console/orders/{id}/delivered`
pub async fn delivered(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let form = FormState::from(form);
    let command = Arrived {
        change: change(&form, order.head.id)?,
        parcel: form.carried("parcel")?,
    };
    let done = orders::deliver(&state.db, visitor.actor(), command, visitor.now).await;
    let said = visitor.words.say("orders-done-delivered").to_owned();
    finish(&visitor, &state, order, Step::Deliver, form, done, said).await
}

/// `POST /console/orders/{id}/cancel`
pub async fn cancel(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let Some(reason) = note(&mut form, words, "reason") else {
        return Ok(again(&visitor, order, Step::Cancel, form));
    };
    let command = Cancel { change, reason };
    let done = orders::cancel(&state.db, visitor.actor(), command, visitor.now).await;
    let number = order.head.number.as_str();
    let said = words.say_with("orders-done-cancelled", &[("number", number.into())]);
    finish(&visitor, &state, order, Step::Cancel, form, done, said).await
}

/// The page again, with what is wrong next to its field.
fn again(visitor: &StaffOnly, order: OrderPage, step: Step, form: FormState) -> Response {
    let tried = Tried {
        step: Some(step),
        form,
        meanwhile: None,
    };
    page(visitor, order, tried)
}

/// On to the order if it was done; else the page again with the reason.
async fn finish(
    visitor: &StaffOnly,
    state: &AppState,
    order: OrderPage,
    step: Step,
    mut form: FormState,
    done: Result<(), ChangeError>,
    said: String,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let id = order.head.id;
    let error = match done {
        Ok(()) => {
            visitor.say_next(true, said).await?;
            return Ok(Redirect::to(&format!("/console/orders/{id}")).into_response());
        }
        Err(error) => error,
    };
    let meanwhile = match error {
        ChangeError::Denied(denied) => return Err(denied.into()),
        ChangeError::Store(error) => return Err(error.into()),
        ChangeError::NotFound => return Err(PageError::NotFound),
        ChangeError::DayHasPassed => {
            let field = if step == Step::Ship { "rest" } else { "day" };
            form.fail(field, words.say("orders-day-passed"));
            None
        }
        ChangeError::Missing(Missing::Carrier) => {
            form.fail("carrier", words.say("orders-carrier-missing"));
            None
        }
        ChangeError::Missing(Missing::Reason) => {
            form.fail("reason", words.say("orders-reason-missing"));
            None
        }
        ChangeError::Refused(refusal) => {
            explain(words, &mut form, refusal);
            None
        }
        ChangeError::TooManyUnits(most) => {
            form.fail(
                "",
                words.say_with("orders-too-many-units", &[("most", most.into())]),
            );
            None
        }
        ChangeError::TermOver(name) => {
            form.fail(
                "",
                words.say_with("orders-term-over", &[("name", name.into())]),
            );
            None
        }
        ChangeError::NoSuchParcel => Some(words.say("orders-parcel-gone").to_owned()),
        ChangeError::NotPossible(_) => Some(words.say("orders-not-possible").to_owned()),
        ChangeError::Meanwhile => None,
    };
    // As it stands now: somebody else may have changed it.
    let order = load(visitor, state, &id.to_string()).await?;
    let meanwhile = match error_was_meanwhile(&form, &meanwhile) {
        true => Some(words.say_with(
            "orders-meanwhile",
            &[("what", last_event(words, &order, visitor.now).into())],
        )),
        false => meanwhile,
    };
    let tried = Tried {
        step: Some(step),
        form,
        meanwhile,
    };
    Ok(page(visitor, order, tried))
}

/// Nothing is wrong with the form, and no other reason is known.
fn error_was_meanwhile(form: &FormState, known: &Option<String>) -> bool {
    form.is_fine() && known.is_none()
}

/// What is wrong with the quantities, each next to its field.
fn explain(words: Words, form: &mut FormState, refusal: Refusal) {
    let parts = match refusal {
        Refusal::Nothing => {
            form.fail("", words.say("orders-nothing-chosen"));
            return;
        }
        Refusal::Parts(parts) => parts,
    };
    for part in parts {
        match part {
            PartRefused::MoreThanOpen { line, open } => {
                let text = words.say_with("orders-quantity-too-many", &[("open", open.into())]);
                form.fail(format!("ship-{line}"), text);
            }
            PartRefused::NoSuchLine(line)
            | PartRefused::Twice(line)
            | PartRefused::Negative(line) => {
                form.fail(format!("ship-{line}"), words.say("orders-quantity-wrong"));
            }
        }
    }
}

/// The last thing that happened: `Piet shipped part of it 2 minutes ago`.
fn last_event(words: Words, order: &OrderPage, now: Timestamp) -> String {
    let Some(event) = order.events.last() else {
        return words.say("orders-meanwhile-somebody").to_owned();
    };
    let args = [
        ("name", order.names.of(event.person_id).into()),
        ("ago", words.ago(event.at, now).into()),
    ];
    words.say_with(
        match event.kind {
            EventKind::Placed => "orders-happened-placed",
            EventKind::Acknowledged => "orders-happened-acknowledged",
            EventKind::Promised => "orders-happened-promised",
            EventKind::Shipped => "orders-happened-shipped",
            EventKind::Delivered => "orders-happened-delivered",
            EventKind::Received => "orders-happened-received",
            EventKind::Began => "orders-happened-began",
            EventKind::Cancelled => "orders-happened-cancelled",
        },
        &args,
    )
}
