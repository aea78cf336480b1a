//! What an agreement says at a moment, as read for a page: which categories are
//! shown, at which discount, and what it says of single products.

use super::tree::{DEEPEST, Tree};
use crate::Rate;
use crate::agreements::Validity;
use crate::agreements::assortment::{CategoryRule, decide};
use crate::id::CategoryId;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The lines that are valid now.
#[derive(Debug, Default)]
pub(super) struct Terms {
    categories: Vec<CategoryLine>,
    named: HashMap<i64, Named>,
    /// Of the named products of each category: how many are taken out, and how
    /// many are not.
    counts: HashMap<CategoryId, (i64, i64)>,
}

/// What it says of a category; without one, of the whole catalog.
#[derive(Debug, Deserialize)]
pub(super) struct CategoryLine {
    category: Option<CategoryId>,
    rule: String,
    rate: Option<i64>,
    until: i64,
}

/// What it says of a product. Of one product there may be several lines.
#[derive(Debug, Deserialize)]
pub(super) struct ProductLine {
    category: CategoryId,
    number: i64,
    rule: String,
    minor: Option<i64>,
    until: i64,
}

/// All that it says of a product.
#[derive(Debug)]
pub(super) struct Named {
    category: CategoryId,
    /// Whether it is taken out.
    pub(super) gone: bool,
    /// Its contract price in minor units, and until when it applies.
    pub(super) contract: Option<(i64, i64)>,
}

/// A discount that applies in a category.
#[derive(Debug)]
pub(super) struct Discount {
    pub(super) rate: Rate,
    pub(super) until: i64,
    /// The category that it is for; none for the whole catalog.
    pub(super) of: Option<CategoryId>,
}

impl Terms {
    pub(super) fn of(categories: Vec<CategoryLine>, products: Vec<ProductLine>) -> Terms {
        let mut named: HashMap<i64, Named> = HashMap::with_capacity(products.len());
        for line in products {
            let one = named.entry(line.number).or_insert(Named {
                category: line.category,
                gone: false,
                contract: None,
            });
            match (line.rule.as_str(), line.minor) {
                ("out", _) => one.gone = true,
                ("price", Some(minor)) => one.contract = Some((minor, line.until)),
                _ => {}
            }
        }
        let mut counts: HashMap<CategoryId, (i64, i64)> = HashMap::new();
        for one in named.values() {
            let (gone, kept) = counts.entry(one.category).or_default();
            *(if one.gone { gone } else { kept }) += 1;
        }
        Terms {
            categories,
            named,
            counts,
        }
    }

    /// What it says of the product with this number.
    pub(super) fn named(&self, number: i64) -> Option<&Named> {
        self.named.get(&number)
    }

    /// Whether a category is shown as a whole.
    pub(super) fn shows(&self, tree: &Tree, category: CategoryId) -> bool {
        let rules: Vec<CategoryRule> = self
            .reaching(tree, category)
            .filter(|(_, line)| line.rule != DISCOUNT)
            .map(|(distance, line)| CategoryRule {
                distance: u32::try_from(distance).unwrap_or(u32::MAX),
                included: line.rule == "in",
                valid: Validity::ALWAYS,
            })
            .collect();
        decide(&[], &rules, crate::Timestamp(0)).visible()
    }

    /// The discount that applies in a category: the nearest one's, and of
    /// several the highest.
    pub(super) fn discount(&self, tree: &Tree, category: CategoryId) -> Option<Discount> {
        self.reaching(tree, category)
            .filter(|(_, line)| line.rule == DISCOUNT)
            .filter_map(|(distance, line)| Some((distance, line, Rate(line.rate?))))
            .min_by_key(|(distance, _, rate)| (*distance, Reverse(*rate)))
            .map(|(_, line, rate)| Discount {
                rate,
                until: line.until,
                of: line.category,
            })
    }

    /// How many products of a category are on the shelf, of so many on offer.
    pub(super) fn count(&self, category: CategoryId, shown: bool, on_offer: i64) -> i64 {
        let (gone, kept) = self.counts.get(&category).copied().unwrap_or_default();
        if shown { on_offer - gone } else { kept }
    }

    /// The lines that reach a category, with how far above it theirs is.
    fn reaching<'a>(
        &'a self,
        tree: &'a Tree,
        category: CategoryId,
    ) -> impl Iterator<Item = (usize, &'a CategoryLine)> {
        let up: Vec<CategoryId> = tree.up(category).map(|node| node.id).collect();
        self.categories.iter().filter_map(move |line| {
            let distance = match line.category {
                // The whole catalog is one level above the topmost category.
                None => Some(up.len()).filter(|level| *level < DEEPEST),
                Some(id) => up.iter().position(|one| *one == id),
            };
            Some((distance?, line))
        })
    }
}

const DISCOUNT: &str = "discount";
