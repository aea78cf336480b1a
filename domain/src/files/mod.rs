//! Stored files: pictures and documents.
//!
//! Content lies in a store (`store.rs`: a folder, by default next to the
//! database), each different content once, under a name that is never used
//! again; what it is and what it belongs to stands in the database. Content is
//! written and synced (`take.rs`; what comes together, `several.rs`) before the row
//! that names it commits (`keep.rs`), so that nothing that was acknowledged is lost; what
//! a killed upload leaves behind is named by no row and cleared away a day later
//! (`clear.rs`).
//!
//! What was sent is believed for what it contains, never for its name:
//! [`media`] recognises it, `picture.rs` decodes pictures within limits and makes
//! the three sizes that pages show, and so leaves behind whatever else was in
//! the file. How much members may send within a day says `today.rs`.
//!
//! Who may fetch a file is decided by what it belongs to (`fetch.rs`): a product
//! on the reader's shelf, a customer's site, an article, or a case that the reader
//! sees; of software the room `downloads`. Pictures carry a signed address
//! (`address.rs`) from pages that have decided it already.

#[cfg(feature = "store")]
mod address;
#[cfg(feature = "store")]
mod clear;
#[cfg(feature = "store")]
mod fetch;
#[cfg(feature = "store")]
mod keep;
#[cfg(feature = "store")]
pub mod media;
#[cfg(feature = "store")]
mod picture;
#[cfg(feature = "store")]
mod several;
#[cfg(feature = "store")]
mod store;
#[cfg(feature = "store")]
mod take;
#[cfg(feature = "store")]
pub(crate) mod today;

#[cfg(feature = "store")]
pub use address::Pictures;
#[cfg(feature = "store")]
pub use clear::{Missing, any_content, clear_away, look_after};
#[cfg(feature = "store")]
pub use fetch::{Fetched, fetch};
#[cfg(feature = "store")]
pub(crate) use keep::{Keep, keep};
#[cfg(feature = "store")]
pub use media::{Kind, Media, Size};
#[cfg(feature = "store")]
pub(crate) use several::Several;
#[cfg(feature = "store")]
pub use store::{Files, FilesError};
#[cfg(feature = "store")]
pub(crate) use take::TakeError;
#[cfg(feature = "store")]
pub use take::{Fault, LARGEST_DOCUMENT, LARGEST_PACKAGE, LARGEST_PICTURE, Sent};
#[cfg(feature = "store")]
pub(crate) use today::fits_today;

#[cfg(all(test, feature = "testing"))]
mod tests;
