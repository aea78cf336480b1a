//! A quantity is an exact number of thousandths of its unit of measure, so
//! that a metre of cable and a piece of equipment are counted the same way.

use crate::money::{NotAnAmount, parse_scaled, plain_scaled};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many, in thousandths of the unit of measure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(i64);

/// Why a text is not a quantity that can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuantity {
    /// Not a number, or one with more than three decimals.
    #[error("not a number")]
    NotANumber,
    /// Zero or below.
    #[error("must be more than zero")]
    NotPositive,
    /// Pieces can't be split.
    #[error("must be whole")]
    NotWhole,
    /// More than [`Quantity::MOST`].
    #[error("too many")]
    TooMany,
}

impl Quantity {
    /// The most that one line may ask for: one million.
    pub const MOST: Quantity = Quantity(1_000_000_000);

    /// A number of whole pieces.
    #[must_use]
    pub const fn pieces(count: i64) -> Self {
        Self(count * 1000)
    }

    /// A number of thousandths.
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// The number of thousandths.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Reads a number of whole pieces between one and [`Quantity::MOST`].
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse_pieces(text: &str) -> Result<Self, NotAQuantity> {
        // `1.000` is a thousand to one reader and one to another.
        let fraction = text.trim().split_once(['.', ',']).map(|(_, after)| after);
        if fraction.is_some_and(|fraction| fraction.len() == 3) {
            return Err(NotAQuantity::NotWhole);
        }
        let quantity = parse_scaled(text, 3)
            .map(Self)
            .map_err(|error| match error {
                NotAnAmount::TooLarge => NotAQuantity::TooMany,
                NotAnAmount::NotANumber => NotAQuantity::NotANumber,
                NotAnAmount::TooPrecise => NotAQuantity::NotWhole,
            })?;
        match quantity {
            Self(thousandths) if thousandths <= 0 => Err(NotAQuantity::NotPositive),
            Self(thousandths) if thousandths % 1000 != 0 => Err(NotAQuantity::NotWhole),
            too_many if too_many > Self::MOST => Err(NotAQuantity::TooMany),
            fine => Ok(fine),
        }
    }

    /// The sum, held at the largest number there is.
    #[must_use]
    pub const fn plus(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0))
    }

    /// What is left, never less than nothing.
    #[must_use]
    pub fn minus(self, other: Quantity) -> Quantity {
        Quantity((self.0 - other.0).max(0))
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = plain_scaled(self.0, 3);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_positive_and_bounded() {
        assert_eq!(Quantity::parse_pieces("3"), Ok(Quantity::pieces(3)));
        assert_eq!(Quantity::parse_pieces("3.0"), Ok(Quantity::pieces(3)));
        assert_eq!(Quantity::parse_pieces("1.000"), Err(NotAQuantity::NotWhole));
        assert_eq!(Quantity::parse_pieces("0"), Err(NotAQuantity::NotPositive));
        assert_eq!(Quantity::parse_pieces("-2"), Err(NotAQuantity::NotPositive));
        assert_eq!(Quantity::parse_pieces("1.5"), Err(NotAQuantity::NotWhole));
        assert_eq!(
            Quantity::parse_pieces("1.23456"),
            Err(NotAQuantity::NotWhole)
        );
        assert_eq!(
            Quantity::parse_pieces("1000001"),
            Err(NotAQuantity::TooMany)
        );
        assert_eq!(Quantity::parse_pieces("two"), Err(NotAQuantity::NotANumber));
    }

    #[test]
    fn a_quantity_is_written_without_needless_zeros() {
        assert_eq!(Quantity::pieces(10).to_string(), "10");
        assert_eq!(Quantity::from_thousandths(1500).to_string(), "1.5");
    }
}
