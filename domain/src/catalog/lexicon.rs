//! The words that products are found by, and which of them somebody may have
//! meant who typed another one.
//!
//! They are everybody's, hidden products' too. That gives nothing away: what
//! is meant is only looked for among the products that somebody sees, and only
//! those are shown, never the words.

use crate::args;
use crate::store::{Query, Result, Tx};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// Shorter words are taken as they were typed: nearly everything is near them.
const SHORTEST: usize = 4;

/// How many words somebody may have meant at most.
const MOST_MEANT: usize = 5;

/// The columns of [`NEW_WORDS`].
pub(crate) const NEW_WORD: &[&str] = &["number", "word"];

/// The words after the number `$n`, to be asked together with what else a
/// search stands on.
pub(crate) fn new_words(after: &str) -> String {
    format!("SELECT number, word FROM product_word WHERE number > {after} ORDER BY number")
}

/// A word, and its place in the order in which they came.
#[derive(Debug, Deserialize)]
pub(crate) struct NewWord {
    number: i64,
    word: String,
}

/// All words, as one process remembers them.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lexicon {
    last: i64,
    words: Vec<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    word: Box<str>,
    length: usize,
    letters: u64,
}

impl Known {
    fn of(word: String) -> Known {
        Known {
            length: word.chars().count(),
            letters: letters(&word),
            word: word.into(),
        }
    }
}

/// By the database's number in this process.
static REMEMBERED: LazyLock<RwLock<HashMap<u64, Arc<Lexicon>>>> = LazyLock::new(RwLock::default);

impl Lexicon {
    /// Of these words only.
    pub(crate) fn of(words: impl IntoIterator<Item = String>) -> Lexicon {
        Lexicon {
            last: 0,
            words: words.into_iter().map(Known::of).collect(),
        }
    }

    /// Whether one of the words is this, or begins with it.
    pub(crate) fn has_beginning(&self, typed: &str) -> bool {
        self.words.iter().any(|one| one.word.starts_with(typed))
    }

    /// What is remembered.
    pub(crate) fn recall(database: u64) -> Arc<Lexicon> {
        let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
        remembered.get(&database).cloned().unwrap_or_default()
    }

    /// The number of the newest word it knows.
    pub(crate) const fn last(&self) -> i64 {
        self.last
    }

    /// With the words that came since, which are remembered.
    pub(crate) fn learn(self: Arc<Self>, database: u64, new: Vec<NewWord>) -> Arc<Lexicon> {
        let Some(last) = new.last().map(|one| one.number) else {
            return self;
        };
        let mut learned = Lexicon::clone(&self);
        learned.last = last;
        let new = new.into_iter().map(|one| Known::of(one.word));
        learned.words.extend(new);
        let learned = Arc::new(learned);
        let mut remembered = REMEMBERED.write().unwrap_or_else(PoisonError::into_inner);
        let slot = remembered.entry(database).or_default();
        if slot.last < learned.last {
            *slot = Arc::clone(&learned);
        }
        learned
    }

    /// The words that somebody may have meant by this one, the nearest first,
    /// without itself. Near are those that one slip of the fingers makes of
    /// it (a letter left out, put in, mistaken, two exchanged: the distance of
    /// optimal string alignment), from eight letters on two. What has a digit
    /// is a number of something and is left alone.
    pub(crate) fn meant_by(&self, typed: &str) -> Vec<&str> {
        let length = typed.chars().count();
        if length < SHORTEST || typed.contains(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let most: usize = if length < 8 { 1 } else { 2 };
        let mine = letters(typed);
        let mut near: Vec<(usize, usize, &str)> = self
            .words
            .iter()
            .filter(|one| one.length.abs_diff(length) <= most)
            // One slip changes at most two letters of the set.
            .filter(|one| ((one.letters ^ mine).count_ones() as usize) <= 2 * most)
            .filter_map(|one| {
                let far = strsim::osa_distance(typed, &one.word);
                (1..=most)
                    .contains(&far)
                    .then_some((far, one.length.abs_diff(length), &*one.word))
            })
            .collect();
        near.sort_unstable();
        near.truncate(MOST_MEANT);
        near.into_iter().map(|(_, _, word)| word).collect()
    }
}

/// Which letters a word has, one bit each.
fn letters(word: &str) -> u64 {
    word.chars()
        .fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// Keeps the words of texts that [`words_of`](super::words::words_of) made.
///
/// # Errors
/// If they can't be written.
pub(crate) async fn put_words<'a>(
    tx: &mut Tx,
    texts: impl IntoIterator<Item = &'a str>,
) -> Result<()> {
    // In their order, so that of two imports none waits for the other.
    let words: BTreeSet<&str> = texts
        .into_iter()
        .flat_map(|text| text.split(' '))
        .filter(|word| word.len() >= 3 && !word.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let rows = words.into_iter().map(|word| args![word]).collect();
    tx.insert_many(
        "INSERT INTO product_word (word) VALUES",
        rows,
        "ON CONFLICT (word) DO NOTHING",
    )
    .await
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lexicon(words: &[&str]) -> Lexicon {
        let new = words.iter().zip(1..).map(|(word, number)| NewWord {
            number,
            word: (*word).to_owned(),
        });
        // Under a number that no database has.
        Lexicon::clone(&Arc::<Lexicon>::default().learn(u64::MAX, new.collect()))
    }

    #[test]
    fn a_slip_of_the_fingers_is_forgiven() {
        let known = lexicon(&["keyboard", "corsair", "mechanical", "monitor", "laptop"]);
        for (typed, meant) in [
            ("keybord", "keyboard"),
            ("keyboadr", "keyboard"),
            ("corsiar", "corsair"),
            ("mecanicla", "mechanical"),
            ("moniter", "monitor"),
        ] {
            assert_eq!(known.meant_by(typed), [meant], "{typed}");
        }
        for typed in ["keyboard", "lap", "lptp", "rtx4070", "desk"] {
            assert!(known.meant_by(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn the_nearest_comes_first() {
        let known = lexicon(&["graphical", "graphics", "graphite"]);
        assert_eq!(known.meant_by("graphisc"), ["graphics", "graphite"]);
    }

    proptest! {
        /// The set of letters only saves work: it never leaves a word out.
        #[test]
        fn no_word_near_enough_is_left_out(typed in "[a-e]{4,10}", word in "[a-e]{3,11}") {
            let most = if typed.len() < 8 { 1 } else { 2 };
            let near = (1..=most).contains(&strsim::osa_distance(&typed, &word));
            prop_assert_eq!(!lexicon(&[&word]).meant_by(&typed).is_empty(), near);
        }
    }
}
