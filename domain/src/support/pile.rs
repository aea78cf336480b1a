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
    let (of_one, all): (i64, i64) = tx
        .one(
            format!(
                "SELECT (SELECT COUNT(*) FROM incoming_mail WHERE sender = $1 AND {WAITS}),
                     (SELECT COUNT(*) FROM incoming_mail WHERE {WAITS})"
            ),
            args![sender],
        )
        .await?;
    if of_one < MOST_OF_ONE {
        return Ok(all < MOST_WAITING);
    }
    let oldest: Option<IncomingMailId> = tx
        .scalar(
            format!(
                "SELECT id FROM incoming_mail WHERE sender = $1 AND {WAITS}
                 ORDER BY at, id LIMIT 1"
            ),
            args![sender],
        )
        .await?;
    remove(tx, oldest.into_iter().collect(), "settled_at IS NULL", None).await?;
    Ok(true)
}

/// Whether what comes with another mail of this address may wait, too.
pub(super) async fn room_for_files(query: &mut impl Query, sender: &str) -> Result<bool> {
    let (files, bytes, of_one): (i64, i64, i64) = query
        .one(
            "SELECT COUNT(DISTINCT x.file_id), CAST(coalesce(SUM(b.bytes), 0) AS BIGINT),
                 CAST(coalesce(SUM(CASE WHEN i.sender = $1 THEN b.bytes ELSE 0 END), 0) AS BIGINT)
             FROM incoming_mail_file x
             JOIN incoming_mail i ON i.id = x.mail_id
             JOIN stored_form o ON o.file_id = x.file_id
             JOIN stored_blob b ON b.sha256 = o.sha256",
            args![sender],
        )
        .await?;
    Ok(files < MOST_FILES && bytes < MOST_BYTES && of_one < MOST_BYTES_OF_ONE)
}

/// Whether one more mail from which nothing follows is written down.
pub(super) async fn room_to_note(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let (noted,): (i64,) = tx
        .one(
            "SELECT COUNT(*) FROM incoming_mail
             WHERE at > $1 AND became IN ('ignored', 'bounced')",
            args![now.plus_seconds(-3600)],
        )
        .await?;
    Ok(noted < MOST_NOTED)
}

/// How many mails are removed in one transaction.
const AT_ONCE: usize = 200;

/// Removes mails that were kept long enough, decided about or not, with the files
/// that wait with them. Answers how many. Some at a time, so that it can be killed
/// anywhere and keeps nobody waiting.
///
/// # Errors
/// If the storage fails.
pub async fn forget_mails(db: &Db, now: Timestamp) -> Result<u64> {
    const OLD: &str = "at < $1 AND (settled_at IS NULL OR settled_at < $1)";
    let before = now.plus_days(-KEPT_DAYS);
    let mut gone = 0;
    loop {
        let removed = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    let old: Vec<(IncomingMailId,)> = tx
                        .all(
                            format!(
                                "SELECT id FROM incoming_mail WHERE {OLD}
                                 ORDER BY at, id LIMIT {AT_ONCE}"
                            ),
                            args![before],
                        )
                        .await?;
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
