//! What a search finds on a customer's shelf.

use super::RESOLVED;
use super::categories::ShelfCategory;
use super::items::{self, ItemRow, PRICE, PRICE_FROM, VISIBLE};
use super::page::{PER_PAGE, ShelfPage, ShelfQuery, ShelfSort, place};
use crate::Timestamp;
use crate::args;
use crate::catalog::sku::plain_sku;
use crate::catalog::words::question;
use crate::identity::Shopper;
use crate::store::{JsonRows, Query, Result};
use serde::Deserialize;
use std::sync::LazyLock;

/// The longest list of hits that can be leafed through; more are counted.
const DEEPEST: usize = 20_000;

pub(super) static BY_NAME: LazyLock<JsonRows> = LazyLock::new(|| rows("sort_name, id"));
static BY_SKU: LazyLock<JsonRows> = LazyLock::new(|| rows("sku"));

/// One page of what the words find. The customer's synonyms are looked up
/// first, then one statement finds, filters, prices and counts.
pub(super) async fn found(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    query: ShelfQuery,
    now: Timestamp,
) -> Result<ShelfPage> {
    let empty = ShelfPage {
        page: 1,
        pages: 1,
        ..ShelfPage::default()
    };
    let Some(in_force) = shopper.in_force else {
        return Ok(empty);
    };
    let typed = query.words.unwrap_or_default();
    let synonyms = crate::catalog::synonyms(read, shopper.company.id).await?;
    let Some(question) = question(&typed, &synonyms) else {
        return Ok(empty);
    };
    let skip = query.page.saturating_sub(1).min(DEEPEST / PER_PAGE) * PER_PAGE;
    let statement = match query.sort {
        ShelfSort::Name => &BY_NAME,
        ShelfSort::Sku => &BY_SKU,
    };
    let found: Vec<Row> = statement
        .all(
            read,
            args![
                shopper.company.id,
                in_force.revision,
                now,
                in_force.price_list,
                question,
                plain_sku(&typed),
                query.category.as_deref(),
                i64::try_from(skip).unwrap_or(i64::MAX),
                i64::try_from(PER_PAGE).unwrap_or(50),
            ],
        )
        .await?;
    let mut page = empty;
    let mut placed = Vec::new();
    for row in found {
        match (row.hits, row.place) {
            (Some(hits), _) => {
                page.total += usize::try_from(hits).unwrap_or_default();
                page.children.push(row.category(hits));
            }
            (None, at) => placed.push((at, row.item.item(in_force, now))),
        }
    }
    placed.sort_by_key(|(at, _)| *at);
    page.items = placed.into_iter().map(|(_, item)| item).collect();
    page.children.sort_by(|a, b| {
        b.products
            .cmp(&a.products)
            .then_with(|| a.name.cmp(&b.name))
    });
    page.category = query
        .category
        .and_then(|code| page.children.iter().find(|one| one.code == code).cloned());
    (page.page, page.pages) = place(query.page, page.total);
    Ok(page)
}

/// `$1` the customer, `$2` the revision, `$3` now, `$4` the price list, `$5`
/// the question, `$6` what was typed as a SKU, `$7` the category's code, `$8` how many
/// hits to skip, `$9` how many to list.
///
/// One row for each hit of the page, and one for each category with hits.
fn rows(order: &str) -> JsonRows {
    let columns = [items::COLUMNS, &["place", "hits", "code"]].concat();
    JsonRows::new(
        &columns,
        &format!(
            "WITH RECURSIVE asked AS (SELECT id FROM category),
            {RESOLVED},
            below (id) AS (
                SELECT id FROM category WHERE code = $7 OR $7 IS NULL
                UNION
                SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
            ),
            hit AS MATERIALIZED (
                SELECT p.id, p.sku, p.name, p.sort_name, p.manufacturer, p.summary, p.category_id,
                    CASE WHEN p.plain_sku = $6 THEN 0 ELSE 1 END AS rank
                FROM product p
                JOIN shelf s ON s.id = p.category_id
                WHERE p.number IN (SELECT rowid FROM product_search($5))
                    AND p.active AND p.category_id IN (SELECT id FROM below)
                    AND {VISIBLE}
            ),
            page AS (
                SELECT h.*, ROW_NUMBER() OVER (ORDER BY rank, {order}) AS place
                FROM hit h ORDER BY rank, {order} LIMIT ($9 + 0) OFFSET ($8 + 0)
            )
            SELECT p.id, p.sku, p.name, p.manufacturer, p.summary, p.category_id AS category, {PRICE},
                p.place, CAST(NULL AS BIGINT) AS hits, '' AS code
            FROM page p {PRICE_FROM}
            UNION ALL
            SELECT c.id, '', c.name, '', '', c.id, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, h.hits, c.code
            FROM (SELECT category_id, COUNT(*) AS hits FROM hit GROUP BY category_id) h
            JOIN category c ON c.id = h.category_id"
        ),
    )
}

/// A hit, or a category with the number of its hits.
#[derive(Debug, Deserialize)]
struct Row {
    place: Option<i64>,
    hits: Option<i64>,
    code: String,
    #[serde(flatten)]
    item: ItemRow,
}

impl Row {
    fn category(self, hits: i64) -> ShelfCategory {
        ShelfCategory {
            id: self.item.category(),
            parent: None,
            code: self.code,
            name: self.item.name().to_owned(),
            own: hits,
            products: hits,
            rate: None,
            shown: false,
        }
    }
}
