//! Whatever somebody subscribed to, each answer is the best of it and says why.

use super::*;
use crate::id::CategoryId;
use crate::{Rate, Timestamp};
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
