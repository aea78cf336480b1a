//! The mailbox: what was sent, and what waits to be. For administrators; in a
//! demonstration for everybody, so that invitations and forgotten passwords
//! can be tried without a mail server.

mod mailbox;
mod today;

pub(crate) use today::needs;

use crate::frame::AppState;
use axum::Router;
use axum::routing::{get, post};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/console/mailbox", get(mailbox::show))
        .route("/console/mailbox/{id}", get(mailbox::letter))
        .route("/console/mailbox/{id}/html", get(mailbox::html))
        .route("/console/mailbox/{id}/again", post(mailbox::again))
}
