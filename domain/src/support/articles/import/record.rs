//! What an import that goes on behind its page came to.

use super::{ArticleImportError, FileAnswer};
use crate::id::ArticleImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, ask_earlier, json_or_text, key_row};
use crate::support::articles::write::person_of;
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// An import as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleImport {
    /// Which.
    pub id: ArticleImportId,
    /// What was sent.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// How many files there are.
    pub files: i64,
    /// When all of them had an answer; nothing while it goes on, or if the program
    /// was stopped.
    pub finished_at: Option<Timestamp>,
    /// What became of each.
    #[serde(deserialize_with = "json_or_text")]
    pub answers: Vec<FileAnswer>,
}

const FORM: &str = "article-import";

/// Begins an import that goes on when the page has answered; answers which, and
/// whether it is a new one.
///
/// # Errors
/// See [`ArticleImportError`].
pub async fn begin_article_import(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    name: &str,
    files: usize,
    now: Timestamp,
) -> Result<(ArticleImportId, bool), ArticleImportError> {
    actor.demand(Permission::Support)?;
    let name: String = crate::support::open::one_line(name)
        .chars()
        .take(120)
        .collect();
    let files = i64::try_from(files).unwrap_or(i64::MAX);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(earlier) = ask_earlier(&actor, key, FORM).fetch(tx).await? {
                let id = earlier.parse().map_err(|_| StoreError::BadRow {
                    table: "idempotency",
                    what: earlier.clone(),
                })?;
                return Ok((id, false));
            }
            let id = ArticleImportId::new();
            tx.run(
                "INSERT INTO article_import (id, name, person_id, at, files, answers)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                args![id, name, person_of(&actor), now, files, json!([])],
            )
            .await?;
            tx.insert([key_row(&actor, key, FORM, &id.to_string(), now)])
                .await?;
            Ok((id, true))
        })
    })
    .await
}

/// Writes down what an import came to.
///
/// # Errors
/// See [`ArticleImportError`].
pub async fn finish_article_import(
    db: &Db,
    actor: &Actor,
    id: ArticleImportId,
    answers: &[FileAnswer],
    now: Timestamp,
) -> Result<(), ArticleImportError> {
    actor.demand(Permission::Support)?;
    let answers = json!(answers);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE article_import SET answers = $2, finished_at = $3 WHERE id = $1",
                args![id, answers, now],
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// The last imports, the newest first, without what became of each file; or one, with
/// that.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn article_imports<E>(
    db: &Db,
    actor: &Actor,
    one: Option<ArticleImportId>,
) -> Result<Vec<ArticleImport>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static IMPORTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "at", "files", "finished_at", "answers"],
            "SELECT i.id, i.name, i.at, i.files, i.finished_at,
                 CASE WHEN $1 IS NULL THEN '[]' ELSE i.answers END AS answers
             FROM article_import i WHERE $1 IS NULL OR i.id = $1 ORDER BY i.at DESC, i.id DESC LIMIT 10",
        )
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(IMPORTS.all(&mut read, args![one]).await?)
}
