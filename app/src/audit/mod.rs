//! The audit trail in the console: who changed what, for administrators, and
//! what was changed at one customer, for who knows customers.

mod trail;

use crate::frame::AppState;
use axum::Router;
use axum::routing::get;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/console/audit", get(trail::show))
        .route("/console/customers/{id}/audit", get(trail::of_customer))
}
