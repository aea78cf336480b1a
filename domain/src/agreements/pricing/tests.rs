use super::*;
use crate::{Currency, Rate};
use proptest::prelude::*;

pub(super) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(super) const ALWAYS: Validity = Validity::ALWAYS;
pub(super) const ONE: Quantity = Quantity::pieces(1);
const NOW: Timestamp = Timestamp(50_000);

pub(super) fn listed(minor: i64) -> ListLine {
    ListLine {
        price: eur(minor),
        least: ONE,
        valid: ALWAYS,
    }
}

/// How broad a line is that is about the product (0), its category (1) or one
/// above, or everything (9); of those of a manufacturer only (tens), or with an
/// attribute of theirs, too (hundreds).
fn breadth(distance: u32) -> Option<Breadth> {
    let conditions = match distance {
        0 => return None,
        100.. => 2,
        10.. => 1,
        _ => 0,
    };
    let level = distance
        .to_string()
        .trim_end_matches('0')
        .parse()
        .unwrap_or(0);
    Some(Breadth::new(conditions, level))
}

pub(super) fn line(says: Says, distance: u32) -> AgreedLine {
    AgreedLine {
        about: match distance {
            0 => About::Product,
            9 => About::Everything,
            level => About::Category(format!("level {level}").into()),
        },
        breadth: breadth(distance),
        says,
        least: ONE,
        valid: ALWAYS,
    }
}

pub(super) fn promotion(says: Says) -> Promotion {
    Promotion {
        name: "Spring".into(),
        subscription: None,
        says,
        least: ONE,
        valid: ALWAYS,
    }
}

pub(super) fn agreed(lines: Vec<AgreedLine>, list: Vec<ListLine>) -> AgreedPrices {
    AgreedPrices {
        valid: ALWAYS,
        lines,
        list,
        promotions: Vec::new(),
    }
}

/// List price 320.00, everything −6%, its category −12%, contract 268.50.
fn inputs() -> PriceInputs {
    let lines = vec![
        line(Says::Discount(Rate(600)), 9),
        line(Says::Price(eur(26_850)), 0),
        line(Says::Discount(Rate(1200)), 1),
    ];
    PriceInputs {
        agreements: vec![agreed(lines, vec![listed(32_000)])],
        costs: Vec::new(),
    }
}

fn price(inputs: &PriceInputs, pieces: i64) -> Option<i64> {
    let story = resolve(inputs, Quantity::pieces(pieces), NOW);
    story.price.map(|price| price.minor)
}

#[test]
fn a_contract_price_beats_the_nearest_discount_beats_a_farther_one_beats_the_list() {
    let mut inputs = inputs();
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.price, Some(eur(26_850)));
    let prices: Vec<_> = story.steps.iter().map(|step| step.price).collect();
    let expected = [26_850, 28_160, 30_080, 32_000].map(|minor| Some(eur(minor)));
    assert_eq!(prices, expected);
    let lost = story.steps[1..].iter().map(|step| step.why_not);
    assert!(
        lost.into_iter()
            .all(|why| why == Some(WhyNot::LessSpecific))
    );
    assert_eq!(story.instead_of(), Some(eur(32_000)));
    inputs.agreements[0].lines.remove(1);
    assert_eq!(price(&inputs, 1), Some(28_160));
    inputs.agreements[0].lines.remove(1);
    assert_eq!(price(&inputs, 1), Some(30_080));
    inputs.agreements[0].lines.clear();
    let plain = resolve(&inputs, ONE, NOW);
    assert_eq!(plain.price, Some(eur(32_000)));
    assert_eq!(plain.instead_of(), None);
}

#[test]
fn a_contract_price_wins_even_if_it_is_higher() {
    let mut inputs = inputs();
    inputs.agreements[0].lines[1].says = Says::Price(eur(40_000));
    assert_eq!(price(&inputs, 1), Some(40_000));
}

#[test]
fn without_a_list_price_only_a_contract_gives_one() {
    let mut inputs = inputs();
    inputs.agreements[0].list.clear();
    inputs.agreements[0].lines.remove(1);
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!((story.price, story.winner()), (None, None));
    assert_eq!(story.steps[0].why_not, Some(WhyNot::NoListPrice));
    inputs.agreements[0]
        .lines
        .push(line(Says::Price(eur(100)), 0));
    assert_eq!(price(&inputs, 1), Some(100));
}

#[test]
fn cost_plus_a_rate_is_reckoned_from_what_the_supplier_pays() {
    let mut inputs = inputs();
    inputs.agreements[0].lines = vec![line(Says::CostPlus(Rate(850)), 1)];
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.price, Some(eur(32_000)), "no cost is known");
    let why = story.steps.iter().find_map(|step| step.why_not);
    assert_eq!(why, Some(WhyNot::NoCost));
    inputs.costs = vec![listed(20_000)];
    assert_eq!(price(&inputs, 1), Some(21_700));
    // Rounded half up to the cent.
    inputs.costs = vec![listed(999)];
    assert_eq!(price(&inputs, 1), Some(1_084));
}

#[test]
fn prices_for_many_pieces_count_from_their_number_on() {
    let mut inputs = inputs();
    let many = AgreedLine {
        least: Quantity::pieces(10),
        ..line(Says::Price(eur(25_000)), 0)
    };
    let more = AgreedLine {
        least: Quantity::pieces(50),
        ..line(Says::Price(eur(24_000)), 0)
    };
    inputs.agreements[0].lines.extend([more, many]);
    let asked = [1, 9, 10, 49, 50, 1_000].map(|pieces| price(&inputs, pieces).unwrap());
    assert_eq!(asked, [26_850, 26_850, 25_000, 25_000, 24_000, 24_000]);
    let steps =
        [(10, 25_000), (50, 24_000)].map(|(pieces, minor)| (Quantity::pieces(pieces), eur(minor)));
    assert_eq!(breaks(&inputs, NOW), steps);
    let story = resolve(&inputs, ONE, NOW);
    let waiting = story
        .steps
        .iter()
        .filter(|step| step.why_not == Some(WhyNot::MorePieces));
    assert_eq!(waiting.count(), 2);
    // A list may have such prices, too, and a discount follows them.
    inputs.agreements[0].lines = vec![line(Says::Discount(Rate(1_000)), 1)];
    inputs.agreements[0].list.push(ListLine {
        least: Quantity::pieces(5),
        ..listed(30_000)
    });
    assert_eq!(price(&inputs, 4), Some(28_800));
    assert_eq!(price(&inputs, 5), Some(27_000));
}

#[test]
fn the_first_agreement_that_names_a_price_decides() {
    let mut inputs = inputs();
    let second = inputs.agreements[0].clone();
    let first = agreed(
        vec![line(Says::Discount(Rate(100)), 9)],
        vec![listed(30_000)],
    );
    inputs.agreements = vec![first, second];
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.price, Some(eur(29_700)));
    assert_eq!(story.winner().unwrap().agreement, 0);
    let lost: Vec<_> = story
        .steps
        .iter()
        .filter(|step| step.agreement == 1)
        .collect();
    assert_eq!(lost.len(), 4);
    assert!(
        lost.iter()
            .any(|step| step.why_not == Some(WhyNot::LaterAgreement))
    );
    // Its list price alone does not keep another's negotiated price away.
    inputs.agreements[0].lines.clear();
    assert_eq!(price(&inputs, 1), Some(26_850));
    // And where nobody negotiated, the first list that has the product counts.
    inputs.agreements[1].lines.clear();
    assert_eq!(price(&inputs, 1), Some(30_000));
    inputs.agreements[0].list.clear();
    assert_eq!(price(&inputs, 1), Some(32_000));
}

#[test]
fn a_list_that_two_agreements_share_stands_with_the_first_and_serves_both() {
    let mut inputs = inputs();
    let lines = vec![line(Says::Discount(Rate(5_000)), 1)];
    inputs.agreements[0].lines.clear();
    inputs.agreements.push(agreed(lines, Vec::new()));
    assert_eq!(price(&inputs, 1), Some(16_000));
}

fn subscribed(rate: i64, valid: Validity) -> Promotion {
    Promotion {
        name: "Select".into(),
        subscription: Some("S-2026-000001".into()),
        valid,
        ..promotion(Says::Discount(Rate(rate)))
    }
}

#[test]
fn a_subscription_takes_its_discount_off_while_it_is_paid_for() {
    let valid = Validity {
        from: NOW,
        until: Timestamp(NOW.0 + 10),
    };
    let mut inputs = inputs();
    inputs.agreements[0].promotions = vec![subscribed(5_000, valid)];
    let at = |moment| resolve(&inputs, ONE, Timestamp(moment));
    let story = at(NOW.0);
    assert_eq!(story.price, Some(eur(16_000)));
    let winner = story.winner().unwrap();
    assert_eq!(
        winner.source,
        PriceSource::Subscription {
            plan: "Select".into(),
            number: "S-2026-000001".into()
        }
    );
    assert_eq!(winner.valid_until, Some(valid.until));
    for outside in [NOW.0 - 1, NOW.0 + 10] {
        let story = at(outside);
        assert_ne!(story.price, Some(eur(16_000)), "at {outside}");
    }
}

#[test]
fn a_promotion_counts_if_it_is_lower() {
    let mut inputs = inputs();
    inputs.agreements[0].promotions = vec![
        promotion(Says::Discount(Rate(1_000))),
        promotion(Says::Price(eur(26_000))),
    ];
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.price, Some(eur(26_000)));
    assert_eq!(
        story.winner().unwrap().source,
        PriceSource::Promotion("Spring".into())
    );
    assert_eq!(story.steps[1].why_not, Some(WhyNot::Promoted));
    assert_eq!(story.instead_of(), Some(eur(32_000)));
    let other = story.steps.last().unwrap();
    assert_eq!(
        (other.price, other.why_not),
        (Some(eur(28_800)), Some(WhyNot::Higher))
    );
    inputs.agreements[0].promotions = vec![promotion(Says::Price(eur(26_850)))];
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(
        story.winner().unwrap().source,
        PriceSource::Contract,
        "not for the same price"
    );
    // Alone it gives a price to what has none.
    inputs.agreements[0].lines.clear();
    inputs.agreements[0].list.clear();
    assert_eq!(price(&inputs, 1), Some(26_850));
}

#[test]
fn a_line_applies_from_its_first_moment_until_just_before_its_end() {
    let mut inputs = inputs();
    inputs.agreements[0].lines[1].valid = Validity::new(Timestamp(100), Timestamp(200)).unwrap();
    let at = |moment| resolve(&inputs, ONE, Timestamp(moment));
    let prices = [99, 100, 199, 200].map(|moment| at(moment).price.unwrap().minor);
    assert_eq!(prices, [28_160, 26_850, 26_850, 28_160]);
    let why = |moment| {
        let story = at(moment);
        let contract = story
            .steps
            .iter()
            .find(|step| step.source == PriceSource::Contract);
        contract.unwrap().why_not
    };
    assert_eq!(why(99), Some(WhyNot::NotYet));
    assert_eq!(why(200), Some(WhyNot::Ended));
}

#[test]
fn a_price_ends_with_what_it_is_reckoned_from_and_with_its_agreement() {
    let until = |end| Validity::new(Timestamp(0), Timestamp(end)).unwrap();
    let mut inputs = inputs();
    inputs.agreements[0].lines.remove(1);
    inputs.agreements[0].list[0].valid = until(70_000);
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.winner().unwrap().valid_until, Some(Timestamp(70_000)));
    inputs.agreements[0].valid = until(60_000);
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.winner().unwrap().valid_until, Some(Timestamp(60_000)));
}

#[test]
fn of_lines_that_are_equally_specific_the_lowest_price_counts() {
    let mut inputs = inputs();
    inputs.agreements[0]
        .lines
        .push(line(Says::Price(eur(26_000)), 0));
    let story = resolve(&inputs, ONE, NOW);
    assert_eq!(story.price, Some(eur(26_000)));
    assert_eq!(story.steps[1].why_not, Some(WhyNot::Higher));
}

fn validity() -> impl Strategy<Value = Validity> {
    (0_i64..30, 1_i64..30).prop_map(|(from, length)| {
        Validity::new(Timestamp(from), Timestamp(from + length)).unwrap()
    })
}

fn least() -> impl Strategy<Value = Quantity> {
    prop::sample::select(vec![1_i64, 1, 5, 10]).prop_map(Quantity::pieces)
}

fn any_listed() -> impl Strategy<Value = ListLine> {
    (1_i64..500, least(), validity()).prop_map(|(minor, least, valid)| ListLine {
        price: eur(minor),
        least,
        valid,
    })
}

fn any_says() -> impl Strategy<Value = Says> {
    prop_oneof![
        (1_i64..500).prop_map(|minor| Says::Price(eur(minor))),
        (1_i64..9_000).prop_map(|rate| Says::Discount(Rate(rate))),
        (0_i64..9_000).prop_map(|rate| Says::CostPlus(Rate(rate))),
    ]
}

fn any_line() -> impl Strategy<Value = AgreedLine> {
    (
        any_says(),
        prop::sample::select(vec![0_u32, 1, 2, 9, 10, 20, 90, 100, 900]),
        least(),
        validity(),
    )
        .prop_map(|(says, distance, least, valid)| AgreedLine {
            least,
            valid,
            ..line(says, distance)
        })
}

fn any_promotion() -> impl Strategy<Value = Promotion> {
    (any_says(), least(), validity()).prop_map(|(says, least, valid)| Promotion {
        least,
        valid,
        ..promotion(says)
    })
}

fn any_agreed() -> impl Strategy<Value = AgreedPrices> {
    let lines = prop::collection::vec(any_line(), 0..4);
    let list = prop::collection::vec(any_listed(), 0..3);
    let promotions = prop::collection::vec(any_promotion(), 0..3);
    (validity(), lines, list, promotions).prop_map(|(valid, lines, list, promotions)| {
        AgreedPrices {
            valid,
            lines,
            list,
            promotions,
        }
    })
}

pub(super) fn any_inputs() -> impl Strategy<Value = PriceInputs> {
    let agreements = prop::collection::vec(any_agreed(), 0..3);
    let costs = prop::collection::vec(any_listed(), 0..2);
    (agreements, costs).prop_map(|(agreements, costs)| PriceInputs { agreements, costs })
}

/// The rule once more, word for word as the page says it.
fn in_plain_words(inputs: &PriceInputs, quantity: Quantity, at: Timestamp) -> Option<i64> {
    let lowest = |lines: &[ListLine]| {
        let apply = lines
            .iter()
            .filter(|one| one.valid.contains(at) && one.least <= quantity);
        apply.map(|one| one.price.minor).min()
    };
    let cost = lowest(&inputs.costs);
    let made = |says: Says, list: Option<i64>| match says {
        Says::Price(price) => Some(price.minor),
        Says::Discount(rate) => Some(rate.off(eur(list?)).minor),
        Says::CostPlus(rate) => Some(rate.on(eur(cost?)).minor),
        Says::In | Says::Out => None,
    };
    let list_of = |place: usize| {
        let one = &inputs.agreements[place];
        lowest(&one.list).or_else(|| {
            let earlier = inputs.agreements[..place]
                .iter()
                .filter(|_| one.list.is_empty());
            earlier.filter_map(|one| lowest(&one.list)).next()
        })
    };
    let negotiated = inputs
        .agreements
        .iter()
        .enumerate()
        .find_map(|(place, one)| {
            let list = list_of(place);
            [0, 100, 900, 10, 20, 90, 1, 2, 9]
                .into_iter()
                .find_map(|level| {
                    let apply = one.lines.iter().filter(|line| {
                        line.breadth == breadth(level)
                            && line.valid.contains(at)
                            && line.least <= quantity
                    });
                    apply.filter_map(|line| made(line.says, list)).min()
                })
        });
    let listed = || inputs.agreements.iter().find_map(|one| lowest(&one.list));
    let usual = negotiated.or_else(listed);
    let promoted = inputs
        .agreements
        .iter()
        .enumerate()
        .flat_map(|(place, one)| {
            let list = list_of(place);
            let apply = one.promotions.iter().filter(|one| {
                one.valid.contains(at)
                    && one.least <= quantity
                    && !matches!(one.says, Says::CostPlus(_))
            });
            apply
                .filter_map(move |one| made(one.says, list))
                .collect::<Vec<_>>()
        });
    promoted.chain(usual).min()
}

proptest! {
    #[test]
    fn the_price_is_what_the_rule_says_in_plain_words(
        inputs in any_inputs(), pieces in 1_i64..12, at in 0_i64..60,
    ) {
        let (quantity, at) = (Quantity::pieces(pieces), Timestamp(at));
        let expected = in_plain_words(&inputs, quantity, at);
        prop_assert_eq!(resolve(&inputs, quantity, at).price, expected.map(eur));
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        inputs in any_inputs(), pieces in 1_i64..12, at in 0_i64..60,
    ) {
        let (quantity, at) = (Quantity::pieces(pieces), Timestamp(at));
        let mut turned = inputs.clone();
        turned.costs.reverse();
        for agreement in &mut turned.agreements {
            agreement.lines.reverse();
            agreement.list.reverse();
            agreement.promotions.reverse();
        }
        prop_assert_eq!(resolve(&inputs, quantity, at), resolve(&turned, quantity, at));
    }

    #[test]
    fn the_same_is_told_again_and_in_whatever_order_it_is_read(
        inputs in any_inputs(), pieces in 1_i64..12, at in 0_i64..60, turns in 0_usize..5,
    ) {
        let (quantity, at) = (Quantity::pieces(pieces), Timestamp(at));
        let told = resolve(&inputs, quantity, at);
        prop_assert_eq!(&told, &resolve(&inputs.clone(), quantity, at));
        let mut turned = inputs;
        for agreement in &mut turned.agreements {
            let lines = agreement.lines.len().max(1);
            agreement.lines.rotate_left(turns % lines);
            agreement.list.sort_by_key(|line| std::cmp::Reverse(line.price.minor));
        }
        prop_assert_eq!(told, resolve(&turned, quantity, at));
    }

    #[test]
    fn what_does_not_apply_changes_no_price(
        inputs in any_inputs(), other in any_line(), pieces in 1_i64..12, at in 20_i64..40,
    ) {
        let (quantity, at) = (Quantity::pieces(pieces), Timestamp(at));
        let price = resolve(&inputs, quantity, at).price;
        let over = Validity::new(Timestamp(0), at).unwrap();
        let later = Validity::new(Timestamp(at.0 + 1), Timestamp::NEVER).unwrap();
        let many = Quantity::pieces(pieces + 1);
        for line in [
            AgreedLine { valid: over, ..other.clone() },
            AgreedLine { valid: later, ..other.clone() },
            AgreedLine { least: many, valid: ALWAYS, ..other },
        ] {
            let mut with = inputs.clone();
            for agreement in &mut with.agreements {
                agreement.lines.push(line.clone());
            }
            prop_assert_eq!(resolve(&with, quantity, at).price, price);
        }
    }

    #[test]
    fn a_price_holds_from_its_first_moment_until_before_its_last(
        from in 1_i64..1_000_000, lasts in 1_i64..1_000_000,
    ) {
        let valid = Validity::new(Timestamp(from), Timestamp(from + lasts)).unwrap();
        let own = AgreedLine { valid, ..line(Says::Price(eur(100)), 0) };
        let inputs = PriceInputs {
            agreements: vec![agreed(vec![own], vec![listed(200)])],
            costs: Vec::new(),
        };
        let at = |moment: i64| resolve(&inputs, ONE, Timestamp(moment)).price;
        prop_assert_eq!(at(from - 1), Some(eur(200)));
        prop_assert_eq!(at(from), Some(eur(100)));
        prop_assert_eq!(at(from + lasts - 1), Some(eur(100)));
        prop_assert_eq!(at(from + lasts), Some(eur(200)));
    }

    #[test]
    fn exactly_one_line_decides_and_it_applies(
        inputs in any_inputs(), pieces in 1_i64..12, at in 0_i64..60,
    ) {
        let (quantity, at) = (Quantity::pieces(pieces), Timestamp(at));
        let story = resolve(&inputs, quantity, at);
        let winners = story.steps.iter().filter(|step| step.won).count();
        prop_assert_eq!(winners, usize::from(story.price.is_some()));
        if let Some(winner) = story.winner() {
            prop_assert_eq!(winner.price, story.price);
            prop_assert!(winner.least <= quantity);
            prop_assert!(winner.valid_from.is_none_or(|from| from <= at));
        }
        for step in &story.steps {
            prop_assert_eq!(step.won, step.why_not.is_none());
        }
    }

    #[test]
    fn more_pieces_never_cost_more_each_where_many_cost_less(
        minors in prop::collection::vec(1_i64..500, 1..5), at in 0_i64..60,
    ) {
        let lines = minors.iter().zip([1_i64, 5, 10, 50]).map(|(minor, least)| AgreedLine {
            least: Quantity::pieces(least),
            ..line(Says::Price(eur(*minor)), 0)
        });
        let inputs = PriceInputs {
            agreements: vec![agreed(lines.collect(), Vec::new())],
            costs: Vec::new(),
        };
        let prices = [1, 4, 5, 9, 10, 60]
            .map(|pieces| resolve(&inputs, Quantity::pieces(pieces), Timestamp(at)).price);
        let minors: Vec<i64> = prices.iter().flatten().map(|price| price.minor).collect();
        prop_assert!(minors.windows(2).all(|pair| pair[1] <= pair[0]));
        let last = breaks(&inputs, Timestamp(at)).last().map(|(_, price)| *price);
        prop_assert!(last.is_none() || last == prices[5]);
    }
}
