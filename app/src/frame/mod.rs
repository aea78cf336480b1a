//! The frame around every page, and the parts that pages are made of.
//!
//! * [`Visitor`]: who a page is made for.
//! * [`SignedIn`], [`StaffOnly`]: the same, for pages that are not for all.
//! * [`PageError`]: why there is no page; becomes one that says so.
//! * [`Page`]: title, navigation and content become one response, in one of
//!   three [`Face`]s: the customer's site, the supplier's console, the door.
//! * [`parts`]: tables, fields, badges, timelines … each a small component.
//!   `/console/parts` shows all of them in all their states.
//! * [`Form`] and [`FormState`]: what was posted, and the form shown again.
//! * [`Upload`]: the same with a file.
//! * [`curating`]: what the pages share on which curators keep things.
//! * [`Html`]: markup written by hand, for what a page has very many of.
//! * [`Address`], [`Sorting`], [`Paging`]: sorting, filters and pages in the
//!   address.
//! * [`id`], [`in_path`]: what stands in the path of an address.
//! * [`assets`]: the hashed names of style sheet and scripts.
//!
//! Classes come from `style/*.css` and nowhere else: the content security
//! policy refuses inline styles and inline scripts.

mod arrive;
pub mod assets;
mod banner;
#[cfg(test)]
mod contrast;
mod csv;
pub mod curating;
mod errors;
mod form;
mod html;
mod navigation;
mod page;
pub mod parts;
mod parts_page;
mod path;
mod query;
mod shell;
mod state;
mod upload;
mod visitor;

pub use arrive::{
    CspNonce, RemoteAddress, RequestName, SignedIn, StaffOnly, found, session_key, with_arrival,
};
pub use csv::{CsvFile, as_file, csv_pieces, csv_row};
pub use errors::{PageError, error_pages, not_found};
pub use form::{Form, FormState, key_of};
pub use html::Html;
pub use page::{Page, Text, plain_text, use_pictures, use_words};
pub use path::{id, in_path};
pub use query::{Address, Paging, Sorting, is_ours};
pub use shell::Face;
pub use state::{AppState, DemoAccount, Settings};
pub use upload::{MOST_WITH_FILE, Upload, Uploads};
pub use visitor::{Flash, Visitor};

use axum::Router;
use axum::routing::get;

/// The frame's own addresses.
pub fn routes() -> Router<AppState> {
    Router::new().route(
        "/console/parts",
        get(parts_page::show).post(parts_page::submit),
    )
}
