//! The categories in which a customer sees anything, with their counts.

use super::survey::{Survey, Wanted, survey};
use super::tree::Node;
use crate::id::CategoryId;
use crate::identity::Shopper;
use crate::store::{Read, Result};
use crate::{Rate, Timestamp};
use std::collections::HashMap;

/// A category in which the shopper sees something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfCategory {
    /// The category.
    pub id: CategoryId,
    /// The category above.
    pub parent: Option<CategoryId>,
    /// What stands for it in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many products the shopper sees in the category itself.
    pub own: i64,
    /// How many in it and below it.
    pub products: i64,
    /// The discount that applies in it.
    pub rate: Option<Rate>,
}

/// Every category in which the shopper sees at least one product, or below
/// which there is one, in the order of their names.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_categories(
    read: &mut Read,
    shopper: Shopper<'_>,
    now: Timestamp,
) -> Result<Vec<ShelfCategory>> {
    let Some(in_force) = shopper.in_force else {
        return Ok(Vec::new());
    };
    let survey = survey(read, shopper, in_force, Wanted::default(), now).await?;
    Ok(survey.shelf(&survey.tree.all(), now))
}

impl Survey {
    /// Those of these categories that have something, with the counts of what is
    /// below them, in the order of their names.
    pub(super) fn shelf(&self, nodes: &[&Node], now: Timestamp) -> Vec<ShelfCategory> {
        let all = nodes.iter().map(|node| self.category(node, now));
        let mut all: Vec<ShelfCategory> = all.collect();
        let mut totals: HashMap<CategoryId, i64> = HashMap::new();
        for category in all.iter().filter(|category| category.own > 0) {
            for above in self.tree.up(category.id) {
                *totals.entry(above.id).or_default() += category.own;
            }
        }
        for category in &mut all {
            category.products = totals.get(&category.id).copied().unwrap_or_default();
        }
        all.retain(|category| category.products > 0);
        all.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
        all
    }

    fn category(&self, node: &Node, now: Timestamp) -> ShelfCategory {
        let reached = self
            .terms
            .reaching_in(&self.tree, node.id, &self.language, now);
        let on_offer = self.on_offer.get(&node.id).copied().unwrap_or_default();
        ShelfCategory {
            id: node.id,
            parent: node.parent,
            code: node.code.clone(),
            name: node.name_in(&self.language).to_owned(),
            own: self.terms.count(node.id, &reached, on_offer, now),
            products: 0,
            rate: reached.discount(now),
        }
    }
}
