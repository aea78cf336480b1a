//! Numbers, quantities, money and percentages as the reader writes them.

use super::{Language, Words};
use crate::{Currency, Money, MoneyPattern, Quantity, Rate};
use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale;
use std::sync::LazyLock;

/// Binds a number to the sign or unit that belongs to it across line ends.
const NO_BREAK_SPACE: char = '\u{a0}';
/// A minus that is as wide as a digit, unlike the hyphen.
const MINUS: char = '\u{2212}';

/// Which marks stand between the digits, learned from one number that the
/// library of languages has written: a page writes hundreds of numbers, and the
/// library takes a microsecond for each.
static ENGLISH: LazyLock<MoneyPattern> = LazyLock::new(|| marks(Language::English));
static GERMAN: LazyLock<MoneyPattern> = LazyLock::new(|| marks(Language::German));

fn marks(language: Language) -> MoneyPattern {
    MoneyPattern::of(&by_the_library(language, 12_345_678, 1), 1)
}

/// `value` × 10^-`decimals` as ICU writes it.
fn by_the_library(language: Language, value: u64, decimals: i16) -> String {
    let mut number = Decimal::from(value);
    number.multiply_pow10(-decimals);
    number.pad_end(-decimals);
    Locale::try_from_str(language.locale())
        .ok()
        .and_then(|locale| DecimalFormatter::try_new(locale.into(), Default::default()).ok())
        .map_or_else(
            || number.to_string(),
            |formatter| formatter.format(&number).to_string(),
        )
}

/// Writes `value` × 10^-`decimals`, without its sign.
fn write_size(out: &mut String, language: Language, value: u64, decimals: u32) {
    let marks = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    };
    marks.write_size(out, value, decimals);
}

/// A whole number.
pub(super) fn whole(language: Language, number: i64) -> String {
    scaled(language, number, 0)
}

/// A number with at most three decimals, as they come out of a message.
pub(super) fn decimal(language: Language, number: f64) -> String {
    let thousandths = (number * 1000.0).round() as i64;
    trimmed(language, thousandths, 3)
}

/// `value` × 10^-`decimals`.
fn scaled(language: Language, value: i64, decimals: u32) -> String {
    let mut out = String::with_capacity(16);
    if value < 0 {
        out.push(MINUS);
    }
    write_size(&mut out, language, value.unsigned_abs(), decimals);
    out
}

/// The same without zeros that say nothing.
fn trimmed(language: Language, mut value: i64, mut decimals: u32) -> String {
    while decimals > 0 && value % 10 == 0 {
        value /= 10;
        decimals -= 1;
    }
    scaled(language, value, decimals)
}

/// The sign that everybody reads as this currency; else its code.
fn sign(currency: &Currency) -> &str {
    match currency.code() {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        code => code,
    }
}

impl Words {
    /// An amount with all decimals of its currency: `€ 1,612.00`,
    /// `1.612,00 €`. Sign and number are held together by a no-break space.
    #[must_use]
    pub fn money(self, money: Money) -> String {
        let sign = sign(&money.currency);
        let mut out = String::with_capacity(20);
        if money.minor < 0 {
            out.push(MINUS);
        }
        let size = money.minor.unsigned_abs();
        let decimals = money.currency.decimals();
        match self.language {
            Language::English => {
                out.push_str(sign);
                out.push(NO_BREAK_SPACE);
                write_size(&mut out, self.language, size, decimals);
            }
            Language::German => {
                write_size(&mut out, self.language, size, decimals);
                out.push(NO_BREAK_SPACE);
                out.push_str(sign);
            }
        }
        out
    }

    /// How amounts of this currency are written, for where there are no words.
    #[must_use]
    pub fn money_pattern(self, currency: Currency) -> MoneyPattern {
        let decimals = currency.decimals();
        let thousands = 10_i64.saturating_pow(decimals).saturating_mul(1_234_567);
        MoneyPattern::of(&self.money(Money::new(thousands, currency)), decimals)
    }

    /// An amount rounded to whole units of its currency, for charts and
    /// summaries: `€ 214,300`. Never on a document.
    #[must_use]
    pub fn money_rounded(self, money: Money) -> String {
        let unit = 10_i64.saturating_pow(money.currency.decimals());
        let half = if money.minor < 0 { -unit / 2 } else { unit / 2 };
        let whole = money.minor.saturating_add(half) / unit;
        let sign = sign(&money.currency);
        let minus = if whole < 0 { "\u{2212}" } else { "" };
        let mut size = String::with_capacity(12);
        write_size(&mut size, self.language, whole.unsigned_abs(), 0);
        match self.language {
            Language::English => format!("{minus}{sign}{NO_BREAK_SPACE}{size}"),
            Language::German => format!("{minus}{size}{NO_BREAK_SPACE}{sign}"),
        }
    }

    /// How many, without needless decimals: `3`, `1,204`, `1.5`.
    #[must_use]
    pub fn quantity(self, quantity: Quantity) -> String {
        trimmed(self.language, quantity.thousandths(), 3)
    }

    /// A whole number: `66,778`.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        whole(self.language, number)
    }

    /// A rate as a percentage without needless decimals: `12.5%`, `12,5 %`.
    #[must_use]
    pub fn percent(self, rate: Rate) -> String {
        let mut out = trimmed(self.language, rate.0, 2);
        if self.language == Language::German {
            out.push(NO_BREAK_SPACE);
        }
        out.push('%');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: fn() -> Words = || Words::new(Language::English, "UTC");
    const GERMAN: fn() -> Words = || Words::new(Language::German, "UTC");

    /// Spaces that don't break, as ordinary ones.
    fn seen(text: String) -> String {
        text.replace(NO_BREAK_SPACE, " ")
    }

    #[test]
    fn a_pattern_writes_money_like_the_words_it_came_from() {
        for currency in ["EUR", "JPY", "KWD", "CHF"] {
            let currency: Currency = currency.parse().unwrap();
            for words in [ENGLISH(), GERMAN()] {
                let pattern = words.money_pattern(currency);
                for minor in [
                    0,
                    5,
                    -5,
                    100,
                    99_999,
                    123_456,
                    -100_000,
                    1_234_567_890,
                    i64::MAX,
                ] {
                    let money = Money::new(minor, currency);
                    assert_eq!(pattern.write(money), words.money(money));
                }
            }
        }
    }

    #[test]
    fn money_is_written_as_the_reader_writes_it() {
        let price = Money::new(161_200, Currency::EUR);
        assert_eq!(seen(ENGLISH().money(price)), "€ 1,612.00");
        assert_eq!(seen(GERMAN().money(price)), "1.612,00 €");
        let credit = Money::new(-5, Currency::USD);
        assert_eq!(seen(ENGLISH().money(credit)), "−$ 0.05");
        assert_eq!(seen(GERMAN().money(credit)), "−0,05 $");
    }

    #[test]
    fn a_currency_has_its_own_decimals_and_its_code_where_it_has_no_sign() {
        let amount = |minor, code: &str| Money::new(minor, code.parse().unwrap());
        assert_eq!(seen(ENGLISH().money(amount(1500, "JPY"))), "¥ 1,500");
        assert_eq!(seen(ENGLISH().money(amount(1500, "KWD"))), "KWD 1.500");
        assert_eq!(
            seen(GERMAN().money(amount(123_456_789, "CHF"))),
            "1.234.567,89 CHF"
        );
    }

    #[test]
    fn numbers_are_written_as_the_library_of_languages_writes_them() {
        let mut value: u64 = 1;
        for round in 0..400_u32 {
            value = value
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let some = value >> (round % 60);
            for language in [Language::English, Language::German] {
                for decimals in 0..4_i16 {
                    let mut ours = String::new();
                    write_size(
                        &mut ours,
                        language,
                        some,
                        u32::from(decimals.unsigned_abs()),
                    );
                    assert_eq!(ours, by_the_library(language, some, decimals));
                }
            }
        }
    }

    #[test]
    fn the_largest_amounts_are_exact() {
        let most = Money::new(i64::MIN, Currency::EUR);
        assert_eq!(seen(ENGLISH().money(most)), "−€ 92,233,720,368,547,758.08");
    }

    #[test]
    fn summaries_round_to_whole_units() {
        let rounded = |minor| seen(ENGLISH().money_rounded(Money::new(minor, Currency::EUR)));
        assert_eq!(rounded(21_430_049), "€ 214,300");
        assert_eq!(rounded(50), "€ 1");
        assert_eq!(rounded(-150), "−€ 2");
        assert_eq!(rounded(-49), "€ 0");
        assert_eq!(
            seen(GERMAN().money_rounded(Money::new(21_430_051, Currency::EUR))),
            "214.301 €"
        );
    }

    #[test]
    fn quantities_and_rates_have_no_needless_decimals() {
        assert_eq!(ENGLISH().quantity(Quantity::pieces(1204)), "1,204");
        assert_eq!(GERMAN().quantity(Quantity::from_thousandths(1_500)), "1,5");
        assert_eq!(ENGLISH().percent(Rate(1250)), "12.5%");
        assert_eq!(seen(GERMAN().percent(Rate(-1200))), "−12 %");
        assert_eq!(ENGLISH().percent(Rate(0)), "0%");
    }
}
