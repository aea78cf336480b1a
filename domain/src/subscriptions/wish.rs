//! What somebody chose about a term that they put into the basket: from which day
//! on, and with which other subscription it ends. It travels with the line through
//! basket, request and approval to the order, and says what the line costs.
//!
//! Nothing begins in the past: where the day that was chosen is over, it begins
//! today. What ends with another subscription pays for what is left of that one's
//! period, seat by seat and exact to the minor unit; so it costs less the later it
//! begins.

use super::period::Period;
use super::proration::Paid;
use super::term::{Term, TermLength};
use crate::id::SubscriptionId;
use crate::{Day, Money};
use serde::{Deserialize, Serialize};

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wish {
    /// How long a term is.
    pub months: TermLength,
    /// From which day on; none for the day on which we take the order on.
    pub starts: Option<Day>,
    /// With what it ends; none for a term of its own.
    pub with: Option<With>,
    /// What one seat costs for a whole term, as it was looked up last.
    pub whole: Option<Money>,
}

/// Another subscription of the same term length, with which one ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct With {
    /// Which.
    pub subscription: SubscriptionId,
    /// What people call it by.
    pub number: String,
    /// The first day of its first period.
    pub anchor: Day,
}

/// How a subscription begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// Its periods.
    pub term: Term,
    /// The number of the first one.
    pub number: u32,
    /// The days that are paid for.
    pub paid: Period,
    /// The whole period that they are, or are a part of.
    pub whole: Period,
}

impl Wish {
    /// A term of its own that begins when we take the order on: what is meant where
    /// nobody chose anything.
    #[must_use]
    pub const fn plain(months: TermLength) -> Self {
        Self {
            months,
            starts: None,
            with: None,
            whole: None,
        }
    }

    /// How it begins if we take it on today. `None` after the year 9999.
    #[must_use]
    pub fn beginning(&self, today: Day) -> Option<Beginning> {
        let first = self.starts.map_or(today, |starts| starts.max(today));
        let Some(with) = &self.with else {
            let term = Term {
                anchor: first,
                length: self.months,
            };
            let whole = term.period(0)?;
            return Some(Beginning {
                term,
                number: 0,
                paid: whole,
                whole,
            });
        };
        let term = Term {
            anchor: with.anchor,
            length: self.months,
        };
        let joining = term.join(first, 0)?;
        Some(Beginning {
            term,
            number: joining.number,
            paid: joining.part,
            whole: joining.whole,
        })
    }

    /// What one seat costs until the end of the first period, of which a whole one
    /// costs this.
    #[must_use]
    pub fn price(&self, whole: Money, today: Day) -> Option<Money> {
        self.beginning(today)?.price(whole)
    }
}

impl Beginning {
    /// What one seat costs for the days that are paid for.
    #[must_use]
    pub fn price(&self, whole: Money) -> Option<Money> {
        let paid = Paid {
            price: whole,
            period: self.whole,
        };
        paid.part(self.paid).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::on(text.parse().unwrap())
    }

    fn year(starts: Option<&str>, with: Option<&str>) -> Wish {
        Wish {
            starts: starts.map(day),
            with: with.map(|anchor| With {
                subscription: SubscriptionId::new(),
                number: "S-2026-000001".to_owned(),
                anchor: day(anchor),
            }),
            ..Wish::plain(TermLength::years(1).unwrap())
        }
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn a_term_of_its_own_costs_the_whole() {
        let wish = year(Some("2026-12-01"), None);
        let beginning = wish.beginning(day("2026-11-20")).unwrap();
        assert_eq!(beginning.paid.first(), day("2026-12-01"));
        assert_eq!(beginning.paid.last(), day("2027-11-30"));
        assert_eq!(
            wish.price(eur(120_000), day("2026-11-20")),
            Some(eur(120_000))
        );
    }

    #[test]
    fn nothing_begins_in_the_past() {
        let wish = year(Some("2026-12-01"), None);
        let late = wish.beginning(day("2026-12-24")).unwrap();
        assert_eq!(late.paid.first(), day("2026-12-24"));
        assert_eq!(late.paid.last(), day("2027-12-23"));
    }

    #[test]
    fn what_ends_with_another_pays_for_the_rest_of_its_period() {
        let wish = year(Some("2026-10-01"), Some("2025-01-01"));
        let beginning = wish.beginning(day("2026-09-01")).unwrap();
        assert_eq!(beginning.number, 1);
        assert_eq!(beginning.paid.last(), day("2026-12-31"));
        // 92 of 365 days.
        assert_eq!(wish.price(eur(36_500), day("2026-09-01")), Some(eur(9_200)));
        // Begun later it costs less; in the next period it costs that one's rest.
        assert_eq!(wish.price(eur(36_500), day("2026-12-31")), Some(eur(100)));
        assert_eq!(
            wish.price(eur(36_500), day("2027-01-01")),
            Some(eur(36_500))
        );
    }

    #[test]
    fn a_wish_reads_back() {
        let wish = Wish {
            whole: Some(eur(5)),
            ..year(Some("2026-10-01"), Some("2025-01-01"))
        };
        let json = serde_json::to_value(&wish).unwrap();
        assert_eq!(serde_json::from_value::<Wish>(json).unwrap(), wish);
    }

    proptest! {
        #[test]
        fn later_never_costs_more_in_the_same_period(
            minor in 0_i64..10_000_000, first in 0_i64..365, later in 0_i64..365
        ) {
            let wish = year(None, Some("2026-01-01"));
            let (first, later) = (first.min(later), first.max(later));
            let price = |days| wish.price(eur(minor), day("2026-01-01").plus_days(days)).unwrap();
            prop_assert!(price(later).minor <= price(first).minor);
            prop_assert!(price(first).minor <= minor);
        }
    }
}
