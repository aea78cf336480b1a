//! Applying the lines of an import, batch by batch. Each batch is one commit
//! that also says how far the import came, so that whoever stops in the middle
//! leaves an import that goes on where it was.

use super::super::import_line::Refusal;
use super::super::mapping::{ImportKind, Mapping};
use super::apply_products::Known;
use super::{apply_prices, apply_products};
use crate::id::{ImportId, PriceListId};
use crate::identity::Actor;
use crate::store::{Args, Db, FromRow, Json, Query, Result, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde_json::{Value as JsonValue, json};
use std::sync::Arc;
use std::time::Duration;

/// How many lines share a commit: enough that commits cost little, few enough
/// that an order that waits for the writer is not kept waiting.
const LINES_AT_ONCE: i64 = 500;
/// How often a batch is tried again before the import is given up for now.
const ATTEMPTS: u32 = 5;
/// After how long an upload is taken for broken off, in seconds.
const UPLOAD_TAKES: i64 = 3_600;

/// How an import goes on after a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There are more lines.
    More,
    /// That was the last one.
    Finished,
    /// The import is not for us: it was stopped, or another process has it.
    NotOurs,
}

/// Applies an import to its end, unless somebody stops it. A batch that fails
/// is tried again; if it keeps failing the import is marked as failed, and a
/// person can let it go on.
///
/// # Errors
/// If storage keeps failing.
pub async fn run(db: &Db, import: ImportId) -> Result<()> {
    let mut attempt = 0;
    loop {
        match run_steps(db, import, usize::MAX).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Closed) => return Err(StoreError::Closed),
            Err(error) => {
                attempt += 1;
                tracing::warn!(%import, %error, attempt, "a batch of an import failed");
                if attempt == ATTEMPTS {
                    fail(db, import).await?;
                    return Err(error);
                }
                tokio::time::sleep(Duration::from_millis(200) * 2_u32.pow(attempt)).await;
            }
        }
    }
}

/// Applies at most this many batches of an import.
///
/// # Errors
/// If storage fails.
pub async fn run_steps(db: &Db, import: ImportId, most: usize) -> Result<Step> {
    let Some(mut job) = Job::load(db, import).await? else {
        return Ok(Step::NotOurs);
    };
    for _ in 0..most {
        match job.step(db).await? {
            Step::More => {}
            end => return Ok(end),
        }
    }
    Ok(Step::More)
}

/// Lets every import go on that was running when the program stopped, each in
/// a task of its own, and forgets uploads that broke off. Answers how many go
/// on. Called once, when the program starts.
///
/// # Errors
/// If storage fails.
pub async fn resume(db: &Db) -> Result<usize> {
    let long_ago = Timestamp::now().plus_seconds(-UPLOAD_TAKES);
    let (running, broken) = {
        let mut read = db.read(Actor::system().scope()).await?;
        let unfinished: Vec<(ImportId, String, Timestamp)> = read
            .all(
                "SELECT id, state, created_at FROM import
                 WHERE state IN ('uploading', 'running') ORDER BY created_at",
                args![],
            )
            .await?;
        let (running, uploading): (Vec<_>, Vec<_>) = unfinished
            .into_iter()
            .partition(|(_, state, _)| state == "running");
        let broken: Vec<_> = uploading
            .into_iter()
            .filter(|(_, _, began)| *began < long_ago)
            .collect();
        (running, broken)
    };
    for (import, ..) in broken {
        db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
            Box::pin(async move { super::stage::forget(tx, import).await })
        })
        .await?;
    }
    let count = running.len();
    for (import, ..) in running {
        tracing::info!(%import, "an import goes on");
        let db = db.clone();
        tokio::spawn(async move {
            if let Err(error) = run(&db, import).await {
                tracing::error!(%import, %error, "an import failed");
            }
        });
    }
    Ok(count)
}

async fn fail(db: &Db, import: ImportId) -> Result<()> {
    db.write(Actor::system().scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE import SET state = 'failed' WHERE id = $1 AND state = 'running'",
                args![import],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// An import while it runs.
#[derive(Debug)]
struct Job {
    task: Arc<Task>,
    done: i64,
    lines: i64,
    known: Arc<Known>,
}

/// What does not change while an import runs.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) import: ImportId,
    pub(super) kind: ImportKind,
    pub(super) mapping: Mapping,
    pub(super) list: Option<PriceListId>,
}

impl Task {
    /// The name of a file, for a reason that refers to it.
    pub(super) fn file_name(&self, file: i64) -> String {
        usize::try_from(file)
            .ok()
            .and_then(|place| self.mapping.files.get(place))
            .map_or_else(String::new, |file| file.file.clone())
    }
}

#[derive(Debug, FromRow)]
struct JobRow {
    kind: String,
    mapping: Json<Option<Mapping>>,
    price_list_id: Option<PriceListId>,
    lines: i64,
    done: i64,
}

/// A line that waits to be applied.
#[derive(Debug, FromRow)]
pub(super) struct WaitingLine {
    pub(super) position: i64,
    pub(super) file: i64,
    pub(super) line: i64,
    pub(super) cells: Json<Vec<String>>,
}

/// What became of a line.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) position: i64,
    pub(super) file: i64,
    pub(super) line: i64,
    /// What stands there; kept only where it was not taken.
    pub(super) cells: Vec<String>,
    pub(super) became: Became,
    /// What a repetition is recognised by.
    pub(super) key: Option<String>,
    pub(super) sku: Option<String>,
}

/// How a line ended.
#[derive(Debug)]
pub(super) enum Became {
    New,
    Updated,
    Unchanged,
    Repeated(Refusal),
    Refused(Refusal),
}

impl Became {
    const fn state(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Repeated(_) => "repeated",
            Self::Refused(_) => "refused",
        }
    }
}

impl Job {
    async fn load(db: &Db, import: ImportId) -> Result<Option<Job>> {
        let mut read = db.read(Actor::system().scope()).await?;
        let row: Option<JobRow> = read
            .maybe(
                "SELECT kind, mapping, price_list_id, lines, done FROM import
                 WHERE id = $1 AND state = 'running'",
                args![import],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let bad = |what: &str| StoreError::BadRow {
            table: "import",
            what: what.to_owned(),
        };
        let kind = ImportKind::from_code(&row.kind).ok_or_else(|| bad("unknown kind"))?;
        let mapping = row.mapping.0.ok_or_else(|| bad("no mapping"))?;
        let known = match kind {
            ImportKind::Products => Known::load(&mut read).await?,
            ImportKind::Prices => Known::default(),
        };
        Ok(Some(Job {
            task: Arc::new(Task {
                import,
                kind,
                mapping,
                list: row.price_list_id,
            }),
            done: row.done,
            lines: row.lines,
            known: Arc::new(known),
        }))
    }

    /// Applies the next batch.
    async fn step(&mut self, db: &Db) -> Result<Step> {
        let waiting: Vec<WaitingLine> = {
            let mut read = db.read(Actor::system().scope()).await?;
            read.all(
                "SELECT position, file, line, cells FROM import_line
                 WHERE import_id = $1 AND position > $2 ORDER BY position LIMIT ($3 + 0)",
                args![self.task.import, self.done, LINES_AT_ONCE],
            )
            .await?
        };
        let before = self.done;
        let after = waiting.last().map_or(self.lines, |last| last.position);
        let last = after >= self.lines;
        let task = Arc::clone(&self.task);
        let known = Arc::clone(&self.known);
        // Understanding the lines needs no transaction; only applying them does.
        let lines = match task.kind {
            ImportKind::Products => Lines::Products(apply_products::read(&task, waiting)),
            ImportKind::Prices => Lines::Prices(apply_prices::read(&task, waiting)),
        };
        let now = Timestamp::now();
        let applied = db
            .write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
                Box::pin(async move {
                    let ours = tx
                        .run(
                            "UPDATE import SET done = $3
                             WHERE id = $1 AND done = $2 AND state = 'running'",
                            args![task.import, before, after],
                        )
                        .await?;
                    if ours == 0 {
                        return Ok(None);
                    }
                    let (outcomes, learned) = match lines {
                        Lines::Products(lines) => {
                            apply_products::apply(tx, &task, &known, lines, now).await?
                        }
                        Lines::Prices(lines) => (
                            apply_prices::apply(tx, &task, lines, now).await?,
                            Known::default(),
                        ),
                    };
                    write_outcomes(tx, task.import, outcomes, last.then_some(now)).await?;
                    Ok(Some(learned))
                })
            })
            .await?;
        let Some(learned) = applied else {
            return Ok(Step::NotOurs);
        };
        self.known = Arc::new(self.known.with(learned));
        self.done = after;
        Ok(if last { Step::Finished } else { Step::More })
    }
}

enum Lines {
    Products(Vec<apply_products::Line>),
    Prices(Vec<apply_prices::Line>),
}

async fn write_outcomes(
    tx: &mut Tx,
    import: ImportId,
    outcomes: Vec<Outcome>,
    finished: Option<Timestamp>,
) -> Result<()> {
    let count = |state: &str| {
        let count = outcomes
            .iter()
            .filter(|outcome| outcome.became.state() == state)
            .count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    let counts = args![
        import,
        count("new"),
        count("updated"),
        count("unchanged"),
        count("repeated"),
        count("refused")
    ];
    let rows: Vec<Args> = outcomes
        .into_iter()
        .map(|outcome| {
            let state = outcome.became.state();
            let (cells, reason) = match outcome.became {
                Became::Repeated(why) | Became::Refused(why) => {
                    (outcome.cells, serde_json::to_value(why).ok())
                }
                _ => (Vec::new(), None),
            };
            args![
                import,
                outcome.position,
                outcome.file,
                outcome.line,
                JsonValue::from(cells),
                state,
                outcome.key,
                outcome.sku,
                reason
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO import_line
             (import_id, position, file, line, cells, state, origin_key, sku, reason) VALUES",
        rows,
        "ON CONFLICT (import_id, position) DO UPDATE SET
             cells = excluded.cells,
             state = excluded.state,
             origin_key = excluded.origin_key,
             sku = excluded.sku,
             reason = excluded.reason",
    )
    .await?;
    tx.run(
        "UPDATE import SET added = added + $2, updated = updated + $3, unchanged = unchanged + $4,
             repeated = repeated + $5, refused = refused + $6
         WHERE id = $1",
        counts,
    )
    .await?;
    let Some(now) = finished else { return Ok(()) };
    tx.run(
        "UPDATE import SET state = 'finished', finished_at = $2 WHERE id = $1",
        args![import, now],
    )
    .await?;
    let entry = audit::Entry {
        action: "import.finished",
        subject: import.to_string(),
        customer: None,
        detail: json!({}),
    };
    audit::record(tx, &Actor::system(), entry, now).await
}
