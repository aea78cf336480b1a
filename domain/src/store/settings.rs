//! What is true of the whole installation, by name.

use super::{Db, Query, Result, Scope};
use crate::args;

/// A setting; `None` if it was never kept.
///
/// # Errors
/// If the storage fails.
pub async fn setting(db: &Db, name: &str) -> Result<Option<String>> {
    db.read(Scope::system())
        .await?
        .scalar("SELECT value FROM setting WHERE name = $1", args![name])
        .await
}

/// Keeps a setting.
///
/// # Errors
/// If the storage fails.
pub async fn keep_setting(db: &Db, name: &'static str, value: String) -> Result<()> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO setting (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = $2",
                args![name, value],
            )
            .await
            .map(drop)
        })
    })
    .await
}
