//! What is searched and not found, by how many people, and whether they found
//! it another way soon after.

use super::{
    Conclusion, Confidence, DAY, Finding, Observed, Rule, Seen, What, Window, evidence,
    key_of_words, shares_a_word,
};
use crate::Timestamp;
use crate::id::{InteractionId, MembershipId, ProductId};
use crate::profile::Subject;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// The same person searching the same again within this time searches once:
/// a reload, another page, a filter.
const SAME_SEARCH: i64 = 30 * 60 * 1000;
/// What somebody finds within this time was found instead.
const FOUND_INSTEAD: i64 = 30 * 60 * 1000;
/// Searches longer ago than this before the latest one don't count.
const COUNTS_FOR: i64 = 365 * DAY;

/// Something is searched and not found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotFound {
    /// The words as they were last typed.
    pub words: String,
    /// What they are grouped under.
    pub key: String,
    /// How often it was searched.
    pub times: i64,
    /// By how many people.
    pub people: i64,
    /// How often something was found another way soon after.
    pub found_after: i64,
    /// What was found instead, the most frequent first.
    pub found: Vec<FoundInstead>,
}

/// What somebody found after a search that had found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundInstead {
    /// The words that found it, or the product's name.
    pub text: String,
    /// The product that was put into the basket, if one was.
    pub product: Option<ProductId>,
    /// How often.
    pub times: i64,
}

impl NotFound {
    /// Searches after which nothing was found another way.
    #[must_use]
    pub const fn unresolved(&self) -> i64 {
        self.times - self.found_after
    }

    /// Whether somebody should do something about it: several people miss it,
    /// or one who does not give up; or people get there only by a detour.
    #[must_use]
    pub const fn worth_changing(&self) -> bool {
        (self.times >= 3 && self.people >= 2) || self.times >= 4
    }
}

/// The rule.
#[derive(Debug)]
pub struct NotFoundRule;

/// What is kept per customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    missed: Window<Missed, 240>,
    found: Window<Found, 240>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Missed {
    id: InteractionId,
    at: Timestamp,
    by: Option<MembershipId>,
    words: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Found {
    id: InteractionId,
    at: Timestamp,
    by: Option<MembershipId>,
    text: String,
    product: Option<ProductId>,
}

impl Observed for Missed {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl Observed for Found {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
}

/// There is one subject per customer: what was found by one group of words
/// answers another.
const WHOLE_CUSTOMER: &str = "";

impl Rule for NotFoundRule {
    const CODE: &'static str = "not-found";
    type State = State;

    fn keys(seen: &Seen) -> Vec<String> {
        match &seen.what {
            What::Searched { words, .. } if !key_of_words(words).is_empty() => {
                vec![WHOLE_CUSTOMER.to_owned()]
            }
            What::Added { .. } => vec![WHOLE_CUSTOMER.to_owned()],
            _ => Vec::new(),
        }
    }

    fn observe(state: &mut State, _: &str, seen: &Seen) {
        let (id, at, by) = (seen.id, seen.at, seen.member);
        match &seen.what {
            What::Searched { words, hits: 0 } => state.missed.put(Missed {
                id,
                at,
                by,
                words: words.clone(),
            }),
            What::Searched { words, .. } => state.found.put(Found {
                id,
                at,
                by,
                text: words.clone(),
                product: None,
            }),
            What::Added { product, name } => state.found.put(Found {
                id,
                at,
                by,
                text: name.clone(),
                product: Some(*product),
            }),
            _ => {}
        }
    }

    fn forget(state: &mut State, gone: &HashSet<InteractionId>) -> bool {
        state.missed.forget(gone) | state.found.forget(gone)
    }

    fn is_empty(state: &State) -> bool {
        state.missed.is_empty() && state.found.is_empty()
    }

    fn conclude(_: &str, state: &State) -> Vec<Conclusion> {
        let mut groups: BTreeMap<String, Vec<&Missed>> = BTreeMap::new();
        for missed in state.missed.iter() {
            groups
                .entry(key_of_words(&missed.words))
                .or_default()
                .push(missed);
        }
        groups
            .into_iter()
            .filter_map(|(key, searches)| conclude(key, &searches, state))
            .collect()
    }
}

/// `searches` are those of one group, the oldest first.
fn conclude(key: String, searches: &[&Missed], state: &State) -> Option<Conclusion> {
    let last = *searches.last()?;
    // Somebody has found something by the same words since: the gap is closed.
    let closed = state
        .found
        .iter()
        .filter(|found| found.product.is_none() && found.at > last.at)
        .any(|found| key_of_words(&found.text) == key);
    if closed {
        return None;
    }
    let searches = each_once(searches, last.at);
    if searches.len() < 2 {
        return None;
    }
    let mut instead: BTreeMap<(String, Option<ProductId>), i64> = BTreeMap::new();
    let mut found_after = 0;
    for search in &searches {
        if let Some(found) = found_instead(search, state) {
            found_after += 1;
            *instead
                .entry((found.text.clone(), found.product))
                .or_default() += 1;
        }
    }
    let mut found: Vec<FoundInstead> = instead
        .into_iter()
        .map(|((text, product), times)| FoundInstead {
            text,
            product,
            times,
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.times));
    found.truncate(3);

    let evidence = evidence(searches.iter().map(|one| (one.id, one.at, one.by)));
    let times = i64::try_from(searches.len()).unwrap_or(i64::MAX);
    let people = i64::try_from(evidence.members.len()).unwrap_or(i64::MAX);
    Some(Conclusion {
        key: key.clone(),
        unit: None,
        subject: Subject::Search,
        subject_id: None,
        confidence: confidence(times - found_after, people),
        evidence: evidence.latest,
        evidence_count: evidence.count,
        members: evidence.members,
        since: evidence.since,
        confirmed: evidence.confirmed,
        until: evidence.confirmed.plus_days(180),
        finding: Finding::NotFound(NotFound {
            words: last.words.trim().to_owned(),
            key,
            times,
            people,
            found_after,
            found,
        }),
    })
}

/// The searches of the last year, a person's repetitions left out.
fn each_once<'a>(searches: &[&'a Missed], last: Timestamp) -> Vec<&'a Missed> {
    let mut kept: Vec<&Missed> = Vec::new();
    for search in searches {
        let again = kept
            .iter()
            .rev()
            .find(|before| before.by == search.by)
            .is_some_and(|before| search.at.0 - before.at.0 <= SAME_SEARCH);
        if !again && last.0 - search.at.0 <= COUNTS_FOR {
            kept.push(search);
        }
    }
    kept
}

/// What the same person put into the basket soon after or, failing that,
/// found by a search that has a word in common with this one.
fn found_instead<'a>(search: &Missed, state: &'a State) -> Option<&'a Found> {
    let mut soon = state
        .found
        .iter()
        .filter(|found| found.by == search.by && found.by.is_some())
        .filter(|found| found.at > search.at && found.at.0 - search.at.0 <= FOUND_INSTEAD)
        .filter(|found| found.product.is_some() || shares_a_word(&found.text, &search.words))
        .collect::<Vec<_>>();
    soon.sort_by_key(|found| (found.product.is_none(), found.at, found.id));
    soon.into_iter().next()
}

/// As sure as people miss it and as often as they do.
const fn confidence_level(unresolved: i64, people: i64) -> u8 {
    match (people, unresolved) {
        (4.., 8..) => 5,
        (3.., 5..) => 4,
        (2.., 3..) => 3,
        (_, 3..) => 2,
        _ => 1,
    }
}

fn confidence(unresolved: i64, people: i64) -> Confidence {
    Confidence::of(confidence_level(unresolved, people))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::learning::tests::{interaction, member, product};

    fn search(minute: i64, by: u128, words: &str, hits: i64) -> Seen {
        let mut seen = Seen {
            member: Some(member(by)),
            ..interaction(
                minute,
                What::Searched {
                    words: words.to_owned(),
                    hits,
                },
            )
        };
        seen.at = Timestamp(minute * 60_000);
        seen
    }

    fn added(minute: i64, by: u128, name: &str) -> Seen {
        let mut seen = Seen {
            member: Some(member(by)),
            ..interaction(
                minute,
                What::Added {
                    product: product(3),
                    name: name.to_owned(),
                },
            )
        };
        seen.at = Timestamp(minute * 60_000);
        seen
    }

    fn learned(all: &[Seen]) -> Vec<NotFound> {
        let mut state = State::default();
        for seen in all {
            NotFoundRule::observe(&mut state, "", seen);
        }
        NotFoundRule::conclude("", &state)
            .into_iter()
            .filter_map(|one| match one.finding {
                Finding::NotFound(found) => Some(found),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_same_words_of_several_people_are_one_fact() {
        let [fact] = learned(&[
            search(0, 1, "IP65 display", 0),
            search(100, 2, "displays IP65", 0),
            search(200, 2, "ip65 display", 0),
            search(210, 2, "ip65 display", 0),
        ])
        .try_into()
        .unwrap();
        assert_eq!((fact.times, fact.people, fact.found_after), (3, 2, 0));
        assert_eq!(fact.words, "ip65 display");
        assert!(fact.worth_changing());
    }

    #[test]
    fn once_is_chance() {
        assert_eq!(learned(&[search(0, 1, "IP65 display", 0)]), []);
    }

    #[test]
    fn what_was_found_instead_is_remembered() {
        let [fact] = learned(&[
            search(0, 1, "IP65 display", 0),
            search(1, 1, "dock", 9),
            search(2, 1, "rugged display", 4),
            search(500, 2, "IP65 display", 0),
            search(505, 2, "rugged display", 4),
            added(507, 2, "Marine display 15"),
            search(900, 3, "IP65 display", 0),
        ])
        .try_into()
        .unwrap();
        assert_eq!((fact.times, fact.found_after, fact.unresolved()), (3, 2, 1));
        let texts: Vec<_> = fact.found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["Marine display 15", "rugged display"]);
    }

    #[test]
    fn once_the_words_find_something_the_fact_is_gone() {
        let mut all = vec![
            search(0, 1, "IP65 display", 0),
            search(100, 2, "IP65 display", 0),
        ];
        assert_eq!(learned(&all).len(), 1);
        all.push(search(200, 3, "display IP65", 2));
        assert_eq!(learned(&all), []);
    }
}
