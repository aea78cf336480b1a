//! Choosing the options of a standard configuration, and what that costs. The
//! same rule computes in the browser while somebody chooses, and on the server
//! when they ask for it.

use crate::id::{OptionGroupId, OptionId, ProductId};
use crate::{Money, Quantity};
use serde::{Deserialize, Serialize};

/// What can be chosen: the base and its option groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The price of what is always in it; none if it has to be asked for.
    pub base: Option<Money>,
    /// The option groups, in order.
    pub groups: Vec<Group>,
}

/// Options of which one is picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Stays the same from revision to revision.
    pub id: OptionGroupId,
    /// `Memory`.
    pub name: String,
    /// Whether something must be picked.
    pub required: bool,
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
    /// How many of the product.
    pub quantity: Quantity,
    /// Whether it is picked until somebody picks another.
    pub is_default: bool,
    /// What it adds to the price; none if that has to be asked for.
    pub price: Option<Money>,
    /// Whether its product can still be had.
    pub available: bool,
}

/// Why a choice is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Something of this group must be picked.
    Missing(String),
    /// Only one of this group can be picked.
    MoreThanOne(String),
    /// The option can no longer be had.
    Gone(String),
    /// An option that is not offered here.
    NotOffered,
}

/// A choice that the rules accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<'b> {
    /// What was picked, in the order of the groups.
    pub options: Vec<(&'b Group, &'b Choosable)>,
    /// The price of one; none if part of it has to be asked for.
    pub price: Option<Money>,
}

impl Build {
    /// Checks a choice and prices it. The order of `picked` does not matter,
    /// and picking the same option twice is picking it once.
    ///
    /// # Errors
    /// Everything that speaks against it.
    pub fn choose(&self, picked: &[OptionId]) -> Result<Chosen<'_>, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let mut options = Vec::new();
        for group in &self.groups {
            let here: Vec<&Choosable> = group
                .options
                .iter()
                .filter(|option| picked.contains(&option.id))
                .collect();
            match here.as_slice() {
                [] if group.required => refusals.push(Refusal::Missing(group.name.clone())),
                [] => {}
                [one] if !one.available => refusals.push(Refusal::Gone(one.name.clone())),
                [one] => options.push((group, *one)),
                _ => refusals.push(Refusal::MoreThanOne(group.name.clone())),
            }
        }
        let offered = |id: &OptionId| {
            let mut all = self.groups.iter().flat_map(|group| &group.options);
            all.any(|option| option.id == *id)
        };
        if !picked.iter().all(offered) {
            refusals.push(Refusal::NotOffered);
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let price = self.base.and_then(|base| {
            options
                .iter()
                .try_fold(base, |sum, (_, option)| sum.plus(option.price?))
        });
        Ok(Chosen { options, price })
    }

    /// What is picked until somebody picks otherwise.
    #[must_use]
    pub fn defaults(&self) -> Vec<OptionId> {
        self.groups
            .iter()
            .filter_map(Group::default_option)
            .map(|option| option.id)
            .collect()
    }

    /// What the price would be with these options, whether or not they can be
    /// asked for as they stand: for the total beside a form being filled in.
    #[must_use]
    pub fn price_of(&self, picked: &[OptionId]) -> Option<Money> {
        self.groups
            .iter()
            .flat_map(|group| &group.options)
            .filter(|option| picked.contains(&option.id))
            .try_fold(self.base?, |sum, option| sum.plus(option.price?))
    }
}

impl Group {
    /// The option that is picked until somebody picks another.
    #[must_use]
    pub fn default_option(&self) -> Option<&Choosable> {
        self.options.iter().find(|option| option.is_default)
    }

    /// What an option costs more than the default one, or than none where
    /// nothing is picked by default; none if that has to be asked for.
    #[must_use]
    pub fn difference(&self, option: &Choosable) -> Option<Money> {
        let price = option.price?;
        match self.default_option() {
            Some(default) => {
                let usual = default.price?;
                price.plus(Money::new(-usual.minor, usual.currency))
            }
            None => Some(price),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn option(number: u128, minor: i64, is_default: bool) -> Choosable {
        Choosable {
            id: OptionId(Uuid::from_u128(number)),
            name: format!("option {number}"),
            product: None,
            sku: String::new(),
            quantity: Quantity::pieces(1),
            is_default,
            price: Some(eur(minor)),
            available: true,
        }
    }

    fn group(number: u128, required: bool, options: Vec<Choosable>) -> Group {
        Group {
            id: OptionGroupId(Uuid::from_u128(number)),
            name: format!("group {number}"),
            required,
            options,
        }
    }

    fn workstation() -> Build {
        Build {
            base: Some(eur(100_000)),
            groups: vec![
                group(1, true, vec![option(11, 0, true), option(12, 8_000, false)]),
                group(
                    2,
                    false,
                    vec![option(21, 5_000, false), option(22, 9_000, false)],
                ),
            ],
        }
    }

    fn ids(numbers: &[u128]) -> Vec<OptionId> {
        numbers
            .iter()
            .map(|number| OptionId(Uuid::from_u128(*number)))
            .collect()
    }

    fn price(build: &Build, picked: &[u128]) -> Option<Money> {
        build.choose(&ids(picked)).unwrap().price
    }

    #[test]
    fn the_price_is_the_base_and_what_the_options_add() {
        let build = workstation();
        assert_eq!(price(&build, &[11]), Some(eur(100_000)));
        assert_eq!(price(&build, &[12, 21]), Some(eur(113_000)));
        assert_eq!(price(&build, &[21, 12]), Some(eur(113_000)));
        assert_eq!(build.price_of(&build.defaults()), Some(eur(100_000)));
    }

    #[test]
    fn what_must_be_picked_is_picked_and_only_once() {
        let build = workstation();
        assert_eq!(
            build.choose(&[]),
            Err(vec![Refusal::Missing("group 1".to_owned())])
        );
        assert_eq!(
            build.choose(&ids(&[11, 12, 21, 22])),
            Err(vec![
                Refusal::MoreThanOne("group 1".to_owned()),
                Refusal::MoreThanOne("group 2".to_owned())
            ])
        );
        assert_eq!(
            build.choose(&ids(&[11, 99])),
            Err(vec![Refusal::NotOffered])
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
        build.groups[0].options[0].price = None;
        let memory = &build.groups[0];
        assert_eq!(memory.difference(&memory.options[1]), None);
    }

    #[test]
    fn what_is_gone_is_refused_by_name() {
        let mut build = workstation();
        build.groups[0].options[1].available = false;
        assert_eq!(
            build.choose(&ids(&[12])),
            Err(vec![Refusal::Gone("option 12".to_owned())])
        );
        assert!(build.choose(&ids(&[11])).is_ok());
    }

    #[test]
    fn one_price_on_request_makes_the_whole_on_request() {
        let mut build = workstation();
        build.groups[1].options[0].price = None;
        assert_eq!(price(&build, &[11]), Some(eur(100_000)));
        assert_eq!(price(&build, &[11, 21]), None);
        build.base = None;
        assert_eq!(price(&build, &[11]), None);
    }

    proptest! {
        #[test]
        fn any_accepted_choice_satisfies_all_rules(
            shape in prop::collection::vec((any::<bool>(), 1_usize..4), 1..5),
            picked in prop::collection::vec(0_u128..30, 0..6),
        ) {
            let build = Build {
                base: Some(eur(1_000)),
                groups: shape
                    .iter()
                    .enumerate()
                    .map(|(place, (required, count))| {
                        let first = (place as u128) * 5;
                        let options = (0..*count)
                            .map(|number| option(first + number as u128, 100, number == 0))
                            .collect();
                        group(1_000 + first, *required, options)
                    })
                    .collect(),
            };
            let picked = ids(&picked);
            match build.choose(&picked) {
                Ok(chosen) => {
                    for group in &build.groups {
                        let here = chosen.options.iter().filter(|(of, _)| of.id == group.id).count();
                        prop_assert!(here <= 1);
                        prop_assert!(here == 1 || !group.required);
                    }
                    let added = 100 * i64::try_from(chosen.options.len()).unwrap();
                    prop_assert_eq!(chosen.price, Some(eur(1_000 + added)));
                    let mut distinct = picked.clone();
                    distinct.sort();
                    distinct.dedup();
                    prop_assert_eq!(chosen.options.len(), distinct.len());
                }
                Err(refusals) => prop_assert!(!refusals.is_empty()),
            }
        }
    }
}
