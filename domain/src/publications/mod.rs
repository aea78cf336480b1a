//! Publications: what curators write for customers again and again, issue by issue,
//! and the newsletter that tells of it.
//!
//! A publication is the supplier's, for everybody or for those to whom a
//! subscription gives it, and perhaps for one needs category ([`readers`]). An issue
//! is a draft until it is published, once; what is new since somebody was here is a
//! pure rule, too ([`visits`]).
//!
//! * `edit`: publications and issues, as curators change them; `desk`: as they see
//!   them.
//! * `read`: as members see them; `named`: as plans name them; `home`: what of them is
//!   new on the home page.
//! * `newsletter`: the weekly mail, who wants it, and what became of it.

#[cfg(feature = "store")]
mod desk;
#[cfg(feature = "store")]
mod edit;
#[cfg(feature = "store")]
mod home;
#[cfg(feature = "store")]
mod named;
#[cfg(feature = "store")]
pub mod newsletter;
#[cfg(feature = "store")]
mod read;
pub mod readers;
pub mod visits;

#[cfg(feature = "store")]
pub use desk::{
    DeskIssue, DeskPublication, IssueDesk, IssueRow, Newsletter, PublicationDesk, PublicationsDesk,
    ask_issue_desk, ask_publication_desk, ask_publications_desk,
};
#[cfg(feature = "store")]
pub use edit::{
    EditError, IssueText, PublicationText, SaveIssue, SavePublication, discard_issue,
    publish_issue, save_issue, save_publication,
};
#[cfg(feature = "store")]
pub use home::{NewIssue, NewIssues, ask_new_issues};
#[cfg(feature = "store")]
pub use named::ask_publication_names;
#[cfg(feature = "store")]
pub use read::{
    Head, Issue, IssueLine, OnePublication, Overview, Shelf, issue_of, publication_of, publications,
};

#[cfg(all(test, feature = "testing"))]
mod tests;
