//! Our people write the questions to whoever asks for help; see `guide.rs`. What can
//! be wrong with one is in `guide_typed.rs`.

use super::about::{Called, categories_called, looked_for, meant};
use super::guide::{AnswerRow, Guide, QuestionRow, together};
use super::guide_typed::{GuideError, SaveGuide, checked, leads_to};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{ArticleId, GuideAnswerId, GuideQuestionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Insert, JsonRows, JsonSets, Query, StoreError, Tx, claim};
use crate::support::all_wrong::all_wrong;
use crate::support::in_turn::in_turn;
use crate::text::Language;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// All questions, for their authors, who read in this language.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn guides<E>(db: &Db, actor: &Actor, reading: Language) -> Result<Vec<Guide>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ALL: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "questions",
                &["id", "category", "category_name", "texts"],
                "SELECT q.id, q.category, COALESCE(n.name, c.name) AS category_name, q.texts
                 FROM guide_question q
                 LEFT JOIN category c ON c.code = q.category
                 LEFT JOIN local_name n ON n.category_id = c.id AND n.attribute = 0
                     AND n.value = '' AND n.language = $1
                 ORDER BY q.position, q.id LIMIT 300",
            ),
            (
                "answers",
                &[
                    "id",
                    "question",
                    "texts",
                    "next",
                    "article",
                    "article_title",
                ],
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
    let sets: Sets = ALL.fetch(&mut read, args![reading.code()]).await?;
    Ok(together(sets.questions, sets.answers))
}

/// Saves a question with its answers. Sent twice with the same key it is saved once.
/// All that is wrong with it is said at once.
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
    let (mut command, mut wrong) = checked(command);
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
            in_turn(tx).await?;
            code_of_category(tx, &mut command, &mut wrong).await?;
            let articles = check(tx, &command, id, &mut wrong).await?;
            all_wrong(wrong, GuideError::Several)?;
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
    taken: Vec<There>,
    questions: Vec<QuestionId>,
    articles: Vec<ArticleRow>,
    ways: Vec<Way>,
}

#[derive(Debug, Deserialize)]
struct There {}

#[derive(Debug, Deserialize)]
struct QuestionId {
    id: GuideQuestionId,
}

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

/// The category by its code, however it was typed.
async fn code_of_category(
    tx: &mut Tx,
    command: &mut SaveGuide,
    wrong: &mut Vec<GuideError>,
) -> Result<(), StoreError> {
    static CATEGORIES: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(&["code", "name"], &categories_called("$1")));
    let Some(typed) = command.category.as_mut().filter(|one| !one.is_empty()) else {
        return Ok(());
    };
    let line = vec![typed.trim().to_owned()];
    let there: Vec<Called> = CATEGORIES.all(tx, args![json!(looked_for(&line))]).await?;
    match line.first().and_then(|line| meant(line, &there)) {
        Some(code) => code.clone_into(typed),
        None => wrong.push(GuideError::NoCategory),
    }
    Ok(())
}

/// Whether what the question refers to is there; answers the articles by their
/// addresses.
async fn check(
    tx: &mut Tx,
    command: &SaveGuide,
    id: GuideQuestionId,
    wrong: &mut Vec<GuideError>,
) -> Result<BTreeMap<String, ArticleId>, StoreError> {
    static CHECK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "taken",
                &["id"],
                "SELECT q.id FROM guide_question q WHERE q.category = $1 AND q.id <> $2",
            ),
            // There are few: all of them come.
            (
                "questions",
                &["id"],
                "SELECT q.id FROM guide_question q ORDER BY q.position, q.id LIMIT 300",
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
    if command.category.is_some() && !checks.taken.is_empty() {
        wrong.push(GuideError::Taken);
    }
    let articles: BTreeMap<String, ArticleId> = checks
        .articles
        .into_iter()
        .map(|row| (row.slug, row.id))
        .collect();
    let ways: Vec<(GuideQuestionId, GuideQuestionId)> = checks
        .ways
        .into_iter()
        .map(|way| (way.leaves, way.reaches))
        .collect();
    for answer in &command.answers {
        let slug = answer.article.trim();
        if !slug.is_empty() && !articles.contains_key(slug) {
            wrong.push(GuideError::NoArticle(answer.place, slug.to_owned()));
        }
        let Some(next) = answer.next else { continue };
        if next != id && !checks.questions.iter().any(|one| one.id == next) {
            wrong.push(GuideError::NoNext(answer.place));
        } else if leads_to(next, id, &ways) {
            wrong.push(GuideError::Circle(answer.place));
        }
    }
    Ok(articles)
}

/// Removes a question; answers that led to it lead to the form. Sent twice with the
/// same key it is done once.
///
/// # Errors
/// See [`GuideError`].
pub async fn remove_guide(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    id: GuideQuestionId,
    now: Timestamp,
) -> Result<(), GuideError> {
    actor.demand(Permission::Support)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            if claim(tx, &actor, key, "guide-remove", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            // Nobody leads an answer here meanwhile.
            in_turn(tx).await?;
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
                subject: answer,
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}
