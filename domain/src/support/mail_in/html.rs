//! Plain text from the HTML of a mail.
//!
//! What is not for reading is left out: scripts, styles, comments, pictures (and
//! with them what tracks), and elements that are hidden. Lines end where blocks
//! do, quotes begin with `>` as in plain text, and a link whose text does not say
//! where it leads says it: what was clicked in a mail that deceives must be seen.
//!
//! This reads tags, not documents: a page that is wrong in whatever way still gives
//! its text, in one pass, and what comes out is text, escaped like any other when
//! it is shown.

use super::MOST_TEXT;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tr",
    "ul",
    "body",
];
/// Elements with a blank line around them.
const PARAGRAPHS: [&str; 8] = ["p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements whose content is no text, up to their end tag.
const SILENT: [&str; 14] = [
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe",
    "select", "textarea", "audio", "video",
];
/// Elements without content.
const EMPTY: [&str; 9] = [
    "br", "hr", "img", "input", "meta", "link", "area", "base", "wbr",
];
/// Deeper quotes are shown like this.
const MOST_QUOTES: usize = 5;

/// The text of a page.
pub(super) fn text_of(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        page.text(text);
        if page.out.len() > MOST_TEXT {
            return page.finish();
        }
        rest = match tag.strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->").map_or("", |(_, after)| after),
            None => page.tag(tag),
        };
    }
    page.text(rest);
    page.finish()
}

#[derive(Default)]
struct Page {
    out: String,
    /// A blank is due before the next word.
    blank: bool,
    /// Line ends are due before the next word.
    lines: usize,
    /// How deep in quotes we are, and how deep the last line was.
    quotes: usize,
    last_quotes: usize,
    preformatted: usize,
    /// Within an element that is not shown: its name, and how many of that name
    /// are open.
    hidden: Option<(String, usize)>,
    /// Within a link: where it leads, and where its text begins.
    link: Option<(String, usize)>,
}

impl Page {
    /// Text between tags.
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() || text.is_empty() {
            return;
        }
        let text = html_escape::decode_html_entities(text);
        if self.preformatted > 0 {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.lines = 1.max(self.lines);
                    self.end_line();
                }
                self.word(line.trim_end_matches('\r'));
            }
            return;
        }
        // Marks that are invisible and fill the preview of a mail list.
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}';
        if text.starts_with(blank) {
            self.blank = true;
        }
        for word in text.split(blank).filter(|word| !word.is_empty()) {
            self.word(word);
            self.blank = true;
        }
        self.blank = text.ends_with(blank);
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if self.lines > 0 || self.out.is_empty() {
            self.end_line();
        } else if self.blank {
            self.out.push(' ');
        }
        self.blank = false;
        self.out
            .extend(word.chars().filter(|c| !c.is_control() || *c == '\t'));
    }

    /// Ends the line, and begins the next with the marks of quotes.
    fn end_line(&mut self) {
        let quotes = self.quotes.min(MOST_QUOTES);
        // A blank line belongs to a quote if both its neighbours do.
        let around = quotes.min(self.last_quotes);
        if !self.out.is_empty() {
            for number in 0..self.lines.min(2) {
                self.out.push('\n');
                if number == 0 && self.lines > 1 {
                    self.out.push_str(&">".repeat(around));
                }
            }
        }
        if quotes > 0 {
            self.out.push_str(&">".repeat(quotes));
            self.out.push(' ');
        }
        self.last_quotes = quotes;
        self.lines = 0;
        self.blank = false;
    }

    /// A tag at the beginning of the text, and what comes after it.
    fn tag<'a>(&mut self, text: &'a str) -> &'a str {
        let Some((tag, after)) = Tag::read(text) else {
            // A sign of "less than", as text.
            self.text("&lt;");
            return text.get(1..).unwrap_or_default();
        };
        if let Some((name, depth)) = &mut self.hidden {
            if *name == tag.name {
                if tag.closes {
                    *depth -= 1;
                } else if !tag.closed {
                    *depth += 1;
                }
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return after;
        }
        if tag.closes {
            self.close(&tag.name);
        } else {
            let name = tag.name.as_str();
            // What is a script or a style ends at its end tag, whatever is in it.
            if matches!(name, "script" | "style" | "textarea" | "title" | "iframe") {
                return after_end_tag(after, name);
            }
            let empty = tag.closed || EMPTY.contains(&name);
            if !empty && (SILENT.contains(&name) || tag.is_hidden()) {
                self.hidden = Some((tag.name, 1));
            } else {
                self.open(&tag);
            }
        }
        after
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        match name {
            "br" => {
                self.lines += 1;
            }
            "blockquote" => {
                self.lines = self.lines.max(2);
                self.quotes += 1;
            }
            "pre" => {
                self.lines = self.lines.max(1);
                self.preformatted += 1;
            }
            "a" => {
                let leads = tag.attribute("href").unwrap_or_default();
                self.link = Some((leads, self.out.len()));
            }
            "td" | "th" => self.blank = true,
            _ => self.block(name),
        }
        if name == "li" {
            self.word("-");
            self.blank = true;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "blockquote" => {
                self.lines = self.lines.max(2);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                self.lines = self.lines.max(1);
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "a" => self.end_link(),
            _ => self.block(name),
        }
    }

    fn block(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.lines = self.lines.max(2);
        } else if BLOCKS.contains(&name) {
            self.lines = self.lines.max(1);
        }
    }

    fn end_link(&mut self) {
        let Some((leads, from)) = self.link.take() else {
            return;
        };
        let shown = self.out.get(from..).unwrap_or_default();
        let web = leads.starts_with("https://") || leads.starts_with("http://");
        let bare = |text: &str| {
            let text = text.trim().trim_end_matches('/');
            let text = text.strip_prefix("https://").unwrap_or(text);
            text.strip_prefix("http://").unwrap_or(text).to_owned()
        };
        let says_it = bare(shown) == bare(&leads);
        // A link around a picture alone says nothing.
        if web && !says_it && !shown.trim().is_empty() {
            self.blank = true;
            self.word(&format!("<{leads}>"));
        }
    }

    fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }
}

/// A tag, taken apart as far as we look at it.
struct Tag<'a> {
    /// In lower case.
    name: String,
    /// It is an end tag.
    closes: bool,
    /// It closes itself.
    closed: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag and what comes after it; `None` if it is none.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let inner = text.strip_prefix('<')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let mut quote = None;
        let mut end = None;
        for (at, c) in inner.char_indices().take(MOST_TAG) {
            match (quote, c) {
                (None, '>') => {
                    end = Some(at);
                    break;
                }
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), _) if open == c => quote = None,
                _ => {}
            }
        }
        // A quote that is never closed: the next sign of "greater than" ends it.
        let end = end.or_else(|| inner.find('>')).unwrap_or(inner.len());
        let (tag, after) = inner.split_at(end);
        let after = after.strip_prefix('>').unwrap_or(after);
        let name_end = tag
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        let tag = Self {
            name: name.to_ascii_lowercase(),
            closes,
            closed: attributes.trim_end().ends_with('/'),
            attributes,
        };
        Some((tag, after))
    }

    /// The value of an attribute, its entities decoded.
    fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=')
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
                None => ("", after),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let value = value.get(1..).unwrap_or_default();
                        value.split_once(quote).unwrap_or((value, ""))
                    }
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(html_escape::decode_html_entities(value).trim().to_owned());
            }
            if after.is_empty() || after.len() == rest.len() {
                return None;
            }
            rest = after;
        }
    }

    fn is_hidden(&self) -> bool {
        // Most tags have neither.
        if self.attributes.is_empty() {
            return false;
        }
        let style: String = self
            .attribute("style")
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase();
        let says = [
            "display:none",
            "visibility:hidden",
            "mso-hide:all",
            "opacity:0;",
        ];
        says.iter().any(|one| style.contains(one))
            || style
                .split(';')
                .any(|one| matches!(one, "font-size:0" | "font-size:0px" | "opacity:0"))
            || self.attribute("hidden").is_some()
    }
}

/// The longest tag whose quotes are looked at.
const MOST_TAG: usize = 64 * 1024;

fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        let found = after.get(..name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_become_lines_and_quotes_get_their_mark() {
        let html = "<html><head><title>x</title></head><body><p>Hello&nbsp;Ines,<br>it\n works.</p>\
                    <ul><li>one<li>two</ul><blockquote type=cite><div>It is</div><div>broken</div>\
                    <p>Ines</p></blockquote>bye</body>";
        assert_eq!(
            text_of(html),
            "Hello Ines,\nit works.\n\n- one\n- two\n\n> It is\n> broken\n>\n> Ines\n\nbye"
        );
    }

    #[test]
    fn what_is_not_for_reading_is_left_out() {
        let html = "<style>p{a:b}</style><script>if (a < b) alert('</p>')</script>A\
                    <!-- <p>no --><img src=\"https://t.example/p.gif?id=7\" alt=x width=1>\
                    <div style=\"DISPLAY : none; color:red\">preview <div>x</div> text</div>\
                    <span hidden>y</span><template>z</template><SCRIPT SRC=x></SCRIPT >B";
        assert_eq!(text_of(html), "AB");
        assert_eq!(text_of("a<script>never closed"), "a");
        assert_eq!(
            text_of("<img src=x onerror=alert(1)>a<svg><text>b</text></svg>"),
            "a"
        );
    }

    #[test]
    fn links_say_where_they_lead() {
        assert_eq!(
            text_of("<a href=\"https://evil.example/\">https://bank.example</a>, bye"),
            "https://bank.example <https://evil.example/>, bye"
        );
        assert_eq!(
            text_of("<a href='https://a.example'>a.example/</a>"),
            "a.example/"
        );
        assert_eq!(text_of("<a href=https://t.example/x><img src=y></a>z"), "z");
        assert_eq!(text_of("<a href=\"javascript:alert(1)\">x</a>"), "x");
    }

    #[test]
    fn entities_are_read_and_never_become_tags() {
        assert_eq!(
            text_of("&lt;script&gt; &auml;&#8364;&unknown; a < b"),
            "<script> ä€&unknown; a < b"
        );
        assert_eq!(text_of("<pre>a\n  b\n\nc</pre>d"), "a\n  b\n\nc\nd");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_trouble(html in "[<>/a-c\"'=! \\-&;#x]{0,200}|\\PC{0,100}") {
            let text = text_of(&html);
            prop_assert!(text.len() <= html.len() * 8 + 16);
        }

        #[test]
        fn words_between_tags_are_kept_in_order(
            words in prop::collection::vec("[a-z]{1,8}", 0..20),
            tags in prop::collection::vec(
                prop::sample::select(vec!["<p>", "</p>", "<br>", "<b>", "</div>", "<blockquote>", " "]), 20
            )
        ) {
            let html: String = words.iter().zip(&tags)
                .map(|(word, tag)| format!("{word} {tag}"))
                .collect();
            let text = text_of(&html).replace('>', " ");
            prop_assert_eq!(text.split_whitespace().collect::<Vec<_>>(), words);
        }
    }
}
