//! What of the agreements reaches the products of a category: the rules about being
//! seen, the prices and the promotions of it and of those above it.

use super::super::members::Members;
use super::super::tree::{DEEPEST, Tree};
use super::{Group, OneAgreement, Terms};
use crate::agreements::assortment::{Breadth, Decided, SetRule, decide, first_to_say};
use crate::agreements::pricing::{About, AgreedLine, Promotion};
use crate::agreements::says::Says;
use crate::id::CategoryId;
use crate::{Quantity, Rate, Timestamp};
use std::sync::Arc;

/// A category with those above it: what reaches products in it.
#[derive(Debug)]
pub(crate) struct Reached {
    /// The category itself.
    pub(super) category: Option<CategoryId>,
    /// Of what the agreements say of the category as a whole, what counts.
    pub(super) decided: Option<(usize, Decided)>,
    /// Of each agreement the rules about being seen.
    pub(super) rules: Vec<Vec<Reaching<SetRule>>>,
    /// Of each agreement the lines that name a price.
    pub(super) lines: Vec<Vec<Reaching<AgreedLine>>>,
    /// Of each agreement the promotions that reach it, products' own aside.
    pub(super) promotions: Vec<Vec<Promoted>>,
}

/// A rule or a price that reaches the products of a category, or some of them.
#[derive(Debug)]
pub(super) struct Reaching<T> {
    pub(super) about: About,
    pub(super) what: T,
    /// The products it is about; none if all of the category.
    pub(super) only: Option<Arc<Members>>,
}

/// A promotion that reaches the products of a category, apart from some.
#[derive(Debug)]
pub(super) struct Promoted {
    pub(super) beside: Arc<[i64]>,
    pub(super) promotion: Promotion,
}

impl Terms {
    /// What reaches the products of a category: it and those above it, itself
    /// first, with their names.
    pub(crate) fn reaching(&self, up: &[(CategoryId, Arc<str>)], now: Timestamp) -> Reached {
        let distance = |category: Option<CategoryId>| match category {
            // The whole catalog is one level above the topmost category.
            None => Some(up.len()).filter(|level| *level < DEEPEST),
            Some(id) => up.iter().position(|(one, _)| *one == id),
        };
        // What a line is about, and how broad that is, if it reaches the category.
        let reaching = |group: &Group| {
            let level = distance(group.category)?;
            let name = group.category.and_then(|_| up.get(level));
            let name = name.map(|(_, name)| Arc::clone(name));
            let conditions = group.asks.as_ref().map_or(0, |(only, _)| only.conditions());
            let about = match (name, &group.asks) {
                (within, Some((only, _))) => About::Those {
                    within,
                    only: Arc::clone(only),
                },
                (Some(name), None) => About::Category(name),
                (None, None) => About::Everything,
            };
            let breadth = Breadth::new(conditions, u32::try_from(level).ok()?);
            let only = group.asks.as_ref().map(|(_, members)| Arc::clone(members));
            Some((about, breadth, only))
        };
        let rules = |one: &OneAgreement| -> Vec<Reaching<SetRule>> {
            let rules = one.groups.iter().filter(|group| !group.line.says.prices());
            rules
                .filter_map(|group| {
                    let (about, breadth, only) = reaching(group)?;
                    let what = SetRule {
                        breadth,
                        included: group.line.says == Says::In,
                        valid: group.line.valid,
                    };
                    Some(Reaching { about, what, only })
                })
                .collect()
        };
        let prices = |one: &OneAgreement| -> Vec<Reaching<AgreedLine>> {
            let lines = one.groups.iter().filter(|group| group.line.says.prices());
            lines
                .filter_map(|group| {
                    let (about, breadth, only) = reaching(group)?;
                    let what = AgreedLine {
                        about: about.clone(),
                        breadth: Some(breadth),
                        says: group.line.says,
                        least: group.line.least,
                        valid: group.line.valid,
                    };
                    Some(Reaching { about, what, only })
                })
                .collect()
        };
        let promotions = |one: &OneAgreement| -> Vec<Promoted> {
            let of_list = self.promotions.iter().filter(|promotion| {
                one.brings_list && promotion.list == one.list && promotion.number.is_none()
            });
            of_list
                .filter(|promotion| distance(promotion.category).is_some())
                .map(|promotion| Promoted {
                    beside: Arc::clone(&promotion.beside),
                    promotion: promotion.promotion.clone(),
                })
                .collect()
        };
        let rules: Vec<Vec<Reaching<SetRule>>> = self.agreements.iter().map(rules).collect();
        let of_all = |rules: &Vec<Reaching<SetRule>>| {
            let of_all = rules.iter().filter(|rule| rule.only.is_none());
            decide(&[], &of_all.map(|rule| rule.what).collect::<Vec<_>>(), now)
        };
        Reached {
            category: up.first().map(|(id, _)| *id),
            decided: first_to_say(rules.iter().map(of_all)),
            rules,
            lines: self.agreements.iter().map(prices).collect(),
            promotions: self.agreements.iter().map(promotions).collect(),
        }
    }

    /// The same for a category of the remembered tree.
    pub(in crate::agreements::shelf) fn reaching_in(
        &self,
        tree: &Tree,
        category: CategoryId,
        language: &str,
        now: Timestamp,
    ) -> Reached {
        let up: Vec<(CategoryId, Arc<str>)> = tree
            .up(category)
            .map(|node| (node.id, node.name_in(language).into()))
            .collect();
        self.reaching(&up, now)
    }
}

impl Reached {
    /// Whether the category is shown as a whole.
    pub(in crate::agreements::shelf) fn shown(&self) -> bool {
        self.decided.is_some_and(|(_, decided)| decided.visible())
    }

    /// The products in it about which a rule says more than about all of them.
    pub(super) fn singled_out(&self) -> impl Iterator<Item = i64> {
        let members = self
            .rules
            .iter()
            .flatten()
            .filter_map(|rule| rule.only.as_ref());
        members
            .flat_map(|members| self.category.map_or(&[][..], |here| members.of(here)))
            .copied()
    }

    /// The discount that most products in it have now, for lists of
    /// categories: the one that counts for a product of which nothing more is
    /// said.
    pub(in crate::agreements::shelf) fn discount(&self, now: Timestamp) -> Option<Rate> {
        let lines = self.lines.iter().find_map(|lines| {
            let applies = lines
                .iter()
                .filter(|one| one.only.is_none())
                .map(|one| &one.what)
                .filter(|line| line.valid.contains(now) && line.least <= Quantity::pieces(1));
            let nearest = applies.clone().map(|line| line.breadth).min()?;
            Some(applies.filter(move |line| line.breadth == nearest))
        })?;
        lines
            .filter_map(|line| match line.says {
                Says::Discount(rate) => Some(rate),
                _ => None,
            })
            .max()
    }
}

impl<T> Reaching<T> {
    pub(super) fn is_about(&self, category: Option<CategoryId>, number: i64) -> bool {
        match (&self.only, category) {
            (None, _) => true,
            (Some(members), Some(category)) => members.has(category, number),
            (Some(_), None) => false,
        }
    }
}
