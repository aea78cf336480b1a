//! What the customer's people do with their cases, as one command, and above all:
//! they write. That it is solved, and how satisfied they are, they say in `finish.rs`;
//! who watches, in `watch.rs`.

use super::articles::BeforeAsking;
use super::attached::{self, FileRefused};
use super::begin::{New, open_in, touch_point};
use super::case_life::{self, Party, Step, Written, written_about};
use super::change::{Message, Next, Overtaken, Source, advance, message_row};
use super::finish::{confirm, rate};
use super::open::{OpenError, said};
use super::told::{About, to_customer, to_ours};
use super::watch;
use super::whole::{Case, Head, ask_whole, number_of};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::files::{Files, Sent, Several};
use crate::id::{CaseMessageId, CustomerId, MembershipId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, claim};
use crate::tidy::tidy;
use serde_json::{Value as JsonValue, json};

/// Why nothing was said or changed.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such case for this person.
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
    NotPossible(#[from] case_life::NotPossible),
    /// Somebody changed it meanwhile.
    #[error("the case has changed")]
    Changed,
    /// Nobody of the company who may see the case has this address.
    #[error("no such colleague")]
    NoColleague,
    /// Not one to five.
    #[error("not one to five")]
    NoRating,
    /// What came with it can't be kept.
    #[error(transparent)]
    File(#[from] FileRefused),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpenError> for CaseError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Denied(denied) => Self::Denied(denied),
            OpenError::NoText | OpenError::NoSubject => Self::NoText,
            OpenError::TextTooLong | OpenError::SubjectTooLong | OpenError::AboutTooLong => {
                Self::TooLong
            }
            OpenError::NoSuchOrder | OpenError::NoSuchAsset => Self::NotFound,
            OpenError::File(error) => Self::File(error),
            // A mail is answered by the first of them.
            OpenError::Several(all) => all.into_iter().next().map_or(Self::NotFound, Self::from),
            OpenError::Store(error) => Self::Store(error),
        }
    }
}

/// Something that a member does with a case.
#[derive(Debug, Clone)]
pub struct OnCase {
    /// The form's key.
    pub key: FormKey,
    /// The case's number.
    pub number: String,
    /// What.
    pub what: What,
}

/// What a member does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Writes about it. What is written about a closed case begins a new one, and
    /// what is written about a merged one goes to the other.
    Write(String),
    /// Says that it is solved, or no longer needed; words are welcome.
    Confirm(String),
    /// Says how satisfied they are, one to five, with words.
    Rate(i64, String),
    /// Watches it, or no longer.
    Watch(bool),
    /// Lets a colleague watch it who may see it, by their address.
    LetWatch(String),
    /// Lets a colleague watch it no longer: for whoever asked.
    LetGo(MembershipId),
}

impl What {
    const fn form(&self) -> &'static str {
        match self {
            What::Write(_) => "case-write",
            What::Confirm(_) => "case-confirm",
            What::Rate(..) => "case-rate",
            What::Watch(_) => "case-watch",
            What::LetWatch(_) => "case-let-watch",
            What::LetGo(_) => "case-let-go",
        }
    }
}

/// Does it; answers the number of the case that it came to.
///
/// # Errors
/// See [`CaseError`].
pub async fn on_case(
    db: &Db,
    actor: &Actor,
    command: OnCase,
    now: Timestamp,
) -> Result<String, CaseError> {
    do_on_case(db, actor, command, Several::default(), now).await
}

/// The same with files that come with what is written.
///
/// # Errors
/// See [`CaseError`].
pub async fn on_case_with(
    db: &Db,
    files: &Files,
    actor: &Actor,
    (command, sent): (OnCase, Vec<Sent>),
    now: Timestamp,
) -> Result<String, CaseError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let What::Write(text) = &command.what else {
        return on_case(db, actor, command, now).await;
    };
    // Whoever may not, or says nothing, is told so before anything is kept.
    said(text)?;
    let mut read = db.read(actor.scope()).await?;
    visible(&mut read, member, &command.number).await?;
    attached::fit_today::<CaseError>(&mut read, actor, &sent, now).await?;
    drop(read);
    let several = attached::take(files, sent).await?;
    let done = do_on_case(db, actor, command, several.clone(), now).await;
    match &done {
        Ok(_) => files.settle(&several).await,
        // What was refused fills no disk.
        Err(CaseError::Store(error)) if !error.keeps_nothing() => {}
        Err(_) => files.forget(&several).await,
    }
    done
}

async fn do_on_case(
    db: &Db,
    actor: &Actor,
    command: OnCase,
    files: Several,
    now: Timestamp,
) -> Result<String, CaseError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            alone_with(tx, &command.number).await?;
            let case = visible(tx, &member, &command.number).await?;
            let form = command.what.form();
            let number = case.head.number.clone();
            if claim(tx, &actor, command.key, form, &number, now)
                .await?
                .is_some()
            {
                return Ok(number);
            }
            match command.what {
                What::Write(text) => {
                    let new = Words {
                        message: CaseMessageId::new(),
                        text: &said(&text)?,
                        source: Source::Web,
                        left_out: "",
                        files: &files,
                        confirm: true,
                    };
                    write_in(tx, &actor, &member, case, new, now).await
                }
                What::Confirm(text) => confirm(tx, &actor, &member, &case, &text, now)
                    .await
                    .map(|()| number),
                What::Rate(stars, text) => rate(tx, &actor, &member, &case, stars, &text, now)
                    .await
                    .map(|()| number),
                What::Watch(on) => watch::oneself(tx, &actor, &member, &case, on, now)
                    .await
                    .map(|()| number),
                What::LetWatch(address) => {
                    watch::colleague(tx, &actor, &member, &case, &address, now)
                        .await
                        .map(|()| number)
                }
                What::LetGo(colleague) => watch::let_go(tx, &actor, &member, &case, colleague, now)
                    .await
                    .map(|()| number),
            }
        })
    })
    .await
}

/// Keeps others from the case until the transaction ends. Who writes needs not
/// have read what others write at the same moment, and so waits for them.
pub(super) async fn alone_with(tx: &mut Tx, number: &str) -> Result<(), StoreError> {
    tx.lock("support_case", "number", "number", args![number])
        .await
}

/// The case of this serial, or the one that it goes on in, which nobody else changes
/// until the transaction ends.
pub(super) async fn goes_on(tx: &mut Tx, serial: i64) -> Result<Option<Case>, StoreError> {
    let mut number = number_of(serial);
    // Merging makes no circles; a bound costs nothing.
    for _ in 0..MOST_MERGED {
        alone_with(tx, &number).await?;
        let case = ask_whole(None, &number, false).fetch(tx).await??;
        match case.as_ref().and_then(|case| case.head.merged_into.clone()) {
            Some(other) => number = other,
            None => return Ok(case),
        }
    }
    Ok(None)
}

/// So many times at most a case goes on in another.
const MOST_MERGED: usize = 20;

/// The case of this number, if the member may see it.
async fn visible(tx: &mut impl Query, member: &Member, number: &str) -> Result<Case, CaseError> {
    ask_whole(Some(member.company.id), number, false)
        .fetch(tx)
        .await??
        .filter(|case| case.is_visible(member))
        .ok_or(CaseError::NotFound)
}

/// Words about a case, and how they came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// By which they are known from then on.
    pub message: CaseMessageId,
    pub text: &'a str,
    pub source: Source,
    pub left_out: &'a str,
    /// What came with them.
    pub files: &'a Several,
    /// Whether a program of ours may confirm a new case that they begin.
    pub confirm: bool,
}

/// Writes about a case; answers the number of the case where it stands then.
pub(super) async fn write_in(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    case: Case,
    words: Words<'_>,
    now: Timestamp,
) -> Result<String, CaseError> {
    let about = case.head.clone();
    let case = goes_to(tx, member.company.id, case).await?;
    if !case.is_visible(member) {
        // It goes on where the writer sees nothing: theirs goes on by itself.
        return follow_up(tx, actor, member, &about, words, now).await;
    }
    if written_about(case.head.state) == Written::FollowsUp {
        return follow_up(tx, actor, member, &case.head, words, now).await;
    }
    let state = case_life::next(case.head.state, Step::Write, Party::Customer)?;
    let next = Next::step(&case, Step::Write, state, actor);
    let message = Message {
        id: words.message,
        membership: Some(member.id),
        internal: false,
        source: words.source,
        text: words.text,
        left_out: words.left_out,
    };
    let event = advance(tx, &case, next, now).await?.map_err(changed)?;
    let kind = if case.head.state.is_unsolved() {
        Kind::HelpContinued
    } else {
        Kind::HelpReopened
    };
    let customer = case.head.customer;
    words.files.name(tx, actor, Some(customer), now).await?;
    let mut rows = vec![
        event,
        message_row(customer, case.head.id, actor, &message, now),
        attached::rows(customer, case.head.id, message.id, false, words.files),
        entry(&case, "case.written").row(actor, now),
        happened(&case, actor, member, kind, words.source, None, now),
    ];
    let said = (actor.name(), words.text);
    rows.push(tell_others(tx, &case, member, "case-heard", said, now).await?);
    rows.extend(tell_agent(&case, "case-written", said, now));
    tx.insert(rows).await?;
    Ok(case.head.number)
}

/// A new case that follows one; answers its number.
async fn follow_up(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    before: &Head,
    words: Words<'_>,
    now: Timestamp,
) -> Result<String, CaseError> {
    let new = New {
        key: None,
        message: words.message,
        subject: before.subject.clone(),
        text: words.text.to_owned(),
        priority: before.priority,
        sku: before.sku.clone(),
        order: before.order_number.clone(),
        asset: before.asset_tag.clone(),
        source: words.source,
        left_out: words.left_out.to_owned(),
        files: words.files.clone(),
        follows: Some(before.id),
        confirm: words.confirm,
        before: BeforeAsking::default(),
    };
    Ok(open_in(tx, actor, member, new, now).await?)
}

/// The case where what is written about one goes: the one it was merged into, as
/// far as merging goes.
async fn goes_to(tx: &mut Tx, customer: CustomerId, mut case: Case) -> Result<Case, CaseError> {
    for _ in 0..MOST_MERGED {
        let Some(other) = case.head.merged_into.clone() else {
            break;
        };
        alone_with(tx, &other).await?;
        case = ask_whole(Some(customer), &other, false)
            .fetch(tx)
            .await??
            .ok_or(CaseError::NotFound)?;
    }
    Ok(case)
}

pub(super) fn changed(_: Overtaken) -> CaseError {
    CaseError::Changed
}

pub(super) fn entry(case: &Case, action: &'static str) -> audit::Entry {
    audit::Entry {
        action,
        subject: case.head.id.to_string(),
        customer: Some(case.head.customer),
        detail: json!({ "number": case.head.number }),
    }
}

pub(super) fn happened(
    case: &Case,
    actor: &Actor,
    member: &Member,
    kind: Kind,
    source: Source,
    amount: Option<i64>,
    now: Timestamp,
) -> Insert {
    let happened = Interaction {
        touch_point: touch_point(source),
        amount,
        ..interaction(case, member, kind, now)
    };
    profile::rows(vec![happened.by(actor)])
}

/// What a member did with a case on the site, with what the case is about: what needs
/// help, and how much of it, is learned without asking for the case.
pub(super) fn interaction(case: &Case, member: &Member, kind: Kind, now: Timestamp) -> Interaction {
    Interaction {
        customer: case.head.customer,
        member: Some(member.id),
        unit: member.unit,
        at: now,
        kind,
        touch_point: TouchPoint::Web,
        subject: Subject::Case,
        subject_id: Some(case.head.id.0),
        text: tidy(&format!("{} {}", case.head.number, case.head.subject)),
        amount: None,
        detail: facts(case),
    }
}

/// What a case is about and came from, and who of ours has it in hand, as everything
/// that is remembered of it says.
pub(super) fn facts(case: &Case) -> JsonValue {
    json!({
        "sku": case.head.sku,
        "order": case.head.order_number,
        "asset": case.head.asset_tag,
        "cause": case.head.cause,
        "agent": case.head.agent,
    })
}

/// To whoever asked and who watches, but not to whoever did it: a shared
/// conversation is heard by all who are in it.
pub(super) async fn tell_others(
    tx: &mut Tx,
    case: &Case,
    member: &Member,
    kind: &'static str,
    said: (&str, &str),
    now: Timestamp,
) -> Result<Insert, StoreError> {
    let to = case.people_told(Some(member.id));
    to_customer(tx, kind, &About::case(case), to, said, None, now).await
}

/// To whoever of ours has the case in hand; nobody, if nobody has.
pub(super) fn tell_agent(
    case: &Case,
    kind: &'static str,
    said: (&str, &str),
    now: Timestamp,
) -> Option<Insert> {
    let to = case.agent_told()?;
    let about = About::case(case);
    Some(to_ours(
        kind,
        &about,
        &case.head.company,
        vec![to],
        said,
        None,
        now,
    ))
}
