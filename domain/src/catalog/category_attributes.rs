//! Which attributes the products of a category have: read, and made where they are
//! wanted.

use super::attribute::Kind;
use crate::args;
use crate::id::CategoryId;
use crate::store::{FromRow, IntoValue, Query, Result, Tx, list_placeholders};

/// An attribute that the products of a category have.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CategoryAttribute {
    /// Its number, which products' values refer to.
    pub number: i64,
    /// The category.
    #[sqlx(rename = "category_id")]
    pub category: CategoryId,
    /// Its place among the category's attributes.
    pub position: i64,
    /// What it is called.
    pub name: String,
    /// How it is read; see [`Kind`].
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
}

impl CategoryAttribute {
    /// How it is read.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or(Kind::Text)
    }
}

/// An attribute that a category shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedAttribute {
    /// The category.
    pub category: CategoryId,
    /// Its place among the category's attributes.
    pub position: i64,
    /// What it is called.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// The unit of its numbers.
    pub unit: String,
}

/// Makes the attributes that are not there yet and answers all of these
/// categories' attributes. One that is there stays what it is, whatever is wanted:
/// agreements may have rules about it.
///
/// # Errors
/// If they can't be written.
pub async fn put_attributes(
    tx: &mut Tx,
    wanted: &[WantedAttribute],
) -> Result<Vec<CategoryAttribute>> {
    let rows = wanted
        .iter()
        .map(|one| {
            args![
                one.category,
                one.position,
                &one.name,
                one.kind.code(),
                &one.unit
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO category_attribute (category_id, position, name, kind, unit) VALUES",
        rows,
        "ON CONFLICT (category_id, name) DO NOTHING",
    )
    .await?;
    let mut categories: Vec<CategoryId> = wanted.iter().map(|one| one.category).collect();
    categories.sort_unstable();
    categories.dedup();
    category_attributes(tx, &categories).await
}

/// The attributes of these categories, in their order.
///
/// # Errors
/// If they can't be read.
pub async fn category_attributes(
    query: &mut impl Query,
    categories: &[CategoryId],
) -> Result<Vec<CategoryAttribute>> {
    if categories.is_empty() {
        return Ok(Vec::new());
    }
    query
        .all(
            format!(
                "SELECT number, category_id, position, name, kind, unit FROM category_attribute
                 WHERE category_id IN ({}) ORDER BY category_id, position, name",
                list_placeholders(1, categories.len())
            ),
            categories.iter().map(|one| one.value()).collect(),
        )
        .await
}
