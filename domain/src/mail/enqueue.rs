//! Putting messages into the outbox.

use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, MessageId};
use crate::store::{Insert, Result, Tx};
use serde::Deserialize;
use serde_json::Value as JsonValue;
use uuid::Uuid;

/// Who a message goes to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Recipient {
    /// The address.
    pub email: String,
    /// The name, for the greeting.
    pub name: String,
    /// The language the person chose (BCP 47); English if none.
    pub language: Option<String>,
}

/// A message about something that happened.
#[derive(Debug, Clone)]
pub struct Message {
    /// Which message it is: `request-submitted`. Its texts are the messages
    /// `mail-request-submitted-subject`, `-body` and so on.
    pub kind: &'static str,
    /// The customer it concerns.
    pub customer: Option<CustomerId>,
    /// Who gets it.
    pub to: Recipient,
    /// What the texts need: variables by name, and `path`, the page of the
    /// site that the message leads to.
    pub payload: JsonValue,
}

/// Puts messages into the outbox, to be sent once the change is committed.
///
/// # Errors
/// If they can't be written.
pub async fn enqueue(tx: &mut Tx, messages: Vec<Message>, now: Timestamp) -> Result<()> {
    tx.insert([rows(messages, now)]).await
}

/// The messages' rows, to be inserted together with what they tell.
#[must_use]
pub fn rows(messages: Vec<Message>, now: Timestamp) -> Insert {
    rows_for(None, messages, now)
}

/// The same for letters about something of which it is counted how many arrived; see
/// [`ask_fates`](super::ask_fates).
#[must_use]
pub fn rows_about(about: Uuid, messages: Vec<Message>, now: Timestamp) -> Insert {
    rows_for(Some(about), messages, now)
}

fn rows_for(about: Option<Uuid>, messages: Vec<Message>, now: Timestamp) -> Insert {
    let rows = messages
        .into_iter()
        .map(|message| {
            args![
                MessageId::new(),
                message.customer,
                message.kind,
                message.to.email,
                message.to.name,
                message.to.language.unwrap_or_else(|| "en".to_owned()),
                message.payload,
                now,
                now,
                about,
            ]
        })
        .collect();
    Insert::rows(
        "INSERT INTO outbox (id, customer_id, kind, recipient, recipient_name, language, payload,
             created_at, due_at, about) VALUES",
        rows,
    )
}
