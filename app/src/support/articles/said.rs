//! What is said about articles in more than one place.

use super::shown;
use crate::frame::Text;
use crate::frame::parts::{Need, Needs, Sheet, Tag, Tone};
use domain::support::articles::address::article_path;
use domain::support::articles::{
    ArticlesWaiting, Audience, FoundArticle, KnownProblem, Problem, Standing, marked,
};
use domain::text::Words;
use leptos::prelude::*;

pub(super) use shown::{contents, text};

/// For whom an article is.
pub(super) fn audience(words: Words, audience: Audience) -> &'static str {
    words.say(match audience {
        Audience::All => "articles-for-all",
        Audience::Customer => "articles-for-one",
        Audience::Internal => "articles-internal",
    })
}

/// Where it stands.
pub(super) fn standing(words: Words, standing: Standing) -> AnyView {
    let (text, tone) = match standing {
        Standing::Draft => ("articles-draft", Tone::Warn),
        Standing::Published => ("articles-published", Tone::Good),
        Standing::Retired => ("articles-retired", Tone::Plain),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// Whether a known problem goes on.
pub(super) fn problem(words: Words, problem: Problem) -> AnyView {
    let (text, tone) = match problem {
        Problem::Open => ("articles-problem-open", Tone::Warn),
        Problem::Solved => ("articles-problem-solved", Tone::Good),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// A language by its name.
pub(super) fn language(words: Words, code: &str) -> Text {
    match domain::text::Language::from_code(code) {
        Some(domain::text::Language::English) => words.say("articles-english").into(),
        Some(domain::text::Language::German) => words.say("articles-german").into(),
        None => code.to_owned().into(),
    }
}

/// A text with the words marked that were looked for.
pub(super) fn with_marks(text: &str, marks: &[String]) -> AnyView {
    marked(text, marks)
        .into_iter()
        .map(|(piece, is_hit)| {
            let piece = piece.to_owned();
            if is_hit {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// An article that was found, with the piece of it that was looked for. `href` is
/// where this reader reads it; with `ours` they are one of our people.
pub(super) fn found(
    words: Words,
    one: &FoundArticle,
    marks: &[String],
    (href, ours): (String, bool),
    more: Option<AnyView>,
) -> AnyView {
    let title = with_marks(&one.title, marks);
    let piece = with_marks(&one.piece, marks);
    let lang = one.language.clone();
    let problem = one.problem.map(|one| view! { " " {problem(words, one)} });
    let whose = (one.audience != Audience::All).then(|| {
        let text = if ours {
            audience(words, one.audience)
        } else {
            words.say("articles-yours")
        };
        view! { " " <Tag text /> }
    });
    // A piece that ends with a sentence needs no dots.
    let goes_on = !one.piece.trim_end().ends_with(['.', '!', '?', '…']);
    let dots = goes_on.then_some("…");
    view! {
        <li class="found-article" lang=lang>
            <a href=href>{title}</a>
            {problem}
            {whose}
            <p class="mute small">{piece}{dots}</p>
            {more}
        </li>
    }
    .into_any()
}

/// The known problems that concern the reader's company, on its home page.
pub(crate) fn known_problems(words: Words, problems: &[KnownProblem]) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let needs = problems
        .iter()
        .map(|one| {
            let why = words.say(if one.has_case() {
                "articles-problem-your-case"
            } else {
                "articles-problem-your-equipment"
            });
            let href = article_path(&one.slug);
            let title = one.title.clone();
            let there = href.clone();
            let read = words.say("articles-read");
            Need::new(Tone::Warn, view! { <a href=href>{title}</a> })
                .why(why)
                .actions(view! { <a class="btn s" href=there>{read}</a> })
        })
        .collect::<Vec<_>>();
    Some(
        view! {
            <Sheet title=words.say("articles-problems-title") flush=true>
                <Needs needs />
            </Sheet>
        }
        .into_any(),
    )
}

/// What of the articles waits for their authors, on today's page.
pub(crate) fn needs(words: Words, waiting: ArticlesWaiting) -> Vec<Need> {
    [
        (waiting.due, "articles-today-due", "/console/articles?due=1"),
        (
            waiting.wanted,
            "articles-today-wanted",
            "/console/articles/wanted",
        ),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, what, href)| {
        let what = words.say_with(what, &[("count", count.into())]);
        Need::at(Tone::Accent, what, href.to_owned(), words.say("frame-open"))
    })
    .collect()
}
