//! Forgetting every conclusion about a customer and learning its whole
//! history from zero. What people decided is not a conclusion and stays:
//! corrections, "not for us", plays that were accepted or dismissed.

use super::learn::{learn_again, learn_all_of, turn};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, Query, StoreError};
use serde_json::json;
use std::collections::HashSet;

/// Why nothing was rebuilt.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// Not this person's business.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rebuilds what is known about a customer. Answers how many interactions
/// were learned.
///
/// # Errors
/// If the person may not, or the database fails.
pub async fn rebuild(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    now: Timestamp,
) -> Result<usize, RebuildError> {
    actor.demand(Permission::KnowCustomers)?;
    let who = actor.clone();
    db.write::<_, RebuildError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            turn(tx).await?;
            tx.run(
                "DELETE FROM fact_state WHERE customer_id = $1",
                args![customer],
            )
            .await?;
            tx.run("DELETE FROM fact WHERE customer_id = $1", args![customer])
                .await?;
            learn_again(tx, &HashSet::from([customer])).await?;
            let entry = audit::Entry {
                action: "profile.rebuilt",
                subject: customer.to_string(),
                customer: Some(customer),
                detail: json!({}),
            };
            audit::record(tx, &who, entry, now).await?;
            Ok(())
        })
    })
    .await?;
    let learned = learn_all_of(db, customer, now).await?;
    // Proposals of facts that did not come back.
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "DELETE FROM play WHERE customer_id = $1 AND state = 'proposed'
                     AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = play.fact_id)",
                args![customer],
            )
            .await
        })
    })
    .await?;
    Ok(learned)
}
