//! A forgotten password: a link by mail, good for one hour and one use.

use super::attempts::{RESET_ACCOUNT, RESET_ADDRESS, count};
use super::token;
use super::{Actor, Email, Password, PasswordError};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PersonId;
use crate::mail::{self, Message, Recipient};
use crate::store::{Db, Query, Scope, StoreError};
use serde_json::json;

/// How long a link is good for.
const GOOD_FOR_SECONDS: i64 = 60 * 60;

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The link is unknown, used or too old.
    #[error("the link is no longer good")]
    NotGood,
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends a link to the address if somebody has it. The answer is the same if
/// nobody does, or if it was asked for too often.
///
/// # Errors
/// If the storage fails.
pub async fn ask_for_reset(
    db: &Db,
    email: &str,
    from: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Ok(email) = email.parse::<Email>() else {
        return Ok(());
    };
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let per_address = count(tx, RESET_ADDRESS, &from, now).await?;
            let per_account = count(tx, RESET_ACCOUNT, email.as_str(), now).await?;
            let person: Option<(PersonId, String, Option<String>)> = tx
                .maybe("SELECT id, name, language FROM person WHERE email = $1", args![email.as_str()])
                .await?;
            let (Some((person, name, language)), Ok(())) = (person, per_address.and(per_account)) else {
                return Ok(());
            };
            let token = token::new_token();
            tx.run(
                "INSERT INTO password_reset (token_hash, person_id, expires_at) VALUES ($1, $2, $3)",
                args![token::hash(&token), person, now.plus_seconds(GOOD_FOR_SECONDS)],
            )
            .await?;
            let message = Message {
                kind: "password-reset",
                customer: None,
                to: Recipient { email: email.to_string(), name, language },
                payload: json!({ "path": format!("/reset/{token}") }),
            };
            mail::enqueue(tx, vec![message], now).await
        })
    })
    .await
}

/// Sets a new password by a link, and signs the person out everywhere.
///
/// # Errors
/// See [`ResetError`].
pub async fn reset_password(
    db: &Db,
    token: &str,
    password: String,
    now: Timestamp,
) -> Result<(), ResetError> {
    let token_hash = token::hash(token);
    let good: Option<i64> = db
        .read(Scope::system())
        .await?
        .scalar(
            "SELECT COUNT(*) FROM password_reset
             WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            args![token_hash.as_str(), now],
        )
        .await?;
    if good != Some(1) {
        return Err(ResetError::NotGood);
    }
    let hash = Password::new(password)?.hash().await;
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            // Whoever uses the link first has used it.
            let person: Option<PersonId> = tx
                .scalar(
                    "UPDATE password_reset SET used_at = $2
                     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
                     RETURNING person_id",
                    args![token_hash, now],
                )
                .await?;
            let person = person.ok_or(ResetError::NotGood)?;
            tx.run(
                "UPDATE person SET password_hash = $1, signed_out_at = $2 WHERE id = $3",
                args![hash, now, person],
            )
            .await?;
            let entry = audit::Entry {
                action: "person.password-reset",
                subject: person.to_string(),
                customer: None,
                detail: json!({}),
            };
            Ok(audit::record(tx, &Actor::system(), entry, now).await?)
        })
    })
    .await
}
