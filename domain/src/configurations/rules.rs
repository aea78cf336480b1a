//! What goes together in a standard configuration and what does not. Curators
//! write these rules; where a choice breaks one, the refusal says which, with
//! names and figures, and what could be picked instead. The same rules decide in
//! the browser and on the server.

use super::choice::{Build, Figure, Pick, times};
use super::choice::{Refusal, Why};
use crate::Quantity;
use crate::id::{OptionGroupId, OptionId, ProductId, RuleId};
use serde::{Deserialize, Serialize};

/// The most rules that a configuration can have.
pub const MOST_RULES: usize = 50;
/// How many ways out a refusal names.
const MOST_WAYS: usize = 3;

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

/// One change of a choice that keeps a broken rule and breaks no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Pick this.
    Take(String),
    /// Pick this so many times.
    Pieces(String, i64),
    /// Do without this.
    Without(String),
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

    /// Every choice that differs in one thing, and what that is.
    fn steps(&self, picked: &[Pick]) -> Vec<(Way, Vec<Pick>)> {
        let laid: Vec<Pick> = self
            .laid_out(picked)
            .into_iter()
            .map(|(_, option, pieces)| Pick {
                option: option.id,
                pieces,
            })
            .collect();
        let without = |ids: &[OptionId]| {
            let kept = laid.iter().filter(|pick| !ids.contains(&pick.option));
            kept.copied().collect::<Vec<Pick>>()
        };
        let mut steps = Vec::new();
        for group in &self.groups {
            let here: Vec<OptionId> = group
                .options
                .iter()
                .map(|option| option.id)
                .filter(|id| laid.iter().any(|pick| pick.option == *id))
                .collect();
            for option in group.options.iter().filter(|option| option.available) {
                let is_in = laid.iter().find(|pick| pick.option == option.id);
                match is_in {
                    None => {
                        let mut after = if group.picks_one() {
                            without(&here)
                        } else {
                            laid.clone()
                        };
                        after.push(option.picked());
                        steps.push((Way::Take(option.name.clone()), after));
                    }
                    Some(pick) => {
                        // The nearest numbers first, the smaller ones before.
                        let fewer = (option.fewest..pick.pieces).rev();
                        let more = pick.pieces.saturating_add(1)..=option.most;
                        for pieces in fewer.chain(more) {
                            let mut after = without(&[option.id]);
                            after.push(Pick { pieces, ..*pick });
                            steps.push((Way::Pieces(option.name.clone(), pieces), after));
                        }
                    }
                }
            }
            for option in &group.options {
                if here.contains(&option.id) {
                    steps.push((Way::Without(option.name.clone()), without(&[option.id])));
                }
            }
        }
        // What a group refuses is no way out.
        steps.retain(|(_, after)| self.fits_groups(after));
        steps
    }

    /// The steps that keep a rule and break none that was kept before. Of one
    /// option the nearest number is enough.
    fn ways(&self, rule: RuleId, before: &[RuleId], steps: &[(Way, Vec<Pick>)]) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        for (way, after) in steps {
            let known = |one: &Way| match (one, way) {
                (Way::Pieces(one, _), Way::Pieces(other, _) | Way::Without(other)) => one == other,
                _ => false,
            };
            if ways.len() == MOST_WAYS {
                break;
            }
            if ways.iter().any(known) {
                continue;
            }
            let broken = self.broken_rules(after);
            let helps = broken
                .iter()
                .all(|one| one.id != rule && before.contains(&one.id));
            if helps {
                ways.push(way.clone());
            }
        }
        ways
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

#[cfg(test)]
pub(super) mod tests {
    use super::super::choice::testing::*;
    use super::super::choice::{Always, Choosable, Cost};
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
}
