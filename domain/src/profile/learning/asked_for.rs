//! What people ask for off the standard: in their own words, because the
//! catalog does not have it; and products that they ask for together with a
//! standard configuration again and again, because it lacks them.

use super::{
    Conclusion, Confidence, DAY, Finding, Line, Observed, Rule, Seen, What, Window, evidence,
    key_of_words,
};
use crate::Timestamp;
use crate::id::{ConfigurationId, InteractionId, MembershipId, ProductId};
use crate::profile::Subject;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// What was asked for longer ago than this before the latest does not count.
const COUNTS_FOR: i64 = 365 * DAY;

/// From so many requests on, a product beside a standard is more than chance.
const ENOUGH_BESIDE: i64 = 2;

/// People ask for something off the standard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedFor {
    /// The words as they were last written, or the product's name.
    pub words: String,
    /// What they are grouped under.
    pub key: String,
    /// In how many requests.
    pub times: i64,
    /// By how many people.
    pub people: i64,
    /// The standard configuration beside which a product was asked for; none
    /// for what was asked for in words.
    pub beside: Option<Beside>,
}

/// A product beside a standard configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The standard configuration.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// How many requests there were for the standard.
    pub of: i64,
}

impl AskedFor {
    /// Whether somebody should do something about it without being asked:
    /// several people ask for it, or one again and again.
    #[must_use]
    pub const fn worth_changing(&self) -> bool {
        match &self.beside {
            None => (self.times >= 2 && self.people >= 2) || self.times >= 3,
            Some(beside) => self.times >= 4 && self.times * 2 >= beside.of,
        }
    }
}

/// The rule.
#[derive(Debug)]
pub struct AskedForRule;

/// What is kept of a customer's words, or of one standard configuration.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    asked: Window<Asked, 160>,
}

/// One request, as far as it is off the standard. For a standard configuration
/// those with nothing beside it are kept too: they say of how many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Asked {
    id: InteractionId,
    at: Timestamp,
    by: Option<MembershipId>,
    /// The standard's name then; empty for words.
    name: String,
    things: Vec<Thing>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Thing {
    product: Option<ProductId>,
    sku: String,
    text: String,
}

impl Observed for Asked {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
}

/// The subject of what is asked for in words.
const IN_WORDS: &str = "";

/// The lines by which somebody asks for something; what was asked for and is
/// then ordered counts once.
fn lines(seen: &Seen) -> &[Line] {
    match &seen.what {
        What::Requested { lines, .. }
        | What::Ordered {
            request: None,
            lines,
            ..
        } => lines,
        _ => &[],
    }
}

fn in_words(line: &Line) -> bool {
    line.product.is_none() && line.configuration.is_none() && !key_of_words(&line.name).is_empty()
}

impl Rule for AskedForRule {
    const CODE: &'static str = "asked-for";
    type State = State;

    fn keys(seen: &Seen) -> Vec<String> {
        let lines = lines(seen);
        let mut keys: Vec<String> = lines
            .iter()
            .filter_map(|line| line.configuration)
            .map(|configuration| configuration.to_string())
            .collect();
        if lines.iter().any(in_words) {
            keys.push(IN_WORDS.to_owned());
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn observe(state: &mut State, key: &str, seen: &Seen) {
        let lines = lines(seen);
        let configuration = key.parse::<ConfigurationId>().ok();
        let name = lines
            .iter()
            .find(|line| configuration.is_some() && line.configuration == configuration)
            .map(|line| line.name.clone())
            .unwrap_or_default();
        let things = lines
            .iter()
            .filter(|line| match configuration {
                Some(_) => line.product.is_some(),
                None => in_words(line),
            })
            .map(|line| Thing {
                product: line.product,
                sku: line.sku.clone(),
                text: line.name.trim().to_owned(),
            })
            .collect();
        state.asked.put(Asked {
            id: seen.id,
            at: seen.at,
            by: seen.member,
            name,
            things,
        });
    }

    fn forget(state: &mut State, gone: &HashSet<InteractionId>) -> bool {
        state.asked.forget(gone)
    }

    fn is_empty(state: &State) -> bool {
        state.asked.is_empty()
    }

    fn conclude(key: &str, state: &State) -> Vec<Conclusion> {
        let Some(last) = state.asked.latest() else {
            return Vec::new();
        };
        let lately: Vec<&Asked> = state
            .asked
            .iter()
            .filter(|one| last.at.0 - one.at.0 <= COUNTS_FOR)
            .collect();
        let standard = key.parse::<ConfigurationId>().ok();
        let of = i64::try_from(lately.len()).unwrap_or(i64::MAX);
        let mut groups: BTreeMap<String, Vec<(&Asked, &Thing)>> = BTreeMap::new();
        for asked in lately {
            let mut there = HashSet::new();
            for thing in &asked.things {
                let group = match thing.product {
                    Some(product) => product.to_string(),
                    None => key_of_words(&thing.text),
                };
                // Two lines of a request ask for it once.
                if there.insert(group.clone()) {
                    groups.entry(group).or_default().push((asked, thing));
                }
            }
        }
        groups
            .into_iter()
            .filter_map(|(group, all)| {
                conclude(group, &all, standard.map(|id| (id, &last.name, of)))
            })
            .collect()
    }
}

/// `all` are the requests of one group, the oldest first.
fn conclude(
    group: String,
    all: &[(&Asked, &Thing)],
    standard: Option<(ConfigurationId, &String, i64)>,
) -> Option<Conclusion> {
    let (_, latest) = *all.last()?;
    let times = i64::try_from(all.len()).unwrap_or(i64::MAX);
    if standard.is_some() && times < ENOUGH_BESIDE {
        return None;
    }
    let beside = match standard {
        Some((configuration, name, of)) => Some(Beside {
            configuration,
            name: name.clone(),
            product: latest.product?,
            sku: latest.sku.clone(),
            of,
        }),
        None => None,
    };
    let evidence = evidence(all.iter().map(|(one, _)| (one.id, one.at, one.by)));
    let people = i64::try_from(evidence.members.len()).unwrap_or(i64::MAX);
    let (subject, subject_id, key) = match &beside {
        Some(beside) => (
            Subject::Product,
            Some(beside.product.0),
            format!("{}/{group}", beside.configuration),
        ),
        None => (Subject::Search, None, group.clone()),
    };
    Some(Conclusion {
        key,
        unit: None,
        subject,
        subject_id,
        confidence: confidence(times, people),
        evidence: evidence.latest,
        evidence_count: evidence.count,
        members: evidence.members,
        since: evidence.since,
        confirmed: evidence.confirmed,
        until: evidence.confirmed.plus_days(180),
        finding: Finding::AskedFor(AskedFor {
            words: latest.text.clone(),
            key: group,
            times,
            people,
            beside,
        }),
    })
}

fn confidence(times: i64, people: i64) -> Confidence {
    Confidence::of(match (people, times) {
        (3.., 5..) => 5,
        (2.., 4..) => 4,
        (2.., 2..) => 3,
        (_, 2..) => 2,
        _ => 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Quantity;
    use crate::id::{OrderId, RequestId};
    use crate::profile::learning::tests::{interaction, member, product};
    use uuid::Uuid;

    fn line(product: Option<ProductId>, standard: Option<u128>, name: &str) -> Line {
        Line {
            product,
            configuration: standard.map(|id| ConfigurationId(Uuid::from_u128(id))),
            sku: String::new(),
            name: name.to_owned(),
            quantity: Quantity::pieces(1),
            choices: Vec::new(),
        }
    }

    fn words(text: &str) -> Line {
        line(None, None, text)
    }

    fn requested(minute: i64, by: u128, lines: Vec<Line>) -> Seen {
        let what = What::Requested {
            request: RequestId::new(),
            lines,
        };
        let mut seen = Seen {
            member: Some(member(by)),
            ..interaction(minute, what)
        };
        seen.at = Timestamp(minute * 60_000);
        seen
    }

    fn learned(key: &str, all: &[Seen]) -> Vec<AskedFor> {
        let mut state = State::default();
        for seen in all {
            if AskedForRule::keys(seen).iter().any(|one| one == key) {
                AskedForRule::observe(&mut state, key, seen);
            }
        }
        AskedForRule::conclude(key, &state)
            .into_iter()
            .filter_map(|one| match one.finding {
                Finding::AskedFor(found) => Some(found),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_same_thing_in_other_words_is_asked_for_twice() {
        let [fact] = learned(
            IN_WORDS,
            &[
                requested(0, 1, vec![words("Standing desk"), words("desk, standing")]),
                requested(9, 2, vec![words("standing desks")]),
            ],
        )
        .try_into()
        .unwrap();
        assert_eq!((fact.times, fact.people), (2, 2));
        assert_eq!(fact.words, "standing desks");
        assert!(fact.worth_changing() && fact.beside.is_none());
    }

    #[test]
    fn a_product_beside_a_standard_is_counted_of_all_requests_for_it() {
        let standard = || line(None, Some(7), "Watch laptop");
        let dock = || line(Some(product(3)), None, "Dock");
        let key = ConfigurationId(Uuid::from_u128(7)).to_string();
        let [fact] = learned(
            &key,
            &[
                requested(0, 1, vec![standard(), dock()]),
                requested(1, 2, vec![standard()]),
                requested(2, 3, vec![standard(), dock()]),
                requested(3, 3, vec![dock()]),
            ],
        )
        .try_into()
        .unwrap();
        let beside = fact.beside.as_ref().unwrap();
        assert_eq!((fact.times, beside.of), (2, 3));
        assert_eq!(
            (fact.words.as_str(), beside.name.as_str()),
            ("Dock", "Watch laptop")
        );
        assert!(!fact.worth_changing());
    }

    #[test]
    fn what_is_ordered_because_of_a_request_was_asked_for_once() {
        let mut ordered = requested(5, 9, Vec::new());
        ordered.what = What::Ordered {
            order: OrderId::new(),
            request: Some(RequestId::new()),
            lines: vec![words("Standing desk")],
        };
        assert!(AskedForRule::keys(&ordered).is_empty());
    }
}
