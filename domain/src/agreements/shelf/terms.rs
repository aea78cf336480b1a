//! What the agreements that apply to a person say, of the lines that were read for a
//! page ([`term_rows`](super::term_rows)): which categories and products are shown,
//! and what bears on their prices (`prices`). `read` makes it of the lines, `reached`
//! finds what of it reaches a category.

mod prices;
mod reached;
mod read;

use self::reached::Reaching;
use super::members::Members;
use crate::agreements::assortment::{Decided, ProductRule, SetRule, decide, first_to_say};
use crate::agreements::pricing::{About, Promotion};
use crate::agreements::says::Says;
use crate::agreements::{Only, Validity};
use crate::id::{CategoryId, PriceListId, RevisionId};
use crate::{Currency, Quantity, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use self::reached::Reached;

/// What each agreement says, in their order.
#[derive(Debug)]
pub(crate) struct Terms {
    currency: Currency,
    agreements: Vec<OneAgreement>,
    /// By the products' numbers: the place of the agreement, and the line.
    named: HashMap<i64, Vec<(usize, Line)>>,
    /// The numbers of the named products of each category.
    named_in: HashMap<CategoryId, Vec<i64>>,
    promotions: Vec<PromotionLine>,
}

#[derive(Debug)]
struct OneAgreement {
    revision: RevisionId,
    list: PriceListId,
    /// Whether no agreement that comes before it has the same price list.
    brings_list: bool,
    valid: Validity,
    groups: Vec<Group>,
}

/// A line about many products.
#[derive(Debug)]
struct Group {
    category: Option<CategoryId>,
    /// What it asks for besides, and which products that are.
    asks: Option<(Arc<Only>, Arc<Members>)>,
    line: Line,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    says: Says,
    least: Quantity,
    valid: Validity,
}

impl Line {
    const fn new(says: Says, least: Quantity, from: Timestamp, until: Timestamp) -> Self {
        Self {
            says,
            least,
            valid: Validity { from, until },
        }
    }

    const fn rule(&self) -> ProductRule {
        match self.says {
            Says::In => ProductRule::In,
            Says::Out => ProductRule::Out,
            _ => ProductRule::Priced,
        }
    }
}

#[derive(Debug)]
struct PromotionLine {
    list: PriceListId,
    category: Option<CategoryId>,
    number: Option<i64>,
    /// The products that it is not about although it is about all.
    beside: Arc<[i64]>,
    promotion: Promotion,
}

impl Terms {
    /// What decides whether the product of this number is seen, in a category
    /// that is reached so.
    pub(crate) fn decided(
        &self,
        number: i64,
        reached: &Reached,
        now: Timestamp,
    ) -> Option<(usize, Decided)> {
        let own = self.named.get(&number).map(Vec::as_slice);
        let all = || reached.rules.iter().flatten();
        let singled_out = |rule: &Reaching<SetRule>| {
            rule.only.is_some() && rule.is_about(reached.category, number)
        };
        if own.is_none() && !all().any(singled_out) {
            return reached.decided;
        }
        let own = own.unwrap_or_default();
        first_to_say(reached.rules.iter().enumerate().map(|(place, sets)| {
            let rules: Vec<(ProductRule, Validity)> = own
                .iter()
                .filter(|(of, _)| *of == place)
                .map(|(_, line)| (line.rule(), line.valid))
                .collect();
            let sets: Vec<SetRule> = sets
                .iter()
                .filter(|rule| rule.is_about(reached.category, number))
                .map(|rule| rule.what)
                .collect();
            decide(&rules, &sets, now)
        }))
    }

    /// What the rule is about that decided so, if it was one about many products.
    pub(crate) fn decided_by(
        number: i64,
        reached: &Reached,
        (place, decided): (usize, Decided),
        now: Timestamp,
    ) -> Option<About> {
        let Decided::Set { breadth, included } = decided else {
            return None;
        };
        let alike = reached.rules.get(place)?.iter().filter(|rule| {
            (rule.what.breadth, rule.what.included) == (breadth, included)
                && rule.what.valid.contains(now)
                && rule.is_about(reached.category, number)
        });
        alike.map(|rule| rule.about.clone()).min()
    }

    /// Whether it is seen.
    pub(crate) fn shows(&self, number: i64, reached: &Reached, now: Timestamp) -> bool {
        self.decided(number, reached, now)
            .is_some_and(|(_, decided)| decided.visible())
    }

    /// How many products of a category are seen, of so many on offer.
    pub(super) fn count(
        &self,
        category: CategoryId,
        reached: &Reached,
        on_offer: i64,
        now: Timestamp,
    ) -> i64 {
        let shown = reached.shown();
        let other = self.unlike(category, reached, now).len();
        let other = i64::try_from(other).unwrap_or(i64::MAX);
        if shown { on_offer - other } else { other }
    }

    /// The numbers of the products in a category that are not shown although it
    /// is as a whole, or are although it is not.
    pub(super) fn unlike(
        &self,
        category: CategoryId,
        reached: &Reached,
        now: Timestamp,
    ) -> Vec<i64> {
        let named = self.named_in.get(&category).into_iter().flatten().copied();
        let mut numbers: Vec<i64> = named.chain(reached.singled_out()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let shown = reached.shown();
        numbers.retain(|number| self.shows(*number, reached, now) != shown);
        numbers
    }
}
