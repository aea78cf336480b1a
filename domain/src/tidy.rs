//! What people type into one line, as it is kept.

/// A text without blanks at its ends, one blank where there were several, and
/// without control characters.
#[must_use]
pub fn tidy(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_words_with_one_blank_between_them() {
        assert_eq!(tidy("  Dock \t\r\n100\u{7} W "), "Dock 100 W");
        assert_eq!(tidy(" \u{7}\u{a0} "), "");
    }
}
