//! From when until when something applies.

use crate::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// The time in which a line applies: from its first moment until, and without,
/// its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Validity {
    /// The first moment at which it applies.
    pub from: Timestamp,
    /// The first moment at which it no longer does.
    pub until: Timestamp,
}

/// It would end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ends before it begins")]
pub struct EndsBeforeItBegins;

impl Validity {
    /// As long as whatever it is part of.
    pub const ALWAYS: Validity = Validity {
        from: Timestamp(0),
        until: Timestamp::NEVER,
    };

    /// A time that begins and then ends.
    ///
    /// # Errors
    /// If it would end at or before its beginning.
    pub fn new(from: Timestamp, until: Timestamp) -> Result<Self, EndsBeforeItBegins> {
        if from < until {
            Ok(Self { from, until })
        } else {
            Err(EndsBeforeItBegins)
        }
    }

    /// From the beginning of one day until the end of another, in UTC: who
    /// writes it down, and where, makes no difference.
    ///
    /// # Errors
    /// If the last day comes before the first.
    pub fn of_days(first: Option<Day>, last: Option<Day>) -> Result<Self, EndsBeforeItBegins> {
        Self::new(
            first.map_or(Self::ALWAYS.from, Day::start),
            last.map_or(Self::ALWAYS.until, Day::end),
        )
    }

    /// The first day, if somebody chose one.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        self.beginning().map(Day::of)
    }

    /// The last day, if there is one.
    #[must_use]
    pub fn last_day(self) -> Option<Day> {
        self.end().map(Day::last_before)
    }

    /// Whether it applies at this moment.
    #[must_use]
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// Whether there is a moment at which both apply.
    #[must_use]
    pub fn overlaps(self, other: Validity) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// When it ends, if it does.
    #[must_use]
    pub fn end(self) -> Option<Timestamp> {
        (self.until != Timestamp::NEVER).then_some(self.until)
    }

    /// When it begins, if that is a moment anybody chose.
    #[must_use]
    pub fn beginning(self) -> Option<Timestamp> {
        (self.from != Timestamp(0)).then_some(self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_moment_is_inside_and_the_end_is_not() {
        let july = Validity::new(Timestamp(1_000), Timestamp(2_000)).unwrap();
        assert!(!july.contains(Timestamp(999)));
        assert!(july.contains(Timestamp(1_000)));
        assert!(july.contains(Timestamp(1_999)));
        assert!(!july.contains(Timestamp(2_000)));
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        assert_eq!(
            Validity::new(Timestamp(5), Timestamp(5)),
            Err(EndsBeforeItBegins)
        );
        assert_eq!(
            Validity::new(Timestamp(6), Timestamp(5)),
            Err(EndsBeforeItBegins)
        );
    }

    #[test]
    fn one_that_begins_when_the_other_ends_does_not_overlap() {
        let first = Validity::new(Timestamp(0), Timestamp(10)).unwrap();
        let second = Validity::new(Timestamp(10), Timestamp(20)).unwrap();
        assert!(!first.overlaps(second));
        assert!(first.overlaps(Validity::ALWAYS));
    }

    proptest! {
        #[test]
        fn overlapping_means_that_some_moment_is_in_both(
            a in 0_i64..20, b in 1_i64..10, c in 0_i64..20, d in 1_i64..10
        ) {
            let one = Validity::new(Timestamp(a), Timestamp(a + b)).unwrap();
            let other = Validity::new(Timestamp(c), Timestamp(c + d)).unwrap();
            let shared = (0..40).any(|at| one.contains(Timestamp(at)) && other.contains(Timestamp(at)));
            prop_assert_eq!(one.overlaps(other), shared);
            prop_assert_eq!(other.overlaps(one), shared);
        }
    }
}
