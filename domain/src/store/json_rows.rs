//! Many rows as one JSON value. sqlx hands SQLite's rows over one by one
//! between threads; fifty rows fetched as one text take half the time.

use super::{Args, Asked, EachEngine, Query, Result, Sql, StoreError};
use serde::de::DeserializeOwned;

/// A `SELECT` whose rows are fetched together as one JSON text.
#[derive(Debug)]
pub struct JsonRows {
    pair: EachEngine,
}

impl JsonRows {
    /// Wraps a `SELECT`. `columns` are the names that the select gives its
    /// columns, in any order; the row type's fields have the same names.
    ///
    /// `<in $1>` stands for "is one of the ids in this JSON list", which each
    /// engine says in its own way; `<text in $1>` and `<number in $1>` are for
    /// lists of texts and numbers. `FROM <each $1> q` stands for the texts of such
    /// a list as rows: `q.value`, and its place from zero as `q.key`.
    ///
    /// The two texts are made once and live as long as the program: keep the
    /// value in a `static LazyLock`.
    #[must_use]
    pub fn new(columns: &[&str], select: &str) -> Self {
        Self::each(columns, select, select)
    }

    /// The same for a select that has to differ between the engines.
    #[must_use]
    pub fn each(columns: &[&str], sqlite: &str, postgres: &str) -> Self {
        Self {
            pair: EachEngine {
                sqlite: sqlite_text(columns, sqlite).leak(),
                postgres: postgres_text(postgres).leak(),
            },
        }
    }

    /// The select as one column of another statement: what comes before it, and
    /// after.
    #[must_use]
    pub fn within(&self, before: &str, after: &str) -> EachEngine {
        let text = |select: &str| -> &'static str { format!("{before}({select}){after}").leak() };
        EachEngine {
            sqlite: text(self.pair.sqlite),
            postgres: text(self.pair.postgres),
        }
    }

    /// The rows.
    ///
    /// # Errors
    /// If the statement fails or a row does not fit the type.
    pub async fn all<T: DeserializeOwned + Send + 'static>(
        &self,
        query: &mut impl Query,
        args: Args,
    ) -> Result<Vec<T>> {
        self.ask(args).fetch(query).await
    }

    /// The rows, to be asked for together with other things.
    pub fn ask<T: DeserializeOwned + Send + 'static>(&self, args: Args) -> Asked<'static, Vec<T>> {
        Asked::new(self.pair, args, rows)
    }

    /// See [`plan`].
    ///
    /// # Errors
    /// If the statement can't be planned.
    #[cfg(any(test, feature = "testing"))]
    pub async fn plan(&self, query: &mut impl Query, args: Args) -> Result<String> {
        plan(self.pair, query, args).await
    }

    /// The same for a select put together at run time from parts of our own.
    ///
    /// # Errors
    /// If the statement fails or a row does not fit the type.
    pub async fn all_made<T: DeserializeOwned>(
        query: &mut impl Query,
        columns: &[&str],
        select: &str,
        args: Args,
    ) -> Result<Vec<T>> {
        let text = match query.conn() {
            super::query::Conn::Sqlite(_) => sqlite_text(columns, select),
            super::query::Conn::Postgres(_) => postgres_text(select),
        };
        rows(query.scalar(Sql::Made(text), args).await?)
    }
}

fn rows<T: DeserializeOwned>(text: Option<String>) -> Result<Vec<T>> {
    serde_json::from_str(text.as_deref().unwrap_or("[]"))
        .map_err(|error| StoreError::bad_row("json rows", error))
}

pub(super) fn sqlite_text(columns: &[&str], select: &str) -> String {
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| format!("'{column}',{column}"))
        .collect();
    format!(
        "SELECT json_group_array(json_object({})) FROM ({})",
        pairs.join(","),
        one_of_sqlite(select)
    )
}

pub(super) fn postgres_text(select: &str) -> String {
    format!(
        "SELECT coalesce(json_agg(row_to_json(t)), '[]'::json)::text FROM ({}) t",
        one_of_postgres(select)
    )
}

/// Whatever a list may be of, as PostgreSQL calls it.
const KINDS: [(&str, &str); 3] = [
    ("<in ", "uuid"),
    ("<text in ", "text"),
    ("<number in ", "bigint"),
];

/// Texts compared in small letters: each engine makes both sides small, because
/// they don't agree on what that is.
const LOWER: &str = "<lower in ";

/// A text that is JSON.
const JSON: &str = "<json ";

/// Says "is one of these" as SQLite does.
fn one_of_sqlite(select: &str) -> String {
    let text = fill(select, EACH, "json_each(", ")");
    let text = KINDS.iter().fold(text, |text, (mark, _)| {
        fill(&text, mark, "IN (SELECT value FROM json_each(", "))")
    });
    let text = fill(
        &text,
        LOWER,
        "IN (SELECT lower(value) FROM json_each(",
        "))",
    );
    fill(&text, JSON, "(", ")")
}

/// The rows of a list of texts.
const EACH: &str = "<each ";

/// And as PostgreSQL does.
fn one_of_postgres(select: &str) -> String {
    let text = fill(
        select,
        EACH,
        "(SELECT n - 1 AS key, v AS value FROM jsonb_array_elements_text(",
        ") WITH ORDINALITY AS e (v, n))",
    );
    let text = KINDS.iter().fold(text, |text, (mark, kind)| {
        let before = format!("= ANY (ARRAY(SELECT value::{kind} FROM jsonb_array_elements_text(");
        fill(&text, mark, &before, ")))")
    });
    let before = "= ANY (ARRAY(SELECT lower(value) FROM jsonb_array_elements_text(";
    let text = fill(&text, LOWER, before, ")))");
    fill(&text, JSON, "(", ")::jsonb")
}

fn fill(select: &str, mark: &str, before: &str, after: &str) -> String {
    let mut parts = select.split(mark);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (placeholder, rest) = part.split_once('>').unwrap_or((part, ""));
        text.extend([before, placeholder, after, rest]);
    }
    text
}

/// How the engine would go about a statement, one step a line: for tests that
/// assert the use of indexes. PostgreSQL is told to avoid walking through
/// whole tables and sorting them, which with few rows it would do whatever
/// the indexes.
///
/// # Errors
/// If the statement can't be planned.
#[cfg(any(test, feature = "testing"))]
pub(super) async fn plan(pair: EachEngine, query: &mut impl Query, args: Args) -> Result<String> {
    let lines: Vec<String> = if matches!(query.conn(), super::query::Conn::Sqlite(_)) {
        let text = format!("EXPLAIN QUERY PLAN {}", pair.sqlite);
        let steps: Vec<(i64, i64, i64, String)> = query.all(text, args).await?;
        steps.into_iter().map(|step| step.3).collect()
    } else {
        for off in ["seqscan", "sort", "bitmapscan"] {
            query
                .run(format!("SET LOCAL enable_{off} = off"), Args::new())
                .await?;
        }
        let text = format!("EXPLAIN {}", pair.postgres);
        let steps: Vec<(String,)> = query.all(text, args).await?;
        steps.into_iter().map(|step| step.0).collect()
    };
    Ok(lines.join("\n"))
}
