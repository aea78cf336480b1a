//! The life of a case as one table: what may happen in which state, through
//! whom, and what comes of it. Nothing outside this table ever happens to a
//! case.
//!
//! A case is *new* until somebody of ours takes it on, then it is *open*: our
//! turn. It may wait for the customer or for a third party (a carrier, a
//! manufacturer, field service); only the first stops its clocks, since who
//! helps us is our affair. When it is *solved* the customer can say that it is
//! not; after some quiet days it is *closed* for good, and what the customer
//! writes then begins a new case. A case about the same thing as another one is
//! *merged* into it: what is written to it goes there.

use crate::Timestamp;
use crate::words::words;

words! {
    /// How pressing a case is, from the least to the most.
    Priority {
        /// A question, a wish.
        Low = "low",
        /// One person is hindered.
        Normal = "normal",
        /// Several people are hindered, or one can't work.
        High = "high",
        /// Business stands still.
        Urgent = "urgent",
    }
}

words! {
    /// Where a case stands.
    State {
        /// Nobody of ours has taken it on.
        New = "new",
        /// Our turn.
        Open = "open",
        /// The customer's turn: we asked something.
        WaitsForCustomer = "waits-for-customer",
        /// Somebody else's turn, whom we asked.
        WaitsForThirdParty = "waits-for-third-party",
        /// We say it is solved; the customer may say it is not.
        Solved = "solved",
        /// Solved, and the time to object is over. The end.
        Closed = "closed",
        /// It goes on in another case. The end.
        Merged = "merged",
    }
}

words! {
    /// What can happen to a case.
    Step {
        /// Somebody of ours takes it on or hands it to another.
        Assign = "assign",
        /// Somebody of ours answers; it stays our turn.
        Answer = "answer",
        /// Somebody of ours answers with a question: the customer's turn.
        Ask = "ask",
        /// Somebody of ours hands it to a third party.
        HandOver = "hand-over",
        /// Somebody of ours takes it back from whomever it waits for.
        TakeBack = "take-back",
        /// Somebody of ours says that it is solved.
        Solve = "solve",
        /// Somebody of ours opens again what is solved.
        Reopen = "reopen",
        /// Somebody of ours merges it into another case.
        Merge = "merge",
        /// The customer writes: an answer, an addition, or "it is not solved".
        Write = "write",
        /// The customer says that it is solved, or no longer needed.
        Confirm = "confirm",
        /// The customer has said nothing for some days after it was solved.
        Close = "close",
    }
}

/// Through whom something happens to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// A person of the customer who sees the case.
    Customer,
    /// Somebody of ours who works on cases.
    Agent,
    /// The program itself.
    Program,
}

impl Party {
    /// Every one there is.
    pub const ALL: &'static [Party] = &[Party::Customer, Party::Agent, Party::Program];
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// What happens.
    pub step: Step,
    /// Through whom.
    pub by: Party,
    /// The state afterwards.
    pub to: State,
}

const fn row(from: State, step: Step, by: Party, to: State) -> Transition {
    Transition { from, step, by, to }
}

/// The life cycle.
pub const TRANSITIONS: &[Transition] = {
    use Party::{Agent, Customer, Program};
    use State::{Closed, Merged, New, Open, Solved, WaitsForCustomer, WaitsForThirdParty};
    use Step::{
        Answer, Ask, Assign, Close, Confirm, HandOver, Merge, Reopen, Solve, TakeBack, Write,
    };
    &[
        row(New, Assign, Agent, Open),
        row(New, Answer, Agent, Open),
        row(New, Ask, Agent, WaitsForCustomer),
        row(New, HandOver, Agent, WaitsForThirdParty),
        row(New, Solve, Agent, Solved),
        row(New, Merge, Agent, Merged),
        // More about it does not mean that somebody has looked at it.
        row(New, Write, Customer, New),
        row(New, Confirm, Customer, Solved),
        row(Open, Assign, Agent, Open),
        row(Open, Answer, Agent, Open),
        row(Open, Ask, Agent, WaitsForCustomer),
        row(Open, HandOver, Agent, WaitsForThirdParty),
        row(Open, Solve, Agent, Solved),
        row(Open, Merge, Agent, Merged),
        row(Open, Write, Customer, Open),
        row(Open, Confirm, Customer, Solved),
        row(WaitsForCustomer, Assign, Agent, WaitsForCustomer),
        row(WaitsForCustomer, Answer, Agent, WaitsForCustomer),
        row(WaitsForCustomer, Ask, Agent, WaitsForCustomer),
        row(WaitsForCustomer, HandOver, Agent, WaitsForThirdParty),
        row(WaitsForCustomer, TakeBack, Agent, Open),
        row(WaitsForCustomer, Solve, Agent, Solved),
        row(WaitsForCustomer, Merge, Agent, Merged),
        row(WaitsForCustomer, Write, Customer, Open),
        row(WaitsForCustomer, Confirm, Customer, Solved),
        row(WaitsForThirdParty, Assign, Agent, WaitsForThirdParty),
        row(WaitsForThirdParty, Answer, Agent, WaitsForThirdParty),
        row(WaitsForThirdParty, Ask, Agent, WaitsForCustomer),
        row(WaitsForThirdParty, HandOver, Agent, WaitsForThirdParty),
        row(WaitsForThirdParty, TakeBack, Agent, Open),
        row(WaitsForThirdParty, Solve, Agent, Solved),
        row(WaitsForThirdParty, Merge, Agent, Merged),
        // What the customer adds may matter to whom we asked: somebody looks.
        row(WaitsForThirdParty, Write, Customer, Open),
        row(WaitsForThirdParty, Confirm, Customer, Solved),
        row(Solved, Answer, Agent, Solved),
        row(Solved, Reopen, Agent, Open),
        row(Solved, Merge, Agent, Merged),
        row(Solved, Write, Customer, Open),
        row(Solved, Confirm, Customer, Closed),
        row(Solved, Close, Program, Closed),
    ]
};

/// This can't happen to a case in this state, or not through this party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a case that is {} can't go on by {} through {by:?}", .state.code(), .step.code())]
pub struct NotPossible {
    /// Where the case stands.
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
pub fn next(state: State, step: Step, by: Party) -> Result<State, NotPossible> {
    TRANSITIONS
        .iter()
        .find(|row| row.from == state && row.step == step && row.by == by)
        .map(|row| row.to)
        .ok_or(NotPossible { state, step, by })
}

/// What a party may do with a case in this state: what a page offers.
pub fn possible(state: State, by: Party) -> impl Iterator<Item = Step> {
    TRANSITIONS
        .iter()
        .filter(move |row| row.from == state && row.by == by)
        .map(|row| row.step)
}

impl State {
    /// Whether nothing can happen to the case any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        !TRANSITIONS.iter().any(|row| row.from == self)
    }

    /// Whether somebody still has to do something.
    #[must_use]
    pub const fn is_unsolved(self) -> bool {
        !matches!(self, State::Solved | State::Closed | State::Merged)
    }

    /// Whether the next word is ours.
    #[must_use]
    pub const fn is_our_turn(self) -> bool {
        matches!(self, State::New | State::Open | State::WaitsForThirdParty)
    }
}

/// What a step means to the clocks of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForTheClocks {
    /// They stand still: the customer's turn.
    Pause,
    /// They go on: our turn again.
    Resume,
    /// They stop: it is solved, or goes on elsewhere.
    Stop,
    /// They go on after all.
    Reopen,
}

/// What changes for the clocks when a case goes from one state into another;
/// `None` if nothing does. The first answer is told apart
/// ([`Step::is_an_answer`]), since it may leave the state as it is.
#[must_use]
pub const fn for_the_clocks(from: State, to: State) -> Option<ForTheClocks> {
    match (from.is_unsolved(), to.is_unsolved()) {
        (true, false) => Some(ForTheClocks::Stop),
        (false, true) => Some(ForTheClocks::Reopen),
        (false, false) => None,
        (true, true) => match (from, to) {
            (State::WaitsForCustomer, State::WaitsForCustomer) => None,
            (_, State::WaitsForCustomer) => Some(ForTheClocks::Pause),
            (State::WaitsForCustomer, _) => Some(ForTheClocks::Resume),
            _ => None,
        },
    }
}

impl Step {
    /// Whether the customer hears from a person by it: what the first response
    /// waits for.
    #[must_use]
    pub const fn is_an_answer(self) -> bool {
        matches!(self, Step::Answer | Step::Ask | Step::Solve)
    }
}

/// What becomes of what the customer writes about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Written {
    /// It is added.
    Added,
    /// It begins a new case that names the old one: this one has ended.
    FollowsUp,
    /// It is added to the case that this one was merged into.
    GoesToTheOther,
}

/// What becomes of what the customer writes about a case in this state.
#[must_use]
pub const fn written_about(state: State) -> Written {
    match state {
        State::Closed => Written::FollowsUp,
        State::Merged => Written::GoesToTheOther,
        State::New
        | State::Open
        | State::WaitsForCustomer
        | State::WaitsForThirdParty
        | State::Solved => Written::Added,
    }
}

/// How many days after it was solved a case is closed by itself.
pub const QUIET_DAYS: i64 = 14;

/// Whether a solved case is to be closed: nobody has said anything since.
#[must_use]
pub const fn quiet_is_over(solved_at: Timestamp, now: Timestamp) -> bool {
    solved_at.plus_days(QUIET_DAYS).0 <= now.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_state() -> impl Strategy<Value = State> {
        proptest::sample::select(State::ALL)
    }

    fn any_tries() -> impl Strategy<Value = Vec<(Step, Party)>> {
        let one = (
            proptest::sample::select(Step::ALL),
            proptest::sample::select(Party::ALL),
        );
        prop::collection::vec(one, 0..40)
    }

    #[test]
    fn codes_read_back() {
        for one in State::ALL {
            assert_eq!(State::from_code(one.code()), Some(*one));
        }
        for one in Step::ALL {
            assert_eq!(Step::from_code(one.code()), Some(*one));
        }
        for one in Priority::ALL {
            assert_eq!(Priority::from_code(one.code()), Some(*one));
        }
        assert!(Priority::Low < Priority::Urgent);
    }

    #[test]
    fn the_usual_life() {
        use Party::{Agent, Customer, Program};
        let mut state = State::New;
        for (step, by, expected) in [
            (Step::Assign, Agent, State::Open),
            (Step::Ask, Agent, State::WaitsForCustomer),
            (Step::Write, Customer, State::Open),
            (Step::HandOver, Agent, State::WaitsForThirdParty),
            (Step::TakeBack, Agent, State::Open),
            (Step::Solve, Agent, State::Solved),
            (Step::Write, Customer, State::Open),
            (Step::Solve, Agent, State::Solved),
            (Step::Close, Program, State::Closed),
        ] {
            state = next(state, step, by).unwrap();
            assert_eq!(state, expected, "after {step:?}");
        }
    }

    #[test]
    fn only_closed_and_merged_are_an_end() {
        let ends: Vec<_> = State::ALL.iter().filter(|one| one.is_final()).collect();
        assert_eq!(ends, [&State::Closed, &State::Merged]);
        for state in State::ALL {
            assert_eq!(state.is_final(), written_about(*state) != Written::Added);
        }
    }

    #[test]
    fn each_row_stands_once_and_every_step_somewhere() {
        for (number, one) in TRANSITIONS.iter().enumerate() {
            let same =
                |two: &&Transition| (two.from, two.step, two.by) == (one.from, one.step, one.by);
            assert_eq!(TRANSITIONS.iter().filter(same).count(), 1, "row {number}");
        }
        for step in Step::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.step == *step), "{step:?}");
        }
    }

    #[test]
    fn every_state_can_be_reached() {
        let mut reached = vec![State::New];
        while let Some(more) = TRANSITIONS
            .iter()
            .find(|row| reached.contains(&row.from) && !reached.contains(&row.to))
        {
            reached.push(more.to);
        }
        assert_eq!(reached.len(), State::ALL.len());
    }

    #[test]
    fn only_the_customers_turn_stops_the_clocks_of_an_unsolved_case() {
        use ForTheClocks::{Pause, Reopen, Resume, Stop};
        let table = [
            (State::New, State::Open, None),
            (State::New, State::WaitsForCustomer, Some(Pause)),
            (State::Open, State::WaitsForThirdParty, None),
            (
                State::WaitsForCustomer,
                State::WaitsForThirdParty,
                Some(Resume),
            ),
            (State::WaitsForCustomer, State::Solved, Some(Stop)),
            (State::Solved, State::Open, Some(Reopen)),
            (State::Solved, State::Closed, None),
            (State::Solved, State::Merged, None),
        ];
        for (from, to, expected) in table {
            assert_eq!(for_the_clocks(from, to), expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_case_is_closed_after_quiet_days() {
        let end = Timestamp(0).plus_days(QUIET_DAYS);
        assert!(!quiet_is_over(Timestamp(0), Timestamp(end.0 - 1)));
        assert!(quiet_is_over(Timestamp(0), end));
    }

    proptest! {
        /// Whatever is tried: ends stay ends, each party does only its own, and
        /// the clocks' flags follow the state.
        #[test]
        fn no_path_leaves_the_table(tries in any_tries()) {
            let (mut state, mut paused, mut stopped) = (State::New, false, false);
            for (step, by) in tries {
                let before = state;
                let Ok(after) = next(before, step, by) else {
                    prop_assert!(!possible(before, by).any(|one| one == step));
                    continue;
                };
                prop_assert!(possible(before, by).any(|one| one == step));
                prop_assert!(!before.is_final());
                match step {
                    Step::Write | Step::Confirm => prop_assert_eq!(by, Party::Customer),
                    Step::Close => prop_assert_eq!(by, Party::Program),
                    _ => prop_assert_eq!(by, Party::Agent),
                }
                match for_the_clocks(before, after) {
                    Some(ForTheClocks::Pause) => { prop_assert!(!paused); paused = true; }
                    Some(ForTheClocks::Resume) => { prop_assert!(paused); paused = false; }
                    Some(ForTheClocks::Stop) => {
                        prop_assert!(!stopped);
                        (stopped, paused) = (true, false);
                    }
                    Some(ForTheClocks::Reopen) => {
                        prop_assert!(stopped);
                        stopped = false;
                    }
                    None => {}
                }
                prop_assert_eq!(stopped, !after.is_unsolved());
                prop_assert_eq!(paused, after == State::WaitsForCustomer);
                state = after;
            }
        }

        #[test]
        fn the_customer_is_always_heard(state in any_state()) {
            let may_write = next(state, Step::Write, Party::Customer);
            prop_assert_eq!(may_write.is_ok(), written_about(state) == Written::Added);
            // And what is written is never left lying where nobody looks.
            prop_assert!(may_write.is_err() || may_write.unwrap().is_our_turn());
        }
    }
}
