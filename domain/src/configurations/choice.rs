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
pub(super) mod testing;

#[cfg(test)]
mod tests;
