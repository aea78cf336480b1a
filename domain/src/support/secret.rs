//! What case tokens are signed with, and the name by which this installation
//! knows its own mails: made once, kept in the database, where all processes find
//! them.

use super::mail_in::CaseKey;
use crate::store::{Db, Scope, StoreError, Tx, secret};

const KEY: &str = "case-key";
const HOUSE: &str = "mail-house";

/// What the mail of cases needs to know of this installation.
#[derive(Debug, Clone)]
pub struct House {
    /// What tokens are signed with.
    pub key: CaseKey,
    /// The name in the loop field of every mail of ours.
    pub name: String,
}

/// The key and the name of this installation, made when they are first needed.
///
/// # Errors
/// If the storage fails.
pub async fn house(db: &Db) -> Result<House, StoreError> {
    db.write(Scope::system(), |tx| {
        Box::pin(async move {
            Ok(House {
                key: case_key(tx).await?,
                name: secret(tx, HOUSE).await?,
            })
        })
    })
    .await
}

/// The key, inside the transaction of whatever needs it.
pub(super) async fn case_key(tx: &mut Tx) -> Result<CaseKey, StoreError> {
    let text = secret(tx, KEY).await?;
    CaseKey::new(text.as_bytes())
        .ok_or_else(|| StoreError::bad_row("setting", format!("{KEY} is too short")))
}
