//! Remembering what happened, in the transaction in which it happened.

use super::{Kind, Subject, TouchPoint};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, InteractionId, MembershipId, UnitId};
use crate::identity::Actor;
use crate::store::{Args, Insert, IntoValue, Query, Result, Tx, list_placeholders};
use serde_json::Value as JsonValue;
use uuid::Uuid;

/// One thing that happened between a customer's person and us.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's person; nobody when we acted (a shipment).
    pub member: Option<MembershipId>,
    /// The person's unit, or the unit it concerns.
    pub unit: Option<UnitId>,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: Kind,
    /// Through which touch point.
    pub touch_point: TouchPoint,
    /// What kind of thing it was about.
    pub subject: Subject,
    /// The thing's id, where it has one.
    pub subject_id: Option<Uuid>,
    /// What a reader is shown: a product's name, an order's number, words.
    pub text: String,
    /// How much: pieces in thousandths, milliseconds, hits; see [`Kind`].
    pub amount: Option<i64>,
    /// What the learning rules need besides; [`Kind::facts`] says what at least.
    pub detail: JsonValue,
}

/// What stands in `detail` of what the supplier's people did in a member's
/// place.
pub(super) const IN_THEIR_PLACE: &str = "in_their_place";

impl Interaction {
    /// The same, done by this person. What somebody of the supplier does in a
    /// member's place happened, but says nothing about what the member would
    /// have done: no rule learns from it, now or when everything is learned anew.
    #[must_use]
    pub fn by(mut self, actor: &Actor) -> Self {
        if actor.stand_in().is_some()
            && let Some(detail) = self.detail.as_object_mut()
        {
            detail.insert(IN_THEIR_PLACE.to_owned(), true.into());
        }
        self
    }

    /// Fails a test in which something is written without what others of its kind say.
    #[cfg(test)]
    fn has_its_facts(&self) {
        let facts = self.kind.facts().iter();
        let missing: Vec<&&str> = facts
            .filter(|fact| self.detail.get(**fact).is_none())
            .collect();
        assert!(missing.is_empty(), "{:?} without {missing:?}", self.kind);
    }

    /// Whether a rule may learn from it.
    fn is_learned_from(&self) -> bool {
        self.kind.is_learned_from() && self.detail.get(IN_THEIR_PLACE).is_none()
    }
}

/// Remembers what happened, and puts it where the learning rules will find it.
///
/// What a company or a person does not want to be remembered is left out by
/// the room that would have recorded it, except for what an order itself
/// needs: requests, decisions, orders and deliveries are business records.
///
/// # Errors
/// If it can't be written.
pub async fn record(tx: &mut Tx, interactions: Vec<Interaction>) -> Result<()> {
    tx.insert([rows(interactions)]).await
}

/// The interactions' rows, to be inserted together with what they are about.
#[must_use]
pub fn rows(interactions: Vec<Interaction>) -> Insert {
    let rows = interactions
        .into_iter()
        .map(|one| {
            #[cfg(test)]
            one.has_its_facts();
            let learned = !one.is_learned_from();
            args![
                InteractionId::new(),
                one.customer,
                one.member,
                one.unit,
                one.at,
                one.kind.code(),
                one.touch_point.code(),
                one.subject.code(),
                one.subject_id,
                one.text,
                one.amount,
                one.detail,
                // What no rule reads needs no learning.
                learned,
            ]
        })
        .collect();
    Insert::rows(
        "INSERT INTO interaction (id, customer_id, membership_id, unit_id, at, kind, touch_point,
             subject, subject_id, text, amount, detail, learned) VALUES",
        rows,
    )
}

/// Takes back what was remembered by mistake: that this happened to a thing of the
/// customer's at a moment. For rooms whose people take back what they wrote down; and
/// for kinds that nothing is learned from, since no fact is asked.
///
/// # Errors
/// If storage fails.
pub async fn take_back(
    tx: &mut Tx,
    customer: CustomerId,
    (kind, subject): (Kind, Uuid),
    at: Timestamp,
) -> Result<()> {
    debug_assert!(!kind.is_learned_from());
    tx.run(
        "DELETE FROM interaction WHERE customer_id = $1 AND id IN (
             SELECT i.id FROM interaction i WHERE i.customer_id = $1 AND i.at = $2
                 AND i.kind = $3 AND i.subject_id = $4 ORDER BY i.id LIMIT 1)",
        args![customer, at, kind.code(), subject],
    )
    .await
    .map(drop)
}

/// Forgets what companies were told that nobody of theirs could have read: that
/// their site changed, while they had no people. For companies that are removed.
///
/// # Errors
/// If storage fails.
pub async fn forget_what_was_told(tx: &mut Tx, companies: &[CustomerId]) -> Result<()> {
    let kind = companies.len() + 1;
    let mut args: Args = companies.iter().map(|id| id.value()).collect();
    args.push(Kind::SiteChanged.code().value());
    tx.run(
        format!(
            "DELETE FROM interaction WHERE customer_id IN ({}) AND kind = ${kind}
                 AND NOT EXISTS (SELECT 1 FROM membership m
                     WHERE m.customer_id = interaction.customer_id) /* system */",
            list_placeholders(1, companies.len())
        ),
        args,
    )
    .await
    .map(drop)
}
