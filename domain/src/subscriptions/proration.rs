//! What part of a period costs, by days and exact to the minor unit.
//!
//! A price is for a whole period. What of it belongs to some of its days is
//! spread evenly over the days ([`Money::spread`]): what is paid until a day is
//! rounded, and a part is the difference of two such sums. So however often a
//! period is cut, its parts sum to its price, and what is given back for the
//! rest and what was kept for the days before are the price again.
//!
//! A change on a day gives the rest of the old back and charges the rest of the
//! new, both from that day on. Many changes in one period therefore cost what
//! their days cost, never a cent more for having been made in several steps.

use super::period::Period;
use crate::{Day, Money, Quantity};

/// Why there is no part of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotProrated {
    /// The days are not within the period that the price is for.
    #[error("not within the period")]
    Outside,
    /// Money of two currencies, which never mix.
    #[error("two currencies")]
    TwoCurrencies,
    /// A price below zero.
    #[error("less than nothing")]
    Negative,
    /// More than we can hold.
    #[error("too large")]
    TooLarge,
}

/// Something paid for a whole period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// What the whole period costs.
    pub price: Money,
    /// The period.
    pub period: Period,
}

impl Paid {
    /// The same price for each of some pieces: seats, devices.
    ///
    /// # Errors
    /// [`NotProrated::TooLarge`], [`NotProrated::Negative`].
    pub fn for_each(price: Money, pieces: Quantity, period: Period) -> Result<Self, NotProrated> {
        let price = price.times(pieces).ok_or(NotProrated::TooLarge)?;
        if price.minor < 0 {
            return Err(NotProrated::Negative);
        }
        Ok(Self { price, period })
    }

    /// What some of its days cost.
    ///
    /// # Errors
    /// Why that has no answer.
    pub fn part(self, days: Period) -> Result<Money, NotProrated> {
        let border = |day: Day| day.days_since(self.period.first());
        self.spread(border(days.first()), border(days.day_after()))
    }

    /// What its days from one on cost: what is given back if it ends the day
    /// before. Nothing on the day after it, when it is over anyway.
    ///
    /// # Errors
    /// Why that has no answer.
    pub fn rest_from(self, day: Day) -> Result<Money, NotProrated> {
        self.spread(day.days_since(self.period.first()), self.period.days())
    }

    fn spread(self, from: i64, to: i64) -> Result<Money, NotProrated> {
        let days = self.period.days();
        if self.price.minor < 0 {
            return Err(NotProrated::Negative);
        }
        if from < 0 || to < from || days < to {
            return Err(NotProrated::Outside);
        }
        self.price
            .spread(from, to, days)
            .ok_or(NotProrated::TooLarge)
    }
}

/// What a change costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeCost {
    /// What is given back for the old, at least nothing.
    pub credit: Money,
    /// What is charged for the new, at least nothing.
    pub charge: Money,
}

impl ChangeCost {
    /// What is to be paid; negative if more is given back than charged.
    #[must_use]
    pub fn due(self) -> Money {
        // Both are of one currency and at least nothing, so this always fits.
        let minor = self.charge.minor.saturating_sub(self.credit.minor);
        Money::new(minor, self.charge.currency)
    }
}

/// What it costs to have something else from a day on: an upgrade, a downgrade,
/// more seats or fewer, another term. The new period may be the old one or one of
/// its own that begins on that day.
///
/// # Errors
/// Why that has no answer; [`NotProrated::TwoCurrencies`] if old and new are not
/// of one currency: then the old is cancelled and the new is bought, each in its
/// own.
pub fn change(old: Paid, new: Paid, from: Day) -> Result<ChangeCost, NotProrated> {
    if old.price.currency != new.price.currency {
        return Err(NotProrated::TwoCurrencies);
    }
    Ok(ChangeCost {
        credit: old.rest_from(from)?,
        charge: new.rest_from(from)?,
    })
}

/// What it costs to cancel on a day: the rest is given back.
///
/// # Errors
/// Why that has no answer.
pub fn cancel(old: Paid, from: Day) -> Result<ChangeCost, NotProrated> {
    Ok(ChangeCost {
        credit: old.rest_from(from)?,
        charge: Money::zero(old.price.currency),
    })
}

/// What it costs to have another number of pieces from a day on, each at the same
/// price for the period.
///
/// # Errors
/// Why that has no answer.
pub fn change_pieces(
    price: Money,
    period: Period,
    before: Quantity,
    after: Quantity,
    from: Day,
) -> Result<ChangeCost, NotProrated> {
    let paid = |pieces| Paid::for_each(price, pieces, period);
    change(paid(before)?, paid(after)?, from)
}

/// What it costs to have other pieces at another price from a day on, reckoned
/// piece by piece: a piece is what has a price, so that each one's days sum to it
/// whatever happens to the others. Both prices are those of one piece.
///
/// # Errors
/// Why that has no answer.
pub fn change_each(
    (old, before): (Paid, Quantity),
    (new, after): (Paid, Quantity),
    from: Day,
) -> Result<ChangeCost, NotProrated> {
    let each = change(old, new, from)?;
    let all = |money: Money, pieces| money.times(pieces).ok_or(NotProrated::TooLarge);
    Ok(ChangeCost {
        credit: all(each.credit, before)?,
        charge: all(each.charge, after)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Timestamp};
    use proptest::prelude::*;

    fn day(number: i64) -> Day {
        Day::of(Timestamp(0)).plus_days(number)
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    /// A period of so many days from day 0 on.
    fn days(count: i64) -> Period {
        Period::new(day(0), day(count - 1)).unwrap()
    }

    fn paid(minor: i64, count: i64) -> Paid {
        Paid {
            price: eur(minor),
            period: days(count),
        }
    }

    #[test]
    fn a_year_for_a_part_of_it() {
        let year = paid(120_000, 365);
        // From 1 July on, 184 days are left: 120000 × 184 / 365.
        assert_eq!(year.rest_from(day(181)), Ok(eur(60_493)));
        assert_eq!(year.rest_from(day(0)), Ok(eur(120_000)));
        assert_eq!(year.rest_from(day(365)), Ok(eur(0)));
        assert_eq!(year.rest_from(day(366)), Err(NotProrated::Outside));
        assert_eq!(year.rest_from(day(-1)), Err(NotProrated::Outside));
        let first = Period::new(day(0), day(180)).unwrap();
        assert_eq!(year.part(first), Ok(eur(59_507)));
        assert_eq!(year.part(days(366)), Err(NotProrated::Outside));
    }

    #[test]
    fn an_upgrade_gives_the_rest_back_and_charges_the_new() {
        let cost = change(paid(10_000, 30), paid(20_000, 30), day(20)).unwrap();
        assert_eq!((cost.credit, cost.charge), (eur(3_333), eur(6_667)));
        assert_eq!(cost.due(), eur(3_334));
        let down = change(paid(20_000, 30), paid(10_000, 30), day(20)).unwrap();
        assert_eq!(down.due(), eur(-3_334));
        // A term of its own from that day on is charged in full.
        let longer = Paid {
            price: eur(200_000),
            period: Period::new(day(20), day(384)).unwrap(),
        };
        assert_eq!(
            change(paid(10_000, 30), longer, day(20)).unwrap().charge,
            eur(200_000)
        );
        assert_eq!(
            cancel(paid(10_000, 30), day(15)).unwrap().due(),
            eur(-5_000)
        );
    }

    #[test]
    fn seats_in_the_middle_of_a_term() {
        let pieces = Quantity::pieces;
        let cost = change_pieces(eur(999), days(31), pieces(3), pieces(5), day(10)).unwrap();
        assert_eq!((cost.credit, cost.charge), (eur(2_030), eur(3_384)));
        let same = change_pieces(eur(999), days(31), pieces(3), pieces(3), day(10)).unwrap();
        assert_eq!(same.due(), eur(0));
    }

    #[test]
    fn currencies_never_mix_and_nothing_costs_less_than_nothing() {
        let dollars = Paid {
            price: Money::new(10_000, Currency::USD),
            period: days(30),
        };
        assert_eq!(
            change(paid(10_000, 30), dollars, day(3)),
            Err(NotProrated::TwoCurrencies)
        );
        assert_eq!(paid(-1, 30).rest_from(day(3)), Err(NotProrated::Negative));
        assert_eq!(
            Paid::for_each(eur(i64::MAX), Quantity::pieces(2), days(2)),
            Err(NotProrated::TooLarge)
        );
        // As large as money can be, it is still exact.
        assert_eq!(paid(i64::MAX, 365).part(days(365)), Ok(eur(i64::MAX)));
    }

    fn any_paid() -> impl Strategy<Value = Paid> {
        (0_i64..10_000_000_000, 1_i64..4_000).prop_map(|(minor, count)| paid(minor, count))
    }

    proptest! {
        #[test]
        fn parts_of_a_period_sum_to_its_price(
            paid in any_paid(), cuts in prop::collection::btree_set(1_i64..4_000, 0..12)
        ) {
            let count = paid.period.days();
            let mut borders: Vec<i64> = cuts.into_iter().filter(|cut| *cut < count).collect();
            borders.insert(0, 0);
            borders.push(count);
            let mut sum = 0;
            for two in borders.windows(2) {
                let part = Period::new(day(two[0]), day(two[1] - 1)).unwrap();
                sum += paid.part(part).unwrap().minor;
            }
            prop_assert_eq!(sum, paid.price.minor);
        }

        #[test]
        fn what_is_kept_and_what_is_given_back_are_the_price(
            paid in any_paid(), cut in 1_i64..4_000
        ) {
            prop_assume!(cut < paid.period.days());
            let kept = paid.part(Period::new(day(0), day(cut - 1)).unwrap()).unwrap();
            let back = paid.rest_from(day(cut)).unwrap();
            prop_assert_eq!(kept.plus(back), Some(paid.price));
        }

        #[test]
        fn a_part_is_right_to_one_minor_unit_and_more_days_cost_no_less(
            paid in any_paid(), from in 0_i64..4_000, length in 1_i64..4_000
        ) {
            let count = paid.period.days();
            let from = from % count;
            let length = 1 + length % (count - from);
            let part = |length| paid.part(Period::new(day(from), day(from + length - 1)).unwrap());
            let minor = part(length).unwrap().minor;
            let exact = paid.price.minor as f64 * length as f64 / count as f64;
            prop_assert!((minor as f64 - exact).abs() <= 1.0 + exact * 1e-12);
            prop_assert!(length == 1 || part(length - 1).unwrap().minor <= minor);
        }

        /// Piece by piece, too, what is added and what was there pay what their days
        /// cost, whenever they were added.
        #[test]
        fn seats_that_are_added_pay_for_their_days(
            minor in 0_i64..1_000_000, count in 1_i64..800, before in 1_i64..50,
            more in 0_i64..50, at in 0_i64..800
        ) {
            let each = paid(minor, count);
            let at = day(at.min(count));
            let pieces = Quantity::pieces;
            let cost = change_each(
                (each, pieces(before)), (each, pieces(before + more)), at
            ).unwrap();
            let one = each.rest_from(at).unwrap().minor;
            prop_assert_eq!(cost.due().minor, one * more);
            prop_assert!(cost.due().minor <= minor * more);
        }

        /// However many plans and seats one changes through, one pays for each
        /// day what was had on it, and nothing for having changed.
        #[test]
        fn many_changes_cost_what_their_days_cost(
            first in 0_i64..1_000_000, count in 1_i64..800,
            changes in prop::collection::vec((0_i64..800, 0_i64..1_000_000, 0_i64..50), 0..12)
        ) {
            let period = days(count);
            let mut changes: Vec<_> = changes.into_iter()
                .map(|(at, minor, seats)| (at.min(count), minor, seats))
                .collect();
            changes.sort_by_key(|(at, ..)| *at);
            let mut now = paid(first, count);
            let (mut since, mut total, mut by_days) = (0, first, 0);
            for (at, minor, seats) in changes {
                let new = Paid::for_each(eur(minor), Quantity::pieces(seats), period).unwrap();
                total += change(now, new, day(at)).unwrap().due().minor;
                if let Some(had) = Period::new(day(since), day(at - 1)) {
                    by_days += now.part(had).unwrap().minor;
                }
                (now, since) = (new, at);
            }
            by_days += now.rest_from(day(since)).unwrap().minor;
            prop_assert_eq!(total, by_days);
        }

        #[test]
        fn there_and_back_on_one_day_costs_nothing(
            a in any_paid(), minor in 0_i64..10_000_000_000, at in 0_i64..4_000
        ) {
            prop_assume!(at <= a.period.days());
            let b = Paid { price: eur(minor), period: a.period };
            let there = change(a, b, day(at)).unwrap().due().minor;
            let back = change(b, a, day(at)).unwrap().due().minor;
            prop_assert_eq!(there, -back);
        }
    }
}
