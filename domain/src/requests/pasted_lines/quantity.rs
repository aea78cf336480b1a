//! A quantity in a pasted list, as people write one.

use super::Fault;
use crate::Quantity;
use crate::quantity::NotAQuantity;

/// Digits, perhaps with a sign and separators: `3`, `-3`, `1,000`, `2.5`.
pub(super) fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix(['-', '+']).unwrap_or(field);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '\u{a0}'))
}

/// The number in a field that is a quantity: `3`, `x3`, `3x`, `3 pcs`.
pub(super) fn amount(field: &str) -> Option<&str> {
    let marks = ['x', 'X', '×', '*'];
    let unmarked = field
        .strip_prefix(marks)
        .or_else(|| field.strip_suffix(marks))
        .unwrap_or(field)
        .trim();
    let number = match unmarked.split_once(' ') {
        Some((number, unit)) if is_unit(unit.trim()) => number,
        Some(_) => return None,
        None => unmarked,
    };
    is_number(number).then_some(number)
}

pub(super) fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    matches!(
        word.as_str(),
        "pc" | "pcs"
            | "piece"
            | "pieces"
            | "ea"
            | "each"
            | "stk"
            | "stück"
            | "st"
            | "unit"
            | "units"
    )
}

pub(super) fn read_quantity(text: &str) -> Result<Quantity, Fault> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if is_ambiguous(text) {
        return Err(Fault::Ambiguous);
    }
    Quantity::parse_pieces(text).map_err(|error| match error {
        NotAQuantity::NotANumber => Fault::NoQuantity,
        NotAQuantity::NotPositive => Fault::NotPositive,
        NotAQuantity::NotWhole => Fault::NotWhole,
        NotAQuantity::TooMany => Fault::TooMany,
    })
}

/// Groups of exactly three digits behind a separator: a thousand, or one with
/// three decimals, depending on where the reader comes from.
fn is_ambiguous(text: &str) -> bool {
    let mut groups = text.split(['.', ',', '\'', '\u{a0}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    (1..=3).contains(&first.trim_start_matches('-').len())
        && !rest.is_empty()
        && rest.iter().all(|group| group.len() == 3)
}
