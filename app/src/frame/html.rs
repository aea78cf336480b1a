//! HTML written straight into one text, for what a page has very many of. A
//! view costs about a microsecond for each element, so a catalog page with its
//! fifty rows and eighty filters spent more time on these than on everything
//! else together. Goes into an element by `inner_html`.
//!
//! What is not our own markup can't get in unescaped: [`Html::raw`] takes only
//! texts that stand in the program.

/// Markup under way.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Nothing yet, with room for so many bytes.
    #[must_use]
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Markup of our own. Attributes stand in double quotes.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from anywhere: stays text, in an element and in an attribute.
    pub fn text(&mut self, text: &str) -> &mut Self {
        html_escape::encode_double_quoted_attribute_to_string(text, &mut self.0);
        self
    }

    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_anywhere_stays_text() {
        let mut html = Html::default();
        html.raw("<a href=\"")
            .text("/x?a=1&b=\"><script>")
            .raw("\">")
            .text("<b>R&D</b>")
            .raw("</a>");
        assert_eq!(
            html.into_string(),
            "<a href=\"/x?a=1&amp;b=&quot;&gt;&lt;script&gt;\">&lt;b&gt;R&amp;D&lt;/b&gt;</a>"
        );
    }
}
