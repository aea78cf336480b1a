//! Publishing an agreement's draft, and going back to an earlier revision.

use super::drafts::AgreementError;
use super::revisions::Head;
use crate::id::{AgreementId, RevisionId};
use crate::identity::{Actor, Denied, Permission, members_who_may};
use crate::profile::{Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, Query, Tx};
use crate::{Timestamp, args, audit, mail, profile};
use serde_json::json;

/// What a curator says when publishing.
#[derive(Debug, Clone)]
pub struct Publish {
    /// The agreement.
    pub agreement: AgreementId,
    /// The version of the draft that was looked at.
    pub version: i64,
    /// What the customer reads: "we changed this because…".
    pub note: String,
    /// The curator knows that nothing would be left to buy.
    pub even_if_empty: bool,
}

/// Makes the draft what applies from now on, tells the customer's managers,
/// and remembers it in the customer's profile.
///
/// # Errors
/// See [`AgreementError`]; what applied still applies then.
pub async fn publish(
    db: &Db,
    actor: &Actor,
    command: Publish,
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, command.agreement).await?;
            let draft = head.draft_id.ok_or(AgreementError::NoDraft)?;
            if head.draft_version != Some(command.version) {
                return Err(AgreementError::Changed);
            }
            if !command.even_if_empty && nothing_is_in(tx, &head, draft, now).await? {
                return Err(AgreementError::Empty);
            }
            put_in_force(
                tx,
                &actor,
                command.agreement,
                &head,
                draft,
                &command.note,
                now,
            )
            .await
        })
    })
    .await
}

/// Makes an earlier revision apply again: a copy of it is published, so that
/// the history stays as it was. A draft under work is left alone.
///
/// # Errors
/// See [`AgreementError`].
pub async fn take_back(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    to: i64,
    note: String,
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, agreement).await?;
            let earlier: RevisionId = tx
                .scalar(
                    "SELECT id FROM agreement_revision WHERE agreement_id = $1
                         AND customer_id = $2 AND number = $3 AND state = 'superseded'",
                    args![agreement, head.customer_id, to],
                )
                .await?
                .ok_or(AgreementError::Denied(Denied))?;
            if nothing_is_in(tx, &head, earlier, now).await? {
                return Err(AgreementError::Empty);
            }
            let copy = head.copy(tx, &actor, earlier, "superseded", now).await?;
            put_in_force(tx, &actor, agreement, &head, copy, &note, now).await
        })
    })
    .await
}

/// Whether the customer would see nothing under this revision: no line of it
/// lets anything in, or it has ended already.
async fn nothing_is_in(
    tx: &mut Tx,
    head: &Head,
    revision: RevisionId,
    now: Timestamp,
) -> Result<bool, AgreementError> {
    let lines: Option<i64> = tx
        .scalar(
            "SELECT CASE WHEN r.valid_until <= $3 THEN 0 ELSE
                    (SELECT COUNT(*) FROM agreement_category
                     WHERE customer_id = $1 AND revision_id = $2 AND rule = 'in')
                  + (SELECT COUNT(*) FROM agreement_product
                     WHERE customer_id = $1 AND revision_id = $2 AND rule IN ('in', 'price'))
                 END
             FROM agreement_revision r WHERE r.id = $2 AND r.customer_id = $1",
            args![head.customer_id, revision, now],
        )
        .await?;
    Ok(lines.unwrap_or(0) == 0)
}

pub(super) async fn put_in_force(
    tx: &mut Tx,
    actor: &Actor,
    agreement: AgreementId,
    head: &Head,
    revision: RevisionId,
    note: &str,
    now: Timestamp,
) -> Result<(), AgreementError> {
    let note = note.trim();
    if note.is_empty() && head.published_revision_id.is_some() {
        return Err(AgreementError::NoReason);
    }
    tx.run(
        "UPDATE agreement_revision SET state = 'superseded'
         WHERE agreement_id = $1 AND customer_id = $2 AND state = 'published'",
        args![agreement, head.customer_id],
    )
    .await?;
    tx.run(
        "UPDATE agreement_revision SET state = 'published', note = $3, published_at = $4,
             published_by_name = $5
         WHERE id = $1 AND customer_id = $2",
        args![revision, head.customer_id, note, now, actor.name()],
    )
    .await?;
    tx.run(
        "UPDATE agreement SET published_revision_id = $3 WHERE id = $1 AND customer_id = $2",
        args![agreement, head.customer_id, revision],
    )
    .await?;
    let entry = audit::Entry {
        action: "agreement.published",
        subject: agreement.to_string(),
        customer: Some(head.customer_id),
        detail: json!({ "revision": revision.to_string() }),
    };
    audit::record(tx, actor, entry, now).await?;
    let changed = Interaction {
        customer: head.customer_id,
        member: None,
        unit: None,
        at: now,
        kind: Kind::SiteChanged,
        touch_point: TouchPoint::Console,
        subject: Subject::Agreement,
        subject_id: Some(agreement.0),
        text: head.number.clone(),
        amount: None,
        detail: json!({ "note": note }),
    };
    profile::record(tx, vec![changed]).await?;
    let managers = members_who_may(tx, head.customer_id, Permission::ManageCompany).await?;
    let messages = managers
        .into_iter()
        .map(|person| mail::Message {
            kind: "agreement-published",
            customer: Some(head.customer_id),
            to: person.into(),
            payload: json!({ "number": head.number.as_str(), "note": note, "path": "/catalog" }),
        })
        .collect();
    mail::enqueue(tx, messages, now).await?;
    Ok(())
}
