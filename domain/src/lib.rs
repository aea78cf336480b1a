//! What is true in Rapport: the vocabulary of the field, the rules, the use
//! cases and the SQL, one folder per room.
//!
//! Without the feature `store` this crate is words and pure rules only and
//! compiles to WebAssembly, so that an island in the browser computes with
//! the same rules as the server. With it come the use cases: functions that
//! take an [`identity::Actor`], do one thing in one transaction, and leave
//! behind an audit row, an interaction and the messages to send.

// What the program must never do, its tests may: a test that panics says so.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod day;
pub mod id;
pub mod money;
pub mod money_pattern;
pub mod quantity;
mod tidy;
pub mod timestamp;
mod words;

pub mod agreements;
pub mod assets;
pub mod audit;
pub mod catalog;
pub mod configurations;
pub mod downloads;
pub mod files;
pub mod identity;
pub mod orders;
pub mod plays;
pub mod profile;
pub mod publications;
pub mod requests;
pub mod site;
pub mod subscriptions;
pub mod support;
pub mod value;

#[cfg(feature = "store")]
pub mod mail;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
pub mod text;

pub use day::Day;
pub use money::{Currency, Money, Rate};
pub use money_pattern::MoneyPattern;
pub use quantity::Quantity;
pub use timestamp::Timestamp;
