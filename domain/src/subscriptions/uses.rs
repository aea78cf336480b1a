//! What our people do under a subscription is written down: an upgrade, a day of
//! training. Then there is one less in the term; and what was written down by mistake is
//! taken back. A platform swap is used by swapping.

use super::entitlements::{Countable, Holder};
use super::held::{Held, HeldBy, ask_held, insert_use};
use super::subscription::Subscription;
use super::whole::ask_whole;
use crate::args;
use crate::audit;
use crate::id::{EntitlementUseId, MembershipId};
use crate::identity::{Actor, Denied, Permission, member_at};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, claim};
use crate::{Day, Timestamp};
use serde_json::json;

/// What is written down by hand.
pub const BY_HAND: &[Countable] = &[Countable::Upgrades, Countable::TrainingDays];
/// The longest description, in characters.
pub const LONGEST_ABOUT: usize = 120;

/// A use to be written down.
#[derive(Debug, Clone)]
pub struct RecordUse {
    /// The form's key.
    pub key: FormKey,
    /// Of which subscription, by its number.
    pub number: String,
    /// What, one of [`BY_HAND`]; none if nothing of the kind was chosen.
    pub what: Option<Countable>,
    /// For what, in a few words.
    pub about: String,
    /// The address of whom of the company it was for; empty for nobody in particular.
    pub whose: String,
}

/// A use to be taken back.
#[derive(Debug, Clone)]
pub struct TakeUseBack {
    /// The form's key.
    pub key: FormKey,
    /// Of which subscription, by its number.
    pub number: String,
    /// Which.
    pub used: EntitlementUseId,
}

/// Why a use was not written down, or not taken back.
#[derive(Debug, thiserror::Error)]
pub enum RecordUseError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such subscription, or no such use in its term.
    #[error("not found")]
    NotFound,
    /// All that is wrong with what was written.
    #[error("what was written has faults")]
    Faults(Vec<UseFault>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a field of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UseFault {
    /// Nothing was chosen.
    What,
    /// There is none of it, or all are used.
    NothingLeft,
    /// It says not for what, or in more than [`LONGEST_ABOUT`].
    About,
    /// Nobody of the company has this address.
    Whose,
}

/// Writes down that something was used of a subscription. Sent twice with the same key
/// it is written down once; of two at the same moment not more than there is.
///
/// # Errors
/// See [`RecordUseError`].
pub async fn record_use(
    db: &Db,
    actor: &Actor,
    command: RecordUse,
    now: Timestamp,
) -> Result<(), RecordUseError> {
    actor.demand(Permission::Fulfil)?;
    let about = command.about.trim().to_owned();
    let said = !about.is_empty() && about.chars().count() <= LONGEST_ABOUT;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let number = command.number.as_str();
            if claim(tx, &actor, command.key, "subscription-use", number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let one = locked(tx, number).await?;
            let held = ask_held(one.customer).fetch(tx).await?;
            let by = command
                .what
                .ok_or(UseFault::What)
                .and_then(|what| left_of(&one, &held, what, now).ok_or(UseFault::NothingLeft));
            let whose = match command.whose.trim() {
                "" => Ok(None),
                email => member_at(tx, one.customer, email)
                    .await?
                    .map(|person| Some(person.membership_id))
                    .ok_or(UseFault::Whose),
            };
            let (what, by, whose) = match (by, said, whose) {
                (Ok((what, by)), true, Ok(whose)) => (what, by, whose),
                (by, _, whose) => {
                    let unsaid = (!said).then_some(UseFault::About);
                    let faults = [by.err(), unsaid, whose.err()];
                    let faults = faults.into_iter().flatten().collect();
                    return Err(RecordUseError::Faults(faults));
                }
            };
            let entry = entry(&one, what, "record");
            tx.insert([
                insert_use(&actor, one.customer, by, (what, about.as_str(), whose), now),
                entry.row(&actor, now),
                happened(&one, &actor, (what, about.as_str(), whose), now),
            ])
            .await?;
            Ok(())
        })
    })
    .await
}

/// What can be written down by hand, and by what it is held, if this subscription gives
/// it and any of it is left.
fn left_of<'a>(
    one: &Subscription,
    held: &'a Held,
    what: Countable,
    now: Timestamp,
) -> Option<(Countable, &'a HeldBy)> {
    if !BY_HAND.contains(&what) {
        return None;
    }
    let holder = Holder::default();
    let count = held.entitlements(&holder, Day::of(now)).count(what);
    let grant = count
        .next
        .iter()
        .find(|grant| grant.subscription == one.id)?;
    Some((what, held.by(grant)?))
}

/// Whoever is taught, or gets the newer thing, is served by us: the profile knows it.
fn happened(
    one: &Subscription,
    actor: &Actor,
    (what, about, whose): (Countable, &str, Option<MembershipId>),
    now: Timestamp,
) -> Insert {
    profile::rows(vec![Interaction {
        customer: one.customer,
        member: whose,
        unit: one.unit,
        at: now,
        kind: Kind::BenefitUsed,
        touch_point: TouchPoint::Console,
        subject: Subject::Subscription,
        subject_id: Some(one.id.0),
        text: format!("{about} ({})", one.number),
        amount: None,
        detail: json!({
            "what": what.code(),
            "number": one.number,
            "plan": one.plan_name(""),
            "staff": actor.person(),
            "staff_name": actor.name(),
        }),
    }])
}

/// The subscription with this number, of which nobody else uses anything meanwhile.
async fn locked(tx: &mut Tx, number: &str) -> Result<Subscription, RecordUseError> {
    tx.lock("subscription", "id", "number", args![number])
        .await?;
    let found = ask_whole(None, number).fetch(tx).await??;
    found.ok_or(RecordUseError::NotFound)
}

fn entry(one: &Subscription, what: Countable, did: &str) -> audit::Entry {
    audit::Entry {
        action: "subscription.used",
        subject: one.id.to_string(),
        customer: Some(one.customer),
        detail: json!({ "number": one.number, "what": what.code(), "did": did }),
    }
}

/// Takes back what was written down by mistake, in the same term. What was used by a
/// platform swap can't be. Taken back twice it is taken back once.
///
/// # Errors
/// See [`RecordUseError`].
pub async fn take_use_back(
    db: &Db,
    actor: &Actor,
    command: TakeUseBack,
    now: Timestamp,
) -> Result<(), RecordUseError> {
    actor.demand(Permission::Fulfil)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = command.used.to_string();
            if claim(
                tx,
                &actor,
                command.key,
                "subscription-use-back",
                &answer,
                now,
            )
            .await?
            .is_some()
            {
                return Ok(());
            }
            let one = locked(tx, &command.number).await?;
            let used = one.uses.iter().find(|used| used.id == command.used);
            let written_at = used.map(|used| used.at);
            let what = used.and_then(|used| Countable::from_code(&used.what));
            let what = what.filter(|what| BY_HAND.contains(what));
            let what = what.ok_or(RecordUseError::NotFound)?;
            tx.run(
                "UPDATE entitlement_use SET taken_back_at = $3
                 WHERE id = $1 AND customer_id = $2 AND taken_back_at IS NULL",
                args![command.used, one.customer, now],
            )
            .await?;
            if let Some(at) = written_at {
                let what = (Kind::BenefitUsed, one.id.0);
                profile::take_back(tx, one.customer, what, at).await?;
            }
            audit::record(tx, &actor, entry(&one, what, "take-back"), now).await?;
            Ok(())
        })
    })
    .await
}
