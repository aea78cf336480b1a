//! How Rapport is reached: axum, sessions, security, mail, jobs and the
//! command line.

pub mod assets;
pub mod cli;
pub mod demo;
mod health;
pub mod mail;
pub mod router;
pub mod security;
pub mod serve;
mod sessions;
