//! The console's pages about customers and what was agreed with them, and the
//! page on which a customer reads it.

mod about_customer;
mod agreed;
mod changed_terms;
mod company_fields;
mod compare;
pub(crate) mod customer;
mod customers;
mod fields;
mod list;
mod new_agreement;
mod new_customer;
mod new_sweep;
mod one;
mod prices;
mod publish;
mod sweeps;
mod today;
mod why;

pub(crate) use agreed::endings;
pub(crate) use fields::those;
pub(crate) use list::search;
pub(crate) use today::needs;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/console/customers", get(customers::show))
        .route(
            "/console/customers/new",
            get(new_customer::show).post(new_customer::submit),
        )
        .route(
            "/console/customers/{id}/about",
            get(about_customer::show).post(about_customer::keep),
        )
        .route("/console/agreements", get(list::show))
        .route(
            "/console/agreements/new",
            get(new_agreement::show).post(new_agreement::submit),
        )
        .route("/agreement", get(agreed::show))
        .route("/console/sweeps", get(sweeps::list))
        .route(
            "/console/sweeps/new",
            get(new_sweep::show).post(new_sweep::submit),
        )
        .route("/console/sweeps/{id}", get(sweeps::one))
        .route("/console/sweeps/{id}/stop", post(sweeps::stop))
        .route("/console/sweeps/{id}/again", post(sweeps::again))
        .route("/console/agreements/{id}", get(one::show))
        .route("/console/agreements/{id}/terms", post(one::change_terms))
        .route(
            "/console/agreements/{id}/categories",
            post(one::add_category),
        )
        .route(
            "/console/agreements/{id}/categories/remove",
            post(one::remove_category),
        )
        .route("/console/agreements/{id}/products", post(one::add_products))
        .route(
            "/console/agreements/{id}/products/remove",
            post(one::remove_product),
        )
        .route("/console/agreements/{id}/discard", post(one::discard))
        .route(
            "/console/agreements/{id}/prices",
            get(prices::show).post(prices::submit),
        )
        .route("/console/agreements/{id}/difference", get(compare::show))
        .route("/console/agreements/{id}/why", get(why::show))
        .route(
            "/console/agreements/{id}/publish/withdraw",
            post(publish::withdraw_plan),
        )
        .route(
            "/console/agreements/{id}/publish",
            get(publish::show).post(publish::submit),
        )
        .route(
            "/console/agreements/{id}/take-back",
            get(publish::show_take_back).post(publish::take_back),
        )
}
