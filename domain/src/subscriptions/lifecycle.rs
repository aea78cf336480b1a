//! The life of a subscription as one table: what may happen in which state,
//! through whom, and what comes of it. Nothing outside this table ever happens
//! to a subscription.
//!
//! It is *requested* like anything that is ordered, and approved under the same
//! policies; then it is *scheduled* until its first day. While it is *active* it
//! can be changed, paused, cancelled at the end of its term, or, by us, at once.
//! At the end of a term one kind of plan renews by itself; for the other kind a
//! renewal is *offered*, and without a yes it ends.
//!
//! A pause stops what it entitles to, not the term: it ends when it would have
//! ended, and does not renew by itself. Whoever wants it renewed resumes it
//! first.

use crate::words::words;

words! {
    /// Where a subscription stands.
    State {
        /// Waits for somebody of the customer who decides.
        Requested = "requested",
        /// Refused by whoever decides. The end.
        Refused = "refused",
        /// Taken back by whoever asked, before it began. The end.
        Withdrawn = "withdrawn",
        /// Agreed on; its first day has not come.
        Scheduled = "scheduled",
        /// It runs.
        Active = "active",
        /// It rests: nothing is given, the term goes on.
        Paused = "paused",
        /// It runs until the end of its term, and no longer.
        CancelsAtTerm = "cancels-at-term",
        /// It runs, and waits for a yes to go on after its term.
        RenewalOffered = "renewal-offered",
        /// It runs, and goes on after its term.
        RenewalAccepted = "renewal-accepted",
        /// Its term is over. The end.
        Ended = "ended",
        /// Ended before its term. The end.
        Cancelled = "cancelled",
    }
}

words! {
    /// What can happen to a subscription.
    Step {
        /// Whoever decides approves it.
        Approve = "approve",
        /// Whoever decides refuses it.
        Refuse = "refuse",
        /// It is taken back before it begins.
        Withdraw = "withdraw",
        /// Its first day has come.
        Begin = "begin",
        /// Another plan, or another number of seats or assets.
        Change = "change",
        /// One licence is given back for another platform's.
        Swap = "swap",
        /// It is to rest.
        Pause = "pause",
        /// It is to go on.
        Resume = "resume",
        /// It is to end with its term.
        CancelAtTerm = "cancel-at-term",
        /// It is to go on after all.
        Keep = "keep",
        /// It ends at once; the rest is given back.
        CancelNow = "cancel-now",
        /// A renewal is offered, with its price.
        OfferRenewal = "offer-renewal",
        /// The offer is accepted.
        AcceptRenewal = "accept-renewal",
        /// The offer is declined.
        DeclineRenewal = "decline-renewal",
        /// The next term begins.
        Renew = "renew",
        /// The term is over and no other follows.
        Lapse = "lapse",
    }
}

/// Through whom something happens to a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// A person of the customer who may subscribe for it.
    Buyer,
    /// A person of the customer who may decide about the request.
    Approver,
    /// Somebody of ours who keeps agreements.
    Staff,
    /// The program itself, by the calendar.
    Program,
}

impl Party {
    /// Every one there is.
    pub const ALL: &'static [Party] =
        &[Party::Buyer, Party::Approver, Party::Staff, Party::Program];
}

/// What of its plan decides about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// It renews by itself unless it is cancelled; otherwise only with a yes.
    pub renews_by_itself: bool,
    /// Its subscribers may pause it.
    pub can_pause: bool,
}

/// Under which condition a row applies.
type Guard = fn(Plan) -> bool;

const ALWAYS: Guard = |_| true;
const BY_ITSELF: Guard = |plan| plan.renews_by_itself;
const WITH_A_YES: Guard = |plan| !plan.renews_by_itself;
const CAN_PAUSE: Guard = |plan| plan.can_pause;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// What happens.
    pub step: Step,
    /// Through whom.
    pub by: Party,
    /// When the row applies.
    pub guard: Guard,
    /// The state afterwards.
    pub to: State,
}

const fn row(from: State, step: Step, by: Party, guard: Guard, to: State) -> Transition {
    Transition {
        from,
        step,
        by,
        guard,
        to,
    }
}

/// The life cycle.
pub const TRANSITIONS: &[Transition] = {
    use Party::{Approver, Buyer, Program, Staff};
    use State::{
        Active, Cancelled, CancelsAtTerm, Ended, Paused, Refused, RenewalAccepted, RenewalOffered,
        Requested, Scheduled, Withdrawn,
    };
    use Step::{
        AcceptRenewal, Approve, Begin, CancelAtTerm, CancelNow, Change, DeclineRenewal, Keep,
        Lapse, OfferRenewal, Pause, Refuse, Renew, Resume, Swap, Withdraw,
    };
    &[
        row(Requested, Approve, Approver, ALWAYS, Scheduled),
        row(Requested, Refuse, Approver, ALWAYS, Refused),
        row(Requested, Withdraw, Buyer, ALWAYS, Withdrawn),
        row(Scheduled, Begin, Program, ALWAYS, Active),
        row(Scheduled, Withdraw, Buyer, ALWAYS, Withdrawn),
        row(Scheduled, CancelNow, Staff, ALWAYS, Cancelled),
        row(Active, Change, Buyer, ALWAYS, Active),
        row(Active, Change, Staff, ALWAYS, Active),
        row(Active, Swap, Buyer, ALWAYS, Active),
        row(Active, Swap, Staff, ALWAYS, Active),
        row(Active, Pause, Buyer, CAN_PAUSE, Paused),
        row(Active, Pause, Staff, ALWAYS, Paused),
        row(Active, CancelAtTerm, Buyer, ALWAYS, CancelsAtTerm),
        row(Active, CancelAtTerm, Staff, ALWAYS, CancelsAtTerm),
        row(Active, CancelNow, Staff, ALWAYS, Cancelled),
        row(Active, OfferRenewal, Staff, WITH_A_YES, RenewalOffered),
        row(Active, OfferRenewal, Program, WITH_A_YES, RenewalOffered),
        row(Active, Renew, Program, BY_ITSELF, Active),
        // The offer may never have been made: then nothing was agreed on.
        row(Active, Lapse, Program, WITH_A_YES, Ended),
        row(Paused, Resume, Buyer, ALWAYS, Active),
        row(Paused, Resume, Staff, ALWAYS, Active),
        row(Paused, CancelNow, Staff, ALWAYS, Cancelled),
        row(Paused, Lapse, Program, ALWAYS, Ended),
        row(CancelsAtTerm, Swap, Buyer, ALWAYS, CancelsAtTerm),
        row(CancelsAtTerm, Swap, Staff, ALWAYS, CancelsAtTerm),
        row(CancelsAtTerm, Keep, Buyer, ALWAYS, Active),
        row(CancelsAtTerm, Keep, Staff, ALWAYS, Active),
        row(CancelsAtTerm, CancelNow, Staff, ALWAYS, Cancelled),
        row(CancelsAtTerm, Lapse, Program, ALWAYS, Ended),
        // What was offered was a price for what there was.
        row(RenewalOffered, Change, Buyer, ALWAYS, Active),
        row(RenewalOffered, Change, Staff, ALWAYS, Active),
        row(RenewalOffered, Swap, Buyer, ALWAYS, RenewalOffered),
        row(RenewalOffered, Swap, Staff, ALWAYS, RenewalOffered),
        row(RenewalOffered, OfferRenewal, Staff, ALWAYS, RenewalOffered),
        row(
            RenewalOffered,
            AcceptRenewal,
            Buyer,
            ALWAYS,
            RenewalAccepted,
        ),
        row(
            RenewalOffered,
            AcceptRenewal,
            Staff,
            ALWAYS,
            RenewalAccepted,
        ),
        row(RenewalOffered, DeclineRenewal, Buyer, ALWAYS, CancelsAtTerm),
        row(RenewalOffered, DeclineRenewal, Staff, ALWAYS, CancelsAtTerm),
        row(RenewalOffered, CancelNow, Staff, ALWAYS, Cancelled),
        row(RenewalOffered, Lapse, Program, ALWAYS, Ended),
        row(RenewalAccepted, Swap, Buyer, ALWAYS, RenewalAccepted),
        row(RenewalAccepted, Swap, Staff, ALWAYS, RenewalAccepted),
        // A yes is binding for the customer; we may let them off.
        row(RenewalAccepted, CancelAtTerm, Staff, ALWAYS, CancelsAtTerm),
        row(RenewalAccepted, CancelNow, Staff, ALWAYS, Cancelled),
        row(RenewalAccepted, Renew, Program, ALWAYS, Active),
    ]
};

/// This can't happen to a subscription in this state, or not through this party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a subscription that is {} can't go on by {} through {by:?}", .state.code(), .step.code())]
pub struct NotPossible {
    /// Where it stands.
    pub state: State,
    /// What was tried.
    pub step: Step,
    /// Through whom.
    pub by: Party,
}

/// The state that a step leads to.
///
/// # Errors
/// [`NotPossible`] if the table does not have it.
pub fn next(state: State, step: Step, by: Party, plan: Plan) -> Result<State, NotPossible> {
    TRANSITIONS
        .iter()
        .find(|row| row.from == state && row.step == step && row.by == by && (row.guard)(plan))
        .map(|row| row.to)
        .ok_or(NotPossible { state, step, by })
}

/// What a party may do with a subscription in this state: what a page offers.
pub fn possible(state: State, by: Party, plan: Plan) -> impl Iterator<Item = Step> {
    TRANSITIONS
        .iter()
        .filter(move |row| row.from == state && row.by == by && (row.guard)(plan))
        .map(|row| row.step)
}

impl State {
    /// Whether nothing can happen to the subscription any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        !TRANSITIONS.iter().any(|row| row.from == self)
    }

    /// Whether its benefits are given, within the days that are paid for.
    #[must_use]
    pub const fn entitles(self) -> bool {
        matches!(
            self,
            State::Active | State::CancelsAtTerm | State::RenewalOffered | State::RenewalAccepted
        )
    }

    /// Whether it has begun and its term goes on.
    #[must_use]
    pub const fn runs(self) -> bool {
        self.entitles() || matches!(self, State::Paused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_plan() -> impl Strategy<Value = Plan> {
        any::<(bool, bool)>().prop_map(|(renews_by_itself, can_pause)| Plan {
            renews_by_itself,
            can_pause,
        })
    }

    fn any_state() -> impl Strategy<Value = State> {
        proptest::sample::select(State::ALL)
    }

    fn any_tries() -> impl Strategy<Value = Vec<(Step, Party)>> {
        let one = (
            proptest::sample::select(Step::ALL),
            proptest::sample::select(Party::ALL),
        );
        prop::collection::vec(one, 0..200)
    }

    const ASKED: Plan = Plan {
        renews_by_itself: false,
        can_pause: true,
    };

    #[test]
    fn codes_read_back() {
        for one in State::ALL {
            assert_eq!(State::from_code(one.code()), Some(*one));
        }
        for one in Step::ALL {
            assert_eq!(Step::from_code(one.code()), Some(*one));
        }
    }

    #[test]
    fn the_usual_life() {
        use Party::{Approver, Buyer, Program};
        let mut state = State::Requested;
        for (step, by, expected) in [
            (Step::Approve, Approver, State::Scheduled),
            (Step::Begin, Program, State::Active),
            (Step::Change, Buyer, State::Active),
            (Step::OfferRenewal, Program, State::RenewalOffered),
            (Step::AcceptRenewal, Buyer, State::RenewalAccepted),
            (Step::Renew, Program, State::Active),
            (Step::Pause, Buyer, State::Paused),
            (Step::Resume, Buyer, State::Active),
            (Step::CancelAtTerm, Buyer, State::CancelsAtTerm),
            (Step::Keep, Buyer, State::Active),
            (Step::CancelAtTerm, Buyer, State::CancelsAtTerm),
            (Step::Lapse, Program, State::Ended),
        ] {
            state = next(state, step, by, ASKED).unwrap();
            assert_eq!(state, expected, "after {step:?}");
        }
    }

    #[test]
    fn there_are_four_ends() {
        let ends: Vec<_> = State::ALL.iter().filter(|one| one.is_final()).collect();
        assert_eq!(
            ends,
            [
                &State::Refused,
                &State::Withdrawn,
                &State::Ended,
                &State::Cancelled
            ]
        );
        assert!(ends.iter().all(|one| !one.runs() && !one.entitles()));
    }

    #[test]
    fn the_plan_decides_about_renewal_and_pause() {
        let automatic = Plan {
            renews_by_itself: true,
            can_pause: false,
        };
        let may = |step, by, plan| next(State::Active, step, by, plan).is_ok();
        assert!(may(Step::Renew, Party::Program, automatic));
        assert!(!may(Step::Renew, Party::Program, ASKED));
        assert!(!may(Step::Lapse, Party::Program, automatic));
        assert!(!may(Step::OfferRenewal, Party::Program, automatic));
        assert!(!may(Step::Pause, Party::Buyer, automatic));
        assert!(may(Step::Pause, Party::Staff, automatic));
    }

    #[test]
    fn every_state_can_be_reached() {
        let mut reached = vec![State::Requested];
        while let Some(more) = TRANSITIONS
            .iter()
            .find(|row| reached.contains(&row.from) && !reached.contains(&row.to))
        {
            reached.push(more.to);
        }
        assert_eq!(reached.len(), State::ALL.len());
    }

    proptest! {
        #[test]
        fn at_most_one_row_applies(
            state in any_state(), step in proptest::sample::select(Step::ALL),
            by in proptest::sample::select(Party::ALL), plan in any_plan()
        ) {
            let rows = TRANSITIONS.iter()
                .filter(|row| (row.from, row.step, row.by) == (state, step, by))
                .filter(|row| (row.guard)(plan))
                .count();
            prop_assert!(rows <= 1);
            let offered = possible(state, by, plan).any(|one| one == step);
            prop_assert_eq!(offered, next(state, step, by, plan).is_ok());
        }

        /// Whatever is tried: ends stay ends, nothing runs that nobody approved,
        /// and nothing is renewed against the customer's will.
        #[test]
        fn no_path_leaves_the_table(tries in any_tries(), plan in any_plan()) {
            let (mut state, mut approved, mut yes) = (State::Requested, false, false);
            for (step, by) in tries {
                let before = state;
                let Ok(after) = next(before, step, by, plan) else { continue };
                prop_assert!(!before.is_final());
                match step {
                    Step::Approve => { prop_assert_eq!(by, Party::Approver); approved = true; }
                    Step::AcceptRenewal => yes = true,
                    Step::Renew => {
                        prop_assert!(plan.renews_by_itself || yes);
                        prop_assert!(before != State::CancelsAtTerm && before != State::Paused);
                        yes = false;
                    }
                    Step::CancelAtTerm | Step::Change | Step::DeclineRenewal => yes = false,
                    _ => {}
                }
                prop_assert!(approved || !after.runs());
                state = after;
            }
        }

        /// At the end of a term the program always has exactly one thing to do.
        #[test]
        fn a_term_ends_in_one_way(state in any_state(), plan in any_plan()) {
            let ways = [Step::Renew, Step::Lapse].into_iter()
                .filter(|step| next(state, *step, Party::Program, plan).is_ok())
                .count();
            prop_assert_eq!(ways, usize::from(state.runs()));
        }
    }
}
