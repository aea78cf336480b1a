//! The quarters of the years, by which replacements are planned.

use crate::Day;
use std::fmt;
use std::str::FromStr;

/// A quarter of a year: `2027-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i64,
    /// From 1 to 4.
    number: i64,
}

/// The years that people plan in.
const YEARS: std::ops::RangeInclusive<i64> = 1970..=2200;

impl Quarter {
    /// The quarter of this day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let month: i64 = day
            .iso()
            .get(5..7)
            .and_then(|text| text.parse().ok())
            .unwrap_or(1);
        Self {
            year: day.year(),
            number: (month - 1).div_euclid(3) + 1,
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i64 {
        self.year
    }

    /// Which of the year's, from 1.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.number
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.number >= 4 {
            Self {
                year: self.year + 1,
                number: 1,
            }
        } else {
            Self {
                year: self.year,
                number: self.number + 1,
            }
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        let first = format!("{:04}-{:02}-01", self.year, self.number * 3 - 2);
        // Every quarter that can be made has one.
        Day::from_field(&first).unwrap_or_else(|| Day::of(crate::Timestamp(0)))
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.next().first().plus_days(-1)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

/// A text that is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a quarter")]
pub struct NotAQuarter;

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, number) = text.split_once("-Q").ok_or(NotAQuarter)?;
        let read = |text: &str| text.parse::<i64>().map_err(|_| NotAQuarter);
        let (year, number) = (read(year)?, read(number)?);
        if !YEARS.contains(&year) || !(1..=4).contains(&number) {
            return Err(NotAQuarter);
        }
        Ok(Self { year, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quarter_has_three_months() {
        let quarter: Quarter = "2026-Q4".parse().unwrap();
        assert_eq!(quarter.first().iso(), "2026-10-01");
        assert_eq!(quarter.last().iso(), "2026-12-31");
        assert_eq!(quarter.next().to_string(), "2027-Q1");
        for wrong in [
            "", "2026", "2026-Q0", "2026-Q5", "0-Q1", "2026-Qx", "99999-Q1",
        ] {
            assert_eq!(wrong.parse::<Quarter>(), Err(NotAQuarter), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_day_is_in_its_quarter_and_in_no_other(days in 0_i64..80_000) {
            let day = Day::of(crate::Timestamp(days * 86_400_000));
            let quarter = Quarter::of(day);
            prop_assert!(quarter.first() <= day && day <= quarter.last());
            prop_assert_eq!(quarter.last().plus_days(1), quarter.next().first());
            prop_assert_eq!(quarter.to_string().parse(), Ok(quarter));
        }
    }
}
