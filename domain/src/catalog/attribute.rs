//! Attributes: what is known of a product besides its name, read from a cell
//! of a file or a field of a form into a value that can be compared.

pub use crate::tidy::tidy;
use serde::{Deserialize, Serialize};

/// The longest value of an attribute, in characters.
pub const LONGEST_VALUE: usize = 200;

/// How an attribute is read and offered for filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Numbers with a unit: one, or several as in 2560 × 1440.
    Number,
    /// One of some values.
    Choice,
    /// Several values, with commas between them.
    Choices,
    /// Yes or no.
    YesNo,
    /// Text that nobody filters by.
    Text,
}

impl Kind {
    /// Every kind there is.
    pub const ALL: &'static [Kind] = &[
        Kind::Number,
        Kind::Choice,
        Kind::Choices,
        Kind::YesNo,
        Kind::Text,
    ];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::YesNo => "yes-no",
            Self::Text => "text",
        }
    }

    /// The kind stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether people filter by it.
    #[must_use]
    pub const fn is_facet(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// As it is read: `2560 × 1440`, `16 GB`, `yes`, `Black`.
    pub text: String,
    /// Its number, where it has one; of several, the last.
    pub amount: Option<f64>,
}

/// Why a text is no value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotAValue {
    /// A number was expected.
    NotANumber,
    /// Yes or no was expected.
    NotYesOrNo,
    /// Longer than [`LONGEST_VALUE`].
    TooLong,
}

/// What stands for "yes" and "no" in the files of the world.
const YES: &[&str] = &["yes", "true", "y", "ja", "wahr", "x", "1"];
const NO: &[&str] = &["no", "false", "n", "nein", "falsch", "0"];

/// Reads a text as values of an attribute; an empty text has none.
///
/// `unit` is what a number is followed by (`GB`), or how several numbers are
/// written with `#` for each of them: `# × # px`, `#–# rpm`, `DDR#-#`.
/// `decimal_comma` says that a comma in a number is a decimal separator;
/// otherwise it stands between two numbers.
///
/// # Errors
/// Says what the text is not.
pub fn read(
    text: &str,
    kind: Kind,
    unit: &str,
    decimal_comma: bool,
) -> Result<Vec<Value>, NotAValue> {
    let text = tidy(text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if text.chars().count() > LONGEST_VALUE {
        return Err(NotAValue::TooLong);
    }
    let plain = |text: String| Value { text, amount: None };
    Ok(match kind {
        Kind::Number => {
            let numbers = numbers(&text, decimal_comma).ok_or(NotAValue::NotANumber)?;
            vec![Value {
                text: written(&numbers, unit),
                amount: numbers.last().and_then(|number| number.parse().ok()),
            }]
        }
        Kind::YesNo => {
            let lower = text.to_lowercase();
            if YES.contains(&lower.as_str()) {
                vec![plain("yes".to_owned())]
            } else if NO.contains(&lower.as_str()) {
                vec![plain("no".to_owned())]
            } else {
                return Err(NotAValue::NotYesOrNo);
            }
        }
        Kind::Choices => {
            let mut values: Vec<Value> = Vec::new();
            for part in text.split(',').map(tidy).filter(|part| !part.is_empty()) {
                if !values.iter().any(|value| value.text == part) {
                    values.push(plain(part));
                }
            }
            values
        }
        Kind::Choice | Kind::Text => vec![plain(text)],
    })
}

/// The numbers of a written value, as they are typed: `2560,1440`.
#[must_use]
pub fn numbers_of(value: &str, unit: &str) -> String {
    let before = unit.split_once('#').map_or("", |(before, _)| before);
    let rest = value.strip_prefix(before).unwrap_or(value);
    let mut numbers: Vec<String> = Vec::new();
    let mut current = String::new();
    for c in rest.chars().chain([' ']) {
        let part = c.is_ascii_digit() || c == '.' || (c == '-' && current.is_empty());
        if part {
            current.push(c);
        } else if !current.is_empty() {
            if current.bytes().any(|byte| byte.is_ascii_digit()) {
                numbers.push(std::mem::take(&mut current));
            }
            current.clear();
        }
    }
    numbers.join(",")
}

/// Whether a text is one number or several with commas between them.
#[must_use]
pub fn looks_numeric(text: &str, decimal_comma: bool) -> bool {
    numbers(&tidy(text), decimal_comma).is_some()
}

/// The numbers of a text, as they are written: with a point, without needless
/// zeros.
fn numbers(text: &str, decimal_comma: bool) -> Option<Vec<String>> {
    if decimal_comma {
        return Some(vec![number(&text.replacen(',', ".", 1))?]);
    }
    let numbers: Option<Vec<String>> = text.split(',').map(number).collect();
    numbers.filter(|numbers| numbers.len() <= 4)
}

fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let digits_only = !unsigned.is_empty()
        && unsigned.len() <= 15
        && unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && unsigned.bytes().any(|b| b.is_ascii_digit());
    if !digits_only {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    Some(value.to_string())
}

/// Numbers as they are read, by the pattern of their unit.
fn written(numbers: &[String], unit: &str) -> String {
    let unit = unit.trim();
    let places = unit.matches('#').count();
    if places == numbers.len() && places > 0 {
        let mut numbers = numbers.iter();
        let mut text = String::new();
        for c in unit.chars() {
            match c {
                '#' => text.push_str(numbers.next().map_or("", String::as_str)),
                other => text.push(other),
            }
        }
        return text;
    }
    // Another count of numbers than the pattern has places for: a range.
    let after = unit.rsplit('#').next().unwrap_or_default().trim();
    let range = numbers.join("–");
    if after.is_empty() {
        range
    } else if matches!(after, "″" | "°" | "%") {
        format!("{range}{after}")
    } else {
        format!("{range} {after}")
    }
}

/// Attributes in one line for a list, the most telling first: as they stand,
/// without "no", a yes by the attribute's name, a number without a unit after it, at
/// most 120 characters.
#[must_use]
pub fn summary<'a>(attributes: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut line = String::new();
    let mut previous = "";
    for (name, value) in attributes {
        let named;
        let shown = match value {
            "no" => continue,
            "yes" => name,
            // Of several numbers, only the first is named.
            bare if is_bare_number(bare) && previous != name => {
                named = format!("{name} {bare}");
                &named
            }
            other => other,
        };
        let mark = match (line.is_empty(), previous == name) {
            (true, _) => "",
            (false, true) => ", ",
            (false, false) => " · ",
        };
        if line.chars().count() + mark.chars().count() + shown.chars().count() > 120 {
            break;
        }
        line.push_str(mark);
        line.push_str(shown);
        previous = name;
    }
    line
}

/// Such a line in another language: with each value, or the name of its attribute, by
/// what it is called there. What has no name there stays as it is.
#[must_use]
pub fn summary_in<'n>(line: &str, called: impl Fn(&str) -> Option<&'n str>) -> String {
    let one = |text: &str| -> String {
        if let Some(name) = called(text) {
            return name.to_owned();
        }
        // A number without a unit stands behind its attribute's name.
        let mut blanks = text.match_indices(' ').map(|(at, _)| text.split_at(at));
        blanks
            .find(|(_, number)| is_bare_number(number))
            .and_then(|(name, number)| Some(format!("{}{number}", called(name)?)))
            .unwrap_or_else(|| text.to_owned())
    };
    let several = |text: &str| text.split(", ").map(one).collect::<Vec<_>>().join(", ");
    line.split(" · ")
        .map(several)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whether a value says nothing but numbers: `13`, `4–8`, `2 × 3`.
fn is_bare_number(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '×' | ' ');
    value.chars().all(is_part) && value.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str, kind: Kind, unit: &str) -> Result<String, NotAValue> {
        read(text, kind, unit, false).map(|values| {
            values
                .into_iter()
                .map(|value| value.text)
                .collect::<Vec<_>>()
                .join(" | ")
        })
    }

    #[test]
    fn numbers_are_written_with_their_unit() {
        assert_eq!(one("16", Kind::Number, "GB").unwrap(), "16 GB");
        assert_eq!(one("27.0", Kind::Number, "″").unwrap(), "27″");
        assert_eq!(
            one("2560,1440", Kind::Number, "# × #").unwrap(),
            "2560 × 1440"
        );
        assert_eq!(one("5,6000", Kind::Number, "DDR#-#").unwrap(), "DDR5-6000");
        assert_eq!(
            one("450,2000", Kind::Number, "rpm").unwrap(),
            "450–2000 rpm"
        );
        assert_eq!(one("1550", Kind::Number, "#–# rpm").unwrap(), "1550 rpm");
        assert_eq!(
            one("15,25", Kind::Number, "# Hz–# kHz").unwrap(),
            "15 Hz–25 kHz"
        );
        assert_eq!(one("", Kind::Number, "GB").unwrap(), "");
        assert_eq!(one("12 GB", Kind::Number, "GB"), Err(NotAValue::NotANumber));
        assert_eq!(one("1e5", Kind::Number, ""), Err(NotAValue::NotANumber));
        assert_eq!(one("NaN", Kind::Number, ""), Err(NotAValue::NotANumber));
        let value = read("4,7", Kind::Number, "GHz", true).unwrap();
        assert_eq!(value[0].text, "4.7 GHz");
        assert_eq!(value[0].amount, Some(4.7));
        let value = read("450,2000", Kind::Number, "rpm", false).unwrap();
        assert_eq!(value[0].amount, Some(2000.0));
    }

    #[test]
    fn yes_and_no_have_many_spellings() {
        for yes in ["true", "Yes", "JA", "x", "1"] {
            assert_eq!(one(yes, Kind::YesNo, "").unwrap(), "yes");
        }
        for no in ["false", "No", "nein", "0"] {
            assert_eq!(one(no, Kind::YesNo, "").unwrap(), "no");
        }
        assert_eq!(one("maybe", Kind::YesNo, ""), Err(NotAValue::NotYesOrNo));
    }

    #[test]
    fn several_choices_are_several_values_each_once() {
        assert_eq!(
            one("Wired,  Wireless , Wired", Kind::Choices, "").unwrap(),
            "Wired | Wireless"
        );
        assert_eq!(
            one("  Black \n/ Red ", Kind::Choice, "").unwrap(),
            "Black / Red"
        );
        assert_eq!(
            one(&"x".repeat(201), Kind::Choice, ""),
            Err(NotAValue::TooLong)
        );
    }

    #[test]
    fn a_line_of_attributes_says_what_matters() {
        assert_eq!(
            summary([
                ("Size", "27″"),
                ("Connection", "Wired"),
                ("Connection", "Wireless"),
                ("PWM", "yes"),
                ("Backlit", "no"),
            ]),
            "27″ · Wired, Wireless · PWM"
        );
        assert_eq!(summary([]), "");
        assert_eq!(
            summary([
                ("Power", "130 W"),
                ("Ports", "13"),
                ("Bays", "2–4"),
                ("Grid", "2 × 3")
            ]),
            "130 W · Ports 13 · Bays 2–4 · Grid 2 × 3"
        );
        assert_eq!(summary([("Slots", "1"), ("Slots", "2")]), "Slots 1, 2");
    }

    #[test]
    fn a_line_of_attributes_is_put_into_another_language() {
        let called = |text: &str| match text {
            "Mouse" => Some("Maus"),
            "Wireless" => Some("Kabellos"),
            "Black" => Some("Schwarz"),
            "USB ports" => Some("USB-Anschlüsse"),
            _ => None,
        };
        assert_eq!(
            summary_in(
                "Mouse · Wireless · 130 W · USB ports 13 · Black, White",
                called
            ),
            "Maus · Kabellos · 130 W · USB-Anschlüsse 13 · Schwarz, White"
        );
        assert_eq!(summary_in("", called), "");
        assert_eq!(
            summary_in("Bays 2 · Größe 2 × 3", called),
            "Bays 2 · Größe 2 × 3"
        );
    }

    proptest! {
        #[test]
        fn a_line_in_no_other_language_stays_as_it_is(line in ".{0,80}") {
            prop_assert_eq!(summary_in(&line, |_| None), line);
        }

        #[test]
        fn reading_never_fails_in_another_way(text in "\\PC{0,250}", unit in "[#× A-Z]{0,8}", comma: bool) {
            for kind in Kind::ALL {
                if let Ok(values) = read(&text, *kind, &unit, comma) {
                    for value in values {
                        prop_assert!(!value.text.is_empty());
                        prop_assert!(value.amount.is_none_or(f64::is_finite));
                    }
                }
            }
        }
    }

    #[test]
    fn numbers_are_typed_as_they_were_read() {
        for (typed, unit) in [
            ("16", "GB"),
            ("2560,1440", "# × #"),
            ("5,6000", "DDR#-#"),
            ("450,2000", "rpm"),
            ("-3.5", "°"),
            ("36", "CL#"),
        ] {
            let value = read(typed, Kind::Number, unit, false).unwrap().remove(0);
            assert_eq!(numbers_of(&value.text, unit), typed);
        }
    }
}
