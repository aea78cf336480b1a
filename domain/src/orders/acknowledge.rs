//! The order desk takes an order on and promises a day; later, perhaps,
//! another day.

use super::change::{
    Change, ChangeError, Order, Story, advance_by, begin, demand_a_day_to_come, remember,
};
use super::event::{self, Event};
use super::{After, EventKind, Step};
use crate::args;
use crate::id::OrderLineId;
use crate::identity::{Actor, Permission};
use crate::profile::Kind;
use crate::store::{Db, IntoValue, Query, Tx, list_placeholders};
use crate::subscriptions::{self, Begun, FromOrder};
use crate::{Day, Timestamp};
use serde_json::json;

/// A day promised for an order.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Which form, which order.
    pub change: Change,
    /// The day.
    pub day: Day,
    /// Lines that come later than that, each with its day.
    pub later: Vec<(OrderLineId, Day)>,
    /// What to tell the customer about it; may be empty.
    pub note: String,
}

/// Takes the order on and promises a day.
///
/// # Errors
/// See [`ChangeError`].
pub async fn acknowledge(
    db: &Db,
    actor: &Actor,
    promise: Promise,
    now: Timestamp,
) -> Result<(), ChangeError> {
    set_day(db, actor, promise, Step::Acknowledge, now).await
}

/// Promises another day for what is still open.
///
/// # Errors
/// See [`ChangeError`].
pub async fn promise_again(
    db: &Db,
    actor: &Actor,
    promise: Promise,
    now: Timestamp,
) -> Result<(), ChangeError> {
    set_day(db, actor, promise, Step::Promise, now).await
}

async fn set_day(
    db: &Db,
    actor: &Actor,
    promise: Promise,
    step: Step,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.demand(Permission::Fulfil)?;
    demand_a_day_to_come(promise.day, now)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { set_day_in(tx, &actor, promise, step, now).await })
    })
    .await
}

async fn set_day_in(
    tx: &mut Tx,
    actor: &Actor,
    promise: Promise,
    step: Step,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let Some(order) = begin(tx, actor, promise.change, None, now).await? else {
        return Ok(());
    };
    order.demand_lines(promise.later.iter().map(|(line, _)| *line))?;
    // What has nothing to ship begins with the order being taken on, and not when it
    // is placed: until then either side may still call it off.
    let begun = match step {
        Step::Acknowledge => begin_terms(tx, actor, &order, now).await?,
        _ => Vec::new(),
    };
    let after = After {
        open: order
            .lines()
            .iter()
            .any(|line| !line.open().is_zero() && !begun.iter().any(|one| one.line == line.id)),
        under_way: order.head().under_way > 0,
    };
    let steps: &[Step] = if begun.is_empty() {
        &[step]
    } else {
        &[step, Step::Begin]
    };
    advance_by(tx, &order, steps, after, Some(promise.day), now).await?;
    // A line is late only if its day is after the rest's.
    let later: Vec<(OrderLineId, Day)> = promise
        .later
        .into_iter()
        .filter(|(_, day)| *day > promise.day)
        .collect();
    let days: serde_json::Map<String, serde_json::Value> = later
        .iter()
        .map(|(line, day)| (line.to_string(), json!(day)))
        .collect();
    tx.run(
        EXPECTED,
        args![order.head().customer_id, order.head().id, json!(days)],
    )
    .await?;

    let (event, action, mail, interaction) = match step {
        Step::Acknowledge => (
            EventKind::Acknowledged,
            "order.acknowledged",
            "order-acknowledged",
            Some(Kind::Acknowledged),
        ),
        _ => (
            EventKind::Promised,
            "order.promised",
            "order-promised",
            None,
        ),
    };
    let story = Story {
        event,
        interaction,
        action,
        mail: Some(mail),
        text: promise.note.clone(),
        detail: json!({ "number": order.head().number, "promised_at": promise.day, "later": later.len() }),
        payload: json!({
            "promised_at": promise.day,
            "later": later.len(),
            "note": promise.note,
        }),
    };
    remember(tx, actor, &order, story, now).await?;
    if !begun.is_empty() {
        let numbers: Vec<&str> = begun.iter().map(|one| one.number.as_str()).collect();
        let event = Event {
            customer: order.head().customer_id,
            order: order.head().id,
            kind: EventKind::Began,
            text: numbers.join(", "),
            detail: json!({}),
        };
        event::record(tx, actor, event, now).await?;
    }
    Ok(())
}

/// Begins the subscriptions among the lines: they are delivered by that.
async fn begin_terms(
    tx: &mut Tx,
    actor: &Actor,
    order: &Order,
    now: Timestamp,
) -> Result<Vec<Begun>, ChangeError> {
    let head = order.head();
    let from = FromOrder {
        customer: head.customer_id,
        order: head.id,
        number: head.number.clone(),
        member: head.placed_by,
        unit: head.unit_id,
        cost_centre: head.cost_centre_id,
        po_number: head.po_number.clone(),
        currency: head.currency,
    };
    let begun = subscriptions::begin(tx, actor, &from, order.ordered_terms(), now).await?;
    if !begun.is_empty() {
        let lines: Vec<OrderLineId> = begun.iter().map(|one| one.line).collect();
        let mut values = args![head.customer_id, head.id];
        values.extend(lines.iter().map(|id| (*id).value()));
        tx.run(
            format!(
                "UPDATE order_line SET shipped = quantity
                 WHERE customer_id = $1 AND order_id = $2 AND id IN ({})",
                list_placeholders(3, lines.len())
            ),
            values,
        )
        .await?;
    }
    Ok(begun)
}

/// Sets the days of all lines at once: `$3` is an object of line ids and
/// days; lines that it does not name come with the rest.
const EXPECTED: crate::store::EachEngine = crate::store::EachEngine {
    sqlite: "UPDATE order_line SET expected_at = $3 ->> ('$.\"' || id || '\"')
        WHERE customer_id = $1 AND order_id = $2",
    postgres: "UPDATE order_line SET expected_at = CAST($3 ->> CAST(id AS TEXT) AS BIGINT)
        WHERE customer_id = $1 AND order_id = $2",
};
