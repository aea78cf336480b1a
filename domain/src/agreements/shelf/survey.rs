//! What a page of the catalog needs, in one statement: what the agreement says,
//! how many products there are, and whatever of the remembered is out of date.

use super::figures::{Figures, Sheet, ValueRow, recall};
use super::list_prices::{Entry, ListPrices};
use super::terms::{CategoryLine, ProductLine, Terms};
use super::tree::{Node, Tree};
use crate::id::CategoryId;
use crate::identity::{InForce, Shopper};
use crate::store::{JsonSets, Read, Result};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What was found out.
pub(super) struct Survey {
    pub(super) tree: Arc<Tree>,
    pub(super) terms: Terms,
    /// How many products of each category are on offer: of the one that was
    /// asked for and those below it, or of all.
    pub(super) on_offer: HashMap<CategoryId, i64>,
    /// What is remembered of the category that was asked for; none if there is
    /// none, or never was a product in it.
    pub(super) known: Option<Known>,
}

/// What is remembered of a category for whoever buys from a price list.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) figures: Arc<Figures>,
    pub(super) prices: Arc<ListPrices>,
}

/// Surveys the category of this code, or all categories.
///
/// It takes a [`Read`], never a transaction that writes: what such a one sees
/// may be undone, and must not be remembered.
pub(super) async fn survey(
    read: &mut Read,
    shopper: Shopper<'_>,
    in_force: &InForce,
    code: Option<&str>,
    now: Timestamp,
) -> Result<Survey> {
    let tree = Tree::recall(read.database());
    let figures = code.and_then(recall);
    let prices = figures
        .as_ref()
        .and_then(|known| ListPrices::recall(in_force.price_list, known.category));
    // What was never read has no count of changes: all counts are positive.
    let answer: Answer = SURVEY
        .fetch(
            read,
            args![
                shopper.company.id,
                in_force.revision,
                now,
                code,
                in_force.price_list,
                tree.as_ref().map_or(-1, |known| known.changes),
                figures
                    .as_ref()
                    .map_or(CategoryId(uuid::Uuid::nil()), |known| known.category),
                figures.as_ref().map_or(-1, |known| known.changes),
                prices.as_ref().map_or(-1, |known| known.list_changes),
                prices.as_ref().map_or(-1, |known| known.category_changes),
            ],
        )
        .await?;
    let counts = answer.counts.first();
    let tree_changes = counts.map_or(0, |count| count.tree);
    let list_changes = counts.map_or(0, |count| count.list);
    let tree = match tree.filter(|known| known.changes == tree_changes) {
        Some(tree) => tree,
        None => Tree::remember(read.database(), tree_changes, answer.tree),
    };
    let here = code.and_then(|code| tree.find(code));
    let stock = here.and_then(|here| answer.stock.iter().find(|one| one.category == here.id));
    let known = match (code, stock) {
        (Some(code), Some(stock)) => {
            let current = |known: &Arc<Figures>| {
                known.category == stock.category && known.changes == stock.changes
            };
            let figures = figures.filter(current).unwrap_or_else(|| {
                let (products, values) = (answer.products, answer.values);
                Figures::remember(code, stock.category, stock.changes, products, values)
            });
            let counts = (list_changes, stock.changes);
            let current = |known: &Arc<ListPrices>| {
                known.category == stock.category
                    && (known.list_changes, known.category_changes) == counts
            };
            let prices = prices.filter(current).unwrap_or_else(|| {
                let list = in_force.price_list;
                ListPrices::remember(list, stock.category, counts, answer.prices)
            });
            Some(Known { figures, prices })
        }
        _ => None,
    };
    Ok(Survey {
        known,
        on_offer: answer
            .stock
            .iter()
            .map(|one| (one.category, one.active))
            .collect(),
        terms: Terms::of(answer.rules, answer.named),
        tree,
    })
}

/// `$1` the customer, `$2` the revision, `$3` now, `$4` the category's code or
/// nothing, `$5` the price list; and of what is remembered the counts of
/// changes: `$6` of the tree, `$8` of the category `$7`, `$9` of the price list
/// and `$10` of the category when its prices were read.
pub(super) static SURVEY: LazyLock<JsonSets> = LazyLock::new(|| {
    // Which leads to which is said by the order (`CROSS JOIN` keeps SQLite to
    // it): the agreement's few lines lead to the products, and these to their
    // prices, never the other way.
    let named = "
        SELECT p.category_id AS category, p.number, x.rule, x.price_minor AS minor,
            x.valid_until AS until
        FROM agreement_product x CROSS JOIN product p
        WHERE x.customer_id = $1 AND x.revision_id = $2
            AND x.valid_from <= $3 AND $3 < x.valid_until
            AND p.id = x.product_id AND p.active";
    let stock = "
        WITH RECURSIVE below (id) AS (
            SELECT id FROM category WHERE code = $4 OR $4 IS NULL
            UNION
            SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
        )
        SELECT k.category_id AS category, k.active, k.changes
        FROM below b JOIN category_stock k ON k.category_id = b.id";
    let tree = "
        SELECT id, parent_id AS parent, code, name FROM category
        WHERE (SELECT changes FROM change_count WHERE what = 'categories') <> $6";
    let stale = "
        (SELECT k.category_id FROM category c JOIN category_stock k ON k.category_id = c.id
         WHERE c.code = $4 AND (k.changes <> $8 OR k.category_id <> $7))";
    let products = format!(
        "SELECT number, id, sku, name, sort_name, manufacturer, summary
         FROM product WHERE category_id = {stale} AND active"
    );
    let values = format!(
        "SELECT t.number AS attribute, t.position, t.name, t.kind, t.unit, v.value, v.amount,
             string_agg(CAST(p.number AS TEXT), ',') AS products
         FROM category_attribute t
         JOIN product_attribute v ON v.attribute = t.number
         JOIN product p ON p.id = v.product_id AND p.active AND p.category_id = t.category_id
         WHERE t.category_id = {stale} AND t.kind <> 'text'
         GROUP BY t.number, t.position, t.name, t.kind, t.unit, v.value, v.amount"
    );
    let prices = "
        SELECT p.number, e.price_minor AS minor, e.valid_from AS begins, e.valid_until AS until
        FROM product p CROSS JOIN price_list_entry e
        WHERE e.price_list_id = $5 AND e.product_id = p.id AND p.active AND p.category_id =
            (SELECT k.category_id FROM category c
             JOIN category_stock k ON k.category_id = c.id
             LEFT JOIN change_count l ON l.what = CAST($5 AS TEXT)
             WHERE c.code = $4
                 AND (k.changes <> $10 OR k.category_id <> $7 OR COALESCE(l.changes, 0) <> $9))";
    JsonSets::new(&[
        (
            "counts",
            &["tree", "list"],
            "SELECT
                (SELECT changes FROM change_count WHERE what = 'categories') AS tree,
                COALESCE((SELECT changes FROM change_count WHERE what = CAST($5 AS TEXT)), 0) AS list",
        ),
        (
            "rules",
            &["category", "rule", "rate", "until"],
            "SELECT category_id AS category, rule, rate, valid_until AS until
             FROM agreement_category
             WHERE customer_id = $1 AND revision_id = $2 AND valid_from <= $3 AND $3 < valid_until",
        ),
        (
            "named",
            &["category", "number", "rule", "minor", "until"],
            named,
        ),
        ("stock", &["category", "active", "changes"], stock),
        ("tree", &["id", "parent", "code", "name"], tree),
        (
            "products",
            &[
                "number",
                "id",
                "sku",
                "name",
                "sort_name",
                "manufacturer",
                "summary",
            ],
            &products,
        ),
        (
            "values",
            &[
                "attribute",
                "position",
                "name",
                "kind",
                "unit",
                "value",
                "amount",
                "products",
            ],
            &values,
        ),
        ("prices", &["number", "minor", "begins", "until"], prices),
    ])
});

#[derive(Debug, Deserialize)]
struct Answer {
    counts: Vec<Counts>,
    rules: Vec<CategoryLine>,
    named: Vec<ProductLine>,
    stock: Vec<Stock>,
    tree: Vec<Node>,
    products: Vec<Sheet>,
    values: Vec<ValueRow>,
    prices: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Counts {
    tree: i64,
    list: i64,
}

#[derive(Debug, Deserialize)]
struct Stock {
    category: CategoryId,
    active: i64,
    changes: i64,
}
