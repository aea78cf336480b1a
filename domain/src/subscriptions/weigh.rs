//! What a change of a subscription comes to: whether it is made at once or with the
//! next term, and what it costs.
//!
//! What costs more is had, and paid, at once: for each day that is left. What costs
//! less counts from the next term on; until then everybody has what was paid for.
//! So an invoice never gives more back than it charges.

use super::period::Period;
use super::proration::{ChangeCost, NotProrated, Paid, change_each};
use crate::id::ProductId;
use crate::{Day, Money, Quantity};

/// What is had now, as far as a change needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Had {
    /// The term's product.
    pub product: ProductId,
    /// What a seat costs for a whole period.
    pub each: Money,
    /// How many.
    pub seats: Quantity,
    /// The whole running period.
    pub whole: Period,
    /// Something changes with the next term already.
    pub changes_at_term: bool,
}

/// What is wanted instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Another number of seats.
    Seats(Quantity),
    /// Another plan of the same term length: its product, and what a seat costs.
    Plan(ProductId, Option<Money>),
}

/// What a change comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighed {
    /// It is made at once.
    Now {
        /// What is given back and charged.
        cost: ChangeCost,
        /// What of one seat is given back, and what is charged for one.
        each: ChangeCost,
    },
    /// It is made with the next term.
    AtTerm,
    /// What was to change with the next term stays as it is.
    AsItIs,
}

/// Why it can't be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWeighed {
    /// Nothing would change.
    #[error("nothing would change")]
    Unchanged,
    /// Not a number of whole seats, at least one and at most
    /// [`Quantity::MOST`].
    #[error("no such number of seats")]
    Seats,
    /// The plan has no price, or one in another currency.
    #[error("no price to compare with")]
    NoPrice,
    /// The term is over, and what comes then has not been done yet.
    #[error("the term is over")]
    TermOver,
    /// More than we can hold.
    #[error("too large")]
    TooLarge,
}

impl From<NotProrated> for NotWeighed {
    fn from(error: NotProrated) -> Self {
        match error {
            NotProrated::Outside => NotWeighed::TermOver,
            NotProrated::TwoCurrencies | NotProrated::Negative => NotWeighed::NoPrice,
            NotProrated::TooLarge => NotWeighed::TooLarge,
        }
    }
}

/// What a change on a day comes to.
///
/// # Errors
/// Why it can't be made.
pub fn weigh(had: Had, instead: Instead, today: Day) -> Result<Weighed, NotWeighed> {
    if !had.whole.has(today) {
        return Err(NotWeighed::TermOver);
    }
    let paid = |price| Paid {
        price,
        period: had.whole,
    };
    let old = paid(had.each);
    let (new, seats) = match instead {
        Instead::Seats(seats) => {
            let whole = seats.thousandths() % 1000 == 0 && seats.thousandths() > 0;
            if !whole || seats > Quantity::MOST {
                return Err(NotWeighed::Seats);
            }
            (old, seats)
        }
        Instead::Plan(_, each) => (paid(each.ok_or(NotWeighed::NoPrice)?), had.seats),
    };
    let same = match instead {
        Instead::Seats(seats) => seats == had.seats,
        Instead::Plan(product, _) => product == had.product,
    };
    if same {
        return if had.changes_at_term {
            Ok(Weighed::AsItIs)
        } else {
            Err(NotWeighed::Unchanged)
        };
    }
    let cost = change_each((old, had.seats), (new, seats), today)?;
    // Prices of whole terms are compared: on the last day even much more costs
    // nearly nothing.
    let more = match instead {
        Instead::Seats(_) => seats > had.seats,
        Instead::Plan(..) => new.price.minor > old.price.minor,
    };
    if !more {
        return Ok(Weighed::AtTerm);
    }
    let one = Quantity::pieces(1);
    Ok(Weighed::Now {
        cost,
        each: change_each((old, one), (new, one), today)?,
    })
}

impl Weighed {
    /// What is to be paid at once, in the currency of the prices.
    #[must_use]
    pub fn due(self) -> Option<Money> {
        match self {
            Weighed::Now { cost, .. } => Some(cost.due()),
            Weighed::AtTerm | Weighed::AsItIs => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Timestamp};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(number: i64) -> Day {
        Day::of(Timestamp(0)).plus_days(number)
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn product(number: u128) -> ProductId {
        ProductId(Uuid::from_u128(number))
    }

    fn had(each: i64, seats: i64) -> Had {
        Had {
            product: product(1),
            each: eur(each),
            seats: Quantity::pieces(seats),
            whole: Period::new(day(0), day(364)).unwrap(),
            changes_at_term: false,
        }
    }

    fn seats(number: i64) -> Instead {
        Instead::Seats(Quantity::pieces(number))
    }

    #[test]
    fn more_seats_cost_the_rest_of_the_term_at_once() {
        let weighed = weigh(had(36_500, 10), seats(12), day(265)).unwrap();
        // A hundred days are left of 365: 100.00 a seat.
        assert_eq!(weighed.due(), Some(eur(20_000)));
    }

    #[test]
    fn fewer_seats_and_a_cheaper_plan_wait_for_the_next_term() {
        assert_eq!(
            weigh(had(36_500, 10), seats(4), day(1)),
            Ok(Weighed::AtTerm)
        );
        let cheaper = Instead::Plan(product(2), Some(eur(10_000)));
        assert_eq!(weigh(had(36_500, 10), cheaper, day(1)), Ok(Weighed::AtTerm));
    }

    #[test]
    fn a_better_plan_costs_the_difference_for_the_days_left() {
        let better = Instead::Plan(product(2), Some(eur(73_000)));
        let weighed = weigh(had(36_500, 10), better, day(265)).unwrap();
        assert_eq!(weighed.due(), Some(eur(100_000)));
        let on_the_last_day = weigh(had(36_500, 10), better, day(364)).unwrap();
        assert_eq!(on_the_last_day.due(), Some(eur(1_000)));
    }

    #[test]
    fn what_can_t_be_changed_says_why() {
        let ten = had(36_500, 10);
        for (instead, on, why) in [
            (seats(10), 5, NotWeighed::Unchanged),
            (seats(0), 5, NotWeighed::Seats),
            (
                Instead::Seats(Quantity::from_thousandths(1_500)),
                5,
                NotWeighed::Seats,
            ),
            (seats(11), 365, NotWeighed::TermOver),
            (Instead::Plan(product(2), None), 5, NotWeighed::NoPrice),
            (
                Instead::Plan(product(2), Some(Money::new(1, Currency::USD))),
                5,
                NotWeighed::NoPrice,
            ),
        ] {
            assert_eq!(weigh(ten, instead, day(on)), Err(why), "{instead:?}");
        }
        let planned = Had {
            changes_at_term: true,
            ..ten
        };
        assert_eq!(weigh(planned, seats(10), day(5)), Ok(Weighed::AsItIs));
    }

    proptest! {
        /// However often it is changed, in a period that it joined somewhere in its middle,
        /// and whenever it is ended: what was paid in all is what each stretch of days
        /// costs, seat by seat, to the minor unit.
        #[test]
        fn what_is_paid_is_what_the_days_cost(
            each in 1_i64..1_000_000, number in 1_i64..20, begin in 0_i64..365, last in 0_i64..365,
            changes in prop::collection::vec(
                (0_i64..365, any::<bool>(), 0_i64..1_000_000, 1_i64..20), 0..8)
        ) {
            let last = last.max(begin);
            let mut changes = changes;
            changes.retain(|(on, ..)| (begin..=last).contains(on));
            changes.sort_by_key(|(on, ..)| *on);
            let mut now = had(each, number);
            let rest = |had: Had, from: i64| {
                let paid = Paid { price: had.each, period: had.whole };
                paid.rest_from(day(from)).unwrap().times(had.seats).unwrap().minor
            };
            // Those days from one on of which the other is not one.
            let stretch = |had: Had, from: i64, to: i64| {
                let paid = Paid { price: had.each, period: had.whole };
                Period::new(day(from), day(to - 1)).map_or(0, |days| {
                    paid.part(days).unwrap().times(had.seats).unwrap().minor
                })
            };
            let (mut charged, mut cost, mut since) = (rest(now, begin), 0, begin);
            for (on, plan, price, seats) in changes {
                let instead = if plan {
                    let other = product(u128::try_from(on).unwrap() + 2);
                    Instead::Plan(other, Some(eur(price)))
                } else {
                    Instead::Seats(Quantity::pieces(seats))
                };
                let Ok(Weighed::Now { cost: change, .. }) = weigh(now, instead, day(on)) else {
                    continue;
                };
                charged += change.due().minor;
                cost += stretch(now, since, on);
                since = on;
                match instead {
                    Instead::Seats(seats) => now.seats = seats,
                    Instead::Plan(product, each) => {
                        now.product = product;
                        now.each = each.unwrap();
                    }
                }
            }
            cost += stretch(now, since, last + 1);
            prop_assert_eq!(charged - rest(now, last + 1), cost);
        }

        #[test]
        fn nothing_is_ever_given_back(
            each in 0_i64..1_000_000, other in 0_i64..1_000_000, number in 1_i64..100,
            wanted in 1_i64..100, on in 0_i64..365, plan in any::<bool>()
        ) {
            let instead = if plan {
                Instead::Plan(product(2), Some(eur(other)))
            } else {
                seats(wanted)
            };
            if let Ok(Weighed::Now { cost, each }) = weigh(had(each, number), instead, day(on)) {
                prop_assert!(cost.due().minor >= 0);
                prop_assert!(each.due().minor >= 0);
            }
        }
    }
}
