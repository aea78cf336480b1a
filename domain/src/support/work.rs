//! What our people do with cases, as one command: what each of it means stands in
//! the file that is named after it.

use super::attached::{self, FileRefused};
use super::case_life::{NotPossible, Priority, Step};
use super::cause::Cause;
use super::converse::CaseError;
use super::in_hand::{about, assign, bring_along, classify, give_back, prioritise};
use super::merging::NotMerged;
use super::prepared::Along;
use super::speak::{note, quietly, speak, text_of};
use super::visits::{self, PlanVisit};
use super::whole::ask_whole;
use super::{escalation, join, of_team};
use crate::Timestamp;
use crate::args;
use crate::files::{Files, Sent, Several};
use crate::id::{PersonId, TeamId, VisitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, StoreError, claim};

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
    /// Hands it to a team, or takes it from the one that it belongs to.
    HandTo(Option<TeamId>),
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
    /// The same, by who knows that whoever asked reads there from then on what they
    /// could not see before.
    MergeReadingAlong(String),
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
    /// Says which order and which piece of equipment of the customer it is about, by
    /// number and tag; empty for none.
    About(String, String),
    /// Says that it has nothing to do with another case after all.
    Unlink(String),
    /// This first, then the other, as one: what a prepared answer brings along.
    With(Along, Box<Work>),
}

impl Work {
    /// What is said, if something is.
    fn said(&self) -> Option<&str> {
        match self {
            Work::Answer(text) | Work::Ask(text) | Work::Solve(text) | Work::Note(text) => {
                Some(text)
            }
            Work::With(_, work) => work.said(),
            _ => None,
        }
    }

    /// What comes first, and the rest.
    fn taken_apart(self) -> (Along, Work) {
        match self {
            Work::With(along, work) => (along, work.taken_apart().1),
            work => (Along::default(), work),
        }
    }

    fn form(&self) -> &'static str {
        match self {
            Work::Assign(_) => "case-assign",
            Work::HandTo(_) => "case-hand-to",
            Work::Prioritise(_) => "case-priority",
            Work::Answer(_) => "case-answer",
            Work::Ask(_) => "case-ask",
            Work::HandOver(_) => "case-hand-over",
            Work::TakeBack => "case-take-back",
            Work::Solve(_) => "case-solve",
            Work::Reopen => "case-reopen",
            Work::Note(_) => "case-note",
            Work::Merge(_) | Work::MergeReadingAlong(_) => "case-merge",
            Work::Link(_) => "case-link",
            Work::GiveBack => "case-give-back",
            Work::Escalate(_) => "case-escalate",
            Work::Classify(..) => "case-classify",
            Work::PlanVisit(_) => "case-visit",
            Work::EndVisit(..) => "case-visit-end",
            Work::About(..) => "case-about",
            Work::Unlink(_) => "case-unlink",
            Work::With(_, work) => work.form(),
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
    /// There is no such team, or it has ended.
    #[error("no such team")]
    NoTeam,
    /// The customer has no other case of this number.
    #[error("no such other case")]
    NoOther,
    /// The customer has no order of this number.
    #[error("no such order")]
    NoSuchOrder,
    /// The customer has no equipment with this tag.
    #[error("no such equipment")]
    NoSuchAsset,
    /// It can't be merged into that one.
    #[error(transparent)]
    NotMerged(#[from] NotMerged),
    /// Merged, whoever asked would read what they can't see now.
    #[error("{asker} would read what {of} asked")]
    WouldRead {
        /// The names of who asked this case, and what was merged into it.
        asker: String,
        /// The name of who asked the other.
        of: String,
    },
    /// It has no team, and nobody is named for what needs more.
    #[error("nobody is named")]
    NobodyNamed,
    /// A number or a tag is longer than [`LONGEST_ABOUT`](super::LONGEST_ABOUT).
    #[error("what it is about is too long")]
    AboutTooLong,
    /// It says not who comes, or in too many words.
    #[error("who comes?")]
    NoWho,
    /// The day is over.
    #[error("the day has passed")]
    DayHasPassed,
    /// What came with it can't be kept.
    #[error(transparent)]
    File(#[from] FileRefused),
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<WorkError>),
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
    let Some(text) = command.work.said() else {
        return work_on(db, actor, command, now).await;
    };
    // Said before anything is kept.
    text_of(text)?;
    let several = attached::take(files, sent).await?;
    let done = do_work_on(db, actor, command, several.clone(), now).await;
    match &done {
        Ok(()) => files.settle(&several).await,
        // What was refused fills no disk.
        Err(WorkError::Store(error)) if !error.keeps_nothing() => {}
        Err(_) => files.forget(&several).await,
    }
    done
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
            if let Work::Merge(other) | Work::MergeReadingAlong(other) = &command.work {
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
            let (along, work) = command.work.taken_apart();
            let case = bring_along(tx, &actor, case, along, now).await?;
            match work {
                Work::Assign(to) => assign(tx, &actor, &case, to, now).await,
                Work::HandTo(to) => of_team::hand_to(tx, &actor, &case, to, now).await,
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
                Work::Merge(other) => join::merge(tx, &actor, &case, (&other, false), now).await,
                Work::MergeReadingAlong(other) => {
                    join::merge(tx, &actor, &case, (&other, true), now).await
                }
                Work::Link(other) => join::link(tx, &actor, &case, &other, now).await,
                Work::GiveBack => give_back(tx, &actor, &case, now).await,
                Work::Escalate(why) => escalation::by_hand(tx, &actor, &case, &why, now).await,
                Work::Classify(cause, sku) => classify(tx, &actor, &case, cause, &sku, now).await,
                Work::PlanVisit(visit) => visits::plan(tx, &actor, &case, visit, now).await,
                Work::EndVisit(visit, done, note) => {
                    visits::end(tx, &actor, &case, (visit, done, &note), now).await
                }
                Work::About(order, asset) => about(tx, &actor, &case, (&order, &asset), now).await,
                Work::Unlink(other) => join::unlink(tx, &actor, &case, &other, now).await,
                // It was taken apart.
                Work::With(..) => Ok(()),
            }
        })
    })
    .await
}
