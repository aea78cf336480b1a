//! Standard configurations: the company's people see what is in them and
//! choose; the supplier's curators put them together.

mod console;
mod list;
mod one;
pub(crate) mod said;

use crate::frame::{AppState, PageError, SignedIn};
use axum::Router;
use axum::routing::{get, post};
use domain::identity::{Permission, Shopper};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/standards", get(list::show))
        .route("/standards/{id}", get(one::show).post(one::choose))
        .merge(console_routes())
}

fn console_routes() -> Router<AppState> {
    use console::{change, editor, factory_book, list, new, publish, retire};
    Router::new()
        .route("/console/configurations", get(list::show))
        .route(
            "/console/configurations/new",
            get(new::show).post(new::submit),
        )
        .route("/console/configurations/{id}", get(editor::show))
        .route(
            "/console/configurations/{id}/describe",
            post(change::describe),
        )
        .route("/console/configurations/{id}/base", post(change::base))
        .route("/console/configurations/{id}/parts", post(change::add_part))
        .route(
            "/console/configurations/{id}/parts/remove",
            post(change::remove_part),
        )
        .route(
            "/console/configurations/{id}/groups",
            post(change::add_group),
        )
        .route(
            "/console/configurations/{id}/groups/remove",
            post(change::remove_group),
        )
        .route(
            "/console/configurations/{id}/groups/limits",
            post(change::limit_group),
        )
        .route("/console/configurations/{id}/rules", post(change::add_rule))
        .route(
            "/console/configurations/{id}/rules/remove",
            post(change::remove_rule),
        )
        .route(
            "/console/configurations/{id}/offered",
            post(change::offered),
        )
        .route(
            "/console/configurations/{id}/factory",
            post(change::factory),
        )
        .route("/console/customers/{id}/factory", get(factory_book::show))
        .route(
            "/console/customers/{id}/factory/images",
            post(factory_book::keep_image),
        )
        .route(
            "/console/customers/{id}/factory/images/offer",
            post(factory_book::offer_image),
        )
        .route(
            "/console/customers/{id}/factory/tag-schemes",
            post(factory_book::keep_tag_scheme),
        )
        .route(
            "/console/configurations/{id}/options",
            post(change::add_option),
        )
        .route(
            "/console/configurations/{id}/options/change",
            post(change::change_option),
        )
        .route(
            "/console/configurations/{id}/discard",
            post(change::discard),
        )
        .route(
            "/console/configurations/{id}/publish",
            get(publish::show).post(publish::submit),
        )
        .route(
            "/console/configurations/{id}/retire",
            get(retire::show).post(retire::submit),
        )
}

/// Whose standards the visitor looks at: a member's own company's, or those
/// that staff preview.
fn shopper(visitor: &SignedIn) -> Result<Shopper<'_>, PageError> {
    let shopper = visitor.actor().shopper().ok_or(PageError::Denied)?;
    if !shopper.preview {
        visitor.demand(Permission::Browse)?;
    }
    Ok(shopper)
}
