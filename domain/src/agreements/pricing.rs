//! What a product costs a customer, and why.
//!
//! 1. A price that was negotiated counts before any list price. The first
//!    agreement that names one for the product decides (in the order of
//!    [`InForce`](crate::identity::InForce): the unit's, the company's, the needs
//!    category's, the segment's). Within it the most specific line decides: the
//!    product's own, then the one that asks for the most besides the category
//!    (manufacturer and attribute, then one of the two), and of those that ask for
//!    as much the nearest category's, the whole catalog's last.
//! 2. If none names one, the list price counts: that of the first agreement
//!    whose price list has the product.
//! 3. Of lines that are equally specific the lowest price counts, which is what
//!    makes prices for many pieces work: they count from their number on.
//! 4. A promotion counts if it is lower than all that, and so does what a
//!    subscription takes off the list price while it is paid for.
//!
//! A discount is taken off the list price of its own agreement; without one it
//! says nothing, and nor does cost plus a rate where the supplier's cost is not
//! known. A product without any price is offered with its price on request.
//!
//! A price counts until its line ends, or what it is reckoned from, or its
//! agreement, and no longer than until another line decides (`until.rs`), of
//! agreements that begin later, too, where a page asks for them ([`Later`]).

use super::assortment::Breadth;
pub use super::price_story::{PriceSource, PriceStep, PriceStory, WhyNot};
use super::says::Says;
use super::{Only, Validity};
use crate::{Money, Quantity, Timestamp};
use std::sync::Arc;

/// A price of a product in a list, from some number of pieces on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLine {
    /// The price of one.
    pub price: Money,
    /// How many pieces it takes.
    pub least: Quantity,
    /// When it applies.
    pub valid: Validity,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The product itself.
    Product,
    /// The category of this name, and everything below it.
    Category(Arc<str>),
    /// Those in the category of this name and below it, or without one in the
    /// whole catalog, of which something more is asked.
    Those {
        /// The category's name.
        within: Option<Arc<str>>,
        /// What is asked.
        only: Arc<Only>,
    },
    /// The whole catalog.
    Everything,
}

/// A line of an agreement that names a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedLine {
    /// What it is about.
    pub about: About,
    /// How broad that is; none for the product itself.
    pub breadth: Option<Breadth>,
    /// How the price is made; what names no price is passed over.
    pub says: Says,
    /// How many pieces it takes.
    pub least: Quantity,
    /// When it applies.
    pub valid: Validity,
}

/// A lower price for a while, for everybody who buys from a list, or for who
/// subscribed to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// What it is called.
    pub name: Arc<str>,
    /// The number of the customer's subscription that gives it; none if everybody
    /// has it who buys from the list.
    pub subscription: Option<Arc<str>>,
    /// How its price is made: [`Says::Price`] or [`Says::Discount`].
    pub says: Says,
    /// How many pieces it takes.
    pub least: Quantity,
    /// When it applies.
    pub valid: Validity,
}

/// What one agreement, with its price list, says of the price of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedPrices {
    /// When the agreement applies; no price outlives it.
    pub valid: Validity,
    /// Its own lines about the product and the categories it is in.
    pub lines: Vec<AgreedLine>,
    /// The product's prices in its price list. Empty if an agreement that
    /// comes first has the same list.
    pub list: Vec<ListLine>,
    /// The promotions of that list that reach the product.
    pub promotions: Vec<Promotion>,
}

impl Promotion {
    fn source(&self) -> PriceSource {
        let name = Arc::clone(&self.name);
        match &self.subscription {
            None => PriceSource::Promotion(name),
            Some(number) => PriceSource::Subscription {
                plan: name,
                number: Arc::clone(number),
            },
        }
    }
}

/// Everything that bears on the price of one product for one customer. The
/// agreements are in their order, what is in them in any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceInputs {
    /// What the agreements say.
    pub agreements: Vec<AgreedPrices>,
    /// What the supplier pays for the product itself.
    pub costs: Vec<ListLine>,
}

/// What bears on the price from a moment on at which agreements begin, end, or take
/// another's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// From when on.
    pub at: Timestamp,
    /// What the agreements say then; none if the product is not sold then, or in
    /// another currency.
    pub inputs: Option<PriceInputs>,
}

/// Finds the price of one piece, of so many, at a moment, and tells its story.
#[must_use]
pub fn resolve(inputs: &PriceInputs, quantity: Quantity, at: Timestamp) -> PriceStory {
    resolve_until(inputs, &[], quantity, at)
}

/// The same where it is known what bears on the price later, moment by moment in
/// their order: until when it counts is exact then.
#[must_use]
pub fn resolve_until(
    inputs: &PriceInputs,
    later: &[Later],
    quantity: Quantity,
    at: Timestamp,
) -> PriceStory {
    let now = Now { quantity, at };
    let candidates = now.candidates(inputs);
    let decision = now.decide(&candidates);
    let winner = decision.winner.and_then(|place| candidates.get(place));
    let until = winner.map(|winner| until::until(inputs, later, now, winner));
    now.tell(&candidates, decision, until)
}

/// From how many pieces on one piece costs less, and what then: empty if the
/// price is the same for any number.
#[must_use]
pub fn breaks(inputs: &PriceInputs, at: Timestamp) -> Vec<(Quantity, Money)> {
    let one = Quantity::pieces(1);
    let mut steps: Vec<Quantity> = inputs
        .agreements
        .iter()
        .flat_map(|agreement| {
            let lines = agreement.lines.iter().map(|line| line.least);
            let list = agreement.list.iter().map(|line| line.least);
            let promotions = agreement.promotions.iter().map(|line| line.least);
            lines.chain(list).chain(promotions)
        })
        .filter(|least| *least > one)
        .collect();
    if steps.is_empty() {
        return Vec::new();
    }
    steps.sort();
    steps.dedup();
    let price_of = |quantity| Now { quantity, at }.price(inputs);
    let mut before = price_of(one);
    let mut found = Vec::new();
    for least in steps {
        let price = price_of(least);
        if let Some(price) = price.filter(|price| Some(*price) != before) {
            found.push((least, price));
        }
        before = price;
    }
    found
}

/// Which lines come first; the derived order is the order of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Agreed,
    List,
    Promotion,
}

/// What a line is, the place of its agreement, and how broad it is: of two that
/// apply the lesser counts.
type Rank = (Class, usize, Option<Breadth>);

/// A line, ready to be compared with the others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// What it is, the place of its agreement, and how broad it is.
    rank: Rank,
    price: Option<i64>,
    source: PriceSource,
    least: Quantity,
    valid: Validity,
    /// When the price ends: with the line, with what it is reckoned from, or
    /// with the agreement.
    until: Timestamp,
    currency: Option<crate::Currency>,
}

impl Candidate {
    fn is_promotion(&self) -> bool {
        self.rank.0 == Class::Promotion
    }

    /// Whether it is the same line at the same price, wherever its agreement stands.
    fn is_like(&self, other: &Candidate) -> bool {
        let (one, two) = (&self.rank, &other.rank);
        (one.0, one.2, self.money()) == (two.0, two.2, other.money())
            && (&self.source, self.least, self.valid) == (&other.source, other.least, other.valid)
    }

    fn money(&self) -> Option<Money> {
        let (minor, currency) = self.price.zip(self.currency)?;
        Some(Money::new(minor, currency))
    }

    fn agreed(
        place: usize,
        line: &AgreedLine,
        list: Option<ListLine>,
        cost: Option<ListLine>,
        ends: Timestamp,
    ) -> Option<Self> {
        let about = line.about.clone();
        let (source, price, until) = match line.says {
            Says::In | Says::Out => return None,
            Says::Price(price) => (PriceSource::Contract, Some(price), Timestamp::NEVER),
            Says::Discount(rate) => (
                PriceSource::Discount { rate, about },
                list.map(|list| rate.off(list.price)),
                list.map_or(Timestamp::NEVER, |list| list.valid.until),
            ),
            Says::CostPlus(rate) => (
                PriceSource::CostPlus { rate, about },
                cost.map(|cost| rate.on(cost.price)),
                cost.map_or(Timestamp::NEVER, |cost| cost.valid.until),
            ),
        };
        Some(Self {
            rank: (Class::Agreed, place, line.breadth),
            price: price.map(|price| price.minor),
            source,
            least: line.least,
            valid: line.valid,
            until: line.valid.until.min(until).min(ends),
            currency: price.map(|price| price.currency),
        })
    }

    fn promoted(
        place: usize,
        promotion: &Promotion,
        list: Option<ListLine>,
        ends: Timestamp,
    ) -> Option<Self> {
        let (price, until) = match promotion.says {
            Says::Price(price) => (Some(price), Timestamp::NEVER),
            Says::Discount(rate) => (
                list.map(|list| rate.off(list.price)),
                list.map_or(Timestamp::NEVER, |list| list.valid.until),
            ),
            Says::In | Says::Out | Says::CostPlus(_) => return None,
        };
        Some(Self {
            rank: (Class::Promotion, place, None),
            price: price.map(|price| price.minor),
            source: promotion.source(),
            least: promotion.least,
            valid: promotion.valid,
            until: promotion.valid.until.min(until).min(ends),
            currency: price.map(|price| price.currency),
        })
    }
}

/// How many pieces, and when.
#[derive(Debug, Clone, Copy)]
struct Now {
    quantity: Quantity,
    at: Timestamp,
}

/// Which of the candidates count, by their places.
#[derive(Debug, Clone, Copy)]
struct Decision {
    /// The one that counts if no promotion is lower.
    usual: Option<usize>,
    /// The one that decides.
    winner: Option<usize>,
}

impl Now {
    /// All lines, in the order of the story.
    fn candidates(self, inputs: &PriceInputs) -> Vec<Candidate> {
        let cost = self.lowest(&inputs.costs);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(4);
        for (place, agreement) in inputs.agreements.iter().enumerate() {
            let list = self.lowest(&agreement.list).or_else(|| {
                // The same list may stand with an agreement that comes first.
                let earlier = inputs.agreements.iter().take(place);
                earlier
                    .filter(|_| agreement.list.is_empty())
                    .find_map(|one| self.lowest(&one.list))
            });
            let ends = agreement.valid.until;
            for line in &agreement.lines {
                candidates.extend(Candidate::agreed(place, line, list, cost, ends));
            }
            for line in &agreement.list {
                candidates.push(Candidate {
                    rank: (Class::List, place, None),
                    price: Some(line.price.minor),
                    source: PriceSource::List,
                    least: line.least,
                    valid: line.valid,
                    until: line.valid.until.min(ends),
                    currency: Some(line.price.currency),
                });
            }
            for promotion in &agreement.promotions {
                candidates.extend(Candidate::promoted(place, promotion, list, ends));
            }
        }
        candidates.sort();
        candidates
    }

    /// The price alone.
    fn price(self, inputs: &PriceInputs) -> Option<Money> {
        let candidates = self.candidates(inputs);
        let winner = self.decide(&candidates).winner?;
        candidates.get(winner).and_then(Candidate::money)
    }

    /// The lowest price that applies.
    fn lowest(self, list: &[ListLine]) -> Option<ListLine> {
        list.iter()
            .filter(|line| line.valid.contains(self.at) && line.least <= self.quantity)
            .min_by_key(|line| (line.price.minor, line.valid))
            .copied()
    }

    /// Why a line says nothing, whatever the others say.
    fn silent(self, line: &Candidate) -> Option<WhyNot> {
        if line.valid.until <= self.at {
            return Some(WhyNot::Ended);
        }
        if self.at < line.valid.from {
            return Some(WhyNot::NotYet);
        }
        if line.price.is_none() {
            return Some(match line.source {
                PriceSource::CostPlus { .. } => WhyNot::NoCost,
                _ => WhyNot::NoListPrice,
            });
        }
        (self.quantity < line.least).then_some(WhyNot::MorePieces)
    }

    /// Which of the lines count; they are in their order.
    fn decide(self, candidates: &[Candidate]) -> Decision {
        let speaks = |line: &Candidate| self.silent(line).is_none();
        let usual = candidates
            .iter()
            .enumerate()
            .find(|(_, line)| speaks(line) && !line.is_promotion());
        let promoted = candidates
            .iter()
            .enumerate()
            .filter(|(_, line)| speaks(line) && line.is_promotion())
            .min_by_key(|(_, line)| line.price)
            .filter(|(_, line)| usual.is_none_or(|(_, usual)| line.price < usual.price));
        Decision {
            usual: usual.map(|(place, _)| place),
            winner: promoted.or(usual).map(|(place, _)| place),
        }
    }

    /// The story of a decision; the price counts until then.
    fn tell(
        self,
        candidates: &[Candidate],
        Decision { usual, winner }: Decision,
        until: Option<Timestamp>,
    ) -> PriceStory {
        let usual_rank = usual.and_then(|place| candidates.get(place));
        let usual_rank = usual_rank.map(|line| line.rank);
        let mut steps: Vec<PriceStep> = Vec::with_capacity(candidates.len());
        for (place, line) in candidates.iter().enumerate() {
            let lost = || match usual {
                _ if line.is_promotion() => WhyNot::Higher,
                Some(usual) if usual == place => WhyNot::Promoted,
                _ => Self::beaten(line.rank, usual_rank),
            };
            let won = Some(place) == winner;
            let why_not = (!won).then(|| self.silent(line).unwrap_or_else(lost));
            let span = Validity {
                from: line.valid.from,
                until: until.filter(|_| won).unwrap_or(line.until),
            };
            steps.push(PriceStep {
                source: line.source.clone(),
                agreement: line.rank.1,
                price: line.money(),
                least: line.least,
                valid_from: span.beginning(),
                valid_until: span.end(),
                won: why_not.is_none(),
                why_not,
            });
        }
        // What decided stands first, even above a more specific line that ended.
        steps.sort_by_key(|step| !step.won);
        PriceStory {
            price: winner
                .and_then(|place| candidates.get(place))
                .and_then(Candidate::money),
            steps,
        }
    }

    /// Why a line that applies lost to the one of that rank.
    fn beaten(rank: Rank, usual: Option<Rank>) -> WhyNot {
        match usual {
            Some(usual) if usual == rank => WhyNot::Higher,
            Some((class, place, _)) if class == rank.0 && place < rank.1 => WhyNot::LaterAgreement,
            _ => WhyNot::LessSpecific,
        }
    }
}

mod until;

#[cfg(test)]
mod tests;
