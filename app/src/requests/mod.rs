//! Asking and ordering: the basket, requests and their decisions, ordering by
//! list, and what a company's manager sets about them.

mod again;
mod basket;
mod cost_centres;
mod list;
mod new;
mod order_by_list;
mod order_form;
mod policies;
mod request;
mod said;

use crate::frame::{AppState, PageError, SignedIn};
use axum::Router;
use axum::routing::{get, post};
use domain::requests::{
    BasketError, CostCentreError, DecideError, ListError, OrderError, PolicyError, SayError,
    ShowError, SubmitError,
};

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/basket", get(basket::show).post(basket::change))
        .route("/basket/add", post(basket::add))
        .route("/basket/words", post(basket::add_words))
        .route("/basket/order", post(basket::order))
        .route("/requests", get(list::show))
        .route("/requests/new", get(new::show).post(new::submit))
        .route("/requests/{id}", get(request::show).post(request::decide))
        .route("/requests/{id}/say", post(request::say))
        .route("/requests/{id}/withdraw", post(request::withdraw))
        .route("/orders/{id}/again", get(again::show).post(again::submit))
        .route(
            "/order-by-list",
            get(order_by_list::show).post(order_by_list::submit),
        )
        .route(
            "/company/policies",
            get(policies::show).post(policies::change),
        )
        .route(
            "/company/cost-centres",
            get(cost_centres::show).post(cost_centres::change),
        )
}

/// Staff look at a customer's site, they do not ask or order there.
fn demand_member(visitor: &SignedIn) -> Result<&domain::identity::Member, PageError> {
    visitor.actor().member().ok_or(PageError::Denied)
}

macro_rules! page_errors {
    ($($error:ident),+ $(,)?) => {$(
        impl From<$error> for PageError {
            fn from(error: $error) -> Self {
                match error {
                    $error::Denied(denied) => denied.into(),
                    $error::Store(error) => error.into(),
                    other => PageError::Failed(other.to_string()),
                }
            }
        }
    )+};
}

// What a page has not answered itself is a fault of the page.
page_errors!(
    BasketError,
    CostCentreError,
    ListError,
    OrderError,
    PolicyError,
    SubmitError,
);

macro_rules! page_errors_of_things {
    ($($error:ident),+ $(,)?) => {$(
        impl From<$error> for PageError {
            fn from(error: $error) -> Self {
                match error {
                    $error::Denied(denied) => denied.into(),
                    $error::NotFound => PageError::NotFound,
                    $error::Store(error) => error.into(),
                    #[allow(unreachable_patterns)]
                    other => PageError::Failed(other.to_string()),
                }
            }
        }
    )+};
}

page_errors_of_things!(DecideError, SayError, ShowError);
