//! Price lists with what hangs on them, as curators read them.

use crate::id::{CategoryId, PriceListId, PromotionId};
use crate::store::{Asked, JsonSets};
use crate::{Currency, Quantity, Rate, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A price list as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PriceListRow {
    /// The list.
    pub id: PriceListId,
    /// Its name.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// What it is for.
    pub purpose: super::ListPurpose,
    /// How many products have a price in it now.
    pub products: i64,
    /// How many agreements in force start from it.
    pub agreements: i64,
    /// How many promotions of it apply now or later.
    pub promotions: i64,
}

/// A promotion of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PromotionRow {
    /// The promotion.
    pub id: PromotionId,
    /// What it is called.
    pub name: String,
    /// The category it is about, by name.
    pub category: Option<String>,
    /// The same category.
    pub category_id: Option<CategoryId>,
    /// The product it is about, by SKU.
    pub sku: Option<String>,
    /// How much off the list price.
    pub rate: Option<Rate>,
    /// Its price in minor units.
    pub price_minor: Option<i64>,
    /// From how many pieces on.
    pub least: Quantity,
    /// From when.
    pub valid_from: Timestamp,
    /// Until when.
    pub valid_until: Timestamp,
}

impl PromotionRow {
    /// All that it says in one text: another one after every change.
    #[must_use]
    pub fn mark(&self) -> String {
        format!(
            "{}|{:?}|{:?}|{:?}|{:?}|{}|{}|{}",
            self.name,
            self.category_id,
            self.sku,
            self.rate,
            self.price_minor,
            self.least.thousandths(),
            self.valid_from.0,
            self.valid_until.0
        )
    }
}

/// Price lists, by name, with what hangs on them; of one of them, if one is
/// asked for, also the promotions, those that end first first.
#[must_use]
pub fn ask_price_list_pages(
    one: Option<PriceListId>,
    now: Timestamp,
) -> Asked<'static, (Vec<PriceListRow>, Vec<PromotionRow>)> {
    #[derive(Deserialize)]
    struct Answer {
        lists: Vec<PriceListRow>,
        promotions: Vec<PromotionRow>,
    }
    static LISTS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "lists",
                &[
                    "id",
                    "name",
                    "currency",
                    "purpose",
                    "products",
                    "agreements",
                    "promotions",
                ],
                "SELECT l.id, l.name, l.currency, l.purpose,
                     (SELECT COUNT(DISTINCT e.product_id) FROM price_list_entry e
                      WHERE e.price_list_id = l.id AND e.valid_from <= $2 AND $2 < e.valid_until)
                         AS products,
                     (SELECT COUNT(*) FROM agreement_revision r
                      WHERE r.price_list_id = l.id AND r.state = 'published'
                          AND r.valid_until > $2 /* staff */) AS agreements,
                     (SELECT COUNT(*) FROM promotion o
                      WHERE o.price_list_id = l.id AND o.valid_until > $2) AS promotions
                 FROM price_list l WHERE l.id = $1 OR $1 IS NULL ORDER BY l.name, l.id",
            ),
            (
                "promotions",
                &[
                    "id",
                    "name",
                    "category",
                    "category_id",
                    "sku",
                    "rate",
                    "price_minor",
                    "least",
                    "valid_from",
                    "valid_until",
                ],
                "SELECT o.id, o.name, c.name AS category, o.category_id, p.sku, o.rate,
                     o.price_minor, o.min_quantity AS least, o.valid_from, o.valid_until
                 FROM promotion o
                 LEFT JOIN category c ON c.id = o.category_id
                 LEFT JOIN product p ON p.id = o.product_id
                 WHERE o.price_list_id = $1 AND o.valid_until > $2
                 ORDER BY o.valid_until, o.id LIMIT 500",
            ),
        ])
    });
    LISTS
        .ask::<Answer>(args![one, now])
        .map(|answer| (answer.lists, answer.promotions))
}
