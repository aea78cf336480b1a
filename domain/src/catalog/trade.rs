//! What the trade says of a product: its maker's number, its commodity code,
//! until when it can be ordered, and how long it takes.

use super::availability::LONGEST_LEAD;
use super::sku::plain_sku;
use crate::Day;
use serde::{Deserialize, Serialize};

/// The longest number of a manufacturer, in characters.
pub const LONGEST_MAKER_NUMBER: usize = 60;

/// What the trade says of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(crate::store::FromRow))]
pub struct Trade {
    /// What its maker calls it; empty if nobody said.
    pub maker_number: String,
    /// Its code in the United Nations Standard Products and Services Code
    /// (UNSPSC), eight digits; empty if nobody said.
    pub unspsc: String,
    /// The last day on which it can be ordered.
    pub last_order_day: Option<Day>,
    /// How many days pass from the order to its delivery where there is none
    /// in stock.
    pub lead_days: Option<i64>,
}

impl Trade {
    /// The maker's number as people type it.
    #[must_use]
    pub fn plain_maker_number(&self) -> String {
        plain_sku(&self.maker_number)
    }
}

/// What a line of a file says of it; nothing about what it has no column for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TradeSaid {
    /// What its maker calls it.
    pub maker_number: Option<String>,
    /// Its commodity code.
    pub unspsc: Option<String>,
    /// Its last day; an empty cell says that it stays.
    pub last_order_day: Option<Option<Day>>,
    /// Its lead time; an empty cell says that none is known.
    pub lead_days: Option<Option<i64>>,
}

impl TradeSaid {
    /// What is true then, `before` being what was.
    #[must_use]
    pub fn onto(self, before: Trade) -> Trade {
        Trade {
            maker_number: self.maker_number.unwrap_or(before.maker_number),
            unspsc: self.unspsc.unwrap_or(before.unspsc),
            last_order_day: self.last_order_day.unwrap_or(before.last_order_day),
            lead_days: self.lead_days.unwrap_or(before.lead_days),
        }
    }

    /// All that it says, for a fingerprint.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let days = self.lead_days.map(|days| format!("lead {days:?}"));
        let last = self.last_order_day.map(|day| format!("last {day:?}"));
        let maker = self.maker_number.as_ref().map(|one| format!("maker {one}"));
        let unspsc = self.unspsc.as_ref().map(|one| format!("unspsc {one}"));
        [maker, unspsc, last, days].into_iter().flatten().collect()
    }
}

/// A UNSPSC code as people write it: eight digits, perhaps with dashes, points
/// or blanks between. Nothing if there is none in the text.
///
/// # Errors
/// If it is something else.
pub fn unspsc(text: &str) -> Result<String, NotACode> {
    let code: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | '.' | ' '))
        .collect();
    let is_code = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_code || code.is_empty() {
        Ok(code)
    } else {
        Err(NotACode)
    }
}

/// Not eight digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a UNSPSC code has eight digits")]
pub struct NotACode;

/// A number of days from none to two years. Nothing if the text is empty.
///
/// # Errors
/// If it is something else.
pub fn lead_days(text: &str) -> Result<Option<i64>, NotDays> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(days) if (0..=LONGEST_LEAD).contains(&days) => Ok(Some(days)),
        _ => Err(NotDays),
    }
}

/// Not a number of days, or too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of days")]
pub struct NotDays;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commodity_code_has_eight_digits() {
        assert_eq!(unspsc(" 43-21.15 03").as_deref(), Ok("43211503"));
        assert_eq!(unspsc(" ").as_deref(), Ok(""));
        for wrong in ["4321150", "432115033", "4321150x", "４３２１１５０３"] {
            assert_eq!(unspsc(wrong), Err(NotACode), "{wrong}");
        }
    }

    #[test]
    fn days_are_counted_up_to_two_years() {
        assert_eq!(lead_days(" 14 "), Ok(Some(14)));
        assert_eq!(lead_days(""), Ok(None));
        for wrong in ["-1", "731", "1.5", "soon"] {
            assert_eq!(lead_days(wrong), Err(NotDays), "{wrong}");
        }
    }

    #[test]
    fn a_file_changes_only_what_it_has_columns_for() {
        let before = Trade {
            maker_number: "90YV-1".to_owned(),
            lead_days: Some(5),
            ..Trade::default()
        };
        let said = TradeSaid {
            lead_days: Some(None),
            ..TradeSaid::default()
        };
        let after = Trade {
            lead_days: None,
            ..before.clone()
        };
        assert_eq!(said.onto(before), after);
        assert!(TradeSaid::default().told().is_empty());
    }
}
