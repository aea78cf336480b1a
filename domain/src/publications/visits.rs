//! What is new since somebody was here: who looks into the publications again
//! within half an hour is still here, so that what was new stays so while they
//! read.

use crate::Timestamp;
use serde::Deserialize;

/// For so long after a look somebody is still here, in seconds.
const STILL_HERE: i64 = 30 * 60;

/// When somebody was here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Visits {
    /// When this visit began.
    #[serde(rename = "here_at")]
    pub here: Timestamp,
    /// When the one before it began; what was published since then is new.
    #[serde(rename = "before_at")]
    pub before: Timestamp,
}

impl Visits {
    /// The visits of somebody who looks now. Whoever was never here before finds
    /// nothing marked as new: everything would be.
    #[must_use]
    pub const fn look(earlier: Option<Self>, now: Timestamp) -> Self {
        match earlier {
            None => Self {
                here: now,
                before: now,
            },
            Some(one) if one.here.plus_seconds(STILL_HERE).0 > now.0 => one,
            Some(one) => Self {
                here: now,
                before: one.here,
            },
        }
    }

    /// Whether something was published since they were here.
    #[must_use]
    pub const fn is_new(self, published: Timestamp) -> bool {
        published.0 > self.before.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0).plus_seconds(seconds)
    }

    #[test]
    fn what_came_since_the_last_visit_is_new_and_stays_so_while_they_read() {
        let first = Visits::look(None, at(0));
        assert!(!first.is_new(at(-5)));
        // Published while they are here.
        assert!(first.is_new(at(10)));
        let again = Visits::look(Some(first), at(DAY));
        assert_eq!(again.before, at(0));
        assert!(again.is_new(at(10)));
        let still = Visits::look(Some(again), at(DAY + 600));
        assert_eq!(still, again);
        let later = Visits::look(Some(still), at(2 * DAY));
        assert!(!later.is_new(at(10)));
        assert!(later.is_new(at(DAY + 700)));
    }

    proptest! {
        #[test]
        fn whatever_came_after_the_last_look_is_new(
            looks in prop::collection::vec(0_i64..10_000, 1..12), gap in 1_i64..20_000
        ) {
            let mut now = 0;
            let mut visits = None;
            for wait in looks {
                now += wait;
                visits = Some(Visits::look(visits, at(now)));
            }
            let published = at(now + gap);
            let next = Visits::look(visits, at(now + gap + 1));
            prop_assert!(next.is_new(published));
            prop_assert!(next.before <= next.here);
        }
    }
}
