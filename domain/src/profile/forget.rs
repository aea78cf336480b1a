//! Deleting what was remembered. Facts are brought up to date in the same
//! transaction: what rested on the deleted alone is gone with it.

use super::Kind;
use super::facts::take;
use super::learn::{learn_again, turn};
use super::seen::{COLUMNS, Stored, seen};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InteractionId, MembershipId};
use crate::identity::{Actor, Denied, Permission};
use crate::publications::newsletter::forget_openings;
use crate::store::{Args, Db, IntoValue, Query, Result, StoreError, Tx, list_placeholders};
use crate::support::articles::forget_searches;
use serde_json::json;
use std::collections::HashSet;

/// Why nothing was deleted.
#[derive(Debug, thiserror::Error)]
pub enum ForgetError {
    /// Not this person's to delete, or not there.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is a record of the company's business and stays with the company.
    #[error("a business record")]
    BusinessRecord,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many interactions one transaction deletes.
const BATCH: i64 = 1_000;

/// Deletes one thing that is remembered about the member.
///
/// # Errors
/// If it is somebody else's or not there, or a business record.
pub async fn forget_one(
    db: &Db,
    actor: &Actor,
    interaction: InteractionId,
    now: Timestamp,
) -> Result<(), ForgetError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (customer, membership) = (member.company.id, member.id);
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            turn(tx).await?;
            let one: Stored = tx
                .maybe(
                    format!(
                        "SELECT {COLUMNS} FROM interaction
                         WHERE id = $1 AND customer_id = $2 AND membership_id = $3"
                    ),
                    args![interaction, customer, membership],
                )
                .await?
                .filter(Stored::may_be_read_by_its_person)
                .ok_or(Denied)?;
            if Kind::from_code(&one.kind).is_none_or(Kind::is_business_record) {
                return Err(ForgetError::BusinessRecord);
            }
            delete(tx, customer, vec![one], now).await?;
            let done = json!({ "interactions": 1 });
            record(tx, &who, customer, membership, done, now).await?;
            Ok(())
        })
    })
    .await
}

/// Deletes everything that is remembered about the member except for business
/// records. Answers how much it was.
///
/// # Errors
/// If the database fails; what was deleted before that stays deleted.
pub async fn forget_me(db: &Db, actor: &Actor, now: Timestamp) -> Result<i64, ForgetError> {
    let member = actor.member_who_may(Permission::Browse)?;
    forget_all(db, actor, member.company.id, Some(member.id), now).await
}

/// Deletes everything that is remembered about the company's people except
/// for business records. The company's manager may.
///
/// # Errors
/// If the member may not, or the database fails; what was deleted before
/// that stays deleted.
pub async fn forget_company(db: &Db, actor: &Actor, now: Timestamp) -> Result<i64, ForgetError> {
    let member = actor.member_who_may(Permission::ManageCompany)?;
    forget_all(db, actor, member.company.id, None, now).await
}

async fn forget_all(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    membership: Option<MembershipId>,
    now: Timestamp,
) -> Result<i64, ForgetError> {
    let mut all = 0;
    loop {
        let who = actor.clone();
        let count: i64 = db
            .write::<_, ForgetError, _>(actor.scope(), move |tx| {
                Box::pin(async move {
                    turn(tx).await?;
                    let some = deletable(tx, customer, membership).await?;
                    let count = i64::try_from(some.len()).unwrap_or(i64::MAX);
                    if count > 0 {
                        delete(tx, customer, some, now).await?;
                        let subject = membership.unwrap_or(MembershipId(customer.0));
                        let done = json!({ "interactions": count });
                        record(tx, &who, customer, subject, done, now).await?;
                    }
                    Ok(count)
                })
            })
            .await?;
        all += count;
        if count < BATCH {
            return Ok(all);
        }
    }
}

/// What may be deleted, of one member or of everybody who is one.
async fn deletable(
    tx: &mut Tx,
    customer: CustomerId,
    membership: Option<MembershipId>,
) -> Result<Vec<Stored>> {
    let kinds: Vec<&str> = Kind::ALL
        .iter()
        .filter(|kind| !kind.is_business_record())
        .map(|kind| kind.code())
        .collect();
    let whose = match membership {
        Some(_) => "membership_id = $2",
        None => "membership_id IS NOT NULL AND $2 IS NULL",
    };
    let text = format!(
        "SELECT {COLUMNS} FROM interaction
         WHERE customer_id = $1 AND {whose} AND kind IN ({})
             -- What staff keep to themselves is neither shown nor deleted here.
             AND NOT (kind = 'noted'
                 AND COALESCE(CAST(detail ->> 'internal' AS TEXT), '') IN ('1', 'true'))
         LIMIT {BATCH}",
        list_placeholders(3, kinds.len())
    );
    let mut args: Args = args![customer, membership];
    args.extend(kinds.into_iter().map(IntoValue::value));
    tx.all(text, args).await
}

/// Whose newsletters some of this tells about: what the copies of them say of it goes,
/// too.
fn readers(stored: &[Stored]) -> Vec<MembershipId> {
    let readers: HashSet<MembershipId> = stored
        .iter()
        .filter(|one| {
            matches!(
                Kind::from_code(&one.kind),
                Some(Kind::NewsletterOpened | Kind::NewsletterFollowed)
            )
        })
        .filter_map(|one| one.membership_id)
        .collect();
    readers.into_iter().collect()
}

/// Takes interactions out of the facts, then deletes them.
async fn delete(
    tx: &mut Tx,
    customer: CustomerId,
    stored: Vec<Stored>,
    now: Timestamp,
) -> Result<()> {
    let gone: HashSet<InteractionId> = stored.iter().map(|one| one.id).collect();
    forget_openings(tx, customer, readers(&stored)).await?;
    let seen = seen(tx, &stored).await?;
    let outcome = take(tx, &seen, &gone, now).await?;
    let text = format!(
        "DELETE FROM interaction WHERE customer_id = $1 AND id IN ({})",
        list_placeholders(2, gone.len())
    );
    let mut args: Args = args![customer];
    args.extend(gone.into_iter().map(IntoValue::value));
    tx.run(text, args).await?;
    if stored
        .iter()
        .any(|one| one.kind == Kind::ArticleSearched.code())
    {
        forget_searches(tx, customer).await?;
    }
    learn_again(tx, &outcome.lacking).await
}

async fn record(
    tx: &mut Tx,
    who: &Actor,
    customer: CustomerId,
    subject: MembershipId,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<()> {
    let entry = audit::Entry {
        action: "profile.forgotten",
        subject: subject.to_string(),
        customer: Some(customer),
        detail,
    };
    audit::record(tx, who, entry, now).await
}
