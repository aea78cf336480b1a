//! What was sent and what waits, for those who may look: administrators, and
//! in a demonstration everybody, so that invitations and forgotten passwords
//! can be tried without a mail server.

use super::outgoing::forget_keys;
use super::{Delivery, Recipient, Rendered, Sender, render};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::MessageId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, Json, Query, Scope, StoreError};
use serde_json::{Value as JsonValue, json};

/// Who looks into the mailbox.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// Somebody who signed in; must be an administrator.
    Signed(&'a Actor),
    /// Anybody: the installation is a demonstration, which its settings say.
    Demonstration,
}

impl Reader<'_> {
    fn demand(self) -> Result<(), Denied> {
        match self {
            Reader::Signed(actor) => actor.demand(Permission::Administer),
            Reader::Demonstration => Ok(()),
        }
    }
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It went out then.
    Sent(Timestamp),
    /// It is not due yet, or about to be sent.
    Waiting,
    /// It failed and is tried again then.
    Retried(Timestamp),
    /// It was given up.
    GivenUp,
}

/// One message in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// The message.
    pub id: MessageId,
    /// Its subject, in the recipient's language.
    pub subject: String,
    /// The recipient's address.
    pub to: String,
    /// The recipient's name.
    pub name: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// What became of it.
    pub fate: Fate,
}

/// A page of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// The messages, newest first.
    pub letters: Vec<LetterRow>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One message, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// As in the list.
    pub row: LetterRow,
    /// What the recipient reads.
    pub rendered: Rendered,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed the last time.
    pub error: Option<String>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: MessageId,
    kind: String,
    recipient: String,
    recipient_name: String,
    language: String,
    payload: Json<JsonValue>,
    created_at: Timestamp,
    due_at: Timestamp,
    attempts: i64,
    sent_at: Option<Timestamp>,
    last_error: Option<String>,
}

/// Messages on one page of the mailbox.
pub const PER_PAGE: i64 = 50;

/// A page of the mailbox, newest first; `page` counts from one.
///
/// # Errors
/// [`Denied`] unless the reader may look.
pub async fn mailbox<E>(
    db: &Db,
    reader: Reader<'_>,
    page: i64,
    sender: &Sender,
    delivery: Delivery,
) -> Result<Mailbox, E>
where
    E: From<Denied> + From<StoreError>,
{
    reader.demand()?;
    let mut read = db.read(Scope::system()).await?;
    let offset = page.max(1).saturating_sub(1).saturating_mul(PER_PAGE);
    let rows: Vec<Row> = read
        .all(
            "SELECT id, kind, recipient, recipient_name, language, payload, created_at, due_at,
                 attempts, sent_at, last_error
             FROM outbox ORDER BY created_at DESC, id DESC LIMIT ($1 + 0) OFFSET ($2 + 0)",
            args![PER_PAGE + 1, offset],
        )
        .await?;
    let more = i64::try_from(rows.len()).unwrap_or(0) > PER_PAGE;
    let letters = rows
        .into_iter()
        .take(usize::try_from(PER_PAGE).unwrap_or(0))
        .map(|row| row.letter(sender, delivery).row)
        .collect();
    Ok(Mailbox { letters, more })
}

/// One message; `None` if there is none.
///
/// # Errors
/// [`Denied`] unless the reader may look.
pub async fn letter<E>(
    db: &Db,
    reader: Reader<'_>,
    id: MessageId,
    sender: &Sender,
    delivery: Delivery,
) -> Result<Option<Letter>, E>
where
    E: From<Denied> + From<StoreError>,
{
    reader.demand()?;
    let mut read = db.read(Scope::system()).await?;
    let row: Option<Row> = read
        .maybe(
            "SELECT id, kind, recipient, recipient_name, language, payload, created_at, due_at,
                 attempts, sent_at, last_error
             FROM outbox WHERE id = $1",
            args![id],
        )
        .await?;
    Ok(row.map(|row| row.letter(sender, delivery)))
}

/// Tries a message again that was given up.
///
/// # Errors
/// [`Denied`] unless an administrator asks.
pub async fn send_again<E>(db: &Db, actor: &Actor, id: MessageId, now: Timestamp) -> Result<(), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let given_up = tx
                .run(
                    "UPDATE outbox SET due_at = $1, attempts = 0
                     WHERE id = $2 AND sent_at IS NULL AND due_at = $3",
                    args![now, id, Timestamp::NEVER],
                )
                .await?;
            if given_up == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "mail.sent-again",
                subject: id.to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await?;
    Ok(())
}

impl Row {
    fn letter(mut self, sender: &Sender, delivery: Delivery) -> Letter {
        // Where there is a mail server, a link that lets somebody in is for
        // its recipient's eyes only, before and after it was sent.
        if delivery == Delivery::Server {
            forget_keys(&mut self.payload.0);
        }
        let to = Recipient {
            email: self.recipient.clone(),
            name: self.recipient_name.clone(),
            language: Some(self.language.clone()),
        };
        let rendered =
            render(&self.kind, &to, &self.payload.0, sender).unwrap_or_else(|error| Rendered {
                subject: self.kind.clone(),
                text: error.to_string(),
                html: String::new(),
                button: String::new(),
                link: String::new(),
                unsubscribe: None,
            });
        Letter {
            row: LetterRow {
                id: self.id,
                subject: rendered.subject.clone(),
                to: self.recipient,
                name: self.recipient_name,
                written_at: self.created_at,
                fate: match self.sent_at {
                    Some(at) => Fate::Sent(at),
                    None if self.due_at == Timestamp::NEVER => Fate::GivenUp,
                    None if self.last_error.is_some() => Fate::Retried(self.due_at),
                    None => Fate::Waiting,
                },
            },
            rendered,
            attempts: self.attempts,
            error: self.last_error,
        }
    }
}
