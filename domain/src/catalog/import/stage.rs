//! Taking files in: every line of them is written down before anything is
//! made of it.

mod one_file;

use super::super::csv_file::{FileProblem, MOST_LINES, Record};
use super::super::file_facts::FileFacts;
use super::super::mapping::{ImportKind, Mapping};
use crate::id::ImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, Query, StoreError};
use crate::{Currency, Timestamp, args, audit};
use serde_json::json;

pub use one_file::StagingFile;

/// The most files of one import.
pub(super) const MOST_FILES: usize = 100;

/// The place of the first file that can't be read: behind all that can.
const BEHIND_ALL: i64 = 1_000;

/// Why files were not taken in.
#[derive(Debug, thiserror::Error)]
pub enum StagingError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// More files than one import can have.
    #[error("too many files at once")]
    TooManyFiles,
    /// A workbook can't be put aside to be read.
    #[error("there is no room for the file: {0}")]
    Room(#[from] std::io::Error),
}

/// A file that can't be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The file's name.
    pub file: String,
    /// What is wrong with it.
    pub problem: FileProblem,
}

/// Files that were taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged {
    /// The import; none if no file could be read.
    pub import: Option<ImportId>,
    /// What the files look like.
    pub files: Vec<FileFacts>,
    /// How many lines they have together.
    pub lines: i64,
    /// The files that can't be read.
    pub rejected: Vec<Rejected>,
}

/// Files on their way in.
#[derive(Debug)]
pub struct Staging {
    db: Db,
    actor: Actor,
    import: ImportId,
    kind: ImportKind,
    files: Vec<FileFacts>,
    rejected: Vec<Rejected>,
    /// How many lines were written down, of all files.
    lines: i64,
    most_lines: i64,
    now: Timestamp,
}

/// A file's name as it is kept: without folders, and not too long.
pub(super) fn short_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.chars().take(120).collect()
}

impl Staging {
    /// Begins an import.
    ///
    /// # Errors
    /// If the person may not, or it can't be written.
    pub async fn begin(
        db: &Db,
        actor: &Actor,
        kind: ImportKind,
        now: Timestamp,
    ) -> Result<Self, StagingError> {
        actor.demand(Permission::Curate)?;
        let import = ImportId::new();
        let (person, name) = (actor.person(), actor.name().to_owned());
        db.write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO import
                         (id, kind, state, mapping, person_id, person_name, created_at)
                     VALUES ($1, $2, 'uploading', $3, $4, $5, $6)",
                    args![
                        import,
                        kind.code(),
                        serde_json::Value::Null,
                        person,
                        name,
                        now
                    ],
                )
                .await
            })
        })
        .await?;
        Ok(Self {
            db: db.clone(),
            actor: actor.clone(),
            import,
            kind,
            files: Vec::new(),
            rejected: Vec::new(),
            lines: 0,
            most_lines: MOST_LINES,
            now,
        })
    }

    /// The same with files of at most so many lines each.
    pub(super) fn of_at_most(self, most_lines: i64) -> Self {
        Self { most_lines, ..self }
    }

    pub(super) const fn import(&self) -> ImportId {
        self.import
    }

    pub(super) const fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    pub(super) fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// Notes a file that can't be read.
    pub(super) fn reject(&mut self, name: &str, problem: FileProblem) {
        self.rejected.push(Rejected {
            file: short_name(name),
            problem,
        });
    }

    /// Begins a file of this name.
    ///
    /// # Errors
    /// If there are too many.
    pub fn file(&mut self, name: &str) -> Result<StagingFile<'_>, StagingError> {
        if self.files.len() + self.rejected.len() >= MOST_FILES {
            return Err(StagingError::TooManyFiles);
        }
        Ok(StagingFile::begin(self, short_name(name)))
    }

    /// All files have arrived: from now on a person can say what they are. If
    /// none of them can be read, nothing is kept.
    ///
    /// # Errors
    /// If it can't be written.
    pub async fn finish(self) -> Result<Staged, StagingError> {
        let import = self.import;
        if self.files.is_empty() {
            self.abandon().await?;
            return Ok(Staged {
                import: None,
                files: Vec::new(),
                lines: 0,
                rejected: self.rejected,
            });
        }
        let mapping = Mapping::guess(self.kind, &self.files, None, Currency::EUR);
        let mapping = serde_json::to_value(mapping).unwrap_or_default();
        let detail = json!({
            "kind": self.kind.code(),
            "files": self.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            "lines": self.lines,
        });
        let (lines, actor, now) = (self.lines, self.actor.clone(), self.now);
        let problems = problems(import, &self.rejected);
        self.db
            .write::<_, StoreError, _>(self.actor.scope(), move |tx| {
                Box::pin(async move {
                    tx.run(
                        "UPDATE import SET state = 'mapping', lines = $2, mapping = $3
                         WHERE id = $1",
                        args![import, lines, mapping],
                    )
                    .await?;
                    put_problems(tx, problems).await?;
                    let entry = audit::Entry {
                        action: "import.uploaded",
                        subject: import.to_string(),
                        customer: None,
                        detail,
                    };
                    audit::record(tx, &actor, entry, now).await
                })
            })
            .await?;
        Ok(Staged {
            import: Some(import),
            files: self.files,
            lines,
            rejected: self.rejected,
        })
    }

    /// None of the files can be read: the import ends as refused, with what is wrong
    /// with each.
    ///
    /// # Errors
    /// If it can't be written.
    pub(super) async fn refuse(&self) -> Result<(), StagingError> {
        let (import, now) = (self.import, self.now);
        let problems = problems(import, &self.rejected);
        let (actor, kind) = (self.actor.clone(), self.kind);
        self.db
            .write::<_, StoreError, _>(self.actor.scope(), move |tx| {
                Box::pin(async move {
                    let there = tx
                        .run(
                            "UPDATE import SET state = 'refused', lines = 0, finished_at = $2
                             WHERE id = $1 AND state = 'uploading'",
                            args![import, now],
                        )
                        .await?;
                    if there == 0 {
                        // Somebody discarded it meanwhile.
                        return Ok(());
                    }
                    for table in [
                        "DELETE FROM import_line WHERE import_id = $1",
                        "DELETE FROM import_file WHERE import_id = $1",
                    ] {
                        tx.run(table, args![import]).await?;
                    }
                    put_problems(tx, problems).await?;
                    let entry = audit::Entry {
                        action: "import.refused",
                        subject: import.to_string(),
                        customer: None,
                        detail: json!({ "kind": kind.code() }),
                    };
                    audit::record(tx, &actor, entry, now).await
                })
            })
            .await?;
        Ok(())
    }

    /// Forgets what arrived: the upload broke off or nothing in it was of use.
    ///
    /// # Errors
    /// If it can't be written.
    pub async fn abandon(&self) -> Result<(), StagingError> {
        let import = self.import;
        self.db
            .write::<_, StoreError, _>(self.actor.scope(), move |tx| {
                Box::pin(async move { forget(tx, import).await })
            })
            .await?;
        Ok(())
    }

    async fn write_down(&mut self, file: usize, records: Vec<Record>) -> Result<(), StoreError> {
        if records.is_empty() {
            return Ok(());
        }
        let (import, first) = (self.import, self.lines);
        let file = i64::try_from(file).unwrap_or(i64::MAX);
        self.lines += i64::try_from(records.len()).unwrap_or_default();
        let so_far = self.lines;
        self.db
            .write::<_, StoreError, _>(self.actor.scope(), move |tx| {
                Box::pin(async move {
                    let rows = (first + 1..)
                        .zip(records)
                        .map(|(position, record)| {
                            args![
                                import,
                                position,
                                file,
                                record.line,
                                serde_json::Value::from(record.cells)
                            ]
                        })
                        .collect();
                    tx.insert_many(
                        "INSERT INTO import_line (import_id, position, file, line, cells) VALUES",
                        rows,
                        "",
                    )
                    .await?;
                    // Its page says how far it is.
                    tx.run(
                        "UPDATE import SET lines = $2 WHERE id = $1 AND state = 'uploading'",
                        args![import, so_far],
                    )
                    .await
                    .map(drop)
                })
            })
            .await?;
        Ok(())
    }
}

/// The rows of files that can't be read, behind those that can.
fn problems(import: ImportId, rejected: &[Rejected]) -> Vec<Args> {
    let row = |(place, one): (i64, &Rejected)| {
        args![
            import,
            BEHIND_ALL + place,
            one.file.as_str(),
            json!({}),
            0_i64,
            json!(one.problem)
        ]
    };
    (0..).zip(rejected).map(row).collect()
}

async fn put_problems(tx: &mut crate::store::Tx, rows: Vec<Args>) -> Result<(), StoreError> {
    tx.insert_many(
        "INSERT INTO import_file (import_id, position, name, facts, lines, problem) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// Removes an import and all that was written down of it.
pub(super) async fn forget(tx: &mut crate::store::Tx, import: ImportId) -> Result<(), StoreError> {
    for table in [
        "DELETE FROM import_change WHERE import_id = $1",
        "DELETE FROM import_line WHERE import_id = $1",
        "DELETE FROM import_file WHERE import_id = $1",
        "DELETE FROM import WHERE id = $1",
    ] {
        tx.run(table, args![import]).await?;
    }
    Ok(())
}
