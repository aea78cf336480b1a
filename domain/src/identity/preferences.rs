//! What a person decides for themselves.

use super::Actor;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::store::{Db, Query, StoreError};
use serde_json::json;

/// Chooses the language (BCP 47) and time zone (IANA) of everything the
/// person reads, mail included; `None` follows the browser.
///
/// # Errors
/// If the storage fails.
pub async fn choose_language(
    db: &Db,
    actor: &Actor,
    language: Option<String>,
    time_zone: Option<String>,
) -> Result<(), StoreError> {
    let person = actor.person();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE person SET language = $1, time_zone = $2 WHERE id = $3",
                args![language, time_zone, person],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Ends every session of the person that began before now.
///
/// # Errors
/// If the storage fails.
pub async fn sign_out_everywhere(db: &Db, actor: &Actor, now: Timestamp) -> Result<(), StoreError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE person SET signed_out_at = $1 WHERE id = $2",
                args![now.plus_seconds(1), actor.person()],
            )
            .await?;
            let entry = audit::Entry {
                action: "person.signed-out-everywhere",
                subject: actor.person().to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await
}
