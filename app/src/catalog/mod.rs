//! The catalog, as a customer's people see it; and, in the supplier's
//! console, products, categories and imports.

mod attachments;
mod attribute_fields;
mod categories;
mod category;
mod category_editor;
mod compare;
mod console;
mod export;
mod families;
mod family;
mod gallery;
mod grid;
mod home;
mod import;
mod keeping;
mod listing;
mod names;
mod news;
mod price_list;
mod price_lists;
mod product;
mod product_editor;
mod product_prices;
mod promotion;
mod promotion_fields;
mod saved;
mod search;
mod supply;
mod there_and_add;
mod today;
mod why_price;

pub(crate) use product::{product_page, supply_in_short};
pub(crate) use today::needs;

use crate::frame::{AppState, MOST_WITH_FILE, PageError, SignedIn};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::identity::{Permission, Shopper};

/// The most that one upload of files may weigh, in bytes.
const MOST_UPLOAD: usize = 64 * 1024 * 1024;

/// The most that the cells of one page of the grid may weigh, in bytes.
const MOST_GRID: usize = 4 * 1024 * 1024;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/catalog", get(home::show))
        .route("/catalog-news", get(news::show))
        .route("/catalog/{category}", get(category::show))
        .route("/products/{sku}", get(product::show))
        .route("/search", get(search::show))
        .route("/compare", get(compare::show))
        .route("/saved", get(saved::list).post(saved::keep))
        .route("/saved/{id}", post(saved::change))
        .route(
            "/console/import",
            get(import::list)
                .post(import::upload)
                .layer(DefaultBodyLimit::max(MOST_UPLOAD)),
        )
        .route(
            "/console/price-lists",
            get(price_lists::show).post(price_lists::make),
        )
        .route("/console/price-lists/{id}", get(price_list::show))
        .route(
            "/console/price-lists/{id}/promotions",
            post(price_list::promote),
        )
        .route(
            "/console/price-lists/{id}/promotions/end",
            post(price_list::end),
        )
        .route(
            "/console/price-lists/{id}/promotions/{promotion}",
            get(promotion::show).post(promotion::change),
        )
        .route(
            "/console/categories",
            get(categories::list).post(categories::make),
        )
        .route(
            "/console/categories/{id}",
            get(category_editor::one).post(category_editor::change),
        )
        .route(
            "/console/categories/{id}/names",
            get(names::show).post(names::save),
        )
        .route(
            "/console/categories/{id}/attributes",
            post(category_editor::attribute),
        )
        .route(
            "/console/categories/{id}/keeping",
            post(keeping::of_category),
        )
        .route(
            "/console/categories/{id}/attributes/remove",
            post(category_editor::remove),
        )
        .route("/console/products", get(console::list))
        .route(
            "/console/product/grid",
            get(grid::show)
                .post(grid::save)
                .layer(DefaultBodyLimit::max(MOST_GRID)),
        )
        .route(
            "/console/product/new",
            get(product_editor::new).post(product_editor::save),
        )
        .route(
            "/console/products/{sku}",
            get(product_editor::one).post(product_editor::save),
        )
        .route("/console/products/{sku}/price", post(product_prices::price))
        .route("/console/products/{sku}/relations", post(supply::relation))
        .route("/console/products/{sku}/keeping", post(keeping::of_product))
        .route("/console/products/{sku}/stock", post(supply::stock))
        .route(
            "/console/products/{sku}/pictures",
            post(attachments::picture).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/console/products/{sku}/pictures/change",
            post(attachments::picture_change),
        )
        .route(
            "/console/products/{sku}/documents",
            post(attachments::document).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/console/products/{sku}/documents/remove",
            post(attachments::document_remove),
        )
        .route(
            "/console/families",
            get(families::list).post(families::make),
        )
        .route(
            "/console/families/{id}",
            get(family::one).post(family::change),
        )
        .route("/console/families/{id}/variants", post(family::put))
        .route("/console/families/{id}/variants/remove", post(family::take))
        .route("/console/export", get(export::show))
        .route("/console/export/{file}", get(export::file))
        .route("/console/import/{id}", get(import::one))
        .route("/console/import/{id}/start", post(import::start))
        .route("/console/import/{id}/stop", post(import::stop))
        .route("/console/import/{id}/again", post(import::again))
        .route("/console/import/{id}/report.csv", get(import::report))
        .route(
            "/console/import/{id}/changes.csv",
            get(import::changes_file),
        )
        .route("/console/import/{id}/apply", post(import::apply))
        .route("/console/import/{id}/columns", post(import::columns))
        .route(
            "/console/import/{id}/undo",
            get(import::ask_undo).post(import::begin_undo),
        )
}

/// Whose catalog the visitor looks at: a member's own, or the one that staff
/// preview.
fn shopper(visitor: &SignedIn) -> Result<Shopper<'_>, PageError> {
    let shopper = visitor.actor().shopper().ok_or(PageError::Denied)?;
    if !shopper.preview {
        visitor.demand(Permission::Browse)?;
    }
    Ok(shopper)
}
