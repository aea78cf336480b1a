//! What the site's home page says because of what was learned: what is
//! usually due now, what we changed, and who looks after the company.

use super::learning::{Due, Finding, Reorder};
use crate::Timestamp;
use crate::args;
use crate::id::{AnyId, FactId, UnitId};
use crate::identity::{Actor, Member, Permission};
use crate::store::{Asked, JsonSets, Query, Result, json_or_text};
use serde::Deserialize;
use std::sync::LazyLock;

/// What the home page says because of what was learned.
#[derive(Debug, Default)]
pub struct Home {
    /// What is usually due now, the most pressing first.
    pub due: Vec<DueItem>,
    /// What was changed lately because of what was learned.
    pub changes: Vec<Change>,
    /// Who looks after the company.
    pub team: Vec<TeamMember>,
}

/// Something that is usually due now.
#[derive(Debug, Clone)]
pub struct DueItem {
    /// The fact that says so.
    pub fact: FactId,
    /// The unit it is due for, if it is not the reader's own.
    pub unit: Option<String>,
    /// How often it is ordered.
    pub reorder: Reorder,
}

/// A change that was made because of a fact.
#[derive(Debug, Clone, Deserialize)]
pub struct Change {
    /// The change.
    pub id: AnyId,
    /// What was done.
    pub kind: String,
    /// What kind of thing was changed.
    pub subject: String,
    /// The thing.
    pub subject_id: AnyId,
    /// What was found out.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// What was changed, in words.
    pub what: Option<String>,
    /// What staff wrote besides.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// Somebody of the supplier who looks after the company.
#[derive(Debug, Clone, Deserialize)]
pub struct TeamMember {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What for: the code of a function.
    pub function: String,
}

#[derive(Deserialize)]
struct Sets {
    due: Vec<DueRow>,
    changes: Vec<Change>,
    team: Vec<TeamMember>,
}

#[derive(Deserialize)]
struct DueRow {
    id: FactId,
    unit_id: Option<UnitId>,
    unit_name: Option<String>,
    #[serde(deserialize_with = "json_or_text")]
    finding: Finding,
}

// $1 the customer, $2 the member's unit, $3 now, $4 whether every unit's.
static HOME: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "due",
            &["id", "unit_id", "unit_name", "finding"],
            "SELECT f.id, f.unit_id, u.name AS unit_name, f.finding
             FROM fact f
             LEFT JOIN unit u ON u.id = f.unit_id AND u.customer_id = f.customer_id
             WHERE f.customer_id = $1 AND f.due_at IS NOT NULL AND f.due_at <= $3
                 AND f.until_at > $3 AND f.confidence >= 2
                 AND ($4 OR f.unit_id = $2 OR f.unit_id IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM fact_correction c
                     WHERE c.fact_id = f.id AND c.customer_id = f.customer_id)
                 AND NOT EXISTS (SELECT 1 FROM not_for_us n
                     WHERE n.customer_id = $1 AND n.subject = f.subject
                         AND n.subject_id = f.subject_id
                         AND (n.unit_id = f.unit_id
                             OR (f.unit_id IS NULL AND (n.unit_id = $2 OR n.unit_id IS NULL))))
             ORDER BY f.due_at LIMIT 8",
        ),
        ("changes", CHANGE_COLUMNS, CHANGES),
        (
            "team",
            &["name", "email", "function"],
            "SELECT p.name, p.email, t.function FROM account_team t
             JOIN person p ON p.id = t.person_id
             WHERE t.customer_id = $1 ORDER BY t.function, p.name",
        ),
    ])
});

pub(super) const CHANGE_COLUMNS: &[&str] = &[
    "id",
    "kind",
    "subject",
    "subject_id",
    "finding",
    "what",
    "note",
    "at",
];

// Changes are news for two months.
const CHANGES: &str = "SELECT s.id, s.kind, s.subject, s.subject_id, s.finding,
        s.detail ->> 'what' AS what, s.note, s.at
    FROM site_change s
    WHERE s.customer_id = $1 AND s.at > $3 - 5184000000
    ORDER BY s.at DESC LIMIT 5";

/// What the home page says to this member, to be asked together with what
/// other rooms say there.
#[must_use]
pub fn ask_home(actor: &Actor, member: &Member, now: Timestamp) -> Asked<'static, Home> {
    // Who belongs to no unit and sees the company is shown every unit's.
    let every_unit = member.unit.is_none() && actor.may(Permission::SeeCompany);
    let unit = member.unit;
    let due_now = move |row: DueRow| match row.finding {
        Finding::Reorder(reorder) if matches!(reorder.due(now), Due::Now | Due::Late(_)) => {
            Some(DueItem {
                fact: row.id,
                unit: row.unit_name.filter(|_| row.unit_id != unit),
                reorder,
            })
        }
        _ => None,
    };
    HOME.ask::<Sets>(args![member.company.id, unit, now, every_unit])
        .map(move |sets| Home {
            due: sets.due.into_iter().filter_map(due_now).collect(),
            changes: sets.changes,
            team: sets.team,
        })
}

/// Why the thing is as it is: the changes that were made to it because of what
/// was learned, the latest first. For the pages of catalog and standards.
///
/// # Errors
/// If the database fails.
pub async fn changes_of(
    read: &mut impl Query,
    customer: crate::id::CustomerId,
    subject_id: impl crate::store::IntoValue + Send,
) -> Result<Vec<Change>> {
    static OF: LazyLock<crate::store::JsonRows> = LazyLock::new(|| {
        crate::store::JsonRows::new(
            CHANGE_COLUMNS,
            "SELECT s.id, s.kind, s.subject, s.subject_id, s.finding,
                 s.detail ->> 'what' AS what, s.note, s.at
             FROM site_change s
             WHERE s.customer_id = $1 AND s.subject_id = $2 ORDER BY s.at DESC LIMIT 3",
        )
    });
    let args = args![customer, subject_id];
    OF.all(read, args).await
}
