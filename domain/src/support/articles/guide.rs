//! Short questions to whoever asks for help: by the category of the product, each
//! answer leads to another question, to an article, or to the form. What was
//! answered is written into the case.

use super::search::{categories_up, may_read};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{ArticleId, GuideAnswerId, GuideQuestionId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store;
use crate::store::{
    Asked, Db, FormKey, Insert, JsonSets, Query, StoreError, Tx, claim, json_or_text,
};
use crate::support::levels::{Entitled, ask_entitled};
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The longest question or answer, in characters.
pub const LONGEST_GUIDE: usize = 200;
/// The most answers that a question has.
pub const MOST_ANSWERS: usize = 12;
/// The most answers that are carried from question to question.
pub const MOST_GIVEN: usize = 10;

/// What is said in each language.
pub type Texts = BTreeMap<String, String>;

/// What is said in this language, or in the first one that it is said in.
#[must_use]
pub fn said_in<'t>(texts: &'t Texts, language: &str) -> &'t str {
    let code = Language::from_code(language).unwrap_or_default().code();
    texts
        .get(code)
        .or_else(|| texts.get(Language::default().code()))
        .or_else(|| texts.values().next())
        .map_or("", String::as_str)
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Which.
    pub id: GuideQuestionId,
    /// The category that it is the first question for; empty for whatever has none
    /// of its own, nothing if only answers lead to it.
    pub category: Option<String>,
    /// The question.
    pub texts: Texts,
    /// Its answers in their order.
    pub answers: Vec<GuideAnswer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideAnswer {
    /// Which.
    pub id: GuideAnswerId,
    /// The words.
    pub texts: Texts,
    /// The question it leads to.
    pub next: Option<GuideQuestionId>,
    /// How the article it leads to stands in addresses; none if the reader may not
    /// read it.
    pub article: Option<String>,
    /// What that article is called.
    pub article_title: Option<String>,
}

#[derive(Debug, Deserialize)]
struct QuestionRow {
    id: GuideQuestionId,
    category: Option<String>,
    #[serde(deserialize_with = "json_or_text")]
    texts: Texts,
}

#[derive(Debug, Deserialize)]
struct AnswerRow {
    id: GuideAnswerId,
    question: GuideQuestionId,
    #[serde(deserialize_with = "json_or_text")]
    texts: Texts,
    next: Option<GuideQuestionId>,
    article: Option<String>,
    article_title: Option<String>,
}

fn together(questions: Vec<QuestionRow>, answers: Vec<AnswerRow>) -> Vec<Guide> {
    let mut guides: Vec<Guide> = questions
        .into_iter()
        .map(|row| Guide {
            id: row.id,
            category: row.category,
            texts: row.texts,
            answers: Vec::new(),
        })
        .collect();
    for row in answers {
        if let Some(guide) = guides.iter_mut().find(|guide| guide.id == row.question) {
            guide.answers.push(GuideAnswer {
                id: row.id,
                texts: row.texts,
                next: row.next,
                article: row.article,
                article_title: row.article_title,
            });
        }
    }
    guides
}

/// How far somebody has come: what they answered, and what is asked next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guided {
    /// What was asked and answered, in order.
    pub given: Vec<(String, String)>,
    /// Those answers, as addresses and forms carry them.
    pub answers: Vec<String>,
    /// What is asked next; nothing if the form is.
    pub next: Option<Guide>,
    /// The article that the last answer leads to.
    pub article: Option<(String, String)>,
}

#[derive(Debug, Deserialize)]
struct GuidedSets {
    questions: Vec<QuestionRow>,
    answers: Vec<AnswerRow>,
    first: Vec<First>,
}

#[derive(Debug, Deserialize)]
struct First {
    id: GuideQuestionId,
}

/// What is asked of a member next, by the product that it is about and what they
/// answered so far. To be asked together with other things. Answers that are not
/// there, or that do not follow each other, end the way where they stand.
#[must_use]
pub fn ask_guided(
    member: &Member,
    language: &str,
    sku: &str,
    given: Vec<String>,
) -> Asked<'static, Guided> {
    // $1 the customer, $2 no internal articles, $3 the language, $4 the SKU or
    // nothing. There are few questions: all of them come.
    static GUIDE: LazyLock<JsonSets> =
        LazyLock::new(|| {
            let (readable, up) = (may_read("$1", "$2"), categories_up("$4"));
            JsonSets::new(&[
            (
                "questions",
                &["id", "category", "texts"],
                "SELECT q.id, q.category, q.texts FROM guide_question q ORDER BY q.position, q.id
                 LIMIT 300",
            ),
            (
                "answers",
                &["id", "question", "texts", "next", "article", "article_title"],
                &format!(
                    "SELECT w.id, w.question_id AS question, w.texts, w.next_id AS next,
                         t.slug AS article, t.title AS article_title
                     FROM guide_answer w
                     LEFT JOIN article_text t ON t.article_id = w.article_id AND {readable}
                         AND t.number = (SELECT x.number FROM article_text x
                             WHERE x.article_id = w.article_id
                             ORDER BY CASE WHEN x.language = $3 THEN 0 ELSE 1 END, x.number
                             LIMIT 1 /* customer_id */)
                     ORDER BY w.question_id, w.position, w.id LIMIT 3000"
                ),
            ),
            (
                "first",
                &["id"],
                &format!(
                    "WITH RECURSIVE {up},
                     way (id, code, far) AS (
                         SELECT u.id, u.code, 0 FROM up u
                             WHERE u.id IN (SELECT p.category_id FROM product p WHERE p.sku = $4)
                         UNION ALL
                         SELECT u.id, u.code, w.far + 1 FROM way w
                             JOIN category c ON c.id = w.id JOIN up u ON u.id = c.parent_id
                     )
                     SELECT q.id FROM guide_question q LEFT JOIN way w ON w.code = q.category
                     WHERE q.category = '' OR w.far IS NOT NULL
                     ORDER BY CASE WHEN q.category = '' THEN 1 ELSE 0 END,
                         w.far,
                         q.position, q.id LIMIT 1"
                ),
            ),
        ])
        });
    let code = Language::from_code(language).unwrap_or_default().code();
    GUIDE
        .ask::<GuidedSets>(args![member.company.id, false, code, sku.trim()])
        .map(move |sets| {
            let first = sets.first.first().map(|one| one.id);
            follow(together(sets.questions, sets.answers), first, code, given)
        })
}

/// What stands beside the form of whoever asks for help: what they are entitled to,
/// and our questions. One statement.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn before_the_form<E>(
    db: &Db,
    actor: &Actor,
    language: &str,
    sku: &str,
    given: Vec<String>,
    now: Timestamp,
) -> Result<(Entitled, Guided), E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let (entitled, guided) = store::together(
        &mut read,
        (
            ask_entitled(member.company.id, now),
            ask_guided(member, language, sku, given),
        ),
    )
    .await?;
    Ok((entitled?, guided))
}

/// Goes the way of the answers through the questions.
fn follow(
    guides: Vec<Guide>,
    first: Option<GuideQuestionId>,
    language: &str,
    given: Vec<String>,
) -> Guided {
    let mut guided = Guided::default();
    let mut at = first;
    for answer in given.into_iter().take(MOST_GIVEN) {
        let question = guides.iter().find(|guide| Some(guide.id) == at);
        let Some((question, chosen)) = question.and_then(|question| {
            let chosen = question
                .answers
                .iter()
                .find(|one| one.id.to_string() == answer)?;
            Some((question, chosen))
        }) else {
            break;
        };
        guided.given.push((
            said_in(&question.texts, language).to_owned(),
            said_in(&chosen.texts, language).to_owned(),
        ));
        guided.answers.push(answer);
        guided.article = chosen.article.clone().zip(chosen.article_title.clone());
        at = chosen.next;
    }
    // A question without answers would keep whoever asks from asking.
    guided.next = guides
        .into_iter()
        .find(|guide| Some(guide.id) == at && !guide.answers.is_empty());
    guided
}

/// What was asked and answered, as it is written into the case; empty if nothing
/// was.
pub(in crate::support) async fn as_written(
    tx: &mut Tx,
    member: &Member,
    language: &str,
    sku: &str,
    given: &[String],
) -> Result<String, StoreError> {
    if given.is_empty() {
        return Ok(String::new());
    }
    let guided = ask_guided(member, language, sku, given.to_vec())
        .fetch(tx)
        .await?;
    Ok(guided
        .given
        .iter()
        .map(|(question, answer)| format!("{question} {answer}"))
        .collect::<Vec<_>>()
        .join("\n"))
}

/// All questions, for their authors.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn guides<E>(db: &Db, actor: &Actor) -> Result<Vec<Guide>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ALL: LazyLock<JsonSets> =
        LazyLock::new(|| {
            JsonSets::new(&[
            (
                "questions",
                &["id", "category", "texts"],
                "SELECT q.id, q.category, q.texts FROM guide_question q ORDER BY q.position, q.id
                 LIMIT 300",
            ),
            (
                "answers",
                &["id", "question", "texts", "next", "article", "article_title"],
                "SELECT w.id, w.question_id AS question, w.texts, w.next_id AS next,
                     a.slug AS article, a.title AS article_title
                 FROM guide_answer w LEFT JOIN article a ON a.id = w.article_id
                 ORDER BY w.question_id, w.position, w.id LIMIT 3000 /* staff */",
            ),
        ])
        });
    #[derive(Deserialize)]
    struct Sets {
        questions: Vec<QuestionRow>,
        answers: Vec<AnswerRow>,
    }
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let sets: Sets = ALL.fetch(&mut read, args![]).await?;
    Ok(together(sets.questions, sets.answers))
}

/// A question as it is saved, with all its answers.
#[derive(Debug, Clone)]
pub struct SaveGuide {
    /// The form's key.
    pub key: FormKey,
    /// Which; a new one if none.
    pub id: Option<GuideQuestionId>,
    /// See [`Guide::category`].
    pub category: Option<String>,
    /// The question.
    pub texts: Texts,
    /// The answers in their order; those without words are left out.
    pub answers: Vec<NewAnswer>,
}

/// An answer as it is saved.
#[derive(Debug, Clone, Default)]
pub struct NewAnswer {
    /// The words.
    pub texts: Texts,
    /// The question it leads to.
    pub next: Option<GuideQuestionId>,
    /// The article it leads to, by its address; may be empty.
    pub article: String,
}

/// Why a question was not saved.
#[derive(Debug, thiserror::Error)]
pub enum GuideError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such question.
    #[error("no such question")]
    NotFound,
    /// It asks nothing in the first language, or something is too long.
    #[error("no question")]
    NoText,
    /// It has no answer.
    #[error("no answer")]
    NoAnswer,
    /// There is no such category.
    #[error("no such category")]
    NoCategory,
    /// Another question is the first one for this category.
    #[error("another is first")]
    Taken,
    /// There is no such article, or none that customers may read.
    #[error("no such article: {0}")]
    NoArticle(String),
    /// An answer leads back to where somebody has been.
    #[error("leads in a circle")]
    Circle,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn checked(mut command: SaveGuide) -> Result<SaveGuide, GuideError> {
    let tidy = |texts: Texts| -> Result<Texts, GuideError> {
        let mut kept = Texts::new();
        for (language, text) in texts {
            let text = crate::support::open::one_line(&text);
            if text.chars().count() > LONGEST_GUIDE {
                return Err(GuideError::NoText);
            }
            if !text.is_empty() {
                kept.insert(language, text);
            }
        }
        Ok(kept)
    };
    command.texts = tidy(command.texts)?;
    if !command.texts.contains_key(Language::default().code()) {
        return Err(GuideError::NoText);
    }
    let mut answers = Vec::new();
    for answer in command.answers {
        let texts = tidy(answer.texts)?;
        if texts.is_empty() {
            continue;
        }
        if !texts.contains_key(Language::default().code()) {
            return Err(GuideError::NoText);
        }
        answers.push(NewAnswer { texts, ..answer });
    }
    if answers.is_empty() {
        return Err(GuideError::NoAnswer);
    }
    answers.truncate(MOST_ANSWERS);
    command.answers = answers;
    Ok(command)
}

/// Saves a question with its answers. Sent twice with the same key it is saved once.
///
/// # Errors
/// See [`GuideError`].
pub async fn save_guide(
    db: &Db,
    actor: &Actor,
    command: SaveGuide,
    now: Timestamp,
) -> Result<(), GuideError> {
    actor.demand(Permission::Support)?;
    let command = checked(command)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id.unwrap_or_default();
            let answer = id.to_string();
            if claim(tx, &actor, command.key, "guide", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let articles = check(tx, &command, id).await?;
            let texts = json!(command.texts);
            if command.id.is_some() {
                let done = tx
                    .run(
                        "UPDATE guide_question SET category = $2, texts = $3 WHERE id = $1",
                        args![id, command.category.clone(), texts],
                    )
                    .await?;
                if done == 0 {
                    return Err(GuideError::NotFound);
                }
                tx.run("DELETE FROM guide_answer WHERE question_id = $1", args![id])
                    .await?;
            } else {
                tx.run(
                    "INSERT INTO guide_question (id, category, texts, position, created_at)
                     VALUES ($1, $2, $3, (SELECT COALESCE(MAX(q.position), 0) + 1
                         FROM guide_question q), $4)",
                    args![id, command.category.clone(), texts, now],
                )
                .await?;
            }
            let rows = command
                .answers
                .iter()
                .zip(0_i64..)
                .map(|(answer, position)| {
                    args![
                        GuideAnswerId::new(),
                        id,
                        json!(answer.texts),
                        position,
                        answer.next,
                        articles.get(answer.article.trim()).copied(),
                    ]
                })
                .collect();
            let entry = audit::Entry {
                action: "guide.saved",
                subject: id.to_string(),
                customer: None,
                detail: json!({ "category": command.category, "answers": command.answers.len() }),
            };
            tx.insert([
                Insert::rows(
                    "INSERT INTO guide_answer (id, question_id, texts, position, next_id,
                         article_id) VALUES",
                    rows,
                ),
                entry.row(&actor, now),
            ])
            .await?;
            Ok(())
        })
    })
    .await
}

#[derive(Debug, Deserialize)]
struct Checks {
    categories: Vec<There>,
    taken: Vec<First>,
    articles: Vec<ArticleRow>,
    ways: Vec<Way>,
}

#[derive(Debug, Deserialize)]
struct There {}

#[derive(Debug, Deserialize)]
struct ArticleRow {
    id: ArticleId,
    slug: String,
}

#[derive(Debug, Deserialize)]
struct Way {
    leaves: GuideQuestionId,
    reaches: GuideQuestionId,
}

/// Whether what the question refers to is there; answers the articles by their
/// addresses.
async fn check(
    tx: &mut Tx,
    command: &SaveGuide,
    id: GuideQuestionId,
) -> Result<BTreeMap<String, ArticleId>, GuideError> {
    static CHECK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "categories",
                &["id"],
                "SELECT c.id FROM category c WHERE c.code = $1",
            ),
            (
                "taken",
                &["id"],
                "SELECT q.id FROM guide_question q WHERE q.category = $1 AND q.id <> $2",
            ),
            (
                "articles",
                &["id", "slug"],
                "SELECT a.id, a.slug FROM article a
                 WHERE a.slug <text in $3> AND a.audience <> 'internal' /* staff */",
            ),
            (
                "ways",
                &["leaves", "reaches"],
                "SELECT w.question_id AS leaves, w.next_id AS reaches FROM guide_answer w
                 WHERE w.next_id IS NOT NULL AND w.question_id <> $2",
            ),
        ])
    });
    let wanted: Vec<&str> = command
        .answers
        .iter()
        .map(|answer| answer.article.trim())
        .filter(|slug| !slug.is_empty())
        .collect();
    let checks: Checks = CHECK
        .fetch(tx, args![command.category.clone(), id, json!(wanted)])
        .await?;
    if command
        .category
        .as_ref()
        .is_some_and(|code| !code.is_empty() && checks.categories.is_empty())
    {
        return Err(GuideError::NoCategory);
    }
    if command.category.is_some() && !checks.taken.is_empty() {
        return Err(GuideError::Taken);
    }
    let articles: BTreeMap<String, ArticleId> = checks
        .articles
        .into_iter()
        .map(|row| (row.slug, row.id))
        .collect();
    if let Some(lost) = wanted.iter().find(|slug| !articles.contains_key(**slug)) {
        return Err(GuideError::NoArticle((*lost).to_owned()));
    }
    let ways: Vec<(GuideQuestionId, GuideQuestionId)> = checks
        .ways
        .into_iter()
        .map(|way| (way.leaves, way.reaches))
        .chain(
            command
                .answers
                .iter()
                .filter_map(|answer| Some((id, answer.next?))),
        )
        .collect();
    if comes_back(id, &ways) {
        return Err(GuideError::Circle);
    }
    Ok(articles)
}

/// Whether a way from here leads back here.
fn comes_back(here: GuideQuestionId, ways: &[(GuideQuestionId, GuideQuestionId)]) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![here];
    while let Some(at) = open.pop() {
        for (_, to) in ways.iter().filter(|(from, _)| *from == at) {
            if *to == here {
                return true;
            }
            if !seen.contains(to) {
                seen.push(*to);
                open.push(*to);
            }
        }
    }
    false
}

/// Removes a question; answers that led to it lead to the form.
///
/// # Errors
/// See [`GuideError`].
pub async fn remove_guide(
    db: &Db,
    actor: &Actor,
    id: GuideQuestionId,
    now: Timestamp,
) -> Result<(), GuideError> {
    actor.demand(Permission::Support)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE guide_answer SET next_id = NULL WHERE next_id = $1",
                args![id],
            )
            .await?;
            tx.run("DELETE FROM guide_answer WHERE question_id = $1", args![id])
                .await?;
            let gone = tx
                .run("DELETE FROM guide_question WHERE id = $1", args![id])
                .await?;
            if gone == 0 {
                return Err(GuideError::NotFound);
            }
            let entry = audit::Entry {
                action: "guide.removed",
                subject: id.to_string(),
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Texts {
        Texts::from([("en".to_owned(), text.to_owned())])
    }

    fn answer(text: &str, next: Option<GuideQuestionId>) -> GuideAnswer {
        GuideAnswer {
            id: GuideAnswerId::new(),
            texts: texts(text),
            next,
            article: None,
            article_title: None,
        }
    }

    #[test]
    fn answers_lead_on_and_what_does_not_follow_ends_the_way() {
        let (one, two) = (GuideQuestionId::new(), GuideQuestionId::new());
        let (yes, no) = (answer("Yes", Some(two)), answer("No", None));
        let (y, n) = (yes.id.to_string(), no.id.to_string());
        let guides = vec![
            Guide {
                id: one,
                category: Some(String::new()),
                texts: texts("On?"),
                answers: vec![yes, no],
            },
            Guide {
                id: two,
                category: None,
                texts: texts("Lit?"),
                answers: vec![answer("Yes", None)],
            },
        ];
        let at = |given: &[&String]| {
            follow(
                guides.clone(),
                Some(one),
                "en",
                given.iter().map(|one| (*one).clone()).collect(),
            )
        };
        assert_eq!(at(&[]).next.unwrap().id, one);
        let led = at(&[&y]);
        assert_eq!(
            (led.next.unwrap().id, led.given),
            (two, vec![("On?".to_owned(), "Yes".to_owned())])
        );
        assert_eq!(at(&[&n]).next, None);
        // The answer of another question is none here.
        assert_eq!(at(&[&n, &y]).given.len(), 1);
        assert!(at(&[&"nonsense".to_owned()]).given.is_empty());
    }

    #[test]
    fn a_circle_is_seen() {
        let ids: Vec<GuideQuestionId> = (0..3).map(|_| GuideQuestionId::new()).collect();
        let ways = [(ids[0], ids[1]), (ids[1], ids[2])];
        assert!(!comes_back(ids[0], &ways));
        let back = [ways[0], ways[1], (ids[2], ids[0])];
        assert!(comes_back(ids[0], &back));
    }

    #[test]
    fn a_text_is_said_in_the_language_it_has() {
        let both = Texts::from([
            ("en".to_owned(), "Yes".to_owned()),
            ("de".to_owned(), "Ja".to_owned()),
        ]);
        assert_eq!(
            (said_in(&both, "de-AT"), said_in(&both, "fr")),
            ("Ja", "Yes")
        );
        assert_eq!(said_in(&texts("Yes"), "de"), "Yes");
    }
}
