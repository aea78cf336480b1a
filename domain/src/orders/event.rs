//! The order's timeline.

use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, OrderId};
use crate::identity::{Actor, Standing};
use crate::store::{Insert, Result, Tx};
use serde_json::Value as JsonValue;
use uuid::Uuid;

/// One thing that happened to an order.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) customer: CustomerId,
    pub(super) order: OrderId,
    pub(super) kind: super::EventKind,
    /// What the person wrote.
    pub(super) text: String,
    pub(super) detail: JsonValue,
}

/// Which side acted, as stored.
pub(super) fn side(actor: &Actor) -> &'static str {
    match actor.standing() {
        Standing::Member(_) => "customer",
        Standing::Staff(_) => "staff",
        Standing::System => "system",
    }
}

/// Adds it to the timeline.
pub(super) async fn record(tx: &mut Tx, actor: &Actor, event: Event, now: Timestamp) -> Result<()> {
    tx.insert([event.row(actor, now)]).await
}

impl Event {
    /// The row, to be inserted together with others.
    pub(super) fn row(self, actor: &Actor, now: Timestamp) -> Insert {
        Insert::row(
            "INSERT INTO order_event
                 (id, customer_id, order_id, at, kind, side, person_id, text, detail) VALUES",
            args![
                Uuid::now_v7(),
                self.customer,
                self.order,
                now,
                self.kind.code(),
                side(actor),
                actor.person(),
                self.text,
                self.detail,
            ],
        )
    }
}
