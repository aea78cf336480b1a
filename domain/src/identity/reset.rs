//! A forgotten password: a link by mail, good for one hour and one use.

use super::attempts::{RESET_ACCOUNT, RESET_ADDRESS, count};
use super::preferences::end_sessions;
use super::token;
use super::{Actor, Email, Password, PasswordError};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PersonId;
use crate::mail::{self, Message, Recipient};
use crate::store::{Db, Query, Scope, StoreError, Tx};
use serde_json::json;

/// How long a link is good for.
const GOOD_FOR_SECONDS: i64 = 60 * 60;

/// How long the link is good for that a person of the supplier gets to choose
/// their first password.
pub(super) const FIRST_GOOD_FOR_SECONDS: i64 = 14 * 24 * 60 * 60;

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
                .maybe(
                    "SELECT id, name, language FROM person WHERE email = $1",
                    args![email.as_str()],
                )
                .await?;
            let (Some((person, name, language)), Ok(())) = (person, per_address.and(per_account))
            else {
                return Ok(());
            };
            let path = new_link(tx, person, GOOD_FOR_SECONDS, now).await?;
            let message = Message {
                kind: "password-reset",
                customer: None,
                to: Recipient {
                    email: email.to_string(),
                    name,
                    language,
                },
                payload: json!({ "path": path }),
            };
            mail::enqueue(tx, vec![message], now).await
        })
    })
    .await
}

/// Makes a link by which a person sets a password; answers its path.
pub(super) async fn new_link(
    tx: &mut Tx,
    person: PersonId,
    good_for_seconds: i64,
    now: Timestamp,
) -> Result<String, StoreError> {
    let token = token::new_token();
    tx.run(
        "INSERT INTO password_reset (token_hash, person_id, expires_at) VALUES ($1, $2, $3)",
        args![
            token::hash(&token),
            person,
            now.plus_seconds(good_for_seconds)
        ],
    )
    .await?;
    Ok(format!("/reset/{token}"))
}

/// Whose password a link sets.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ResetLink {
    /// The person's name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Whether it is their first password here.
    pub first: bool,
}

/// Finds out whose password a link sets; `None` if it is no longer good.
///
/// # Errors
/// If the storage fails.
pub async fn find_reset(
    db: &Db,
    token: &str,
    now: Timestamp,
) -> Result<Option<ResetLink>, StoreError> {
    db.read(Scope::system())
        .await?
        .maybe(
            "SELECT p.name, p.email, p.password_hash IS NULL AS first
             FROM password_reset r JOIN person p ON p.id = r.person_id
             WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > $2",
            args![token::hash(token), now],
        )
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
    if find_reset(db, token, now).await?.is_none() {
        return Err(ResetError::NotGood);
    }
    let token_hash = token::hash(token);
    let hash = Password::new(password)?.hash().await?;
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
                "UPDATE person SET password_hash = $1 WHERE id = $2",
                args![hash, person],
            )
            .await?;
            end_sessions(tx, person, now).await?;
            // Other links that are still under way are worth nothing now.
            tx.run(
                "DELETE FROM password_reset WHERE person_id = $1 AND used_at IS NULL",
                args![person],
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
