//! How many seats a customer's subscriptions have: for what is handed out seat by
//! seat.

use crate::args;
use crate::id::{CustomerId, SubscriptionId};
use crate::store::{Asked, JsonRows};
use crate::{Day, Quantity};
use serde::Deserialize;
use std::sync::LazyLock;

/// The seats of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Seats {
    /// Of which.
    pub subscription: SubscriptionId,
    /// How many.
    #[serde(deserialize_with = "whole")]
    pub seats: i64,
    /// The last day that is paid for.
    pub last_day: Day,
}

fn whole<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let seats = Quantity::from_thousandths(i64::deserialize(from)?);
    Ok(seats.thousandths().div_euclid(1_000))
}

/// Asks for the seats of every subscription of a customer that has not ended.
#[must_use]
pub fn ask_seats(customer: CustomerId) -> Asked<'static, Vec<Seats>> {
    static SEATS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["subscription", "seats", "last_day"],
            "SELECT id AS subscription, seats, last_day FROM subscription
             WHERE customer_id = $1 AND ended_at IS NULL ORDER BY id",
        )
    });
    SEATS.ask(args![customer])
}
