//! Equipment: what a member has, what a company has, one unit with its history, its
//! documents and what can be done with it or with several at once, labels, what is to be
//! replaced when, and files of what was bought elsewhere; for staff, the equipment of a
//! customer, one unit of it, and a search over all. What is kept as equipment at all,
//! curators say on the pages of categories and products (`catalog/keeping.rs`).

pub(crate) mod as_built;
mod console;
mod console_unit;
mod documents;
mod import;
mod labels;
mod list;
mod narrow;
pub(crate) mod qr;
mod refresh;
mod replace;
mod replaced;
mod said;
mod several;
mod show;
mod steps;
mod table;

pub(crate) use console_unit::console_path_of;
pub(crate) use replaced::replaced;

use crate::frame::{AppState, MOST_WITH_FILE, PageError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::assets::{AssetError, ImportFailed, PaperError};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/equipment", get(list::show))
        .route("/equipment.csv", get(list::file))
        .route("/equipment/labels", get(labels::show))
        .route(
            "/equipment/several",
            get(several::show).post(several::change),
        )
        .route("/equipment/refresh", get(refresh::show))
        .route("/equipment/refresh.csv", get(refresh::file))
        .route(
            "/equipment/import",
            get(import::show)
                .post(import::submit)
                .layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/equipment/import/{id}",
            get(import::answer).post(import::go_on),
        )
        .route("/equipment/import/{id}/report.csv", get(import::report))
        .route("/equipment/{tag}", get(show::show).post(steps::change))
        .route("/equipment/{tag}/replace", post(replace::submit))
        .route(
            "/equipment/{tag}/documents",
            post(documents::add).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route("/equipment/{tag}/documents/remove", post(documents::remove))
        .route("/console/equipment", get(console::search))
        .route(
            "/console/customers/{id}/equipment",
            get(console::of_customer),
        )
        .route(
            "/console/customers/{id}/equipment/{tag}",
            get(console_unit::show),
        )
}

impl From<AssetError> for PageError {
    fn from(error: AssetError) -> Self {
        match error {
            AssetError::Denied(denied) => denied.into(),
            AssetError::NotFound => Self::NotFound,
            AssetError::Store(error) => error.into(),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<PaperError> for PageError {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::Denied(denied) => denied.into(),
            PaperError::NotFound => Self::NotFound,
            PaperError::Store(error) => error.into(),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<ImportFailed> for PageError {
    fn from(error: ImportFailed) -> Self {
        match error {
            ImportFailed::Denied(denied) => denied.into(),
            ImportFailed::NotFound => Self::NotFound,
            ImportFailed::Store(error) => error.into(),
            other => Self::Failed(other.to_string()),
        }
    }
}
