//! What our people do with a customer's subscription: let somebody off a renewal, put
//! it to rest, or end it at once; the days that are left are given back then. For who
//! keeps agreements.

use super::change::ChangeError;
use super::lifecycle::{self, Party, Step};
use super::turn::turn;
use super::weigh::NotWeighed;
use super::whole::ask_whole;
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, claim};
use crate::{Day, Money, Timestamp};

/// The steps that our people take, as pages offer them.
pub const STEERING: &[Step] = &[
    Step::Pause,
    Step::Resume,
    Step::Keep,
    Step::CancelAtTerm,
    Step::CancelNow,
];

/// What is to be done.
#[derive(Debug, Clone)]
pub struct SteerSubscription {
    /// The form's key.
    pub key: FormKey,
    /// Which, by its number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// One of [`STEERING`].
    pub step: Step,
    /// What is given back, as it was shown; for what ends at once.
    pub seen: Option<Money>,
}

/// Takes a step with a customer's subscription. Sent twice with the same key it is taken
/// once.
///
/// # Errors
/// See [`ChangeError`]; [`ChangeError::BackChanged`] if something else is given back
/// than was shown.
pub async fn steer_subscription(
    db: &Db,
    actor: &Actor,
    command: SteerSubscription,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let number = command.number.as_str();
            if claim(tx, &actor, command.key, "subscription-steer", number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let one = ask_whole(None, number)
                .fetch(tx)
                .await??
                .ok_or(ChangeError::NotFound)?;
            if one.version != command.version {
                return Err(ChangeError::Meanwhile);
            }
            let step = command.step;
            let by = Party::Staff;
            let state = lifecycle::next(one.state, step, by, one.rules())?;
            if step == Step::CancelNow {
                let back = one.back_if_ended(Day::of(now));
                let back = back.ok_or(NotWeighed::TermOver)?;
                if command.seen != Some(back) {
                    return Err(ChangeError::BackChanged(back));
                }
            }
            turn(tx, &actor, &one, (step, by), state, now).await
        })
    })
    .await
}
