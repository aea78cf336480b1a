//! The life of a request, as a table: what may happen in which state, by
//! whom, and what comes of it. Nothing outside this table ever happens to a
//! request.

use crate::words::words;

words! {
    /// Where a request stands.
    State {
        /// Waits for somebody who decides.
        Submitted = "submitted",
        /// Whoever decides asked something; waits for the requester's answer.
        Asked = "asked",
        /// Looked at and put off, at least in part.
        Held = "held",
        /// Every line was approved.
        Approved = "approved",
        /// Some lines were approved, some refused.
        PartlyApproved = "partly-approved",
        /// Every line was refused. The end.
        Refused = "refused",
        /// What was approved became an order. The end.
        Ordered = "ordered",
        /// The requester took it back. The end.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Whether nothing more can happen to the request.
    #[must_use]
    pub fn is_final(self) -> bool {
        !TRANSITIONS.iter().any(|one| one.from == self)
    }

    /// Whether somebody still has to decide something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, State::Submitted | State::Asked | State::Held)
    }
}

/// What can happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Whoever decides asks the requester something.
    Ask,
    /// The requester answers.
    Answer,
    /// Lines are put off; others may have been decided with it.
    Hold,
    /// The last open line was decided and all lines are approved.
    Approve,
    /// The last open line was decided; some lines are approved, some refused.
    ApprovePartly,
    /// The last open line was decided and all lines are refused.
    Refuse,
    /// What was approved becomes an order.
    PlaceOrder,
    /// The requester takes back what is still open.
    Withdraw,
}

impl Action {
    /// Everything that can happen.
    pub const ALL: &'static [Action] = &[
        Action::Ask,
        Action::Answer,
        Action::Hold,
        Action::Approve,
        Action::ApprovePartly,
        Action::Refuse,
        Action::PlaceOrder,
        Action::Withdraw,
    ];
}

/// What the rule needs to know besides state and action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// Who acts is the requester.
    pub is_requester: bool,
    /// Who acts may decide this request (see [`may_decide`]).
    pub may_decide: bool,
    /// Some of its lines have become an order already, others are still open.
    pub part_ordered: bool,
}

/// The condition under which a transition may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    Requester,
    Decider,
    /// The requester, and nothing of it is ordered yet.
    RequesterOfAll,
    /// The requester, of whose request a part is ordered already.
    RequesterOfRest,
    /// A consequence of what was done before; the product itself acts.
    Consequence,
}

impl Guard {
    const fn lets(self, by: Circumstances) -> bool {
        match self {
            Guard::Requester => by.is_requester,
            Guard::Decider => by.may_decide,
            Guard::RequesterOfAll => by.is_requester && !by.part_ordered,
            Guard::RequesterOfRest => by.is_requester && by.part_ordered,
            Guard::Consequence => true,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Transition {
    from: State,
    action: Action,
    guard: Guard,
    to: State,
}

const fn from(from: State, action: Action, guard: Guard, to: State) -> Transition {
    Transition {
        from,
        action,
        guard,
        to,
    }
}

/// The life of a request.
const TRANSITIONS: &[Transition] = {
    use Action::*;
    use Guard::*;
    use State::*;
    &[
        from(Submitted, Ask, Decider, Asked),
        from(Submitted, Hold, Decider, Held),
        from(Submitted, Approve, Decider, Approved),
        from(Submitted, ApprovePartly, Decider, PartlyApproved),
        from(Submitted, Refuse, Decider, Refused),
        from(Submitted, Withdraw, RequesterOfAll, Withdrawn),
        from(Submitted, Withdraw, RequesterOfRest, Ordered),
        // A question does not bind whoever asked it, nor anybody else.
        from(Asked, Ask, Decider, Asked),
        from(Asked, Answer, Requester, Submitted),
        from(Asked, Hold, Decider, Held),
        from(Asked, Approve, Decider, Approved),
        from(Asked, ApprovePartly, Decider, PartlyApproved),
        from(Asked, Refuse, Decider, Refused),
        from(Asked, Withdraw, RequesterOfAll, Withdrawn),
        from(Asked, Withdraw, RequesterOfRest, Ordered),
        from(Held, Ask, Decider, Asked),
        from(Held, Hold, Decider, Held),
        from(Held, Approve, Decider, Approved),
        from(Held, ApprovePartly, Decider, PartlyApproved),
        from(Held, Refuse, Decider, Refused),
        from(Held, Withdraw, RequesterOfAll, Withdrawn),
        from(Held, Withdraw, RequesterOfRest, Ordered),
        from(Approved, PlaceOrder, Consequence, Ordered),
        from(PartlyApproved, PlaceOrder, Consequence, Ordered),
    ]
};

/// This can't happen to a request in this state, or not through this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a request that is {} can't go on by {action:?}", .state.code())]
pub struct NotPossible {
    /// Where the request stands.
    pub state: State,
    /// What was tried.
    pub action: Action,
}

/// What comes of an action.
///
/// # Errors
/// [`NotPossible`] if the table does not have it.
pub fn next(state: State, action: Action, by: Circumstances) -> Result<State, NotPossible> {
    TRANSITIONS
        .iter()
        .find(|one| one.from == state && one.action == action && one.guard.lets(by))
        .map(|one| one.to)
        .ok_or(NotPossible { state, action })
}

/// Whether somebody may decide a request: who may approve, and for a request
/// of their own only who could order the same without asking anybody.
#[must_use]
pub const fn may_decide(may_approve: bool, may_order: bool, is_requester: bool) -> bool {
    may_approve && (may_order || !is_requester)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn anybody() -> impl Strategy<Value = Circumstances> {
        any::<(bool, bool, bool)>().prop_map(|(is_requester, may_decide, part_ordered)| {
            Circumstances {
                is_requester,
                may_decide,
                part_ordered,
            }
        })
    }

    fn anything() -> impl Strategy<Value = Vec<(Action, Circumstances)>> {
        proptest::collection::vec((proptest::sample::select(Action::ALL), anybody()), 0..40)
    }

    const DECIDER: Circumstances = Circumstances {
        is_requester: false,
        may_decide: true,
        part_ordered: false,
    };
    const REQUESTER: Circumstances = Circumstances {
        is_requester: true,
        may_decide: false,
        part_ordered: false,
    };

    #[test]
    fn a_state_reads_back_from_its_code() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
    }

    #[test]
    fn the_ends_are_ordered_refused_and_withdrawn() {
        let ends: Vec<_> = State::ALL.iter().filter(|one| one.is_final()).collect();
        assert_eq!(ends, [&State::Refused, &State::Ordered, &State::Withdrawn]);
    }

    #[test]
    fn no_state_offers_two_ways_for_one_action() {
        for one in TRANSITIONS {
            for part_ordered in [false, true] {
                let by = Circumstances {
                    is_requester: true,
                    may_decide: true,
                    part_ordered,
                };
                let ways = TRANSITIONS
                    .iter()
                    .filter(|two| two.from == one.from && two.action == one.action)
                    .filter(|two| two.guard.lets(by));
                assert_eq!(ways.count(), 1, "{one:?}");
            }
        }
    }

    #[test]
    fn a_request_of_ones_own_is_decided_only_by_who_could_order_it() {
        assert!(may_decide(true, false, false));
        assert!(!may_decide(true, false, true));
        assert!(may_decide(true, true, true));
        assert!(!may_decide(false, true, false));
    }

    #[test]
    fn a_question_and_its_answer_lead_back_to_the_decision() {
        let asked = next(State::Submitted, Action::Ask, DECIDER).unwrap();
        assert_eq!(asked, State::Asked);
        assert_eq!(next(asked, Action::Answer, REQUESTER), Ok(State::Submitted));
        assert!(next(asked, Action::Answer, DECIDER).is_err());
    }

    #[test]
    fn what_is_left_of_a_partly_ordered_request_can_be_taken_back() {
        let rest = Circumstances {
            part_ordered: true,
            ..REQUESTER
        };
        assert_eq!(
            next(State::Held, Action::Withdraw, rest),
            Ok(State::Ordered)
        );
        assert_eq!(
            next(State::Held, Action::Withdraw, REQUESTER),
            Ok(State::Withdrawn)
        );
    }

    proptest! {
        /// Whatever is tried in whatever order: an end stays an end, an order
        /// follows an approval only, and nobody acts who may not.
        #[test]
        fn no_path_leaves_the_table(tries in anything()) {
            let mut state = State::Submitted;
            let mut decided = false;
            for (action, by) in tries {
                let before = state;
                let Ok(after) = next(state, action, by) else { continue };
                prop_assert!(!before.is_final());
                match action {
                    Action::Answer | Action::Withdraw => prop_assert!(by.is_requester),
                    Action::PlaceOrder => prop_assert!(
                        matches!(before, State::Approved | State::PartlyApproved)
                    ),
                    _ => prop_assert!(by.may_decide),
                }
                decided |= matches!(after, State::Approved | State::PartlyApproved);
                prop_assert!(after != State::Ordered || decided || action == Action::Withdraw);
                state = after;
            }
            prop_assert!(!(state.is_open() && state.is_final()));
        }

        /// From wherever a request has come to, it can be brought to an end.
        #[test]
        fn no_request_is_stuck(tries in anything()) {
            let state = tries.into_iter().fold(State::Submitted, |state, (action, by)| {
                next(state, action, by).unwrap_or(state)
            });
            let end = if state.is_open() {
                next(state, Action::Refuse, DECIDER).unwrap()
            } else {
                next(state, Action::PlaceOrder, DECIDER).unwrap_or(state)
            };
            prop_assert!(end.is_final());
        }
    }
}
