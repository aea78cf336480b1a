//! A question to whoever asks for help as it is saved, and what can be wrong with it:
//! pure rules. Whether what it refers to is there, `guide_edit.rs` asks.

use super::guide::Texts;
use crate::id::GuideQuestionId;
use crate::identity::Denied;
use crate::store::{FormKey, StoreError};
use crate::text::Language;

/// The longest question or answer, in characters.
pub const LONGEST_GUIDE: usize = 200;
/// The most answers that a question has.
pub const MOST_ANSWERS: usize = 12;

/// A question as it is saved, with all its answers.
#[derive(Debug, Clone)]
pub struct SaveGuide {
    /// The form's key.
    pub key: FormKey,
    /// Which; a new one if none.
    pub id: Option<GuideQuestionId>,
    /// See [`Guide::category`](super::guide::Guide::category); by its code, its name, or
    /// its name with the code in brackets.
    pub category: Option<String>,
    /// The question.
    pub texts: Texts,
    /// The answers in their order; those without anything are left out.
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
    /// Where it stood among all of them, from nothing on: those without anything are
    /// left out. Filled in when it is saved.
    pub place: usize,
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
    /// The question, or the answer at this place, says nothing in the first language.
    #[error("no text")]
    NoText(Option<usize>),
    /// The question, or the answer at this place, is longer than [`LONGEST_GUIDE`] in
    /// the language of this code.
    #[error("too long")]
    TooLong(Option<usize>, String),
    /// It has no answer.
    #[error("no answer")]
    NoAnswer,
    /// There is no such category.
    #[error("no such category")]
    NoCategory,
    /// Another question is the first one for this category.
    #[error("another is first")]
    Taken,
    /// The answer at this place leads to no article, or to none that customers may
    /// read.
    #[error("no such article: {1}")]
    NoArticle(usize, String),
    /// The answer at this place leads to a question that is not there.
    #[error("no such question to lead to")]
    NoNext(usize),
    /// The answer at this place leads back to where somebody has been.
    #[error("leads in a circle")]
    Circle(usize),
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<GuideError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The question without what says nothing, and all that is wrong with its words.
pub(super) fn checked(mut command: SaveGuide) -> (SaveGuide, Vec<GuideError>) {
    let mut wrong = Vec::new();
    command.texts = tidy(command.texts, None, &mut wrong);
    if !command.texts.contains_key(Language::default().code()) {
        wrong.push(GuideError::NoText(None));
    }
    let mut answers = Vec::new();
    for (place, answer) in command.answers.into_iter().enumerate().take(MOST_ANSWERS) {
        let texts = tidy(answer.texts, Some(place), &mut wrong);
        // Where it leads was typed, too: an answer without words is not dropped with it.
        if texts.is_empty() && answer.next.is_none() && answer.article.trim().is_empty() {
            continue;
        }
        if !texts.contains_key(Language::default().code()) {
            wrong.push(GuideError::NoText(Some(place)));
        }
        answers.push(NewAnswer {
            texts,
            place,
            ..answer
        });
    }
    if answers.is_empty() {
        wrong.push(GuideError::NoAnswer);
    }
    command.answers = answers;
    (command, wrong)
}

/// The texts in one line each, without those that say nothing.
fn tidy(texts: Texts, place: Option<usize>, wrong: &mut Vec<GuideError>) -> Texts {
    let mut kept = Texts::new();
    for (language, text) in texts {
        let text = crate::tidy::tidy(&text);
        if text.chars().count() > LONGEST_GUIDE {
            wrong.push(GuideError::TooLong(place, language.clone()));
        }
        if !text.is_empty() {
            kept.insert(language, text);
        }
    }
    kept
}

/// Whether a way from the one question leads to the other, which may be the same.
pub(super) fn leads_to(
    from: GuideQuestionId,
    to: GuideQuestionId,
    ways: &[(GuideQuestionId, GuideQuestionId)],
) -> bool {
    let mut seen = vec![from];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        for (_, next) in ways.iter().filter(|(leaves, _)| *leaves == at) {
            if !seen.contains(next) {
                seen.push(*next);
                open.push(*next);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_seen() {
        let ids: Vec<GuideQuestionId> = (0..3).map(|_| GuideQuestionId::new()).collect();
        let ways = [(ids[1], ids[2])];
        assert!(!leads_to(ids[1], ids[0], &ways));
        assert!(leads_to(ids[0], ids[0], &ways), "back to itself");
        let back = [ways[0], (ids[2], ids[0])];
        assert!(leads_to(ids[1], ids[0], &back));
        // A circle of others is theirs, and looked through once.
        let theirs = [ways[0], (ids[2], ids[1])];
        assert!(!leads_to(ids[1], ids[0], &theirs));
    }

    #[test]
    fn all_that_is_wrong_with_the_words_is_said_at_once() {
        let in_german = |text: &str| Texts::from([("de".to_owned(), text.to_owned())]);
        let answer = |texts: Texts, article: &str| NewAnswer {
            texts,
            article: article.to_owned(),
            ..NewAnswer::default()
        };
        let long = "x".repeat(LONGEST_GUIDE + 1);
        let command = SaveGuide {
            key: FormKey::fresh(),
            id: None,
            category: None,
            texts: in_german("Leuchtet die Lampe?"),
            answers: vec![
                NewAnswer::default(),
                answer(Texts::new(), "dock-does-not-charge"),
                answer(in_german(&long), ""),
            ],
        };
        let (kept, wrong) = checked(command);
        let places: Vec<usize> = kept.answers.iter().map(|one| one.place).collect();
        assert_eq!(places, [1, 2]);
        assert!(
            matches!(
                wrong.as_slice(),
                [
                    GuideError::NoText(None),
                    GuideError::NoText(Some(1)),
                    GuideError::TooLong(Some(2), german),
                    GuideError::NoText(Some(2)),
                ] if german == "de"
            ),
            "{wrong:?}"
        );
    }
}
