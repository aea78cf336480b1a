//! A category and its attributes, as a curator edits them.

use super::attribute::Kind;
use super::categories::Category;
use crate::args;
use crate::id::CategoryId;
use crate::store::{Asked, JsonSets};
use serde::Deserialize;
use std::sync::LazyLock;

/// A category and its attributes, as a curator edits them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryPage {
    /// The category.
    pub category: Category,
    /// Its attributes, in their order.
    pub attributes: Vec<AttributeRow>,
    /// How many products are in it.
    pub products: i64,
}

/// An attribute of a category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AttributeRow {
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// The unit of its numbers.
    pub unit: String,
    /// Its place among the others.
    pub position: i64,
    /// How many products have a value of it.
    pub products: i64,
}

#[derive(Deserialize)]
struct PageRows {
    category: Vec<Category>,
    attributes: Vec<AttributeRow>,
    products: Vec<Count>,
}

#[derive(Deserialize)]
struct Count {
    count: i64,
}

/// A category with its attributes; none if there is no such category. To be asked
/// together with other things.
#[must_use]
pub fn ask_category_page(category: CategoryId) -> Asked<'static, Option<CategoryPage>> {
    static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "category",
                &["id", "parent", "code", "name", "sku_prefix"],
                "SELECT id, parent_id AS parent, code, name, sku_prefix FROM category WHERE id = $1",
            ),
            (
                "attributes",
                &["number", "name", "kind", "unit", "position", "products"],
                "SELECT a.number, a.name, a.kind, a.unit, a.position,
                     (SELECT COUNT(DISTINCT v.product_id) FROM product_attribute v
                      WHERE v.attribute = a.number) AS products
                 FROM category_attribute a WHERE a.category_id = $1
                 ORDER BY a.position, a.name",
            ),
            (
                "products",
                &["count"],
                "SELECT COUNT(*) AS count FROM product WHERE category_id = $1",
            ),
        ])
    });
    PAGE.ask::<PageRows>(args![category]).map(|mut rows| {
        Some(CategoryPage {
            category: rows.category.pop()?,
            attributes: rows.attributes,
            products: rows.products.first().map_or(0, |one| one.count),
        })
    })
}
