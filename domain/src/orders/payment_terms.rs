//! Until when an invoice is paid, read from what an agreement says of payment:
//! `Net 30`, `30 Tage netto, 14 Tage 2 % Skonto`, `on receipt`.

/// How many days there are where nothing else was agreed.
pub const USUAL_DAYS: i64 = 30;

/// The longest that counts: a year.
const MOST_DAYS: i64 = 365;

/// How many days after its own an invoice is due: the longest of the times that are
/// named, since the shorter ones earn a discount; none at all where it says so.
#[must_use]
pub fn payment_days(terms: &str) -> i64 {
    let terms = terms.to_lowercase();
    longest_named(&terms).unwrap_or_else(|| {
        let at_once = [
            "receipt",
            "immediate",
            "prepa",
            "sofort",
            "vorkasse",
            "erhalt",
        ];
        if at_once.iter().any(|word| terms.contains(word)) {
            0
        } else {
            USUAL_DAYS
        }
    })
}

/// The largest number of days that it names; a percentage is none.
fn longest_named(terms: &str) -> Option<i64> {
    let mut rest = terms;
    let mut longest = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..)?;
        let end = from
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from.len());
        let (digits, after) = from.split_at_checked(end)?;
        let is_rate = after.trim_start().starts_with(['%', '.', ',']) && after.contains('%');
        let days = digits.parse().ok().filter(|days| *days <= MOST_DAYS);
        if !is_rate && days > longest {
            longest = days;
        }
        rest = after;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_write_is_understood() {
        for (terms, days) in [
            ("Net 30", 30),
            ("net 45 days", 45),
            ("2/10 net 30", 30),
            ("30 Tage netto, 14 Tage 2 % Skonto", 30),
            ("60 days, 3% within 14 days", 60),
            ("Due on receipt", 0),
            ("Zahlbar sofort ohne Abzug", 0),
            ("", USUAL_DAYS),
            ("as agreed in 2026", USUAL_DAYS),
            ("0 days", 0),
        ] {
            assert_eq!(payment_days(terms), days, "{terms}");
        }
    }

    proptest! {
        #[test]
        fn any_text_names_some_days(terms in ".{0,60}") {
            prop_assert!((0..=MOST_DAYS).contains(&payment_days(&terms)));
        }
    }
}
