//! The newsletter: once a week, to each member who wants it, in their language, what
//! of the issues published since the last one is for them.
//!
//! * [`weekly`]: when one is due; [`letter`]: what stands in it, by needs category,
//!   subscriptions and language; [`token`]: its signed addresses. Pure rules.
//! * `choice`: who wants it. Nobody gets it who did not say so.
//! * `send`: putting it together and sending it, in rounds.
//! * `follow`: openings and clicks, by its addresses; `stop`: no more of them, by one.

mod choice;
mod follow;
pub mod letter;
mod send;
mod stop;
#[cfg(all(test, feature = "testing"))]
mod tests;
pub mod token;
pub mod weekly;

pub(in crate::publications) use choice::WANTING;
pub use choice::{ChoiceError, ask_newsletter_choice, choose_newsletter};
pub use follow::{follow, forget_openings, opened};
pub use send::send_newsletters;
pub use stop::{Subscriber, subscriber, unsubscribe};

use crate::store::{Db, Result, setting};
use token::{NewsletterKey, Purpose, Reader};

/// Who and what a token is for; none if it is none of ours.
async fn who(db: &Db, token: &str) -> Result<Option<(Reader, Purpose)>> {
    // Before the first newsletter there is no key, and no token.
    let secret = setting(db, send::KEY).await?;
    Ok(secret.and_then(|secret| NewsletterKey::new(&secret).read(token)))
}
