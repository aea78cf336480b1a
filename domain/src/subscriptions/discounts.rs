//! What a customer's subscriptions take off prices, as the shelf asks for it together
//! with everything else that bears on a price. Which of it counts when is decided where
//! it is for support and downloads ([`Grant::counts`](super::entitlements::Grant::counts));
//! which price is the lowest by the pure rule of prices.

use super::entitlements::Benefit;
use super::held::{GIVEN, GIVING, GRANT, GrantRow};
use super::period::Period;
use crate::Rate;
use crate::id::CategoryId;
use serde::Deserialize;

/// The columns of [`discounts`].
pub(crate) fn discount_columns() -> Vec<&'static str> {
    GRANT.iter().copied().chain(["beside"]).collect()
}

/// Everything that the subscriptions of the customer `$1` take off prices, those that
/// begin later and those that rest included. What is off everything is not off the terms
/// of plans, so that no plan makes itself cheaper, or another one; who means those names
/// a category they are in.
pub(crate) fn discounts() -> String {
    format!(
        "SELECT {GIVEN}, NULL AS used, NULL AS asset,
            CASE WHEN b.category_id IS NULL THEN (
                SELECT string_agg(CAST(t.number AS TEXT), ' ')
                FROM plan_offer f JOIN product t ON t.id = f.product_id
            ) END AS beside
         {GIVING} AND b.kind = 'discount'"
    )
}

/// What one subscription takes off prices, as the database hands it over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DiscountRow {
    #[serde(flatten)]
    grant: GrantRow,
    /// The numbers of the products that it is not about although it is about all.
    beside: Option<String>,
}

/// What one subscription takes off list prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Discount {
    /// What its plan is called in the first language.
    pub(crate) plan: String,
    /// The subscription's number.
    pub(crate) number: String,
    /// The category that it is about, with those below it; none if all.
    pub(crate) category: Option<CategoryId>,
    /// How much off.
    pub(crate) rate: Rate,
    /// The numbers of the products that it is not about although it is about all.
    pub(crate) beside: Vec<i64>,
    /// The days on which it counts.
    pub(crate) days: Period,
}

impl DiscountRow {
    /// What it says; nothing if it does not count on any day.
    pub(crate) fn discount(self) -> Option<Discount> {
        let grant = self.grant.grant()?;
        let days = grant.counts()?;
        let Benefit::Discount { category, rate } = grant.benefit else {
            return None;
        };
        let beside = self.beside.unwrap_or_default();
        Some(Discount {
            plan: self.grant.name,
            number: self.grant.number,
            category,
            rate,
            beside: beside
                .split(' ')
                .filter_map(|number| number.parse().ok())
                .collect(),
            days,
        })
    }
}
