//! What a page says when it can't be shown. A handler answers a
//! [`PageError`]; the layer [`error_pages`] turns it, and every bare refusal
//! of the libraries, into a page in the visitor's own face and language.

use super::parts::{Empty, PageHead};
use super::{AppState, Face, Page, Visitor};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{Actor, Denied};
use domain::store::StoreError;
use leptos::prelude::*;

/// Why there is no page.
#[derive(Debug)]
pub enum PageError {
    /// There is no such thing, or it is somebody else's: the same answer.
    NotFound,
    /// The page is no secret, but not for this person.
    Denied,
    /// Sign in first; then to this path.
    SignIn(String),
    /// Somebody of the supplier looks at a member's site, and sent a form.
    OnlyLooking,
    /// The form was made by hand: a field is missing that every form has.
    BadForm,
    /// Something broke; the cause is for the log.
    Failed(String),
}

impl PageError {
    pub(crate) fn session(error: tower_sessions::session::Error) -> Self {
        Self::Failed(format!("session: {error}"))
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied | Self::OnlyLooking => StatusCode::FORBIDDEN,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Denied> for PageError {
    fn from(_: Denied) -> Self {
        Self::Denied
    }
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::KeyOfAnotherForm => Self::BadForm,
            StoreError::OnlyLooking => Self::OnlyLooking,
            error => Self::Failed(error.to_string()),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match &self {
            Self::SignIn(path) if path == "/" => {
                return Redirect::to("/sign-in").into_response();
            }
            Self::SignIn(path) => {
                let then: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
                return Redirect::to(&format!("/sign-in?then={then}")).into_response();
            }
            Self::Failed(cause) => tracing::error!(%cause, "a page failed"),
            Self::NotFound | Self::Denied | Self::OnlyLooking | Self::BadForm => {}
        }
        self.status().into_response()
    }
}

/// Answers what no route answers.
pub async fn not_found() -> PageError {
    PageError::NotFound
}

/// Turns every bare refusal into a page.
pub async fn error_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let asks_for_a_page = !parts.uri.path().starts_with("/assets/")
        && !parts.uri.path().starts_with("/api/")
        && parts.uri.path() != "/beacon";
    let kept = asks_for_a_page.then(|| {
        let mut again = Request::new(()).into_parts().0;
        again.method = Method::POST; // an error page does not use up a flash
        again.uri = parts.uri.clone();
        again.headers = parts.headers.clone();
        again.extensions = parts.extensions.clone();
        again
    });
    parts.extensions.insert(());
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| {
            kind.to_str()
                .is_ok_and(|kind| kind.starts_with("text/html"))
        });
    let (Some(mut kept), true) = (
        kept,
        (status.is_client_error() || status.is_server_error()) && !is_page,
    ) else {
        return response;
    };
    match Visitor::from_request_parts(&mut kept, &state).await {
        Ok(visitor) => page(&visitor, status),
        Err(_) => response,
    }
}

fn page(visitor: &Visitor, status: StatusCode) -> Response {
    let words = visitor.words;
    let actor = visitor.actor.as_ref();
    let only_looks = actor.is_some_and(Actor::only_looks);
    let staff = actor.and_then(Actor::staff);
    let (title, text) = match status {
        StatusCode::FORBIDDEN if only_looks => {
            ("frame-error-only-looking", "frame-error-only-looking-text")
        }
        StatusCode::NOT_FOUND => ("frame-error-not-found", "frame-error-not-found-text"),
        StatusCode::FORBIDDEN if staff.is_some_and(|staff| staff.preview.is_some()) => {
            ("frame-error-nobodys", "frame-error-nobodys-text")
        }
        StatusCode::FORBIDDEN if staff.is_some() => {
            ("frame-error-denied", "frame-error-denied-staff")
        }
        StatusCode::FORBIDDEN => ("frame-error-denied", "frame-error-denied-text"),
        StatusCode::PAYLOAD_TOO_LARGE => ("frame-error-too-large", "frame-error-too-large-text"),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
            ("frame-error-busy", "frame-error-busy-text")
        }
        status if status.is_client_error() => ("frame-error-bad", "frame-error-bad-text"),
        _ => ("frame-error-failed", "frame-error-failed-text"),
    };
    let title = words.say(title);
    let text = words.say(text);
    let named = words.say_with(
        "frame-error-request",
        &[("id", visitor.request_id.as_str().into())],
    );
    Page::new(visitor, Face::of(visitor), title)
        .status(status)
        .show(move || {
            view! {
                <PageHead title=title />
                <Empty title=text>
                    <a class="btn main" href="/">{words.say("frame-error-home")}</a>
                    <p class="empty-note">{named}</p>
                </Empty>
            }
        })
}
