//! The life of a unit as one table: from which state, by which step, into which
//! state. Those are its company's steps. What happens to it while we have it back is ours:
//! it stays, or is repaired and is what it was. Nothing else decides it.

use crate::words::words;

words! {
    /// Where a unit is in its life.
    State {
        /// Somebody works with it.
        InUse = "in-use",
        /// Nobody has it.
        InStock = "in-stock",
        /// It is lent.
        OnLoan = "on-loan",
        /// Who had it is giving it back.
        BeingReturned = "being-returned",
        /// It is out of service for good.
        Retired = "retired",
        /// It went back to us.
        Returned = "returned",
        /// We have it, and repair it: it is still its company's.
        InRepair = "in-repair",
    }
}

words! {
    /// What can be done with a unit.
    Step {
        /// Somebody gets it to work with.
        Assign = "assign",
        /// It belongs to another unit, cost centre or place from now on.
        Transfer = "transfer",
        /// It is lent for a while.
        Lend = "lend",
        /// Who has it gives it back.
        GiveBack = "give-back",
        /// It is back.
        TakeBack = "take-back",
        /// What is known of it is put right: days and remarks.
        Describe = "describe",
        /// It goes out of service for good.
        Retire = "retire",
    }
}

words! {
    /// What a unit's history tells.
    EventKind {
        /// It left our house.
        Shipped = "shipped",
        /// The desk typed its manufacturer's number.
        Numbered = "numbered",
        /// It was imported.
        Imported = "imported",
        /// An import changed it.
        Updated = "updated",
        /// Somebody got it.
        Assigned = "assigned",
        /// Unit, cost centre or place changed.
        Transferred = "transferred",
        /// It was lent.
        Lent = "lent",
        /// It is being given back.
        GivenBack = "given-back",
        /// It is back.
        TakenBack = "taken-back",
        /// Days or remarks changed.
        Described = "described",
        /// It went out of service.
        Retired = "retired",
        /// It came back to us with a return of goods.
        SentBack = "sent-back",
        /// It came to us to be repaired.
        InRepair = "in-repair",
        /// It was repaired and sent back to its company.
        Repaired = "repaired",
        /// It stayed with us, and another took its place.
        Exchanged = "exchanged",
        /// It came from us in exchange for another.
        InExchange = "in-exchange",
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: State,
    /// What is done.
    pub step: Step,
    /// The state afterwards.
    pub to: State,
}

const fn row(from: State, step: Step, to: State) -> Transition {
    Transition { from, step, to }
}

/// The life cycle. What is lent comes back before it goes to somebody else or out
/// of service: who lent it is asked first. From out of service nothing leads back.
pub const TRANSITIONS: &[Transition] = &[
    row(State::InStock, Step::Assign, State::InUse),
    row(State::InStock, Step::Transfer, State::InStock),
    row(State::InStock, Step::Lend, State::OnLoan),
    row(State::InStock, Step::Describe, State::InStock),
    row(State::InStock, Step::Retire, State::Retired),
    row(State::InUse, Step::Assign, State::InUse),
    row(State::InUse, Step::Transfer, State::InUse),
    row(State::InUse, Step::Lend, State::OnLoan),
    row(State::InUse, Step::GiveBack, State::BeingReturned),
    row(State::InUse, Step::TakeBack, State::InStock),
    row(State::InUse, Step::Describe, State::InUse),
    row(State::InUse, Step::Retire, State::Retired),
    row(State::OnLoan, Step::Transfer, State::OnLoan),
    row(State::OnLoan, Step::GiveBack, State::BeingReturned),
    row(State::OnLoan, Step::TakeBack, State::InStock),
    row(State::OnLoan, Step::Describe, State::OnLoan),
    row(State::BeingReturned, Step::Assign, State::InUse),
    row(State::BeingReturned, Step::Transfer, State::BeingReturned),
    row(State::BeingReturned, Step::TakeBack, State::InStock),
    row(State::BeingReturned, Step::Describe, State::BeingReturned),
    row(State::BeingReturned, Step::Retire, State::Retired),
    row(State::Retired, Step::Describe, State::Retired),
    row(State::InRepair, Step::Transfer, State::InRepair),
    row(State::InRepair, Step::Describe, State::InRepair),
];

/// The state that a step leads to; `None` if it is not possible.
#[must_use]
pub fn next(from: State, step: Step) -> Option<State> {
    TRANSITIONS
        .iter()
        .find(|row| row.from == from && row.step == step)
        .map(|row| row.to)
}

/// Whether the step is possible at all in this state.
#[must_use]
pub fn possible(from: State, step: Step) -> bool {
    next(from, step).is_some()
}

/// The state of a unit that we have back, whatever its company wrote down before;
/// nothing if we have it already.
#[must_use]
pub const fn sent_back(from: State) -> Option<State> {
    match from {
        State::Returned => None,
        _ => Some(State::Returned),
    }
}

/// The state of a unit that came to us to be repaired, whatever it was before; nothing
/// if we have it already.
#[must_use]
pub const fn in_repair(from: State) -> Option<State> {
    match from {
        State::Returned | State::InRepair => None,
        _ => Some(State::InRepair),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_state_and_step_stand_in_the_table_twice() {
        let rows: BTreeSet<(&str, &str)> = TRANSITIONS
            .iter()
            .map(|row| (row.from.code(), row.step.code()))
            .collect();
        assert_eq!(rows.len(), TRANSITIONS.len());
    }

    #[test]
    fn what_we_have_back_is_nothing_to_its_company_any_more() {
        for state in State::ALL {
            let back = (*state != State::Returned).then_some(State::Returned);
            assert_eq!(sent_back(*state), back);
            let ours = matches!(state, State::Returned | State::InRepair);
            assert_eq!(in_repair(*state), (!ours).then_some(State::InRepair));
        }
        for step in Step::ALL {
            assert!(!possible(State::Returned, *step), "{step:?}");
        }
    }

    #[test]
    fn every_state_is_reached_and_only_one_is_final() {
        let ours = |state: &State| matches!(state, State::Returned | State::InRepair);
        for state in State::ALL.iter().filter(|one| !ours(one)) {
            let others = |row: &&Transition| row.from != *state && row.to == *state;
            assert!(TRANSITIONS.iter().any(|row| others(&row)), "{state:?}");
            let leaves = TRANSITIONS
                .iter()
                .any(|row| row.from == *state && row.to != *state);
            assert_eq!(leaves, *state != State::Retired, "{state:?}");
        }
    }

    #[test]
    fn what_is_lent_comes_back_first() {
        assert!(!possible(State::OnLoan, Step::Assign));
        assert!(!possible(State::OnLoan, Step::Lend));
        assert!(!possible(State::OnLoan, Step::Retire));
        assert_eq!(next(State::OnLoan, Step::TakeBack), Some(State::InStock));
    }

    #[test]
    fn codes_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(*step));
        }
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_code(kind.code()), Some(*kind));
        }
    }
}
