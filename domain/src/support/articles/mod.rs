//! The knowledge base: articles that help without a case.
//!
//! The rules:
//! * [`life`]: for whom an article is, where it stands.
//! * [`markdown`]: its text, as markup of our own; [`address`]: how it stands in
//!   addresses; `names`: a text without whose trouble it was.
//! * [`about`]: what it is about, as authors type it; `typed`, `guide_typed`: what is
//!   wrong with an article, with a question, as they typed it; [`rst`]:
//!   reStructuredText as Markdown.
//!
//! What our people do: `write` (versions), `steps` and `publish` (what readers see
//! and find), `pictures`, `guide_edit` (questions to whoever asks), [`import`];
//! `list`, `whole` and `wanted` is what they look at. What members do: `look_for`, which
//! asks `search` and `suggest`, `read`, `helped`; and `guide`, by which they are asked.
//! `on_case`: articles beside a case; `from_case`: one made from it; `problems`: whom a
//! known problem concerns, and what the program tells by itself.
//!
//! What may be read stands in `article_text`, and every statement for readers asks
//! `search::may_read`. Which products they may ask about says `theirs`.

pub mod about;
pub mod address;
mod from_case;
mod guide;
mod guide_edit;
mod guide_typed;
mod helped;
pub mod import;
pub mod life;
mod list;
mod look_for;
pub mod markdown;
mod names;
mod on_case;
mod pictures;
mod problems;
mod publish;
mod read;
pub mod rst;
mod search;
mod steps;
mod suggest;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod theirs;
mod typed;
mod wanted;
mod whole;
mod write;

pub use about::{About, MOST_ABOUT, Thing};
pub use from_case::{FromCase, article_from_case};
pub(in crate::support) use guide::as_written;
pub use guide::{
    Guide, GuideAnswer, Guided, MOST_GIVEN, Texts, ask_guided, before_the_form, said_in,
};
pub use guide_edit::{guides, remove_guide, save_guide};
pub use guide_typed::{GuideError, LONGEST_GUIDE, MOST_ANSWERS, NewAnswer, SaveGuide};
pub use helped::{Answer, AnswerError, LONGEST_ANSWER, answer_article};
pub use life::{Audience, Problem, Standing};
pub use list::{
    ArticleList, ArticlesWaiting, ListArticles, ListedArticle, ask_articles_waiting, list_articles,
};
pub(crate) use look_for::forget_searches;
pub use look_for::{find_articles, suggest_articles};
pub(in crate::support) use on_case::before_asking;
pub use on_case::{
    ArticleBeside, Attach, AttachError, BeforeAsking, CaseArticles, articles_of_case,
    attach_problem,
};
pub use pictures::{MOST_PICTURES, PictureError, put_article_picture};
pub use problems::{KnownProblem, ask_known_problems, look_after_articles};
pub use read::{ReadArticle, read_article};
pub use search::{ArticleQuery, FoundArticle, FoundArticles, marked};
pub use steps::{Change, change_article};
pub use typed::{
    ArticleError, ArticleFault, LONGEST_ARTICLE, LONGEST_TITLE, LONGEST_WHY, SaveArticle,
};
pub use wanted::{Wanted, done_with_wanted, wanted_articles};
pub use whole::{AnswerOf, ArticleHead, ArticleVersion, CaseOf, WholeArticle, whole_article};
pub use write::save_article;
