//! A parcel arrived: the carrier told the order desk, or the member who has
//! it in their hands says so.

use super::change::{Change, ChangeError, Story, advance, begin, remember};
use super::{After, EventKind, State, Step};
use crate::args;
use crate::id::ShipmentId;
use crate::identity::{Actor, Permission};
use crate::profile::Kind;
use crate::store::{Db, Query, Tx};
use crate::{Timestamp, assets};
use serde_json::json;

/// A parcel that arrived.
#[derive(Debug, Clone, Copy)]
pub struct Arrived {
    /// Which form, which order.
    pub change: Change,
    /// The parcel.
    pub parcel: ShipmentId,
}

/// The order desk marks a parcel as delivered.
///
/// # Errors
/// See [`ChangeError`].
pub async fn deliver(
    db: &Db,
    actor: &Actor,
    command: Arrived,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.demand(Permission::Fulfil)?;
    write(db, actor, command, EventKind::Delivered, now).await
}

/// A member confirms that a parcel is there: whoever asked for the order or
/// placed it, or may see all of the company's.
///
/// # Errors
/// See [`ChangeError`].
pub async fn receive(
    db: &Db,
    actor: &Actor,
    command: Arrived,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.member_who_may(Permission::Browse)?;
    write(db, actor, command, EventKind::Received, now).await
}

async fn write(
    db: &Db,
    actor: &Actor,
    command: Arrived,
    event: EventKind,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { arrive_in(tx, &actor, command, event, now).await })
    })
    .await
}

async fn arrive_in(
    tx: &mut Tx,
    actor: &Actor,
    command: Arrived,
    event: EventKind,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let Some(order) = begin(tx, actor, command.change, Some(command.parcel), now).await? else {
        return Ok(());
    };
    if !order.concerns(actor) {
        return Err(ChangeError::NotFound);
    }
    let part = order.part()?;
    let after = After {
        open: order.lines().iter().any(|line| !line.open().is_zero()),
        under_way: order.head().under_way > 1,
    };
    let moved = advance(tx, &order, Step::Deliver, after, None, now).await?;
    tx.run(
        "UPDATE shipment SET delivered_at = $1
         WHERE id = $2 AND customer_id = $3 AND order_id = $4 AND delivered_at IS NULL",
        args![
            now,
            command.parcel,
            order.head().customer_id,
            order.head().id
        ],
    )
    .await?;
    assets::mark_delivered(tx, order.head().customer_id, command.parcel, now).await?;
    let whole = moved.state == State::Delivered;
    let story = Story {
        event,
        interaction: whole.then_some(Kind::Delivered),
        action: "order.delivered",
        mail: Some("order-delivered"),
        text: String::new(),
        detail: json!({
            "number": order.head().number,
            "shipment": command.parcel,
            "part": part,
            "whole": whole,
        }),
        payload: json!({
            "part": part,
            "rest": if whole { "none" } else { "open" },
            "said": if event == EventKind::Received { "customer" } else { "carrier" },
        }),
    };
    remember(tx, actor, &order, story, now).await?;
    Ok(())
}
