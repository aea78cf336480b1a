//! Writing what was learned: states, facts and, for facts that staff should
//! act on, plays.

use super::learning::{AnyRule, Conclusion, Finding, RULES, Seen};
use crate::args;
use crate::id::{CustomerId, FactId, InteractionId};
use crate::plays::{self, Proposal};
use crate::store::{
    Args, FromRow, IntoValue, Json, Query, Result, StoreError, Tx, list_placeholders,
};
use crate::{Timestamp, id::AnyId};
use serde_json::{Value as JsonValue, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// The id of what a rule keeps or concludes under a key: made from them, so
/// that it is the same after rebuilding.
fn made_id(what: &str, customer: CustomerId, rule: &str, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in [
        what.as_bytes(),
        customer.0.as_bytes(),
        rule.as_bytes(),
        key.as_bytes(),
    ] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0_u8; 16];
    for (byte, from) in bytes.iter_mut().zip(hash.finalize()) {
        *byte = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The id of a rule's fact about a customer.
pub(super) fn fact_id(customer: CustomerId, rule: &str, key: &str) -> FactId {
    FactId(made_id("fact", customer, rule, key))
}

/// What came of taking interactions in or out.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Customers of whom a state lacks older interactions now, so that their
    /// history must be learned once more.
    pub lacking: HashSet<CustomerId>,
}

/// Takes interactions into the states of their subjects, or out of them if
/// they are in `gone`, and writes what the rules conclude.
///
/// The caller holds the learner's turn; see `learn.rs`.
pub(super) async fn take(
    tx: &mut Tx,
    seen: &[(CustomerId, Seen)],
    gone: &HashSet<InteractionId>,
    now: Timestamp,
) -> Result<Outcome> {
    let mut subjects: BTreeMap<Uuid, Subject<'_>> = BTreeMap::new();
    for (customer, one) in seen {
        for rule in RULES {
            for key in rule.keys(one) {
                let id = made_id("state", *customer, rule.code(), &key);
                let subject = subjects.entry(id).or_insert_with(|| Subject {
                    customer: *customer,
                    rule: *rule,
                    key,
                    observed: Vec::new(),
                });
                if !gone.contains(&one.id) {
                    subject.observed.push(one);
                }
            }
        }
    }
    if subjects.is_empty() {
        return Ok(Outcome::default());
    }
    let states = states(tx, subjects.keys().copied().collect()).await?;

    let mut outcome = Outcome::default();
    let mut after = After::default();
    for (id, subject) in subjects {
        let advanced = subject
            .rule
            .advance(&subject.key, states.get(&id), gone, &subject.observed)
            .or_else(|error| {
                // A state of another version of the rule: begin it anew and
                // show it the whole history.
                tracing::warn!(rule = subject.rule.code(), %error, "a rule's state is begun anew");
                outcome.lacking.insert(subject.customer);
                subject
                    .rule
                    .advance(&subject.key, None, gone, &subject.observed)
            })
            .map_err(|error| StoreError::bad_row("fact_state", error))?;
        if advanced.lacking {
            outcome.lacking.insert(subject.customer);
        }
        match advanced.state {
            Some(state) => after.states.push(args![
                id,
                subject.customer,
                subject.rule.code(),
                subject.key,
                state
            ]),
            None => after.empty.push(id),
        }
        after.subjects.push(id);
        for conclusion in advanced.conclusions {
            after.facts.push(Fact {
                id: fact_id(subject.customer, subject.rule.code(), &conclusion.key),
                state: id,
                customer: subject.customer,
                rule: subject.rule.code(),
                conclusion,
            });
        }
    }
    after.write(tx, now).await?;
    Ok(outcome)
}

/// What one state is about, and what is to be taken into it.
struct Subject<'a> {
    customer: CustomerId,
    rule: &'static dyn AnyRule,
    key: String,
    observed: Vec<&'a Seen>,
}

/// A fact about to be written.
struct Fact {
    id: FactId,
    state: Uuid,
    customer: CustomerId,
    rule: &'static str,
    conclusion: Conclusion,
}

#[derive(FromRow)]
struct State {
    id: AnyId,
    state: Json<JsonValue>,
}

async fn states(tx: &mut Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, JsonValue>> {
    let text = format!(
        "SELECT id, state FROM fact_state /* system */ WHERE id IN ({})",
        list_placeholders(1, ids.len())
    );
    Ok(tx
        .all::<State>(text, ids.into_iter().map(IntoValue::value).collect())
        .await?
        .into_iter()
        .map(|row| (row.id.0, row.state.0))
        .collect())
}

/// Everything that is to be written after a batch.
#[derive(Default)]
struct After {
    subjects: Vec<Uuid>,
    states: Vec<Args>,
    empty: Vec<Uuid>,
    facts: Vec<Fact>,
}

impl After {
    async fn write(self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        tx.insert_many(
            "INSERT INTO fact_state (id, customer_id, rule, key, state) VALUES",
            self.states,
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state",
        )
        .await?;
        if !self.empty.is_empty() {
            let text = format!(
                "DELETE FROM fact_state /* system */ WHERE id IN ({})",
                list_placeholders(1, self.empty.len())
            );
            tx.run(text, self.empty.into_iter().map(IntoValue::value).collect())
                .await?;
        }
        drop_facts(tx, &self.subjects, &self.facts).await?;
        let rows = self.facts.iter().map(Fact::row).collect();
        tx.insert_many(
            "INSERT INTO fact (id, customer_id, state_id, rule, key, unit_id, subject, subject_id,
                 finding, internal, confidence, evidence, evidence_count, members, since,
                 confirmed_at, until_at, due_at) VALUES",
            rows,
            "ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id,
                 finding = excluded.finding, internal = excluded.internal,
                 confidence = excluded.confidence, evidence = excluded.evidence,
                 evidence_count = excluded.evidence_count, members = excluded.members,
                 since = excluded.since, confirmed_at = excluded.confirmed_at,
                 until_at = excluded.until_at, due_at = excluded.due_at",
        )
        .await?;
        let proposals = self
            .facts
            .into_iter()
            .filter(|fact| fact.conclusion.until > now)
            .map(|fact| Proposal {
                customer: fact.customer,
                fact: fact.id,
                finding: fact.conclusion.finding,
                confidence: fact.conclusion.confidence,
                evidence: fact.conclusion.evidence,
                evidence_count: fact.conclusion.evidence_count,
            })
            .collect();
        plays::propose(tx, proposals, now).await
    }
}

/// Takes away what these subjects do not amount to any more, and what was
/// proposed because of it and not decided yet.
async fn drop_facts(tx: &mut Tx, subjects: &[Uuid], kept: &[Fact]) -> Result<()> {
    let mut text = format!(
        "DELETE FROM fact /* system */ WHERE state_id IN ({})",
        list_placeholders(1, subjects.len())
    );
    let mut args: Args = subjects.iter().map(|id| id.value()).collect();
    if !kept.is_empty() {
        text += &format!(
            " AND id NOT IN ({})",
            list_placeholders(1 + subjects.len(), kept.len())
        );
        args.extend(kept.iter().map(|fact| fact.id.value()));
    }
    text += " RETURNING id";
    let gone: Vec<(FactId,)> = tx.all(text, args).await?;
    plays::withdraw(tx, gone.into_iter().map(|(id,)| id).collect()).await
}

impl Fact {
    fn row(&self) -> Args {
        let one = &self.conclusion;
        let (internal, due) = match &one.finding {
            Finding::Told(told) => (told.internal, None),
            Finding::Reorder(reorder) => (false, Some(reorder.due_from())),
            _ => (false, None),
        };
        args![
            self.id,
            self.customer,
            self.state,
            self.rule,
            &one.key,
            one.unit,
            one.subject.code(),
            one.subject_id,
            json!(one.finding),
            internal,
            i64::from(one.confidence.level()),
            json!(one.evidence),
            one.evidence_count,
            json!(one.members),
            one.since,
            one.confirmed,
            one.until,
            due,
        ]
    }
}
