//! What people type to find an order: its number, the end of its number, or
//! the beginning of the purchase order number.

/// What was typed, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Finding {
    /// The numbers it may mean, written out: `871` may be that of this year
    /// or of an earlier one.
    pub numbers: Vec<String>,
    /// What a purchase order number must begin with, in lower case.
    pub po_from: String,
    /// The first text after all that begin like this.
    pub po_until: String,
}

/// How many years back a short number is looked for.
const YEARS_BACK: i64 = 5;

/// Reads what was typed in the year `year`; `None` if nothing was.
#[must_use]
pub fn finding(typed: &str, year: i64) -> Option<Finding> {
    let typed = typed.trim().trim_start_matches('#').trim();
    if typed.is_empty() {
        return None;
    }
    let short: Option<i64> = (typed.len() <= 6 && typed.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| typed.parse().ok())
        .flatten();
    let numbers = match short {
        Some(count) => (0..=YEARS_BACK)
            .map(|back| format!("{}-{count:06}", year - back))
            .collect(),
        None => vec![typed.to_owned()],
    };
    let po_from = typed.to_lowercase();
    // No character sorts after this one.
    let po_until = format!("{po_from}\u{10ffff}");
    Some(Finding {
        numbers,
        po_from,
        po_until,
    })
}

/// The pattern of texts that contain what was typed, to the letter; empty if
/// nothing was.
#[cfg(feature = "store")]
pub(super) fn contains(typed: &str) -> String {
    let typed = typed.trim().trim_start_matches('#').trim().to_lowercase();
    if typed.is_empty() {
        return typed;
    }
    let mut pattern = String::with_capacity(typed.len() + 4);
    pattern.push('%');
    for c in typed.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_that_of_this_year_or_of_an_earlier_one() {
        let found = finding(" #871 ", 2026).unwrap();
        assert_eq!(
            found.numbers.first().map(String::as_str),
            Some("2026-000871")
        );
        assert_eq!(
            found.numbers.get(1).map(String::as_str),
            Some("2025-000871")
        );
        assert_eq!(found.numbers.len(), 6);
        assert_eq!(found.po_from, "871");
    }

    #[test]
    fn a_whole_number_is_taken_as_it_is_and_anything_may_be_a_purchase_order_number() {
        assert_eq!(
            finding("2026-000871", 2026).unwrap().numbers,
            ["2026-000871"]
        );
        let po = finding("PO-47%", 2026).unwrap();
        assert_eq!(
            (po.numbers.as_slice(), po.po_from.as_str()),
            (&["PO-47%".to_owned()][..], "po-47%")
        );
        assert!(po.po_until.as_str() > "po-47%zzz");
    }

    #[test]
    fn nothing_typed_finds_everything() {
        assert_eq!(finding("  ", 2026), None);
        assert_eq!(finding("#", 2026), None);
    }
}
