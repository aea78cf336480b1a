//! What waits for staff, and what was decided.

use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, FactId, PlayId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::learning::Finding;
use crate::store::{Asked, JsonRows, JsonSets, Query, StoreError, json_or_text};
use serde::Deserialize;
use std::sync::LazyLock;

/// A play with its customer.
#[derive(Debug, Clone, Deserialize)]
pub struct PlayRow {
    /// The play.
    pub id: PlayId,
    /// Whom it is about.
    pub customer_id: CustomerId,
    /// Its name.
    pub customer: String,
    /// The fact that it follows from.
    pub fact_id: FactId,
    /// What was learned.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// Where it stands: proposed, or how it was decided.
    pub state: String,
    /// How sure we are, 1 to 5.
    pub confidence: i64,
    /// How many interactions the fact rests on.
    pub evidence_count: i64,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// Who of ours decided, by name.
    pub decided_by: Option<String>,
    /// What whoever decided gave as the reason; empty before.
    pub reason: String,
}

/// What waits and what was decided lately.
#[derive(Debug, Deserialize)]
pub struct Queue {
    /// Proposed, the surest first.
    pub open: Vec<PlayRow>,
    /// Decided, the latest first.
    pub decided: Vec<PlayRow>,
}

const COLUMNS: &[&str] = &[
    "id",
    "customer_id",
    "customer",
    "fact_id",
    "finding",
    "state",
    "confidence",
    "evidence_count",
    "proposed_at",
    "decided_at",
    "decided_by",
    "reason",
];

const SELECT: &str = "SELECT p.id, p.customer_id, c.name AS customer, p.fact_id, p.finding,
        p.state, p.confidence, p.evidence_count, p.proposed_at, p.decided_at,
        d.name AS decided_by, p.reason
    FROM play p /* staff */
    JOIN customer c ON c.id = p.customer_id
    LEFT JOIN person d ON d.id = p.decided_by";

static QUEUE: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "open",
            COLUMNS,
            &format!(
                "{SELECT} WHERE p.state = 'proposed' AND $1 = $1
                 ORDER BY p.confidence DESC, p.proposed_at DESC LIMIT 100"
            ),
        ),
        (
            "decided",
            COLUMNS,
            &format!("{SELECT} WHERE p.state <> 'proposed' ORDER BY p.decided_at DESC LIMIT 30"),
        ),
    ])
});

/// Reads what waits for staff, over all customers.
///
/// # Errors
/// If the person may not, or the database fails.
pub async fn queue(read: &mut impl Query, actor: &Actor) -> Result<Queue, QueueError> {
    actor.demand(Permission::KnowCustomers)?;
    Ok(QUEUE.fetch(read, args![0]).await?)
}

/// The surest proposals, and how many wait besides.
#[derive(Debug, Default)]
pub struct Surest {
    /// The surest, at most three.
    pub plays: Vec<PlayRow>,
    /// How many wait in all.
    pub waiting: i64,
}

/// What waits for staff, in short: to be asked together with others, for a
/// person who may know customers; only what is searched and not found, for one
/// who curates.
#[must_use]
pub fn ask_surest(only_not_found: bool) -> Asked<'static, Surest> {
    #[derive(Deserialize)]
    struct Sets {
        open: Vec<PlayRow>,
        waiting: Vec<Waiting>,
    }
    #[derive(Deserialize)]
    struct Waiting {
        number: i64,
    }
    fn sets(and: &str) -> JsonSets {
        JsonSets::new(&[
            (
                "open",
                COLUMNS,
                &format!(
                    "{SELECT} WHERE p.state = 'proposed'{and}
                     ORDER BY p.confidence DESC, p.proposed_at DESC LIMIT 3"
                ),
            ),
            (
                "waiting",
                &["number"],
                &format!(
                    "SELECT COUNT(*) AS number FROM play p
                     WHERE p.state = 'proposed'{and} /* staff */"
                ),
            ),
        ])
    }
    static SUREST: LazyLock<JsonSets> = LazyLock::new(|| sets(""));
    static NOT_FOUND: LazyLock<JsonSets> = LazyLock::new(|| sets(" AND p.rule = 'not-found'"));
    let surest = if only_not_found { &NOT_FOUND } else { &SUREST };
    surest.ask::<Sets>(args![]).map(|sets| Surest {
        plays: sets.open,
        waiting: sets.waiting.first().map_or(0, |one| one.number),
    })
}

/// One play.
///
/// # Errors
/// If the person may not, or there is no such play.
pub async fn play(
    read: &mut impl Query,
    actor: &Actor,
    play: PlayId,
) -> Result<PlayRow, QueueError> {
    static ONE: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(COLUMNS, &format!("{SELECT} WHERE p.id = $1")));
    actor.demand(Permission::KnowCustomers)?;
    Ok(ONE
        .all(read, args![play])
        .await?
        .into_iter()
        .next()
        .ok_or(Denied)?)
}

/// What is searched and not found, of one customer.
#[derive(Debug, Clone, Deserialize)]
pub struct MissedRow {
    /// The fact.
    pub id: FactId,
    /// Whose people look for it.
    pub customer_id: CustomerId,
    /// Its name.
    pub customer: String,
    /// What they look for.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// How sure we are, 1 to 5.
    pub confidence: i64,
    /// When it was looked for last.
    pub confirmed_at: Timestamp,
    /// The play that proposes what to do about it, if there is one.
    pub play: Option<PlayId>,
}

/// What is searched and not found, over all customers, the latest first.
///
/// # Errors
/// If the person may not, or the database fails.
pub async fn not_found(
    read: &mut impl Query,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<MissedRow>, QueueError> {
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "customer_id",
                "customer",
                "finding",
                "confidence",
                "confirmed_at",
                "play",
            ],
            "SELECT f.id, f.customer_id, c.name AS customer, f.finding, f.confidence,
                 f.confirmed_at, p.id AS play
             FROM fact f /* staff */
             JOIN customer c ON c.id = f.customer_id
             LEFT JOIN play p ON p.fact_id = f.id AND p.state = 'proposed'
             WHERE f.rule = 'not-found' AND f.until_at > $1
                 AND NOT EXISTS (SELECT 1 FROM fact_correction x WHERE x.fact_id = f.id)
             ORDER BY f.confirmed_at DESC LIMIT 300",
        )
    });
    if !actor.may(Permission::KnowCustomers) && !actor.may(Permission::Curate) {
        return Err(Denied.into());
    }
    Ok(ALL.all(read, args![now]).await?)
}

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// Not this person's to read, or there is no such thing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}
