//! What curators offer for download: software, and its releases.

use super::areas::{Names, call_area, checked_names};
use super::languages::kept;
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::files::{Fault, Files, FilesError, Keep, Kind, LARGEST_PACKAGE, Sent, TakeError, keep};
use crate::id::{ReleaseId, SoftwareId};
use crate::identity::{Actor, Denied, Permission};
use crate::publications::readers::is_code;
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde_json::json;

/// The longest name of software, or of what it runs on, in characters.
pub(super) const LONGEST_NAME: usize = 120;
/// The longest version.
const LONGEST_VERSION: usize = 40;
/// The longest text about software, or about a release.
const LONGEST_TEXT: usize = 4_000;

/// Why software was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SoftwareError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such thing.
    #[error("no such thing")]
    NotFound,
    /// All that is wrong with what was written.
    #[error("what was written has faults")]
    Faults(Vec<SoftwareFault>),
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoftwareFault {
    /// No area was chosen, or one that there is not.
    Area,
    /// What a new area is to be known by is no code.
    AreaCode,
    /// There is an area with this code.
    AreaThere,
    /// What the area is called in this language is missing or too long.
    AreaName(Language),
    /// No name, or one too long.
    Name,
    /// What it runs on is missing or too long.
    Platform,
    /// The area has software of this name on this platform.
    Taken,
    /// The text in this language is too long.
    Text(Language),
    /// The version is missing or too long.
    Version,
    /// The software has this version already.
    VersionTaken,
    /// There is no such day.
    Day,
    /// The file can't be taken.
    File(Fault),
}

impl SoftwareError {
    /// Only the file is wrong.
    fn file(fault: Fault) -> Self {
        Self::Faults(vec![SoftwareFault::File(fault)])
    }
}

/// In which area new software is.
#[derive(Debug, Clone)]
pub enum InArea {
    /// In one that there is, by its code.
    There(String),
    /// In a new one.
    New {
        /// By what plans and software are to know it.
        code: String,
        /// Its name in each language that says so; the first one has to.
        names: Vec<(Language, String)>,
    },
}

impl InArea {
    /// As it is kept: its code and, of a new one, its names. What is wrong with it joins
    /// the other faults.
    fn checked(self, faults: &mut Vec<SoftwareFault>) -> (String, Option<Names>) {
        match self {
            Self::There(code) => (code, None),
            Self::New { code, names } => {
                let code = code.trim().to_owned();
                if !is_code(&code) {
                    faults.push(SoftwareFault::AreaCode);
                }
                (code, Some(checked_names(names, faults)))
            }
        }
    }
}

/// Software as a curator wants it.
#[derive(Debug, Clone)]
pub struct SaveSoftware {
    /// The form's key.
    pub key: FormKey,
    /// Which; new software if none.
    pub id: Option<SoftwareId>,
    /// What plans give, together with all else of the same; none if nothing was chosen.
    /// That of software that is there stays.
    pub area: Option<InArea>,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// What it is, in each language that says so.
    pub about: Vec<(Language, String)>,
    /// Whether it wants a licence key.
    pub keyed: bool,
}

/// A text in the first language, and in others that say something.
type Said = (String, Vec<(Language, String)>);

/// Texts as they are kept. What is wrong with any of them joins the other faults.
fn checked(texts: Vec<(Language, String)>, faults: &mut Vec<SoftwareFault>) -> Said {
    let mut main = String::new();
    let mut others = Vec::new();
    for (language, text) in texts {
        let text = text.trim().replace("\r\n", "\n");
        if text.chars().count() > LONGEST_TEXT {
            faults.push(SoftwareFault::Text(language));
        }
        if language == Language::default() {
            main = text;
        } else if !text.is_empty() {
            others.push((language, text));
        }
    }
    (main, others)
}

/// Makes or changes software; answers which.
///
/// # Errors
/// See [`SoftwareError`].
pub async fn save_software(
    db: &Db,
    actor: &Actor,
    command: SaveSoftware,
    now: Timestamp,
) -> Result<SoftwareId, SoftwareError> {
    actor.demand(Permission::Curate)?;
    let mut faults = Vec::new();
    let area = command.area.filter(|_| command.id.is_none());
    let area = area.map(|area| area.checked(&mut faults));
    if area.is_none() && command.id.is_none() {
        faults.push(SoftwareFault::Area);
    }
    let fits = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST_NAME;
    let (name, platform) = (tidy(&command.name), tidy(&command.platform));
    if !fits(&name) {
        faults.push(SoftwareFault::Name);
    }
    if !fits(&platform) {
        faults.push(SoftwareFault::Platform);
    }
    let (about, others) = checked(command.about, &mut faults);
    if !faults.is_empty() {
        return Err(SoftwareError::Faults(faults));
    }
    let (actor, keyed) = (actor.clone(), command.keyed);
    db.write::<_, SoftwareError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id.unwrap_or_default();
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "software", &answer, now).await?;
            if let Some(earlier) = earlier {
                return earlier.parse().map_err(|_| SoftwareError::NotFound);
            }
            let area = match area {
                Some((code, names)) => enter_area(tx, code, names, now).await?,
                None => tx
                    .scalar("SELECT area FROM software WHERE id = $1", args![id])
                    .await?
                    .ok_or(SoftwareError::NotFound)?,
            };
            let alike: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM software
                     WHERE area = $1 AND name = $2 AND platform = $3 AND id <> $4",
                    args![&area, &name, &platform, id],
                )
                .await?;
            if alike != Some(0) {
                return Err(SoftwareError::Faults(vec![SoftwareFault::Taken]));
            }
            tx.run(
                "INSERT INTO software (id, area, name, platform, about, keyed, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                     platform = excluded.platform, about = excluded.about, keyed = excluded.keyed",
                args![id, &area, &name, &platform, about, keyed, now],
            )
            .await?;
            tx.run(
                "DELETE FROM software_text WHERE software_id = $1",
                args![id],
            )
            .await?;
            let rows = others
                .into_iter()
                .map(|(language, about)| args![id, language.code(), about])
                .collect();
            tx.insert_many(
                "INSERT INTO software_text (software_id, language, about) VALUES",
                rows,
                "",
            )
            .await?;
            let detail = json!({ "area": area, "name": name, "platform": platform });
            note(tx, &actor, "software.saved", answer, detail, now).await?;
            Ok(id)
        })
    })
    .await
    .map_err(taken)
}

/// The only rule of uniqueness that what is typed can break, if somebody else writes
/// the same at the same moment.
fn taken(error: SoftwareError) -> SoftwareError {
    match error {
        SoftwareError::Store(error) if error.is_duplicate() => {
            SoftwareError::Faults(vec![SoftwareFault::Taken])
        }
        other => other,
    }
}

/// The code of the area for new software: it is there, or begins with it.
async fn enter_area(
    tx: &mut Tx,
    code: String,
    names: Option<Names>,
    now: Timestamp,
) -> Result<String, SoftwareError> {
    let there: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM software WHERE area = $1",
            args![&code],
        )
        .await?;
    match (there.is_some_and(|count| count > 0), names) {
        (true, None) => {}
        (false, Some((first, others))) => call_area(tx, &code, &first, &others, now).await?,
        (true, Some(_)) => return Err(SoftwareError::Faults(vec![SoftwareFault::AreaThere])),
        (false, None) => return Err(SoftwareError::Faults(vec![SoftwareFault::Area])),
    }
    Ok(code)
}

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
            TakeError::Fault(fault) => SoftwareError::file(fault).into(),
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
