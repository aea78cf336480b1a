//! Applying the lines of an import, batch by batch. Each batch is one commit
//! that also says how far the import came, so that whoever stops in the middle
//! leaves an import that goes on where it was.
//!
//! What an import *would* change is found out by the same code: each batch is
//! applied, what became of its lines is kept, and the transaction is given up.
//! So a comparison can't differ from what applying does.

use super::super::lookup::{Lead, Tables, leads};
use super::super::mapping::{ImportKind, Mapping};
use super::apply_products::Known;
use super::batch::{Lines, apply, compare};
use super::outcome::{Became, Outcome, WaitingLine, write_outcomes};
use super::task::{Task, go_on};
use super::undo;
use crate::id::{ImportId, PriceListId};
use crate::identity::Actor;
use crate::store::{Db, FromRow, IntoValue, Json, Query, Result, StoreError, list_placeholders};
use crate::{Timestamp, args};
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
        let bad = |what: &str| StoreError::bad_row("import", what);
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
        let lines = Lines::read(&task, waiting);
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
