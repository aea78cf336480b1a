//! What is done with an article as a whole: publishing it, taking it off the site,
//! bringing an earlier version back.

use super::life::{Standing, Step, after};
use super::publish::{put_on_site, take_off_site};
use super::typed::ArticleError;
use super::write::person_of;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{ArticleId, CustomerId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, Tx, ask_earlier, key_row};
use crate::text::Language;
use serde_json::json;

/// Takes a step with an article, or brings an earlier version back as the newest
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Publishes what was written last.
    Publish,
    /// Takes it off the site.
    Retire,
    /// The version of this number in this language is written down once more.
    BringBack(Language, i64),
}

/// Changes an article as a whole, as it was looked at: nobody publishes what somebody
/// else wrote meanwhile. Sent twice with the same key it is done once.
///
/// # Errors
/// See [`ArticleError`].
pub async fn change_article(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (ArticleId, i64),
    what: Change,
    now: Timestamp,
) -> Result<(), ArticleError> {
    const STEP: &str = "article-step";
    actor.demand(Permission::Support)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Of two at the same moment one waits here: it finds its form done, or the
            // article changed.
            tx.lock("article", "id", "id", args![id]).await?;
            if ask_earlier(&actor, key, STEP).fetch(tx).await?.is_some() {
                return Ok(());
            }
            let stands: Option<(String, Option<CustomerId>, String)> = tx
                .maybe(
                    "SELECT slug, customer_id, state FROM article WHERE id = $1",
                    args![id],
                )
                .await?;
            let (slug, customer, standing) = stands.ok_or(ArticleError::NotFound)?;
            let standing = Standing::from_code(&standing).unwrap_or(Standing::Draft);
            if what == Change::Retire {
                after(standing, Step::Retire).ok_or(ArticleError::NotPossible)?;
            }
            let as_looked_at = tx
                .run(
                    "UPDATE article SET version = version + 1, updated_at = $3
                     WHERE id = $1 AND version = $2 /* staff */",
                    args![id, version, now],
                )
                .await?;
            if as_looked_at == 0 {
                return Err(ArticleError::Changed);
            }
            let (action, detail) = match &what {
                Change::Publish => {
                    put_on_site(tx, id, now).await?;
                    ("article.published", json!({}))
                }
                Change::Retire => {
                    take_off_site(tx, id, now).await?;
                    ("article.retired", json!({}))
                }
                Change::BringBack(language, number) => {
                    bring_back(tx, &actor, id, *language, *number, now).await?;
                    let detail = json!({ "language": language.code(), "version": number });
                    ("article.brought-back", detail)
                }
            };
            let entry = audit::Entry {
                action,
                subject: slug.clone(),
                customer,
                detail,
            };
            tx.insert([
                entry.row(&actor, now),
                key_row(&actor, key, STEP, &slug, now),
            ])
            .await?;
            Ok(())
        })
    })
    .await
}

async fn bring_back(
    tx: &mut Tx,
    actor: &Actor,
    id: ArticleId,
    language: Language,
    number: i64,
    now: Timestamp,
) -> Result<(), ArticleError> {
    let written = tx
        .run(
            "INSERT INTO article_version (article_id, language, number, title, text, person_id,
                 name, why, at)
             SELECT v.article_id, v.language,
                 (SELECT MAX(n.number) + 1 FROM article_version n
                  WHERE n.article_id = $1 AND n.language = $2),
                 v.title, v.text, $4, $5, $6, $7
             FROM article_version v
             WHERE v.article_id = $1 AND v.language = $2 AND v.number = $3",
            args![
                id,
                language.code(),
                number,
                person_of(actor),
                actor.name(),
                format!("← {number}"),
                now
            ],
        )
        .await?;
    if written == 0 {
        return Err(ArticleError::NotFound);
    }
    tx.run(
        "UPDATE article SET title = (SELECT v.title FROM article_version v
             WHERE v.article_id = $1 AND v.language = $2 AND v.number = $3)
         WHERE id = $1 AND language = $2 /* staff */",
        args![id, language.code(), number],
    )
    .await?;
    Ok(())
}
