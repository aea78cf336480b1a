//! What staff are asked to change for a customer because of what was learned,
//! and what is searched and not found: over all customers, and of each.

mod decide;
mod not_found;
mod queue;
mod today;
mod wants;

pub(crate) use today::needs;

use crate::frame::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};
use domain::plays::QueueError;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/console/plays", get(queue::show))
        .route("/console/plays/{id}", get(decide::show))
        .route("/console/plays/{id}/accept", post(decide::accept))
        .route("/console/plays/{id}/dismiss", post(decide::dismiss))
        .route("/console/not-found", get(not_found::show))
        .route(
            "/console/customers/{id}/wants",
            get(wants::show).post(wants::answer),
        )
}

impl From<QueueError> for PageError {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::Denied(denied) => denied.into(),
            QueueError::Store(error) => error.into(),
        }
    }
}
