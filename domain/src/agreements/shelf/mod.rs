//! The shelf: what a customer's people see, at which price. The one place that
//! joins products with agreements; lists, search, detail pages, baskets,
//! requests and reorders all ask here, so that none of them shows or prices
//! anything differently.
//!
//! Nothing is kept per customer, and the cost does not depend on how many
//! customers there are: of one customer only its agreement's own lines are
//! read, for every page anew. What is the same for everybody is remembered by the
//! process: the [tree](self) of categories, the products of a category with what
//! tells them apart, and what a price list asks for them. Each is kept with a
//! count of its changes, which every page compares with the database's
//! ([`survey`](self)).
//!
//! A page of a category is made of these by the pure rules of
//! [`assortment`](super::assortment) and [`pricing`](super::pricing). Single
//! products, lists of them and searches are found by the same rules written as
//! SQL; a test holds the two together.

mod categories;
mod figures;
mod items;
mod list_prices;
mod page;
mod search;
mod survey;
mod terms;
mod tree;

pub use categories::{ShelfCategory, shelf_categories};
pub use figures::{Facet, FacetValue, Filter};
pub use items::{
    ShelfItem, ask_prices_of, ask_shelf_by_sku, ask_shelf_items, shelf_by_sku, shelf_items,
};
pub use page::{PER_PAGE, ShelfPage, ShelfQuery, ShelfSort, shelf_page};

/// Common table expressions that say, for each category in `asked (id)`,
/// whether the agreement's rules about categories show it, and which discount
/// applies: of each kind the nearest rule up the tree that is valid now.
///
/// `$1` the customer, `$2` the revision, `$3` now. The level above the topmost
/// categories has no id: it is the whole catalog.
pub(super) const RESOLVED: &str = "
    up (leaf, id, distance) AS (
        SELECT id, id, 0 FROM asked
        UNION ALL
        SELECT up.leaf, c.parent_id, up.distance + 1
        FROM up JOIN category c ON c.id = up.id
        WHERE up.distance < 32
    ),
    nearest AS (
        SELECT up.leaf, r.rule, r.rate, r.valid_until, r.category_id,
            ROW_NUMBER() OVER (
                PARTITION BY up.leaf, CASE r.rule WHEN 'discount' THEN 1 ELSE 0 END
                ORDER BY up.distance, r.rule DESC, r.rate DESC
            ) AS place
        FROM up JOIN agreement_category r
            ON r.customer_id = $1 AND r.revision_id = $2
            AND r.valid_from <= $3 AND $3 < r.valid_until
            AND (r.category_id = up.id OR (r.category_id IS NULL AND up.id IS NULL))
    ),
    shelf AS (
        SELECT a.id, CASE WHEN seen.rule = 'in' THEN 1 ELSE 0 END AS shown,
            off.rate, off.valid_until AS rate_until, of.name AS rate_of
        FROM asked a
        LEFT JOIN nearest seen ON seen.leaf = a.id AND seen.place = 1 AND seen.rule <> 'discount'
        LEFT JOIN nearest off ON off.leaf = a.id AND off.place = 1 AND off.rule = 'discount'
        LEFT JOIN category of ON of.id = off.category_id
    )";

#[cfg(test)]
mod tests;
