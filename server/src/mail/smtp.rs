//! One message as a letter, and handing it to the mail server.

use domain::id::MessageId;
use domain::mail::{Outgoing, Recipient, Rendered, Sender, render};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::error::Error;
use std::time::Duration;

/// Why a message did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It can never go out like this: no texts, no usable address, or the
    /// server refuses it for good.
    #[error("{0}")]
    Hopeless(String),
    /// It may go out later.
    #[error("{0}")]
    Later(String),
}

/// The mail server, and who our letters are from.
#[derive(Debug, Clone)]
pub(super) struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    answers: Answers,
}

/// How answers to our mails find their way back.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// The address of the support, to which the token of a case is added.
    pub support: Option<String>,
    /// The name by which we know our own mails when they come back.
    pub house: Option<String>,
}

/// How long the server may take over one step of the conversation.
const PATIENCE: Duration = Duration::from_secs(30);

impl MailServer {
    /// The server that `url` names: `smtp://user:password@host:587?tls=required`,
    /// `smtps://…`, or `smtp://localhost:25`.
    pub(super) fn new(url: &str, from: &str) -> Result<Self, String> {
        // The address is not repeated in the sentence: it holds a password.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| format!("The address of the mail server can't be used: {error}"))?
            .timeout(Some(PATIENCE))
            .build();
        let from = from
            .parse()
            .map_err(|error| format!("{from} can't be written mail from: {error}"))?;
        Ok(Self {
            transport,
            from,
            answers: Answers::default(),
        })
    }

    /// The same with this way back for answers.
    pub(super) fn answering(self, answers: Answers) -> Self {
        Self { answers, ..self }
    }

    /// Whether the server answers and lets us in, within this time.
    async fn reach(&self, patience: Duration) -> Result<(), String> {
        match tokio::time::timeout(patience, self.transport.test_connection()).await {
            Err(_) => Err(format!("no answer in {} s", patience.as_secs())),
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("it does not answer".to_owned()),
            Ok(Err(error)) => Err(told(&error)),
        }
    }

    /// Hands one message to the server.
    pub(super) async fn send(&self, message: &Outgoing, sender: &Sender) -> Result<(), MailError> {
        let letter = letter(message, &self.from, sender, &self.answers)?;
        match self.transport.send(letter).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(MailError::Hopeless(told(&error))),
            Err(error) => Err(MailError::Later(told(&error))),
        }
    }
}

/// Whether the mail server that `url` names can be used. Sends nothing.
///
/// # Errors
/// Why it can't, without the password that the address may hold.
pub async fn reach(url: &str, from: &str) -> Result<(), String> {
    MailServer::new(url, from)?.reach(LOOK).await
}

/// How long looking at the server may take.
const LOOK: Duration = Duration::from_secs(10);

/// The error with what caused it: "Connection error: connection refused".
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    text
}

/// Tells mail programs not to answer by themselves (RFC 3834).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// By which we know our own mails when they come back.
#[derive(Debug, Clone)]
struct House(String);

impl Header for House {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str(domain::support::mail_in::LOOP_FIELD)
    }
    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Where a mail program asks for no more of a kind of mail (RFC 2369).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// That it may do so by one POST, without its reader having to confirm (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribePost;

impl Header for ListUnsubscribePost {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Where answers to a message about a case go: the address of the support with the
/// case's token in it.
fn reply_to(message: &Outgoing, answers: &Answers) -> Option<Mailbox> {
    let token = message.payload.0.get("token")?.as_str()?.to_lowercase();
    let (local, domain) = answers.support.as_deref()?.rsplit_once('@')?;
    let address: Address = format!("{local}+{token}@{domain}").parse().ok()?;
    Some(Mailbox::new(None, address))
}

/// The name of a mail that was never sent, which all mails about a case refer to: so
/// mail programs show them together, whatever their subjects are.
fn thread(message: &Outgoing, from: &Mailbox) -> Option<String> {
    let token = message.payload.0.get("token")?.as_str()?.to_lowercase();
    Some(format!("<{token}@{}>", from.email.domain()))
}

/// The message as it goes out.
fn letter(
    message: &Outgoing,
    from: &Mailbox,
    sender: &Sender,
    answers: &Answers,
) -> Result<Message, MailError> {
    let hopeless = |error: &dyn std::fmt::Display| MailError::Hopeless(error.to_string());
    let to = Recipient {
        email: message.recipient.clone(),
        name: message.recipient_name.clone(),
        language: Some(message.language.clone()),
    };
    let Rendered {
        subject,
        text,
        html,
        unsubscribe,
        ..
    } = render(&message.kind, &to, &message.payload.0, sender).map_err(|error| hopeless(&error))?;
    let address: Address = to.email.parse().map_err(|error| hopeless(&error))?;
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(printable(&to.name)), address))
        .subject(subject)
        .message_id(Some(message_name(message.id, from)))
        .header(AutoSubmitted)
        .date_now();
    if let Some(back) = reply_to(message, answers) {
        builder = builder.reply_to(back);
    }
    if let Some(thread) = thread(message, from) {
        builder = builder.in_reply_to(thread.clone()).references(thread);
    }
    if let Some(link) = unsubscribe {
        builder = builder
            .header(ListUnsubscribe(link))
            .header(ListUnsubscribePost);
    }
    if let Some(house) = &answers.house {
        builder = builder.header(House(house.clone()));
    }
    builder
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(|error| hopeless(&error))
}

/// A name for a header: line ends in it would end the header.
fn printable(name: &str) -> String {
    let text = name.replace(char::is_control, " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same for every attempt, so that a repetition is recognised.
fn message_name(id: MessageId, from: &Mailbox) -> String {
    format!("<{id}@{}>", from.email.domain())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::store::Json;
    use serde_json::json;

    fn outgoing(name: &str, email: &str) -> Outgoing {
        Outgoing {
            id: MessageId::new(),
            kind: "password-reset".to_owned(),
            recipient: email.to_owned(),
            recipient_name: name.to_owned(),
            language: "de".to_owned(),
            payload: Json(json!({ "path": "/reset/abc" })),
            attempts: 1,
        }
    }

    fn northgate() -> (Mailbox, Sender) {
        let sender = Sender {
            supplier: "Northgate Systems".to_owned(),
            base_url: "https://northgate.example".to_owned(),
        };
        (
            "Northgate <portal@northgate.example>".parse().unwrap(),
            sender,
        )
    }

    #[test]
    fn a_name_can_not_add_a_header_or_a_recipient() {
        let (from, sender) = northgate();
        let message = outgoing("Ines\r\nBcc: evil@evil.example", "ines@halden.example");
        let letter = letter(&message, &from, &sender, &Answers::default()).unwrap();
        let text = String::from_utf8(letter.formatted()).unwrap();
        assert!(!text.contains("\r\nBcc:"), "{text}");
        assert_eq!(letter.envelope().to().len(), 1);
        assert!(text.contains(&format!("Message-ID: <{}@northgate.example>", message.id)));
        assert!(text.contains("Auto-Submitted: auto-generated"));
    }

    #[test]
    fn an_address_that_is_none_is_hopeless() {
        let (from, sender) = northgate();
        for wrong in ["", "ines", "ines@a\r\nDATA", "a@b, c@d"] {
            let result = letter(
                &outgoing("Ines", wrong),
                &from,
                &sender,
                &Answers::default(),
            );
            assert!(matches!(result, Err(MailError::Hopeless(_))), "{wrong:?}");
        }
    }

    #[test]
    fn an_answer_about_a_case_finds_its_way_back() {
        let (from, sender) = northgate();
        let mut message = outgoing("Ines", "ines@halden.example");
        let answers = Answers {
            support: Some("help@northgate.example".to_owned()),
            house: Some("a-house".to_owned()),
        };
        let text = |message: &Outgoing| {
            let letter = letter(message, &from, &sender, &answers).unwrap();
            String::from_utf8(letter.formatted()).unwrap()
        };
        assert!(!text(&message).contains("Reply-To"));
        assert!(text(&message).contains("X-Rapport-Loop: a-house"));
        message.payload = Json(json!({ "token": "RC-20260000001.abcdefgh" }));
        let found = text(&message);
        let back = "Reply-To: help+rc-20260000001.abcdefgh@northgate.example";
        assert!(found.contains(back), "{found}");
        let thread = "References: <rc-20260000001.abcdefgh@northgate.example>";
        assert!(found.contains(thread), "{found}");
    }

    #[test]
    fn a_newsletter_says_how_to_get_no_more_of_them() {
        let (from, sender) = northgate();
        let mut message = outgoing("Ines", "ines@halden.example");
        let text = |message: &Outgoing| {
            let letter = letter(message, &from, &sender, &Answers::default()).unwrap();
            String::from_utf8(letter.formatted()).unwrap()
        };
        assert!(!text(&message).contains("List-Unsubscribe"));
        message.kind = "newsletter".to_owned();
        let token = "t".repeat(140);
        message.payload = Json(json!({
            "title": "Winter", "count": 1, "path": "/publications",
            "sections": [{ "over": "Notes", "title": "Winter", "text": "", "path": "/x" }],
            "unsubscribe": format!("/newsletter/unsubscribe/{token}"),
        }));
        let found = text(&message);
        let address = format!("<https://northgate.example/newsletter/unsubscribe/{token}>");
        assert!(
            found.contains(&format!("List-Unsubscribe: {address}\r\n")),
            "{found}"
        );
        assert!(found.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    }

    #[test]
    fn a_password_is_not_repeated_in_an_error() {
        let error = MailServer::new("smpt://user:secret@host", "a@b.example").unwrap_err();
        assert!(!error.contains("secret"), "{error}");
    }
}
