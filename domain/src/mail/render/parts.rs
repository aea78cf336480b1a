//! The two parts of a message: as text, and as an HTML document without scripts.

use crate::text::Language;

pub(super) struct Parts<'a> {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) button: String,
    pub(super) link: String,
    pub(super) sections: Vec<Section>,
    pub(super) picture: Option<String>,
    /// The words and the address by which its reader gets no more of them.
    pub(super) stop: Option<(String, String)>,
    pub(super) foot: String,
    pub(super) supplier: &'a str,
}

/// One of several things in a letter.
pub(super) struct Section {
    pub(super) over: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) link: String,
}

impl Parts<'_> {
    pub(super) fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.greeting);
        for paragraph in &self.paragraphs {
            out.push_str(paragraph);
            out.push_str("\n\n");
        }
        for one in &self.sections {
            let heading = format!("{}: {}", one.over, one.title);
            out.push_str(&format!("{heading}\n{}\n{}\n\n", one.text, one.link));
        }
        out.push_str(&format!("{}:\n{}\n\n", self.button, self.link));
        // The line that mail programs know as the beginning of a signature.
        out.push_str(&format!("-- \n{}\n{}\n", self.supplier, self.foot));
        if let Some((words, link)) = &self.stop {
            out.push_str(&format!("{words}:\n{link}\n"));
        }
        out
    }

    pub(super) fn html(&self) -> String {
        let body: String = self
            .paragraphs
            .iter()
            .map(|paragraph| format!("<p style=\"{P}\">{}</p>\n", escaped(paragraph)))
            .collect();
        let sections: String = self.sections.iter().map(Section::html).collect();
        let stop = self
            .stop
            .as_ref()
            .map_or_else(String::new, |(words, link)| {
                format!(
                    "<br><a href=\"{}\" style=\"color:#5c6068\">{}</a>",
                    escaped(link),
                    escaped(words)
                )
            });
        let picture = self.picture.as_ref().map_or_else(String::new, |link| {
            format!(
                "<img src=\"{}\" width=\"1\" height=\"1\" alt=\"\">",
                escaped(link)
            )
        });
        format!(
            "<!doctype html>\n\
             <html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{subject}</title></head>\n\
             <body style=\"margin:0;padding:24px 16px;background:#f5f4f1;color:#23262b;\
             font:15px/1.55 system-ui,-apple-system,'Segoe UI',sans-serif\">\n\
             <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\
             <tbody><tr><td align=\"center\">\n\
             <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
             style=\"max-width:560px;background:#ffffff;border:1px solid #e2e0db;\
             border-radius:8px\"><tbody><tr><td align=\"left\" \
             style=\"padding:28px 32px 24px;color:#23262b\">\n\
             <h1 style=\"margin:0 0 20px;font-size:19px;line-height:1.3;font-weight:650\">\
             {heading}</h1>\n\
             <p style=\"{P}\">{greeting}</p>\n\
             {body}{sections}\
             <p style=\"margin:24px 0 0\"><a href=\"{link}\" style=\"display:inline-block;\
             padding:9px 16px;border-radius:6px;background:#2f4fa8;color:#ffffff;\
             font-weight:600;text-decoration:none\">{button}</a></p>\n\
             </td></tr></tbody></table>\n\
             <p style=\"max-width:560px;margin:16px auto 0;font-size:13px;color:#5c6068;\
             text-align:left\">{supplier}<br>{foot}{stop}</p>{picture}\n\
             </td></tr></tbody></table>\n</body></html>\n",
            lang = self.language.code(),
            subject = escaped(&self.subject),
            heading = escaped(without_token(&self.subject)),
            greeting = escaped(&self.greeting),
            link = escaped(&self.link),
            button = escaped(&self.button),
            supplier = escaped(self.supplier),
            foot = escaped(&self.foot),
        )
    }
}

impl Section {
    fn html(&self) -> String {
        format!(
            "<p style=\"{P}\"><span style=\"font-size:13px;color:#5c6068\">{over}</span><br>\
             <a href=\"{link}\" style=\"color:#2f4fa8;font-weight:600\">{title}</a><br>{text}</p>\n",
            over = escaped(&self.over),
            link = escaped(&self.link),
            title = escaped(&self.title),
            text = escaped(&self.text),
        )
    }
}

const P: &str = "margin:0 0 14px";

/// A subject without what finds its case again, which is nothing to read:
/// `[RC-20260000004.28uthg6d] Solved: …`.
fn without_token(subject: &str) -> &str {
    subject
        .strip_prefix("[RC-")
        .and_then(|rest| rest.split_once("] "))
        .map_or(subject, |(_, heading)| heading)
}

/// Text as HTML: nothing in it can become markup; line ends stay.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_no_token_in_it() {
        assert_eq!(
            without_token("[RC-20260000004.28uthg6d] No paper"),
            "No paper"
        );
        for whole in ["No paper", "[Urgent] No paper", "[RC-1 No paper", ""] {
            assert_eq!(without_token(whole), whole);
        }
    }
}
