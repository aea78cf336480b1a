//! Mail that goes and comes.
//!
//! Sending what lies in the outbox: by SMTP where a mail server is configured;
//! otherwise messages are kept in the mailbox of this installation, where a
//! demonstration shows them.
//!
//! A message is taken under a lease (see [`domain::mail::take_due`]), so that
//! any number of processes may share one database, and is sent at least once:
//! a process that dies between sending and noting it leaves the message to be
//! sent again, under the same `Message-ID`, by which a mail server or reader
//! can recognise it.
//!
//! The other way, mail for the support is listened for (`listen.rs`): who may talk to
//! us at a time says `guests.rs`, `conversation.rs` talks, with encryption where there
//! is a certificate (`certificate.rs`); what we say is a rule of its own
//! (`dialogue.rs`).

mod certificate;
mod conversation;
mod dialogue;
mod guests;
mod listen;
mod smtp;
mod worker;

pub use certificate::Certificate;
pub use listen::{ListenSettings, listen};
pub use smtp::MailError;
pub(crate) use smtp::reach;
pub use worker::{MailSettings, spawn};
