//! Statements: one text, two engines, one place through which all of them go.

use super::args::storable;
use super::{Args, Result, Value};
use futures::future::BoxFuture;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite};
use std::cell::Cell;
use std::future::Future;
use std::time::Instant;

/// A row type that can be read from either engine: `#[derive(FromRow)]`.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

impl<T> Record for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// A statement that has to differ between the engines.
#[derive(Debug, Clone, Copy)]
pub struct EachEngine {
    /// What SQLite is asked.
    pub sqlite: &'static str,
    /// What PostgreSQL is asked.
    pub postgres: &'static str,
}

#[cfg(any(test, feature = "testing"))]
impl EachEngine {
    /// How the engine would go about it. See [`plan`](super::json_rows::plan).
    ///
    /// # Errors
    /// If the statement can't be planned.
    pub async fn plan(self, query: &mut impl Query, args: Args) -> Result<String> {
        super::json_rows::plan(self, query, args).await
    }
}

/// The text of a statement. A `String` is for texts put together from parts
/// of our own (never from input); such a statement is not kept prepared, unless
/// it says so.
#[derive(Debug, Clone)]
pub enum Sql {
    /// One text for both.
    Same(&'static str),
    /// A pair.
    Each(EachEngine),
    /// Put together at run time.
    Made(String),
    /// Put together at run time, but one of few: stays prepared.
    MadeToKeep(String),
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::Same(text)
    }
}

impl From<EachEngine> for Sql {
    fn from(pair: EachEngine) -> Self {
        Self::Each(pair)
    }
}

impl From<String> for Sql {
    fn from(text: String) -> Self {
        Self::Made(text)
    }
}

/// A connection of either engine, borrowed for one statement.
pub enum Conn<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'c mut PgConnection),
}

tokio::task_local! {
    static COUNT: Cell<u32>;
}

/// Runs a future and counts the statements that it sends from its own task.
pub async fn counted<F: Future>(future: F) -> (F::Output, u32) {
    COUNT
        .scope(Cell::new(0), async {
            let output = future.await;
            (output, statements())
        })
        .await
}

/// How many statements were sent so far inside [`counted`]; zero outside.
#[must_use]
pub fn statements() -> u32 {
    COUNT.try_with(Cell::get).unwrap_or(0)
}

/// A statement under way. It is counted; and where the log is asked for
/// statements (`RAPPORT_LOG=sql=trace`), written there with the time it took.
struct Timed<'s> {
    began: Option<Instant>,
    text: &'s str,
}

impl<'s> Timed<'s> {
    fn start(conn: Conn<'_>, sql: &'s Sql) -> Self {
        // Outside of `counted` nobody asks, which is no error.
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        let asked_for = tracing::enabled!(target: "sql", tracing::Level::TRACE);
        Self {
            began: asked_for.then(Instant::now),
            text: match (sql, conn) {
                (Sql::Same(text), _) => text,
                (Sql::Each(pair), Conn::Sqlite(_)) => pair.sqlite,
                (Sql::Each(pair), Conn::Postgres(_)) => pair.postgres,
                (Sql::Made(text) | Sql::MadeToKeep(text), _) => text,
            },
        }
    }
}

impl Drop for Timed<'_> {
    fn drop(&mut self) {
        let Some(began) = self.began else { return };
        let micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::trace!(target: "sql", micros, text = self.text);
    }
}

/// Sending statements. [`Read`](super::Read) and [`Tx`](super::Tx) both can,
/// so an inner use case may take `&mut impl Query` where it only reads.
///
/// The futures are boxed, so that their types don't name the type of the
/// statement's text: otherwise a handler that calls a generic
/// `&mut impl Query` function could not be shown to be `Send`.
pub trait Query: Send {
    /// The connection below.
    fn conn(&mut self) -> Conn<'_>;

    /// All rows.
    fn all<'q, T: Record>(
        &'q mut self,
        sql: impl Into<Sql>,
        args: Args,
    ) -> BoxFuture<'q, Result<Vec<T>>> {
        let sql = sql.into();
        Box::pin(async move {
            let _timed = Timed::start(self.conn(), &sql);
            Ok(match self.conn() {
                Conn::Sqlite(conn) => sqlite_query_as(&sql, args)?.fetch_all(conn).await?,
                Conn::Postgres(conn) => postgres_query_as(&sql, args)?.fetch_all(conn).await?,
            })
        })
    }

    /// The first row, if there is one.
    fn maybe<'q, T: Record>(
        &'q mut self,
        sql: impl Into<Sql>,
        args: Args,
    ) -> BoxFuture<'q, Result<Option<T>>> {
        let sql = sql.into();
        Box::pin(async move {
            let _timed = Timed::start(self.conn(), &sql);
            Ok(match self.conn() {
                Conn::Sqlite(conn) => sqlite_query_as(&sql, args)?.fetch_optional(conn).await?,
                Conn::Postgres(conn) => postgres_query_as(&sql, args)?.fetch_optional(conn).await?,
            })
        })
    }

    /// The only row; an error if there is none.
    fn one<'q, T: Record>(
        &'q mut self,
        sql: impl Into<Sql>,
        args: Args,
    ) -> BoxFuture<'q, Result<T>> {
        let row = self.maybe(sql, args);
        Box::pin(async move { row.await?.ok_or_else(|| sqlx::Error::RowNotFound.into()) })
    }

    /// The first column of the first row, if there is one.
    fn scalar<'q, T>(
        &'q mut self,
        sql: impl Into<Sql>,
        args: Args,
    ) -> BoxFuture<'q, Result<Option<T>>>
    where
        (T,): Record,
        T: Send,
    {
        let row = self.maybe::<(T,)>(sql, args);
        Box::pin(async move { Ok(row.await?.map(|(value,)| value)) })
    }

    /// Changes rows; answers how many. Only of use inside a
    /// [`Tx`](super::Tx): a [`Read`](super::Read) refuses.
    fn run<'q>(&'q mut self, sql: impl Into<Sql>, args: Args) -> BoxFuture<'q, Result<u64>> {
        let sql = sql.into();
        Box::pin(async move {
            let _timed = Timed::start(self.conn(), &sql);
            Ok(match self.conn() {
                Conn::Sqlite(conn) => sqlite_query(&sql, args)?
                    .execute(conn)
                    .await?
                    .rows_affected(),
                Conn::Postgres(conn) => postgres_query(&sql, args)?
                    .execute(conn)
                    .await?
                    .rows_affected(),
            })
        })
    }

    /// Inserts many rows with as few statements as the engines' limits allow.
    /// `head` is everything before the rows: `INSERT INTO t (a, b) VALUES`;
    /// `tail` what follows them: `ON CONFLICT DO NOTHING`, or nothing.
    fn insert_many(
        &mut self,
        head: &'static str,
        rows: Vec<Args>,
        tail: &'static str,
    ) -> impl Future<Output = Result<u64>> + Send {
        async move {
            let Some(width) = rows.first().map(Vec::len).filter(|width| *width > 0) else {
                return Ok(0);
            };
            let mut changed = 0;
            let mut rows = rows.into_iter();
            loop {
                let chunk: Vec<Args> = rows.by_ref().take(MOST_VALUES / width).collect();
                if chunk.is_empty() {
                    return Ok(changed);
                }
                let values = match self.conn() {
                    Conn::Sqlite(_) => placeholders(chunk.len(), width, |_| "?".to_owned()),
                    Conn::Postgres(_) => {
                        placeholders(chunk.len(), width, |number| format!("${number}"))
                    }
                };
                let text = format!("{head} {values} {tail}");
                // Almost every command inserts a row or two: planning that
                // anew each time would take longer than doing it.
                let sql = if chunk.len() <= FEW_ROWS {
                    Sql::MadeToKeep(text)
                } else {
                    Sql::Made(text)
                };
                changed += self.run(sql, chunk.into_iter().flatten().collect()).await?;
            }
        }
    }
}

/// Inserts of so many rows stay prepared.
pub(super) const FEW_ROWS: usize = 4;

/// SQLite takes at most 32,766 placeholders in a statement, PostgreSQL 65,535.
pub(super) const MOST_VALUES: usize = 8_000;

/// `($1,$2),($3,$4)` for two rows of two, each value as `name` says.
///
/// To SQLite, `$1` is a name like any other: it looks for it among all that
/// it knows, which takes longer with each. Thousands of values are `?`.
pub(super) fn placeholders(rows: usize, width: usize, name: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(rows * width * 6);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            text.push_str(&name(row * width + column + 1));
        }
        text.push(')');
    }
    text
}

/// `$3,$4,$5`: placeholders for a list of `count` values, the first of which
/// is number `first`. For `WHERE id IN (…)`.
#[must_use]
pub fn list_placeholders(first: usize, count: usize) -> String {
    (first..first + count)
        .map(|number| format!("${number}"))
        .collect::<Vec<_>>()
        .join(",")
}

type SqliteAs<T> = sqlx::query::QueryAs<'static, Sqlite, T, SqliteArguments>;
type PgAs<T> = sqlx::query::QueryAs<'static, Postgres, T, PgArguments>;

fn sqlite_query_as<T: Record>(sql: &Sql, args: Args) -> Result<SqliteAs<T>> {
    let args = sqlite_args(args)?;
    Ok(match sql {
        Sql::Same(text) => sqlx::query_as_with(*text, args),
        Sql::Each(pair) => sqlx::query_as_with(pair.sqlite, args),
        Sql::Made(text) => sqlx::query_as_with(AssertSqlSafe(text.clone()), args).persistent(false),
        Sql::MadeToKeep(text) => sqlx::query_as_with(AssertSqlSafe(text.clone()), args),
    })
}

fn postgres_query_as<T: Record>(sql: &Sql, args: Args) -> Result<PgAs<T>> {
    let args = postgres_args(args)?;
    Ok(match sql {
        Sql::Same(text) => sqlx::query_as_with(*text, args),
        Sql::Each(pair) => sqlx::query_as_with(pair.postgres, args),
        Sql::Made(text) => sqlx::query_as_with(AssertSqlSafe(text.clone()), args).persistent(false),
        Sql::MadeToKeep(text) => sqlx::query_as_with(AssertSqlSafe(text.clone()), args),
    })
}

fn sqlite_query(
    sql: &Sql,
    args: Args,
) -> Result<sqlx::query::Query<'static, Sqlite, SqliteArguments>> {
    let args = sqlite_args(args)?;
    Ok(match sql {
        Sql::Same(text) => sqlx::query_with(*text, args),
        Sql::Each(pair) => sqlx::query_with(pair.sqlite, args),
        Sql::Made(text) => sqlx::query_with(AssertSqlSafe(text.clone()), args).persistent(false),
        Sql::MadeToKeep(text) => sqlx::query_with(AssertSqlSafe(text.clone()), args),
    })
}

fn postgres_query(
    sql: &Sql,
    args: Args,
) -> Result<sqlx::query::Query<'static, Postgres, PgArguments>> {
    let args = postgres_args(args)?;
    Ok(match sql {
        Sql::Same(text) => sqlx::query_with(*text, args),
        Sql::Each(pair) => sqlx::query_with(pair.postgres, args),
        Sql::Made(text) => sqlx::query_with(AssertSqlSafe(text.clone()), args).persistent(false),
        Sql::MadeToKeep(text) => sqlx::query_with(AssertSqlSafe(text.clone()), args),
    })
}

fn sqlite_args(args: Args) -> Result<SqliteArguments> {
    use sqlx::Arguments;
    let mut bound = SqliteArguments::default();
    for value in storable(args) {
        match value {
            Value::Id(id) => bound.add(id.map(|id| id.hyphenated().to_string())),
            Value::Int(number) => bound.add(number),
            Value::Real(number) => bound.add(number),
            Value::Text(text) => bound.add(text),
            Value::Bool(truth) => bound.add(truth),
            Value::Json(json) => bound.add(json.map(|json| json.to_string())),
            Value::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

fn postgres_args(args: Args) -> Result<PgArguments> {
    use sqlx::Arguments;
    let mut bound = PgArguments::default();
    for value in storable(args) {
        match value {
            Value::Id(id) => bound.add(id),
            Value::Int(number) => bound.add(number),
            Value::Real(number) => bound.add(number),
            Value::Text(text) => bound.add(text),
            Value::Bool(truth) => bound.add(truth),
            Value::Json(json) => bound.add(json),
            Value::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}
