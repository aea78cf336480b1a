//! The supplier's dossier of one customer: what is proposed, what was learned,
//! who meets whom, what was spent, what happened lately. One statement.

use super::learning::Finding;
use super::remembered::Happened;
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, FactId, MembershipId, PlayId};
use crate::identity::{Actor, Denied, Firmographics, Permission};
use crate::store::{JsonSets, Query, StoreError, json_or_text};
use serde::Deserialize;
use std::sync::LazyLock;

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// Not this person's to read, or there is no such thing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The dossier of a customer.
#[derive(Debug, Deserialize)]
pub struct Dossier {
    head: Vec<Head>,
    /// What is proposed, the surest first.
    pub plays: Vec<OpenPlay>,
    /// What was learned, the latest confirmed first.
    pub facts: Vec<Learned>,
    /// Who met whom how often in the last 90 days.
    pub touches: Vec<Touch>,
    /// The customer's people.
    pub contacts: Vec<Contact>,
    /// Its units and how many people they have.
    pub units: Vec<UnitOf>,
    /// Who at the supplier looks after it.
    pub team: Vec<super::home::TeamMember>,
    /// What happened last.
    pub lately: Vec<Lately>,
    /// Searches that found nothing, the latest first.
    pub missed: Vec<Missed>,
    /// What was ordered, by day.
    pub spent: Vec<SpentOn>,
}

/// What the company is.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Head {
    pub name: String,
    pub number: String,
    pub segment: String,
    pub needs: String,
    pub tier: String,
    pub phase: String,
    pub country: String,
    pub employees: i64,
    #[serde(flatten)]
    pub firm: Firmographics,
    pub recording: String,
    pub facts: i64,
    pub internal: i64,
    pub in_effect: i64,
    pub interactions: i64,
}

/// A proposed play.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct OpenPlay {
    pub id: PlayId,
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    pub confidence: i64,
    pub proposed_at: Timestamp,
}

/// A fact.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Learned {
    pub id: FactId,
    pub unit_name: Option<String>,
    pub about: Option<String>,
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    pub internal: i64,
    pub confidence: i64,
    pub evidence_count: i64,
    pub confirmed_at: Timestamp,
    pub corrected_at: Option<Timestamp>,
}

/// How often somebody was met through one touch point.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Touch {
    pub member: MembershipId,
    pub name: String,
    pub touch_point: String,
    pub staff: Option<String>,
    pub times: i64,
    pub last: Timestamp,
}

/// A person of the customer.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Contact {
    pub id: MembershipId,
    pub name: String,
    pub email: String,
    pub unit_name: Option<String>,
    pub roles: Option<String>,
    pub last: Option<Timestamp>,
    pub met: Option<Timestamp>,
}

/// A unit.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct UnitOf {
    pub name: String,
    pub people: i64,
}

/// Something that happened, and who it was.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Lately {
    #[serde(flatten)]
    pub what: Happened,
    pub who: Option<String>,
}

/// A search that found nothing.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct Missed {
    pub text: String,
    pub who: Option<String>,
    pub at: Timestamp,
}

/// What was ordered on one day (of UTC, since 1970), in one currency.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct SpentOn {
    pub day: i64,
    pub currency: String,
    pub minor: i64,
    pub orders: i64,
}

/// What [`Lately`] is made of.
pub(super) const HAPPENED: &[&str] = &[
    "id",
    "at",
    "kind",
    "touch_point",
    "subject",
    "text",
    "amount",
    "who",
];

// $1 the customer, $2 now, $3 since when touches count, $4 since when orders do.
static DOSSIER: LazyLock<JsonSets> =
    LazyLock::new(|| {
        JsonSets::new(&[
        (
            "head",
            &[
                "name", "number", "segment", "needs", "tier", "phase", "country", "employees",
                "reference", "industry", "sales_minor", "sales_currency", "founded", "street",
                "postcode", "city", "phone", "recording", "facts", "internal", "in_effect",
                "interactions",
            ],
            "SELECT c.name, c.number, c.segment, c.needs, c.tier, c.phase, c.country, c.employees,
                 c.reference, c.industry, c.sales_minor, c.sales_currency, c.founded, c.street,
                 c.postcode, c.city, c.phone, c.recording,
                 (SELECT COUNT(*) FROM fact f WHERE f.customer_id = c.id AND f.until_at > $2)
                     AS facts,
                 (SELECT COUNT(*) FROM fact f WHERE f.customer_id = c.id AND f.until_at > $2
                     AND f.internal) AS internal,
                 (SELECT COUNT(*) FROM site_change s WHERE s.customer_id = c.id) AS in_effect,
                 (SELECT COUNT(*) FROM interaction i WHERE i.customer_id = c.id) AS interactions
             FROM customer c WHERE c.id = $1",
        ),
        (
            "plays",
            &["id", "finding", "confidence", "proposed_at"],
            "SELECT p.id, p.finding, p.confidence, p.proposed_at FROM play p
             WHERE p.customer_id = $1 AND p.state = 'proposed'
             ORDER BY p.confidence DESC, p.proposed_at DESC LIMIT 20",
        ),
        (
            "facts",
            &[
                "id", "unit_name", "about", "finding", "internal", "confidence",
                "evidence_count", "confirmed_at", "corrected_at",
            ],
            "SELECT f.id, u.name AS unit_name, p.name AS about, f.finding,
                 CAST(f.internal AS INTEGER) AS internal, f.confidence, f.evidence_count,
                 f.confirmed_at, c.at AS corrected_at
             FROM fact f
             LEFT JOIN unit u ON u.id = f.unit_id AND u.customer_id = f.customer_id
             LEFT JOIN membership m ON f.subject = 'member' AND m.id = f.subject_id
                 AND m.customer_id = f.customer_id
             LEFT JOIN person p ON p.id = m.person_id
             LEFT JOIN fact_correction c ON c.fact_id = f.id AND c.customer_id = f.customer_id
             WHERE f.customer_id = $1 AND f.until_at > $2
             ORDER BY f.confidence DESC, f.confirmed_at DESC LIMIT 60",
        ),
        (
            "touches",
            &["member", "name", "touch_point", "staff", "times", "last"],
            "SELECT t.member, p.name, t.touch_point, t.staff, t.times, t.last
             FROM (SELECT i.membership_id AS member, i.touch_point,
                       i.detail ->> 'staff_name' AS staff, COUNT(*) AS times, MAX(i.at) AS last
                   FROM interaction i
                   WHERE i.customer_id = $1 AND i.at > $3 AND i.membership_id IS NOT NULL
                   GROUP BY i.membership_id, i.touch_point, i.detail ->> 'staff_name') t
             JOIN membership m ON m.id = t.member AND m.customer_id = $1
             JOIN person p ON p.id = m.person_id
             ORDER BY t.times DESC LIMIT 60",
        ),
        (
            "contacts",
            &["id", "name", "email", "unit_name", "roles", "last", "met"],
            "SELECT m.id, p.name, p.email, u.name AS unit_name,
                 (SELECT string_agg(r.role, ',') FROM membership_role r
                  WHERE r.membership_id = m.id AND r.customer_id = $1) AS roles,
                 (SELECT MAX(i.at) FROM interaction i WHERE i.membership_id = m.id
                  AND i.customer_id = $1) AS last,
                 (SELECT MAX(i.at) FROM interaction i WHERE i.membership_id = m.id
                  AND i.customer_id = $1 AND i.kind = 'noted') AS met
             FROM membership m
             JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = $1
             WHERE m.customer_id = $1 AND m.active ORDER BY p.name LIMIT 200",
        ),
        (
            "units",
            &["name", "people"],
            "SELECT u.name, (SELECT COUNT(*) FROM membership m
                 WHERE m.unit_id = u.id AND m.customer_id = $1 AND m.active) AS people
             FROM unit u WHERE u.customer_id = $1 ORDER BY u.name LIMIT 100",
        ),
        (
            "team",
            &["name", "email", "function"],
            "SELECT p.name, p.email, t.function FROM account_team t
             JOIN person p ON p.id = t.person_id
             WHERE t.customer_id = $1 ORDER BY t.function, p.name",
        ),
        (
            "lately",
            HAPPENED,
            "SELECT i.id, i.at, i.kind, i.touch_point, i.subject, i.text, i.amount, p.name AS who
             FROM interaction i
             LEFT JOIN membership m ON m.id = i.membership_id AND m.customer_id = $1
             LEFT JOIN person p ON p.id = m.person_id
             WHERE i.customer_id = $1 ORDER BY i.at DESC, i.id LIMIT 40",
        ),
        (
            "missed",
            &["text", "who", "at"],
            "SELECT i.text, p.name AS who, i.at FROM interaction i
             LEFT JOIN membership m ON m.id = i.membership_id AND m.customer_id = $1
             LEFT JOIN person p ON p.id = m.person_id
             WHERE i.customer_id = $1 AND i.kind = 'searched' AND i.amount = 0
             ORDER BY i.at DESC LIMIT 8",
        ),
        (
            "spent",
            &["day", "currency", "minor", "orders"],
            "SELECT i.at / 86400000 AS day, i.detail ->> 'currency' AS currency,
                 CAST(SUM(CAST(i.detail ->> 'total_minor' AS BIGINT)) AS BIGINT) AS minor,
                 COUNT(*) AS orders
             FROM interaction i
             WHERE i.customer_id = $1 AND i.kind = 'ordered' AND i.at > $4
                 AND i.detail ->> 'total_minor' IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM interaction c WHERE c.customer_id = $1
                     AND c.subject_id = i.subject_id AND c.kind = 'cancelled')
             GROUP BY i.at / 86400000, i.detail ->> 'currency' ORDER BY 1",
        ),
    ])
    });

impl Dossier {
    /// What the company is.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.first()
    }
}

/// How long a touch counts.
pub const TOUCH_DAYS: i64 = 90;

/// Reads the dossier of a customer.
///
/// # Errors
/// If the person may not, or there is no such customer.
pub async fn dossier(
    read: &mut impl Query,
    actor: &Actor,
    customer: CustomerId,
    now: Timestamp,
) -> Result<Dossier, DossierError> {
    actor.demand(Permission::KnowCustomers)?;
    let args = args![
        customer,
        now,
        now.plus_days(-TOUCH_DAYS),
        now.plus_days(-740)
    ];
    let dossier: Dossier = DOSSIER.fetch(read, args).await?;
    if dossier.head.is_empty() {
        return Err(Denied.into());
    }
    Ok(dossier)
}
