//! Applying the lines of an import, batch by batch. Each batch is one commit
//! that also says how far the import came, so that whoever stops in the middle
//! leaves an import that goes on where it was.
//!
//! What an import *would* change is found out by the same code: each batch is
//! applied, what became of its lines is kept, and the transaction is given up.
//! So a comparison can't differ from what applying does.

use super::super::import_line::Refusal;
use super::super::lookup::{Lead, Tables, leads};
use super::super::mapping::{FileMapping, ImportKind, Mapping};
use super::super::price_lists::{ListPurpose, PriceList, put_price_list};
use super::apply_products::Known;
use super::change::Effect;
use super::{apply_customers, apply_prices, apply_products, apply_promotions, apply_stock, undo};
use crate::id::{ImportId, PriceListId};
use crate::identity::Actor;
use crate::store::{
    Args, Db, FromRow, IntoValue, Json, Query, Result, StoreError, Tx, list_placeholders,
};
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
    if let Some(mut job) = undo::Job::load(db, import).await? {
        for _ in 0..most {
            match job.step(db).await? {
                Step::More => {}
                end => return Ok(end),
            }
        }
        return Ok(Step::More);
    }
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
                 WHERE state IN ('uploading', 'comparing', 'running', 'undoing')
                 ORDER BY created_at",
                args![],
            )
            .await?;
        let (running, uploading): (Vec<_>, Vec<_>) = unfinished
            .into_iter()
            .partition(|(_, state, _)| state != "uploading");
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
                // Comparing begins anew, and taking back goes on, when somebody
                // asks for it again.
                "UPDATE import SET state = CASE state WHEN 'running' THEN 'failed'
                     WHEN 'comparing' THEN 'mapping'
                     ELSE CASE WHEN done < lines THEN 'stopped' ELSE 'finished' END END
                 WHERE id = $1 AND state IN ('running', 'comparing', 'undoing')",
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
    /// What is looked up, and what leads there from each file.
    tables: Tables,
    leads: Vec<Vec<Lead>>,
}

/// What an import is about.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) import: ImportId,
    pub(super) kind: ImportKind,
    pub(super) mapping: Mapping,
    pub(super) list: Option<PriceListId>,
    /// The last line before this batch.
    pub(super) before: i64,
    /// Only find out what would change.
    pub(super) compare: bool,
    /// When it began: one that began anew meanwhile is another one.
    started_at: Option<Timestamp>,
}

impl Task {
    /// How a file is read.
    pub(super) fn file(&self, file: i64) -> Option<&FileMapping> {
        self.mapping.files.get(usize::try_from(file).ok()?)
    }

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
    state: String,
    mapping: Json<Option<Mapping>>,
    price_list_id: Option<PriceListId>,
    lines: i64,
    done: i64,
    started_at: Option<Timestamp>,
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
    /// What it is about, as people call it: a SKU, or a company's number.
    pub(super) sku: Option<String>,
    /// What it changed, if it changed anything.
    pub(super) effect: Option<Effect>,
}

impl Outcome {
    /// The outcome of a line that changed nothing.
    pub(super) fn of(line: WaitingLine) -> Self {
        Self {
            position: line.position,
            file: line.file,
            line: line.line,
            cells: line.cells.0,
            became: Became::Unchanged,
            key: None,
            sku: None,
            effect: None,
        }
    }

    /// The same, refused.
    pub(super) fn refused(self, why: Refusal) -> Self {
        Self {
            became: Became::Refused(why),
            ..self
        }
    }
}

/// How a line ended.
#[derive(Debug)]
pub(super) enum Became {
    New,
    Updated,
    Unchanged,
    Repeated(Refusal),
    Refused(Refusal),
    /// It only says what codes in other files mean.
    LookedUp,
    /// Only other lines of its file are meant.
    LeftOut,
}

impl Became {
    const fn state(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Repeated(_) => "repeated",
            Self::Refused(_) => "refused",
            Self::LookedUp => "looked-up",
            Self::LeftOut => "left-out",
        }
    }
}

impl Job {
    async fn load(db: &Db, import: ImportId) -> Result<Option<Job>> {
        let mut read = db.read(Actor::system().scope()).await?;
        let row: Option<JobRow> = read
            .maybe(
                "SELECT kind, state, mapping, price_list_id, lines, done, started_at FROM import
                 WHERE id = $1 AND state IN ('running', 'comparing')",
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
            ImportKind::Products | ImportKind::Promotions => Known::load(&mut read).await?,
            _ => Known::default(),
        };
        let tables = tables(&mut read, import, &mapping).await?;
        let columns: Vec<Option<Vec<&str>>> = mapping
            .files
            .iter()
            .map(|file| file.looked_up.then(|| file.own_columns()))
            .collect();
        let leads = mapping
            .files
            .iter()
            .map(|file| {
                if file.added == 0 {
                    Vec::new()
                } else {
                    leads(&file.own_columns(), &columns).0
                }
            })
            .collect();
        Ok(Some(Job {
            tables,
            leads,
            task: Arc::new(Task {
                import,
                kind,
                mapping,
                list: row.price_list_id,
                before: row.done,
                compare: row.state == "comparing",
                started_at: row.started_at,
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
        let task = Arc::new(Task {
            before,
            ..Task::clone(&self.task)
        });
        let known = Arc::clone(&self.known);
        let (looked_up, mut waiting): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|line| task.file(line.file).is_some_and(|file| file.looked_up));
        let looked_up = looked_up.into_iter().map(|line| Outcome {
            became: Became::LookedUp,
            ..Outcome::of(line)
        });
        for line in &mut waiting {
            self.complete(line);
        }
        let (waiting, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|line| {
            task.file(line.file)
                .is_none_or(|file| file.means(&line.cells.0))
        });
        let besides: Vec<Outcome> = looked_up
            .chain(others.into_iter().map(|line| Outcome {
                became: Became::LeftOut,
                ..Outcome::of(line)
            }))
            .collect();
        // Understanding the lines needs no transaction; only applying them does.
        let lines = match task.kind {
            ImportKind::Products => Lines::Products(apply_products::read(&task, waiting)),
            ImportKind::Prices => Lines::Prices(apply_prices::read(&task, waiting)),
            ImportKind::Stock => Lines::Stock(apply_stock::read(&task, waiting)),
            ImportKind::Promotions => Lines::Promotions(apply_promotions::read(&task, waiting)),
            ImportKind::Customers => Lines::Customers(apply_customers::read(&task, waiting)),
        };
        let now = Timestamp::now();
        let finished = last.then_some(now);
        let applied = if task.compare {
            match compare(db, Arc::clone(&task), known, lines, now).await? {
                None => None,
                Some(mut outcomes) => {
                    db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
                        Box::pin(async move {
                            if !go_on(tx, &task, after).await? {
                                return Ok(None);
                            }
                            outcomes.extend(besides);
                            write_outcomes(tx, &task, outcomes, after, finished).await?;
                            Ok(Some(Known::default()))
                        })
                    })
                    .await?
                }
            }
        } else {
            db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
                Box::pin(async move {
                    if !go_on(tx, &task, after).await? {
                        return Ok(None);
                    }
                    let (mut outcomes, learned) = apply(tx, &task, &known, lines, now).await?;
                    outcomes.extend(besides);
                    write_outcomes(tx, &task, outcomes, after, finished).await?;
                    Ok(Some(learned))
                })
            })
            .await?
        };
        let Some(learned) = applied else {
            return Ok(Step::NotOurs);
        };
        self.known = Arc::new(self.known.with(learned));
        self.done = after;
        Ok(if last { Step::Finished } else { Step::More })
    }
}

impl Job {
    /// Adds to a line what is looked up for it.
    fn complete(&self, line: &mut WaitingLine) {
        let Some(file) = self.task.file(line.file) else {
            return;
        };
        let leads = usize::try_from(line.file)
            .ok()
            .and_then(|place| self.leads.get(place));
        // A line of too many or too few cells is refused as it is.
        if let Some(leads) = leads
            && line.cells.0.len() + file.added == file.columns.len()
        {
            self.tables.complete(leads, &mut line.cells.0);
        }
    }
}

/// The lines of the files that are looked up.
async fn tables(query: &mut impl Query, import: ImportId, mapping: &Mapping) -> Result<Tables> {
    let files: Vec<i64> = (0..)
        .zip(&mapping.files)
        .filter(|(_, file)| file.looked_up)
        .map(|(place, _)| place)
        .collect();
    let mut tables = Tables::default();
    if files.is_empty() {
        return Ok(tables);
    }
    let mut args = args![import];
    args.extend(files.iter().map(|file| file.value()));
    let lines: Vec<(i64, Json<Vec<String>>)> = query
        .all(
            format!(
                "SELECT file, cells FROM import_line
                 WHERE import_id = $1 AND file IN ({}) ORDER BY position",
                list_placeholders(2, files.len())
            ),
            args,
        )
        .await?;
    for (file, cells) in lines {
        tables.add(usize::try_from(file).unwrap_or(usize::MAX), cells.0);
    }
    Ok(tables)
}

/// Writes down how far the import is; answers whether it is still ours.
async fn go_on(tx: &mut Tx, task: &Task, after: i64) -> Result<bool> {
    let state = if task.compare { "comparing" } else { "running" };
    let ours = tx
        .run(
            "UPDATE import SET done = $3
             WHERE id = $1 AND done = $2 AND state = $4 AND started_at = $5",
            args![task.import, task.before, after, state, task.started_at],
        )
        .await?;
    Ok(ours > 0)
}

/// Why a transaction is given up: what would become of the lines was found out,
/// or storage failed.
enum GivenUp {
    Found(Vec<Outcome>),
    Store(StoreError),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Applies lines and gives the transaction up; answers what would have become
/// of them, or nothing if the import is not ours any more.
async fn compare(
    db: &Db,
    task: Arc<Task>,
    known: Arc<Known>,
    lines: Lines,
    now: Timestamp,
) -> Result<Option<Vec<Outcome>>> {
    let given_up = db
        .write::<(), GivenUp, _>(Actor::system().scope(), move |tx| {
            Box::pin(async move {
                let (outcomes, _) = apply(tx, &task, &known, lines, now).await?;
                Err(GivenUp::Found(outcomes))
            })
        })
        .await;
    match given_up {
        Ok(()) => Ok(None),
        Err(GivenUp::Found(outcomes)) => Ok(Some(outcomes)),
        Err(GivenUp::Store(error)) => Err(error),
    }
}

async fn apply(
    tx: &mut Tx,
    task: &Task,
    known: &Known,
    lines: Lines,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Known)> {
    let list = match (&task.mapping.new_list, task.list) {
        // Only while comparing: an import that begins has its list.
        (Some(name), None) => Some(list_for_now(tx, task, name, now).await?),
        (_, list) => list,
    };
    let no_list = || StoreError::BadRow {
        table: "import",
        what: "no price list".to_owned(),
    };
    let outcomes = match lines {
        Lines::Products(lines) => {
            return apply_products::apply(tx, task, list, known, lines, now).await;
        }
        Lines::Prices(lines) => {
            apply_prices::apply(tx, task, list.ok_or_else(no_list)?, lines, now).await?
        }
        Lines::Stock(lines) => apply_stock::apply(tx, task, lines, now).await?,
        Lines::Promotions(lines) => {
            let list = list.ok_or_else(no_list)?;
            apply_promotions::apply(tx, task, list, known, lines, now).await?
        }
        Lines::Customers(lines) => apply_customers::apply(tx, task, lines, now).await?,
    };
    Ok((outcomes, Known::default()))
}

/// A price list that is not there yet, in a transaction that is given up.
async fn list_for_now(tx: &mut Tx, task: &Task, name: &str, now: Timestamp) -> Result<PriceListId> {
    let list = PriceList {
        id: PriceListId::new(),
        name: name.to_owned(),
        currency: task.mapping.currency,
        purpose: ListPurpose::Sale,
    };
    if !put_price_list(tx, &list, now).await? {
        // Somebody made one of this name meanwhile: the comparison is with it.
        let there = tx
            .scalar("SELECT id FROM price_list WHERE name = $1", args![name])
            .await?;
        return Ok(there.unwrap_or(list.id));
    }
    Ok(list.id)
}

enum Lines {
    Products(Vec<apply_products::Line>),
    Prices(Vec<apply_prices::Line>),
    Stock(Vec<apply_stock::Line>),
    Promotions(Vec<apply_promotions::Line>),
    Customers(Vec<apply_customers::Line>),
}

async fn write_outcomes(
    tx: &mut Tx,
    task: &Task,
    outcomes: Vec<Outcome>,
    after: i64,
    finished: Option<Timestamp>,
) -> Result<()> {
    let import = task.import;
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
    let mut rows: Vec<Args> = Vec::with_capacity(outcomes.len());
    let mut changes: Vec<Args> = Vec::new();
    for outcome in outcomes {
        let state = outcome.became.state();
        let (cells, reason) = match outcome.became {
            Became::Repeated(why) | Became::Refused(why) => {
                (outcome.cells, serde_json::to_value(why).ok())
            }
            // Looked up again when the import goes on.
            Became::LookedUp | Became::LeftOut => (outcome.cells, None),
            _ => (Vec::new(), None),
        };
        rows.push(args![
            import,
            outcome.position,
            outcome.file,
            outcome.line,
            JsonValue::from(cells),
            state,
            outcome.key,
            outcome.sku,
            reason
        ]);
        if let Some(effect) = outcome.effect {
            changes.push(args![
                import,
                outcome.position,
                effect.subject,
                effect.title,
                effect.made,
                serde_json::to_value(effect.changes).unwrap_or_default()
            ]);
        }
    }
    // After a comparison the lines are applied, and need their cells.
    let tail = if task.compare {
        "ON CONFLICT (import_id, position) DO UPDATE SET
             state = excluded.state,
             origin_key = excluded.origin_key,
             sku = excluded.sku,
             reason = excluded.reason"
    } else {
        "ON CONFLICT (import_id, position) DO UPDATE SET
             cells = excluded.cells,
             state = excluded.state,
             origin_key = excluded.origin_key,
             sku = excluded.sku,
             reason = excluded.reason"
    };
    tx.insert_many(
        "INSERT INTO import_line
             (import_id, position, file, line, cells, state, origin_key, sku, reason) VALUES",
        rows,
        tail,
    )
    .await?;
    // What an earlier comparison said of these lines.
    tx.run(
        "DELETE FROM import_change WHERE import_id = $1 AND position > $2 AND position <= $3",
        args![import, task.before, after],
    )
    .await?;
    tx.insert_many(
        "INSERT INTO import_change (import_id, position, subject_id, title, made, changes) VALUES",
        changes,
        "",
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
    if task.compare {
        tx.run(
            "UPDATE import SET state = 'compared' WHERE id = $1",
            args![import],
        )
        .await?;
        return Ok(());
    }
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

#[cfg(test)]
mod tests {
    use super::super::tests::stage;
    use super::super::{Start, discard, guess, start};
    use super::*;
    use crate::Currency;
    use crate::store::testing::both_engines;

    both_engines!(
        a_comparison_that_began_anew_is_not_filled_by_the_one_before,
        |db| async move {
            let actor = Actor::system();
            let file: &[(&str, &[u8])] = &[("fan.csv", b"name,size\nFan,120\n")];
            let staged = stage(&db, ImportKind::Products, file).await;
            let id = staged.import.unwrap();
            let compare = |mapping| Start {
                import: id,
                mapping,
                price_list: None,
                save_as: None,
                only_compare: true,
            };
            let mapping = guess(ImportKind::Products, &staged.files, None, Currency::EUR);
            start(&db, &actor, compare(mapping.clone()), Timestamp(2))
                .await
                .unwrap();
            let mut before = Job::load(&db, id).await.unwrap().unwrap();
            discard(&db, &actor, id, Timestamp(3)).await.unwrap();
            start(&db, &actor, compare(mapping), Timestamp(4))
                .await
                .unwrap();
            assert_eq!(before.step(&db).await.unwrap(), Step::NotOurs);
            let mut after = Job::load(&db, id).await.unwrap().unwrap();
            assert_eq!(after.step(&db).await.unwrap(), Step::Finished);
        }
    );
}
