//! The laws that hold for every rule, tried on histories of all kinds.

use super::*;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as JsonValue;
use std::collections::BTreeMap;

pub fn at_day(day: i64) -> Timestamp {
    Timestamp(day * DAY)
}

pub fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

pub fn member(number: u128) -> MembershipId {
    MembershipId(Uuid::from_u128(number))
}

pub fn product(number: u128) -> ProductId {
    ProductId(Uuid::from_u128(number))
}

pub fn configuration() -> ConfigurationId {
    ConfigurationId(Uuid::from_u128(1))
}

pub fn line(number: u128, pieces: i64) -> Line {
    Line {
        product: Some(product(number)),
        configuration: None,
        sku: format!("P-{number}"),
        name: format!("Product {number}"),
        quantity: Quantity::pieces(pieces),
        choices: Vec::new(),
    }
}

pub fn configured_line(memory: &str, usual: &str) -> Line {
    Line {
        product: None,
        configuration: Some(configuration()),
        sku: "WS".to_owned(),
        name: "Workstation".to_owned(),
        quantity: Quantity::pieces(1),
        choices: vec![Choice {
            group: OptionGroupId(Uuid::from_u128(5)),
            group_name: "Memory".to_owned(),
            about: None,
            picked: picked(memory),
            usual: picked(usual),
        }],
    }
}

fn picked(name: &str) -> Picked {
    let number: String = name.chars().filter(char::is_ascii_digit).collect();
    Picked {
        option: number.parse().ok().map(|n| OptionId(Uuid::from_u128(n))),
        name: name.to_owned(),
    }
}

pub fn interaction(day: i64, what: What) -> Seen {
    Seen {
        id: InteractionId(Uuid::from_u128(
            u128::from(day.unsigned_abs()) * 16 + number_of(&what),
        )),
        at: at_day(day),
        member: None,
        unit: None,
        what,
    }
}

fn number_of(what: &What) -> u128 {
    match what {
        What::Ordered { .. } => 1,
        What::Cancelled { .. } => 2,
        What::Requested { .. } => 3,
        What::Configured { .. } => 4,
        What::Searched { .. } => 5,
        What::Added { .. } => 6,
        What::Told { .. } => 7,
    }
}

pub fn order_of(day: i64, for_unit: u128, number: u128, pieces: i64) -> Seen {
    Seen {
        unit: Some(unit(for_unit)),
        ..interaction(
            day,
            What::Ordered {
                order: OrderId(Uuid::from_u128(day.unsigned_abs().into())),
                request: None,
                lines: vec![line(number, pieces)],
            },
        )
    }
}

/// Any interaction of a small company with few products and few words, so
/// that many of them meet.
fn any_seen() -> impl Strategy<Value = Seen> {
    let memory = || proptest::sample::select(vec!["16 GB", "32 GB", "64 GB", ""]);
    let words = proptest::sample::select(vec![
        "IP65 display",
        "displays ip65",
        "12V monitor",
        "rugged display",
        "",
    ]);
    let lines = || {
        prop_oneof![
            (1..4_u128, 1..5_i64).prop_map(|(number, pieces)| vec![line(number, pieces)]),
            (1..4_u128, memory(), memory()).prop_map(|(number, one, usual)| vec![
                configured_line(one, usual),
                line(number, 1)
            ]),
        ]
    };
    let order = || (0..30_u128).prop_map(|number| OrderId(Uuid::from_u128(number)));
    let request = || (0..30_u128).prop_map(|number| RequestId(Uuid::from_u128(number)));
    let what = prop_oneof![
        4 => (order(), proptest::option::of(request()), lines())
            .prop_map(|(order, request, lines)| What::Ordered { order, request, lines }),
        1 => (order(), lines()).prop_map(|(order, lines)| What::Cancelled {
            order,
            unit: Some(unit(1)),
            lines,
        }),
        3 => (request(), lines()).prop_map(|(request, lines)| What::Requested { request, lines }),
        2 => (memory(), memory()).prop_map(|(one, usual)| What::Configured {
            line: configured_line(one, usual),
        }),
        4 => (words, 0..2_i64).prop_map(|(words, hits)| What::Searched {
            words: words.to_owned(),
            hits,
        }),
        1 => (1..4_u128).prop_map(|number| What::Added {
            product: product(number),
            name: format!("Product {number}"),
        }),
        1 => any::<bool>().prop_map(|internal| What::Told {
            text: "Prefers mail".to_owned(),
            internal,
        }),
    ];
    (
        any::<u64>(),
        0..900_i64,
        0..40_i64,
        1..4_u128,
        1..3_u128,
        what,
    )
        .prop_map(|(id, day, minute, by, of, what)| Seen {
            id: InteractionId(Uuid::from_u128(id.into())),
            at: Timestamp(day * DAY + minute * 60_000),
            member: Some(member(by)),
            unit: Some(unit(of)),
            what,
        })
}

fn history() -> impl Strategy<Value = Vec<Seen>> {
    proptest::collection::vec(any_seen(), 0..120).prop_map(|mut all| {
        all.sort_by_key(|seen| seen.id);
        all.dedup_by_key(|seen| seen.id);
        all
    })
}

type Known = BTreeMap<(&'static str, String), (JsonValue, Vec<Conclusion>)>;

/// What the learner does with a batch, without a database.
fn learn(known: &mut Known, batch: &[Seen], gone: &HashSet<InteractionId>) {
    for rule in RULES {
        let mut subjects: BTreeMap<String, Vec<&Seen>> = BTreeMap::new();
        for seen in batch {
            for key in rule.keys(seen) {
                let all = subjects.entry(key).or_default();
                if !gone.contains(&seen.id) {
                    all.push(seen);
                }
            }
        }
        for (key, observed) in subjects {
            let place = (rule.code(), key.clone());
            let before = known.get(&place).map(|(state, _)| state);
            let after = rule.advance(&key, before, gone, &observed).unwrap();
            match after.state {
                Some(state) => known.insert(place, (state, after.conclusions)),
                None => known.remove(&place),
            };
        }
    }
}

fn learned(batches: &[&[Seen]]) -> Known {
    let mut known = Known::new();
    for batch in batches {
        learn(&mut known, batch, &HashSet::new());
    }
    known
}

fn facts(known: &Known) -> Vec<&Conclusion> {
    known.values().flat_map(|(_, facts)| facts).collect()
}

proptest! {
    #[test]
    fn learning_bit_by_bit_is_learning_at_once(all in history(), cuts in proptest::collection::vec(any::<Index>(), 0..6)) {
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(all.len() + 1)).collect();
        at.extend([0, all.len()]);
        at.sort_unstable();
        let batches: Vec<&[Seen]> = at.windows(2).map(|pair| &all[pair[0]..pair[1]]).collect();
        prop_assert_eq!(learned(&batches), learned(&[&all]));
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(
        (all, shuffled) in history().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(learned(&[&shuffled]), learned(&[&all]));
    }

    #[test]
    fn learning_again_changes_nothing(all in history(), again in any::<Index>()) {
        let from = again.index(all.len() + 1);
        prop_assert_eq!(learned(&[&all, &all[from..]]), learned(&[&all]));
    }

    // Windows may have dropped what is older than the forgotten; the learner
    // shows them the history once more, which is what happens here.
    #[test]
    fn what_was_deleted_might_as_well_never_have_been(
        all in history(),
        chosen in proptest::collection::vec(any::<Index>(), 0..8),
    ) {
        let gone: HashSet<InteractionId> = chosen
            .iter()
            .filter(|_| !all.is_empty())
            .map(|index| index.get(&all).id)
            .collect();
        let mut known = learned(&[&all]);
        learn(&mut known, &all, &gone);
        let rest: Vec<Seen> = all.iter().filter(|seen| !gone.contains(&seen.id)).cloned().collect();
        let anew = learned(&[&rest]);
        prop_assert_eq!(&known, &anew);
        for fact in facts(&known) {
            prop_assert!(fact.evidence.iter().all(|one| !gone.contains(&one.id)));
        }
    }

    #[test]
    fn facts_have_evidence_and_say_until_when(all in history()) {
        let known = learned(&[&all]);
        let mut keys = HashSet::new();
        for ((rule, _), (_, conclusions)) in &known {
            for fact in conclusions {
                prop_assert!(!fact.evidence.is_empty());
                prop_assert!(fact.evidence_count >= fact.evidence.len() as i64);
                prop_assert!(fact.since <= fact.confirmed && fact.confirmed < fact.until);
                prop_assert!(keys.insert((*rule, fact.key.clone())), "twice: {}", fact.key);
                let stored = serde_json::to_value(&fact.finding).unwrap();
                prop_assert_eq!(stored["rule"].as_str(), Some(*rule));
                prop_assert_eq!(&serde_json::from_value::<Finding>(stored).unwrap(), &fact.finding);
            }
        }
    }
}
