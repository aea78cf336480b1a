//! What somebody told us, in person or by word: staff note it with the
//! contact, and it stands until somebody corrects it.

use super::{Conclusion, Confidence, Finding, Observed, Rule, Seen, What, Window, evidence};
use crate::Timestamp;
use crate::id::{InteractionId, MembershipId};
use crate::profile::Subject;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Somebody told us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// In the words of staff.
    pub text: String,
    /// The person it is about, if one.
    pub member: Option<MembershipId>,
    /// Whether only the supplier may read it.
    pub internal: bool,
}

/// The rule.
#[derive(Debug)]
pub struct ToldRule;

/// What is kept per note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    note: Window<Note, 1>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Note {
    id: InteractionId,
    at: Timestamp,
    about: Option<MembershipId>,
    text: String,
    internal: bool,
}

impl Observed for Note {
    fn id(&self) -> InteractionId {
        self.id
    }
    fn at(&self) -> Timestamp {
        self.at
    }
}

impl Rule for ToldRule {
    const CODE: &'static str = "told";
    type State = State;

    fn keys(seen: &Seen) -> Vec<String> {
        match &seen.what {
            What::Told { text, .. } if !text.trim().is_empty() => vec![seen.id.to_string()],
            _ => Vec::new(),
        }
    }

    fn observe(state: &mut State, _: &str, seen: &Seen) {
        if let What::Told { text, internal } = &seen.what {
            state.note.put(Note {
                id: seen.id,
                at: seen.at,
                about: seen.member,
                text: text.trim().to_owned(),
                internal: *internal,
            });
        }
    }

    fn forget(state: &mut State, gone: &HashSet<InteractionId>) -> bool {
        state.note.forget(gone)
    }

    fn is_empty(state: &State) -> bool {
        state.note.is_empty()
    }

    fn conclude(key: &str, state: &State) -> Vec<Conclusion> {
        let evidence = evidence(state.note.iter().map(|one| (one.id, one.at, one.about)));
        state
            .note
            .latest()
            .map(|note| Conclusion {
                key: key.to_owned(),
                unit: None,
                subject: Subject::Member,
                subject_id: note.about.map(|member| member.0),
                confidence: Confidence::of(5),
                evidence: evidence.latest,
                evidence_count: evidence.count,
                members: evidence.members,
                since: note.at,
                confirmed: note.at,
                until: Timestamp::NEVER,
                finding: Finding::Told(Told {
                    text: note.text.clone(),
                    member: note.about,
                    internal: note.internal,
                }),
            })
            .into_iter()
            .collect()
    }
}
