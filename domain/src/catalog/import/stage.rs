//! Taking files in: every line of them is written down before anything is
//! made of it.

use super::super::csv_file::{CsvFile, FileProblem, MOST_LINES, Record};
use super::super::file_facts::{Counter, FileFacts, FileNote};
use super::super::mapping::{ImportKind, Mapping};
use super::super::xlsx_file::{self, Piece};
use crate::id::ImportId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, Query, StoreError};
use crate::{Currency, Timestamp, args, audit};
use serde_json::json;
use tokio::io::AsyncWriteExt;

/// How many lines are written down at once.
const AT_ONCE: usize = 1_000;
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
        Ok(StagingFile {
            first: self.lines,
            staging: self,
            name: short_name(name),
            how: How::Unknown(Vec::new()),
            counter: None,
            waiting: Vec::new(),
            notes: Vec::new(),
            problem: None,
        })
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

/// One file on its way in.
#[derive(Debug)]
pub struct StagingFile<'s> {
    staging: &'s mut Staging,
    name: String,
    how: How,
    counter: Option<Counter>,
    waiting: Vec<Record>,
    notes: Vec<FileNote>,
    problem: Option<FileProblem>,
    /// How many lines there were before this file.
    first: i64,
}

/// How a file is read, which its first bytes decide and not its name.
#[derive(Debug)]
enum How {
    /// Too little has arrived.
    Unknown(Vec<u8>),
    /// As text, while it arrives.
    Text(Box<CsvFile>),
    /// As a workbook, which has to be there as a whole: so it is put aside.
    Workbook { file: tokio::fs::File, bytes: u64 },
}

impl StagingFile<'_> {
    /// Takes the next piece of the file. Once the file turns out to be
    /// unreadable the rest of it is passed over.
    ///
    /// # Errors
    /// If what arrived can't be written.
    pub async fn piece(&mut self, bytes: &[u8]) -> Result<(), StagingError> {
        if self.problem.is_some() {
            return Ok(());
        }
        if let How::Unknown(before) = &mut self.how {
            before.extend_from_slice(bytes);
            if before.len() < xlsx_file::COMPOUND.len() {
                return Ok(());
            }
            return self.decide().await;
        }
        self.take(bytes).await
    }

    /// Decides how the file is read, and reads what has arrived of it.
    async fn decide(&mut self) -> Result<(), StagingError> {
        let How::Unknown(start) = &mut self.how else {
            return Ok(());
        };
        let start = std::mem::take(start);
        self.how = if xlsx_file::is_workbook(&start) {
            let file = tokio::task::spawn_blocking(tempfile::tempfile)
                .await
                .map_err(std::io::Error::other)??;
            How::Workbook {
                file: tokio::fs::File::from_std(file),
                bytes: 0,
            }
        } else {
            How::Text(Box::new(CsvFile::of_at_most(self.staging.most_lines)))
        };
        self.take(&start).await
    }

    async fn take(&mut self, piece: &[u8]) -> Result<(), StagingError> {
        let seen = self.waiting.len();
        match &mut self.how {
            How::Unknown(_) => {}
            How::Text(csv) => {
                self.problem = csv.push(piece, &mut self.waiting).err();
                self.count(seen);
            }
            How::Workbook { file, bytes } => {
                *bytes += piece.len() as u64;
                if *bytes > xlsx_file::MOST_BYTES {
                    self.problem = Some(FileProblem::TooLarge {
                        most: i64::try_from(xlsx_file::MOST_BYTES / 1024 / 1024)
                            .unwrap_or(i64::MAX),
                    });
                } else {
                    file.write_all(piece).await?;
                }
            }
        }
        if self.problem.is_none() && self.waiting.len() >= AT_ONCE {
            self.write_down().await?;
        }
        Ok(())
    }

    async fn write_down(&mut self) -> Result<(), StagingError> {
        let records = std::mem::take(&mut self.waiting);
        let file = self.staging.files.len();
        self.staging.write_down(file, records).await?;
        Ok(())
    }

    fn count(&mut self, seen: usize) {
        if let How::Text(csv) = &self.how
            && self.counter.is_none()
            && !csv.columns().is_empty()
        {
            self.counter = Some(Counter::new(csv.columns(), csv.decimal_comma()));
        }
        let Some(counter) = &mut self.counter else {
            return;
        };
        for record in self.waiting.iter().skip(seen) {
            counter.see(&record.cells);
        }
    }

    /// Reads a workbook that has arrived as a whole, in a thread of its own.
    async fn read_workbook(&mut self) -> Result<(), StagingError> {
        let How::Workbook { file, .. } = &mut self.how else {
            return Ok(());
        };
        file.flush().await?;
        let mut file = file.try_clone().await?.into_std().await;
        let (pieces, mut arriving) = tokio::sync::mpsc::channel(2);
        let most = self.staging.most_lines;
        let reading = tokio::task::spawn_blocking(move || {
            xlsx_file::read(&mut file, most, |piece| pieces.blocking_send(piece).is_ok())
        });
        while let Some(piece) = arriving.recv().await {
            match piece {
                Piece::Columns(names) => self.counter = Some(Counter::new(&names, false)),
                Piece::Rows(records) => {
                    self.waiting = records;
                    self.count(0);
                    self.write_down().await?;
                }
            }
        }
        match reading.await {
            Ok(Ok(notes)) => self.notes = notes,
            Ok(Err(problem)) => self.problem = Some(problem),
            // What makes the library panic is no workbook that we can read.
            Err(_) => self.problem = Some(FileProblem::Broken),
        }
        Ok(())
    }

    /// The file is complete. A file that can't be read leaves nothing behind
    /// but the reason.
    ///
    /// # Errors
    /// If it can't be written.
    pub async fn end(mut self) -> Result<(), StagingError> {
        if self.problem.is_none() && matches!(self.how, How::Unknown(_)) {
            self.decide().await?;
        }
        if self.problem.is_none() {
            let seen = self.waiting.len();
            if let How::Text(csv) = &mut self.how {
                self.problem = csv.finish(&mut self.waiting).err();
                self.count(seen);
            } else {
                self.read_workbook().await?;
            }
        }
        let import = self.staging.import;
        let scope = self.staging.actor.scope();
        if let Some(problem) = self.problem {
            let first = self.first;
            self.staging
                .db
                .write::<_, StoreError, _>(scope, move |tx| {
                    Box::pin(async move {
                        tx.run(
                            "DELETE FROM import_line WHERE import_id = $1 AND position > $2",
                            args![import, first],
                        )
                        .await
                    })
                })
                .await?;
            self.staging.lines = first;
            self.staging.rejected.push(Rejected {
                file: self.name,
                problem,
            });
            return Ok(());
        }
        let position = self.staging.files.len();
        self.write_down().await?;
        let Some(counter) = self.counter else {
            return Ok(());
        };
        let facts = FileFacts {
            notes: self.notes,
            ..counter.facts(&self.name)
        };
        let (name, lines) = (self.name, facts.lines);
        let json = serde_json::to_value(&facts).unwrap_or_default();
        let place = i64::try_from(position).unwrap_or(i64::MAX);
        self.staging
            .db
            .write::<_, StoreError, _>(scope, move |tx| {
                Box::pin(async move {
                    tx.run(
                        "INSERT INTO import_file (import_id, position, name, facts, lines)
                         VALUES ($1, $2, $3, $4, $5)",
                        args![import, place, name, json, lines],
                    )
                    .await
                })
            })
            .await?;
        self.staging.files.push(facts);
        Ok(())
    }
}
