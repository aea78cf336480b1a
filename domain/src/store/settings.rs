//! What is true of the whole installation, by name.

use super::{Db, Query, Result, Scope, Tx};
use crate::args;
use std::fmt::Write;

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

/// A secret of this installation, as sixty-four digits: made when it is first
/// needed, and the same for all processes from then on.
///
/// # Errors
/// If the storage fails.
pub async fn secret(tx: &mut Tx, name: &'static str) -> Result<String> {
    let known: Option<String> = tx
        .scalar("SELECT value FROM setting WHERE name = $1", args![name])
        .await?;
    if let Some(known) = known {
        return Ok(known);
    }
    let fresh: [u8; 32] = rand::random();
    let mut text = String::new();
    for byte in fresh {
        // Writing into a text never fails.
        let _ = write!(text, "{byte:02x}");
    }
    // Another process may have been quicker: then its secret counts.
    tx.run(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        args![name, text],
    )
    .await?;
    let (kept,): (String,) = tx
        .one("SELECT value FROM setting WHERE name = $1", args![name])
        .await?;
    Ok(kept)
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
