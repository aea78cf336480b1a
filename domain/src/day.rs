//! A day of the calendar: by when something is needed, for which day it is
//! promised. The same day for everybody, wherever they read it.
//!
//! Stored as its noon in UTC, a whole number like every moment, so that one SQL
//! text can compare days with moments on either engine.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A day of the calendar, kept as its noon in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Timestamp", into = "Timestamp")]
pub struct Day(Timestamp);

impl From<Timestamp> for Day {
    fn from(moment: Timestamp) -> Self {
        Self::of(moment)
    }
}

impl From<Day> for Timestamp {
    fn from(day: Day) -> Self {
        day.0
    }
}

const HALF_A_DAY_SECONDS: i64 = 12 * 60 * 60;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Day {
    /// The day that a moment belongs to in UTC.
    #[must_use]
    pub const fn of(moment: Timestamp) -> Self {
        let start = moment.0 - moment.0.rem_euclid(DAY_MS);
        Self(Timestamp(start).plus_seconds(HALF_A_DAY_SECONDS))
    }

    /// The last day of a time that ends before this moment.
    #[must_use]
    pub const fn last_before(end: Timestamp) -> Self {
        Self::of(Timestamp(end.0.saturating_sub(1)))
    }

    /// Its beginning in UTC.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.0.plus_seconds(-HALF_A_DAY_SECONDS)
    }

    /// Its noon in UTC.
    #[must_use]
    pub const fn noon(self) -> Timestamp {
        self.0
    }

    /// As files have it: `2026-01-31`.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn iso(self) -> String {
        self.date().to_string()
    }

    /// The year it is in.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn year(self) -> i64 {
        i64::from(self.date().year())
    }

    /// As a date, for arithmetic of the calendar; beyond that its first or last day.
    #[cfg(feature = "store")]
    pub(crate) fn date(self) -> jiff::civil::Date {
        let beyond = if self.0.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        jiff::Timestamp::from_millisecond(self.0.0)
            .unwrap_or(beyond)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date()
    }

    /// The day with this date.
    #[cfg(feature = "store")]
    pub(crate) fn on(date: jiff::civil::Date) -> Self {
        let days = date.duration_since(jiff::civil::Date::ZERO).as_secs() / 86_400;
        let zero = jiff::civil::date(1970, 1, 1).duration_since(jiff::civil::Date::ZERO);
        Self::of(Timestamp(0)).plus_days(days - zero.as_secs() / 86_400)
    }

    /// The same day so many months later; at the end of a month that has fewer days
    /// its last. Beyond the calendar it stays what it is.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let later = jiff::Span::new()
            .try_months(months)
            .and_then(|span| self.date().checked_add(span));
        later.map_or(self, Self::on)
    }

    /// Whole days from an earlier day until this one.
    #[must_use]
    pub const fn days_since(self, earlier: Day) -> i64 {
        (self.0.0 - earlier.0.0) / DAY_MS
    }

    /// Its end in UTC: the first moment of the next day.
    #[must_use]
    pub const fn end(self) -> Timestamp {
        self.0.plus_seconds(HALF_A_DAY_SECONDS)
    }

    /// Whether it is over in UTC, by which orders are late.
    #[must_use]
    pub const fn is_over(self, now: Timestamp) -> bool {
        self.end().0 <= now.0
    }

    /// Whether it is over for everybody: twelve hours west of Greenwich a day
    /// ends when the next one's noon is in UTC. A day that somebody may still
    /// call today is not refused.
    #[must_use]
    pub const fn is_over_everywhere(self, now: Timestamp) -> bool {
        self.0.plus_days(1).0 <= now.0
    }

    /// The day so many days later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.plus_days(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_belongs_to_one_day() {
        let noon = Timestamp(20 * DAY_MS + DAY_MS / 2);
        for at in [20 * DAY_MS, noon.0, 21 * DAY_MS - 1] {
            assert_eq!(Day::of(Timestamp(at)).noon(), noon);
        }
        assert_eq!(Day::of(noon).plus_days(1), Day::of(Timestamp(21 * DAY_MS)));
        assert_eq!(Day::of(Timestamp(-1)).end(), Timestamp(0));
        assert_eq!(Day::last_before(Timestamp(0)), Day::of(Timestamp(-1)));
        assert_eq!(Day::of(noon).start(), Timestamp(20 * DAY_MS));
    }

    #[cfg(feature = "store")]
    #[test]
    fn a_date_is_a_day_and_back() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "-0044-03-15"] {
            let date: jiff::civil::Date = text.replace("-0044", "-000044").parse().unwrap();
            assert_eq!(Day::on(date).date(), date);
        }
        let leap = Day::on(jiff::civil::date(2024, 2, 29));
        assert_eq!(leap.iso(), "2024-02-29");
        assert_eq!(leap.plus_days(1).days_since(leap), 1);
        assert_eq!(leap.days_since(leap.plus_days(366)), -366);
        assert_eq!(leap.plus_months(12).iso(), "2025-02-28");
        assert_eq!(leap.plus_months(-1).iso(), "2024-01-29");
        assert_eq!(leap.plus_months(i64::MAX), leap);
    }

    #[cfg(feature = "store")]
    #[test]
    fn a_day_beyond_the_calendar_is_its_last() {
        let last = Day::of(Timestamp(jiff::Timestamp::MAX.as_millisecond()));
        for beyond in [last.plus_days(1), Day::of(Timestamp::NEVER)] {
            assert_eq!(beyond.iso(), last.iso());
        }
    }

    #[test]
    fn a_day_ends_at_midnight_and_in_the_west_twelve_hours_later() {
        let day = Day::of(Timestamp(0));
        let at = |hours: i64| Timestamp(hours * 60 * 60 * 1000);
        assert!(!day.is_over(at(23)) && day.is_over(at(24)));
        assert!(!day.is_over_everywhere(at(35)) && day.is_over_everywhere(at(36)));
    }
}
