//! When something that was learned is worth staff's attention.

use crate::Timestamp;
use crate::profile::learning::{Evidence, Finding};

/// What became of the last proposal of the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// When it was accepted or dismissed.
    pub at: Timestamp,
    /// On how much evidence it rested then.
    pub evidence_count: i64,
}

/// Whether a finding asks for a change that staff have to make. A habit of
/// ordering changes the site by itself, and what somebody told is read.
#[must_use]
pub const fn asks_for_a_change(finding: &Finding) -> bool {
    match finding {
        Finding::ChangedOption(changed) => changed.worth_changing(),
        Finding::NotFound(missed) => missed.worth_changing(),
        Finding::AskedFor(asked) => asked.worth_changing(),
        Finding::Reorder(_) | Finding::Told(_) => false,
    }
}

/// Whether to propose it, after what was decided the last time: a decision
/// stands until as much has happened since as there was before, and never
/// less than five times.
#[must_use]
pub fn worth_proposing(finding: &Finding, evidence: &[Evidence], last: Option<Decided>) -> bool {
    if !asks_for_a_change(finding) {
        return false;
    }
    let Some(last) = last else { return true };
    let since = evidence.iter().filter(|one| one.at > last.at).count();
    i64::try_from(since).unwrap_or(i64::MAX) >= last.evidence_count.clamp(FEWEST, MOST)
}

const FEWEST: i64 = 5;
/// Facts name their latest evidence only, so no decision may ask for more.
const MOST: i64 = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::InteractionId;
    use crate::profile::learning::NotFound;
    use uuid::Uuid;

    fn missed(times: i64, people: i64) -> Finding {
        Finding::NotFound(NotFound {
            words: "IP65 display".to_owned(),
            key: "display ip65".to_owned(),
            times,
            people,
            found_after: 0,
            found: Vec::new(),
        })
    }

    fn at(times: &[i64]) -> Vec<Evidence> {
        times
            .iter()
            .map(|at| Evidence {
                id: InteractionId(Uuid::nil()),
                at: Timestamp(*at),
            })
            .collect()
    }

    #[test]
    fn a_new_finding_is_proposed_when_it_is_more_than_chance() {
        assert!(worth_proposing(&missed(3, 2), &at(&[1, 2, 3]), None));
        assert!(!worth_proposing(&missed(3, 1), &at(&[1, 2, 3]), None));
    }

    #[test]
    fn a_decision_stands_until_as_much_has_happened_again() {
        let last = Some(Decided {
            at: Timestamp(10),
            evidence_count: 6,
        });
        let five_more = at(&[1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15]);
        assert!(!worth_proposing(&missed(11, 3), &five_more, last));
        let six_more = at(&[4, 5, 6, 11, 12, 13, 14, 15, 16]);
        assert!(worth_proposing(&missed(12, 3), &six_more, last));
    }

    #[test]
    fn however_little_there_was_five_more_are_needed() {
        let last = Some(Decided {
            at: Timestamp(10),
            evidence_count: 3,
        });
        assert!(!worth_proposing(
            &missed(7, 3),
            &at(&[11, 12, 13, 14]),
            last
        ));
        assert!(worth_proposing(
            &missed(8, 3),
            &at(&[11, 12, 13, 14, 15]),
            last
        ));
    }
}
