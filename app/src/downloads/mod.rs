//! Downloads: what members fetch, the licences that their company has, handing them to
//! its people, those of people who left, swapping platforms, and where curators put all of it.

mod area;
mod console;
mod hand;
mod left;
mod swap;

use crate::frame::{AppState, MOST_WITH_FILE, PageError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::downloads::{KeysError, LicenceError, SoftwareError};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/downloads", get(area::show))
        .route("/downloads/{id}", get(area::fetch))
        .route("/licences", post(area::take))
        .route("/licences/left", get(left::show).post(left::submit))
        .route("/licences/{id}/holder", get(hand::show).post(hand::submit))
        .route("/licences/{id}/swap", get(swap::show).post(swap::submit))
        .route(
            "/console/downloads",
            get(console::list::show).post(console::list::make),
        )
        .route(
            "/console/downloads/{id}",
            get(console::one::show).post(console::one::change),
        )
        .route(
            "/console/downloads/{id}/releases",
            post(console::releases::put).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/console/downloads/{id}/releases/withdraw",
            post(console::releases::withdraw),
        )
        .route("/console/downloads/{id}/keys", post(console::keys::import))
        .route("/console/downloads/{id}/area", post(console::area::name))
}

impl From<LicenceError> for PageError {
    fn from(error: LicenceError) -> Self {
        match error {
            LicenceError::Denied(denied) => denied.into(),
            LicenceError::NotFound => PageError::NotFound,
            LicenceError::Store(error) => error.into(),
            // What a page has not answered itself is a fault of the page.
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<SoftwareError> for PageError {
    fn from(error: SoftwareError) -> Self {
        match error {
            SoftwareError::Denied(denied) => denied.into(),
            SoftwareError::NotFound => PageError::NotFound,
            SoftwareError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<KeysError> for PageError {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Denied(denied) => denied.into(),
            KeysError::NotFound => PageError::NotFound,
            KeysError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}
