//! Reading a workbook (`.xlsx`): its first sheet that has anything, row by row,
//! so that a sheet of any length needs the memory of some rows and of the
//! workbook's table of texts, which is limited.
//!
//! A workbook is a packed file, and whoever packs can write anything. So it is
//! unpacked once into nothing, counting, before anything of it is believed
//! ([`unpack`]).

mod cell;
#[cfg(test)]
mod tests;
mod unpack;

use self::cell::{cell_name, range_name, text_of};
use self::unpack::{LIMITS, Limits, examine};
use super::csv_file::{self, FileProblem, LONGEST_RECORD, MOST_COLUMNS, Record};
use super::file_facts::FileNote;
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// The most bytes of a workbook as it is sent.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// How a packed file begins.
pub const PACKED: &[u8] = b"PK\x03\x04";
/// How the files of older Office programs begin, and those with a password.
pub const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// How many rows are handed over at once, and of how many bytes.
const AT_ONCE: usize = 1_000;
const BYTES_AT_ONCE: usize = 4 * 1024 * 1024;
/// How many sheets are looked at for the first that has anything.
const MOST_LOOKED_AT: usize = 20;
/// More columns no sheet can have.
const WIDEST: usize = 16_384;
/// The most ranges that a note names.
const MOST_NAMED: usize = 5;

/// What is handed over while a sheet is read.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// The names of its columns; once, and first.
    Columns(Vec<String>),
    /// Some of its rows.
    Rows(Vec<Record>),
}

/// Reads a workbook and hands its rows over, of which there may be so many; `each`
/// answers whether it wants more. Takes as long as it takes: not for a thread that others wait for.
///
/// # Errors
/// Says why it can't be read. Then what was handed over is of no use.
pub fn read(
    file: &mut File,
    most_lines: i64,
    each: impl FnMut(Piece) -> bool,
) -> Result<Vec<FileNote>, FileProblem> {
    let limits = Limits {
        lines: most_lines,
        ..LIMITS
    };
    read_within(limits, file, each)
}

/// Whether a file that begins so is a workbook, or was meant to be one.
#[must_use]
pub fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(PACKED) || start.starts_with(COMPOUND)
}

fn read_within(
    limits: Limits,
    file: &mut File,
    each: impl FnMut(Piece) -> bool,
) -> Result<Vec<FileNote>, FileProblem> {
    let mut start = [0; 8];
    let length = file.seek(SeekFrom::End(0)).map_err(broken)?;
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    if length > MOST_BYTES {
        return Err(FileProblem::TooLarge {
            most: megabytes(MOST_BYTES),
        });
    }
    if length >= 8 {
        file.read_exact(&mut start).map_err(broken)?;
    }
    if start.as_slice() == COMPOUND {
        return Err(old_or_protected(file).map_err(broken)?);
    }
    if !start.starts_with(PACKED) {
        return Err(FileProblem::NotASpreadsheet);
    }
    let rows = examine(limits, file)?;
    // Where there may be too many rows, they are counted before any is handed over:
    // some may be empty, or on another sheet.
    if rows > limits.lines {
        file.seek(SeekFrom::Start(0)).map_err(broken)?;
        Sheet::new(limits).read(open(file)?, |_| true)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    Sheet::new(limits).read(open(file)?, each)
}

/// Which of the older kind of files it is. It is asked without the library, which
/// would go on to read a workbook that somebody put behind one, as a packed file is
/// found from its end; and nobody examined that.
fn old_or_protected(file: &mut File) -> io::Result<FileProblem> {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (mut seen, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
    file.seek(SeekFrom::Start(0))?;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(FileProblem::OldSpreadsheet);
        }
        seen.extend_from_slice(piece.get(..read).unwrap_or_default());
        if seen.windows(name.len()).any(|bytes| bytes == name) {
            return Ok(FileProblem::Protected);
        }
        // It may end in the next piece.
        seen.drain(..seen.len().saturating_sub(name.len()));
    }
}

/// Opens a workbook that was examined.
fn open(file: &mut File) -> Result<Xlsx<BufReader<&mut File>>, FileProblem> {
    Xlsx::new(BufReader::new(file)).map_err(broken)
}

fn megabytes(bytes: u64) -> i64 {
    i64::try_from(bytes / 1024 / 1024).unwrap_or(i64::MAX)
}

fn broken(error: impl std::fmt::Display) -> FileProblem {
    tracing::debug!(%error, "a workbook can't be read");
    FileProblem::Broken
}

/// A sheet while it is read.
#[derive(Default)]
struct Sheet {
    merged: Vec<Dimensions>,
    columns: Option<usize>,
    /// The row being read, from 0, and its cells.
    row: u32,
    cells: Vec<String>,
    rows: Vec<Record>,
    records: i64,
    most: i64,
    /// How many bytes the texts have of the row being read, of the rows that wait,
    /// and of all cells so far, of which there may be so many.
    row_bytes: usize,
    waiting: usize,
    bytes: u64,
    most_bytes: u64,
    formulas: Found,
    without_value: Found,
    errors: Found,
}

/// Some cells of one kind: how many, and the first.
#[derive(Default)]
struct Found {
    count: i64,
    first: Option<(u32, u32)>,
}

impl Found {
    fn see(&mut self, cell: (u32, u32)) {
        self.count += 1;
        self.first.get_or_insert(cell);
    }

    fn first(&self) -> String {
        self.first.map(cell_name).unwrap_or_default()
    }
}

impl Sheet {
    fn new(limits: Limits) -> Self {
        Self {
            most: limits.lines,
            most_bytes: limits.bytes,
            ..Self::default()
        }
    }

    fn read<R: Read + Seek>(
        mut self,
        mut workbook: Xlsx<R>,
        mut each: impl FnMut(Piece) -> bool,
    ) -> Result<Vec<FileNote>, FileProblem> {
        let names: Vec<(String, bool)> = workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect();
        let mut chosen = None;
        let visible = names.iter().filter(|(_, visible)| *visible);
        for (name, _) in visible.take(MOST_LOOKED_AT) {
            if has_anything(&mut workbook, name, self.most_bytes)? {
                chosen = Some(name.clone());
                break;
            }
        }
        let name = chosen.ok_or(FileProblem::Empty)?;
        self.merged = workbook.merge_cells_by_sheet_name(&name).map_err(broken)?;
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            if cell.pos.0 != self.row {
                if cell.pos.0 < self.row {
                    return Err(FileProblem::Broken);
                }
                if !self.end_row(&mut each)? {
                    return Ok(Vec::new());
                }
                self.row = cell.pos.0;
            }
            self.take_cell(cell.pos, &cell.value, cell.formula.is_some())?;
        }
        let wanted = self.end_row(&mut each)?;
        drop(cells);
        if self.without_value.count > 0 {
            return Err(FileProblem::FormulaWithoutValue {
                cell: self.without_value.first(),
                count: self.without_value.count,
            });
        }
        if self.columns.is_none() {
            return Err(FileProblem::Empty);
        }
        if self.records == 0 {
            return Err(FileProblem::NoLines);
        }
        if wanted && !self.rows.is_empty() {
            each(Piece::Rows(std::mem::take(&mut self.rows)));
        }
        let others = names
            .into_iter()
            .map(|(other, _)| other)
            .filter(|other| *other != name)
            .collect();
        Ok(self.notes(name, others))
    }

    fn take_cell(
        &mut self,
        pos: (u32, u32),
        value: &DataRef<'_>,
        formula: bool,
    ) -> Result<(), FileProblem> {
        if formula {
            self.formulas.see(pos);
            if matches!(value, DataRef::Empty) {
                self.without_value.see(pos);
            }
        }
        if matches!(value, DataRef::Error(_)) {
            self.errors.see(pos);
        }
        let text = text_of(value);
        // One text of the table may be what a million cells have.
        self.row_bytes = self.row_bytes.saturating_add(text.len());
        self.bytes = self.bytes.saturating_add(text.len() as u64);
        if self.row_bytes > LONGEST_RECORD || self.bytes > self.most_bytes {
            return Err(FileProblem::Bomb);
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        let column = usize::try_from(pos.1).unwrap_or(usize::MAX);
        if column >= WIDEST {
            return Err(FileProblem::Broken);
        }
        if column >= self.cells.len() {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// The row is complete: it is the header, or a record, or nothing. Answers
    /// whether more is wanted.
    fn end_row(&mut self, each: &mut impl FnMut(Piece) -> bool) -> Result<bool, FileProblem> {
        let mut cells = std::mem::take(&mut self.cells);
        let bytes = std::mem::take(&mut self.row_bytes);
        if cells.is_empty() {
            return Ok(true);
        }
        if cells.len() > MOST_COLUMNS {
            return Err(FileProblem::TooManyColumns {
                count: i64::try_from(cells.len()).unwrap_or(i64::MAX),
            });
        }
        let Some(columns) = self.columns else {
            let row = self.row;
            let merged = self
                .merged
                .iter()
                .find(|range| range.start.0 <= row && row <= range.end.0);
            if let Some(range) = merged {
                return Err(FileProblem::MergedHeader {
                    range: range_name(range),
                });
            }
            let names = csv_file::header(cells)?;
            self.columns = Some(names.len());
            return Ok(each(Piece::Columns(names)));
        };
        if cells.len() < columns {
            cells.resize(columns, String::new());
        }
        self.records += 1;
        if self.records > self.most {
            return Err(FileProblem::TooManyLines);
        }
        self.rows.push(Record {
            line: i64::from(self.row) + 1,
            cells,
        });
        self.waiting += bytes;
        if self.rows.len() < AT_ONCE && self.waiting < BYTES_AT_ONCE {
            return Ok(true);
        }
        self.waiting = 0;
        Ok(each(Piece::Rows(std::mem::take(&mut self.rows))))
    }

    fn notes(&self, name: String, others: Vec<String>) -> Vec<FileNote> {
        let mut notes = Vec::new();
        if !others.is_empty() {
            notes.push(FileNote::Sheet { name, others });
        }
        if self.formulas.count > 0 {
            notes.push(FileNote::Formulas {
                count: self.formulas.count,
                first: self.formulas.first(),
            });
        }
        if !self.merged.is_empty() {
            notes.push(FileNote::Merged {
                count: i64::try_from(self.merged.len()).unwrap_or(i64::MAX),
                ranges: self
                    .merged
                    .iter()
                    .take(MOST_NAMED)
                    .map(range_name)
                    .collect(),
            });
        }
        if self.errors.count > 0 {
            notes.push(FileNote::Errors {
                count: self.errors.count,
                first: self.errors.first(),
            });
        }
        notes
    }
}

fn has_anything<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    most_bytes: u64,
) -> Result<bool, FileProblem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    let mut bytes = 0_u64;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let text = text_of(&cell.value);
        if cell.formula.is_some() || !text.trim().is_empty() {
            return Ok(true);
        }
        bytes = bytes.saturating_add(text.len() as u64);
        if bytes > most_bytes {
            return Err(FileProblem::Bomb);
        }
    }
    Ok(false)
}
