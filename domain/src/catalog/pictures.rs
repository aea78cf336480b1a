//! Pictures of a product.

use super::attribute::tidy;
use crate::files::{Fault, Files, FilesError, Keep, Kind, Sent, TakeError, keep};
use crate::id::{FileId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;

/// How many pictures a product has at most.
pub const MOST_PICTURES: i64 = 12;
/// The longest text that says what is to be seen, in characters.
pub const LONGEST_ALT: usize = 200;

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProductPicture {
    /// The picture.
    pub file: FileId,
    /// What is to be seen.
    pub alt: String,
    /// How wide it is on its product's page, in pixels.
    pub width: i64,
    /// How high, in pixels.
    pub height: i64,
}

/// The columns of [`PICTURES`] besides what tells whose they are.
pub(super) const PICTURE: &[&str] = &["product", "file", "alt", "width", "height"];

/// The pictures of products, to be narrowed and ordered.
pub(super) const PICTURES: &str = "
    SELECT x.product_id AS product, x.file_id AS file, x.alt, o.width, o.height
    FROM product_picture x JOIN stored_form o ON o.file_id = x.file_id AND o.size = 'page'";

/// Why pictures or documents stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// Not allowed, or there is no such thing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store of files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The file can't be taken.
    #[error(transparent)]
    File(#[from] Fault),
    /// Nothing says what it is, or too much.
    #[error("what it is called is missing or too long")]
    Name,
    /// No language that we know.
    #[error("no such language")]
    Language,
    /// The product has too many already.
    #[error("too many")]
    TooMany,
}

impl From<TakeError> for AttachError {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Fault(fault) => Self::File(fault),
            TakeError::Files(error) => Self::Files(error),
        }
    }
}

/// A picture that a curator adds.
#[derive(Debug, Clone)]
pub struct AddPicture {
    /// The product.
    pub product: ProductId,
    /// What is to be seen, as it was typed.
    pub alt: String,
    /// The picture.
    pub sent: Sent,
    /// The form's key.
    pub key: FormKey,
}

/// Adds a picture behind the others.
///
/// # Errors
/// See [`AttachError`].
pub async fn add_picture(
    db: &Db,
    files: &Files,
    actor: &Actor,
    command: AddPicture,
    now: Timestamp,
) -> Result<(), AttachError> {
    actor.demand(Permission::Curate)?;
    let alt = described(&command.alt)?;
    let taken = files.take(command.sent, Kind::Picture).await?;
    let whose = Keep {
        customer: None,
        key: command.key,
        form: "product-picture",
    };
    let (product, by) = (command.product, actor.clone());
    keep(db, files, actor, taken, whose, now, move |tx, file| {
        Box::pin(async move {
            let has: Option<(i64, i64)> = tx
                .maybe(
                    "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM product_picture
                     WHERE product_id = $1",
                    args![product],
                )
                .await?;
            let (count, last) = has.unwrap_or_default();
            if count >= MOST_PICTURES {
                return Err(AttachError::TooMany);
            }
            tx.run(
                "INSERT INTO product_picture (product_id, file_id, position, alt, created_at)
                 VALUES ($1, $2, $3, $4, $5)",
                args![product, file, last + 1, &alt, now],
            )
            .await?;
            name_the_main(tx, product).await?;
            let detail = json!({ "file": file, "alt": alt });
            record(tx, &by, "product.picture-added", product, detail, now).await
        })
    })
    .await
}

/// What is to be seen, fit to be kept.
fn described(typed: &str) -> Result<String, AttachError> {
    let text = tidy(typed);
    if text.is_empty() || text.chars().count() > LONGEST_ALT {
        return Err(AttachError::Name);
    }
    Ok(text)
}

/// What a curator does with a picture that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureChange {
    /// Says anew what is to be seen.
    Describe(String),
    /// Moves it before the one in front of it.
    Earlier,
    /// Moves it behind the one that follows.
    Later,
    /// Takes it away.
    Remove,
}

/// Changes a picture of a product.
///
/// # Errors
/// See [`AttachError`]; [`AttachError::Denied`] if the product has no such
/// picture.
pub async fn change_picture(
    db: &Db,
    actor: &Actor,
    product: ProductId,
    file: FileId,
    change: PictureChange,
    now: Timestamp,
) -> Result<(), AttachError> {
    actor.demand(Permission::Curate)?;
    let change = match change {
        PictureChange::Describe(typed) => PictureChange::Describe(described(&typed)?),
        other => other,
    };
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let there: Vec<(FileId,)> = tx
                .all(
                    "SELECT file_id FROM product_picture
                     WHERE product_id = $1 ORDER BY position, file_id",
                    args![product],
                )
                .await?;
            let order: Vec<FileId> = there.into_iter().map(|(id,)| id).collect();
            let at = order.iter().position(|one| *one == file);
            let at = at.ok_or(Denied)?;
            let (action, detail) = match change {
                PictureChange::Describe(alt) => {
                    tx.run(
                        "UPDATE product_picture SET alt = $3 WHERE product_id = $1 AND file_id = $2",
                        args![product, file, &alt],
                    )
                    .await?;
                    ("product.picture-described", json!({ "file": file, "alt": alt }))
                }
                PictureChange::Remove => {
                    tx.run(
                        "DELETE FROM product_picture WHERE product_id = $1 AND file_id = $2",
                        args![product, file],
                    )
                    .await?;
                    ("product.picture-removed", json!({ "file": file }))
                }
                PictureChange::Earlier | PictureChange::Later => {
                    let to = match change {
                        PictureChange::Earlier => at.checked_sub(1),
                        _ => Some(at + 1),
                    };
                    let other = to.and_then(|to| order.get(to));
                    if let Some(other) = other {
                        // Both at once: the positions change hands.
                        tx.run(
                            "UPDATE product_picture SET position = (
                                 SELECT SUM(x.position) FROM product_picture x
                                 WHERE x.product_id = $1 AND x.file_id IN ($2, $3)) - position
                             WHERE product_id = $1 AND file_id IN ($2, $3)",
                            args![product, file, *other],
                        )
                        .await?;
                    }
                    ("product.picture-moved", json!({ "file": file }))
                }
            };
            name_the_main(tx, product).await?;
            record(tx, &actor, action, product, detail, now).await
        })
    })
    .await
}

/// Writes down which picture is the first, where lists find it.
async fn name_the_main(tx: &mut Tx, product: ProductId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE product SET picture_id = (
             SELECT x.file_id FROM product_picture x WHERE x.product_id = $1
             ORDER BY x.position, x.file_id LIMIT 1)
         WHERE id = $1",
        args![product],
    )
    .await
    .map(drop)
}

pub(super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    product: ProductId,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), AttachError> {
    let entry = audit::Entry {
        action,
        subject: product.to_string(),
        customer: None,
        detail,
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}
