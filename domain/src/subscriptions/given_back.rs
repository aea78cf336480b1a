//! What is given back of a subscription that ends before its term: of each seat the
//! days from tomorrow on, or all of them if its first day is still to come. So each day
//! that was had is paid, and no other.
//!
//! What was charged latest is given back first, and never more than was charged.

use super::period::Period;
use super::proration::Paid;
use super::subscription::Subscription;
use super::weigh::NotWeighed;
use crate::{Day, Money, Quantity};

/// So much of one charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The invoice on which it was charged.
    pub invoice: String,
    /// Why it was charged.
    pub reason: String,
    /// The days that are given back.
    pub days: Period,
    /// How many seats it was for.
    pub seats: Quantity,
    /// How much, more than nothing.
    pub amount: Money,
}

impl Part {
    /// As it stands on an invoice: so many pieces, and how many minor units each. Seats
    /// where each costs the same, to the minor unit; else one piece. A change charged the
    /// difference, not all the seats that there were then.
    pub(super) fn pieces(&self) -> (Quantity, i64) {
        let seats = self.seats.thousandths() / 1_000;
        let minor = self.amount.minor;
        match minor.checked_rem(seats) {
            Some(0) if !self.reason.starts_with("change-") => (self.seats, minor / seats),
            _ => (Quantity::pieces(1), minor),
        }
    }
}

impl Subscription {
    /// What is given back of which charge if it ends today.
    ///
    /// # Errors
    /// [`NotWeighed::TermOver`], [`NotWeighed::TooLarge`].
    pub(super) fn given_back(&self, today: Day) -> Result<Vec<Part>, NotWeighed> {
        let from = self.paid.first().max(today.plus_days(1));
        let whole = Paid {
            price: self.price,
            period: self.term.period(self.period).unwrap_or(self.paid),
        };
        let each = whole.rest_from(from)?;
        let total = each.times(self.seats).ok_or(NotWeighed::TooLarge)?;
        let charges: Vec<_> = self
            .charges
            .iter()
            .filter(|charge| charge.period == self.period && charge.amount.minor > 0)
            .collect();
        let amounts: Vec<i64> = charges.iter().map(|charge| charge.amount.minor).collect();
        let parts = charges
            .into_iter()
            .zip(latest_first(total.minor, &amounts))
            .filter(|(_, minor)| *minor > 0)
            .map(|(charge, minor)| Part {
                invoice: charge.invoice.clone(),
                reason: charge.reason.clone(),
                days: charge.days.rest_from(from).unwrap_or(charge.days),
                seats: charge.seats,
                amount: Money::new(minor, charge.amount.currency),
            });
        Ok(parts.collect())
    }

    /// How much that is in all; nothing once its term is over.
    #[must_use]
    pub fn back_if_ended(&self, today: Day) -> Option<Money> {
        let parts = self.given_back(today).ok()?;
        parts
            .iter()
            .try_fold(Money::zero(self.price.currency), |sum, part| {
                sum.plus(part.amount)
            })
    }
}

/// How much of each amount makes up a total, the last ones first.
fn latest_first(total: i64, amounts: &[i64]) -> Vec<i64> {
    let mut left = total.max(0);
    let mut parts: Vec<i64> = amounts
        .iter()
        .rev()
        .map(|amount| {
            let part = left.min(*amount);
            left -= part;
            part
        })
        .collect();
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_charged_latest_is_given_back_first() {
        assert_eq!(latest_first(50, &[100, 30]), [20, 30]);
        assert_eq!(latest_first(10, &[100, 30]), [0, 10]);
        assert_eq!(latest_first(500, &[100, 30]), [100, 30]);
        assert_eq!(latest_first(0, &[]), [0; 0]);
    }

    fn part(reason: &str, seats: i64, minor: i64) -> Part {
        let day = Day::of(crate::Timestamp(0));
        Part {
            invoice: "I-2026-000001".to_owned(),
            reason: reason.to_owned(),
            days: Period::new(day, day).unwrap(),
            seats: Quantity::pieces(seats),
            amount: Money::new(minor, crate::Currency::EUR),
        }
    }

    #[test]
    fn a_change_is_not_given_back_as_if_it_had_been_for_all_seats() {
        let pieces = Quantity::pieces;
        assert_eq!(part("begin", 5, 500).pieces(), (pieces(5), 100));
        assert_eq!(part("renew", 5, 501).pieces(), (pieces(1), 501));
        assert_eq!(part("begin", 0, 7).pieces(), (pieces(1), 7));
        // Two seats were added to three.
        assert_eq!(part("change-2", 5, 500).pieces(), (pieces(1), 500));
    }

    proptest! {
        #[test]
        fn a_line_comes_to_what_is_given_back(
            seats in 0_i64..50, minor in 1_i64..1_000_000, change in any::<bool>()
        ) {
            let part = part(if change { "change-2" } else { "begin" }, seats, minor);
            let (quantity, each) = part.pieces();
            let each = Money::new(each, crate::Currency::EUR);
            prop_assert_eq!(each.times(quantity), Some(part.amount));
        }

        #[test]
        fn all_of_it_is_given_back_and_never_more_than_was_charged(
            total in 0_i64..1_000_000, amounts in prop::collection::vec(1_i64..500_000, 0..6)
        ) {
            let parts = latest_first(total, &amounts);
            let sum: i64 = amounts.iter().sum();
            prop_assert_eq!(parts.iter().sum::<i64>(), total.min(sum));
            prop_assert!(parts.iter().zip(&amounts).all(|(part, amount)| part <= amount));
        }
    }
}
