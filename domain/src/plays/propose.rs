//! Proposing plays while learning, inside the learner's transaction.

use super::worth::{Decided, asks_for_a_change, worth_proposing};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, FactId, PlayId};
use crate::profile::learning::{Confidence, Evidence, Finding};
use crate::store::{FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// A fact that might be worth a play.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The customer.
    pub customer: CustomerId,
    /// The fact.
    pub fact: FactId,
    /// What was found out.
    pub finding: Finding,
    /// How sure we are.
    pub confidence: Confidence,
    /// What it rests on, the latest first.
    pub evidence: Vec<Evidence>,
    /// How much there is altogether.
    pub evidence_count: i64,
}

#[derive(FromRow)]
struct Before {
    fact_id: FactId,
    state: String,
    evidence_count: i64,
    decided_at: Option<Timestamp>,
}

/// Proposes what is worth it, brings open proposals up to date and takes
/// those back that are not worth it any more.
///
/// # Errors
/// If the database fails.
pub async fn propose(tx: &mut Tx, proposals: Vec<Proposal>, now: Timestamp) -> Result<()> {
    let proposals: Vec<Proposal> = proposals
        .into_iter()
        .filter(|one| {
            matches!(
                one.finding,
                Finding::ChangedOption(_) | Finding::NotFound(_) | Finding::AskedFor(_)
            )
        })
        .collect();
    if proposals.is_empty() {
        return Ok(());
    }
    let facts: Vec<FactId> = proposals.iter().map(|one| one.fact).collect();
    let corrected = corrected(tx, &facts).await?;
    let (open, decided) = before(tx, &facts).await?;

    let mut rows = Vec::new();
    let mut withdrawn = Vec::new();
    for one in proposals {
        let is_open = open.contains(&one.fact);
        let wrong = corrected.contains(&one.fact);
        let wanted = !wrong
            && if is_open {
                asks_for_a_change(&one.finding)
            } else {
                let last = decided.get(&one.fact).copied();
                worth_proposing(&one.finding, &one.evidence, last)
            };
        match (wanted, is_open) {
            (true, _) => rows.push(args![
                PlayId::new(),
                one.customer,
                one.fact,
                super::rule_of(&one.finding),
                "proposed",
                json!(one.finding),
                i64::from(one.confidence.level()),
                one.evidence_count,
                now,
            ]),
            (false, true) => withdrawn.push(one.fact),
            (false, false) => {}
        }
    }
    tx.insert_many(
        "INSERT INTO play (id, customer_id, fact_id, rule, state, finding, confidence,
             evidence_count, proposed_at) VALUES",
        rows,
        "ON CONFLICT (fact_id) WHERE state = 'proposed' DO UPDATE SET
             finding = excluded.finding, confidence = excluded.confidence,
             evidence_count = excluded.evidence_count",
    )
    .await?;
    withdraw(tx, withdrawn).await
}

/// Takes back what was proposed because of these facts and nobody has decided:
/// they are gone, or somebody says that they are wrong.
///
/// # Errors
/// If the database fails.
pub async fn withdraw(tx: &mut Tx, facts: Vec<FactId>) -> Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    let text = format!(
        "DELETE FROM play /* system */ WHERE state = 'proposed' AND fact_id IN ({})",
        list_placeholders(1, facts.len())
    );
    tx.run(text, facts.into_iter().map(IntoValue::value).collect())
        .await
        .map(drop)
}

async fn corrected(tx: &mut Tx, facts: &[FactId]) -> Result<HashSet<FactId>> {
    let text = format!(
        "SELECT fact_id FROM fact_correction /* system */ WHERE fact_id IN ({})",
        list_placeholders(1, facts.len())
    );
    let rows: Vec<(FactId,)> = tx
        .all(text, facts.iter().map(|id| id.value()).collect())
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Which of the facts are proposed already, and what was decided last about
/// the others.
async fn before(
    tx: &mut Tx,
    facts: &[FactId],
) -> Result<(HashSet<FactId>, HashMap<FactId, Decided>)> {
    let text = format!(
        "SELECT fact_id, state, evidence_count, decided_at FROM play /* system */
         WHERE fact_id IN ({}) ORDER BY proposed_at",
        list_placeholders(1, facts.len())
    );
    let rows: Vec<Before> = tx
        .all(text, facts.iter().map(|id| id.value()).collect())
        .await?;
    let (mut open, mut decided) = (HashSet::new(), HashMap::new());
    for row in rows {
        match row.decided_at {
            Some(at) if row.state != "proposed" => {
                decided.insert(
                    row.fact_id,
                    Decided {
                        at,
                        evidence_count: row.evidence_count,
                    },
                );
            }
            _ => {
                open.insert(row.fact_id);
            }
        }
    }
    Ok((open, decided))
}
