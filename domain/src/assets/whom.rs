//! Whom and what a change of a unit means: people by their addresses, units and
//! cost centres that are the company's own.

use super::change::AssetError;
use super::wanted::{Wanted, Whom};
use crate::args;
use crate::id::CustomerId;
use crate::identity::{Person, member_at};
use crate::store::{Query, Tx};

/// Finds whom and what is meant, and whom to tell.
pub(super) async fn resolve(
    tx: &mut Tx,
    customer: CustomerId,
    wanted: Wanted,
) -> Result<(Wanted<Whom>, Option<Person>), AssetError> {
    let person = match &wanted {
        Wanted::Assign { to } => {
            let person = member_at(tx, customer, to).await?;
            Some(person.ok_or(AssetError::NoSuchPerson)?)
        }
        Wanted::Lend { to, .. } => member_at(tx, customer, to).await?,
        Wanted::Transfer {
            unit, cost_centre, ..
        } => {
            let parts: (i64, i64) = tx
                .one(
                    "SELECT (SELECT COUNT(*) FROM unit WHERE customer_id = $1 AND id = $2),
                         (SELECT COUNT(*) FROM cost_centre WHERE customer_id = $1 AND id = $3)",
                    args![customer, *unit, *cost_centre],
                )
                .await?;
            let named = (i64::from(unit.is_some()), i64::from(cost_centre.is_some()));
            if parts != named {
                return Err(AssetError::NoSuchPart);
            }
            None
        }
        Wanted::GiveBack
        | Wanted::TakeBack { .. }
        | Wanted::Describe { .. }
        | Wanted::Retire { .. } => None,
    };
    let what = wanted.meaning(|typed| Whom {
        person: person.as_ref().map(|person| person.membership_id),
        name: match &person {
            Some(person) => person.name.clone(),
            None => typed.trim().to_owned(),
        },
    });
    Ok((what, person))
}
