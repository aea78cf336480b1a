//! The knowledge base: what members find, read and are offered before they ask, and
//! what our people write.

mod before;
mod edit;
mod facts;
mod import;
mod list;
mod on_case;
mod one;
mod published;
mod questions;
mod said;
mod shown;
mod wanted;
mod whole;

pub(super) use before::{Offered, given, offered, questions as guide};
pub(crate) use said::{known_problems, needs};

use crate::frame::{AppState, MOST_WITH_FILE, PageError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::support::articles::import::ArticleImportError;
use domain::support::articles::{AnswerError, ArticleError, AttachError, GuideError, PictureError};

/// The addresses of articles.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/help/articles", get(list::show))
        .route("/help/articles/{slug}", get(one::show).post(one::answer))
        .route("/console/articles", get(published::show))
        .route("/console/articles/new", get(edit::new).post(edit::make))
        .route(
            "/console/articles/wanted",
            get(wanted::show).post(wanted::done),
        )
        .route(
            "/console/articles/questions",
            get(questions::show).post(questions::save),
        )
        .route(
            "/console/articles/import",
            get(import::show)
                .post(import::submit)
                .layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route("/console/articles/import/{id}", get(import::report))
        .route(
            "/console/articles/{slug}",
            get(whole::show).post(whole::change),
        )
        .route(
            "/console/articles/{slug}/edit",
            get(edit::show).post(edit::save),
        )
        .route(
            "/console/articles/{slug}/pictures",
            post(whole::picture).layer(DefaultBodyLimit::max(MOST_WITH_FILE)),
        )
        .route(
            "/console/cases/{number}/articles",
            get(on_case::show).post(on_case::attach),
        )
}

impl From<ArticleError> for PageError {
    fn from(error: ArticleError) -> Self {
        match error {
            ArticleError::Denied(denied) => denied.into(),
            ArticleError::NotFound => PageError::NotFound,
            ArticleError::Store(error) => error.into(),
            // What a page has not answered itself is a fault of the page.
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<AnswerError> for PageError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Denied(denied) => denied.into(),
            AnswerError::NotFound => PageError::NotFound,
            AnswerError::Store(error) => error.into(),
            other @ AnswerError::TooLong => PageError::Failed(other.to_string()),
        }
    }
}

impl From<AttachError> for PageError {
    fn from(error: AttachError) -> Self {
        match error {
            AttachError::Denied(denied) => denied.into(),
            AttachError::NotFound => PageError::NotFound,
            AttachError::Store(error) => error.into(),
            other @ AttachError::NoProblem => PageError::Failed(other.to_string()),
        }
    }
}

impl From<GuideError> for PageError {
    fn from(error: GuideError) -> Self {
        match error {
            GuideError::Denied(denied) => denied.into(),
            GuideError::NotFound => PageError::NotFound,
            GuideError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<PictureError> for PageError {
    fn from(error: PictureError) -> Self {
        match error {
            PictureError::Article(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<ArticleImportError> for PageError {
    fn from(error: ArticleImportError) -> Self {
        match error {
            ArticleImportError::Denied(denied) => denied.into(),
            ArticleImportError::Store(error) => error.into(),
            other @ ArticleImportError::NoArticle => PageError::Failed(other.to_string()),
        }
    }
}
