//! Members look for articles, and are offered some before they ask; what nobody found is
//! told to the authors.

use super::search::{ArticleQuery, FoundArticle, FoundArticles, KnownWords, Reader, find, find_by};
use super::suggest::suggest;
use super::theirs::{self, sku_of_theirs};
use crate::Timestamp;
use crate::args;
use crate::catalog::words::plain_words;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{self, Db, Query, StoreError, Tx};
use serde_json::json;

/// The longest search that is remembered, in characters.
const LONGEST_SEARCH: usize = 120;

/// What a member finds. A search that is new (`is_new`, not a further page of one)
/// is remembered if it may be; one that finds nothing, or nothing with all its
/// words, is told to the authors, too.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn find_articles<E>(
    db: &Db,
    actor: &Actor,
    language: &str,
    query: &ArticleQuery,
    is_new: bool,
    now: Timestamp,
) -> Result<FoundArticles, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let reader = Reader::Customer(member.company.id);
    let found = match actor.shopper().filter(|_| !query.sku.trim().is_empty()) {
        None => find(&mut read, reader, language, query).await?,
        Some(shopper) => {
            let known = KnownWords::recall(&read);
            let typed = [query.sku.trim().to_owned()];
            let (shelf, kept) = theirs::ask(shopper, member, &typed, now);
            let (new, shelf, kept) =
                store::together(&mut read, (known.ask_new(), shelf, kept)).await?;
            let known = known.learn(&read, new);
            match theirs::which(&shelf, &kept) {
                // Nothing is about what is not there for them.
                sku if sku.is_empty() => FoundArticles::nothing(),
                sku => {
                    let query = ArticleQuery {
                        sku,
                        ..query.clone()
                    };
                    find_by(&mut read, &known, reader, language, &query).await?
                }
            }
        }
    };
    drop(read);
    let plain = plain_words(&query.words);
    let remembers = member.recording && actor.stand_in().is_none();
    if is_new && remembers && !plain.is_empty() {
        let hits = if found.exactly { found.total } else { 0 };
        let typed: String = crate::tidy::tidy(&query.words)
            .chars()
            .take(LONGEST_SEARCH)
            .collect();
        let plain: String = plain.chars().take(LONGEST_SEARCH).collect();
        let about: String = query.sku.trim().chars().take(LONGEST_SEARCH).collect();
        // As whoever is done with it will say it.
        let plain = plain.trim_end().to_owned();
        let customer = member.company.id;
        let happened = Interaction {
            customer,
            member: Some(member.id),
            unit: member.unit,
            at: now,
            kind: Kind::ArticleSearched,
            touch_point: TouchPoint::Web,
            subject: Subject::Search,
            subject_id: None,
            text: typed.clone(),
            amount: Some(hits),
            detail: json!({ "sku": about }),
        };
        db.write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                if hits == 0 && room_to_note(tx, customer, &plain, now).await? {
                    tx.run(
                        "INSERT INTO article_wanted (customer_id, plain, typed, times, first_at,
                             last_at)
                         VALUES ($1, $2, $3, 1, $4, $4)
                         ON CONFLICT (customer_id, plain) DO UPDATE SET typed = excluded.typed,
                             times = article_wanted.times + 1, last_at = excluded.last_at",
                        args![customer, plain, typed, now],
                    )
                    .await?;
                }
                profile::record(tx, vec![happened]).await
            })
        })
        .await?;
    }
    Ok(found)
}

/// How many new things one company's people may look for and not find within a day,
/// so that their authors are told of them. Whoever looks for more is a program, and
/// would push out what others miss.
pub(super) const MOST_WANTED: i64 = 200;

/// Whether the authors are told of these words: they know them of the company already,
/// or it has not looked for too much today.
async fn room_to_note(
    tx: &mut Tx,
    customer: CustomerId,
    plain: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (known, new): (i64, i64) = tx
        .one(
            format!(
                "SELECT (SELECT COUNT(*) FROM article_wanted
                         WHERE customer_id = $1 AND plain = $2),
                     (SELECT COUNT(*) FROM (SELECT 1 AS one FROM article_wanted
                         WHERE customer_id = $1 AND first_at > $3 LIMIT {MOST_WANTED}) few)"
            ),
            args![customer, plain, now.plus_days(-1)],
        )
        .await?;
    Ok(known > 0 || new < MOST_WANTED)
}

/// Takes what nobody of the company is remembered to have looked for out of what its
/// authors read; for when somebody deletes what is remembered.
///
/// # Errors
/// If storage fails.
pub(crate) async fn forget_searches(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    tx.run(
        // Not asked for each of them: a company's whole past is gone through once.
        "DELETE FROM article_wanted WHERE customer_id = $1 AND typed NOT IN (
             SELECT i.text FROM interaction i WHERE i.customer_id = $1
                 AND i.kind = 'article-searched' AND i.amount = 0)",
        args![customer],
    )
    .await
    .map(drop)
}

/// What may spare a member to ask, by the subject of what they are about to ask and
/// the product it is about.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn suggest_articles<E>(
    db: &Db,
    actor: &Actor,
    language: &str,
    subject: &str,
    sku: &str,
    now: Timestamp,
) -> Result<Vec<FoundArticle>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let sku = sku_of_theirs(&mut read, actor.shopper(), member, sku, now).await?;
    Ok(suggest(&mut read, member.company.id, language, subject, &sku).await?)
}
