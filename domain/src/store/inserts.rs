//! Inserts into several tables, sent as one statement. A command writes what
//! it changes and with it the event, the interaction, the audit row and the
//! messages; each trip to the database costs more than the insert itself.

use super::query::{Conn, FEW_ROWS, MOST_VALUES, Sql, placeholders};
use super::{Args, Query, Result, Tx};

/// Rows about to be inserted into one table.
#[derive(Debug)]
pub struct Insert {
    /// Everything before the rows: `INSERT INTO t (a, b) VALUES`.
    head: &'static str,
    rows: Vec<Args>,
}

impl Insert {
    /// Rows of one table. `head` is everything before them: `INSERT INTO t (a,
    /// b) VALUES`.
    #[must_use]
    pub const fn rows(head: &'static str, rows: Vec<Args>) -> Self {
        Self { head, rows }
    }

    /// One row.
    #[must_use]
    pub fn row(head: &'static str, row: Args) -> Self {
        Self::rows(head, vec![row])
    }

    fn values(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }
}

impl Tx {
    /// Inserts into several tables, in this order, in one statement; where
    /// there is more than fits into one, in one or more for each table.
    ///
    /// # Errors
    /// If a row can't be inserted.
    pub async fn insert(&mut self, inserts: impl IntoIterator<Item = Insert> + Send) -> Result<()> {
        let inserts: Vec<Insert> = inserts
            .into_iter()
            .filter(|insert| !insert.rows.is_empty())
            .collect();
        if inserts.is_empty() {
            return Ok(());
        }
        if inserts.iter().map(Insert::values).sum::<usize>() > MOST_VALUES {
            for insert in inserts {
                self.insert_many(insert.head, insert.rows, "").await?;
            }
            return Ok(());
        }
        let few = inserts.iter().all(|insert| insert.rows.len() <= FEW_ROWS);
        let text = match self.conn() {
            // Not `$1`: see `placeholders`.
            Conn::Sqlite(_) => texts(&inserts, |_| "?".to_owned()).join("; "),
            Conn::Postgres(_) => as_one(&texts(&inserts, |number| format!("${number}"))),
        };
        let args: Args = inserts
            .into_iter()
            .flat_map(|insert| insert.rows)
            .flatten()
            .collect();
        let sql = if few {
            Sql::MadeToKeep(text)
        } else {
            Sql::Made(text)
        };
        self.run(sql, args).await.map(drop)
    }
}

/// The inserts' texts. Their placeholders are numbered through, and written as
/// `name` says.
fn texts(inserts: &[Insert], name: impl Fn(usize) -> String) -> Vec<String> {
    let mut before = 0;
    inserts
        .iter()
        .map(|insert| {
            let width = insert.rows.first().map_or(0, Vec::len);
            let first = before;
            before += insert.values();
            let rows = placeholders(insert.rows.len(), width, |number| name(first + number));
            format!("{} {rows}", insert.head)
        })
        .collect()
}

/// Several inserts as one statement of PostgreSQL. References between their
/// rows are checked when all of them are there.
fn as_one(texts: &[String]) -> String {
    let Some((last, others)) = texts.split_last() else {
        return String::new();
    };
    if others.is_empty() {
        return last.clone();
    }
    let parts: Vec<String> = others
        .iter()
        .enumerate()
        .map(|(number, text)| format!("i{number} AS ({text})"))
        .collect();
    format!("WITH {} {last}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::id::{CategoryId, ProductId};
    use crate::store::testing::both_engines;
    use crate::store::{Db, Scope, StoreError, counted};

    fn category(id: CategoryId, code: &str) -> Args {
        args![id, code, code, code, 0]
    }

    const CATEGORY: &str = "INSERT INTO category (id, code, name, sku_prefix, created_at) VALUES";
    const SETTING: &str = "INSERT INTO setting (name, value) VALUES";

    async fn write(db: &Db, inserts: Vec<Insert>) -> Result<u32> {
        db.write(Scope::system(), move |tx| {
            Box::pin(async move {
                let (done, statements) = counted(tx.insert(inserts)).await;
                done?;
                Ok::<_, StoreError>(statements)
            })
        })
        .await
    }

    async fn count(db: &Db, table: &'static str) -> i64 {
        let mut read = db.read(Scope::system()).await.unwrap();
        let text = format!("SELECT COUNT(*) FROM {table}");
        read.scalar(text, args![]).await.unwrap().unwrap()
    }

    both_engines!(rows_of_several_tables_go_in_together, |db| async move {
        let before = count(&db, "setting").await;
        let ids = [CategoryId::new(), CategoryId::new()];
        let statements = write(
            &db,
            vec![
                Insert::rows(
                    CATEGORY,
                    vec![category(ids[0], "one"), category(ids[1], "two")],
                ),
                Insert::rows(SETTING, Vec::new()),
                Insert::row(SETTING, args!["a-setting", "\"x\""]),
            ],
        )
        .await
        .unwrap();
        assert_eq!(statements, 1);
        assert_eq!(count(&db, "category").await, 2);
        assert_eq!(count(&db, "setting").await, before + 1);
        assert_eq!(write(&db, Vec::new()).await.unwrap(), 0);
    });

    both_engines!(one_that_fails_undoes_all, |db| async move {
        let id = CategoryId::new();
        let twice = Insert::rows(CATEGORY, vec![category(id, "one"), category(id, "two")]);
        let before = count(&db, "setting").await;
        let setting = Insert::row(SETTING, args!["another", "\"x\""]);
        let error = write(&db, vec![setting, twice]).await.unwrap_err();
        assert!(error.is_duplicate(), "{error}");
        assert_eq!(count(&db, "category").await, 0);
        assert_eq!(count(&db, "setting").await, before);
    });

    both_engines!(
        a_reference_between_them_is_checked_at_the_end,
        |db| async move {
            let (category_id, unknown) = (CategoryId::new(), CategoryId::new());
            let child = |id: CategoryId, parent: CategoryId| {
                Insert::row(
                    "INSERT INTO category (id, parent_id, code, name, sku_prefix, created_at) VALUES",
                    args![id, parent, id.to_string(), "x", id.to_string(), 0],
                )
            };
            let parent = Insert::row(CATEGORY, category(category_id, "parent"));
            write(&db, vec![parent, child(CategoryId::new(), category_id)])
                .await
                .unwrap();
            write(&db, vec![child(CategoryId::new(), unknown)])
                .await
                .unwrap_err();
            assert_eq!(count(&db, "category").await, 2);
        }
    );

    both_engines!(many_rows_go_in_one_table_after_the_other, |db| async move {
        let rows = |from: usize| {
            (from..from + 1_500)
                .map(|number| category(CategoryId(ProductId::new().0), &format!("c{number}")))
                .collect()
        };
        let inserts = vec![
            Insert::rows(CATEGORY, rows(0)),
            Insert::rows(CATEGORY, rows(1_500)),
        ];
        assert_eq!(write(&db, inserts).await.unwrap(), 2);
        assert_eq!(count(&db, "category").await, 3_000);
    });
}
