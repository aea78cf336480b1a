//! What curators write in each language: what of it is kept, and all that is wrong
//! with it at once; and why nothing was written.

use crate::args;
use crate::catalog::attribute::tidy;
use crate::catalog::further_languages;
use crate::identity::Denied;
use crate::store::{Args, StoreError};
use crate::text::Language;

/// The longest name of a publication or title of an issue, in characters.
const LONGEST_NAME: usize = 120;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditFault {
    /// The code is none.
    Code,
    /// Another publication has the code.
    CodeTaken,
    /// No name or title in this language, or one too long.
    Name(Language),
    /// The text in this language is missing or too long.
    Text(Language),
    /// The needs category is too long.
    Needs,
    /// There is no such day.
    Day,
    /// The reason is missing or too long.
    Why,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such thing.
    #[error("no such thing")]
    NotFound,
    /// All that is wrong with what was written.
    #[error("what was written has faults")]
    Faults(Vec<EditFault>),
    /// Somebody else changed it meanwhile.
    #[error("it was changed meanwhile")]
    Changed,
    /// It is published: it is corrected, not changed.
    #[error("it is published")]
    Published,
    /// It says already what is to be said instead.
    #[error("nothing of it is different")]
    Same,
    /// It was taken back.
    #[error("it was taken back")]
    Withdrawn,
}

/// A name and a text in one language, as they are kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) language: Language,
    pub(super) name: String,
    pub(super) text: String,
}

impl Said {
    /// As a row of the thing with this id.
    pub(super) fn row(self, of: uuid::Uuid) -> Args {
        args![of, self.language.code(), self.name, self.text]
    }
}

/// What is said in the first language, and in others that say something. What is wrong
/// with any of it joins the other faults.
pub(super) fn checked(
    all: Vec<(Language, String, String)>,
    longest: usize,
    needs_text: bool,
    faults: &mut Vec<EditFault>,
) -> (Said, Vec<Said>) {
    let mut read = |language: Language, name: &str, text: &str| {
        let name = tidy(name);
        let text = text.trim().replace("\r\n", "\n");
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            faults.push(EditFault::Name(language));
        }
        if (needs_text && text.is_empty()) || text.chars().count() > longest {
            faults.push(EditFault::Text(language));
        }
        Said {
            language,
            name,
            text,
        }
    };
    let of = |language: Language| {
        all.iter()
            .find(|(one, _, _)| *one == language)
            .map_or(("", ""), |(_, name, text)| (name.as_str(), text.as_str()))
    };
    let first = Language::default();
    let (name, text) = of(first);
    let main = read(first, name, text);
    let mut others = Vec::new();
    for language in further_languages() {
        let (name, text) = of(language);
        if !(name.trim().is_empty() && text.trim().is_empty()) {
            others.push(read(language, name, text));
        }
    }
    (main, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(english: (&str, &str), german: (&str, &str)) -> Vec<(Language, String, String)> {
        [(Language::English, english), (Language::German, german)]
            .map(|(language, (name, text))| (language, name.to_owned(), text.to_owned()))
            .to_vec()
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let mut faults = vec![EditFault::Day];
        checked(of(("", ""), ("", "Wort")), 100, true, &mut faults);
        assert_eq!(
            faults,
            [
                EditFault::Day,
                EditFault::Name(Language::English),
                EditFault::Text(Language::English),
                EditFault::Name(Language::German),
            ]
        );
    }

    #[test]
    fn a_language_that_says_nothing_is_left_out() {
        let mut faults = Vec::new();
        let (main, others) = checked(
            of((" One  title ", "a\r\n\r\nb "), (" ", "\n")),
            100,
            true,
            &mut faults,
        );
        assert!(faults.is_empty() && others.is_empty());
        assert_eq!(
            (main.name.as_str(), main.text.as_str()),
            ("One title", "a\n\nb")
        );
    }

    proptest! {
        #[test]
        fn what_has_no_fault_fits(name in ".{0,130}", text in "(?s).{0,60}") {
            let mut faults = Vec::new();
            let (main, _) = checked(of((&name, &text), ("", "")), 50, true, &mut faults);
            let fits = (1..=LONGEST_NAME).contains(&main.name.chars().count())
                && (1..=50).contains(&main.text.chars().count());
            prop_assert_eq!(faults.is_empty(), fits);
        }
    }
}
