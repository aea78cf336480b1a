//! The audit trail: who changed what, when, for which customer. Written in
//! the transaction of the change itself, so that there is no change without
//! its row and no row without its change ([`record`]). Administrators read all
//! of it, whoever knows a customer what was changed there ([`trail`]);
//! `actions.rs` has the words for what was done.

mod actions;
#[cfg(feature = "store")]
mod record;
#[cfg(feature = "store")]
mod trail;

pub use actions::{actions, message_of};
#[cfg(feature = "store")]
pub use record::{Entry, note, record};
#[cfg(feature = "store")]
pub use trail::{After, Matching, PER_PAGE, Trail, TrailRow, TrailView, trail};
