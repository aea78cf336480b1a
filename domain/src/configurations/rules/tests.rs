use super::super::choice::testing::*;
use super::super::choice::{Always, Choosable, Cost};
use super::super::ways_out::MOST_WAYS;
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

pub fn rule(number: u128, demands: Demand) -> Rule {
    Rule {
        id: RuleId(Uuid::from_u128(number)),
        demands,
    }
}

pub fn opt(number: u128) -> Thing {
    Thing::Option(option_id(number))
}

fn figure(attribute: &str, amount: i64) -> Figure {
    Figure {
        attribute: attribute.to_owned(),
        amount: Quantity::pieces(amount),
    }
}

fn named(number: u128, name: &str, figures: Vec<Figure>) -> Choosable {
    Choosable {
        name: name.to_owned(),
        figures,
        ..option(number, 0, false)
    }
}

fn watts(attribute: &str) -> Demand {
    Demand::Total {
        attribute: attribute.to_owned(),
        unit: "W".to_owned(),
        bound: Bound::AtMost,
        limit: Limit::Attribute("Wattage".to_owned()),
    }
}

/// A base of 100 W, a power supply of 650 or 850 W, one or two cards of 300
/// W, and a card reader that nobody needs.
fn tower() -> Build {
    let mut card = named(21, "Graphics card", vec![figure("Power", 300)]);
    card.most = 2;
    let mut build = build(
        1_000,
        vec![
            group(
                1,
                1,
                1,
                vec![
                    named(11, "650 W", vec![figure("Wattage", 650)]),
                    named(12, "850 W", vec![figure("Wattage", 850)]),
                ],
            ),
            group(2, 0, 1, vec![card]),
            group(3, 0, 1, vec![named(31, "Reader", Vec::new())]),
        ],
    );
    build.base.push(Always {
        product: ProductId(Uuid::from_u128(1)),
        name: "Tower".to_owned(),
        quantity: ONE,
        cost: Cost::OnRequest,
        figures: vec![figure("Power", 100)],
    });
    build.rules.push(rule(1, watts("Power")));
    build
}

fn cards(pieces: i64) -> Pick {
    Pick {
        option: option_id(21),
        pieces,
    }
}

#[test]
fn a_total_explains_itself_and_names_what_helps() {
    let build = tower();
    let small = picks(&[11])[0];
    assert!(build.choose(&[small, cards(1)], ONE).is_ok());
    let refused = build.choose(&[small, cards(2)], ONE).unwrap_err();
    assert_eq!(
        refused,
        [Refusal {
            groups: vec![build.groups[0].id, build.groups[1].id],
            why: Why::Rule {
                rule: build.rules[0].id,
                how: Broken::Total {
                    attribute: "Power".to_owned(),
                    unit: "W".to_owned(),
                    bound: Bound::AtMost,
                    total: Quantity::pieces(700),
                    limit: Quantity::pieces(650),
                    from: vec![
                        ("Tower".to_owned(), ONE),
                        ("Graphics card".to_owned(), Quantity::pieces(2)),
                    ],
                    given_by: vec!["650 W".to_owned()],
                },
                ways: vec![
                    Way::Take("850 W".to_owned()),
                    Way::Pieces("Graphics card".to_owned(), 1),
                ],
            },
        }]
    );
    assert!(build.choose(&[picks(&[12])[0], cards(2)], ONE).is_ok());
}

#[test]
fn what_is_needed_excluded_or_too_many_is_refused() {
    let mut build = tower();
    let reader = Thing::Option(option_id(31));
    build.rules = vec![
        rule(
            1,
            Demand::Needs {
                what: reader,
                one_of: vec![opt(12), opt(21)],
            },
        ),
        rule(
            2,
            Demand::Excludes {
                one: reader,
                other: Thing::Product(ProductId(Uuid::from_u128(1))),
            },
        ),
        rule(
            3,
            Demand::AtMost {
                of: vec![option_id(21), option_id(31)],
                most: 1,
            },
        ),
    ];
    let broken = |picked: &[Pick]| {
        let broken = build.broken_rules(picked);
        broken
            .iter()
            .map(|rule| rule.id.0.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(broken(&picks(&[11, 31])), [1, 2]);
    assert_eq!(broken(&picks(&[12, 31])), [2]);
    assert_eq!(broken(&picks(&[11, 21, 31])), [2, 3]);
    assert_eq!(broken(&[picks(&[11])[0], cards(2)]), [3]);
    assert!(broken(&picks(&[11, 21])).is_empty());
    build.rules.truncate(1);
    let refused = build.choose(&picks(&[11, 31]), ONE).unwrap_err();
    assert!(matches!(
        &refused[0].why,
        Why::Rule { how: Broken::Needs { what, one_of }, ways, .. }
            if what == "Reader" && one_of == &["850 W", "Graphics card"]
                && ways == &[
                    Way::Take("850 W".to_owned()),
                    Way::Take("Graphics card".to_owned()),
                    Way::Without("Reader".to_owned()),
                ]
    ));
}

#[test]
fn a_total_may_have_to_be_reached() {
    let mut build = tower();
    build.rules = vec![rule(
        1,
        Demand::Total {
            attribute: "Wattage".to_owned(),
            unit: "W".to_owned(),
            bound: Bound::AtLeast,
            limit: Limit::Number(Quantity::pieces(700)),
        },
    )];
    assert!(build.choose(&picks(&[11]), ONE).is_err());
    assert!(build.choose(&picks(&[12]), ONE).is_ok());
}

/// What the rules say, told once more in the plainest way there is.
pub fn keeps(build: &Build, rule: &Rule, picked: &[Pick]) -> bool {
    let mut pieces: BTreeMap<OptionId, i64> = BTreeMap::new();
    for pick in picked {
        let most = pieces.get(&pick.option).copied().unwrap_or(i64::MIN);
        pieces.insert(pick.option, pick.pieces.max(most));
    }
    let options: Vec<(&Choosable, i64)> = build
        .groups
        .iter()
        .flat_map(|group| &group.options)
        .filter_map(|option| Some((option, *pieces.get(&option.id)?)))
        .collect();
    let has = |thing: &Thing| match thing {
        Thing::Option(id) => options.iter().any(|(option, _)| option.id == *id),
        Thing::Product(id) => {
            build.base.iter().any(|part| part.product == *id)
                || options
                    .iter()
                    .any(|(option, _)| option.product == Some(*id))
        }
    };
    let total = |attribute: &str| -> i64 {
        let of = |figures: &[Figure]| -> i64 {
            let mut all = figures.iter().filter(|one| one.attribute == attribute);
            all.next().map_or(0, |one| one.amount.thousandths())
        };
        let base = build.base.iter();
        let base: i64 = base
            .map(|part| of(&part.figures) * part.quantity.thousandths() / 1000)
            .sum();
        let rest: i64 = options
            .iter()
            .map(|(option, pieces)| {
                of(&option.figures) * option.quantity.thousandths() * pieces / 1000
            })
            .sum();
        base + rest
    };
    match &rule.demands {
        Demand::Needs { what, one_of } => !has(what) || one_of.iter().any(has),
        Demand::Excludes { one, other } => !(has(one) && has(other)),
        Demand::AtMost { of, most } => {
            let these = options.iter().filter(|(option, _)| of.contains(&option.id));
            these.map(|(_, pieces)| *pieces).sum::<i64>() <= *most
        }
        Demand::Total {
            attribute,
            bound,
            limit,
            ..
        } => {
            let limit = match limit {
                Limit::Number(number) => number.thousandths(),
                Limit::Attribute(other) => total(other),
            };
            match bound {
                Bound::AtMost => total(attribute) <= limit,
                Bound::AtLeast => total(attribute) >= limit,
            }
        }
    }
}

fn some_thing() -> impl Strategy<Value = Thing> {
    prop_oneof![
        (0_u128..20).prop_map(opt),
        (0_u128..4).prop_map(|id| Thing::Product(ProductId(Uuid::from_u128(id)))),
    ]
}

fn some_demand() -> impl Strategy<Value = Demand> {
    prop_oneof![
        (some_thing(), prop::collection::vec(some_thing(), 1..3))
            .prop_map(|(what, one_of)| Demand::Needs { what, one_of }),
        (some_thing(), some_thing()).prop_map(|(one, other)| Demand::Excludes { one, other }),
        (prop::collection::vec(0_u128..20, 1..4), 0_i64..4).prop_map(|(of, most)| {
            Demand::AtMost {
                of: of.into_iter().map(option_id).collect(),
                most,
            }
        }),
        (any::<bool>(), any::<bool>(), 0_i64..900).prop_map(|(most, number, watts)| {
            Demand::Total {
                attribute: "Power".to_owned(),
                unit: "W".to_owned(),
                bound: if most { Bound::AtMost } else { Bound::AtLeast },
                limit: if number {
                    Limit::Number(Quantity::pieces(watts))
                } else {
                    Limit::Attribute("Wattage".to_owned())
                },
            }
        }),
    ]
}

pub fn some_build() -> impl Strategy<Value = Build> {
    let option = (0_i64..3, 0_u128..4, 0_i64..400, 0_i64..900, any::<bool>());
    let groups = prop::collection::vec(
        (0_i64..2, 1_i64..3, prop::collection::vec(option, 1..4)),
        1..5,
    );
    let rules = prop::collection::vec(some_demand(), 0..5);
    (groups, rules).prop_map(|(groups, rules)| {
        let groups = groups
            .into_iter()
            .zip(0_u128..)
            .map(|((least, most, options), at)| {
                let options = options.into_iter().zip(at * 4..);
                let options =
                    options.map(|((more, product, power, gives, usual), number)| Choosable {
                        product: Some(ProductId(Uuid::from_u128(product))),
                        most: 1 + more,
                        is_default: usual,
                        figures: vec![figure("Power", power), figure("Wattage", gives)],
                        ..super::super::choice::testing::option(number, 100, false)
                    });
                group(100 + at, least.min(most), most, options.collect())
            });
        let mut build = build(1_000, groups.collect());
        build.base.push(Always {
            product: ProductId(Uuid::from_u128(0)),
            name: "base".to_owned(),
            quantity: Quantity::pieces(2),
            cost: Cost::OnRequest,
            figures: vec![figure("Power", 50)],
        });
        build.rules = rules
            .into_iter()
            .zip(1..)
            .map(|(it, number)| rule(number, it))
            .collect();
        build
    })
}

fn some_picks() -> impl Strategy<Value = Vec<Pick>> {
    let one = (0_u128..16, 1_i64..4).prop_map(|(number, pieces)| Pick {
        option: option_id(number),
        pieces,
    });
    prop::collection::vec(one, 0..6)
}

proptest! {
    #[test]
    fn any_accepted_choice_satisfies_all_rules(build in some_build(), picked in some_picks()) {
        if build.choose(&picked, ONE).is_ok() {
            for rule in &build.rules {
                prop_assert!(keeps(&build, rule, &picked), "{:?}", rule);
            }
        }
    }

    #[test]
    fn the_order_of_picks_is_irrelevant(build in some_build(), picked in some_picks()) {
        let mut back = picked.clone();
        back.reverse();
        let mut sorted = picked.clone();
        sorted.sort();
        prop_assert_eq!(build.choose(&picked, ONE), build.choose(&back, ONE));
        prop_assert_eq!(build.choose(&picked, ONE), build.choose(&sorted, ONE));
    }

    #[test]
    fn each_refusal_names_a_broken_rule_and_ways_that_help(
        build in some_build(),
        picked in some_picks(),
    ) {
        let Err(refusals) = build.choose(&picked, ONE) else { return Ok(()) };
        let steps = build.steps(&picked);
        let mut named = Vec::new();
        for refusal in &refusals {
            let Why::Rule { rule, ways, .. } = &refusal.why else { continue };
            named.push(*rule);
            let found = build.rules.iter().find(|one| one.id == *rule);
            let found = found.expect("a rule of this build");
            prop_assert!(!keeps(&build, found, &picked));
            prop_assert!(ways.len() <= MOST_WAYS);
            for way in ways {
                let helps = steps.iter().any(|(step, after)| {
                    step == way && keeps(&build, found, after) && build.fits_groups(after)
                });
                prop_assert!(helps, "{:?}", way);
            }
        }
        let broken = build.rules.iter().filter(|rule| !keeps(&build, rule, &picked));
        let broken: Vec<RuleId> = broken.map(|rule| rule.id).collect();
        prop_assert_eq!(named, broken);
    }
}
