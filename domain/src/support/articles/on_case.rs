//! Articles and cases: what a case was opened from, what did not help before, which
//! known problem it is about, and what whoever asked had read.

use super::life::Problem;
use super::search::{ArticleQuery, FoundArticles, KnownWords, Reader, find_by, may_read};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{ArticleId, CaseId, CustomerId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store;
use crate::store::{Db, FormKey, Insert, JsonRows, JsonSets, Query, StoreError, Tx, claim};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What somebody saw before they asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeforeAsking {
    /// The article that they asked from, as its address says it; may be empty.
    pub from: String,
    /// Those that were offered, and did not help.
    pub offered: Vec<String>,
    /// What they answered to our questions, in order; see `guide.rs`.
    pub answers: Vec<String>,
}

/// How many of each are believed.
const MOST: usize = 20;

/// The rows that say what a new case has to do with articles. Those that the member
/// may not read are left out.
pub(in crate::support) async fn before_asking(
    tx: &mut Tx,
    member: &Member,
    case: CaseId,
    before: &BeforeAsking,
    now: Timestamp,
) -> Result<Insert, StoreError> {
    static THESE: LazyLock<JsonRows> = LazyLock::new(|| {
        let readable = may_read("$1", "$2");
        JsonRows::new(
            &["id", "slug"],
            &format!(
                "SELECT DISTINCT t.article_id AS id, t.slug FROM article_text t
                 WHERE t.slug <text in $3> AND {readable} /* customer_id */"
            ),
        )
    });
    #[derive(Deserialize)]
    struct Row {
        id: ArticleId,
        slug: String,
    }
    let customer = member.company.id;
    let wanted: Vec<&str> = before
        .offered
        .iter()
        .take(MOST)
        .chain(std::iter::once(&before.from))
        .filter(|slug| !slug.is_empty())
        .map(String::as_str)
        .collect();
    let found: Vec<Row> = if wanted.is_empty() {
        Vec::new()
    } else {
        THESE.all(tx, args![customer, false, json!(wanted)]).await?
    };
    let rows = found
        .iter()
        .map(|row| {
            let how = if row.slug == before.from {
                "opened"
            } else {
                "offered"
            };
            args![customer, case, row.id, how, now]
        })
        .collect();
    Ok(Insert::rows(
        "INSERT INTO case_article (customer_id, case_id, article_id, how, at) VALUES",
        rows,
    ))
}

/// An article beside a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleBeside {
    /// Which.
    pub id: ArticleId,
    /// How it stands in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// What it has to do with the case: `opened`, `offered`, `problem`, or `read`
    /// before it was opened.
    pub how: String,
    /// If it is about a known problem.
    pub problem: Option<Problem>,
    /// When.
    pub at: Timestamp,
}

/// A case with its articles, for our people.
#[derive(Debug, Clone)]
pub struct CaseArticles {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Whose it is.
    pub company: String,
    /// The product it is about; may be empty.
    pub sku: String,
    /// The articles it has to do with already.
    pub beside: Vec<ArticleBeside>,
    /// What was found for it.
    pub found: FoundArticles,
}

#[derive(Debug, Deserialize)]
struct Sets {
    heads: Vec<Head>,
    beside: Vec<ArticleBeside>,
}

#[derive(Debug, Deserialize)]
struct Head {
    customer: CustomerId,
    company: String,
    subject: String,
    sku: Option<String>,
}

/// How long before a case reading counts as having to do with it: two weeks, in
/// milliseconds.
const BEFORE: i64 = 14 * 86_400_000;

// $1 the number, $2 how long before.
static CASE: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "heads",
            &["customer", "company", "subject", "sku"],
            "SELECT c.customer_id AS customer, k.name AS company, c.subject, c.sku
             FROM support_case c JOIN customer k ON k.id = c.customer_id WHERE c.number = $1",
        ),
        (
            "beside",
            &["id", "slug", "title", "how", "problem", "at"],
            "SELECT a.id, a.slug, a.title, x.how, a.problem, x.at
             FROM support_case c
             JOIN case_article x ON x.customer_id = c.customer_id AND x.case_id = c.id
             JOIN article a ON a.id = x.article_id
             WHERE c.number = $1
             UNION ALL
             SELECT a.id, a.slug, a.title, 'read' AS how, a.problem, MAX(i.at) AS at
             FROM support_case c
             JOIN interaction i ON i.customer_id = c.customer_id
                 AND i.membership_id = c.opened_by AND i.kind = 'article-read'
                 AND i.at <= c.created_at AND i.at > c.created_at - $2
             JOIN article a ON a.id = i.subject_id
             WHERE c.number = $1
             GROUP BY a.id, a.slug, a.title, a.problem",
        ),
    ])
});

/// The articles of a case, and what is found for it: what was typed, or its
/// subject. At most three statements; `None` if there is no such case.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn articles_of_case<E>(
    db: &Db,
    actor: &Actor,
    number: &str,
    language: &str,
    typed: Option<&str>,
) -> Result<Option<CaseArticles>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let known = KnownWords::recall(&read);
    let case = CASE.ask::<Sets>(args![number, BEFORE]);
    let (sets, new) = store::together(&mut read, (case, known.ask_new())).await?;
    let known = known.learn(&read, new);
    let Some(head) = sets.heads.into_iter().next() else {
        return Ok(None);
    };
    let sku = head.sku.unwrap_or_default();
    let found = match typed {
        Some(typed) => {
            let query = ArticleQuery {
                words: typed.to_owned(),
                limit: 20,
                ..ArticleQuery::default()
            };
            find_by(
                &mut read,
                &known,
                Reader::Ours(head.customer),
                language,
                &query,
            )
            .await?
        }
        None => {
            let rows =
                super::suggest::suggest(&mut read, head.customer, language, &head.subject, &sku)
                    .await?;
            FoundArticles {
                total: i64::try_from(rows.len()).unwrap_or(0),
                rows,
                exactly: true,
                marks: Vec::new(),
            }
        }
    };
    Ok(Some(CaseArticles {
        number: number.to_owned(),
        subject: head.subject,
        company: head.company,
        sku,
        beside: sets.beside,
        found,
    }))
}

/// What is done with a case and a known problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attach {
    /// The case is about the problem of this article.
    To(String),
    /// It is not.
    From(String),
}

/// Why nothing was attached.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such case.
    #[error("no such case")]
    NotFound,
    /// There is no such known problem, or none that this customer may know of.
    #[error("no such problem")]
    NoProblem,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Says that a case is about a known problem, or is not.
///
/// # Errors
/// See [`AttachError`].
pub async fn attach_problem(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    number: &str,
    what: Attach,
    now: Timestamp,
) -> Result<(), AttachError> {
    actor.demand(Permission::Support)?;
    let (actor, number) = (actor.clone(), number.to_owned());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if claim(tx, &actor, key, "case-problem", &number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let case: Option<(CaseId, CustomerId)> = tx
                .maybe(
                    "SELECT id, customer_id FROM support_case WHERE number = $1",
                    args![number.as_str()],
                )
                .await?;
            let (case, customer) = case.ok_or(AttachError::NotFound)?;
            let (slug, on) = match &what {
                Attach::To(slug) => (slug, true),
                Attach::From(slug) => (slug, false),
            };
            // A problem of another customer is none of this one's.
            let article: Option<(ArticleId, Option<String>)> = tx
                .maybe(
                    "SELECT id, problem FROM article
                     WHERE slug = $1 AND (customer_id IS NULL OR customer_id = $2)",
                    args![slug.as_str(), customer],
                )
                .await?;
            let (article, problem) = article.ok_or(AttachError::NoProblem)?;
            if on && problem.is_none() {
                return Err(AttachError::NoProblem);
            }
            if on {
                // Of what is solved already they are not told afterwards.
                let told = (problem.as_deref() == Some(Problem::Solved.code())).then_some(now);
                tx.run(
                    "INSERT INTO case_article (customer_id, case_id, article_id, how, at, told_at)
                     VALUES ($1, $2, $3, 'problem', $4, $5)
                     ON CONFLICT (case_id, article_id, how) DO NOTHING",
                    args![customer, case, article, now, told],
                )
                .await?;
            } else {
                tx.run(
                    "DELETE FROM case_article WHERE customer_id = $1 AND case_id = $2
                         AND article_id = $3 AND how = 'problem'",
                    args![customer, case, article],
                )
                .await?;
            }
            let entry = audit::Entry {
                action: if on {
                    "case.problem"
                } else {
                    "case.no-problem"
                },
                subject: case.to_string(),
                customer: Some(customer),
                detail: json!({ "number": number, "article": slug }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}
