//! Coming in, choosing a company, and looking after its people: sign-in,
//! forgotten passwords, invitations, one's own preferences, members and
//! units, and staff looking at a customer's site.

mod sign_in;

use crate::frame::{AppState, PageError, Visitor, session_key};
use axum::Router;
use axum::routing::{get, post};
use domain::id::{CustomerId, PersonId};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
}

/// Puts a person into the session: a new session id, so that one known before
/// signing in is worth nothing afterwards.
async fn seat(
    visitor: &Visitor,
    person: PersonId,
    customer: Option<CustomerId>,
) -> Result<(), PageError> {
    let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
    session.cycle_id().await.map_err(PageError::session)?;
    session
        .insert(session_key::PERSON, person)
        .await
        .map_err(PageError::session)?;
    session
        .insert(session_key::CUSTOMER, customer)
        .await
        .map_err(PageError::session)?;
    session
        .remove_value(session_key::PREVIEW)
        .await
        .map_err(PageError::session)?;
    session
        .remove_value(session_key::PREVIEW_REVISION)
        .await
        .map_err(PageError::session)?;
    Ok(())
}
