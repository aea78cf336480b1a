//! One file on its way in: text is read while it arrives, a workbook when it is
//! there as a whole. Every line is written down.

use super::{Rejected, Staging, StagingError};
use crate::args;
use crate::catalog::csv_file::{CsvFile, FileProblem, Record};
use crate::catalog::file_facts::{Counter, FileFacts, FileNote};
use crate::catalog::xlsx_file::{self, Piece};
use crate::store::{Query, StoreError};
use tokio::io::AsyncWriteExt;

/// How many lines are written down at once.
const AT_ONCE: usize = 1_000;

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

impl<'s> StagingFile<'s> {
    pub(super) fn begin(staging: &'s mut Staging, name: String) -> Self {
        Self {
            first: staging.lines,
            staging,
            name,
            how: How::Unknown(Vec::new()),
            counter: None,
            waiting: Vec::new(),
            notes: Vec::new(),
            problem: None,
        }
    }

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
