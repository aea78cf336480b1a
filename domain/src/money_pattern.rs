//! How amounts of one currency are written for one reader, worked out where
//! the reader's language is known and carried to where it is not: the browser
//! has no tables of languages, and writes amounts by such a pattern.

use crate::Money;
use serde::{Deserialize, Serialize};

/// What stands around and between the digits of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyPattern {
    /// `€ ` in `€ 1,612.00`.
    before: String,
    /// ` €` in `1.612,00 €`.
    after: String,
    /// Between thousands.
    group: String,
    /// Before the decimals.
    point: String,
    /// How many decimals there are.
    decimals: u32,
}

impl MoneyPattern {
    /// The pattern of a written amount that has thousands, and so many
    /// decimals.
    #[must_use]
    pub fn of(written: &str, decimals: u32) -> Self {
        let is_digit = |c: char| c.is_ascii_digit();
        let first = written.find(is_digit).unwrap_or(0);
        let last = written.rfind(is_digit).map_or(written.len(), |at| at + 1);
        let (before, rest) = written.split_at(first);
        let (digits, after) = rest.split_at(last.saturating_sub(first));
        let mut marks: Vec<&str> = digits
            .split(is_digit)
            .filter(|mark| !mark.is_empty())
            .collect();
        let point = if decimals > 0 { marks.pop() } else { None };
        Self {
            before: before.to_owned(),
            after: after.to_owned(),
            group: marks.first().copied().unwrap_or_default().to_owned(),
            point: point.unwrap_or_default().to_owned(),
            decimals,
        }
    }

    /// The amount as the reader writes it.
    #[must_use]
    pub fn write(&self, money: Money) -> String {
        let mut out = String::with_capacity(20);
        if money.minor < 0 {
            out.push('\u{2212}');
        }
        out.push_str(&self.before);
        self.write_size(&mut out, money.minor.unsigned_abs(), self.decimals);
        out.push_str(&self.after);
        out
    }

    /// Writes `size` × 10^-`decimals` with this pattern's marks between the
    /// digits, and nothing around them.
    pub(crate) fn write_size(&self, out: &mut String, size: u64, decimals: u32) {
        let unit = 10_u64.saturating_pow(decimals);
        let whole = (size / unit).to_string();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        if decimals > 0 {
            out.push_str(&self.point);
            let rest = (size % unit).to_string();
            let missing = (decimals as usize).saturating_sub(rest.len());
            out.extend(std::iter::repeat_n('0', missing));
            out.push_str(&rest);
        }
    }
}
