//! What somebody is entitled to today, and why: the one place that support,
//! prices and downloads ask.
//!
//! Plans give benefits; a subscription *grants* each of them over the days that
//! are paid for, to a whole customer, to one of its units and those below, or to
//! one asset. Several grants of the same kind can hold at once. Then:
//!
//! * Of **support levels** the highest holds: nobody gets less for having subscribed
//!   to more. They are not added up.
//! * **Discounts** count on the days that are decided here ([`Grant::counts`]), like
//!   everything else; which of them makes a product's price the lowest is decided where
//!   all prices are (`agreements/pricing.rs`).
//! * Of **downloads** and **publications** one grant is enough.
//! * **Counted** benefits (swaps, upgrades, training days) add up. What ends
//!   first is used first.
//!
//! Between grants that give the same, the one that covers most closely holds
//! (asset, then unit from the nearest upwards, then customer), then the one that
//! ends last, then the one with the smaller id: the answer never depends on the
//! order in which grants come.
//!
//! Each answer names the grant that holds and those that do not, with the reason.

use super::period::Period;
use crate::Day;
use crate::id::{AssetId, PlanId, SubscriptionId, UnitId};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

pub use super::benefit::{Benefit, Countable};

/// Whom a grant is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// Everybody and everything of the customer.
    Customer,
    /// A unit of it and those below.
    Unit(UnitId),
    /// One asset.
    Asset(AssetId),
}

/// A benefit as one subscription gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// Which subscription gives it.
    pub subscription: SubscriptionId,
    /// Under which plan.
    pub plan: PlanId,
    /// Whom it is for.
    pub covers: Covers,
    /// The days that are paid for.
    pub period: Period,
    /// The subscription rests: nothing is given.
    pub paused: bool,
    /// What is given.
    pub benefit: Benefit,
    /// How many times it was used in these days; for what is counted.
    pub used: i64,
}

impl Grant {
    /// The days on which it counts, whoever it is for: those that are paid for, and none
    /// while its subscription rests. The one rule for support, prices and downloads.
    #[must_use]
    pub fn counts(&self) -> Option<Period> {
        (!self.paused).then_some(self.period)
    }

    /// Why it does not count on a day; `None` if it does.
    fn silent(&self, day: Day) -> Option<Lost> {
        if self.counts().is_some_and(|days| days.has(day)) {
            None
        } else if day < self.period.first() {
            Some(Lost::NotYet(self.period.first()))
        } else if self.period.last() < day {
            Some(Lost::Over(self.period.last()))
        } else {
            Some(Lost::Paused)
        }
    }
}

/// Who is asking: all grants are of the same customer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// The unit, then those above it, the nearest first.
    pub units: Vec<UnitId>,
    /// The asset it is about, if it is about one.
    pub asset: Option<AssetId>,
}

/// Why a grant does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// Its first day has not come.
    NotYet(Day),
    /// Its last day is over.
    Over(Day),
    /// The subscription rests.
    Paused,
    /// It is for another unit or another asset.
    ForOthers,
    /// Every time was used.
    UsedUp,
    /// Another one gives more.
    Less,
    /// Another one gives the same and comes first.
    Same,
}

/// The answer for a benefit of which one grant holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided<'a> {
    /// The grant that holds; `None` if there is no entitlement.
    pub winner: Option<&'a Grant>,
    /// The others of the same kind, and why they do not hold.
    pub lost: Vec<(&'a Grant, Lost)>,
}

/// The answer for a benefit that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<'a> {
    /// How many times are left in all.
    pub left: i64,
    /// The grants with something left, in the order in which they are used.
    pub next: Vec<&'a Grant>,
    /// The others, and why they do not hold.
    pub lost: Vec<(&'a Grant, Lost)>,
}

/// What a holder is entitled to on a day.
#[derive(Debug, Clone)]
pub struct Entitlements<'a> {
    holder: &'a Holder,
    today: Day,
    /// In an order that does not depend on how they came.
    grants: Vec<&'a Grant>,
}

impl<'a> Entitlements<'a> {
    /// What follows for a holder from the grants of its customer.
    #[must_use]
    pub fn new(grants: &'a [Grant], holder: &'a Holder, today: Day) -> Self {
        let mut grants: Vec<&Grant> = grants.iter().collect();
        grants.sort();
        Self {
            holder,
            today,
            grants,
        }
    }

    /// The service level that holds.
    #[must_use]
    pub fn support(&self) -> Decided<'a> {
        self.decide(|benefit| match benefit {
            Benefit::Support { rank, .. } => Some(*rank),
            _ => None,
        })
    }

    /// Whether these downloads may be fetched.
    #[must_use]
    pub fn downloads(&self, code: &str) -> Decided<'a> {
        self.decide(|benefit| match benefit {
            Benefit::Downloads { of } if of == code => Some(0),
            _ => None,
        })
    }

    /// The codes of all downloads that may be fetched, in alphabetical order.
    #[must_use]
    pub fn all_downloads(&self) -> Vec<&'a str> {
        self.codes(|benefit| match benefit {
            Benefit::Downloads { of } => Some(of),
            _ => None,
        })
    }

    /// The codes of all publications that may be read, in alphabetical order.
    #[must_use]
    pub fn all_publications(&self) -> Vec<&'a str> {
        self.codes(|benefit| match benefit {
            Benefit::Publication { of } => Some(of),
            _ => None,
        })
    }

    /// How often something may still be had, and from which grant next.
    #[must_use]
    pub fn count(&self, what: Countable) -> Count<'a> {
        let mut count = Count {
            left: 0,
            next: Vec::new(),
            lost: Vec::new(),
        };
        for grant in &self.grants {
            let Some(left) = left_of(grant, what) else {
                continue;
            };
            match self.does_not_hold(grant) {
                Some(why) => count.lost.push((*grant, why)),
                None if left <= 0 => count.lost.push((*grant, Lost::UsedUp)),
                None => {
                    count.left = count.left.saturating_add(left);
                    count.next.push(grant);
                }
            }
        }
        // What ends first; of those, what fewer others could use; then any order
        // that is always the same.
        count
            .next
            .sort_by_key(|grant| (grant.period.last(), self.distance(grant.covers)));
        count
    }

    /// The best of the grants that hold, by what their benefit is worth.
    fn decide(&self, worth: impl Fn(&Benefit) -> Option<i64>) -> Decided<'a> {
        let mut holding = Vec::new();
        let mut lost = Vec::new();
        for grant in &self.grants {
            let Some(worth) = worth(&grant.benefit) else {
                continue;
            };
            match self.does_not_hold(grant) {
                Some(why) => lost.push((*grant, why)),
                None => holding.push((worth, *grant)),
            }
        }
        // Stable: what is alike in all of this keeps the order of ids.
        holding.sort_by_key(|(worth, grant)| {
            let closeness = self.distance(grant.covers);
            (Reverse(*worth), closeness, Reverse(grant.period.last()))
        });
        let mut holding = holding.into_iter();
        let winner = holding.next();
        if let Some((best, _)) = winner {
            let beaten = holding.map(|(worth, grant)| {
                let why = if worth < best { Lost::Less } else { Lost::Same };
                (grant, why)
            });
            // Those that came close before those that do not hold at all.
            lost.splice(0..0, beaten);
        }
        Decided {
            winner: winner.map(|(_, grant)| grant),
            lost,
        }
    }

    fn codes(&self, code: impl Fn(&'a Benefit) -> Option<&'a String>) -> Vec<&'a str> {
        let mut codes: Vec<&str> = self
            .grants
            .iter()
            .filter(|grant| self.does_not_hold(grant).is_none())
            .filter_map(|grant| code(&grant.benefit).map(String::as_str))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Why a grant does not hold for this holder today; `None` if it does.
    fn does_not_hold(&self, grant: &Grant) -> Option<Lost> {
        if self.distance(grant.covers).is_none() {
            return Some(Lost::ForOthers);
        }
        grant.silent(self.today)
    }

    /// How far from the holder a grant is: 0 is the asset itself, 1 the unit, the
    /// last is the customer. `None` if it is for others.
    fn distance(&self, covers: Covers) -> Option<usize> {
        match covers {
            Covers::Asset(asset) => (self.holder.asset == Some(asset)).then_some(0),
            Covers::Unit(unit) => {
                let place = self.holder.units.iter().position(|one| *one == unit);
                place.map(|place| place + 1)
            }
            Covers::Customer => Some(self.holder.units.len() + 1),
        }
    }
}

fn left_of(grant: &Grant, wanted: Countable) -> Option<i64> {
    match grant.benefit {
        Benefit::Counted { what, times } if what == wanted => {
            Some(times.saturating_sub(grant.used))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
