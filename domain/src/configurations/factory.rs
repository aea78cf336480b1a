//! What is done to a configuration at the factory for one customer: its own
//! software image, asset tags by its own scheme, labels and settings.

use crate::id::{FactoryImageId, TagSchemeId};
use serde::{Deserialize, Serialize};

/// The most labels on one unit.
pub const MOST_LABELS: usize = 8;
/// The longest line of a label, in characters.
pub const LONGEST_LABEL: usize = 80;
/// The most settings of one configuration.
pub const MOST_SETTINGS: usize = 60;
/// The longest key or value of a setting, in characters.
pub const LONGEST_SETTING: usize = 120;
/// The most digits of an asset tag.
pub const MOST_DIGITS: i64 = 12;
/// The longest prefix of an asset tag, in characters.
pub const LONGEST_PREFIX: usize = 12;

/// Everything that is done at the factory. Kept with requests and orders as it
/// was when they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Services {
    /// What is loaded onto it.
    pub image: Option<Image>,
    /// By which scheme it gets its asset tag.
    pub tags: Option<Tags>,
    /// What is stuck onto it, a line each; may have [placeholders](Hole).
    pub labels: Vec<String>,
    /// How it is set up.
    pub settings: Vec<Setting>,
}

/// A software image of the customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Which.
    pub id: FactoryImageId,
    /// `Halden desktop`.
    pub name: String,
    /// `2026.2`.
    pub version: String,
    /// By which rule its checksum was made.
    pub algorithm: Algorithm,
    /// Its checksum, in hexadecimal digits.
    pub checksum: String,
}

/// By which rule a checksum was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// SHA-256.
    #[serde(rename = "sha-256")]
    Sha256,
    /// SHA-384.
    #[serde(rename = "sha-384")]
    Sha384,
    /// SHA-512.
    #[serde(rename = "sha-512")]
    Sha512,
}

/// The scheme by which asset tags are allotted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags {
    /// Which.
    pub id: TagSchemeId,
    /// `Notebooks`.
    pub name: String,
    /// What every tag begins with.
    pub prefix: String,
    /// How many digits follow at the least.
    pub digits: i64,
}

/// One setting: `Boot order` is `Disk, network`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// What is set.
    pub key: String,
    /// To what.
    pub value: String,
}

impl Services {
    /// Whether nothing is done at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Algorithm {
    /// Every algorithm there is.
    pub const ALL: &'static [Self] = &[Self::Sha256, Self::Sha384, Self::Sha512];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The algorithm stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }

    /// How many hexadecimal digits its checksums have.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::Sha256 => 64,
            Self::Sha384 => 96,
            Self::Sha512 => 128,
        }
    }

    /// A typed checksum in small letters without blanks; none if it is not one
    /// of this algorithm.
    #[must_use]
    pub fn read(self, typed: &str) -> Option<String> {
        let plain: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let fits = plain.len() == self.digits() && plain.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then_some(plain)
    }
}

impl Tags {
    /// The tag with this number.
    #[must_use]
    pub fn tag(&self, number: i64) -> String {
        let digits = usize::try_from(self.digits).unwrap_or(0);
        format!("{}{number:0digits$}", self.prefix)
    }
}

/// Whether schemes with these prefixes could allot the same tag one day: the
/// longer begins with the shorter, and between the two are digits only.
#[must_use]
pub fn could_meet(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let rest = long.strip_prefix(short);
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

/// A typed prefix of asset tags, in capitals; none if it is not one. Letters,
/// digits and dashes, so that it can be printed as a bar code and read aloud.
#[must_use]
pub fn read_prefix(typed: &str) -> Option<String> {
    let prefix = typed.trim().to_ascii_uppercase();
    let fits = !prefix.is_empty()
        && prefix.len() <= LONGEST_PREFIX
        && prefix
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
    fits.then_some(prefix)
}

/// What a label can say of the unit it is stuck onto.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// The number of the order.
    Order,
    /// The customer's purchase order number.
    PurchaseOrder,
    /// The asset tag.
    AssetTag,
    /// Our service tag.
    ServiceTag,
    /// The cost centre that bears it.
    CostCentre,
    /// The unit it is for.
    Unit,
}

impl Hole {
    /// Every placeholder there is.
    pub const ALL: &'static [Self] = &[
        Self::Order,
        Self::PurchaseOrder,
        Self::AssetTag,
        Self::ServiceTag,
        Self::CostCentre,
        Self::Unit,
    ];

    /// What is written between braces: `{order}`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::PurchaseOrder => "po",
            Self::AssetTag => "tag",
            Self::ServiceTag => "service",
            Self::CostCentre => "cost-centre",
            Self::Unit => "unit",
        }
    }
}

/// A label with everything filled in that `value` knows.
///
/// # Errors
/// The first placeholder that is none, as it was typed.
pub fn fill_label(label: &str, value: impl Fn(Hole) -> String) -> Result<String, String> {
    let mut out = String::with_capacity(label.len());
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (word, after) = after.split_once('}').ok_or_else(|| format!("{{{after}"))?;
        let hole = Hole::ALL.iter().find(|hole| hole.word() == word.trim());
        let hole = hole.ok_or_else(|| format!("{{{word}}}"))?;
        out.push_str(&value(*hole));
        rest = after;
    }
    out.push_str(rest);
    Ok(out.trim().to_owned())
}

/// Why labels or settings can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReadable {
    /// Too many lines: more than so many.
    #[error("more than {0} lines")]
    TooMany(usize),
    /// A line is too long.
    #[error("too long: {0}")]
    TooLong(String),
    /// A placeholder that there is not.
    #[error("no such placeholder: {0}")]
    NoSuchHole(String),
    /// A setting without a value, or without a key.
    #[error("not `key = value`: {0}")]
    NotASetting(String),
    /// A key that stands there twice.
    #[error("twice: {0}")]
    Twice(String),
}

/// Typed labels, one in each line.
///
/// # Errors
/// Says which line is wrong.
pub fn read_labels(typed: &str) -> Result<Vec<String>, NotReadable> {
    let lines = lines(typed, MOST_LABELS)?;
    for line in &lines {
        if line.chars().count() > LONGEST_LABEL {
            return Err(NotReadable::TooLong(line.clone()));
        }
        fill_label(line, |_| String::new()).map_err(NotReadable::NoSuchHole)?;
    }
    Ok(lines)
}

/// Typed settings, `key = value` in each line.
///
/// # Errors
/// Says which line is wrong.
pub fn read_settings(typed: &str) -> Result<Vec<Setting>, NotReadable> {
    let mut settings: Vec<Setting> = Vec::new();
    for line in lines(typed, MOST_SETTINGS)? {
        let (key, value) = line
            .split_once('=')
            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .filter(|(key, value)| !key.is_empty() && !value.is_empty())
            .ok_or_else(|| NotReadable::NotASetting(line.clone()))?;
        if [&key, &value]
            .iter()
            .any(|one| one.chars().count() > LONGEST_SETTING)
        {
            return Err(NotReadable::TooLong(line));
        }
        if settings.iter().any(|known| known.key == key) {
            return Err(NotReadable::Twice(key));
        }
        settings.push(Setting { key, value });
    }
    Ok(settings)
}

fn lines(typed: &str, most: usize) -> Result<Vec<String>, NotReadable> {
    let lines: Vec<String> = typed
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > most {
        return Err(NotReadable::TooMany(most));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn scheme(prefix: &str, digits: i64) -> Tags {
        Tags {
            id: TagSchemeId(Uuid::nil()),
            name: String::new(),
            prefix: prefix.to_owned(),
            digits,
        }
    }

    #[test]
    fn a_tag_has_its_digits_and_more_if_it_must() {
        let scheme = scheme("HM-", 4);
        assert_eq!(scheme.tag(7), "HM-0007");
        assert_eq!(scheme.tag(12_345), "HM-12345");
    }

    #[test]
    fn prefixes_are_capitals_digits_and_dashes() {
        assert_eq!(read_prefix(" hm-"), Some("HM-".to_owned()));
        for bad in ["", "  ", "H M", "HÄ", "A_B", "ABCDEFGHIJKLM"] {
            assert_eq!(read_prefix(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_checksum_is_one_of_its_algorithm() {
        let sum = "AB".repeat(32);
        let sha = Algorithm::Sha256;
        assert_eq!(sha.read(&format!(" {sum} ")), Some("ab".repeat(32)));
        assert_eq!(Algorithm::Sha512.read(&sum), None);
        assert_eq!(sha.read(&"xy".repeat(32)), None);
        for one in Algorithm::ALL {
            assert_eq!(Algorithm::from_code(one.code()), Some(*one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.code());
        }
    }

    #[test]
    fn a_label_says_what_its_unit_is() {
        let value = |hole: Hole| format!("<{}>", hole.word());
        assert_eq!(
            fill_label("{tag} · order {order}", value).as_deref(),
            Ok("<tag> · order <order>")
        );
        assert_eq!(fill_label("{colour}", value), Err("{colour}".to_owned()));
        assert_eq!(fill_label("{tag", value), Err("{tag".to_owned()));
        let typed = "Property of Halden\n\n {tag} \n";
        assert_eq!(
            read_labels(typed),
            Ok(vec!["Property of Halden".to_owned(), "{tag}".to_owned()])
        );
        assert_eq!(
            read_labels("{no}"),
            Err(NotReadable::NoSuchHole("{no}".to_owned()))
        );
        assert_eq!(
            read_labels(&"x\n".repeat(9)),
            Err(NotReadable::TooMany(MOST_LABELS))
        );
    }

    #[test]
    fn settings_have_a_key_and_a_value() {
        let typed = "Boot order = Disk, network\nSecure boot=on";
        let read = read_settings(typed).unwrap();
        assert_eq!(
            (read[0].key.as_str(), read[0].value.as_str()),
            ("Boot order", "Disk, network")
        );
        assert_eq!(read.len(), 2);
        for bad in ["Boot order", "= on", "Key ="] {
            assert!(
                matches!(read_settings(bad), Err(NotReadable::NotASetting(_))),
                "{bad}"
            );
        }
        assert_eq!(
            read_settings("A = 1\nA = 2"),
            Err(NotReadable::Twice("A".to_owned()))
        );
    }

    #[test]
    fn services_of_an_older_program_lack_what_it_did_not_know() {
        let read: Services = serde_json::from_str("{}").unwrap();
        assert!(read.is_empty());
    }

    proptest! {
        #[test]
        fn schemes_that_can_not_meet_never_allot_the_same(
            one in "[A-B0-1]{1,3}", other in "[A-B0-1]{1,3}",
            digits in (1_i64..4, 1_i64..4),
            numbers in (0_i64..2_000, 0_i64..2_000),
        ) {
            if !could_meet(&one, &other) {
                let (first, second) = (scheme(&one, digits.0), scheme(&other, digits.1));
                prop_assert_ne!(first.tag(numbers.0), second.tag(numbers.1));
            }
        }
    }
}
