//! What somebody wants done with a unit, as they typed it.

use super::lifecycle::Step;
use crate::Day;
use crate::id::{CostCentreId, UnitId};

/// The longest place, name of a borrower, certificate, in characters.
pub const LONGEST_TEXT: usize = 120;
/// The longest remark.
pub const LONGEST_NOTE: usize = 1_000;

/// What somebody wants done with a unit, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Somebody gets it.
    Assign {
        /// The person's address.
        to: String,
    },
    /// It belongs here from now on.
    Transfer {
        /// The unit of the company.
        unit: Option<UnitId>,
        /// The cost centre.
        cost_centre: Option<CostCentreId>,
        /// Where it stands.
        place: String,
    },
    /// It is lent.
    Lend {
        /// The address of a person of the company, or whoever else gets it.
        to: String,
        /// Until which day.
        until: Option<Day>,
    },
    /// Who has it gives it back.
    GiveBack,
    /// It is back.
    TakeBack {
        /// Where it stands now.
        place: String,
    },
    /// Days and remarks.
    Describe {
        /// The last day of its warranty.
        warranty_until: Option<Day>,
        /// When it is to be replaced.
        refresh_at: Option<Day>,
        /// Remarks.
        note: String,
    },
    /// It goes out of service.
    Retire {
        /// The certificate of the wiping of its data.
        wiped: String,
        /// Why.
        why: String,
    },
}

impl Wanted {
    /// The step of the life cycle.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Wanted::Assign { .. } => Step::Assign,
            Wanted::Transfer { .. } => Step::Transfer,
            Wanted::Lend { .. } => Step::Lend,
            Wanted::GiveBack => Step::GiveBack,
            Wanted::TakeBack { .. } => Step::TakeBack,
            Wanted::Describe { .. } => Step::Describe,
            Wanted::Retire { .. } => Step::Retire,
        }
    }

    /// Whether a text is longer than [`LONGEST_TEXT`] or [`LONGEST_NOTE`].
    pub(super) fn is_too_long(&self) -> bool {
        let longer = |text: &String, most: usize| text.chars().count() > most;
        match self {
            Wanted::Assign { to } | Wanted::Lend { to, .. } => longer(to, LONGEST_TEXT),
            Wanted::Transfer { place, .. } | Wanted::TakeBack { place } => {
                longer(place, LONGEST_TEXT)
            }
            Wanted::GiveBack => false,
            Wanted::Describe { note, .. } => longer(note, LONGEST_NOTE),
            Wanted::Retire { wiped, why } => {
                longer(wiped, LONGEST_TEXT) || longer(why, LONGEST_NOTE)
            }
        }
    }
}
