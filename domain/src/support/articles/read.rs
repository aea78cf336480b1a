//! A member reads an article, in their language if it has it.

use super::search::may_read;
use super::{Audience, Problem};
use crate::Timestamp;
use crate::args;
use crate::id::{ArticleId, FileId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, JsonSets, StoreError, Tx};
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

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

/// What a member did with an article.
pub(super) fn interaction(
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

/// The article that the member may read under this address, if there is one.
pub(super) async fn readable(
    tx: &mut Tx,
    member: &Member,
    slug: &str,
) -> Result<Option<ReadArticle>, StoreError> {
    let sets: Sets = READ
        .fetch(tx, args![member.company.id, false, slug, member.id])
        .await?;
    Ok(as_read(sets, ""))
}
