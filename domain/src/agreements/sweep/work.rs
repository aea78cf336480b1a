//! Doing what a sweep says, one agreement after the other.

use super::super::difference::leaves_nothing;
use super::super::draft_lines::Draft;
use super::super::drafts::AgreementError;
use super::super::publish::{Publication, put_in_force};
use super::super::revisions::{Head, discard};
use super::super::{AgreementPage, agreement_page};
use super::what::{Outcome, Sweeping, Why};
use crate::id::{AgreementId, RevisionId, SweepId};
use crate::identity::Actor;
use crate::store::{Db, FromRow, Query, Result, Scope, StoreError, Tx};
use crate::{Timestamp, args};
use std::sync::Arc;

/// How many agreements are taken up before looking whether somebody stopped it.
const AT_ONCE: i64 = 25;

#[derive(Debug, FromRow)]
struct Running {
    id: SweepId,
    what: serde_json::Value,
    note: String,
    publishes: bool,
    person_name: String,
}

/// What is done, and for which reason.
#[derive(Debug)]
struct Task {
    id: SweepId,
    what: Sweeping,
    note: String,
    publishes: bool,
    by: String,
}

#[derive(Debug, Clone, Copy, FromRow)]
struct Item {
    position: i64,
    agreement_id: AgreementId,
}

/// Goes on with the sweeps that are running, until nothing of them is left or
/// they are stopped; answers how many agreements were looked at. Whatever was not
/// committed when the program ended is done the next time.
///
/// # Errors
/// If the storage fails.
pub async fn work_on_sweeps(db: &Db, clock: impl Fn() -> Timestamp) -> Result<usize> {
    let mut looked_at = 0;
    loop {
        let running: Option<Running> = {
            let mut read = db.read(Scope::system()).await?;
            read.maybe(
                "SELECT id, what, note, publishes, person_name FROM sweep
                 WHERE state = 'running' ORDER BY created_at, id LIMIT 1",
                args![],
            )
            .await?
        };
        let Some(running) = running else {
            return Ok(looked_at);
        };
        let task = Arc::new(Task {
            id: running.id,
            what: serde_json::from_value(running.what)
                .map_err(|error| StoreError::bad_row("sweep", error))?,
            note: running.note,
            publishes: running.publishes,
            by: running.person_name,
        });
        let waiting: Vec<Item> = {
            let mut read = db.read(Scope::system()).await?;
            read.all(
                "SELECT position, agreement_id FROM sweep_item
                 WHERE sweep_id = $1 AND state IN ('waiting', 'drafted')
                 ORDER BY position LIMIT ($2 + 0)",
                args![task.id, AT_ONCE],
            )
            .await?
        };
        if waiting.is_empty() {
            finish(db, task.id, clock()).await?;
            continue;
        }
        for item in waiting {
            if let Err(error) = one(db, &task, item, clock()).await {
                let AgreementError::Store(error) = error else {
                    skip(db, &task, item, why(&error)).await?;
                    continue;
                };
                return Err(error);
            }
            looked_at += 1;
        }
    }
}

/// Why an agreement that refused the change is left alone.
const fn why(error: &AgreementError) -> Why {
    match error {
        AgreementError::WrongCurrency(_) => Why::Currency,
        AgreementError::EndsBefore => Why::Ends,
        AgreementError::Empty => Why::Empty,
        AgreementError::Planned(_) | AgreementError::Changed => Why::Draft,
        _ => Why::Gone,
    }
}

/// Changes one agreement. Where the change could leave nothing to buy, its
/// draft is looked at before it is put in force.
async fn one(db: &Db, task: &Arc<Task>, item: Item, now: Timestamp) -> Result<(), AgreementError> {
    let drafted = draft(db, Arc::clone(task), item, now).await?;
    let Some(Own { draft, version }) = drafted else {
        return Ok(());
    };
    let system = Actor::system();
    let page: AgreementPage =
        agreement_page::<AgreementError>(db, &system, item.agreement_id, None, "", now).await?;
    let own = page
        .draft()
        .filter(|one| one.id == draft && one.version == version);
    let empties = match own {
        Some(draft) => leaves_nothing(db, &system, &page, draft, now).await?,
        // Somebody changed, discarded or published it meanwhile.
        None => return skip(db, task, item, Why::Draft).await.map_err(Into::into),
    };
    let task = Arc::clone(task);
    db.write(system.scope(), move |tx| {
        Box::pin(async move {
            if !mark(tx, &task, item, "drafted", "done").await? {
                return Ok(());
            }
            let head = Head::of(tx, item.agreement_id).await?;
            if head.draft_id != Some(draft) || head.draft_version != Some(version) {
                return left_alone(tx, &task, item, Why::Draft).await;
            }
            if empties {
                discard(tx, draft).await?;
                return left_alone(tx, &task, item, Why::Empty).await;
            }
            let what = Publication {
                revision: draft,
                note: &task.note,
                by: &task.by,
            };
            put_in_force(tx, &Actor::system(), item.agreement_id, &head, what, now).await
        })
    })
    .await
}

/// Drafts the change, and puts it in force where nothing speaks against that.
/// Answers the draft that has still to be looked at.
async fn draft(
    db: &Db,
    task: Arc<Task>,
    item: Item,
    now: Timestamp,
) -> Result<Option<Own>, AgreementError> {
    let system = Actor::system();
    db.write(system.scope(), move |tx| {
        Box::pin(async move {
            let running: Option<(String, Option<RevisionId>, Option<i64>)> = tx
                .maybe(
                    "SELECT i.state, i.draft_id, i.draft_version FROM sweep_item i JOIN sweep s ON s.id = i.sweep_id
                     WHERE i.sweep_id = $1 AND i.position = $2 AND s.state = 'running'",
                    args![task.id, item.position],
                )
                .await?;
            let head = match running {
                // It was drafted before the program ended.
                Some((state, Some(draft), Some(version))) if state == "drafted" => {
                    return Ok(Some(Own { draft, version }));
                }
                Some((state, ..)) if state == "waiting" => Head::of(tx, item.agreement_id).await?,
                // Stopped, or done by another process.
                _ => return Ok(None),
            };
            let Some(published) = head.published_revision_id else {
                left_alone(tx, &task, item, Why::Gone).await?;
                return Ok(None);
            };
            let so = task.what.said_by(tx, &[published]).await?;
            let outcome = task
                .what
                .outcome(head.currency, head.draft_id.is_some(), !so.is_empty());
            match outcome {
                Outcome::Unchanged => {
                    mark(tx, &task, item, "waiting", "unchanged").await?;
                    return Ok(None);
                }
                Outcome::Skipped(why) => {
                    left_alone(tx, &task, item, why).await?;
                    return Ok(None);
                }
                Outcome::Changed => {}
            }
            let look_first = task.publishes && task.what.takes_away();
            let after = if look_first { "drafted" } else { "done" };
            if !mark(tx, &task, item, "waiting", after).await? {
                return Ok(None);
            }
            let actor = Actor::system();
            let draft = Draft::of(tx, &actor, item.agreement_id, now).await?;
            task.what.apply(tx, &draft).await?;
            if look_first {
                return Ok(Some(remember(tx, &task, item, draft.id()).await?));
            }
            if task.publishes {
                let what = Publication {
                    revision: draft.id(),
                    note: &task.note,
                    by: &task.by,
                };
                put_in_force(tx, &actor, item.agreement_id, &head, what, now).await?;
            }
            Ok(None)
        })
    })
    .await
}

/// The draft that a sweep made, as it left it.
#[derive(Debug, Clone, Copy)]
struct Own {
    draft: RevisionId,
    version: i64,
}

/// Writes down which draft has the change in it.
async fn remember(tx: &mut Tx, task: &Task, item: Item, draft: RevisionId) -> Result<Own> {
    let (version,): (i64,) = tx
        .one(
            "SELECT version FROM agreement_revision WHERE id = $1 /* staff */",
            args![draft],
        )
        .await?;
    tx.run(
        "UPDATE sweep_item SET draft_id = $3, draft_version = $4
         WHERE sweep_id = $1 AND position = $2",
        args![task.id, item.position, draft, version],
    )
    .await?;
    Ok(Own { draft, version })
}

/// Turns an item from one state to another; answers whether it was in the first.
async fn mark(
    tx: &mut Tx,
    task: &Task,
    item: Item,
    from: &'static str,
    to: &'static str,
) -> Result<bool> {
    let turned = tx
        .run(
            "UPDATE sweep_item SET state = $4
             WHERE sweep_id = $1 AND position = $2 AND state = $3",
            args![task.id, item.position, from, to],
        )
        .await?;
    Ok(turned > 0)
}

async fn left_alone(tx: &mut Tx, task: &Task, item: Item, why: Why) -> Result<(), AgreementError> {
    tx.run(
        "UPDATE sweep_item SET state = 'skipped', why = $3
         WHERE sweep_id = $1 AND position = $2",
        args![task.id, item.position, why.code()],
    )
    .await?;
    Ok(())
}

async fn skip(db: &Db, task: &Arc<Task>, item: Item, why: Why) -> Result<()> {
    let task = Arc::clone(task);
    db.write::<_, AgreementError, _>(Scope::system(), move |tx| {
        Box::pin(async move { left_alone(tx, &task, item, why).await })
    })
    .await
    .map_err(|error| match error {
        AgreementError::Store(error) => error,
        _ => StoreError::Closed,
    })
}

async fn finish(db: &Db, sweep: SweepId, now: Timestamp) -> Result<()> {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE sweep SET state = 'finished', finished_at = $2
                 WHERE id = $1 AND state = 'running'",
                args![sweep, now],
            )
            .await
            .map(drop)
        })
    })
    .await
}
