//! Telling the people whom an order concerns: who asked for it, who placed
//! it, and the company's managers.

use crate::Timestamp;
use crate::id::{CustomerId, MembershipId};
use crate::identity::{Permission, ask_people_to_tell};
use crate::mail::{self, Message, Recipient};
use crate::store::{Asked, Insert, Result, Tx};
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
    let members = [told.requested_by, told.placed_by];
    let people = ask_people_told(told.customer, members).fetch(tx).await?;
    tx.insert([written(people, told.customer, kind, &payload, now)])
        .await
}

/// Asks for the people whom an order of these members concerns: who wanted it
/// and who placed it.
pub fn ask_people_told(
    customer: CustomerId,
    members: [MembershipId; 2],
) -> Asked<'static, Vec<Recipient>> {
    ask_people_to_tell(customer, members, Permission::SeeCompany)
}

/// The message for each of them, to be inserted together with what it tells.
pub(super) fn written(
    people: Vec<Recipient>,
    customer: CustomerId,
    kind: &'static str,
    payload: &JsonValue,
    now: Timestamp,
) -> Insert {
    let messages = people
        .into_iter()
        .map(|to| Message {
            kind,
            customer: Some(customer),
            to,
            payload: payload.clone(),
        })
        .collect();
    mail::rows(messages, now)
}
