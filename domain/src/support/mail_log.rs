//! Every mail that comes in is written down with what became of it (`incoming_mail`):
//! by that a mail that is delivered twice is known again, and whoever sends very many.

use super::left_out::{LeftOut, Why, to_lines};
use super::mail_in::{Circumstances, Incoming};
use super::open::LONGEST_TEXT;
use super::pile;
use super::take_mail::Became;
use crate::Timestamp;
use crate::args;
use crate::files::Several;
use crate::id::IncomingMailId;
use crate::identity::Actor;
use crate::store::{Insert, Query, StoreError, Tx};
use uuid::Uuid;

/// A mail as it came, with what of its attachments is kept.
pub(super) struct Came {
    pub mail: Incoming,
    pub files: Several,
    /// What is not, as it is stored.
    pub left_out: String,
}

/// What a mail is about, beside the case that it became part of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mentions {
    /// The serial of the case that it says it continues, or that our mail was about.
    pub case: Option<i64>,
    /// The mail of ours that did not arrive.
    pub bounced: Option<Uuid>,
}

/// What is known about the mail beside what stands in it, but its case.
pub(super) async fn circumstances(
    query: &mut impl Query,
    mail: &Incoming,
    now: Timestamp,
) -> Result<Circumstances, StoreError> {
    let sender = mail.sender.address().unwrap_or_default();
    // What others send in somebody's name counts against nobody who is believed.
    let verified = mail.sender.is_verified();
    let hour = now.plus_seconds(-3600);
    let (from_sender, answered): (i64, i64) =
        query.one(OF_SENDER, args![sender, hour, verified]).await?;
    let known = match &mail.message_id {
        None => None,
        Some(name) => {
            query
                .scalar::<i32>(KNOWN, args![sender, name.as_str(), verified])
                .await?
        }
    };
    let many = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Circumstances {
        case: None,
        from_sender: many(from_sender),
        answered: many(answered),
        known: known.is_some(),
    })
}

/// How many came from a sender since a moment, and how many of them were answered.
const OF_SENDER: &str = "SELECT COUNT(*),
         CAST(coalesce(sum(CASE WHEN answered THEN 1 ELSE 0 END), 0) AS BIGINT)
     FROM incoming_mail WHERE sender = $1 AND at > $2 AND verified = $3";

/// Whether a mail of this name came from a sender.
// A forged one is no reason to leave out the real one of its name.
const KNOWN: &str = "SELECT 1 FROM incoming_mail
     WHERE sender = $1 AND message_name = $2 AND (verified OR NOT $3) LIMIT 1";

/// Writes the mail down with what became of it.
pub(super) async fn keep(
    tx: &mut Tx,
    came: &Came,
    became: &Became,
    about: Mentions,
    answered: bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mail = &came.mail;
    let id = IncomingMailId::new();
    let number = match became {
        Became::Added(number) | Became::Noted(number) | Became::Opened(number) => Some(number),
        _ => None,
    };
    let sender = mail.sender.address().unwrap_or_default();
    // What became part of a case stands there, and what nothing follows from nobody
    // reads.
    let most = match became {
        Became::Stranger | Became::Held => LONGEST_TEXT,
        Became::Bounced => MOST_OF_REPORT,
        _ => 0,
    };
    let text: String = mail.text.chars().take(most).collect();
    let in_case = number.is_some();
    let waits = matches!(became, Became::Stranger) && pile::room_for_files(tx, sender).await?;
    let left_out = if in_case || waits {
        came.left_out.clone()
    } else {
        let too_many = came.files.names().map(|(_, name)| {
            let left = LeftOut::new(name, Why::TooMany);
            to_lines(&[left])
        });
        let before = Some(came.left_out.clone()).filter(|lines| !lines.is_empty());
        let lines: Vec<String> = before.into_iter().chain(too_many).collect();
        lines.join("\n")
    };
    tx.run(
        "INSERT INTO incoming_mail (id, at, sender, sender_name, verified, message_name, subject,
             text, left_out, became, case_id, mentions, bounced, answered)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             (SELECT id FROM support_case WHERE number = $11), $12, $13, $14) /* system */",
        args![
            id,
            now,
            sender,
            mail.sender_name.clone().unwrap_or_default(),
            mail.sender.is_verified(),
            mail.message_id.clone(),
            mail.subject.as_str(),
            text,
            left_out,
            became.code(),
            number,
            about.case,
            about.bounced,
            answered
        ],
    )
    .await?;
    if waits {
        came.files.name(tx, &Actor::system(), None, now).await?;
        let rows = came
            .files
            .names()
            .map(|(file, _)| args![id, file])
            .collect();
        tx.insert([Insert::rows(
            "INSERT INTO incoming_mail_file (mail_id, file_id) VALUES",
            rows,
        )])
        .await?;
    }
    Ok(())
}

/// How much of a report that a mail did not arrive is kept, in characters.
const MOST_OF_REPORT: usize = 2_000;

/// What is asked of the mails, with the index that is to be taken.
#[cfg(all(test, feature = "testing"))]
pub(super) fn asked() -> Vec<(String, crate::store::Args, &'static str)> {
    let sender = "a@b.example";
    vec![
        (
            OF_SENDER.to_owned(),
            args![sender, Timestamp(0), true],
            "incoming_mail_by_sender",
        ),
        (
            KNOWN.to_owned(),
            args![sender, "x", true],
            "incoming_mail_once",
        ),
    ]
}
