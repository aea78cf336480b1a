//! Taking an import back: what it made is taken off again, and what it changed
//! gets back what it was, where nobody has changed it since. Batch by batch and
//! backwards, like the import itself and as safe against being killed.

use super::super::mapping::ImportKind;
use super::change::{Change, Field};
use super::choose::StartError;
use super::run::Step;
use super::{apply_customers, apply_promotions, apply_stock, undo_products};
use crate::id::{AnyId, ImportId, PriceListId};
use crate::identity::{Actor, Permission};
use crate::store::{Args, Db, FromRow, Json, Query, Result, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde_json::json;
use std::sync::Arc;

/// How many lines share a commit.
const LINES_AT_ONCE: i64 = 500;

/// Begins to take an import back: from now on it can be [`run`](super::run).
///
/// # Errors
/// [`StartError::NotWaiting`] if it runs, or was taken back already.
pub async fn undo(
    db: &Db,
    actor: &Actor,
    import: ImportId,
    now: Timestamp,
) -> Result<(), StartError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let began = tx
                .run(
                    "UPDATE import SET state = 'undoing', undo_person = $2,
                         undo_from = COALESCE(undo_from, done + 1)
                     WHERE id = $1 AND state IN ('finished', 'stopped', 'failed')",
                    args![import, actor.name()],
                )
                .await?;
            if began == 0 {
                return Err(StartError::NotWaiting);
            }
            let entry = audit::Entry {
                action: "import.undoing",
                subject: import.to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// An import while it is taken back.
#[derive(Debug)]
pub(super) struct Job {
    task: Arc<Task>,
    /// Lines from here on are done.
    from: i64,
}

/// What does not change meanwhile.
#[derive(Debug)]
pub(super) struct Task {
    import: ImportId,
    kind: ImportKind,
    pub(super) list: Option<PriceListId>,
}

/// A line that changed something.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Changed {
    pub(super) position: i64,
    pub(super) subject_id: AnyId,
    title: String,
    pub(super) made: bool,
    pub(super) changes: Json<Vec<Change>>,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is what it was.
    Restored,
    /// What was made is gone.
    Removed,
    /// What was made is in use, and no longer sold.
    Retired,
    /// Something was left as it is.
    Kept,
}

impl How {
    const fn code(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Removed => "removed",
            Self::Retired => "retired",
            Self::Kept => "kept",
        }
    }
}

/// A line that was taken back.
#[derive(Debug)]
pub(super) struct Undone {
    line: Changed,
    how: How,
    /// The fields that somebody has changed since.
    kept: Vec<Field>,
}

impl Undone {
    /// A line whose change is undone but for these fields.
    pub(super) fn of(line: Changed, kept: Vec<Field>) -> Self {
        let how = if kept.is_empty() {
            How::Restored
        } else {
            How::Kept
        };
        Self { line, how, kept }
    }

    /// A line that made something.
    pub(super) const fn made(line: Changed, how: How) -> Self {
        Self {
            line,
            how,
            kept: Vec::new(),
        }
    }
}

#[derive(FromRow)]
struct JobRow {
    kind: String,
    price_list_id: Option<PriceListId>,
    undo_from: i64,
}

impl Job {
    pub(super) async fn load(db: &Db, import: ImportId) -> Result<Option<Self>> {
        let mut read = db.read(Actor::system().scope()).await?;
        let row: Option<JobRow> = read
            .maybe(
                "SELECT kind, price_list_id, undo_from FROM import
                 WHERE id = $1 AND state = 'undoing'",
                args![import],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let kind = ImportKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::bad_row("import", "unknown kind"))?;
        Ok(Some(Self {
            task: Arc::new(Task {
                import,
                kind,
                list: row.price_list_id,
            }),
            from: row.undo_from,
        }))
    }

    /// Takes the next batch back.
    pub(super) async fn step(&mut self, db: &Db) -> Result<Step> {
        let import = self.task.import;
        let lines: Vec<Changed> = {
            let mut read = db.read(Actor::system().scope()).await?;
            read.all(
                "SELECT position, subject_id, title, made, changes FROM import_change
                 WHERE import_id = $1 AND position < $2
                 ORDER BY position DESC LIMIT ($3 + 0)",
                args![import, self.from, LINES_AT_ONCE],
            )
            .await?
        };
        let from = self.from;
        let to = lines.last().map_or(0, |last| last.position);
        let last = i64::try_from(lines.len()).unwrap_or(0) < LINES_AT_ONCE;
        let task = Arc::clone(&self.task);
        let now = Timestamp::now();
        let ours = db
            .write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
                Box::pin(async move {
                    let ours = tx
                        .run(
                            "UPDATE import SET undo_from = $3
                             WHERE id = $1 AND undo_from = $2 AND state = 'undoing'",
                            args![import, from, to],
                        )
                        .await?;
                    if ours == 0 {
                        return Ok(false);
                    }
                    let undone = match task.kind {
                        ImportKind::Products | ImportKind::Prices => {
                            undo_products::take_back(tx, &task, lines, now).await?
                        }
                        ImportKind::Stock => apply_stock::take_back(tx, lines, now).await?,
                        ImportKind::Promotions => {
                            apply_promotions::take_back(tx, task.list, lines, now).await?
                        }
                        ImportKind::Customers => apply_customers::take_back(tx, lines, now).await?,
                    };
                    write_undone(tx, import, undone, last.then_some(now)).await?;
                    Ok(true)
                })
            })
            .await?;
        if !ours {
            return Ok(Step::NotOurs);
        }
        self.from = to;
        Ok(if last { Step::Finished } else { Step::More })
    }
}

async fn write_undone(
    tx: &mut Tx,
    import: ImportId,
    undone: Vec<Undone>,
    finished: Option<Timestamp>,
) -> Result<()> {
    let count = |how: How| {
        let count = undone.iter().filter(|one| one.how == how).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    let counts = args![
        import,
        count(How::Restored),
        count(How::Removed),
        count(How::Retired),
        count(How::Kept)
    ];
    let rows: Vec<Args> = undone
        .into_iter()
        .map(|one| {
            let kept = (one.how != How::Restored && one.how != How::Removed)
                .then(|| serde_json::to_value(&one.kept).unwrap_or_default());
            args![
                import,
                one.line.position,
                one.line.subject_id,
                one.line.title,
                one.line.made,
                serde_json::to_value(&one.line.changes.0).unwrap_or_default(),
                one.how.code(),
                kept
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO import_change
             (import_id, position, subject_id, title, made, changes, undone, kept) VALUES",
        rows,
        "ON CONFLICT (import_id, position) DO UPDATE SET
             undone = excluded.undone,
             kept = excluded.kept",
    )
    .await?;
    tx.run(
        "UPDATE import SET undo_restored = undo_restored + $2, undo_removed = undo_removed + $3,
             undo_retired = undo_retired + $4, undo_kept = undo_kept + $5
         WHERE id = $1",
        counts,
    )
    .await?;
    let Some(now) = finished else { return Ok(()) };
    tx.run(
        "UPDATE import SET state = 'undone', undone_at = $2 WHERE id = $1",
        args![import, now],
    )
    .await?;
    let entry = audit::Entry {
        action: "import.undone",
        subject: import.to_string(),
        customer: None,
        detail: json!({}),
    };
    audit::record(tx, &Actor::system(), entry, now).await
}
