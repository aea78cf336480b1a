//! When a product can be had.

use crate::{Day, Quantity, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest lead time, in days: two years.
pub const LONGEST_LEAD: i64 = 730;

/// What lies at one place, and what comes there next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stock {
    /// How many are there.
    pub on_hand: Quantity,
    /// How many come next.
    pub expected: Quantity,
    /// The day they come, if one is known.
    pub expected_day: Option<Day>,
    /// How many days it takes from this place where there is none; the product's own
    /// where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_days: Option<i64>,
}

/// When a product can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Availability {
    /// It is in stock.
    InStock,
    /// It is not, and comes on this day.
    From(Day),
    /// Nobody said.
    Unknown,
}

impl Availability {
    /// When so many of a product can be had that is ordered today: at once if
    /// all places together have them; else on the first day by which they and
    /// what comes are enough; else, or if it is earlier, after the lead time of the
    /// place that has the shortest. A place without one has the product's, which
    /// `lead_days` is, and so has a product that lies nowhere.
    #[must_use]
    pub fn of(stock: &[Stock], lead_days: Option<i64>, wanted: Quantity, today: Day) -> Self {
        let sum = |all: &mut dyn Iterator<Item = Quantity>| {
            all.fold(0_i64, |sum, one| sum.saturating_add(one.thousandths()))
        };
        let mut there = sum(&mut stock.iter().map(|one| one.on_hand));
        if wanted.thousandths() <= there && there > 0 {
            return Self::InStock;
        }
        let mut coming: Vec<(Day, Quantity)> = stock
            .iter()
            // What should have come already comes today at the earliest.
            .filter_map(|one| Some((one.expected_day?.max(today), one.expected)))
            .filter(|(_, expected)| expected.thousandths() > 0)
            .collect();
        coming.sort_unstable_by_key(|(day, _)| *day);
        let arrived = coming.into_iter().find_map(|(day, expected)| {
            there = there.saturating_add(expected.thousandths());
            (wanted.thousandths() <= there).then_some(day)
        });
        let lead = match stock {
            [] => lead_days,
            places => places
                .iter()
                .filter_map(|one| one.lead_days.or(lead_days))
                .min(),
        };
        let made = lead.map(|days| today.plus_days(days.clamp(0, LONGEST_LEAD)));
        match (arrived, made) {
            (None, None) => Self::Unknown,
            (Some(day), None) | (None, Some(day)) => Self::From(day),
            (Some(arrived), Some(made)) => Self::From(arrived.min(made)),
        }
    }
}

/// What lies and comes of a product at all places, and how long it takes where
/// there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Supply {
    stock: Vec<Stock>,
    lead_days: Option<i64>,
}

impl Supply {
    /// Reads what [`SUPPLY`] hands over: for each place how many are there, how
    /// many come, the day they do and the place's lead time, with blanks; places
    /// with commas.
    #[must_use]
    pub fn read(stock: Option<&str>, lead_days: Option<i64>) -> Self {
        let place = |text: &str| {
            let mut parts = text.split(' ');
            let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
            let (on_hand, expected) = (number()?, number()?);
            Some(Stock {
                on_hand: Quantity::from_thousandths(on_hand),
                expected: Quantity::from_thousandths(expected),
                expected_day: number().map(|noon| Day::of(Timestamp(noon))),
                lead_days: number(),
            })
        };
        let stock = stock.unwrap_or_default();
        Self {
            stock: stock.split(',').filter_map(place).collect(),
            lead_days,
        }
    }

    /// When so many can be had that are ordered today.
    #[must_use]
    pub fn availability(&self, wanted: Quantity, today: Day) -> Availability {
        Availability::of(&self.stock, self.lead_days, wanted, today)
    }

    /// How many are there, at all places together.
    #[must_use]
    pub fn on_hand(&self) -> Quantity {
        let there = self.stock.iter().map(|one| one.on_hand.thousandths());
        Quantity::from_thousandths(there.fold(0, i64::saturating_add))
    }
}

/// What lies and comes of the product `p`, as [`Supply::read`] takes it.
#[cfg(feature = "store")]
pub(crate) const SUPPLY: &str = "(SELECT string_agg(s.on_hand || ' ' || s.expected || ' '
         || COALESCE(CAST(s.expected_day AS TEXT), '') || ' '
         || COALESCE(CAST(s.lead_days AS TEXT), ''), ',')
     FROM product_stock s WHERE s.product_id = p.id)";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(number: i64) -> Day {
        Day::of(Timestamp(0)).plus_days(number)
    }

    fn stock(on_hand: i64, expected: i64, on: Option<i64>) -> Stock {
        Stock {
            on_hand: Quantity::pieces(on_hand),
            expected: Quantity::pieces(expected),
            expected_day: on.map(day),
            lead_days: None,
        }
    }

    fn of(stock: &[Stock], lead: Option<i64>, wanted: i64) -> Availability {
        Availability::of(stock, lead, Quantity::pieces(wanted), day(100))
    }

    #[test]
    fn what_is_there_can_be_had_at_once() {
        let places = [stock(2, 0, None), stock(3, 10, Some(104))];
        assert_eq!(of(&places, Some(9), 5), Availability::InStock);
        assert_eq!(of(&places, Some(9), 6), Availability::From(day(104)));
        assert_eq!(of(&places, Some(2), 6), Availability::From(day(102)));
        assert_eq!(of(&places, Some(9), 16), Availability::From(day(109)));
        assert_eq!(of(&places, None, 16), Availability::Unknown);
    }

    #[test]
    fn each_place_has_a_lead_time_of_its_own_or_the_products() {
        let at = |days: Option<i64>| Stock {
            lead_days: days,
            ..stock(0, 0, None)
        };
        assert_eq!(of(&[at(Some(3))], Some(9), 1), Availability::From(day(103)));
        // What is said of all places counts for none of them.
        assert_eq!(
            of(&[at(Some(20))], Some(9), 1),
            Availability::From(day(120))
        );
        let places = [at(Some(20)), at(None)];
        assert_eq!(of(&places, Some(9), 1), Availability::From(day(109)));
        assert_eq!(of(&places, None, 1), Availability::From(day(120)));
        assert_eq!(of(&[], Some(9), 1), Availability::From(day(109)));
        assert_eq!(of(&[at(Some(0))], None, 1), Availability::From(day(100)));
        let mixed = [stock(2, 0, None), at(Some(4))];
        assert_eq!(of(&mixed, None, 2), Availability::InStock);
        assert_eq!(of(&mixed, None, 3), Availability::From(day(104)));
    }

    #[test]
    fn what_nobody_said_is_not_made_up() {
        assert_eq!(of(&[], None, 1), Availability::Unknown);
        assert_eq!(of(&[stock(0, 0, None)], None, 1), Availability::Unknown);
        assert_eq!(of(&[stock(0, 5, None)], None, 1), Availability::Unknown);
    }

    #[test]
    fn what_is_late_is_not_promised_for_the_past() {
        assert_eq!(
            of(&[stock(0, 5, Some(90))], None, 1),
            Availability::From(day(100))
        );
    }

    #[test]
    fn what_the_database_hands_over_is_read() {
        let noon = day(104).noon().0;
        let supply = Supply::read(Some(&format!("2000 0  ,1000 5000 {noon} 30")), Some(9));
        assert_eq!(supply.on_hand(), Quantity::pieces(3));
        let when = |wanted| supply.availability(Quantity::pieces(wanted), day(100));
        assert_eq!(when(3), Availability::InStock);
        assert_eq!(when(8), Availability::From(day(104)));
        assert_eq!(when(9), Availability::From(day(109)));
        let far = Supply::read(Some("0 0  30"), Some(9));
        assert_eq!(
            far.availability(Quantity::pieces(1), day(100)),
            Availability::From(day(130))
        );
        let nothing = Supply::read(None, None);
        assert_eq!(nothing, Supply::default());
        assert_eq!(
            nothing.availability(Quantity::pieces(1), day(1)),
            Availability::Unknown
        );
    }

    proptest! {
        #[test]
        fn more_is_never_there_sooner(
            places in prop::collection::vec(
                (
                    0_i64..9,
                    0_i64..9,
                    prop::option::of(90_i64..130),
                    prop::option::of(0_i64..40),
                ),
                0..5,
            ),
            lead in prop::option::of(0_i64..40), wanted in 1_i64..30, more in 0_i64..30,
        ) {
            let places: Vec<Stock> = places
                .into_iter()
                .map(|(there, coming, on, lead_days)| Stock {
                    lead_days,
                    ..stock(there, coming, on)
                })
                .collect();
            prop_assert!(of(&places, lead, wanted) <= of(&places, lead, wanted + more));
        }
    }
}
