//! Products by their keys, as far as a customer may see them.

use super::RESOLVED;
use super::categories::ShelfCategory;
use super::survey::{Known, Survey};
use crate::agreements::Validity;
use crate::agreements::pricing::{DiscountLine, PriceInputs, PriceLine, PriceStory, resolve};
use crate::args;
use crate::catalog::sku::plain_sku;
use crate::id::{CategoryId, ProductId};
use crate::identity::{InForce, Shopper};
use crate::store::{Asked, EachEngine, JsonRows, Query, Result};
use crate::{Currency, Money, Rate, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A product on a customer's shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfItem {
    /// The product.
    pub id: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its attributes in one line.
    pub summary: String,
    /// The category it is in.
    pub category: CategoryId,
    /// The category's name.
    pub category_name: String,
    /// Its price for this customer now, and why.
    pub price: PriceStory,
}

/// The products with these ids that the shopper may see, in the order of their
/// names. What is not on the shelf is left out, whatever the reason.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_items(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    ids: &[ProductId],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_items(shopper, ids, now).fetch(read).await
}

/// The question behind [`shelf_items`], to be asked together with others.
#[must_use]
pub fn ask_shelf_items<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&BY_ID, shopper, keys, now)
}

/// The products at these places of a surveyed category, in their order. That
/// they are on the shelf was found out by the survey, and so was all that bears
/// on their prices.
pub(super) fn listed(
    in_force: &InForce,
    survey: &Survey,
    known: &Known,
    here: &ShelfCategory,
    places: &[usize],
    now: Timestamp,
) -> Vec<ShelfItem> {
    let discount = survey.terms.discount(&survey.tree, here.id);
    let rate_of = discount
        .as_ref()
        .and_then(|discount| survey.tree.up(discount.of?).next())
        .map(|node| node.name.clone());
    let item = |place: &usize| {
        let sheet = known.figures.sheet(*place)?;
        let list = known.prices.at(sheet.number, now);
        let contract = survey
            .terms
            .named(sheet.number)
            .and_then(|named| named.contract);
        let row = ItemRow {
            id: sheet.id,
            sku: sheet.sku.clone(),
            name: sheet.name.clone(),
            manufacturer: sheet.manufacturer.clone(),
            summary: sheet.summary.clone(),
            category: here.id,
            category_name: here.name.clone(),
            rate: discount.as_ref().map(|discount| discount.rate.0),
            rate_until: discount.as_ref().map(|discount| discount.until),
            rate_of: rate_of.clone(),
            list_minor: list.map(|list| list.minor),
            list_until: list.map(|list| list.until),
            contract_minor: contract.map(|(minor, _)| minor),
            contract_until: contract.map(|(_, until)| until),
        };
        Some(row.item(in_force, now))
    };
    places.iter().filter_map(item).collect()
}

/// The products with these SKUs that the shopper may see, in the order of
/// their names. A SKU is recognised without its dashes and in small letters
/// too, as long as that means one product only.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_by_sku(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    skus: &[String],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_by_sku(shopper, skus, now).fetch(read).await
}

/// The question behind [`shelf_by_sku`], to be asked together with others.
#[must_use]
pub fn ask_shelf_by_sku<'a>(
    shopper: Shopper<'a>,
    skus: &'a [String],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = skus.iter().map(|sku| plain_sku(sku)).collect();
    picked(&BY_SKU, shopper, keys, now).map(|mut items| {
        let meant: Vec<ProductId> = skus
            .iter()
            .filter_map(|typed| the_one_meant(&items, typed))
            .collect();
        items.retain(|item| meant.contains(&item.id));
        items
    })
}

/// The products with these ids at the shopper's prices, whether or not they
/// are on the shelf by themselves: for the parts of what a curator has put
/// together for the customer. Never for what somebody asks for by its id.
///
/// To be asked alone or together with others.
#[must_use]
pub fn ask_prices_of<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&PRICED, shopper, keys, now)
}

/// The product a typed SKU means: exactly that SKU, or the only one that looks
/// like it.
fn the_one_meant(items: &[ShelfItem], typed: &str) -> Option<ProductId> {
    let typed = typed.trim();
    if let Some(exact) = items.iter().find(|item| item.sku == typed) {
        return Some(exact.id);
    }
    let plain = plain_sku(typed);
    let mut alike = items.iter().filter(|item| plain_sku(&item.sku) == plain);
    alike
        .next()
        .filter(|_| alike.next().is_none())
        .map(|only| only.id)
}

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "sku",
    "name",
    "manufacturer",
    "summary",
    "category",
    "category_name",
    "rate",
    "rate_until",
    "rate_of",
    "list_minor",
    "list_until",
    "contract_minor",
    "contract_until",
];

/// Whether a product `p` of a category that `s` tells of is on the shelf: the
/// rules of [`assortment`](crate::agreements::assortment), as SQL.
pub(super) const VISIBLE: &str = "
    NOT EXISTS (
        SELECT 1 FROM agreement_product o
        WHERE o.customer_id = $1 AND o.revision_id = $2 AND o.product_id = p.id
            AND o.rule = 'out' AND o.valid_from <= $3 AND $3 < o.valid_until)
    AND (s.shown = 1 OR EXISTS (
        SELECT 1 FROM agreement_product i
        WHERE i.customer_id = $1 AND i.revision_id = $2 AND i.product_id = p.id
            AND i.rule IN ('in', 'price') AND i.valid_from <= $3 AND $3 < i.valid_until))";

/// What bears on the price of a product `p`, as columns ...
pub(super) const PRICE: &str = "
    c.name AS category_name, s.rate, s.rate_until, s.rate_of,
    e.price_minor AS list_minor, e.valid_until AS list_until,
    x.price_minor AS contract_minor, x.valid_until AS contract_until";

/// ... and the tables they come from. `$4` is the price list.
pub(super) const PRICE_FROM: &str = "
    JOIN shelf s ON s.id = p.category_id
    JOIN category c ON c.id = p.category_id
    LEFT JOIN price_list_entry e ON e.price_list_id = $4 AND e.product_id = p.id
        AND e.valid_from <= $3 AND $3 < e.valid_until
    LEFT JOIN agreement_product x ON x.customer_id = $1 AND x.revision_id = $2
        AND x.product_id = p.id AND x.rule = 'price'
        AND x.valid_from <= $3 AND $3 < x.valid_until";

const THESE_IDS: EachEngine = EachEngine {
    sqlite: "p.id IN (SELECT value FROM json_each($5))",
    postgres: "p.id = ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($5)))",
};

pub(super) static BY_ID: LazyLock<JsonRows> = LazyLock::new(|| picked_by(THESE_IDS, VISIBLE));

static PRICED: LazyLock<JsonRows> = LazyLock::new(|| picked_by(THESE_IDS, "1 = 1"));

static BY_SKU: LazyLock<JsonRows> = LazyLock::new(|| {
    picked_by(
        EachEngine {
            sqlite: "p.plain_sku IN (SELECT value FROM json_each($5))",
            postgres: "p.plain_sku = ANY (ARRAY(SELECT jsonb_array_elements_text($5)))",
        },
        VISIBLE,
    )
});

/// The statement, for one way to pick products. `$1` the customer, `$2` the
/// revision, `$3` now, `$4` the price list, `$5` the keys as a JSON list.
fn picked_by(keys: EachEngine, visible: &str) -> JsonRows {
    let text = |keys: &str| {
        format!(
            "WITH RECURSIVE picked AS MATERIALIZED (
                SELECT p.id, p.sku, p.name, p.sort_name, p.manufacturer, p.summary, p.category_id
                FROM product p WHERE {keys} AND p.active
            ),
            asked AS (SELECT DISTINCT category_id AS id FROM picked),
            {RESOLVED}
            SELECT p.id, p.sku, p.name, p.manufacturer, p.summary, p.category_id AS category, {PRICE}
            FROM picked p {PRICE_FROM}
            WHERE {visible}
            ORDER BY p.sort_name, p.id"
        )
    };
    JsonRows::each(COLUMNS, &text(keys.sqlite), &text(keys.postgres))
}

/// A row of the statement: what bears on visibility was decided in it.
#[derive(Debug, Deserialize)]
pub(super) struct ItemRow {
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    summary: String,
    category: CategoryId,
    category_name: String,
    rate: Option<i64>,
    rate_until: Option<i64>,
    rate_of: Option<String>,
    list_minor: Option<i64>,
    list_until: Option<i64>,
    contract_minor: Option<i64>,
    contract_until: Option<i64>,
}

fn picked<'a>(
    rows: &JsonRows,
    shopper: Shopper<'a>,
    keys: serde_json::Value,
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let Some(in_force) = shopper.in_force else {
        return Asked::known(Vec::new());
    };
    if keys.as_array().is_none_or(Vec::is_empty) {
        return Asked::known(Vec::new());
    }
    rows.ask::<ItemRow>(args![
        shopper.company.id,
        in_force.revision,
        now,
        in_force.price_list,
        keys,
    ])
    .map(move |found| {
        found
            .into_iter()
            .map(|row| row.item(in_force, now))
            .collect()
    })
}

impl ItemRow {
    pub(super) fn item(self, in_force: &InForce, now: Timestamp) -> ShelfItem {
        let story = resolve(&self.inputs(in_force), now);
        ShelfItem {
            id: self.id,
            sku: self.sku,
            name: self.name,
            manufacturer: self.manufacturer,
            summary: self.summary,
            category: self.category,
            category_name: self.category_name,
            price: story,
        }
    }

    pub(super) fn category(&self) -> CategoryId {
        self.category
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn inputs(&self, in_force: &InForce) -> PriceInputs {
        let discount = self.rate.map(|rate| DiscountLine {
            rate: Rate(rate),
            category: self.rate_of.clone(),
            distance: 0,
            valid: until(self.rate_until),
        });
        PriceInputs {
            list: line(self.list_minor, self.list_until, in_force.currency),
            discounts: discount.into_iter().collect(),
            contracts: line(self.contract_minor, self.contract_until, in_force.currency),
            agreement: until(in_force.valid_until.map(|end| end.0)),
        }
    }
}

fn line(minor: Option<i64>, ends: Option<i64>, currency: Currency) -> Vec<PriceLine> {
    minor
        .map(|minor| PriceLine {
            price: Money::new(minor, currency),
            valid: until(ends),
        })
        .into_iter()
        .collect()
}

fn until(end: Option<i64>) -> Validity {
    Validity {
        until: end.map_or(Timestamp::NEVER, Timestamp),
        ..Validity::ALWAYS
    }
}
