//! Publishing an agreement's draft, and going back to an earlier revision.

use super::difference::leaves_nothing;
use super::drafts::AgreementError;
use super::revisions::Head;
use super::rounds::{self, News};
use super::{AgreementPage, agreement_page};
use crate::id::{AgreementId, RevisionId};
use crate::identity::{Actor, Denied, Permission, members_who_may};
use crate::profile::{Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Query, Tx, claim};
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
    /// When it begins to apply; now, if nobody said.
    pub at: Option<Timestamp>,
    /// The curator knows that nothing would be left to buy.
    pub even_if_empty: bool,
}

/// Makes the draft what applies from now on, tells the customer's managers,
/// and remembers it in the customer's profile. If it is for later, all of that
/// happens then, by itself ([`publish_due`](super::publish_due)).
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
    if command.at.is_some_and(|at| at <= now) {
        return Err(AgreementError::InThePast);
    }
    if !command.even_if_empty {
        let page: AgreementPage =
            agreement_page::<AgreementError>(db, actor, command.agreement, None, "", now).await?;
        if let Some(draft) = page.draft()
            && leaves_nothing(db, actor, &page, draft, command.at.unwrap_or(now)).await?
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
            let Some(at) = command.at else {
                let what = Publication {
                    revision: draft,
                    note: &command.note,
                    by: actor.name(),
                };
                return put_in_force(tx, &actor, command.agreement, &head, what, now).await;
            };
            plan(tx, &actor, &command, &head, at, now).await
        })
    })
    .await
}

/// Makes an earlier revision apply again: a copy of it is published, so that
/// the history stays as it was. A draft under work is left alone. The same form
/// twice is one copy.
///
/// # Errors
/// See [`AgreementError`].
pub async fn take_back(
    db: &Db,
    actor: &Actor,
    key: FormKey,
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
            let subject = agreement.to_string();
            if claim(tx, &actor, key, "agreement-take-back", &subject, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
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
            let what = Publication {
                revision: copy,
                note: &note,
                by: actor.name(),
            };
            put_in_force(tx, &actor, agreement, &head, what, now).await
        })
    })
    .await
}

/// Writes down that the draft is to be published by itself.
async fn plan(
    tx: &mut Tx,
    actor: &Actor,
    command: &Publish,
    head: &Head,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), AgreementError> {
    head.demand_reason(&command.note)?;
    let planned = tx
        .run(
            "UPDATE agreement_revision SET publish_at = $2, publish_by = $3,
                 publish_by_name = $4, publish_empty = $5, note = $6
             WHERE id = $1 AND $2 < valid_until /* staff */",
            args![
                head.draft_id,
                at,
                actor.person(),
                actor.name(),
                command.even_if_empty,
                command.note.trim()
            ],
        )
        .await?;
    if planned == 0 {
        return Err(AgreementError::EndsBefore);
    }
    let entry = audit::Entry {
        action: "agreement.planned",
        subject: command.agreement.to_string(),
        customer: head.customer_id,
        detail: json!({ "number": head.number, "at": at, "version": command.version }),
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

/// What is put in force: a revision, with the reason that the customer reads,
/// by the decision of somebody.
pub(super) struct Publication<'a> {
    pub(super) revision: RevisionId,
    pub(super) note: &'a str,
    pub(super) by: &'a str,
}

pub(super) async fn put_in_force(
    tx: &mut Tx,
    actor: &Actor,
    agreement: AgreementId,
    head: &Head,
    Publication { revision, note, by }: Publication<'_>,
    now: Timestamp,
) -> Result<(), AgreementError> {
    let note = note.trim();
    head.demand_reason(note)?;
    tx.run(
        "UPDATE agreement_revision SET state = 'superseded'
         WHERE agreement_id = $1 AND state = 'published' /* staff */",
        args![agreement],
    )
    .await?;
    tx.run(
        "UPDATE agreement_revision SET state = 'published', note = $2, published_at = $3,
             published_by_name = $4, publish_at = NULL
         WHERE id = $1 /* staff */",
        args![revision, note, now, by],
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
        detail: json!({ "number": head.number, "revision": revision.to_string(), "note": note }),
    };
    audit::record(tx, actor, entry, now).await?;
    let Some(customer) = head.customer_id else {
        let news = News::Published {
            note: note.to_owned(),
        };
        return Ok(rounds::begin(tx, agreement, &news, now).await?);
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
