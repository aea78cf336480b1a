//! When two searches are the same search.

/// Words that say nothing about what is looked for.
const EMPTY: &[&str] = &[
    "a", "an", "and", "the", "for", "of", "with", "in", "to", "or", "der", "die", "das", "ein",
    "eine", "einen", "und", "für", "mit", "von", "zu", "oder",
];

/// What a search is grouped under: its words in small letters, without
/// punctuation, plural s and words that say nothing, in alphabetical order.
/// "IP65 displays" and "display, IP65" are the same search; so are "12V
/// monitor" and "monitor 12 V". Empty if nothing is left.
#[must_use]
pub fn key_of_words(typed: &str) -> String {
    let mut words = split(typed);
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// Whether two searches have a word in common.
#[must_use]
pub fn shares_a_word(one: &str, other: &str) -> bool {
    let other = split(other);
    split(one).iter().any(|word| other.contains(word))
}

fn split(typed: &str) -> Vec<String> {
    let lower = typed.to_lowercase();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in lower.chars().chain([' ']) {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            words.extend(taken_apart(&word));
            word.clear();
        }
    }
    words.retain(|word| !EMPTY.contains(&word.as_str()));
    words
}

/// A number and its unit are two words however they are typed: `12v`, `32gb`.
/// Names such as `ip65` or `x1` stay whole.
fn taken_apart(word: &str) -> Vec<String> {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match word.split_at_checked(digits) {
        Some((number, unit))
            if !number.is_empty()
                && !unit.is_empty()
                && unit.len() <= 3
                && unit.chars().all(char::is_alphabetic) =>
        {
            vec![number.to_owned(), unit.to_owned()]
        }
        _ => vec![singular(word)],
    }
}

fn singular(word: &str) -> String {
    let is_plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && word.chars().all(char::is_alphabetic);
    match word.strip_suffix('s') {
        Some(stem) if is_plural => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_search_typed_differently_has_one_key() {
        for same in [
            "IP65 display",
            "ip65  Displays",
            "displays, IP65!",
            "display for IP65",
        ] {
            assert_eq!(key_of_words(same), "display ip65", "{same}");
        }
        assert_eq!(key_of_words("12V monitor"), key_of_words("Monitor 12 V"));
        assert_eq!(key_of_words("Halterung für Tablets"), "halterung tablet");
        assert_eq!(key_of_words("glass bus"), "bus glass");
        assert_eq!(key_of_words(" – ! "), "");
    }

    #[test]
    fn searches_with_a_word_in_common_are_related() {
        assert!(shares_a_word("IP65 display", "rugged displays"));
        assert!(!shares_a_word("the display", "the dock"));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(typed in ".{0,40}") {
            let key = key_of_words(&typed);
            prop_assert_eq!(key_of_words(&key), key);
        }
    }
}
