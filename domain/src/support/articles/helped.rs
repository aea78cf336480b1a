//! A member says whether an article helped.

use super::read::{interaction, readable};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Kind};
use crate::store::{Db, Query, StoreError};
use serde_json::json;

/// The longest answer to whether it helped, in characters.
pub const LONGEST_ANSWER: usize = 1_000;

/// Says whether an article helped.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The article, as its address says it.
    pub slug: String,
    /// Whether it did.
    pub helped: bool,
    /// In words, if somebody has any.
    pub words: String,
    /// Whether it was offered to whoever was about to ask for help.
    pub spared: bool,
}

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such article, or none for them.
    #[error("no such article")]
    NotFound,
    /// Longer than [`LONGEST_ANSWER`].
    #[error("too long")]
    TooLong,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Says whether an article helped. Each member has one answer, the last.
///
/// # Errors
/// See [`AnswerError`].
pub async fn answer_article(
    db: &Db,
    actor: &Actor,
    answer: Answer,
    now: Timestamp,
) -> Result<(), AnswerError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let words = answer.words.trim().to_owned();
    if words.chars().count() > LONGEST_ANSWER {
        return Err(AnswerError::TooLong);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let article = readable(tx, &member, &answer.slug).await?;
            let article = article.ok_or(AnswerError::NotFound)?;
            let customer = member.company.id;
            let before: Option<(bool, String)> = tx
                .maybe(
                    "SELECT helped, words FROM article_answer
                     WHERE customer_id = $1 AND article_id = $2 AND membership_id = $3",
                    args![customer, article.id, member.id],
                )
                .await?;
            if before == Some((answer.helped, words.clone())) {
                return Ok(());
            }
            let said = tx
                .run(
                    "INSERT INTO article_answer (customer_id, article_id, membership_id, helped,
                         words, spared, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (article_id, membership_id) DO UPDATE SET
                         helped = excluded.helped, words = excluded.words,
                         spared = excluded.spared, at = excluded.at
                     WHERE article_answer.helped <> excluded.helped
                         OR article_answer.words <> excluded.words",
                    args![
                        customer,
                        article.id,
                        member.id,
                        answer.helped,
                        words,
                        answer.spared && answer.helped,
                        now
                    ],
                )
                .await?;
            // The same form at the same moment is one answer.
            if said == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "article.answered",
                subject: article.slug.clone(),
                customer: Some(customer),
                detail: json!({ "helped": answer.helped, "spared": answer.spared }),
            };
            let happened = interaction(
                &actor,
                &member,
                Kind::ArticleRated,
                &article,
                Some(i64::from(answer.helped)),
                json!({ "spared": answer.spared }),
                now,
            );
            tx.insert([entry.row(&actor, now), profile::rows(vec![happened])])
                .await?;
            Ok(())
        })
    })
    .await
}
