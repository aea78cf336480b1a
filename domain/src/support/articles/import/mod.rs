//! Handbooks as articles: files of Markdown and reStructuredText with their
//! pictures, from a folder or a packed file. Links between them stay links. Each
//! file gets an answer; the same files again change nothing.
//!
//! * `unpack.rs`: a packed file, within limits. `markdown_file.rs`: Markdown of
//!   somebody else's. `take.rs`: one article, written down.

mod markdown_file;
mod take;
mod unpack;

pub use unpack::{MOST_FILES, Unpackable, unpack};

use super::address::slug;
use super::life::Audience;
use super::rst::{self, Known, Label};
use crate::Timestamp;
use crate::args;
use crate::files::{Files, Sent};
use crate::id::ArticleImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, ask_earlier, json_or_text, key_row};
use crate::text::Language;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A file as it came.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path from the top of what was sent, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What becomes of new articles.
#[derive(Debug, Clone, Copy)]
pub struct How {
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

/// Imports files; answers what became of each, in the order of their paths.
/// `each` hears of every answer as soon as there is one.
///
/// # Errors
/// See [`ArticleImportError`]. A file that can't be taken is an answer, no error.
pub async fn import_articles(
    db: &Db,
    files: &Files,
    actor: &Actor,
    sent: Vec<SourceFile>,
    how: How,
    now: Timestamp,
    mut each: impl FnMut(&FileAnswer),
) -> Result<Vec<FileAnswer>, ArticleImportError> {
    actor.demand(Permission::Support)?;
    let sent: BTreeMap<String, Vec<u8>> = from_the_top(sent);
    let (ready, mut answers) = read(&sent);
    if ready.is_empty() {
        return Err(ArticleImportError::NoArticle);
    }
    let slugs = take::slugs_of(db, actor, &ready).await?;
    let ready = convert(ready, &slugs, &sent);
    let mut used = BTreeSet::new();
    let mut broken = BTreeSet::new();
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
        let answer = match take::take(db, files, actor, one, pictures, how, now).await {
            Ok((answer, lost)) => {
                broken.extend(lost);
                answer
            }
            Err(error) => {
                tracing::warn!(%error, path, "importing an article");
                FileAnswer::refused(&path, Note::Failed)
            }
        };
        each(&answer);
        answers.push(answer);
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

/// The part of an address that a path is made into.
fn slug_of(path: &str) -> String {
    match slug(&stem(path).replace('/', " ")) {
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

/// An import as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArticleImport {
    /// Which.
    pub id: ArticleImportId,
    /// What was sent.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// How many files there are.
    pub files: i64,
    /// When all of them had an answer; nothing while it goes on, or if the program
    /// was stopped.
    pub finished_at: Option<Timestamp>,
    /// What became of each.
    #[serde(deserialize_with = "json_or_text")]
    pub answers: Vec<FileAnswer>,
}

const FORM: &str = "article-import";

/// Begins an import that goes on when the page has answered; answers which, and
/// whether it is a new one.
///
/// # Errors
/// See [`ArticleImportError`].
pub async fn begin_article_import(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    name: &str,
    files: usize,
    now: Timestamp,
) -> Result<(ArticleImportId, bool), ArticleImportError> {
    actor.demand(Permission::Support)?;
    let name: String = crate::support::open::one_line(name)
        .chars()
        .take(120)
        .collect();
    let files = i64::try_from(files).unwrap_or(i64::MAX);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(earlier) = ask_earlier(&actor, key, FORM).fetch(tx).await? {
                let id = earlier.parse().map_err(|_| StoreError::BadRow {
                    table: "idempotency",
                    what: earlier.clone(),
                })?;
                return Ok((id, false));
            }
            let id = ArticleImportId::new();
            tx.run(
                "INSERT INTO article_import (id, name, person_id, at, files, answers)
                 VALUES ($1, $2, $3, $4, $5, $6)",
                args![
                    id,
                    name,
                    super::write::person_of(&actor),
                    now,
                    files,
                    json!([])
                ],
            )
            .await?;
            tx.insert([key_row(&actor, key, FORM, &id.to_string(), now)])
                .await?;
            Ok((id, true))
        })
    })
    .await
}

/// Writes down what an import came to.
///
/// # Errors
/// See [`ArticleImportError`].
pub async fn finish_article_import(
    db: &Db,
    actor: &Actor,
    id: ArticleImportId,
    answers: &[FileAnswer],
    now: Timestamp,
) -> Result<(), ArticleImportError> {
    actor.demand(Permission::Support)?;
    let answers = json!(answers);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE article_import SET answers = $2, finished_at = $3 WHERE id = $1",
                args![id, answers, now],
            )
            .await?;
            Ok(())
        })
    })
    .await
}

/// The last imports, the newest first; or one.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn article_imports<E>(
    db: &Db,
    actor: &Actor,
    one: Option<ArticleImportId>,
) -> Result<Vec<ArticleImport>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static IMPORTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "at", "files", "finished_at", "answers"],
            "SELECT i.id, i.name, i.at, i.files, i.finished_at, i.answers FROM article_import i
             WHERE $1 IS NULL OR i.id = $1 ORDER BY i.at DESC, i.id DESC LIMIT 10",
        )
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(IMPORTS.all(&mut read, args![one]).await?)
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
            .map(|one| (one.path.clone(), slug_of(&one.path)))
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
