//! What a rule asks of products besides their category: who makes them, and a
//! value of one of their attributes. "Only those by Dell of 27 inches and more."
//!
//! An attribute is meant by its name and unit, in whichever category: `Size` in
//! inches of monitors and of televisions is one thing, `Size` in litres another.

use crate::tidy::tidy;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most values that one rule names.
const MOST_VALUES: usize = 50;
/// The longest value or name, in characters.
const LONGEST: usize = 200;

/// Which products a rule is about, besides their category. Its stored form is
/// one text, the same for the same question, so that rules can be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Only {
    #[serde(skip_serializing_if = "String::is_empty")]
    manufacturer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    attribute: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    unit: String,
    /// Below the value, or the value itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    under: Option<Decimal>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    one_of: Vec<String>,
}

/// A number as it was typed, with a point and without needless zeros.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
struct Decimal(String);

/// An attribute that a rule may ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AttributeName {
    /// What it is called.
    pub name: String,
    /// `number`, `choice`, `choices` or `yes-no`.
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
}

/// Why something typed says nothing about products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACondition {
    /// An attribute without a value.
    #[error("the value is missing")]
    NoValue,
    /// A value without an attribute.
    #[error("the attribute is missing")]
    NoAttribute,
    /// Neither a number nor a range.
    #[error("neither a number nor a range")]
    NotANumber,
    /// The range ends before it begins.
    #[error("the range is empty")]
    EmptyRange,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    NotYesOrNo,
    /// Too long, or too many values.
    #[error("too long")]
    TooLong,
}

impl Only {
    /// How it is stored where a rule asks for nothing.
    pub const NOTHING: &'static str = "";

    /// Reads what was typed: a manufacturer, and an attribute with its values:
    /// `27`, `27–32`, `>= 27`, `> 300`, `< 10`; `red, blue`; `yes`. Nothing typed
    /// asks for nothing.
    ///
    /// # Errors
    /// Says what is wrong with the value.
    pub fn typed(
        manufacturer: &str,
        attribute: Option<&AttributeName>,
        values: &str,
    ) -> Result<Option<Only>, NotACondition> {
        let manufacturer = tidy(manufacturer);
        let values = tidy(values);
        if manufacturer.chars().count() > LONGEST {
            return Err(NotACondition::TooLong);
        }
        let mut only = Only {
            manufacturer,
            ..Only::default()
        };
        match attribute {
            None if !values.is_empty() => return Err(NotACondition::NoAttribute),
            None => {}
            Some(_) if values.is_empty() => return Err(NotACondition::NoValue),
            Some(attribute) => {
                only.attribute.clone_from(&attribute.name);
                match attribute.kind.as_str() {
                    "number" => {
                        only.unit.clone_from(&attribute.unit);
                        only.range(&values)?;
                    }
                    "yes-no" => only.one_of = vec![yes_or_no(&values)?.to_owned()],
                    _ => only.one_of = one_of(&values)?,
                }
            }
        }
        Ok((only != Only::default()).then_some(only))
    }

    /// What was stored; none if a rule asks for nothing, or for what this
    /// version does not know.
    #[must_use]
    pub fn stored(text: &str) -> Option<Only> {
        serde_json::from_str(text).ok()
    }

    /// How it is stored.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The stored form of what a rule asks, if it asks anything.
    #[must_use]
    pub fn text_of(only: Option<&Only>) -> String {
        only.map_or_else(|| Self::NOTHING.to_owned(), Only::text)
    }

    /// How many things it asks for, 1 or 2.
    #[must_use]
    pub fn conditions(&self) -> u8 {
        u8::from(!self.manufacturer.is_empty()) + u8::from(!self.attribute.is_empty())
    }

    /// Who makes the products; empty if that is all the same.
    #[must_use]
    pub fn manufacturer(&self) -> &str {
        &self.manufacturer
    }

    /// The attribute's name; empty if it asks for none.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// The unit of the attribute's numbers.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Whether it asks for a number, and not for one of some words.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.one_of.is_empty()
    }

    /// The words of which a product has one; empty for numbers.
    #[must_use]
    pub fn one_of(&self) -> &[String] {
        &self.one_of
    }

    /// The values as they are typed again: `27–32`, `> 300`, `red, blue`.
    #[must_use]
    pub fn values(&self) -> String {
        if !self.one_of.is_empty() {
            return self.one_of.join(", ");
        }
        match (&self.from, &self.to, &self.over, &self.under) {
            (Some(from), Some(to), ..) if from == to => from.to_string(),
            (Some(from), Some(to), ..) => format!("{from}–{to}"),
            (Some(from), ..) => format!("≥ {from}"),
            (_, Some(to), ..) => format!("≤ {to}"),
            (_, _, Some(over), _) => format!("> {over}"),
            (_, _, _, Some(under)) => format!("< {under}"),
            _ => String::new(),
        }
    }

    /// Reads a number or a range.
    fn range(&mut self, typed: &str) -> Result<(), NotACondition> {
        let number = |text: &str| Decimal::read(text, &self.unit).ok_or(NotACondition::NotANumber);
        for (sign, bound) in [
            (">=", Bound::From),
            ("≥", Bound::From),
            ("<=", Bound::To),
            ("≤", Bound::To),
            (">", Bound::Over),
            ("<", Bound::Under),
        ] {
            if let Some(rest) = typed.strip_prefix(sign) {
                let number = Some(number(rest)?);
                match bound {
                    Bound::From => self.from = number,
                    Bound::To => self.to = number,
                    Bound::Over => self.over = number,
                    Bound::Under => self.under = number,
                }
                return Ok(());
            }
        }
        // A sign in front belongs to the number.
        let between = typed
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '-' | '–' | '—'));
        let (from, to) = match between {
            Some((at, c)) => {
                let (from, rest) = typed.split_at(at);
                let to = rest.get(c.len_utf8()..).unwrap_or_default();
                (number(from)?, number(to)?)
            }
            None => (number(typed)?, number(typed)?),
        };
        if from.amount() > to.amount() {
            return Err(NotACondition::EmptyRange);
        }
        self.from = Some(from);
        self.to = Some(to);
        Ok(())
    }
}

/// Which end of a range a sign says.
#[derive(Clone, Copy)]
enum Bound {
    From,
    To,
    Over,
    Under,
}

impl Decimal {
    /// Reads a number, perhaps with its unit behind it.
    fn read(text: &str, unit: &str) -> Option<Decimal> {
        let text = text.trim();
        let text = match unit.rsplit('#').next().map(str::trim) {
            Some(unit) if !unit.is_empty() => text.strip_suffix(unit).unwrap_or(text).trim(),
            _ => text,
        };
        let text = text.replacen(',', ".", 1);
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let plain = !digits.is_empty()
            && digits.len() <= 15
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && digits.bytes().any(|b| b.is_ascii_digit());
        if !plain {
            return None;
        }
        let value: f64 = text.parse().ok()?;
        // There is no minus nothing.
        Some(Decimal((value + 0.0).to_string()))
    }

    fn amount(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn yes_or_no(text: &str) -> Result<&'static str, NotACondition> {
    match text.to_lowercase().as_str() {
        "yes" | "ja" | "true" => Ok("yes"),
        "no" | "nein" | "false" => Ok("no"),
        _ => Err(NotACondition::NotYesOrNo),
    }
}

/// Values with commas between them, each once, in one order.
fn one_of(text: &str) -> Result<Vec<String>, NotACondition> {
    let mut values: Vec<String> = text
        .split([',', ';'])
        .map(tidy)
        .filter(|value| !value.is_empty())
        .collect();
    values.sort();
    values.dedup();
    if values.is_empty() {
        return Err(NotACondition::NoValue);
    }
    let long = |value: &String| value.chars().count() > LONGEST;
    if values.len() > MOST_VALUES || values.iter().any(long) {
        return Err(NotACondition::TooLong);
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attribute(kind: &str, unit: &str) -> AttributeName {
        AttributeName {
            name: "Size".to_owned(),
            kind: kind.to_owned(),
            unit: unit.to_owned(),
        }
    }

    fn values(kind: &str, unit: &str, typed: &str) -> Result<String, NotACondition> {
        let only = Only::typed("", Some(&attribute(kind, unit)), typed)?;
        Ok(only.unwrap().values())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, read) in [
            ("27", "27"),
            ("27.0 ″", "27"),
            ("27-32", "27–32"),
            ("27 – 32 ″", "27–32"),
            ("27,5–32", "27.5–32"),
            (">= 27", "≥ 27"),
            ("≥27″", "≥ 27"),
            ("> 300", "> 300"),
            ("<=5", "≤ 5"),
            ("< 5", "< 5"),
            ("-5-10", "-5–10"),
            ("-0", "0"),
        ] {
            assert_eq!(values("number", "″", typed).as_deref(), Ok(read), "{typed}");
        }
        for typed in ["large", ">", "27-", "1e5", "NaN", "27 W", "> > 3", "1.2.3"] {
            assert_eq!(
                values("number", "″", typed),
                Err(NotACondition::NotANumber),
                "{typed}"
            );
        }
        assert_eq!(
            values("number", "″", "32-27"),
            Err(NotACondition::EmptyRange)
        );
    }

    #[test]
    fn words_are_several_values_each_once() {
        assert_eq!(
            values("choice", "", "Red, Blue;Red").as_deref(),
            Ok("Blue, Red")
        );
        assert_eq!(values("choice", "", " , "), Err(NotACondition::NoValue));
        assert_eq!(values("yes-no", "", "Ja").as_deref(), Ok("yes"));
        assert_eq!(
            values("yes-no", "", "perhaps"),
            Err(NotACondition::NotYesOrNo)
        );
        assert_eq!(
            values("choice", "", &"x".repeat(201)),
            Err(NotACondition::TooLong)
        );
    }

    #[test]
    fn nothing_typed_asks_for_nothing_and_half_of_it_is_refused() {
        assert_eq!(Only::typed(" ", None, ""), Ok(None));
        assert_eq!(Only::typed("", None, "27"), Err(NotACondition::NoAttribute));
        let size = attribute("number", "″");
        assert_eq!(
            Only::typed("Dell", Some(&size), " "),
            Err(NotACondition::NoValue)
        );
        let both = Only::typed(" Dell ", Some(&size), "≥ 27").unwrap().unwrap();
        assert_eq!((both.manufacturer(), both.conditions()), ("Dell", 2));
        assert_eq!(
            Only::typed("Dell", None, "").unwrap().unwrap().conditions(),
            1
        );
    }

    #[test]
    fn what_is_stored_is_read_again_and_the_same_is_stored_alike() {
        let size = attribute("number", "″");
        let one = Only::typed("Dell", Some(&size), ">= 27").unwrap().unwrap();
        let same = Only::typed("Dell", Some(&size), "≥ 27.0 ″")
            .unwrap()
            .unwrap();
        assert_eq!(one.text(), same.text());
        assert_eq!(Only::stored(&one.text()), Some(one));
        assert_eq!(Only::stored(Only::NOTHING), None);
        assert_eq!(Only::stored("{\"colour\":\"red\"}"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_the_same_again(
            maker in "\\PC{0,20}", typed in "[-–<>=≥≤0-9,. W]{0,12}|\\PC{0,20}",
            kind in prop::sample::select(vec!["number", "choice", "choices", "yes-no"]),
        ) {
            let attribute = attribute(kind, "W");
            if let Ok(Some(only)) = Only::typed(&maker, Some(&attribute), &typed) {
                prop_assert!(only.conditions() > 0);
                let again = Only::stored(&only.text());
                prop_assert_eq!(again.as_ref(), Some(&only));
                let again = Only::typed(only.manufacturer(), Some(&attribute), &only.values());
                prop_assert_eq!(again, Ok(Some(only)));
            }
        }
    }
}
