//! A draft that is published by itself at a moment that a curator chose. Until
//! then nothing in it changes, so that what comes into force is what was seen.

use super::difference::leaves_nothing;
use super::drafts::AgreementError;
use super::publish::{Publication, put_in_force};
use super::revisions::Head;
use super::{AgreementPage, agreement_page};
use crate::id::AgreementId;
use crate::identity::{Actor, Permission};
use crate::mail::{Message, Recipient};
use crate::store::{Db, Query, Scope, StoreError, Tx};
use crate::{Timestamp, args, audit, mail};
use serde_json::json;

/// How many drafts that have become due are looked for at once.
const AT_ONCE: i64 = 50;

/// Takes back that the draft will be published by itself, so that it can be
/// changed again. Takes no effect if nobody had decided that.
///
/// # Errors
/// See [`AgreementError`].
pub async fn withdraw_plan(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, agreement).await?;
            let draft = head.draft_id.ok_or(AgreementError::NoDraft)?;
            if head.publish_at.is_none() {
                return Ok(());
            }
            forget(
                tx,
                &actor,
                agreement,
                &head,
                "agreement.plan-withdrawn",
                now,
            )
            .await?;
            tx.run(
                "UPDATE agreement_revision SET note = '' WHERE id = $1 /* staff */",
                args![draft],
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// Publishes the drafts whose moment has come; answers how many. One that by
/// now would leave its people nothing to buy stays a draft, and who decided to
/// publish it is told.
///
/// # Errors
/// If none can be looked for. One that fails is written to the log and tried
/// again the next time; the others go on.
pub async fn publish_due(db: &Db, now: Timestamp) -> Result<usize, StoreError> {
    let due: Vec<(AgreementId,)> = {
        let mut read = db.read(Scope::system()).await?;
        read.all(
            "SELECT agreement_id FROM agreement_revision
             WHERE publish_at <= $1 AND state = 'draft'
             ORDER BY publish_at, id LIMIT ($2 + 0) /* system */",
            args![now, AT_ONCE],
        )
        .await?
    };
    let mut published = 0;
    for (agreement,) in due {
        match publish_one(db, agreement, now).await {
            Ok(true) => published += 1,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, %agreement, "publishing a planned draft"),
        }
    }
    Ok(published)
}

/// Publishes one; answers whether it did.
async fn publish_one(
    db: &Db,
    agreement: AgreementId,
    now: Timestamp,
) -> Result<bool, AgreementError> {
    let system = Actor::system();
    let page: AgreementPage =
        agreement_page::<AgreementError>(db, &system, agreement, None, "", now).await?;
    let empties = match page.draft() {
        Some(draft) => leaves_nothing(db, &system, &page, draft, now).await?,
        None => return Ok(false),
    };
    db.write(system.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, agreement).await?;
            let due = head.publish_at.is_some_and(|at| at <= now);
            let Some(draft) = head.draft_id.filter(|_| due) else {
                // Another process was faster, or the plan was withdrawn.
                return Ok(false);
            };
            if empties && head.publish_empty != Some(true) {
                forget(tx, &system, agreement, &head, "agreement.plan-failed", now).await?;
                tell(tx, agreement, &head, now).await?;
                return Ok(false);
            }
            let note = head.draft_note.clone().unwrap_or_default();
            let by = head.publish_by_name.clone().unwrap_or_default();
            let what = Publication {
                revision: draft,
                note: &note,
                by: &by,
            };
            put_in_force(tx, &system, agreement, &head, what, now).await?;
            Ok(true)
        })
    })
    .await
}

async fn forget(
    tx: &mut Tx,
    actor: &Actor,
    agreement: AgreementId,
    head: &Head,
    action: &'static str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE agreement_revision SET publish_at = NULL WHERE id = $1 /* staff */",
        args![head.draft_id],
    )
    .await?;
    let entry = audit::Entry {
        action,
        subject: agreement.to_string(),
        customer: head.customer_id,
        detail: json!({ "number": head.number, "planned": head.publish_at }),
    };
    audit::record(tx, actor, entry, now).await
}

/// Tells who decided to publish it that nothing came of it.
async fn tell(
    tx: &mut Tx,
    agreement: AgreementId,
    head: &Head,
    now: Timestamp,
) -> Result<(), StoreError> {
    let to: Option<(String, String, Option<String>)> = tx
        .maybe(
            "SELECT email, name, language FROM person WHERE id = $1",
            args![head.publish_by],
        )
        .await?;
    let messages = to.map(|(email, name, language)| Message {
        kind: "agreement-not-published",
        customer: head.customer_id,
        to: Recipient {
            email,
            name,
            language,
        },
        payload: json!({
            "number": head.number.as_str(),
            "path": format!("/console/agreements/{agreement}"),
        }),
    });
    mail::enqueue(tx, messages.into_iter().collect(), now).await
}
