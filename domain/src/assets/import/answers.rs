//! What became of a file of equipment: the answer to each of its lines, how far it
//! has come, and the files before it.

use crate::id::AssetImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonRows, JsonSets, StoreError, json_or_text};
use crate::{Timestamp, args};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use uuid::Uuid;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A unit was added.
    Added,
    /// One that was there was brought up to date.
    Updated,
    /// It was there like this.
    Same,
    /// It was not taken.
    Refused,
}

/// The answer to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The line of the file.
    pub line: i64,
    /// The tag; empty if none can be read.
    pub tag: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was refused: the end of a message's name.
    pub why: String,
    /// What that is about.
    pub what: String,
}

/// An import as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AssetImport {
    /// The import.
    pub id: AssetImportId,
    /// Who sent the file.
    pub person: String,
    /// What it is called.
    pub name: String,
    /// How many lines it has.
    pub lines: i64,
    /// How many units were added.
    pub added: i64,
    /// How many were brought up to date.
    pub updated: i64,
    /// How many were there like this.
    pub same: i64,
    /// How many lines were refused.
    pub refused: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was done; nothing while it is under way, or if it broke off.
    pub finished_at: Option<Timestamp>,
    broken_at: Option<Timestamp>,
    kept: i64,
}

impl AssetImport {
    /// Whether it ended before all lines were answered. One that goes on, now or when
    /// the program starts again, has not.
    #[must_use]
    pub const fn broke_off(&self) -> bool {
        self.finished_at.is_none() && (self.broken_at.is_some() || self.kept == 0)
    }

    /// Whether it broke off and can go on: its file is kept.
    #[must_use]
    pub const fn can_go_on(&self) -> bool {
        self.broke_off() && self.kept > 0
    }

    /// How many lines are answered.
    #[must_use]
    pub const fn answered(&self) -> i64 {
        self.added + self.updated + self.same + self.refused
    }
}

/// How many imports a page of them shows.
const IMPORTS: usize = 25;

/// `$1` the customer, `$2` before which one, `$3` how many.
static LIST: LazyLock<JsonRows> = LazyLock::new(|| {
    let rows = select("i.id < $2 ORDER BY i.id DESC LIMIT ($3 + 0)");
    JsonRows::new(&IMPORT, &rows)
});

const IMPORT: [&str; 12] = [
    "id",
    "person",
    "name",
    "lines",
    "added",
    "updated",
    "same",
    "refused",
    "created_at",
    "finished_at",
    "broken_at",
    "kept",
];

/// Imports of the customer `$1` for which this holds.
fn select(which: &str) -> String {
    format!(
        "SELECT i.id, coalesce(p.name, '') AS person, i.name, i.lines, i.added, i.updated, i.same,
             i.refused, i.created_at, i.finished_at, i.broken_at,
             (SELECT COUNT(*) FROM asset_import_file f
                 WHERE f.customer_id = $1 AND f.import_id = i.id) AS kept
         FROM asset_import i LEFT JOIN person p ON p.id = i.person_id
         WHERE i.customer_id = $1 AND {which}"
    )
}

/// The company's imports, the latest first, and behind which one the next page
/// begins; nothing behind the last. For who manages the company. One statement.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn asset_imports<E>(
    db: &Db,
    actor: &Actor,
    after: Option<AssetImportId>,
) -> Result<(Vec<AssetImport>, Option<AssetImportId>), E>
where
    E: From<Denied> + From<StoreError>,
{
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let after = after.unwrap_or(AssetImportId(Uuid::max()));
    let one_more = i64::try_from(IMPORTS + 1).unwrap_or(i64::MAX);
    let mut read = db.read(actor.scope()).await?;
    let mut found: Vec<AssetImport> = LIST
        .all(&mut read, args![customer, after, one_more])
        .await?;
    let more = found.len() > IMPORTS;
    found.truncate(IMPORTS);
    let next = found.last().filter(|_| more).map(|last| last.id);
    Ok((found, next))
}

/// An import of the company's, if it has such a one. For who manages the company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn import_page<E>(
    db: &Db,
    actor: &Actor,
    id: AssetImportId,
) -> Result<Option<(AssetImport, Vec<Answer>)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let both: Both = PAGE.fetch(&mut read, args![customer, id]).await?;
    let refused = both
        .parts
        .into_iter()
        .flat_map(|part| part.answers)
        .filter(|answer| answer.outcome == Outcome::Refused)
        .take(MOST_SHOWN);
    let refused = refused.collect();
    Ok(both.import.into_iter().next().map(|one| (one, refused)))
}

/// How many refused lines a page shows; the report has all.
const MOST_SHOWN: usize = 200;

#[derive(Deserialize)]
struct Both {
    import: Vec<AssetImport>,
    parts: Vec<Answers>,
}

#[derive(Deserialize)]
struct Answers {
    #[serde(deserialize_with = "json_or_text")]
    answers: Vec<Answer>,
}

/// `$1` the customer, `$2` the import. Only as many parts are read as have the
/// refused lines that are shown.
static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "import",
            &IMPORT,
            &select("i.id = $2"),
        ),
        (
            "parts",
            &["answers"],
            &format!(
                "SELECT p.answers FROM (
                     SELECT number, refused, SUM(refused) OVER (ORDER BY number) - refused AS earlier
                     FROM asset_import_part WHERE customer_id = $1 AND import_id = $2) w
                 JOIN asset_import_part p ON p.customer_id = $1 AND p.import_id = $2
                     AND p.number = w.number
                 WHERE w.refused > 0 AND w.earlier < {MOST_SHOWN} ORDER BY p.number"
            ),
        ),
    ])
});

/// Every answer of an import, part by part: those of the parts behind `after`, and
/// which is the last of them. Nothing after the last part.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn import_answers<E>(
    db: &Db,
    actor: &Actor,
    id: AssetImportId,
    after: i64,
) -> Result<Option<(Vec<Answer>, i64)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static PARTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["answers"],
            "SELECT answers FROM asset_import_part
             WHERE customer_id = $1 AND import_id = $2 AND number > $3 AND number <= $4
             ORDER BY number",
        )
    });
    const AT_A_TIME: i64 = 20;
    let customer = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let until = after + AT_A_TIME;
    let parts: Vec<Answers> = PARTS
        .all(&mut read, args![customer, id, after, until])
        .await?;
    let answers: Vec<Answer> = parts.into_iter().flat_map(|part| part.answers).collect();
    Ok((!answers.is_empty()).then_some((answers, until)))
}
