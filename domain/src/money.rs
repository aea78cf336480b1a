//! Money is an integer of minor units (cents) together with its currency.
//! Amounts of different currencies never meet: arithmetic answers `None`
//! instead. Rounding happens in [`Rate::of`] and nowhere else.

use crate::Quantity;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217, by its three-letter code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The text is not a currency code of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a currency of ISO 4217")]
pub struct NotACurrency;

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency(*b"EUR");
    /// The US dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The three-letter code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimal places one unit of the currency has: two for EUR,
    /// none for JPY, three for KWD.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        iso_currency::Currency::from_code(self.code())
            .and_then(|known| known.exponent())
            .map_or(2, u32::from)
    }
}

impl FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        let code = text.trim().to_ascii_uppercase();
        iso_currency::Currency::from_code(&code).ok_or(NotACurrency)?;
        code.as_bytes()
            .try_into()
            .map(Currency)
            .map_err(|_| NotACurrency)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// An amount of money: minor units of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: cents for EUR.
    pub minor: i64,
    /// The currency the amount is in.
    pub currency: Currency,
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// Neither digits nor a decimal separator were found where they belong.
    #[error("not a number")]
    NotANumber,
    /// More decimal places than the currency has.
    #[error("too many decimal places")]
    TooPrecise,
    /// Larger than we can hold.
    #[error("too large")]
    TooLarge,
}

impl Money {
    /// An amount in minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// The sum, or `None` if the currencies differ or the sum is too large.
    #[must_use]
    pub fn plus(self, other: Money) -> Option<Money> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Money::new(minor, self.currency))
    }

    /// The price of `quantity` pieces at this price each, rounded half up to
    /// the minor unit when the quantity has decimals; `None` if too large.
    #[must_use]
    pub fn times(self, quantity: Quantity) -> Option<Money> {
        let exact = i128::from(self.minor).checked_mul(i128::from(quantity.thousandths()))?;
        i64::try_from(divide_half_up(exact, 1000))
            .ok()
            .map(|minor| Money::new(minor, self.currency))
    }

    /// What of this amount belongs to the parts from number `from` until before
    /// number `to`, if it is spread over `of` equal parts. What belongs to the
    /// parts until each border is rounded half up, and a piece is the difference:
    /// so pieces that together are the whole always sum to the whole, however
    /// it was cut. `None` unless `0 <= from <= to <= of` and `of` is not zero.
    #[must_use]
    pub fn spread(self, from: i64, to: i64, of: i64) -> Option<Money> {
        if of <= 0 || from < 0 || to < from || of < to {
            return None;
        }
        let until = |border: i64| {
            let exact = i128::from(self.minor) * i128::from(border);
            i64::try_from(divide_half_up(exact, i128::from(of))).ok()
        };
        let minor = until(to)?.checked_sub(until(from)?)?;
        Some(Money::new(minor, self.currency))
    }

    /// Reads a plain decimal number, with `.` or `,` as the decimal
    /// separator and no separators of thousands, as an amount of `currency`.
    ///
    /// # Errors
    /// Says whether the text is no number, too precise or too large.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, NotAnAmount> {
        parse_scaled(text, currency.decimals()).map(|minor| Money::new(minor, currency))
    }

    /// Reads an amount that may have up to four decimal places more than its
    /// currency, and rounds it half up.
    ///
    /// # Errors
    /// Says whether the text is no number, too precise or too large.
    pub fn parse_rounded(text: &str, currency: Currency) -> Result<Money, NotAnAmount> {
        let exact = parse_scaled(text, currency.decimals() + 4)?;
        let minor = i64::try_from(divide_half_up(i128::from(exact), 10_000));
        minor
            .map(|minor| Money::new(minor, currency))
            .map_err(|_| NotAnAmount::TooLarge)
    }

    /// The amount as a plain decimal with `.`, without currency: what a
    /// machine reads and what a number field is filled with.
    #[must_use]
    pub fn plain(&self) -> String {
        plain_scaled(self.minor, self.currency.decimals())
    }
}

/// A rate in hundredths of a percent (basis points): 12.5% is 1250.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rate(pub i64);

impl Rate {
    /// One hundred percent.
    pub const WHOLE: Rate = Rate(10_000);

    /// This share of an amount, rounded half up to the minor unit. The one
    /// place where a price is rounded.
    #[must_use]
    pub fn of(self, amount: Money) -> Money {
        let exact = i128::from(amount.minor) * i128::from(self.0);
        let minor = i64::try_from(divide_half_up(exact, 10_000)).unwrap_or(i64::MAX);
        Money::new(minor, amount.currency)
    }

    /// The amount less this share of it.
    #[must_use]
    pub fn off(self, amount: Money) -> Money {
        Rate(Rate::WHOLE.0 - self.0).of(amount)
    }

    /// The amount and this share of it on top.
    #[must_use]
    pub fn on(self, amount: Money) -> Money {
        Rate(Rate::WHOLE.0 + self.0).of(amount)
    }

    /// Reads percent with up to two decimals: `12.5`.
    ///
    /// # Errors
    /// Says whether the text is no number, too precise or too large.
    pub fn parse_percent(text: &str) -> Result<Rate, NotAnAmount> {
        parse_scaled(text.trim().trim_end_matches('%'), 2).map(Rate)
    }

    /// Percent as a plain decimal without needless zeros: `12.5`.
    #[must_use]
    pub fn percent(self) -> String {
        let text = plain_scaled(self.0, 2);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Divides and rounds half away from zero for positive numbers, half towards
/// positive infinity for negative ones: the usual commercial rounding.
fn divide_half_up(number: i128, by: i128) -> i128 {
    (number * 2 + by).div_euclid(by * 2)
}

/// Reads `-12,5` as -1250 when `decimals` is 2.
pub(crate) fn parse_scaled(text: &str, decimals: u32) -> Result<i64, NotAnAmount> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(NotAnAmount::NotANumber);
    }
    // `1.250` is a thousand to one reader and one and a quarter to another.
    let ambiguous = decimals < 3 && fraction.len() == 3 && !matches!(whole, "" | "0");
    if ambiguous {
        return Err(NotAnAmount::TooPrecise);
    }
    let fraction = fraction.trim_end_matches('0');
    let missing = (decimals as usize)
        .checked_sub(fraction.len())
        .ok_or(NotAnAmount::TooPrecise)?;
    let joined = format!("{whole}{fraction}{}", "0".repeat(missing));
    let value: i64 = if joined.is_empty() {
        0
    } else {
        joined.parse().map_err(|_| NotAnAmount::TooLarge)?
    };
    Ok(if negative { -value } else { value })
}

/// Writes 1250 as `12.50` when `decimals` is 2.
pub(crate) fn plain_scaled(value: i64, decimals: u32) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let unit = 10_u64.pow(decimals.min(18));
    let size = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:0width$}",
        size / unit,
        size % unit,
        width = decimals as usize
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn amounts_are_read_with_point_or_comma() {
        assert_eq!(Money::parse("12,5", Currency::EUR), Ok(eur(1250)));
        assert_eq!(Money::parse(" 12.50 ", Currency::EUR), Ok(eur(1250)));
        assert_eq!(Money::parse("-0.01", Currency::EUR), Ok(eur(-1)));
        assert_eq!(Money::parse("12.5000", Currency::EUR), Ok(eur(1250)));
        assert_eq!(Money::parse("0.500", Currency::EUR), Ok(eur(50)));
    }

    #[test]
    fn what_could_be_a_thousand_is_not_read_as_one() {
        for text in ["1.250", "1,250", "-12.500"] {
            assert_eq!(
                Money::parse(text, Currency::EUR),
                Err(NotAnAmount::TooPrecise)
            );
        }
        let dinars: Currency = "KWD".parse().unwrap();
        assert_eq!(Money::parse("1.250", dinars), Ok(Money::new(1_250, dinars)));
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_its_reason() {
        for text in ["", "-", ".", "1.2.3", "1 000", "1e3", "NaN", "١٢"] {
            assert_eq!(
                Money::parse(text, Currency::EUR),
                Err(NotAnAmount::NotANumber),
                "{text:?}"
            );
        }
        assert_eq!(
            Money::parse("0.001", Currency::EUR),
            Err(NotAnAmount::TooPrecise)
        );
        assert_eq!(
            Money::parse("99999999999999999999", Currency::EUR),
            Err(NotAnAmount::TooLarge)
        );
    }

    #[test]
    fn a_currency_knows_its_decimals() {
        let decimals = |code: &str| code.parse::<Currency>().map(|known| known.decimals());
        assert_eq!(decimals("jpy"), Ok(0));
        assert_eq!(decimals("EUR"), Ok(2));
        assert_eq!(decimals("KWD"), Ok(3));
        assert_eq!(decimals("EURO"), Err(NotACurrency));
    }

    #[test]
    fn a_discount_is_rounded_half_up_once() {
        assert_eq!(Rate(1250).off(eur(999)), eur(874)); // 874.125
        assert_eq!(Rate(5000).off(eur(1)), eur(1)); // 0.5 becomes 1
        assert_eq!(Rate(10_000).off(eur(12_345)), eur(0));
    }

    #[test]
    fn a_piece_is_within_its_whole() {
        assert_eq!(eur(100).spread(0, 1, 3), Some(eur(33)));
        assert_eq!(eur(100).spread(1, 2, 3), Some(eur(34)));
        assert_eq!(eur(100).spread(2, 2, 3), Some(eur(0)));
        for (from, to, of) in [(0, 1, 0), (-1, 1, 3), (2, 1, 3), (0, 4, 3)] {
            assert_eq!(eur(100).spread(from, to, of), None);
        }
    }

    #[test]
    fn currencies_never_mix() {
        assert_eq!(eur(1).plus(Money::new(1, Currency::USD)), None);
    }

    proptest! {
        #[test]
        fn plain_text_and_back_is_the_same_amount(minor in -1_000_000_000_000_i64..1_000_000_000_000) {
            for currency in [Currency::EUR, Currency(*b"JPY"), Currency(*b"KWD")] {
                let money = Money::new(minor, currency);
                prop_assert_eq!(Money::parse(&money.plain(), currency), Ok(money));
            }
        }

        #[test]
        fn pieces_of_a_whole_sum_to_it(
            minor in -1_000_000_000_000_i64..1_000_000_000_000, of in 1_i64..5_000,
            cuts in prop::collection::vec(0_i64..5_000, 0..10)
        ) {
            let mut borders: Vec<i64> = cuts.into_iter().map(|cut| cut.min(of)).collect();
            borders.extend([0, of]);
            borders.sort_unstable();
            let sum: i64 = borders.windows(2)
                .map(|two| eur(minor).spread(two[0], two[1], of).unwrap().minor)
                .sum();
            prop_assert_eq!(sum, minor);
        }

        #[test]
        fn a_rate_and_its_rest_differ_from_the_whole_by_at_most_one_minor_unit(
            minor in 0_i64..1_000_000_000, rate in 0_i64..=10_000
        ) {
            let parts = Rate(rate).of(eur(minor)).minor + Rate(rate).off(eur(minor)).minor;
            prop_assert!((parts - minor).abs() <= 1);
        }
    }
}
