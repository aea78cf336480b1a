//! What happened to a unit, kept and told.

use super::holding::Changed;
use super::lifecycle::EventKind;
use crate::Timestamp;
use crate::args;
use crate::id::{AssetEventId, AssetId, CustomerId};
use crate::identity::Actor;
use crate::store::{Args, Insert};
use serde_json::json;

/// One thing that happened to a unit.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) customer: CustomerId,
    pub(super) asset: AssetId,
    pub(super) kind: EventKind,
    /// What the person wrote; an order's number, a file's name.
    pub(super) text: String,
    pub(super) changes: Vec<Changed>,
}

impl Event {
    /// Its values for [`rows`].
    pub(super) fn values(self, actor: &Actor, now: Timestamp) -> Args {
        args![
            AssetEventId::new(),
            self.customer,
            self.asset,
            now,
            actor.person(),
            self.kind.code(),
            self.text,
            json!(self.changes),
        ]
    }
}

/// The rows, to be inserted together with what they tell.
pub(super) fn rows(events: Vec<Args>) -> Insert {
    Insert::rows(
        "INSERT INTO asset_event (id, customer_id, asset_id, at, person_id, kind, text, changes)
         VALUES",
        events,
    )
}
