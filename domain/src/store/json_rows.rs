//! Many rows as one JSON value. sqlx hands SQLite's rows over one by one
//! between threads; fifty rows fetched as one text take half the time.

use super::{Args, EachEngine, Query, Result, Sql, StoreError};
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
    /// The two texts are made once and live as long as the program: keep the
    /// value in a `static LazyLock`.
    #[must_use]
    pub fn new(columns: &[&str], select: &str) -> Self {
        Self {
            pair: EachEngine {
                sqlite: sqlite_text(columns, select).leak(),
                postgres: postgres_text(select).leak(),
            },
        }
    }

    /// The rows.
    ///
    /// # Errors
    /// If the statement fails or a row does not fit the type.
    pub async fn all<T: DeserializeOwned>(
        &self,
        query: &mut impl Query,
        args: Args,
    ) -> Result<Vec<T>> {
        fetch(query, self.pair.into(), args).await
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
        fetch(query, Sql::Made(text), args).await
    }
}

async fn fetch<T: DeserializeOwned>(
    query: &mut impl Query,
    sql: Sql,
    args: Args,
) -> Result<Vec<T>> {
    let text: Option<String> = query.scalar(sql, args).await?;
    serde_json::from_str(text.as_deref().unwrap_or("[]")).map_err(|error| StoreError::BadRow {
        table: "json rows",
        what: error.to_string(),
    })
}

pub(super) fn sqlite_text(columns: &[&str], select: &str) -> String {
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| format!("'{column}',{column}"))
        .collect();
    format!(
        "SELECT json_group_array(json_object({})) FROM ({select})",
        pairs.join(",")
    )
}

pub(super) fn postgres_text(select: &str) -> String {
    format!("SELECT coalesce(json_agg(row_to_json(t)), '[]'::json)::text FROM ({select}) t")
}
