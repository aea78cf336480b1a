//! The program as its users meet it: over the network.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod cases;
mod common;
mod files;
mod killed;
mod killed_help;
mod mail;
mod mail_listen;
mod newsletter;
mod routes;
mod security;
mod sweeps;
mod walk;
