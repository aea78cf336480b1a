//! Writing publications: what they are called, and whom they are for.

use super::readers::{Readers, is_code};
use super::written::{EditError, EditFault, checked};
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::id::PublicationId;
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, answered, claim};
use crate::text::Language;
use crate::{Timestamp, args};
use serde_json::json;

/// The longest line about a publication, in characters.
const LONGEST_ABOUT: usize = 500;
/// The longest needs category.
const LONGEST_NEEDS: usize = 60;

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
    /// Which, and the version that was looked at; a new one if none.
    pub id: Option<(PublicationId, i64)>,
    /// What plans name it by, and its address. That of one that is there stays.
    pub code: String,
    /// Whom it is for.
    pub readers: Readers,
    /// Name and line in each language. In other languages than the first, nothing
    /// at all is allowed: then the first one's is read.
    pub texts: Vec<PublicationText>,
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
    let mut faults = Vec::new();
    let code = command.code.trim().to_owned();
    if command.id.is_none() && !is_code(&code) {
        faults.push(EditFault::Code);
    }
    let needs = tidy(&command.readers.needs);
    if needs.chars().count() > LONGEST_NEEDS {
        faults.push(EditFault::Needs);
    }
    let texts = command
        .texts
        .into_iter()
        .map(|one| (one.language, one.name, one.about))
        .collect();
    let (main, others) = checked(texts, LONGEST_ABOUT, false, &mut faults);
    if !faults.is_empty() {
        return Err(EditError::Faults(faults));
    }
    let (actor, entitled) = (actor.clone(), command.readers.entitled);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id.map_or_else(PublicationId::new, |(id, _)| id);
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "publication", &answer, now).await?;
            if let Some(earlier) = earlier {
                return Ok(answered(&earlier)?);
            }
            let changed = if let Some((_, version)) = command.id {
                tx.run(
                    "UPDATE publication SET name = $2, about = $3, entitled = $4, needs = $5,
                         version = version + 1
                     WHERE id = $1 AND version = $6",
                    args![id, &main.name, &main.text, entitled, &needs, version],
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
                    Some(_) => why_not(tx, id).await?,
                    None => EditError::Faults(vec![EditFault::CodeTaken]),
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

/// Why a publication could not be changed.
async fn why_not(tx: &mut Tx, id: PublicationId) -> Result<EditError, StoreError> {
    let known: Option<i64> = tx
        .scalar("SELECT version FROM publication WHERE id = $1", args![id])
        .await?;
    Ok(known.map_or(EditError::NotFound, |_| EditError::Changed))
}
