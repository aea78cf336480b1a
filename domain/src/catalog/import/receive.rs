//! Files as they are sent: put aside while they arrive, and read behind whoever
//! waits for the answer. Nothing is written down before all of them are there, so
//! that an upload that breaks off leaves nothing.

use super::super::csv_file::{CsvFile, FileProblem, MOST_LINES};
use super::super::mapping::ImportKind;
use super::super::xlsx_file;
use super::stage::{MOST_FILES, Rejected, Staged, Staging, StagingError};
use crate::Timestamp;
use crate::id::ImportId;
use crate::identity::{Actor, Permission};
use crate::store::Db;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::sync::oneshot;

/// How much of a file is read at once, in bytes.
const PIECE: usize = 64 * 1024;

/// Files while they arrive.
#[derive(Debug)]
pub struct Receiving {
    files: Vec<ReceivedFile>,
    most_lines: i64,
}

impl Default for Receiving {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            most_lines: MOST_LINES,
        }
    }
}

/// One file while it arrives.
#[derive(Debug)]
pub struct ReceivedFile {
    name: String,
    how: How,
    problem: Option<FileProblem>,
    most_lines: i64,
    /// Where it is put aside.
    aside: tokio::fs::File,
}

/// What is looked at while a file arrives.
#[derive(Debug)]
enum How {
    /// Too little has arrived.
    Unknown(Vec<u8>),
    /// Text, of which each line is looked at once before any is written down.
    Text(Box<CsvFile>),
    /// A workbook, which has to be there as a whole.
    Workbook,
}

impl Receiving {
    /// Files of at most so many lines each.
    #[cfg(test)]
    pub(super) const fn of_at_most(most_lines: i64) -> Self {
        Self {
            files: Vec::new(),
            most_lines,
        }
    }

    /// Whether no file has come.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Begins a file of this name.
    ///
    /// # Errors
    /// If there are too many, or no room for it.
    pub async fn file(&mut self, name: &str) -> Result<&mut ReceivedFile, StagingError> {
        if self.files.len() >= MOST_FILES {
            return Err(StagingError::TooManyFiles);
        }
        let aside = tokio::task::spawn_blocking(tempfile::tempfile)
            .await
            .map_err(std::io::Error::other)??;
        self.files.push(ReceivedFile {
            name: name.to_owned(),
            how: How::Unknown(Vec::new()),
            problem: None,
            most_lines: self.most_lines,
            aside: tokio::fs::File::from_std(aside),
        });
        self.files.last_mut().ok_or(StagingError::TooManyFiles)
    }

    /// All have arrived. Those that can't be read are known at once or soon; the
    /// others are written down in a task of its own, which goes on whoever waits
    /// for it.
    ///
    /// # Errors
    /// If the person may not, or the import can't be begun.
    pub async fn read(
        self,
        db: &Db,
        actor: &Actor,
        kind: ImportKind,
        now: Timestamp,
    ) -> Result<Reading, StagingError> {
        actor.demand(Permission::Curate)?;
        let (tell, told) = oneshot::channel();
        if self.files.iter().all(|file| file.problem.is_some()) {
            let rejected = self.files.into_iter().filter_map(ReceivedFile::rejected);
            // Who asked is there to hear it.
            let _ = tell.send(Ok(Staged {
                import: None,
                files: Vec::new(),
                lines: 0,
                rejected: rejected.collect(),
            }));
            return Ok(Reading { import: None, told });
        }
        let staging = Staging::begin(db, actor, kind, now).await?;
        let staging = staging.of_at_most(self.most_lines);
        let import = staging.import();
        tokio::spawn(write_down(staging, self.files, tell));
        Ok(Reading {
            import: Some(import),
            told,
        })
    }
}

/// Writes the files down, and tells whoever still waits. Whoever does not finds the
/// import with what became of it.
async fn write_down(
    mut staging: Staging,
    files: Vec<ReceivedFile>,
    tell: oneshot::Sender<Result<Staged, StagingError>>,
) {
    let import = staging.import();
    for file in files {
        let name = file.name.clone();
        if let Err(error) = file.write_down(&mut staging).await {
            tracing::error!(%import, %error, "a file that was sent can't be read");
            staging.reject(&name, FileProblem::Broken);
            refuse(&staging, import).await;
            let _ = tell.send(Err(error));
            return;
        }
    }
    if !staging.has_files() {
        let rejected = staging.rejected().to_vec();
        let nothing = Staged {
            import: None,
            files: Vec::new(),
            lines: 0,
            rejected,
        };
        // Whoever waits hears why, and nothing is kept; else it is written down.
        match tell.send(Ok(nothing)) {
            Ok(()) => {
                if let Err(error) = staging.abandon().await {
                    tracing::error!(%import, %error, "an upload can't be forgotten");
                }
            }
            Err(_) => refuse(&staging, import).await,
        }
        return;
    }
    let staged = staging.finish().await;
    if let Err(error) = &staged {
        tracing::error!(%import, %error, "what was sent can't be written down");
    }
    let _ = tell.send(staged);
}

async fn refuse(staging: &Staging, import: ImportId) {
    if let Err(error) = staging.refuse().await {
        tracing::error!(%import, %error, "what is wrong with an upload can't be written down");
    }
}

impl ReceivedFile {
    /// Takes the next piece. Once the file turns out to be unreadable the rest of it
    /// is passed over.
    ///
    /// # Errors
    /// If there is no room for it.
    pub async fn piece(&mut self, bytes: &[u8]) -> Result<(), StagingError> {
        if self.problem.is_some() {
            return Ok(());
        }
        self.look(bytes, false);
        if self.problem.is_none() {
            self.aside.write_all(bytes).await?;
        }
        Ok(())
    }

    /// The file is complete.
    ///
    /// # Errors
    /// If there is no room for it.
    pub async fn end(&mut self) -> Result<(), StagingError> {
        if self.problem.is_none() {
            self.look(&[], true);
            self.aside.flush().await?;
        }
        Ok(())
    }

    /// Looks at what arrived of it: too many lines are known as soon as there is one
    /// too many.
    fn look(&mut self, bytes: &[u8], ends: bool) {
        let start;
        let mut bytes = bytes;
        if let How::Unknown(before) = &mut self.how {
            before.extend_from_slice(bytes);
            if before.len() < xlsx_file::COMPOUND.len() && !ends {
                return;
            }
            start = std::mem::take(before);
            bytes = &start;
            self.how = if xlsx_file::is_workbook(bytes) {
                How::Workbook
            } else {
                How::Text(Box::new(CsvFile::of_at_most(self.most_lines)))
            };
        }
        if let How::Text(csv) = &mut self.how {
            // Only looked at; they are written down when all is known to be well.
            let mut lines = Vec::new();
            self.problem = csv.push(bytes, &mut lines).err();
            if ends && self.problem.is_none() {
                self.problem = csv.finish(&mut lines).err();
            }
        }
    }

    fn rejected(self) -> Option<Rejected> {
        let file = super::stage::short_name(&self.name);
        Some(Rejected {
            file,
            problem: self.problem?,
        })
    }

    async fn write_down(self, staging: &mut Staging) -> Result<(), StagingError> {
        if let Some(problem) = self.problem {
            staging.reject(&self.name, problem);
            return Ok(());
        }
        let mut aside = self.aside;
        aside.rewind().await?;
        let mut file = staging.file(&self.name)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = aside.read(&mut piece).await?;
            if read == 0 {
                break;
            }
            file.piece(piece.get(..read).unwrap_or_default()).await?;
        }
        file.end().await
    }
}

/// Files that are read.
#[derive(Debug)]
pub struct Reading {
    /// None if no file can be read, which is told already.
    import: Option<ImportId>,
    told: oneshot::Receiver<Result<Staged, StagingError>>,
}

/// How far the reading of files is.
#[derive(Debug)]
pub enum Read {
    /// All of them are read.
    Done(Staged),
    /// It goes on; the import says how far it is, and what becomes of it.
    GoesOn(ImportId),
}

impl Reading {
    /// Waits so long for the end, and no longer.
    ///
    /// # Errors
    /// If what arrived can't be written.
    pub async fn within(mut self, wait: Duration) -> Result<Read, StagingError> {
        let told = match tokio::time::timeout(wait, &mut self.told).await {
            Ok(told) => told.ok(),
            Err(_) => {
                self.told.close();
                // It may have been told at the last moment.
                self.told.try_recv().ok()
            }
        };
        match (told, self.import) {
            (Some(staged), _) => Ok(Read::Done(staged?)),
            (None, Some(import)) => Ok(Read::GoesOn(import)),
            (None, None) => Err(std::io::Error::other("nothing was told").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::{State, ask_import_problems, import};
    use super::*;
    use crate::args;
    use crate::store::Query;
    use crate::store::testing::both_engines;
    use rust_xlsxwriter::Workbook;

    /// How many rows there are in all tables of an import.
    async fn rows(db: &Db) -> i64 {
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let counted: Option<i64> = read
            .scalar(
                "SELECT (SELECT count(*) FROM import) + (SELECT count(*) FROM import_file)
                     + (SELECT count(*) FROM import_line)",
                args![],
            )
            .await
            .unwrap();
        counted.unwrap()
    }

    async fn send(db: &Db, most_lines: i64, files: &[(&str, &[u8])]) -> Reading {
        let mut receiving = Receiving::of_at_most(most_lines);
        for (name, bytes) in files {
            let file = receiving.file(name).await.unwrap();
            for piece in bytes.chunks(1_000) {
                file.piece(piece).await.unwrap();
            }
            file.end().await.unwrap();
        }
        receiving
            .read(db, &Actor::system(), ImportKind::Products, Timestamp(1))
            .await
            .unwrap()
    }

    async fn to_its_end(reading: Reading) -> Staged {
        match reading.within(Duration::from_secs(600)).await.unwrap() {
            Read::Done(staged) => staged,
            Read::GoesOn(import) => panic!("{import} goes on"),
        }
    }

    fn lines(count: u32) -> Vec<u8> {
        let lines = (0..count).map(|line| format!("Fan {line}\n"));
        format!("name\n{}", lines.collect::<String>()).into_bytes()
    }

    fn workbook(rows: u32) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "name").unwrap();
        for row in 1..=rows {
            sheet.write(row, 0, format!("Fan {row}")).unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    fn too_many(file: &str) -> Rejected {
        Rejected {
            file: file.to_owned(),
            problem: FileProblem::TooManyLines,
        }
    }

    both_engines!(more_lines_than_are_taken_leave_nothing, |db| async move {
        let text = send(&db, 1_500, &[("a.csv", &lines(1_501))]).await;
        // Known before an import was begun.
        assert_eq!(text.import, None);
        assert_eq!(rows(&db).await, 0);
        assert_eq!(to_its_end(text).await.rejected, [too_many("a.csv")]);
        let book = send(&db, 1_500, &[("a.xlsx", &workbook(1_501))]).await;
        let staged = to_its_end(book).await;
        assert_eq!((staged.import, staged.lines), (None, 0));
        assert_eq!(staged.rejected, [too_many("a.xlsx")]);
        // Whoever heard it needs no page of it; it may take a moment to be gone.
        for _ in 0..1_000 {
            if rows(&db).await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(rows(&db).await, 0);
    });

    both_engines!(
        what_nobody_waits_for_ends_as_refused_with_its_reason,
        |db| async move {
            let reading = send(&db, 1_500, &[("a.xlsx", &workbook(2_800))]).await;
            let id = reading.import.unwrap();
            drop(reading);
            let mut state = State::Uploading;
            for _ in 0..1_000 {
                let mut read = db.read(Actor::system().scope()).await.unwrap();
                state = import(&mut read, id).await.unwrap().unwrap().state();
                drop(read);
                if state != State::Uploading {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert_eq!(state, State::Refused);
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let problems = ask_import_problems(id).fetch(&mut read).await.unwrap();
            assert_eq!(problems, [too_many("a.xlsx")]);
            let one = import(&mut read, id).await.unwrap().unwrap();
            assert_eq!((one.file_names.as_str(), one.lines), ("a.xlsx", 0));
        }
    );

    both_engines!(
        what_can_be_read_is_taken_without_the_rest,
        |db| async move {
            let files: [(&str, &[u8]); 3] = [
                ("x/good.csv", &lines(1_500)),
                ("bad.csv", b"name\n\"never closed\n"),
                ("book.xlsx", &workbook(3)),
            ];
            let staged = to_its_end(send(&db, 1_500, &files).await).await;
            let id = staged.import.unwrap();
            assert_eq!(staged.lines, 1_503);
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let one = import(&mut read, id).await.unwrap().unwrap();
            assert_eq!((one.state(), one.lines), (State::Mapping, 1_503));
            let names: Vec<String> = staged.files.into_iter().map(|file| file.name).collect();
            assert_eq!(names, ["good.csv", "book.xlsx"]);
            assert!(!one.file_names.contains("bad.csv"));
            let problems = ask_import_problems(id).fetch(&mut read).await.unwrap();
            assert_eq!(problems, staged.rejected);
            assert_eq!(problems[0].file, "bad.csv");
        }
    );

    both_engines!(only_whoever_may_curate_has_anything_read, |db| async move {
        let nobody = crate::identity::testing::staff(&db, &[]).await;
        let mut receiving = Receiving::default();
        let file = receiving.file("a.csv").await.unwrap();
        file.piece(&lines(3)).await.unwrap();
        file.end().await.unwrap();
        let refused = receiving
            .read(&db, &nobody, ImportKind::Products, Timestamp(1))
            .await;
        assert!(matches!(refused, Err(StagingError::Denied(_))));
        assert_eq!(rows(&db).await, 0);
    });
}
