//! An article with everything, for its authors: its versions, what it is about, what
//! people said of it.

use super::about::Thing;
use super::life::{Audience, Problem, Standing};
use super::list::HELPED;
use crate::Timestamp;
use crate::args;
use crate::id::{ArticleId, CustomerId, FileId, PersonId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use crate::support::Agent;
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// An article with everything, for its authors.
#[derive(Debug, Clone)]
pub struct WholeArticle {
    /// It.
    pub head: ArticleHead,
    /// All versions, in each language the newest first.
    pub versions: Vec<ArticleVersion>,
    /// What it is about.
    pub about: Vec<Thing>,
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
    /// See [`ListedArticle::helped`](super::ListedArticle::helped).
    pub helped: i64,
    /// See [`ListedArticle::helped`](super::ListedArticle::helped).
    pub no_help: i64,
    /// See [`ListedArticle::spared`](super::ListedArticle::spared).
    pub spared: i64,
    /// See [`ListedArticle::asked`](super::ListedArticle::asked).
    pub asked: i64,
    /// See [`ListedArticle::cases`](super::ListedArticle::cases).
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
    about: Vec<Thing>,
    pictures: Vec<PictureRow>,
    answers: Vec<AnswerOf>,
    cases: Vec<CaseOf>,
    agents: Vec<Agent>,
}

#[derive(Debug, Deserialize)]
struct PictureRow {
    file: FileId,
    name: String,
}

// $1 the article's address, $2 the roles that write, $3 the language and $4 the
// number of a version whose text is asked for besides the newest ones, $5 the language
// that its authors read.
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
            &["kind", "about", "name"],
            &format!(
                "SELECT b.kind, b.about, COALESCE(
                     (SELECT n.name FROM category c JOIN local_name n ON n.category_id = c.id
                      WHERE b.kind = 'category' AND c.code = b.about AND n.attribute = 0
                          AND n.value = '' AND n.language = $5),
                     (SELECT c.name FROM category c
                      WHERE b.kind = 'category' AND c.code = b.about),
                     (SELECT p.name FROM product p WHERE b.kind = 'product' AND p.sku = b.about),
                     '') AS name
                 FROM article_about b WHERE b.article_id = {this} ORDER BY b.kind, b.about"
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

/// An article for its authors, who read in this language, and who may keep it right;
/// `None` if there is none. The texts are those of the newest versions, and of the one named besides.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn whole_article<E>(
    db: &Db,
    actor: &Actor,
    slug: &str,
    reading: Language,
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
            args![
                slug,
                json!(crate::support::told::roles()),
                language,
                number,
                reading.code()
            ],
        )
        .await?;
    let whole = sets.heads.into_iter().next().map(|head| WholeArticle {
        head,
        versions: sets.versions,
        about: sets.about,
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
