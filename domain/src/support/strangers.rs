//! Mails that nobody vouches for, and those that were held back: our people read
//! them, make a case of one for the member whose it is, or leave it alone and say
//! why. What a mail says of itself proves nothing; whoever makes a case of it
//! decides whose it is.

use super::articles::BeforeAsking;
use super::attached;
use super::case_life::Priority;
use super::change::Source;
use super::left_out::{self, LeftOut};
use super::open::{LONGEST_SUBJECT, New, OpenError, one_line, open_in, said};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::files::Several;
use crate::id::{CaseMessageId, CustomerId, FileId, IncomingMailId, PersonId};
use crate::identity::{Actor, Denied, EnrolError, Permission, actor_of};
use crate::store::{
    Asked, Db, FormKey, JsonRows, JsonSets, Query, StoreError, Tx, ask_earlier, key_row,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The longest reason for leaving a mail alone, in characters.
pub const LONGEST_REASON: usize = 500;

/// A mail that needs, or needed, a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stranger {
    /// The mail.
    pub id: IncomingMailId,
    /// When it came.
    pub at: Timestamp,
    /// The address it says it is from.
    pub sender: String,
    /// The name beside it.
    pub sender_name: String,
    /// Its subject.
    pub subject: String,
    /// Its text; in a list only its beginning.
    pub text: String,
    left_out: String,
    /// What became of it: `stranger` or `held`.
    pub became: String,
    /// The serial of the case that it says it continues: a hint, never more.
    pub mentions: Option<i64>,
    /// When somebody of ours was done with it.
    pub settled_at: Option<Timestamp>,
    /// Who that was.
    pub settled_by: Option<String>,
    /// Why it was left alone; empty if it was not.
    pub settled_why: String,
    /// The number of the case that was made of it.
    pub made: Option<String>,
}

impl Stranger {
    /// What came with it and was not kept.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        left_out::from_lines(&self.left_out)
    }
}

const COLUMNS: &[&str] = &[
    "id",
    "at",
    "sender",
    "sender_name",
    "subject",
    "text",
    "left_out",
    "became",
    "mentions",
    "settled_at",
    "settled_by",
    "settled_why",
    "made",
];

fn select(text: &str) -> String {
    format!(
        "SELECT i.id, i.at, i.sender, i.sender_name, i.subject, {text} AS text, i.left_out,
             i.became, i.mentions, i.settled_at, p.name AS settled_by, i.settled_why,
             c.number AS made
         FROM incoming_mail i
         LEFT JOIN person p ON p.id = i.settled_by
         LEFT JOIN support_case c /* staff */ ON c.id = i.case_id"
    )
}

/// A page of such mails.
#[derive(Debug, Clone, Default)]
pub struct Strangers {
    /// Those that wait, the oldest first; or those that somebody was done with, the
    /// latest first.
    pub rows: Vec<Stranger>,
    /// How many there are.
    pub found: i64,
}

#[derive(Debug, Deserialize)]
struct Page {
    rows: Vec<Stranger>,
    found: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

const WAITS: &str = "i.became IN ('stranger', 'held') AND i.settled_at IS NULL";
const DONE: &str = "i.became IN ('stranger', 'held') AND i.settled_at IS NOT NULL";

/// The mails that wait, or those that somebody was done with. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn strangers<E>(
    db: &Db,
    actor: &Actor,
    done: bool,
    (offset, limit): (i64, i64),
) -> Result<Strangers, E>
where
    E: From<Denied> + From<StoreError>,
{
    fn sets(which: &str, order: &str) -> JsonSets {
        let rows = select("substr(i.text, 1, 300)");
        JsonSets::new(&[
            (
                "rows",
                COLUMNS,
                &format!("{rows} WHERE {which} ORDER BY {order} LIMIT ($1 + 0) OFFSET ($2 + 0)"),
            ),
            (
                "found",
                &["number"],
                &format!("SELECT COUNT(*) AS number FROM incoming_mail i WHERE {which}"),
            ),
        ])
    }
    static WAITING: LazyLock<JsonSets> = LazyLock::new(|| sets(WAITS, "i.at, i.id"));
    static SETTLED: LazyLock<JsonSets> =
        LazyLock::new(|| sets(DONE, "i.settled_at DESC, i.id DESC"));
    actor.demand(Permission::Support)?;
    let which = if done { &SETTLED } else { &WAITING };
    let mut read = db.read(actor.scope()).await?;
    let page: Page = which.fetch(&mut read, args![limit, offset]).await?;
    Ok(Strangers {
        rows: page.rows,
        found: page.found.first().map_or(0, |one| one.number),
    })
}

/// How many mails wait for our people.
pub(super) fn ask_waiting() -> Asked<'static, i64> {
    static HOW_MANY: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["number"],
            "SELECT COUNT(*) AS number FROM incoming_mail i
             WHERE i.became IN ('stranger', 'held') AND i.settled_at IS NULL",
        )
    });
    HOW_MANY
        .ask::<Count>(args![])
        .map(|rows| rows.first().map_or(0, |one| one.number))
}

/// A file that came with such a mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StrangersFile {
    /// The file.
    pub file: FileId,
    /// What it was called where it came from.
    pub name: String,
    /// `document`, or `full` for a picture.
    pub size: String,
    /// How large it is, in bytes.
    pub bytes: i64,
}

/// Somebody of a customer with an address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Candidate {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The company.
    pub customer: CustomerId,
    /// What it is called.
    pub company: String,
}

/// One such mail with what is needed to decide about it.
#[derive(Debug, Clone)]
pub struct StrangersMail {
    /// The mail, with all of its text.
    pub mail: Stranger,
    /// What came with it, while it waits.
    pub files: Vec<StrangersFile>,
    /// Members with the address it says it is from.
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Deserialize)]
struct One {
    mail: Vec<Stranger>,
    files: Vec<StrangersFile>,
    candidates: Vec<Candidate>,
}

/// One such mail; `None` if there is none. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn strangers_mail<E>(
    db: &Db,
    actor: &Actor,
    id: IncomingMailId,
) -> Result<Option<StrangersMail>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        let mail = select("i.text");
        JsonSets::new(&[
            (
                "mail",
                COLUMNS,
                &format!("{mail} WHERE i.id = $1 AND i.became IN ('stranger', 'held')"),
            ),
            (
                "files",
                &["file", "name", "size", "bytes"],
                "SELECT x.file_id AS file, f.name, o.size, b.bytes
                 FROM incoming_mail_file x
                 JOIN stored_file f /* staff */ ON f.id = x.file_id
                 JOIN stored_form o ON o.file_id = f.id AND o.size IN ('full', 'document')
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 WHERE x.mail_id = $1 ORDER BY x.file_id",
            ),
            (
                "candidates",
                &["person", "name", "customer", "company"],
                "SELECT p.id AS person, p.name, k.id AS customer, k.name AS company
                 FROM incoming_mail i
                 JOIN person p ON p.email = i.sender
                 JOIN membership m ON m.person_id = p.id AND m.active
                 JOIN customer k ON k.id = m.customer_id
                 WHERE i.id = $1 ORDER BY k.name, k.id LIMIT 20",
            ),
        ])
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let one: One = ONE.fetch(&mut read, args![id]).await?;
    Ok(one.mail.into_iter().next().map(|mail| StrangersMail {
        mail,
        files: one.files,
        candidates: one.candidates,
    }))
}

/// A mail becomes a case.
#[derive(Debug, Clone)]
pub struct CaseOfMail {
    /// The form's key.
    pub key: FormKey,
    /// The mail.
    pub mail: IncomingMailId,
    /// The address of the member whose case it is.
    pub member: String,
    /// In which of their companies; needed if they belong to several.
    pub customer: Option<CustomerId>,
    /// What it is about, in a line.
    pub subject: String,
    /// How pressing it is.
    pub priority: Priority,
}

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
    /// The member belongs to several companies: one of these.
    #[error("which company?")]
    Which(Vec<Candidate>),
    /// It can't be opened like this.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Leaving it alone needs a reason of at most [`LONGEST_REASON`].
    #[error("no reason")]
    NoReason,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const FORM: &str = "mail-case";

/// Makes a case of a mail, of the member whom our agent takes for its sender; what
/// came with it comes with the case. Answers its number. The member is told.
///
/// # Errors
/// See [`StrangerError`].
pub async fn case_of_mail(
    db: &Db,
    actor: &Actor,
    command: CaseOfMail,
    now: Timestamp,
) -> Result<String, StrangerError> {
    actor.demand(Permission::Support)?;
    let subject = one_line(&command.subject);
    if subject.is_empty() {
        return Err(OpenError::NoSubject.into());
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        return Err(OpenError::SubjectTooLong.into());
    }
    let asker = member_of(db, actor, &command, now).await?;
    let agent = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(earlier) = ask_earlier(&agent, command.key, FORM).fetch(tx).await? {
                return Ok(earlier);
            }
            let text = settle(tx, &agent, command.mail, "", now).await?;
            let new = New {
                key: None,
                message: CaseMessageId::new(),
                subject,
                text: said(if text.trim().is_empty() { "–" } else { &text })?,
                priority: command.priority,
                sku: None,
                order: None,
                asset: None,
                source: Source::Mail,
                left_out: left_out_of(tx, command.mail).await?,
                files: Several::default(),
                follows: None,
                confirm: true,
                before: BeforeAsking::default(),
            };
            let member = asker.member().ok_or(StrangerError::NoMember)?.clone();
            let message = new.message;
            let number = open_in(tx, &asker, &member, new, now).await?;
            hand_over(tx, command.mail, member.company.id, &number, message).await?;
            let entry = audit::Entry {
                action: "mail.case",
                subject: command.mail.to_string(),
                customer: Some(member.company.id),
                detail: json!({ "number": number, "member": member.id }),
            };
            tx.insert([
                entry.row(&agent, now),
                key_row(&agent, command.key, FORM, &number, now),
            ])
            .await?;
            Ok(number)
        })
    })
    .await
}

/// The member with this address, as they would ask themselves.
async fn member_of(
    db: &Db,
    actor: &Actor,
    command: &CaseOfMail,
    now: Timestamp,
) -> Result<Actor, StrangerError> {
    static OF_ADDRESS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["person", "name", "customer", "company"],
            "SELECT p.id AS person, p.name, k.id AS customer, k.name AS company
             FROM person p
             JOIN membership m /* staff */ ON m.person_id = p.id AND m.active
             JOIN customer k ON k.id = m.customer_id
             WHERE p.email = $1 ORDER BY k.name, k.id LIMIT 20",
        )
    });
    let address = command.member.trim().to_lowercase();
    let mut read = db.read(actor.scope()).await?;
    let mut all: Vec<Candidate> = OF_ADDRESS.all(&mut read, args![address]).await?;
    drop(read);
    if let Some(customer) = command.customer {
        all.retain(|one| one.customer == customer);
    }
    let one = match all.as_slice() {
        [] => return Err(StrangerError::NoMember),
        [one] => one,
        _ => return Err(StrangerError::Which(all)),
    };
    match actor_of(db, one.person, Some(one.customer), now).await {
        Ok(asker) => Ok(asker),
        Err(EnrolError::Store(error)) => Err(error.into()),
        Err(_) => Err(StrangerError::NoMember),
    }
}

/// Leaves a mail alone, for a reason; what came with it goes.
///
/// # Errors
/// See [`StrangerError`].
pub async fn leave_mail(
    db: &Db,
    actor: &Actor,
    mail: IncomingMailId,
    reason: &str,
    now: Timestamp,
) -> Result<(), StrangerError> {
    actor.demand(Permission::Support)?;
    let reason = one_line(reason);
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(StrangerError::NoReason);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
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

async fn left_out_of(tx: &mut Tx, mail: IncomingMailId) -> Result<String, StoreError> {
    let (lines,): (String,) = tx
        .one(
            "SELECT left_out FROM incoming_mail WHERE id = $1",
            args![mail],
        )
        .await?;
    Ok(lines)
}

/// The case has what the mail had.
async fn hand_over(
    tx: &mut Tx,
    mail: IncomingMailId,
    customer: CustomerId,
    number: &str,
    message: CaseMessageId,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE incoming_mail SET case_id =
             (SELECT id FROM support_case WHERE customer_id = $2 AND number = $3)
         WHERE id = $1",
        args![mail, customer, number],
    )
    .await?;
    tx.run(
        "UPDATE stored_file SET customer_id = $2
         WHERE id IN (SELECT file_id FROM incoming_mail_file WHERE mail_id = $1)",
        args![mail, customer],
    )
    .await?;
    attached::of_stranger(tx, mail, customer, message).await?;
    tx.run(
        "DELETE FROM incoming_mail_file WHERE mail_id = $1",
        args![mail],
    )
    .await?;
    Ok(())
}
