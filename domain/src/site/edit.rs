//! Who may change what makes a customer's site theirs, and what every change of
//! it leaves behind. Groups are changed by `edit_groups.rs`, texts by
//! `edit_texts.rs`, how pages look by `edit_look.rs`.

use crate::id::{AccessGroupId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde_json::{Value, json};

/// Why a site was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Not for this person, or there is no such thing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name or heading, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// Another group has the name.
    #[error("another group has this name")]
    NameTaken,
    /// No text, or one too long.
    #[error("the text is missing or too long")]
    Text,
    /// A link that leads nowhere a browser may go.
    #[error("not an address")]
    Href,
    /// Too many of them.
    #[error("too many")]
    TooMany,
}

/// Who may change it: staff who curate, and the customer's managers where the
/// supplier allows it.
pub(super) async fn demand(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
) -> Result<(), SiteError> {
    let manages = actor.may(Permission::ManageCompany)
        && actor
            .member()
            .is_some_and(|member| member.company.id == customer);
    if !manages {
        actor.demand(Permission::Curate)?;
    }
    let allowed: Option<bool> = tx
        .scalar(
            "SELECT own_site FROM customer WHERE id = $1",
            args![customer],
        )
        .await?;
    match allowed {
        Some(own_site) if own_site || !manages => Ok(()),
        _ => Err(Denied.into()),
    }
}

/// Refuses a group of somebody else.
pub(super) async fn demand_group(
    tx: &mut Tx,
    customer: CustomerId,
    group: AccessGroupId,
) -> Result<(), SiteError> {
    let known: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM access_group WHERE customer_id = $1 AND id = $2",
            args![customer, group],
        )
        .await?;
    match known {
        Some(1) => Ok(()),
        _ => Err(Denied.into()),
    }
}

/// Writes a change of a site into the audit.
pub(super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    action: &'static str,
    detail: Value,
    now: Timestamp,
) -> Result<(), SiteError> {
    let entry = audit::Entry {
        action,
        subject: customer.to_string(),
        customer: Some(customer),
        detail,
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

/// Lets the customer's managers change their site themselves, or no longer.
///
/// # Errors
/// See [`SiteError`].
pub async fn set_own_site(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    allowed: bool,
    now: Timestamp,
) -> Result<(), SiteError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let known = tx
                .run(
                    "UPDATE customer SET own_site = $2 WHERE id = $1",
                    args![customer, allowed],
                )
                .await?;
            if known == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "allowed": allowed });
            record(tx, &actor, customer, "site.own", detail, now).await
        })
    })
    .await
}
