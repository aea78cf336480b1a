//! Importing a file of equipment part by part: each part is one transaction together
//! with the answers to its lines, and only the next one is ever written. So it can be
//! killed anywhere, and of two processes that go on with it each line is imported once.

use super::super::history;
use super::Outcome;
use super::check::{Book, Checked, Seen, check};
use super::decide::{ADD, UPDATE, UPDATE_WHERE, decide};
use super::line::Column;
use crate::catalog::csv_file::Record;
use crate::catalog::table_file::read_table;
use crate::catalog::xlsx_file::Piece;
use crate::id::{AssetImportId, CustomerId};
use crate::identity::Actor;
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, Insert, Query, Result as StoreResult, StoreError};
use crate::{Timestamp, args, audit};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// How many lines are one transaction.
pub(in crate::assets) const BATCH: usize = 500;
/// How often a part is tried before the import breaks off.
const ATTEMPTS: u32 = 4;

/// How many parts of the import `$2` of the customer `$1` are imported.
const DONE: &str =
    "SELECT COUNT(*) FROM asset_import_part WHERE customer_id = $1 AND import_id = $2";
/// Whether it goes on: its file is kept, and it did not break off.
const GOES_ON: &str = "SELECT COUNT(*) FROM asset_import i
     JOIN asset_import_file f ON f.customer_id = i.customer_id AND f.import_id = i.id
     WHERE i.customer_id = $1 AND i.id = $2 AND i.broken_at IS NULL";
/// How many files of one company that broke off are kept.
const MOST_BROKEN: i64 = 3;

/// How many units it added and brought up to date.
const CHANGED: &str = "SELECT added, updated FROM asset_import WHERE customer_id = $1 AND id = $2";

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
pub(in crate::assets) struct Import {
    pub(in crate::assets) id: AssetImportId,
    pub(super) customer: CustomerId,
    /// Who sent the file.
    pub(super) actor: Actor,
    /// What it is called.
    pub(super) name: String,
    pub(super) columns: Vec<Option<Column>>,
    /// How many lines it has.
    pub(super) lines: usize,
    pub(super) now: Timestamp,
}

/// How an import goes on after a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::assets) enum Step {
    /// There are more lines.
    More,
    /// All are answered.
    Finished,
    /// Another process has it, or it ended.
    NotOurs,
}

impl Import {
    /// Imports all that is not imported yet. A part that fails is tried again; if it
    /// keeps failing the import breaks off until somebody lets it go on. What is done
    /// stays. If the program stops meanwhile it goes on at the next start.
    pub(super) async fn to_its_end(&self, db: &Db, bytes: Arc<Vec<u8>>) -> StoreResult<()> {
        let mut attempt = 0;
        loop {
            match self.run(db, bytes.clone(), usize::MAX).await {
                Ok(_) => return Ok(()),
                Err(StoreError::Closed) => return Err(StoreError::Closed),
                Err(error) => {
                    attempt += 1;
                    tracing::warn!(import = %self.id, %error, attempt, "importing equipment");
                    if attempt == ATTEMPTS {
                        self.break_off(db).await?;
                        return Err(error);
                    }
                    tokio::time::sleep(Duration::from_millis(200) * 2_u32.pow(attempt)).await;
                }
            }
        }
    }

    /// Imports at most so many parts of those that are not imported yet.
    pub(in crate::assets) async fn run(
        &self,
        db: &Db,
        bytes: Arc<Vec<u8>>,
        most: usize,
    ) -> StoreResult<Step> {
        let mut read = db.read(self.actor.scope()).await?;
        let book = Book::read(&mut read, self.customer).await?;
        let (done,): (i64,) = read.one(DONE, args![self.customer, self.id]).await?;
        drop(read);
        let (mut seen, mut lines) = (Seen::default(), lines_of(bytes));
        let (mut number, mut left, mut answered) = (0_i64, most, 0_usize);
        let mut waiting: Vec<Checked> = Vec::with_capacity(BATCH);
        while let Some(records) = lines.recv().await {
            for record in records {
                // What was imported before is read again, too: the lines below it must
                // not say the same.
                waiting.push(check(&self.columns, &book, &mut seen, &record));
                answered += 1;
                if waiting.len() < BATCH && answered < self.lines {
                    continue;
                }
                number += 1;
                let part = std::mem::replace(&mut waiting, Vec::with_capacity(BATCH));
                if number <= done {
                    continue;
                }
                if left == 0 {
                    return Ok(Step::More);
                }
                left -= 1;
                if !self.write(db, number, part).await? {
                    return Ok(Step::NotOurs);
                }
            }
        }
        if answered < self.lines {
            return Err(StoreError::BadRow {
                table: "asset_import_file",
                what: format!("{answered} of {} lines can be read", self.lines),
            });
        }
        self.finish(db).await?;
        Ok(Step::Finished)
    }

    /// Says that it broke off, once: the rest is missing, and its page says so. Its file
    /// is kept, so that somebody lets it go on; not more than [`MOST_BROKEN`] of a company.
    pub(in crate::assets) async fn break_off(&self, db: &Db) -> StoreResult<()> {
        // However long ago it began.
        let (customer, id, now) = (self.customer, self.id, Timestamp::now());
        let actor = self.actor.clone();
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                let broke = tx
                    .run(
                        "UPDATE asset_import SET broken_at = $3 WHERE customer_id = $1 AND id = $2
                             AND finished_at IS NULL AND broken_at IS NULL",
                        args![customer, id, now],
                    )
                    .await?;
                if broke == 0 {
                    return Ok(());
                }
                let (others,): (i64,) = tx
                    .one(
                        "SELECT COUNT(*) FROM asset_import_file f JOIN asset_import i
                             ON i.customer_id = f.customer_id AND i.id = f.import_id
                         WHERE f.customer_id = $1 AND i.id <> $2 AND i.broken_at IS NOT NULL",
                        args![customer, id],
                    )
                    .await?;
                if others >= MOST_BROKEN {
                    tx.run(
                        "DELETE FROM asset_import_file WHERE customer_id = $1 AND import_id = $2",
                        args![customer, id],
                    )
                    .await?;
                }
                let (added, updated): (i64, i64) = tx.one(CHANGED, args![customer, id]).await?;
                let entry = audit::Entry {
                    action: "asset.import-broken-off",
                    subject: id.to_string(),
                    customer: Some(customer),
                    detail: json!({ "added": added, "updated": updated }),
                };
                tx.insert([entry.row(&actor, now)]).await
            })
        })
        .await
    }

    /// Imports a part, if it is the next one; answers whether it was.
    async fn write(&self, db: &Db, number: i64, lines: Vec<Checked>) -> StoreResult<bool> {
        let (customer, id) = (self.customer, self.id);
        let (actor, name, now) = (self.actor.clone(), self.name.clone(), self.now);
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                // Of two files of a company one waits, since both may have the same
                // tags; and so does whoever ends somebody's membership, who is in it.
                tx.lock("customer", "id", "id", args![customer]).await?;
                let (done,): (i64,) = tx.one(DONE, args![customer, id]).await?;
                let (goes_on,): (i64,) = tx.one(GOES_ON, args![customer, id]).await?;
                if done + 1 != number || goes_on == 0 {
                    return Ok(false);
                }
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
                .await?;
                Ok(true)
            })
        })
        .await
    }

    /// Writes down that it is done, once; and keeps the file no longer.
    async fn finish(&self, db: &Db) -> StoreResult<()> {
        let (customer, id, now) = (self.customer, self.id, self.now);
        let (actor, name) = (self.actor.clone(), self.name.clone());
        db.write(self.actor.scope(), move |tx| {
            Box::pin(async move {
                let kept = tx
                    .run(
                        "DELETE FROM asset_import_file WHERE customer_id = $1 AND import_id = $2",
                        args![customer, id],
                    )
                    .await?;
                if kept == 0 {
                    return Ok(());
                }
                tx.run(
                    "UPDATE asset_import SET finished_at = $3, broken_at = NULL
                     WHERE customer_id = $1 AND id = $2",
                    args![customer, id, now],
                )
                .await?;
                let (added, updated): (i64, i64) = tx.one(CHANGED, args![customer, id]).await?;
                let entry = audit::Entry {
                    action: "asset.import-finished",
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
