//! Messages to people. A use case puts a message into the outbox in the
//! transaction of the change it tells of ([`enqueue`]); the server's worker
//! sends it after the commit, at least once, and what it says is written in
//! the recipient's language from the message files.
//!
//! A kind of message is three texts in `messages/*/mail.ftl`, and what of its
//! payload they may use is said at [`render()`].
//!
//! * `enqueue`: into the outbox.
//! * `render`: what the recipient reads, as text and as HTML.
//! * `outgoing`: what the worker takes, under a lease, and what became of it.
//! * `recall`: what is taken out again before it was sent.
//! * `fates`: how many of those that went to many arrived.
//! * `mailbox`: what was sent, for those who may look.

mod enqueue;
mod fates;
mod mailbox;
mod outgoing;
mod recall;
mod render;

pub use enqueue::{Message, Recipient, enqueue, rows, rows_about};
pub use fates::{Fates, ask_fates};
pub use mailbox::{
    Fate, Letter, LetterRow, Mailbox, PER_PAGE, Reader, letter, mailbox, send_again,
};
pub use outgoing::{
    Backlog, Delivery, MOST_ATTEMPTS, Outgoing, ask_backlog, backlog, failed, leave_in_mailbox,
    retry_after, sent, take_due,
};
pub use recall::take_out_sections;
pub use render::{NoText, Rendered, Sender, render};
