//! The life of an order as one table: from which state, by which step, under
//! which condition, into which state. Nothing else decides it.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $kind:ident { $($(#[$wdoc:meta])* $name:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind { $($(#[$wdoc])* #[serde(rename = $code)] $name),+ }

        impl $kind {
            /// Every one there is.
            pub const ALL: &'static [$kind] = &[$($kind::$name),+];

            /// How it is stored, and the end of its message's name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($kind::$name => $code),+ }
            }

            /// The one stored like this.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($kind::$name),)+ _ => None }
            }
        }
    };
}

words! {
    /// Where an order is in its life.
    State {
        /// The customer placed it; the order desk has not looked at it.
        Placed = "placed",
        /// The order desk promised a day.
        Acknowledged = "acknowledged",
        /// Something has left, something is still open.
        PartlyShipped = "partly-shipped",
        /// Everything has left; not everything has arrived.
        Shipped = "shipped",
        /// Everything has arrived.
        Delivered = "delivered",
        /// Called off before anything had left.
        Cancelled = "cancelled",
    }
}

words! {
    /// What can be done with an order.
    Step {
        /// The order desk takes it on and promises a day.
        Acknowledge = "acknowledge",
        /// The order desk promises another day.
        Promise = "promise",
        /// Some or all of what is open leaves.
        Ship = "ship",
        /// What of it has nothing to ship begins: a subscription.
        Begin = "begin",
        /// A parcel arrived, as the carrier says or the member confirms.
        Deliver = "deliver",
        /// It is called off.
        Cancel = "cancel",
    }
}

words! {
    /// What an order's timeline tells.
    EventKind {
        /// It was placed.
        Placed = "placed",
        /// The order desk took it on and promised a day.
        Acknowledged = "acknowledged",
        /// Another day was promised.
        Promised = "promised",
        /// A parcel left.
        Shipped = "shipped",
        /// A parcel arrived, as the carrier says.
        Delivered = "delivered",
        /// A parcel arrived, as a member of the customer says.
        Received = "received",
        /// What of it has nothing to ship began.
        Began = "began",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// How things stand once the step is taken; what the conditions look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// Something of the order is not shipped yet.
    pub open: bool,
    /// Something that was shipped has not arrived yet.
    pub under_way: bool,
}

/// Under which condition a transition applies.
type Guard = fn(After) -> bool;

const ALWAYS: Guard = |_| true;
const SOMETHING_OPEN: Guard = |after| after.open;
const NOTHING_OPEN: Guard = |after| !after.open;
const STILL_UNDER_WAY: Guard = |after| after.under_way;
const ALL_ARRIVED: Guard = |after| !after.under_way;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// What is done.
    pub step: Step,
    /// When the row applies.
    pub guard: Guard,
    /// The state afterwards.
    pub to: State,
}

const fn row(from: State, step: Step, guard: Guard, to: State) -> Transition {
    Transition {
        from,
        step,
        guard,
        to,
    }
}

/// The life cycle.
pub const TRANSITIONS: &[Transition] = &[
    row(
        State::Placed,
        Step::Acknowledge,
        ALWAYS,
        State::Acknowledged,
    ),
    row(State::Placed, Step::Cancel, ALWAYS, State::Cancelled),
    row(
        State::Acknowledged,
        Step::Promise,
        ALWAYS,
        State::Acknowledged,
    ),
    row(
        State::Acknowledged,
        Step::Ship,
        SOMETHING_OPEN,
        State::PartlyShipped,
    ),
    row(
        State::Acknowledged,
        Step::Ship,
        NOTHING_OPEN,
        State::Shipped,
    ),
    // What has begun is like what has left: from then on nothing is called off.
    row(
        State::Acknowledged,
        Step::Begin,
        SOMETHING_OPEN,
        State::PartlyShipped,
    ),
    row(
        State::Acknowledged,
        Step::Begin,
        NOTHING_OPEN,
        State::Delivered,
    ),
    row(State::Acknowledged, Step::Cancel, ALWAYS, State::Cancelled),
    row(
        State::PartlyShipped,
        Step::Promise,
        ALWAYS,
        State::PartlyShipped,
    ),
    row(
        State::PartlyShipped,
        Step::Ship,
        SOMETHING_OPEN,
        State::PartlyShipped,
    ),
    row(
        State::PartlyShipped,
        Step::Ship,
        NOTHING_OPEN,
        State::Shipped,
    ),
    row(
        State::PartlyShipped,
        Step::Deliver,
        ALWAYS,
        State::PartlyShipped,
    ),
    row(
        State::Shipped,
        Step::Deliver,
        STILL_UNDER_WAY,
        State::Shipped,
    ),
    row(State::Shipped, Step::Deliver, ALL_ARRIVED, State::Delivered),
];

/// The state that a step leads to; `None` if it is not possible.
#[must_use]
pub fn next(from: State, step: Step, after: After) -> Option<State> {
    TRANSITIONS
        .iter()
        .find(|row| row.from == from && row.step == step && (row.guard)(after))
        .map(|row| row.to)
}

/// Whether a step may be possible in this state: what a page offers.
#[must_use]
pub fn possible(from: State, step: Step) -> bool {
    TRANSITIONS
        .iter()
        .any(|row| row.from == from && row.step == step)
}

impl State {
    /// Whether nothing can happen to the order any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        !TRANSITIONS.iter().any(|row| row.from == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_state() -> impl Strategy<Value = State> {
        proptest::sample::select(State::ALL)
    }

    fn any_step() -> impl Strategy<Value = Step> {
        proptest::sample::select(Step::ALL)
    }

    fn any_after() -> impl Strategy<Value = After> {
        (any::<bool>(), any::<bool>()).prop_map(|(open, under_way)| After { open, under_way })
    }

    #[test]
    fn codes_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(*step));
        }
        assert_eq!(State::from_code("returned"), None);
    }

    #[test]
    fn the_usual_life() {
        let part = After {
            open: true,
            under_way: true,
        };
        let rest = After {
            open: false,
            under_way: true,
        };
        let home = After {
            open: false,
            under_way: false,
        };
        let mut state = State::Placed;
        for (step, after, expected) in [
            (
                Step::Acknowledge,
                After {
                    open: true,
                    under_way: false,
                },
                State::Acknowledged,
            ),
            (Step::Ship, part, State::PartlyShipped),
            (
                Step::Deliver,
                After {
                    open: true,
                    under_way: false,
                },
                State::PartlyShipped,
            ),
            (Step::Promise, part, State::PartlyShipped),
            (Step::Ship, part, State::PartlyShipped),
            (Step::Ship, rest, State::Shipped),
            (Step::Deliver, rest, State::Shipped),
            (Step::Deliver, home, State::Delivered),
        ] {
            state = next(state, step, after).unwrap_or_else(|| panic!("{step:?} in {state:?}"));
            assert_eq!(state, expected, "after {step:?}");
        }
    }

    #[test]
    fn an_order_with_nothing_to_ship_is_done_when_it_is_taken_on() {
        let nothing = After {
            open: false,
            under_way: false,
        };
        let acknowledged = next(State::Placed, Step::Acknowledge, nothing).unwrap();
        assert_eq!(
            next(acknowledged, Step::Begin, nothing),
            Some(State::Delivered)
        );
        let rest = After {
            open: true,
            under_way: false,
        };
        let begun = next(acknowledged, Step::Begin, rest).unwrap();
        assert_eq!(begun, State::PartlyShipped);
        assert!(!possible(begun, Step::Cancel));
    }

    #[test]
    fn nothing_follows_the_end_and_only_two_states_are_an_end() {
        let ends: Vec<State> = State::ALL
            .iter()
            .copied()
            .filter(|s| s.is_final())
            .collect();
        assert_eq!(ends, [State::Delivered, State::Cancelled]);
    }

    proptest! {
        #[test]
        fn at_most_one_row_applies(from in any_state(), step in any_step(), after in any_after()) {
            let rows = TRANSITIONS.iter()
                .filter(|row| row.from == from && row.step == step && (row.guard)(after))
                .count();
            prop_assert!(rows <= 1, "{from:?} {step:?} {after:?}");
        }

        #[test]
        fn a_possible_step_leads_somewhere_however_things_stand(
            from in any_state(), step in any_step(), after in any_after()
        ) {
            prop_assert_eq!(possible(from, step), next(from, step, after).is_some());
        }

        #[test]
        fn nothing_that_left_is_ever_called_off(
            steps in prop::collection::vec((any_step(), any_after()), 0..30)
        ) {
            let (mut state, mut left) = (State::Placed, false);
            for (step, after) in steps {
                let Some(to) = next(state, step, after) else { continue };
                left |= matches!(step, Step::Ship | Step::Begin);
                state = to;
                prop_assert!(!(left && state == State::Cancelled));
                prop_assert!(!left || matches!(
                    state, State::PartlyShipped | State::Shipped | State::Delivered
                ));
            }
        }

        #[test]
        fn what_is_open_decides_between_part_and_whole(from in any_state(), after in any_after()) {
            if let Some(to) = next(from, Step::Ship, after) {
                prop_assert_eq!(to == State::PartlyShipped, after.open);
                prop_assert_eq!(to == State::Shipped, !after.open);
            }
        }
    }
}
