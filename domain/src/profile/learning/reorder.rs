//! How often a unit orders a product.
//!
//! Orders on neighbouring days are one occasion (somebody forgot something).
//! From three occasions on, the interval is the median of the gaps between
//! them and the spread the median of how far the gaps are off, so that one
//! forgotten order or one on the side does not change what is usual.

use super::{
    Conclusion, Confidence, DAY, Finding, Line, Observed, Rule, Seen, What, Window, evidence,
};
use crate::id::{InteractionId, MembershipId, OrderId, ProductId, UnitId};
use crate::profile::Subject;
use crate::{Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Orders closer together than this are one occasion.
const SAME_OCCASION_DAYS: i64 = 3;

/// A unit orders a product again and again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reorder {
    /// The product.
    pub product: ProductId,
    /// Its SKU when it was last ordered.
    pub sku: String,
    /// Its name when it was last ordered.
    pub name: String,
    /// The usual number of days from one order to the next.
    pub every_days: i64,
    /// How many days it is usually off.
    pub spread_days: i64,
    /// On how many occasions it was ordered.
    pub occasions: i64,
    /// How much is usually ordered.
    pub quantity: Quantity,
    /// When it was last ordered.
    pub last: Timestamp,
    /// When it is due next.
    pub next: Timestamp,
    /// When somebody asked for it since, if somebody did.
    pub asked: Option<Timestamp>,
}

/// Whether something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Not yet.
    Later,
    /// In these days.
    Now,
    /// Later than usual, by so many days.
    Late(i64),
    /// Somebody asked for it already.
    Asked,
}

impl Reorder {
    /// From when on it is due: a week before its day, or earlier if the
    /// unit's habit is less exact than that. A request that is under way
    /// holds it back for half an interval.
    #[must_use]
    pub fn due_from(&self) -> Timestamp {
        let ahead = self.spread_days.clamp(0, self.every_days / 3);
        let ahead = ahead.max((self.every_days / 5).min(7));
        self.next.plus_days(-ahead).max(self.held_back_until())
    }

    /// Whether it is due now.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Due {
        if now < self.held_back_until() {
            return Due::Asked;
        }
        if now < self.due_from() {
            return Due::Later;
        }
        match now.days_since(self.next) {
            late if late > self.spread_days.max(3) => Due::Late(late),
            _ => Due::Now,
        }
    }

    fn held_back_until(&self) -> Timestamp {
        let half = self.every_days.max(14) / 2;
        self.asked
            .map_or(Timestamp(i64::MIN), |asked| asked.plus_days(half))
    }
}

/// The rule.
#[derive(Debug)]
pub struct ReorderRule;

/// What is kept per unit and product.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    orders: Window<Bought, 48>,
    requests: Window<Asked, 4>,
    /// Orders that were cancelled.
    cancelled: Window<Undone, 16>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Bought {
    id: InteractionId,
    at: Timestamp,
    by: Option<MembershipId>,
    order: OrderId,
    quantity: Quantity,
    sku: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Asked {
    id: InteractionId,
    at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Undone {
    id: InteractionId,
    at: Timestamp,
    order: OrderId,
}

macro_rules! observed {
    ($($kind:ty),+) => {$(
        impl Observed for $kind {
            fn id(&self) -> InteractionId { self.id }
            fn at(&self) -> Timestamp { self.at }
        }
    )+};
}
observed!(Bought, Asked, Undone);

/// The key of a unit's product; no unit means the whole company.
fn key(unit: Option<UnitId>, product: ProductId) -> String {
    match unit {
        Some(unit) => format!("{unit}/{product}"),
        None => format!("-/{product}"),
    }
}

fn unit_and_product(key: &str) -> Option<(Option<UnitId>, ProductId)> {
    let (unit, product) = key.split_once('/')?;
    Some((unit.parse().ok(), product.parse().ok()?))
}

fn products(lines: &[Line]) -> Vec<ProductId> {
    let mut all: Vec<ProductId> = lines.iter().filter_map(|line| line.product).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Rule for ReorderRule {
    const CODE: &'static str = "reorder";
    type State = State;

    fn keys(seen: &Seen) -> Vec<String> {
        let (unit, lines) = match &seen.what {
            What::Ordered { lines, .. } | What::Requested { lines, .. } => (seen.unit, lines),
            What::Cancelled { unit, lines, .. } => (*unit, lines),
            _ => return Vec::new(),
        };
        products(lines)
            .into_iter()
            .map(|product| key(unit, product))
            .collect()
    }

    fn observe(state: &mut State, key: &str, seen: &Seen) {
        let Some((_, product)) = unit_and_product(key) else {
            return;
        };
        let (id, at) = (seen.id, seen.at);
        match &seen.what {
            What::Ordered { order, lines, .. } => {
                let mut ours = lines
                    .iter()
                    .filter(|line| line.product == Some(product))
                    .peekable();
                let Some(first) = ours.peek() else { return };
                let (sku, name) = (first.sku.clone(), first.name.clone());
                state.orders.put(Bought {
                    id,
                    at,
                    by: seen.member,
                    order: *order,
                    quantity: ours.fold(Quantity::default(), |sum, line| sum.plus(line.quantity)),
                    sku,
                    name,
                });
            }
            What::Requested { .. } => state.requests.put(Asked { id, at }),
            What::Cancelled { order, .. } => {
                let order = *order;
                state.cancelled.put(Undone { id, at, order });
            }
            _ => {}
        }
    }

    fn forget(state: &mut State, gone: &HashSet<InteractionId>) -> bool {
        state.orders.forget(gone) | state.requests.forget(gone) | state.cancelled.forget(gone)
    }

    fn is_empty(state: &State) -> bool {
        state.orders.is_empty() && state.requests.is_empty() && state.cancelled.is_empty()
    }

    fn conclude(key: &str, state: &State) -> Vec<Conclusion> {
        conclude(key, state).into_iter().collect()
    }
}

/// One occasion on which the product was ordered.
struct Occasion {
    day: i64,
    quantity: Quantity,
}

fn conclude(key: &str, state: &State) -> Option<Conclusion> {
    let (unit, product) = unit_and_product(key)?;
    let undone: HashSet<OrderId> = state.cancelled.iter().map(|one| one.order).collect();
    // The same order may be told twice, by the room and by an import.
    let mut orders: HashMap<OrderId, &Bought> = HashMap::new();
    for bought in state
        .orders
        .iter()
        .filter(|one| !undone.contains(&one.order))
    {
        orders.entry(bought.order).or_insert(bought);
    }
    let mut bought: Vec<&Bought> = orders.into_values().collect();
    bought.sort_unstable_by_key(|one| (one.at, one.id));
    let last = *bought.last()?;

    let mut occasions: Vec<Occasion> = Vec::new();
    for one in &bought {
        let day = one.at.0.div_euclid(DAY);
        match occasions.last_mut() {
            Some(before) if day - before.day < SAME_OCCASION_DAYS => {
                before.quantity = before.quantity.plus(one.quantity);
            }
            _ => occasions.push(Occasion {
                day,
                quantity: one.quantity,
            }),
        }
    }
    if occasions.len() < 3 {
        return None;
    }
    let gaps: Vec<i64> = occasions
        .iter()
        .zip(occasions.iter().skip(1))
        .map(|(before, after)| after.day - before.day)
        .collect();
    let every_days = median(gaps.clone());
    let spread_days = median(gaps.iter().map(|gap| (gap - every_days).abs()).collect());
    let quantity = Quantity::from_thousandths(median(
        occasions
            .iter()
            .map(|occasion| occasion.quantity.thousandths())
            .collect(),
    ));
    let next = last.at.plus_days(every_days);
    let asked = state
        .requests
        .latest()
        .map(|asked| asked.at)
        .filter(|asked| *asked > last.at);

    let evidence = evidence(bought.iter().map(|one| (one.id, one.at, one.by)));
    Some(Conclusion {
        key: key.to_owned(),
        unit,
        subject: Subject::Product,
        subject_id: Some(product.0),
        confidence: confidence(occasions.len(), every_days, spread_days),
        evidence: evidence.latest,
        evidence_count: evidence.count,
        members: evidence.members,
        since: evidence.since,
        confirmed: evidence.confirmed,
        // A habit that was not kept for three intervals is one no more.
        until: last.at.plus_days(every_days * 3 + spread_days + 7),
        finding: Finding::Reorder(Reorder {
            product,
            sku: last.sku.clone(),
            name: last.name.clone(),
            every_days,
            spread_days,
            occasions: i64::try_from(occasions.len()).unwrap_or(i64::MAX),
            quantity,
            last: last.at,
            next,
            asked,
        }),
    })
}

/// The middle one; of two middle ones the lower, so that a quantity is one
/// that was really ordered. Nothing for nothing.
fn median(mut all: Vec<i64>) -> i64 {
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0)
}

/// As sure as there are occasions, and not surer than they are regular.
fn confidence(occasions: usize, every_days: i64, spread_days: i64) -> Confidence {
    let by_count = match occasions {
        ..=3 => 2,
        4 => 3,
        5..=6 => 4,
        _ => 5,
    };
    let by_regularity = match spread_days * 100 / every_days.max(1) {
        ..=10 => 5,
        11..=20 => 4,
        21..=35 => 3,
        36..=50 => 2,
        _ => 1,
    };
    Confidence::of(by_count.min(by_regularity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::learning::tests::{at_day, interaction, line, order_of, product, unit};

    fn fact(days: &[i64]) -> Option<(Reorder, Confidence)> {
        let mut state = State::default();
        let key = key(Some(unit(1)), product(7));
        for day in days {
            ReorderRule::observe(&mut state, &key, &order_of(*day, 1, 7, 2));
        }
        let one = ReorderRule::conclude(&key, &state).pop()?;
        match one.finding {
            Finding::Reorder(reorder) => Some((reorder, one.confidence)),
            _ => None,
        }
    }

    #[test]
    fn three_days_make_a_habit_and_two_do_not() {
        assert_eq!(fact(&[0, 43]), None);
        assert_eq!(fact(&[0, 43, 43, 44]), None, "one day and the next are one");
        let (reorder, confidence) = fact(&[0, 43, 86]).unwrap();
        assert_eq!((reorder.every_days, reorder.spread_days), (43, 0));
        assert_eq!(reorder.quantity, Quantity::pieces(2));
        assert_eq!(reorder.next, at_day(129));
        assert_eq!(confidence.level(), 2);
    }

    #[test]
    fn one_order_out_of_line_does_not_change_the_habit() {
        let (reorder, confidence) = fact(&[0, 43, 86, 90, 129, 172, 215, 258]).unwrap();
        assert_eq!(reorder.every_days, 43);
        assert_eq!(reorder.spread_days, 0);
        assert_eq!(confidence.level(), 5);
    }

    #[test]
    fn an_irregular_habit_is_a_guess() {
        let (_, confidence) = fact(&[0, 10, 70, 75, 140, 144, 260, 270]).unwrap();
        assert_eq!(confidence.level(), 1);
    }

    #[test]
    fn what_is_due_says_so_a_week_ahead_and_how_late_it_is() {
        let (reorder, _) = fact(&[0, 43, 86]).unwrap();
        assert_eq!(reorder.due(at_day(115)), Due::Later);
        assert_eq!(reorder.due(at_day(122)), Due::Now);
        assert_eq!(reorder.due(at_day(129)), Due::Now);
        assert_eq!(reorder.due(at_day(140)), Due::Late(11));
    }

    #[test]
    fn a_cancelled_order_was_none() {
        let key = key(Some(unit(1)), product(7));
        let mut state = State::default();
        let orders: Vec<Seen> = [0, 43, 86].map(|day| order_of(day, 1, 7, 2)).into();
        for order in &orders {
            ReorderRule::observe(&mut state, &key, order);
        }
        let What::Ordered { order, lines, .. } = orders[1].what.clone() else {
            unreachable!()
        };
        let cancelled = interaction(
            50,
            What::Cancelled {
                order,
                unit: Some(unit(1)),
                lines,
            },
        );
        assert_eq!(ReorderRule::keys(&cancelled), std::slice::from_ref(&key));
        ReorderRule::observe(&mut state, &key, &cancelled);
        assert!(ReorderRule::conclude(&key, &state).is_empty());
    }

    #[test]
    fn what_was_asked_for_is_not_due_again() {
        let key = key(Some(unit(1)), product(7));
        let mut state = State::default();
        for day in [0, 43, 86] {
            ReorderRule::observe(&mut state, &key, &order_of(day, 1, 7, 2));
        }
        let asked = Seen {
            unit: Some(unit(1)),
            ..interaction(
                127,
                What::Requested {
                    request: crate::id::RequestId(uuid::Uuid::nil()),
                    lines: vec![line(7, 1)],
                },
            )
        };
        ReorderRule::observe(&mut state, &key, &asked);
        let one = ReorderRule::conclude(&key, &state).pop().unwrap();
        let Finding::Reorder(reorder) = one.finding else {
            unreachable!()
        };
        assert_eq!(reorder.due(at_day(130)), Due::Asked);
        assert_eq!(reorder.due(at_day(150)), Due::Late(21));
    }
}
