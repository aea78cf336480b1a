//! Whether one case may go on in another.

use super::case_life::{Party, State, Step, next};

/// Why one case can't be merged into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMerged {
    /// Into itself.
    #[error("a case can't be merged into itself")]
    Itself,
    /// What one company wrote would be read by another.
    #[error("the cases are of two companies")]
    OtherCustomer,
    /// The other one has ended; merging into a merged one could make a circle.
    #[error("the other case has ended")]
    OtherHasEnded,
    /// This one has ended.
    #[error("the case has ended")]
    HasEnded,
    /// This one was asked first, and what was promised for it is due sooner: nobody
    /// gains time by merging.
    #[error("what was promised for the case is due sooner")]
    PromisedSooner,
}

/// Whether one case may be merged into another.
///
/// # Errors
/// Why not; the first reason that applies.
pub fn may_merge(
    this: State,
    other: State,
    is_itself: bool,
    same_customer: bool,
) -> Result<(), NotMerged> {
    if is_itself {
        return Err(NotMerged::Itself);
    }
    if !same_customer {
        return Err(NotMerged::OtherCustomer);
    }
    if other.is_final() {
        return Err(NotMerged::OtherHasEnded);
    }
    next(this, Step::Merge, Party::Agent)
        .map(|_| ())
        .map_err(|_| NotMerged::HasEnded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_merged_within_a_company_and_into_living_ones() {
        let merge = |this, other| may_merge(this, other, false, true);
        assert_eq!(merge(State::Open, State::New), Ok(()));
        assert_eq!(merge(State::Solved, State::Solved), Ok(()));
        assert_eq!(merge(State::Closed, State::New), Err(NotMerged::HasEnded));
        assert_eq!(
            merge(State::Open, State::Merged),
            Err(NotMerged::OtherHasEnded)
        );
        assert_eq!(
            may_merge(State::Open, State::Open, false, false),
            Err(NotMerged::OtherCustomer)
        );
        assert_eq!(
            may_merge(State::Open, State::Open, true, true),
            Err(NotMerged::Itself)
        );
    }

    #[test]
    fn merging_is_what_the_table_has() {
        for this in State::ALL.iter().copied() {
            for other in State::ALL.iter().copied() {
                assert_eq!(
                    may_merge(this, other, false, true).is_ok(),
                    next(this, Step::Merge, Party::Agent).is_ok() && !other.is_final()
                );
            }
        }
    }
}
