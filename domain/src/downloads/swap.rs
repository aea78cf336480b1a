//! Swapping platforms: a licence is given back, and one for another platform taken
//! for it, without charge.

use super::licences::{LicenceError, ask_wanted, gives, member_who_takes, record, write_down};
use super::swaps::{NoSwap, Of, may_swap};
use crate::id::{CustomerId, LicenceId, MembershipId, SoftwareId, SubscriptionId, SwapId};
use crate::identity::{Actor, Permission, ask_people_to_tell};
use crate::mail::{self, Message};
use crate::profile::Kind;
use crate::store::{
    Db, FormKey, FromRow, Insert, Query, Scope, StoreError, Tx, answered, claim, together,
};
use crate::subscriptions::entitlements::{Countable, Holder};
use crate::subscriptions::{UseError, ask_held, ask_seats, use_one};
use crate::{Day, Timestamp, args};
use serde_json::json;

/// A swap as somebody wants it.
#[derive(Debug, Clone, Copy)]
pub struct SwapPlatform {
    /// The form's key.
    pub key: FormKey,
    /// The licence that is given back.
    pub licence: LicenceId,
    /// For which software of the same area another is taken.
    pub to: SoftwareId,
}

impl From<NoSwap> for LicenceError {
    fn from(why: NoSwap) -> Self {
        match why {
            // What was given back is gone for whoever asks.
            NoSwap::GivenBack | NoSwap::NotEntitled => Self::NotFound,
            NoSwap::Same => Self::Same,
            NoSwap::NothingLeft => Self::NothingLeft,
        }
    }
}

impl From<UseError> for LicenceError {
    fn from(error: UseError) -> Self {
        match error {
            UseError::NothingLeft => Self::NothingLeft,
            UseError::Store(error) => error.into(),
        }
    }
}

#[derive(Debug, FromRow)]
struct Old {
    subscription_id: SubscriptionId,
    software_id: SoftwareId,
    held_by: MembershipId,
    place: Option<i64>,
    given_back_at: Option<Timestamp>,
}

async fn old(
    tx: &mut Tx,
    customer: CustomerId,
    licence: LicenceId,
) -> Result<Option<Old>, StoreError> {
    tx.maybe(
        "SELECT subscription_id, software_id, held_by, place, given_back_at FROM licence
         WHERE customer_id = $1 AND id = $2",
        args![customer, licence],
    )
    .await
}

/// Gives a licence back and takes another for it; answers the new one. The same form
/// again answers the same. Nothing of it is done if no swap is left, or no key.
///
/// See [`take_licence`](super::take_licence) for why this runs as the system does.
///
/// # Errors
/// See [`LicenceError`].
pub async fn swap_platform(
    db: &Db,
    actor: &Actor,
    command: SwapPlatform,
    now: Timestamp,
) -> Result<LicenceId, LicenceError> {
    let member = member_who_takes(actor)?.clone();
    let actor = actor.clone();
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let (customer, id) = (member.company.id, LicenceId::new());
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "platform-swap", &answer, now).await?;
            if let Some(earlier) = earlier {
                return Ok(answered(&earlier)?);
            }
            // Of two of the same customer one waits, and sees what the other did.
            tx.lock("subscription", "id", "customer_id", args![customer])
                .await?;
            let old = old(tx, customer, command.licence).await?;
            let old = old.ok_or(LicenceError::NotFound)?;
            let questions = (
                ask_held(customer),
                ask_seats(customer),
                ask_wanted(old.software_id),
                ask_wanted(command.to),
            );
            let (held, seats, from, to) = together(tx, questions).await?;
            let (from, to) = from.zip(to).ok_or(LicenceError::NotFound)?;
            let holder = Holder::default();
            let all = held.entitlements(&holder, Day::of(now));
            let gives = gives(&all, &from.area, &seats);
            let given = gives
                .iter()
                .any(|one| one.subscription == old.subscription_id);
            let left = all.count(Countable::PlatformSwaps).left;
            let of = |software: SoftwareId, area| Of { software, area };
            may_swap(
                of(from.id, &from.area),
                old.given_back_at.is_some(),
                of(to.id, &to.area),
                given,
                left,
            )?;
            let place = old.place.ok_or(LicenceError::NotFound)?;
            let about = format!("{} → {}", from.called(), to.called());
            let what = Countable::PlatformSwaps;
            let by = use_one(tx, &actor, customer, what, &about, now).await?;
            let given_back = tx
                .run(
                    "UPDATE licence SET given_back_at = $3, place = NULL
                     WHERE customer_id = $1 AND id = $2 AND given_back_at IS NULL",
                    args![customer, command.licence, now],
                )
                .await?;
            if given_back == 0 {
                return Err(LicenceError::NotFound);
            }
            let taken = (id, (old.subscription_id, place));
            // Whose licence it was keeps it.
            let whose = (&member, old.held_by);
            write_down(tx, whose, taken, &to, now).await?;
            let people = ask_people_to_tell(customer, [member.id; 2], Permission::Order)
                .fetch(tx)
                .await?;
            let messages = people
                .into_iter()
                .map(|to_whom| Message {
                    kind: "platform-swapped",
                    customer: Some(customer),
                    to: to_whom,
                    payload: json!({
                        "who": actor.name(),
                        "from": from.called(),
                        "to": to.called(),
                        "left": left - 1,
                        "path": "/downloads",
                    }),
                })
                .collect();
            tx.insert([
                Insert::row(
                    "INSERT INTO platform_swap (id, customer_id, subscription_id, from_licence,
                         to_licence, membership_id, at) VALUES",
                    args![
                        SwapId::new(),
                        customer,
                        by.id,
                        command.licence,
                        id,
                        member.id,
                        now
                    ],
                ),
                mail::rows(messages, now),
            ])
            .await?;
            let what = ("licence.swapped", Kind::PlatformSwapped);
            let detail = json!({
                "from": command.licence,
                "to": id,
                "software": to.id,
                "area": to.area,
                "subscription": by.id,
                "number": by.number,
            });
            record(tx, &actor, &member, what, (id, about, detail), now).await?;
            Ok(id)
        })
    })
    .await
}
