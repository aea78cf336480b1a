//! Plays: proposed changes in how a customer is served. A play is proposed
//! for a fact, staff accept it or dismiss it with a reason, and an accepted
//! one changes the customer's site and says why. What a customer's people look
//! for and don't find can be answered before it is enough for a play.
//!
//! `propose` makes them while learning, where it is `worth` it; `queue` is what waits;
//! `decide` carries out or dismisses. `wants` is what people don't find, `answer_want` the
//! answer.

#[cfg(feature = "store")]
mod answer_want;
#[cfg(feature = "store")]
mod decide;
#[cfg(feature = "store")]
mod propose;
#[cfg(feature = "store")]
mod queue;
#[cfg(feature = "store")]
mod wants;
mod worth;

#[cfg(feature = "store")]
pub use answer_want::{Answer, AnswerWant, answer_want};
#[cfg(feature = "store")]
pub use decide::{Accept, DecideError, LONGEST, accept, dismiss};
#[cfg(feature = "store")]
pub use propose::{Proposal, propose, withdraw};
#[cfg(feature = "store")]
pub use queue::{
    MissedRow, PlayRow, Queue, QueueError, Surest, ask_surest, not_found, play, queue,
};
#[cfg(feature = "store")]
pub use wants::{Outside, Want, Wants, WhoWants, wants};
pub use worth::{Decided, asks_for_a_change, worth_proposing};

use crate::profile::learning::{
    AskedForRule, ChangedOptionRule, Finding, NotFoundRule, ReorderRule, Rule, ToldRule,
};

/// The rule that a finding comes from, as it is stored.
#[must_use]
pub const fn rule_of(finding: &Finding) -> &'static str {
    match finding {
        Finding::Reorder(_) => ReorderRule::CODE,
        Finding::ChangedOption(_) => ChangedOptionRule::CODE,
        Finding::NotFound(_) => NotFoundRule::CODE,
        Finding::AskedFor(_) => AskedForRule::CODE,
        Finding::Told(_) => ToldRule::CODE,
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests;
