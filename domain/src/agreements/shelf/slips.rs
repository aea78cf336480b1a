//! Slips of the fingers in the names of categories. Their words are few and are
//! remembered with the tree, in each language; those of products have a
//! [`Lexicon`] of their own, which knows neither other languages nor that one
//! of “Notebooks” is a notebook.

use crate::catalog::lexicon::Lexicon;
use crate::catalog::words::plain_words;
use std::collections::BTreeSet;

/// The words of names in one language.
#[derive(Debug, Default)]
pub(super) struct NameWords(Lexicon);

/// A word that is left of another must have so many letters.
const SHORTEST: usize = 4;

/// How words of names end of which there are many: in the languages that names
/// are in, as far as one is most often meant by the rest.
const ENDINGS: &[&str] = &["es", "en", "er", "s", "e", "n"];

impl NameWords {
    /// Those of these names.
    pub(super) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        for name in names {
            for word in plain_words(name).split(' ') {
                let one = ENDINGS
                    .iter()
                    .filter_map(|ending| word.strip_suffix(ending));
                let one = one.filter(|one| one.chars().count() >= SHORTEST);
                words.extend(one.map(str::to_owned));
                words.insert(word.to_owned());
            }
        }
        Self(Lexicon::of(words))
    }

    /// The word that somebody most probably meant by this one; none if it is
    /// such a word, or begins one, or is near none.
    fn meant_by(&self, typed: &str) -> Option<&str> {
        if self.0.has_beginning(typed) {
            return None;
        }
        self.0.meant_by(typed).first().copied()
    }
}

/// What was typed, in the words that were meant, by the words of names in the
/// reader's language or the first one. None if no word was meant that is not there.
pub(super) fn as_meant(known: &[&NameWords], typed: &str) -> Option<String> {
    let plain = plain_words(typed);
    let mut slipped = false;
    let words: Vec<&str> = plain
        .split(' ')
        .map(|word| {
            let meant = known.iter().find_map(|names| names.meant_by(word));
            slipped |= meant.is_some();
            meant.unwrap_or(word)
        })
        .collect();
    slipped.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_in_a_category_s_name_is_forgiven_for_one_of_it_too() {
        let names = NameWords::of(["Notebooks", "Keyboards and mice", "Printers", "Desktops"]);
        let meant = |typed| as_meant(&[&names], typed);
        for (typed, expected) in [
            ("notebok", "notebook"),
            ("notbook 15", "notebook 15"),
            ("Notebokks", "notebooks"),
            ("dekstop", "desktop"),
            ("quiet keybaord", "quiet keyboard"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["notebook", "noteb", "mic", "lamp", "", "rtx4070"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_readers_language_is_asked_before_the_first_one() {
        let german = NameWords::of(["Bildschirme", "Drucker"]);
        let first = NameWords::of(["Displays", "Printers"]);
        let meant = |typed| as_meant(&[&german, &first], typed);
        assert_eq!(meant("Bildschrim 27").as_deref(), Some("bildschirm 27"));
        assert_eq!(meant("prnter").as_deref(), Some("printer"));
    }

    proptest! {
        #[test]
        fn what_a_name_has_or_begins_with_is_never_taken_for_another(
            names in prop::collection::vec("[a-e]{3,9}", 1..6), take in 1_usize..9,
        ) {
            let known = NameWords::of(names.iter().map(String::as_str));
            for name in &names {
                let start: String = name.chars().take(take).collect();
                prop_assert_eq!(as_meant(&[&known], &start), None);
            }
        }
    }
}
