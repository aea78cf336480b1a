//! The customer's profile: what happened between its people and us
//! (interactions), what we learned from it (facts, with their evidence), and
//! what each person may read and delete of it.
//!
//! Rooms remember with [`record`] and the constructors of [`Interaction`]
//! (`ordered`, `requested`, `configured`, `searched`, `added_to_basket`),
//! which put what the learning rules read where they look for it.

#[cfg(feature = "store")]
mod facts;
#[cfg(feature = "store")]
mod happened;
mod interaction;
#[cfg(feature = "store")]
mod learn;
pub mod learning;
mod line;
#[cfg(feature = "store")]
mod rebuild;
#[cfg(feature = "store")]
mod record;
#[cfg(feature = "store")]
mod seen;
#[cfg(all(test, feature = "testing"))]
mod tests;

pub use interaction::{Kind, Subject, TouchPoint};
#[cfg(feature = "store")]
pub use learn::{learn, learn_all, learner};
pub use line::{LineSeen, OptionSeen};
#[cfg(feature = "store")]
pub use rebuild::{RebuildError, rebuild};
#[cfg(feature = "store")]
pub use record::{Interaction, record};
