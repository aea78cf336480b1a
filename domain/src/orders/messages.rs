//! Telling the people whom an order concerns: who asked for it, who placed
//! it, and the company's managers.

use crate::Timestamp;
use crate::id::{CustomerId, MembershipId};
use crate::identity::{Permission, people_to_tell};
use crate::mail::{self, Message, Recipient};
use crate::store::{Insert, Result, Tx};
use serde_json::Value as JsonValue;

/// Whom an order concerns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) customer: CustomerId,
    pub(super) placed_by: MembershipId,
    pub(super) requested_by: MembershipId,
}

/// Puts the message into the outbox for each of them.
pub(super) async fn tell(
    tx: &mut Tx,
    told: &Told,
    kind: &'static str,
    payload: JsonValue,
    now: Timestamp,
) -> Result<()> {
    let people = people(tx, told).await?;
    tx.insert([written(people, told, kind, &payload, now)])
        .await
}

/// The people themselves.
pub(super) async fn people(tx: &mut Tx, told: &Told) -> Result<Vec<Recipient>> {
    let members = [told.requested_by, told.placed_by];
    people_to_tell(tx, told.customer, members, Permission::SeeCompany).await
}

/// The message for each of them, to be inserted together with what it tells.
pub(super) fn written(
    people: Vec<Recipient>,
    told: &Told,
    kind: &'static str,
    payload: &JsonValue,
    now: Timestamp,
) -> Insert {
    let messages = people
        .into_iter()
        .map(|to| Message {
            kind,
            customer: Some(told.customer),
            to,
            payload: payload.clone(),
        })
        .collect();
    mail::rows(messages, now)
}
