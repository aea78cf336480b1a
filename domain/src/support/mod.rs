//! Help for what customers have: cases and how fast they are answered.
//!
//! * [`business_hours`]: when somebody is there, and working time reckoned in
//!   such hours.

#[cfg(feature = "store")]
pub mod business_hours;
