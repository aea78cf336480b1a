//! Which of two service levels is the better one, for whoever is entitled to both.
//!
//! Promises are made in working time, so that four hours within office hours may
//! be days by the clock on the wall. What is compared is how long customers wait by
//! that clock on average: working time, stretched by the share of the week in which
//! somebody is there, over all priorities and both promises. What is not promised
//! at all counts like ten years.

use super::clocks::ServiceLevel;
use crate::Timestamp;

/// A Monday without exceptions in most calendars: 5 January 2026.
const A_MONDAY: Timestamp = Timestamp(1_767_571_200_000);
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;
const NEVER_MS: i64 = 520 * WEEK_MS;

/// How high a level is: of two the one with the greater number is better.
#[must_use]
pub fn rank(level: &ServiceLevel) -> i64 {
    let week = level.calendar.between(A_MONDAY, A_MONDAY.plus_days(7)).0;
    let by_the_wall = |working: i64| {
        let stretched = i128::from(working) * i128::from(WEEK_MS) / i128::from(week.max(1));
        i64::try_from(stretched).unwrap_or(NEVER_MS).min(NEVER_MS)
    };
    let waits = level
        .targets
        .iter()
        .flat_map(|target| [target.first_response, target.resolution]);
    -waits
        .map(|wait| wait.map_or(NEVER_MS, |wait| by_the_wall(wait.0)))
        .sum::<i64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::business_hours::{Calendar, CalendarText, WorkingTime};
    use crate::support::clocks::Target;
    use proptest::prelude::*;

    fn office() -> Calendar {
        let day = "09:00-17:00".to_owned();
        Calendar::read(&CalendarText {
            round_the_clock: false,
            zone: "UTC".to_owned(),
            week: [
                day.clone(),
                day.clone(),
                day.clone(),
                day.clone(),
                day,
                String::new(),
                String::new(),
            ],
            exceptions: String::new(),
        })
        .unwrap()
    }

    fn round_the_clock() -> Calendar {
        Calendar::read(&CalendarText {
            round_the_clock: true,
            ..CalendarText::default()
        })
        .unwrap()
    }

    fn level(calendar: Calendar, first: Option<i64>, solved: Option<i64>) -> ServiceLevel {
        let target = Target {
            first_response: first.map(WorkingTime::minutes),
            resolution: solved.map(WorkingTime::minutes),
        };
        ServiceLevel {
            calendar,
            targets: [target; crate::support::case_life::Priority::ALL.len()],
            warn_at: ServiceLevel::USUAL_WARNING,
        }
    }

    #[test]
    fn the_same_times_round_the_clock_are_better() {
        let (day, night) = (
            level(office(), Some(240), Some(480)),
            level(round_the_clock(), Some(240), Some(480)),
        );
        assert!(rank(&night) > rank(&day));
        // A working day of the office is a day and more by the wall.
        let slow = level(round_the_clock(), Some(16 * 60), Some(32 * 60));
        assert!(rank(&day) < rank(&slow));
    }

    #[test]
    fn a_promise_is_better_than_none() {
        let none = level(round_the_clock(), None, None);
        let some = level(office(), Some(60_000), None);
        assert!(rank(&some) > rank(&none));
    }

    proptest! {
        #[test]
        fn what_is_quicker_is_never_worse(
            first in 1_i64..100_000, solved in 1_i64..100_000, less in 0_i64..50_000
        ) {
            let slow = level(office(), Some(first), Some(solved));
            let quick = level(office(), Some((first - less).max(1)), Some(solved));
            prop_assert!(rank(&quick) >= rank(&slow));
        }
    }
}
