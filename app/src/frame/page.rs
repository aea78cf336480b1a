//! A page: what its handler says about it, put into a face and written to
//! one string.
//!
//! ```ignore
//! Page::new(&visitor, Face::Site, words.say("orders-title"))
//!     .nav("orders")
//!     .crumbs([(words.say("frame-orders"), "/orders")])
//!     .show(move || view! { <PageHead title=… /> … })
//! ```
//!
//! Pages are written whole, never streamed: one piece goes out in one packet
//! train, and the status is known before the first byte.

use super::shell::{self, Face};
use super::{Visitor, assets};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::files::Pictures;
use domain::text::Words;
use hydration_context::SsrSharedContext;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos::tachys::view::Position;
use std::borrow::Cow;
use std::sync::Arc;

/// Text that is either fixed or made for this page.
pub type Text = Cow<'static, str>;

/// A page about to be shown.
#[must_use = "a page is shown with `show`"]
pub struct Page<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) face: Face,
    pub(super) title: Text,
    pub(super) nav: &'static str,
    pub(super) crumbs: Vec<(Text, Text)>,
    pub(super) wide: bool,
    status: StatusCode,
    islands: bool,
}

impl<'a> Page<'a> {
    /// A page for this visitor with this title, which also names the
    /// browser's tab: `TITLE · COMPANY`.
    pub fn new(visitor: &'a Visitor, face: Face, title: impl Into<Text>) -> Self {
        Self {
            visitor,
            face,
            title: title.into(),
            nav: "",
            crumbs: Vec::new(),
            wide: false,
            status: StatusCode::OK,
            islands: false,
        }
    }

    /// The status it answers with: 422 for a form shown again, 404, 403 …
    pub const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Which entry of the navigation is lit: the last word of its address
    /// (`catalog`, `orders`, `not-found`); `home` and `today` for the first.
    pub const fn nav(mut self, name: &'static str) -> Self {
        self.nav = name;
        self
    }

    /// The way here: names and addresses of the pages above this one. The
    /// page itself is not among them.
    pub fn crumbs<T: Into<Text>, A: Into<Text>>(
        mut self,
        crumbs: impl IntoIterator<Item = (T, A)>,
    ) -> Self {
        self.crumbs = crumbs
            .into_iter()
            .map(|(text, address)| (text.into(), address.into()))
            .collect();
        self
    }

    /// Uses the whole width of the window: for tables with many columns.
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Loads the browser's half, without which islands stay still. Pages
    /// without islands carry no such script at all.
    pub const fn islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Makes the page. Parts find the reader's [`Words`] and their form in the
    /// context, which is there only while `content` runs: a view that holds
    /// parts is made inside it, never before.
    pub fn show<V: IntoView + 'static>(self, content: impl FnOnce() -> V) -> Response {
        let status = self.status;
        let html = self.html(content);
        (
            status,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            html,
        )
            .into_response()
    }

    /// The page as text.
    pub fn html<V: IntoView + 'static>(self, content: impl FnOnce() -> V) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            provide_context(self.visitor.words);
            provide_context(self.visitor.pictures.clone());
            provide_context(Nonce::from_value(self.visitor.nonce.as_str()));
            let content = content().into_any();
            let whole = self.islands;
            let scripts = whole.then(hydration_scripts);
            let document = shell::document(self, scripts, content);
            let mut html = String::with_capacity(ROOM.max(document.html_len()));
            html.push_str("<!doctype html>");
            let place = &mut Position::FirstChild;
            document.to_html_with_buf(&mut html, place, true, false, Vec::new());
            // Between nodes Leptos leaves marks by which islands find their
            // way; where there are none, nobody reads them.
            if whole { html } else { without_marks(&html) }
        });
        owner.unset_with_forced_cleanup();
        html
    }
}

/// Room for a usual page, in bytes: a text that grows is copied each time.
const ROOM: usize = 32 * 1024;

fn without_marks(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), "<!>") {
        out.push_str(html.get(from..at).unwrap_or_default());
        from = at + "<!>".len();
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

/// What loads and starts the islands.
fn hydration_scripts() -> AnyView {
    let options = LeptosOptions::builder()
        .output_name(assets::get().wasm_name.as_str())
        .site_pkg_dir(assets::FOLDER)
        .build();
    view! { <HydrationScripts options islands=true /> }.into_any()
}

/// Text for an element that holds nothing but text (`title`, `textarea`):
/// there, the markers that rendering leaves between nodes would be shown.
#[must_use]
pub fn plain_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The addresses of the pictures that the reader may see, for a part that shows
/// some.
#[must_use]
pub fn use_pictures() -> Pictures {
    use_context().unwrap_or_default()
}

/// The reader's words, for a part that was not handed them. Views are made
/// inside [`Page::show`]: outside, nobody knows who reads them.
#[must_use]
pub fn use_words() -> Words {
    let words = use_context();
    debug_assert!(words.is_some(), "a part was made outside of Page::show");
    words.unwrap_or_else(|| Words::new(domain::text::Language::default(), "UTC"))
}
