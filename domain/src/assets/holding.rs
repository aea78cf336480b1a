//! How a unit is held: by whom, where, until when; and what each step makes of
//! it.

use super::lifecycle::{State, in_repair, next, sent_back};
use super::wanted::{Wanted, Whom};
use crate::Day;
use crate::id::{CostCentreId, MembershipId, UnitId};
use serde::{Deserialize, Serialize};

/// How a unit is held at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Where it is in its life.
    pub state: State,
    /// The unit of the company that it belongs to.
    pub unit: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre: Option<CostCentreId>,
    /// Who has it.
    pub person: Option<MembershipId>,
    /// Where it stands.
    pub place: String,
    /// To whom it is lent, in words.
    pub loaned_to: String,
    /// Until which day it is lent.
    pub loaned_until: Option<Day>,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it is to be replaced.
    pub refresh_at: Option<Day>,
    /// The certificate of the wiping of its data.
    pub wiped: String,
    /// Remarks.
    pub note: String,
}

impl Holding {
    /// In stock, with nothing known.
    #[must_use]
    pub const fn in_stock() -> Self {
        Self {
            state: State::InStock,
            unit: None,
            cost_centre: None,
            person: None,
            place: String::new(),
            loaned_to: String::new(),
            loaned_until: None,
            warranty_until: None,
            refresh_at: None,
            wiped: String::new(),
            note: String::new(),
        }
    }

    /// How a unit begins that was ordered. One that somebody ordered for
    /// themselves is theirs; of several, of one for somebody who was only named,
    /// and of one whose buyer has left, nobody knows yet who gets which: they are in
    /// stock, and the name is their remark.
    #[must_use]
    pub fn ordered(
        asked_by: Option<MembershipId>,
        pieces: i64,
        for_whom: &str,
        unit: Option<UnitId>,
        cost_centre: Option<CostCentreId>,
    ) -> Self {
        let person = asked_by.filter(|_| pieces == 1 && for_whom.is_empty());
        Self {
            state: match person {
                Some(_) => State::InUse,
                None => State::InStock,
            },
            person,
            unit,
            cost_centre,
            note: for_whom.to_owned(),
            ..Self::in_stock()
        }
    }
}

/// How the unit is held afterwards; `None` if the step is not possible.
#[must_use]
pub fn after(before: &Holding, what: Wanted<Whom>) -> Option<Holding> {
    let state = next(before.state, what.step())?;
    let kept = Holding {
        state,
        ..before.clone()
    };
    // A loan ends with whatever takes the unit elsewhere.
    let back = Holding {
        loaned_to: String::new(),
        loaned_until: None,
        ..kept.clone()
    };
    Some(match what {
        Wanted::Assign { to } => Holding {
            person: to.person,
            ..back
        },
        Wanted::Transfer {
            unit,
            cost_centre,
            place,
        } => Holding {
            unit,
            cost_centre,
            place,
            ..kept
        },
        Wanted::Lend { to, until } => Holding {
            person: to.person,
            loaned_to: to.name,
            loaned_until: until,
            ..kept
        },
        Wanted::GiveBack => kept,
        Wanted::TakeBack { place } => Holding {
            person: None,
            place: if place.is_empty() {
                back.place.clone()
            } else {
                place
            },
            ..back
        },
        Wanted::Describe {
            warranty_until,
            refresh_at,
            note,
        } => Holding {
            warranty_until,
            refresh_at,
            note,
            ..kept
        },
        Wanted::Retire { wiped, .. } => Holding {
            person: None,
            wiped,
            ..back
        },
    })
}

/// How a unit is held after whoever had it has left the company: somebody else has
/// it and works with it, or nobody, and then it is in stock. A loan ends, because
/// who was to give it back is gone; what is out of service or being repaired stays so.
#[must_use]
pub fn after_leaving(before: &Holding, to: Option<MembershipId>) -> Holding {
    let state = match (before.state, to) {
        (State::Retired | State::Returned | State::InRepair, _) => before.state,
        (_, Some(_)) => State::InUse,
        (_, None) => State::InStock,
    };
    Holding {
        state,
        person: to.filter(|_| matches!(state, State::InUse | State::InRepair)),
        loaned_to: String::new(),
        loaned_until: None,
        ..before.clone()
    }
}

/// How a unit is held that we have back: nobody has it, a loan of it is over, it has
/// no warranty any more and need not be replaced. Whose it was, what data was wiped
/// and what was remarked stays to be read. Nothing if we have it already.
#[must_use]
pub fn after_sent_back(before: &Holding) -> Option<Holding> {
    Some(Holding {
        state: sent_back(before.state)?,
        person: None,
        place: String::new(),
        loaned_to: String::new(),
        loaned_until: None,
        warranty_until: None,
        refresh_at: None,
        ..before.clone()
    })
}

/// How a unit is held that is with us to be repaired: as before, only that we have it.
/// Nothing if we have it already.
#[must_use]
pub fn after_into_repair(before: &Holding) -> Option<Holding> {
    Some(Holding {
        state: in_repair(before.state)?,
        ..before.clone()
    })
}

/// How a unit is held that was repaired and sent back, and was in this state before.
/// Nothing if it was not being repaired.
#[must_use]
pub fn after_repair(before: &Holding, was: State) -> Option<Holding> {
    (before.state == State::InRepair).then(|| Holding {
        state: was,
        ..before.clone()
    })
}

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// What: the end of its message's name.
    pub what: String,
    /// What it was: a word, an id, a day as files have it; empty for nothing.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// What differs between two moments, in the order in which it is told.
#[cfg(feature = "store")]
#[must_use]
pub fn changes(before: &Holding, after: &Holding) -> Vec<Changed> {
    let all = |one: &Holding| -> [(&'static str, String); 11] {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        [
            ("state", one.state.code().to_owned()),
            (
                "person",
                one.person.map(|id| id.to_string()).unwrap_or_default(),
            ),
            (
                "unit",
                one.unit.map(|id| id.to_string()).unwrap_or_default(),
            ),
            (
                "cost-centre",
                one.cost_centre.map(|id| id.to_string()).unwrap_or_default(),
            ),
            ("place", one.place.clone()),
            ("loaned-to", one.loaned_to.clone()),
            ("loaned-until", day(one.loaned_until)),
            ("warranty", day(one.warranty_until)),
            ("refresh", day(one.refresh_at)),
            ("wiped", one.wiped.clone()),
            ("note", one.note.clone()),
        ]
    };
    all(before)
        .into_iter()
        .zip(all(after))
        .filter(|(before, after)| before.1 != after.1)
        .map(|((what, before), (_, after))| Changed {
            what: what.to_owned(),
            before,
            after,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use uuid::Uuid;

    fn person(number: u128) -> MembershipId {
        MembershipId(Uuid::from_u128(number))
    }

    fn whom(number: u128) -> Whom {
        Whom {
            person: Some(person(number)),
            name: "Jo".to_owned(),
        }
    }

    #[test]
    fn what_somebody_had_who_left_is_nobodys_or_somebody_elses() {
        let (gone, next) = (MembershipId::new(), MembershipId::new());
        for state in State::ALL {
            let before = Holding {
                state: *state,
                person: Some(gone),
                place: "Dock 4".to_owned(),
                loaned_to: "Somebody".to_owned(),
                ..Holding::in_stock()
            };
            let nobodys = after_leaving(&before, None);
            assert_eq!((nobodys.person, nobodys.loaned_to.as_str()), (None, ""));
            assert_eq!(nobodys.place, "Dock 4");
            let theirs = after_leaving(&before, Some(next));
            let gone = matches!(state, State::Retired | State::Returned);
            assert_eq!(theirs.person, (!gone).then_some(next));
            let stays = gone || *state == State::InRepair;
            let expected = if stays { *state } else { State::InUse };
            assert_eq!(theirs.state, expected);
        }
    }

    #[test]
    fn one_ordered_for_oneself_is_ones_own() {
        let own = Holding::ordered(Some(person(1)), 1, "", None, None);
        assert_eq!((own.state, own.person), (State::InUse, Some(person(1))));
        let several = Holding::ordered(Some(person(1)), 3, "", None, None);
        assert_eq!((several.state, several.person), (State::InStock, None));
        let named = Holding::ordered(Some(person(1)), 1, "Jo of the night shift", None, None);
        assert_eq!((named.state, named.person), (State::InStock, None));
        assert_eq!(named.note, "Jo of the night shift");
        let left = Holding::ordered(None, 1, "", None, None);
        assert_eq!((left.state, left.person), (State::InStock, None));
    }

    #[test]
    fn a_loan_ends_when_it_is_back() {
        let lend = Wanted::Lend {
            to: whom(2),
            until: Some(Day::of(Timestamp(0))),
        };
        let lent = after(&Holding::in_stock(), lend).unwrap();
        assert_eq!((lent.state, lent.person), (State::OnLoan, Some(person(2))));
        let given = after(&lent, Wanted::GiveBack).unwrap();
        assert_eq!(given.person, Some(person(2)), "it is not here yet");
        let place = "Shelf 4".to_owned();
        let back = after(&given, Wanted::TakeBack { place }).unwrap();
        assert_eq!(
            back,
            Holding {
                place: "Shelf 4".to_owned(),
                ..Holding::in_stock()
            }
        );
    }

    #[test]
    fn what_we_have_back_is_nobodys_and_promised_nothing() {
        let used = Holding {
            loaned_to: "Jo".to_owned(),
            place: "Dock 4".to_owned(),
            warranty_until: Some(Day::of(Timestamp(0))),
            refresh_at: Some(Day::of(Timestamp(0))),
            wiped: "W-17".to_owned(),
            ..Holding::ordered(Some(person(1)), 1, "", None, None)
        };
        let back = after_sent_back(&used).unwrap();
        let expected = Holding {
            state: State::Returned,
            wiped: "W-17".to_owned(),
            ..Holding::in_stock()
        };
        assert_eq!(back, expected);
        assert_eq!(after_sent_back(&back), None, "once");
    }

    #[test]
    fn what_was_repaired_is_held_as_before() {
        for state in State::ALL {
            let before = Holding {
                state: *state,
                person: Some(person(1)),
                place: "Dock 4".to_owned(),
                loaned_to: "Jo".to_owned(),
                warranty_until: Some(Day::of(Timestamp(0))),
                ..Holding::in_stock()
            };
            let Some(here) = after_into_repair(&before) else {
                assert!(matches!(state, State::Returned | State::InRepair));
                continue;
            };
            assert_eq!(here.state, State::InRepair);
            assert_eq!(after_into_repair(&here), None, "once");
            assert_eq!(after_repair(&here, *state), Some(before.clone()));
            assert_eq!(after_repair(&before, *state), None);
            // It may stay with us after all.
            assert_eq!(after_sent_back(&here).unwrap().person, None);
        }
    }

    #[test]
    fn what_is_retired_is_nobodys_and_stays_so() {
        let used = Holding::ordered(Some(person(1)), 1, "", None, None);
        let retire = Wanted::Retire {
            wiped: "W-17".to_owned(),
            why: String::new(),
        };
        let gone = after(&used, retire).unwrap();
        assert_eq!((gone.person, gone.wiped.as_str()), (None, "W-17"));
        let again = Wanted::Assign { to: whom(1) };
        assert_eq!(after(&gone, again), None);
    }

    #[cfg(feature = "store")]
    #[test]
    fn only_what_differs_is_told() {
        let before = Holding::in_stock();
        let assigned = after(&before, Wanted::Assign { to: whom(7) }).unwrap();
        let told = changes(&before, &assigned);
        let what: Vec<&str> = told.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(what, ["state", "person"]);
        assert_eq!(told[1].after, person(7).to_string());
        assert_eq!(changes(&assigned, &assigned), []);
    }
}
