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
    /// What follows from it is decided. The end.
    Closed,
    /// Nothing comes. The end.
    CalledOff,
}

/// What can be done with a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnStep {
    /// It arrived.
    Receive,
    /// What follows from it is decided.
    Close,
    /// Nothing comes after all.
    CallOff,
}

impl ReturnState {
    /// Every one there is.
    pub const ALL: &'static [ReturnState] = &[
        ReturnState::Announced,
        ReturnState::Received,
        ReturnState::Closed,
        ReturnState::CalledOff,
    ];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ReturnState::Announced => "announced",
            ReturnState::Received => "received",
            ReturnState::Closed => "closed",
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
    pub const ALL: &'static [ReturnStep] =
        &[ReturnStep::Receive, ReturnStep::Close, ReturnStep::CallOff];

    /// How it stands in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ReturnStep::Receive => "receive",
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
        (ReturnState::Received, ReturnStep::Close) => ReturnState::Closed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_here_is_never_called_off() {
        assert_eq!(
            next_return(ReturnState::Received, ReturnStep::CallOff),
            None
        );
        let open: Vec<_> = ReturnState::ALL
            .iter()
            .filter(|one| one.is_open())
            .collect();
        assert_eq!(open, [&ReturnState::Announced, &ReturnState::Received]);
        for step in ReturnStep::ALL {
            assert_eq!(ReturnStep::from_code(step.code()), Some(*step));
            assert_eq!(next_return(ReturnState::Closed, *step), None);
        }
    }
}
