//! A file of equipment that was bought elsewhere: every line is answered. New
//! tags are added, known ones of the company's own are brought up to date, and
//! what can't be is refused with the reason. Five hundred lines are one
//! transaction together with their answers (`run.rs`), and the file is kept until the
//! last of them is answered: an import that is killed anywhere goes on with the next
//! lines when the program starts again, and one that broke off when somebody says so
//! (`resume.rs`). The same file sent again finds what is there, and adds nothing twice.
//!
//! The file is read twice, piece by piece: first to its end, so that nothing is
//! taken of one that can't be read, and then as its lines are written. So a long
//! one needs no more memory than its bytes.

mod answers;
mod check;
mod decide;
mod line;
mod resume;
pub(super) mod run;

pub use answers::{Answer, AssetImport, Outcome, asset_imports, import_answers, import_page};
pub use line::Column as ImportColumn;
pub use resume::{go_on_with_import, resume_imports};

use crate::catalog::csv_file::FileProblem;
use crate::catalog::table_file::read_table;
use crate::catalog::xlsx_file::Piece;
use crate::id::{AssetImportId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, claim};
use crate::{Timestamp, args, audit};
use line::Column;
use run::Import;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many lines a file may have.
pub const MOST_IMPORTED: usize = 100_000;
/// How many lines one company may send within a day, and how many files: ten as long
/// as one may be. Every line leaves its answer behind.
const MOST_LINES_TODAY: i64 = 1_000_000;
pub(super) const MOST_FILES_TODAY: i64 = 500;
/// How many lines are imported before the answer; more go on behind it.
const AT_ONCE: usize = 2_000;
/// How many files are read at a time, whoever sends them, and how many long ones go
/// on: all texts of a workbook are in memory meanwhile. Others wait.
pub(super) const AT_A_TIME: usize = 2;
pub(super) static READING: Semaphore = Semaphore::const_new(AT_A_TIME);
static BEHIND: Semaphore = Semaphore::const_new(AT_A_TIME);
/// How many files of one company may go on or wait when another long one comes, each of
/// which is kept meanwhile.
const MOST_GOING_ON: i64 = 3;

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
    /// The company has no such import.
    #[error("not found")]
    NotFound,
    /// The company has sent as much today as it may.
    #[error("too much for a day")]
    TooMuchToday,
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
    let (import, bytes, turn) = match begin(db, actor, command, now).await? {
        Begun::Earlier(id) => return Ok(id),
        Begun::New(import, bytes, turn) => (import, bytes, turn),
    };
    let (id, db) = (import.id, db.clone());
    if import.lines > AT_ONCE {
        drop(turn);
        tokio::spawn(async move {
            let _turn = BEHIND.acquire().await;
            if let Err(error) = import.to_its_end(&db, bytes).await {
                tracing::error!(%error, "an import of equipment broke off");
            }
        });
        return Ok(id);
    }
    // It goes on when whoever sent the file does not wait for the answer.
    let task = tokio::spawn(async move {
        let _turn = turn;
        import.to_its_end(&db, bytes).await
    });
    let ended = task.await;
    ended.map_err(|error| StoreError::Panicked(error.to_string()))??;
    Ok(id)
}

/// What a form with a file came to.
pub(super) enum Begun {
    /// The same form was sent before.
    Earlier(AssetImportId),
    /// Nothing of it is imported yet; it is known and kept.
    New(Box<Import>, Arc<Vec<u8>>, Turn),
}

/// Writes down that a file came, and keeps it.
pub(super) async fn begin(
    db: &Db,
    actor: &Actor,
    command: ImportAssets,
    now: Timestamp,
) -> Result<Begun, ImportFailed> {
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let bytes = Arc::new(command.bytes);
    let (columns, lines, turn) = survey(bytes.clone()).await?;
    let import = Import {
        id: AssetImportId::new(),
        customer,
        actor: actor.clone(),
        name: command.name,
        columns,
        lines,
        now,
    };
    let (id, by, file) = (import.id, actor.clone(), import.name.clone());
    let content = bytes.to_vec();
    let earlier = db
        .write::<_, ImportFailed, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                let answer = id.to_string();
                let earlier = claim(tx, &by, command.key, "asset-import", &answer, now).await?;
                if earlier.is_some() {
                    return Ok(earlier);
                }
                // Of two files of a company one waits, and counts the other.
                tx.lock("customer", "id", "id", args![customer]).await?;
                let lines = i64::try_from(lines).unwrap_or(i64::MAX);
                may_begin(tx, customer, lines, now).await?;
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
                let kept = Insert::row(
                    "INSERT INTO asset_import_file (import_id, customer_id, content) VALUES",
                    args![id, customer, content],
                );
                let entry = audit::Entry {
                    action: "asset.import-begun",
                    subject: answer,
                    customer: Some(customer),
                    detail: json!({ "lines": lines }),
                };
                tx.insert([begun, kept, entry.row(&by, now)]).await?;
                Ok(None)
            })
        })
        .await?;
    match earlier.and_then(|id| id.parse().ok()) {
        Some(earlier) => Ok(Begun::Earlier(earlier)),
        None => Ok(Begun::New(Box::new(import), bytes, turn)),
    }
}

/// Whether another file of so many lines may begin.
async fn may_begin(
    tx: &mut Tx,
    customer: CustomerId,
    lines: i64,
    now: Timestamp,
) -> Result<(), ImportFailed> {
    let (files, sent): (i64, i64) = tx
        .one(
            "SELECT COUNT(*), CAST(coalesce(SUM(lines), 0) AS BIGINT)
             FROM asset_import WHERE customer_id = $1 AND created_at > $2",
            args![customer, now.plus_days(-1)],
        )
        .await?;
    if files >= MOST_FILES_TODAY || sent.saturating_add(lines) > MOST_LINES_TODAY {
        return Err(ImportFailed::TooMuchToday);
    }
    let short = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    if lines > short {
        may_go_on(tx, customer).await?;
    }
    Ok(())
}

/// Whether one more long file of the company may go on beside others; what broke off is
/// none of these.
async fn may_go_on(tx: &mut Tx, customer: CustomerId) -> Result<(), ImportFailed> {
    let (going_on,): (i64,) = tx
        .one(
            "SELECT COUNT(*) FROM asset_import_file f JOIN asset_import i
                 ON i.customer_id = f.customer_id AND i.id = f.import_id
             WHERE f.customer_id = $1 AND i.broken_at IS NULL",
            args![customer],
        )
        .await?;
    if going_on >= MOST_GOING_ON {
        return Err(ImportFailed::OthersGoOn);
    }
    Ok(())
}

pub(super) type Turn = Option<SemaphorePermit<'static>>;

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
