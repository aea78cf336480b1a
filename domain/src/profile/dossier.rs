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
pub struct Head {
    /// Its name.
    pub name: String,
    /// Its number: `C-00042`.
    pub number: String,
    /// Its segment, by its code; empty if nobody has said so yet.
    pub segment: String,
    /// Its needs category; empty if nobody has said so yet.
    pub needs: String,
    /// Its tier's code; empty if nobody has said so yet. See [`Tier`](crate::identity::Tier).
    pub tier: String,
    /// Its phase, by its code: acquisition, development or retention.
    pub phase: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// How many people work there.
    pub employees: i64,
    /// What else is known of it as a company.
    #[serde(flatten)]
    pub firm: Firmographics,
    /// What it lets us record, by the code of [`Recording`](super::Recording).
    pub recording: String,
    /// How many facts about it are believed now.
    pub facts: i64,
    /// How many of these its people do not read.
    pub internal: i64,
    /// How many changes of its site were made because of what was learned.
    pub in_effect: i64,
    /// How much is remembered of it, since the beginning.
    pub interactions: i64,
}

/// A proposed play.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenPlay {
    /// The play.
    pub id: PlayId,
    /// What it follows from.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// How sure we are, 1 to 5.
    pub confidence: i64,
    /// When it was proposed.
    pub proposed_at: Timestamp,
}

/// A fact.
#[derive(Debug, Clone, Deserialize)]
pub struct Learned {
    /// The fact.
    pub id: FactId,
    /// The unit it is about; none if it is about the whole company.
    pub unit_name: Option<String>,
    /// The person it is about, by name; none if it is about nobody in particular.
    pub about: Option<String>,
    /// What was learned.
    #[serde(deserialize_with = "json_or_text")]
    pub finding: Finding,
    /// 1 if the customer's people do not read it, 0 if they do.
    pub internal: i64,
    /// How sure we are, 1 to 5.
    pub confidence: i64,
    /// How many interactions it rests on.
    pub evidence_count: i64,
    /// When it was last seen to be so.
    pub confirmed_at: Timestamp,
    /// When somebody said that it is wrong, if anybody did.
    pub corrected_at: Option<Timestamp>,
}

/// How often somebody was met through one touch point.
#[derive(Debug, Clone, Deserialize)]
pub struct Touch {
    /// The customer's person.
    pub member: MembershipId,
    /// Their name.
    pub name: String,
    /// Where, by the code of [`TouchPoint`](super::TouchPoint).
    pub touch_point: String,
    /// Whom of ours they met, by name; none where it was nobody.
    pub staff: Option<String>,
    /// How often, in the last [`TOUCH_DAYS`] days.
    pub times: i64,
    /// When last.
    pub last: Timestamp,
}

/// A person of the customer.
#[derive(Debug, Clone, Deserialize)]
pub struct Contact {
    /// The membership.
    pub id: MembershipId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their unit; none if they belong to the whole company.
    pub unit_name: Option<String>,
    /// The codes of their roles, with commas; none without any.
    pub roles: Option<String>,
    /// When anything happened with them last.
    pub last: Option<Timestamp>,
    /// When somebody of ours last wrote down a talk with them.
    pub met: Option<Timestamp>,
}

/// A unit.
#[derive(Debug, Clone, Deserialize)]
pub struct UnitOf {
    /// Its name.
    pub name: String,
    /// How many people are in it now.
    pub people: i64,
}

/// Something that happened, and who it was.
#[derive(Debug, Clone, Deserialize)]
pub struct Lately {
    /// What happened.
    #[serde(flatten)]
    pub what: Happened,
    /// The name of the customer's person whose doing it was.
    pub who: Option<String>,
}

/// A search that found nothing.
#[derive(Debug, Clone, Deserialize)]
pub struct Missed {
    /// The words that were looked for.
    pub text: String,
    /// Who looked, by name.
    pub who: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What was ordered on one day (of UTC, since 1970), in one currency.
#[derive(Debug, Clone, Deserialize)]
pub struct SpentOn {
    /// Days since 1970, of UTC.
    pub day: i64,
    /// Its currency, ISO 4217.
    pub currency: String,
    /// What the orders came to, in minor units.
    pub minor: i64,
    /// How many orders; what was called off is left out.
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
