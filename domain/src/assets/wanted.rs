//! What somebody wants done with a unit: as they typed it, and once it is known whom
//! they mean by that.

use super::lifecycle::{EventKind, Step};
use crate::Day;
use crate::id::{CostCentreId, MembershipId, UnitId};

/// The longest place, name of a borrower, certificate, in characters.
pub const LONGEST_TEXT: usize = 120;
/// The longest remark.
pub const LONGEST_NOTE: usize = 1_000;

/// Who gets a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    /// The person of the company; none if it is somebody else.
    pub person: Option<MembershipId>,
    /// What they are called.
    pub name: String,
}

/// What somebody wants done with a unit. Who gets it stands in it as it was typed, the
/// address of a person or a name, until [`Whom`] that is has been found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted<W = String> {
    /// Somebody of the company gets it.
    Assign {
        /// Who.
        to: W,
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
        /// To a person of the company, or to whoever else gets it.
        to: W,
        /// Until which day.
        until: Option<Day>,
    },
    /// Who has it gives it back.
    GiveBack,
    /// It is back.
    TakeBack {
        /// Where it stands now; where it stood if nothing is said.
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

impl<W> Wanted<W> {
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

    /// What the history calls it.
    #[must_use]
    pub const fn event(&self) -> EventKind {
        match self {
            Wanted::Assign { .. } => EventKind::Assigned,
            Wanted::Transfer { .. } => EventKind::Transferred,
            Wanted::Lend { .. } => EventKind::Lent,
            Wanted::GiveBack => EventKind::GivenBack,
            Wanted::TakeBack { .. } => EventKind::TakenBack,
            Wanted::Describe { .. } => EventKind::Described,
            Wanted::Retire { .. } => EventKind::Retired,
        }
    }
}

#[cfg(feature = "store")]
impl Wanted {
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

    /// What is to be done, once `whom` says who is meant by what was typed. Texts are
    /// kept without what surrounds them.
    pub(super) fn meaning(self, whom: impl FnOnce(String) -> Whom) -> Wanted<Whom> {
        let plain = |text: String| text.trim().to_owned();
        match self {
            Wanted::Assign { to } => Wanted::Assign { to: whom(to) },
            Wanted::Transfer {
                unit,
                cost_centre,
                place,
            } => Wanted::Transfer {
                unit,
                cost_centre,
                place: plain(place),
            },
            Wanted::Lend { to, until } => Wanted::Lend {
                to: whom(to),
                until,
            },
            Wanted::GiveBack => Wanted::GiveBack,
            Wanted::TakeBack { place } => Wanted::TakeBack {
                place: plain(place),
            },
            Wanted::Describe {
                warranty_until,
                refresh_at,
                note,
            } => Wanted::Describe {
                warranty_until,
                refresh_at,
                note: plain(note),
            },
            Wanted::Retire { wiped, why } => Wanted::Retire {
                wiped: plain(wiped),
                why,
            },
        }
    }
}
