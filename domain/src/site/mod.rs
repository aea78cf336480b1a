//! What makes a customer's site theirs, beside what was agreed: a welcome,
//! announcements, links, documents, terms, the order of categories and standards, and what
//! the home page shows; for everybody of the customer, or for an access group.
//!
//! An access group says what people see, roles say what they may do. Somebody in
//! several groups sees the texts of all of them; of how pages look, the group that
//! was made first and says anything counts, and after all groups what is said for
//! everybody.
//!
//! Documents are files (`documents.rs`); whoever sees them may fetch them.
//!
//! [`look`] is the pure rule, `shown.rs` finds what a person sees, `edit.rs`
//! and its neighbours (`edit_texts.rs`, `edit_look.rs`, `edit_groups.rs`) change it, `editor.rs` is what the page for editing needs.

#[cfg(feature = "store")]
mod documents;
#[cfg(feature = "store")]
mod edit;
#[cfg(feature = "store")]
mod edit_groups;
#[cfg(feature = "store")]
mod edit_look;
#[cfg(feature = "store")]
mod edit_texts;
#[cfg(feature = "store")]
mod editor;
pub mod look;
#[cfg(feature = "store")]
mod shown;

#[cfg(feature = "store")]
pub use documents::{
    MOST_SITE_DOCUMENTS, PutSiteDocument, SiteDocument, SiteDocumentError, ask_all_site_documents,
    ask_site_documents, put_site_document, remove_site_document,
};
#[cfg(feature = "store")]
pub use edit::{SiteError, set_own_site};
#[cfg(feature = "store")]
pub use edit_groups::{SaveGroup, remove_group, save_group};
#[cfg(feature = "store")]
pub use edit_look::save_look;
#[cfg(feature = "store")]
pub use edit_texts::{SaveText, remove_text, save_text};
#[cfg(feature = "store")]
pub use editor::{AccessGroup, OfferedTo, SiteEditor, SiteMember, ask_groups, ask_site_editor};
pub use look::{Look, Report, Section, TextKind};
#[cfg(feature = "store")]
pub(crate) use shown::is_in_group;
#[cfg(feature = "store")]
pub use shown::{Site, SiteText, ask_site};

#[cfg(all(test, feature = "testing"))]
mod tests;
