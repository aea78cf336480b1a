//! The categories in which a customer sees anything, with their counts.

use super::RESOLVED;
use super::figures::{Figures, FiguresRow, recall};
use crate::args;
use crate::id::CategoryId;
use crate::identity::{InForce, Shopper};
use crate::store::{JsonRows, Query, Result};
use crate::{Rate, Timestamp};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

/// A category in which the shopper sees something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfCategory {
    /// The category.
    pub id: CategoryId,
    /// The category above.
    pub parent: Option<CategoryId>,
    /// What stands for it in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many products the shopper sees in the category itself.
    pub own: i64,
    /// How many in it and below it.
    pub products: i64,
    /// The discount that applies in it.
    pub rate: Option<Rate>,
    /// Whether the agreement includes the whole category, and not only single
    /// products in it.
    pub(super) shown: bool,
}

/// Every category in which the shopper sees at least one product, or below
/// which there is one, in the order of their names.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_categories(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    now: Timestamp,
) -> Result<Vec<ShelfCategory>> {
    let Some(in_force) = shopper.in_force else {
        return Ok(Vec::new());
    };
    Ok(survey(read, shopper, in_force, None, now).await?.categories)
}

/// The categories, and what is needed of one of them to make a page of it.
pub(super) struct Survey {
    pub(super) categories: Vec<ShelfCategory>,
    /// What is remembered of the category that was asked for.
    pub(super) figures: Option<Arc<Figures>>,
    /// Products of that category that the agreement names: by their numbers,
    /// whether it takes them out.
    pub(super) named: HashMap<i64, bool>,
}

pub(super) static SURVEY: LazyLock<JsonRows> =
    LazyLock::new(|| JsonRows::new(COLUMNS, &statement()));

/// Reads the categories under an agreement, in one statement. For `chosen` it
/// brings along what is remembered of it, where that has changed.
pub(super) async fn survey(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    in_force: &InForce,
    chosen: Option<CategoryId>,
    now: Timestamp,
) -> Result<Survey> {
    let known = chosen.and_then(recall);
    let changes = known.as_ref().map_or(-1, |figures| figures.changes);
    let mut rows: Vec<Row> = SURVEY
        .all(
            read,
            args![
                shopper.company.id,
                in_force.revision,
                now,
                chosen.unwrap_or(CategoryId(uuid::Uuid::nil())),
                changes,
            ],
        )
        .await?;
    rows.sort_by(|a, b| a.name.cmp(&b.name));

    let figures = match chosen.filter(|_| rows.iter().any(|row| row.kind == "figures")) {
        Some(category) => Some(Figures::remember(
            category,
            rows.iter().filter_map(Row::as_figures),
        )),
        None => known,
    };
    let named = rows
        .iter()
        .filter(|row| row.kind == "named")
        .filter_map(|row| Some((row.number?, row.shown == Some(1))))
        .collect();
    Ok(Survey {
        categories: tree(rows),
        figures,
        named,
    })
}

const COLUMNS: &[&str] = &[
    "kind", "id", "parent", "code", "name", "shown", "rate", "own", "number", "value", "amount",
    "members",
];

/// `$1` the customer, `$2` the revision, `$3` now, `$4` the chosen category,
/// `$5` the count of changes at which it was remembered.
///
/// One row per category; one per product of the chosen category that the
/// agreement names; and, if what is remembered of the chosen category is out
/// of date, its figures: see [`Figures`].
fn statement() -> String {
    format!(
        "WITH RECURSIVE asked AS (SELECT id FROM category),
        {RESOLVED},
        named AS (
            SELECT p.category_id, p.number, l.gone
            FROM (
                SELECT x.product_id, MAX(CASE x.rule WHEN 'out' THEN 1 ELSE 0 END) AS gone
                FROM agreement_product x
                WHERE x.customer_id = $1 AND x.revision_id = $2
                    AND x.valid_from <= $3 AND $3 < x.valid_until
                GROUP BY x.product_id
            ) l JOIN product p ON p.id = l.product_id AND p.active
        ),
        counted AS (
            SELECT category_id, SUM(gone) AS gone, COUNT(*) AS named FROM named GROUP BY category_id
        ),
        stale AS (
            SELECT category_id, changes FROM category_stock WHERE category_id = $4 AND changes <> $5
        )
        SELECT 'category' AS kind, CAST(c.id AS TEXT) AS id, CAST(c.parent_id AS TEXT) AS parent,
            c.code, c.name, s.shown, s.rate,
            CAST(CASE WHEN s.shown = 1 THEN COALESCE(k.active, 0) - COALESCE(n.gone, 0)
                ELSE COALESCE(n.named - n.gone, 0) END AS BIGINT) AS own,
            CAST(NULL AS BIGINT) AS number, CAST(NULL AS TEXT) AS value,
            CAST(NULL AS DOUBLE PRECISION) AS amount, CAST(NULL AS TEXT) AS members
        FROM category c
        JOIN shelf s ON s.id = c.id
        LEFT JOIN category_stock k ON k.category_id = c.id
        LEFT JOIN counted n ON n.category_id = c.id
        UNION ALL
        SELECT 'named', NULL, NULL, NULL, '', n.gone, NULL, NULL, n.number, NULL, NULL, NULL
        FROM named n WHERE n.category_id = $4
        UNION ALL
        SELECT 'figures', NULL, NULL, NULL, '', NULL, NULL, NULL, stale.changes, NULL, NULL,
            (SELECT string_agg(CAST(number AS TEXT), ',' ORDER BY sort_name, id)
             FROM product WHERE category_id = $4 AND active)
        FROM stale
        UNION ALL
        SELECT 'by-sku', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL,
            (SELECT string_agg(CAST(number AS TEXT), ',' ORDER BY sku)
             FROM product WHERE category_id = $4 AND active)
        FROM stale
        UNION ALL
        SELECT 'maker', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, manufacturer, NULL,
            string_agg(CAST(number AS TEXT), ',')
        FROM product
        WHERE category_id = (SELECT category_id FROM stale) AND active AND manufacturer <> ''
        GROUP BY manufacturer
        UNION ALL
        SELECT 'value', NULL, t.kind, t.unit, t.name, NULL, NULL, t.position, t.number, v.value,
            v.amount, string_agg(CAST(p.number AS TEXT), ',')
        FROM category_attribute t
        JOIN product_attribute v ON v.attribute = t.number
        JOIN product p ON p.id = v.product_id AND p.active AND p.category_id = t.category_id
        WHERE t.category_id = (SELECT category_id FROM stale) AND t.kind <> 'text'
        GROUP BY t.number, t.kind, t.unit, t.name, t.position, v.value, v.amount"
    )
}

#[derive(Debug, Deserialize)]
struct Row {
    kind: String,
    id: Option<CategoryId>,
    parent: Option<String>,
    code: Option<String>,
    name: String,
    shown: Option<i64>,
    rate: Option<i64>,
    own: Option<i64>,
    number: Option<i64>,
    value: Option<String>,
    amount: Option<f64>,
    members: Option<String>,
}

impl Row {
    fn as_figures(&self) -> Option<FiguresRow<'_>> {
        let members = || numbers(self.members.as_deref());
        Some(match self.kind.as_str() {
            "figures" => FiguresRow::Products {
                changes: self.number?,
                by_name: members(),
            },
            "by-sku" => FiguresRow::BySku(members()),
            "maker" => FiguresRow::Maker {
                name: self.value.as_deref()?,
                products: members(),
            },
            "value" => FiguresRow::Value {
                attribute: self.number?,
                position: self.own?,
                name: &self.name,
                kind: self.parent.as_deref()?,
                unit: self.code.as_deref()?,
                value: self.value.as_deref()?,
                amount: self.amount,
                products: members(),
            },
            _ => return None,
        })
    }
}

fn numbers(list: Option<&str>) -> Vec<i64> {
    list.unwrap_or_default()
        .split(',')
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// The categories that have something, with the counts of what is below them.
fn tree(rows: Vec<Row>) -> Vec<ShelfCategory> {
    let mut all: Vec<ShelfCategory> = rows
        .into_iter()
        .filter(|row| row.kind == "category")
        .filter_map(|row| {
            Some(ShelfCategory {
                id: row.id?,
                parent: row.parent.as_deref().and_then(|id| id.parse().ok()),
                code: row.code?,
                name: row.name,
                own: row.own?,
                products: 0,
                rate: row.rate.map(Rate),
                shown: row.shown == Some(1),
            })
        })
        .collect();
    let parents: HashMap<CategoryId, CategoryId> = all
        .iter()
        .filter_map(|category| Some((category.id, category.parent?)))
        .collect();
    let mut totals: HashMap<CategoryId, i64> = HashMap::new();
    for category in all.iter().filter(|category| category.own > 0) {
        let mut seen = HashSet::new();
        let mut here = Some(category.id);
        while let Some(id) = here.filter(|id| seen.insert(*id)) {
            *totals.entry(id).or_default() += category.own;
            here = parents.get(&id).copied();
        }
    }
    for category in &mut all {
        category.products = totals.get(&category.id).copied().unwrap_or_default();
    }
    all.retain(|category| category.products > 0);
    all
}
