//! Who manages a company is told before warranties of its equipment end: of each unit
//! once for each day on which its warranty ends, and of all that end in these days in one
//! letter, which says what can be done.

use crate::id::CustomerId;
use crate::identity::{Permission, members_who_may};
use crate::mail::{self, Message};
use crate::store::{Db, Query, Result, Scope, StoreError, Tx};
use crate::{Day, Timestamp, args};
use serde_json::json;

/// How many companies are looked for at a time.
const AT_ONCE: i64 = 100;
/// So many days before a warranty ends.
const DAYS_BEFORE: i64 = 30;
/// How many units a letter names.
const MOST_NAMED: i64 = 20;

/// Tells every company of the warranties that end within [`DAYS_BEFORE`] days and of
/// which it has not been told. Answers of how many units.
///
/// # Errors
/// If none can be looked for. A company that can't be told is written to the log and
/// looked at again the next time; the others go on.
pub async fn remind_of_warranties(db: &Db, now: Timestamp) -> Result<i64> {
    let today = Day::of(now);
    let until = today.plus_days(DAYS_BEFORE);
    let (mut told, mut after) = (0, CustomerId(uuid::Uuid::nil()));
    loop {
        let due: Vec<(CustomerId,)> = {
            let mut read = db.read(Scope::system()).await?;
            read.all(
                "SELECT DISTINCT customer_id FROM asset
                 WHERE warranty_until >= $1 AND warranty_until <= $2
                     AND (warranty_told IS NULL OR warranty_told <> warranty_until)
                     AND state NOT IN ('retired', 'returned') AND customer_id > $3
                 ORDER BY customer_id LIMIT ($4 + 0) /* system */",
                args![today, until, after, AT_ONCE],
            )
            .await?
        };
        let Some((last,)) = due.last() else {
            return Ok(told);
        };
        after = *last;
        for (customer,) in due {
            let done = db
                .write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move { tell(tx, customer, (today, until), now).await })
                })
                .await;
            match done {
                Ok(units) => told += units,
                Err(error) => tracing::warn!(%error, %customer, "telling of warranties"),
            }
        }
    }
}

/// One company; answers of how many units it was told.
async fn tell(
    tx: &mut Tx,
    customer: CustomerId,
    (today, until): (Day, Day),
    now: Timestamp,
) -> Result<i64> {
    // Of two processes one waits, and finds nothing left to tell.
    tx.lock("customer", "id", "id", args![customer]).await?;
    let ending: Vec<(String, String, Timestamp)> = tx
        .all(
            "SELECT name, service_tag, warranty_until FROM asset
             WHERE customer_id = $1 AND warranty_until >= $2 AND warranty_until <= $3
                 AND (warranty_told IS NULL OR warranty_told <> warranty_until)
                 AND state NOT IN ('retired', 'returned')
             ORDER BY warranty_until, id LIMIT ($4 + 0)",
            args![customer, today, until, MOST_NAMED],
        )
        .await?;
    let people = members_who_may(tx, customer, Permission::ManageCompany).await?;
    let Some((_, _, first)) = ending.first().filter(|_| !people.is_empty()) else {
        return Ok(0);
    };
    let all = tx
        .run(
            "UPDATE asset SET warranty_told = warranty_until
             WHERE customer_id = $1 AND warranty_until >= $2 AND warranty_until <= $3
                 AND (warranty_told IS NULL OR warranty_told <> warranty_until)
                 AND state NOT IN ('retired', 'returned')",
            args![customer, today, until],
        )
        .await?;
    let all = i64::try_from(all).unwrap_or(i64::MAX);
    let lines: Vec<String> = ending
        .iter()
        .map(|(name, tag, _)| format!("{name} ({tag})"))
        .collect();
    let named = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let payload = json!({
        "units": all,
        "first_at": first,
        "lines": lines.join("\n"),
        "more": all - named,
        "path": format!("/equipment?warranty={DAYS_BEFORE}"),
    });
    let letters = people
        .into_iter()
        .map(|person| Message {
            kind: "equipment-warranty-ends",
            customer: Some(customer),
            payload: payload.clone(),
            to: person.into(),
        })
        .collect();
    tx.insert([mail::rows(letters, now)]).await?;
    Ok(all)
}
