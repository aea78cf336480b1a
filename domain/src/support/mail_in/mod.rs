//! Mail that comes in: what it is, whom it is believed to be from, which case it
//! continues, and what becomes of it.
//!
//! The story of one mail: [`weigh()`] refuses what is too large or has too many
//! pieces, before anything is parsed. [`read`] takes it apart (with the crate
//! `mail-parser`) and makes plain values of it: text without scripts, styles and
//! what tracks (`html.rs`), what is new of an answer (`quotes.rs`), attachments
//! without programs (`attachments.rs`), whether a program wrote it
//! (`automatic.rs`), what our own mail server says of its sender (`sender.rs`),
//! and which case it says it continues (`thread.rs`). Then the use case looks that
//! case up, and [`decide()`] says what is done.
//!
//! Nothing in a mail is believed because it stands there. What our mail server
//! writes on top counts, and what we have signed ourselves.

mod attachments;
mod automatic;
mod decide;
mod fields;
mod html;
mod quotes;
mod sender;
mod thread;
mod weigh;

pub use attachments::{Attachment, LARGEST_ATTACHMENT, MOST_ATTACHMENTS, NotKept, Refusal};
pub use automatic::{Automatic, Automation};
pub use decide::{
    Circumstances, Decision, Ignored, MOST_ANSWERS_PER_HOUR, MOST_PER_HOUR, MOST_STATIONS, TheCase,
    What, decide,
};
pub use quotes::new_text;
pub use sender::{Doubt, Sender};
pub use thread::{CaseKey, Thread, title};
pub use weigh::{MOST_BYTES, MOST_HEADER_BYTES, MOST_HEADER_FIELDS, weigh};

use fields::Fields;
use mail_parser::{
    Address, HeaderForm, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders,
    PartType,
};
use uuid::Uuid;

/// The field in which every mail of ours carries the name of this installation
/// ([`Post::house`]), by which it is known when it comes back.
pub const LOOP_FIELD: &str = "X-Rapport-Loop";

/// The most text of a mail that is kept, in bytes.
pub const MOST_TEXT: usize = 1024 * 1024;
/// The most recipients and references that are looked at.
const MOST_NAMED: usize = 200;

/// What has to be known of ourselves to read a mail.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// The addresses that mail for the support comes to.
    pub supports: &'a [&'a str],
    /// The domain in the names (`Message-ID`) of our mails.
    pub domain: &'a str,
    /// The names under which our own mail server writes down what it found
    /// (RFC 8601, section 2.2). Without any, nobody is believed.
    pub authserv_ids: &'a [&'a str],
    /// The name of this installation.
    pub house: &'a str,
    /// What case tokens are signed with.
    pub key: &'a CaseKey,
}

/// Why a mail is not taken in at all. Whoever delivers it is told so, and keeps
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than [`MOST_BYTES`].
    #[error("the mail is too large")]
    TooLarge,
    /// Too many or too long fields.
    #[error("the mail has too many header fields")]
    TooManyFields,
    /// Too many parts or nested messages.
    #[error("the mail has too many parts")]
    TooManyParts,
    /// Not a mail, or built as no mail program builds one.
    #[error("the mail can't be read")]
    Unreadable,
}

/// A mail, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Whom it is from.
    pub sender: Sender,
    /// The name beside the address; shown, never believed.
    pub sender_name: Option<String>,
    /// Whom it went to: `To` and `Cc`, in lower case, ours included.
    pub recipients: Vec<String>,
    /// Its subject, as it stands there.
    pub subject: String,
    /// Its own name, without angle brackets.
    pub message_id: Option<String>,
    /// The names of the mails that it refers to, the oldest first, that it
    /// answers last.
    pub references: Vec<String>,
    /// All of its text.
    pub text: String,
    /// Its text was longer than [`MOST_TEXT`]; the rest is left out.
    pub text_is_cut: bool,
    /// What came with it.
    pub attachments: Vec<Attachment>,
    /// What came with it and is not kept.
    pub refused: Vec<Refusal>,
    /// Whether a program wrote it.
    pub automation: Automation,
    /// What it says it continues.
    pub thread: Option<Thread>,
    /// For a delivery report: the mail of ours that it is about.
    pub bounced: Option<Uuid>,
    /// It is a mail of ours that came back.
    pub is_ours: bool,
    /// How many stations it passed.
    pub stations: usize,
}

impl Incoming {
    /// What of its text is new, without what it quotes. For a mail that continues
    /// a case; one that begins a case may well be about what it quotes.
    #[must_use]
    pub fn new_text(&self) -> String {
        new_text(&self.text)
    }
}

/// Reads a mail as it came over the wire. `envelope_from` is whom the envelope
/// names as its sender (`MAIL FROM`), empty for nobody; `None` if that is not
/// known, then `Return-Path` counts.
///
/// # Errors
/// Why it is not taken in.
pub fn read(raw: &[u8], envelope_from: Option<&str>, post: &Post<'_>) -> Result<Incoming, Refused> {
    weigh(raw)?;
    // The parser is not meant to panic; a mail that finds a way shall not end the
    // worker that reads it.
    let read = std::panic::catch_unwind(|| take_apart(raw, envelope_from, post));
    read.unwrap_or(None).ok_or(Refused::Unreadable)
}

fn take_apart(raw: &[u8], envelope_from: Option<&str>, post: &Post<'_>) -> Option<Incoming> {
    // Only what tells parts apart is parsed everywhere; all other fields are parsed
    // where they are asked for, and so never in nested messages by the thousand.
    let parser = MessageParser::new()
        .with_mime_headers()
        .header_raw(HeaderName::ContentTransferEncoding)
        .default_header_raw();
    let fields = Fields::of(raw);
    if fields.is_empty() {
        return None;
    }
    let message = parser.parse(raw)?;

    let from = addresses(&message, HeaderName::From);
    let subject = text_field(&message, HeaderName::Subject);
    let return_path = fields.first("return-path").map(str::trim);
    let null_sender = envelope_from.or(return_path) == Some("")
        || (envelope_from.is_none() && return_path == Some("<>"));
    let content = message.content_type();
    let media_type = content.map(media_type).unwrap_or_default();
    let report_type = content
        .and_then(|content| content.attribute("report-type"))
        .map(str::to_ascii_lowercase);
    let automation = automatic::automation(
        &fields,
        (&media_type, report_type.as_deref()),
        null_sender,
        &subject,
    );

    let mut recipients = addresses(&message, HeaderName::To);
    recipients.extend(addresses(&message, HeaderName::Cc));
    let recipients: Vec<String> = recipients.into_iter().map(|(address, _)| address).collect();
    let mut references = ids(&message, HeaderName::References);
    references.extend(ids(&message, HeaderName::InReplyTo));
    let delivered: Vec<String> = ["delivered-to", "x-original-to", "envelope-to"]
        .iter()
        .flat_map(|name| fields.all(name))
        .map(|address| address.trim_matches(['<', '>']).to_lowercase())
        .chain(recipients.iter().cloned())
        .collect();
    let thread = thread::in_addresses(post.key, &delivered, post.supports)
        .or_else(|| post.key.find(&subject))
        .map(Thread::Case)
        .or_else(|| thread::in_references(&references, post.domain).map(Thread::Answers));

    let addresses: Vec<String> = from.iter().map(|(address, _)| address.clone()).collect();
    let sender = sender::sender(&fields, &addresses, post.authserv_ids);
    let is_ours = fields
        .all(LOOP_FIELD.to_ascii_lowercase().as_str())
        .any(|house| house == post.house)
        || addresses
            .iter()
            .any(|address| is_support(address, post.supports));
    let bounced = (automation.kind == Some(Automatic::DeliveryReport))
        .then(|| bounced(&message, post.domain))
        .flatten();
    let (text, text_is_cut) = cut(&text_of(&message));
    let (attachments, refused) = attached(&message);
    Some(Incoming {
        sender,
        sender_name: from.into_iter().next().and_then(|(_, name)| name),
        recipients,
        subject,
        message_id: ids(&message, HeaderName::MessageId).into_iter().next(),
        references,
        text,
        text_is_cut,
        attachments,
        refused,
        automation,
        thread,
        bounced,
        is_ours,
        stations: fields.all("received").count(),
    })
}

/// Whether an address is one of the support's, with or without a token in it.
#[must_use]
pub fn is_support(address: &str, supports: &[&str]) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let name = local.split('+').next().unwrap_or_default();
    supports
        .iter()
        .filter_map(|support| support.rsplit_once('@'))
        .any(|(ours, at)| ours.eq_ignore_ascii_case(name) && at.eq_ignore_ascii_case(domain))
}

/// Addresses of a field, in lower case, with the names beside them.
fn addresses(message: &Message<'_>, name: HeaderName<'static>) -> Vec<(String, Option<String>)> {
    let mut all = Vec::new();
    for value in message.header_as(name, HeaderForm::Addresses) {
        let HeaderValue::Address(found) = &value else {
            continue;
        };
        let found: &Address<'_> = found;
        for one in found.iter().take(MOST_NAMED - all.len().min(MOST_NAMED)) {
            let Some(address) = one.address() else {
                continue;
            };
            let name = one.name().map(one_line).filter(|name| !name.is_empty());
            all.push((kept_address(address), name));
        }
    }
    all
}

/// An address as it is compared and kept. One that is longer than any has a sign
/// at its end by which it is nobody's, and stays short enough for an index.
fn kept_address(address: &str) -> String {
    let address = one_line(address).to_lowercase();
    match address.char_indices().nth(MOST_ADDRESS) {
        Some((end, _)) => address.get(..end).unwrap_or_default().to_owned() + "…",
        None => address,
    }
}

/// The longest address, in characters (RFC 5321, section 4.5.3.1).
const MOST_ADDRESS: usize = 320;
/// The longest name of a mail that is kept, in bytes: more than a line may have
/// is cut off.
const MOST_ID: usize = 998;

/// The names of mails in a field, without angle brackets.
fn ids(message: &Message<'_>, name: HeaderName<'static>) -> Vec<String> {
    let values = message.header_as(name, HeaderForm::MessageIds);
    let mut all: Vec<String> = Vec::new();
    for value in &values {
        let found: Vec<&str> = match value {
            HeaderValue::Text(one) => vec![one],
            HeaderValue::TextList(several) => several.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        };
        all.extend(found.into_iter().map(|name| {
            let mut name = one_line(name);
            name.truncate(name.floor_char_boundary(MOST_ID));
            name
        }));
    }
    // The newest ones tell what is answered.
    let surplus = all.len().saturating_sub(MOST_NAMED);
    all.split_off(surplus)
}

fn text_field(message: &Message<'_>, name: HeaderName<'static>) -> String {
    let values = message.header_as(name, HeaderForm::Text);
    let text = values.first().and_then(HeaderValue::as_text);
    one_line(text.unwrap_or_default())
}

/// Text of a field as one line that can be shown.
fn one_line(text: &str) -> String {
    crate::tidy::tidy(text).chars().take(MOST_LINE).collect()
}

const MOST_LINE: usize = 1_000;

fn media_type(content: &mail_parser::ContentType<'_>) -> String {
    let kind = content.ctype();
    let subtype = content.subtype().unwrap_or("x-unknown");
    format!("{kind}/{subtype}").to_ascii_lowercase()
}

/// The text of a mail: what is written in plain text, else what is in HTML. Parts
/// that follow each other are joined.
fn text_of(message: &Message<'_>) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut length = 0;
    for part in message.text_bodies() {
        if length > MOST_TEXT {
            break;
        }
        let text = match &part.body {
            PartType::Text(text) => plain(text),
            PartType::Html(html) => html::text_of(html),
            _ => continue,
        };
        length += text.len();
        if !text.is_empty() {
            texts.push(text);
        }
    }
    texts.join("\n\n")
}

/// Plain text with one kind of line end and without characters nobody sees.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

fn cut(text: &str) -> (String, bool) {
    if text.len() <= MOST_TEXT {
        return (text.to_owned(), false);
    }
    let kept = text.char_indices().take_while(|(at, _)| *at < MOST_TEXT);
    (kept.map(|(_, c)| c).collect(), true)
}

/// What came with a mail, told apart into what is kept and what is not.
fn attached(message: &Message<'_>) -> (Vec<Attachment>, Vec<Refusal>) {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for (number, part) in message.attachments().enumerate() {
        let content = part.contents();
        let name = name_of(part, number + 1);
        let why = if kept.len() >= MOST_ATTACHMENTS {
            Some(NotKept::TooMany)
        } else {
            attachments::refused(&name, content)
        };
        match why {
            Some(why) if refused.len() < MOST_NAMED => refused.push(Refusal {
                name,
                size: content.len(),
                why,
            }),
            Some(_) => {}
            None => kept.push(Attachment {
                name,
                media_type: part
                    .content_type()
                    .map_or_else(|| "application/octet-stream".to_owned(), media_type),
                content: content.to_vec(),
                inline: is_inline(part),
            }),
        }
    }
    (kept, refused)
}

/// The name of an attachment; a nested mail is named by its subject, what has no
/// name by its number.
fn name_of(part: &MessagePart<'_>, number: usize) -> String {
    let given = part.attachment_name().map(attachments::clean_name);
    let given = given.filter(|name| !name.is_empty());
    given.unwrap_or_else(|| match &part.body {
        PartType::Message(message) => {
            let subject = attachments::clean_name(&text_field(message, HeaderName::Subject));
            if subject.is_empty() {
                format!("{number}.eml")
            } else {
                format!("{subject}.eml")
            }
        }
        PartType::Html(_) => format!("{number}.html"),
        PartType::Text(_) => format!("{number}.txt"),
        _ => format!("{number}.bin"),
    })
}

fn is_inline(part: &MessagePart<'_>) -> bool {
    let disposition = part.content_disposition();
    let attached = disposition.is_some_and(mail_parser::ContentType::is_attachment);
    !attached && part.content_id().is_some()
}

/// The mail of ours that a report is about: by the head of it that the report
/// brings back.
fn bounced(message: &Message<'_>, domain: &str) -> Option<Uuid> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(original) => ids(original, HeaderName::MessageId)
            .iter()
            .find_map(|name| thread::our_id(name, domain)),
        PartType::Text(head) if part.is_content_type("text", "rfc822-headers") => {
            let fields = Fields::of(head.as_bytes());
            thread::our_id(fields.first("message-id")?, domain)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
