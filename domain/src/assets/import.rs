//! A file of equipment that was bought elsewhere: every line is answered. New
//! tags are added, known ones of the company's own are brought up to date, and
//! what can't be is refused with the reason. Five hundred lines are one
//! transaction together with their answers, so that it can break off anywhere;
//! the same file sent again finds what is there, and adds nothing twice.
//!
//! The file is read twice, piece by piece: first to its end, so that nothing is
//! taken of one that can't be read, and then as its lines are written. So a long
//! one needs no more memory than its bytes.

mod answers;
mod check;
mod decide;
mod line;

pub use answers::{Answer, AssetImport, Outcome, asset_imports, import_answers, import_page};
pub use line::Column as ImportColumn;

use super::history;
use crate::catalog::csv_file::{FileProblem, Record};
use crate::catalog::table_file::read_table;
use crate::catalog::xlsx_file::Piece;
use crate::id::{AssetImportId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Insert, Query, Result as StoreResult, StoreError, claim};
use crate::{Timestamp, args, audit};
use check::{Book, Checked, Seen, check};
use decide::{ADD, UPDATE, UPDATE_WHERE, decide};
use line::Column;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

/// How many lines a file may have.
pub const MOST_IMPORTED: usize = 100_000;
/// How many lines are one transaction.
const BATCH: usize = 500;
/// How many lines are imported before the answer; more go on behind it.
const AT_ONCE: usize = 2_000;
/// How many files are read at a time, whoever sends them, and how many long ones go
/// on: all texts of a workbook are in memory meanwhile. Others wait.
pub(super) const AT_A_TIME: usize = 2;
pub(super) static READING: Semaphore = Semaphore::const_new(AT_A_TIME);
static BEHIND: Semaphore = Semaphore::const_new(AT_A_TIME);
/// How many long files of one company may go on or wait, each of which is in memory.
/// One that broke off counts for an hour.
const MOST_GOING_ON: i64 = 3;
const BROKEN_OFF_SECONDS: i64 = 3_600;

/// A file about to be imported.
#[derive(Debug, Clone)]
pub struct ImportAssets {
    /// The form's key.
    pub key: FormKey,
    /// What the file is called.
    pub name: String,
    /// What is in it: text or a workbook.
    pub bytes: Vec<u8>,
}

/// Why nothing of a file was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailed {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It can't be read at all.
    #[error("unreadable: {0:?}")]
    Unreadable(FileProblem),
    /// More lines than [`MOST_IMPORTED`].
    #[error("too many lines")]
    TooMany,
    /// No column of a tag or a serial number.
    #[error("no column of tags")]
    NoTags,
    /// Several long files of the company go on or wait already.
    #[error("other files go on")]
    OthersGoOn,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports a file: a small one before it answers, the rest of a large one behind
/// the answer. Nobody is told by mail of what an import gives them.
///
/// # Errors
/// See [`ImportFailed`]; nothing is imported then.
pub async fn import_assets(
    db: &Db,
    actor: &Actor,
    command: ImportAssets,
    now: Timestamp,
) -> Result<AssetImportId, ImportFailed> {
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let bytes = Arc::new(command.bytes);
    let (columns, lines, turn) = survey(bytes.clone()).await?;
    let (id, actor) = (AssetImportId::new(), actor.clone());
    let name = command.name;
    let (by, file) = (actor.clone(), name.clone());
    let earlier = db
        .write::<_, ImportFailed, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                let answer = id.to_string();
                let earlier = claim(tx, &by, command.key, "asset-import", &answer, now).await?;
                if earlier.is_some() {
                    return Ok(earlier);
                }
                let since = now.plus_seconds(-BROKEN_OFF_SECONDS);
                let going_on: Option<i64> = tx
                    .scalar(
                        "SELECT COUNT(*) FROM asset_import
                         WHERE customer_id = $1 AND finished_at IS NULL AND created_at > $2",
                        args![customer, since],
                    )
                    .await?;
                if lines > AT_ONCE && going_on.unwrap_or(0) >= MOST_GOING_ON {
                    return Err(ImportFailed::OthersGoOn);
                }
                let lines = i64::try_from(lines).unwrap_or(i64::MAX);
                let begun = Insert::row(
                    "INSERT INTO asset_import (id, customer_id, person_id, name, lines, added,
                         updated, same, refused, created_at) VALUES",
                    args![
                        id,
                        customer,
                        by.person(),
                        file,
                        lines,
                        0_i64,
                        0_i64,
                        0_i64,
                        0_i64,
                        now
                    ],
                );
                let entry = audit::Entry {
                    action: "asset.import-begun",
                    subject: answer,
                    customer: Some(customer),
                    detail: json!({ "lines": lines }),
                };
                tx.insert([begun, entry.row(&by, now)]).await?;
                Ok(None)
            })
        })
        .await?;
    if let Some(earlier) = earlier.and_then(|id| id.parse().ok()) {
        return Ok(earlier);
    }
    let import = Import {
        id,
        customer,
        actor,
        name,
        columns,
        now,
    };
    if lines <= AT_ONCE {
        import.run(db, bytes).await?;
    } else {
        drop(turn);
        let db = db.clone();
        tokio::spawn(async move {
            let _turn = BEHIND.acquire().await;
            if let Err(error) = import.run(&db, bytes).await {
                // What is done stays; its page says that the rest is missing.
                tracing::error!(%error, "an import of equipment broke off");
                if let Err(error) = import.end(&db, "asset.import-broken-off", None).await {
                    tracing::error!(%error, "and could not be ended");
                }
            }
        });
    }
    Ok(id)
}

type Turn = Option<SemaphorePermit<'static>>;

/// The columns of a file and how many lines it has, if all of it can be read, with
/// the turn to read it.
async fn survey(bytes: Arc<Vec<u8>>) -> Result<(Vec<Option<Column>>, usize, Turn), ImportFailed> {
    // It is never closed.
    let turn: Turn = READING.acquire().await.ok();
    // The thread has the turn: it goes on when nobody waits for it any more.
    let read = move || {
        let (mut columns, mut lines) = (Vec::new(), 0);
        let read = read_table(&bytes, |piece| {
            match piece {
                Piece::Columns(names) => {
                    columns = names.iter().map(|one| Column::of(one)).collect();
                }
                Piece::Rows(rows) => lines += rows.len(),
            }
            lines <= MOST_IMPORTED
        })
        .map(|_| (columns, lines));
        (read, turn)
    };
    let read = tokio::task::spawn_blocking(read).await;
    // A file on which a reader stumbles is one that can't be read.
    let (read, turn) = read.unwrap_or((Err(FileProblem::Broken), None));
    let (columns, lines): (Vec<Option<Column>>, usize) = read.map_err(ImportFailed::Unreadable)?;
    if lines > MOST_IMPORTED {
        return Err(ImportFailed::TooMany);
    }
    let named = |column| columns.contains(&Some(column));
    if !named(Column::Tag) && !named(Column::Serial) {
        return Err(ImportFailed::NoTags);
    }
    Ok((columns, lines, turn))
}

/// Reads the lines of a file on a thread of its own, no faster than they are
/// taken.
fn lines_of(bytes: Arc<Vec<u8>>) -> mpsc::Receiver<Vec<Record>> {
    let (send, receive) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let read = read_table(&bytes, |piece| match piece {
            Piece::Columns(_) => true,
            Piece::Rows(rows) => send.blocking_send(rows).is_ok(),
        });
        if let Err(problem) = read {
            tracing::error!(?problem, "a file that could be read can't be read again");
        }
    });
    receive
}

/// An import under way.
struct Import {
    id: AssetImportId,
    customer: CustomerId,
    actor: Actor,
    name: String,
    columns: Vec<Option<Column>>,
    now: Timestamp,
}

impl Import {
    async fn run(&self, db: &Db, bytes: Arc<Vec<u8>>) -> StoreResult<()> {
        let mut read = db.read(self.actor.scope()).await?;
        let book = Book::read(&mut read, self.customer).await?;
        drop(read);
        let (mut seen, mut lines) = (Seen::default(), lines_of(bytes));
        let mut number = 0_i64;
        let mut waiting: Vec<Checked> = Vec::with_capacity(BATCH);
        while let Some(records) = lines.recv().await {
            for record in records {
                waiting.push(check(&self.columns, &book, &mut seen, &record));
                if waiting.len() == BATCH {
                    number += 1;
                    let part = std::mem::replace(&mut waiting, Vec::with_capacity(BATCH));
                    self.write(db, number, part).await?;
                }
            }
        }
        if !waiting.is_empty() {
            self.write(db, number + 1, waiting).await?;
        }
        self.end(db, "asset.import-finished", Some(self.now)).await
    }

    async fn write(&self, db: &Db, number: i64, lines: Vec<Checked>) -> StoreResult<()> {
        let (customer, id) = (self.customer, self.id);
        let (actor, name, now) = (self.actor.clone(), self.name.clone(), self.now);
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                // Of two files of a company one waits, since both may have the same
                // tags; and so does whoever ends somebody's membership, who is in it.
                tx.lock("customer", "id", "id", args![customer]).await?;
                let part = decide(tx, customer, &actor, &name, lines, now).await?;
                let count = |outcome: Outcome| {
                    let of = part.answers.iter().filter(|one| one.outcome == outcome);
                    i64::try_from(of.count()).unwrap_or(i64::MAX)
                };
                let counts = [
                    Outcome::Added,
                    Outcome::Updated,
                    Outcome::Same,
                    Outcome::Refused,
                ]
                .map(count);
                let [added, updated, same, refused] = counts;
                let answers = Insert::row(
                    "INSERT INTO asset_import_part (import_id, customer_id, number, answers,
                         refused) VALUES",
                    args![id, customer, number, json!(part.answers), refused],
                );
                if !part.updated.is_empty() {
                    tx.insert_many(UPDATE, part.updated, UPDATE_WHERE).await?;
                }
                tx.insert([
                    Insert::rows(ADD, part.added),
                    history::rows(part.events),
                    answers,
                ])
                .await?;
                tx.run(
                    "UPDATE asset_import SET added = added + $3, updated = updated + $4,
                         same = same + $5, refused = refused + $6
                     WHERE customer_id = $1 AND id = $2",
                    args![customer, id, added, updated, same, refused],
                )
                .await
                .map(drop)
            })
        })
        .await
    }

    /// Writes down that it is over: finished, or broken off.
    async fn end(
        &self,
        db: &Db,
        action: &'static str,
        finished: Option<Timestamp>,
    ) -> StoreResult<()> {
        let (customer, id, now) = (self.customer, self.id, self.now);
        let (actor, name) = (self.actor.clone(), self.name.clone());
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE asset_import SET finished_at = $3 WHERE customer_id = $1 AND id = $2",
                    args![customer, id, finished],
                )
                .await?;
                let (added, updated): (i64, i64) = tx
                    .one(
                        "SELECT added, updated FROM asset_import
                         WHERE customer_id = $1 AND id = $2",
                        args![customer, id],
                    )
                    .await?;
                let entry = audit::Entry {
                    action,
                    subject: id.to_string(),
                    customer: Some(customer),
                    detail: json!({ "added": added, "updated": updated }),
                };
                // A file that told nothing new means nothing.
                let member = actor.member().filter(|_| added + updated > 0);
                let interaction = member.map(|member| {
                    Interaction {
                        customer,
                        member: Some(member.id),
                        unit: member.unit,
                        at: now,
                        kind: Kind::EquipmentImported,
                        touch_point: TouchPoint::Web,
                        subject: Subject::Asset,
                        subject_id: None,
                        text: name,
                        amount: Some(added),
                        detail: json!({ "import": id, "updated": updated }),
                    }
                    .by(&actor)
                });
                tx.insert([
                    entry.row(&actor, now),
                    profile::rows(interaction.into_iter().collect()),
                ])
                .await
            })
        })
        .await
    }
}
