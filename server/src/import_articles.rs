//! `rapport import-articles`: a handbook from a folder or a packed file.

use clap::Args;
use domain::Timestamp;
use domain::files::Files;
use domain::identity::Actor;
use domain::store::Db;
use domain::support::articles::Audience;
use domain::support::articles::import::{
    Became, FileAnswer, How, MOST_FILES, Note, SourceFile, import_articles, unpack,
};
use domain::text::Language;
use std::path::{Path, PathBuf};

/// What is imported, and what becomes of it.
#[derive(Debug, Args)]
pub struct ImportArticles {
    /// The folder or packed file (ZIP) with the articles and their pictures.
    from: PathBuf,
    /// Which handbook it is, if you have several: files of the same path in another
    /// one are other articles.
    #[arg(long, default_value = "")]
    handbook: String,
    /// The language they are in.
    #[arg(long, default_value = "en")]
    language: String,
    /// New articles are for all customers; else they are internal.
    #[arg(long)]
    for_customers: bool,
    /// New articles are published at once; else they are drafts.
    #[arg(long)]
    publish: bool,
    /// Say what became of every file, not only of those with remarks.
    #[arg(long)]
    all: bool,
}

/// The most bytes of a single file: no article and no picture is as large.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Imports, and says what became of each file.
///
/// # Errors
/// A sentence for whoever started it.
pub async fn run(db: &Db, files: &Files, command: ImportArticles) -> Result<(), String> {
    let language = Language::from_code(&command.language)
        .ok_or_else(|| format!("--language {}: not one of ours", command.language))?;
    let sent = read(&command.from)?;
    let how = How {
        handbook: command.handbook,
        audience: if command.for_customers {
            Audience::All
        } else {
            Audience::Internal
        },
        language,
        publish: command.publish,
    };
    let actor = Actor::system();
    let now = Timestamp::now();
    let answers = import_articles(db, files, &actor, sent, how, now, None)
        .await
        .map_err(|error| error.to_string())?;
    for answer in &answers {
        if command.all || !answer.notes.is_empty() {
            println!("{}", line(answer));
        }
    }
    let count = |became: Became| answers.iter().filter(|one| one.became == became).count();
    let articles: Vec<&FileAnswer> = answers.iter().filter(|one| one.slug.is_some()).collect();
    let whole = articles.iter().filter(|one| one.is_whole()).count();
    let but_files = articles
        .iter()
        .filter(|one| {
            one.became != Became::Refused
                && one
                    .notes
                    .iter()
                    .all(|note| matches!(note, Note::LostFiles(_)))
        })
        .count();
    println!(
        "{} articles: {} new, {} changed, {} unchanged; {} files refused. {whole} came through \
         whole, {but_files} but for pictures and files that are not there.",
        articles.len(),
        count(Became::New),
        count(Became::Changed),
        count(Became::Unchanged),
        count(Became::Refused),
    );
    Ok(())
}

fn line(answer: &FileAnswer) -> String {
    let became = match answer.became {
        Became::New => "new",
        Became::Changed => "changed",
        Became::Unchanged => "unchanged",
        Became::Picture => "picture",
        Became::Refused => "refused",
    };
    let notes: Vec<String> = answer.notes.iter().map(said).collect();
    if notes.is_empty() {
        return format!("{}: {became}", answer.path);
    }
    format!("{}: {became}; {}", answer.path, notes.join("; "))
}

fn said(note: &Note) -> String {
    match note {
        Note::NotTaken => "no article, and no picture that one shows".to_owned(),
        Note::NotText => "not text in UTF-8".to_owned(),
        Note::Nothing => "nothing in it".to_owned(),
        Note::TooLong => "longer than an article may be".to_owned(),
        Note::ChangedHere => "changed here since: not taken".to_owned(),
        Note::Failed => "could not be kept; see the log".to_owned(),
        Note::BrokenPicture => "the picture can't be read".to_owned(),
        Note::Unknown(names) => format!("kept as text: {}", names.join(", ")),
        Note::LostLinks(names) => format!("links to nothing: {}", names.join(", ")),
        Note::LostFiles(names) => format!("not there: {}", names.join(", ")),
    }
}

fn read(from: &Path) -> Result<Vec<SourceFile>, String> {
    let wrong = |error: std::io::Error| format!("{} can't be read: {error}", from.display());
    if from.is_dir() {
        let mut found = Vec::new();
        folder(from, from, &mut found).map_err(wrong)?;
        if found.len() > MOST_FILES {
            return Err(format!("{}: more than {MOST_FILES} files", from.display()));
        }
        return Ok(found);
    }
    let bytes = std::fs::read(from).map_err(wrong)?;
    unpack(&bytes).map_err(|error| format!("{}: {error}", from.display()))
}

/// The files in a folder and those in it. Links are not followed: they may lead
/// anywhere.
fn folder(top: &Path, at: &Path, found: &mut Vec<SourceFile>) -> std::io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(at)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        if found.len() > MOST_FILES {
            return Ok(());
        }
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type()?;
        let path = entry.path();
        if hidden || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            folder(top, &path, found)?;
        } else if entry.metadata()?.len() <= LARGEST {
            let name = path.strip_prefix(top).unwrap_or(&path);
            let parts: Vec<String> = name
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            found.push(SourceFile {
                path: parts.join("/"),
                bytes: std::fs::read(&path)?,
            });
        }
    }
    Ok(())
}
