//! reStructuredText as our Markdown, for the constructs that handbooks use:
//! titles, paragraphs, lists, definitions, quotes, tables, code, admonitions,
//! pictures, links between articles. What is not known keeps its text and is
//! named, so that nobody believes that it came through.
//! <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>
//!
//! * `blocks.rs`: what stands below each other; `markers.rs`: what lists begin with;
//!   `directives.rs`: `.. name::`;
//!   `tables.rs`: the two kinds of drawn tables; `diagrams.rs`: those that are written;
//!   `inline.rs`: what stands in a line; `raw_html.rs`: what is said in HTML.

mod blocks;
mod diagrams;
mod directives;
mod inline;
mod markers;
mod raw_html;
mod tables;

use super::markdown;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What other files of the same import are called, by which links find them.
#[derive(Debug, Default, Clone)]
pub struct Known {
    /// Where an article is and what it is called, by its path without the ending:
    /// `manual/nat`.
    pub articles: BTreeMap<String, (String, String)>,
    /// The article of a label with the section's address in it and its title.
    pub labels: BTreeMap<String, Label>,
    /// The paths of pictures that are there.
    pub pictures: BTreeSet<String>,
}

/// A place in an article that others link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The article's path without the ending.
    pub path: String,
    /// The section's address in it; empty for its beginning.
    pub anchor: String,
    /// What the section is called.
    pub title: String,
}

/// What a file became.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    /// What it is called; empty if it has no title.
    pub title: String,
    /// The rest, as Markdown. Pictures are `picture:` with their path.
    pub text: String,
    /// What did not come through, by its name: `directive nwdiag`.
    pub unknown: BTreeSet<String>,
    /// Links to articles that are not there, by their path or label.
    pub lost_links: BTreeSet<String>,
    /// Pictures and downloads that are not there, by their path.
    pub lost_files: BTreeSet<String>,
    /// The pictures that it shows.
    pub pictures: BTreeSet<String>,
}

/// The titles and labels of a file, before it is converted: what others link to.
#[must_use]
pub fn outline(path: &str, source: &str) -> (String, Vec<(String, Label)>) {
    let known = Known::default();
    let mut reading = Reading::new(path, &known);
    let lines = lines(source);
    reading.gather(&lines);
    reading.blocks(&lines, 0);
    // A label below the last title names the article.
    let last = std::mem::take(&mut reading.waiting);
    reading
        .labels
        .extend(last.into_iter().map(|name| (name, None)));
    let labels = reading
        .labels
        .iter()
        .map(|(name, title)| {
            let label = Label {
                path: path.to_owned(),
                anchor: title.as_deref().map(markdown::anchor).unwrap_or_default(),
                title: title.clone().unwrap_or_else(|| reading.title.clone()),
            };
            (name.clone(), label)
        })
        .collect();
    (reading.title, labels)
}

/// Converts a file. `path` is its own without the ending.
#[must_use]
pub fn convert(path: &str, source: &str, known: &Known) -> Converted {
    let mut reading = Reading::new(path, known);
    let lines = lines(source);
    reading.gather(&lines);
    let blocks = reading.blocks(&lines, 0);
    Converted {
        title: reading.title,
        text: blocks.join("\n\n"),
        unknown: reading.unknown,
        lost_links: reading.lost_links,
        lost_files: reading.lost_files,
        pictures: reading.pictures,
    }
}

/// The lines with their tabs as blanks and nothing behind them.
fn lines(source: &str) -> Vec<String> {
    source
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| {
            let mut wide = String::with_capacity(line.len());
            let mut column = 0;
            for c in line.chars() {
                if c == '\t' {
                    let blanks = 8 - column % 8;
                    wide.extend(std::iter::repeat_n(' ', blanks));
                    column += blanks;
                } else {
                    wide.push(c);
                    column += 1;
                }
            }
            wide.trim_end().to_owned()
        })
        .collect()
}

/// A file under way.
struct Reading<'a> {
    path: &'a str,
    known: &'a Known,
    title: String,
    /// Which characters mark which level of titles, in the order they came.
    levels: Vec<(char, bool)>,
    /// `.. _name: address`.
    targets: BTreeMap<String, String>,
    /// `__ address`: the addresses of references without a name, in their order.
    nameless: VecDeque<String>,
    /// What the file's own titles say, by which references find them.
    sections: BTreeSet<String>,
    /// `.. |name| image:: path` or text, as Markdown.
    substitutions: BTreeMap<String, String>,
    /// Labels that wait for their title.
    waiting: Vec<String>,
    labels: Vec<(String, Option<String>)>,
    unknown: BTreeSet<String>,
    lost_links: BTreeSet<String>,
    lost_files: BTreeSet<String>,
    pictures: BTreeSet<String>,
    /// How many bytes stand where names of substitutions stood.
    replaced: usize,
    /// How deep directives and quotes stand in each other.
    depth: usize,
}

/// Deeper than anybody writes; a file that does it on purpose must not fill the
/// stack.
const DEEPEST: usize = 24;

/// So many bytes are put where names stand for texts: texts that stand for each
/// other ten times over, ten deep, must not fill the memory.
const MOST_REPLACED: usize = 1_000_000;

/// More cells than the longest article has room for. Each row of a table becomes as
/// wide as the widest: one that is very wide and very many that are not must not fill
/// the memory either.
const MOST_CELLS: usize = 100_000;

impl<'a> Reading<'a> {
    fn new(path: &'a str, known: &'a Known) -> Self {
        Self {
            path,
            known,
            title: String::new(),
            levels: Vec::new(),
            targets: BTreeMap::new(),
            nameless: VecDeque::new(),
            sections: BTreeSet::new(),
            substitutions: BTreeMap::new(),
            waiting: Vec::new(),
            labels: Vec::new(),
            unknown: BTreeSet::new(),
            lost_links: BTreeSet::new(),
            lost_files: BTreeSet::new(),
            pictures: BTreeSet::new(),
            replaced: 0,
            depth: 0,
        }
    }

    /// Reads first what lines further up refer to.
    fn gather(&mut self, lines: &[String]) {
        for (at, line) in lines.iter().enumerate() {
            if lines
                .get(at + 1)
                .is_some_and(|line| blocks::is_title_mark(line))
            {
                self.sections.insert(key(line));
            }
            let nameless = line
                .trim_start()
                .strip_prefix("__ ")
                .or_else(|| line.trim_start().strip_prefix(".. __: "));
            if let Some(address) = nameless {
                self.nameless.push_back(address.trim().to_owned());
                continue;
            }
            let Some(rest) = line.trim_start().strip_prefix(".. ") else {
                continue;
            };
            // An address may stand on the next line, set in.
            let below = lines.get(at + 1).filter(|line| line.starts_with("  "));
            let below = below.map_or("", |line| line.trim());
            let target = rest.strip_prefix('_').filter(|rest| !rest.starts_with('_'));
            if let Some((name, address)) = target.and_then(|rest| rest.split_once(": ")) {
                self.targets.insert(key(name), address.trim().to_owned());
            } else if let Some(name) = target.and_then(|rest| rest.strip_suffix(':'))
                && below.contains("://")
            {
                self.targets.insert(key(name), below.to_owned());
            } else if let Some((name, rest)) =
                rest.strip_prefix('|').and_then(|rest| rest.split_once('|'))
            {
                let made = match rest.trim().split_once("::") {
                    Some(("image", path)) => self.picture(path.trim(), ""),
                    Some(("replace", text)) => self.inline(text.trim()),
                    _ => continue,
                };
                self.substitutions.insert(key(name), made);
            }
        }
    }

    /// Another file's path, as this one says it: from its own folder, or with a
    /// slash from the top.
    fn path_from_here(&self, said: &str) -> String {
        join(self.path, said)
    }

    /// A picture that is there, as Markdown; else its text.
    fn picture(&mut self, said: &str, alt: &str) -> String {
        let path = self.path_from_here(said);
        if self.known.pictures.contains(&path) {
            let shown = format!("![{}](<picture:{path}>)", inline::escaped(alt));
            self.pictures.insert(path);
            return shown;
        }
        self.lost_files.insert(path);
        inline::escaped(alt)
    }
}

/// The path that `said` means in the file at `path`.
#[must_use]
pub fn join(path: &str, said: &str) -> String {
    let mut parts: Vec<&str> = match said.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => {
            let mut folder: Vec<&str> = path.split('/').collect();
            folder.pop();
            folder
        }
    };
    for part in said.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A name as it is compared: in small letters, one blank between words.
fn key(name: &str) -> String {
    let name = name.trim().trim_matches('`');
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests;
