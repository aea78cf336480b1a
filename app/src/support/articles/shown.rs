//! The text of an article in a page.

use domain::files::{Pictures, Size};
use domain::id::FileId;
use domain::support::articles::address::article_path;
use domain::support::articles::markdown::{Heading, Shown, headings, html};
use domain::text::Words;
use leptos::prelude::*;

/// How an article is shown to this reader.
struct ForReader<'a> {
    words: Words,
    pictures: &'a Pictures,
    /// The article's own pictures: no other is shown in it.
    own: &'a [FileId],
    /// Whether our people read it, who have pages of their own.
    ours: bool,
}

impl Shown for ForReader<'_> {
    fn picture(&self, file: FileId) -> Option<String> {
        self.own
            .contains(&file)
            .then(|| self.pictures.address(file, Size::Page))
    }

    fn article(&self, slug: &str) -> String {
        if self.ours {
            format!("/console/articles/{slug}")
        } else {
            article_path(slug)
        }
    }

    fn remark(&self, kind: &'static str) -> &str {
        self.words.say(match kind {
            "tip" => "articles-remark-tip",
            "important" => "articles-remark-important",
            "warning" => "articles-remark-warning",
            "caution" => "articles-remark-caution",
            _ => "articles-remark-note",
        })
    }

    fn scrolls(&self) -> &str {
        self.words.say("articles-scrolls")
    }
}

/// The text of an article in this language.
pub(super) fn text(
    words: Words,
    pictures: &Pictures,
    own: &[FileId],
    language: &str,
    markdown: &str,
    ours: bool,
) -> AnyView {
    let shown = ForReader {
        words,
        pictures,
        own,
        ours,
    };
    let html = html(markdown, &shown);
    let language = language.to_owned();
    view! { <div class="article prose" lang=language inner_html=html></div> }.into_any()
}

/// The headings of an article as links; nothing if there are few.
pub(super) fn contents(words: Words, markdown: &str) -> Option<AnyView> {
    let found: Vec<Heading> = headings(markdown)
        .into_iter()
        .filter(|one| one.level <= 3 && !one.text.is_empty())
        .collect();
    if found.len() < 4 {
        return None;
    }
    let items = found
        .into_iter()
        .map(|one| {
            let class = if one.level > 2 { "deeper" } else { "" };
            view! {
                <li class=class>
                    <a href=format!("#{}", one.anchor)>{one.text}</a>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <nav class="article-contents" aria-label=words.say("articles-contents")>
                <ul>{items}</ul>
            </nav>
        }
        .into_any(),
    )
}
