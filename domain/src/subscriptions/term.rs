//! Terms: the periods of a subscription, one after the other.
//!
//! Each period is reckoned from the day the subscription began, its *anchor*,
//! and never from the period before. So what began on a 31st is renewed on the
//! last day of shorter months and on the 31st again; what began on 29 February
//! is renewed on the 28th in common years and on the 29th in leap years.
//!
//! What is added later *ends with it*: it pays for the rest of the running
//! period, and from then on for whole ones.

use super::period::Period;
use crate::Day;
use serde::{Deserialize, Serialize};

/// How long a period is, in months of the calendar: 1 to [`TermLength::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct TermLength(u16);

/// Not a length from one month to ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not between one month and ten years")]
pub struct NotALength;

impl TermLength {
    /// The longest: ten years.
    pub const MOST: u16 = 120;

    /// So many months.
    ///
    /// # Errors
    /// [`NotALength`] if there are none, or too many.
    pub fn months(months: u16) -> Result<Self, NotALength> {
        (1..=Self::MOST)
            .contains(&months)
            .then_some(Self(months))
            .ok_or(NotALength)
    }

    /// So many years of twelve months.
    ///
    /// # Errors
    /// [`NotALength`] if there are none, or too many.
    pub fn years(years: u16) -> Result<Self, NotALength> {
        Self::months(years.checked_mul(12).ok_or(NotALength)?)
    }

    /// The number of months.
    #[must_use]
    pub const fn in_months(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for TermLength {
    type Error = NotALength;

    fn try_from(months: u16) -> Result<Self, NotALength> {
        Self::months(months)
    }
}

impl From<TermLength> for u16 {
    fn from(length: TermLength) -> u16 {
        length.0
    }
}

/// The periods of a subscription: when the first began, and how long each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The first day of the first period.
    pub anchor: Day,
    /// How long each is.
    pub length: TermLength,
}

impl Term {
    /// The period with this number; the first is number 0. `None` after the
    /// year 9999.
    #[must_use]
    pub fn period(&self, number: u32) -> Option<Period> {
        let next = self.begin(number.checked_add(1)?)?;
        Period::new(self.begin(number)?, next.plus_days(-1))
    }

    /// The period a day belongs to, with its number; `None` before the first.
    #[must_use]
    pub fn period_of(&self, day: Day) -> Option<(u32, Period)> {
        if day < self.anchor {
            return None;
        }
        let (from, to) = (self.anchor.date(), day.date());
        let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month());
        // The month alone may be one period too far, before the day of the month.
        let guess = u32::try_from(months / i64::from(self.length.0)).ok()?;
        [Some(guess), guess.checked_sub(1)]
            .into_iter()
            .flatten()
            .filter_map(|number| Some((number, self.period(number)?)))
            .find(|(_, period)| period.has(day))
    }

    /// What is paid for something that is added on a day and ends with this
    /// subscription: the rest of the running period. If fewer than `least_days`
    /// are left, the whole next period with it, so that nobody gets a quote for
    /// a few days and the renewal in the same week. `None` before the first
    /// period.
    #[must_use]
    pub fn join(&self, day: Day, least_days: i64) -> Option<Joining> {
        let (number, whole) = self.period_of(day)?;
        let part = whole.rest_from(day)?;
        let next = (part.days() < least_days)
            .then(|| self.period(number.checked_add(1)?))
            .flatten();
        Some(Joining {
            number,
            part,
            whole,
            next,
        })
    }

    fn begin(&self, number: u32) -> Option<Day> {
        let months = i64::from(number).checked_mul(i64::from(self.length.0))?;
        let span = jiff::Span::new().try_months(months).ok()?;
        // A day that the month does not have becomes its last one.
        self.anchor.date().checked_add(span).ok().map(Day::on)
    }
}

/// What is paid for something that ends with an earlier subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// The number of the running period.
    pub number: u32,
    /// What is left of it, from the day it is added.
    pub part: Period,
    /// The whole running period, of which that is a part.
    pub whole: Period,
    /// The next period, when it is paid at once.
    pub next: Option<Period>,
}

impl Joining {
    /// The last day that is paid for; the subscription has a period that ends on
    /// it, too.
    #[must_use]
    pub fn last(&self) -> Day {
        self.next.unwrap_or(self.part).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::on(text.parse().unwrap())
    }

    fn term(anchor: &str, months: u16) -> Term {
        Term {
            anchor: day(anchor),
            length: TermLength::months(months).unwrap(),
        }
    }

    fn days_of(term: &Term, number: u32) -> (String, String) {
        let period = term.period(number).unwrap();
        (period.first().iso(), period.last().iso())
    }

    fn pair(first: &str, last: &str) -> (String, String) {
        (first.to_owned(), last.to_owned())
    }

    #[test]
    fn a_year_ends_the_day_before_it_began() {
        let year = term("2026-03-01", 12);
        assert_eq!(days_of(&year, 0), pair("2026-03-01", "2027-02-28"));
        assert_eq!(days_of(&year, 1), pair("2027-03-01", "2028-02-29"));
        assert_eq!(year.period(0).unwrap().day_after(), day("2027-03-01"));
    }

    #[test]
    fn a_leap_day_comes_back_with_the_leap_year() {
        let leap = term("2024-02-29", 12);
        assert_eq!(days_of(&leap, 0), pair("2024-02-29", "2025-02-27"));
        assert_eq!(days_of(&leap, 1), pair("2025-02-28", "2026-02-27"));
        assert_eq!(days_of(&leap, 3), pair("2027-02-28", "2028-02-28"));
        assert_eq!(days_of(&leap, 4), pair("2028-02-29", "2029-02-27"));
        let four = term("2024-02-29", 48);
        assert_eq!(days_of(&four, 0), pair("2024-02-29", "2028-02-28"));
        // 2100 is no leap year.
        let century = term("2096-02-29", 48);
        assert_eq!(century.period(1).unwrap().first(), day("2100-02-28"));
        assert_eq!(century.period(2).unwrap().first(), day("2104-02-29"));
    }

    #[test]
    fn a_31st_is_the_last_of_shorter_months_and_the_31st_again() {
        let month = term("2026-01-31", 1);
        assert_eq!(days_of(&month, 0), pair("2026-01-31", "2026-02-27"));
        assert_eq!(days_of(&month, 1), pair("2026-02-28", "2026-03-30"));
        assert_eq!(days_of(&month, 2), pair("2026-03-31", "2026-04-29"));
    }

    #[test]
    fn what_is_added_ends_with_the_subscription() {
        let year = term("2026-01-01", 12);
        let joining = year.join(day("2026-10-01"), 30).unwrap();
        assert_eq!(
            joining.part,
            Period::new(day("2026-10-01"), day("2026-12-31")).unwrap()
        );
        assert_eq!(joining.whole, year.period(0).unwrap());
        assert_eq!((joining.number, joining.next), (0, None));
        // Thirty days are enough, twenty-nine are not.
        assert_eq!(year.join(day("2026-12-02"), 30).unwrap().next, None);
        let late = year.join(day("2026-12-03"), 30).unwrap();
        assert_eq!(late.next, year.period(1));
        assert_eq!(late.last(), day("2027-12-31"));
        assert_eq!(year.join(day("2025-12-31"), 30), None);
    }

    #[test]
    fn lengths_are_from_a_month_to_ten_years() {
        assert_eq!(TermLength::years(1), TermLength::months(12));
        for wrong in [
            TermLength::months(0),
            TermLength::months(121),
            TermLength::years(u16::MAX),
        ] {
            assert_eq!(wrong, Err(NotALength));
        }
        assert!(serde_json::from_str::<TermLength>("0").is_err());
        assert_eq!(term("2026-01-01", 1).period(u32::MAX), None);
    }

    fn any_term() -> impl Strategy<Value = Term> {
        (0_i64..20_000, 1..=TermLength::MOST).prop_map(|(days, months)| Term {
            anchor: day("2000-01-01").plus_days(days),
            length: TermLength::months(months).unwrap(),
        })
    }

    proptest! {
        #[test]
        fn each_period_begins_where_the_one_before_ended(term in any_term(), number in 0_u32..200) {
            let (one, two) = (term.period(number).unwrap(), term.period(number + 1).unwrap());
            prop_assert_eq!(one.day_after(), two.first());
            prop_assert!(one.days() >= 28 * i64::from(term.length.in_months()));
            prop_assert!(one.days() <= 31 * i64::from(term.length.in_months()));
            // The anchor's day of the month, or the last one of a shorter month.
            let (anchor, first) = (term.anchor.date(), one.first().date());
            prop_assert!(first.day() == anchor.day().min(first.days_in_month()));
        }

        #[test]
        fn each_day_belongs_to_one_period(term in any_term(), days in 0_i64..30_000) {
            let day = term.anchor.plus_days(days);
            let (number, period) = term.period_of(day).unwrap();
            prop_assert!(period.has(day));
            prop_assert_eq!(term.period(number), Some(period));
            prop_assert_eq!(term.period_of(term.anchor.plus_days(-1 - days)), None);
        }

        #[test]
        fn what_joins_ends_when_a_period_ends(
            term in any_term(), days in 0_i64..10_000, least in 0_i64..100
        ) {
            let day = term.anchor.plus_days(days);
            let joining = term.join(day, least).unwrap();
            let (_, at_the_end) = term.period_of(joining.last()).unwrap();
            prop_assert_eq!(at_the_end.last(), joining.last());
            prop_assert_eq!(joining.part.first(), day);
            prop_assert!(joining.part.days() >= least || joining.next.is_some());
        }
    }
}
