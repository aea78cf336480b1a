//! A mail that nobody vouches for becomes a case of the member whose it is, or words in
//! a case that this member sees. What a mail says of itself proves nothing; whoever
//! decides about it decides whose it is.

use super::all_wrong::all_wrong;
use super::articles::BeforeAsking;
use super::attached;
use super::begin::{New, open_in};
use super::case_life::Priority;
use super::change::Source;
use super::converse::{Words, alone_with, write_in};
use super::decide_mail::{Settled, StrangerError, settled};
use super::mail_in::new_text;
use super::open::{LONGEST_SUBJECT, OpenError, said};
use super::strangers::Candidate;
use super::whole::ask_whole;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::files::Several;
use crate::id::{CaseMessageId, CustomerId, IncomingMailId};
use crate::identity::{Actor, EnrolError, Permission, actor_of};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, Tx, ask_earlier, key_row};
use crate::tidy::tidy;
use serde_json::json;
use std::sync::LazyLock;

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
    let subject = tidy(&command.subject);
    let mut wrong: Vec<StrangerError> = Vec::new();
    if subject.is_empty() {
        wrong.push(OpenError::NoSubject.into());
    } else if subject.chars().count() > LONGEST_SUBJECT {
        wrong.push(OpenError::SubjectTooLong.into());
    }
    let whose = (command.member.as_str(), command.customer);
    let asker = match member_of(db, actor, whose, now).await {
        Ok(asker) => Some(asker),
        Err(error) => {
            wrong.push(error);
            None
        }
    };
    all_wrong(wrong, StrangerError::Several)?;
    let asker = asker.ok_or(StrangerError::NoMember)?;
    let agent = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(earlier) = ask_earlier(&agent, command.key, FORM).fetch(tx).await? {
                return Ok(earlier);
            }
            let text = match settled(tx, &agent, command.mail, (command.key, FORM), now).await? {
                Settled::Now(text) => text,
                Settled::Before(number) => return Ok(number),
            };
            let new = New {
                key: None,
                message: CaseMessageId::new(),
                subject,
                text: said(or_nothing(&text))?,
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

/// A mail is added to a case.
#[derive(Debug, Clone)]
pub struct AddMail {
    /// The form's key.
    pub key: FormKey,
    /// The mail.
    pub mail: IncomingMailId,
    /// The case's number.
    pub case: String,
    /// The address of the member whose words they are.
    pub member: String,
}

const ADDED: &str = "mail-add";

/// Adds a mail to a case, as the words of a member whom our agent takes for its sender
/// and who sees the case; what came with it comes with them. Answers the number of the
/// case where they stand: one that has ended is followed by a new one.
///
/// # Errors
/// See [`StrangerError`].
pub async fn add_mail(
    db: &Db,
    actor: &Actor,
    command: AddMail,
    now: Timestamp,
) -> Result<String, StrangerError> {
    actor.demand(Permission::Support)?;
    let number = command.case.trim().to_owned();
    let case = {
        let mut read = db.read(actor.scope()).await?;
        ask_whole(None, &number, false).fetch(&mut read).await??
    };
    let customer = case.ok_or(StrangerError::NoCase)?.head.customer;
    let whose = (command.member.as_str(), Some(customer));
    let asker = member_of(db, actor, whose, now).await?;
    let agent = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(earlier) = ask_earlier(&agent, command.key, ADDED).fetch(tx).await? {
                return Ok(earlier);
            }
            alone_with(tx, &number).await?;
            let member = asker.member().ok_or(StrangerError::NoMember)?.clone();
            let case = ask_whole(Some(customer), &number, false)
                .fetch(tx)
                .await??
                .filter(|case| case.is_visible(&member))
                .ok_or(StrangerError::SeesNot)?;
            let key = (command.key, ADDED);
            let text = match settled(tx, &agent, command.mail, key, now).await? {
                Settled::Now(text) => text,
                Settled::Before(number) => return Ok(number),
            };
            let new = new_text(&text);
            let text = if new.trim().is_empty() { text } else { new };
            let words = Words {
                message: CaseMessageId::new(),
                text: &said(or_nothing(&text))?,
                source: Source::Mail,
                left_out: &left_out_of(tx, command.mail).await?,
                files: &Several::default(),
                confirm: true,
            };
            let number = write_in(tx, &asker, &member, case, words, now).await?;
            hand_over(tx, command.mail, customer, &number, words.message).await?;
            let entry = audit::Entry {
                action: "mail.added",
                subject: command.mail.to_string(),
                customer: Some(customer),
                detail: json!({ "number": number, "member": member.id }),
            };
            tx.insert([
                entry.row(&agent, now),
                key_row(&agent, command.key, ADDED, &number, now),
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
    (address, customer): (&str, Option<CustomerId>),
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
    let address = address.trim().to_lowercase();
    let mut read = db.read(actor.scope()).await?;
    let mut all: Vec<Candidate> = OF_ADDRESS.all(&mut read, args![address]).await?;
    drop(read);
    if let Some(customer) = customer {
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

/// A mail may be an attachment only.
fn or_nothing(text: &str) -> &str {
    if text.trim().is_empty() { "–" } else { text }
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
