//! Whether the program lives, and whether it can work.

use app::frame::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// `GET /healthz`: the program runs.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the program can work: its database answers.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.db.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}
