//! Opening the database that `DATABASE_URL` names.

use super::write::{Message, writer};
use super::{Result, StoreError, migrate};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, Executor};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// The database: SQLite by default, PostgreSQL when one machine is not
/// enough. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) engine: Engine,
    /// The how manieth this process has opened.
    pub(super) number: u64,
}

static OPENED: AtomicU64 = AtomicU64::new(0);

#[derive(Debug)]
pub(super) enum Engine {
    Sqlite {
        readers: SqlitePool,
        writer: mpsc::Sender<Message>,
    },
    Postgres(PgPool),
}

/// Which engine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// Embedded, one file.
    Sqlite,
    /// A server, shared by several processes.
    Postgres,
}

/// Something about the database that works but should not stay so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyWarning(pub String);

/// The oldest SQLite that never loses a commit: earlier ones have a bug in
/// the write-ahead log's reset. <https://www.sqlite.org/changes.html>
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The role that serves: owns nothing, so the row policies bind it.
pub(super) const RUN_ROLE: &str = "rapport_run";

impl Db {
    /// Opens the database, applies the migrations that are missing, and
    /// refuses one that could lose data.
    ///
    /// `url` is `sqlite:PATH`, `postgres://…`, or a plain path to a file that
    /// is made if it is not there.
    ///
    /// # Errors
    /// If it can't be opened, is too old, or a migration fails.
    pub async fn open(url: &str) -> Result<Db> {
        let engine = if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            open_postgres(url).await?
        } else {
            open_sqlite(url).await?
        };
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        Ok(Db(Arc::new(Inner { engine, number })))
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Which engine it is.
    #[must_use]
    pub fn kind(&self) -> EngineKind {
        match self.0.engine {
            Engine::Sqlite { .. } => EngineKind::Sqlite,
            Engine::Postgres(_) => EngineKind::Postgres,
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<()> {
        match &self.0.engine {
            Engine::Sqlite { readers, .. } => {
                readers.acquire().await?.execute("SELECT 1").await?;
            }
            Engine::Postgres(pool) => {
                pool.acquire().await?.execute("SELECT 1").await?;
            }
        }
        Ok(())
    }

    /// Waits until every command that was accepted is committed, and closes.
    pub async fn close(self) {
        match &self.0.engine {
            Engine::Sqlite { readers, writer } => {
                // Readers first: the last to close puts the log into the file.
                readers.close().await;
                let (closed, is_closed) = oneshot::channel();
                if writer.send(Message::Close(closed)).await.is_ok() {
                    // No answer comes from a writer that is gone already.
                    let _ = is_closed.await;
                }
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }

    /// What `doctor` should say about this database.
    ///
    /// # Errors
    /// If it can't be asked.
    pub async fn warnings(&self) -> Result<Vec<SafetyWarning>> {
        let Engine::Postgres(pool) = &self.0.engine else {
            return Ok(Vec::new());
        };
        let (login, superuser): (String, bool) = sqlx::query_as(
            "SELECT session_user::text, rolsuper FROM pg_roles WHERE rolname = session_user",
        )
        .fetch_one(pool)
        .await?;
        Ok(superuser
            .then(|| {
                SafetyWarning(format!(
                    "PostgreSQL is used as the superuser {login}. Row policies bind only while \
                     the role {RUN_ROLE} is set; connect as an ordinary role that owns the database."
                ))
            })
            .into_iter()
            .collect())
    }
}

async fn open_sqlite(url: &str) -> Result<Engine> {
    let path = url
        .strip_prefix("sqlite:")
        .unwrap_or(url)
        .trim_start_matches("//");
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            StoreError::Unsuitable(format!(
                "The folder {} can't be made: {error}",
                folder.display()
            ))
        })?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(400)
        .pragma("cache_size", "-32000")
        .pragma("mmap_size", "268435456")
        .pragma("temp_store", "MEMORY")
        // The log is copied into the database every 16 MB instead of 4: while
        // orders pour in, the same pages are changed again and again.
        .pragma("wal_autocheckpoint", "4000")
        .disable_statement_logging();
    let mut conn = sqlx::SqliteConnection::connect_with(&options).await?;
    demand_a_sound_sqlite(&mut conn).await?;
    migrate::sqlite(&mut conn).await?;

    let readers = SqlitePoolOptions::new()
        .max_connections(16)
        .min_connections(1)
        .test_before_acquire(false)
        .connect_with(options.clone().read_only(true).create_if_missing(false))
        .await?;
    let (sender, receiver) = mpsc::channel(Inner::QUEUE);
    on_its_own_thread(conn, receiver)?;
    Ok(Engine::Sqlite {
        readers,
        writer: sender,
    })
}

/// Starts the writer on a thread that does nothing else. Each of its statements
/// goes to SQLite's thread and back; on the threads that serve pages, every one
/// of these trips would put a whole scheduler to sleep and wake it again.
fn on_its_own_thread(
    conn: sqlx::SqliteConnection,
    commands: mpsc::Receiver<Message>,
) -> Result<()> {
    let unsuitable = |error: std::io::Error| {
        StoreError::Unsuitable(format!("A thread for writing can't be started: {error}"))
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(unsuitable)?;
    std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || runtime.block_on(writer(conn, commands)))
        .map_err(unsuitable)?;
    Ok(())
}

async fn demand_a_sound_sqlite(conn: &mut sqlx::SqliteConnection) -> Result<()> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(conn)
        .await?;
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST_SQLITE {
        let (major, minor, patch) = OLDEST_SQLITE;
        return Err(StoreError::Unsuitable(format!(
            "SQLite {version} can lose commits; {major}.{minor}.{patch} or newer is needed."
        )));
    }
    Ok(())
}

/// What every connection is told before anything else.
const SETTINGS: &str = "SET ROLE rapport_run; SET jit = off; \
    SET max_parallel_workers_per_gather = 0";

/// Migrations run as the role that logs in (the owner); everything else as
/// [`RUN_ROLE`], which row policies bind.
///
/// A page is one statement of many small parts, most of which find nothing. Their
/// estimated costs add up to what PostgreSQL thinks worth compiling (0.2 s) and
/// worth two more processes, which it starts even where a condition is known to be
/// false: neither is for us.
async fn open_postgres(url: &str) -> Result<Engine> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("rapport")
        .statement_cache_capacity(400)
        .disable_statement_logging();
    let mut owner = sqlx::PgConnection::connect_with(&options).await?;
    let version: i32 = sqlx::query_scalar("SELECT current_setting('server_version_num')::int")
        .fetch_one(&mut owner)
        .await?;
    if version < 150_000 {
        return Err(StoreError::Unsuitable(format!(
            "PostgreSQL {} is too old; 15 or newer is needed.",
            version / 10_000
        )));
    }
    migrate::postgres(&mut owner).await?;
    owner.close().await?;

    let pool = PgPoolOptions::new()
        .max_connections(32)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .after_connect(|conn, _| Box::pin(async move { conn.execute(SETTINGS).await.map(drop) }))
        .connect_with(options)
        .await?;
    Ok(Engine::Postgres(pool))
}
