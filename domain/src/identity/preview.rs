//! Staff look at a customer's site as its members see it. The session keeps
//! whose site it is, so every page shows it until the preview ends.

use super::{Actor, Denied, Permission};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, RevisionId};
use crate::store::{Db, Query, StoreError};
use serde_json::json;

/// Notes in the trail that somebody looks at a customer's site. The server
/// keeps `customer` and `revision` in the session.
///
/// # Errors
/// [`Denied`] unless the person may see customers, and there is such a
/// customer with such a revision of an agreement.
pub async fn preview<E>(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    revision: Option<RevisionId>,
    now: Timestamp,
) -> Result<(), E>
where
    E: From<Denied> + From<StoreError> + Send + 'static,
{
    actor.demand(Permission::SeeCustomers)?;
    let actor = actor.clone();
    db.write::<_, E, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let known: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM customer c WHERE c.id = $1
                         AND (CAST($2 AS TEXT) IS NULL OR EXISTS (
                             SELECT 1 FROM agreement_revision r
                             JOIN agreement a ON a.id = r.agreement_id
                             WHERE r.id = $3 AND (a.customer_id = c.id
                                 OR a.segment = c.segment OR a.needs = c.needs))) /* staff */",
                    args![customer, revision.map(|id| id.to_string()), revision],
                )
                .await?;
            if known != Some(1) {
                return Err(Denied.into());
            }
            let entry = audit::Entry {
                action: "site.previewed",
                subject: customer.to_string(),
                customer: Some(customer),
                detail: json!({ "revision": revision.map(|id| id.to_string()) }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Notes that the preview ended.
///
/// # Errors
/// If the storage fails.
pub async fn end_preview(db: &Db, actor: &Actor, now: Timestamp) -> Result<(), StoreError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let entry = audit::Entry {
                action: "site.preview-ended",
                subject: actor.person().to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await
}
