//! The releases of software: put there with a file, and taken back.

use super::languages::kept;
use super::software::{SoftwareError, SoftwareFault, checked};
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::files::{Fault, Files, FilesError, Keep, Kind, LARGEST_PACKAGE, Sent, TakeError, keep};
use crate::id::{ReleaseId, SoftwareId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, StoreError};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde_json::json;

/// The longest version.
const LONGEST_VERSION: usize = 40;

/// Why a release was not put there.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// What is wrong with any change of software.
    #[error(transparent)]
    Software(#[from] SoftwareError),
    /// The store of files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl From<StoreError> for ReleaseError {
    fn from(error: StoreError) -> Self {
        Self::Software(error.into())
    }
}

impl From<TakeError> for ReleaseError {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Fault(fault) => {
                SoftwareError::Faults(vec![SoftwareFault::File(fault)]).into()
            }
            TakeError::Files(error) => Self::Files(error),
        }
    }
}

/// A release as a curator wants it.
#[derive(Debug, Clone)]
pub struct PutRelease {
    /// The form's key.
    pub key: FormKey,
    /// Of which software.
    pub software: SoftwareId,
    /// Its version, as people write it.
    pub version: String,
    /// The day it is of; none if what was typed is no day.
    pub day: Option<Day>,
    /// What is new in it, in each language that says so.
    pub notes: Vec<(Language, String)>,
    /// The codes of the languages that it speaks; see [`super::languages::SPOKEN`].
    pub languages: Vec<String>,
    /// The file.
    pub sent: Sent,
}

/// Puts a release there, with its file.
///
/// # Errors
/// See [`ReleaseError`].
pub async fn put_release(
    db: &Db,
    files: &Files,
    actor: &Actor,
    command: PutRelease,
    now: Timestamp,
) -> Result<(), ReleaseError> {
    actor
        .demand(Permission::Curate)
        .map_err(SoftwareError::from)?;
    let mut faults = Vec::new();
    let version = tidy(&command.version);
    if version.is_empty() || version.chars().count() > LONGEST_VERSION {
        faults.push(SoftwareFault::Version);
    }
    if command.day.is_none() {
        faults.push(SoftwareFault::Day);
    }
    let (notes, others) = checked(command.notes, &mut faults);
    // No file is stored for a form that is shown again; what is seen of it is said.
    let wrong = match command.sent.bytes.len() {
        0 => Some(Fault::Nothing),
        size if size > LARGEST_PACKAGE => Some(Fault::TooLarge),
        _ => None,
    };
    faults.extend(wrong.map(SoftwareFault::File));
    // Of a form that is shown again all is said. One that is fine may have been sent
    // before, and then it is its own version that is there.
    if !faults.is_empty()
        && !faults.contains(&SoftwareFault::Version)
        && has_version(db, actor, command.software, &version).await?
    {
        faults.push(SoftwareFault::VersionTaken);
    }
    let Some(day) = command.day.filter(|_| faults.is_empty()) else {
        return Err(SoftwareError::Faults(faults).into());
    };
    let languages = kept(&command.languages);
    let taken = files.take(command.sent, Kind::Package).await?;
    let keeping = Keep {
        customer: None,
        key: command.key,
        form: "release",
    };
    let (by, software) = (actor.clone(), command.software);
    keep(db, files, actor, taken, keeping, now, move |tx, file| {
        Box::pin(async move {
            let known: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM software WHERE id = $1",
                    args![software],
                )
                .await?;
            if known != Some(1) {
                return Err(SoftwareError::NotFound.into());
            }
            let id = ReleaseId::new();
            let made = tx
                .run(
                    "INSERT INTO software_release (id, software_id, version, notes, day, file_id,
                         languages, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                     ON CONFLICT (software_id, version) DO NOTHING",
                    args![id, software, &version, notes, day, file, languages, now],
                )
                .await?;
            if made == 0 {
                let fault = SoftwareFault::VersionTaken;
                return Err(SoftwareError::Faults(vec![fault]).into());
            }
            let rows = others
                .into_iter()
                .map(|(language, notes)| args![id, language.code(), notes])
                .collect();
            tx.insert_many(
                "INSERT INTO software_release_text (release_id, language, notes) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "software": software, "version": version, "file": file });
            Ok(note(tx, &by, "release.put", id.to_string(), detail, now).await?)
        })
    })
    .await
}

/// Whether software has a version, taken back or not.
async fn has_version(
    db: &Db,
    actor: &Actor,
    software: SoftwareId,
    version: &str,
) -> Result<bool, StoreError> {
    let mut read = db.read(actor.scope()).await?;
    let there: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM software_release WHERE software_id = $1 AND version = $2",
            args![software, version],
        )
        .await?;
    Ok(there.is_some_and(|count| count > 0))
}

/// Takes a release back: nobody finds it any more. What was fetched stays fetched. A
/// second time changes nothing.
///
/// # Errors
/// See [`SoftwareError`].
pub async fn withdraw_release(
    db: &Db,
    actor: &Actor,
    software: SoftwareId,
    release: ReleaseId,
    now: Timestamp,
) -> Result<(), SoftwareError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let known: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM software_release WHERE id = $1 AND software_id = $2",
                    args![release, software],
                )
                .await?;
            if known != Some(1) {
                return Err(SoftwareError::NotFound);
            }
            let gone = tx
                .run(
                    "UPDATE software_release SET withdrawn_at = $2
                     WHERE id = $1 AND withdrawn_at IS NULL",
                    args![release, now],
                )
                .await?;
            if gone == 1 {
                let detail = json!({ "software": software });
                let subject = release.to_string();
                note(tx, &actor, "release.withdrawn", subject, detail, now).await?;
            }
            Ok(())
        })
    })
    .await
}
