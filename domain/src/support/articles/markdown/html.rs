//! The text of an article as markup of our own.

use super::{file_of, headings, is_break, may_link, parser, shown_level};
use crate::id::FileId;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

/// How an article is shown to somebody.
pub trait Shown {
    /// The address of a picture of the article's; `None` if it is none of its
    /// pictures.
    fn picture(&self, file: FileId) -> Option<String>;
    /// Where another article is for this reader.
    fn article(&self, slug: &str) -> String;
    /// What a remark is called: `note`, `tip`, `important`, `warning`, `caution`.
    fn remark(&self, kind: &'static str) -> &str;
    /// What the frame around a wide table or long code is called, which scrolls.
    fn scrolls(&self) -> &str;
}

/// The text as markup.
#[must_use]
pub fn html(text: &str, shown: &impl Shown) -> String {
    let mut writing = Writing {
        out: String::with_capacity(text.len() * 2),
        shown,
        anchors: headings(text).into_iter().map(|one| one.anchor).collect(),
        heading: 0,
        links: Vec::new(),
        alt: None,
        in_head: false,
        head: 0,
        columns: Vec::new(),
        column: 0,
    };
    for event in parser(text) {
        writing.event(event);
    }
    writing.out
}

struct Writing<'s, S> {
    out: String,
    shown: &'s S,
    anchors: Vec<String>,
    heading: usize,
    /// Whether each link under way leads anywhere.
    links: Vec<bool>,
    /// The address of a picture under way, and its text.
    alt: Option<(Option<String>, String)>,
    in_head: bool,
    /// Where the headings of a table under way begin.
    head: usize,
    columns: Vec<Alignment>,
    column: usize,
}

impl<S: Shown> Writing<'_, S> {
    fn event(&mut self, event: Event<'_>) {
        if let Some((_, alt)) = &mut self.alt {
            match event {
                Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                Event::End(TagEnd::Image) => self.picture(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.raw("<code>");
                self.text(&code);
                self.raw("</code>");
            }
            Event::InlineHtml(html) | Event::Html(html) if is_break(&html) => self.raw("<br>"),
            // Nobody's HTML is believed; what was typed is shown.
            Event::InlineHtml(html) | Event::Html(html) => self.text(&html),
            Event::SoftBreak => self.raw("\n"),
            Event::HardBreak => self.raw("<br>\n"),
            Event::Rule => self.raw("<hr>\n"),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        html_escape::encode_double_quoted_attribute_to_string(text, &mut self.out);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.raw("<p>"),
            Tag::Heading { level, .. } => {
                let anchor = self.anchors.get(self.heading).cloned().unwrap_or_default();
                self.heading += 1;
                self.raw(&format!("<h{} id=\"", shown_level(level)));
                self.text(&anchor);
                self.raw("\">");
            }
            Tag::BlockQuote(kind) => self.quote(kind),
            Tag::CodeBlock(kind) => {
                let label = self.shown.scrolls().to_owned();
                self.raw("<pre tabindex=\"0\" role=\"group\" aria-label=\"");
                self.text(&label);
                self.raw("\"><code");
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.raw(" data-language=\"");
                    self.text(&language);
                    self.raw("\"");
                }
                self.raw(">");
            }
            Tag::HtmlBlock => self.raw("<p>"),
            Tag::List(None) => self.raw("<ul>\n"),
            Tag::List(Some(1)) => self.raw("<ol>\n"),
            Tag::List(Some(first)) => self.raw(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.raw("<li>"),
            Tag::Table(columns) => {
                self.columns = columns;
                let label = self.shown.scrolls().to_owned();
                self.raw(
                    "<div class=\"article-table\" tabindex=\"0\" role=\"group\" aria-label=\"",
                );
                self.text(&label);
                self.raw("\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.head = self.out.len();
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => {
                let right = matches!(self.columns.get(self.column), Some(Alignment::Right));
                self.column += 1;
                self.raw(match (self.in_head, right) {
                    (true, false) => "<th scope=\"col\">",
                    (true, true) => "<th scope=\"col\" class=\"num\">",
                    (false, false) => "<td>",
                    (false, true) => "<td class=\"num\">",
                });
            }
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<s>"),
            Tag::Link { dest_url, .. } => self.link(&dest_url),
            Tag::Image { dest_url, .. } => {
                let address = file_of(&dest_url).and_then(|file| self.shown.picture(file));
                self.alt = Some((address, String::new()));
            }
            Tag::Superscript
            | Tag::Subscript
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.raw("</p>\n"),
            TagEnd::Heading(level) => self.raw(&format!("</h{}>\n", shown_level(level))),
            TagEnd::BlockQuote(Some(_)) => self.raw("</div>\n"),
            TagEnd::BlockQuote(None) => self.raw("</blockquote>\n"),
            TagEnd::CodeBlock => self.raw("</code></pre>\n"),
            TagEnd::List(false) => self.raw("</ul>\n"),
            TagEnd::List(true) => self.raw("</ol>\n"),
            TagEnd::Item => self.raw("</li>\n"),
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.end_of_head();
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.end_of_cell(),
            TagEnd::Emphasis => self.raw("</em>"),
            TagEnd::Strong => self.raw("</strong>"),
            TagEnd::Strikethrough => self.raw("</s>"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.raw("</a>");
                }
            }
            TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Headings of which none says anything are none: Markdown knows no table
    /// without.
    fn end_of_head(&mut self) {
        let said = self.out.get(self.head..).unwrap_or_default();
        if said.replace("<td></td>", "") == "<thead><tr>" {
            self.out.truncate(self.head);
            self.raw("<tbody>\n");
        } else {
            self.raw("</tr></thead><tbody>\n");
        }
    }

    /// A heading that says nothing is none: who hears the table would wait for it.
    fn end_of_cell(&mut self) {
        const HEADING: &str = "<th scope=\"col\">";
        match self.out.strip_suffix(HEADING).map(str::len) {
            Some(before) => {
                self.out.truncate(before);
                self.raw("<td></td>");
            }
            None => self.raw(if self.in_head { "</th>" } else { "</td>" }),
        }
    }

    /// A quote, or a remark.
    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            self.raw("<blockquote>\n");
            return;
        };
        let kind = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let name = self.shown.remark(kind).to_owned();
        self.raw(&format!(
            "<div class=\"remark {kind}\"><p class=\"remark-name\">"
        ));
        self.text(&name);
        self.raw("</p>\n");
    }

    fn link(&mut self, address: &str) {
        let leads = may_link(address);
        self.links.push(leads);
        if !leads {
            return;
        }
        let (path, place) = address.split_once('#').unwrap_or((address, ""));
        let mut to = match path.strip_prefix("/help/articles/") {
            Some(slug) if !slug.is_empty() => self.shown.article(slug),
            _ => path.to_owned(),
        };
        if !place.is_empty() {
            to.push('#');
            to.push_str(place);
        }
        self.raw("<a href=\"");
        self.text(&to);
        self.raw(if address.starts_with(['/', '#']) {
            "\">"
        } else {
            "\" rel=\"noopener nofollow\">"
        });
    }

    /// A picture of ours, or what it would show.
    fn picture(&mut self) {
        let Some((address, alt)) = self.alt.take() else {
            return;
        };
        match address {
            Some(address) => {
                self.raw("<img loading=\"lazy\" src=\"");
                self.text(&address);
                self.raw("\" alt=\"");
                self.text(&alt);
                self.raw("\">");
            }
            None => self.text(&alt),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Plain;

    const OURS: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    impl Shown for Plain {
        fn picture(&self, file: FileId) -> Option<String> {
            (file.to_string() == OURS).then(|| format!("/files/{file}/page?s=x"))
        }
        fn article(&self, slug: &str) -> String {
            format!("/console/articles/{slug}")
        }
        fn remark(&self, kind: &'static str) -> &str {
            kind
        }
        fn scrolls(&self) -> &str {
            "scrolls"
        }
    }

    fn shown(text: &str) -> String {
        html(text, &Plain)
    }

    #[test]
    fn what_handbooks_are_made_of_is_shown() {
        let made = shown("# One\n\nA *b* **c** `d`.\n\n- x\n- y\n\n> [!WARNING]\n> Hot.\n");
        assert!(made.contains("<h2 id=\"one\">One</h2>"), "{made}");
        assert!(made.contains("<em>b</em> <strong>c</strong> <code>d</code>"));
        assert!(made.contains("<ul>\n<li>x</li>\n<li>y</li>\n</ul>"));
        assert!(
            made.contains("<div class=\"remark warning\"><p class=\"remark-name\">warning</p>")
        );
        let table = shown("| A | B |\n|---|--:|\n| a<br>b | 1 |\n");
        assert!(table.contains("<th scope=\"col\" class=\"num\">B</th>"));
        assert!(
            table.contains("<td>a<br>b</td><td class=\"num\">1</td>"),
            "{table}"
        );
    }

    #[test]
    fn a_table_may_have_no_headings() {
        let table = shown("|  |  |\n|---|---|\n| a | b |\n");
        assert!(
            table.contains("<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>"),
            "{table}"
        );
        let half = shown("| A |  |\n|---|---|\n| a | b |\n");
        assert!(
            half.contains("<thead><tr><th scope=\"col\">A</th><td></td></tr></thead>"),
            "{half}"
        );
    }

    #[test]
    fn nobodys_markup_is_believed() {
        let made = shown("<script>alert(1)</script>\n\n<b onclick=\"x\">Hi</b> <img src=x>");
        assert!(!made.contains("<script") && !made.contains("<b ") && !made.contains("<img"));
        assert!(made.contains("&lt;script&gt;"));
    }

    #[test]
    fn links_lead_to_the_web_or_stay_here() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "mailto:a@b.c",
            "ftp://x",
        ] {
            assert!(!may_link(address), "{address}");
            assert_eq!(shown(&format!("[x](<{address}>)")), "<p>x</p>\n");
        }
        assert!(
            shown("[x](https://a.example/?a=1&b=2)")
                .contains("href=\"https://a.example/?a=1&amp;b=2\" rel=")
        );
        assert!(
            shown("[x](/help/articles/nat#two)").contains("href=\"/console/articles/nat#two\"")
        );
    }

    #[test]
    fn only_pictures_of_the_article_are_shown() {
        let ours = shown(&format!("![A \"fan\"](/files/{OURS}/page)"));
        assert!(ours.contains("src=\"/files/01890a5d-ac96-774b-bcce-b302099a8057/page?s=x\" alt=\"A &quot;fan&quot;\""), "{ours}");
        for address in [
            "https://evil.example/x.png",
            "/files/01890a5d-ac96-774b-bcce-b302099a8058/page",
        ] {
            assert_eq!(shown(&format!("![fan]({address})")), "<p>fan</p>\n");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_our_tags_come_out(text in "[-<>&\"'a-z#*_`|\\[\\]()!:/ \n]{0,200}") {
            let made = shown(&text);
            let ours = ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "code", "em", "strong", "s",
                "a", "div", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "hr", "br"];
            for part in made.split('<').skip(1) {
                let name: String = part.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                prop_assert!(ours.contains(&name.as_str()), "{name} in {made}");
            }
            prop_assert!(!made.contains("javascript:"));
        }
    }
}
