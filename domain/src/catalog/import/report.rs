//! Reading imports: the list of them, how far one is, and what became of each
//! line.

use super::super::csv_file::FileProblem;
use super::super::file_facts::{FileFacts, FileNote};
use super::super::mapping::{ImportKind, Mapping};
use super::super::refusal::Refusal;
use super::change::{Change, Field};
use super::stage::Rejected;
use crate::Timestamp;
use crate::args;
use crate::id::{ImportId, PriceListId};
use crate::store::{Asked, EachEngine, FromRow, Json, JsonRows, Query, Result, Sql, json_or_text};
use serde::Deserialize;
use std::sync::LazyLock;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its files are on their way in.
    Uploading,
    /// None of its files can be read.
    Refused,
    /// Waits for a person to say what its columns are.
    Mapping,
    /// It is found out what would change.
    Comparing,
    /// It is known what would change; waits for a person to let it begin.
    Compared,
    /// Its lines are being applied.
    Running,
    /// Every line was looked at.
    Finished,
    /// A person stopped it.
    Stopped,
    /// Something went wrong that is not in the files.
    Failed,
    /// It is taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

impl State {
    fn from_code(code: &str) -> Self {
        match code {
            "uploading" => Self::Uploading,
            "refused" => Self::Refused,
            "mapping" => Self::Mapping,
            "comparing" => Self::Comparing,
            "compared" => Self::Compared,
            "undoing" => Self::Undoing,
            "undone" => Self::Undone,
            "running" => Self::Running,
            "finished" => Self::Finished,
            "stopped" => Self::Stopped,
            _ => Self::Failed,
        }
    }
}

/// One import.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    kind: String,
    state: String,
    mapping: Json<Option<Mapping>>,
    /// The list its prices go to, if they are taken.
    #[sqlx(rename = "price_list_id")]
    pub price_list: Option<PriceListId>,
    /// The name of that list.
    pub price_list_name: Option<String>,
    /// Who began it.
    pub person_name: String,
    /// How many lines it has.
    pub lines: i64,
    /// How many of them were looked at.
    pub done: i64,
    /// Lines that made a new product or the first price of one.
    pub added: i64,
    /// Lines that changed one.
    pub updated: i64,
    /// Lines that said what was known.
    pub unchanged: i64,
    /// Lines that repeat an earlier one.
    pub repeated: i64,
    /// Lines that were not taken.
    pub refused: i64,
    /// When its files were sent.
    pub created_at: Timestamp,
    /// When its lines began to be applied.
    pub started_at: Option<Timestamp>,
    /// When the last of them was.
    pub finished_at: Option<Timestamp>,
    /// The names of its files.
    pub file_names: String,
    /// Down to which line it was taken back, if somebody began to.
    pub undo_from: Option<i64>,
    /// Lines whose change was taken back.
    pub undo_restored: i64,
    /// Lines of which what they had made is gone again.
    pub undo_removed: i64,
    /// Lines of which what they had made is in use, and no longer sold.
    pub undo_retired: i64,
    /// Lines of which something was left as it is.
    pub undo_kept: i64,
    /// Who took it back.
    pub undo_person: String,
    /// When that was done.
    pub undone_at: Option<Timestamp>,
    notes: String,
}

impl Import {
    /// What it brings.
    #[must_use]
    pub fn kind(&self) -> ImportKind {
        ImportKind::from_code(&self.kind).unwrap_or(ImportKind::Products)
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state)
    }

    /// What to know of how its files were read, by their names.
    #[must_use]
    pub fn notes(&self) -> Vec<(String, Vec<FileNote>)> {
        serde_json::from_str(&self.notes).unwrap_or_default()
    }

    /// How its files are read.
    #[must_use]
    pub fn mapping(&self) -> Option<&Mapping> {
        self.mapping.0.as_ref()
    }
}

macro_rules! import_select {
    ($rest:literal) => {
        Sql::Each(EachEngine {
            sqlite: import_select!("json_quote(f.name)", $rest),
            postgres: import_select!("to_json(f.name)::text", $rest),
        })
    };
    ($name:literal, $rest:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.state, i.mapping, i.price_list_id,
                    (SELECT l.name FROM price_list l WHERE l.id = i.price_list_id)
                        AS price_list_name,
                    i.person_name, i.lines, i.done, i.added, i.updated, i.unchanged, i.repeated,
                    i.refused, i.created_at, i.started_at, i.finished_at, i.undo_from,
                    i.undo_restored, i.undo_removed, i.undo_retired, i.undo_kept, i.undo_person,
                    i.undone_at,
                    COALESCE((SELECT string_agg(f.name, ', ') FROM import_file f
                              WHERE f.import_id = i.id
                                  AND (f.problem IS NULL OR i.state = 'refused')), '')
                        AS file_names,
                    COALESCE((SELECT '[' || string_agg('[' || ",
            $name,
            " || ',' || COALESCE(f.facts ->> 'notes', '[]') || ']', ',') || ']'
                              FROM import_file f WHERE f.import_id = i.id), '[]') AS notes
             FROM import i ",
            $rest
        )
    };
}

/// The latest imports, newest first, at most fifty.
///
/// # Errors
/// If they can't be read.
pub async fn imports(query: &mut impl Query) -> Result<Vec<Import>> {
    query
        .all(
            import_select!("ORDER BY i.created_at DESC, i.id LIMIT 50"),
            args![],
        )
        .await
}

/// An import that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unsettled {
    /// The import.
    pub id: ImportId,
    state: String,
    /// The names of its files.
    pub file_names: String,
    /// How many lines it has.
    pub lines: i64,
    /// How many were dealt with.
    pub done: i64,
    /// How many were not taken.
    pub refused: i64,
    /// Since when it stands like this.
    pub at: Timestamp,
}

impl Unsettled {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state)
    }
}

/// Imports of the last thirty days that wait for somebody, were stopped or
/// broke off, and those of the last two days that left lines out: the latest
/// first, at most five.
#[must_use]
pub fn ask_unsettled(now: Timestamp) -> Asked<'static, Vec<Unsettled>> {
    static UNSETTLED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "state",
                "file_names",
                "lines",
                "done",
                "refused",
                "at",
            ],
            "SELECT i.id, i.state, i.lines, i.done, i.refused,
                 COALESCE(i.finished_at, i.started_at, i.created_at) AS at,
                 COALESCE((SELECT string_agg(f.name, ', ') FROM import_file f
                           WHERE f.import_id = i.id AND f.problem IS NULL), '') AS file_names
             FROM import i
             WHERE i.created_at > $1 AND (i.state IN ('mapping', 'compared', 'stopped', 'failed')
                 OR (i.state = 'finished' AND i.refused > 0 AND i.finished_at > $2))
             ORDER BY i.created_at DESC, i.id LIMIT 5",
        )
    });
    UNSETTLED.ask(args![now.plus_days(-30), now.plus_days(-2)])
}

/// One import.
///
/// # Errors
/// If it can't be read.
pub async fn import(query: &mut impl Query, id: ImportId) -> Result<Option<Import>> {
    query
        .maybe(import_select!("WHERE i.id = $1"), args![id])
        .await
}

/// A file of an import.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ImportFile {
    /// Its place among the files.
    pub position: i64,
    /// Its name.
    pub name: String,
    #[serde(deserialize_with = "json_or_text")]
    facts: FileFacts,
}

impl ImportFile {
    /// What it looks like.
    #[must_use]
    pub const fn facts(&self) -> &FileFacts {
        &self.facts
    }
}

/// The files of an import, in their order.
#[must_use]
pub fn ask_import_files(id: ImportId) -> Asked<'static, Vec<ImportFile>> {
    static FILES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["position", "name", "facts"],
            "SELECT position, name, facts FROM import_file
             WHERE import_id = $1 AND problem IS NULL ORDER BY position",
        )
    });
    FILES.ask(args![id])
}

/// The files of an import that can't be read, and why.
#[must_use]
pub fn ask_import_problems(id: ImportId) -> Asked<'static, Vec<Rejected>> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        problem: serde_json::Value,
    }
    // SQLite hands JSON over as text.
    fn read(stored: serde_json::Value) -> FileProblem {
        let read = match stored.as_str().map(serde_json::from_str) {
            Some(Ok(problem)) => Ok(problem),
            _ => serde_json::from_value(stored),
        };
        read.unwrap_or(FileProblem::Broken)
    }
    static PROBLEMS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["name", "problem"],
            "SELECT name, problem FROM import_file
             WHERE import_id = $1 AND problem IS NOT NULL ORDER BY position",
        )
    });
    PROBLEMS.ask::<Row>(args![id]).map(|rows| {
        rows.into_iter()
            .map(|row| Rejected {
                file: row.name,
                problem: read(row.problem),
            })
            .collect()
    })
}

/// Which lines of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFilter {
    /// Those that were not taken: refused or repeated.
    NotTaken,
    /// Those that were refused.
    Refused,
    /// Those that repeat an earlier one.
    Repeated,
    /// Every line that was looked at.
    All,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ImportLine {
    /// Its place among all lines of the import.
    pub position: i64,
    /// The name of its file.
    pub file: String,
    /// The line of the file.
    pub line: i64,
    /// What became of it: `new`, `updated`, `unchanged`, `repeated`, `refused`.
    pub state: String,
    /// The SKU of the product or the number of the company, where one was found
    /// or made.
    pub sku: Option<String>,
    /// What stands there, if the line was not taken.
    cells: Json<Vec<String>>,
    reason: Json<Option<Refusal>>,
}

impl ImportLine {
    /// What stands there; nothing if the line was taken.
    #[must_use]
    pub fn cells(&self) -> &[String] {
        &self.cells.0
    }

    /// Why it was not taken.
    #[must_use]
    pub fn reason(&self) -> Option<&Refusal> {
        self.reason.0.as_ref()
    }
}

/// What became of the lines after this place, in their order.
///
/// # Errors
/// If they can't be read.
pub async fn lines(
    query: &mut impl Query,
    id: ImportId,
    filter: LineFilter,
    after: i64,
    most: i64,
) -> Result<Vec<ImportLine>> {
    macro_rules! select {
        ($which:literal) => {
            concat!(
                "SELECT l.position, f.name AS file, l.line, l.state, l.sku, l.cells,
                        COALESCE(l.reason, 'null') AS reason
                 FROM import_line l
                 JOIN import_file f ON f.import_id = l.import_id AND f.position = l.file
                 WHERE l.import_id = $1 AND l.position > $2
                     AND l.position <= (SELECT i.done FROM import i WHERE i.id = $1) AND ",
                $which,
                " ORDER BY l.position LIMIT ($3 + 0)"
            )
        };
    }
    let sql = match filter {
        LineFilter::NotTaken => select!("l.state IN ('refused', 'repeated')"),
        LineFilter::Refused => select!("l.state = 'refused'"),
        LineFilter::Repeated => select!("l.state = 'repeated'"),
        LineFilter::All => select!("l.state <> 'waiting'"),
    };
    query.all(Sql::from(sql), args![id, after, most]).await
}

/// What a line changed, or would.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct ChangedLine {
    /// Its place among all lines of the import.
    pub position: i64,
    /// The line of its file.
    pub line: i64,
    /// The SKU of the product or the number of the company.
    pub sku: Option<String>,
    /// What it is about, as people call it.
    pub title: String,
    /// Whether the line makes it.
    pub made: bool,
    changes: Json<Vec<Change>>,
    /// How it ended when the import was taken back: `restored`, `removed`,
    /// `retired` or `kept`.
    pub undone: Option<String>,
    kept: Json<Option<Vec<Field>>>,
}

impl ChangedLine {
    /// The fields that differ, without those that nobody is shown.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changes
            .0
            .iter()
            .filter(|change| change.field != Field::Origin)
    }

    /// The fields that were left as they are when the import was taken back.
    #[must_use]
    pub fn kept(&self) -> &[Field] {
        self.kept.0.as_deref().unwrap_or_default()
    }
}

/// Which changes of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeFilter {
    /// Every one.
    All,
    /// Those that were not taken back as they should have been.
    Kept,
}

/// What lines after this place changed, or would, in their order.
///
/// # Errors
/// If they can't be read.
pub async fn changed_lines(
    query: &mut impl Query,
    id: ImportId,
    filter: ChangeFilter,
    after: i64,
    most: i64,
) -> Result<Vec<ChangedLine>> {
    macro_rules! select {
        ($which:literal) => {
            concat!(
                "SELECT c.position, l.line, l.sku, c.title, c.made, c.changes, c.undone,
                        COALESCE(c.kept, 'null') AS kept
                 FROM import_change c
                 JOIN import_line l ON l.import_id = c.import_id AND l.position = c.position
                 WHERE c.import_id = $1 AND c.position > $2
                     AND c.position <= (SELECT i.done FROM import i WHERE i.id = $1)",
                $which,
                " ORDER BY c.position LIMIT ($3 + 0)"
            )
        };
    }
    let sql = match filter {
        ChangeFilter::All => select!(""),
        ChangeFilter::Kept => select!(" AND c.kept IS NOT NULL"),
    };
    query.all(Sql::from(sql), args![id, after, most]).await
}
