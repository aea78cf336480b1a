//! What the worker sends. A message is taken under a lease: its due time is
//! moved on before it is sent, so that of several processes one sends it, and
//! a process that dies leaves it to be taken again. Sending is therefore at
//! least once; the message's id goes out with it, so that a repetition can be
//! recognised.

use crate::Timestamp;
use crate::args;
use crate::id::MessageId;
use crate::store::{Asked, Db, EachEngine, Json, JsonRows, Query, Result, Scope, StoreError};
use serde::Deserialize;
use serde_json::Value as JsonValue;
use std::sync::LazyLock;

/// A message that the worker has taken.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Outgoing {
    /// The message.
    pub id: MessageId,
    /// Which message it is.
    pub kind: String,
    /// The recipient's address.
    pub recipient: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's language.
    pub language: String,
    /// What its texts need.
    pub payload: Json<JsonValue>,
    /// How often it has been tried, this time included.
    pub attempts: i64,
}

/// How often a message is tried before it is given up: for about nine hours.
pub const MOST_ATTEMPTS: i64 = 16;

/// How long to wait after so many attempts: half a minute, doubled each
/// time, at most an hour. `None`: give it up.
#[must_use]
pub fn retry_after(attempts: i64) -> Option<i64> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 10)).unwrap_or(0);
    Some((30 * 2_i64.pow(doublings)).min(3600))
}

/// Takes at most `most` messages that are due, each for `lease_seconds`.
///
/// # Errors
/// If the storage fails.
pub async fn take_due(
    db: &Db,
    most: i64,
    lease_seconds: i64,
    now: Timestamp,
) -> Result<Vec<Outgoing>> {
    if !is_due(db, now).await? {
        return Ok(Vec::new());
    }
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let until = now.plus_seconds(lease_seconds);
            tx.all(TAKE, args![now, until, most]).await
        })
    })
    .await
}

/// Whether anything is due. Looking first costs no write while nothing is,
/// which is nearly always.
async fn is_due(db: &Db, now: Timestamp) -> Result<bool> {
    let mut read = db.read(Scope::system()).await?;
    let due: Option<i32> = read
        .scalar(
            "SELECT 1 FROM outbox WHERE sent_at IS NULL AND due_at <= $1 LIMIT 1",
            args![now],
        )
        .await?;
    Ok(due.is_some())
}

/// Where there is no mail server, messages that are due are sent by staying
/// where they are: in the mailbox of this installation. Answers how many.
///
/// # Errors
/// If the storage fails.
pub async fn leave_in_mailbox(db: &Db, now: Timestamp) -> Result<u64> {
    if !is_due(db, now).await? {
        return Ok(0);
    }
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE outbox SET sent_at = $1, attempts = attempts + 1, last_error = NULL
                 WHERE id IN (SELECT id FROM outbox WHERE sent_at IS NULL AND due_at <= $1
                     ORDER BY due_at LIMIT 500)",
                args![now],
            )
            .await
        })
    })
    .await
}

const TAKE: EachEngine = EachEngine {
    sqlite: "UPDATE outbox SET due_at = $2, attempts = attempts + 1 WHERE id IN (
            SELECT id FROM outbox WHERE sent_at IS NULL AND due_at <= $1
             ORDER BY due_at LIMIT ($3 + 0))
        RETURNING id, kind, recipient, recipient_name, language, payload, attempts",
    postgres: "UPDATE outbox SET due_at = $2, attempts = attempts + 1 WHERE id IN (
            SELECT id FROM outbox WHERE sent_at IS NULL AND due_at <= $1
             ORDER BY due_at LIMIT ($3 + 0) FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, recipient, recipient_name, language, payload, attempts",
};

/// Where a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// To a mail server. Links that let somebody in are then forgotten: they
    /// are the recipient's alone.
    Server,
    /// Into the mailbox of this installation only, which has no mail server.
    Mailbox,
}

/// The message went out to a mail server. A link in it that lets somebody in
/// is forgotten.
///
/// # Errors
/// If the storage fails.
pub async fn sent(db: &Db, message: &Outgoing, now: Timestamp) -> Result<()> {
    let (id, mut payload) = (message.id, message.payload.0.clone());
    forget_keys(&mut payload);
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE outbox SET sent_at = $1, last_error = NULL, payload = $3
                 WHERE id = $2 AND sent_at IS NULL",
                args![now, id, payload],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Paths that let somebody in without a password.
const KEYS: [&str; 2] = ["/reset/", "/invitation/"];

/// Replaces a link that lets somebody in by the site's first page.
pub(super) fn forget_keys(payload: &mut JsonValue) {
    let path = payload.get("path").and_then(JsonValue::as_str);
    if path.is_some_and(|path| KEYS.iter().any(|key| path.starts_with(key)))
        && let Some(all) = payload.as_object_mut()
    {
        all.insert("path".to_owned(), JsonValue::from("/"));
    }
}

/// The message did not go out: it is tried again later, or given up if it was
/// tried often enough or trying again is of no use. The error is kept.
///
/// # Errors
/// If the storage fails.
pub async fn failed(
    db: &Db,
    message: &Outgoing,
    error: String,
    hopeless: bool,
    now: Timestamp,
) -> Result<()> {
    let (id, attempts) = (message.id, message.attempts);
    let due = match retry_after(attempts) {
        Some(seconds) if !hopeless => now.plus_seconds(seconds),
        _ => Timestamp::NEVER,
    };
    let error: String = error.chars().take(500).collect();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE outbox SET due_at = $1, last_error = $2
                 WHERE id = $3 AND sent_at IS NULL AND attempts = $4",
                args![due, error, id, attempts],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Mail that does not get on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Backlog {
    /// How many messages were given up.
    pub given_up: i64,
    /// How many should have gone out an hour ago, and did not.
    pub late: i64,
    /// What went wrong last.
    pub last_error: Option<String>,
}

/// What of the mail does not get on: given up, or late by an hour.
///
/// # Errors
/// If the storage fails.
pub async fn backlog(db: &Db, now: Timestamp) -> Result<Backlog> {
    let mut read = db.read(Scope::system()).await?;
    ask_backlog(now).fetch(&mut read).await
}

/// The question behind [`backlog`], to be asked together with others.
#[must_use]
pub fn ask_backlog(now: Timestamp) -> Asked<'static, Backlog> {
    static BACKLOG: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["given_up", "late", "last_error"],
            "SELECT COUNT(CASE WHEN due_at = $2 THEN 1 END) AS given_up,
                COUNT(CASE WHEN due_at < $1 THEN 1 END) AS late,
                (SELECT e.last_error FROM outbox e
                 WHERE e.sent_at IS NULL AND e.last_error IS NOT NULL
                 ORDER BY e.created_at DESC LIMIT 1) AS last_error
             FROM outbox WHERE sent_at IS NULL /* system */",
        )
    });
    BACKLOG
        .ask::<Backlog>(args![now.plus_seconds(-3600), Timestamp::NEVER])
        .map(|mut found| found.pop().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{Message, Recipient, enqueue};
    use crate::store::testing::both_engines;
    use serde_json::json;

    const NOON: Timestamp = Timestamp(1_781_438_400_000);

    async fn put(db: &Db, count: usize) {
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                let all = (0..count)
                    .map(|number| Message {
                        kind: "password-reset",
                        customer: None,
                        to: Recipient {
                            email: format!("p{number}@halden.example"),
                            name: "P".to_owned(),
                            language: None,
                        },
                        payload: json!({ "path": "/reset/secret" }),
                    })
                    .collect();
                enqueue(tx, all, NOON).await
            })
        })
        .await
        .unwrap();
    }

    #[test]
    fn waiting_doubles_up_to_an_hour_and_ends() {
        assert_eq!(retry_after(1), Some(30));
        assert_eq!(retry_after(2), Some(60));
        assert_eq!(retry_after(8), Some(3600));
        assert_eq!(retry_after(15), Some(3600));
        assert_eq!(retry_after(16), None);
        let all: i64 = (1..MOST_ATTEMPTS).filter_map(retry_after).sum();
        assert!((8 * 3600..10 * 3600).contains(&all), "{all} s in all");
    }

    both_engines!(
        of_many_workers_each_message_is_taken_by_one,
        |db| async move {
            put(&db, 60).await;
            let workers = (0..8).map(|_| take_due(&db, 10, 60, NOON));
            let mut taken: Vec<MessageId> = Vec::new();
            for batch in futures::future::join_all(workers).await {
                taken.extend(batch.unwrap().iter().map(|message| message.id));
            }
            taken.extend(
                take_due(&db, 60, 60, NOON)
                    .await
                    .unwrap()
                    .iter()
                    .map(|message| message.id),
            );
            assert_eq!(taken.len(), 60);
            taken.sort_unstable();
            taken.dedup();
            assert_eq!(taken.len(), 60);
            assert!(take_due(&db, 10, 60, NOON).await.unwrap().is_empty());
        }
    );

    both_engines!(what_a_dead_worker_took_is_taken_again, |db| async move {
        put(&db, 1).await;
        let first = take_due(&db, 10, 60, NOON).await.unwrap();
        assert!(
            take_due(&db, 10, 60, NOON.plus_seconds(59))
                .await
                .unwrap()
                .is_empty()
        );
        let again = take_due(&db, 10, 60, NOON.plus_seconds(60)).await.unwrap();
        assert_eq!((again[0].id, again[0].attempts), (first[0].id, 2));
        // The first worker, thought dead, fails late: the lease of the second holds.
        failed(
            &db,
            &first[0],
            "late".to_owned(),
            false,
            NOON.plus_seconds(61),
        )
        .await
        .unwrap();
        assert!(
            take_due(&db, 10, 60, NOON.plus_seconds(100))
                .await
                .unwrap()
                .is_empty()
        );
    });

    both_engines!(
        what_fails_is_tried_later_and_given_up_in_the_end,
        |db| async move {
            put(&db, 1).await;
            let mut now = NOON;
            for attempt in 1..=MOST_ATTEMPTS {
                let taken = take_due(&db, 1, 60, now).await.unwrap();
                assert_eq!(taken[0].attempts, attempt);
                failed(&db, &taken[0], format!("no answer {attempt}"), false, now)
                    .await
                    .unwrap();
                now = now.plus_seconds(retry_after(attempt).unwrap_or(1_000_000));
            }
            assert!(take_due(&db, 1, 60, now).await.unwrap().is_empty());
            let mut read = db.read(Scope::system()).await.unwrap();
            let error: Option<String> = read
                .scalar("SELECT last_error FROM outbox", args![])
                .await
                .unwrap();
            assert_eq!(error.as_deref(), Some("no answer 16"));
        }
    );

    both_engines!(a_key_that_went_out_is_forgotten, |db| async move {
        put(&db, 2).await;
        let taken = take_due(&db, 1, 60, NOON).await.unwrap();
        sent(&db, &taken[0], NOON).await.unwrap();
        assert_eq!(leave_in_mailbox(&db, NOON).await.unwrap(), 1);
        assert_eq!(leave_in_mailbox(&db, NOON).await.unwrap(), 0);
        let mut read = db.read(Scope::system()).await.unwrap();
        let all: Vec<(MessageId, Json<JsonValue>)> = read
            .all("SELECT id, payload FROM outbox", args![])
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        for (id, payload) in all {
            let path = if id == taken[0].id {
                "/"
            } else {
                "/reset/secret"
            };
            assert_eq!(payload.0, json!({ "path": path }));
        }
        drop(read);
        assert!(
            take_due(&db, 2, 60, NOON.plus_days(1))
                .await
                .unwrap()
                .is_empty()
        );
    });
}
