//! The customer's profile: what happened between its people and us
//! (interactions), what we learned from it (facts, with their evidence), and
//! what each person may read and delete of it.
//!
//! Rooms remember with [`record`] and the constructors of [`Interaction`]
//! (`ordered`, `requested`, `configured`, `searched`, `added_to_basket`),
//! which put what the learning rules read where they look for it.
//!
//! * What happened: `interaction`, `line`; `visits` checks what browsers tell, `collect`
//!   writes it; `note`, what staff write down.
//! * What is learned: `learn` takes what is new (as `seen` shows it) to the rules in
//!   `learning`, which change `facts`; `rebuild` begins from zero.
//! * The customer's say: `recording`, `remembered`, `forget`, `correct`, `not_for_us`.
//! * What is looked at: `home`, for members; `dossier`, `history`, `fact_story`, for staff;
//!   `wording`, all of it in words.

#[cfg(feature = "store")]
mod collect;
#[cfg(feature = "store")]
mod correct;
#[cfg(feature = "store")]
mod dossier;
#[cfg(feature = "store")]
mod fact_story;
#[cfg(feature = "store")]
mod facts;
#[cfg(feature = "store")]
mod forget;
#[cfg(feature = "store")]
mod happened;
#[cfg(feature = "store")]
mod history;
#[cfg(feature = "store")]
mod home;
mod interaction;
#[cfg(feature = "store")]
mod learn;
pub mod learning;
mod line;
#[cfg(feature = "store")]
mod not_for_us;
#[cfg(feature = "store")]
mod note;
#[cfg(feature = "store")]
mod rebuild;
#[cfg(feature = "store")]
mod record;
#[cfg(feature = "store")]
mod recording;
#[cfg(feature = "store")]
mod remembered;
#[cfg(feature = "store")]
mod seen;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod visits;
#[cfg(feature = "store")]
pub mod wording;

#[cfg(feature = "store")]
pub use collect::{Collecting, Collector, collector};
#[cfg(feature = "store")]
pub use correct::{CorrectError, LONGEST_NOTE, correct, take_correction_back};
#[cfg(feature = "store")]
pub use dossier::{
    Contact, Dossier, DossierError, Head, Lately, Learned, Missed, OpenPlay, SpentOn, TOUCH_DAYS,
    Touch, UnitOf, dossier,
};
#[cfg(feature = "store")]
pub use fact_story::{FactStory, fact_story};
#[cfg(feature = "store")]
pub use forget::{ForgetError, forget_company, forget_me, forget_one};
#[cfg(feature = "store")]
pub use history::{History, HistoryQuery, Who, history};
#[cfg(feature = "store")]
pub use home::{Change, DueItem, Home, TeamMember, ask_home, changes_of};
pub use interaction::{Kind, Subject, TouchPoint};
#[cfg(feature = "store")]
pub use learn::{learn, learn_all, learner};
pub use line::{LineSeen, OptionSeen};
#[cfg(feature = "store")]
pub use not_for_us::{NotForUsError, for_us_again, not_for_us};
#[cfg(feature = "store")]
pub use note::{LONGEST as LONGEST_CONTACT, Note, NoteError, Way, note};
#[cfg(feature = "store")]
pub use rebuild::{RebuildError, rebuild};
#[cfg(feature = "store")]
pub use record::{Interaction, forget_what_was_told, record, rows, take_back};
#[cfg(feature = "store")]
pub use recording::{
    Choices, Recording, RecordingError, choices, choose_for_company, choose_for_me,
};
#[cfg(feature = "store")]
pub use remembered::{Happened, Known, Refused, Remembered, remembered};
pub use visits::{MOST as MOST_VISITS, PageOf, Told as ToldVisit, Visit, page_of, visits};
