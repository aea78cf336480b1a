//! Subscriptions: what a company has and can have, one subscription with what
//! happens to it, and the supplier's plans.

mod candidates;
mod change_errors;
mod console;
mod console_one;
mod list;
mod needs;
mod one;
mod plan;
mod plan_editor;
mod plan_form;
mod plan_typed;
mod plans;
pub(crate) mod said;
mod uses_sheet;

pub(crate) use console::of_customer;
pub(crate) use needs::needs;

use crate::frame::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};
use domain::subscriptions::{PlanError, SubscribeError};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/subscriptions", get(list::show))
        .route(
            "/subscriptions/plans/{id}",
            get(plan::show).post(plan::subscribe_to),
        )
        .route("/subscriptions/{number}", get(one::show).post(one::change))
        .route("/console/subscriptions", get(console::list))
        .route("/console/subscriptions/strategic", get(candidates::show))
        .route(
            "/console/subscriptions/{number}",
            get(console_one::show).post(console_one::steer),
        )
        .route("/console/plans", get(plans::show))
        .route(
            "/console/plans/new",
            get(plan_editor::show_new).post(plan_editor::make),
        )
        .route(
            "/console/plans/{id}",
            get(plan_editor::show).post(plan_editor::save),
        )
        .route("/console/plans/{id}/offers", post(plan_editor::offer))
}

impl From<SubscribeError> for PageError {
    fn from(error: SubscribeError) -> Self {
        match error {
            SubscribeError::Denied(denied) => denied.into(),
            SubscribeError::Store(error) => error.into(),
            SubscribeError::NoSuchTerm => PageError::NotFound,
            // What a page has not answered itself is a fault of the page.
            other => PageError::Failed(other.to_string()),
        }
    }
}

impl From<PlanError> for PageError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Denied(denied) => denied.into(),
            PlanError::Store(error) => error.into(),
            PlanError::NotFound => PageError::NotFound,
            other => PageError::Failed(other.to_string()),
        }
    }
}
