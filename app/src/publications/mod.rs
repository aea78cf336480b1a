//! Publications: what members read of them, the newsletter's addresses and who wants
//! it, and where curators write.

mod choice;
mod console;
mod home;
mod issue;
mod mail;
mod one;
mod overview;

pub(crate) use choice::newsletter_sheet;
pub(crate) use home::new_issues;

use crate::frame::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};
use domain::publications::EditError;
use domain::publications::newsletter::ChoiceError;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/publications", get(overview::show))
        .route("/publications/{code}", get(one::show))
        .route("/publications/{code}/{issue}", get(issue::show))
        .route("/me/newsletter", post(choice::choose))
        .route("/newsletter/opened/{token}", get(mail::opened))
        .route("/newsletter/read/{token}", get(mail::follow))
        .route(
            "/newsletter/unsubscribe/{token}",
            get(mail::ask).post(mail::unsubscribe),
        )
        .route(
            "/console/publications",
            get(console::list::show).post(console::list::make),
        )
        .route(
            "/console/publications/{id}",
            get(console::one::show).post(console::one::change),
        )
        .route(
            "/console/publications/{id}/issues",
            post(console::one::begin_issue),
        )
        .route(
            "/console/issues/{id}",
            get(console::issue::show).post(console::issue::change),
        )
        .route(
            "/console/issues/{id}/publish",
            post(console::issue::publish),
        )
        .route(
            "/console/issues/{id}/discard",
            post(console::issue::discard),
        )
        .route(
            "/console/issues/{id}/correct",
            post(console::published::correct),
        )
        .route(
            "/console/issues/{id}/withdraw",
            post(console::published::withdraw),
        )
}

impl From<EditError> for PageError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Denied(denied) => denied.into(),
            EditError::NotFound => PageError::NotFound,
            EditError::Store(error) => error.into(),
            // What a page has not answered itself is a fault of the page.
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<ChoiceError> for PageError {
    fn from(error: ChoiceError) -> Self {
        match error {
            ChoiceError::Denied(denied) => denied.into(),
            ChoiceError::Store(error) => error.into(),
        }
    }
}
