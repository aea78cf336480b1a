//! The shelf: what a customer's people see, at which price. The one place that
//! joins products with agreements; lists, search, detail pages, baskets,
//! requests and reorders all ask here, so that none of them shows or prices
//! anything differently.
//!
//! Nothing is kept per customer, and the cost does not depend on how many
//! customers there are: of one customer only its agreement's own lines are
//! read, for every page anew. What is the same for everybody is remembered by the
//! process: the [tree](self) of categories, the products of a category with what
//! tells them apart, what a price list asks for them, and which products a rule
//! [means](self) that asks for more than a category. Each is kept with a count of
//! its changes, which every page compares with the database's ([`survey`](self)).
//!
//! What is seen, and at which price, is decided by the pure rules of
//! [`assortment`](super::assortment) and [`pricing`](super::pricing) only, from
//! the lines that statements hand over ([`terms`](self)).

mod categories;
mod facets;
mod figures;
mod ground;
mod item;
mod items;
mod list_prices;
mod listed;
pub(super) mod members;
mod news;
mod page;
pub(super) mod picked;
mod search;
mod slips;
mod survey;
mod term_rows;
pub(super) mod terms;
mod tree;

pub use categories::{ShelfCategory, shelf_categories};
pub use facets::{Facet, FacetValue, Filter};
pub use item::ShelfItem;
pub use items::{
    ask_items_until, ask_prices_of, ask_prices_until, ask_shelf_by_sku, ask_shelf_items,
    shelf_by_sku, shelf_items,
};
pub use news::{NEW_FOR_DAYS, ShelfNews, shelf_news};
pub use page::{Found, PER_PAGE, ShelfPage, ShelfQuery, ShelfSort, shelf_page, shelf_page_and};

#[cfg(test)]
mod tests;
