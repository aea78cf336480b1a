//! A person's name, as far as we need to look into one.

use crate::tidy::tidy;

/// The most characters a name has here.
pub const LONGEST_NAME: usize = 120;

/// The text will not do as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAName {
    /// There is nothing in it.
    #[error("no name")]
    Empty,
    /// More than [`LONGEST_NAME`] characters.
    #[error("too long")]
    TooLong,
}

/// A name as it is kept: words with one space between them. Whatever else a
/// name may be is for its bearer to know.
///
/// # Errors
/// If there is nothing in it, or too much.
pub fn person_name(text: &str) -> Result<String, NotAName> {
    let name = tidy(text);
    if name.is_empty() {
        Err(NotAName::Empty)
    } else if name.chars().count() > LONGEST_NAME {
        Err(NotAName::TooLong)
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_words_with_one_space_between_them() {
        assert_eq!(person_name("  Ines \t Tal\r\n").unwrap(), "Ines Tal");
        assert_eq!(person_name("O'Neil-Żuk").unwrap(), "O'Neil-Żuk");
        assert_eq!(person_name(" \u{7} "), Err(NotAName::Empty));
        assert_eq!(person_name(&"ä".repeat(121)), Err(NotAName::TooLong));
    }

    proptest! {
        #[test]
        fn what_was_cleaned_stays_as_it_is(text in any::<String>()) {
            if let Ok(name) = person_name(&text) {
                prop_assert_eq!(person_name(&name), Ok(name.clone()));
                prop_assert!(!name.chars().any(char::is_control));
            }
        }
    }
}
