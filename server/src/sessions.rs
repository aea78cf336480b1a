//! The session store of tower-sessions over our own database.
//!
//! The cookie holds a random id; the database holds only its hash, so that
//! who reads the table can't sign in with it. Loading a session also finds out
//! who is asking, in the same statement, and leaves it where the page's
//! visitor looks for it.

use app::frame::{found, session_key};
use async_trait::async_trait;
use domain::Timestamp;
use domain::identity::{SessionRow, begin_session, delete_session, keep_session, load_session};
use domain::store::Db;
use serde_json::Value as JsonValue;
use std::collections::HashMap;
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

/// Sessions in the database.
#[derive(Debug, Clone)]
pub struct DbSessions(pub Db);

#[async_trait]
impl SessionStore for DbSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not meet; if they did, this would fail.
        begin_session(&self.0, row(record)?, Timestamp::now())
            .await
            .map_err(|error| Error::Backend(error.to_string()))
    }

    async fn save(&self, record: &Record) -> Result<()> {
        keep_session(&self.0, row(record)?)
            .await
            .map_err(|error| Error::Backend(error.to_string()))
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(session) = load_session(&self.0, &hash(id), Timestamp::now())
            .await
            .map_err(|error| Error::Backend(error.to_string()))?
        else {
            return Ok(None);
        };
        let data: HashMap<String, JsonValue> = serde_json::from_value(session.data.clone())
            .map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(session.expires_at.0 / 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        found(session);
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        delete_session(&self.0, hash(id))
            .await
            .map_err(|error| Error::Backend(error.to_string()))
    }
}

/// A session as it is stored.
fn row(record: &Record) -> Result<SessionRow> {
    let id = |key: &str| -> Option<uuid::Uuid> {
        record
            .data
            .get(key)
            .and_then(JsonValue::as_str)
            .and_then(|text| text.parse().ok())
    };
    Ok(SessionRow {
        id: hash(&record.id),
        person: id(session_key::PERSON).map(domain::id::PersonId),
        customer: id(session_key::CUSTOMER).map(domain::id::CustomerId),
        preview_customer: id(session_key::PREVIEW).map(domain::id::CustomerId),
        preview_revision: id(session_key::PREVIEW_REVISION).map(domain::id::RevisionId),
        stand_in: id(session_key::STAND_IN).map(domain::id::StandInId),
        data: serde_json::to_value(&record.data)
            .map_err(|error| Error::Encode(error.to_string()))?,
        expires_at: Timestamp(record.expiry_date.unix_timestamp().saturating_mul(1000)),
    })
}

/// What is stored of a cookie's id.
fn hash(id: &Id) -> String {
    domain::identity::session_hash(id.0)
}
