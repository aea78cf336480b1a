//! What people see: pages on the server, islands in the browser, one folder
//! per room.
//!
//! With the feature `ssr` this crate is the server's half: handlers, pages and
//! the frame around them. With `hydrate` it is the browser's: only the islands
//! (each room's `islands.rs`), compiled to WebAssembly and loaded by the pages
//! that have some.

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

/// What browsers run: the islands of every room, listed here and nowhere else.
/// Pages use them as `crate::islands::<room>::<Island>`.
#[path = "."]
pub mod islands {
    #[path = "configurations/islands.rs"]
    pub mod configurations;
    #[path = "frame/islands.rs"]
    pub mod frame;
    #[path = "frame/handed.rs"]
    pub mod handed;
}

#[cfg(feature = "ssr")]
pub mod frame;

#[cfg(feature = "ssr")]
mod agreements;
#[cfg(feature = "ssr")]
mod assets;
#[cfg(feature = "ssr")]
mod audit;
#[cfg(feature = "ssr")]
mod catalog;
#[cfg(feature = "ssr")]
mod configurations;
#[cfg(feature = "ssr")]
mod downloads;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod identity;
#[cfg(feature = "ssr")]
mod mail;
#[cfg(feature = "ssr")]
mod orders;
#[cfg(feature = "ssr")]
mod plays;
#[cfg(feature = "ssr")]
pub mod profile;
#[cfg(feature = "ssr")]
mod publications;
#[cfg(feature = "ssr")]
mod requests;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
mod subscriptions;
#[cfg(feature = "ssr")]
mod support;
#[cfg(feature = "ssr")]
mod today;

/// Every page, by address.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router<frame::AppState> {
    axum::Router::new()
        .merge(frame::routes())
        .merge(agreements::routes())
        .merge(assets::routes())
        .merge(audit::routes())
        .merge(catalog::routes())
        .merge(site::routes())
        .merge(configurations::routes())
        .merge(downloads::routes())
        .merge(files::routes())
        .merge(identity::routes())
        .merge(plays::routes())
        .merge(profile::routes())
        .merge(publications::routes())
        .merge(requests::routes())
        .merge(mail::routes())
        .merge(orders::routes())
        .merge(subscriptions::routes())
        .merge(support::routes())
        .merge(today::routes())
}

/// The browser's entry: brings the islands of the page to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
