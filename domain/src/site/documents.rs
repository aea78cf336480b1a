//! Documents on a customer's site, for everybody of it or for an access group.

use super::edit::{SiteError, demand, demand_group, record};
use crate::files::{
    Fault, Files, FilesError, Keep, Kind, Media, Sent, TakeError, fits_today, keep,
};
use crate::id::{AccessGroupId, CustomerId, FileId, MembershipId, SiteDocumentId};
use crate::identity::{Actor, Denied};
use crate::store::{Asked, Db, FormKey, JsonRows, Query, StoreError};
use crate::tidy::tidy;
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// How many documents a customer's site has at most.
pub const MOST_SITE_DOCUMENTS: i64 = 200;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;

/// A document on a customer's site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SiteDocument {
    /// Which.
    pub id: SiteDocumentId,
    /// For which access group; for everybody without one.
    pub whose: Option<AccessGroupId>,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: FileId,
    media_type: String,
    /// How large it is, in bytes.
    pub bytes: i64,
}

impl SiteDocument {
    /// What people call a file of its kind: `PDF`.
    #[must_use]
    pub fn ending(&self) -> String {
        Media::from_mime(&self.media_type)
            .map_or_else(String::new, |media| media.extension().to_uppercase())
    }
}

const DOCUMENT: &[&str] = &["id", "whose", "title", "file", "media_type", "bytes"];

/// The documents that a member sees on their company's site; without a member,
/// those that everybody of it sees. To be asked alone or together with other
/// things.
#[must_use]
pub fn ask_site_documents(
    customer: CustomerId,
    member: Option<MembershipId>,
) -> Asked<'static, Vec<SiteDocument>> {
    static SEEN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            DOCUMENT,
            "SELECT d.id, d.group_id AS whose, d.title, d.file_id AS file, o.media_type, b.bytes
             FROM site_document d
             JOIN stored_form o ON o.file_id = d.file_id AND o.size = 'document'
             JOIN stored_blob b ON b.sha256 = o.sha256
             WHERE d.customer_id = $1 AND (d.group_id IS NULL
                 OR d.group_id IN (SELECT m.group_id FROM access_group_member m
                     WHERE m.customer_id = $1 AND m.membership_id = $2))
             ORDER BY d.title, d.id",
        )
    });
    SEEN.ask(args![customer, member])
}

/// All documents of a customer's site, for whoever may edit it: that is for
/// [`ask_site_editor`](super::ask_site_editor) to say.
#[must_use]
pub fn ask_all_site_documents(customer: CustomerId) -> Asked<'static, Vec<SiteDocument>> {
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            DOCUMENT,
            "SELECT d.id, d.group_id AS whose, d.title, d.file_id AS file, o.media_type, b.bytes
             FROM site_document d
             JOIN stored_form o ON o.file_id = d.file_id AND o.size = 'document'
             JOIN stored_blob b ON b.sha256 = o.sha256
             WHERE d.customer_id = $1 ORDER BY d.title, d.id",
        )
    });
    ALL.ask(args![customer])
}

/// Why a document was not put on a site, or not taken off it.
#[derive(Debug, thiserror::Error)]
pub enum SiteDocumentError {
    /// What is wrong with any change of a site.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The store of files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The file can't be taken.
    #[error(transparent)]
    File(#[from] Fault),
}

impl From<StoreError> for SiteDocumentError {
    fn from(error: StoreError) -> Self {
        Self::Site(error.into())
    }
}

impl From<TakeError> for SiteDocumentError {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Fault(fault) => Self::File(fault),
            TakeError::Files(error) => Self::Files(error),
        }
    }
}

/// A document for a customer's site.
#[derive(Debug, Clone)]
pub struct PutSiteDocument {
    /// Whose site.
    pub customer: CustomerId,
    /// For which group; for everybody without one.
    pub whose: Option<AccessGroupId>,
    /// Its title, as it was typed.
    pub title: String,
    /// The document.
    pub sent: Sent,
    /// The form's key.
    pub key: FormKey,
}

/// Puts a document on a customer's site.
///
/// # Errors
/// See [`SiteDocumentError`].
pub async fn put_site_document(
    db: &Db,
    files: &Files,
    actor: &Actor,
    command: PutSiteDocument,
    now: Timestamp,
) -> Result<(), SiteDocumentError> {
    let PutSiteDocument {
        customer, whose, ..
    } = command;
    // Who may not is told so before anything is written; and once more when it
    // is kept, since that may have changed.
    let by = actor.clone();
    db.write::<_, SiteError, _>(actor.scope(), move |tx| {
        Box::pin(async move { demand(tx, &by, customer).await })
    })
    .await?;
    let title = tidy(&command.title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(SiteError::Name.into());
    }
    let mut read = db.read(actor.scope()).await?;
    let fits = fits_today(&mut read, actor, (1, command.sent.bytes.len()), now).await?;
    drop(read);
    if !fits {
        return Err(Fault::TooMuchToday.into());
    }
    let taken = files.take(command.sent, Kind::Document).await?;
    let keeping = Keep {
        customer: Some(customer),
        key: command.key,
        form: "site-document",
    };
    let by = actor.clone();
    keep(db, files, actor, taken, keeping, now, move |tx, file| {
        Box::pin(async move {
            demand(tx, &by, customer).await?;
            if let Some(group) = whose {
                demand_group(tx, customer, group).await?;
            }
            let there: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM site_document WHERE customer_id = $1",
                    args![customer],
                )
                .await?;
            if there.unwrap_or_default() >= MOST_SITE_DOCUMENTS {
                return Err(SiteError::TooMany.into());
            }
            tx.run(
                "INSERT INTO site_document (id, customer_id, group_id, title, file_id, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                args![SiteDocumentId::new(), customer, whose, &title, file, now],
            )
            .await?;
            let detail = json!({ "title": title, "file": file, "group": whose });
            Ok(record(tx, &by, customer, "site.document", detail, now).await?)
        })
    })
    .await
}

/// Takes a document off a customer's site.
///
/// # Errors
/// See [`SiteError`].
pub async fn remove_site_document(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    document: SiteDocumentId,
    now: Timestamp,
) -> Result<(), SiteError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand(tx, &actor, customer).await?;
            let gone = tx
                .run(
                    "DELETE FROM site_document WHERE customer_id = $1 AND id = $2",
                    args![customer, document],
                )
                .await?;
            if gone == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "document": document });
            record(tx, &actor, customer, "site.document-removed", detail, now).await
        })
    })
    .await
}
