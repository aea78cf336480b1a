//! How Rapport is reached: axum, sessions, security, mail, jobs and the
//! command line.

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

pub mod assets;
mod chance;
pub mod cli;
pub mod demo;
mod doctor;
mod health;
mod import;
mod import_articles;
pub mod mail;
mod mail_in;
pub mod router;
pub mod security;
pub mod seed;
pub mod serve;
mod sessions;
mod staff;
