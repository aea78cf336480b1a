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
    let args = args![shopper.company.id, in_force.revision, now];
    Ok(tree(EVERYTHING.all(read, args).await?))
}

/// One category with those above and below it, and what is needed to make a
/// page of it.
pub(super) struct Survey {
    pub(super) categories: Vec<ShelfCategory>,
    /// The one that was asked for, if the shopper sees anything in it.
    pub(super) here: Option<ShelfCategory>,
    /// Until when its discount applies, and which category's it is; none for
    /// the whole catalog's.
    pub(super) rate_until: Option<i64>,
    pub(super) rate_of: Option<String>,
    /// What is remembered of it.
    pub(super) figures: Option<Arc<Figures>>,
    /// Products in it that the agreement names, by their numbers.
    pub(super) named: HashMap<i64, Named>,
}

/// What an agreement says of a single product.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    /// Whether it is taken out.
    pub(super) gone: bool,
    /// Its contract price in minor units, and until when it applies.
    pub(super) contract_minor: Option<i64>,
    pub(super) contract_until: Option<i64>,
}

/// Surveys the category of this code, in one statement. It brings along what is
/// remembered of the category, where that has changed. Without such a category
/// the survey is empty.
pub(super) async fn survey(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    in_force: &InForce,
    code: &str,
    now: Timestamp,
) -> Result<Survey> {
    let known = recall(code);
    let nothing = CategoryId(uuid::Uuid::nil());
    let rows: Vec<Row> = SURVEY
        .all(
            read,
            args![
                shopper.company.id,
                in_force.revision,
                now,
                code,
                known.as_ref().map_or(nothing, |known| known.category),
                known.as_ref().map_or(-1, |known| known.changes),
            ],
        )
        .await?;
    let figures = match rows.iter().find(|row| row.kind == "figures") {
        Some(Row {
            id: Some(category), ..
        }) => {
            let rows = rows.iter().filter_map(Row::as_figures);
            Some(Figures::remember(code, *category, rows))
        }
        _ => known,
    };
    let named = rows
        .iter()
        .filter(|row| row.kind == "named")
        .filter_map(|row| {
            let named = Named {
                gone: row.shown == Some(1),
                contract_minor: row.minor,
                contract_until: row.until,
            };
            Some((row.number?, named))
        })
        .collect();
    let own = rows
        .iter()
        .find(|row| row.kind == "category" && row.code.as_deref() == Some(code));
    let (rate_until, rate_of) = own.map_or((None, None), |own| (own.until, own.rate_of.clone()));
    let categories = tree(rows);
    Ok(Survey {
        here: categories.iter().find(|one| one.code == code).cloned(),
        categories,
        rate_until,
        rate_of,
        figures,
        named,
    })
}

/// Every category under an agreement. `$1` the customer, `$2` the revision,
/// `$3` now.
pub(super) static EVERYTHING: LazyLock<JsonRows> = LazyLock::new(|| {
    let asked = "asked AS (SELECT id FROM category)";
    JsonRows::new(COLUMNS, &under_agreement(asked))
});

/// One category under an agreement, with those above and below it. `$4` its
/// code; `$5` the id and `$6` the count of changes of what is remembered of it.
///
/// One row per category; one per product of the category itself that the
/// agreement names; and, if what is remembered is out of date, the figures: see
/// [`Figures`].
pub(super) static SURVEY: LazyLock<JsonRows> = LazyLock::new(|| {
    let asked = "
        here AS (SELECT id FROM category WHERE code = $4),
        below (id) AS (
            SELECT id FROM here
            UNION
            SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
        ),
        above (id) AS (
            SELECT id FROM here
            UNION
            SELECT c.parent_id FROM above a JOIN category c ON c.id = a.id
            WHERE c.parent_id IS NOT NULL
        ),
        stale AS (
            SELECT k.category_id, k.changes FROM here JOIN category_stock k ON k.category_id = here.id
            WHERE k.changes <> $6 OR k.category_id <> $5
        ),
        asked AS (SELECT id FROM below UNION SELECT id FROM above)";
    let categories = under_agreement(asked);
    JsonRows::new(
        COLUMNS,
        &format!(
            "{categories}
            UNION ALL
            SELECT 'named', NULL, NULL, NULL, '', n.gone, NULL, n.until, NULL, n.minor, NULL,
                n.number, NULL, NULL, NULL
            FROM named n WHERE n.category_id = (SELECT id FROM here)
            UNION ALL
            SELECT 'figures', CAST(stale.category_id AS TEXT), NULL, NULL, '', NULL, NULL, NULL,
                NULL, NULL, NULL, stale.changes, NULL, NULL,
                (SELECT string_agg(CAST(number AS TEXT), ',' ORDER BY sort_name, id)
                 FROM product WHERE category_id = stale.category_id AND active)
            FROM stale
            UNION ALL
            SELECT 'by-sku', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL,
                (SELECT string_agg(CAST(number AS TEXT), ',' ORDER BY sku)
                 FROM product WHERE category_id = stale.category_id AND active)
            FROM stale
            UNION ALL
            SELECT 'maker', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                manufacturer, NULL, string_agg(CAST(number AS TEXT), ',')
            FROM product
            WHERE category_id = (SELECT category_id FROM stale) AND active AND manufacturer <> ''
            GROUP BY manufacturer
            UNION ALL
            SELECT 'value', NULL, t.kind, t.unit, t.name, NULL, NULL, NULL, NULL, NULL, t.position,
                t.number, v.value, v.amount, string_agg(CAST(p.number AS TEXT), ',')
            FROM category_attribute t
            JOIN product_attribute v ON v.attribute = t.number
            JOIN product p ON p.id = v.product_id AND p.active AND p.category_id = t.category_id
            WHERE t.category_id = (SELECT category_id FROM stale) AND t.kind <> 'text'
            GROUP BY t.number, t.kind, t.unit, t.name, t.position, v.value, v.amount"
        ),
    )
});

const COLUMNS: &[&str] = &[
    "kind", "id", "parent", "code", "name", "shown", "rate", "until", "rate_of", "minor", "own",
    "number", "value", "amount", "members",
];

/// The categories that `asked` names, as they are under an agreement.
fn under_agreement(asked: &str) -> String {
    // The agreement's few lines lead to the products, never the other way.
    format!(
        "WITH RECURSIVE {asked},
        {RESOLVED},
        line AS MATERIALIZED (
            SELECT x.product_id, MAX(CASE x.rule WHEN 'out' THEN 1 ELSE 0 END) AS gone,
                MAX(CASE x.rule WHEN 'price' THEN x.price_minor END) AS minor,
                MAX(CASE x.rule WHEN 'price' THEN x.valid_until END) AS until
            FROM agreement_product x
            WHERE x.customer_id = $1 AND x.revision_id = $2
                AND x.valid_from <= $3 AND $3 < x.valid_until
            GROUP BY x.product_id
        ),
        named AS MATERIALIZED (
            SELECT p.category_id, p.number, l.gone, l.minor, l.until
            FROM line l CROSS JOIN product p WHERE p.id = l.product_id AND p.active
        ),
        counted AS (
            SELECT category_id, SUM(gone) AS gone, COUNT(*) AS named FROM named GROUP BY category_id
        )
        SELECT 'category' AS kind, CAST(c.id AS TEXT) AS id, CAST(c.parent_id AS TEXT) AS parent,
            c.code, c.name, s.shown, s.rate, s.rate_until AS until, s.rate_of,
            CAST(NULL AS BIGINT) AS minor,
            CAST(CASE WHEN s.shown = 1 THEN COALESCE(k.active, 0) - COALESCE(n.gone, 0)
                ELSE COALESCE(n.named - n.gone, 0) END AS BIGINT) AS own,
            CAST(NULL AS BIGINT) AS number, CAST(NULL AS TEXT) AS value,
            CAST(NULL AS DOUBLE PRECISION) AS amount, CAST(NULL AS TEXT) AS members
        FROM category c
        JOIN shelf s ON s.id = c.id
        LEFT JOIN category_stock k ON k.category_id = c.id
        LEFT JOIN counted n ON n.category_id = c.id"
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
    until: Option<i64>,
    rate_of: Option<String>,
    minor: Option<i64>,
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

/// The categories that have something, with the counts of what is below them,
/// in the order of their names.
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
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}
