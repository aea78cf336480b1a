//! An article as it is typed, and all that is wrong with it.

use super::about::{About, MOST_ABOUT};
use super::life::{Audience, Problem};
use crate::Day;
use crate::id::{ArticleId, PersonId};
use crate::identity::Denied;
use crate::store::{FormKey, StoreError};
use crate::text::Language;
use crate::tidy::tidy;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 160;
/// The longest text, in characters.
pub const LONGEST_ARTICLE: usize = 200_000;
/// The longest reason, in characters.
pub const LONGEST_WHY: usize = 400;

/// An article as it is saved.
#[derive(Debug, Clone)]
pub struct SaveArticle {
    /// The form's key.
    pub key: FormKey,
    /// Which, and how often it had been changed when the form was shown; a new
    /// one if none.
    pub id: Option<(ArticleId, i64)>,
    /// The language of title and text.
    pub language: Language,
    /// What it is called.
    pub title: String,
    /// Markdown.
    pub text: String,
    /// Why it was changed.
    pub why: String,
    /// For whom it is.
    pub audience: Audience,
    /// The customer's name or number, if it is one customer's own.
    pub customer: String,
    /// What it is about.
    pub about: About,
    /// Who keeps it right.
    pub owner: Option<PersonId>,
    /// When it is to be read again.
    pub review: Option<Day>,
    /// What was typed for that is no day.
    pub no_day: bool,
    /// If it is about a known problem.
    pub problem: Option<Problem>,
    /// The number of the case it is made from; only for a new one.
    pub case: Option<String>,
    /// Whether its audience reads it at once.
    pub publish: bool,
}

/// Why an article was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ArticleError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such article.
    #[error("no such article")]
    NotFound,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// All that is wrong with what was typed.
    #[error("what was typed has faults")]
    Faults(Vec<ArticleFault>),
    /// It stands where this can't be done.
    #[error("not possible")]
    NotPossible,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleFault {
    /// It is called nothing.
    NoTitle,
    /// Longer than [`LONGEST_TITLE`].
    TitleTooLong,
    /// It says nothing.
    NoText,
    /// Longer than [`LONGEST_ARTICLE`].
    TextTooLong,
    /// Nothing says why it was changed, or too much.
    NoWhy,
    /// There is no customer of this name, or there are several.
    NoCustomer,
    /// Who should keep it right does not write articles.
    NoOwner,
    /// It is to be read again on no day.
    NoDay,
    /// These products are not there.
    NoProducts(Vec<String>),
    /// These categories are not there, or several have the name.
    NoCategories(Vec<String>),
    /// Nothing is made by these.
    NoMakers(Vec<String>),
    /// About more than [`MOST_ABOUT`] things.
    TooMuch,
}

/// The command as it is kept, and what is wrong with it as far as that can be told
/// without knowing what there is.
pub(super) fn checked(mut command: SaveArticle) -> (SaveArticle, Vec<ArticleFault>) {
    let mut faults = Vec::new();
    command.title = tidy(&command.title);
    if command.title.is_empty() {
        faults.push(ArticleFault::NoTitle);
    }
    if command.title.chars().count() > LONGEST_TITLE {
        faults.push(ArticleFault::TitleTooLong);
    }
    command.text = command.text.replace("\r\n", "\n").trim().to_owned();
    if command.text.is_empty() {
        faults.push(ArticleFault::NoText);
    }
    if command.text.chars().count() > LONGEST_ARTICLE {
        faults.push(ArticleFault::TextTooLong);
    }
    command.why = tidy(&command.why);
    if command.why.chars().count() > LONGEST_WHY {
        faults.push(ArticleFault::NoWhy);
    }
    command.about = command.about.tidied();
    if command.about.rows().count() > MOST_ABOUT {
        faults.push(ArticleFault::TooMuch);
    }
    if command.no_day {
        faults.push(ArticleFault::NoDay);
    }
    (command, faults)
}
