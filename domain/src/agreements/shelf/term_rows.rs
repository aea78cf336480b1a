//! The lines of agreements, promotions and price lists as statements select them, and
//! as the database hands them over. (What subscriptions take off is the subscriptions'
//! to say.)

use crate::id::{CategoryId, PriceListId, RevisionId};
use crate::{Quantity, Rate, Timestamp};
use serde::Deserialize;

/// A line about a category, or without one about the whole catalog, or about
/// some of it, as the database hands it over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GroupRow {
    pub(super) revision: RevisionId,
    pub(super) category: Option<CategoryId>,
    /// What it asks for besides; see [`Only`](crate::agreements::Only).
    pub(super) only: String,
    pub(super) rule: String,
    pub(super) rate: Option<Rate>,
    pub(super) least: Quantity,
    pub(super) valid_from: Timestamp,
    pub(super) valid_until: Timestamp,
}

/// A line about a product.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct NamedRow {
    pub(super) revision: RevisionId,
    pub(super) number: i64,
    pub(super) category: CategoryId,
    pub(super) rule: String,
    pub(super) minor: Option<i64>,
    pub(super) rate: Option<Rate>,
    pub(super) least: Quantity,
    pub(super) valid_from: Timestamp,
    pub(super) valid_until: Timestamp,
}

/// A promotion of a price list: of a product, of a category, or of all of it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PromotionRow {
    pub(super) list: PriceListId,
    pub(super) name: String,
    pub(super) category: Option<CategoryId>,
    pub(super) number: Option<i64>,
    pub(super) minor: Option<i64>,
    pub(super) rate: Option<Rate>,
    pub(super) least: Quantity,
    pub(super) valid_from: Timestamp,
    pub(super) valid_until: Timestamp,
}

/// A price in one of the lists, or what the supplier pays itself.
#[derive(Debug, Deserialize)]
pub(super) struct EntryRow {
    pub(super) list: PriceListId,
    pub(super) number: i64,
    pub(super) minor: i64,
    pub(super) least: Quantity,
    pub(super) valid_from: Timestamp,
    pub(super) valid_until: Timestamp,
}

/// The columns of the rows.
pub(crate) const GROUP: &[&str] = &[
    "revision",
    "category",
    "only",
    "rule",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
pub(crate) const NAMED: &[&str] = &[
    "revision",
    "number",
    "category",
    "rule",
    "minor",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
pub(crate) const PROMOTION: &[&str] = &[
    "list",
    "name",
    "category",
    "number",
    "minor",
    "rate",
    "least",
    "valid_from",
    "valid_until",
];
/// The lines about categories: `$1` the customer, `$2` the revisions.
pub(crate) const GROUPS: &str = "
    SELECT x.revision_id AS revision, x.category_id AS category, x.only_those AS only, x.rule,
        x.rate, x.min_quantity AS least, x.valid_from, x.valid_until
    FROM agreement_category x
    WHERE x.revision_id <in $2> AND (x.customer_id = $1 OR x.customer_id IS NULL)";

/// What those lines ask for besides their category: `only_those`.
pub(crate) const ASKING: &str = "
    SELECT DISTINCT x.only_those FROM agreement_category x
    WHERE x.revision_id <in $2> AND (x.customer_id = $1 OR x.customer_id IS NULL)
        AND x.only_those <> ''";

/// The columns of a line `x` about a product `p`.
pub(crate) const NAMED_COLUMNS: &str = "
    x.revision_id AS revision, p.number, p.category_id AS category, x.rule,
    x.price_minor AS minor, x.rate, x.min_quantity AS least, x.valid_from, x.valid_until";

/// The promotions of the lists `$4`. The condition is one more about a row of this
/// name, perhaps none.
pub(crate) fn promotions(condition: impl Fn(&str) -> String) -> String {
    format!(
        "SELECT o.price_list_id AS list, o.name, o.category_id AS category,
             (SELECT number FROM product WHERE id = o.product_id) AS number,
             o.price_minor AS minor, o.rate, o.min_quantity AS least, o.valid_from,
             o.valid_until
         FROM promotion o WHERE o.price_list_id <in $4>{}",
        condition("o"),
    )
}

/// Only lines that are valid at `$3`; `x` is the line's table.
pub(crate) fn valid_now(x: &str) -> String {
    format!("{x}.valid_from <= $3 AND $3 < {x}.valid_until")
}

/// Only lines that are not over at `$3`: those that begin later say until when a
/// price counts.
pub(crate) fn not_over(x: &str) -> String {
    format!("$3 < {x}.valid_until")
}

/// The price lists `$4`, and that of the supplier's costs in the currency `$5`.
pub(crate) const LISTS: &str = "
    SELECT id, 0 AS cost FROM price_list WHERE id <in $4>
    UNION ALL
    SELECT id, 1 AS cost FROM price_list WHERE purpose = 'cost' AND currency = $5";

/// The prices of a product `p` in those lists as one text, which
/// [`Terms::listed_in`](super::terms::Terms::listed_in) reads: list, pieces, amount, beginning, end. Asked product by
/// product, it is found by keys whatever the engine believes about the tables.
/// The condition is one more about the entry `e`, perhaps none.
pub(crate) fn entries(condition: &str) -> String {
    format!(
        "(SELECT string_agg(
             CASE l.cost WHEN 1 THEN 'cost' ELSE CAST(l.id AS TEXT) END || ':' || e.min_quantity
                 || ':' || e.price_minor || ':' || e.valid_from || ':' || e.valid_until, ' ')
         FROM ({LISTS}) l CROSS JOIN price_list_entry e
         WHERE e.price_list_id = l.id AND e.product_id = p.id{condition})"
    )
}
