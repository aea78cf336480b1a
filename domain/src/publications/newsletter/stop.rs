//! No more newsletters, by the address in one: without signing in, for the one member
//! that it is signed for.

use super::follow::{Recorded, interaction};
use super::token::Purpose;
use super::who;
use crate::identity::Actor;
use crate::profile::{self, Kind, Subject};
use crate::store::{Db, FromRow, Query, Result, Scope, StoreError};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// Somebody about to get no more newsletters.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Subscriber {
    /// To which address they come.
    pub email: String,
    /// Whether they still do.
    pub wanted: bool,
}

/// Who a token for unsubscribing is for; none if it is none of ours.
///
/// # Errors
/// If the storage fails.
pub async fn subscriber(db: &Db, token: &str) -> Result<Option<Subscriber>> {
    let Some((reader, Purpose::Unsubscribe)) = who(db, token).await? else {
        return Ok(None);
    };
    let mut read = db.read(Scope::system()).await?;
    read.maybe(
        "SELECT p.email, n.wanted FROM newsletter_choice n
         JOIN membership m ON m.id = n.membership_id AND m.customer_id = n.customer_id
         JOIN person p ON p.id = m.person_id
         WHERE n.customer_id = $1 AND n.membership_id = $2",
        args![reader.customer, reader.member],
    )
    .await
}

/// Whoever the token is for gets no more newsletters; whether it is one of ours.
/// A second time changes nothing.
///
/// # Errors
/// If the storage fails.
pub async fn unsubscribe(db: &Db, token: &str, now: Timestamp) -> Result<bool> {
    let Some((reader, Purpose::Unsubscribe)) = who(db, token).await? else {
        return Ok(false);
    };
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let changed = tx
                .run(
                    "UPDATE newsletter_choice SET wanted = $3, at = $4
                     WHERE customer_id = $1 AND membership_id = $2 AND wanted",
                    args![reader.customer, reader.member, false, now],
                )
                .await?;
            if changed > 0 {
                let member: Option<Recorded> = tx
                    .maybe(
                        "SELECT m.unit_id, CAST(CASE WHEN c.recording = 'all' AND NOT EXISTS (
                                SELECT 1 FROM recording_choice r
                                WHERE r.customer_id = $1 AND r.membership_id = $2
                                    AND NOT r.recording)
                             THEN 1 ELSE 0 END AS BIGINT) AS records
                         FROM membership m JOIN customer c ON c.id = m.customer_id
                         WHERE m.customer_id = $1 AND m.id = $2 AND m.active",
                        args![reader.customer, reader.member],
                    )
                    .await?;
                let happened = member.and_then(Recorded::if_allowed).map(|member| {
                    let about = (Subject::Newsletter, None);
                    let kind = Kind::NewsletterEnded;
                    interaction(
                        reader,
                        &member,
                        kind,
                        about,
                        (String::new(), json!({})),
                        now,
                    )
                });
                profile::record(tx, happened.into_iter().collect()).await?;
                let entry = audit::Entry {
                    action: "newsletter.unsubscribed",
                    subject: reader.member.to_string(),
                    customer: Some(reader.customer),
                    detail: json!({}),
                };
                audit::record(tx, &Actor::system(), entry, now).await?;
            }
            Ok(true)
        })
    })
    .await
}
