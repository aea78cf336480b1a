//! What a product costs a customer, and why.
//!
//! Of all lines that apply at a moment the most specific wins: the contract
//! price of the product, then the discount of the nearest category above it,
//! then the list price. Of several lines that are equally specific the lowest
//! price wins. Without a list price there is nothing to take a discount from,
//! so only a contract price can give such a product a price; a product without
//! one is offered with its price on request.

use super::Validity;
use crate::{Money, Rate, Timestamp};
use serde::{Deserialize, Serialize};

/// A price of a product: of the price list, or of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceLine {
    /// The price of one.
    pub price: Money,
    /// When it applies.
    pub valid: Validity,
}

/// A discount on everything in a category and below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscountLine {
    /// How much is taken off the list price.
    pub rate: Rate,
    /// The category's name; none for the whole catalog.
    pub category: Option<String>,
    /// How far above the product the category is: 0 for its own category.
    pub distance: u32,
    /// When it applies.
    pub valid: Validity,
}

/// Everything that bears on the price of one product under one agreement, in
/// any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceInputs {
    /// The product's prices in the agreement's price list.
    pub list: Vec<PriceLine>,
    /// The discounts of its category and of those above.
    pub discounts: Vec<DiscountLine>,
    /// The prices negotiated for the product itself.
    pub contracts: Vec<PriceLine>,
    /// When the agreement applies; no price outlives it.
    pub agreement: Validity,
}

/// Where a price comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriceSource {
    /// The contract's price for the product.
    Contract,
    /// A discount on a category, or on everything if it names none.
    CategoryDiscount {
        /// How much off the list price.
        rate: Rate,
        /// The category's name.
        category: Option<String>,
    },
    /// The price list.
    List,
}

/// Why a line did not decide the price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNot {
    /// A more specific line applies.
    LessSpecific,
    /// An equally specific line is lower.
    Higher,
    /// There is no list price to take the discount from.
    NoListPrice,
    /// It applies only later.
    NotYet,
    /// It no longer applies.
    Ended,
}

/// One line that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceStep {
    /// Where it comes from.
    pub source: PriceSource,
    /// The price by this line, if it gives one.
    pub price: Option<Money>,
    /// When it begins, where somebody chose a beginning.
    pub valid_from: Option<Timestamp>,
    /// When this price ends, if it does.
    pub valid_until: Option<Timestamp>,
    /// Whether this line decided the price.
    pub won: bool,
    /// Why it did not.
    pub why_not: Option<WhyNot>,
}

/// A price and how it came to be: the line that decided first, then what lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PriceStory {
    /// The price of one; none means that it has to be asked for.
    pub price: Option<Money>,
    /// Every line that was looked at, the most specific first.
    pub steps: Vec<PriceStep>,
}

impl PriceStory {
    /// The line that decided.
    #[must_use]
    pub fn winner(&self) -> Option<&PriceStep> {
        self.steps.iter().find(|step| step.won)
    }

    /// The list price, where the price is another one.
    #[must_use]
    pub fn instead_of(&self) -> Option<Money> {
        self.steps
            .iter()
            .filter(|step| step.source == PriceSource::List && !step.won)
            .filter(|step| step.why_not == Some(WhyNot::LessSpecific))
            .filter_map(|step| step.price)
            .find(|list| Some(*list) != self.price)
    }
}

/// Finds the price of a product at a moment, and tells its story.
#[must_use]
pub fn resolve(inputs: &PriceInputs, at: Timestamp) -> PriceStory {
    let mut candidates: Vec<Candidate> =
        Vec::with_capacity(inputs.contracts.len() + inputs.discounts.len() + inputs.list.len());
    for line in &inputs.contracts {
        candidates.push(Candidate::new(
            0,
            PriceSource::Contract,
            Some(line.price),
            line.valid,
        ));
    }
    let list = list_price(&inputs.list, at);
    for line in &inputs.discounts {
        let source = PriceSource::CategoryDiscount {
            rate: line.rate,
            category: line.category.clone(),
        };
        let price = list.map(|list| line.rate.off(list.price));
        let mut candidate =
            Candidate::new(line.distance.saturating_add(1), source, price, line.valid);
        // A discount ends with the list price it is taken from.
        if let Some(list) = list {
            candidate.until = candidate.until.min(list.valid.until);
        }
        candidates.push(candidate);
    }
    for line in &inputs.list {
        candidates.push(Candidate::new(
            u32::MAX,
            PriceSource::List,
            Some(line.price),
            line.valid,
        ));
    }
    tell(candidates, inputs.agreement, at)
}

/// The list price that applies; the lowest if there are several.
fn list_price(list: &[PriceLine], at: Timestamp) -> Option<PriceLine> {
    list.iter()
        .filter(|line| line.valid.contains(at))
        .min_by_key(|line| (line.price.minor, line.valid))
        .copied()
}

/// A line, ready to be compared with the others: the derived order is the
/// order of the story.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    rank: u32,
    price: Option<i64>,
    valid: Validity,
    until: Timestamp,
    source: PriceSource,
    currency: Option<crate::Currency>,
}

impl Candidate {
    fn new(rank: u32, source: PriceSource, price: Option<Money>, valid: Validity) -> Self {
        Self {
            rank,
            price: price.map(|price| price.minor),
            valid,
            until: valid.until,
            source,
            currency: price.map(|price| price.currency),
        }
    }
}

fn tell(mut candidates: Vec<Candidate>, agreement: Validity, at: Timestamp) -> PriceStory {
    candidates.sort();
    let mut winner: Option<(u32, Option<Money>)> = None;
    let steps = candidates
        .into_iter()
        .map(|line| {
            let price = line
                .price
                .zip(line.currency)
                .map(|(minor, currency)| Money::new(minor, currency));
            let why_not = match winner {
                _ if line.valid.until <= at => Some(WhyNot::Ended),
                _ if at < line.valid.from => Some(WhyNot::NotYet),
                _ if price.is_none() => Some(WhyNot::NoListPrice),
                Some((rank, _)) if rank == line.rank => Some(WhyNot::Higher),
                Some(_) => Some(WhyNot::LessSpecific),
                None => None,
            };
            if why_not.is_none() {
                winner = Some((line.rank, price));
            }
            let span = Validity {
                from: line.valid.from,
                until: line.until.min(agreement.until),
            };
            PriceStep {
                source: line.source,
                price,
                valid_from: span.beginning(),
                valid_until: span.end(),
                won: why_not.is_none(),
                why_not,
            }
        })
        .collect();
    let mut story = PriceStory {
        price: winner.and_then(|(_, price)| price),
        steps,
    };
    // What decided stands first, even above a more specific line that ended.
    story.steps.sort_by_key(|step| !step.won);
    story
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn line(minor: i64) -> PriceLine {
        PriceLine {
            price: eur(minor),
            valid: Validity::ALWAYS,
        }
    }

    fn discount(rate: i64, distance: u32) -> DiscountLine {
        DiscountLine {
            rate: Rate(rate),
            category: (distance < 9).then(|| format!("level {distance}")),
            distance,
            valid: Validity::ALWAYS,
        }
    }

    fn inputs() -> PriceInputs {
        PriceInputs {
            list: vec![line(32_000)],
            discounts: vec![discount(600, 9), discount(1200, 0)],
            contracts: vec![line(26_850)],
            agreement: Validity::ALWAYS,
        }
    }

    const NOW: Timestamp = Timestamp(50_000);

    #[test]
    fn a_contract_price_beats_the_nearest_discount_beats_a_farther_one_beats_the_list() {
        let mut inputs = inputs();
        let story = resolve(&inputs, NOW);
        assert_eq!(story.price, Some(eur(26_850)));
        let prices: Vec<_> = story.steps.iter().map(|step| step.price).collect();
        assert_eq!(
            prices,
            [26_850, 28_160, 30_080, 32_000].map(|minor| Some(eur(minor)))
        );
        assert!(
            story.steps[1..]
                .iter()
                .all(|step| step.why_not == Some(WhyNot::LessSpecific))
        );
        assert_eq!(story.instead_of(), Some(eur(32_000)));
        inputs.contracts.clear();
        assert_eq!(resolve(&inputs, NOW).price, Some(eur(28_160)));
        inputs.discounts.remove(1);
        assert_eq!(resolve(&inputs, NOW).price, Some(eur(30_080)));
        inputs.discounts.clear();
        let plain = resolve(&inputs, NOW);
        assert_eq!(plain.price, Some(eur(32_000)));
        assert_eq!(plain.instead_of(), None);
    }

    #[test]
    fn a_contract_price_wins_even_if_it_is_higher() {
        let mut inputs = inputs();
        inputs.contracts = vec![line(40_000)];
        assert_eq!(resolve(&inputs, NOW).price, Some(eur(40_000)));
    }

    #[test]
    fn without_a_list_price_only_a_contract_gives_one() {
        let mut inputs = inputs();
        inputs.list.clear();
        inputs.contracts.clear();
        let story = resolve(&inputs, NOW);
        assert_eq!(story.price, None);
        assert_eq!(story.winner(), None);
        assert_eq!(story.steps[0].why_not, Some(WhyNot::NoListPrice));
        inputs.contracts.push(line(100));
        assert_eq!(resolve(&inputs, NOW).price, Some(eur(100)));
    }

    #[test]
    fn a_line_applies_from_its_first_moment_until_just_before_its_end() {
        let mut inputs = inputs();
        inputs.contracts[0].valid = Validity::new(Timestamp(10_000), Timestamp(20_000)).unwrap();
        let price_at = |at| resolve(&inputs, Timestamp(at)).price;
        assert_eq!(price_at(9_999), Some(eur(28_160)));
        assert_eq!(price_at(10_000), Some(eur(26_850)));
        assert_eq!(price_at(19_999), Some(eur(26_850)));
        assert_eq!(price_at(20_000), Some(eur(28_160)));
        let later = resolve(&inputs, Timestamp(20_000));
        assert_eq!(later.steps[1].why_not, Some(WhyNot::Ended));
        let earlier = resolve(&inputs, Timestamp(0));
        assert_eq!(earlier.steps[1].why_not, Some(WhyNot::NotYet));
        assert_eq!(earlier.steps[1].valid_from, Some(Timestamp(10_000)));
    }

    #[test]
    fn no_price_outlives_the_agreement_nor_a_discount_its_list_price() {
        let mut inputs = inputs();
        inputs.agreement.until = Timestamp(90_000);
        inputs.contracts.clear();
        let until = |inputs: &PriceInputs| resolve(inputs, NOW).winner().unwrap().valid_until;
        assert_eq!(until(&inputs), Some(Timestamp(90_000)));
        inputs.list[0].valid.until = Timestamp(70_000);
        assert_eq!(until(&inputs), Some(Timestamp(70_000)));
    }

    #[test]
    fn of_two_equally_specific_lines_the_lower_price_wins() {
        let mut inputs = inputs();
        inputs.contracts = vec![line(300), line(200)];
        let story = resolve(&inputs, NOW);
        assert_eq!(story.price, Some(eur(200)));
        assert_eq!(story.steps[1].why_not, Some(WhyNot::Higher));
    }

    prop_compose! {
        fn any_validity()(from in 0_i64..20, length in 1_i64..20) -> Validity {
            Validity::new(Timestamp(from), Timestamp(from + length)).unwrap()
        }
    }

    prop_compose! {
        fn any_line()(minor in 0_i64..100_000, valid in any_validity()) -> PriceLine {
            PriceLine { price: eur(minor), valid }
        }
    }

    prop_compose! {
        fn any_discount()(rate in 0_i64..=10_000, distance in 0_u32..4, valid in any_validity())
            -> DiscountLine {
            DiscountLine { rate: Rate(rate), category: None, distance, valid }
        }
    }

    prop_compose! {
        fn any_inputs()(
            list in prop::collection::vec(any_line(), 0..3),
            discounts in prop::collection::vec(any_discount(), 0..4),
            contracts in prop::collection::vec(any_line(), 0..3),
        ) -> PriceInputs {
            PriceInputs { list, discounts, contracts, agreement: Validity::ALWAYS }
        }
    }

    proptest! {
        #[test]
        fn the_order_of_the_lines_does_not_matter(
            inputs in any_inputs(),
            at in 0_i64..40,
            turn in 0_usize..4,
        ) {
            let at = Timestamp(at);
            let story = resolve(&inputs, at);
            prop_assert_eq!(&story, &resolve(&inputs, at));
            let mut turned = inputs.clone();
            turned.list.reverse();
            turned.discounts.reverse();
            let by = turn.min(turned.contracts.len());
            turned.contracts.rotate_left(by);
            prop_assert_eq!(story, resolve(&turned, at));
        }

        #[test]
        fn exactly_one_line_decides_and_it_applies(inputs in any_inputs(), at in 0_i64..40) {
            let at = Timestamp(at);
            let story = resolve(&inputs, at);
            let winners = story.steps.iter().filter(|step| step.won).count();
            prop_assert_eq!(winners, usize::from(story.price.is_some()));
            if let Some(winner) = story.winner() {
                prop_assert_eq!(winner.price, story.price);
                prop_assert!(winner.valid_from.is_none_or(|from| from <= at));
                prop_assert!(winner.valid_until.is_none_or(|until| at < until));
            }
            for step in &story.steps {
                prop_assert_eq!(step.won, step.why_not.is_none());
            }
        }

        #[test]
        fn the_price_is_what_the_rule_says_in_plain_words(inputs in any_inputs(), at in 0_i64..40) {
            let at = Timestamp(at);
            let lowest = |lines: &[PriceLine]| {
                lines.iter().filter(|line| line.valid.contains(at)).map(|line| line.price.minor).min()
            };
            let list = lowest(&inputs.list);
            let nearest = inputs.discounts.iter()
                .filter(|line| line.valid.contains(at))
                .map(|line| line.distance)
                .min();
            let discounted = nearest.zip(list).and_then(|(nearest, list)| {
                inputs.discounts.iter()
                    .filter(|line| line.valid.contains(at) && line.distance == nearest)
                    .map(|line| line.rate.off(eur(list)).minor)
                    .min()
            });
            let expected = lowest(&inputs.contracts).or(discounted).or(list);
            prop_assert_eq!(resolve(&inputs, at).price, expected.map(eur));
        }

        #[test]
        fn lines_that_do_not_apply_change_nothing(
            inputs in any_inputs(),
            kept in subsequence(vec![0_usize, 1, 2], 0..3),
            at in 0_i64..40,
        ) {
            let at = Timestamp(at);
            let mut fewer = inputs.clone();
            let mut index = 0;
            fewer.contracts.retain(|line| {
                index += 1;
                line.valid.contains(at) || kept.contains(&(index - 1))
            });
            prop_assert_eq!(resolve(&inputs, at).price, resolve(&fewer, at).price);
        }
    }
}
