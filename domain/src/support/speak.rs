//! What our people say in a case: to the customer, or for our eyes only.

use super::attached;
use super::begin::touch_point;
use super::case_life::{self, Party, Step};
use super::change::{Message, Next, Source, advance, message_row};
use super::converse::{CaseError, changed, entry, facts};
use super::open::said;
use super::told::{About, to_customer};
use super::whole::Case;
use super::work::WorkError;
use crate::Timestamp;
use crate::files::Several;
use crate::id::CaseMessageId;
use crate::identity::Actor;
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::Tx;
use serde_json::json;

/// What was typed, if it can be said.
pub(super) fn text_of(text: &str) -> Result<String, WorkError> {
    Ok(said(text).map_err(CaseError::from)?)
}

/// Said on the console, by somebody of ours.
pub(super) fn spoken(text: &str, internal: bool) -> Message<'_> {
    Message {
        id: CaseMessageId::new(),
        membership: None,
        internal,
        source: Source::Console,
        text,
        left_out: "",
    }
}

/// Answers, asks or solves: the customer hears of it.
pub(super) async fn speak(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    step: Step,
    (text, files): (&str, &Several),
    now: Timestamp,
) -> Result<(), WorkError> {
    let text = text_of(text)?;
    let state = case_life::next(case.head.state, step, Party::Agent)?;
    // Who answers what nobody has taken on takes it on.
    let next = Next {
        agent: case.head.agent.or(Some(actor.person())),
        ..Next::step(case, step, state, actor)
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let (mail, action, kind) = match step {
        Step::Ask => ("case-asked", "case.asked", Kind::HelpAnswered),
        Step::Solve => ("case-solved", "case.solved", Kind::HelpSolved),
        _ => ("case-answered", "case.answered", Kind::HelpAnswered),
    };
    let said = (actor.name(), text.as_str());
    let told = case.people_told(None);
    let message = spoken(&text, false);
    let customer = case.head.customer;
    files.name(tx, actor, Some(customer), now).await?;
    let mut rows = vec![
        event,
        message_row(customer, case.head.id, actor, &message, now),
        attached::rows(customer, case.head.id, message.id, false, files),
        entry(case, action).row(actor, now),
        profile::rows(vec![happened(
            case,
            actor,
            (kind, step.code()),
            touch_point(Source::Console),
            now,
        )]),
    ];
    rows.push(to_customer(tx, mail, &About::case(case), told, said, None, now).await?);
    tx.insert(rows).await?;
    Ok(())
}

/// A step that the customer reads on the page but is not told of.
pub(super) async fn quietly(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    step: Step,
    note: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let state = case_life::next(case.head.state, step, Party::Agent)?;
    let next = Next::step(case, step, state, actor);
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let action = match step {
        Step::HandOver => "case.handed-over",
        Step::TakeBack => "case.taken-back",
        _ => "case.reopened",
    };
    let mut rows = vec![event, entry(case, action).row(actor, now)];
    if !note.trim().is_empty() {
        let text = text_of(note)?;
        let message = spoken(&text, true);
        rows.push(message_row(
            case.head.customer,
            case.head.id,
            actor,
            &message,
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}

pub(super) async fn note(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    (text, files): (&str, &Several),
    now: Timestamp,
) -> Result<(), WorkError> {
    let text = text_of(text)?;
    let message = spoken(&text, true);
    let customer = case.head.customer;
    files.name(tx, actor, Some(customer), now).await?;
    tx.insert([
        message_row(customer, case.head.id, actor, &message, now),
        attached::rows(customer, case.head.id, message.id, true, files),
        entry(case, "case.noted").row(actor, now),
    ])
    .await?;
    Ok(())
}

/// What we did, and how, is remembered with whoever asked.
pub(super) fn happened(
    case: &Case,
    actor: &Actor,
    (kind, how): (Kind, &'static str),
    touch_point: TouchPoint,
    now: Timestamp,
) -> Interaction {
    let mut detail = facts(case);
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("how".to_owned(), json!(how));
        detail.insert("staff".to_owned(), json!(actor.person()));
        detail.insert("staff_name".to_owned(), json!(actor.name()));
    }
    Interaction {
        customer: case.head.customer,
        member: Some(case.head.opened_by),
        unit: case.head.unit,
        at: now,
        kind,
        touch_point,
        subject: Subject::Case,
        subject_id: Some(case.head.id.0),
        text: format!("{} {}", case.head.number, case.head.subject),
        amount: None,
        detail,
    }
}
