//! All layers and routes, from the network inwards.

use crate::security::{Policy, guard, logged};
use crate::sessions::DbSessions;
use crate::{assets, health};
use app::frame::{AppState, error_pages, not_found, with_arrival};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::store::counted;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration as CookieDuration;
use tower_sessions::{Expiry, SessionManagerLayer};

/// The most that any request may carry; uploads of files come near it.
pub const MOST_BODY: usize = 64 * 1024 * 1024;
/// The most that a request may carry unless its route says otherwise.
pub const USUAL_BODY: usize = 512 * 1024;
/// How long a request may take.
const USUAL_TIME: Duration = Duration::from_secs(60);
/// Where files for an import are sent to, and how long that may take: sixty-four
/// megabytes over a line of one megabit a second.
const UPLOADS: &str = "/console/import";
const UPLOAD_TAKES: Duration = Duration::from_secs(10 * 60);
/// How long a session lasts from signing in.
const SESSION_DAYS: i64 = 14;

/// The whole application.
pub fn application(state: AppState) -> Router {
    let https = state.settings.base_url.starts_with("https://");
    let policy = Policy {
        behind_proxy: state.settings.behind_proxy,
        https,
    };
    let sessions = SessionManagerLayer::new(DbSessions(state.db.clone()))
        .with_name(if https { "__Host-rapport" } else { "rapport" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(CookieDuration::days(SESSION_DAYS)));

    let pages = app::routes()
        .fallback(not_found)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), error_pages))
        .layer(DefaultBodyLimit::max(USUAL_BODY))
        .layer(sessions)
        .layer(from_fn(arrive));
    Router::new()
        .merge(pages)
        .route("/assets/{name}", get(assets::serve))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .layer(from_fn(in_time))
        .layer(RequestBodyLimitLayer::new(MOST_BODY))
        .layer(from_fn_with_state(policy, guard))
        .with_state(state)
}

/// Gives up a request that takes too long. Files for an import may take as long as a
/// slow line needs for the most that is taken; they come from people who may curate,
/// and from nobody else is any of it read.
async fn in_time(request: Request, next: Next) -> Response {
    let sends_files = request.method() == Method::POST && request.uri().path() == UPLOADS;
    let most = if sends_files {
        UPLOAD_TAKES
    } else {
        USUAL_TIME
    };
    tokio::time::timeout(most, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// Gives the request a place for who is asking, counts its statements (a page says
/// how many), and writes its line in the log.
async fn arrive(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, path) = (request.method().clone(), logged(request.uri().path()));
    let (mut response, statements) = counted(with_arrival(next.run(request))).await;
    // What a form did is nobody's to count: for an address that somebody has, more is
    // done than for one that nobody has.
    if method.is_safe() {
        response
            .headers_mut()
            .insert("x-sql-statements", HeaderValue::from(statements));
    }
    tracing::info!(
        %method,
        path,
        status = response.status().as_u16(),
        statements,
        micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        "request"
    );
    response
}
