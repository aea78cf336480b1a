//! What stands in a line.

use super::{MOST_REPLACED, Reading, key};
use crate::support::articles::address::article_path;
use crate::support::articles::markdown;

/// Text that means nothing to Markdown.
pub(super) fn escaped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let in_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let means = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '&' => true,
            // Within a word it is part of it.
            '_' => !(in_word(before) && in_word(after)),
            '~' => before == Some(&'~') || after == Some(&'~'),
            '|' => true,
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

/// The same, where the beginning of a line would make it a heading, a list or a
/// quote.
pub(super) fn not_a_block(text: &str) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    if matches!(first, '#' | '>' | '=') || (matches!(first, '+' | '-') && !text.starts_with("---"))
    {
        return format!("\\{text}");
    }
    if digits > 0 && after.starts_with(['.', ')']) {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    text.to_owned()
}

/// Code in a line, whatever stands in it.
pub(super) fn code(text: &str) -> String {
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Whether a mark may begin behind this character.
fn opens_after(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "'\"([{<-/:–—„“‘".contains(c))
}

/// Whether it may end before this one.
fn closes_before(after: Option<char>) -> bool {
    after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || !c.is_alphanumeric())
}

/// What stands between `open` and the next `close` that may end it, and what
/// comes after.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(&'t str, &'t str)> {
    let rest = text.strip_prefix(open)?;
    if rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut from = 0;
    while let Some(found) = rest.get(from..)?.find(close) {
        let at = from + found;
        let (inner, after) = (rest.get(..at)?, rest.get(at + close.len()..)?);
        let ends = !inner.ends_with(char::is_whitespace) && !inner.is_empty();
        let escaped = inner.ends_with('\\') && close != "``";
        if ends && !escaped && (close == "`" || closes_before(after.chars().next())) {
            return Some((inner, after));
        }
        from = at + close.len();
    }
    None
}

/// `text <address>`: both; else the text is its own address.
fn named(text: &str) -> (&str, &str) {
    text.strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
        .map_or((text, text), |(name, address)| {
            (name.trim(), address.trim())
        })
}

impl Reading<'_> {
    /// A line of text as Markdown.
    pub(super) fn inline(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut plain = String::new();
        let mut rest = text;
        let mut before: Option<char> = None;
        while let Some(c) = rest.chars().next() {
            let made = if opens_after(before) {
                self.marked(rest)
            } else {
                None
            };
            if let Some((made, after)) = made {
                out.push_str(&escaped(&plain));
                plain.clear();
                out.push_str(&made);
                before = rest
                    .get(..rest.len() - after.len())
                    .and_then(|taken| taken.chars().next_back());
                rest = after;
                continue;
            }
            if c == '\\' {
                // What follows means itself; a blank joins what stands around it.
                let mut chars = rest.chars();
                chars.next();
                let next = chars.next();
                plain.extend(next.filter(|c| !c.is_whitespace()));
                before = next;
                rest = chars.as_str();
                continue;
            }
            if c == '_' && closes_before(rest.chars().nth(1).filter(|c| *c != '_')) {
                // `name_` of a target that is known.
                let word = plain
                    .rsplit(|c: char| !(c.is_alphanumeric() || "-.+_".contains(c)))
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                if let Some(address) = self.targets.get(&key(&word)).cloned()
                    && !word.is_empty()
                {
                    plain.truncate(plain.len() - word.len());
                    out.push_str(&escaped(&plain));
                    plain.clear();
                    let made = self.leads_to(&word, &address);
                    out.push_str(&made);
                    before = Some('_');
                    rest = rest.get(1..).unwrap_or_default();
                    continue;
                }
            }
            plain.push(c);
            before = Some(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out.push_str(&escaped(&plain));
        out
    }

    /// What begins here with a mark, and what comes after it.
    fn marked<'t>(&mut self, text: &'t str) -> Option<(String, &'t str)> {
        if let Some((inner, after)) = between(text, "``", "``") {
            return Some((code(inner), after));
        }
        if let Some((inner, after)) = between(text, "**", "**") {
            return Some((format!("**{}**", escaped(&plainly(inner))), after));
        }
        if text.starts_with('*')
            && !text.starts_with("**")
            && let Some((inner, after)) = between(text, "*", "*")
        {
            return Some((format!("*{}*", escaped(&plainly(inner))), after));
        }
        if let Some((name, after)) = between(text, "|", "|") {
            if let Some(made) = self.substitutions.get(&key(name)) {
                self.replaced = self.replaced.saturating_add(made.len());
                if self.replaced <= MOST_REPLACED {
                    return Some((made.clone(), after));
                }
            }
            let is_name =
                name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
            if is_name {
                self.unknown.insert(format!("substitution {}", key(name)));
            }
        }
        if let Some(rest) = text.strip_prefix(':')
            && let Some((role, rest)) = rest.split_once(':')
            && !role.is_empty()
            && role
                .chars()
                .all(|c| c.is_ascii_alphabetic() || "-_:+".contains(c))
            && let Some((inner, after)) = between(rest, "`", "`")
        {
            return Some((self.role(&role.to_lowercase(), inner), after));
        }
        if text.starts_with('`')
            && !text.starts_with("``")
            && let Some((inner, after)) = between(text, "`", "`")
        {
            if let Some(after) = after.strip_prefix("__") {
                let nameless = (!inner.contains('<'))
                    .then(|| self.nameless.pop_front())
                    .flatten();
                return Some(match nameless {
                    Some(address) => (self.leads_to(inner, &address), after),
                    None => (self.reference(inner), after),
                });
            }
            if let Some(after) = after.strip_prefix('_') {
                return Some((self.reference(inner), after));
            }
            return Some((format!("*{}*", escaped(&plainly(inner))), after));
        }
        // `[1]_`: the note of this number.
        if let Some((number, after)) = text
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]_"))
            && !number.is_empty()
            && number
                .chars()
                .all(|c| c.is_alphanumeric() || "#*-".contains(c))
            && closes_before(after.chars().next())
        {
            return Some((format!("\\[{}\\]", escaped(number)), after));
        }
        let address = ["https://", "http://"]
            .iter()
            .find(|scheme| text.starts_with(**scheme))
            .map(|_| {
                let end = text
                    .find(|c: char| c.is_whitespace() || "<>\"`)]}|".contains(c))
                    .unwrap_or(text.len());
                let address = text.get(..end).unwrap_or_default();
                address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*'])
            })?;
        let after = text.get(address.len()..)?;
        Some((format!("<{address}>"), after))
    }

    /// `` `text <address>`_ `` or `` `name`_ ``.
    fn reference(&mut self, inner: &str) -> String {
        let (name, address) = named(inner);
        if name != address || inner.contains('<') {
            let name = if name.is_empty() { address } else { name };
            // An address may be the name of another target.
            let known = address
                .strip_suffix('_')
                .and_then(|name| self.targets.get(&key(name)).cloned());
            return self.leads_to(name, known.as_deref().unwrap_or(address));
        }
        if let Some(address) = self.targets.get(&key(name)).cloned() {
            return self.leads_to(name, &address);
        }
        let label = self.known.labels.get(&key(name));
        if let Some(label) = label.filter(|label| label.path == self.path) {
            return link(&escaped(name), &format!("#{}", label.anchor));
        }
        if self.sections.contains(&key(name)) {
            return link(&escaped(name), &format!("#{}", markdown::anchor(name)));
        }
        self.lost_links.insert(name.to_owned());
        escaped(name)
    }

    /// A link to an address. One without a site is of this handbook as it stood on
    /// another: here it is an article, or nothing.
    fn leads_to(&mut self, name: &str, address: &str) -> String {
        if address.contains("://") || address.starts_with('#') || address.contains(':') {
            return link(&escaped(name), address);
        }
        let (file, place) = address.split_once('#').unwrap_or((address, ""));
        let there = self.path_from_here(file.trim_end_matches('/'));
        let path = [".html", ".htm", ".rst", ".md"]
            .iter()
            .find_map(|ending| there.strip_suffix(*ending))
            .unwrap_or(&there);
        let Some((slug, _)) = self.known.articles.get(path) else {
            self.lost_links.insert(address.to_owned());
            return escaped(name);
        };
        let mut to = article_path(slug);
        if !place.is_empty() {
            to.push('#');
            to.push_str(&markdown::anchor(place));
        }
        link(&escaped(name), &to)
    }

    fn role(&mut self, role: &str, inner: &str) -> String {
        match role {
            "code" | "literal" | "command" | "file" | "samp" | "program" | "envvar" | "kbd"
            | "regexp" | "option" => code(&plainly(inner)),
            "menuselection" | "guilabel" => {
                let path = inner.replace("-->", "→").replace("->", "→");
                let path = path.split('→').map(str::trim).collect::<Vec<_>>();
                format!("**{}**", escaped(&path.join(" → ").replace('&', "")))
            }
            "strong" | "term" | "abbr" => format!("**{}**", escaped(inner)),
            "emphasis" | "title" | "dfn" => format!("*{}*", escaped(inner)),
            "sup" | "sub" | "superscript" | "subscript" => escaped(&plainly(inner)),
            "math" => code(inner),
            "rfc" | "pep" => {
                let (name, number) = named(inner);
                let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
                let name = if name == number {
                    format!("{} {number}", role.to_uppercase())
                } else {
                    name.to_owned()
                };
                let address = match role {
                    "rfc" => format!("https://www.rfc-editor.org/rfc/rfc{digits}"),
                    _ => format!("https://peps.python.org/pep-{digits:0>4}/"),
                };
                link(&escaped(&name), &address)
            }
            "doc" => self.link_article(inner),
            "ref" | "numref" => self.link_label(inner),
            "download" => {
                let (name, path) = named(inner);
                let path = self.path_from_here(path);
                self.lost_files.insert(path);
                escaped(name)
            }
            _ => {
                self.unknown.insert(format!("role {role}"));
                escaped(named(inner).0)
            }
        }
    }

    fn link_article(&mut self, inner: &str) -> String {
        let (name, said) = named(inner);
        let path = self.path_from_here(said.trim_end_matches('/'));
        let path = path.strip_suffix(".rst").unwrap_or(&path);
        let Some((slug, title)) = self.known.articles.get(path) else {
            self.lost_links.insert(said.to_owned());
            return escaped(name);
        };
        let name = if name == said { title.as_str() } else { name };
        link(&escaped(name), &article_path(slug))
    }

    fn link_label(&mut self, inner: &str) -> String {
        let (name, said) = named(inner);
        let label = self.known.labels.get(&key(said)).cloned();
        let there = label.as_ref().and_then(|label| {
            let (slug, _) = self.known.articles.get(&label.path)?;
            Some((label, slug.clone()))
        });
        let Some((label, slug)) = there else {
            self.lost_links.insert(said.to_owned());
            return escaped(name);
        };
        let name = if name == said {
            label.title.as_str()
        } else {
            name
        };
        let mut address = article_path(&slug);
        if label.path == self.path {
            address.clear();
        }
        if !label.anchor.is_empty() || address.is_empty() {
            address.push('#');
            address.push_str(&label.anchor);
        }
        link(&escaped(name), &address)
    }
}

/// Text without the backslashes that kept its marks from meaning something.
fn plainly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().filter(|c| !c.is_whitespace())),
            c => out.push(c),
        }
    }
    out
}

/// A link, whatever stands in its address.
pub(super) fn link(text: &str, address: &str) -> String {
    let address: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !"<>".contains(*c))
        .collect();
    if address.is_empty() {
        return text.to_owned();
    }
    format!("[{text}](<{address}>)")
}
