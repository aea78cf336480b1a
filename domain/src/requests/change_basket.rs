//! Changing lines of a member's basket, and taking them out: to throw them away, or
//! because something was made of them.

use super::basket::{BasketError, orderable};
use crate::Quantity;
use crate::args;
use crate::id::{BasketLineId, MembershipId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, Query, Result as StoreResult, Tx, list_placeholders};

/// A change of the basket's lines: another quantity, or none to take the line
/// out.
pub type Change = (BasketLineId, Option<Quantity>);

/// Changes lines of the asking member's basket. Lines that are gone already
/// are passed over, so that the same change twice is the same as once.
///
/// # Errors
/// See [`BasketError`].
pub async fn change_basket(
    db: &Db,
    actor: &Actor,
    changes: Vec<Change>,
) -> Result<(), BasketError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (company, member) = (member.company.id, member.id);
    let orderable = |change: &Change| change.1.is_none_or(orderable);
    if !changes.iter().all(orderable) {
        return Err(BasketError::BadQuantity);
    }
    let (kept, out): (Vec<Change>, Vec<Change>) =
        changes.into_iter().partition(|change| change.1.is_some());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let out: Vec<BasketLineId> = out.into_iter().map(|(id, _)| id).collect();
            remove(tx, company, member, &out).await?;
            let rows = kept
                .into_iter()
                .map(|(id, quantity)| args![id, quantity, company, member])
                .collect();
            tx.insert_many(
                "UPDATE basket_line /* customer_id: below */ SET quantity = v.column2 FROM (VALUES",
                rows,
                ") v WHERE basket_line.id = v.column1 AND basket_line.customer_id = v.column3
                   AND basket_line.membership_id = v.column4",
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// Throws these lines out of a member's basket, whatever is in them.
async fn remove(
    tx: &mut Tx,
    company: crate::id::CustomerId,
    member: MembershipId,
    lines: &[BasketLineId],
) -> StoreResult<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut values = args![company, member];
    values.extend(lines.iter().map(|id| crate::store::IntoValue::value(*id)));
    tx.run(
        format!(
            "DELETE FROM basket_line WHERE customer_id = $1 AND membership_id = $2 AND id IN ({})",
            list_placeholders(3, lines.len())
        ),
        values,
    )
    .await
    .map(drop)
}

/// Takes these lines, with the quantities that were read, out of a member's
/// basket. Answers whether they were still there like that: if not, somebody
/// else (the same person in another window, say) ordered or changed them
/// meanwhile, and nothing may be made of them a second time.
pub(super) async fn take_out(
    tx: &mut Tx,
    company: crate::id::CustomerId,
    member: MembershipId,
    lines: &[(BasketLineId, Quantity)],
) -> StoreResult<bool> {
    if lines.is_empty() {
        return Ok(true);
    }
    let mut values = args![company, member];
    let mut these = Vec::with_capacity(lines.len());
    for (id, quantity) in lines {
        let number = values.len();
        these.push(format!(
            "(id = ${} AND quantity = ${})",
            number + 1,
            number + 2
        ));
        values.extend(args![*id, *quantity]);
    }
    let taken = tx
        .run(
            format!(
                "DELETE FROM basket_line WHERE customer_id = $1 AND membership_id = $2 AND ({})",
                these.join(" OR ")
            ),
            values,
        )
        .await?;
    Ok(taken == u64::try_from(lines.len()).unwrap_or(u64::MAX))
}
