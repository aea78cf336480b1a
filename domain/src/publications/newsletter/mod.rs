//! The newsletter: once a week, to each member who wants it, in their language, what
//! of the issues published since the last one is for them.
//!
//! * [`weekly`]: when one is due; [`letter`]: what stands in it, by needs category,
//!   subscriptions and language; [`token`]: its signed addresses. Pure rules.
//! * `choice`: who wants it. Nobody gets it who did not say so.
//! * `send`: putting it together and sending it, in rounds.
//! * `follow`: openings, clicks and unsubscribing, by its addresses.

mod choice;
mod follow;
pub mod letter;
mod send;
#[cfg(all(test, feature = "testing"))]
mod tests;
pub mod token;
pub mod weekly;

pub use choice::{ChoiceError, ask_newsletter_choice, choose_newsletter};
pub use follow::{Subscriber, follow, forget_openings, opened, subscriber, unsubscribe};
pub use send::send_newsletters;
