//! What holds for every statement and every table, read off the sources and
//! the schemas. Above all what keeps customers apart: no statement names a
//! customer's table without saying whose rows it means.

use super::{Query, SHARED_TABLES, Scope, TENANT_TABLES, testing};
use crate::args;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The text literals of a Rust source, without its tests.
fn literals(source: &str) -> Vec<String> {
    let end = ["#[cfg(test)]\nmod tests {", "#[cfg(all(test"]
        .iter()
        .filter_map(|mark| source.find(mark))
        .min()
        .unwrap_or(source.len());
    let mut rest = &source[..end];
    let mut found = Vec::new();
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (kind, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match kind {
            b'/' if after.starts_with('/') => &after[after.find('\n').unwrap_or(after.len())..],
            b'\'' if after.starts_with('\\') => {
                let close = after[2..].find('\'').expect("a character ends");
                &after[close + 3..]
            }
            // A character; else it was a lifetime.
            b'\'' => {
                let mut inside = after.chars();
                inside.next();
                let next = inside.as_str();
                next.strip_prefix('\'').unwrap_or(after)
            }
            b'"' if rest[..at].ends_with("r#") => {
                let close = after.find("\"#").expect("a raw text ends");
                found.push(after[..close].to_owned());
                &after[close + 2..]
            }
            b'"' => {
                let mut escaped = false;
                let close = after
                    .find(|c: char| {
                        let ends = c == '"' && !escaped;
                        escaped = c == '\\' && !escaped;
                        ends
                    })
                    .unwrap_or_else(|| panic!("a text ends: {after:.60}"));
                found.push(after[..close].to_owned());
                &after[close + 1..]
            }
            _ => after,
        };
    }
    found
}

/// The customers' tables that a statement reads or writes.
fn tenant_tables(statement: &str) -> BTreeSet<&'static str> {
    let words: Vec<&str> = statement
        .split(|c: char| c.is_whitespace() || "(),;".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .filter(|pair| matches!(pair[0], "FROM" | "JOIN" | "INTO" | "UPDATE"))
        .filter_map(|pair| TENANT_TABLES.iter().find(|table| **table == pair[1]))
        .copied()
        .collect()
}

fn says_whose(statement: &str) -> bool {
    ["customer_id", "/* staff */", "/* system */"]
        .iter()
        .any(|mark| statement.contains(mark))
}

fn sources(folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if [
            "tests",
            "tests.rs",
            "several_tests.rs",
            "asking_tests.rs",
            "plan_tests.rs",
            "testing",
            "testing.rs",
            "statements.rs",
        ]
        .contains(&name.as_str())
        {
            continue;
        }
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            into.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn every_statement_about_a_customers_table_says_whose_rows_it_means() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["src", "../app/src", "../server/src"] {
        sources(&root.join(folder), &mut all);
    }
    let mut seen = BTreeSet::new();
    let mut silent = Vec::new();
    for (path, text) in &all {
        for literal in literals(text) {
            let tables = tenant_tables(&literal);
            if !tables.is_empty() && !says_whose(&literal) {
                silent.push(format!("{path}: {literal}"));
            }
            seen.extend(tables);
        }
    }
    assert!(silent.is_empty(), "whose rows? {silent:#?}");
    // The scan reads what it is meant to read: it met every such table.
    let unseen: Vec<_> = TENANT_TABLES
        .iter()
        .filter(|table| !seen.contains(*table))
        .collect();
    assert!(unseen.is_empty(), "no statement names {unseen:?}");
}

/// SQLite plans a statement anew for every value that stands alone behind a
/// `LIKE`, a `LIMIT` or an `OFFSET`, since it might choose another way; for a
/// page that asks much at once, planning takes longer than all the rest.
/// `LIKE ('' || $1)` and `LIMIT ($1 + 0)` are planned once.
/// <https://www.sqlite.org/c3ref/prepare.html>
#[test]
fn no_statement_is_planned_anew_for_every_value() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    sources(&root.join("src"), &mut all);
    let mut once = 0;
    for (path, text) in &all {
        for literal in literals(text) {
            for word in ["LIKE", "LIMIT", "OFFSET"] {
                once += literal.matches(&format!("{word} (")).count();
                assert!(!literal.contains(&format!("{word} $")), "{path}: {literal}");
            }
        }
    }
    assert!(once > 20, "the scan met {once} of them");
}

#[test]
fn the_scan_would_notice() {
    let source = r#"let a = "SELECT 1 FROM fact WHERE id = $1"; // "FROM unit"
        let quote = '"'; fn f<'a>() {} let b = "a \"quoted\" JOIN play p";"#;
    let found = literals(source);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(tenant_tables(&found[0]), BTreeSet::from(["fact"]));
    assert_eq!(tenant_tables(&found[1]), BTreeSet::from(["play"]));
    assert!(!says_whose(&found[0]) && says_whose("… /* staff */"));
}

/// Table and column, and whether it may be empty.
type Columns = BTreeMap<(String, String), bool>;

async fn columns(db: &super::Db, text: &'static str) -> Columns {
    let mut read = db.read(Scope::system()).await.unwrap();
    let rows: Vec<(String, String, i64)> = read.all(text, args![]).await.unwrap();
    rows.into_iter()
        .map(|(table, column, required)| ((table, column), required != 0))
        .collect()
}

const SQLITE_COLUMNS: &str = "SELECT t.name, c.name, c.\"notnull\" OR c.pk > 0
    FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'product_search%'
        AND t.name NOT LIKE 'product_text_search%' AND t.name NOT LIKE 'article_search%'
        AND t.name <> '_sqlx_migrations'";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text,
        CAST(CASE WHEN c.is_nullable = 'NO' THEN 1 ELSE 0 END AS BIGINT)
    FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = 'public'
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.table_name <> '_sqlx_migrations'
        -- Full text search is a column here and a table of its own there.
        AND NOT (c.table_name IN ('product', 'product_text', 'article_text') AND c.column_name = 'search')";

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let here = columns(&testing::sqlite().await, SQLITE_COLUMNS).await;
    let there = columns(&testing::postgres().await, POSTGRES_COLUMNS).await;
    assert!(here.len() > 200, "the schema was not read: {}", here.len());
    let differing: Vec<_> = here
        .iter()
        .filter(|(column, required)| there.get(*column) != Some(required))
        .chain(
            there
                .iter()
                .filter(|(column, _)| !here.contains_key(*column)),
        )
        .collect();
    assert!(differing.is_empty(), "{differing:#?}");
}

#[tokio::test]
async fn the_tables_of_customers_are_those_whose_every_row_has_one() {
    let schema = columns(&testing::sqlite().await, SQLITE_COLUMNS).await;
    let owned: BTreeSet<&str> = schema
        .iter()
        .filter(|((_, column), required)| column == "customer_id" && **required)
        .map(|((table, _), _)| table.as_str())
        .chain(SHARED_TABLES.iter().copied())
        .collect();
    assert_eq!(owned, TENANT_TABLES.iter().copied().collect());
}

#[tokio::test]
async fn row_policies_stand_on_every_table_of_customers() {
    let db = testing::postgres().await;
    let mut read = db.read(Scope::system()).await.unwrap();
    let walled: Vec<(String,)> = read
        .all(
            "SELECT c.relname::text FROM pg_class c
             WHERE c.relrowsecurity AND c.relforcerowsecurity
                 AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)",
            args![],
        )
        .await
        .unwrap();
    let walled: BTreeSet<&str> = walled.iter().map(|(name,)| name.as_str()).collect();
    let open: Vec<_> = TENANT_TABLES
        .iter()
        .filter(|table| !walled.contains(*table))
        .collect();
    assert!(open.is_empty(), "no row policy: {open:?}");
}
