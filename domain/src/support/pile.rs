//! How much of what strangers send is kept, and how long: anybody can write to us,
//! and nobody shall fill our disks or push out what somebody else wrote.

use crate::Timestamp;
use crate::args;
use crate::id::IncomingMailId;
use crate::store::{Args, Db, IntoValue, Query, Result, Scope, StoreError, Tx, list_placeholders};

/// The most mails of one address that wait for our people. With one more the oldest
/// of that address goes: who floods us loses only their own.
pub const MOST_OF_ONE: i64 = 50;
/// The most that wait in all. What comes then is to come again later.
pub const MOST_WAITING: i64 = 2_000;
/// The most files that wait with them; beyond, only the words of a mail are kept.
const MOST_FILES: i64 = 300;
/// What these weigh together at the most, and those of one address, in bytes.
const MOST_BYTES: i64 = 1024 * 1024 * 1024;
const MOST_BYTES_OF_ONE: i64 = 100 * 1024 * 1024;
/// The most mails within an hour that are written down though nothing follows from
/// them: reports, and what programs wrote.
const MOST_NOTED: i64 = 500;
/// How long a mail is kept, in days: from when it came, or from when somebody was
/// done with it. What was written to a case stands there.
pub const KEPT_DAYS: i64 = 90;

const WAITS: &str = "became IN ('stranger', 'held') AND settled_at IS NULL";

/// Makes room for another mail of this address that waits; answers whether there is
/// any.
pub(super) async fn make_room(tx: &mut Tx, sender: &str) -> Result<bool> {
    let (of_one, all): (i64, i64) = tx.one(how_many_wait(), args![sender]).await?;
    if of_one < MOST_OF_ONE {
        return Ok(all < MOST_WAITING);
    }
    let oldest: Option<IncomingMailId> = tx.scalar(oldest_that_waits(), args![sender]).await?;
    remove(tx, oldest.into_iter().collect(), "settled_at IS NULL", None).await?;
    Ok(true)
}

/// How many mails of an address wait, and how many in all.
fn how_many_wait() -> String {
    format!(
        "SELECT (SELECT COUNT(*) FROM incoming_mail WHERE sender = $1 AND {WAITS}),
             (SELECT COUNT(*) FROM incoming_mail WHERE {WAITS})"
    )
}

fn oldest_that_waits() -> String {
    format!("SELECT id FROM incoming_mail WHERE sender = $1 AND {WAITS} ORDER BY at, id LIMIT 1")
}

/// Whether what comes with another mail of this address may wait, too.
pub(super) async fn room_for_files(query: &mut impl Query, sender: &str) -> Result<bool> {
    let (files, bytes, of_one): (i64, i64, i64) =
        query.one(WHAT_FILES_WEIGH, args![sender]).await?;
    Ok(files < MOST_FILES && bytes < MOST_BYTES && of_one < MOST_BYTES_OF_ONE)
}

/// The files that wait, what they weigh, and what those of an address do. There are
/// never more than may wait, so that all of them are read: from them everything else is
/// found, never the other way round.
const WHAT_FILES_WEIGH: &str = "SELECT COUNT(DISTINCT x.file_id),
         CAST(coalesce(SUM(b.bytes), 0) AS BIGINT),
         CAST(coalesce(SUM(CASE WHEN (SELECT i.sender FROM incoming_mail i
             WHERE i.id = x.mail_id) = $1 THEN b.bytes ELSE 0 END), 0) AS BIGINT)
     FROM incoming_mail_file x
     LEFT JOIN stored_form o ON o.file_id = x.file_id
     LEFT JOIN stored_blob b ON b.sha256 = o.sha256";

/// Whether one more mail from which nothing follows is written down.
pub(super) async fn room_to_note(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let (noted,): (i64,) = tx.one(NOTED, args![now.plus_seconds(-3600)]).await?;
    Ok(noted < MOST_NOTED)
}

const NOTED: &str =
    "SELECT COUNT(*) FROM incoming_mail WHERE at > $1 AND became IN ('ignored', 'bounced')";

/// How many mails are removed in one transaction.
const AT_ONCE: usize = 200;

/// Removes mails that were kept long enough, decided about or not, with the files
/// that wait with them. Answers how many. Some at a time, so that it can be killed
/// anywhere and keeps nobody waiting.
///
/// # Errors
/// If the storage fails.
pub async fn forget_mails(db: &Db, now: Timestamp) -> Result<u64> {
    let before = now.plus_days(-KEPT_DAYS);
    let mut gone = 0;
    loop {
        let removed = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    let old: Vec<(IncomingMailId,)> = tx.all(oldest(), args![before]).await?;
                    let ids = old.into_iter().map(|(id,)| id).collect();
                    remove(tx, ids, OLD, Some(before)).await
                })
            })
            .await?;
        gone += removed;
        if removed == 0 {
            return Ok(gone);
        }
    }
}

/// What was kept long enough.
const OLD: &str = "at < $1 AND (settled_at IS NULL OR settled_at < $1)";

fn oldest() -> String {
    format!("SELECT id FROM incoming_mail WHERE {OLD} ORDER BY at, id LIMIT {AT_ONCE}")
}

/// Removes these mails with their files, as far as it still holds of them; `$1` in it
/// is `value`. Somebody may be deciding about one of them: who is first counts.
async fn remove(
    tx: &mut Tx,
    ids: Vec<IncomingMailId>,
    holds: &str,
    value: Option<Timestamp>,
) -> Result<u64> {
    if ids.is_empty() {
        return Ok(0);
    }
    let named: Args = ids.iter().map(|id| id.value()).collect();
    tx.lock("incoming_mail", "id", "id", named.clone()).await?;
    let mut values: Args = value.into_iter().map(IntoValue::value).collect();
    let these = list_placeholders(values.len() + 1, named.len());
    values.extend(named);
    let those = format!("SELECT id FROM incoming_mail WHERE id IN ({these}) AND {holds}");
    tx.run(
        format!("DELETE FROM incoming_mail_file WHERE mail_id IN ({those})"),
        values.clone(),
    )
    .await?;
    tx.run(
        format!("DELETE FROM incoming_mail WHERE id IN ({those})"),
        values,
    )
    .await
}

/// What is asked of the mails, with the index that is to be taken.
#[cfg(all(test, feature = "testing"))]
pub(super) fn asked() -> Vec<(String, Args, &'static str)> {
    let (sender, moment) = (|| args!["a@b.example"], || args![Timestamp(0)]);
    vec![
        // The other by its sender, or among those that wait: few are either.
        (how_many_wait(), sender(), "incoming_mail_to_settle"),
        (oldest_that_waits(), sender(), "incoming_mail_"),
        (WHAT_FILES_WEIGH.to_owned(), sender(), ""),
        (NOTED.to_owned(), moment(), "incoming_mail_"),
        (oldest(), moment(), "incoming_mail_by_time"),
    ]
}
