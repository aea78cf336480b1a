//! What handbooks say in HTML, in Markdown: its words, its paragraphs, lists, marks
//! and links. Whatever else a tag does is left out, and nothing of it is believed.

use super::inline::{code, escaped, link};

/// Words that say how a drawn sign looks, not which it is.
const LOOKS: &[&str] = &["fw", "lg", "spin", "pulse", "border", "inverse", "li", "ul"];

/// A tag: its name in small letters, whether it ends something, and the rest of it.
struct Tag<'t> {
    name: String,
    ends: bool,
    rest: &'t str,
}

/// The tag that begins here, and what comes after it.
fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    let inside = text.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        let (_, after) = comment.split_once("-->").unwrap_or((comment, ""));
        let nothing = Tag {
            name: String::new(),
            ends: false,
            rest: "",
        };
        return Some((nothing, after));
    }
    let (all, after) = inside.split_once('>')?;
    let ends = all.starts_with('/');
    let all = all.trim_start_matches('/').trim_end_matches('/').trim();
    let end = all.find(char::is_whitespace).unwrap_or(all.len());
    let (name, rest) = all.split_at(end);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    is_name.then(|| {
        let tag = Tag {
            name: name.to_ascii_lowercase(),
            ends,
            rest,
        };
        (tag, after)
    })
}

impl Tag<'_> {
    /// What one of its attributes says.
    fn says(&self, attribute: &str) -> Option<&str> {
        let (_, after) = self.rest.split_once(&format!("{attribute}="))?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after.get(1..)?.split(quote).next()
    }

    /// The name of a sign that is drawn by its class (`fa fa-download fa-fw`), as
    /// words: without it, the sentence around it would say nothing.
    fn sign(&self) -> Option<String> {
        let class = self.says("class")?;
        class
            .split_whitespace()
            .filter_map(|one| {
                one.strip_prefix("fa-")
                    .or_else(|| one.strip_prefix("glyphicon-"))
            })
            .find(|name| {
                let is_size = name.len() == 2 && name.ends_with('x');
                !LOOKS.contains(name) && !is_size
            })
            .map(|name| name.replace('-', " "))
    }
}

/// Something that is written until its end comes.
#[derive(Default)]
struct Writing {
    blocks: Vec<String>,
    line: String,
    /// Whether the line is an item of a list.
    is_item: bool,
    /// Where links under way lead.
    links: Vec<(usize, String)>,
    breaks: usize,
}

impl Writing {
    fn text(&mut self, text: &str) {
        let text = html_escape::decode_html_entities(text);
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim();
            if !bare.is_empty() {
                self.line.push_str(&escaped(bare));
                self.breaks = 0;
            }
            if bare.len() < word.len() && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    fn raw(&mut self, markup: &str) {
        self.line.push_str(markup);
    }

    /// The line is over.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        // A break before the end breaks nothing.
        let line = line.trim();
        let line = line.strip_suffix('\\').unwrap_or(line).trim_end();
        // Marks around nothing are left by tags around nothing.
        if line.chars().any(char::is_alphanumeric) {
            let line = super::blocks::begin_safely(line);
            self.blocks.push(if self.is_item {
                format!("- {line}")
            } else {
                line
            });
        }
        self.is_item = false;
        self.links.clear();
        self.breaks = 0;
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match (tag.name.as_str(), tag.ends) {
            ("li", false) => {
                self.end();
                self.is_item = true;
            }
            ("br", _) if self.line.trim().is_empty() => {}
            ("br", _) => {
                self.breaks += 1;
                if self.breaks > 1 || self.is_item {
                    self.end();
                } else {
                    let kept = self.line.trim_end().len();
                    self.line.truncate(kept);
                    self.raw("\\\n");
                }
            }
            ("p" | "div" | "ul" | "ol" | "li" | "tr" | "table" | "h1" | "h2" | "h3" | "h4", _) => {
                self.end();
            }
            ("i" | "span", false) => {
                if let Some(sign) = tag.sign() {
                    self.raw(&format!("*{}*", escaped(&sign)));
                }
            }
            ("a", false) => {
                let to = tag.says("href").unwrap_or_default().to_owned();
                self.links.push((self.line.len(), to));
            }
            ("a", true) => {
                if let Some((from, to)) = self.links.pop()
                    && let Some(said) = self.line.get(from..).map(str::to_owned)
                    && to.contains("://")
                {
                    self.line.truncate(from);
                    self.raw(&link(said.trim(), &to));
                }
            }
            _ => {}
        }
    }
}

/// HTML as blocks of Markdown.
pub(super) fn blocks(html: &str) -> Vec<String> {
    let mut writing = Writing::default();
    let mut rest = html;
    // What stands in `<b>`, `<code>`: written when its end has come.
    while !rest.is_empty() {
        if let Some((one, after)) = tag(rest) {
            let is_mark = !one.ends && matches!(one.name.as_str(), "b" | "strong" | "code" | "tt");
            if is_mark && let Some((inside, after)) = until_end(after, &one.name) {
                let words = html_escape::decode_html_entities(inside);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() && !words.contains('<') {
                    let made = match one.name.as_str() {
                        "b" | "strong" => format!("**{}**", escaped(&words)),
                        _ => code(&words),
                    };
                    writing.raw(&made);
                    writing.breaks = 0;
                    rest = after;
                    continue;
                }
            }
            writing.tag(&one);
            rest = after;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest
            .get(first..)
            .and_then(|more| more.find('<'))
            .map_or(rest.len(), |at| at + first);
        let (text, after) = rest.split_at(end);
        writing.text(text);
        rest = after;
    }
    writing.end();
    // Items of a list stand right below each other.
    let mut out: Vec<String> = Vec::new();
    for block in writing.blocks {
        match out.last_mut() {
            Some(last) if block.starts_with("- ") && last.starts_with("- ") => {
                last.push('\n');
                last.push_str(&block);
            }
            _ => out.push(block),
        }
    }
    out
}

/// How many bytes before its end a marked word may have: nobody looks for an end
/// through all that is left, at every mark again.
const MOST_MARKED: usize = 4_000;

/// What stands before the end of this tag, and what comes after it.
fn until_end<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let end = format!("</{name}>");
    let near = text.as_bytes().get(..text.len().min(MOST_MARKED))?;
    let at = near
        .windows(end.len())
        .position(|part| part.eq_ignore_ascii_case(end.as_bytes()))?;
    Some((text.get(..at)?, text.get(at + end.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_signs_and_paragraphs_are_left() {
        assert_eq!(
            blocks(
                "Use the  <i class=\"fa fa-download fa-fw\"></i> icon &amp; wait.\n<br/><br/>\nThen \
                 <b>Go on</b>.<script>x</script>"
            ),
            ["Use the *download* icon \\& wait.", "Then **Go on**.x"]
        );
        assert_eq!(
            blocks("One:\n<ul class=\"simple\">\n<li> a <code>b_c</code></li>\n<li>d</li></ul>"),
            ["One:", "- a `b_c`\n- d"]
        );
        assert_eq!(
            blocks(
                "See <a href=\"https://a.example/\">it</a>, <a href='javascript:x'>no</a>, 1 < 2"
            ),
            ["See [it](<https://a.example/>), no, 1 \\< 2"]
        );
        assert!(blocks("<br/><!-- nothing --><i></i>").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_written_it_is_read(text in "[-a-c<>/\"'=& \n]{0,120}") {
            let made = blocks(&text).join("\n\n");
            let html = made.replace("\\<", "");
            prop_assert!(!html.contains("<script"));
        }
    }
}
