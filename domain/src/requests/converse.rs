//! What is said about a request: whoever decides asks back, the requester
//! answers; and the requester takes it back.

use super::lifecycle::{self, Action, NotPossible, State};
use super::messages;
use super::request::{EventDetail, EventKind, Request};
use super::whole;
use super::write_down::event_rows;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{MembershipId, RequestId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::mail::Recipient;
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use serde_json::json;

/// The longest thing that can be said at once, in characters.
pub const LONGEST_TEXT: usize = 2000;

/// Something said about a request.
#[derive(Debug, Clone)]
pub struct Say {
    /// The form's key.
    pub key: FormKey,
    /// The request.
    pub request: RequestId,
    /// What is said.
    pub text: String,
}

/// Why nothing was said or taken back.
#[derive(Debug, thiserror::Error)]
pub enum SayError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such request for this person.
    #[error("not found")]
    NotFound,
    /// Nothing was said.
    #[error("no text")]
    NoText,
    /// More than [`LONGEST_TEXT`] characters.
    #[error("text too long")]
    TooLong,
    /// The request can't go on like this, usually because it is decided.
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// Somebody changed it at the same moment.
    #[error("the request has changed")]
    Changed,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks the requester something. The request waits for the answer, but can be
/// decided without it.
///
/// # Errors
/// See [`SayError`].
pub async fn ask(db: &Db, actor: &Actor, say: Say, now: Timestamp) -> Result<(), SayError> {
    let member = actor.member_who_may(Permission::Approve)?.clone();
    step(db, actor, member, say, Action::Ask, EventKind::Asked, now).await
}

/// Answers the last question. The request waits for a decision again.
///
/// # Errors
/// See [`SayError`].
pub async fn answer(db: &Db, actor: &Actor, say: Say, now: Timestamp) -> Result<(), SayError> {
    let member = actor.member_who_may(Permission::Request)?.clone();
    step(
        db,
        actor,
        member,
        say,
        Action::Answer,
        EventKind::Answered,
        now,
    )
    .await
}

/// Takes back what of a request is still open. A word about it is welcome but
/// not needed.
///
/// # Errors
/// See [`SayError`].
pub async fn withdraw(db: &Db, actor: &Actor, say: Say, now: Timestamp) -> Result<(), SayError> {
    let member = actor.member_who_may(Permission::Request)?.clone();
    step(
        db,
        actor,
        member,
        say,
        Action::Withdraw,
        EventKind::Withdrawn,
        now,
    )
    .await
}

async fn step(
    db: &Db,
    actor: &Actor,
    member: Member,
    say: Say,
    action: Action,
    kind: EventKind,
    now: Timestamp,
) -> Result<(), SayError> {
    let text = say.text.trim().to_owned();
    if text.is_empty() && action != Action::Withdraw {
        return Err(SayError::NoText);
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(SayError::TooLong);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let repeated = claim(tx, &actor, say.key, "said", &say.request.to_string(), now)
                .await?
                .is_some();
            let request = whole::whole(tx, member.company.id, say.request)
                .await?
                .filter(|request| request.is_visible(&actor, &member))
                .ok_or(SayError::NotFound)?;
            if repeated {
                return Ok(());
            }
            let by = request.circumstances(&actor, &member);
            let state = lifecycle::next(request.state, action, by)?;
            go_on(tx, &member, &request, state).await?;
            let events = vec![(kind, text.clone(), EventDetail::default())];
            let entry = audit::Entry {
                action: match action {
                    Action::Ask => "request.asked",
                    Action::Answer => "request.answered",
                    _ => "request.withdrawn",
                },
                subject: request.id.to_string(),
                customer: Some(member.company.id),
                detail: json!({ "number": request.number }),
            };
            tx.insert([
                event_rows(&actor, &member, request.id, events, now),
                entry.row(&actor, now),
            ])
            .await?;
            tell(tx, &actor, &member, &request, kind, &text, now).await?;
            Ok(())
        })
    })
    .await
}

async fn go_on(
    tx: &mut Tx,
    member: &Member,
    request: &Request,
    state: State,
) -> Result<(), SayError> {
    let changed = tx
        .run(
            "UPDATE request SET state = $1, version = version + 1
             WHERE id = $2 AND customer_id = $3 AND version = $4",
            args![state.code(), request.id, member.company.id, request.version],
        )
        .await?;
    if changed == 0 {
        return Err(SayError::Changed);
    }
    Ok(())
}

/// A question goes to the requester; an answer and a withdrawal to everybody
/// else who said or decided something about it.
async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    request: &Request,
    kind: EventKind,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (name, to) = match kind {
        EventKind::Asked => ("request-asked", vec![(&request.requester).into()]),
        EventKind::Answered => ("request-answered", others(request, member.id)),
        _ => ("request-withdrawn", others(request, member.id)),
    };
    let to: Vec<Recipient> = to
        .into_iter()
        .filter(|one: &Recipient| one.email != actor.email())
        .collect();
    let said = messages::Said {
        kind: name,
        request,
        who: actor.name(),
        text,
    };
    messages::said(tx, member.company.id, to, &said, now).await
}

fn others(request: &Request, member: MembershipId) -> Vec<Recipient> {
    let mut all: Vec<(MembershipId, Recipient)> = Vec::new();
    for event in &request.events {
        if event.membership != member && all.iter().all(|(known, _)| *known != event.membership) {
            let recipient = Recipient {
                email: event.email.clone(),
                name: event.name.clone(),
                language: event.language.clone(),
            };
            all.push((event.membership, recipient));
        }
    }
    all.into_iter().map(|(_, recipient)| recipient).collect()
}
