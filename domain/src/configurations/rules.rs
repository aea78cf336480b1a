//! What goes together in a standard configuration and what does not. Curators
//! write these rules; where a choice breaks one, the refusal says which, with
//! names and figures, and what could be picked instead (`ways_out`). The same
//! rules decide in the browser and on the server.

use super::choice::{Build, Figure, Pick, times};
use super::choice::{Refusal, Why};
pub use super::ways_out::Way;
use crate::Quantity;
use crate::id::{OptionGroupId, OptionId, ProductId, RuleId};
use serde::{Deserialize, Serialize};

/// The most rules that a configuration can have.
pub const MOST_RULES: usize = 50;

/// A rule of a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stays the same from revision to revision.
    pub id: RuleId,
    /// What it demands.
    pub demands: Demand,
}

/// What a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// An option.
    Option(OptionId),
    /// A product, whether it is always in or comes with an option.
    Product(ProductId),
}

/// What a rule demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// Where the one is, one of the others must be.
    Needs {
        /// What needs something.
        what: Thing,
        /// One of which it needs.
        one_of: Vec<Thing>,
    },
    /// The two are never in it together.
    Excludes {
        /// One.
        one: Thing,
        /// And the other.
        other: Thing,
    },
    /// Of these options there are never more pieces than this.
    AtMost {
        /// Of which.
        of: Vec<OptionId>,
        /// How many.
        most: i64,
    },
    /// What all that is in it has of an attribute, together.
    Total {
        /// The attribute's name.
        attribute: String,
        /// What it is measured in; may be empty.
        unit: String,
        /// Which way.
        bound: Bound,
        /// How much.
        limit: Limit,
    },
}

/// Which way a total is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Never more.
    AtMost,
    /// Never less.
    AtLeast,
}

/// How much a total may be, or must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// So much.
    Number(Quantity),
    /// As much as all that is in it has of another attribute, such as what the
    /// power supply gives.
    Attribute(String),
}

impl Demand {
    /// Everything that it names.
    #[must_use]
    pub fn things(&self) -> Vec<Thing> {
        match self {
            Demand::Needs { what, one_of } => std::iter::once(*what)
                .chain(one_of.iter().copied())
                .collect(),
            Demand::Excludes { one, other } => vec![*one, *other],
            Demand::AtMost { of, .. } => of.iter().map(|id| Thing::Option(*id)).collect(),
            Demand::Total { .. } => Vec::new(),
        }
    }

    /// The attributes that it reads: the one it bounds, and the one that bounds.
    #[must_use]
    pub fn attributes(&self) -> (&str, &str) {
        match self {
            Demand::Total {
                attribute, limit, ..
            } => match limit {
                Limit::Attribute(other) => (attribute, other),
                Limit::Number(_) => (attribute, ""),
            },
            _ => ("", ""),
        }
    }
}

/// How a choice breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Broken {
    /// Something that is in it needs something that is not.
    Needs {
        /// What needs it.
        what: String,
        /// One of which it needs.
        one_of: Vec<String>,
    },
    /// Two things are in it that are never together.
    Excludes {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
    /// There are more pieces than may be.
    AtMost {
        /// Of which.
        of: Vec<String>,
        /// How many there may be.
        most: i64,
        /// How many there are.
        chosen: i64,
    },
    /// A total is too large or too small.
    Total {
        /// The attribute's name.
        attribute: String,
        /// What it is measured in; may be empty.
        unit: String,
        /// Which way it is bounded.
        bound: Bound,
        /// How much there is.
        total: Quantity,
        /// How much there may be, or must.
        limit: Quantity,
        /// What it comes from, and how many of each.
        from: Vec<(String, Quantity)>,
        /// What sets the limit, where that is another attribute.
        given_by: Vec<String>,
    },
}

/// Something that is in it.
struct In<'b> {
    name: &'b str,
    option: Option<OptionId>,
    group: Option<OptionGroupId>,
    product: Option<ProductId>,
    /// How many times the option is picked.
    pieces: i64,
    /// How many of the product there are.
    quantity: Quantity,
    figures: &'b [Figure],
}

impl In<'_> {
    fn is(&self, thing: Thing) -> bool {
        match thing {
            Thing::Option(option) => self.option == Some(option),
            Thing::Product(product) => self.product == Some(product),
        }
    }

    /// What all of it has of an attribute.
    fn figure(&self, attribute: &str) -> Option<Quantity> {
        let found = self.figures.iter().find(|one| one.attribute == attribute)?;
        let exact = i128::from(found.amount.thousandths())
            .saturating_mul(i128::from(self.quantity.thousandths()))
            / 1000;
        let total = i64::try_from(exact).unwrap_or(i64::MAX);
        Some(Quantity::from_thousandths(total)).filter(|total| !total.is_zero())
    }
}

impl Build {
    /// What is in it with these options.
    fn inside(&self, picked: &[Pick]) -> Vec<In<'_>> {
        let base = self.base.iter().map(|part| In {
            name: &part.name,
            option: None,
            group: None,
            product: Some(part.product),
            pieces: 1,
            quantity: part.quantity,
            figures: &part.figures,
        });
        let picked = self.laid_out(picked).into_iter();
        let options = picked.map(|(group, option, pieces)| In {
            name: &option.name,
            option: Some(option.id),
            group: Some(group.id),
            product: option.product,
            pieces,
            quantity: times(option.quantity, pieces),
            figures: &option.figures,
        });
        base.chain(options).collect()
    }

    /// What a thing is called here; none if it is not to be found.
    #[must_use]
    pub fn name_of(&self, thing: Thing) -> Option<&str> {
        let mut options = self.groups.iter().flat_map(|group| &group.options);
        match thing {
            Thing::Option(id) => options
                .find(|option| option.id == id)
                .map(|option| option.name.as_str()),
            Thing::Product(id) => {
                let part = self.base.iter().find(|part| part.product == id);
                part.map(|part| part.name.as_str()).or_else(|| {
                    options
                        .find(|option| option.product == Some(id))
                        .map(|option| option.name.as_str())
                })
            }
        }
    }

    /// The groups in which a thing can be picked.
    fn groups_of(&self, thing: Thing) -> impl Iterator<Item = OptionGroupId> {
        let groups = self.groups.iter();
        let with = groups.filter(move |group| {
            group.options.iter().any(|option| match thing {
                Thing::Option(id) => option.id == id,
                Thing::Product(id) => option.product == Some(id),
            })
        });
        with.map(|group| group.id)
    }

    /// The rules that a choice breaks.
    pub(super) fn broken_rules(&self, picked: &[Pick]) -> Vec<&Rule> {
        let inside = self.inside(picked);
        let broken = |rule: &&Rule| self.broken(&rule.demands, &inside).is_some();
        self.rules.iter().filter(broken).collect()
    }

    /// Why the rules refuse a choice, and what could be done about it.
    pub(super) fn refused_by_rules(&self, picked: &[Pick]) -> Vec<Refusal> {
        let inside = self.inside(picked);
        let broken = self.rules.iter().filter_map(|rule| {
            let how = self.broken(&rule.demands, &inside)?;
            Some((rule, how))
        });
        let broken: Vec<(&Rule, Broken)> = broken.collect();
        if broken.is_empty() {
            return Vec::new();
        }
        let before: Vec<RuleId> = broken.iter().map(|(rule, _)| rule.id).collect();
        let steps = self.steps(picked);
        broken
            .into_iter()
            .map(|(rule, how)| Refusal {
                groups: self.concerned(&rule.demands, &inside),
                why: Why::Rule {
                    rule: rule.id,
                    ways: self.ways(rule.id, &before, &steps),
                    how,
                },
            })
            .collect()
    }

    fn broken(&self, demand: &Demand, inside: &[In<'_>]) -> Option<Broken> {
        let has = |thing: Thing| inside.iter().any(|one| one.is(thing));
        let name = |thing: &Thing| self.name_of(*thing).unwrap_or_default().to_owned();
        match demand {
            Demand::Needs { what, one_of } => {
                let kept = !has(*what) || one_of.iter().any(|thing| has(*thing));
                (!kept).then(|| Broken::Needs {
                    what: name(what),
                    one_of: one_of.iter().map(name).collect(),
                })
            }
            Demand::Excludes { one, other } => {
                (has(*one) && has(*other)).then(|| Broken::Excludes {
                    one: name(one),
                    other: name(other),
                })
            }
            Demand::AtMost { of, most } => {
                let these = |one: &&In<'_>| one.option.is_some_and(|id| of.contains(&id));
                let chosen = inside
                    .iter()
                    .filter(these)
                    .fold(0_i64, |sum, one| sum.saturating_add(one.pieces));
                (chosen > *most).then(|| Broken::AtMost {
                    of: of.iter().map(|id| name(&Thing::Option(*id))).collect(),
                    most: *most,
                    chosen,
                })
            }
            Demand::Total {
                attribute,
                unit,
                bound,
                limit,
            } => {
                let total = sum(inside, attribute);
                let limit_is = match limit {
                    Limit::Number(number) => *number,
                    Limit::Attribute(other) => sum(inside, other),
                };
                let kept = match bound {
                    Bound::AtMost => total <= limit_is,
                    Bound::AtLeast => total >= limit_is,
                };
                let given_by = match limit {
                    Limit::Number(_) => Vec::new(),
                    Limit::Attribute(other) => {
                        with(inside, other).map(|one| one.name.to_owned()).collect()
                    }
                };
                (!kept).then(|| Broken::Total {
                    attribute: attribute.clone(),
                    unit: unit.clone(),
                    bound: *bound,
                    total,
                    limit: limit_is,
                    from: with(inside, attribute)
                        .map(|one| (one.name.to_owned(), one.quantity))
                        .collect(),
                    given_by,
                })
            }
        }
    }

    /// The groups in which something would have to change.
    fn concerned(&self, demand: &Demand, inside: &[In<'_>]) -> Vec<OptionGroupId> {
        let groups: Vec<OptionGroupId> = match demand {
            Demand::Needs { what, one_of } => self
                .groups_of(*what)
                .chain(one_of.iter().flat_map(|thing| self.groups_of(*thing)))
                .collect(),
            Demand::Excludes { one, other } => {
                self.groups_of(*one).chain(self.groups_of(*other)).collect()
            }
            Demand::AtMost { of, .. } => {
                let these = inside
                    .iter()
                    .filter(|one| one.option.is_some_and(|id| of.contains(&id)));
                these.filter_map(|one| one.group).collect()
            }
            Demand::Total {
                attribute, limit, ..
            } => {
                let other = match limit {
                    Limit::Attribute(other) => Some(other),
                    Limit::Number(_) => None,
                };
                // Also where the figure could be picked, but is not yet.
                let has = |figure: &Figure| {
                    figure.attribute == *attribute || Some(&figure.attribute) == other
                };
                let groups = self.groups.iter().filter(|group| {
                    let mut options = group.options.iter();
                    options.any(|option| option.figures.iter().any(has))
                });
                groups.map(|group| group.id).collect()
            }
        };
        let all = self.groups.iter().map(|group| group.id);
        all.filter(|id| groups.contains(id)).collect()
    }
}

fn with<'i, 'b>(inside: &'i [In<'b>], attribute: &'i str) -> impl Iterator<Item = &'i In<'b>> {
    inside
        .iter()
        .filter(move |one| one.figure(attribute).is_some())
}

fn sum(inside: &[In<'_>], attribute: &str) -> Quantity {
    inside
        .iter()
        .filter_map(|one| one.figure(attribute))
        .fold(Quantity::default(), Quantity::plus)
}

#[cfg(test)]
pub(super) mod tests;
