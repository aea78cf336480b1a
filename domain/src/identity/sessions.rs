//! The rows behind the session cookie. The server's session store calls
//! these; nothing else does.

use super::standing::{Found, STANDING, StandingRow};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, PersonId, RevisionId, StandInId};
use crate::store::{Db, Query, Result, Scope, StoreError};
use serde_json::Value as JsonValue;

/// A session as it is stored. The id is already a hash of the cookie's.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// The hash of the id in the cookie.
    pub id: String,
    /// Who signed in; nobody yet for an anonymous session.
    pub person: Option<PersonId>,
    /// The company the person is in; none for staff.
    pub customer: Option<CustomerId>,
    /// Staff: whose site they look at.
    pub preview_customer: Option<CustomerId>,
    /// Staff: which draft of its agreement.
    pub preview_revision: Option<RevisionId>,
    /// Staff: in whose place they are.
    pub stand_in: Option<StandInId>,
    /// Whatever else the session keeps.
    pub data: JsonValue,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Stores a new session.
///
/// # Errors
/// If the storage fails.
pub async fn begin_session(db: &Db, row: SessionRow, now: Timestamp) -> Result<()> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO session (id, person_id, customer_id, preview_customer_id,
                     preview_revision_id, data, began_at, expires_at, stand_in_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                args![
                    row.id,
                    row.person,
                    row.customer,
                    row.preview_customer,
                    row.preview_revision,
                    row.data,
                    now,
                    row.expires_at,
                    row.stand_in,
                ],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Stores what has changed in a session. One that has ended meanwhile stays
/// ended: a request that began before must not bring it back.
///
/// # Errors
/// If the storage fails.
pub async fn keep_session(db: &Db, row: SessionRow) -> Result<()> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE session SET person_id = $2, customer_id = $3, preview_customer_id = $4,
                     preview_revision_id = $5, data = $6, expires_at = $7,
                     stand_in_id = $8 WHERE id = $1",
                args![
                    row.id,
                    row.person,
                    row.customer,
                    row.preview_customer,
                    row.preview_revision,
                    row.data,
                    row.expires_at,
                    row.stand_in,
                ],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Finds a session that has not ended, together with who is asking by it: one
/// statement, since every page begins with it.
///
/// # Errors
/// If the storage fails or holds what can't be understood.
pub async fn load_session(db: &Db, id: &str, now: Timestamp) -> Result<Option<Found>> {
    db.read(Scope::system())
        .await?
        .maybe::<StandingRow>(*STANDING, args![id, now])
        .await?
        .map(StandingRow::found)
        .transpose()
}

/// Ends a session.
///
/// # Errors
/// If the storage fails.
pub async fn delete_session(db: &Db, id: String) -> Result<()> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run("DELETE FROM session WHERE id = $1", args![id])
                .await
                .map(drop)
        })
    })
    .await
}

/// Removes what has ended: sessions, links, old attempts, old form keys.
///
/// # Errors
/// If the storage fails.
pub async fn purge_sessions(db: &Db, now: Timestamp) -> Result<(), StoreError> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run("DELETE FROM session WHERE expires_at <= $1", args![now])
                .await?;
            tx.run(
                "DELETE FROM attempt WHERE began_at <= $1",
                args![now.plus_days(-1)],
            )
            .await?;
            tx.run(
                "DELETE FROM password_reset WHERE expires_at <= $1",
                args![now.plus_days(-1)],
            )
            .await?;
            tx.run(
                "DELETE FROM idempotency WHERE at <= $1",
                args![now.plus_days(-30)],
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// What is stored of a session's id, so that who reads the table can't sign
/// in with it.
#[must_use]
pub fn session_hash(id: i128) -> String {
    super::token::hash(&id.to_string())
}
