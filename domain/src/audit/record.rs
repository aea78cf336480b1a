//! Writing the audit trail.

use crate::Timestamp;
use crate::args;
use crate::id::{AuditId, CustomerId};
use crate::identity::{Actor, Standing};
use crate::store::{Insert, Result, Tx};
use serde_json::Value as JsonValue;

/// One change, as the trail keeps it.
#[derive(Debug)]
pub struct Entry {
    /// What was done: `order.placed`, `agreement.published`.
    pub action: &'static str,
    /// What it was done to: an id or a number, whatever finds it again.
    pub subject: String,
    /// The customer it concerns, if one.
    pub customer: Option<CustomerId>,
    /// What changed, in the room's own words. No secrets, no names.
    pub detail: JsonValue,
}

/// Adds a row to the trail.
///
/// # Errors
/// If the row can't be written.
pub async fn record(tx: &mut Tx, actor: &Actor, entry: Entry, now: Timestamp) -> Result<()> {
    tx.insert([entry.row(actor, now)]).await
}

/// Adds a row to the trail about something that is no customer's, but ours for all of
/// them.
///
/// # Errors
/// If the row can't be written.
pub async fn note(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    subject: String,
    detail: JsonValue,
    now: Timestamp,
) -> Result<()> {
    let entry = Entry {
        action,
        subject,
        customer: None,
        detail,
    };
    record(tx, actor, entry, now).await
}

impl Entry {
    /// The row, to be inserted together with what it is about.
    #[must_use]
    pub fn row(self, actor: &Actor, now: Timestamp) -> Insert {
        let side = match actor.standing() {
            Standing::Member(_) if actor.stand_in().is_none() => "customer",
            Standing::Member(_) => "staff",
            Standing::Staff(_) => "staff",
            Standing::System => "system",
        };
        Insert::row(
            "INSERT INTO audit (id, at, person_id, side, customer_id, action, subject, detail,
                 for_person_id) VALUES",
            args![
                AuditId::new(),
                now,
                actor.person(),
                side,
                self.customer,
                self.action,
                self.subject,
                self.detail,
                actor.stand_in().map(|one| one.member_person),
            ],
        )
    }
}
