//! Which subscription gives the next licence: each gives as many at a time as it has
//! seats, and each of these has a *place*, from one on. The same place is nobody
//! else's until the licence is given back.

use crate::Day;
use crate::id::SubscriptionId;

/// A subscription that gives licences of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gives {
    /// Which.
    pub subscription: SubscriptionId,
    /// How many at a time.
    pub seats: i64,
    /// The last day that is paid for.
    pub last_day: Day,
}

/// A place that is taken.
pub type Taken = (SubscriptionId, i64);

/// The next place that is free: of the subscription that lasts longest, so that the
/// licence does, and there the first one. None if all are taken.
#[must_use]
pub fn next_place(gives: &[Gives], taken: &[Taken]) -> Option<Taken> {
    let mut gives: Vec<&Gives> = gives.iter().collect();
    gives.sort_by_key(|one| (std::cmp::Reverse(one.last_day), one.subscription));
    gives.into_iter().find_map(|one| {
        let used = |place: &i64| taken.contains(&(one.subscription, *place));
        // Seats taken away later leave gaps; no more are given than there are seats.
        let count = taken
            .iter()
            .filter(|(of, _)| *of == one.subscription)
            .count();
        let full = i64::try_from(count).is_ok_and(|count| count >= one.seats);
        let place = (1..=one.seats).find(|place| !used(place))?;
        (!full).then_some((one.subscription, place))
    })
}

/// How many more can be had, where so many licences of a subscription are taken.
#[must_use]
pub fn left(gives: &[Gives], taken: impl Fn(SubscriptionId) -> i64) -> i64 {
    gives
        .iter()
        .map(|one| one.seats.saturating_sub(taken(one.subscription)).max(0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn gives(number: u128, seats: i64, last_day: i64) -> Gives {
        Gives {
            subscription: SubscriptionId(Uuid::from_u128(number)),
            seats,
            last_day: Day::of(Timestamp(0)).plus_days(last_day),
        }
    }

    fn left_of(gives: &[Gives], taken: &[Taken]) -> i64 {
        left(gives, |of| {
            taken.iter().filter(|(one, _)| *one == of).count() as i64
        })
    }

    #[test]
    fn the_subscription_that_lasts_longest_gives_first() {
        let all = [gives(1, 1, 10), gives(2, 1, 20)];
        let first = next_place(&all, &[]).unwrap();
        assert_eq!(first, (all[1].subscription, 1));
        let second = next_place(&all, &[first]).unwrap();
        assert_eq!(second, (all[0].subscription, 1));
        assert_eq!(next_place(&all, &[first, second]), None);
    }

    #[test]
    fn what_was_given_back_is_free_again() {
        let all = [gives(1, 3, 10)];
        let of = all[0].subscription;
        assert_eq!(next_place(&all, &[(of, 1), (of, 3)]), Some((of, 2)));
    }

    #[test]
    fn with_fewer_seats_than_licences_nothing_is_given() {
        let all = [gives(1, 2, 10)];
        let of = all[0].subscription;
        // Two seats of five were left over; the licences on places 4 and 5 are kept.
        let taken = [(of, 4), (of, 5)];
        assert_eq!(next_place(&all, &taken), None);
        assert_eq!(left_of(&all, &taken), 0);
        assert_eq!(left_of(&all, &[(of, 4), (of, 5), (of, 3)]), 0);
    }

    proptest! {
        #[test]
        fn every_seat_is_given_once(
            seats in prop::collection::vec((0_i64..6, 0_i64..4), 0..5)
        ) {
            let all: Vec<Gives> = seats.iter().enumerate()
                .map(|(number, (seats, last))| gives(number as u128 + 1, *seats, *last))
                .collect();
            let mut taken: Vec<Taken> = Vec::new();
            let mut rest = left_of(&all, &taken);
            while let Some(next) = next_place(&all, &taken) {
                prop_assert!(!taken.contains(&next));
                taken.push(next);
                rest -= 1;
                prop_assert_eq!(left_of(&all, &taken), rest);
            }
            prop_assert_eq!(rest, 0);
            let total: i64 = seats.iter().map(|(seats, _)| seats).sum();
            prop_assert_eq!(taken.len() as i64, total);
        }
    }
}
