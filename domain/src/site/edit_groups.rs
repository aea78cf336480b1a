//! The access groups of a customer: who sees what beside what everybody sees.

use super::edit::{SiteError, demand, demand_group, record};
use crate::id::{AccessGroupId, CustomerId, MembershipId};
use crate::identity::{Actor, Denied};
use crate::store::{Db, Query};
use crate::tidy::tidy;
use crate::{Timestamp, args};
use serde_json::json;

/// The longest name of a group, in characters.
const LONGEST_NAME: usize = 60;
/// How many groups a customer has at most.
const MOST_GROUPS: i64 = 100;

/// An access group as somebody wants it.
#[derive(Debug, Clone)]
pub struct SaveGroup {
    /// Whose.
    pub customer: CustomerId,
    /// Which; it is made if there is none.
    pub id: AccessGroupId,
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub members: Vec<MembershipId>,
}

/// Makes or changes an access group.
///
/// # Errors
/// See [`SiteError`].
pub async fn save_group(
    db: &Db,
    actor: &Actor,
    command: SaveGroup,
    now: Timestamp,
) -> Result<(), SiteError> {
    let name = tidy(&command.name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(SiteError::Name);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let customer = command.customer;
            demand(tx, &actor, customer).await?;
            let taken: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM access_group
                     WHERE customer_id = $1 AND name = $2 AND id <> $3",
                    args![customer, &name, command.id],
                )
                .await?;
            if taken != Some(0) {
                return Err(SiteError::NameTaken);
            }
            let others: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM access_group WHERE customer_id = $1 AND id <> $2",
                    args![customer, command.id],
                )
                .await?;
            if others.unwrap_or_default() >= MOST_GROUPS {
                return Err(SiteError::TooMany);
            }
            let renamed = tx
                .run(
                    "UPDATE access_group SET name = $3 WHERE customer_id = $1 AND id = $2",
                    args![customer, command.id, &name],
                )
                .await?;
            if renamed == 0 {
                let made = tx
                    .run(
                        "INSERT INTO access_group (id, customer_id, name, created_at)
                         VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                        args![command.id, customer, &name, now],
                    )
                    .await?;
                // Somebody else's.
                if made == 0 {
                    return Err(Denied.into());
                }
            }
            tx.run(
                "DELETE FROM access_group_member WHERE customer_id = $1 AND group_id = $2",
                args![customer, command.id],
            )
            .await?;
            // Only people of this customer.
            let known: Vec<(MembershipId,)> = tx
                .all(
                    "SELECT id FROM membership WHERE customer_id = $1 AND active",
                    args![customer],
                )
                .await?;
            let rows: Vec<_> = known
                .into_iter()
                .filter(|(id,)| command.members.contains(id))
                .map(|(id,)| args![customer, command.id, id])
                .collect();
            let count = rows.len();
            tx.insert_many(
                "INSERT INTO access_group_member (customer_id, group_id, membership_id) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "group": name, "members": count });
            record(tx, &actor, customer, "site.group", detail, now).await
        })
    })
    .await
}

/// Removes an access group with its texts; its people see what everybody sees.
///
/// # Errors
/// See [`SiteError`].
pub async fn remove_group(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    group: AccessGroupId,
    now: Timestamp,
) -> Result<(), SiteError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand(tx, &actor, customer).await?;
            demand_group(tx, customer, group).await?;
            tx.run(
                "DELETE FROM site_look WHERE customer_id = $1 AND whose = $2",
                args![customer, group.to_string()],
            )
            .await?;
            for text in [
                "DELETE FROM site_text WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM site_document WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM access_group_member WHERE customer_id = $1 AND group_id = $2",
                "DELETE FROM access_group WHERE customer_id = $1 AND id = $2",
            ] {
                tx.run(text, args![customer, group]).await?;
            }
            let detail = json!({ "group": group });
            record(tx, &actor, customer, "site.group-removed", detail, now).await
        })
    })
    .await
}
