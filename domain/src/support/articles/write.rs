//! Our people write articles: each text that is saved is a version of its own, and
//! what readers see is a copy of one of them (`publish.rs`).

use super::about::{About, Called, categories_called, looked_for, meant};
use super::address::slug;
use super::life::{Audience, Problem, Standing};
use super::publish::put_on_site;
use super::typed::{ArticleError, ArticleFault, SaveArticle, checked};
use crate::args;
use crate::audit;
use crate::id::{ArticleId, CaseId, CustomerId, PersonId};
use crate::identity::{Actor, Permission, Standing as Side};
use crate::store::{Db, Insert, JsonSets, Query, StoreError, Tx, ask_earlier, key_row};
use crate::{Day, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

const FORM: &str = "article";

/// Saves an article; answers how it stands in addresses. Sent twice with the same
/// key it is saved once.
///
/// # Errors
/// See [`ArticleError`].
pub async fn save_article(
    db: &Db,
    actor: &Actor,
    command: SaveArticle,
    now: Timestamp,
) -> Result<String, ArticleError> {
    actor.demand(Permission::Support)?;
    let (command, faults) = checked(command);
    let attempt = || {
        let (actor, command, faults) = (actor.clone(), command.clone(), faults.clone());
        db.write(actor.scope(), move |tx| {
            Box::pin(async move {
                // Of two at the same moment one waits here, and finds the form done.
                if let Some((id, _)) = command.id {
                    tx.lock("article", "id", "id", args![id]).await?;
                }
                if let Some(done) = ask_earlier(&actor, command.key, FORM).fetch(tx).await? {
                    return Ok::<_, ArticleError>(done);
                }
                let key = command.key;
                let slug = save_in(tx, &actor, command, faults, now).await?;
                tx.insert([key_row(&actor, key, FORM, &slug, now)]).await?;
                Ok(slug)
            })
        })
    };
    match attempt().await {
        // The same form at the same moment, or the same title: now the other is there.
        Err(ArticleError::Store(error)) if error.is_duplicate() => attempt().await,
        done => done,
    }
}

#[derive(Debug, Deserialize)]
struct Found {
    articles: Vec<Stands>,
    versions: Vec<Newest>,
    customers: Vec<Named>,
    owners: Vec<Owner>,
    products: Vec<Code>,
    categories: Vec<Called>,
    makers: Vec<Code>,
    slugs: Vec<Code>,
    cases: Vec<OfCase>,
}

/// An article as it stands before a change.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Stands {
    pub slug: String,
    pub customer: Option<CustomerId>,
    pub standing: Standing,
    pub language: String,
    pub problem: Option<Problem>,
    pub review: Option<Timestamp>,
    pub version: i64,
}

#[derive(Debug, Deserialize)]
struct Newest {
    number: i64,
    title: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Named {
    id: CustomerId,
}

#[derive(Debug, Deserialize)]
struct Owner {}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct OfCase {
    id: CaseId,
}

// $1 the article, $2 the language, $3 the customer by name or number, $4 the
// owner, $5 the roles that write, $6 to $8 what it is about, $9 its address, $10 the
// case's number.
static FOUND: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "articles",
            &[
                "slug", "customer", "standing", "language", "problem", "review", "version",
            ],
            "SELECT a.slug, a.customer_id AS customer, a.state AS standing, a.language, a.problem,
                 a.review_at AS review, a.version
             FROM article a WHERE a.id = $1 /* staff */",
        ),
        (
            "versions",
            &["number", "title", "text"],
            "SELECT v.number, v.title, v.text FROM article_version v
             WHERE v.article_id = $1 AND v.language = $2 ORDER BY v.number DESC LIMIT 1",
        ),
        (
            "customers",
            &["id"],
            "SELECT c.id FROM customer c WHERE c.name = $3 OR c.number = $3 LIMIT 2",
        ),
        (
            "owners",
            &["id"],
            "SELECT r.person_id AS id FROM staff_role r
             WHERE r.person_id = $4 AND r.role <text in $5>",
        ),
        (
            "products",
            &["code"],
            "SELECT p.sku AS code FROM product p WHERE p.sku <text in $6>",
        ),
        ("categories", &["code", "name"], &categories_called("$7")),
        (
            "makers",
            &["code"],
            "SELECT DISTINCT p.manufacturer AS code FROM product p
             WHERE p.manufacturer <text in $8>",
        ),
        (
            "slugs",
            &["code"],
            "SELECT a.slug AS code FROM article a
             WHERE a.slug = $9 OR a.slug LIKE ($9 || '-%') /* staff */",
        ),
        (
            "cases",
            &["id"],
            "SELECT c.id FROM support_case c WHERE c.number = $10 /* staff */",
        ),
    ])
});

/// Saves it, unless it has faults: those that are known, and those that what there is
/// shows.
async fn save_in(
    tx: &mut Tx,
    actor: &Actor,
    mut command: SaveArticle,
    mut faults: Vec<ArticleFault>,
    now: Timestamp,
) -> Result<String, ArticleError> {
    let made_of_title = match slug(&command.title) {
        slug if slug.is_empty() => "article".to_owned(),
        slug => slug,
    };
    let found: Found = FOUND
        .fetch(
            tx,
            args![
                command.id.map(|(id, _)| id),
                command.language.code(),
                command.customer.trim(),
                command.owner,
                json!(crate::support::told::roles()),
                json!(command.about.products),
                json!(looked_for(&command.about.categories)),
                json!(command.about.makers),
                made_of_title.as_str(),
                command.case.clone().unwrap_or_default(),
            ],
        )
        .await?;
    all_there(&mut command.about, &found, &mut faults);
    let customer = match (command.audience, found.customers.as_slice()) {
        (Audience::Customer, [one]) => Some(one.id),
        (Audience::Customer, _) => {
            faults.push(ArticleFault::NoCustomer);
            None
        }
        (Audience::All | Audience::Internal, _) => None,
    };
    if command.owner.is_some() && found.owners.is_empty() {
        faults.push(ArticleFault::NoOwner);
    }
    let newest = found.versions.into_iter().next();
    let is_new = newest
        .as_ref()
        .is_none_or(|newest| newest.title != command.title || newest.text != command.text);
    let number = newest.as_ref().map_or(0, |newest| newest.number);
    if is_new && command.why.is_empty() && number > 0 {
        faults.push(ArticleFault::NoWhy);
    }
    if !faults.is_empty() {
        return Err(ArticleError::Faults(faults));
    }
    let before = found.articles.into_iter().next();
    let (id, slug) = match (&command.id, &before) {
        (Some(_), None) => return Err(ArticleError::NotFound),
        (Some((id, version)), Some(before)) => {
            if before.version != *version {
                return Err(ArticleError::Changed);
            }
            change(tx, &command, *id, before, customer, now).await?;
            (*id, before.slug.clone())
        }
        (None, _) => {
            let taken: Vec<&str> = found.slugs.iter().map(|one| one.code.as_str()).collect();
            let slug = free(&made_of_title, &taken);
            let case = found.cases.first().map(|one| one.id);
            let id = begin(tx, actor, &command, &slug, customer, case, now).await?;
            (id, slug)
        }
    };
    if is_new {
        tx.insert([version_row(actor, id, &command, number + 1, now)])
            .await?;
    }
    tx.run("DELETE FROM article_about WHERE article_id = $1", args![id])
        .await?;
    let about = command
        .about
        .rows()
        .map(|(kind, about)| args![id, kind, about])
        .collect();
    let entry = audit::Entry {
        action: if before.is_some() {
            "article.saved"
        } else {
            "article.made"
        },
        subject: slug.clone(),
        customer,
        detail: json!({
            "language": command.language.code(),
            "version": number + i64::from(is_new),
            "audience": command.audience.code(),
            "problem": command.problem.map(Problem::code),
            "published": command.publish,
        }),
    };
    tx.insert([
        Insert::rows(
            "INSERT INTO article_about (article_id, kind, about) VALUES",
            about,
        ),
        entry.row(actor, now),
    ])
    .await?;
    let was_published = before.is_some_and(|one| one.standing == Standing::Published);
    if command.publish {
        put_on_site(tx, id, now).await?;
    } else if was_published {
        // Who reads it may have changed; what they read has not.
        readers_changed(tx, id).await?;
    }
    Ok(slug)
}

/// What of it is not there; categories stand by their codes afterwards.
fn all_there(about: &mut About, found: &Found, faults: &mut Vec<ArticleFault>) {
    let missing = |typed: &[String], there: &[Code]| -> Vec<String> {
        typed
            .iter()
            .filter(|one| !there.iter().any(|code| code.code == **one))
            .cloned()
            .collect()
    };
    let (mut codes, mut lost): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for line in std::mem::take(&mut about.categories) {
        match meant(&line, &found.categories) {
            // Two lines may mean the same.
            Some(code) if codes.iter().any(|known| known == code) => {}
            Some(code) => codes.push(code.to_owned()),
            None => lost.push(line),
        }
    }
    about.categories = codes;
    let mut tell = |names: Vec<String>, fault: fn(Vec<String>) -> ArticleFault| {
        if !names.is_empty() {
            faults.push(fault(names));
        }
    };
    let products = missing(&about.products, &found.products);
    let makers = missing(&about.makers, &found.makers);
    tell(products, ArticleFault::NoProducts);
    tell(lost, ArticleFault::NoCategories);
    tell(makers, ArticleFault::NoMakers);
}

/// An address that no other article has.
fn free(wanted: &str, taken: &[&str]) -> String {
    if !taken.contains(&wanted) {
        return wanted.to_owned();
    }
    (2..=taken.len() + 2)
        .map(|number| format!("{wanted}-{number}"))
        .find(|slug| !taken.contains(&slug.as_str()))
        .unwrap_or_else(|| format!("{wanted}-{}", uuid::Uuid::now_v7()))
}

async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    command: &SaveArticle,
    slug: &str,
    customer: Option<CustomerId>,
    case: Option<CaseId>,
    now: Timestamp,
) -> Result<ArticleId, StoreError> {
    let id = ArticleId::new();
    tx.run(
        "INSERT INTO article (id, slug, customer_id, audience, state, title, language, owner_id,
             review_at, problem, problem_solved_at, case_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
        args![
            id,
            slug,
            customer,
            command.audience.code(),
            Standing::Draft.code(),
            command.title.as_str(),
            command.language.code(),
            command.owner.or_else(|| person_of(actor)),
            command.review,
            command.problem.map(Problem::code),
            (command.problem == Some(Problem::Solved)).then_some(now),
            case,
            now
        ],
    )
    .await?;
    Ok(id)
}

/// The person; nobody for the program itself.
pub(super) fn person_of(actor: &Actor) -> Option<PersonId> {
    match actor.standing() {
        Side::System => None,
        Side::Member(_) | Side::Staff(_) => Some(actor.person()),
    }
}

async fn change(
    tx: &mut Tx,
    command: &SaveArticle,
    id: ArticleId,
    before: &Stands,
    customer: Option<CustomerId>,
    now: Timestamp,
) -> Result<(), ArticleError> {
    let review = command.review.map(Day::noon);
    let solved = super::life::was_solved(before.problem, command.problem);
    let first = before.language == command.language.code();
    let done = tx
        .run(
            "UPDATE article SET customer_id = $3, audience = $4, owner_id = $5, review_at = $6,
                 review_told_at = CASE WHEN $7 THEN NULL ELSE review_told_at END, problem = $8,
                 problem_solved_at = CASE WHEN $9 THEN $10 ELSE problem_solved_at END,
                 title = CASE WHEN $11 THEN $12 ELSE title END, version = version + 1,
                 updated_at = $10
             WHERE id = $1 AND version = $2 /* staff */",
            args![
                id,
                before.version,
                customer,
                command.audience.code(),
                command.owner,
                review,
                review != before.review,
                command.problem.map(Problem::code),
                solved,
                now,
                first,
                command.title.as_str()
            ],
        )
        .await?;
    if done == 0 {
        return Err(ArticleError::Changed);
    }
    if customer != before.customer {
        // Its pictures are whose it is.
        tx.run(
            "UPDATE stored_file SET customer_id = $2 WHERE id IN
                 (SELECT p.file_id FROM article_picture p WHERE p.article_id = $1)",
            args![id, customer],
        )
        .await?;
    }
    Ok(())
}

fn version_row(
    actor: &Actor,
    id: ArticleId,
    command: &SaveArticle,
    number: i64,
    now: Timestamp,
) -> Insert {
    Insert::row(
        "INSERT INTO article_version (article_id, language, number, title, text, person_id, name,
             why, at) VALUES",
        args![
            id,
            command.language.code(),
            number,
            command.title.as_str(),
            command.text.as_str(),
            person_of(actor),
            actor.name(),
            command.why.as_str(),
            now
        ],
    )
}

/// What is published follows its article to whoever reads it now.
async fn readers_changed(tx: &mut Tx, id: ArticleId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE article_text SET
             audience = (SELECT a.audience FROM article a WHERE a.id = $1),
             customer_id = (SELECT a.customer_id FROM article a WHERE a.id = $1)
         WHERE article_id = $1",
        args![id],
    )
    .await
    .map(drop)
}
