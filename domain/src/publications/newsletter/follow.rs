//! What a newsletter tells of its reader without their signing in: that it was
//! opened, and which issue is followed. It is remembered only where company and person
//! allow it, now and not when the letter was written.

use super::token::{Purpose, Reader};
use super::who;
use crate::id::{CustomerId, IssueId, MembershipId, NewsletterId, UnitId};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{
    Args, Db, FromRow, IntoValue, Query, Result, Scope, StoreError, Tx, list_placeholders,
};
use crate::{Timestamp, args};
use serde_json::{Value as JsonValue, json};
use uuid::Uuid;

/// A member and whether they may be recorded.
#[derive(FromRow)]
pub(super) struct Recorded {
    unit_id: Option<UnitId>,
    records: i64,
}

impl Recorded {
    /// The member, if company and person allow that it is remembered what they do.
    pub(super) fn if_allowed(self) -> Option<Self> {
        (self.records != 0).then_some(self)
    }
}

/// The member with a copy of this newsletter; none if there is none, or no member any
/// more.
async fn recorded(
    tx: &mut Tx,
    reader: Reader,
    newsletter: NewsletterId,
) -> Result<Option<Recorded>> {
    tx.maybe(
        "SELECT m.unit_id, CAST(CASE WHEN c.recording = 'all' AND NOT EXISTS (
                SELECT 1 FROM recording_choice r
                WHERE r.customer_id = $1 AND r.membership_id = $2 AND NOT r.recording)
             THEN 1 ELSE 0 END AS BIGINT) AS records
         FROM newsletter_copy k
         JOIN membership m ON m.id = k.membership_id AND m.customer_id = k.customer_id
             AND m.active
         JOIN customer c ON c.id = k.customer_id
         WHERE k.customer_id = $1 AND k.membership_id = $2 AND k.newsletter_id = $3",
        args![reader.customer, reader.member, newsletter],
    )
    .await
}

/// What a member did by an address in a mail of ours.
pub(super) fn interaction(
    reader: Reader,
    member: &Recorded,
    kind: Kind,
    (subject, id): (Subject, Option<Uuid>),
    (text, detail): (String, JsonValue),
    now: Timestamp,
) -> Interaction {
    Interaction {
        customer: reader.customer,
        member: Some(reader.member),
        unit: member.unit_id,
        at: now,
        kind,
        touch_point: TouchPoint::Mail,
        subject,
        subject_id: id,
        text,
        amount: None,
        detail,
    }
}

/// Notes when a copy was opened; whether it had not been before.
async fn note_opened(
    tx: &mut Tx,
    reader: Reader,
    newsletter: NewsletterId,
    now: Timestamp,
) -> Result<bool> {
    let first = tx
        .run(
            "UPDATE newsletter_copy SET opened_at = $4
             WHERE customer_id = $1 AND membership_id = $2 AND newsletter_id = $3
                 AND opened_at IS NULL",
            args![reader.customer, reader.member, newsletter, now],
        )
        .await?;
    Ok(first == 1)
}

/// The picture of a newsletter was fetched: it was opened. The first time is
/// remembered, where that is allowed. Of what is no token of ours nothing is said.
///
/// # Errors
/// If the storage fails.
pub async fn opened(db: &Db, token: &str, now: Timestamp) -> Result<()> {
    let Some((reader, Purpose::Opened(newsletter))) = who(db, token).await? else {
        return Ok(());
    };
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let member = recorded(tx, reader, newsletter).await?;
            let Some(member) = member.and_then(Recorded::if_allowed) else {
                return Ok(());
            };
            if note_opened(tx, reader, newsletter, now).await? {
                let about = (Subject::Newsletter, Some(newsletter.0));
                let said = (String::new(), json!({}));
                let kind = Kind::NewsletterOpened;
                let one = interaction(reader, &member, kind, about, said, now);
                profile::record(tx, vec![one]).await?;
            }
            Ok(())
        })
    })
    .await
}

#[derive(FromRow)]
struct Leads {
    code: String,
    title: String,
    withdrawn_at: Option<Timestamp>,
}

/// An issue is followed from a newsletter: answers the page of ours that it leads to;
/// none if the token is none of ours. The first time is remembered, where that is
/// allowed, and if it `counts`: not where somebody only asks whether the address is
/// there.
///
/// # Errors
/// If the storage fails.
pub async fn follow(db: &Db, token: &str, counts: bool, now: Timestamp) -> Result<Option<String>> {
    let Some((reader, Purpose::Follow(newsletter, issue))) = who(db, token).await? else {
        return Ok(None);
    };
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let leads: Option<Leads> = tx
                .maybe(
                    "SELECT p.code, i.title, i.withdrawn_at FROM publication_issue i
                     JOIN publication p ON p.id = i.publication_id
                     WHERE i.id = $1 AND i.published_at IS NOT NULL",
                    args![issue],
                )
                .await?;
            let Some(Leads {
                code,
                title,
                withdrawn_at,
            }) = leads
            else {
                return Ok(None);
            };
            // The page says that it was taken back: nothing of it is read.
            let member = if counts && withdrawn_at.is_none() {
                recorded(tx, reader, newsletter).await?
            } else {
                None
            };
            if let Some(member) = member.and_then(Recorded::if_allowed) {
                let detail = json!({ "publication": code, "newsletter": newsletter });
                let said = (title, detail);
                note_click(tx, reader, &member, (newsletter, issue), said, now).await?;
            }
            Ok(Some(format!("/publications/{code}/{issue}")))
        })
    })
    .await
}

async fn note_click(
    tx: &mut Tx,
    reader: Reader,
    member: &Recorded,
    (newsletter, issue): (NewsletterId, IssueId),
    said: (String, JsonValue),
    now: Timestamp,
) -> Result<()> {
    // Who follows something has opened it, whether pictures are shown or not.
    note_opened(tx, reader, newsletter, now).await?;
    let first = tx
        .run(
            "INSERT INTO newsletter_click (customer_id, newsletter_id, membership_id, issue_id, at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![reader.customer, newsletter, reader.member, issue, now],
        )
        .await?;
    if first == 1 {
        let about = (Subject::Issue, Some(issue.0));
        let kind = Kind::NewsletterFollowed;
        let one = interaction(reader, member, kind, about, said, now);
        profile::record(tx, vec![one]).await?;
    }
    Ok(())
}

/// Forgets which newsletters these members opened and what they followed in them, in
/// the transaction in which their profile forgets it.
///
/// # Errors
/// If the storage fails.
pub async fn forget_openings(
    tx: &mut Tx,
    customer: CustomerId,
    members: Vec<MembershipId>,
) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let these = list_placeholders(2, members.len());
    let mut args: Args = args![customer];
    args.extend(members.into_iter().map(IntoValue::value));
    tx.run(
        format!(
            "DELETE FROM newsletter_click WHERE customer_id = $1 AND membership_id IN ({these})"
        ),
        args.clone(),
    )
    .await?;
    tx.run(
        format!(
            "UPDATE newsletter_copy SET opened_at = NULL
             WHERE customer_id = $1 AND membership_id IN ({these})"
        ),
        args,
    )
    .await
    .map(drop)
}
