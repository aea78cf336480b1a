//! Days in a row: what a subscription is paid for, and over which it entitles.

use crate::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Days in a row; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Days", into = "Days")]
pub struct Period {
    first: Day,
    last: Day,
}

/// As it is written down, before it is looked at.
#[derive(Serialize, Deserialize)]
struct Days {
    first: Day,
    last: Day,
}

/// The last day is before the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ends before it begins")]
pub struct EndsBeforeItBegins;

impl TryFrom<Days> for Period {
    type Error = EndsBeforeItBegins;

    fn try_from(days: Days) -> Result<Self, EndsBeforeItBegins> {
        Period::new(days.first, days.last).ok_or(EndsBeforeItBegins)
    }
}

impl From<Period> for Days {
    fn from(Period { first, last }: Period) -> Self {
        Self { first, last }
    }
}

impl Period {
    /// From the first until the last day, both of which belong to it; `None` if
    /// they are the wrong way round.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first day that belongs to it.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day that belongs to it.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }

    /// The first day that no longer belongs to it.
    #[must_use]
    pub const fn day_after(self) -> Day {
        self.last.plus_days(1)
    }

    /// How many days it has; at least one.
    #[must_use]
    pub const fn days(self) -> i64 {
        self.day_after().days_since(self.first)
    }

    /// Its first moment, in UTC as days begin for everybody.
    #[must_use]
    pub const fn begins(self) -> Timestamp {
        self.first.start()
    }

    /// The first moment after it.
    #[must_use]
    pub const fn ends(self) -> Timestamp {
        self.last.end()
    }

    /// Whether a day belongs to it.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The part of it from a day on; `None` once it is over, the whole if the
    /// day is before it.
    #[must_use]
    pub fn rest_from(self, day: Day) -> Option<Period> {
        Period::new(self.first.max(day), self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_belong_to_it() {
        let day = |number| Day::of(Timestamp(0)).plus_days(number);
        let period = Period::new(day(3), day(5)).unwrap();
        assert_eq!((period.days(), period.day_after()), (3, day(6)));
        assert!(period.has(day(3)) && period.has(day(5)));
        assert!(!period.has(day(2)) && !period.has(day(6)));
        assert_eq!(period.rest_from(day(5)), Period::new(day(5), day(5)));
        assert_eq!(period.rest_from(day(0)), Some(period));
        assert_eq!(period.rest_from(day(6)), None);
        assert_eq!(Period::new(day(5), day(4)), None);
    }

    #[test]
    fn a_moment_is_in_it_when_its_day_is() {
        let day = |number| Day::of(Timestamp(0)).plus_days(number);
        let period = Period::new(day(3), day(5)).unwrap();
        for edge in [period.begins(), period.ends()] {
            for at in [Timestamp(edge.0 - 1), edge] {
                let inside = period.begins() <= at && at < period.ends();
                assert_eq!(inside, period.has(Day::of(at)), "{at:?}");
            }
        }
    }

    #[test]
    fn written_down_it_is_looked_at_again() {
        let day = Day::of(Timestamp(0));
        let period = Period::new(day, day.plus_days(1)).unwrap();
        let json = serde_json::to_value(period).unwrap();
        assert_eq!(serde_json::from_value::<Period>(json).unwrap(), period);
        let wrong = serde_json::json!({ "first": day.plus_days(1), "last": day });
        assert!(serde_json::from_value::<Period>(wrong).is_err());
    }
}
