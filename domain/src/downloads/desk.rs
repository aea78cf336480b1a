//! Downloads as curators see them.

use super::areas::{AreaNames, area_names};
use super::languages::names;
use crate::id::{ReleaseId, SoftwareId, SwapId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, JsonSets};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many swaps the overview shows.
const SWAPS: i64 = 20;

/// Software, as curators see it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DeskSoftware {
    /// Which.
    pub id: SoftwareId,
    /// What plans give.
    pub area: String,
    /// What that is called.
    #[serde(flatten)]
    pub called: AreaNames,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// What it is.
    pub about: String,
    keyed: i64,
    /// How many releases it has that were not taken back.
    pub releases: i64,
    /// How many keys are in stock.
    pub keys: i64,
    /// How many licences customers have of it.
    pub licences: i64,
}

impl DeskSoftware {
    /// Whether it wants a licence key.
    #[must_use]
    pub const fn keyed(&self) -> bool {
        self.keyed != 0
    }

    /// What its area is called in a language (BCP 47): by its code while nobody has named
    /// it.
    #[must_use]
    pub fn area_in(&self, language: &str) -> &str {
        self.called.in_language(language).unwrap_or(&self.area)
    }
}

const SOFTWARE: &[&str] = &[
    "id",
    "area",
    "area_name",
    "area_names",
    "name",
    "platform",
    "about",
    "keyed",
    "releases",
    "keys",
    "licences",
];

fn softwares() -> String {
    format!(
        "SELECT s.id, s.area, {}, s.name, s.platform, s.about,
             CASE WHEN s.keyed THEN 1 ELSE 0 END AS keyed,
             (SELECT COUNT(*) FROM software_release r
              WHERE r.software_id = s.id AND r.withdrawn_at IS NULL) AS releases,
             (SELECT COUNT(*) FROM licence_key k
              WHERE k.software_id = s.id AND k.licence_id IS NULL) AS keys,
             (SELECT COUNT(*) FROM licence l
              WHERE l.software_id = s.id AND l.given_back_at IS NULL) AS licences
         FROM software s /* staff */",
        area_names("s.area")
    )
}

/// A swap that a customer made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DeskSwap {
    /// Which.
    pub id: SwapId,
    /// The customer.
    pub customer: crate::id::CustomerId,
    /// Its name.
    pub company: String,
    /// Who of it.
    pub who: String,
    /// What was given back, and what it ran on.
    pub from_name: String,
    /// What that ran on.
    pub from_platform: String,
    /// What was taken for it.
    pub to_name: String,
    /// What that runs on.
    pub to_platform: String,
    /// When.
    pub at: Timestamp,
}

#[derive(Deserialize)]
struct Count {
    count: i64,
}

/// A page of the software, and the last swaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoftwareList {
    /// By area and name.
    pub software: Vec<DeskSoftware>,
    /// How much there is.
    pub total: i64,
    /// The last swaps, the latest first.
    pub swaps: Vec<DeskSwap>,
}

/// So much software behind `offset` other, for curators.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_software_list(
    actor: &Actor,
    (offset, limit): (i64, i64),
) -> Result<Asked<'static, SoftwareList>, Denied> {
    actor.demand(Permission::Curate)?;
    #[derive(Deserialize)]
    struct Rows {
        software: Vec<DeskSoftware>,
        total: Vec<Count>,
        swaps: Vec<DeskSwap>,
    }
    static LIST: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "software",
                SOFTWARE,
                &format!(
                    "{} ORDER BY s.area, s.name, s.platform, s.id
                     LIMIT ($3 + 0) OFFSET ($2 + 0)",
                    softwares()
                ),
            ),
            (
                "total",
                &["count"],
                "SELECT COUNT(*) AS count FROM software",
            ),
            (
                "swaps",
                &[
                    "id",
                    "customer",
                    "company",
                    "who",
                    "from_name",
                    "from_platform",
                    "to_name",
                    "to_platform",
                    "at",
                ],
                "SELECT w.id, w.customer_id AS customer, c.name AS company, p.name AS who,
                     a.name AS from_name, a.platform AS from_platform,
                     b.name AS to_name, b.platform AS to_platform, w.at
                 FROM platform_swap w
                 JOIN customer c ON c.id = w.customer_id
                 JOIN membership m ON m.id = w.membership_id
                 JOIN person p ON p.id = m.person_id
                 JOIN licence f ON f.id = w.from_licence
                 JOIN software a ON a.id = f.software_id
                 JOIN licence t ON t.id = w.to_licence
                 JOIN software b ON b.id = t.software_id
                 ORDER BY w.at DESC, w.id DESC LIMIT ($1 + 0) /* staff */",
            ),
        ])
    });
    Ok(LIST
        .ask::<Rows>(args![SWAPS, offset, limit])
        .map(|rows| SoftwareList {
            software: rows.software,
            total: rows.total.first().map_or(0, |one| one.count),
            swaps: rows.swaps,
        }))
}

/// A release, as curators see it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DeskRelease {
    /// Which.
    pub id: ReleaseId,
    /// Its version.
    pub version: String,
    /// What is new in it.
    pub notes: String,
    /// The day it is of.
    pub day: Day,
    /// When it was taken back, if it was.
    pub withdrawn_at: Option<Timestamp>,
    languages: String,
    /// What its file is called.
    pub file_name: String,
    /// How large that is.
    pub bytes: i64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl DeskRelease {
    /// The languages that it speaks, by their names.
    #[must_use]
    pub fn languages(&self) -> Vec<&'static str> {
        names(&self.languages)
    }
}

/// One piece of software with a page of its releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoftwareDesk {
    /// The software.
    pub software: DeskSoftware,
    /// What it is in other languages than the first.
    pub texts: Vec<(Language, String)>,
    /// The releases, the latest first.
    pub releases: Vec<DeskRelease>,
    /// How many there are in all, those taken back included.
    pub total: i64,
}

/// One piece of software and so many of its releases behind `offset` others, for
/// curators; none if there is none.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_software_desk(
    actor: &Actor,
    id: SoftwareId,
    (offset, limit): (i64, i64),
) -> Result<Asked<'static, Option<SoftwareDesk>>, Denied> {
    actor.demand(Permission::Curate)?;
    #[derive(Deserialize)]
    struct TextRow {
        language: String,
        about: String,
    }
    #[derive(Deserialize)]
    struct Rows {
        software: Vec<DeskSoftware>,
        texts: Vec<TextRow>,
        releases: Vec<DeskRelease>,
        total: Vec<Count>,
    }
    static DESK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "software",
                SOFTWARE,
                &format!("{} WHERE s.id = $1", softwares()),
            ),
            (
                "texts",
                &["language", "about"],
                "SELECT language, about FROM software_text WHERE software_id = $1
                 ORDER BY language",
            ),
            (
                "releases",
                &[
                    "id",
                    "version",
                    "notes",
                    "day",
                    "withdrawn_at",
                    "languages",
                    "file_name",
                    "bytes",
                    "sha256",
                ],
                "SELECT r.id, r.version, r.notes, r.day, r.withdrawn_at, r.languages,
                     f.name AS file_name, b.bytes, f.sha256
                 FROM software_release r
                 JOIN stored_file f /* staff */ ON f.id = r.file_id
                 JOIN stored_form o ON o.file_id = f.id AND o.size = 'document'
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 WHERE r.software_id = $1
                 ORDER BY r.day DESC, r.id DESC LIMIT ($3 + 0) OFFSET ($2 + 0)",
            ),
            (
                "total",
                &["count"],
                "SELECT COUNT(*) AS count FROM software_release WHERE software_id = $1",
            ),
        ])
    });
    Ok(DESK.ask::<Rows>(args![id, offset, limit]).map(|rows| {
        Some(SoftwareDesk {
            software: rows.software.into_iter().next()?,
            texts: rows
                .texts
                .into_iter()
                .filter_map(|one| Some((Language::from_code(&one.language)?, one.about)))
                .collect(),
            releases: rows.releases,
            total: rows.total.first().map_or(0, |one| one.count),
        })
    }))
}
