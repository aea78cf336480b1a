//! The text of articles: Markdown (CommonMark with tables and remarks,
//! `> [!NOTE]`), written as markup of our own. Whatever HTML somebody types stays
//! text; links lead to the web or to this site, pictures are our own.
//! <https://spec.commonmark.org/>
//!
//! Here is what a text says of itself; `html.rs` writes the markup.

mod html;

pub use html::{Shown, html};

use crate::id::FileId;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;

/// A heading of an article, for its table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2.
    pub level: u8,
    /// Its address in the page.
    pub anchor: String,
    /// What it says.
    pub text: String,
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(
        text,
        Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_STRIKETHROUGH,
    )
}

/// The words of a text without its markup, in one line.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for event in parser(text) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::Html(html) | Event::InlineHtml(html) if !is_break(&html) => {
                out.push_str(&html);
            }
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Strikethrough,
            )
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Strikethrough) => {
            }
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The address of a heading in its page.
#[must_use]
pub fn anchor(heading: &str) -> String {
    let slug = super::address::plain(heading);
    if slug.is_empty() {
        "section".to_owned()
    } else {
        slug
    }
}

/// The headings of a text, as [`html`] addresses them.
#[must_use]
pub fn headings(text: &str) -> Vec<Heading> {
    let mut taken = HashMap::new();
    let mut found = Vec::new();
    let mut under_way: Option<(u8, String)> = None;
    for event in parser(text) {
        match (event, &mut under_way) {
            (Event::Start(Tag::Heading { level, .. }), _) => {
                under_way = Some((shown_level(level), String::new()));
            }
            (Event::Text(words) | Event::Code(words), Some((_, text))) => text.push_str(&words),
            (Event::End(TagEnd::Heading(_)), Some((level, text))) => {
                found.push(Heading {
                    level: *level,
                    anchor: own_anchor(text, &mut taken),
                    text: text.trim().to_owned(),
                });
                under_way = None;
            }
            _ => {}
        }
    }
    found
}

/// An anchor that no other heading of the page has.
fn own_anchor(heading: &str, taken: &mut HashMap<String, u32>) -> String {
    let anchor = anchor(heading);
    let count = taken.entry(anchor.clone()).or_insert(0);
    *count += 1;
    match count {
        1 => anchor,
        count => format!("{anchor}-{count}"),
    }
}

/// The page has the article's title for its first heading.
const fn shown_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The one tag that means something: an end of a line within a cell of a table.
fn is_break(html: &str) -> bool {
    matches!(html.trim(), "<br>" | "<br/>" | "<br />")
}

/// Whether a link may lead there: to the web, to a place in this page, to an
/// address of a person or to this site.
#[must_use]
pub fn may_link(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    let leads_on = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let is_ours = address.starts_with('#')
        || (address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\"));
    (leads_on && address.contains("://") || is_ours) && !address.contains(char::is_control)
}

/// The file that a picture's address names: `/files/ID/page`.
#[must_use]
pub fn file_of(address: &str) -> Option<FileId> {
    let rest = address.strip_prefix("/files/")?;
    rest.split('/').next()?.parse().ok()
}

/// The pictures that a text shows.
#[must_use]
pub fn pictures(text: &str) -> Vec<FileId> {
    parser(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Image { dest_url, .. }) => file_of(&dest_url),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_one_name_have_addresses_of_their_own() {
        let found: Vec<String> = headings("# A b\n\n## A b\n\n## Ü")
            .into_iter()
            .map(|one| one.anchor)
            .collect();
        assert_eq!(found, ["a-b", "a-b-2", "u"]);
    }

    #[test]
    fn words_are_left_of_a_text() {
        assert_eq!(
            plain("# A\n\n*b*c [d](https://e) `f`\n\n| g | h |\n|---|---|\n| i | j |"),
            "A bc d f g h i j"
        );
    }
}
