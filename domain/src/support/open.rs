//! Somebody of a customer asks for help by a form: what they may ask, and what is wrong
//! with it. How it begins then says `begin.rs`.

use super::all_wrong::all_wrong;
use super::articles::{self, BeforeAsking};
use super::attached::{self, FileRefused};
use super::begin::{FORM, New, named, open_in};
use super::case_life::Priority;
use super::change::Source;
use crate::Timestamp;
use crate::files::{Files, Sent, Several};
use crate::id::CaseMessageId;
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{Db, FormKey, StoreError, Tx, ask_earlier};
use crate::tidy::tidy;

/// The longest subject, in characters.
pub const LONGEST_SUBJECT: usize = 160;
/// The longest thing that can be said at once, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// The longest product number or tag, in characters.
pub const LONGEST_ABOUT: usize = 80;

/// What somebody needs help with.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The form's key.
    pub key: FormKey,
    /// What it is, in a line.
    pub subject: String,
    /// What it is, in words.
    pub text: String,
    /// How pressing it is.
    pub priority: Priority,
    /// The product it is about; may be empty.
    pub sku: String,
    /// The number of the order it is about; may be empty.
    pub order: String,
    /// The tag of the equipment it is about; may be empty.
    pub asset: String,
    /// The articles that were read and offered before, and what was answered to our
    /// questions.
    pub before: BeforeAsking,
}

/// Why no case was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It says not in a line what it is.
    #[error("no subject")]
    NoSubject,
    /// It says nothing.
    #[error("no text")]
    NoText,
    /// The subject is longer than [`LONGEST_SUBJECT`].
    #[error("subject too long")]
    SubjectTooLong,
    /// The text is longer than [`LONGEST_TEXT`].
    #[error("text too long")]
    TextTooLong,
    /// A product number or tag is longer than [`LONGEST_ABOUT`].
    #[error("what it is about is too long")]
    AboutTooLong,
    /// The company has no order of this number that the asker sees.
    #[error("no such order")]
    NoSuchOrder,
    /// The company has no unit with this tag that the asker sees.
    #[error("no such equipment")]
    NoSuchAsset,
    /// What came with it can't be kept.
    #[error(transparent)]
    File(#[from] FileRefused),
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<OpenError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens a case; answers its number. Sent twice with the same key it is opened
/// once.
///
/// # Errors
/// See [`OpenError`].
pub async fn open_case(
    db: &Db,
    actor: &Actor,
    command: OpenCase,
    now: Timestamp,
) -> Result<String, OpenError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let (new, wrong) = checked(command);
    all_wrong(wrong, OpenError::Several)?;
    open_new(db, actor, member, new, now).await
}

/// The same with files that come with it.
///
/// # Errors
/// See [`OpenError`].
pub async fn open_case_with(
    db: &Db,
    files: &Files,
    actor: &Actor,
    (command, sent): (OpenCase, Vec<Sent>),
    now: Timestamp,
) -> Result<String, OpenError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let (mut new, mut wrong) = checked(command);
    // Said before anything is kept.
    let mut read = db.read(actor.scope()).await?;
    named(&mut read, actor, &member, &new, &mut wrong).await?;
    attached::fit_today::<OpenError>(&mut read, actor, &sent, now).await?;
    drop(read);
    all_wrong(wrong, OpenError::Several)?;
    new.files = attached::take(files, sent).await?;
    let several = new.files.clone();
    let done = open_new(db, actor, member, new, now).await;
    match &done {
        Ok(_) => files.settle(&several).await,
        // What was refused fills no disk.
        Err(OpenError::Store(error)) if !error.keeps_nothing() => {}
        Err(_) => files.forget(&several).await,
    }
    done
}

async fn open_new(
    db: &Db,
    actor: &Actor,
    member: Member,
    new: New,
    now: Timestamp,
) -> Result<String, OpenError> {
    let attempt = || {
        let (actor, member, new) = (actor.clone(), member.clone(), new.clone());
        db.write(actor.scope(), move |tx| {
            Box::pin(async move {
                if let Some(key) = new.key
                    && let Some(earlier) = ask_earlier(&actor, key, FORM).fetch(tx).await?
                {
                    return Ok::<_, OpenError>(earlier);
                }
                let new = with_answers(tx, &actor, &member, new, now).await?;
                open_in(tx, &actor, &member, new, now).await
            })
        })
    };
    match attempt().await {
        // The same form at the same moment: now the other is done.
        Err(OpenError::Store(error)) if error.is_key_taken() => attempt().await,
        done => done,
    }
}

/// With what was answered to our questions before it was asked, below what was
/// written.
async fn with_answers(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    mut new: New,
    now: Timestamp,
) -> Result<New, StoreError> {
    let sku = new.sku.as_deref().unwrap_or_default();
    let answers = &new.before.answers;
    let said = articles::as_written(tx, (actor, member), sku, answers, now).await?;
    if !said.is_empty() {
        new.text = format!("{}\n\n{said}", new.text);
    }
    Ok(new)
}

/// What was said, as it is checked wherever somebody says something.
pub(super) fn said(text: &str) -> Result<String, OpenError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(OpenError::NoText);
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(OpenError::TextTooLong);
    }
    Ok(text.to_owned())
}

/// What is asked, and all that is wrong with how it is typed.
fn checked(command: OpenCase) -> (New, Vec<OpenError>) {
    let mut wrong = Vec::new();
    let subject = tidy(&command.subject);
    if subject.is_empty() {
        wrong.push(OpenError::NoSubject);
    } else if subject.chars().count() > LONGEST_SUBJECT {
        wrong.push(OpenError::SubjectTooLong);
    }
    let text = match said(&command.text) {
        Ok(text) => text,
        Err(error) => {
            wrong.push(error);
            String::new()
        }
    };
    let about = [&command.sku, &command.order, &command.asset].map(|typed| tidy(typed));
    if about
        .iter()
        .any(|typed| typed.chars().count() > LONGEST_ABOUT)
    {
        wrong.push(OpenError::AboutTooLong);
    }
    let [sku, order, asset] = about.map(|typed| Some(typed).filter(|typed| !typed.is_empty()));
    let new = New {
        key: Some(command.key),
        message: CaseMessageId::new(),
        text,
        priority: command.priority,
        sku,
        order,
        asset,
        subject,
        source: Source::Web,
        left_out: String::new(),
        files: Several::default(),
        follows: None,
        confirm: true,
        before: command.before,
    };
    (new, wrong)
}
