//! Standard configurations: the company's people see what is in them and
//! choose; the supplier's curators put them together.

mod list;
mod one;
mod said;

use crate::frame::{AppState, PageError, SignedIn};
use axum::Router;
use axum::routing::get;
use domain::identity::{Permission, Shopper};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/standards", get(list::show))
        .route("/standards/{id}", get(one::show).post(one::choose))
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
