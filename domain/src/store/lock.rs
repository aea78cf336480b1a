//! Rows that nobody else changes until a transaction ends.

use super::query::{Conn, Query, list_placeholders};
use super::{Args, Result, Tx};

impl Tx {
    /// Keeps rows from being changed by others until the transaction ends: those
    /// of a table in which a column has one of these values. Needed by what reads
    /// whole rows and writes them whole again; whoever only changes what it names
    /// does without. On SQLite, where one writes at a time, there is nothing to do.
    ///
    /// Rows are locked in the order of their `key`, so that two that want the same
    /// ones wait instead of keeping each other from them. Others may still refer to
    /// them.
    ///
    /// # Errors
    /// If they can't be locked.
    pub async fn lock(
        &mut self,
        table: &'static str,
        key: &'static str,
        column: &'static str,
        values: Args,
    ) -> Result<()> {
        if values.is_empty() || matches!(self.conn(), Conn::Sqlite(_)) {
            return Ok(());
        }
        let these = list_placeholders(1, values.len());
        self.run(
            format!(
                "SELECT 1 FROM {table} WHERE {column} IN ({these}) ORDER BY {key}
                 FOR NO KEY UPDATE"
            ),
            values,
        )
        .await
        .map(drop)
    }
}
