//! Storage on two engines with one SQL text.
//!
//! `DATABASE_URL` chooses SQLite (the default, embedded) or PostgreSQL. Both
//! take `$1` placeholders; ids are text in SQLite and `uuid` in PostgreSQL,
//! times are milliseconds in both, money is minor units in both. A statement
//! that has to differ between the two stands as a pair in an [`EachEngine`].
//!
//! Reading: [`Db::read`] gives a [`Read`] that sees one customer's rows, or
//! everybody's for the supplier, as its [`Scope`] says. Writing: everything
//! goes through [`Db::write`], which answers when the change is durable.
//!
//! * [`Query`] has the statements: `all`, `one`, `maybe`, `scalar`, `run`.
//! * [`args!`](crate::args) makes the list of values a statement takes.
//! * [`together`] asks what several rooms would ask in one statement.
//! * `testing` gives every test a fresh database of either engine.
//!
//! Behind that: `connect` opens, `query` and `columns` hand over values, `write` does what
//! commands want, `lock` holds rows, `once` keeps forms and numbers from counting twice;
//! `inserts`, `json_rows`, `json_sets` and `asked` save statements; `scope` says whose rows
//! are reached, and `statements` reads all sources for it; `migrate` and `examine` look at
//! databases as a whole; `containing` and `own_ids` are small questions, `settings` what is
//! true of the installation.

mod args;
mod asked;
mod columns;
mod connect;
mod containing;
mod examine;
mod inserts;
mod json_rows;
mod json_sets;
mod lock;
mod migrate;
mod once;
mod own_ids;
mod query;
mod scope;
mod settings;
#[cfg(all(test, feature = "testing"))]
mod statements;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod write;

pub use args::{Args, IntoValue, Value};
pub use asked::{Asked, Together, together};
pub use connect::{Db, EngineKind, SafetyWarning};
pub use containing::containing;
pub use examine::{Examined, Schema, examine, without_password};
pub use inserts::Insert;
pub use json_rows::JsonRows;
pub use json_sets::{JsonSets, json_or_text};
pub use once::{FormKey, answered, ask_earlier, claim, key_row, next_number, next_numbers};
pub use own_ids::{OwnId, OwnIds};
pub use query::{EachEngine, Query, Record, Sql, counted, list_placeholders, statements};
pub use scope::{SHARED_TABLES, Scope, TENANT_TABLES};
pub use settings::{keep_setting, secret, setting};
pub use sqlx::FromRow;
pub use sqlx::types::Json;
pub use write::{Read, Tx};

/// What went wrong in storage. Readers of pages are told only that it did;
/// the cause goes to the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// Migrations could not be applied.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The command panicked; nothing of it was kept.
    #[error("the command stopped unexpectedly: {0}")]
    Panicked(String),
    /// The commit failed, so nothing of the group was kept.
    #[error("commit: {0}")]
    Commit(String),
    /// The program is shutting down.
    #[error("storage is closed")]
    Closed,
    /// A row holds something that the program can't understand.
    #[error("table {table}: {what}")]
    BadRow {
        /// Where it stands.
        table: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// Who asks looks at somebody's site and can change nothing.
    #[error("only looking")]
    OnlyLooking,
    /// A form's key was used before, for a form that does something else: no
    /// page of ours sends that.
    #[error("the key of another form")]
    KeyOfAnotherForm,
    /// The database is not one we can work with.
    #[error("{0}")]
    Unsuitable(String),
}

impl StoreError {
    /// What is wrong with a row of this table: see [`BadRow`](Self::BadRow).
    #[must_use]
    pub fn bad_row(table: &'static str, what: impl ToString) -> Self {
        Self::BadRow {
            table,
            what: what.to_string(),
        }
    }

    /// Whether a form's key was written by another command at the same moment.
    /// Only PostgreSQL says so: SQLite's commands run one after another.
    #[must_use]
    pub fn is_key_taken(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error))
            if error.is_unique_violation() && error.table() == Some("idempotency"))
    }

    /// Whether something else in the database refers to what was to be removed.
    #[must_use]
    pub fn is_referred_to(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error))
            if error.is_foreign_key_violation())
    }

    /// Whether it is certain that nothing was kept of the command that failed with it.
    /// Where the database itself failed, its answer to a commit may have been lost.
    #[must_use]
    pub const fn keeps_nothing(&self) -> bool {
        matches!(
            self,
            Self::BadRow { .. } | Self::OnlyLooking | Self::KeyOfAnotherForm | Self::Unsuitable(_)
        )
    }

    /// Whether a uniqueness rule of the database was broken.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// The result of a statement.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
