//! Writing publications and their issues.

use super::readers::{Readers, is_code};
use crate::catalog::attribute::tidy;
use crate::catalog::further_languages;
use crate::id::{IssueId, PublicationId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, FormKey, Query, StoreError, Tx, claim};
use crate::text::Language;
use crate::{Day, Timestamp, args, audit};
use serde_json::{Value, json};

/// The longest name of a publication or title of an issue, in characters.
const LONGEST_NAME: usize = 120;
/// The longest line about a publication.
const LONGEST_ABOUT: usize = 500;
/// The longest text of an issue.
const LONGEST_TEXT: usize = 20_000;
/// The longest needs category.
const LONGEST_NEEDS: usize = 60;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such thing.
    #[error("no such thing")]
    NotFound,
    /// The code is none.
    #[error("not a code")]
    Code,
    /// Another publication has the code.
    #[error("another one has this code")]
    CodeTaken,
    /// No name or title in this language, or one too long.
    #[error("the name is missing or too long")]
    Name(Language),
    /// The text in this language is missing or too long.
    #[error("the text is missing or too long")]
    Text(Language),
    /// The needs category is too long.
    #[error("the needs category is too long")]
    Needs,
    /// Somebody else changed it meanwhile.
    #[error("it was changed meanwhile")]
    Changed,
    /// It is published: it is not changed any more.
    #[error("it is published")]
    Published,
}

/// What a publication is called in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationText {
    /// In which.
    pub language: Language,
    /// Its name.
    pub name: String,
    /// One line about it.
    pub about: String,
}

/// A publication as a curator wants it.
#[derive(Debug, Clone)]
pub struct SavePublication {
    /// The form's key.
    pub key: FormKey,
    /// Which; a new one if none.
    pub id: Option<PublicationId>,
    /// What plans name it by, and its address. That of one that is there stays.
    pub code: String,
    /// Whom it is for.
    pub readers: Readers,
    /// Name and line in each language. In other languages than the first, nothing
    /// at all is allowed: then the first one's is read.
    pub texts: Vec<PublicationText>,
}

/// What an issue says in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueText {
    /// In which.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
}

/// An issue as a curator wants it.
#[derive(Debug, Clone)]
pub struct SaveIssue {
    /// The form's key.
    pub key: FormKey,
    /// Which draft, and the version that was looked at; a new one if none.
    pub issue: Option<(IssueId, i64)>,
    /// Of which publication; of a draft that is there its own.
    pub publication: PublicationId,
    /// The day it is of.
    pub day: Day,
    /// What it says in each language. In others than the first, nothing at all is
    /// allowed.
    pub texts: Vec<IssueText>,
}

/// A name and a text in one language, checked.
struct Said {
    language: Language,
    name: String,
    text: String,
}

/// The first language's, and those of others that say something.
fn checked(
    all: Vec<(Language, String, String)>,
    longest: usize,
    needs_text: bool,
) -> Result<(Said, Vec<Said>), EditError> {
    let read = |language: Language, name: &str, text: &str| {
        let name = tidy(name);
        let text = text.trim().replace("\r\n", "\n");
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(EditError::Name(language));
        }
        if (needs_text && text.is_empty()) || text.chars().count() > longest {
            return Err(EditError::Text(language));
        }
        Ok(Said {
            language,
            name,
            text,
        })
    };
    let of = |language: Language| {
        all.iter()
            .find(|(one, _, _)| *one == language)
            .map_or(("", ""), |(_, name, text)| (name.as_str(), text.as_str()))
    };
    let first = Language::default();
    let (name, text) = of(first);
    let main = read(first, name, text)?;
    let mut others = Vec::new();
    for language in further_languages() {
        let (name, text) = of(language);
        if !(name.trim().is_empty() && text.trim().is_empty()) {
            others.push(read(language, name, text)?);
        }
    }
    Ok((main, others))
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    subject: String,
    detail: Value,
    now: Timestamp,
) -> Result<(), EditError> {
    let entry = audit::Entry {
        action,
        subject,
        customer: None,
        detail,
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

/// Makes or changes a publication; answers which.
///
/// # Errors
/// See [`EditError`].
pub async fn save_publication(
    db: &Db,
    actor: &Actor,
    command: SavePublication,
    now: Timestamp,
) -> Result<PublicationId, EditError> {
    actor.demand(Permission::Curate)?;
    let code = command.code.trim().to_owned();
    if command.id.is_none() && !is_code(&code) {
        return Err(EditError::Code);
    }
    let needs = tidy(&command.readers.needs);
    if needs.chars().count() > LONGEST_NEEDS {
        return Err(EditError::Needs);
    }
    let texts = command
        .texts
        .into_iter()
        .map(|one| (one.language, one.name, one.about))
        .collect();
    let (main, others) = checked(texts, LONGEST_ABOUT, false)?;
    let (actor, entitled) = (actor.clone(), command.readers.entitled);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id.unwrap_or_default();
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "publication", &answer, now).await?;
            if let Some(earlier) = earlier {
                return earlier.parse().map_err(|_| EditError::NotFound);
            }
            let changed = if command.id.is_some() {
                tx.run(
                    "UPDATE publication SET name = $2, about = $3, entitled = $4, needs = $5
                     WHERE id = $1",
                    args![id, &main.name, &main.text, entitled, &needs],
                )
                .await?
            } else {
                tx.run(
                    "INSERT INTO publication (id, code, name, about, entitled, needs, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING",
                    args![id, &code, &main.name, &main.text, entitled, &needs, now],
                )
                .await?
            };
            if changed == 0 {
                return Err(match command.id {
                    Some(_) => EditError::NotFound,
                    None => EditError::CodeTaken,
                });
            }
            tx.run(
                "DELETE FROM publication_text WHERE publication_id = $1",
                args![id],
            )
            .await?;
            let rows = others.into_iter().map(|one| one.row(id.0)).collect();
            tx.insert_many(
                "INSERT INTO publication_text (publication_id, language, name, about) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "name": main.name, "entitled": entitled, "needs": needs });
            note(tx, &actor, "publication.saved", answer, detail, now).await?;
            Ok(id)
        })
    })
    .await
}

impl Said {
    fn row(self, of: uuid::Uuid) -> Args {
        args![of, self.language.code(), self.name, self.text]
    }
}

/// Makes or changes the draft of an issue; answers which.
///
/// # Errors
/// See [`EditError`].
pub async fn save_issue(
    db: &Db,
    actor: &Actor,
    command: SaveIssue,
    now: Timestamp,
) -> Result<IssueId, EditError> {
    actor.demand(Permission::Curate)?;
    let texts = command
        .texts
        .into_iter()
        .map(|one| (one.language, one.title, one.text))
        .collect();
    let (main, others) = checked(texts, LONGEST_TEXT, true)?;
    let (actor, day, of) = (actor.clone(), command.day, command.publication);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.issue.map_or_else(IssueId::new, |(id, _)| id);
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "issue", &answer, now).await?;
            if let Some(earlier) = earlier {
                return earlier.parse().map_err(|_| EditError::NotFound);
            }
            if let Some((_, version)) = command.issue {
                let changed = tx
                    .run(
                        "UPDATE publication_issue
                         SET title = $3, text = $4, day = $5, version = version + 1
                         WHERE id = $1 AND version = $2 AND published_at IS NULL",
                        args![id, version, &main.name, &main.text, day],
                    )
                    .await?;
                if changed == 0 {
                    return Err(why_not(tx, id).await?);
                }
            } else {
                let known: Option<i64> = tx
                    .scalar("SELECT COUNT(*) FROM publication WHERE id = $1", args![of])
                    .await?;
                if known != Some(1) {
                    return Err(EditError::NotFound);
                }
                tx.run(
                    "INSERT INTO publication_issue (id, publication_id, title, text, day,
                         created_at)
                     VALUES ($1, $2, $3, $4, $5, $6)",
                    args![id, of, &main.name, &main.text, day, now],
                )
                .await?;
            }
            tx.run(
                "DELETE FROM publication_issue_text WHERE issue_id = $1",
                args![id],
            )
            .await?;
            let rows = others.into_iter().map(|one| one.row(id.0)).collect();
            tx.insert_many(
                "INSERT INTO publication_issue_text (issue_id, language, title, text) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "title": main.name, "day": day });
            note(tx, &actor, "issue.saved", answer, detail, now).await?;
            Ok(id)
        })
    })
    .await
}

/// Why a draft could not be changed.
async fn why_not(tx: &mut Tx, id: IssueId) -> Result<EditError, StoreError> {
    let found: Option<(Option<Timestamp>,)> = tx
        .maybe(
            "SELECT published_at FROM publication_issue WHERE id = $1",
            args![id],
        )
        .await?;
    Ok(match found {
        None => EditError::NotFound,
        Some((Some(_),)) => EditError::Published,
        Some((None,)) => EditError::Changed,
    })
}

/// Publishes a draft, in the version that was looked at: from then on it is read and
/// not changed any more, and the next newsletter tells of it. Published a second
/// time by the same form, nothing more happens.
///
/// # Errors
/// See [`EditError`].
pub async fn publish_issue(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (IssueId, i64),
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-publish", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let changed = tx
                .run(
                    "UPDATE publication_issue SET published_at = $3, version = version + 1
                     WHERE id = $1 AND version = $2 AND published_at IS NULL",
                    args![id, version, now],
                )
                .await?;
            if changed == 0 {
                return Err(why_not(tx, id).await?);
            }
            note(tx, &actor, "issue.published", answer, json!({}), now).await
        })
    })
    .await
}

/// Throws a draft away.
///
/// # Errors
/// See [`EditError`].
pub async fn discard_issue(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    (id, version): (IssueId, i64),
    now: Timestamp,
) -> Result<(), EditError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = id.to_string();
            let earlier = claim(tx, &actor, key, "issue-discard", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            // Its texts first: they name it. If the draft is not thrown away after
            // all, nothing of this is kept.
            tx.run(
                "DELETE FROM publication_issue_text WHERE issue_id = $1",
                args![id],
            )
            .await?;
            let gone = tx
                .run(
                    "DELETE FROM publication_issue
                     WHERE id = $1 AND version = $2 AND published_at IS NULL",
                    args![id, version],
                )
                .await?;
            if gone == 0 {
                return Err(why_not(tx, id).await?);
            }
            note(tx, &actor, "issue.discarded", answer, json!({}), now).await
        })
    })
    .await
}
