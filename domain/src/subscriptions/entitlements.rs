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
use crate::id::{AssetId, CategoryId, PlanId, SubscriptionId, UnitId};
use crate::{Day, Rate};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// One thing that a plan gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Benefit {
    /// A service level for cases.
    Support {
        /// Its code.
        level: String,
        /// How high it is; of two the higher one holds.
        rank: i64,
    },
    /// So much off products.
    Discount {
        /// Of this category and those below it; of all products if none.
        category: Option<CategoryId>,
        /// How much off.
        rate: Rate,
    },
    /// What may be fetched.
    Downloads {
        /// The code of what is offered for download together.
        of: String,
    },
    /// What is sent or may be read.
    Publication {
        /// Its code.
        of: String,
    },
    /// Something that may be had so many times in a period.
    Counted {
        /// What.
        what: Countable,
        /// How many times.
        times: i64,
    },
}

/// What a plan gives a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Countable {
    /// A licence given back for another platform's, without charge.
    PlatformSwaps,
    /// A licence for a later version, without charge.
    Upgrades,
    /// A day of training.
    TrainingDays,
}

impl Countable {
    /// Every one there is.
    pub const ALL: &'static [Countable] = &[
        Countable::PlatformSwaps,
        Countable::Upgrades,
        Countable::TrainingDays,
    ];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Countable::PlatformSwaps => "platform-swaps",
            Countable::Upgrades => "upgrades",
            Countable::TrainingDays => "training-days",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

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
mod tests {
    use super::*;
    use crate::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(number: i64) -> Day {
        Day::of(Timestamp(0)).plus_days(number)
    }

    fn unit(number: u128) -> UnitId {
        UnitId(Uuid::from_u128(number))
    }

    fn asset(number: u128) -> AssetId {
        AssetId(Uuid::from_u128(number))
    }

    fn category(number: u128) -> CategoryId {
        CategoryId(Uuid::from_u128(number))
    }

    /// Days 10 to 20, for everybody.
    fn grant(number: u128, benefit: Benefit) -> Grant {
        Grant {
            subscription: SubscriptionId(Uuid::from_u128(number)),
            plan: PlanId(Uuid::from_u128(1)),
            covers: Covers::Customer,
            period: Period::new(day(10), day(20)).unwrap(),
            paused: false,
            benefit,
            used: 0,
        }
    }

    fn support(rank: i64) -> Benefit {
        Benefit::Support {
            level: format!("level-{rank}"),
            rank,
        }
    }

    fn discount(category: Option<CategoryId>, rate: i64) -> Benefit {
        Benefit::Discount {
            category,
            rate: Rate(rate),
        }
    }

    fn swaps(times: i64) -> Benefit {
        Benefit::Counted {
            what: Countable::PlatformSwaps,
            times,
        }
    }

    #[test]
    fn a_benefit_is_given_from_the_first_day_until_the_last() {
        let grants = [grant(1, support(1))];
        let holder = Holder::default();
        let on = |number| Entitlements::new(&grants, &holder, day(number)).support();
        assert_eq!(on(9).lost, [(&grants[0], Lost::NotYet(day(10)))]);
        assert_eq!(on(10).winner, Some(&grants[0]));
        assert_eq!(on(20).winner, Some(&grants[0]));
        assert_eq!(on(21).lost, [(&grants[0], Lost::Over(day(20)))]);
    }

    #[test]
    fn the_highest_level_holds_and_the_others_say_why_not() {
        let mut grants = [
            grant(1, support(1)),
            grant(2, support(3)),
            grant(3, support(3)),
            grant(4, support(9)),
            grant(5, support(9)),
        ];
        grants[3].paused = true;
        grants[4].covers = Covers::Asset(asset(7));
        let holder = Holder::default();
        let decided = Entitlements::new(&grants, &holder, day(15)).support();
        assert_eq!(decided.winner, Some(&grants[1]));
        assert_eq!(
            decided.lost,
            [
                (&grants[2], Lost::Same),
                (&grants[0], Lost::Less),
                (&grants[3], Lost::Paused),
                (&grants[4], Lost::ForOthers),
            ]
        );
        let about_it = Holder {
            asset: Some(asset(7)),
            ..Holder::default()
        };
        let decided = Entitlements::new(&grants, &about_it, day(15)).support();
        assert_eq!(decided.winner, Some(&grants[4]));
    }

    #[test]
    fn of_two_alike_the_closer_one_then_the_one_that_ends_last() {
        let mut grants = [
            grant(1, support(1)),
            grant(2, support(1)),
            grant(3, support(1)),
            grant(4, support(1)),
        ];
        grants[1].covers = Covers::Unit(unit(1));
        grants[2].covers = Covers::Unit(unit(2));
        grants[3].covers = Covers::Unit(unit(2));
        grants[3].period = Period::new(day(10), day(21)).unwrap();
        let holder = Holder {
            units: vec![unit(2), unit(1)],
            asset: None,
        };
        let decided = Entitlements::new(&grants, &holder, day(15)).support();
        assert_eq!(decided.winner, Some(&grants[3]));
        let order: Vec<_> = decided.lost.iter().map(|(grant, _)| *grant).collect();
        assert_eq!(order, [&grants[2], &grants[1], &grants[0]]);
        let elsewhere = Holder {
            units: vec![unit(1)],
            asset: None,
        };
        let decided = Entitlements::new(&grants, &elsewhere, day(15)).support();
        assert_eq!(decided.winner, Some(&grants[1]));
    }

    #[test]
    fn what_is_counted_adds_up_and_what_ends_first_is_used_first() {
        let mut grants = [
            grant(1, swaps(3)),
            grant(2, swaps(2)),
            grant(3, swaps(1)),
            grant(4, support(1)),
        ];
        grants[1].used = 1;
        grants[1].period = Period::new(day(10), day(16)).unwrap();
        grants[2].used = 1;
        let holder = Holder::default();
        let asked = Entitlements::new(&grants, &holder, day(15));
        let count = asked.count(Countable::PlatformSwaps);
        assert_eq!(count.left, 4);
        assert_eq!(count.next, [&grants[1], &grants[0]]);
        assert_eq!(count.lost, [(&grants[2], Lost::UsedUp)]);
        assert_eq!(asked.count(Countable::TrainingDays).left, 0);
        // A smaller plan than what was used already owes nothing.
        grants[0].used = 5;
        let asked = Entitlements::new(&grants, &holder, day(15));
        assert_eq!(asked.count(Countable::PlatformSwaps).left, 1);
    }

    #[test]
    fn downloads_and_publications_by_their_codes() {
        let of = |of: &str| of.to_owned();
        let mut grants = [
            grant(1, Benefit::Downloads { of: of("drivers") }),
            grant(2, Benefit::Downloads { of: of("beta") }),
            grant(3, Benefit::Downloads { of: of("drivers") }),
            grant(4, Benefit::Publication { of: of("letter") }),
        ];
        grants[1].paused = true;
        let holder = Holder::default();
        let asked = Entitlements::new(&grants, &holder, day(15));
        assert_eq!(asked.all_downloads(), ["drivers"]);
        assert_eq!(asked.all_publications(), ["letter"]);
        assert_eq!(asked.downloads("drivers").winner, Some(&grants[0]));
        assert_eq!(asked.downloads("beta").winner, None);
        assert_eq!(asked.downloads("beta").lost, [(&grants[1], Lost::Paused)]);
    }

    #[test]
    fn benefits_are_stored_and_read_back() {
        for benefit in [
            support(1),
            discount(None, 5),
            discount(Some(category(1)), 5),
            swaps(2),
            Benefit::Downloads { of: "x".to_owned() },
        ] {
            let json = serde_json::to_string(&benefit).unwrap();
            assert_eq!(serde_json::from_str::<Benefit>(&json).unwrap(), benefit);
        }
        for what in Countable::ALL {
            assert_eq!(Countable::from_code(what.code()), Some(*what));
            assert_eq!(serde_json::to_value(what).unwrap(), what.code());
        }
    }

    fn any_grant() -> impl Strategy<Value = Grant> {
        let benefit = prop_oneof![
            (0_i64..3).prop_map(support),
            (prop::option::of(0_u128..3), 0_i64..3)
                .prop_map(|(number, rate)| discount(number.map(category), rate)),
            (0_i64..4).prop_map(swaps),
            (0_i64..3).prop_map(|n| Benefit::Downloads { of: n.to_string() }),
        ];
        let covers = prop_oneof![
            Just(Covers::Customer),
            (0_u128..3).prop_map(|number| Covers::Unit(unit(number))),
            (0_u128..2).prop_map(|number| Covers::Asset(asset(number))),
        ];
        (
            benefit,
            covers,
            0_u128..4,
            0_i64..6,
            0_i64..6,
            any::<bool>(),
            0_i64..3,
        )
            .prop_map(
                |(benefit, covers, number, first, days, paused, used)| Grant {
                    covers,
                    period: Period::new(day(first), day(first + days)).unwrap(),
                    paused: paused && used == 0,
                    used,
                    ..grant(number, benefit)
                },
            )
    }

    proptest! {
        #[test]
        fn the_order_of_grants_does_not_matter(
            (grants, shuffled) in prop::collection::vec(any_grant(), 0..12)
                .prop_flat_map(|grants| (Just(grants.clone()), Just(grants).prop_shuffle())),
            today in 0_i64..12
        ) {
            let holder = Holder { units: vec![unit(1), unit(0)], asset: Some(asset(1)) };
            let one = Entitlements::new(&grants, &holder, day(today));
            let two = Entitlements::new(&shuffled, &holder, day(today));
            prop_assert_eq!(one.support(), two.support());
            prop_assert_eq!(one.count(Countable::PlatformSwaps), two.count(Countable::PlatformSwaps));
            prop_assert_eq!(one.all_downloads(), two.all_downloads());
            prop_assert_eq!(one.downloads("1"), two.downloads("1"));
        }

        #[test]
        fn nobody_gets_less_for_having_more(
            grants in prop::collection::vec(any_grant(), 1..12), today in 0_i64..12
        ) {
            let holder = Holder { units: vec![unit(1)], asset: None };
            let worth = |decided: Decided<'_>| match decided.winner.map(|one| &one.benefit) {
                Some(Benefit::Support { rank, .. }) => *rank,
                _ => -1,
            };
            let all = Entitlements::new(&grants, &holder, day(today));
            let fewer = Entitlements::new(&grants[1..], &holder, day(today));
            prop_assert!(worth(all.support()) >= worth(fewer.support()));
            let swaps = Countable::PlatformSwaps;
            prop_assert!(all.count(swaps).left >= fewer.count(swaps).left);
        }

        #[test]
        fn every_grant_of_the_kind_is_answered_once(
            grants in prop::collection::vec(any_grant(), 0..12), today in 0_i64..12
        ) {
            let holder = Holder { units: vec![unit(1)], asset: Some(asset(0)) };
            let decided = Entitlements::new(&grants, &holder, day(today)).support();
            let of_kind = grants.iter()
                .filter(|one| matches!(one.benefit, Benefit::Support { .. }))
                .count();
            prop_assert_eq!(usize::from(decided.winner.is_some()) + decided.lost.len(), of_kind);
        }
    }
}
