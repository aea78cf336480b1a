//! When a newsletter is due: on one day of each week, from one hour on. After a
//! standstill only the last of the days that passed counts, so that nobody gets
//! several at once.

use crate::{Day, Timestamp};

/// The day of the week, counted from Monday as 0: Tuesday.
const WEEKDAY: i64 = 1;
/// From which hour on, in UTC.
const HOUR: i64 = 6;
const WEEK_DAYS: i64 = 7;
/// 1970-01-01 was a Thursday.
const FIRST_WEEKDAY: i64 = 3;

/// The last day on which a newsletter was due, as of now.
#[must_use]
pub fn last_due(now: Timestamp) -> Day {
    let since_hour = now.plus_seconds(-HOUR * 3600);
    let day = Day::of(since_hour);
    let number = day.days_since(Day::of(Timestamp(0))) + FIRST_WEEKDAY;
    let weekday = number.rem_euclid(WEEK_DAYS);
    day.plus_days(-(weekday - WEEKDAY).rem_euclid(WEEK_DAYS))
}

/// The moment from which on the newsletter of a day is sent. It tells of what was
/// published until then; what comes later waits for the next one.
#[must_use]
pub const fn moment_of(day: Day) -> Timestamp {
    day.start().plus_seconds(HOUR * 3600)
}

/// The day for which a newsletter is to be sent now; none if that was done.
#[must_use]
pub fn due(last_sent: Option<Day>, now: Timestamp) -> Option<Day> {
    let day = last_due(now);
    last_sent.is_none_or(|sent| sent < day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(day: &str, hour: i64) -> Timestamp {
        let day = Day::from_field(day).unwrap();
        day.start().plus_seconds(hour * 3600)
    }

    #[test]
    fn a_newsletter_is_due_on_tuesday_morning() {
        let tuesday = Day::from_field("2026-11-24").unwrap();
        assert_eq!(last_due(moment("2026-11-24", 6)), tuesday);
        assert_eq!(last_due(moment("2026-11-24", 5)), tuesday.plus_days(-7));
        assert_eq!(last_due(moment("2026-11-27", 16)), tuesday);
        assert_eq!(last_due(moment("2026-12-01", 5)), tuesday);
        assert_eq!(last_due(moment("2026-12-01", 6)), tuesday.plus_days(7));
    }

    #[test]
    fn after_three_weeks_of_standstill_one_is_due() {
        let sent = Day::from_field("2026-11-03").unwrap();
        let now = moment("2026-11-27", 12);
        let due_day = due(Some(sent), now).unwrap();
        assert_eq!(due_day, Day::from_field("2026-11-24").unwrap());
        assert_eq!(due(Some(due_day), now), None);
    }

    proptest! {
        #[test]
        fn once_a_week_whenever_the_job_runs(
            start in 0_i64..2_000_000_000, waits in prop::collection::vec(1_i64..2_000_000, 1..30)
        ) {
            let mut now = Timestamp(0).plus_seconds(start);
            let mut sent: Option<Day> = None;
            for wait in waits {
                if let Some(day) = due(sent, now) {
                    prop_assert!(moment_of(day) <= now);
                    if let Some(before) = sent {
                        prop_assert_eq!(day.days_since(before).rem_euclid(7), 0);
                        prop_assert!(day > before);
                    }
                    sent = Some(day);
                }
                prop_assert_eq!(due(sent, now), None);
                now = now.plus_seconds(wait);
            }
        }
    }
}
