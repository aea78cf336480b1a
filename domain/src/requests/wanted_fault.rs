//! What can be wrong with what somebody asks for or orders: the same for both.

use super::basket::{self, orderable};
use super::cost_centres::CostCentre;
use super::new_lines::{From, NewLine, goods_of};
use crate::id::CostCentreId;
use crate::identity::Member;
use crate::{Currency, Day, Money, Timestamp};

/// Why what somebody wants was neither asked for nor ordered.
#[derive(Debug, thiserror::Error)]
pub enum WantedFault {
    /// There is nothing to ask for, or nothing that could be ordered.
    #[error("nothing to ask for or to order")]
    Empty,
    /// More lines than a request or an order can have.
    #[error("too many lines")]
    TooManyLines,
    /// Not a quantity of whole pieces between one and
    /// [`Quantity::MOST`](crate::Quantity::MOST).
    #[error("bad quantity")]
    BadQuantity,
    /// No agreement applies, so nothing can be asked for.
    #[error("no agreement in force")]
    NoAgreement,
    /// These are not in the customer's catalog, or not any more.
    #[error("not in the catalog")]
    NotInCatalog(Vec<String>),
    /// The company has cost centres; one must be chosen.
    #[error("no cost centre")]
    NoCostCentre,
    /// No such cost centre, or it can't be chosen any more.
    #[error("no such cost centre")]
    NoSuchCostCentre,
    /// Needed by a day that is over.
    #[error("needed in the past")]
    NeededInThePast,
    /// What it costs is not what the person saw.
    #[error("prices have changed")]
    PricesChanged {
        /// What it costs now.
        now: Money,
    },
    /// The basket was emptied or changed meanwhile, in another window perhaps.
    #[error("the basket has changed")]
    BasketChanged,
    /// The sum is larger than any amount we can compute with.
    #[error("too large")]
    TooLarge,
}

/// What can be said before anything is looked up.
pub(super) fn demand_sensible(
    from: &From,
    needed_by: Option<Day>,
    now: Timestamp,
) -> Result<(), WantedFault> {
    if needed_by.is_some_and(|day| day.is_over_everywhere(now)) {
        return Err(WantedFault::NeededInThePast);
    }
    if let From::Lines(lines) = from {
        if lines.len() > basket::MOST_LINES {
            return Err(WantedFault::TooManyLines);
        }
        if !lines.iter().all(|(_, quantity)| orderable(*quantity)) {
            return Err(WantedFault::BadQuantity);
        }
    }
    Ok(())
}

/// The currency that somebody buys in.
pub(super) fn demand_currency(member: &Member) -> Result<Currency, WantedFault> {
    let in_force = member.in_force.as_ref();
    in_force
        .map(|agreement| agreement.currency)
        .ok_or(WantedFault::NoAgreement)
}

/// What the lines with a price cost in all, which must be what was seen.
pub(super) fn demand_seen(
    lines: &[NewLine],
    currency: Currency,
    seen: Option<Money>,
) -> Result<Money, WantedFault> {
    let now = goods_of(lines, currency).ok_or(WantedFault::TooLarge)?;
    match seen {
        Some(seen) if seen != now => Err(WantedFault::PricesChanged { now }),
        _ => Ok(now),
    }
}

/// Where a company has cost centres, one that can be chosen must be.
pub(super) fn demand_cost_centre(
    all: &[CostCentre],
    chosen: Option<CostCentreId>,
) -> Result<(), WantedFault> {
    match chosen {
        None if all.iter().any(CostCentre::is_active) => Err(WantedFault::NoCostCentre),
        None => Ok(()),
        Some(id) => all
            .iter()
            .any(|one| one.id == id && one.is_active())
            .then_some(())
            .ok_or(WantedFault::NoSuchCostCentre),
    }
}
