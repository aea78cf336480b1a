//! What plans give.

use crate::Rate;
use crate::id::CategoryId;
use serde::{Deserialize, Serialize};

/// One thing that a plan gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Benefit {
    /// A service level for cases.
    Support {
        /// Its code.
        level: String,
        /// How high it is; of two the higher one holds.
        rank: i64,
    },
    /// So much off products.
    Discount {
        /// Of this category and those below it; of all products if none.
        category: Option<CategoryId>,
        /// How much off.
        rate: Rate,
    },
    /// What may be fetched.
    Downloads {
        /// The code of what is offered for download together.
        of: String,
    },
    /// What is sent or may be read.
    Publication {
        /// Its code.
        of: String,
    },
    /// Something that may be had so many times in a period.
    Counted {
        /// What.
        what: Countable,
        /// How many times.
        times: i64,
    },
}

/// What a plan gives a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Countable {
    /// A licence given back for another platform's, without charge.
    PlatformSwaps,
    /// A licence for a later version, without charge.
    Upgrades,
    /// A day of training.
    TrainingDays,
}

impl Countable {
    /// Every one there is.
    pub const ALL: &'static [Countable] = &[
        Countable::PlatformSwaps,
        Countable::Upgrades,
        Countable::TrainingDays,
    ];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Countable::PlatformSwaps => "platform-swaps",
            Countable::Upgrades => "upgrades",
            Countable::TrainingDays => "training-days",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn benefits_are_stored_and_read_back() {
        let discount = |category| Benefit::Discount {
            category,
            rate: Rate(5),
        };
        for benefit in [
            Benefit::Support {
                level: "quick".to_owned(),
                rank: 1,
            },
            discount(None),
            discount(Some(CategoryId(Uuid::from_u128(1)))),
            Benefit::Counted {
                what: Countable::PlatformSwaps,
                times: 2,
            },
            Benefit::Downloads { of: "x".to_owned() },
            Benefit::Publication { of: "x".to_owned() },
        ] {
            let json = serde_json::to_string(&benefit).unwrap();
            assert_eq!(serde_json::from_str::<Benefit>(&json).unwrap(), benefit);
        }
        for what in Countable::ALL {
            assert_eq!(Countable::from_code(what.code()), Some(*what));
            assert_eq!(serde_json::to_value(what).unwrap(), what.code());
        }
    }
}
