//! One fact about a customer with what it rests on, as staff read it.

use super::dossier::{DossierError, HAPPENED, Lately, Learned};
use super::learning::Evidence;
use crate::id::{CustomerId, FactId, InteractionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{IntoValue, JsonRows, Query, json_or_text, list_placeholders};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A fact with what it rests on.
#[derive(Debug)]
pub struct FactStory {
    /// The fact.
    pub fact: Learned,
    /// The company's name.
    pub customer: String,
    /// Until when it is believed.
    pub until: Timestamp,
    /// When it was first seen.
    pub since: Timestamp,
    /// The interactions it rests on, the latest first.
    pub evidence: Vec<Lately>,
    /// The note of whoever said it is wrong.
    pub correction: Option<String>,
}

#[derive(Deserialize)]
struct StoryRow {
    #[serde(flatten)]
    fact: Learned,
    customer: String,
    since: Timestamp,
    until_at: Timestamp,
    correction: Option<String>,
    #[serde(deserialize_with = "json_or_text")]
    evidence: Vec<Evidence>,
}

static FACT: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "unit_name",
            "about",
            "finding",
            "internal",
            "confidence",
            "evidence_count",
            "confirmed_at",
            "corrected_at",
            "customer",
            "since",
            "until_at",
            "correction",
            "evidence",
        ],
        "SELECT f.id, u.name AS unit_name, p.name AS about, f.finding,
             CAST(f.internal AS INTEGER) AS internal, f.confidence, f.evidence_count,
             f.confirmed_at, c.at AS corrected_at, k.name AS customer, f.since, f.until_at,
             c.note AS correction, f.evidence
         FROM fact f
         JOIN customer k ON k.id = f.customer_id
         LEFT JOIN unit u ON u.id = f.unit_id AND u.customer_id = f.customer_id
         LEFT JOIN membership m ON f.subject = 'member' AND m.id = f.subject_id
             AND m.customer_id = f.customer_id
         LEFT JOIN person p ON p.id = m.person_id
         LEFT JOIN fact_correction c ON c.fact_id = f.id AND c.customer_id = f.customer_id
         WHERE f.id = $1 AND f.customer_id = $2",
    )
});

/// Reads a fact of a customer with its evidence, for staff.
///
/// # Errors
/// If the person may not, or there is no such fact.
pub async fn fact_story(
    read: &mut impl Query,
    actor: &Actor,
    customer: CustomerId,
    fact: FactId,
) -> Result<FactStory, DossierError> {
    actor.demand(Permission::KnowCustomers)?;
    let row: StoryRow = FACT
        .all(read, args![fact, customer])
        .await?
        .into_iter()
        .next()
        .ok_or(Denied)?;
    let ids: Vec<InteractionId> = row.evidence.iter().map(|one| one.id).collect();
    let evidence = if ids.is_empty() {
        Vec::new()
    } else {
        let select = format!(
            "SELECT i.id, i.at, i.kind, i.touch_point, i.subject, i.text, i.amount, p.name AS who
             FROM interaction i
             LEFT JOIN membership m ON m.id = i.membership_id AND m.customer_id = $1
             LEFT JOIN person p ON p.id = m.person_id
             WHERE i.customer_id = $1 AND i.id IN ({}) ORDER BY i.at DESC, i.id",
            list_placeholders(2, ids.len())
        );
        let mut args = args![customer];
        args.extend(ids.into_iter().map(IntoValue::value));
        JsonRows::all_made(read, HAPPENED, &select, args).await?
    };
    Ok(FactStory {
        fact: row.fact,
        customer: row.customer,
        until: row.until_at,
        since: row.since,
        evidence,
        correction: row.correction,
    })
}
