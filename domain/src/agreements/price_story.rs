//! A price and how it came to be: the line that decided, and what lost to it.
//! `pricing` tells it.

use super::pricing::About;
use crate::{Money, Quantity, Rate, Timestamp};
use std::sync::Arc;

/// Where a price comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceSource {
    /// The contract's price for the product.
    Contract,
    /// A discount off the list price.
    Discount {
        /// How much off.
        rate: Rate,
        /// On what.
        about: About,
    },
    /// The supplier's cost and a rate on top; what they are is the supplier's
    /// business, and no customer's.
    CostPlus {
        /// How much on top.
        rate: Rate,
        /// On what.
        about: About,
    },
    /// The price list.
    List,
    /// A promotion of this name.
    Promotion(Arc<str>),
    /// What a subscription of the customer takes off the list price.
    Subscription {
        /// What its plan is called.
        plan: Arc<str>,
        /// Its number.
        number: Arc<str>,
    },
}

/// Why a line did not decide the price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// A more specific line applies.
    LessSpecific,
    /// An agreement that comes first has a price.
    LaterAgreement,
    /// An equally specific line is lower.
    Higher,
    /// A promotion is lower.
    Promoted,
    /// There is no list price to take the discount from.
    NoListPrice,
    /// What the supplier pays is not known.
    NoCost,
    /// It takes more pieces.
    MorePieces,
    /// It applies only later.
    NotYet,
    /// It no longer applies.
    Ended,
}

/// One line that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceStep {
    /// Where it comes from.
    pub source: PriceSource,
    /// The place of its agreement in their order.
    pub agreement: usize,
    /// The price by this line, if it gives one.
    pub price: Option<Money>,
    /// How many pieces it takes.
    pub least: Quantity,
    /// When it begins, where somebody chose a beginning.
    pub valid_from: Option<Timestamp>,
    /// When this price ends, if it does: of the one that decides, when another
    /// one will, or none.
    pub valid_until: Option<Timestamp>,
    /// Whether this line decided the price.
    pub won: bool,
    /// Why it did not.
    pub why_not: Option<WhyNot>,
}

/// A price and how it came to be: the line that decided first, then what lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

    /// The list price that would count if nothing else did, where the price is
    /// another one.
    #[must_use]
    pub fn instead_of(&self) -> Option<Money> {
        self.steps
            .iter()
            .find(|step| step.source == PriceSource::List && step.applies())
            .filter(|step| !step.won)
            .and_then(|step| step.price)
            .filter(|list| Some(*list) != self.price)
    }
}

impl PriceStep {
    /// Whether it would have counted, had nothing else come first.
    fn applies(&self) -> bool {
        matches!(
            self.why_not,
            None | Some(WhyNot::LessSpecific | WhyNot::LaterAgreement | WhyNot::Promoted)
        )
    }
}
