//! Who of a company sees whose equipment: a pure rule. What one has oneself,
//! everybody sees; what belongs to one's unit, who decides there; all of it, who
//! sees the company. What one does not see, one may still have in front of oneself.

use super::lifecycle::State;
use crate::id::{MembershipId, UnitId};
use crate::identity::{Actor, Permission};

/// How far somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sees {
    /// What they have themselves.
    Own,
    /// What belongs to this unit of the company, besides.
    Unit(UnitId),
    /// Everything the company has.
    Company,
}

impl Sees {
    /// How far this person sees of their own company.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let unit = actor.member().and_then(|member| member.unit);
        Self::by(
            actor.may(Permission::SeeCompany),
            actor.may(Permission::SeeUnit),
            unit,
        )
    }

    const fn by(company: bool, of_unit: bool, unit: Option<UnitId>) -> Self {
        match unit {
            _ if company => Self::Company,
            Some(unit) if of_unit => Self::Unit(unit),
            _ => Self::Own,
        }
    }

    /// Whether they see a unit of equipment that this person has and that belongs
    /// to this unit of the company. Lists say the same in SQL (`list.rs`).
    #[must_use]
    pub fn covers(
        self,
        me: MembershipId,
        person: Option<MembershipId>,
        unit: Option<UnitId>,
    ) -> bool {
        person == Some(me)
            || match self {
                Self::Own => false,
                Self::Unit(mine) => unit == Some(mine),
                Self::Company => true,
            }
    }
}

/// Whether somebody of the unit `mine` may name a unit of equipment that they don't see
/// when they ask for help: one in service that nobody has, and that stands in their own
/// unit, as a printer in the hall does. Its tag is on its label, in front of them.
#[must_use]
pub fn stands_before(
    mine: Option<UnitId>,
    state: State,
    person: Option<MembershipId>,
    unit: Option<UnitId>,
) -> bool {
    let there = matches!(state, State::InUse | State::InStock) && person.is_none();
    there && unit.is_some() && unit == mine
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_may_be_named_where_it_stands() {
        let (here, there) = (UnitId::new(), UnitId::new());
        let hall = |mine, state, unit| stands_before(mine, state, None, unit);
        assert!(hall(Some(here), State::InUse, Some(here)));
        assert!(hall(Some(here), State::InStock, Some(here)));
        assert!(!hall(Some(here), State::InUse, Some(there)));
        assert!(!hall(None, State::InUse, None), "of no unit");
        for gone in [State::OnLoan, State::Retired, State::Returned] {
            assert!(!hall(Some(here), gone, Some(here)), "{gone:?}");
        }
        let somebodys = Some(MembershipId::new());
        assert!(!stands_before(
            Some(here),
            State::InUse,
            somebodys,
            Some(here)
        ));
    }

    #[test]
    fn ones_own_is_seen_by_everybody_and_nothing_else_by_most() {
        let (me, other) = (MembershipId::new(), MembershipId::new());
        let (here, there) = (UnitId::new(), UnitId::new());
        for sees in [Sees::Own, Sees::Unit(here), Sees::Company] {
            assert!(sees.covers(me, Some(me), Some(there)));
        }
        assert!(!Sees::Own.covers(me, Some(other), Some(here)));
        assert!(!Sees::Own.covers(me, None, None));
        assert!(Sees::Unit(here).covers(me, Some(other), Some(here)));
        assert!(!Sees::Unit(here).covers(me, Some(other), Some(there)));
        assert!(!Sees::Unit(here).covers(me, None, None));
        assert!(Sees::Company.covers(me, None, None));
    }

    #[test]
    fn who_decides_in_no_unit_sees_their_own() {
        let unit = UnitId::new();
        assert_eq!(Sees::by(false, true, Some(unit)), Sees::Unit(unit));
        assert_eq!(Sees::by(false, true, None), Sees::Own);
        assert_eq!(Sees::by(false, false, Some(unit)), Sees::Own);
        assert_eq!(Sees::by(true, true, Some(unit)), Sees::Company);
    }
}
