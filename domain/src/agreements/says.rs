//! What a line of an agreement says of the product or category it is about.

use crate::{Currency, Money, Rate};
use serde::{Deserialize, Serialize};

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Says {
    /// It is part of the assortment.
    In,
    /// It is not.
    Out,
    /// It has this price.
    Price(Money),
    /// So much is taken off its list price.
    Discount(Rate),
    /// So much is added to what the supplier pays for it.
    CostPlus(Rate),
}

impl Says {
    /// The most that may be put on top of a cost: ten times as much again. More
    /// is a slip of the finger.
    pub const HIGHEST_MARKUP: Rate = Rate(100_000);

    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Price(_) => "price",
            Self::Discount(_) => "discount",
            Self::CostPlus(_) => "cost-plus",
        }
    }

    /// The price in minor units, where it names one.
    #[must_use]
    pub const fn minor(self) -> Option<i64> {
        match self {
            Self::Price(price) => Some(price.minor),
            _ => None,
        }
    }

    /// The rate, where it names one.
    #[must_use]
    pub const fn rate(self) -> Option<Rate> {
        match self {
            Self::Discount(rate) | Self::CostPlus(rate) => Some(rate),
            _ => None,
        }
    }

    /// What was stored; none if that is nothing a line can say.
    #[must_use]
    pub fn stored(
        code: &str,
        minor: Option<i64>,
        rate: Option<Rate>,
        currency: Currency,
    ) -> Option<Self> {
        match code {
            "in" => Some(Self::In),
            "out" => Some(Self::Out),
            "price" => minor.map(|minor| Self::Price(Money::new(minor, currency))),
            "discount" => rate.map(Self::Discount),
            "cost-plus" => rate.map(Self::CostPlus),
            _ => None,
        }
    }

    /// Whether it is about the price, and not only about being seen.
    #[must_use]
    pub const fn prices(self) -> bool {
        !matches!(self, Self::In | Self::Out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let all = [
            Says::In,
            Says::Out,
            Says::Price(Money::new(1_250, Currency::EUR)),
            Says::Discount(Rate(1_200)),
            Says::CostPlus(Rate(800)),
        ];
        for says in all {
            let again = Says::stored(says.code(), says.minor(), says.rate(), Currency::EUR);
            assert_eq!(again, Some(says));
        }
        assert_eq!(Says::stored("price", None, None, Currency::EUR), None);
        assert_eq!(
            Says::stored("gift", Some(1), Some(Rate(1)), Currency::EUR),
            None
        );
    }
}
