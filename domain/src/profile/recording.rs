//! What may be recorded: the company's manager decides for everybody, each
//! person for themselves. It binds from the next request on, because the
//! session reads both with every request. Business records are not concerned.

use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{Db, FromRow, Query, Result, StoreError, Tx};
use serde_json::json;

/// What may be recorded about a company's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// Everything that makes the site better for them.
    All,
    /// Only what an order needs.
    Orders,
}

impl Recording {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Recording::All => "all",
            Recording::Orders => "orders",
        }
    }

    /// The choice stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "all" => Some(Recording::All),
            "orders" => Some(Recording::Orders),
            _ => None,
        }
    }
}

/// What was decided about a member's recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// By the company.
    pub company: Recording,
    /// By the person, if they decided.
    pub own: Option<bool>,
    /// How many members of the company decided against it.
    pub against: i64,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// Not this person's decision.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(FromRow)]
struct ChoicesRow {
    company: String,
    own: Option<bool>,
    against: i64,
}

/// What was decided about the member's recording.
///
/// # Errors
/// If the database fails.
pub async fn choices(read: &mut impl Query, member: &Member) -> Result<Choices> {
    let row: ChoicesRow = read
        .one(
            "SELECT c.recording AS company, r.recording AS own,
                 (SELECT COUNT(*) FROM recording_choice o
                  WHERE o.customer_id = c.id AND NOT o.recording) AS against
             FROM customer c
             LEFT JOIN recording_choice r ON r.customer_id = c.id AND r.membership_id = $2
             WHERE c.id = $1 /* binds customer_id through c.id */",
            args![member.company.id, member.id],
        )
        .await?;
    Ok(Choices {
        company: Recording::from_code(&row.company).unwrap_or(Recording::Orders),
        own: row.own,
        against: row.against,
    })
}

/// The member decides whether what they do is recorded.
///
/// # Errors
/// If the actor is no member, or the database fails.
pub async fn choose_for_me(
    db: &Db,
    actor: &Actor,
    recording: bool,
    now: Timestamp,
) -> Result<(), RecordingError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (customer, membership, who) = (member.company.id, member.id, actor.clone());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO recording_choice (customer_id, membership_id, recording, at)
                 VALUES ($1, $2, $3, $4)
                 ON CONFLICT (customer_id, membership_id)
                 DO UPDATE SET recording = excluded.recording, at = excluded.at",
                args![customer, membership, recording, now],
            )
            .await?;
            let entry = audit::Entry {
                action: "recording.member-chose",
                subject: membership.to_string(),
                customer: Some(customer),
                detail: json!({ "recording": recording }),
            };
            audit::record(tx, &who, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// The manager decides what may be recorded about the company's people.
///
/// # Errors
/// If the member may not, or the database fails.
pub async fn choose_for_company(
    db: &Db,
    actor: &Actor,
    recording: Recording,
    now: Timestamp,
) -> Result<(), RecordingError> {
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let (customer, who) = (member.company.id, actor.clone());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            set_for_company(tx, customer, recording).await?;
            let entry = audit::Entry {
                action: "recording.company-chose",
                subject: customer.to_string(),
                customer: Some(customer),
                detail: json!({ "recording": recording.code() }),
            };
            audit::record(tx, &who, entry, now).await?;
            Ok(())
        })
    })
    .await
}

async fn set_for_company(
    tx: &mut Tx,
    customer: crate::id::CustomerId,
    recording: Recording,
) -> Result<()> {
    tx.run(
        "UPDATE customer SET recording = $2 WHERE id = $1",
        args![customer, recording.code()],
    )
    .await
    .map(drop)
}
