//! What a request is called in a few words: its first line, and how many others
//! there are.

use crate::text::Words;

/// `3 × Engineering workstation and 2 more`: the first line of a request with so
/// many.
#[must_use]
pub fn titled(words: Words, first: &str, lines: i64) -> String {
    if lines <= 1 {
        return first.to_owned();
    }
    let more = words.say_with("requests-and-more", &[("count", (lines - 1).into())]);
    format!("{first} {more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_title_does_not_hide_the_other_lines() {
        let titled = |lines| titled(Words::new(Language::English, "UTC"), "2 × Dock", lines);
        assert_eq!(titled(0), "2 × Dock");
        assert_eq!(titled(1), "2 × Dock");
        assert_eq!(titled(2), "2 × Dock and one more");
        assert_eq!(titled(3), "2 × Dock and 2 more");
    }
}
