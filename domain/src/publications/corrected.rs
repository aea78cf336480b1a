//! What becomes of an issue that was published: it is corrected, which its readers are
//! told, or taken back, and then nobody reads it any more. What it said before is kept
//! for curators; why it was taken back is in the audit.

use super::issue::{SaveIssue, say_in_others};
use super::written::{EditError, EditFault, Said};
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::id::IssueId;
use crate::identity::{Actor, Permission};
use crate::mail;
use crate::store::{Args, Db, FormKey, FromRow, Query, StoreError, Tx, claim};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde_json::json;

/// The longest reason, in characters.
const LONGEST_WHY: usize = 500;

/// An issue as it stands.
#[derive(FromRow)]
struct Stands {
    title: String,
    text: String,
    day: Day,
    version: i64,
    published_at: Option<Timestamp>,
    withdrawn_at: Option<Timestamp>,
}

/// What it says in another language than the first.
#[derive(FromRow)]
struct Other {
    language: String,
    title: String,
    text: String,
}

impl Stands {
    /// Why it can be neither corrected nor taken back by somebody who looked at this
    /// version.
    const fn refused(&self, version: i64) -> Option<EditError> {
        match (self.published_at, self.withdrawn_at) {
            (_, Some(_)) => Some(EditError::Withdrawn),
            // A draft is changed, not corrected.
            (None, None) => Some(EditError::NotFound),
            (Some(_), None) if self.version != version => Some(EditError::Changed),
            (Some(_), None) => None,
        }
    }

    fn says(&self, others: &[Other], day: Day, main: &Said, new: &[Said]) -> bool {
        self.day == day
            && self.title == main.name
            && self.text == main.text
            && others.len() == new.len()
            && others.iter().all(|one| {
                new.iter().any(|new| {
                    new.language.code() == one.language
                        && new.name == one.title
                        && new.text == one.text
                })
            })
    }
}

async fn stands(tx: &mut Tx, id: IssueId) -> Result<Stands, EditError> {
    let found: Option<Stands> = tx
        .maybe(
            "SELECT title, text, day, version, published_at, withdrawn_at
             FROM publication_issue WHERE id = $1",
            args![id],
        )
        .await?;
    found.ok_or(EditError::NotFound)
}

/// Says something else in a published issue, whose version was looked at. Its readers
/// see that it was corrected, and when; what it said before is kept. A newsletter that
/// was not sent yet tells what it says now.
///
/// # Errors
/// See [`EditError`].
pub async fn correct_issue(
    db: &Db,
    actor: &Actor,
    command: SaveIssue,
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let (id, version) = command.issue.ok_or(EditError::NotFound)?;
    let (day, main, others) = command.checked()?;
    let (actor, key) = (actor.clone(), command.key);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-correct", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let before = stands(tx, id).await?;
            if let Some(refused) = before.refused(version) {
                return Err(refused);
            }
            let said: Vec<Other> = tx
                .all(
                    "SELECT language, title, text FROM publication_issue_text
                     WHERE issue_id = $1",
                    args![id],
                )
                .await?;
            if before.says(&said, day, &main, &others) {
                return Err(EditError::Same);
            }
            let changed = tx
                .run(
                    "UPDATE publication_issue SET title = $3, text = $4, day = $5,
                         corrected_at = $6, version = version + 1
                     WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
                    args![id, version, &main.name, &main.text, day, now],
                )
                .await?;
            if changed == 0 {
                // Somebody was faster, since it was looked up here.
                return Err(EditError::Changed);
            }
            keep(tx, (id, version), before, said, now).await?;
            say_in_others(tx, id, others).await?;
            let detail = json!({ "title": main.name, "version": version + 1 });
            Ok(note(tx, &actor, "issue.corrected", answer, detail, now).await?)
        })
    })
    .await
}

/// Keeps what an issue said in the version that was corrected.
async fn keep(
    tx: &mut Tx,
    (id, version): (IssueId, i64),
    before: Stands,
    said: Vec<Other>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let first = Language::default().code();
    let day = before.day;
    let mut rows: Vec<Args> = vec![args![
        id,
        version,
        first,
        before.title,
        before.text,
        day,
        now
    ]];
    rows.extend(
        said.into_iter()
            .map(|one| args![id, version, one.language, one.title, one.text, day, now]),
    );
    tx.insert_many(
        "INSERT INTO publication_issue_earlier (issue_id, version, language, title, text, day,
             replaced_at) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// Takes a published issue back, in the version that was looked at, for a reason: from
/// then on nobody reads it, no list has it and no newsletter tells of it, nor does a
/// letter that waits to be sent. What a sent one says of it leads to a sentence.
///
/// # Errors
/// See [`EditError`].
pub async fn withdraw_issue(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (IssueId, i64),
    why: &str,
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let why = tidy(why);
    if why.is_empty() || why.chars().count() > LONGEST_WHY {
        return Err(EditError::Faults(vec![EditFault::Why]));
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-withdraw", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let before = stands(tx, id).await?;
            if let Some(refused) = before.refused(version) {
                return Err(refused);
            }
            let gone = tx
                .run(
                    "UPDATE publication_issue SET withdrawn_at = $3, version = version + 1
                     WHERE id = $1 AND version = $2 AND withdrawn_at IS NULL",
                    args![id, version, now],
                )
                .await?;
            if gone == 0 {
                return Err(EditError::Changed);
            }
            // Letters that wait for the mail server were put together with it.
            mail::take_out_sections(tx, "newsletter", "issue", &answer).await?;
            let detail = json!({ "title": before.title, "why": why });
            Ok(note(tx, &actor, "issue.withdrawn", answer, detail, now).await?)
        })
    })
    .await
}
