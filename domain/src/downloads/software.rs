//! What curators offer for download: software, in an area that there is or that begins
//! with it. Its releases are in `releases`.

use super::areas::{Names, call_area, checked_names};
use crate::audit::note;
use crate::catalog::attribute::tidy;
use crate::files::Fault;
use crate::id::SoftwareId;
use crate::identity::{Actor, Denied, Permission};
use crate::publications::readers::is_code;
use crate::store::{Db, FormKey, Query, StoreError, Tx, answered, claim};
use crate::text::Language;
use crate::{Timestamp, args};
use serde_json::json;

/// The longest name of software, or of what it runs on, in characters.
pub(super) const LONGEST_NAME: usize = 120;
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
pub(super) type Said = (String, Vec<(Language, String)>);

/// Texts as they are kept. What is wrong with any of them joins the other faults.
pub(super) fn checked(texts: Vec<(Language, String)>, faults: &mut Vec<SoftwareFault>) -> Said {
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
                return Ok(answered(&earlier)?);
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
    let Some((first, others)) = names else {
        return if has_software(tx, &code).await? {
            Ok(code)
        } else {
            Err(SoftwareError::Faults(vec![SoftwareFault::Area]))
        };
    };
    // Of two who begin the same area at the same moment the second waits here, and then
    // sees what the first one put into it.
    tx.run(
        "INSERT INTO download_area (code, name, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET name = download_area.name",
        args![&code, &first, now],
    )
    .await?;
    if has_software(tx, &code).await? {
        return Err(SoftwareError::Faults(vec![SoftwareFault::AreaThere]));
    }
    call_area(tx, &code, &first, &others, now).await?;
    Ok(code)
}

async fn has_software(tx: &mut Tx, area: &str) -> Result<bool, StoreError> {
    let there: Option<i64> = tx
        .scalar("SELECT COUNT(*) FROM software WHERE area = $1", args![area])
        .await?;
    Ok(there.is_some_and(|count| count > 0))
}
