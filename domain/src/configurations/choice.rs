//! Choosing the options of a standard configuration, and what that costs. The
//! same rule computes in the browser while somebody chooses, and on the server
//! when they ask for it. What goes together is in [`rules`](super::rules).

use super::rules::{Broken, Rule, Way};
use crate::id::{OptionGroupId, OptionId, ProductId, RuleId};
use crate::{Currency, Money, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most of one option that a curator may let people choose.
pub const MOST_PIECES: i64 = 99;

/// What can be chosen: the base, its option groups, and what goes together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The currency of every price in it.
    pub currency: Currency,
    /// What the base costs where that was fixed; otherwise what its parts do.
    pub fixed: Option<Cost>,
    /// What is always in it.
    pub base: Vec<Always>,
    /// The option groups, in order.
    pub groups: Vec<Group>,
    /// What goes together and what does not.
    pub rules: Vec<Rule>,
}

/// Something that is always in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Always {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// What it costs.
    pub cost: Cost,
    /// What rules need to know of one of it.
    pub figures: Vec<Figure>,
}

/// What rules need to know of a product: `Power draw`, 300.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The attribute's name.
    pub attribute: String,
    /// How much, in thousandths of the attribute's unit.
    pub amount: Quantity,
}

/// What something costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cost {
    /// It has to be asked for.
    OnRequest,
    /// So much for each time it is in, whatever products that are.
    Fixed(Money),
    /// So much for one of the product, from so many on; the fewest first.
    Each(Vec<(Quantity, Money)>),
}

/// Options of which some are picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Stays the same from revision to revision.
    pub id: OptionGroupId,
    /// `Memory`.
    pub name: String,
    /// How many options must be picked.
    pub least: i64,
    /// How many can be, at least one.
    pub most: i64,
    /// What can be picked, in order.
    pub options: Vec<Choosable>,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choosable {
    /// Stays the same from revision to revision.
    pub id: OptionId,
    /// `32 GB`.
    pub name: String,
    /// The product that it puts in; none for the option of having none.
    pub product: Option<ProductId>,
    /// The product's SKU; empty without a product.
    pub sku: String,
    /// How many of the product each time it is picked.
    pub quantity: Quantity,
    /// How many times it is in if it is picked, at the least.
    pub fewest: i64,
    /// How many times it can be in; the same unless people may choose.
    pub most: i64,
    /// Whether it is picked until somebody picks another.
    pub is_default: bool,
    /// What it adds to the price.
    pub cost: Cost,
    /// Whether its product can still be had.
    pub available: bool,
    /// What rules need to know of one of the product.
    pub figures: Vec<Figure>,
}

/// An option that somebody picked, and how many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pick {
    /// The option.
    pub option: OptionId,
    /// How many times.
    pub pieces: i64,
}

/// Why a choice is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The groups in which something else must be picked.
    pub groups: Vec<OptionGroupId>,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// More of this group must be picked.
    TooFew {
        /// The group.
        group: String,
        /// How many at least.
        least: i64,
        /// Whether it is exactly one that is picked.
        one: bool,
    },
    /// Less of this group must be picked.
    TooMany {
        /// The group.
        group: String,
        /// How many at most.
        most: i64,
    },
    /// Not so many times.
    Pieces {
        /// The option.
        option: String,
        /// How many times at least.
        fewest: i64,
        /// How many times at most.
        most: i64,
    },
    /// It can no longer be had.
    Gone(String),
    /// An option that is not offered here.
    NotOffered,
    /// A rule is broken.
    Rule {
        /// Which.
        rule: RuleId,
        /// How.
        how: Broken,
        /// What could be done about it.
        ways: Vec<Way>,
    },
}

/// A choice that the rules accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<'b> {
    /// What was picked and how many times, in the order of the groups.
    pub options: Vec<(&'b Group, &'b Choosable, i64)>,
    /// The price of one; none if part of it has to be asked for.
    pub price: Option<Money>,
}

impl Build {
    /// Checks a choice and prices it, for so many of the whole. The order of
    /// `picked` does not matter, and of an option picked twice the larger number
    /// counts.
    ///
    /// # Errors
    /// Everything that speaks against it.
    pub fn choose(&self, picked: &[Pick], many: Quantity) -> Result<Chosen<'_>, Vec<Refusal>> {
        let mut refusals = self.refused_by_groups(picked);
        refusals.extend(self.refused_by_rules(picked));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let options = self.laid_out(picked);
        let price = self.price_of(picked, many);
        Ok(Chosen { options, price })
    }

    /// What was picked and is offered, in the order of the groups.
    pub(super) fn laid_out(&self, picked: &[Pick]) -> Vec<(&Group, &Choosable, i64)> {
        let pieces = pieces_of(picked);
        let mut found = Vec::with_capacity(pieces.len());
        for group in &self.groups {
            for option in &group.options {
                if let Some(pieces) = pieces.get(&option.id) {
                    found.push((group, option, *pieces));
                }
            }
        }
        found
    }

    fn refused_by_groups(&self, picked: &[Pick]) -> Vec<Refusal> {
        let pieces = pieces_of(picked);
        let mut refusals = Vec::new();
        for group in &self.groups {
            let refuse = |why| Refusal {
                groups: vec![group.id],
                why,
            };
            let here: Vec<(&Choosable, i64)> = group
                .options
                .iter()
                .filter_map(|option| Some((option, *pieces.get(&option.id)?)))
                .collect();
            let count = i64::try_from(here.len()).unwrap_or(i64::MAX);
            if count < group.least {
                refusals.push(refuse(Why::TooFew {
                    group: group.name.clone(),
                    least: group.least,
                    one: group.picks_one(),
                }));
            } else if count > group.most {
                refusals.push(refuse(Why::TooMany {
                    group: group.name.clone(),
                    most: group.most,
                }));
            }
            for (option, pieces) in here {
                if !option.available {
                    refusals.push(refuse(Why::Gone(option.name.clone())));
                } else if pieces < option.fewest || pieces > option.most {
                    refusals.push(refuse(Why::Pieces {
                        option: option.name.clone(),
                        fewest: option.fewest,
                        most: option.most,
                    }));
                }
            }
        }
        let offered = |pick: &Pick| {
            let mut all = self.groups.iter().flat_map(|group| &group.options);
            all.any(|option| option.id == pick.option)
        };
        if !picked.iter().all(offered) {
            refusals.push(Refusal {
                groups: Vec::new(),
                why: Why::NotOffered,
            });
        }
        refusals
    }

    /// The group at which a refusal is said: the first of those concerned. None if
    /// it concerns none.
    #[must_use]
    pub fn said_at(&self, refusal: &Refusal) -> Option<OptionGroupId> {
        let mut groups = self.groups.iter().map(|group| group.id);
        groups.find(|id| refusal.groups.contains(id))
    }

    /// Whether every group has as much of it as it must, and not more than it
    /// may.
    pub(super) fn fits_groups(&self, picked: &[Pick]) -> bool {
        self.refused_by_groups(picked).is_empty()
    }

    /// What is picked until somebody picks otherwise.
    #[must_use]
    pub fn defaults(&self) -> Vec<Pick> {
        let defaults = self.groups.iter().flat_map(Group::defaults);
        defaults.map(Choosable::picked).collect()
    }

    /// The price of one with these options if so many of the whole are wanted,
    /// whether or not it can be asked for as it stands: for the total beside a
    /// form being filled in.
    #[must_use]
    pub fn price_of(&self, picked: &[Pick], many: Quantity) -> Option<Money> {
        self.laid_out(picked)
            .into_iter()
            .try_fold(self.base_price(many)?, |sum, (_, option, pieces)| {
                sum.plus(option.price(pieces, many)?)
            })
    }

    /// The price of what is always in it, if so many of the whole are wanted;
    /// none if it has to be asked for.
    #[must_use]
    pub fn base_price(&self, many: Quantity) -> Option<Money> {
        let once = Quantity::pieces(1);
        match &self.fixed {
            Some(fixed) => fixed.of(once, 1, many),
            None => self
                .base
                .iter()
                .try_fold(Money::zero(self.currency), |sum, part| {
                    sum.plus(part.cost.of(part.quantity, 1, many)?)
                }),
        }
    }

    /// From how many of the whole on one costs something else with these
    /// options, the price of a single one first. Empty if it is the same for
    /// any number.
    #[must_use]
    pub fn breaks(&self, picked: &[Pick]) -> Vec<(Quantity, Money)> {
        let mut from: Vec<i64> = vec![1];
        let mut add = |cost: &Cost, inside: Quantity| {
            let Cost::Each(steps) = cost else { return };
            let inside = inside.thousandths().max(1);
            from.extend(steps.iter().map(|(least, _)| {
                let whole = least.thousandths().max(1);
                whole.saturating_add(inside - 1) / inside
            }));
        };
        if self.fixed.is_none() {
            for part in &self.base {
                add(&part.cost, part.quantity);
            }
        }
        for (_, option, pieces) in self.laid_out(picked) {
            add(&option.cost, times(option.quantity, pieces));
        }
        from.retain(|least| *least >= 1);
        from.sort_unstable();
        from.dedup();
        let mut steps: Vec<(Quantity, Money)> = Vec::with_capacity(from.len());
        for least in from {
            let least = Quantity::pieces(least);
            let Some(price) = self.price_of(picked, least) else {
                return Vec::new();
            };
            if steps.last().is_none_or(|(_, before)| *before != price) {
                steps.push((least, price));
            }
        }
        if steps.len() < 2 { Vec::new() } else { steps }
    }
}

/// How many times each option was picked: the larger number of two.
fn pieces_of(picked: &[Pick]) -> BTreeMap<OptionId, i64> {
    let mut pieces = BTreeMap::new();
    for pick in picked {
        let known = pieces.entry(pick.option).or_insert(pick.pieces);
        *known = pick.pieces.max(*known);
    }
    pieces
}

/// So many times a quantity.
pub(super) const fn times(quantity: Quantity, pieces: i64) -> Quantity {
    Quantity::from_thousandths(quantity.thousandths().saturating_mul(pieces))
}

impl Cost {
    /// What so much of a product, so many times, costs in one of the whole, if
    /// so many of the whole are wanted.
    fn of(&self, quantity: Quantity, pieces: i64, many: Quantity) -> Option<Money> {
        match self {
            Cost::OnRequest => None,
            Cost::Fixed(amount) => amount.times(Quantity::pieces(pieces)),
            Cost::Each(steps) => {
                let inside = times(quantity, pieces);
                let wanted = i128::from(inside.thousandths()) * i128::from(many.thousandths());
                let wanted = i64::try_from(wanted / 1000).unwrap_or(i64::MAX);
                let reached = |step: &&(Quantity, Money)| step.0.thousandths() <= wanted;
                let step = steps.iter().rfind(reached).or_else(|| steps.first());
                step?.1.times(inside)
            }
        }
    }
}

impl Group {
    /// Whether something must be picked.
    #[must_use]
    pub const fn required(&self) -> bool {
        self.least > 0
    }

    /// Whether at most one option is picked.
    #[must_use]
    pub const fn picks_one(&self) -> bool {
        self.most == 1
    }

    /// The options that are picked until somebody picks others.
    pub fn defaults(&self) -> impl Iterator<Item = &Choosable> {
        let defaults = self.options.iter().filter(|option| option.is_default);
        defaults.take(usize::try_from(self.most).unwrap_or(0))
    }

    /// What an option costs more than the default one, or than none where
    /// nothing is picked by default or several can be; none if that has to be
    /// asked for.
    #[must_use]
    pub fn difference(&self, option: &Choosable) -> Option<Money> {
        let one = Quantity::pieces(1);
        let price = option.price(option.fewest, one)?;
        match self.defaults().next().filter(|_| self.picks_one()) {
            Some(default) => {
                let usual = default.price(default.fewest, one)?;
                price.plus(Money::new(-usual.minor, usual.currency))
            }
            None => Some(price),
        }
    }
}

impl Choosable {
    /// The option, picked as few times as it can be.
    #[must_use]
    pub const fn picked(&self) -> Pick {
        Pick {
            option: self.id,
            pieces: self.fewest,
        }
    }

    /// Whether people choose how many times it is in.
    #[must_use]
    pub const fn has_pieces(&self) -> bool {
        self.fewest != self.most
    }

    /// What it adds to the price of one if it is in so many times and so many of
    /// the whole are wanted; none if that has to be asked for.
    #[must_use]
    pub fn price(&self, pieces: i64, many: Quantity) -> Option<Money> {
        self.cost.of(self.quantity, pieces, many)
    }
}

/// What tests of the room's rules are made of.
#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use uuid::Uuid;

    pub fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    pub fn option_id(number: u128) -> OptionId {
        OptionId(Uuid::from_u128(number))
    }

    pub fn option(number: u128, minor: i64, is_default: bool) -> Choosable {
        Choosable {
            id: option_id(number),
            name: format!("option {number}"),
            product: None,
            sku: String::new(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            is_default,
            cost: Cost::Fixed(eur(minor)),
            available: true,
            figures: Vec::new(),
        }
    }

    pub fn group(number: u128, least: i64, most: i64, options: Vec<Choosable>) -> Group {
        Group {
            id: OptionGroupId(Uuid::from_u128(number)),
            name: format!("group {number}"),
            least,
            most,
            options,
        }
    }

    pub fn build(base: i64, groups: Vec<Group>) -> Build {
        Build {
            currency: Currency::EUR,
            fixed: Some(Cost::Fixed(eur(base))),
            base: Vec::new(),
            groups,
            rules: Vec::new(),
        }
    }

    pub fn picks(numbers: &[u128]) -> Vec<Pick> {
        let one = |number: &u128| Pick {
            option: option_id(*number),
            pieces: 1,
        };
        numbers.iter().map(one).collect()
    }

    pub const ONE: Quantity = Quantity::pieces(1);
}

#[cfg(test)]
mod tests {
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
}
