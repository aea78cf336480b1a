//! Who has something lent is told that it is due back: once for each loan, the
//! day before, or whenever the program is next there.

use super::change::path_of;
use crate::id::{AssetId, CustomerId};
use crate::identity::Person;
use crate::mail::{self, Message};
use crate::store::{Db, Query, Result, Scope, StoreError, Tx};
use crate::{Day, Timestamp, args};
use serde_json::json;

/// How many loans are looked for at a time.
const AT_ONCE: i64 = 100;
/// So many days before it is due back.
const DAYS_BEFORE: i64 = 1;

/// Tells everybody who has something lent that is due back tomorrow, or was due
/// before, and has not been told. Answers how many. What is lent to somebody from
/// outside the company has nobody to tell.
///
/// # Errors
/// If none can be looked for. A loan of which nobody can be told is written to the
/// log and looked at again the next time; the others go on.
pub async fn remind_of_loans(db: &Db, now: Timestamp) -> Result<usize> {
    let until = Day::of(now).plus_days(DAYS_BEFORE);
    let mut told = 0;
    let mut after = (Timestamp(i64::MIN), AssetId(uuid::Uuid::nil()));
    loop {
        let due: Vec<(Timestamp, AssetId, CustomerId)> = {
            let mut read = db.read(Scope::system()).await?;
            read.all(
                "SELECT loaned_until, id, customer_id FROM asset
                 WHERE state = 'on-loan' AND reminded_at IS NULL AND loaned_until <= $1
                     AND membership_id IS NOT NULL AND (loaned_until, id) > ($2, $3)
                 ORDER BY loaned_until, id LIMIT ($4 + 0) /* system */",
                args![until, after.0, after.1, AT_ONCE],
            )
            .await?
        };
        let Some((day, id, _)) = due.last() else {
            return Ok(told);
        };
        after = (*day, *id);
        for (_, asset, customer) in due {
            let done = db
                .write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move { remind(tx, customer, asset, until, now).await })
                })
                .await;
            match done {
                Ok(true) => told += 1,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, %asset, "telling of a loan"),
            }
        }
    }
}

/// One loan; answers whether somebody was told.
async fn remind(
    tx: &mut Tx,
    customer: CustomerId,
    asset: AssetId,
    until: Day,
    now: Timestamp,
) -> Result<bool> {
    let ours = tx
        .run(
            "UPDATE asset SET reminded_at = $3 WHERE customer_id = $1 AND id = $2
                 AND state = 'on-loan' AND reminded_at IS NULL AND loaned_until <= $4",
            args![customer, asset, now, until],
        )
        .await?;
    // Somebody was quicker, or it is back.
    if ours == 0 {
        return Ok(false);
    }
    let lent: Option<(String, String, Timestamp)> = tx
        .maybe(
            "SELECT name, service_tag, loaned_until FROM asset WHERE customer_id = $1 AND id = $2",
            args![customer, asset],
        )
        .await?;
    let person: Option<Person> = tx
        .maybe(
            "SELECT m.id AS membership_id, p.id AS person_id, p.name, p.email, p.language
             FROM asset a JOIN membership m ON m.customer_id = $1 AND m.id = a.membership_id
             JOIN person p ON p.id = m.person_id
             WHERE a.customer_id = $1 AND a.id = $2 AND m.active",
            args![customer, asset],
        )
        .await?;
    let (Some((name, tag, day)), Some(person)) = (lent, person) else {
        return Ok(false);
    };
    let message = Message {
        kind: "equipment-due-back",
        customer: Some(customer),
        payload: json!({
            "name": name,
            "tag": tag,
            "until_at": day,
            "path": path_of(&tag),
        }),
        to: person.into(),
    };
    tx.insert([mail::rows(vec![message], now)]).await?;
    Ok(true)
}
