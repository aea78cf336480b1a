//! The knowledge base: articles that help without a case.
//!
//! The rules:
//! * [`life`]: for whom an article is, where it stands.
//! * [`markdown`]: its text, as markup of our own; [`address`]: how it stands in
//!   addresses; `names`: a text without whose trouble it was.
//! * [`rst`]: reStructuredText as Markdown.
//!
//! What our people do: `write` (versions), `publish` (what readers see and find),
//! `pictures`, `guide` (questions to whoever asks), [`import`]; `list` is what they
//! look at. What members do: `read` (find, read, say whether it helped), which
//! asks `search`. `on_case`: articles beside a case and one made from it;
//! `problems`: whom a known problem concerns, and what the program tells by itself.
//!
//! What may be read stands in `article_text`, and every statement for readers asks
//! `search::may_read`.

pub mod address;
mod guide;
pub mod import;
pub mod life;
mod list;
pub mod markdown;
mod names;
mod on_case;
mod pictures;
mod problems;
mod publish;
mod read;
pub mod rst;
mod search;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod write;

pub(in crate::support) use guide::as_written;
pub use guide::{
    Guide, GuideAnswer, GuideError, Guided, LONGEST_GUIDE, MOST_ANSWERS, MOST_GIVEN, NewAnswer,
    SaveGuide, Texts, ask_guided, before_the_form, guides, remove_guide, said_in, save_guide,
};
pub use life::{Audience, Problem, Standing};
pub use list::{
    AnswerOf, ArticleHead, ArticleList, ArticleVersion, ArticlesWaiting, CaseOf, ListArticles,
    ListedArticle, Wanted, WholeArticle, ask_articles_waiting, done_with_wanted, list_articles,
    wanted_articles, whole_article,
};
pub(in crate::support) use on_case::before_asking;
pub use on_case::{
    ArticleBeside, Attach, AttachError, BeforeAsking, CaseArticles, FromCase, article_from_case,
    articles_of_case, attach_problem,
};
pub use pictures::{MOST_PICTURES, PictureError, put_article_picture};
pub use problems::{KnownProblem, ask_known_problems, look_after_articles};
pub(crate) use read::forget_searches;
pub use read::{
    Answer, AnswerError, LONGEST_ANSWER, ReadArticle, answer_article, find_articles, read_article,
    suggest_articles,
};
pub use search::{ArticleQuery, FoundArticle, FoundArticles, marked};
pub use write::{
    About, ArticleError, Change, LONGEST_ARTICLE, LONGEST_TITLE, LONGEST_WHY, MOST_ABOUT,
    SaveArticle, change_article, save_article,
};
