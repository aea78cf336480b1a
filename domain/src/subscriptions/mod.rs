//! What customers subscribe to: plans with benefits, for a term.
//!
//! * [`period`]: days in a row.
//! * [`term`]: the periods of a subscription, one after the other, and what ends
//!   with an earlier one.

pub mod period;
#[cfg(feature = "store")]
pub mod term;
