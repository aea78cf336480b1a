//! The articles as their authors list them, and what of them waits.

use super::life::{Audience, Problem, Standing};
use super::wanted::WANTED;
use crate::Timestamp;
use crate::args;
use crate::id::{ArticleId, PersonId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, StoreError, containing};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What nobody has answered is counted up to here: more is many.
const MOST_COUNTED: i64 = 10_000;

/// Which articles are listed.
#[derive(Debug, Clone, Default)]
pub struct ListArticles {
    /// Only those that stand there.
    pub standing: Option<Standing>,
    /// Only those for these readers.
    pub audience: Option<Audience>,
    /// Only known problems.
    pub problem: Option<Problem>,
    /// Only those that are to be read again by now.
    pub due: bool,
    /// Words of the title, or of the address.
    pub words: String,
    /// How many rows come before.
    pub offset: i64,
    /// How many rows at most.
    pub limit: i64,
}

/// An article in the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ListedArticle {
    /// Which.
    pub id: ArticleId,
    /// How it stands in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// For whom.
    pub audience: Audience,
    /// Whose, if one customer's.
    pub company: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// If it is about a known problem.
    pub problem: Option<Problem>,
    /// Who keeps it right.
    pub owner: Option<String>,
    /// When it is to be read again.
    pub review_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// How many said that it helped, and how many that it did not.
    pub helped: i64,
    /// See [`ListedArticle::helped`].
    pub no_help: i64,
    /// How many cases it spared: it was offered, and whoever was about to ask said
    /// that it helped.
    pub spared: i64,
    /// How many asked all the same.
    pub asked: i64,
    /// How many open cases are about its problem.
    pub cases: i64,
    total: i64,
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct ArticleList {
    /// The rows, what was changed last first; those to be read again by their day.
    pub rows: Vec<ListedArticle>,
    /// How many there are.
    pub total: i64,
    /// How many are to be read again by now.
    pub due: i64,
    /// How many searches nobody has answered.
    pub wanted: i64,
}

const LISTED: &[&str] = &[
    "id",
    "slug",
    "title",
    "audience",
    "company",
    "standing",
    "problem",
    "owner",
    "review_at",
    "updated_at",
    "helped",
    "no_help",
    "spared",
    "asked",
    "cases",
    "total",
];

/// How often an article helped, for `a`.
pub(super) const HELPED: &str = "(SELECT COUNT(*) FROM article_answer w /* staff */
         WHERE w.article_id = a.id AND w.helped) AS helped,
     (SELECT COUNT(*) FROM article_answer w
         WHERE w.article_id = a.id AND NOT w.helped) AS no_help,
     (SELECT COUNT(*) FROM article_answer w
         WHERE w.article_id = a.id AND w.spared) AS spared,
     (SELECT COUNT(*) FROM case_article x
         WHERE x.article_id = a.id AND x.how = 'offered') AS asked,
     (SELECT COUNT(*) FROM case_article x JOIN support_case c ON c.id = x.case_id
         WHERE x.article_id = a.id AND x.how = 'problem' AND c.due_at IS NOT NULL) AS cases";

#[derive(Debug, Deserialize)]
struct Lists {
    rows: Vec<ListedArticle>,
    due: Vec<Count>,
    wanted: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

// $1 standing, $2 audience, $3 problem, $4 whether only what is due, $5 now, $6 words,
// $7 rows before, $8 rows at most.
fn lists(order: &str, due: &str) -> JsonSets {
    JsonSets::new(&[
        (
            "rows",
            LISTED,
            &format!(
                "SELECT a.id, a.slug, a.title, a.audience, k.name AS company, a.state AS standing,
                     a.problem, o.name AS owner, a.review_at, a.updated_at, {HELPED}, a.total
                 FROM (SELECT a.*, COUNT(*) OVER () AS total FROM article a
                     WHERE ($1 = '' OR a.state = $1) AND ($2 = '' OR a.audience = $2)
                         AND ($3 = '' OR a.problem = $3) AND {due}
                         AND ($6 = '%%' OR lower(a.title) LIKE ('' || $6) ESCAPE '\\'
                             OR a.slug LIKE ('' || $6) ESCAPE '\\')
                     ORDER BY {order} LIMIT ($8 + 0) OFFSET ($7 + 0)) a
                 LEFT JOIN customer k ON k.id = a.customer_id
                 LEFT JOIN person o ON o.id = a.owner_id
                 ORDER BY {order} /* staff */"
            ),
        ),
        (
            "due",
            &["number"],
            "SELECT COUNT(*) AS number FROM article a
             WHERE a.review_at <= $5 AND a.state = 'published' /* staff */",
        ),
        (
            "wanted",
            &["number"],
            &format!(
                "SELECT COUNT(*) AS number FROM (SELECT DISTINCT w.plain FROM article_wanted w
                     WHERE {WANTED} LIMIT {MOST_COUNTED} /* staff */) few"
            ),
        ),
    ])
}

/// A page of the articles. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn list_articles<E>(
    db: &Db,
    actor: &Actor,
    query: &ListArticles,
    now: Timestamp,
) -> Result<ArticleList, E>
where
    E: From<Denied> + From<StoreError>,
{
    static LATEST: LazyLock<JsonSets> =
        LazyLock::new(|| lists("a.updated_at DESC, a.id DESC", "($4 = 0 OR $5 > 0)"));
    static DUE: LazyLock<JsonSets> = LazyLock::new(|| {
        lists(
            "a.review_at, a.id",
            "$4 = 1 AND a.review_at <= $5 AND a.state = 'published'",
        )
    });
    actor.demand(Permission::Support)?;
    let statement = if query.due { &DUE } else { &LATEST };
    let mut read = db.read(actor.scope()).await?;
    let lists: Lists = statement
        .fetch(
            &mut read,
            args![
                query.standing.map(Standing::code).unwrap_or_default(),
                query.audience.map(Audience::code).unwrap_or_default(),
                query.problem.map(Problem::code).unwrap_or_default(),
                i64::from(query.due),
                now,
                containing(&query.words),
                query.offset,
                query.limit
            ],
        )
        .await?;
    let count = |of: &[Count]| of.first().map_or(0, |one| one.number);
    Ok(ArticleList {
        total: lists.rows.first().map_or(0, |row| row.total),
        due: count(&lists.due),
        wanted: count(&lists.wanted),
        rows: lists.rows,
    })
}

/// What of the articles waits for their authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct ArticlesWaiting {
    /// Articles of this person that are to be read again, and those that nobody who
    /// writes articles keeps right.
    pub due: i64,
    /// Searches that found nothing.
    pub wanted: i64,
}

/// What of the articles waits for this person.
#[must_use]
pub fn ask_articles_waiting(person: PersonId, now: Timestamp) -> Asked<'static, ArticlesWaiting> {
    static WAITING: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["due", "wanted"],
            &format!(
                "SELECT (SELECT COUNT(*) FROM article a
                         WHERE a.review_at <= $2 AND a.state = 'published'
                             AND (a.owner_id = $1 OR NOT EXISTS (SELECT 1 FROM staff_role r
                                 WHERE r.person_id = a.owner_id AND r.role <text in $3>))
                         /* staff */) AS due,
                     (SELECT COUNT(*) FROM (SELECT DISTINCT w.plain FROM article_wanted w
                         WHERE {WANTED} LIMIT {MOST_COUNTED}) few) AS wanted"
            ),
        )
    });
    WAITING
        .ask::<ArticlesWaiting>(args![person, now, json!(crate::support::told::roles())])
        .map(|rows| rows.into_iter().next().unwrap_or_default())
}
