//! Known problems: what the customers they concern are told on their site and by
//! mail; and the day an article is to be read again.

use super::address::article_path;
use super::search::may_read;
use crate::Timestamp;
use crate::args;
use crate::id::{ArticleId, CaseId, CustomerId};
use crate::identity::Member;
use crate::mail::{self, Message, Recipient};
use crate::store::{Asked, Db, JsonRows, JsonSets, Query, Result, Scope, StoreError, Tx};
use crate::support::told::roles;
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A known problem that concerns a customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownProblem {
    /// How its article stands in addresses.
    pub slug: String,
    /// What it is called in the reader's language, or in the one it has.
    pub title: String,
    language: String,
    /// Whether an open case that the reader sees is about it.
    has_case: i64,
}

impl KnownProblem {
    /// Whether an open case that the reader sees is about it; else the company has
    /// equipment of the product.
    #[must_use]
    pub const fn has_case(&self) -> bool {
        self.has_case != 0
    }
}

/// The problems that go on and concern the member's company: those that a case
/// which the member sees is about, and those of products it has equipment of, as long
/// as that is in service or can be. To be
/// asked together with what other rooms say.
#[must_use]
pub fn ask_known_problems(member: &Member, language: &str) -> Asked<'static, Vec<KnownProblem>> {
    // $1 the customer, $2 no internal ones, $3 the member, $4 their unit.
    static CONCERNING: LazyLock<JsonRows> = LazyLock::new(|| {
        let readable = may_read("$1", "$2");
        let seen = "(c.opened_by = $3 OR c.visibility = 'company'
            OR (c.visibility = 'unit' AND c.unit_id = $4)
            OR EXISTS (SELECT 1 FROM case_watcher w WHERE w.customer_id = $1
                AND w.case_id = c.id AND w.membership_id = $3))";
        let case = format!(
            "EXISTS (SELECT 1 FROM case_article x
                 JOIN support_case c ON c.id = x.case_id AND c.customer_id = $1
                 WHERE x.customer_id = $1 AND x.article_id = a.id AND x.how = 'problem'
                     AND c.due_at IS NOT NULL AND {seen})"
        );
        JsonRows::new(
            &["slug", "title", "language", "has_case"],
            &format!(
                "SELECT t.slug, t.title, t.language, CASE WHEN {case} THEN 1 ELSE 0 END AS has_case
                 FROM article a JOIN article_text t ON t.article_id = a.id
                 WHERE a.problem = 'open' AND {readable} AND ({case} OR EXISTS (
                     SELECT 1 FROM article_about b
                     WHERE b.article_id = a.id AND b.kind = 'product' AND EXISTS (
                         SELECT 1 FROM asset u WHERE u.customer_id = $1 AND u.sku = b.about
                             AND u.state NOT IN ('retired', 'returned'))))
                 ORDER BY has_case DESC, a.updated_at DESC, t.number LIMIT 20"
            ),
        )
    });
    let wanted = Language::from_code(language).unwrap_or_default();
    CONCERNING
        .ask::<KnownProblem>(args![member.company.id, false, member.id, member.unit])
        .map(move |rows| in_one_language(rows, wanted))
}

/// Each of them once, in the language that is wanted if it is there.
fn in_one_language(rows: Vec<KnownProblem>, wanted: Language) -> Vec<KnownProblem> {
    let mut kept: Vec<KnownProblem> = Vec::new();
    for row in rows {
        match kept.iter_mut().find(|one| one.slug == row.slug) {
            Some(one) if row.language == wanted.code() => *one = row,
            Some(_) => {}
            None => kept.push(row),
        }
    }
    kept
}

/// How many cases are told of at once.
const AT_ONCE: i64 = 100;

/// Tells the people of cases that the problem they were about is solved, and the
/// owners of articles that these are to be read again. What was told is written
/// down with it, so that a job that is killed or runs twice tells nothing twice.
/// Answers how much it told.
///
/// # Errors
/// If storage fails.
pub async fn look_after_articles(db: &Db, now: Timestamp) -> Result<usize> {
    let mut told = 0;
    loop {
        let count = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { tell_of_solved(tx, now).await })
            })
            .await?;
        told += count;
        if count == 0 {
            break;
        }
    }
    loop {
        let count = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { tell_of_reviews(tx, now).await })
            })
            .await?;
        told += count;
        if count == 0 {
            return Ok(told);
        }
    }
}

#[derive(Debug, Deserialize)]
struct Solved {
    cases: Vec<SolvedCase>,
    people: Vec<ToTell>,
    texts: Vec<Title>,
}

#[derive(Debug, Deserialize)]
struct SolvedCase {
    #[serde(rename = "case_id")]
    case: CaseId,
    article: ArticleId,
    customer: CustomerId,
    number: String,
    subject: String,
    slug: String,
    /// Whether its people may read the article.
    readable: i64,
}

#[derive(Debug, Deserialize)]
struct ToTell {
    #[serde(rename = "case_id")]
    case: CaseId,
    email: String,
    name: String,
    language: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Title {
    article: ArticleId,
    language: String,
    title: String,
}

/// Some cases of problems that are solved; answers how many.
async fn tell_of_solved(tx: &mut Tx, now: Timestamp) -> Result<usize> {
    // $1 how many.
    static SOLVED: LazyLock<JsonSets> = LazyLock::new(|| {
        let these = "SELECT x.case_id, x.article_id FROM case_article x
             JOIN article a ON a.id = x.article_id
             WHERE x.how = 'problem' AND x.told_at IS NULL AND a.problem = 'solved'
             ORDER BY x.article_id, x.case_id LIMIT ($1 + 0) /* system */";
        JsonSets::new(&[
            (
                "cases",
                &[
                    "case_id", "article", "customer", "number", "subject", "slug", "readable",
                ],
                &format!(
                    "SELECT c.id AS case_id, a.id AS article, c.customer_id AS customer, c.number,
                         c.subject, a.slug,
                         CASE WHEN a.state = 'published' AND (a.audience = 'all'
                             OR a.customer_id = c.customer_id) THEN 1 ELSE 0 END AS readable
                     FROM ({these}) s
                     JOIN support_case c ON c.id = s.case_id
                     JOIN article a ON a.id = s.article_id"
                ),
            ),
            (
                "people",
                &["case_id", "email", "name", "language"],
                &format!(
                    "SELECT DISTINCT c.id AS case_id, p.email, p.name, p.language
                     FROM ({these}) s
                     JOIN support_case c ON c.id = s.case_id
                     JOIN membership m ON m.customer_id = c.customer_id AND m.active
                         AND (m.id = c.opened_by OR EXISTS (SELECT 1 FROM case_watcher w
                             WHERE w.customer_id = c.customer_id AND w.case_id = c.id
                                 AND w.membership_id = m.id))
                     JOIN person p ON p.id = m.person_id"
                ),
            ),
            (
                "texts",
                &["article", "language", "title"],
                &format!(
                    "SELECT DISTINCT t.article_id AS article, t.language, t.title
                     FROM ({these}) s JOIN article_text t ON t.article_id = s.article_id
                         /* system */"
                ),
            ),
        ])
    });
    let solved: Solved = SOLVED.fetch(tx, args![AT_ONCE]).await?;
    let mut messages = Vec::new();
    for case in &solved.cases {
        let ours = tx
            .run(
                "UPDATE case_article SET told_at = $3
                 WHERE customer_id = $4 AND case_id = $1 AND article_id = $2 AND how = 'problem'
                     AND told_at IS NULL",
                args![case.case, case.article, now, case.customer],
            )
            .await?;
        if ours == 0 {
            // Another process was faster.
            continue;
        }
        let to = solved.people.iter().filter(|one| one.case == case.case);
        messages.extend(to.map(|to| {
            // Whoever may not read the article is led to the case, and does not learn
            // what it is called: that may be our own business.
            let title = (case.readable != 0)
                .then(|| title_for(&solved.texts, case.article, to.language.as_deref()))
                .flatten();
            let path = match title {
                Some(_) => article_path(&case.slug),
                None => format!("/help/{}", case.number),
            };
            Message {
                kind: "problem-solved",
                customer: Some(case.customer),
                to: Recipient {
                    email: to.email.clone(),
                    name: to.name.clone(),
                    language: to.language.clone(),
                },
                payload: json!({
                    "number": case.number,
                    "about": case.subject,
                    "article": title.unwrap_or(&case.subject),
                    "path": path,
                }),
            }
        }));
    }
    if !messages.is_empty() {
        tx.insert([mail::rows(messages, now)]).await?;
    }
    Ok(solved.cases.len())
}

fn title_for<'t>(
    texts: &'t [Title],
    article: ArticleId,
    language: Option<&str>,
) -> Option<&'t str> {
    let wanted = language.and_then(Language::from_code).unwrap_or_default();
    texts
        .iter()
        .filter(|one| one.article == article)
        .min_by_key(|one| i32::from(one.language != wanted.code()))
        .map(|one| one.title.as_str())
}

#[derive(Debug, Deserialize)]
struct Due {
    id: ArticleId,
    slug: String,
    title: String,
    review_at: Timestamp,
    email: String,
    name: String,
    language: Option<String>,
}

/// Some articles that are to be read again, one mail to each owner; answers how
/// many. Who no longer writes articles is not told, and nobody else is: those stand
/// in the list.
async fn tell_of_reviews(tx: &mut Tx, now: Timestamp) -> Result<usize> {
    static DUE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "slug",
                "title",
                "review_at",
                "email",
                "name",
                "language",
            ],
            "SELECT a.id, a.slug, a.title, a.review_at, p.email, p.name, p.language
             FROM article a JOIN person p ON p.id = a.owner_id
             WHERE a.review_at <= $1 AND a.review_told_at IS NULL AND a.state = 'published'
                 AND EXISTS (SELECT 1 FROM staff_role r
                     WHERE r.person_id = p.id AND r.role <text in $2>)
             ORDER BY a.review_at, a.id LIMIT ($3 + 0) /* system */",
        )
    });
    let due: Vec<Due> = DUE.all(tx, args![now, json!(roles()), AT_ONCE]).await?;
    let mut by_owner: BTreeMap<&str, Vec<&Due>> = BTreeMap::new();
    for one in &due {
        let ours = tx
            .run(
                "UPDATE article SET review_told_at = $2
                 WHERE id = $1 AND review_told_at IS NULL /* system */",
                args![one.id, now],
            )
            .await?;
        // Or another process was faster.
        if ours > 0 {
            by_owner.entry(&one.email).or_default().push(one);
        }
    }
    let messages = by_owner
        .into_values()
        .filter_map(|articles| {
            let first = articles.first()?;
            let titles: Vec<&str> = articles.iter().map(|one| one.title.as_str()).collect();
            let path = match articles.len() {
                1 => format!("/console/articles/{}", first.slug),
                _ => "/console/articles?due=1".to_owned(),
            };
            Some(Message {
                kind: "article-review",
                customer: None,
                to: Recipient {
                    email: first.email.clone(),
                    name: first.name.clone(),
                    language: first.language.clone(),
                },
                payload: json!({
                    "count": articles.len(),
                    "titles": titles.join("\n"),
                    "review_at": first.review_at,
                    "path": path,
                }),
            })
        })
        .collect::<Vec<_>>();
    if !messages.is_empty() {
        tx.insert([mail::rows(messages, now)]).await?;
    }
    Ok(due.len())
}
