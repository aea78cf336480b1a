//! Help: what members ask and how it goes on, what their manager decides about
//! it, and the cases as our people work on them.

mod articles;
mod desk;
mod levels;
mod list;
mod new;
mod one;
mod queue;
mod said;
mod settings;
mod today;

pub(crate) use articles::{known_problems, needs as article_needs};
pub(crate) use today::needs;

use crate::frame::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};
use domain::store::FormKey;
use domain::support::{CaseError, LevelError, OpenError, WorkError};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/help", get(list::show))
        .route("/help/new", get(new::show).post(new::submit))
        .route("/help/{number}", get(one::show).post(one::act))
        .route("/company/help", get(settings::show).post(settings::change))
        .route(
            "/console/service-levels",
            get(levels::show).post(levels::change),
        )
        .route("/console/cases", get(queue::show))
        .route("/console/cases/{number}", get(desk::show).post(desk::act))
        .route("/console/cases/mails/{id}", post(queue::settle))
        .merge(articles::routes())
}

/// The key that every form of ours carries.
fn key_of(form: &crate::frame::Form) -> Result<FormKey, PageError> {
    form.key().map(FormKey).ok_or(PageError::BadForm)
}

impl From<OpenError> for PageError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Denied(denied) => denied.into(),
            OpenError::Store(error) => error.into(),
            // What a page has not answered itself is a fault of the page.
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<CaseError> for PageError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Denied(denied) => denied.into(),
            CaseError::NotFound => PageError::NotFound,
            CaseError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<WorkError> for PageError {
    fn from(error: WorkError) -> Self {
        match error {
            WorkError::Denied(denied) => denied.into(),
            WorkError::NotFound => PageError::NotFound,
            WorkError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<LevelError> for PageError {
    fn from(error: LevelError) -> Self {
        match error {
            LevelError::Denied(denied) => denied.into(),
            LevelError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}
