//! A customer's purchase order number, as somebody types it.

use crate::tidy::tidy;

/// The longest purchase order number, in characters.
pub const LONGEST_PO: usize = 40;

/// A purchase order number as it was typed, in one line; none if it is longer
/// than [`LONGEST_PO`].
pub(super) fn po_number(typed: &str) -> Option<String> {
    let number = tidy(typed);
    (number.chars().count() <= LONGEST_PO).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_line_of_a_bounded_length() {
        assert_eq!(po_number(" 4500 \t17\n").as_deref(), Some("4500 17"));
        assert_eq!(po_number("").as_deref(), Some(""));
        let longest = "ä".repeat(LONGEST_PO);
        assert_eq!(po_number(&longest), Some(longest.clone()));
        assert_eq!(po_number(&format!("{longest}0")), None);
    }
}
