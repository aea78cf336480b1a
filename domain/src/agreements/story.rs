//! Why a member sees a product, at this price: every line that bears on it,
//! also those that lost, have ended or have not begun.

use super::assortment::{CategoryRule, Decided, ProductRule, decide};
use super::pricing::{DiscountLine, PriceInputs, PriceLine, PriceStory, resolve};
use super::{AgreementPage, Validity};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use crate::{Rate, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A product under an agreement, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Whether it is sold at all.
    pub active: bool,
    /// What decides whether it is seen.
    pub decided: Decided,
    /// The name of the category whose rule that is; none for the whole
    /// catalog.
    pub decided_by: Option<String>,
    /// Its price, and every line that was looked at.
    pub price: PriceStory,
}

/// Explains the product with this SKU under the revision that the page shows.
///
/// # Errors
/// [`Denied`] if the person may not see it.
pub async fn explain<E>(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    sku: &str,
    now: Timestamp,
) -> Result<Option<Explained>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let lines: Lines = LINES
        .fetch(
            &mut read,
            args![
                page.customer,
                page.shown.id,
                sku.trim(),
                page.shown.price_list
            ],
        )
        .await?;
    let Some(product) = lines.product.into_iter().next() else {
        return Ok(None);
    };
    let price = |line: &ProductLine| {
        line.price_minor.map(|minor| PriceLine {
            price: page.money(minor),
            valid: line.valid(),
        })
    };
    let inputs = PriceInputs {
        list: lines.list.iter().filter_map(price).collect(),
        discounts: lines
            .categories
            .iter()
            .filter_map(|line| {
                Some(DiscountLine {
                    rate: line.rate?,
                    category: line.name.clone(),
                    distance: line.distance,
                    valid: line.valid(),
                })
            })
            .collect(),
        contracts: lines
            .products
            .iter()
            .filter(|line| line.rule == "price")
            .filter_map(price)
            .collect(),
        agreement: page.shown.valid(),
    };
    let rules: Vec<(ProductRule, Validity)> = lines
        .products
        .iter()
        .map(|line| {
            let rule = match line.rule.as_str() {
                "in" => ProductRule::In,
                "out" => ProductRule::Out,
                _ => ProductRule::Priced,
            };
            (rule, line.valid())
        })
        .collect();
    let about: Vec<&CategoryLine> = lines
        .categories
        .iter()
        .filter(|line| line.rule != "discount")
        .collect();
    let categories: Vec<CategoryRule> = about
        .iter()
        .map(|line| CategoryRule {
            distance: line.distance,
            included: line.rule == "in",
            valid: line.valid(),
        })
        .collect();
    let decided = decide(&rules, &categories, now);
    let decided_by = match decided {
        Decided::Category { distance, .. } => about
            .iter()
            .find(|line| line.distance == distance)
            .and_then(|line| line.name.clone()),
        Decided::Product(_) | Decided::Nothing => None,
    };
    Ok(Some(Explained {
        sku: product.sku,
        name: product.name,
        active: product.active != 0,
        decided,
        decided_by,
        price: resolve(&inputs, now),
    }))
}

#[derive(Debug, Deserialize)]
struct Lines {
    product: Vec<Product>,
    list: Vec<ProductLine>,
    products: Vec<ProductLine>,
    categories: Vec<CategoryLine>,
}

#[derive(Debug, Deserialize)]
struct Product {
    sku: String,
    name: String,
    active: i64,
}

#[derive(Debug, Deserialize)]
struct ProductLine {
    rule: String,
    price_minor: Option<i64>,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

#[derive(Debug, Deserialize)]
struct CategoryLine {
    distance: u32,
    name: Option<String>,
    rule: String,
    rate: Option<Rate>,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

impl ProductLine {
    const fn valid(&self) -> Validity {
        Validity {
            from: self.valid_from,
            until: self.valid_until,
        }
    }
}

impl CategoryLine {
    const fn valid(&self) -> Validity {
        Validity {
            from: self.valid_from,
            until: self.valid_until,
        }
    }
}

/// `$1` the customer, `$2` the revision, `$3` the SKU, `$4` the price list.
static LINES: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "product",
            &["sku", "name", "active"],
            "SELECT sku, name, CASE WHEN active THEN 1 ELSE 0 END AS active
             FROM product WHERE sku = $3",
        ),
        (
            "list",
            &["rule", "price_minor", "valid_from", "valid_until"],
            "SELECT 'list' AS rule, e.price_minor, e.valid_from, e.valid_until
             FROM price_list_entry e JOIN product p ON p.id = e.product_id
             WHERE e.price_list_id = $4 AND p.sku = $3",
        ),
        (
            "products",
            &["rule", "price_minor", "valid_from", "valid_until"],
            "SELECT x.rule, x.price_minor, x.valid_from, x.valid_until
             FROM agreement_product x JOIN product p ON p.id = x.product_id
             WHERE x.customer_id = $1 AND x.revision_id = $2 AND p.sku = $3",
        ),
        (
            "categories",
            &[
                "distance",
                "name",
                "rule",
                "rate",
                "valid_from",
                "valid_until",
            ],
            "WITH RECURSIVE up (id, distance) AS (
                 SELECT category_id, 0 FROM product WHERE sku = $3
                 UNION ALL
                 SELECT c.parent_id, up.distance + 1 FROM up JOIN category c ON c.id = up.id
                 WHERE up.distance < 32
             )
             SELECT up.distance, c.name, x.rule, x.rate, x.valid_from, x.valid_until
             FROM up JOIN agreement_category x ON x.customer_id = $1 AND x.revision_id = $2
                 AND (x.category_id = up.id OR (x.category_id IS NULL AND up.id IS NULL))
             LEFT JOIN category c ON c.id = up.id",
        ),
    ])
});
