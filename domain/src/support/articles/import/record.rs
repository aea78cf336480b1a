//! What an import that goes on behind its page came to.

use super::{ArticleImportError, FileAnswer};
use crate::id::ArticleImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, answered, claim, json_or_text};
use crate::support::articles::write::person_of;
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

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
    /// When all of them had an answer; nothing while it goes on, or if it broke off.
    pub finished_at: Option<Timestamp>,
    /// When it last said that it goes on.
    pub alive_at: Timestamp,
    /// What became of each, as far as it came.
    #[serde(deserialize_with = "json_or_text")]
    pub answers: Vec<FileAnswer>,
}

impl ArticleImport {
    /// Whether it broke off: its program was stopped, or it gave up. The same file
    /// again goes on where it was.
    #[must_use]
    pub const fn broke_off(&self, now: Timestamp) -> bool {
        self.finished_at.is_none() && self.alive_at.plus_seconds(SILENCE).0 < now.0
    }
}

const FORM: &str = "article-import";
/// After so many seconds without a word an import has broken off. One article with all
/// its pictures takes a few at most.
const SILENCE: i64 = 10 * 60;
/// After so many seconds, or so many answers, an import says how far it is.
const PACE: u64 = 5;
const SOME: usize = 25;

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
    let name: String = crate::tidy::tidy(name).chars().take(120).collect();
    let files = i64::try_from(files).unwrap_or(i64::MAX);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Of two at the same moment one waits here, and is told of the other's.
            let id = ArticleImportId::new();
            if let Some(earlier) = claim(tx, &actor, key, FORM, &id.to_string(), now).await? {
                return Ok((answered(&earlier)?, false));
            }
            tx.run(
                "INSERT INTO article_import (id, name, person_id, at, files, answers, alive_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $4)",
                args![id, name, person_of(&actor), now, files, json!([])],
            )
            .await?;
            Ok((id, true))
        })
    })
    .await
}

/// Says from time to time how far an import is, so that it can be killed anywhere and
/// is known to have been.
pub(super) struct Reached {
    id: Option<ArticleImportId>,
    said: Instant,
    answers: usize,
}

impl Reached {
    /// Of the import with this id; of none nothing is said.
    pub fn of(id: Option<ArticleImportId>) -> Self {
        Self {
            id,
            said: Instant::now(),
            answers: 0,
        }
    }

    /// These answers are there: says so, if it is time. That it can't be said stops
    /// no import.
    pub async fn came_to(&mut self, db: &Db, actor: &Actor, answers: &[FileAnswer]) {
        let Some(id) = self.id else { return };
        let is_time = self.said.elapsed() >= Duration::from_secs(PACE)
            || answers.len() >= self.answers + SOME;
        if !is_time {
            return;
        }
        (self.said, self.answers) = (Instant::now(), answers.len());
        let now = Timestamp::now();
        if let Err(error) = write(db, actor, id, answers, None, now).await {
            tracing::warn!(%error, %id, "an import of articles could not say how far it is");
        }
    }
}

/// Writes down what an import came to, in the end or so far.
async fn write(
    db: &Db,
    actor: &Actor,
    id: ArticleImportId,
    answers: &[FileAnswer],
    finished: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let answers = json!(answers);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE article_import SET answers = $2, finished_at = $3, alive_at = $4
                 WHERE id = $1",
                args![id, answers, finished, now],
            )
            .await
            .map(drop)
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
    Ok(write(db, actor, id, answers, Some(now), now).await?)
}

/// Writes down that an import gave up. What it did stays, and the answers it had given
/// by then.
///
/// # Errors
/// See [`ArticleImportError`].
pub async fn break_off_article_import(
    db: &Db,
    actor: &Actor,
    id: ArticleImportId,
) -> Result<(), ArticleImportError> {
    actor.demand(Permission::Support)?;
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE article_import SET alive_at = 0 WHERE id = $1 AND finished_at IS NULL",
                args![id],
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
            &[
                "id",
                "name",
                "at",
                "files",
                "finished_at",
                "alive_at",
                "answers",
            ],
            "SELECT i.id, i.name, i.at, i.files, i.finished_at,
                 COALESCE(i.alive_at, i.at) AS alive_at,
                 CASE WHEN $1 IS NULL THEN '[]' ELSE i.answers END AS answers
             FROM article_import i WHERE $1 IS NULL OR i.id = $1 ORDER BY i.at DESC, i.id DESC LIMIT 10",
        )
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(IMPORTS.all(&mut read, args![one]).await?)
}
