//! What is remembered about a member, for the member.

use super::learning::Finding;
use super::recording::Recording;
use crate::Timestamp;
use crate::args;
use crate::id::{AnyId, FactId, InteractionId};
use crate::identity::{Actor, Member, Permission};
use crate::store::{JsonSets, Query, Result, json_or_text};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What is remembered about a member.
#[derive(Debug)]
pub struct Remembered {
    /// What happened, the latest first: one page of it.
    pub interactions: Vec<Happened>,
    /// How much there is altogether.
    pub total: i64,
    /// How much of it the member can delete.
    pub deletable: i64,
    /// What was learned from it; for the company's manager, everything that
    /// was learned about the company.
    pub facts: Vec<Known>,
    /// What the member's unit does not want to see again.
    pub refused: Vec<Refused>,
    /// Whether the company lets everything be recorded.
    pub company: Recording,
    /// Whether the member does, if they have decided.
    pub own: Option<bool>,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Happened {
    /// The interaction.
    pub id: InteractionId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: String,
    /// Through which touch point.
    pub touch_point: String,
    /// What kind of thing it was about.
    pub subject: String,
    /// The thing, in words.
    pub text: String,
    /// How much: pieces in thousandths, milliseconds, hits; see [`Kind`](super::Kind).
    pub amount: Option<i64>,
}

/// One thing that was learned.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Known {
    /// The fact.
    pub id: FactId,
    /// What was found out.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// How sure we are, 1 to 5.
    pub confidence: i64,
    /// The unit it is about.
    pub unit_name: Option<String>,
    /// How much it rests on.
    pub evidence_count: i64,
    /// When it was last confirmed.
    pub confirmed_at: Timestamp,
    /// When somebody said that it is wrong.
    pub corrected_at: Option<Timestamp>,
}

/// Something the unit does not want to see again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refused {
    /// What takes it back.
    pub id: AnyId,
    /// What it was called.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct Sets {
    interactions: Vec<Happened>,
    counts: Vec<Counts>,
    facts: Vec<Known>,
    refused: Vec<Refused>,
    choices: Vec<Choices>,
}

#[derive(Deserialize)]
struct Counts {
    total: i64,
    deletable: i64,
}

#[derive(Deserialize)]
struct Choices {
    company: String,
    own: Option<i64>,
}

const MINE: &str = "FROM interaction i
    WHERE i.customer_id = $1 AND i.membership_id = $2
        AND NOT (i.kind = 'noted'
            AND COALESCE(CAST(i.detail ->> 'internal' AS TEXT), '') IN ('1', 'true'))";

const BUSINESS: &str = "('requested', 'decided', 'ordered', 'acknowledged', 'shipped',
    'delivered', 'cancelled', 'site-changed', 'joined')";

fn sets(whose: &str) -> JsonSets {
    JsonSets::new(&[
        (
            "interactions",
            &[
                "id",
                "at",
                "kind",
                "touch_point",
                "subject",
                "text",
                "amount",
            ],
            &format!(
                "SELECT i.id, i.at, i.kind, i.touch_point, i.subject, i.text, i.amount {MINE}
                 ORDER BY i.at DESC, i.id LIMIT ($4 + 0) OFFSET ($5 + 0)"
            ),
        ),
        (
            "counts",
            &["total", "deletable"],
            &format!(
                "SELECT COUNT(*) AS total,
                     COALESCE(SUM(CASE WHEN i.kind IN {BUSINESS} THEN 0 ELSE 1 END), 0) AS deletable
                 {MINE}"
            ),
        ),
        (
            "facts",
            &[
                "id",
                "finding",
                "confidence",
                "unit_name",
                "evidence_count",
                "confirmed_at",
                "corrected_at",
            ],
            &format!(
                "SELECT f.id, f.finding, f.confidence, u.name AS unit_name, f.evidence_count,
                     f.confirmed_at, c.at AS corrected_at
                 FROM fact f
                 LEFT JOIN unit u ON u.id = f.unit_id AND u.customer_id = f.customer_id
                 LEFT JOIN fact_correction c
                     ON c.fact_id = f.id AND c.customer_id = f.customer_id
                 WHERE f.customer_id = $1 AND NOT f.internal AND f.until_at > $3 AND {whose}
                 ORDER BY f.confirmed_at DESC LIMIT 200"
            ),
        ),
        (
            "refused",
            &["id", "text", "at"],
            "SELECT n.id, n.text, n.at FROM not_for_us n
             WHERE n.customer_id = $1 AND (n.membership_id = $2 OR n.unit_id =
                 (SELECT m.unit_id FROM membership m WHERE m.id = $2 AND m.customer_id = $1))
             ORDER BY n.at DESC LIMIT 100",
        ),
        (
            "choices",
            &["company", "own"],
            "SELECT k.recording AS company, CAST(r.recording AS INTEGER) AS own
             FROM customer k
             LEFT JOIN recording_choice r ON r.customer_id = k.id AND r.membership_id = $2
             WHERE k.id = $1",
        ),
    ])
}

// A membership among a fact's members, as text inside its JSON list.
static MY_FACTS: LazyLock<JsonSets> =
    LazyLock::new(|| sets("CAST(f.members AS TEXT) LIKE '%' || CAST($2 AS TEXT) || '%'"));
static ALL_FACTS: LazyLock<JsonSets> = LazyLock::new(|| sets("1 = 1"));

/// What is remembered about the member; one page of what happened.
///
/// # Errors
/// If the database fails.
pub async fn remembered(
    read: &mut impl Query,
    actor: &Actor,
    member: &Member,
    (limit, offset): (i64, i64),
    now: Timestamp,
) -> Result<Remembered> {
    let which = if actor.may(Permission::ManageCompany) {
        &ALL_FACTS
    } else {
        &MY_FACTS
    };
    let args = args![member.company.id, member.id, now, limit, offset];
    let sets: Sets = which.fetch(read, args).await?;
    let (total, deletable) = sets
        .counts
        .first()
        .map_or((0, 0), |counts| (counts.total, counts.deletable));
    let choices = sets.choices.into_iter().next();
    Ok(Remembered {
        interactions: sets.interactions,
        total,
        deletable,
        facts: sets.facts,
        refused: sets.refused,
        company: choices
            .as_ref()
            .and_then(|choices| Recording::from_code(&choices.company))
            .unwrap_or(Recording::Orders),
        own: choices.and_then(|choices| choices.own).map(|own| own != 0),
    })
}
