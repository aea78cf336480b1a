//! Handbooks as articles: files of Markdown and reStructuredText with their
//! pictures, from a folder or a packed file. Links between them stay links. Each
//! file gets an answer; the same files again change nothing.
//!
//! * `unpack.rs`: a packed file, within limits. `markdown_file.rs`: Markdown of
//!   somebody else's. `take.rs`: one article, written down. `record.rs`: what an
//!   import behind its page came to.

mod markdown_file;
mod record;
mod take;
mod unpack;

pub use record::{
    ArticleImport, article_imports, begin_article_import, break_off_article_import,
    finish_article_import,
};
pub use unpack::{MOST_FILES, Unpackable, unpack};

use super::address::slug;
use super::life::Audience;
use super::rst::{self, Known, Label};
use crate::Timestamp;
use crate::files::{Files, Sent};
use crate::id::ArticleImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, StoreError};
use crate::text::Language;
use record::Reached;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A file as it came.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path from the top of what was sent, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The longest name of a handbook, in characters.
pub const LONGEST_HANDBOOK: usize = 60;

/// What becomes of new articles.
#[derive(Debug, Clone)]
pub struct How {
    /// Which handbook it is, for whoever has several: a file of the same path in
    /// another one is another article. May be empty.
    pub handbook: String,
    /// For whom they are; not for one customer.
    pub audience: Audience,
    /// The language they are in.
    pub language: Language,
    /// Whether they are read at once; else they are drafts.
    pub publish: bool,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// A new article.
    New,
    /// A new version of an article.
    Changed,
    /// It is what it was.
    Unchanged,
    /// A picture of an article.
    Picture,
    /// Nothing; the note says why.
    Refused,
}

/// What there is to say about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "names", rename_all = "kebab-case")]
pub enum Note {
    /// It is neither an article nor a picture that an article shows.
    NotTaken,
    /// It is not text in UTF-8.
    NotText,
    /// There is nothing in it.
    Nothing,
    /// It is longer than an article may be.
    TooLong,
    /// Somebody changed the article here: what is in the file is not taken.
    ChangedHere,
    /// Our store did not take it; the log says why.
    Failed,
    /// The picture can't be read.
    BrokenPicture,
    /// What did not come through.
    Unknown(Vec<String>),
    /// Links to articles that are not there.
    LostLinks(Vec<String>),
    /// Pictures and downloads that are not there.
    LostFiles(Vec<String>),
}

/// The answer to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAnswer {
    /// Its path.
    pub path: String,
    /// What became of it.
    pub became: Became,
    /// How the article stands in addresses.
    pub slug: Option<String>,
    /// What there is to say.
    pub notes: Vec<Note>,
}

impl How {
    /// By what an article is known again: its path in its handbook.
    fn source(&self, path: &str) -> String {
        match self.handbook.as_str() {
            "" => path.to_owned(),
            book => format!("{book}: {path}"),
        }
    }
}

impl FileAnswer {
    fn refused(path: &str, why: Note) -> Self {
        Self {
            path: path.to_owned(),
            became: Became::Refused,
            slug: None,
            notes: vec![why],
        }
    }

    /// Whether the whole article came through.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.became != Became::Refused && self.notes.is_empty()
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ArticleImportError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no article in it.
    #[error("no article")]
    NoArticle,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The endings of files with text, and of pictures.
fn is_text(path: &str) -> bool {
    ends(path, &["md", "markdown", "rst"])
}

fn is_picture(path: &str) -> bool {
    ends(path, &["png", "jpg", "jpeg", "webp"])
}

fn ends(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// The path without its ending, as links name it.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// An article about to be taken.
struct Ready {
    path: String,
    slug: String,
    converted: rst::Converted,
}

/// Imports files; answers what became of each, in the order of their paths. If it is an
/// import with a page of its own, that says meanwhile how far it is.
///
/// # Errors
/// See [`ArticleImportError`]. A file that can't be taken is an answer, no error.
pub async fn import_articles(
    db: &Db,
    files: &Files,
    actor: &Actor,
    sent: Vec<SourceFile>,
    mut how: How,
    now: Timestamp,
    page: Option<ArticleImportId>,
) -> Result<Vec<FileAnswer>, ArticleImportError> {
    actor.demand(Permission::Support)?;
    how.handbook = crate::tidy::tidy(&how.handbook)
        .chars()
        .take(LONGEST_HANDBOOK)
        .collect();
    let sent: BTreeMap<String, Vec<u8>> = from_the_top(sent);
    let (sent, ready, mut answers) = aside(move || {
        let (ready, answers) = read(&sent);
        (sent, ready, answers)
    })
    .await?;
    if ready.is_empty() {
        return Err(ArticleImportError::NoArticle);
    }
    let slugs = take::slugs_of(db, actor, &ready, &how).await?;
    let (sent, ready) = aside(move || {
        let ready = convert(ready, &slugs, &sent);
        (sent, ready)
    })
    .await?;
    let mut used = BTreeSet::new();
    let mut broken = BTreeSet::new();
    let mut reached = Reached::of(page);
    for one in ready {
        let path = one.path.clone();
        used.extend(one.converted.pictures.iter().cloned());
        let pictures = one
            .converted
            .pictures
            .iter()
            .filter_map(|path| {
                let sent = Sent {
                    name: path.clone(),
                    bytes: sent.get(path)?.clone(),
                };
                Some((path.clone(), sent))
            })
            .collect();
        let answer = match take::take(db, files, actor, one, pictures, &how, now).await {
            Ok((answer, lost)) => {
                broken.extend(lost);
                answer
            }
            Err(error) => {
                tracing::warn!(%error, path, "importing an article");
                FileAnswer::refused(&path, Note::Failed)
            }
        };
        answers.push(answer);
        reached.came_to(db, actor, &answers).await;
    }
    for path in sent.keys().filter(|path| !is_text(path)) {
        let answer = if broken.contains(path) {
            FileAnswer::refused(path, Note::BrokenPicture)
        } else if used.contains(path) {
            FileAnswer {
                path: path.clone(),
                became: Became::Picture,
                slug: None,
                notes: Vec::new(),
            }
        } else {
            FileAnswer::refused(path, Note::NotTaken)
        };
        answers.push(answer);
    }
    answers.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(answers)
}

/// Does what takes its time on a thread that nobody else waits for.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Unsuitable(error.to_string()))
}

/// The files by their paths, without a folder that all of them are in.
fn from_the_top(sent: Vec<SourceFile>) -> BTreeMap<String, Vec<u8>> {
    let top = sent
        .first()
        .and_then(|file| file.path.split_once('/'))
        .map(|(top, _)| format!("{top}/"))
        .filter(|top| sent.iter().all(|file| file.path.starts_with(top.as_str())));
    sent.into_iter()
        .map(|file| {
            let path = match &top {
                Some(top) => file.path.get(top.len()..).unwrap_or_default().to_owned(),
                None => file.path,
            };
            (path, file.bytes)
        })
        .collect()
}

/// A file with text, before it is converted.
struct Source {
    path: String,
    text: String,
    title: String,
    labels: Vec<(String, Label)>,
}

/// The files with text, and the answers to those that can't be read.
fn read(sent: &BTreeMap<String, Vec<u8>>) -> (Vec<Source>, Vec<FileAnswer>) {
    let mut ready = Vec::new();
    let mut answers = Vec::new();
    for (path, bytes) in sent.iter().filter(|(path, _)| is_text(path)) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            answers.push(FileAnswer::refused(path, Note::NotText));
            continue;
        };
        let text = text.trim_start_matches('\u{feff}').replace('\0', "");
        if text.trim().is_empty() {
            answers.push(FileAnswer::refused(path, Note::Nothing));
            continue;
        }
        if text.chars().count() > super::LONGEST_ARTICLE {
            answers.push(FileAnswer::refused(path, Note::TooLong));
            continue;
        }
        let (title, labels) = if ends(path, &["rst"]) {
            rst::outline(stem(path), &text)
        } else {
            (markdown_file::title(&text), Vec::new())
        };
        ready.push(Source {
            title: if title.is_empty() {
                named_by(path)
            } else {
                title
            },
            path: path.clone(),
            text,
            labels,
        });
    }
    (ready, answers)
}

/// A title made of a path, for a file that has none.
fn named_by(path: &str) -> String {
    let stem = stem(path);
    let name = stem.rsplit('/').next().unwrap_or(stem);
    name.replace(['-', '_'], " ")
}

/// The part of an address that a path in a handbook is made into.
fn slug_of(handbook: &str, path: &str) -> String {
    match slug(&format!("{handbook} {}", stem(path).replace('/', " "))) {
        slug if slug.is_empty() => "article".to_owned(),
        slug => slug,
    }
}

fn convert(
    sources: Vec<Source>,
    slugs: &BTreeMap<String, String>,
    sent: &BTreeMap<String, Vec<u8>>,
) -> Vec<Ready> {
    let mut known = Known {
        pictures: sent
            .keys()
            .filter(|path| is_picture(path))
            .cloned()
            .collect(),
        ..Known::default()
    };
    for source in &sources {
        let slug = slugs.get(&source.path).cloned().unwrap_or_default();
        known
            .articles
            .insert(stem(&source.path).to_owned(), (slug, source.title.clone()));
        known.labels.extend(source.labels.iter().cloned());
    }
    sources
        .into_iter()
        .map(|source| {
            let mut converted = if ends(&source.path, &["rst"]) {
                rst::convert(stem(&source.path), &source.text, &known)
            } else {
                markdown_file::convert(stem(&source.path), &source.text, &known)
            };
            if converted.title.is_empty() {
                converted.title = source.title;
            }
            Ready {
                slug: slugs.get(&source.path).cloned().unwrap_or_default(),
                path: source.path,
                converted,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_folder_that_all_are_in_is_left_out() {
        let paths = |files: Vec<SourceFile>| from_the_top(files).into_keys().collect::<Vec<_>>();
        assert_eq!(
            paths(vec![file("kb/a.rst", ""), file("kb/b/c.md", "")]),
            ["a.rst", "b/c.md"]
        );
        assert_eq!(
            paths(vec![file("a.rst", ""), file("b/c.md", "")]),
            ["a.rst", "b/c.md"]
        );
    }

    #[test]
    fn what_is_no_text_is_answered() {
        let mut sent = from_the_top(vec![file("a.md", " \n"), file("b.md", "# B")]);
        sent.insert("c.rst".to_owned(), vec![0xff, 0xfe]);
        let (ready, answers) = read(&sent);
        assert_eq!(ready.len(), 1);
        let notes: Vec<&Note> = answers.iter().flat_map(|one| &one.notes).collect();
        assert_eq!(notes, [&Note::Nothing, &Note::NotText]);
    }

    #[test]
    fn files_of_both_kinds_link_to_each_other() {
        let sent = from_the_top(vec![
            file("a.md", "# Aa\n\nSee [b](b/c.rst) and ![x](b/p.png)."),
            file("b/c.rst", "Cee\n===\n\nSee :doc:`/a`.\n"),
            file("b/p.png", "x"),
        ]);
        let (sources, _) = read(&sent);
        let slugs = sources
            .iter()
            .map(|one| (one.path.clone(), slug_of("", &one.path)))
            .collect();
        let ready = convert(sources, &slugs, &sent);
        let texts: Vec<&str> = ready
            .iter()
            .map(|one| one.converted.text.as_str())
            .collect();
        assert_eq!(
            texts,
            [
                "See [b](</help/articles/b-c>) and ![x](<picture:b/p.png>).",
                "See [Aa](</help/articles/a>)."
            ]
        );
    }
}
