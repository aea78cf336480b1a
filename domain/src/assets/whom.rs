//! Whom and what a change of a unit means: people by their addresses, units and
//! cost centres that are the company's own.

use super::change::AssetError;
use super::holding::Move;
use super::wanted::Wanted;
use crate::args;
use crate::id::CustomerId;
use crate::identity::Person;
use crate::store::{Query, Result as StoreResult, Tx};

/// Finds whom and what is meant, and whom to tell.
pub(super) async fn resolve(
    tx: &mut Tx,
    customer: CustomerId,
    wanted: Wanted,
) -> Result<(Move, Option<Person>), AssetError> {
    Ok(match wanted {
        Wanted::Assign { to } => {
            let person = person_at(tx, customer, &to)
                .await?
                .ok_or(AssetError::NoSuchPerson)?;
            let what = Move::Assign {
                person: person.membership_id,
            };
            (what, Some(person))
        }
        Wanted::Lend { to, until } => {
            let person = person_at(tx, customer, &to).await?;
            let what = Move::Lend {
                person: person.as_ref().map(|person| person.membership_id),
                to: match &person {
                    Some(person) => person.name.clone(),
                    None => to.trim().to_owned(),
                },
                until,
            };
            (what, person)
        }
        Wanted::Transfer {
            unit,
            cost_centre,
            place,
        } => {
            let parts: (i64, i64) = tx
                .one(
                    "SELECT (SELECT COUNT(*) FROM unit WHERE customer_id = $1 AND id = $2),
                         (SELECT COUNT(*) FROM cost_centre WHERE customer_id = $1 AND id = $3)",
                    args![customer, unit, cost_centre],
                )
                .await?;
            let wanted = (i64::from(unit.is_some()), i64::from(cost_centre.is_some()));
            if parts != wanted {
                return Err(AssetError::NoSuchPart);
            }
            let place = place.trim().to_owned();
            let what = Move::Transfer {
                unit,
                cost_centre,
                place,
            };
            (what, None)
        }
        Wanted::GiveBack => (Move::GiveBack, None),
        Wanted::TakeBack { place } => {
            let place = place.trim().to_owned();
            (Move::TakeBack { place }, None)
        }
        Wanted::Describe {
            warranty_until,
            refresh_at,
            note,
        } => {
            let note = note.trim().to_owned();
            let what = Move::Describe {
                warranty_until,
                refresh_at,
                note,
            };
            (what, None)
        }
        Wanted::Retire { wiped, .. } => {
            let wiped = wiped.trim().to_owned();
            (Move::Retire { wiped }, None)
        }
    })
}

/// Who of the company has this address, if they are active.
pub(super) async fn person_at(
    tx: &mut Tx,
    customer: CustomerId,
    email: &str,
) -> StoreResult<Option<Person>> {
    tx.maybe(
        "SELECT m.id AS membership_id, p.id AS person_id, p.name, p.email, p.language
         FROM person p JOIN membership m ON m.person_id = p.id
         WHERE p.email = $1 AND m.customer_id = $2 AND m.active",
        args![email.trim().to_lowercase(), customer],
    )
    .await
}
