//! Help for what customers have: cases, how fast they are answered, and the mail
//! they come by.
//!
//! * [`case_life`]: what may happen to a case in which state, and through whom.
//! * [`business_hours`]: when somebody is there, and working time reckoned in
//!   such hours.
//! * [`clocks`]: what was promised for a case, what is left of it, and when it
//!   was broken.
//! * [`mail_in`]: what a mail that came in is, whom it is believed to be from, and
//!   which case it continues.

#[cfg(feature = "store")]
pub mod business_hours;
pub mod case_life;
#[cfg(feature = "store")]
pub mod clocks;
#[cfg(feature = "store")]
pub mod mail_in;
