//! Articles as their authors see them: the list, one with its versions, and what
//! was looked for and not found.

use super::life::{Audience, Problem, Standing};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::catalog::words::plain_words;
use crate::id::{ArticleId, CustomerId, FileId, PersonId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, Query, StoreError};
use crate::support::list::containing;
use crate::support::queue::Agent;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

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
const HELPED: &str = "(SELECT COUNT(*) FROM article_answer w /* staff */
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

/// What nobody was done with, or was looked for since: `w` of `article_wanted`.
const WANTED: &str = "NOT EXISTS (SELECT 1 FROM article_wanted_done d
    WHERE d.plain = w.plain AND d.at >= w.last_at)";

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
                "SELECT COUNT(DISTINCT w.plain) AS number FROM article_wanted w
                 WHERE {WANTED} /* staff */"
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

/// An article with everything, for its authors.
#[derive(Debug, Clone)]
pub struct WholeArticle {
    /// It.
    pub head: ArticleHead,
    /// All versions, in each language the newest first.
    pub versions: Vec<ArticleVersion>,
    /// What it is about: `product`, `category` or `maker`, and which.
    pub about: Vec<(String, String)>,
    /// Its pictures, with what they were called.
    pub pictures: Vec<(FileId, String)>,
    /// What people said who answered whether it helped, the latest first.
    pub answers: Vec<AnswerOf>,
    /// The cases that are about its problem, open ones first.
    pub cases: Vec<CaseOf>,
}

/// What is said of an article as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleHead {
    /// Which.
    pub id: ArticleId,
    /// How it stands in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// The language that it was first written in.
    pub language: String,
    /// For whom.
    pub audience: Audience,
    /// Whose, if one customer's.
    pub customer: Option<CustomerId>,
    /// That company's name.
    pub company: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// If it is about a known problem.
    pub problem: Option<Problem>,
    /// Who keeps it right.
    pub owner: Option<PersonId>,
    /// Their name.
    pub owner_name: Option<String>,
    /// When it is to be read again.
    pub review_at: Option<Timestamp>,
    /// The number of the case that it was made from.
    pub made_from: Option<String>,
    /// Where it was imported from.
    pub source: Option<String>,
    /// Counts its changes.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// See [`ListedArticle::helped`].
    pub helped: i64,
    /// See [`ListedArticle::helped`].
    pub no_help: i64,
    /// See [`ListedArticle::spared`].
    pub spared: i64,
    /// See [`ListedArticle::asked`].
    pub asked: i64,
    /// See [`ListedArticle::cases`].
    pub cases: i64,
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleVersion {
    /// In which language.
    pub language: String,
    /// From one.
    pub number: i64,
    /// What it was called.
    pub title: String,
    /// Markdown; only of the versions that were asked for.
    pub text: String,
    /// Who wrote it.
    pub name: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: Timestamp,
    published: i64,
}

impl ArticleVersion {
    /// Whether its readers read this one.
    #[must_use]
    pub const fn is_published(&self) -> bool {
        self.published != 0
    }
}

/// What somebody answered whether it helped.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AnswerOf {
    helped: i64,
    /// The words.
    pub words: String,
    /// Of which company.
    pub company: String,
    /// When.
    pub at: Timestamp,
}

impl AnswerOf {
    /// Whether it did.
    #[must_use]
    pub const fn is_yes(&self) -> bool {
        self.helped != 0
    }
}

/// A case about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseOf {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Whose it is.
    pub company: String,
    /// Where it stands.
    pub state: crate::support::case_life::State,
}

#[derive(Debug, Deserialize)]
struct WholeSets {
    heads: Vec<ArticleHead>,
    versions: Vec<ArticleVersion>,
    about: Vec<AboutRow>,
    pictures: Vec<PictureRow>,
    answers: Vec<AnswerOf>,
    cases: Vec<CaseOf>,
    agents: Vec<Agent>,
}

#[derive(Debug, Deserialize)]
struct AboutRow {
    kind: String,
    about: String,
}

#[derive(Debug, Deserialize)]
struct PictureRow {
    file: FileId,
    name: String,
}

// $1 the article's address, $2 the roles that write, $3 the language and $4 the
// number of a version whose text is asked for besides the newest ones.
static WHOLE: LazyLock<JsonSets> = LazyLock::new(|| {
    let this = "(SELECT a.id FROM article a WHERE a.slug = $1 /* staff */)";
    JsonSets::new(&[
        (
            "heads",
            &[
                "id",
                "slug",
                "title",
                "language",
                "audience",
                "customer",
                "company",
                "standing",
                "problem",
                "owner",
                "owner_name",
                "review_at",
                "made_from",
                "source",
                "version",
                "updated_at",
                "helped",
                "no_help",
                "spared",
                "asked",
                "cases",
            ],
            &format!(
                "SELECT a.id, a.slug, a.title, a.language, a.audience, a.customer_id AS customer,
                     k.name AS company, a.state AS standing, a.problem, a.owner_id AS owner,
                     o.name AS owner_name, a.review_at, s.number AS made_from, a.source, a.version,
                     a.updated_at, {HELPED}
                 FROM article a
                 LEFT JOIN customer k ON k.id = a.customer_id
                 LEFT JOIN person o ON o.id = a.owner_id
                 LEFT JOIN support_case s ON s.id = a.case_id
                 WHERE a.slug = $1 /* staff */"
            ),
        ),
        (
            "versions",
            &[
                "language",
                "number",
                "title",
                "text",
                "name",
                "why",
                "at",
                "published",
            ],
            &format!(
                "SELECT v.language, v.number, v.title,
                     CASE WHEN v.number = (SELECT MAX(n.number) FROM article_version n
                             WHERE n.article_id = v.article_id AND n.language = v.language)
                         OR (v.language = $3 AND v.number = $4) THEN v.text ELSE '' END AS text,
                     v.name, v.why, v.at,
                     CASE WHEN t.version = v.number THEN 1 ELSE 0 END AS published
                 FROM article_version v
                 LEFT JOIN article_text t ON t.article_id = v.article_id
                     AND t.language = v.language
                 WHERE v.article_id = {this} ORDER BY v.language, v.number DESC LIMIT 200
                     /* staff */"
            ),
        ),
        (
            "about",
            &["kind", "about"],
            &format!(
                "SELECT b.kind, b.about FROM article_about b WHERE b.article_id = {this}
                 ORDER BY b.kind, b.about"
            ),
        ),
        (
            "pictures",
            &["file", "name"],
            &format!(
                "SELECT p.file_id AS file, p.name FROM article_picture p
                 WHERE p.article_id = {this} ORDER BY p.name, p.file_id"
            ),
        ),
        (
            "answers",
            &["helped", "words", "company", "at"],
            &format!(
                "SELECT CAST(w.helped AS INTEGER) AS helped, w.words, k.name AS company, w.at
                 FROM article_answer w JOIN customer k ON k.id = w.customer_id
                 WHERE w.article_id = {this} AND w.words <> ''
                 ORDER BY w.at DESC, w.membership_id LIMIT 20"
            ),
        ),
        (
            "cases",
            &["number", "subject", "company", "state"],
            &format!(
                "SELECT c.number, c.subject, k.name AS company, c.state
                 FROM case_article x
                 JOIN support_case c ON c.id = x.case_id
                 JOIN customer k ON k.id = c.customer_id
                 WHERE x.article_id = {this} AND x.how = 'problem'
                 ORDER BY CASE WHEN c.due_at IS NULL THEN 1 ELSE 0 END, c.id DESC LIMIT 50"
            ),
        ),
        (
            "agents",
            &["id", "name"],
            "SELECT p.id, p.name FROM person p WHERE p.id IN (
                 SELECT r.person_id FROM staff_role r WHERE r.role <text in $2>)
             ORDER BY p.name, p.id",
        ),
    ])
});

/// An article for its authors, and who may keep it right; `None` if there is none.
/// The texts are those of the newest versions, and of the one named besides.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn whole_article<E>(
    db: &Db,
    actor: &Actor,
    slug: &str,
    besides: Option<(&str, i64)>,
) -> Result<(Option<WholeArticle>, Vec<Agent>), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let (language, number) = besides.unwrap_or(("", 0));
    let mut read = db.read(actor.scope()).await?;
    let sets: WholeSets = WHOLE
        .fetch(
            &mut read,
            args![slug, json!(crate::support::told::roles()), language, number],
        )
        .await?;
    let whole = sets.heads.into_iter().next().map(|head| WholeArticle {
        head,
        versions: sets.versions,
        about: sets
            .about
            .into_iter()
            .map(|one| (one.kind, one.about))
            .collect(),
        pictures: sets
            .pictures
            .into_iter()
            .map(|one| (one.file, one.name))
            .collect(),
        answers: sets.answers,
        cases: sets.cases,
    });
    Ok((whole, sets.agents))
}

/// Something that was looked for and not found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Wanted {
    /// As it is compared.
    pub plain: String,
    /// As somebody typed it.
    pub typed: String,
    /// How often.
    pub times: i64,
    /// By how many companies.
    pub companies: i64,
    /// One of them, or the only one.
    pub company: String,
    /// That company.
    pub customer: CustomerId,
    /// When last.
    pub last_at: Timestamp,
    total: i64,
}

/// What was looked for and not found, what most companies looked for first; and how
/// much of it there is. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn wanted_articles<E>(
    db: &Db,
    actor: &Actor,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Wanted>, i64), E>
where
    E: From<Denied> + From<StoreError>,
{
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "plain",
                "typed",
                "times",
                "companies",
                "company",
                "customer",
                "last_at",
                "total",
            ],
            &format!(
                "SELECT g.plain, g.typed, g.times, g.companies, k.name AS company,
                     k.id AS customer, g.last_at, g.total
                 FROM (SELECT w.plain, MAX(w.typed) AS typed, SUM(w.times) AS times,
                         COUNT(*) AS companies, MAX(w.last_at) AS last_at,
                         COUNT(*) OVER () AS total
                     FROM article_wanted w WHERE {WANTED} GROUP BY w.plain
                     ORDER BY companies DESC, times DESC, w.plain
                     LIMIT ($2 + 0) OFFSET ($1 + 0)) g
                 JOIN customer k ON k.id = (SELECT y.customer_id FROM article_wanted y
                     WHERE y.plain = g.plain ORDER BY y.last_at DESC, y.customer_id LIMIT 1)
                 ORDER BY g.companies DESC, g.times DESC, g.plain"
            ),
        )
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<Wanted> = ALL.all(&mut read, args![offset, limit]).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows, total))
}

/// Says that what was looked for is dealt with: it is written, or is not to be. It
/// comes back when somebody looks for it again and finds nothing.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn done_with_wanted<E>(
    db: &Db,
    actor: &Actor,
    plain: &str,
    now: Timestamp,
) -> Result<(), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let (actor, plain) = (actor.clone(), plain_words(plain));
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let there: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM article_wanted WHERE plain = $1 /* staff */",
                    args![plain.as_str()],
                )
                .await?;
            if there.unwrap_or_default() == 0 {
                return Ok(());
            }
            tx.run(
                "INSERT INTO article_wanted_done (plain, person_id, at) VALUES ($1, $2, $3)
                 ON CONFLICT (plain) DO UPDATE SET person_id = excluded.person_id,
                     at = excluded.at",
                args![plain.as_str(), actor.person(), now],
            )
            .await?;
            let entry = audit::Entry {
                action: "article.wanted-done",
                subject: plain,
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await?;
    Ok(())
}

/// What of the articles waits for their authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct ArticlesWaiting {
    /// Articles of this person that are to be read again.
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
                "SELECT (SELECT COUNT(*) FROM article a WHERE a.owner_id = $1
                         AND a.review_at <= $2 AND a.state = 'published' /* staff */) AS due,
                     (SELECT COUNT(DISTINCT w.plain) FROM article_wanted w
                         WHERE {WANTED}) AS wanted"
            ),
        )
    });
    WAITING
        .ask::<ArticlesWaiting>(args![person, now])
        .map(|rows| rows.into_iter().next().unwrap_or_default())
}
