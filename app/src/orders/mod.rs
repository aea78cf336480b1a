//! Orders: the member's list, one order with its progress, reports and invoices;
//! the order desk's queue and its work.

mod desk;
mod forms;
mod invoices;
mod lines;
mod list;
mod on_its_way;
mod packing;
mod payments;
mod progress;
mod queue;
mod reports;
mod returns;
mod said;
mod set_off;
mod show;
mod today;

pub(crate) use on_its_way::{arrivals, next_delivery, on_its_way};
pub(crate) use reports::period;
pub(crate) use today::needs;

use crate::frame::{AppState, PageError};
use axum::Router;
use axum::routing::{get, post};
use domain::id::OrderId;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/orders", get(list::show))
        .route("/orders.csv", get(list::file))
        .route("/orders/returns", get(returns::own))
        .route("/reports", get(reports::show))
        .route("/reports.csv", get(reports::file))
        .route("/invoices", get(invoices::list))
        .route("/invoices/{number}", get(invoices::show))
        .route("/console/invoices", get(invoices::list_at_desk))
        .route(
            "/console/invoices/{number}",
            get(invoices::show_at_desk).post(payments::change),
        )
        .route("/orders/{id}", get(show::show))
        .route("/orders/{id}/received", post(show::received))
        .route("/orders/{id}/parcels/{parcel}", get(packing::show))
        .route(
            "/console/orders/{id}/parcels/{parcel}",
            get(packing::show_at_desk),
        )
        .route(
            "/console/orders/{id}/parcels/{parcel}/serials",
            post(packing::serials),
        )
        .route("/console/orders", get(queue::show))
        .route("/console/orders.csv", get(queue::file))
        .route("/console/orders/{id}", get(desk::show))
        .route(
            "/console/orders/{id}/return",
            get(returns::ask).post(returns::open),
        )
        .route("/console/returns", get(returns::list))
        .route(
            "/console/returns/{id}",
            get(returns::show).post(returns::act),
        )
        .route("/console/returns/{id}/packing", get(returns::packing))
        .route("/console/orders/{id}/acknowledge", post(desk::acknowledge))
        .route("/console/orders/{id}/promise", post(desk::promise))
        .route("/console/orders/{id}/ship", post(desk::ship))
        .route("/console/orders/{id}/delivered", post(desk::delivered))
        .route("/console/orders/{id}/cancel", post(desk::cancel))
}

/// An id out of an address. What is no id at all answers like one that nobody
/// has.
fn order_id(text: &str) -> Result<OrderId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}
