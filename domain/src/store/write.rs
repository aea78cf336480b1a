//! Reading and writing. Every write goes through [`Db::write`].

use super::connect::{Engine, Inner};
use super::query::{Conn, Query};
use super::{Db, Result, Scope, StoreError};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, Postgres, Sqlite};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// A connection for reading, with one scope.
#[derive(Debug)]
pub struct Read {
    reading: Reading,
    database: u64,
}

impl Read {
    /// Which database it reads, among those that this process has opened: for
    /// what is remembered of one.
    #[must_use]
    pub const fn database(&self) -> u64 {
        self.database
    }
}

#[derive(Debug)]
enum Reading {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Query for Read {
    fn conn(&mut self) -> Conn<'_> {
        match &mut self.reading {
            Reading::Sqlite(conn) => Conn::Sqlite(conn),
            Reading::Postgres(tx) => Conn::Postgres(tx),
        }
    }
}

/// A transaction for writing. Made by [`Db::write`] only, which also ends it.
#[derive(Debug)]
pub struct Tx(Writing);

#[derive(Debug)]
enum Writing {
    Sqlite(SqliteConnection),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Query for Tx {
    fn conn(&mut self) -> Conn<'_> {
        match &mut self.0 {
            Writing::Sqlite(conn) => Conn::Sqlite(conn),
            Writing::Postgres(tx) => Conn::Postgres(tx),
        }
    }
}

impl Db {
    /// A connection for reading what the scope can reach.
    ///
    /// # Errors
    /// If no connection can be had.
    pub async fn read(&self, scope: Scope) -> Result<Read> {
        let reading = match &self.inner().engine {
            Engine::Sqlite { readers, .. } => Reading::Sqlite(readers.acquire().await?),
            Engine::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                enter(&mut tx, scope).await?;
                Reading::Postgres(tx)
            }
        };
        Ok(Read {
            reading,
            database: self.inner().number,
        })
    }

    /// Runs a command in a transaction and answers when its change is
    /// durable: the commit is the acknowledgement. If the command answers an
    /// error, nothing of it is kept.
    ///
    /// The closure owns what it captures and does nothing but SQL; mail and
    /// calls to other systems belong in the outbox. On SQLite one writer runs
    /// the commands one after another and commits those that wait together,
    /// each in its own savepoint; a caller that goes away does not stop its
    /// command.
    ///
    /// # Errors
    /// The command's own, or that of the storage.
    pub async fn write<R, E, F>(&self, scope: Scope, command: F) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<R, E>> + Send + 'static,
    {
        if scope.only_looks() {
            return Err(StoreError::OnlyLooking.into());
        }
        match &self.inner().engine {
            Engine::Sqlite { writer, .. } => send_to_writer(writer, command).await,
            Engine::Postgres(pool) => {
                let mut transaction = pool.begin().await.map_err(StoreError::from)?;
                enter(&mut transaction, scope).await?;
                let mut tx = Tx(Writing::Postgres(transaction));
                // A failed command rolls back when the transaction is dropped.
                let result = command(&mut tx).await?;
                if let Tx(Writing::Postgres(transaction)) = tx {
                    transaction.commit().await.map_err(StoreError::from)?;
                }
                Ok(result)
            }
        }
    }
}

/// Tells PostgreSQL's row policies who is asking, for this transaction only.
async fn enter(tx: &mut sqlx::Transaction<'static, Postgres>, scope: Scope) -> Result<()> {
    let (side, customer) = scope.settings();
    sqlx::query(
        "SELECT set_config('rapport.side', $1, true), set_config('rapport.customer', $2, true)",
    )
    .bind(side)
    .bind(customer)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A command without its types: runs on the transaction, keeps its own result
/// and says whether the change shall be kept.
type Job = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, bool> + Send>;

/// What the writer is sent.
pub(super) enum Message {
    /// Something to do.
    Do(Command),
    /// Nothing more will come. Answered when all that came before is committed
    /// and the connection is closed.
    Close(oneshot::Sender<()>),
}

/// A job, and where the writer says how it ended.
pub(super) struct Command {
    job: Job,
    ended: oneshot::Sender<Ended>,
}

enum Ended {
    /// Committed, or undone because the command itself asked for it.
    AsAsked,
    Panicked(String),
    CommitFailed(String),
}

async fn send_to_writer<R, E, F>(writer: &mpsc::Sender<Message>, command: F) -> Result<R, E>
where
    R: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<R, E>> + Send + 'static,
{
    let slot: Arc<Mutex<Option<Result<R, E>>>> = Arc::new(Mutex::new(None));
    let filled = Arc::clone(&slot);
    let job: Job = Box::new(move |tx| {
        Box::pin(async move {
            let result = command(tx).await;
            let keep = result.is_ok();
            *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            keep
        })
    });
    let (ended, end) = oneshot::channel();
    writer
        .send(Message::Do(Command { job, ended }))
        .await
        .map_err(|_| StoreError::Closed)?;
    match end.await.map_err(|_| StoreError::Closed)? {
        Ended::AsAsked => slot
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
            .unwrap_or_else(|| Err(StoreError::Closed.into())),
        Ended::Panicked(what) => Err(StoreError::Panicked(what).into()),
        Ended::CommitFailed(what) => Err(StoreError::Commit(what).into()),
    }
}

/// The most commands that share one commit. Large enough that a burst of
/// orders pays for one `fsync`, small enough that nobody waits long for it.
const MOST_IN_A_GROUP: usize = 128;

/// SQLite's one writer: takes what waits, runs it, commits once, answers all.
pub(super) async fn writer(conn: SqliteConnection, mut messages: mpsc::Receiver<Message>) {
    let mut tx = Tx(Writing::Sqlite(conn));
    let mut waiting = Vec::with_capacity(MOST_IN_A_GROUP);
    let mut closing = Vec::new();
    while messages.recv_many(&mut waiting, MOST_IN_A_GROUP).await > 0 {
        let mut group = Vec::with_capacity(waiting.len());
        for message in waiting.drain(..) {
            match message {
                Message::Do(command) => group.push(command),
                Message::Close(closed) => {
                    messages.close();
                    closing.push(closed);
                }
            }
        }
        if !group.is_empty() {
            run_group(&mut tx, group).await;
        }
    }
    if let Tx(Writing::Sqlite(conn)) = tx
        && let Err(error) = conn.close().await
    {
        tracing::warn!(%error, "closing the database");
    }
    for closed in closing {
        // Whoever closed it need not have waited.
        let _ = closed.send(());
    }
}

async fn run_group(tx: &mut Tx, group: Vec<Command>) {
    let alone = group.len() == 1;
    let mut endings = Vec::with_capacity(group.len());
    let begin = if alone {
        "BEGIN IMMEDIATE"
    } else {
        "BEGIN IMMEDIATE; SAVEPOINT command"
    };
    let mut broken = control(tx, begin)
        .await
        .err()
        .map(|error| error.to_string());
    let mut all_kept = true;
    for command in group {
        if broken.is_some() {
            endings.push((command.ended, Ended::AsAsked));
            continue;
        }
        let outcome = AssertUnwindSafe((command.job)(tx)).catch_unwind().await;
        let (keep, ending) = match outcome {
            Ok(keep) => (keep, Ended::AsAsked),
            Err(panic) => (false, Ended::Panicked(panic_text(panic.as_ref()))),
        };
        endings.push((command.ended, ending));
        if alone {
            all_kept = keep;
        } else {
            let next = if keep {
                "RELEASE command; SAVEPOINT command"
            } else {
                "ROLLBACK TO command"
            };
            broken = control(tx, next).await.err().map(|error| error.to_string());
        }
    }
    if broken.is_none() {
        let end = if all_kept { "COMMIT" } else { "ROLLBACK" };
        broken = control(tx, end).await.err().map(|error| error.to_string());
    }
    if broken.is_some() {
        // Whatever state the connection is in, the next group begins anew. An
        // error here means that there is no transaction left to roll back.
        let _ = control(tx, "ROLLBACK").await;
    }
    for (ended, ending) in endings {
        let ending = match &broken {
            Some(what) => Ended::CommitFailed(what.clone()),
            None => ending,
        };
        // The caller may have gone away; its change is committed all the same.
        let _ = ended.send(ending);
    }
}

async fn control(tx: &mut Tx, text: &'static str) -> Result<(), sqlx::Error> {
    match &mut tx.0 {
        Writing::Sqlite(conn) => sqlx::raw_sql(AssertSqlSafe(text))
            .execute(conn)
            .await
            .map(drop),
        Writing::Postgres(_) => Ok(()),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

impl Inner {
    /// How many commands may wait for SQLite's writer before callers do.
    pub(super) const QUEUE: usize = 4_096;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::store::testing::both_engines;

    #[tokio::test]
    async fn what_was_accepted_is_committed_before_it_closes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rapport.sqlite");
        let url = format!("sqlite:{}", path.display());
        let db = Db::open(&url).await.unwrap();
        table(&db).await;
        let other = db.clone();
        let all = futures::future::join_all((0..100).map(|id| insert(&db, id, false)));
        let (results, ()) = tokio::join!(biased; all, other.clone().close());
        let kept = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(kept, 100, "all were accepted before it was closed");
        // Another clone is still there, and yet nothing is open.
        assert!(matches!(
            insert(&other, 300, false).await,
            Err(StoreError::Closed)
        ));
        assert!(!path.with_extension("sqlite-wal").exists());
        let again = Db::open(&url).await.unwrap();
        assert_eq!(usize::try_from(count(&again).await).unwrap(), kept);
    }

    async fn table(db: &Db) {
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            Box::pin(async move {
                tx.run(
                    "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
                    args![],
                )
                .await
            })
        })
        .await
        .unwrap();
    }

    async fn insert(db: &Db, id: i32, fail: bool) -> Result<(), StoreError> {
        db.write(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO note (id, body) VALUES ($1, $2)",
                    args![id, "x"],
                )
                .await?;
                if fail {
                    return Err(StoreError::Closed);
                }
                Ok(())
            })
        })
        .await
    }

    async fn count(db: &Db) -> i64 {
        let mut read = db.read(Scope::system()).await.unwrap();
        read.scalar("SELECT COUNT(*) FROM note", args![])
            .await
            .unwrap()
            .unwrap()
    }

    // PostgreSQL's running role owns nothing and can't create tables, so the
    // commands are tried on a temporary copy of an existing one elsewhere;
    // here the grouping of SQLite is what counts.
    #[tokio::test]
    async fn commands_in_a_group_succeed_and_fail_alone() {
        let db = crate::store::testing::sqlite().await;
        table(&db).await;
        let all = (0..300).map(|id| insert(&db, id, id % 3 == 0));
        let results = futures::future::join_all(all).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 200);
        assert_eq!(count(&db).await, 200);
    }

    #[tokio::test]
    async fn a_broken_statement_undoes_its_own_command_only() {
        let db = crate::store::testing::sqlite().await;
        table(&db).await;
        let (first, again, other) = tokio::join!(
            insert(&db, 1, false),
            insert(&db, 1, false),
            insert(&db, 2, false)
        );
        assert!(first.is_ok() && other.is_ok());
        assert!(again.unwrap_err().is_duplicate());
        assert_eq!(count(&db).await, 2);
    }

    #[tokio::test]
    async fn a_panic_undoes_its_command_and_the_writer_lives_on() {
        let db = crate::store::testing::sqlite().await;
        table(&db).await;
        let result = db
            .write::<(), StoreError, _>(Scope::system(), |tx| {
                Box::pin(async move {
                    tx.run("INSERT INTO note (id, body) VALUES (1, 'x')", args![])
                        .await?;
                    panic!("a bug")
                })
            })
            .await;
        assert!(matches!(result, Err(StoreError::Panicked(what)) if what == "a bug"));
        insert(&db, 2, false).await.unwrap();
        assert_eq!(count(&db).await, 1);
    }

    #[tokio::test]
    async fn a_caller_that_goes_away_does_not_stop_its_command() {
        let db = crate::store::testing::sqlite().await;
        table(&db).await;
        let (begun, has_begun) = oneshot::channel();
        let (go_on, may_go_on) = oneshot::channel::<()>();
        let writing = db.clone();
        let caller = tokio::spawn(async move {
            writing
                .write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move {
                        tx.run("INSERT INTO note (id, body) VALUES (1, 'x')", args![])
                            .await?;
                        begun.send(()).unwrap();
                        may_go_on.await.unwrap();
                        Ok(())
                    })
                })
                .await
        });
        has_begun.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        go_on.send(()).unwrap();
        insert(&db, 2, false).await.unwrap();
        assert_eq!(count(&db).await, 2);
    }

    both_engines!(
        what_is_written_can_be_read_and_what_fails_is_not_there,
        |db| async move {
            use crate::id::PersonId;
            let person = PersonId::new();
            let add = |email: &'static str, fail: bool| {
                let id = if fail { PersonId::new() } else { person };
                db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move {
                        tx.run(
                        "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, 'P', 0)",
                        args![id, email],
                    )
                    .await?;
                        if fail {
                            Err(StoreError::Closed)
                        } else {
                            Ok(())
                        }
                    })
                })
            };
            add("a@example.test", false).await.unwrap();
            add("b@example.test", true).await.unwrap_err();
            assert!(
                add("a@example.test", false)
                    .await
                    .unwrap_err()
                    .is_duplicate()
            );
            let mut read = db.read(Scope::system()).await.unwrap();
            let all: Vec<(PersonId, String)> = read
                .all("SELECT id, email FROM person", args![])
                .await
                .unwrap();
            assert_eq!(all, [(person, "a@example.test".to_owned())]);
        }
    );
}
