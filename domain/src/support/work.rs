//! What our people do with cases.

use super::attached::{self, FileRefused};
use super::case_life::{self, NotMerged, NotPossible, Party, Priority, Step};
use super::cause::Cause;
use super::change::{Message, Next, PRIORITY, Source, advance, message_row};
use super::converse::{CaseError, changed, entry};
use super::open::{LONGEST_ABOUT, one_line, said, touch_point};
use super::told::{About, roles, to_customer, to_ours};
use super::visits::{self, PlanVisit};
use super::whole::{Case, ask_whole};
use super::{escalation, join};
use crate::Timestamp;
use crate::args;
use crate::files::{Files, Sent, Several};
use crate::id::{CaseMessageId, PersonId, VisitId};
use crate::identity::{Actor, Denied, Permission};
use crate::mail::Recipient;
use crate::profile::{self, Interaction, Kind, Subject};
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, claim};
use serde_json::json;

/// Something that an agent does with a case.
#[derive(Debug, Clone)]
pub struct WorkOn {
    /// The form's key.
    pub key: FormKey,
    /// The case's number.
    pub number: String,
    /// The version that the agent looked at: nobody answers what they have not
    /// read.
    pub version: i64,
    /// What.
    pub work: Work,
}

/// What an agent does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Takes it on, or hands it to a colleague.
    Assign(PersonId),
    /// Says how pressing it is.
    Prioritise(Priority),
    /// Answers.
    Answer(String),
    /// Asks the customer something: its clocks stand still.
    Ask(String),
    /// Hands it to a third party; a note says to whom.
    HandOver(String),
    /// Takes it back from whomever it waits for.
    TakeBack,
    /// Says that it is solved, and how.
    Solve(String),
    /// Opens again what is solved.
    Reopen,
    /// Notes something for our eyes only.
    Note(String),
    /// Merges it into another case of the same customer, by its number.
    Merge(String),
    /// Says that it has to do with another case of the same customer.
    Link(String),
    /// Gives it back: nobody has it in hand then.
    GiveBack,
    /// Asks for those who are named for what needs more, and says why.
    Escalate(String),
    /// Says what it came from, and which product it was about.
    Classify(Option<Cause>, String),
    /// Plans a visit of our field service.
    PlanVisit(PlanVisit),
    /// A visit was made, or (`false`) called off; with a note.
    EndVisit(VisitId, bool, String),
}

impl Work {
    const fn form(&self) -> &'static str {
        match self {
            Work::Assign(_) => "case-assign",
            Work::Prioritise(_) => "case-priority",
            Work::Answer(_) => "case-answer",
            Work::Ask(_) => "case-ask",
            Work::HandOver(_) => "case-hand-over",
            Work::TakeBack => "case-take-back",
            Work::Solve(_) => "case-solve",
            Work::Reopen => "case-reopen",
            Work::Note(_) => "case-note",
            Work::Merge(_) => "case-merge",
            Work::Link(_) => "case-link",
            Work::GiveBack => "case-give-back",
            Work::Escalate(_) => "case-escalate",
            Work::Classify(..) => "case-classify",
            Work::PlanVisit(_) => "case-visit",
            Work::EndVisit(..) => "case-visit-end",
        }
    }
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such case.
    #[error("not found")]
    NotFound,
    /// Nothing was said.
    #[error("no text")]
    NoText,
    /// More was said than fits.
    #[error("text too long")]
    TooLong,
    /// The case can't go on like this.
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// Something happened to it that the agent has not seen.
    #[error("the case has changed")]
    Changed,
    /// Whoever it was handed to does not work on cases.
    #[error("no agent")]
    NoAgent,
    /// The customer has no other case of this number.
    #[error("no such other case")]
    NoOther,
    /// It can't be merged into that one.
    #[error(transparent)]
    NotMerged(#[from] NotMerged),
    /// Nobody is named for what needs more.
    #[error("nobody is named")]
    NobodyNamed,
    /// A product number is longer than [`LONGEST_ABOUT`].
    #[error("the product number is too long")]
    SkuTooLong,
    /// It says not who comes, or in too many words.
    #[error("who comes?")]
    NoWho,
    /// The day is over.
    #[error("the day has passed")]
    DayHasPassed,
    /// What came with it can't be kept.
    #[error(transparent)]
    File(#[from] FileRefused),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<CaseError> for WorkError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Denied(denied) => Self::Denied(denied),
            CaseError::NotFound | CaseError::NoColleague => Self::NotFound,
            CaseError::NoText | CaseError::NoRating => Self::NoText,
            CaseError::TooLong => Self::TooLong,
            CaseError::NotPossible(error) => Self::NotPossible(error),
            CaseError::Changed => Self::Changed,
            CaseError::File(error) => Self::File(error),
            CaseError::Store(error) => Self::Store(error),
        }
    }
}

/// Does it. Sent twice with the same key it is done once.
///
/// # Errors
/// See [`WorkError`].
pub async fn work_on(
    db: &Db,
    actor: &Actor,
    command: WorkOn,
    now: Timestamp,
) -> Result<(), WorkError> {
    do_work_on(db, actor, command, Several::default(), now).await
}

/// The same with files that come with what is said.
///
/// # Errors
/// See [`WorkError`].
pub async fn work_on_with(
    db: &Db,
    files: &Files,
    actor: &Actor,
    (command, sent): (WorkOn, Vec<Sent>),
    now: Timestamp,
) -> Result<(), WorkError> {
    actor.demand(Permission::Support)?;
    let (Work::Answer(text) | Work::Ask(text) | Work::Solve(text) | Work::Note(text)) =
        &command.work
    else {
        return work_on(db, actor, command, now).await;
    };
    // Said before anything is kept.
    text_of(text)?;
    let several = attached::take(files, sent).await?;
    do_work_on(db, actor, command, several.clone(), now).await?;
    files.settle(&several).await;
    Ok(())
}

async fn do_work_on(
    db: &Db,
    actor: &Actor,
    command: WorkOn,
    files: Several,
    now: Timestamp,
) -> Result<(), WorkError> {
    actor.demand(Permission::Support)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Work::Merge(other) = &command.work {
                // Of two that are merged into each other at the same moment, the
                // second has to see what became of its own.
                let both = args![command.number.as_str(), other.trim()];
                tx.lock("support_case", "number", "number", both).await?;
            }
            let case = ask_whole(None, &command.number, true)
                .fetch(tx)
                .await??
                .ok_or(WorkError::NotFound)?;
            let form = command.work.form();
            if claim(tx, &actor, command.key, form, &case.head.number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            if case.head.version != command.version {
                return Err(WorkError::Changed);
            }
            match command.work {
                Work::Assign(to) => assign(tx, &actor, &case, to, now).await,
                Work::Prioritise(to) => prioritise(tx, &actor, &case, to, now).await,
                Work::Answer(text) => {
                    speak(tx, &actor, &case, Step::Answer, (&text, &files), now).await
                }
                Work::Ask(text) => speak(tx, &actor, &case, Step::Ask, (&text, &files), now).await,
                Work::Solve(text) => {
                    speak(tx, &actor, &case, Step::Solve, (&text, &files), now).await
                }
                Work::HandOver(text) => {
                    quietly(tx, &actor, &case, Step::HandOver, &text, now).await
                }
                Work::TakeBack => quietly(tx, &actor, &case, Step::TakeBack, "", now).await,
                Work::Reopen => quietly(tx, &actor, &case, Step::Reopen, "", now).await,
                Work::Note(text) => note(tx, &actor, &case, (&text, &files), now).await,
                Work::Merge(other) => join::merge(tx, &actor, &case, &other, now).await,
                Work::Link(other) => join::link(tx, &actor, &case, &other, now).await,
                Work::GiveBack => give_back(tx, &actor, &case, now).await,
                Work::Escalate(why) => escalation::by_hand(tx, &actor, &case, &why, now).await,
                Work::Classify(cause, sku) => classify(tx, &actor, &case, cause, &sku, now).await,
                Work::PlanVisit(visit) => visits::plan(tx, &actor, &case, visit, now).await,
                Work::EndVisit(visit, done, note) => {
                    visits::end(tx, &actor, &case, (visit, done, &note), now).await
                }
            }
        })
    })
    .await
}

pub(super) fn text_of(text: &str) -> Result<String, WorkError> {
    Ok(said(text).map_err(CaseError::from)?)
}

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

async fn assign(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    to: PersonId,
    now: Timestamp,
) -> Result<(), WorkError> {
    let agent: Option<(String, String, Option<String>)> =
        tx.maybe(AGENT.as_str(), args![to]).await?;
    let (name, email, language) = agent.ok_or(WorkError::NoAgent)?;
    let state = case_life::next(case.head.state, Step::Assign, Party::Agent)?;
    let next = Next {
        agent: Some(to),
        about: name.clone(),
        ..Next::step(case, Step::Assign, state, actor)
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let mut rows = vec![event, entry(case, "case.assigned").row(actor, now)];
    if to != actor.person() {
        let about = About::case(case);
        let to = vec![Recipient {
            email,
            name,
            language,
        }];
        let said = (actor.name(), "");
        let company = &case.head.company;
        rows.push(to_ours(
            "case-assigned",
            &about,
            company,
            to,
            said,
            case.head.due(),
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}

/// Somebody of ours who works on cases.
static AGENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    let roles: Vec<String> = roles().iter().map(|role| format!("'{role}'")).collect();
    format!(
        "SELECT p.name, p.email, p.language FROM person p WHERE p.id = $1 AND EXISTS (
             SELECT 1 FROM staff_role r WHERE r.person_id = p.id AND r.role IN ({}))",
        roles.join(",")
    )
});

/// Nobody has it in hand then: it is among those that wait for somebody.
async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    now: Timestamp,
) -> Result<(), WorkError> {
    if case.head.agent.is_none() {
        return Ok(());
    }
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let next = Next {
        agent: None,
        ..Next::stays(case, "give-back", actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(case, "case.given-back").row(actor, now)])
        .await?;
    Ok(())
}

/// What it came from: said whenever it is known, also once it is solved.
async fn classify(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    cause: Option<Cause>,
    sku: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let sku = one_line(sku);
    if sku.chars().count() > LONGEST_ABOUT {
        return Err(WorkError::SkuTooLong);
    }
    let cause = cause.map(Cause::code).unwrap_or_default();
    let next = Next {
        about: cause.to_owned(),
        ..Next::stays(case, "classified", actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.run(
        "UPDATE support_case SET cause = $3, sku = $4 WHERE id = $1 AND customer_id = $2",
        args![
            case.head.id,
            case.head.customer,
            cause,
            Some(sku).filter(|sku| !sku.is_empty())
        ],
    )
    .await?;
    tx.insert([event, entry(case, "case.classified").row(actor, now)])
        .await?;
    Ok(())
}

async fn prioritise(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    to: Priority,
    now: Timestamp,
) -> Result<(), WorkError> {
    if to == case.head.priority {
        return Ok(());
    }
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let next = Next {
        priority: to,
        about: to.code().to_owned(),
        ..Next::stays(case, PRIORITY, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(case, "case.prioritised").row(actor, now)])
        .await?;
    Ok(())
}

/// Answers, asks or solves: the customer hears of it.
async fn speak(
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
        happened(case, actor, kind, now),
    ];
    rows.push(to_customer(tx, mail, &About::case(case), told, said, None, now).await?);
    tx.insert(rows).await?;
    Ok(())
}

/// A step that the customer reads on the page but is not told of.
async fn quietly(
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

async fn note(
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

/// What we did is remembered with whoever asked.
fn happened(case: &Case, actor: &Actor, kind: Kind, now: Timestamp) -> Insert {
    profile::rows(vec![Interaction {
        customer: case.head.customer,
        member: Some(case.head.opened_by),
        unit: case.head.unit,
        at: now,
        kind,
        touch_point: touch_point(Source::Console),
        subject: Subject::Case,
        subject_id: Some(case.head.id.0),
        text: format!("{} {}", case.head.number, case.head.subject),
        amount: None,
        detail: json!({ "staff": actor.person(), "staff_name": actor.name() }),
    }])
}
