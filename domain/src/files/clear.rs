//! What nothing names any more is cleared away; and what is named is looked for.

use super::{Files, FilesError};
use crate::store::{Db, JsonRows, Query, Read, Scope, StoreError};
use crate::{Timestamp, args};
use futures::StreamExt;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Content that nothing names is left alone for a day: whoever is just sending
/// it has not named it yet.
const SPARED_MS: i64 = 24 * 3_600_000;
/// How many places are compared with the database at a time.
const AT_ONCE: usize = 500;

/// Of the files those that nothing shows, before `$1`.
const SHOWN_NOWHERE: &str = "created_at < $1
     AND NOT EXISTS (SELECT 1 FROM product_picture x WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM product_document x WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM site_document x /* system */ WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM asset_document x /* system */ WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM software_release x WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM article_picture x WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM case_file x /* system */ WHERE x.file_id = stored_file.id)
     AND NOT EXISTS (SELECT 1 FROM incoming_mail_file x WHERE x.file_id = stored_file.id)";

/// Clears away files that nothing shows any more and content that no file has,
/// as killed uploads leave behind. Answers how many pieces of content went.
///
/// # Errors
/// See [`FilesError`].
pub async fn clear_away(db: &Db, files: &Files, now: Timestamp) -> Result<u64, FilesError> {
    let before = Timestamp(now.0 - SPARED_MS);
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                format!(
                    "DELETE FROM stored_form WHERE file_id IN
                         (SELECT id FROM stored_file /* system */ WHERE {SHOWN_NOWHERE})"
                ),
                args![before],
            )
            .await?;
            tx.run(
                format!("DELETE FROM stored_file /* system */ WHERE {SHOWN_NOWHERE}"),
                args![before],
            )
            .await?;
            tx.run(
                "DELETE FROM stored_blob WHERE created_at < $1 AND NOT EXISTS
                     (SELECT 1 FROM stored_form f WHERE f.sha256 = stored_blob.sha256)",
                args![before],
            )
            .await
        })
    })
    .await?;
    let mut gone = 0;
    let mut found = files.places(before).chunks(AT_ONCE);
    while let Some(places) = found.next().await {
        let places = places.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut read = db.read(Scope::system()).await?;
        let named = named(&mut read, &places).await?;
        drop(read);
        // A place is used once: what nothing names now, nothing ever will.
        for place in places.iter().filter(|place| !named.contains(*place)) {
            files.remove(place).await;
            gone += 1;
        }
    }
    if let Some(folder) = files.folder() {
        let folder = folder.to_owned();
        let half = tokio::task::spawn_blocking(move || remove_half_written(&folder, before));
        // A panic there would be ours, and there is nothing to undo.
        gone += half.await.unwrap_or_default();
    }
    Ok(gone)
}

#[derive(Deserialize)]
struct PlaceRow {
    place: String,
}

async fn named(read: &mut Read, places: &[String]) -> Result<HashSet<String>, StoreError> {
    static NAMED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["place"],
            "SELECT place FROM stored_blob WHERE place <text in $1>",
        )
    });
    let rows: Vec<PlaceRow> = NAMED.all(read, args![json!(places)]).await?;
    Ok(rows.into_iter().map(|row| row.place).collect())
}

/// What was half written when the program was killed has a name with a `#`,
/// which the store itself does not list.
fn remove_half_written(folder: &std::path::Path, before: Timestamp) -> u64 {
    let inside = |folder: &std::path::Path| {
        std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .collect::<Vec<_>>()
    };
    let mut gone = 0;
    for file in inside(folder).iter().flat_map(|one| inside(&one.path())) {
        let is_half = file.file_name().to_string_lossy().contains('#');
        let since = file.metadata().and_then(|found| found.modified());
        let age = since.map(|since| since.duration_since(std::time::UNIX_EPOCH));
        let old = matches!(age, Ok(Ok(at)) if i64::try_from(at.as_millis()).is_ok_and(|at| at < before.0));
        if is_half && old && std::fs::remove_file(file.path()).is_ok() {
            gone += 1;
        }
    }
    gone
}

/// What was found missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// How many pieces of content were looked for.
    pub looked: usize,
    /// Those that are not there, or not whole.
    pub missing: Vec<String>,
}

/// Writes something into the store and removes it again; and looks for the
/// content of some files, the newest and as many of the others.
///
/// # Errors
/// If nothing can be written there, or the database fails.
pub async fn look_after(db: &Db, files: &Files) -> Result<Missing, FilesError> {
    let probe = files.put("00", b"probe".to_vec()).await?;
    files.remove(&probe).await;
    #[derive(Deserialize)]
    struct Row {
        place: String,
        bytes: i64,
    }
    static SOME: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["place", "bytes"],
            "SELECT place, bytes FROM (
                 SELECT place, bytes FROM stored_blob ORDER BY created_at DESC, sha256 LIMIT 100) n
             UNION SELECT place, bytes FROM (
                 SELECT place, bytes FROM stored_blob ORDER BY sha256 LIMIT 100) o",
        )
    });
    let mut read = db.read(Scope::system()).await?;
    let rows: Vec<Row> = SOME.all(&mut read, args![]).await?;
    drop(read);
    let mut found = Missing {
        looked: rows.len(),
        missing: Vec::new(),
    };
    for row in rows {
        let there = files.bytes_at(&row.place).await?;
        if there != u64::try_from(row.bytes).ok() {
            found.missing.push(row.place);
        }
    }
    Ok(found)
}

/// Whether any file is named.
///
/// # Errors
/// If the database fails.
pub async fn any_content(db: &Db) -> Result<bool, StoreError> {
    let found: Option<i64> = db
        .read(Scope::system())
        .await?
        .scalar(
            "SELECT COUNT(*) FROM (SELECT 1 FROM stored_blob LIMIT 1) one",
            args![],
        )
        .await?;
    Ok(found == Some(1))
}
