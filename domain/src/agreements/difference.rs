//! What a draft would change for a customer's people.

use super::pricing::{DiscountLine, PriceInputs, PriceLine, resolve};
use super::shelf::RESOLVED;
use super::{AgreementPage, Validity};
use crate::id::RevisionId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonRows, StoreError};
use crate::{Currency, Money, Rate, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// What publishing the draft would change, as of now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Products that come in.
    pub gained: usize,
    /// Products that leave.
    pub lost: usize,
    /// Products whose price falls.
    pub cheaper: usize,
    /// Products whose price rises.
    pub dearer: usize,
    /// Products whose price is given or has to be asked for from then on.
    pub otherwise: usize,
    /// Each of them, by SKU.
    pub products: Vec<ProductDifference>,
}

/// What would change about one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDifference {
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Whether it is seen today.
    pub was_in: bool,
    /// Its price today.
    pub before: Option<Money>,
    /// Whether it will be seen.
    pub is_in: bool,
    /// Its price then.
    pub after: Option<Money>,
}

impl Difference {
    /// Whether nobody would notice.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.products.is_empty()
    }
}

/// Compares the draft of an agreement with what is published, or with nothing
/// if nothing is. Only products that a changed line can touch are looked at.
///
/// # Errors
/// [`Denied`] if the person may not see it.
pub async fn difference<E>(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    now: Timestamp,
) -> Result<Difference, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let Some(draft) = page.draft() else {
        return Ok(Difference::default());
    };
    let published = page.published();
    let before = published.map_or(RevisionId(uuid::Uuid::nil()), |one| one.id);
    let list_before = published.map_or(draft.price_list, |one| one.price_list);
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<Row> = DIFFERENCE
        .all(
            &mut read,
            args![
                page.customer,
                before,
                now,
                list_before,
                draft.id,
                draft.price_list
            ],
        )
        .await?;
    // Outside of its validity a revision shows nothing.
    let applied = published.is_some_and(|one| one.valid().contains(now));
    let products = rows
        .into_iter()
        .map(|row| row.compare(page.currency, applied, now))
        .filter(|one| (one.was_in, one.before) != (one.is_in, one.after))
        .collect();
    Ok(count(products))
}

fn count(products: Vec<ProductDifference>) -> Difference {
    let mut difference = Difference::default();
    for one in &products {
        match (one.was_in, one.is_in) {
            (false, _) => difference.gained += 1,
            (true, false) => difference.lost += 1,
            (true, true) => match (one.before, one.after) {
                (Some(before), Some(after)) if after.minor < before.minor => {
                    difference.cheaper += 1;
                }
                (Some(_), Some(_)) => difference.dearer += 1,
                _ => difference.otherwise += 1,
            },
        }
    }
    difference.products = products;
    difference
}

#[derive(Debug, Deserialize)]
struct Row {
    sku: String,
    name: String,
    old_in: i64,
    old_rate: Option<i64>,
    old_list: Option<i64>,
    old_contract: Option<i64>,
    new_in: i64,
    new_rate: Option<i64>,
    new_list: Option<i64>,
    new_contract: Option<i64>,
}

impl Row {
    fn compare(self, currency: Currency, applied: bool, now: Timestamp) -> ProductDifference {
        let was_in = applied && self.old_in != 0;
        let is_in = self.new_in != 0;
        let before = price(
            currency,
            self.old_list,
            self.old_rate,
            self.old_contract,
            now,
        );
        let after = price(
            currency,
            self.new_list,
            self.new_rate,
            self.new_contract,
            now,
        );
        ProductDifference {
            sku: self.sku,
            name: self.name,
            was_in,
            before: before.filter(|_| was_in),
            is_in,
            after: after.filter(|_| is_in),
        }
    }
}

fn price(
    currency: Currency,
    list: Option<i64>,
    rate: Option<i64>,
    contract: Option<i64>,
    now: Timestamp,
) -> Option<Money> {
    let valid = Validity::ALWAYS;
    let line = |minor: i64| PriceLine {
        price: Money::new(minor, currency),
        valid,
    };
    let inputs = PriceInputs {
        list: list.map(line).into_iter().collect(),
        discounts: rate
            .map(|rate| DiscountLine {
                rate: Rate(rate),
                category: None,
                distance: 0,
                valid,
            })
            .into_iter()
            .collect(),
        contracts: contract.map(line).into_iter().collect(),
        agreement: valid,
    };
    resolve(&inputs, now).price
}

const COLUMNS: &[&str] = &[
    "sku",
    "name",
    "old_in",
    "old_rate",
    "old_list",
    "old_contract",
    "new_in",
    "new_rate",
    "new_list",
    "new_contract",
];

/// `$1` the customer, `$2` the old revision, `$3` now, `$4` its price list,
/// `$5` the new revision, `$6` its price list.
static DIFFERENCE: LazyLock<JsonRows> = LazyLock::new(|| {
    // The rules of the second revision, under other names.
    let nearest = RESOLVED.find("nearest AS").unwrap_or_default();
    let resolved_new = RESOLVED
        .get(nearest..)
        .unwrap_or_default()
        .replace("nearest", "new_nearest")
        .replace("shelf AS", "new_shelf AS")
        .replace("$2", "$5");
    let category_lines = "SELECT category_id, rule, rate, valid_from, valid_until
        FROM agreement_category WHERE customer_id = $1 AND revision_id";
    let product_lines = "SELECT product_id, rule, price_minor, valid_from, valid_until
        FROM agreement_product WHERE customer_id = $1 AND revision_id";
    let seen = |shelf: &str, revision: &str| {
        let about = |rules: &str| {
            format!(
                "EXISTS (SELECT 1 FROM agreement_product o WHERE o.customer_id = $1
                     AND o.revision_id = {revision} AND o.product_id = p.id AND o.rule IN ({rules})
                     AND o.valid_from <= $3 AND $3 < o.valid_until)"
            )
        };
        format!(
            "CASE WHEN NOT {} AND ({shelf}.shown = 1 OR {}) THEN 1 ELSE 0 END",
            about("'out'"),
            about("'in', 'price'")
        )
    };
    let joins = |alias: &str, list: &str, revision: &str| {
        format!(
            "LEFT JOIN price_list_entry e{alias} ON e{alias}.price_list_id = {list}
                 AND e{alias}.product_id = p.id
                 AND e{alias}.valid_from <= $3 AND $3 < e{alias}.valid_until
             LEFT JOIN agreement_product x{alias} ON x{alias}.customer_id = $1
                 AND x{alias}.revision_id = {revision} AND x{alias}.product_id = p.id
                 AND x{alias}.rule = 'price'
                 AND x{alias}.valid_from <= $3 AND $3 < x{alias}.valid_until"
        )
    };
    JsonRows::new(
        COLUMNS,
        &format!(
            "WITH RECURSIVE edited AS (
                SELECT category_id FROM ({category_lines} = $2 EXCEPT {category_lines} = $5) gone
                UNION ALL
                SELECT category_id FROM ({category_lines} = $5 EXCEPT {category_lines} = $2) come
            ),
            touched (id) AS (
                SELECT c.id FROM category c WHERE $4 <> $6 OR EXISTS (
                    SELECT 1 FROM edited e WHERE e.category_id = c.id OR e.category_id IS NULL)
                UNION
                SELECT c.id FROM touched t JOIN category c ON c.parent_id = t.id
            ),
            named AS (
                SELECT product_id FROM ({product_lines} = $2 EXCEPT {product_lines} = $5) gone
                UNION
                SELECT product_id FROM ({product_lines} = $5 EXCEPT {product_lines} = $2) come
            ),
            picked AS (
                SELECT p.id, p.sku, p.name, p.category_id FROM product p
                WHERE p.active AND p.category_id IN (SELECT id FROM touched)
                UNION
                SELECT p.id, p.sku, p.name, p.category_id FROM product p
                WHERE p.active AND p.id IN (SELECT product_id FROM named)
            ),
            asked AS (SELECT DISTINCT category_id AS id FROM picked),
            {RESOLVED},
            {resolved_new}
            SELECT p.sku, p.name,
                {old_in} AS old_in, s.rate AS old_rate, ea.price_minor AS old_list,
                xa.price_minor AS old_contract,
                {new_in} AS new_in, t.rate AS new_rate, eb.price_minor AS new_list,
                xb.price_minor AS new_contract
            FROM picked p
            JOIN shelf s ON s.id = p.category_id
            JOIN new_shelf t ON t.id = p.category_id
            {old} {new}
            ORDER BY p.sku",
            old_in = seen("s", "$2"),
            new_in = seen("t", "$5"),
            old = joins("a", "$4", "$2"),
            new = joins("b", "$6", "$5"),
        ),
    )
});
