//! The customer's profile: what happened between its people and us
//! (interactions), what we learned from it (facts, with their evidence), and
//! what each person may read and delete of it.

mod interaction;
#[cfg(feature = "store")]
mod record;

pub use interaction::{Kind, Subject, TouchPoint};
#[cfg(feature = "store")]
pub use record::{Interaction, record};
