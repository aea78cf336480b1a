//! One article of a handbook, written down.

use super::{Became, FileAnswer, How, Note, Ready, Source, slug_of};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::files::{Files, Keep, Kind, Sent, TakeError, keep};
use crate::id::{ArticleId, CustomerId, FileId};
use crate::identity::Actor;
use crate::store::{Db, FormKey, Insert, JsonRows, JsonSets, Query, StoreError, Tx};
use crate::support::articles::LONGEST_TITLE;
use crate::support::articles::life::Standing;
use crate::support::articles::publish::put_on_site;
use crate::support::articles::write::person_of;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// How the articles of these files stand in addresses: as they do already, or as
/// their paths say, where no other article stands so.
pub(super) async fn slugs_of(
    db: &Db,
    actor: &Actor,
    sources: &[Source],
    how: &How,
) -> Result<BTreeMap<String, String>, StoreError> {
    static TAKEN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["slug", "source"],
            "SELECT a.slug, a.source FROM article a
             WHERE a.source <text in $1> OR a.slug <text in $2> /* staff */",
        )
    });
    #[derive(Deserialize)]
    struct Row {
        slug: String,
        source: Option<String>,
    }
    let paths: Vec<&str> = sources.iter().map(|one| one.path.as_str()).collect();
    let known_by: Vec<String> = paths.iter().map(|path| how.source(path)).collect();
    let wanted: Vec<String> = paths
        .iter()
        .map(|path| slug_of(&how.handbook, path))
        .collect();
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<Row> = TAKEN
        .all(&mut read, args![json!(known_by), json!(wanted)])
        .await?;
    let mut taken: HashSet<String> = rows.iter().map(|row| row.slug.clone()).collect();
    let there: BTreeMap<String, String> = rows
        .into_iter()
        .filter_map(|row| Some((row.source?, row.slug)))
        .collect();
    let mut slugs = BTreeMap::new();
    for (path, wanted) in paths.into_iter().zip(wanted) {
        let slug = match there.get(&how.source(path)) {
            Some(slug) => slug.clone(),
            None => {
                let mut slug = wanted.clone();
                let mut number = 2;
                while !taken.insert(slug.clone()) {
                    slug = format!("{wanted}-{number}");
                    number += 1;
                }
                slug
            }
        };
        slugs.insert(path.to_owned(), slug);
    }
    Ok(slugs)
}

#[derive(Debug, Deserialize)]
struct Sets {
    articles: Vec<There>,
    pictures: Vec<PictureRow>,
}

#[derive(Debug, Deserialize)]
struct There {
    id: ArticleId,
    customer: Option<CustomerId>,
    standing: Standing,
    language: String,
    source_sha: Option<String>,
    source_version: Option<i64>,
    newest: i64,
}

#[derive(Debug, Deserialize)]
struct PictureRow {
    file: FileId,
    name: String,
    sha256: String,
}

/// What is there of the file at `$1`.
static THERE: LazyLock<JsonSets> =
    LazyLock::new(|| {
        JsonSets::new(&[
        (
            "articles",
            &[
                "id", "customer", "standing", "language", "source_sha", "source_version", "newest",
            ],
            "SELECT a.id, a.customer_id AS customer, a.state AS standing, a.language, a.source_sha,
                 a.source_version, (SELECT COALESCE(MAX(v.number), 0) FROM article_version v
                     WHERE v.article_id = a.id AND v.language = a.language) AS newest
             FROM article a WHERE a.source = $1",
        ),
        (
            "pictures",
            &["file", "name", "sha256"],
            "SELECT p.file_id AS file, p.name, f.sha256 FROM article a
             JOIN article_picture p ON p.article_id = a.id
             JOIN stored_file f ON f.id = p.file_id
             WHERE a.source = $1 /* staff */",
        ),
    ])
    });

/// Takes an article in; answers what became of its file, and which of its pictures
/// can't be read.
pub(super) async fn take(
    db: &Db,
    files: &Files,
    actor: &Actor,
    ready: Ready,
    pictures: Vec<(String, Sent)>,
    how: &How,
    now: Timestamp,
) -> Result<(FileAnswer, Vec<String>), StoreError> {
    let mut read = db.read(actor.scope()).await?;
    let source = how.source(&ready.path);
    let there: Sets = THERE.fetch(&mut read, args![source.as_str()]).await?;
    drop(read);
    let mut answer = FileAnswer {
        path: ready.path.clone(),
        became: Became::Unchanged,
        slug: Some(ready.slug.clone()),
        notes: notes(&ready),
    };
    let sha = sha_of(&ready, &pictures);
    let before = there.articles.into_iter().next();
    if let Some(before) = &before {
        if before.source_sha.as_deref() == Some(sha.as_str()) {
            return Ok((answer, Vec::new()));
        }
        if before.source_version != Some(before.newest) {
            answer.became = Became::Refused;
            answer.notes.insert(0, Note::ChangedHere);
            return Ok((answer, Vec::new()));
        }
    }
    let customer = before.as_ref().and_then(|before| before.customer);
    let mut text = ready.converted.text.clone();
    let mut shown = Vec::new();
    let mut broken = Vec::new();
    for (path, sent) in pictures {
        let digits = hex(&Sha256::digest(&sent.bytes));
        let known = there
            .pictures
            .iter()
            .find(|one| one.name == path && one.sha256 == digits)
            .map(|one| one.file);
        let file = match known {
            Some(file) => Some(file),
            None => store(db, files, actor, sent, customer, now).await?,
        };
        let from = format!("<picture:{path}>");
        match file {
            Some(file) => {
                text = text.replace(&from, &format!("</files/{file}/page>"));
                shown.push((file, path));
            }
            None => broken.push(path),
        }
    }
    let title: String = ready.converted.title.chars().take(LONGEST_TITLE).collect();
    answer.became = match before {
        None => Became::New,
        Some(_) => Became::Changed,
    };
    let written = Written {
        before,
        slug: ready.slug,
        source,
        sha,
        title,
        // A file of nothing but a title is an article all the same.
        text: if text.is_empty() {
            "—".to_owned()
        } else {
            text
        },
        shown,
        how: how.clone(),
    };
    let by = actor.clone();
    let came = db
        .write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move { write(tx, &by, written, now).await })
        })
        .await?;
    match came {
        Came::Written => {}
        Came::There => answer.became = Became::Unchanged,
        Came::TooLate => {
            answer.became = Became::Refused;
            answer.notes.insert(0, Note::ChangedHere);
        }
    }
    Ok((answer, broken))
}

fn notes(ready: &Ready) -> Vec<Note> {
    let list = |set: &std::collections::BTreeSet<String>| -> Vec<String> {
        set.iter().take(50).cloned().collect()
    };
    let converted = &ready.converted;
    let mut notes = Vec::new();
    if !converted.unknown.is_empty() {
        notes.push(Note::Unknown(list(&converted.unknown)));
    }
    if !converted.lost_links.is_empty() {
        notes.push(Note::LostLinks(list(&converted.lost_links)));
    }
    if !converted.lost_files.is_empty() {
        notes.push(Note::LostFiles(list(&converted.lost_files)));
    }
    notes
}

/// By what is seen whether anything has changed: the text as it is converted, its
/// title, and what is in its pictures.
fn sha_of(ready: &Ready, pictures: &[(String, Sent)]) -> String {
    let mut hash = Sha256::new();
    hash.update(ready.converted.title.as_bytes());
    hash.update([0]);
    hash.update(ready.converted.text.as_bytes());
    for (path, sent) in pictures {
        hash.update([0]);
        hash.update(path.as_bytes());
        hash.update(Sha256::digest(&sent.bytes));
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A picture in the store of files; `None` if it can't be read.
async fn store(
    db: &Db,
    files: &Files,
    actor: &Actor,
    sent: Sent,
    customer: Option<CustomerId>,
    now: Timestamp,
) -> Result<Option<FileId>, StoreError> {
    let taken = match files.take(sent, Kind::Picture).await {
        Ok(taken) => taken,
        Err(TakeError::Fault(_)) => return Ok(None),
        Err(TakeError::Files(error)) => {
            return Err(StoreError::Unsuitable(error.to_string()));
        }
    };
    let whose = Keep {
        customer,
        key: FormKey::fresh(),
        form: "article-picture",
    };
    let id = taken.id();
    keep::<StoreError, _>(db, files, actor, taken, whose, now, |_, _| {
        Box::pin(async { Ok(()) })
    })
    .await?;
    Ok(Some(id))
}

/// What is to be written down.
struct Written {
    before: Option<There>,
    slug: String,
    /// See [`How::source`].
    source: String,
    sha: String,
    title: String,
    text: String,
    shown: Vec<(FileId, String)>,
    how: How,
}

/// What became of it when it was to be written down.
enum Came {
    Written,
    /// Another import wrote the same at this moment.
    There,
    /// Somebody wrote something else there since it was looked up.
    TooLate,
}

/// What stands there instead of what was looked up.
async fn instead(tx: &mut Tx, new: &Written) -> Result<Came, StoreError> {
    let there: Option<Option<String>> = tx
        .scalar(
            "SELECT source_sha FROM article WHERE source = $1 /* staff */",
            args![new.source.as_str()],
        )
        .await?;
    let same = there.flatten().as_deref() == Some(new.sha.as_str());
    Ok(if same { Came::There } else { Came::TooLate })
}

/// Writes it down, if it still stands as it was looked up: what somebody wrote meanwhile
/// is never overwritten.
async fn write(
    tx: &mut Tx,
    actor: &Actor,
    new: Written,
    now: Timestamp,
) -> Result<Came, StoreError> {
    let (id, number, language, publish) = match &new.before {
        None => {
            let id = ArticleId::new();
            let begun = tx
                .run(
                    "INSERT INTO article (id, slug, customer_id, audience, state, title, language,
                         owner_id, source, source_sha, source_version, created_at, updated_at)
                     VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)
                     ON CONFLICT DO NOTHING",
                    args![
                        id,
                        new.slug.as_str(),
                        new.how.audience.code(),
                        Standing::Draft.code(),
                        new.title.as_str(),
                        new.how.language.code(),
                        person_of(actor),
                        new.source.as_str(),
                        new.sha.as_str(),
                        now
                    ],
                )
                .await?;
            if begun == 0 {
                return instead(tx, &new).await;
            }
            let language = new.how.language.code().to_owned();
            (id, 1, language, new.how.publish)
        }
        Some(before) => {
            tx.lock("article", "id", "id", args![before.id]).await?;
            let newest: Option<i64> = tx
                .scalar(
                    "SELECT COALESCE(MAX(number), 0) FROM article_version
                     WHERE article_id = $1 AND language = $2",
                    args![before.id, before.language.as_str()],
                )
                .await?;
            if newest != Some(before.newest) {
                return instead(tx, &new).await;
            }
            let number = before.newest + 1;
            tx.run(
                "UPDATE article SET title = $2, source_sha = $3, source_version = $4,
                     version = version + 1, updated_at = $5
                 WHERE id = $1 /* staff */",
                args![before.id, new.title.as_str(), new.sha.as_str(), number, now],
            )
            .await?;
            let was_read = before.standing == Standing::Published;
            (before.id, number, before.language.clone(), was_read)
        }
    };
    tx.run(
        "DELETE FROM article_picture WHERE article_id = $1",
        args![id],
    )
    .await?;
    let pictures = new
        .shown
        .iter()
        .map(|(file, name)| args![id, *file, name.as_str()])
        .collect();
    let entry = audit::Entry {
        action: "article.imported",
        subject: new.slug.clone(),
        customer: new.before.as_ref().and_then(|before| before.customer),
        detail: json!({ "source": new.source, "version": number }),
    };
    tx.insert([
        Insert::row(
            "INSERT INTO article_version (article_id, language, number, title, text, person_id,
                 name, why, at) VALUES",
            args![
                id,
                language,
                number,
                new.title.as_str(),
                new.text.as_str(),
                person_of(actor),
                actor.name(),
                new.source.as_str(),
                now
            ],
        ),
        Insert::rows(
            "INSERT INTO article_picture (article_id, file_id, name) VALUES",
            pictures,
        ),
        entry.row(actor, now),
    ])
    .await?;
    if publish {
        put_on_site(tx, id, now).await?;
    }
    Ok(Came::Written)
}
