//! Help: what members ask and how it goes on, what their manager decides about
//! it, and the cases as our people work on them.

mod articles;
mod beside;
mod desk;
mod escalation;
mod figures;
mod files;
mod levels;
mod list;
mod new;
mod one;
mod prepared;
mod queue;
mod said;
mod settings;
mod stranger;
mod strangers;
mod teams;
mod today;
mod visits;

pub(crate) use articles::{known_problems, needs as article_needs};
pub(crate) use beside::{Helped, cases};
pub(crate) use said::entitlement;
pub(crate) use today::needs;

use crate::frame::{AppState, MOST_WITH_FILE, PageError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use domain::support::{CaseError, LevelError, OpenError, WorkError};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/help", get(list::show))
        .route(
            "/help/new",
            get(new::show)
                .post(new::submit)
                .layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/help/{number}",
            get(one::show)
                .post(one::act)
                .layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route("/company/help", get(settings::show).post(settings::change))
        .route(
            "/console/service-levels",
            get(levels::show).post(levels::change),
        )
        .route("/console/cases", get(queue::show))
        .route("/console/cases/figures", get(figures::show))
        .route("/console/cases/figures.csv", get(figures::file))
        .route("/console/cases/visits", get(visits::show))
        .route(
            "/console/cases/prepared",
            get(prepared::show).post(prepared::change),
        )
        .route("/console/case-teams", get(teams::show).post(teams::change))
        .route(
            "/console/case-escalation",
            get(escalation::show).post(escalation::change),
        )
        .route(
            "/console/cases/{number}",
            get(desk::show)
                .post(desk::act)
                .layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route("/console/cases/mails", get(strangers::show))
        .route(
            "/console/cases/mails/{id}",
            get(stranger::show).post(stranger::act),
        )
        .merge(articles::routes())
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
