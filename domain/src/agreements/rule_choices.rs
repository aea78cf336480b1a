//! What a rule about many products can ask for, and how many it would mean.

use super::shelf::members::meant;
use super::{AttributeName, Only};
use crate::args;
use crate::id::CategoryId;
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// A manufacturer.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
}

/// The attributes that rules can ask for.
pub(super) const ATTRIBUTES: &str = "
    SELECT DISTINCT name, CASE kind WHEN 'choices' THEN 'choice' ELSE kind END AS kind,
        CASE kind WHEN 'number' THEN unit ELSE '' END AS unit
    FROM category_attribute WHERE kind <> 'text' ORDER BY name, kind, unit";

/// The manufacturers there are, found by stepping from one to the next in their
/// index: there are few of them, and many products.
pub(super) const MANUFACTURERS: &str = "
    WITH RECURSIVE maker (small) AS (
        SELECT (SELECT lower(p.manufacturer) FROM product p WHERE lower(p.manufacturer) > ''
                ORDER BY lower(p.manufacturer) LIMIT 1)
        UNION ALL
        SELECT (SELECT lower(p.manufacturer) FROM product p
                WHERE lower(p.manufacturer) > maker.small
                ORDER BY lower(p.manufacturer) LIMIT 1)
        FROM maker WHERE maker.small IS NOT NULL
    )
    SELECT (SELECT MIN(p.manufacturer) FROM product p
            WHERE lower(p.manufacturer) = maker.small) AS name
    FROM maker WHERE maker.small IS NOT NULL ORDER BY maker.small LIMIT 2000";

/// The attributes that rules can ask for, each once.
#[must_use]
pub fn ask_attribute_names() -> Asked<'static, Vec<AttributeName>> {
    static NAMES: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(&["name", "kind", "unit"], ATTRIBUTES));
    NAMES.ask(args![])
}

/// How many products on offer in a category and below it, or without one in the
/// whole catalog, a question means.
#[must_use]
pub fn ask_products_meant(category: Option<CategoryId>, only: &Only) -> Asked<'static, i64> {
    #[derive(Deserialize)]
    struct Count {
        products: i64,
    }
    static COUNT: LazyLock<JsonRows> = LazyLock::new(|| {
        let meant = meant("SELECT CAST($2 AS TEXT) AS only_those");
        JsonRows::new(
            &["products"],
            &format!(
                "WITH RECURSIVE below (id) AS (
                     SELECT id FROM category WHERE id = $1 OR $1 IS NULL
                     UNION
                     SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
                 )
                 SELECT COUNT(*) AS products FROM ({meant}) m
                 WHERE m.category_id IN (SELECT id FROM below)"
            ),
        )
    });
    COUNT
        .ask::<Count>(args![category, only.text()])
        .map(|rows| rows.first().map_or(0, |row| row.products))
}

/// The manufacturers there are, the first 2,000.
#[must_use]
pub fn ask_manufacturers() -> Asked<'static, Vec<String>> {
    static NAMES: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(&["name"], MANUFACTURERS));
    NAMES
        .ask::<Named>(args![])
        .map(|all| all.into_iter().map(|one| one.name).collect())
}
