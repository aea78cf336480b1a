//! The audit trail: who changed what, when, for which customer. Written in
//! the transaction of the change itself, so that there is no change without
//! its row and no row without its change.

#[cfg(feature = "store")]
mod record;

#[cfg(feature = "store")]
pub use record::{Entry, in_short, record};
