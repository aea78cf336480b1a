//! Messages to people. A use case puts a message into the outbox in the
//! transaction of the change it tells of ([`enqueue`]); the server's worker
//! sends it after the commit, at least once, and what it says is written in
//! the recipient's language from the message files.

mod enqueue;

pub use enqueue::{Message, Recipient, enqueue};
