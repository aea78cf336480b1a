//! What a page hands over to an island, packed by the server and unpacked in
//! the browser.
//!
//! Leptos would write an island's props as JSON, and the reader of JSON would be
//! a sixth of all that a browser has to load. So islands have no props: the page
//! puts what they need into a [`HandOver`], and they take it out with [`handed`].

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What one island needs to know.
pub trait Handed: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The element that carries it; no two on a page.
    const ID: &'static str;
}

/// Hands `what` over to the island among its children.
#[cfg(feature = "ssr")]
#[component]
pub fn HandOver<T: Handed>(
    /// What is handed over.
    what: T,
    /// The island.
    children: Children,
) -> impl IntoView {
    use base64::{Engine, prelude::BASE64_STANDARD};
    // Plain values always fit into memory; were they missing, the page would
    // still have its form, which the server answers.
    let packed = postcard::to_allocvec(&what).unwrap_or_default();
    provide_context(what);
    view! {
        <script type="application/octet-stream" id=T::ID>
            {BASE64_STANDARD.encode(packed)}
        </script>
        {children()}
    }
}

/// What the page handed over.
#[cfg(feature = "ssr")]
#[must_use]
pub fn handed<T: Handed>() -> Option<T> {
    use_context()
}

/// What the page handed over; none if somebody has changed the page since.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn handed<T: Handed>() -> Option<T> {
    let packed = document().get_element_by_id(T::ID)?.text_content()?;
    // One character for each byte.
    let bytes = window().atob(packed.trim()).ok()?;
    let bytes: Option<Vec<u8>> = bytes.chars().map(|c| u8::try_from(c).ok()).collect();
    postcard::from_bytes(&bytes?).ok()
}
