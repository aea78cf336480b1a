//! Which option of a standard configuration people keep changing.
//!
//! One decision counts once: who configures, requests and gets the order
//! approved has chosen once, and the approval only says that the choice was
//! accepted. Of the last twenty decisions under the present usual option, the
//! one that was most often chosen instead is the fact.

use super::{
    Choice, Conclusion, Confidence, DAY, Finding, Line, Observed, Rule, Seen, What, Window,
    evidence,
};
use crate::Timestamp;
use crate::id::{
    ConfigurationId, InteractionId, MembershipId, OptionGroupId, OptionId, OrderId, RequestId,
};
use crate::profile::Subject;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// So many of the latest decisions count.
const LATEST: usize = 20;
/// From so many changes to the same option on it is a fact.
const ENOUGH: i64 = 5;
/// A configuration that leads to a request within this time is part of it.
const PART_OF_A_REQUEST: i64 = 14 * DAY;

/// People keep changing an option of a standard configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangedOption {
    /// The standard configuration.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
    /// The option group.
    pub group: OptionGroupId,
    /// Its name.
    pub group_name: String,
    /// What is there without choosing; empty if nothing is.
    pub usual: String,
    /// How they change it.
    #[serde(default)]
    pub way: Way,
    /// What people choose instead, add, or leave out.
    pub chosen: OptionId,
    /// Its name.
    pub chosen_name: String,
    /// How many did.
    pub times: i64,
    /// Of so many.
    pub of: i64,
    /// How many left the usual one.
    pub kept: i64,
    /// How many of the changes were ordered in the end.
    pub accepted: i64,
}

/// How people change an option.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Another one instead of the usual one.
    #[default]
    Instead,
    /// One more, where several can be picked.
    Added,
    /// One less, where several can be picked.
    LeftOut,
}

impl Way {
    /// As messages have it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Instead => "instead",
            Self::Added => "added",
            Self::LeftOut => "left-out",
        }
    }
}

impl ChangedOption {
    /// Whether making it the usual one would mean fewer changes than today.
    #[must_use]
    pub const fn worth_changing(&self) -> bool {
        self.times > self.kept
    }
}

/// The rule.
#[derive(Debug)]
pub struct ChangedOptionRule;

/// What is kept per standard configuration.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    acts: Window<Act, 90>,
    cancelled: Window<Undone, 16>,
}

/// Somebody chose, in one of three ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Act {
    id: InteractionId,
    at: Timestamp,
    part: u32,
    by: Option<MembershipId>,
    how: How,
    name: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum How {
    Configured,
    Requested(RequestId),
    Ordered(OrderId, Option<RequestId>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Undone {
    id: InteractionId,
    at: Timestamp,
    order: OrderId,
}

impl Observed for Act {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
    fn part(&self) -> u32 {
        self.part
    }
}

impl Observed for Undone {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
}

fn lines(seen: &Seen) -> &[Line] {
    match &seen.what {
        What::Ordered { lines, .. }
        | What::Requested { lines, .. }
        | What::Cancelled { lines, .. } => lines,
        What::Configured { line } => std::slice::from_ref(line),
        _ => &[],
    }
}

impl Rule for ChangedOptionRule {
    const CODE: &'static str = "changed-option";
    type State = State;

    fn keys(seen: &Seen) -> Vec<String> {
        let mut keys: Vec<String> = lines(seen)
            .iter()
            .filter(|line| !line.choices.is_empty())
            .filter_map(|line| line.configuration)
            .map(|configuration| configuration.to_string())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn observe(state: &mut State, key: &str, seen: &Seen) {
        let Ok(configuration) = key.parse::<ConfigurationId>() else {
            return;
        };
        let how = match &seen.what {
            What::Configured { .. } => How::Configured,
            What::Requested { request, .. } => How::Requested(*request),
            What::Ordered { order, request, .. } => How::Ordered(*order, *request),
            What::Cancelled { order, .. } => {
                state.cancelled.put(Undone {
                    id: seen.id,
                    at: seen.at,
                    order: *order,
                });
                return;
            }
            _ => return,
        };
        for (line, part) in lines(seen).iter().zip(0_u32..) {
            if line.configuration == Some(configuration) && !line.choices.is_empty() {
                state.acts.put(Act {
                    id: seen.id,
                    at: seen.at,
                    part,
                    by: seen.member,
                    how,
                    name: line.name.clone(),
                    choices: line.choices.clone(),
                });
            }
        }
    }

    fn forget(state: &mut State, gone: &HashSet<InteractionId>) -> bool {
        state.acts.forget(gone) | state.cancelled.forget(gone)
    }

    fn is_empty(state: &State) -> bool {
        state.acts.is_empty() && state.cancelled.is_empty()
    }

    fn conclude(key: &str, state: &State) -> Vec<Conclusion> {
        let Ok(configuration) = key.parse::<ConfigurationId>() else {
            return Vec::new();
        };
        let decisions = decisions(state);
        let Some(latest) = decisions.last() else {
            return Vec::new();
        };
        latest
            .act
            .choices
            .iter()
            .filter_map(|choice| conclude(configuration, &latest.act.name, choice, &decisions))
            .collect()
    }
}

/// Somebody's decision for these options.
struct Decision<'a> {
    act: &'a Act,
    accepted: bool,
}

/// Each decision once, the oldest first.
fn decisions(state: &State) -> Vec<Decision<'_>> {
    let undone: HashSet<OrderId> = state.cancelled.iter().map(|one| one.order).collect();
    let fulfilled: HashSet<RequestId> = state
        .acts
        .iter()
        .filter_map(|act| match act.how {
            How::Ordered(order, request) if !undone.contains(&order) => request,
            _ => None,
        })
        .collect();
    let counts = |act: &Act| match act.how {
        How::Requested(_) => true,
        How::Ordered(order, None) => !undone.contains(&order),
        How::Ordered(_, Some(_)) | How::Configured => false,
    };
    state
        .acts
        .iter()
        .filter(|act| counts(act) || (act.how == How::Configured && !leads_on(act, state, counts)))
        .map(|act| Decision {
            act,
            accepted: match act.how {
                How::Requested(request) => fulfilled.contains(&request),
                How::Ordered(..) => true,
                How::Configured => false,
            },
        })
        .collect()
}

/// Whether the same person went on to request or order it, or configured it
/// once more, soon after.
fn leads_on(configured: &Act, state: &State, counts: impl Fn(&Act) -> bool) -> bool {
    state
        .acts
        .iter()
        .filter(|later| later.by == configured.by)
        .filter(|later| (later.at, later.id) > (configured.at, configured.id))
        .filter(|later| later.at.0 - configured.at.0 <= PART_OF_A_REQUEST)
        .any(|later| counts(later) || later.how == How::Configured)
}

/// The option that the choice changed: picked instead of the usual one, added, or
/// left out. Where one is picked, leaving it out is no wish for something else.
fn changed_to(choice: &Choice) -> Option<OptionId> {
    if choice.picked.option == choice.usual.option {
        return None;
    }
    choice.about.or(choice.picked.option)
}

/// What is known about one group, or about one option of those of which several
/// can be picked. The latest names are shown.
fn conclude(
    configuration: ConfigurationId,
    name: &str,
    now: &Choice,
    decisions: &[Decision<'_>],
) -> Option<Conclusion> {
    // Decisions under another usual option say nothing about this one.
    let comparable: Vec<(&Decision<'_>, &Choice)> = decisions
        .iter()
        .rev()
        .filter_map(|decision| {
            let choice = decision.act.choices.iter().find(|choice| {
                choice.group == now.group
                    && choice.about == now.about
                    && choice.usual.option == now.usual.option
            })?;
            Some((decision, choice))
        })
        .take(LATEST)
        .collect();
    let mut counts: BTreeMap<OptionId, i64> = BTreeMap::new();
    let mut kept = 0;
    for (_, choice) in &comparable {
        match changed_to(choice) {
            Some(option) => *counts.entry(option).or_default() += 1,
            None if choice.picked.option == choice.usual.option => kept += 1,
            None => {}
        }
    }
    let (chosen, times) = counts
        .into_iter()
        .max_by_key(|(option, times)| (*times, std::cmp::Reverse(*option)))?;
    if times < ENOUGH {
        return None;
    }
    let changed: Vec<(&Decision<'_>, &Choice)> = comparable
        .iter()
        .filter(|(_, choice)| changed_to(choice) == Some(chosen))
        .copied()
        .collect();
    let way = match (now.about, now.usual.option) {
        (None, _) => Way::Instead,
        (Some(_), None) => Way::Added,
        (Some(_), Some(_)) => Way::LeftOut,
    };
    let chosen_name = changed.first().map(|(_, choice)| match way {
        Way::Instead | Way::Added => choice.picked.name.clone(),
        Way::LeftOut => choice.usual.name.clone(),
    })?;
    let of = i64::try_from(comparable.len()).unwrap_or(i64::MAX);
    let accepted = changed.iter().filter(|(one, _)| one.accepted).count();
    let evidence = evidence(
        changed
            .iter()
            .map(|(one, _)| (one.act.id, one.act.at, one.act.by)),
    );
    Some(Conclusion {
        key: match now.about {
            None => format!("{configuration}/{}", now.group),
            Some(option) => format!("{configuration}/{}/{option}", now.group),
        },
        unit: None,
        subject: Subject::Configuration,
        subject_id: Some(configuration.0),
        confidence: confidence(times, of),
        evidence: evidence.latest,
        evidence_count: evidence.count,
        members: evidence.members,
        since: evidence.since,
        confirmed: evidence.confirmed,
        until: evidence.confirmed.plus_days(365),
        finding: Finding::ChangedOption(ChangedOption {
            configuration,
            name: name.to_owned(),
            group: now.group,
            group_name: now.group_name.clone(),
            usual: now.usual.name.clone(),
            way,
            chosen,
            chosen_name,
            times,
            of,
            kept,
            accepted: i64::try_from(accepted).unwrap_or(i64::MAX),
        }),
    })
}

/// As sure as the share of those who change it, and not surer than there are
/// decisions to tell from.
fn confidence(times: i64, of: i64) -> Confidence {
    let by_share = match times * 100 / of.max(1) {
        70.. => 5,
        55..70 => 4,
        40..55 => 3,
        25..40 => 2,
        _ => 1,
    };
    let by_count = match of {
        15.. => 5,
        10..15 => 4,
        7..10 => 3,
        _ => 2,
    };
    Confidence::of(by_share.min(by_count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::learning::Picked;
    use crate::profile::learning::tests::{configuration, configured_line, interaction, member};
    use uuid::Uuid;

    fn request(day: i64, by: u128, memory: &str) -> Seen {
        Seen {
            member: Some(member(by)),
            ..interaction(
                day,
                What::Requested {
                    request: RequestId(Uuid::from_u128(day as u128 + 1000)),
                    lines: vec![configured_line(memory, "16 GB")],
                },
            )
        }
    }

    fn learned(all: &[Seen]) -> Vec<ChangedOption> {
        let key = configuration().to_string();
        let mut state = State::default();
        for seen in all {
            assert_eq!(ChangedOptionRule::keys(seen), std::slice::from_ref(&key));
            ChangedOptionRule::observe(&mut state, &key, seen);
        }
        ChangedOptionRule::conclude(&key, &state)
            .into_iter()
            .filter_map(|one| match one.finding {
                Finding::ChangedOption(changed) => Some(changed),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn five_of_the_last_twenty_are_a_fact_and_four_are_not() {
        let mut all: Vec<Seen> = (0..4).map(|day| request(day, 1, "32 GB")).collect();
        assert_eq!(learned(&all), []);
        all.push(request(4, 2, "32 GB"));
        all.push(request(5, 2, "16 GB"));
        let [fact] = learned(&all).try_into().unwrap();
        assert_eq!((fact.times, fact.of, fact.kept), (5, 6, 1));
        assert_eq!(
            (fact.usual.as_str(), fact.chosen_name.as_str()),
            ("16 GB", "32 GB")
        );
        assert!(fact.worth_changing());
    }

    #[test]
    fn what_is_older_than_twenty_decisions_is_over() {
        let mut all: Vec<Seen> = (0..9).map(|day| request(day, 1, "32 GB")).collect();
        all.extend((9..25).map(|day| request(day, 1, "16 GB")));
        assert_eq!(learned(&all), []);
    }

    #[test]
    fn configuring_requesting_and_ordering_is_one_decision() {
        let mut all = Vec::new();
        for day in 0..5 {
            let request_id = RequestId(Uuid::from_u128(day as u128 + 1000));
            all.push(Seen {
                member: Some(member(1)),
                ..interaction(
                    day,
                    What::Configured {
                        line: configured_line("32 GB", "16 GB"),
                    },
                )
            });
            let mut asked = request(day, 1, "32 GB");
            asked.at = asked.at.plus_seconds(60);
            all.push(asked);
            all.push(Seen {
                member: Some(member(9)),
                ..interaction(
                    day + 1,
                    What::Ordered {
                        order: OrderId(Uuid::from_u128(day as u128)),
                        request: Some(request_id),
                        lines: vec![configured_line("32 GB", "16 GB")],
                    },
                )
            });
        }
        let [fact] = learned(&all).try_into().unwrap();
        assert_eq!((fact.times, fact.of, fact.accepted), (5, 5, 5));
    }

    #[test]
    fn once_the_standard_has_changed_the_fact_is_gone() {
        let mut all: Vec<Seen> = (0..9).map(|day| request(day, 1, "32 GB")).collect();
        all.push(Seen {
            ..interaction(
                20,
                What::Requested {
                    request: RequestId(Uuid::from_u128(1)),
                    lines: vec![configured_line("32 GB", "32 GB")],
                },
            )
        });
        assert_eq!(learned(&all), []);
    }

    /// One option of a group of which several can be picked.
    fn with_option(day: i64, usual: bool, picked: bool) -> Seen {
        let option = OptionId(Uuid::from_u128(77));
        let pick = |is_in: bool| Picked {
            option: is_in.then_some(option),
            name: if is_in { "Dock" } else { "" }.to_owned(),
        };
        let mut line = configured_line("16 GB", "16 GB");
        line.choices.push(Choice {
            group: OptionGroupId(Uuid::from_u128(6)),
            group_name: "Extras".to_owned(),
            about: Some(option),
            picked: pick(picked),
            usual: pick(usual),
        });
        let request = RequestId(Uuid::from_u128(day as u128 + 1000));
        let lines = vec![line];
        interaction(day, What::Requested { request, lines })
    }

    #[test]
    fn of_several_that_can_be_picked_one_is_always_added() {
        let mut all: Vec<Seen> = (0..6).map(|day| with_option(day, false, true)).collect();
        all.push(with_option(6, false, false));
        let [fact] = learned(&all).try_into().unwrap();
        assert_eq!(
            (fact.way, fact.times, fact.of, fact.kept),
            (Way::Added, 6, 7, 1)
        );
        assert_eq!(fact.chosen_name, "Dock");
        assert!(fact.worth_changing());
    }

    #[test]
    fn of_several_that_can_be_picked_one_is_always_left_out() {
        let mut all: Vec<Seen> = (0..6).map(|day| with_option(day, true, false)).collect();
        all.push(with_option(6, true, true));
        let [fact] = learned(&all).try_into().unwrap();
        assert_eq!(
            (fact.way, fact.times, fact.of, fact.kept),
            (Way::LeftOut, 6, 7, 1)
        );
        assert_eq!(
            (fact.usual.as_str(), fact.chosen_name.as_str()),
            ("Dock", "Dock")
        );
    }

    #[test]
    fn where_several_can_be_picked_the_usual_is_no_change() {
        let kept: Vec<Seen> = (0..9).map(|day| with_option(day, true, true)).collect();
        assert_eq!(learned(&kept), []);
        let kept: Vec<Seen> = (0..9).map(|day| with_option(day, false, false)).collect();
        assert_eq!(learned(&kept), []);
    }

    #[test]
    fn a_change_that_fewer_make_than_keep_is_known_but_not_proposed() {
        let mut all: Vec<Seen> = (0..5).map(|day| request(day, 1, "32 GB")).collect();
        all.extend((5..15).map(|day| request(day, 1, "16 GB")));
        let [fact] = learned(&all).try_into().unwrap();
        assert!(!fact.worth_changing());
    }
}
