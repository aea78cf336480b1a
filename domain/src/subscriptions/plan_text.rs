//! What a plan is called and counts, as it is kept and read: in the first language,
//! and in others.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a plan counts, and is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// People who use it.
    Seats,
    /// Devices it is for.
    Devices,
}

impl Counts {
    /// Every one there is.
    pub const ALL: &'static [Counts] = &[Counts::Seats, Counts::Devices];

    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Counts::Seats => "seats",
            Counts::Devices => "devices",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What a plan is called, and what it is in words, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanText {
    /// Its name.
    pub name: String,
    /// What it is.
    pub words: String,
}

/// A plan's text in a language, or in the first one.
pub(super) fn text_in<'a>(
    texts: &'a BTreeMap<String, PlanText>,
    language: &str,
) -> Option<&'a PlanText> {
    let local = texts.get(language).filter(|text| !text.name.is_empty());
    local.or_else(|| texts.get(FIRST_LANGUAGE))
}

/// The first language, in which everything has a name.
pub(super) const FIRST_LANGUAGE: &str = "en";

/// The texts of a revision: what stands in columns of its own, and the others.
pub(super) fn texts_of(
    name: String,
    words: String,
    mut others: BTreeMap<String, PlanText>,
) -> BTreeMap<String, PlanText> {
    others.insert(FIRST_LANGUAGE.to_owned(), PlanText { name, words });
    others
}
