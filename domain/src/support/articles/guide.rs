//! Short questions to whoever asks for help: by the category of the product, each
//! answer leads to another question, to an article, or to the form. What was
//! answered is written into the case.

use super::search::{categories_up, may_read};
use super::theirs::{named, sku_of_theirs};
use crate::Timestamp;
use crate::args;
use crate::id::{GuideAnswerId, GuideQuestionId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store;
use crate::store::{Asked, Db, JsonSets, StoreError, Tx, json_or_text};
use crate::support::entitled::{Entitled, ask_entitled_about};
use crate::text::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

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
    /// What that is called, for authors; empty for everybody else.
    pub category_name: String,
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
pub(super) struct QuestionRow {
    id: GuideQuestionId,
    category: Option<String>,
    #[serde(default)]
    category_name: Option<String>,
    #[serde(deserialize_with = "json_or_text")]
    texts: Texts,
}

#[derive(Debug, Deserialize)]
pub(super) struct AnswerRow {
    id: GuideAnswerId,
    question: GuideQuestionId,
    #[serde(deserialize_with = "json_or_text")]
    texts: Texts,
    next: Option<GuideQuestionId>,
    article: Option<String>,
    article_title: Option<String>,
}

/// Questions with their answers.
pub(super) fn together(questions: Vec<QuestionRow>, answers: Vec<AnswerRow>) -> Vec<Guide> {
    let mut guides: Vec<Guide> = questions
        .into_iter()
        .map(|row| Guide {
            id: row.id,
            category: row.category,
            category_name: row.category_name.unwrap_or_default(),
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

/// What stands beside the form of whoever asks for help: what they are entitled to, and
/// our questions, by the product and the tag of the equipment that it is about; and the
/// number of what that is, where only its tag was given. What they neither see nor have
/// in front of them is as if it were not there. One statement, and one more for what
/// somebody named.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn before_the_form<E>(
    db: &Db,
    actor: &Actor,
    language: &str,
    (sku, tag): (&str, &str),
    given: Vec<String>,
    now: Timestamp,
) -> Result<(Entitled, Guided, Option<String>), E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let named = named(&mut read, actor, member, (sku, tag), now).await?;
    let tag = Some(tag).filter(|_| named.has_unit);
    let (entitled, guided) = store::together(
        &mut read,
        (
            ask_entitled_about(member.company.id, member.unit, tag, now),
            ask_guided(member, language, &named.sku, given),
        ),
    )
    .await?;
    Ok((entitled?, guided, named.of_unit))
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
    (actor, member): (&Actor, &Member),
    sku: &str,
    given: &[String],
    now: Timestamp,
) -> Result<String, StoreError> {
    if given.is_empty() {
        return Ok(String::new());
    }
    let shopper = actor.shopper();
    let language = shopper.map_or("", |shopper| shopper.language);
    let sku = sku_of_theirs(tx, shopper, member, sku, now).await?;
    let guided = ask_guided(member, language, &sku, given.to_vec())
        .fetch(tx)
        .await?;
    Ok(guided
        .given
        .iter()
        .map(|(question, answer)| format!("{question} {answer}"))
        .collect::<Vec<_>>()
        .join("\n"))
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
                category_name: String::new(),
                texts: texts("On?"),
                answers: vec![yes, no],
            },
            Guide {
                id: two,
                category: None,
                category_name: String::new(),
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
