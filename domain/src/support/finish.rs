//! The customer's people say that a case is solved, and how satisfied they are.

use super::case_life::{self, Party, State, Step};
use super::change::{Message, Next, Source, advance, message_row};
use super::converse::{CaseError, changed, entry, happened, tell_agent, tell_others};
use super::open::said;
use super::whole::Case;
use crate::Timestamp;
use crate::args;
use crate::id::CaseMessageId;
use crate::identity::{Actor, Member};
use crate::profile::Kind;
use crate::store::{Query, Tx};

/// Says that it is solved, or no longer needed; words are welcome.
pub(super) async fn confirm(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    case: &Case,
    text: &str,
    now: Timestamp,
) -> Result<(), CaseError> {
    let state = case_life::next(case.head.state, Step::Confirm, Party::Customer)?;
    let next = Next::step(case, Step::Confirm, state, actor);
    let words = text.trim();
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let mut rows = vec![event, entry(case, "case.confirmed").row(actor, now)];
    let said_so = (actor.name(), words);
    rows.push(tell_others(tx, case, member, "case-confirmed", said_so, now).await?);
    if !words.is_empty() {
        let message = Message {
            id: CaseMessageId::new(),
            membership: Some(member.id),
            internal: false,
            source: Source::Web,
            text: &said(words)?,
            left_out: "",
        };
        rows.push(message_row(
            case.head.customer,
            case.head.id,
            actor,
            &message,
            now,
        ));
    }
    // That we solved it before is remembered already.
    let kind = if case.head.state.is_unsolved() {
        Kind::HelpSolved
    } else {
        Kind::HelpConfirmed
    };
    rows.push(happened(case, actor, member, kind, Source::Web, None, now));
    tx.insert(rows).await?;
    Ok(())
}

/// Of a case that is solved, by whoever asked.
pub(super) async fn rate(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    case: &Case,
    stars: i64,
    text: &str,
    now: Timestamp,
) -> Result<(), CaseError> {
    if !(1..=5).contains(&stars) {
        return Err(CaseError::NoRating);
    }
    let text = text.trim();
    if text.chars().count() > 2_000 {
        return Err(CaseError::TooLong);
    }
    // Once, as the page asks: each answer reaches whoever helped.
    let over = matches!(case.head.state, State::Solved | State::Closed);
    if !over || !case.is_to(member).asked || case.head.satisfaction.is_some() {
        return Err(CaseError::Changed);
    }
    let next = Next {
        about: stars.to_string(),
        ..Next::stays(case, "rated", actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.run(
        "UPDATE support_case SET satisfaction = $3, satisfaction_words = $4
         WHERE id = $1 AND customer_id = $2",
        args![case.head.id, case.head.customer, stars, text],
    )
    .await?;
    let mut rows = vec![
        event,
        entry(case, "case.rated").row(actor, now),
        happened(
            case,
            actor,
            member,
            Kind::HelpRated,
            Source::Web,
            Some(stars),
            now,
        ),
    ];
    // Praise can wait; who is dissatisfied shall not.
    if stars <= 2 {
        rows.extend(tell_agent(
            case,
            "case-rated-low",
            (actor.name(), text),
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}
