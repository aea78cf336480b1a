//! Issues of a publication until they are published: drafts, written, published or
//! thrown away. What becomes of one afterwards says `corrected.rs`.

use super::written::{EditError, EditFault, Said, checked};
use crate::audit::note;
use crate::id::{IssueId, PublicationId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, answered, claim};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde_json::json;

/// The longest text of an issue, in characters.
const LONGEST_TEXT: usize = 20_000;

/// What an issue says in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueText {
    /// In which.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
}

/// An issue as a curator wants it.
#[derive(Debug, Clone)]
pub struct SaveIssue {
    /// The form's key.
    pub key: FormKey,
    /// Which, and the version that was looked at; a new draft if none.
    pub issue: Option<(IssueId, i64)>,
    /// Of which publication; of a draft that is there its own.
    pub publication: PublicationId,
    /// The day it is of; none if what was typed is no day.
    pub day: Option<Day>,
    /// What it says in each language. In others than the first, nothing at all is
    /// allowed.
    pub texts: Vec<IssueText>,
}

impl SaveIssue {
    /// The day, and what is said in the first language and in others, as they are kept.
    pub(super) fn checked(&self) -> Result<(Day, Said, Vec<Said>), EditError> {
        let mut faults = Vec::new();
        if self.day.is_none() {
            faults.push(EditFault::Day);
        }
        let texts = self
            .texts
            .iter()
            .map(|one| (one.language, one.title.clone(), one.text.clone()))
            .collect();
        let (main, others) = checked(texts, LONGEST_TEXT, true, &mut faults);
        match self.day.filter(|_| faults.is_empty()) {
            Some(day) => Ok((day, main, others)),
            None => Err(EditError::Faults(faults)),
        }
    }
}

/// Makes or changes the draft of an issue; answers which.
///
/// # Errors
/// See [`EditError`].
pub async fn save_issue(
    db: &Db,
    actor: &Actor,
    command: SaveIssue,
    now: Timestamp,
) -> Result<IssueId, EditError> {
    actor.demand(Permission::Curate)?;
    let (day, main, others) = command.checked()?;
    let (actor, of) = (actor.clone(), command.publication);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.issue.map_or_else(IssueId::new, |(id, _)| id);
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "issue", &answer, now).await?;
            if let Some(earlier) = earlier {
                return Ok(answered(&earlier)?);
            }
            if let Some((_, version)) = command.issue {
                let changed = tx
                    .run(
                        "UPDATE publication_issue
                         SET title = $3, text = $4, day = $5, version = version + 1
                         WHERE id = $1 AND version = $2 AND published_at IS NULL",
                        args![id, version, &main.name, &main.text, day],
                    )
                    .await?;
                if changed == 0 {
                    return Err(why_not(tx, id).await?);
                }
            } else {
                let known: Option<i64> = tx
                    .scalar("SELECT COUNT(*) FROM publication WHERE id = $1", args![of])
                    .await?;
                if known != Some(1) {
                    return Err(EditError::NotFound);
                }
                tx.run(
                    "INSERT INTO publication_issue (id, publication_id, title, text, day,
                         created_at)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                    args![id, of, &main.name, &main.text, day, now],
                )
                .await?;
            }
            say_in_others(tx, id, others).await?;
            let detail = json!({ "title": main.name, "day": day });
            note(tx, &actor, "issue.saved", answer, detail, now).await?;
            Ok(id)
        })
    })
    .await
}

/// What an issue says in other languages than the first, instead of what it said.
pub(super) async fn say_in_others(
    tx: &mut Tx,
    id: IssueId,
    others: Vec<Said>,
) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM publication_issue_text WHERE issue_id = $1",
        args![id],
    )
    .await?;
    let rows = others.into_iter().map(|one| one.row(id.0)).collect();
    tx.insert_many(
        "INSERT INTO publication_issue_text (issue_id, language, title, text) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// Why a draft could not be changed.
async fn why_not(tx: &mut Tx, id: IssueId) -> Result<EditError, StoreError> {
    let found: Option<(Option<Timestamp>,)> = tx
        .maybe(
            "SELECT published_at FROM publication_issue WHERE id = $1",
            args![id],
        )
        .await?;
    Ok(match found {
        None => EditError::NotFound,
        Some((Some(_),)) => EditError::Published,
        Some((None,)) => EditError::Changed,
    })
}

/// Publishes a draft, in the version that was looked at: from then on it is read and
/// can only be corrected or taken back, and the next newsletter tells of it. Published
/// a second time by the same form, nothing more happens.
///
/// # Errors
/// See [`EditError`].
pub async fn publish_issue(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (IssueId, i64),
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-publish", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let changed = tx
                .run(
                    "UPDATE publication_issue SET published_at = $3, version = version + 1
                     WHERE id = $1 AND version = $2 AND published_at IS NULL",
                    args![id, version, now],
                )
                .await?;
            if changed == 0 {
                return Err(why_not(tx, id).await?);
            }
            Ok(note(tx, &actor, "issue.published", answer, json!({}), now).await?)
        })
    })
    .await
}

/// Throws a draft away.
///
/// # Errors
/// See [`EditError`].
pub async fn discard_issue(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (IssueId, i64),
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-discard", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            // Its texts first: they name it. If the draft is not thrown away after
            // all, nothing of this is kept.
            tx.run(
                "DELETE FROM publication_issue_text WHERE issue_id = $1",
                args![id],
            )
            .await?;
            let gone = tx
                .run(
                    "DELETE FROM publication_issue
                     WHERE id = $1 AND version = $2 AND published_at IS NULL",
                    args![id, version],
                )
                .await?;
            if gone == 0 {
                return Err(why_not(tx, id).await?);
            }
            Ok(note(tx, &actor, "issue.discarded", answer, json!({}), now).await?)
        })
    })
    .await
}
