use super::testing::*;
use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn workstation() -> Build {
    build(
        100_000,
        vec![
            group(1, 1, 1, vec![option(11, 0, true), option(12, 8_000, false)]),
            group(
                2,
                0,
                1,
                vec![option(21, 5_000, false), option(22, 9_000, false)],
            ),
        ],
    )
}

fn price(build: &Build, picked: &[u128]) -> Option<Money> {
    build.choose(&picks(picked), ONE).unwrap().price
}

fn why(build: &Build, picked: &[Pick]) -> Vec<Why> {
    let refused = build.choose(picked, ONE).unwrap_err();
    refused.into_iter().map(|refusal| refusal.why).collect()
}

fn of_group(number: u128, most: i64) -> Why {
    let group = format!("group {number}");
    Why::TooMany { group, most }
}

#[test]
fn the_price_is_the_base_and_what_the_options_add() {
    let build = workstation();
    assert_eq!(price(&build, &[11]), Some(eur(100_000)));
    assert_eq!(price(&build, &[12, 21]), Some(eur(113_000)));
    assert_eq!(price(&build, &[21, 12]), Some(eur(113_000)));
    assert_eq!(build.price_of(&build.defaults(), ONE), Some(eur(100_000)));
}

#[test]
fn what_must_be_picked_is_picked_and_only_once() {
    let build = workstation();
    let missing = Why::TooFew {
        group: "group 1".to_owned(),
        least: 1,
        one: true,
    };
    assert_eq!(why(&build, &[]), [missing]);
    assert_eq!(
        why(&build, &picks(&[11, 12, 21, 22])),
        [of_group(1, 1), of_group(2, 1)]
    );
    assert_eq!(why(&build, &picks(&[11, 99])), [Why::NotOffered]);
}

#[test]
fn several_can_be_picked_within_limits() {
    let mut build = workstation();
    build.groups[1].most = 2;
    build.groups[1].least = 1;
    assert_eq!(price(&build, &[11, 21, 22]), Some(eur(114_000)));
    assert!(matches!(
        why(&build, &picks(&[11])).as_slice(),
        [Why::TooFew {
            least: 1,
            one: false,
            ..
        }]
    ));
}

#[test]
fn pieces_are_chosen_within_limits_and_paid_for() {
    let mut build = workstation();
    build.groups[0].options[1].fewest = 2;
    build.groups[0].options[1].most = 4;
    let of = |pieces| {
        [Pick {
            option: option_id(12),
            pieces,
        }]
    };
    let price = |pieces| build.choose(&of(pieces), ONE).unwrap().price;
    assert_eq!(price(2), Some(eur(116_000)));
    assert_eq!(price(4), Some(eur(132_000)));
    for pieces in [-1, 0, 1, 5] {
        assert!(matches!(
            why(&build, &of(pieces)).as_slice(),
            [Why::Pieces {
                fewest: 2,
                most: 4,
                ..
            }]
        ));
    }
    let twice = [of(2), of(3)].concat();
    let back = [of(3), of(2)].concat();
    assert_eq!(build.choose(&twice, ONE), build.choose(&back, ONE));
}

#[test]
fn many_cost_less_each() {
    let mut build = workstation();
    let steps = vec![
        (Quantity::default(), eur(1_000)),
        (Quantity::pieces(10), eur(900)),
    ];
    let memory = &mut build.groups[0].options[1];
    memory.quantity = Quantity::pieces(2);
    memory.most = 4;
    memory.cost = Cost::Each(steps.clone());
    let at = |pieces, many| {
        let pick = Pick {
            option: option_id(12),
            pieces,
        };
        build.price_of(&[pick], Quantity::pieces(many))
    };
    assert_eq!(at(1, 1), Some(eur(102_000)));
    assert_eq!(at(4, 1), Some(eur(108_000)));
    assert_eq!(at(1, 4), Some(eur(102_000)));
    // Ten modules in five machines, and sixteen in two.
    assert_eq!(at(1, 5), Some(eur(101_800)));
    assert_eq!(at(4, 2), Some(eur(107_200)));
    assert_eq!(
        build.breaks(&picks(&[12])),
        [(ONE, eur(102_000)), (Quantity::pieces(5), eur(101_800))]
    );
    assert_eq!(build.breaks(&picks(&[11])), []);
    build.fixed = None;
    build.base.push(Always {
        product: ProductId(Uuid::from_u128(1)),
        name: "case".to_owned(),
        quantity: Quantity::pieces(1),
        cost: Cost::Each(steps),
        figures: Vec::new(),
    });
    assert_eq!(build.base_price(Quantity::pieces(10)), Some(eur(900)));
    assert_eq!(
        build.breaks(&picks(&[11])),
        [(ONE, eur(1_000)), (Quantity::pieces(10), eur(900))]
    );
}

#[test]
fn an_option_costs_more_or_less_than_the_default() {
    let mut build = workstation();
    let memory = &build.groups[0];
    assert_eq!(memory.difference(&memory.options[0]), Some(eur(0)));
    assert_eq!(memory.difference(&memory.options[1]), Some(eur(8_000)));
    let dock = &build.groups[1];
    assert_eq!(dock.difference(&dock.options[0]), Some(eur(5_000)));
    build.groups[0].options[0].cost = Cost::OnRequest;
    let memory = &build.groups[0];
    assert_eq!(memory.difference(&memory.options[1]), None);
}

#[test]
fn what_is_gone_is_refused_by_name() {
    let mut build = workstation();
    build.groups[0].options[1].available = false;
    assert_eq!(
        why(&build, &picks(&[12])),
        [Why::Gone("option 12".to_owned())]
    );
    assert!(build.choose(&picks(&[11]), ONE).is_ok());
}

#[test]
fn one_price_on_request_makes_the_whole_on_request() {
    let mut build = workstation();
    build.groups[1].options[0].cost = Cost::OnRequest;
    assert_eq!(price(&build, &[11]), Some(eur(100_000)));
    assert_eq!(price(&build, &[11, 21]), None);
    build.fixed = Some(Cost::OnRequest);
    assert_eq!(price(&build, &[11]), None);
}

proptest! {
    #[test]
    fn any_accepted_choice_keeps_to_the_groups(
        shape in prop::collection::vec((0_i64..3, 0_i64..3, 1_usize..5), 1..5),
        picked in prop::collection::vec((0_u128..30, 0_i64..4), 0..8),
    ) {
        let groups = shape
            .iter()
            .enumerate()
            .map(|(place, (least, more, count))| {
                let first = (place as u128) * 5;
                let options = (0..*count)
                    .map(|number| Choosable {
                        most: 1 + i64::try_from(number).unwrap(),
                        ..option(first + number as u128, 100, number == 0)
                    })
                    .collect();
                group(1_000 + first, *least, (least + more).max(1), options)
            })
            .collect();
        let build = build(1_000, groups);
        let picked: Vec<Pick> = picked
            .into_iter()
            .map(|(number, pieces)| Pick { option: option_id(number), pieces })
            .collect();
        match build.choose(&picked, ONE) {
            Ok(chosen) => {
                for group in &build.groups {
                    let here = chosen.options.iter().filter(|(of, ..)| of.id == group.id).count();
                    let here = i64::try_from(here).unwrap();
                    prop_assert!(group.least <= here && here <= group.most);
                }
                let pieces: i64 = chosen.options.iter().map(|(_, _, pieces)| pieces).sum();
                prop_assert_eq!(chosen.price, Some(eur(1_000 + 100 * pieces)));
                for (_, option, pieces) in &chosen.options {
                    prop_assert!(option.fewest <= *pieces && *pieces <= option.most);
                    let pick = Pick { option: option.id, pieces: *pieces };
                    prop_assert!(picked.contains(&pick));
                }
                let mut distinct: Vec<OptionId> = picked.iter().map(|pick| pick.option).collect();
                distinct.sort();
                distinct.dedup();
                prop_assert_eq!(chosen.options.len(), distinct.len());
            }
            Err(refusals) => prop_assert!(!refusals.is_empty()),
        }
    }
}
