//! Categories of products, a tree.

use super::mapping::{self, CategoryChoice};
use super::words::words_of;
use crate::args;
use crate::id::CategoryId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Asked, Db, FromRow, JsonRows, Query, Result, Scope, Sql, StoreError, Tx, list_placeholders,
};
use crate::{Timestamp, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// The category it belongs to, if it is not one of the first level.
    #[sqlx(rename = "parent_id")]
    pub parent: Option<CategoryId>,
    /// Its code, which stands in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What composed SKUs begin with.
    pub sku_prefix: String,
}

/// All categories, by name.
///
/// # Errors
/// If they can't be read.
pub async fn categories(query: &mut impl Query) -> Result<Vec<Category>> {
    ask_categories().fetch(query).await
}

/// The question behind [`categories`], to be asked together with others.
#[must_use]
pub fn ask_categories() -> Asked<'static, Vec<Category>> {
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "parent", "code", "name", "sku_prefix"],
            "SELECT id, parent_id AS parent, code, name, sku_prefix
             FROM category ORDER BY name, id",
        )
    });
    ALL.ask(args![])
}

/// How many products each category has that has any.
///
/// # Errors
/// If they can't be counted.
pub async fn category_counts(query: &mut impl Query) -> Result<HashMap<CategoryId, i64>> {
    let counts: Vec<(CategoryId, i64)> = query
        .all(
            Sql::from("SELECT category_id, count(*) FROM product GROUP BY category_id"),
            args![],
        )
        .await?;
    Ok(counts.into_iter().collect())
}

/// The category and every one below it.
#[must_use]
pub fn with_those_below(all: &[Category], top: CategoryId) -> Vec<CategoryId> {
    let mut found = vec![top];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        for category in all {
            if category.parent == Some(parent) && !found.contains(&category.id) {
                found.push(category.id);
            }
        }
        next += 1;
    }
    found
}

/// The categories above this one, from the first level down, itself last.
#[must_use]
pub fn path_to(all: &[Category], category: CategoryId) -> Vec<&Category> {
    let mut path = Vec::new();
    let mut next = Some(category);
    while let Some(id) = next {
        let Some(found) = all.iter().find(|one| one.id == id) else {
            break;
        };
        if path.contains(&found) {
            break;
        }
        path.push(found);
        next = found.parent;
    }
    path.reverse();
    path
}

/// Makes the categories that are not there yet and answers all of them by
/// their code. What is there already keeps its name.
///
/// # Errors
/// If they can't be written.
pub async fn put_categories(
    tx: &mut Tx,
    wanted: &[CategoryChoice],
    now: Timestamp,
) -> Result<HashMap<String, Category>> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = wanted
        .iter()
        .map(|one| {
            args![
                CategoryId::new(),
                &one.code,
                one.name.trim(),
                &one.sku_prefix,
                now
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO category (id, code, name, sku_prefix, created_at) VALUES",
        rows,
        "ON CONFLICT (code) DO NOTHING",
    )
    .await?;
    let found: Vec<Category> = tx
        .all(
            format!(
                "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE code IN ({})",
                list_placeholders(1, wanted.len())
            ),
            wanted
                .iter()
                .map(|one| crate::store::IntoValue::value(&one.code))
                .collect(),
        )
        .await?;
    Ok(found
        .into_iter()
        .map(|category| (category.code.clone(), category))
        .collect())
}

/// What a curator says about a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveCategory {
    /// The category; a new one if there is none with this id.
    pub id: CategoryId,
    /// The category above it.
    pub parent: Option<CategoryId>,
    /// Its code. A category that is there keeps its own: addresses and saved
    /// mappings refer to it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What composed SKUs begin with.
    pub sku_prefix: String,
}

/// What is wrong with one field of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CategoryFault {
    /// The code is not made of small letters, digits and dashes.
    Code,
    /// Another category has the code.
    CodeTaken,
    /// No name, or one too long.
    Name,
    /// No prefix, or not one to six capitals and digits.
    Prefix,
    /// The category would be below itself.
    Circle,
}

/// Why a category was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveCategoryError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Fields are wrong: everything that is.
    #[error("some fields are wrong: {0:?}")]
    Fields(Vec<CategoryFault>),
}

/// Makes or changes a category.
///
/// # Errors
/// See [`SaveCategoryError`].
pub async fn save_category(
    db: &Db,
    actor: &Actor,
    command: SaveCategory,
    now: Timestamp,
) -> Result<(), SaveCategoryError> {
    actor.demand(Permission::Curate)?;
    let name = super::attribute::tidy(&command.name);
    let mut faults = Vec::new();
    if name.is_empty() || name.chars().count() > mapping::LONGEST_NAME {
        faults.push(CategoryFault::Name);
    }
    if !mapping::is_code(&command.code) {
        faults.push(CategoryFault::Code);
    }
    if !mapping::is_prefix(&command.sku_prefix) {
        faults.push(CategoryFault::Prefix);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let all = categories(tx).await?;
            let before = all.iter().find(|one| one.id == command.id).cloned();
            if let Some(parent) = command.parent
                && (with_those_below(&all, command.id).contains(&parent)
                    || !all.iter().any(|one| one.id == parent))
            {
                faults.push(CategoryFault::Circle);
            }
            if before.is_none() && all.iter().any(|one| one.code == command.code) {
                faults.push(CategoryFault::CodeTaken);
            }
            if !faults.is_empty() {
                return Err(SaveCategoryError::Fields(faults));
            }
            tx.run(
                "INSERT INTO category (id, parent_id, code, name, sku_prefix, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (id) DO UPDATE SET
                     parent_id = excluded.parent_id,
                     name = excluded.name,
                     sku_prefix = excluded.sku_prefix",
                args![
                    command.id,
                    command.parent,
                    &command.code,
                    &name,
                    &command.sku_prefix,
                    now
                ],
            )
            .await?;
            if before.is_some_and(|before| before.name != name) {
                // Its products are found by the new name besides the old one.
                let words = words_of(&[&name]);
                super::lexicon::put_words(tx, [words.as_str()]).await?;
                tx.run(
                    "UPDATE product SET words = words || ' ' || $2 WHERE category_id = $1",
                    args![command.id, words],
                )
                .await?;
            }
            let entry = audit::Entry {
                action: "category.saved",
                subject: command.id.to_string(),
                customer: None,
                detail: json!({ "code": command.code, "name": name }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Whether there is nothing to sell yet: no category, no product, no price
/// list.
///
/// # Errors
/// If the storage fails.
pub async fn is_empty(db: &Db) -> Result<bool> {
    let mut read = db.read(Scope::system()).await?;
    let known: Option<i64> = read
        .scalar(
            "SELECT (SELECT COUNT(*) FROM category) + (SELECT COUNT(*) FROM product)
                 + (SELECT COUNT(*) FROM price_list)",
            args![],
        )
        .await?;
    Ok(known == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::both_engines;

    fn category(code: &str, name: &str, parent: Option<CategoryId>) -> SaveCategory {
        SaveCategory {
            id: CategoryId::new(),
            parent,
            code: code.to_owned(),
            name: name.to_owned(),
            sku_prefix: "X".to_owned(),
        }
    }

    both_engines!(categories_form_a_tree_without_circles, |db| async move {
        let actor = Actor::system();
        let save = |command| save_category(&db, &actor, command, Timestamp(1));
        let parts = category("parts", "Parts", None);
        let mice = category("mouse", "Mice", Some(parts.id));
        save(parts.clone()).await.unwrap();
        save(mice.clone()).await.unwrap();
        let below_itself = SaveCategory {
            parent: Some(mice.id),
            ..parts.clone()
        };
        assert!(matches!(
            save(below_itself).await,
            Err(SaveCategoryError::Fields(faults)) if faults == [CategoryFault::Circle]
        ));
        assert!(matches!(
            save(category("mouse", "Other", None)).await,
            Err(SaveCategoryError::Fields(faults)) if faults == [CategoryFault::CodeTaken]
        ));
        assert!(matches!(
            save(category("Mäuse", "Other", None)).await,
            Err(SaveCategoryError::Fields(faults)) if faults == [CategoryFault::Code]
        ));
        assert!(matches!(
            save(category("ok", " ", None)).await,
            Err(SaveCategoryError::Fields(faults)) if faults == [CategoryFault::Name]
        ));
        let all_wrong = SaveCategory {
            sku_prefix: "x y".to_owned(),
            ..category("Mäuse", "", None)
        };
        assert!(matches!(
            save(all_wrong).await,
            Err(SaveCategoryError::Fields(faults)) if faults.len() == 3
        ));
        let renamed = SaveCategory {
            name: "Pointing devices".to_owned(),
            ..mice.clone()
        };
        save(renamed).await.unwrap();
        let mut read = db.read(actor.scope()).await.unwrap();
        let all = categories(&mut read).await.unwrap();
        let names: Vec<&str> = path_to(&all, mice.id)
            .iter()
            .map(|category| category.name.as_str())
            .collect();
        assert_eq!(names, ["Parts", "Pointing devices"]);
        assert_eq!(with_those_below(&all, parts.id), [parts.id, mice.id]);
    });
}
