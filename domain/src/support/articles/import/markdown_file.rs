//! Markdown of somebody else's: its title taken out, its links and pictures turned
//! into ours. All else stays as it was written.

use crate::support::articles::address::article_path;
use crate::support::articles::markdown;
use crate::support::articles::rst::{Converted, Known, join};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_GFM
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// The first heading of the first level, and where it stands.
fn heading(text: &str) -> Option<(String, Range<usize>)> {
    let mut under_way: Option<(String, Range<usize>)> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match (event, &mut under_way) {
            (
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                }),
                _,
            ) => {
                under_way = Some((String::new(), range));
            }
            (Event::Text(words) | Event::Code(words), Some((title, _))) => title.push_str(&words),
            (Event::End(TagEnd::Heading(HeadingLevel::H1)), Some(_)) => break,
            _ => {}
        }
    }
    under_way
}

/// What a file is called; empty if it does not say.
pub(super) fn title(text: &str) -> String {
    heading(text).map_or_else(String::new, |(title, _)| title.trim().to_owned())
}

/// Converts a file. `path` is its own without the ending.
pub(super) fn convert(path: &str, text: &str, known: &Known) -> Converted {
    let mut made = Converted::default();
    // What is put where, in the order of the text; none of it within another.
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    if let Some((title, range)) = heading(text) {
        made.title = title.trim().to_owned();
        changes.push((range, String::new()));
    }
    let mut metadata = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => metadata = Some(range),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(to) = link(path, &dest_url, known, &mut made)
                    && let Some(place) = destination(text, &range)
                {
                    changes.push((place, to));
                }
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                if let Some(to) = picture(path, &dest_url, known, &mut made)
                    && let Some(place) = destination(text, &range)
                {
                    changes.push((place, to));
                }
            }
            Event::Html(html) | Event::InlineHtml(html)
                if !html.trim().is_empty() && !html.trim_start().starts_with("<!--") =>
            {
                made.unknown.insert("HTML".to_owned());
            }
            _ => {}
        }
    }
    changes.extend(metadata.map(|range| (range, String::new())));
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (range, instead) in changes {
        // A picture within a link has its own place inside of the other's.
        if range.start < from {
            continue;
        }
        out.push_str(text.get(from..range.start).unwrap_or_default());
        out.push_str(&instead);
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    made.text = out.trim().to_owned();
    made
}

/// Where the address of a link or picture stands in its text: between the last
/// `](` and the `)` at its end. Nowhere if it is written elsewhere.
fn destination(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(range.clone())?;
    let open = whole.rfind("](")? + 2;
    let close = whole.strip_suffix(')')?.len();
    let inside = whole.get(open..close)?;
    // A title may follow the address.
    let wide = if let Some(rest) = inside.strip_prefix('<') {
        rest.find('>')? + 2
    } else {
        inside.find(char::is_whitespace).unwrap_or(inside.len())
    };
    let start = range.start + open;
    Some(start..start + wide)
}

/// Whether an address leads elsewhere than to a file beside this one.
fn leads_away(address: &str) -> bool {
    address.contains("://")
        || address.starts_with(['#', '/'])
        || address.starts_with("mailto:")
        || address.is_empty()
}

fn link(path: &str, address: &str, known: &Known, made: &mut Converted) -> Option<String> {
    if leads_away(address) {
        return None;
    }
    let (file, place) = address.split_once('#').unwrap_or((address, ""));
    let there = join(path, file);
    let (stem, ending) = there.rsplit_once('.').unwrap_or((&there, ""));
    if !matches!(ending, "" | "md" | "markdown" | "rst" | "html") {
        made.lost_files.insert(there);
        return None;
    }
    let Some((slug, _)) = known.articles.get(stem) else {
        made.lost_links.insert(file.to_owned());
        return None;
    };
    let mut to = format!("<{}", article_path(slug));
    if !place.is_empty() {
        to.push('#');
        to.push_str(&markdown::anchor(place));
    }
    to.push('>');
    Some(to)
}

fn picture(path: &str, address: &str, known: &Known, made: &mut Converted) -> Option<String> {
    let there = if address.contains("://") {
        address.to_owned()
    } else {
        join(path, address)
    };
    if !known.pictures.contains(&there) {
        made.lost_files.insert(there);
        return None;
    }
    let to = format!("<picture:{there}>");
    made.pictures.insert(there);
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known() -> Known {
        let mut known = Known::default();
        known.articles.insert(
            "help/other".to_owned(),
            ("help-other".to_owned(), "Other".to_owned()),
        );
        known.pictures.insert("help/a b.png".to_owned());
        known
    }

    #[test]
    fn the_title_goes_and_links_become_ours() {
        let made = convert(
            "help/this",
            "---\na: b\n---\n\n# This *one*\n\nSee [it](other.md#Two-words \"t\"), [gone](no.md), [web](https://w.example/x.md),\n![p](<a b.png>) and `[x](other.md)`.",
            &known(),
        );
        assert_eq!(made.title, "This one");
        assert_eq!(
            made.text,
            "See [it](</help/articles/help-other#two-words> \"t\"), [gone](no.md), [web](https://w.example/x.md),\n![p](<picture:help/a b.png>) and `[x](other.md)`."
        );
        assert!(made.lost_links.contains("no.md"));
    }

    #[test]
    fn pictures_from_elsewhere_and_markup_are_named() {
        let made = convert(
            "a",
            "![x](https://w.example/x.png)\n\n<details>Hi</details>\n",
            &known(),
        );
        assert!(made.lost_files.contains("https://w.example/x.png"));
        assert!(made.unknown.contains("HTML"));
    }

    proptest! {
        #[test]
        fn whatever_is_in_a_file_it_is_read(text in "[-\\[\\]()!<>#a-z./ \n:]{0,200}") {
            let _ = title(&text);
            let _ = convert("help/this", &text, &known());
        }
    }
}
