//! What stands in a newsletter for one reader: of the issues that it tells of those
//! that are for them, in their language.

use crate::id::IssueId;
use crate::publications::readers::Readers;
use crate::text::Language;
use std::collections::HashMap;

/// The most characters of an issue that stand in a newsletter.
const LONGEST_BEGINNING: usize = 400;

/// What is said in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The title.
    pub title: String,
    /// How it begins.
    pub beginning: String,
}

/// An issue that a newsletter tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub issue: IssueId,
    /// The code of its publication.
    pub code: String,
    /// Whom that is for.
    pub readers: Readers,
    /// What the publication is called in the first language, and in others.
    pub publication: (String, HashMap<Language, String>),
    /// What the issue says in the first language, and in others.
    pub text: (Text, HashMap<Language, Text>),
}

/// A part of a letter: one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which issue.
    pub issue: IssueId,
    /// The code of its publication.
    pub code: String,
    /// What the publication is called.
    pub publication: String,
    /// The issue's title.
    pub title: String,
    /// How it begins.
    pub beginning: String,
}

/// The letter for a reader of this needs category, to whom subscriptions give
/// publications with these codes, in this language. What is not said in the language
/// is said in the first one. Empty if nothing is for them: then none is sent.
#[must_use]
pub fn letter(
    told: &[Told],
    needs: &str,
    given: &[impl AsRef<str>],
    language: Language,
) -> Vec<Part> {
    told.iter()
        .filter(|one| one.readers.are(&one.code, needs, given))
        .map(|one| {
            let text = one.text.1.get(&language).unwrap_or(&one.text.0);
            let publication = one.publication.1.get(&language);
            Part {
                issue: one.issue,
                code: one.code.clone(),
                publication: publication.unwrap_or(&one.publication.0).clone(),
                title: text.title.clone(),
                beginning: text.beginning.clone(),
            }
        })
        .collect()
}

/// The beginning of a text: its first paragraph, cut at a word where it is long.
#[must_use]
pub fn beginning(text: &str) -> String {
    let first = text
        .split("\n\n")
        .map(str::trim)
        .find(|one| !one.is_empty())
        .unwrap_or_default();
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    if first.chars().count() <= LONGEST_BEGINNING {
        return first;
    }
    let cut: String = first.chars().take(LONGEST_BEGINNING).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn told(number: u128, entitled: bool, needs: &str, german: Option<&str>) -> Told {
        let text = |title: &str| Text {
            title: title.to_owned(),
            beginning: String::new(),
        };
        Told {
            issue: IssueId(Uuid::from_u128(number)),
            code: format!("p{number}"),
            readers: Readers {
                entitled,
                needs: needs.to_owned(),
            },
            publication: ("Notes".to_owned(), HashMap::new()),
            text: (
                text("English"),
                german
                    .map(|title| (Language::German, text(title)))
                    .into_iter()
                    .collect(),
            ),
        }
    }

    #[test]
    fn each_reader_gets_what_is_for_them_in_their_language() {
        let all = [
            told(1, false, "", Some("Deutsch")),
            told(2, true, "", None),
            told(3, false, "uptime", None),
        ];
        let titles = |needs: &str, given: &[&str], language| {
            letter(&all, needs, given, language)
                .into_iter()
                .map(|part| format!("{} {}", part.code, part.title))
                .collect::<Vec<_>>()
        };
        assert_eq!(titles("", &[], Language::English), ["p1 English"]);
        assert_eq!(
            titles("uptime", &["p2"], Language::German),
            ["p1 Deutsch", "p2 English", "p3 English"]
        );
        assert!(letter(&all[1..2], "", &[""; 0], Language::English).is_empty());
    }

    #[test]
    fn a_beginning_is_the_first_paragraph_and_ends_at_a_word() {
        assert_eq!(beginning("\n\n One\n line. \n\nMore."), "One line.");
        let long = "word ".repeat(200);
        let cut = beginning(&long);
        assert!(
            cut.ends_with("word …") && cut.chars().count() <= 402,
            "{cut}"
        );
        assert_eq!(beginning(""), "");
    }

    proptest! {
        #[test]
        fn a_beginning_is_one_short_line(text in "(?s).{0,900}") {
            let cut = beginning(&text);
            prop_assert!(cut.chars().count() <= LONGEST_BEGINNING + 2);
            prop_assert!(!cut.contains('\n'));
        }
    }
}
