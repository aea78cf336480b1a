//! Help for what customers have: cases and how fast they are answered.
//!
//! * [`case_life`]: what may happen to a case in which state, and through whom.
//! * [`business_hours`]: when somebody is there, and working time reckoned in
//!   such hours.
//! * [`clocks`]: what was promised for a case, what is left of it, and when it
//!   was broken.

#[cfg(feature = "store")]
pub mod business_hours;
pub mod case_life;
#[cfg(feature = "store")]
pub mod clocks;
