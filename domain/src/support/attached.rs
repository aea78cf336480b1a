//! Files that come with what is said about a case: who may add how much, and the
//! rows by which a case has them. What may be kept at all says the room `files`.

use super::left_out::{LeftOut, Why};
use super::mail_in::Incoming;
use crate::Timestamp;
use crate::args;
use crate::files::{Fault, Files, FilesError, Media, Sent, Several, TakeError, fits_today};
use crate::id::{CaseId, CaseMessageId, CustomerId, FileId, IncomingMailId};
use crate::identity::Actor;
use crate::store::{Insert, Query, StoreError, Tx};
use serde::Deserialize;

/// The most files that come with one thing that is said on a page.
pub const MOST_FILES: usize = 10;
/// The most that the files of one message weigh together, in bytes.
pub const MOST_TOGETHER: usize = 30 * 1024 * 1024;
/// What stands in the text of a mail and is smaller than this, in bytes, is a logo
/// and no screen picture.
const A_LOGO: usize = 16 * 1024;

/// A file that belongs to a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseFile {
    /// What was said with it.
    pub message: CaseMessageId,
    /// The file.
    pub file: FileId,
    /// What it was called where it came from.
    pub name: String,
    media_type: String,
    /// How large it is, in bytes.
    pub bytes: i64,
}

impl CaseFile {
    /// Whether it can be looked at in its page.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media()
            .is_some_and(|media| media.kind() == crate::files::Kind::Picture)
    }

    /// What people call a file of its kind: `PDF`.
    #[must_use]
    pub fn ending(&self) -> String {
        self.media()
            .map_or_else(String::new, |media| media.extension().to_uppercase())
    }

    fn media(&self) -> Option<Media> {
        Media::from_mime(&self.media_type)
    }
}

/// Why files were not taken; nothing was said then.
#[derive(Debug, thiserror::Error)]
pub enum FileRefused {
    /// More than [`MOST_FILES`].
    #[error("too many files")]
    TooMany,
    /// More than [`MOST_TOGETHER`].
    #[error("the files are too large together")]
    TooLarge,
    /// The member, or their company, has sent as much today as they may.
    #[error("too much for a day")]
    TooMuchToday,
    /// The one of this name can't be kept.
    #[error("{0}: {1}")]
    Fault(String, Fault),
    /// The store failed.
    #[error(transparent)]
    Files(#[from] FilesError),
}

/// Refuses files that are too much for the member's day, or their company's.
pub(super) async fn fit_today<E>(
    query: &mut impl Query,
    actor: &Actor,
    sent: &[Sent],
    now: Timestamp,
) -> Result<(), E>
where
    E: From<FileRefused> + From<StoreError>,
{
    let weigh = sent.iter().map(|one| one.bytes.len()).sum();
    if fits_today(query, actor, (sent.len(), weigh), now).await? {
        Ok(())
    } else {
        Err(FileRefused::TooMuchToday.into())
    }
}

/// Takes what was sent with a form into the store, all of it or nothing.
pub(super) async fn take(files: &Files, sent: Vec<Sent>) -> Result<Several, FileRefused> {
    if sent.len() > MOST_FILES {
        return Err(FileRefused::TooMany);
    }
    if sent.iter().map(|one| one.bytes.len()).sum::<usize>() > MOST_TOGETHER {
        return Err(FileRefused::TooLarge);
    }
    files.take_all(sent).await.map_err(|(name, why)| match why {
        TakeError::Fault(fault) => FileRefused::Fault(name, fault),
        TakeError::Files(error) => FileRefused::Files(error),
    })
}

/// Takes what can be kept of a mail's attachments; answers with it what can't be.
pub(super) async fn of_mail(
    files: &Files,
    mail: &Incoming,
) -> Result<(Several, Vec<LeftOut>), FilesError> {
    let (wanted, mut left) = weigh_attachments(mail);
    let (taken, faults) = files.take_some(wanted).await?;
    left.extend(
        faults
            .into_iter()
            .map(|(name, fault)| LeftOut::new(&name, fault)),
    );
    Ok((taken, left))
}

/// Names all that came with a mail of which nothing is kept.
pub(super) fn none_of_mail(mail: &Incoming) -> Vec<LeftOut> {
    let (wanted, mut left) = weigh_attachments(mail);
    left.extend(
        wanted
            .iter()
            .map(|one| LeftOut::new(&one.name, Why::TooMany)),
    );
    left
}

/// What of a mail is worth a try, and what is not.
fn weigh_attachments(mail: &Incoming) -> (Vec<Sent>, Vec<LeftOut>) {
    let (mut wanted, mut left) = (Vec::new(), Vec::new());
    let mut together = 0;
    for one in &mail.attachments {
        if one.inline && one.content.len() < A_LOGO {
            continue;
        }
        if together + one.content.len() > MOST_TOGETHER {
            left.push(LeftOut::new(&one.name, Why::TooLarge));
            continue;
        }
        together += one.content.len();
        wanted.push(Sent {
            name: one.name.clone(),
            bytes: one.content.clone(),
        });
    }
    left.extend(
        mail.refused
            .iter()
            .map(|one| LeftOut::new(&one.name, one.why)),
    );
    (wanted, left)
}

/// The rows by which a case has these files. They have been named before.
pub(super) fn rows(
    customer: CustomerId,
    case: CaseId,
    message: CaseMessageId,
    internal: bool,
    files: &Several,
) -> Insert {
    let rows = files
        .names()
        .map(|(file, _)| args![customer, case, message, file, internal])
        .collect();
    Insert::rows(
        "INSERT INTO case_file (customer_id, case_id, message_id, file_id, internal) VALUES",
        rows,
    )
}

/// What came with a mail of nobody we knew belongs to the case that was made of it.
pub(super) async fn of_stranger(
    tx: &mut Tx,
    mail: IncomingMailId,
    customer: CustomerId,
    message: CaseMessageId,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO case_file (customer_id, case_id, message_id, file_id, internal)
         SELECT m.customer_id, m.case_id, m.id, x.file_id, m.internal
         FROM case_message m JOIN incoming_mail_file x ON x.mail_id = $1
         WHERE m.id = $3 AND m.customer_id = $2",
        args![mail, customer, message],
    )
    .await?;
    Ok(())
}
