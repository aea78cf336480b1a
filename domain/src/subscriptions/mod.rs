//! What customers subscribe to: plans with benefits, for a term.
//!
//! * [`lifecycle`]: what may happen to a subscription in which state, and through
//!   whom.
//! * [`period`]: days in a row.
//! * [`term`]: the periods of a subscription, one after the other, and what ends
//!   with an earlier one.
//! * [`proration`]: what part of a period costs, and what a change costs.
//! * [`renewal`]: what is to be done about the end of a term, and when.
//! * [`entitlements`]: what somebody is entitled to today, and why; what support,
//!   prices and downloads ask.

pub mod entitlements;
#[cfg(feature = "store")]
mod held;
#[cfg(feature = "store")]
mod held_of;
pub mod lifecycle;
pub mod period;
pub mod proration;
#[cfg(feature = "store")]
pub mod renewal;
#[cfg(feature = "store")]
mod seats;
#[cfg(feature = "store")]
pub mod term;

#[cfg(feature = "store")]
pub(crate) use held::{GRANT, GRANTS, GrantRow, LEVELS, discounts};
#[cfg(feature = "store")]
pub use held::{Held, HeldBy, UseError, ask_held, use_one};
#[cfg(feature = "store")]
pub use held_of::ask_held_of;
#[cfg(feature = "store")]
pub use seats::{Seats, ask_seats};
