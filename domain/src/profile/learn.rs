//! The learner: takes interactions that were not learned yet, in batches, and
//! brings states and facts up to date with them.
//!
//! One batch is one transaction: the facts and the mark that says "learned"
//! are durable together. Whoever learns changes the only row of `learner`
//! first, so that of several processes one learns at a time and nobody's
//! state is overwritten.

use super::facts::take;
use super::seen::{COLUMNS, Stored, seen};
use crate::Timestamp;
use crate::args;
use crate::id::CustomerId;
use crate::store::{Args, Db, IntoValue, Query, Result, Scope, StoreError, Tx, list_placeholders};
use std::collections::HashSet;
use std::future::Future;
use std::time::Duration;

/// How many interactions are learned in one transaction: few enough that
/// orders behind it wait for milliseconds only.
const BATCH: i64 = 200;

/// How long a fact may lag behind what it is learned from.
const EVERY: Duration = Duration::from_secs(2);

/// How long to wait after something went wrong.
const AFTER_AN_ERROR: Duration = Duration::from_secs(30);

/// Learns one batch of what happened; answers how many interactions it was.
///
/// # Errors
/// If the database can't be read or written; then nothing of the batch counts.
pub async fn learn(db: &Db, now: Timestamp) -> Result<usize> {
    learn_of(db, None, now).await
}

/// The same of one customer only, if one is named.
async fn learn_of(db: &Db, customer: Option<CustomerId>, now: Timestamp) -> Result<usize> {
    let waiting: Option<i64> = {
        let mut read = db.read(Scope::system()).await?;
        read.scalar(
            "SELECT CAST(1 AS BIGINT) FROM interaction /* system */
             WHERE NOT learned AND ($1 IS NULL OR customer_id = $1) LIMIT 1",
            args![customer],
        )
        .await?
    };
    if waiting.is_none() {
        return Ok(0);
    }
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            turn(tx).await?;
            let stored: Vec<Stored> = tx
                .all(
                    format!(
                        "SELECT {COLUMNS} FROM interaction /* system */
                         WHERE NOT learned AND ($1 IS NULL OR customer_id = $1)
                         ORDER BY id LIMIT {BATCH}"
                    ),
                    args![customer],
                )
                .await?;
            if stored.is_empty() {
                return Ok(0);
            }
            let seen = seen(tx, &stored).await?;
            let outcome = take(tx, &seen, &HashSet::new(), now).await?;
            mark(tx, &stored).await?;
            learn_again(tx, &outcome.lacking).await?;
            Ok(stored.len())
        })
    })
    .await
}

/// Learns until nothing waits.
///
/// # Errors
/// If a batch fails; what was learned before it stays.
pub async fn learn_all(db: &Db, now: Timestamp) -> Result<usize> {
    let mut all = 0;
    loop {
        match learn(db, now).await? {
            0 => return Ok(all),
            some => all += some,
        }
    }
}

/// Learns until nothing waits of this customer. Whoever waits for it does not
/// wait for what happened to others.
///
/// # Errors
/// If a batch fails; what was learned before it stays.
pub(super) async fn learn_all_of(db: &Db, customer: CustomerId, now: Timestamp) -> Result<usize> {
    let mut all = 0;
    loop {
        match learn_of(db, Some(customer), now).await? {
            0 => return Ok(all),
            some => all += some,
        }
    }
}

/// Learns for as long as the program runs: every two seconds what has
/// happened since.
pub async fn learner(db: Db, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let wait = match learn(&db, Timestamp::now()).await {
            // There may be more; let others write in between.
            Ok(1..) => Duration::from_millis(5),
            Ok(0) => EVERY,
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::error!(%error, "learning stopped; it goes on in a while");
                AFTER_AN_ERROR
            }
        };
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Waits for the learner's turn, until the end of the transaction.
pub(super) async fn turn(tx: &mut Tx) -> Result<()> {
    tx.run("UPDATE learner SET turn = turn + 1 WHERE id = 1", args![])
        .await
        .map(drop)
}

async fn mark(tx: &mut Tx, stored: &[Stored]) -> Result<()> {
    let text = format!(
        "UPDATE interaction /* system */ SET learned = TRUE WHERE id IN ({})",
        list_placeholders(1, stored.len())
    );
    let args: Args = stored.iter().map(|one| one.id.value()).collect();
    tx.run(text, args).await?;
    let count = i64::try_from(stored.len()).unwrap_or(i64::MAX);
    tx.run(
        "UPDATE learner SET learned = learned + $1 WHERE id = 1",
        args![count],
    )
    .await
    .map(drop)
}

/// Has the whole history of these customers learned once more. Facts stay
/// meanwhile; learning twice changes nothing, it only fills gaps.
pub(super) async fn learn_again(tx: &mut Tx, customers: &HashSet<CustomerId>) -> Result<()> {
    if customers.is_empty() {
        return Ok(());
    }
    let kinds: Vec<&str> = super::Kind::ALL
        .iter()
        .filter(|kind| kind.is_learned_from())
        .map(|kind| kind.code())
        .collect();
    let text = format!(
        "UPDATE interaction SET learned = FALSE
         WHERE customer_id IN ({}) AND kind IN ({}) AND learned",
        list_placeholders(1, customers.len()),
        list_placeholders(1 + customers.len(), kinds.len()),
    );
    let args: Args = customers
        .iter()
        .map(|id| id.value())
        .chain(kinds.into_iter().map(IntoValue::value))
        .collect();
    tx.run(text, args).await.map(drop)
}
