//! How far sweeps are.

use super::super::drafts::AgreementError;
use super::what::{Sweeping, Why};
use crate::Timestamp;
use crate::args;
use crate::id::{AgreementId, SweepId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{FromRow, Query, StoreError};

/// How many sweeps the list has.
const MOST: i64 = 100;

/// How many of its agreements a page tells of.
const MOST_ITEMS: i64 = 200;

/// Where a sweep stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SweepState {
    /// It is being done.
    Running,
    /// Somebody stopped it.
    Stopped,
    /// Everything is done.
    Finished,
}

/// A sweep.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// Which.
    pub id: SweepId,
    /// What is changed.
    pub what: Sweeping,
    /// The name of the category it is about, if it is about one.
    pub category_name: Option<String>,
    /// What customers read.
    pub note: String,
    /// Whether it is put in force at once.
    pub publishes: bool,
    /// Where it stands.
    pub state: SweepState,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How many agreements it is about.
    pub agreements: i64,
    /// How many were changed.
    pub done: i64,
    /// How many said so already when it came to them.
    pub unchanged: i64,
    /// How many were left alone.
    pub skipped: i64,
}

impl Sweep {
    /// How many it still has to look at.
    #[must_use]
    pub const fn left(&self) -> i64 {
        self.agreements - self.done - self.unchanged - self.skipped
    }
}

/// An agreement of a sweep.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct SweepItem {
    /// The agreement.
    #[sqlx(rename = "agreement_id")]
    pub agreement: AgreementId,
    /// Its number.
    pub number: String,
    /// The customer's name.
    pub customer_name: String,
    state: String,
    why: String,
}

impl SweepItem {
    /// Why it was left alone, if it was.
    #[must_use]
    pub fn why(&self) -> Option<Why> {
        (self.state == "skipped").then(|| Why::from_code(&self.why).unwrap_or(Why::Gone))
    }
}

#[derive(Debug, FromRow)]
struct Row {
    id: SweepId,
    what: serde_json::Value,
    category_name: Option<String>,
    note: String,
    publishes: bool,
    state: String,
    person_name: String,
    created_at: Timestamp,
    agreements: i64,
    done: i64,
    unchanged: i64,
    skipped: i64,
}

macro_rules! sweeps {
    ($tail:literal) => {
        concat!(
            "SELECT s.id, s.what, g.name AS category_name, s.note, s.publishes, s.state, s.person_name, s.created_at,
                 COUNT(*) AS agreements,
                 COUNT(CASE WHEN i.state = 'done' THEN 1 END) AS done,
                 COUNT(CASE WHEN i.state = 'unchanged' THEN 1 END) AS unchanged,
                 COUNT(CASE WHEN i.state = 'skipped' THEN 1 END) AS skipped
             FROM sweep s JOIN sweep_item i ON i.sweep_id = s.id
             LEFT JOIN category g ON g.id = s.category_id ",
            $tail
        )
    };
}

/// The latest sweeps, the last one first.
///
/// # Errors
/// If the actor may not curate or the storage fails.
pub async fn sweeps(query: &mut impl Query, actor: &Actor) -> Result<Vec<Sweep>, AgreementError> {
    actor.demand(Permission::Curate)?;
    let rows: Vec<Row> = query
        .all(
            sweeps!("GROUP BY s.id, g.name ORDER BY s.created_at DESC, s.id LIMIT ($1 + 0)"),
            args![MOST],
        )
        .await?;
    Ok(read(rows)?)
}

/// One sweep, and its agreements: those left alone first.
///
/// # Errors
/// If the actor may not curate, there is none, or the storage fails.
pub async fn sweep(
    query: &mut impl Query,
    actor: &Actor,
    id: SweepId,
) -> Result<(Sweep, Vec<SweepItem>), AgreementError> {
    actor.demand(Permission::Curate)?;
    let rows: Vec<Row> = query
        .all(sweeps!("WHERE s.id = $1 GROUP BY s.id, g.name"), args![id])
        .await?;
    let items: Vec<SweepItem> = query
        .all(
            "SELECT i.agreement_id, a.number, c.name AS customer_name, i.state, i.why
             FROM sweep_item i
             JOIN agreement a ON a.id = i.agreement_id
             JOIN customer c ON c.id = a.customer_id
             WHERE i.sweep_id = $1
             ORDER BY CASE i.state WHEN 'skipped' THEN 0 ELSE 1 END, i.position
             LIMIT ($2 + 0) /* staff */",
            args![id, MOST_ITEMS],
        )
        .await?;
    let one = read(rows)?.pop().ok_or(AgreementError::Denied(Denied))?;
    Ok((one, items))
}

/// What the rows say.
fn read(rows: Vec<Row>) -> Result<Vec<Sweep>, StoreError> {
    let bad = |what: String| StoreError::bad_row("sweep", what);
    rows.into_iter()
        .map(|row| {
            Ok(Sweep {
                id: row.id,
                what: serde_json::from_value(row.what).map_err(|error| bad(error.to_string()))?,
                category_name: row.category_name,
                note: row.note,
                publishes: row.publishes,
                state: match row.state.as_str() {
                    "running" => SweepState::Running,
                    "stopped" => SweepState::Stopped,
                    "finished" => SweepState::Finished,
                    _ => return Err(bad(row.state)),
                },
                by: row.person_name,
                at: row.created_at,
                agreements: row.agreements,
                done: row.done,
                unchanged: row.unchanged,
                skipped: row.skipped,
            })
        })
        .collect()
}
