//! Documents about a product.

use super::attribute::tidy;
use super::pictures::{AttachError, record};
use crate::files::{Files, Keep, Kind, Media, Sent, keep};
use crate::id::{FileId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query};
use crate::{Timestamp, args};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How many documents a product has at most.
pub const MOST_DOCUMENTS: i64 = 40;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;

/// What a document about a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Its figures.
    DataSheet,
    /// How it is used.
    Manual,
    /// That it keeps to a rule.
    Certificate,
    /// What to be careful about.
    Safety,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// Every kind, in the order in which pages list them.
    pub const ALL: [Self; 5] = [
        Self::DataSheet,
        Self::Manual,
        Self::Certificate,
        Self::Safety,
        Self::Other,
    ];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DataSheet => "data-sheet",
            Self::Manual => "manual",
            Self::Certificate => "certificate",
            Self::Safety => "safety",
            Self::Other => "other",
        }
    }

    /// The kind that is stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// The languages that a document may be in, by code, as they call themselves.
pub const LANGUAGES: [(&str, &str); 12] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("nb", "Norsk"),
    ("sv", "Svenska"),
];

/// What a language calls itself; none if it does not matter.
#[must_use]
pub fn language_name(code: &str) -> Option<&'static str> {
    LANGUAGES
        .into_iter()
        .find(|(known, _)| *known == code)
        .map(|(_, name)| name)
}

/// A document about a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProductDocument {
    /// The document.
    pub file: FileId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: String,
    /// The code of its language; empty if it does not matter.
    pub language: String,
    media_type: String,
    /// How large it is, in bytes.
    pub bytes: i64,
}

impl ProductDocument {
    /// What people call a file of its kind: `PDF`.
    #[must_use]
    pub fn ending(&self) -> String {
        Media::from_mime(&self.media_type)
            .map_or_else(String::new, |media| media.extension().to_uppercase())
    }
}

/// The columns of [`DOCUMENTS`].
pub(super) const DOCUMENT: &[&str] = &[
    "product",
    "file",
    "kind",
    "title",
    "language",
    "media_type",
    "bytes",
];

/// The documents of products, to be narrowed and ordered.
pub(super) const DOCUMENTS: &str = "
    SELECT x.product_id AS product, x.file_id AS file, x.kind, x.title, x.language,
        o.media_type, b.bytes
    FROM product_document x JOIN stored_form o ON o.file_id = x.file_id AND o.size = 'document'
    JOIN stored_blob b ON b.sha256 = o.sha256";

/// A document that a curator adds.
#[derive(Debug, Clone)]
pub struct AddDocument {
    /// The product.
    pub product: ProductId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its title, as it was typed.
    pub title: String,
    /// The code of its language; empty if it does not matter.
    pub language: String,
    /// The document.
    pub sent: Sent,
    /// The form's key.
    pub key: FormKey,
}

/// Adds a document about a product.
///
/// # Errors
/// See [`AttachError`].
pub async fn add_document(
    db: &Db,
    files: &Files,
    actor: &Actor,
    command: AddDocument,
    now: Timestamp,
) -> Result<(), AttachError> {
    actor.demand(Permission::Curate)?;
    let title = tidy(&command.title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(AttachError::Name);
    }
    let language = command.language;
    if !language.is_empty() && language_name(&language).is_none() {
        return Err(AttachError::Language);
    }
    let taken = files.take(command.sent, Kind::Document).await?;
    let whose = Keep {
        customer: None,
        key: command.key,
        form: "product-document",
    };
    let (product, kind, by) = (command.product, command.kind, actor.clone());
    keep(db, files, actor, taken, whose, now, move |tx, file| {
        Box::pin(async move {
            let has: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM product_document WHERE product_id = $1",
                    args![product],
                )
                .await?;
            if has.unwrap_or_default() >= MOST_DOCUMENTS {
                return Err(AttachError::TooMany);
            }
            tx.run(
                "INSERT INTO product_document (product_id, file_id, kind, title, language, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                args![product, file, kind.code(), &title, &language, now],
            )
            .await?;
            let detail = json!({ "file": file, "kind": kind, "title": title, "language": language });
            record(tx, &by, "product.document-added", product, detail, now).await
        })
    })
    .await
}

/// Takes a document away from a product.
///
/// # Errors
/// See [`AttachError`]; [`AttachError::Denied`] if the product has no such
/// document.
pub async fn remove_document(
    db: &Db,
    actor: &Actor,
    product: ProductId,
    file: FileId,
    now: Timestamp,
) -> Result<(), AttachError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let gone = tx
                .run(
                    "DELETE FROM product_document WHERE product_id = $1 AND file_id = $2",
                    args![product, file],
                )
                .await?;
            if gone == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "file": file });
            record(tx, &actor, "product.document-removed", product, detail, now).await
        })
    })
    .await
}
