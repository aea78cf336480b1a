//! Plays: proposed changes in how a customer is served. A play is proposed
//! for a fact, staff accept it or dismiss it with a reason, and an accepted
//! one changes the customer's site and says why.

#[cfg(feature = "store")]
mod decide;
#[cfg(feature = "store")]
mod propose;
#[cfg(feature = "store")]
mod queue;
mod worth;

#[cfg(feature = "store")]
pub use decide::{Accept, DecideError, LONGEST, accept, dismiss};
#[cfg(feature = "store")]
pub use propose::{Proposal, propose, withdraw};
#[cfg(feature = "store")]
pub use queue::{
    MissedRow, PlayRow, Queue, QueueError, Surest, ask_surest, not_found, play, queue,
};
pub use worth::{Decided, asks_for_a_change, worth_proposing};

use crate::profile::learning::{
    ChangedOptionRule, Finding, NotFoundRule, ReorderRule, Rule, ToldRule,
};

/// The rule that a finding comes from, as it is stored.
#[must_use]
pub const fn rule_of(finding: &Finding) -> &'static str {
    match finding {
        Finding::Reorder(_) => ReorderRule::CODE,
        Finding::ChangedOption(_) => ChangedOptionRule::CODE,
        Finding::NotFound(_) => NotFoundRule::CODE,
        Finding::Told(_) => ToldRule::CODE,
    }
}
