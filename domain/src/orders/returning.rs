//! The life of a return as one table, and how much of a line may come back: never
//! more than arrived, less what comes back already.

use serde::{Deserialize, Serialize};

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnState {
    /// The customer may send it.
    Announced,
    /// It is here, and is looked at.
    Received,
    /// It is here to be repaired, and is still the customer's.
    InRepair,
    /// What follows from it is decided. The end.
    Closed,
    /// It went back repaired, or another in exchange. The end.
    SentBack,
    /// Nothing comes. The end.
    CalledOff,
}

/// What can be done with a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnStep {
    /// It arrived, and stays with us.
    Receive,
    /// It arrived to be repaired.
    Repair,
    /// It was repaired and goes back.
    SendBack,
    /// It stays with us, and the same goes to the customer once more.
    Exchange,
    /// What follows from it is decided; what was to be repaired stays with us.
    Close,
    /// Nothing comes after all.
    CallOff,
}

impl ReturnState {
    /// Every one there is.
    pub const ALL: &'static [ReturnState] = &[
        ReturnState::Announced,
        ReturnState::Received,
        ReturnState::InRepair,
        ReturnState::Closed,
        ReturnState::SentBack,
        ReturnState::CalledOff,
    ];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ReturnState::Announced => "announced",
            ReturnState::Received => "received",
            ReturnState::InRepair => "in-repair",
            ReturnState::Closed => "closed",
            ReturnState::SentBack => "sent-back",
            ReturnState::CalledOff => "called-off",
        }
    }

    /// Whether somebody of ours still has to do something.
    #[must_use]
    pub fn is_open(self) -> bool {
        ReturnStep::ALL
            .iter()
            .any(|step| next_return(self, *step).is_some())
    }
}

impl ReturnStep {
    /// Every one there is.
    pub const ALL: &'static [ReturnStep] = &[
        ReturnStep::Receive,
        ReturnStep::Repair,
        ReturnStep::SendBack,
        ReturnStep::Exchange,
        ReturnStep::Close,
        ReturnStep::CallOff,
    ];

    /// How it stands in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ReturnStep::Receive => "receive",
            ReturnStep::Repair => "repair",
            ReturnStep::SendBack => "send-back",
            ReturnStep::Exchange => "exchange",
            ReturnStep::Close => "close",
            ReturnStep::CallOff => "call-off",
        }
    }

    /// The one of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// The state that a step leads to; nothing if it can't be done.
#[must_use]
pub const fn next_return(state: ReturnState, step: ReturnStep) -> Option<ReturnState> {
    Some(match (state, step) {
        (ReturnState::Announced, ReturnStep::Receive) => ReturnState::Received,
        (ReturnState::Announced, ReturnStep::CallOff) => ReturnState::CalledOff,
        (ReturnState::Announced, ReturnStep::Repair) => ReturnState::InRepair,
        (ReturnState::InRepair, ReturnStep::SendBack | ReturnStep::Exchange) => {
            ReturnState::SentBack
        }
        (ReturnState::Received | ReturnState::InRepair, ReturnStep::Close) => ReturnState::Closed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_here_is_never_called_off() {
        for here in [ReturnState::Received, ReturnState::InRepair] {
            assert_eq!(next_return(here, ReturnStep::CallOff), None);
        }
        // What its company has no more is not sent back to it.
        for step in [ReturnStep::SendBack, ReturnStep::Exchange] {
            assert_eq!(next_return(ReturnState::Received, step), None);
        }
        let open: Vec<_> = ReturnState::ALL
            .iter()
            .filter(|one| one.is_open())
            .collect();
        let expected = [
            &ReturnState::Announced,
            &ReturnState::Received,
            &ReturnState::InRepair,
        ];
        assert_eq!(open, expected);
        for step in ReturnStep::ALL {
            assert_eq!(ReturnStep::from_code(step.code()), Some(*step));
            assert_eq!(next_return(ReturnState::Closed, *step), None);
        }
    }
}
