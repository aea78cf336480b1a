//! Looking at a database without changing anything in it: for `rapport
//! doctor`, which must be able to say what is wrong with one that can't even
//! be opened for use.

use super::migrate::known;
use super::{Result, StoreError};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::str::FromStr;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// The engine with its version: `SQLite 3.51.3`.
    pub engine: String,
    /// Whether its tables are what this program expects.
    pub schema: Schema,
    /// What the engine itself finds damaged, in its words.
    pub damage: Vec<String>,
}

/// How a database's tables stand to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// There is nothing in it yet.
    Empty,
    /// As expected.
    Current,
    /// So many migrations are missing.
    Behind(usize),
    /// A newer program has been here.
    Ahead,
    /// This migration broke off, or is not the one that this program knows.
    Broken(i64),
}

/// Looks at the database. `None` if it is a file that is not there.
///
/// # Errors
/// If it can't be reached, or is no database.
pub async fn examine(url: &str) -> Result<Option<Examined>> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        postgres(url).await.map(Some)
    } else {
        sqlite(url).await
    }
}

async fn sqlite(url: &str) -> Result<Option<Examined>> {
    let path = url
        .strip_prefix("sqlite:")
        .unwrap_or(url)
        .trim_start_matches("//");
    if !Path::new(path).exists() {
        return Ok(None);
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .create_if_missing(false)
        .disable_statement_logging();
    let mut conn = sqlx::SqliteConnection::connect_with(&options).await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut conn)
        .await?;
    let mut damage: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(5)")
        .fetch_all(&mut conn)
        .await?;
    damage.retain(|line| line != "ok");
    let orphans: Vec<(String, Option<i64>, String, i64)> =
        sqlx::query_as("PRAGMA foreign_key_check")
            .fetch_all(&mut conn)
            .await?;
    if let Some((table, _, parent, _)) = orphans.first() {
        let count = orphans.len();
        damage.push(format!(
            "{count} rows lead nowhere, the first from {table} to {parent}"
        ));
    }
    let is_there: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'",
    )
    .fetch_optional(&mut conn)
    .await?;
    let applied = match is_there {
        Some(_) => sqlx::query_as(APPLIED).fetch_all(&mut conn).await?,
        None => Vec::new(),
    };
    conn.close().await?;
    Ok(Some(Examined {
        engine: format!("SQLite {version}"),
        schema: schema(&applied, &known().0),
        damage,
    }))
}

async fn postgres(url: &str) -> Result<Examined> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("rapport doctor")
        .disable_statement_logging();
    let mut conn = sqlx::PgConnection::connect_with(&options).await?;
    let version: String = sqlx::query_scalar("SHOW server_version")
        .fetch_one(&mut conn)
        .await?;
    let is_there: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut conn)
        .await?;
    let applied = if is_there {
        sqlx::query_as(APPLIED).fetch_all(&mut conn).await?
    } else {
        Vec::new()
    };
    conn.close().await?;
    Ok(Examined {
        engine: format!("PostgreSQL {version}"),
        schema: schema(&applied, &known().1),
        damage: Vec::new(),
    })
}

const APPLIED: &str = "SELECT version, success, checksum FROM _sqlx_migrations ORDER BY version";

type Applied = (i64, bool, Vec<u8>);

fn schema(applied: &[Applied], known: &[(i64, Vec<u8>)]) -> Schema {
    for (version, success, checksum) in applied {
        match known.iter().find(|(number, _)| number == version) {
            None => return Schema::Ahead,
            Some((_, expected)) if !success || expected != checksum => {
                return Schema::Broken(*version);
            }
            Some(_) => {}
        }
    }
    match known.len().saturating_sub(applied.len()) {
        0 => Schema::Current,
        _ if applied.is_empty() => Schema::Empty,
        missing => Schema::Behind(missing),
    }
}

/// An error without what the address may hold: people paste what they see.
#[must_use]
pub fn without_password(error: &StoreError, url: &str) -> String {
    let told = error.to_string();
    let password = url
        .split_once("//")
        .and_then(|(_, rest)| rest.split_once('@'))
        .and_then(|(login, _)| login.split_once(':'))
        .map(|(_, password)| password)
        .filter(|password| !password.is_empty());
    match password {
        Some(password) => told.replace(password, "…"),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known_two() -> Vec<(i64, Vec<u8>)> {
        vec![(1, vec![1]), (2, vec![2])]
    }

    #[test]
    fn what_was_applied_is_compared_with_what_is_known() {
        let of = |applied: &[Applied]| schema(applied, &known_two());
        assert_eq!(of(&[]), Schema::Empty);
        assert_eq!(of(&[(1, true, vec![1])]), Schema::Behind(1));
        let both = [(1, true, vec![1]), (2, true, vec![2])];
        assert_eq!(of(&both), Schema::Current);
        assert_eq!(of(&[(1, true, vec![9])]), Schema::Broken(1));
        assert_eq!(of(&[(1, false, vec![1])]), Schema::Broken(1));
        assert_eq!(of(&[(1, true, vec![1]), (7, true, vec![7])]), Schema::Ahead);
    }

    #[test]
    fn a_password_is_not_repeated() {
        let error = StoreError::Unsuitable("no login as rapport:s3cret here".to_owned());
        let url = "postgres://rapport:s3cret@db/rapport";
        assert_eq!(
            without_password(&error, url),
            "no login as rapport:… here".to_owned()
        );
    }

    #[tokio::test]
    async fn a_file_is_looked_at_and_not_made() {
        let folder = std::env::temp_dir().join(uuid::Uuid::now_v7().to_string());
        let path = folder.join("rapport.sqlite");
        let url = format!("sqlite:{}", path.display());
        assert_eq!(examine(&url).await.unwrap(), None);
        assert!(!folder.exists());
        let db = super::super::Db::open(&url).await.unwrap();
        db.close().await;
        let found = examine(&url).await.unwrap().unwrap();
        assert_eq!((found.schema, found.damage), (Schema::Current, vec![]));
        std::fs::write(&path, "this is no database, but it is long enough").unwrap();
        assert!(examine(&url).await.is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
