//! Telling the customers of an agreement with many that it was put in force,
//! or that it ends. There may be thousands of them, so that is done in rounds:
//! what is to be told is written down with the change, and then some customers
//! at a time get their mail and their line in the profile, together with how
//! far the round came. A round that was killed goes on and tells nobody twice.

use crate::id::{AgreementId, CustomerId, RoundId};
use crate::identity::{Permission, ask_managers_of};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FromRow, Json, Query, Result, Scope, StoreError, Tx};
use crate::{Currency, Day, Timestamp, args};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// How many customers are told in one transaction.
const AT_ONCE: usize = 200;

/// What there is to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum News {
    /// It was put in force, with what the customer reads about why.
    Published { note: String },
    /// It ends.
    Ends { at: Timestamp },
    /// So many prices in it end.
    PricesEnd { at: Timestamp, count: i64 },
}

impl News {
    /// Which mail says so, and what it needs to know besides the agreement.
    fn mail(&self, number: &str) -> (&'static str, serde_json::Value) {
        let last = |at: Timestamp| Day::last_before(at).noon();
        match self {
            Self::Published { note } => (
                "agreement-published",
                json!({ "number": number, "note": note, "path": "/catalog" }),
            ),
            Self::Ends { at } => (
                "agreement-ends",
                json!({ "number": number, "last_at": last(*at), "path": "/catalog" }),
            ),
            Self::PricesEnd { at, count } => (
                "prices-end",
                json!({
                    "number": number,
                    "count": count,
                    "last_at": last(*at),
                    "path": "/catalog",
                }),
            ),
        }
    }

    /// What the profile of a customer remembers of it; ends are no event yet.
    fn interaction(
        &self,
        customer: CustomerId,
        head: &Head,
        now: Timestamp,
    ) -> Option<Interaction> {
        let Self::Published { note } = self else {
            return None;
        };
        Some(Interaction {
            customer,
            member: None,
            unit: None,
            at: now,
            kind: Kind::SiteChanged,
            touch_point: TouchPoint::Console,
            subject: Subject::Agreement,
            subject_id: Some(head.id.0),
            text: head.number.clone(),
            amount: None,
            detail: json!({ "note": note }),
        })
    }
}

/// Begins a round, in the transaction of what it tells.
pub(super) async fn begin(
    tx: &mut Tx,
    agreement: AgreementId,
    news: &News,
    now: Timestamp,
) -> Result<()> {
    let what = serde_json::to_value(news).map_err(|error| bad(&error))?;
    tx.run(
        "INSERT INTO agreement_round (id, agreement_id, what, reached, created_at)
         VALUES ($1, $2, $3, $4, $5)",
        args![
            RoundId::new(),
            agreement,
            what,
            CustomerId(Uuid::nil()),
            now
        ],
    )
    .await?;
    Ok(())
}

/// Goes on with the rounds that are open, until everybody is told; answers how
/// many customers were.
///
/// # Errors
/// If none can be looked for. A round that fails is written to the log and tried
/// again the next time; the others go on, and what was told stays told.
pub async fn tell_customers(db: &Db, clock: impl Fn() -> Timestamp) -> Result<usize> {
    let mut told = 0;
    let mut after = RoundId(Uuid::nil());
    loop {
        // Ids are in the order in which rounds began.
        let round: Option<Round> = {
            let mut read = db.read(Scope::system()).await?;
            read.maybe(
                "SELECT id, agreement_id, what, reached FROM agreement_round
                 WHERE finished_at IS NULL AND id > $1 ORDER BY id LIMIT 1",
                args![after],
            )
            .await?
        };
        let Some(round) = round else {
            return Ok(told);
        };
        match tell_all(db, &round, &clock).await {
            Ok(customers) => told += customers,
            Err(error) => tracing::warn!(%error, round = %round.id, "telling customers"),
        }
        after = round.id;
    }
}

/// Tells all customers of a round that are left.
async fn tell_all(db: &Db, round: &Round, clock: &impl Fn() -> Timestamp) -> Result<usize> {
    let mut told = 0;
    let mut next = Some(round.clone());
    while let Some(some) = next.take() {
        let now = clock();
        let (customers, left) = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { tell_some(tx, some, now).await })
            })
            .await?;
        told += customers;
        next = left;
    }
    Ok(told)
}

#[derive(Debug, Clone, FromRow)]
struct Round {
    id: RoundId,
    agreement_id: AgreementId,
    what: Json<serde_json::Value>,
    reached: CustomerId,
}

#[derive(Debug, FromRow)]
struct Head {
    id: AgreementId,
    number: String,
    currency: Currency,
    needs: Option<String>,
    segment: Option<String>,
}

/// Tells the next customers of a round; answers how many, and the round as far as
/// it has to go on. Neither if another process was faster.
async fn tell_some(tx: &mut Tx, round: Round, now: Timestamp) -> Result<(usize, Option<Round>)> {
    let news: News = serde_json::from_value(round.what.0.clone()).map_err(|error| bad(&error))?;
    let head: Option<Head> = tx
        .maybe(
            "SELECT id, number, currency, needs, segment FROM agreement
             WHERE id = $1 /* system */",
            args![round.agreement_id],
        )
        .await?;
    let next = match &head {
        Some(head) => next_customers(tx, head, round.reached, now).await?,
        None => Vec::new(),
    };
    let reached = next.last().copied().unwrap_or(round.reached);
    let finished = (next.len() < AT_ONCE).then_some(now);
    let ours = tx
        .run(
            "UPDATE agreement_round SET reached = $3, told = told + $4, finished_at = $5
             WHERE id = $1 AND reached = $2 AND finished_at IS NULL",
            args![
                round.id,
                round.reached,
                reached,
                i64::try_from(next.len()).unwrap_or(i64::MAX),
                finished
            ],
        )
        .await?;
    let (1, Some(head)) = (ours, head) else {
        return Ok((0, None));
    };
    let remembered = next
        .iter()
        .filter_map(|customer| news.interaction(*customer, &head, now))
        .collect();
    let (kind, payload) = news.mail(&head.number);
    let managers = ask_managers_of(&next, Permission::ManageCompany)
        .fetch(tx)
        .await?;
    let messages = managers
        .into_iter()
        .map(|manager| Message {
            kind,
            customer: Some(manager.customer),
            to: manager.to,
            payload: payload.clone(),
        })
        .collect();
    tx.insert([profile::rows(remembered), mail::rows(messages, now)])
        .await?;
    let left = finished.is_none().then_some(Round { reached, ..round });
    Ok((next.len(), left))
}

/// The customers after `reached` whom the agreement is for. Those whose own
/// agreement is in another currency are not: nothing of this one is theirs.
async fn next_customers(
    tx: &mut Tx,
    head: &Head,
    reached: CustomerId,
    now: Timestamp,
) -> Result<Vec<CustomerId>> {
    let (of_needs, of_segment) = (next_where("needs"), next_where("segment"));
    let (text, whom) = match (&head.needs, &head.segment) {
        (Some(needs), _) => (of_needs, needs),
        (None, Some(segment)) => (of_segment, segment),
        (None, None) => return Ok(Vec::new()),
    };
    let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let found: Vec<(CustomerId,)> = tx
        .all(
            text,
            args![whom.as_str(), reached, head.currency, now, most],
        )
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

fn next_where(column: &str) -> String {
    format!(
        "SELECT c.id FROM customer c
         WHERE c.{column} = $1 AND c.id > $2 AND NOT EXISTS (
             SELECT 1 FROM agreement own
             JOIN agreement_revision r ON r.id = own.published_revision_id
             WHERE own.customer_id = c.id AND own.unit_id IS NULL AND own.currency <> $3
                 AND r.valid_from <= $4 AND $4 < r.valid_until)
         ORDER BY c.id LIMIT ($5 + 0) /* system */"
    )
}

fn bad(error: &serde_json::Error) -> StoreError {
    StoreError::bad_row("agreement_round", error)
}
