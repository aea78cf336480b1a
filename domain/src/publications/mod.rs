//! Publications: what curators write for customers again and again, issue by issue,
//! and the newsletter that tells of it.
//!
//! A publication is the supplier's, for everybody or for those to whom a
//! subscription gives it, and perhaps for one needs category ([`readers`]). An issue
//! is a draft until it is published, once, and afterwards corrected or taken back; what
//! is new since somebody was here is a pure rule, too ([`visits`]).
//!
//! * `edit`: publications, as curators change them; `issue`: issues until they are
//!   published; `corrected`: what becomes of them afterwards; `written`: what is wrong
//!   with what was typed; `desk`: all of it, as they see it.
//! * `read`: as members see them; `one_issue`: as they read one; `named`: as plans name
//!   them; `home`: what of them is new on the home page.
//! * `newsletter`: the weekly mail, who wants it, and what became of it.

#[cfg(feature = "store")]
mod corrected;
#[cfg(feature = "store")]
mod desk;
#[cfg(feature = "store")]
mod edit;
#[cfg(feature = "store")]
mod home;
#[cfg(feature = "store")]
mod issue;
#[cfg(feature = "store")]
mod named;
#[cfg(feature = "store")]
pub mod newsletter;
#[cfg(feature = "store")]
mod one_issue;
#[cfg(feature = "store")]
mod read;
pub mod readers;
pub mod visits;
#[cfg(feature = "store")]
mod written;

#[cfg(feature = "store")]
pub use corrected::{correct_issue, withdraw_issue};
#[cfg(feature = "store")]
pub use desk::{
    DeskIssue, DeskPublication, Earlier, IssueDesk, IssueRow, Newsletter, PublicationDesk,
    PublicationsDesk, ask_issue_desk, ask_publication_desk, ask_publications_desk,
};
#[cfg(feature = "store")]
pub use edit::{PublicationText, SavePublication, save_publication};
#[cfg(feature = "store")]
pub use home::{NewIssue, NewIssues, ask_new_issues};
#[cfg(feature = "store")]
pub use issue::{IssueText, SaveIssue, discard_issue, publish_issue, save_issue};
#[cfg(feature = "store")]
pub use named::ask_publication_names;
#[cfg(feature = "store")]
pub use one_issue::{Found, Issue, issue_of};
#[cfg(feature = "store")]
pub use read::{Head, IssueLine, OnePublication, Overview, Shelf, publication_of, publications};
#[cfg(feature = "store")]
pub use written::{EditError, EditFault};

#[cfg(all(test, feature = "testing"))]
mod tests;
