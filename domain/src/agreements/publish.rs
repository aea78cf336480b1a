//! Publishing an agreement's draft, and going back to an earlier revision.

use super::difference::leaves_nothing;
use super::drafts::AgreementError;
use super::revisions::Head;
use super::{AgreementPage, agreement_page};
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
    if !command.even_if_empty {
        let page: AgreementPage =
            agreement_page::<AgreementError>(db, actor, command.agreement, None, "", now).await?;
        if let Some(draft) = page.draft()
            && leaves_nothing(db, actor, &page, draft, now).await?
        {
            return Err(AgreementError::Empty);
        }
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, command.agreement).await?;
            let draft = head.draft_id.ok_or(AgreementError::NoDraft)?;
            if head.draft_version != Some(command.version) {
                return Err(AgreementError::Changed);
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
    let page: AgreementPage =
        agreement_page::<AgreementError>(db, actor, agreement, Some(to), "", now).await?;
    if leaves_nothing(db, actor, &page, &page.shown, now).await? {
        return Err(AgreementError::Empty);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, agreement).await?;
            let earlier: RevisionId = tx
                .scalar(
                    "SELECT id FROM agreement_revision WHERE agreement_id = $1
                         AND number = $2 AND state = 'superseded' /* staff */",
                    args![agreement, to],
                )
                .await?
                .ok_or(AgreementError::Denied(Denied))?;
            let copy = head.copy(tx, &actor, earlier, "superseded", now).await?;
            put_in_force(tx, &actor, agreement, &head, copy, &note, now).await
        })
    })
    .await
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
         WHERE agreement_id = $1 AND state = 'published' /* staff */",
        args![agreement],
    )
    .await?;
    tx.run(
        "UPDATE agreement_revision SET state = 'published', note = $2, published_at = $3,
             published_by_name = $4
         WHERE id = $1 /* staff */",
        args![revision, note, now, actor.name()],
    )
    .await?;
    tx.run(
        "UPDATE agreement SET published_revision_id = $2 WHERE id = $1 /* staff */",
        args![agreement, revision],
    )
    .await?;
    let entry = audit::Entry {
        action: "agreement.published",
        subject: agreement.to_string(),
        customer: head.customer_id,
        detail: json!({ "revision": revision.to_string() }),
    };
    audit::record(tx, actor, entry, now).await?;
    // What is for many customers is news to none of them in particular: they
    // read it on their own pages.
    let Some(customer) = head.customer_id else {
        return Ok(());
    };
    let changed = Interaction {
        customer,
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
    let managers = members_who_may(tx, customer, Permission::ManageCompany).await?;
    let messages = managers
        .into_iter()
        .map(|person| mail::Message {
            kind: "agreement-published",
            customer: Some(customer),
            to: person.into(),
            payload: json!({ "number": head.number.as_str(), "note": note, "path": "/catalog" }),
        })
        .collect();
    mail::enqueue(tx, messages, now).await?;
    Ok(())
}
