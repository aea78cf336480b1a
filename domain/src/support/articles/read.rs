//! Members read articles, say whether one helped, and are offered some before they
//! ask.

use super::search::{
    ArticleQuery, FoundArticle, FoundArticles, KnownWords, Reader, find, find_by, may_read,
};
use super::suggest::suggest;
use super::theirs::{self, sku_of_theirs};
use super::{Audience, Problem};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::catalog::words::plain_words;
use crate::id::{ArticleId, CustomerId, FileId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{self, Db, JsonSets, Query, StoreError, Tx};
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The longest answer to whether it helped, in characters.
pub const LONGEST_ANSWER: usize = 1_000;
/// The longest search that is remembered, in characters.
const LONGEST_SEARCH: usize = 120;

/// An article as a member reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadArticle {
    /// Which.
    pub id: ArticleId,
    /// How it stands in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// Markdown.
    pub text: String,
    /// The language of both.
    pub language: String,
    /// The languages there are.
    pub languages: Vec<String>,
    /// Whether it is for the reader's company only.
    pub own: bool,
    /// If it is about a known problem.
    pub problem: Option<Problem>,
    /// When what is read was published.
    pub published_at: Timestamp,
    /// Its pictures.
    pub pictures: Vec<FileId>,
    /// What the reader answered whether it helped, with words.
    pub answer: Option<(bool, String)>,
    /// The number of the reader's own open case about this problem.
    pub case: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Sets {
    texts: Vec<TextRow>,
    pictures: Vec<PictureRow>,
    answers: Vec<AnswerRow>,
    cases: Vec<CaseRow>,
}

#[derive(Debug, Deserialize)]
struct TextRow {
    id: ArticleId,
    slug: String,
    title: String,
    text: String,
    language: String,
    audience: Audience,
    problem: Option<Problem>,
    published_at: Timestamp,
}

#[derive(Debug, Deserialize)]
struct PictureRow {
    file: FileId,
}

#[derive(Debug, Deserialize)]
struct AnswerRow {
    helped: i64,
    words: String,
}

#[derive(Debug, Deserialize)]
struct CaseRow {
    number: String,
}

// $1 the customer, $2 no internal ones, $3 the article as its address says it, $4
// the member.
static READ: LazyLock<JsonSets> = LazyLock::new(|| {
    let readable = may_read("$1", "$2");
    let this = format!(
        "(SELECT t.article_id FROM article_text t WHERE t.slug = $3 AND {readable}
             LIMIT 1 /* customer_id */)"
    );
    JsonSets::new(&[
        (
            "texts",
            &[
                "id",
                "slug",
                "title",
                "text",
                "language",
                "audience",
                "problem",
                "published_at",
            ],
            &format!(
                "SELECT t.article_id AS id, t.slug, t.title, t.text, t.language, t.audience,
                     a.problem, t.published_at
                 FROM article_text t JOIN article a ON a.id = t.article_id
                 WHERE t.slug = $3 AND {readable} ORDER BY t.number /* customer_id */"
            ),
        ),
        (
            "pictures",
            &["file"],
            &format!(
                "SELECT p.file_id AS file FROM article_picture p WHERE p.article_id = {this}
                     /* customer_id */"
            ),
        ),
        (
            "answers",
            &["helped", "words"],
            &format!(
                "SELECT CAST(w.helped AS INTEGER) AS helped, w.words FROM article_answer w
                 WHERE w.customer_id = $1 AND w.membership_id = $4 AND w.article_id = {this}"
            ),
        ),
        (
            "cases",
            &["number"],
            &format!(
                "SELECT c.number FROM case_article x
                 JOIN support_case c ON c.id = x.case_id AND c.customer_id = $1
                 WHERE x.customer_id = $1 AND x.article_id = {this} AND x.how = 'problem'
                     AND c.opened_by = $4 AND c.due_at IS NOT NULL
                 ORDER BY c.id DESC LIMIT 1"
            ),
        ),
    ])
});

/// An article as a member reads it, in this language if it has it; `None` if there
/// is none, or none for them. That they read it is remembered if it may be.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn read_article<E>(
    db: &Db,
    actor: &Actor,
    slug: &str,
    language: &str,
    now: Timestamp,
) -> Result<Option<ReadArticle>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let sets: Sets = READ
        .fetch(&mut read, args![member.company.id, false, slug, member.id])
        .await?;
    drop(read);
    let Some(article) = as_read(sets, language) else {
        return Ok(None);
    };
    let happened = interaction(
        actor,
        member,
        Kind::ArticleRead,
        &article,
        None,
        json!({ "language": article.language }),
        now,
    );
    remember(db, actor, member, happened).await?;
    Ok(Some(article))
}

fn as_read(sets: Sets, language: &str) -> Option<ReadArticle> {
    let languages: Vec<String> = sets.texts.iter().map(|one| one.language.clone()).collect();
    let wanted = Language::from_code(language).unwrap_or_default().code();
    let best = |row: &TextRow| match row.language.as_str() {
        code if code == wanted => 0,
        "en" => 1,
        _ => 2,
    };
    let text = sets.texts.into_iter().min_by_key(best)?;
    Some(ReadArticle {
        id: text.id,
        slug: text.slug,
        title: text.title,
        text: text.text,
        language: text.language,
        languages,
        own: text.audience == Audience::Customer,
        problem: text.problem,
        published_at: text.published_at,
        pictures: sets.pictures.into_iter().map(|one| one.file).collect(),
        answer: sets
            .answers
            .into_iter()
            .next()
            .map(|one| (one.helped != 0, one.words)),
        case: sets.cases.into_iter().next().map(|one| one.number),
    })
}

fn interaction(
    actor: &Actor,
    member: &Member,
    kind: Kind,
    article: &ReadArticle,
    amount: Option<i64>,
    detail: serde_json::Value,
    now: Timestamp,
) -> Interaction {
    Interaction {
        customer: member.company.id,
        member: Some(member.id),
        unit: member.unit,
        at: now,
        kind,
        touch_point: TouchPoint::Web,
        subject: Subject::Article,
        subject_id: Some(article.id.0),
        text: article.title.clone(),
        amount,
        detail,
    }
    .by(actor)
}

/// Remembers what somebody looked at, if that may be remembered of them. What our
/// people look at in a member's place is not the member's.
async fn remember(
    db: &Db,
    actor: &Actor,
    member: &Member,
    happened: Interaction,
) -> Result<(), StoreError> {
    if !member.recording || actor.stand_in().is_some() {
        return Ok(());
    }
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move { profile::record(tx, vec![happened]).await })
    })
    .await
}

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
        let typed: String = crate::support::open::one_line(&query.words)
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

/// The article that the member may read under this address.
async fn readable(tx: &mut Tx, member: &Member, slug: &str) -> Result<ReadArticle, AnswerError> {
    let sets: Sets = READ
        .fetch(tx, args![member.company.id, false, slug, member.id])
        .await?;
    as_read(sets, "").ok_or(AnswerError::NotFound)
}
