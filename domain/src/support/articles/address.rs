//! How an article stands in an address.

/// The longest part of an address that is made of a title, in characters.
const LONGEST: usize = 80;

/// What stands in the console where an article may stand.
const TAKEN: &[&str] = &["new", "wanted", "import", "questions"];

/// The part of an address that is made of a title, as [`plain`] makes it, and none
/// that is something else's.
#[must_use]
pub fn slug(title: &str) -> String {
    let made = plain(title);
    if TAKEN.contains(&made.as_str()) {
        return format!("{made}-article");
    }
    made
}

/// A title as part of an address: small letters, digits and
/// dashes. `Lüfter laut?` becomes `lufter-laut`; empty if nothing of it can stand
/// there.
#[must_use]
pub fn plain(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for word in crate::catalog::words::plain_words(title).split(' ') {
        let kept: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if kept.is_empty() || slug.len() + kept.len() > LONGEST {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&kept);
    }
    slug
}

/// Where members read an article.
#[must_use]
pub fn article_path(slug: &str) -> String {
    format!("/help/articles/{slug}")
}

/// Cuts a text into addresses of articles, each with which it is, and what stands
/// around them. The name of a site before belongs to the address.
#[must_use]
pub fn articles_and_words(text: &str) -> Vec<(&str, Option<String>)> {
    const PATH: &str = "/help/articles/";
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(PATH)) {
        let path = at + found;
        let after = path + PATH.len();
        let slug: String = text
            .get(after..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        at = after + slug.len();
        let before = text.get(from..path).unwrap_or_default();
        let word = before
            .rfind(|c: char| c.is_whitespace() || "(<\"'".contains(c))
            .map_or(from, |end| {
                let wide = before.get(end..).and_then(|rest| rest.chars().next());
                from + end + wide.map_or(1, char::len_utf8)
            });
        let site = text.get(word..path).unwrap_or_default();
        let is_site =
            site.is_empty() || site.starts_with("http://") || site.starts_with("https://");
        if slug.is_empty() || !is_site {
            continue;
        }
        pieces.push((text.get(from..word).unwrap_or_default(), None));
        pieces.push((text.get(word..at).unwrap_or_default(), Some(slug)));
        from = at;
    }
    pieces.push((text.get(from..).unwrap_or_default(), None));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_title_becomes_an_address() {
        assert_eq!(slug("Lüfter laut?"), "lufter-laut");
        assert_eq!(
            slug("  IPsec – Road Warrior (IKEv2) "),
            "ipsec-road-warrior-ikev2"
        );
        assert_eq!(slug("日本"), "");
    }

    #[test]
    fn links_are_found_in_what_was_said() {
        let of = |text| -> Vec<String> {
            articles_and_words(text)
                .into_iter()
                .filter_map(|(_, slug)| slug)
                .collect()
        };
        let text = "See https://help.example/help/articles/dock-charging. Or \
                    (/help/articles/no-sound).";
        assert_eq!(of(text), ["dock-charging", "no-sound"]);
        assert!(of("/help/articles/ javascript:/help/articles/x").is_empty());
        let pieces: String = articles_and_words(text)
            .into_iter()
            .map(|(piece, _)| piece)
            .collect();
        assert_eq!(pieces, text);
    }

    proptest! {
        #[test]
        fn whatever_the_title_its_address_is_plain(title in ".{0,200}") {
            let made = slug(&title);
            prop_assert!(made.len() <= LONGEST + 1);
            prop_assert!(made.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!made.starts_with('-') && !made.ends_with('-'));
        }
    }
}
