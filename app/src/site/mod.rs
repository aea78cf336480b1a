//! What makes a customer's site theirs: what its people see of it, and the page
//! on which curators, and managers who may, change it.

mod documents;
mod editor;
mod forms;
mod look;
mod on_pages;
mod texts;

pub(crate) use documents::documents;
pub(crate) use look::report_name;
pub(crate) use on_pages::{announcements, links, paragraphs, terms, welcome};

use crate::frame::{AppState, MOST_WITH_FILE};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/company/site", get(editor::own))
        .route("/company/site/texts", post(forms::own_text))
        .route("/company/site/texts/remove", post(forms::own_remove_text))
        .route(
            "/company/site/documents",
            post(documents::own_document).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/company/site/documents/remove",
            post(documents::own_remove_document),
        )
        .route(
            "/console/customers/{id}/site/documents",
            post(documents::document).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/console/customers/{id}/site/documents/remove",
            post(documents::remove_document),
        )
        .route("/company/site/look", post(forms::own_look))
        .route("/company/site/groups", post(forms::own_group))
        .route("/company/site/groups/remove", post(forms::own_remove_group))
        .route("/console/customers/{id}/site", get(editor::theirs))
        .route("/console/customers/{id}/site/texts", post(forms::text))
        .route(
            "/console/customers/{id}/site/texts/remove",
            post(forms::remove_text),
        )
        .route("/console/customers/{id}/site/look", post(forms::look))
        .route("/console/customers/{id}/site/groups", post(forms::group))
        .route(
            "/console/customers/{id}/site/groups/remove",
            post(forms::remove_group),
        )
        .route("/console/customers/{id}/site/own", post(forms::own_site))
}
