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
use super::csv_file::{self, FileProblem, MOST_COLUMNS, Record};
use super::file_facts::FileNote;
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// The most bytes of a workbook as it is sent.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// How a packed file begins.
pub const PACKED: &[u8] = b"PK\x03\x04";
/// How the files of older Office programs begin, and those with a password.
pub const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// How many rows are handed over at once.
const AT_ONCE: usize = 1_000;
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
    let start_is = |start: &[u8; 8]| start.as_slice() == COMPOUND;
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
    let mut rows = 0;
    if start.starts_with(PACKED) {
        rows = examine(limits, file)?;
    } else if !start_is(&start) {
        return Err(FileProblem::NotASpreadsheet);
    }
    // Where there may be too many rows, they are counted before any is handed over:
    // some may be empty, or on another sheet.
    if rows > limits.lines {
        file.seek(SeekFrom::Start(0)).map_err(broken)?;
        Sheet::new(limits.lines).read(open(&start, file)?, |_| true)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    Sheet::new(limits.lines).read(open(&start, file)?, each)
}

/// Opens a workbook; `start` is how its file begins.
fn open<'f>(
    start: &[u8; 8],
    file: &'f mut File,
) -> Result<Xlsx<BufReader<&'f mut File>>, FileProblem> {
    Xlsx::new(BufReader::new(file)).map_err(|error| match error {
        XlsxError::Password => FileProblem::Protected,
        _ if start.as_slice() == COMPOUND => FileProblem::OldSpreadsheet,
        error => broken(error),
    })
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
    fn new(most: i64) -> Self {
        Self {
            most,
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
        for (name, visible) in &names {
            if *visible && has_anything(&mut workbook, name)? {
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
        if self.rows.len() < AT_ONCE {
            return Ok(true);
        }
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

fn has_anything<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> Result<bool, FileProblem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        if cell.formula.is_some() || !text_of(&cell.value).trim().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
