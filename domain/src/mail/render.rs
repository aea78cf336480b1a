//! What a recipient reads, in their language. How that looks as text and as HTML is
//! in `parts`.

mod parts;

use self::parts::{Parts, Section};
use super::Recipient;
use crate::text::{Arg, Language, Words};
use crate::{Currency, Money, Timestamp};
use serde_json::{Map, Value as JsonValue};

/// Who writes, and where the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The supplier, as the foot of every message names it.
    pub supplier: String,
    /// The address of the site without a slash at its end:
    /// `https://orders.example.com`.
    pub base_url: String,
}

/// A message as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part, a whole document without scripts. A picture it has only to
    /// tell that it was opened, where the payload has one.
    pub html: String,
    /// What stands on its button.
    pub button: String,
    /// Where its button leads.
    pub link: String,
    /// Where its reader asks for no more of the kind, if they can.
    pub unsubscribe: Option<String>,
}

/// The message files have no text for this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no text for messages of the kind {0}")]
pub struct NoText(pub String);

/// Writes a message. Its texts are `mail-<kind>-subject`, `mail-<kind>-text`
/// (paragraphs separated by an empty line) and `mail-<kind>-button`.
///
/// Their variables come from the payload, a flat object:
/// * a string or a number as it is, by its name;
/// * `total_minor` with `currency` as the amount `$total`;
/// * `promised_at`, a moment, as the date `$promised`;
/// * `path` is the page that the button leads to.
///
/// A letter with several things in it has them as `sections`, a list of objects with
/// `over`, `title`, `text` and `path`; then the paths of a `picture` that is fetched
/// when it is opened, and of a page to `unsubscribe` on, if there are such.
///
/// # Errors
/// [`NoText`] if the message files lack the kind.
pub fn render(
    kind: &str,
    to: &Recipient,
    payload: &JsonValue,
    sender: &Sender,
) -> Result<Rendered, NoText> {
    let language = to
        .language
        .as_deref()
        .and_then(Language::from_code)
        .unwrap_or_default();
    let words = Words::new(language, "UTC");
    let nothing = Map::new();
    let payload = payload.as_object().unwrap_or(&nothing);
    let values = variables(words, payload);
    let values: Vec<(&str, Arg<'_>)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let say = |part: &str| {
        words
            .find(&format!("mail-{kind}-{part}"), &values)
            .ok_or_else(|| NoText(kind.to_owned()))
    };
    let parts = Parts {
        language,
        subject: one_line(&say("subject")?),
        greeting: words.say_with("mail-greeting", &[("name", one_line(&to.name).into())]),
        paragraphs: paragraphs(&say("text")?),
        button: say("button")?,
        link: link(sender, payload.get("path")),
        sections: sections(sender, payload),
        picture: payload.get("picture").map(|path| link(sender, Some(path))),
        stop: payload.get("unsubscribe").map(|path| {
            let words = words.say("mail-unsubscribe").to_owned();
            (words, link(sender, Some(path)))
        }),
        foot: foot(words, payload, sender),
        supplier: &sender.supplier,
    };
    Ok(Rendered {
        text: parts.text(),
        html: parts.html(),
        subject: parts.subject,
        button: parts.button,
        link: parts.link,
        unsubscribe: parts.stop.map(|(_, link)| link),
    })
}

/// What stands at the foot. What carries a case's token can be answered, and the
/// answer finds its way into the case; everything else is answered on the site.
fn foot(words: Words, payload: &Map<String, JsonValue>, sender: &Sender) -> String {
    let supplier = [("supplier", sender.supplier.as_str().into())];
    if payload.get("token").is_some_and(JsonValue::is_string) {
        return words.say_with("mail-foot-case", &supplier);
    }
    words.say_with("mail-foot", &supplier)
}

fn sections(sender: &Sender, payload: &Map<String, JsonValue>) -> Vec<Section> {
    let all = payload.get("sections").and_then(JsonValue::as_array);
    all.into_iter()
        .flatten()
        .map(|one| {
            let text = |name: &str| {
                let text = one.get(name).and_then(JsonValue::as_str);
                one_line(text.unwrap_or_default())
            };
            Section {
                over: text("over"),
                title: text("title"),
                text: text("text"),
                link: link(sender, one.get("path")),
            }
        })
        .collect()
}

/// The payload as the message's variables.
fn variables(words: Words, payload: &Map<String, JsonValue>) -> Vec<(String, Arg<'static>)> {
    let currency: Option<Currency> = payload
        .get("currency")
        .and_then(JsonValue::as_str)
        .and_then(|code| code.parse().ok());
    payload
        .iter()
        .filter_map(|(name, value)| {
            if let (Some(name), Some(minor), Some(currency)) =
                (name.strip_suffix("_minor"), value.as_i64(), currency)
            {
                let amount = words.money(Money::new(minor, currency));
                return Some((name.to_owned(), amount.into()));
            }
            if let (Some(name), Some(moment)) = (name.strip_suffix("_at"), value.as_i64()) {
                return Some((name.to_owned(), words.date(Timestamp(moment)).into()));
            }
            let value: Arg<'static> = match value {
                JsonValue::String(text) => text.clone().into(),
                JsonValue::Number(number) => match number.as_i64() {
                    Some(whole) => whole.into(),
                    None => number.as_f64()?.into(),
                },
                _ => return None,
            };
            Some((name.clone(), value))
        })
        .collect()
}

/// The absolute address of the page. A path that would lead elsewhere than to
/// the site leads to its first page.
fn link(sender: &Sender, path: Option<&JsonValue>) -> String {
    let path = path
        .and_then(JsonValue::as_str)
        .filter(|path| path.starts_with('/') && !path.starts_with("//"))
        .filter(|path| !path.contains(['\\', '"', '<', '>', ' ', '\n', '\r', '\t']))
        .unwrap_or("/");
    format!("{}{path}", sender.base_url.trim_end_matches('/'))
}

/// A subject never has a second line, whatever its variables hold.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs are separated by empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut current: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_end();
        if !line.is_empty() {
            current.push(line);
        } else if !current.is_empty() {
            all.push(current.join("\n"));
            current.clear();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_can_be_answered_says_so_at_its_foot() {
        let sender = Sender {
            supplier: "Northgate".to_owned(),
            base_url: "https://northgate.example".to_owned(),
        };
        let text = |payload| {
            let written = render("case-answered", &to("Ines", Some("en")), &payload, &sender);
            written.unwrap().text
        };
        let case = json!({ "token": "RC-1.a", "number": "HC-2026-000001", "about": "Dock",
            "who": "Noor", "text": "Done", "path": "/help/HC-2026-000001" });
        assert!(!text(case.clone()).contains("please answer there"));
        assert!(text(case).contains("become part of it"));
        let written = render(
            "password-reset",
            &to("Ines", Some("en")),
            &json!({ "path": "/reset/a" }),
            &sender,
        );
        assert!(written.unwrap().text.contains("please answer there"));
    }

    fn to(name: &str, language: Option<&str>) -> Recipient {
        Recipient {
            email: "ines@halden.example".to_owned(),
            name: name.to_owned(),
            language: language.map(str::to_owned),
        }
    }

    fn northgate() -> Sender {
        Sender {
            supplier: "Northgate Systems".to_owned(),
            base_url: "https://northgate.example/".to_owned(),
        }
    }

    fn placed() -> JsonValue {
        json!({
            "number": "2026-000871", "who": "Dana Roth", "po": "yes", "po_number": "PO-4711",
            "total_minor": 161_200, "currency": "EUR",
            "lines": "2 × Dock (DOCK-100)\n1 × Mouse (M-1)", "path": "/orders/7",
        })
    }

    #[test]
    fn a_message_is_written_in_the_recipients_language() {
        let english = render(
            "order-placed",
            &to("Ines Tal", None),
            &placed(),
            &northgate(),
        )
        .unwrap();
        assert_eq!(english.subject, "Order 2026-000871 has been placed");
        assert!(
            english
                .text
                .starts_with("Hello Ines Tal,\n\nDana Roth placed order 2026-000871")
        );
        assert!(english.text.contains("€\u{a0}1,612.00"));
        assert!(
            english
                .text
                .contains("\n2 × Dock (DOCK-100)\n1 × Mouse (M-1)\n")
        );
        assert!(
            english
                .text
                .contains("https://northgate.example/orders/7\n")
        );
        let german = render(
            "order-placed",
            &to("Ines Tal", Some("de-AT")),
            &placed(),
            &northgate(),
        )
        .unwrap();
        assert_eq!(german.subject, "Bestellung 2026-000871 ist aufgegeben");
        assert!(german.text.contains("1.612,00\u{a0}€"));
        assert!(german.html.contains("<html lang=\"de\">"));
    }

    #[test]
    fn a_day_is_written_as_a_date() {
        let payload = json!({
            "number": "2026-000871", "promised_at": 1_781_438_400_000_i64, "later": 1,
            "note": "", "has_note": "no", "path": "/orders/7",
        });
        let message = render(
            "order-acknowledged",
            &to("Ines", None),
            &payload,
            &northgate(),
        )
        .unwrap();
        assert!(message.text.contains("14 June 2026"), "{}", message.text);
    }

    #[test]
    fn a_link_never_leaves_the_site() {
        for (path, expected) in [
            ("/orders/7", "https://northgate.example/orders/7"),
            ("//evil.example", "https://northgate.example/"),
            ("https://evil.example", "https://northgate.example/"),
            ("/a\"onclick=\"", "https://northgate.example/"),
            ("/a\nb", "https://northgate.example/"),
        ] {
            let payload = json!({ "path": path });
            let payload = payload.as_object().unwrap();
            assert_eq!(
                link(&northgate(), payload.get("path")),
                expected,
                "{path:?}"
            );
        }
    }

    #[test]
    fn a_kind_without_texts_is_an_error_and_no_empty_message() {
        let result = render("no-such-kind", &to("Ines", None), &json!({}), &northgate());
        assert_eq!(result, Err(NoText("no-such-kind".to_owned())));
    }

    fn newsletter(title: &str, text: &str) -> JsonValue {
        json!({
            "title": title, "count": 2, "path": "/publications",
            "sections": [
                { "over": "Notes", "title": title, "text": text, "path": "/newsletter/read/a" },
                { "over": "Notes", "title": "Two", "text": "", "path": "//evil.example" },
            ],
            "picture": "/newsletter/opened/b",
            "unsubscribe": "/newsletter/unsubscribe/c",
        })
    }

    #[test]
    fn a_letter_with_several_things_names_each_and_how_to_get_no_more() {
        let letter = render(
            "newsletter",
            &to("Ines", Some("de")),
            &newsletter("Winter", "It gets cold."),
            &northgate(),
        );
        let letter = letter.unwrap();
        assert_eq!(
            letter.unsubscribe.as_deref(),
            Some("https://northgate.example/newsletter/unsubscribe/c")
        );
        for link in [
            "/newsletter/read/a",
            "/",
            "/publications",
            "/newsletter/unsubscribe/c",
        ] {
            let link = format!("https://northgate.example{link}");
            assert!(letter.html.contains(&format!("href=\"{link}\"")), "{link}");
            assert!(letter.text.contains(&format!("{link}\n")), "{link}");
        }
        assert!(
            letter
                .html
                .contains("src=\"https://northgate.example/newsletter/opened/b\"")
        );
        assert!(!letter.text.contains("/newsletter/opened/"));
    }

    proptest! {
        #[test]
        fn nothing_in_a_section_becomes_markup(title in "[<>&\"'a-z/ =]{0,40}", text in ".{0,60}") {
            let payload = newsletter(&title, &text);
            let letter = render("newsletter", &to("Ines", None), &payload, &northgate()).unwrap();
            prop_assert_eq!(letter.html.matches("<a ").count(), 4);
            prop_assert_eq!(letter.html.matches("<img").count(), 1);
            prop_assert_eq!(letter.html.matches("<h1").count(), 1);
            prop_assert!(!letter.subject.contains(['\n', '\r']));
        }

        #[test]
        fn nothing_in_a_message_becomes_markup(name in "[<>&\"'a-z/ =]{0,40}", who in ".{0,40}") {
            let mut payload = placed();
            payload["who"] = json!(who);
            payload["number"] = json!(format!("<script>{who}"));
            let message = render("order-placed", &to(&name, None), &payload, &northgate()).unwrap();
            prop_assert!(!message.html.contains("<script"));
            prop_assert_eq!(message.html.matches("<a ").count(), 1);
            prop_assert_eq!(message.html.matches("<h1").count(), 1);
            prop_assert!(!message.subject.contains(['\n', '\r']));
        }
    }
}
