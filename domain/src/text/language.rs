//! Which languages there are, and which one a reader gets.

use serde::{Deserialize, Serialize};

/// A language that every message exists in. Stored as its code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Language {
    /// English, as written in Britain.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: &'static [Language] = &[Language::English, Language::German];

    /// Its BCP 47 code, as stored and as written into `lang="…"`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// The language whose code this is: `de`, and `de-AT` as well.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next()?;
        Language::ALL
            .iter()
            .copied()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// Its name in itself, as one looks for it in a list.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
        }
    }

    /// Its name in English, as headings of files have it.
    #[must_use]
    pub const fn english_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "German",
        }
    }

    /// The locale whose numbers and dates go with it.
    pub(super) const fn locale(self) -> &'static str {
        match self {
            Language::English => "en-GB",
            Language::German => "de",
        }
    }

    /// The language to speak: what the person chose, else the best of the
    /// browser's `Accept-Language`, else English.
    #[must_use]
    pub fn negotiate(chosen: Option<&str>, accept_language: Option<&str>) -> Self {
        chosen
            .and_then(Language::from_code)
            .or_else(|| best_of(accept_language?))
            .unwrap_or_default()
    }
}

/// The language with the highest weight; of equals, the first.
fn best_of(accept_language: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in accept_language.split(',').take(20) {
        let mut parts = range.split(';');
        let Some(language) = parts.next().and_then(Language::from_code) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        if weight > best.map_or(0.0, |(highest, _)| highest) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, German};

    #[test]
    fn what_the_person_chose_comes_first() {
        assert_eq!(Language::negotiate(Some("de"), Some("en")), German);
        assert_eq!(Language::negotiate(Some("fr"), Some("de")), German);
    }

    #[test]
    fn the_browser_is_asked_by_weight() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", German),
            ("fr,en;q=0.5,de;q=0.7", German),
            ("fr;q=1, en-US; q=0.5", English),
            ("de;q=0", English),
            ("*", English),
            ("", English),
            (";;q=,=", English),
        ] {
            assert_eq!(
                Language::negotiate(None, Some(header)),
                expected,
                "{header}"
            );
        }
    }

    #[test]
    fn nobody_said_anything() {
        assert_eq!(Language::negotiate(None, None), English);
    }
}
