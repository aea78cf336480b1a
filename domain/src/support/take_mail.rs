//! A mail that came in becomes a message, a case, or a note that a stranger wrote.
//!
//! What it is says [`mail_in`](super::mail_in); what it means, who may write to
//! which case, is looked up here. Every mail is written down with what became of
//! it (`mail_log.rs`), in the same transaction, so that the same mail delivered
//! twice is taken in once.

use super::articles::BeforeAsking;
use super::attached;
use super::begin::{New, open_in};
use super::case_life::Priority;
use super::case_life::written_about;
use super::change::{Message, Source, message_row};
use super::converse::{Words, entry, goes_on, write_in};
use super::left_out::to_lines;
use super::mail_in::{
    Circumstances, Decision, Incoming, MOST_PER_HOUR, Post, Refused, TheCase, Thread, What, decide,
    read, title,
};
use super::mail_log::{Came, Mentions, circumstances, keep};
use super::open::{LONGEST_SUBJECT, LONGEST_TEXT};
use super::secret::House;
use super::whole::Case;
use super::{CaseError, OpenError, bounced, pile};
use crate::Timestamp;
use crate::args;
use crate::files::{Files, FilesError, Several, fits_today};
use crate::id::{CaseMessageId, CustomerId, PersonId};
use crate::identity::{Actor, EnrolError, Member, actor_of};
use crate::store::{Db, Query, Scope, StoreError, Tx};
use crate::tidy::tidy;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Under which addresses and names this installation gets mail for its support.
#[derive(Debug, Clone)]
pub struct MailAddresses {
    /// The addresses that mail for the support comes to.
    pub supports: Vec<String>,
    /// The domain in the names of our own mails.
    pub domain: String,
    /// The names under which our mail server writes down what it found out about
    /// a sender. Without any, nobody is believed.
    pub authserv_ids: Vec<String>,
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// It was written to the case of this number.
    Added(String),
    /// It was noted in the case of this number, and nothing followed.
    Noted(String),
    /// It opened the case of this number.
    Opened(String),
    /// Nobody vouches for its sender: our people look at it.
    Stranger,
    /// A mail of ours did not arrive.
    Bounced,
    /// It is our own, or was taken in already, or a program wrote it.
    Ignored,
    /// Too many came from its sender: our people look at it.
    Held,
}

impl Became {
    /// How it is stored.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Became::Added(_) => "added",
            Became::Noted(_) => "noted",
            Became::Opened(_) => "opened",
            Became::Stranger => "stranger",
            Became::Bounced => "bounced",
            Became::Ignored => "ignored",
            Became::Held => "held",
        }
    }
}

/// Why a mail was not taken in. Whoever delivers it keeps it.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It never will be.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What it wanted can't be done.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Too many mails wait for our people: try again later.
    #[error("too many mails of strangers wait")]
    Full,
    /// The storage failed: try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store of files failed: try again later.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl From<OpenError> for TakeError {
    fn from(error: OpenError) -> Self {
        Self::Case(error.into())
    }
}

/// Takes a mail in as it came over the wire. `envelope_from` is whom the envelope
/// names as its sender, if that is known.
///
/// # Errors
/// See [`TakeError`].
pub async fn take_mail(
    db: &Db,
    files: &Files,
    (raw, envelope_from): (&[u8], Option<&str>),
    (addresses, house): (&MailAddresses, &House),
    now: Timestamp,
) -> Result<Became, TakeError> {
    let supports: Vec<&str> = addresses.supports.iter().map(String::as_str).collect();
    let authserv_ids: Vec<&str> = addresses.authserv_ids.iter().map(String::as_str).collect();
    let post = Post {
        supports: &supports,
        domain: &addresses.domain,
        authserv_ids: &authserv_ids,
        house: &house.name,
        key: &house.key,
    };
    let mut mail = read(raw, envelope_from, &post)?;
    // One without a name is known again by what stands in it.
    mail.message_id
        .get_or_insert_with(|| format!("sha256:{}", BASE64.encode(Sha256::digest(raw))));
    let known = who_wrote(db, &mail, now).await?;
    // What goes round or was written by a program brings nothing worth keeping.
    let (several, left_out) = if mail.is_ours || mail.automation.is_an_answer() {
        (Several::default(), Vec::new())
    } else if brings_files(db, &mail, &known, now).await? {
        attached::of_mail(files, &mail).await?
    } else {
        (Several::default(), attached::none_of_mail(&mail))
    };
    let came = Arc::new(Came {
        mail,
        files: several.clone(),
        left_out: to_lines(&left_out),
    });
    let taken = || {
        let (came, known) = (Arc::clone(&came), known.clone());
        db.write(Scope::system(), move |tx| {
            Box::pin(async move { take_in(tx, &came, &known, now).await })
        })
    };
    let became = match taken().await {
        // Delivered twice at the same moment: now the other is done.
        Err(TakeError::Store(error)) if error.is_duplicate() => taken().await,
        done => done,
    };
    // Unless the storage failed it is known that nothing names them.
    if !matches!(became, Err(TakeError::Store(_))) {
        files.settle(&several).await;
    }
    became
}

/// Whether anything that comes with a mail can become part of something. Asked
/// before anything is stored, so that nobody fills our disks with what is thrown
/// away again. What makes it `false` for a mail that is believed can't change until
/// it is taken in; or it is more than its sender may send in a day.
async fn brings_files(
    db: &Db,
    mail: &Incoming,
    known: &[Actor],
    now: Timestamp,
) -> Result<bool, StoreError> {
    if mail.attachments.is_empty() {
        return Ok(true);
    }
    let mut read = db.read(Scope::system()).await?;
    let so = circumstances(&mut read, mail, now).await?;
    if so.known || so.from_sender >= MOST_PER_HOUR {
        return Ok(false);
    }
    if let Some(member) = known.first() {
        let weigh = mail.attachments.iter().map(|one| one.content.len()).sum();
        return fits_today(&mut read, member, (mail.attachments.len(), weigh), now).await;
    }
    let sender = mail.sender.address().unwrap_or_default();
    pile::room_for_files(&mut read, sender).await
}

/// Who a mail is believed to be from, in each company they belong to.
async fn who_wrote(db: &Db, mail: &Incoming, now: Timestamp) -> Result<Vec<Actor>, StoreError> {
    let Some(address) = mail.sender.address().filter(|_| mail.sender.is_verified()) else {
        return Ok(Vec::new());
    };
    let rows: Vec<(PersonId, CustomerId)> = {
        let mut read = db.read(Scope::system()).await?;
        read.all(
            "SELECT p.id, m.customer_id FROM person p
             JOIN membership m ON m.person_id = p.id AND m.active
             WHERE p.email = $1 ORDER BY m.created_at, m.id LIMIT 10 /* system */",
            args![address],
        )
        .await?
    };
    let mut known = Vec::with_capacity(rows.len());
    for (person, customer) in rows {
        match actor_of(db, person, Some(customer), now).await {
            Ok(actor) => known.push(actor),
            Err(EnrolError::Store(error)) => return Err(error),
            // Left the company this very moment.
            Err(_) => {}
        }
    }
    Ok(known)
}

async fn take_in(
    tx: &mut Tx,
    came: &Came,
    known: &[Actor],
    now: Timestamp,
) -> Result<Became, TakeError> {
    let mail = &came.mail;
    let case = the_case(tx, mail).await?;
    let serial = case.as_ref().map(|case| case.head.serial);
    let writer = case.as_ref().and_then(|case| who_may_write(known, case));
    let number = |serial: i64| u64::try_from(serial).unwrap_or_default();
    let so = Circumstances {
        case: case.as_ref().map(|case| TheCase {
            number: number(case.head.serial),
            written: written_about(case.head.state),
            may_write: writer.is_some(),
        }),
        ..circumstances(tx, mail, now).await?
    };
    let mut decision = decide(mail, so);
    // Our mail server vouches for the address, but it is nobody's whom we know.
    if matches!(decision.what, What::NewCase { .. }) && known.is_empty() {
        decision = Decision {
            what: What::Stranger {
                mentions: so.case.map(|case| case.number),
            },
            may_answer: false,
        };
    }
    let sender = mail.sender.address().unwrap_or_default();
    if matches!(decision.what, What::Stranger { .. } | What::Hold)
        && !pile::make_room(tx, sender).await?
    {
        return Err(TakeError::Full);
    }
    let mut first = false;
    let mut about = Mentions {
        case: serial,
        bounced: None,
    };
    let became = match (decision.what, case, writer) {
        (What::Add { .. }, Some(case), Some(actor)) => {
            let text = words_of(mail, &mail.new_text());
            let words = Words {
                message: CaseMessageId::new(),
                text: &text,
                source: Source::Mail,
                left_out: &came.left_out,
                files: &came.files,
                confirm: decision.may_answer,
            };
            let member = member_of(actor)?;
            Became::Added(write_in(tx, actor, member, case, words, now).await?)
        }
        (What::Note { .. }, Some(case), Some(actor)) => {
            note(tx, actor, &case, mail, now).await?;
            Became::Noted(case.head.number)
        }
        (What::NewCase { follows }, case, writer) => {
            let before = case.filter(|_| follows.is_some());
            let actor = match (before.as_ref(), writer) {
                (Some(_), Some(writer)) => writer,
                _ => known.first().ok_or(CaseError::NotFound)?,
            };
            let member = member_of(actor)?;
            let new = new_case(came, before.as_ref(), decision.may_answer);
            Became::Opened(open_in(tx, actor, member, new, now).await?)
        }
        (What::Stranger { .. }, ..) => Became::Stranger,
        (What::Bounce { of }, ..) => {
            if let Some(of) = of {
                let noted = bounced::note(tx, of, &mail.text, now).await?;
                first = noted.is_some_and(|one| one.first);
                about = Mentions {
                    case: noted.map(|one| one.serial).or(serial),
                    bounced: Some(of),
                };
            }
            Became::Bounced
        }
        (What::Hold, ..) => Became::Held,
        // What adds to a case has one, and somebody who may.
        (What::Ignore(_) | What::Add { .. } | What::Note { .. }, ..) => Became::Ignored,
    };
    // What is known already was written down when it came.
    let matters = first || !matches!(became, Became::Ignored | Became::Bounced);
    if !so.known && (matters || pile::room_to_note(tx, now).await?) {
        keep(tx, came, &became, about, decision.may_answer, now).await?;
    }
    Ok(became)
}

fn member_of(actor: &Actor) -> Result<&Member, CaseError> {
    actor.member().ok_or(CaseError::NotFound)
}

/// The case that the mail says it continues; if it was merged, the one it goes on
/// in.
async fn the_case(tx: &mut Tx, mail: &Incoming) -> Result<Option<Case>, StoreError> {
    let serial = match mail.thread {
        None => return Ok(None),
        Some(Thread::Case(number)) => i64::try_from(number).ok(),
        // What we sent says which case it was about.
        Some(Thread::Answers(id)) => tx
            .scalar::<Option<i64>>(
                "SELECT CAST(payload ->> 'case' AS BIGINT) FROM outbox WHERE id = $1",
                args![id],
            )
            .await?
            .flatten(),
    };
    match serial {
        Some(serial) => goes_on(tx, serial).await,
        None => Ok(None),
    }
}

/// Of those that the sender is, who sees the case.
fn who_may_write<'a>(known: &'a [Actor], case: &Case) -> Option<&'a Actor> {
    known
        .iter()
        .find(|actor| actor.member().is_some_and(|member| case.is_visible(member)))
}

/// What is said, or that nothing was: a mail may be an attachment only.
fn words_of(mail: &Incoming, text: &str) -> String {
    let text = text.trim();
    let text = if text.is_empty() {
        mail.text.trim()
    } else {
        text
    };
    let text = if text.is_empty() {
        mail.subject.trim()
    } else {
        text
    };
    if text.is_empty() {
        return "–".to_owned();
    }
    match text.char_indices().nth(LONGEST_TEXT) {
        None => text.to_owned(),
        // That something is missing is seen.
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + " […]",
    }
}

fn new_case(came: &Came, before: Option<&Case>, confirm: bool) -> New {
    let mail = &came.mail;
    let subject = tidy(&title(&mail.subject));
    let text = words_of(mail, &mail.text);
    let subject = match (subject.as_str(), before) {
        ("", Some(before)) => before.head.subject.clone(),
        ("", None) => tidy(&text),
        _ => subject,
    };
    New {
        key: None,
        message: CaseMessageId::new(),
        subject: subject.chars().take(LONGEST_SUBJECT).collect(),
        text,
        priority: Priority::Normal,
        sku: before.and_then(|case| case.head.sku.clone()),
        order: before.and_then(|case| case.head.order_number.clone()),
        asset: before.and_then(|case| case.head.asset_tag.clone()),
        source: Source::Mail,
        left_out: came.left_out.clone(),
        files: came.files.clone(),
        follows: before.map(|case| case.head.id),
        confirm,
        before: BeforeAsking::default(),
    }
}

/// An automatic answer is noted, and nothing follows from it.
async fn note(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    mail: &Incoming,
    now: Timestamp,
) -> Result<(), TakeError> {
    let text = words_of(mail, &mail.new_text());
    let message = Message {
        id: CaseMessageId::new(),
        membership: Some(member_of(actor)?.id),
        // Nobody wrote it, so nobody of theirs needs to read it.
        internal: true,
        source: Source::Mail,
        text: &text,
        left_out: "",
    };
    tx.insert([
        message_row(case.head.customer, case.head.id, actor, &message, now),
        entry(case, "case.noted").row(actor, now),
    ])
    .await?;
    Ok(())
}
