//! Pictures in the text of articles.

use super::typed::ArticleError;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::files::{Fault, Files, FilesError, Keep, Kind, Sent, TakeError, keep};
use crate::id::{ArticleId, CustomerId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, StoreError};
use serde_json::json;

/// The most pictures that an article has.
pub const MOST_PICTURES: i64 = 60;
/// The longest name of one, in characters.
const LONGEST_NAME: usize = 160;

/// Why a picture was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// What is wrong with any change of an article.
    #[error(transparent)]
    Article(#[from] ArticleError),
    /// The file can't be taken.
    #[error(transparent)]
    File(#[from] Fault),
    /// The article has as many as an article may have.
    #[error("too many pictures")]
    TooMany,
    /// The store of files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl From<StoreError> for PictureError {
    fn from(error: StoreError) -> Self {
        Self::Article(error.into())
    }
}

/// Keeps a picture for an article, whose text may show it from then on.
///
/// # Errors
/// See [`PictureError`].
pub async fn put_article_picture(
    db: &Db,
    files: &Files,
    actor: &Actor,
    key: FormKey,
    slug: &str,
    sent: Sent,
    now: Timestamp,
) -> Result<(), PictureError> {
    actor
        .demand(Permission::Support)
        .map_err(ArticleError::from)?;
    let mut read = db.read(actor.scope()).await?;
    let there: Option<(ArticleId, Option<CustomerId>)> = read
        .maybe(
            "SELECT id, customer_id FROM article WHERE slug = $1",
            args![slug],
        )
        .await?;
    drop(read);
    let (article, customer) = there.ok_or(ArticleError::NotFound)?;
    let name: String = sent.name.chars().take(LONGEST_NAME).collect();
    let taken = match files.take(sent, Kind::Picture).await {
        Ok(taken) => taken,
        Err(TakeError::Fault(fault)) => return Err(fault.into()),
        Err(TakeError::Files(error)) => return Err(error.into()),
    };
    let whose = Keep {
        customer,
        key,
        form: "article-picture",
    };
    let (by, slug) = (actor.clone(), slug.to_owned());
    keep(db, files, actor, taken, whose, now, move |tx, file| {
        Box::pin(async move {
            // Whose it is may have changed meanwhile, and does no more.
            tx.lock("article", "id", "id", args![article]).await?;
            let still: Option<Option<CustomerId>> = tx
                .scalar(
                    "SELECT customer_id FROM article WHERE id = $1",
                    args![article],
                )
                .await?;
            if still != Some(customer) {
                return Err(ArticleError::Changed.into());
            }
            let count: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM article_picture WHERE article_id = $1",
                    args![article],
                )
                .await?;
            if count.unwrap_or_default() >= MOST_PICTURES {
                return Err(PictureError::TooMany);
            }
            tx.run(
                "INSERT INTO article_picture (article_id, file_id, name) VALUES ($1, $2, $3)",
                args![article, file, name],
            )
            .await?;
            let entry = audit::Entry {
                action: "article.picture",
                subject: slug,
                customer,
                detail: json!({ "file": file }),
            };
            audit::record(tx, &by, entry, now).await?;
            Ok(())
        })
    })
    .await
}
