//! Our people decide about a mail that nobody vouches for, one of them and once: they
//! make a case of it, add it to one (`mail_to_case.rs`), or leave it alone and say why.

use super::converse::CaseError;
use super::open::OpenError;
use super::strangers::Candidate;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::IncomingMailId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, ask_earlier, claim};
use crate::tidy::tidy;
use serde_json::json;

/// The longest reason for leaving a mail alone, in characters.
pub const LONGEST_REASON: usize = 500;

/// Why nothing became of a mail.
#[derive(Debug, thiserror::Error)]
pub enum StrangerError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such mail, or somebody was done with it already.
    #[error("not found")]
    NotFound,
    /// No member has this address.
    #[error("no such member")]
    NoMember,
    /// There is no case of this number.
    #[error("no such case")]
    NoCase,
    /// The member does not see that case.
    #[error("the member does not see the case")]
    SeesNot,
    /// It can't be added like this.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The member belongs to several companies: one of these.
    #[error("which company?")]
    Which(Vec<Candidate>),
    /// It can't be opened like this.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Leaving it alone needs a reason of at most [`LONGEST_REASON`].
    #[error("no reason")]
    NoReason,
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<StrangerError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A mail is left alone.
#[derive(Debug, Clone)]
pub struct LeaveMail {
    /// The form's key.
    pub key: FormKey,
    /// The mail.
    pub mail: IncomingMailId,
    /// Why.
    pub reason: String,
}

/// Leaves a mail alone, for a reason; what came with it goes.
///
/// # Errors
/// See [`StrangerError`].
pub async fn leave_mail(
    db: &Db,
    actor: &Actor,
    command: LeaveMail,
    now: Timestamp,
) -> Result<(), StrangerError> {
    actor.demand(Permission::Support)?;
    let LeaveMail { key, mail, reason } = command;
    let reason = tidy(&reason);
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(StrangerError::NoReason);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = mail.to_string();
            let earlier = claim(tx, &actor, key, "mail-leave", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            settle(tx, &actor, mail, &reason, now).await?;
            tx.run(
                "DELETE FROM incoming_mail_file WHERE mail_id = $1",
                args![mail],
            )
            .await?;
            let entry = audit::Entry {
                action: "mail.left",
                subject: mail.to_string(),
                customer: None,
                detail: json!({ "reason": reason }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// What became of a form about a mail.
pub(super) enum Settled {
    /// It decides now; the mail's text.
    Now(String),
    /// It was sent at the same moment, and the other is done; what that came to.
    Before(String),
}

/// The mail is settled by this form, or was.
pub(super) async fn settled(
    tx: &mut Tx,
    actor: &Actor,
    mail: IncomingMailId,
    (key, form): (FormKey, &'static str),
    now: Timestamp,
) -> Result<Settled, StrangerError> {
    match settle(tx, actor, mail, "", now).await {
        Err(StrangerError::NotFound) => {
            let earlier = ask_earlier(actor, key, form).fetch(tx).await?;
            earlier.map(Settled::Before).ok_or(StrangerError::NotFound)
        }
        text => text.map(Settled::Now),
    }
}

/// Of two who are done with a mail at once one is told that somebody was quicker.
/// Answers its text.
async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    mail: IncomingMailId,
    why: &str,
    now: Timestamp,
) -> Result<String, StrangerError> {
    let text: Option<(String,)> = tx
        .maybe(
            "UPDATE incoming_mail SET settled_at = $2, settled_by = $3, settled_why = $4
             WHERE id = $1 AND settled_at IS NULL AND became IN ('stranger', 'held')
             RETURNING text",
            args![mail, now, actor.person(), why],
        )
        .await?;
    text.map(|(text,)| text).ok_or(StrangerError::NotFound)
}
