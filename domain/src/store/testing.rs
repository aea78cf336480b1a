//! Fresh databases for tests, of both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what only tests call may panic"
)]

use super::{Db, EngineKind, Query, Scope, TENANT_TABLES};
use crate::args;
use crate::id::CustomerId;
use sqlx::{AssertSqlSafe, Connection, Executor};
use std::collections::BTreeMap;
use std::str::FromStr;

/// A fresh SQLite database in a temporary folder of its own.
///
/// # Panics
/// If it can't be made; this is for tests.
pub async fn sqlite() -> Db {
    let folder = tempfile::tempdir().unwrap().keep();
    Db::open(folder.join("test.sqlite").to_str().unwrap())
        .await
        .unwrap()
}

/// A fresh PostgreSQL database in the cluster that `TEST_POSTGRES_URL` names,
/// copied from a template so that migrations run once.
///
/// # Panics
/// If there is no such cluster: a test that needs it fails, and never passes
/// by being left out.
pub async fn postgres() -> Db {
    let url = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL is not set: start a cluster with `tools/postgres.sh start` (Debian's \
         package postgresql) or run `make test`, which does",
    );
    let server = sqlx::postgres::PgConnectOptions::from_str(&url).unwrap();
    let mut conn = sqlx::PgConnection::connect_with(&server).await.unwrap();
    let template = format!("rapport_template_{}", super::migrate::fingerprint());
    // One test makes the template; the others wait for it here.
    conn.execute("SELECT pg_advisory_lock(727274)")
        .await
        .unwrap();
    let there: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&template)
        .fetch_optional(&mut conn)
        .await
        .unwrap();
    let named = |name: &str| {
        let (head, _) = url.rsplit_once('/').unwrap();
        format!("{head}/{name}")
    };
    if there.is_none() {
        let making = format!("{template}_making");
        run(&mut conn, format!("DROP DATABASE IF EXISTS {making}")).await;
        run(&mut conn, format!("CREATE DATABASE {making}")).await;
        Db::open(&named(&making)).await.unwrap().close().await;
        run(
            &mut conn,
            format!("ALTER DATABASE {making} RENAME TO {template}"),
        )
        .await;
    }
    let name = format!("rapport_test_{}", uuid::Uuid::now_v7().simple());
    run(
        &mut conn,
        format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    conn.execute("SELECT pg_advisory_unlock(727274)")
        .await
        .unwrap();
    conn.close().await.unwrap();
    Db::open(&named(&name)).await.unwrap()
}

async fn run(conn: &mut sqlx::PgConnection, text: String) {
    conn.execute(sqlx::raw_sql(AssertSqlSafe(text)))
        .await
        .unwrap();
}

/// Everything that is stored of a customer, table by table, as text: what a
/// stranger must not have changed.
///
/// # Panics
/// If it can't be read; this is for tests.
pub async fn rows_of(db: &Db, customer: CustomerId) -> BTreeMap<String, String> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let mut all = BTreeMap::new();
    for table in TENANT_TABLES {
        let rows: Option<Option<String>> = match db.kind() {
            EngineKind::Postgres => {
                let text = format!(
                    "SELECT string_agg(t::text, chr(10) ORDER BY t::text) FROM {table} t
                     WHERE customer_id = $1"
                );
                read.scalar(text, args![customer]).await.unwrap()
            }
            EngineKind::Sqlite => {
                let columns: Option<String> = read
                    .scalar(
                        "SELECT group_concat('quote(' || name || ')', '||\",\"||')
                         FROM pragma_table_info($1)",
                        args![*table],
                    )
                    .await
                    .unwrap();
                let columns = columns.unwrap().replace('"', "'");
                let text = format!(
                    "SELECT group_concat(row, char(10)) FROM (
                         SELECT {columns} AS row FROM {table} WHERE customer_id = $1 ORDER BY 1)"
                );
                read.scalar(text, args![customer]).await.unwrap()
            }
        };
        all.insert((*table).to_owned(), rows.flatten().unwrap_or_default());
    }
    all
}

/// The same test on both engines: `both_engines!(name, |db| async move { … });`
#[macro_export]
macro_rules! both_engines {
    ($name:ident, |$db:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($db: $crate::store::Db) {
                $body.await
            }

            #[tokio::test]
            async fn on_sqlite() {
                story($crate::store::testing::sqlite().await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                story($crate::store::testing::postgres().await).await;
            }
        }
    };
}
pub use crate::both_engines;
