//! Reading a workbook (`.xlsx`): its first sheet that has anything, row by row,
//! so that a sheet of any length needs the memory of some rows and of the
//! workbook's table of texts, which is limited.
//!
//! A workbook is a packed file, and whoever packs can write anything. So it is
//! unpacked once into nothing, counting, before anything of it is believed
//! ([`examine`]).

use super::csv_file::{self, FileProblem, LONGEST_RECORD, MOST_COLUMNS, MOST_LINES, Record};
use super::file_facts::FileNote;
use super::xlsx_parts::{check_formats, check_texts};
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use zip::ZipArchive;

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

/// What a workbook may unpack to.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// The most files in it.
    parts: usize,
    /// The most bytes of all of them.
    bytes: u64,
    /// The most bytes of the table of texts, which is kept in memory.
    texts: u64,
    /// The most texts in it.
    text_count: u64,
    /// The most bytes of the formats of cells, and how many there may be.
    formats: usize,
    format_count: usize,
    /// The most bytes of the list of sheets and of where they are. In a part that
    /// is larger, no single text may be longer than `text`.
    list: u64,
    text: u64,
    /// How many bytes one packed byte may stand for. Rows of a sheet are alike
    /// and come to twenty or forty; a bomb comes to a thousand.
    ratio: u64,
    /// Up to so many bytes nobody asks for the ratio.
    small: u64,
    /// The most rows of the sheet that is read, besides the header.
    lines: i64,
}

const LIMITS: Limits = Limits {
    parts: 5_000,
    bytes: 1024 * 1024 * 1024,
    texts: 128 * 1024 * 1024,
    text_count: 4_000_000,
    formats: 8 * 1024 * 1024,
    format_count: 131_072,
    list: 32 * 1024 * 1024,
    text: 1024 * 1024,
    ratio: 200,
    small: 4 * 1024 * 1024,
    lines: MOST_LINES,
};

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

/// Unpacks all of it into nothing: first asks how much it says it is, then
/// counts how much it really is. Also looks whether it is a workbook. Answers how
/// many rows a sheet may have, at most.
fn examine(limits: Limits, file: &mut File) -> Result<i64, FileProblem> {
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    let mut packed = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if packed.len() > limits.parts {
        return Err(FileProblem::Bomb);
    }
    let mut said: u64 = 0;
    let mut is_workbook = false;
    for place in 0..packed.len() {
        let part = packed.by_index_raw(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        said = said.saturating_add(part.size());
        if said > limits.bytes || !is_believable(limits, part.size(), part.compressed_size()) {
            return Err(FileProblem::Bomb);
        }
        if is_texts(&name) && part.size() > limits.texts {
            return Err(FileProblem::TooLarge {
                most: megabytes(limits.texts),
            });
        }
    }
    if !is_workbook {
        return Err(FileProblem::NotASpreadsheet);
    }
    let mut left = limits.bytes;
    let mut rows = 0;
    for place in 0..packed.len() {
        let part = packed.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let small = part.compressed_size();
        let mut seen = Seen {
            limits,
            packed: small,
            most: most_of(limits, &name).min(left),
            count: 0,
            text: 0,
            kept: kept_of(limits, &name),
            head: Vec::new(),
            rows: Rows::default(),
            burst: false,
        };
        let unpacked = io::copy(&mut BufReader::new(part), &mut seen);
        if seen.burst {
            return Err(FileProblem::Bomb);
        }
        unpacked.map_err(broken)?;
        left = left.saturating_sub(seen.count);
        rows = rows.max(seen.rows.count);
        if is_texts(&name) && seen.count > 0 {
            // No text takes less than `<si/>`.
            check_texts(&seen.head, limits.text_count.min(seen.count / 5))?;
        }
        if is_formats(&name) {
            check_formats(&seen.head, limits.format_count)?;
        }
    }
    Ok(rows)
}

/// Counts what may be the beginnings of rows in a text that comes in pieces; rather
/// too many than too few.
#[derive(Default)]
struct Rows {
    count: i64,
    /// How the piece before ended.
    end: Vec<u8>,
}

impl Rows {
    fn see(&mut self, bytes: &[u8]) {
        const LONG: usize = 5;
        let is_row = |five: &&[u8]| {
            matches!(
                five,
                [
                    b'<' | b':',
                    b'r',
                    b'o',
                    b'w',
                    b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r'
                ]
            )
        };
        let seam = bytes.get(..LONG - 1).unwrap_or(bytes);
        let seam: Vec<u8> = self.end.iter().chain(seam).copied().collect();
        let found =
            bytes.windows(LONG).filter(is_row).count() + seam.windows(LONG).filter(is_row).count();
        self.count += i64::try_from(found).unwrap_or_default();
        let from = bytes.len().saturating_sub(LONG - 1);
        let last = bytes.get(from..).unwrap_or_default();
        self.end = if last.len() < LONG - 1 {
            let kept = seam.len().saturating_sub(LONG - 1);
            seam.get(kept..).unwrap_or_default().to_vec()
        } else {
            last.to_vec()
        };
    }
}

fn is_texts(name: &str) -> bool {
    name.ends_with("sharedstrings.xml")
}

fn is_formats(name: &str) -> bool {
    name.ends_with("styles.xml")
}

/// How many bytes a part of this name may have.
fn most_of(limits: Limits, name: &str) -> u64 {
    if is_texts(name) {
        limits.texts
    } else if is_formats(name) {
        limits.formats as u64
    } else if name.ends_with("workbook.xml") || name.ends_with(".rels") {
        limits.list
    } else {
        limits.bytes
    }
}

/// How much of it is looked at afterwards: the first tag of the texts, all of the
/// formats.
fn kept_of(limits: Limits, name: &str) -> usize {
    if is_texts(name) {
        16 * 1024
    } else if is_formats(name) {
        limits.formats
    } else {
        0
    }
}

fn is_believable(limits: Limits, bytes: u64, packed: u64) -> bool {
    bytes <= limits.small || bytes / limits.ratio <= packed
}

/// Where unpacked bytes go: they are counted, and no more are taken than one
/// may believe.
struct Seen {
    limits: Limits,
    packed: u64,
    most: u64,
    count: u64,
    /// How many of the last follow on each other without a bracket: a text.
    text: u64,
    /// How it begins, so many bytes of it.
    kept: usize,
    head: Vec<u8>,
    rows: Rows,
    burst: bool,
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count += bytes.len() as u64;
        let mut longest = 0;
        for text in bytes.split_inclusive(|byte| *byte == b'<') {
            self.text += text.len() as u64;
            longest = longest.max(self.text);
            if text.ends_with(b"<") {
                self.text = 0;
            }
        }
        if self.count > self.most
            || !is_believable(self.limits, self.count, self.packed)
            || (self.count > self.limits.list && longest > self.limits.text)
        {
            self.burst = true;
            return Err(io::Error::other("more than is believable"));
        }
        let wanted = self.kept.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.rows.see(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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

/// A cell as people read it: a day is a day and not the number of days since
/// 1900, and what a program could not write exactly is rounded as spreadsheets
/// show it.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(true) => "true".to_owned(),
        DataRef::Bool(false) => "false".to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
        }
        DataRef::DateTime(moment) if moment.is_duration() => {
            let minutes = (moment.as_f64() * 24.0 * 60.0).round();
            let hours = (minutes / 60.0).floor();
            format!("{hours}:{:02}", minutes - hours * 60.0)
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let time = match (hour, minute, second) {
                (0, 0, 0) => None,
                (_, _, 0) => Some(format!("{hour:02}:{minute:02}")),
                _ => Some(format!("{hour:02}:{minute:02}:{second:02}")),
            };
            match time {
                Some(time) if moment.as_f64() < 1.0 => time,
                Some(time) => format!("{year:04}-{month:02}-{day:02} {time}"),
                None => format!("{year:04}-{month:02}-{day:02}"),
            }
        }
    }
}

/// Fifteen digits, as many as spreadsheets show.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// What people call a cell: `C7`.
fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

fn range_name(range: &Dimensions) -> String {
    format!("{}:{}", cell_name(range.start), cell_name(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    type Read = Result<(Vec<String>, Vec<(i64, Vec<String>)>, Vec<FileNote>), FileProblem>;

    fn read_bytes(limits: Limits, bytes: &[u8]) -> Read {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let (mut columns, mut rows) = (Vec::new(), Vec::new());
        let notes = read_within(limits, &mut file, |piece| {
            match piece {
                Piece::Columns(names) => columns = names,
                Piece::Rows(records) => {
                    rows.extend(records.into_iter().map(|one| (one.line, one.cells)));
                }
            }
            true
        })?;
        Ok((columns, rows, notes))
    }

    fn read(book: &mut Workbook) -> Read {
        read_bytes(LIMITS, &book.save_to_buffer().unwrap())
    }

    /// A packed file of these parts.
    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A workbook of one sheet, written by hand: its rows and what follows
    /// them, and its table of texts.
    fn by_hand(rows: &str, texts: Option<&str>) -> Vec<u8> {
        let texts = texts.map(|texts| ("xl/sharedStrings.xml", texts));
        of_parts(rows, texts.as_slice())
    }

    /// The same with any parts.
    fn of_parts(rows: &str, others: &[(&str, &str)]) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let workbook = format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets>\
             <sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        );
        let links = format!(
            "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" \
             Type=\"{document}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let top = format!(
            "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" \
             Type=\"{document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</worksheet>");
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("_rels/.rels", top.as_bytes()),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ];
        parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
        packed(&parts)
    }

    fn line(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn cells_are_read_as_they_are_meant() {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = book.add_worksheet();
        for (column, name) in ["sku", "from", "price", "stock", "until", "left"]
            .iter()
            .enumerate()
        {
            sheet.write(2, column as u16, *name).unwrap();
        }
        sheet.write(4, 0, "007").unwrap();
        let from = ExcelDateTime::from_ymd(2020, 1, 1).unwrap();
        sheet.write_with_format(4, 1, &from, &day).unwrap();
        sheet.write(4, 2, 0.1 + 0.2).unwrap();
        sheet.write(4, 3, true).unwrap();
        let noon = from.and_hms(12, 30, 0).unwrap();
        sheet.write_with_format(4, 4, &noon, &day).unwrap();
        sheet.write(5, 0, 4_006_381_333_931_i64).unwrap();
        sheet.write(5, 2, -0.0).unwrap();
        let (columns, rows, notes) = read(&mut book).unwrap();
        assert_eq!(columns, ["sku", "from", "price", "stock", "until", "left"]);
        assert_eq!(
            rows,
            [
                (
                    5,
                    line(&["007", "2020-01-01", "0.3", "true", "2020-01-01 12:30", ""])
                ),
                (6, line(&["4006381333931", "", "0", "", "", ""])),
            ]
        );
        assert_eq!(notes, []);
    }

    #[test]
    fn what_is_odd_about_a_workbook_is_said() {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Empty").unwrap();
        let sheet = book.add_worksheet().set_name("Prices").unwrap();
        for (column, name) in ["sku", "price"].iter().enumerate() {
            sheet.write(0, column as u16, *name).unwrap();
        }
        sheet.write(1, 0, "A-1").unwrap();
        sheet
            .write(1, 1, Formula::new("=1+1").set_result("2"))
            .unwrap();
        sheet
            .merge_range(2, 0, 3, 0, "A-2", &Format::new())
            .unwrap();
        sheet
            .write(2, 1, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        let hidden = book.add_worksheet().set_name("Notes").unwrap();
        hidden.set_hidden(true);
        let (_, rows, notes) = read(&mut book).unwrap();
        assert_eq!(
            rows,
            [(2, line(&["A-1", "2"])), (3, line(&["A-2", "#DIV/0!"]))]
        );
        assert_eq!(
            notes[..3],
            [
                FileNote::Sheet {
                    name: "Prices".into(),
                    others: vec!["Empty".into(), "Notes".into()]
                },
                FileNote::Formulas {
                    count: 2,
                    first: "B2".into()
                },
                FileNote::Merged {
                    count: 1,
                    ranges: vec!["A3:A4".into()]
                },
            ]
        );
    }

    #[test]
    fn a_header_of_merged_cells_is_refused() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet
            .merge_range(0, 0, 0, 2, "Prices of May", &Format::new())
            .unwrap();
        sheet.write(1, 0, "sku").unwrap();
        assert_eq!(
            read(&mut book),
            Err(FileProblem::MergedHeader {
                range: "A1:C1".into()
            })
        );
    }

    #[test]
    fn a_formula_that_was_never_reckoned_is_refused() {
        let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>sku</t></is></c></row>";
        let rows = format!("{head}<row r=\"2\"><c r=\"A2\"><f>1+1</f></c></row></sheetData>");
        assert_eq!(
            read_bytes(LIMITS, &by_hand(&rows, None)),
            Err(FileProblem::FormulaWithoutValue {
                cell: "A2".into(),
                count: 1
            })
        );
        let rows =
            format!("{head}<row r=\"2\"><c r=\"A2\"><f>1+1</f><v>2</v></c></row></sheetData>");
        let (_, rows, notes) = read_bytes(LIMITS, &by_hand(&rows, None)).unwrap();
        assert_eq!(rows, [(2, line(&["2"]))]);
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn too_many_columns_or_none_at_all() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for column in 0..1_000 {
            sheet.write(0, column, format!("c{column}")).unwrap();
        }
        assert_eq!(
            read(&mut book),
            Err(FileProblem::TooManyColumns { count: 1_000 })
        );
        assert_eq!(read(&mut Workbook::new()), Err(FileProblem::Empty));
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "sku").unwrap();
        assert_eq!(read(&mut book), Err(FileProblem::NoLines));
    }

    #[test]
    fn more_than_a_million_rows_are_refused() {
        let mut sheet = Sheet {
            columns: Some(1),
            records: MOST_LINES,
            cells: vec!["x".to_owned()],
            ..Sheet::new(LIMITS)
        };
        assert_eq!(sheet.end_row(&mut |_| true), Err(FileProblem::TooManyLines));
    }

    #[test]
    fn too_many_rows_are_refused_before_any_is_handed_over() {
        let book = |rows: u32, others: u32| {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "sku").unwrap();
            for row in 1..=rows {
                sheet.write(row, 0, format!("A-{row}")).unwrap();
            }
            let other = book.add_worksheet();
            for row in 0..others {
                other.write(row, 0, "x").unwrap();
            }
            book.save_to_buffer().unwrap()
        };
        let limits = Limits {
            lines: 2_500,
            ..LIMITS
        };
        let handed_over = |bytes: &[u8]| {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            let mut rows = 0;
            let outcome = read_within(limits, &mut file, |piece| {
                if let Piece::Rows(records) = piece {
                    rows += records.len();
                }
                true
            });
            (outcome.map(|_| ()), rows)
        };
        assert_eq!(handed_over(&book(2_500, 0)), (Ok(()), 2_500));
        assert_eq!(
            handed_over(&book(2_501, 0)),
            (Err(FileProblem::TooManyLines), 0)
        );
        // What another sheet has counts for nothing.
        assert_eq!(handed_over(&book(3, 4_000)), (Ok(()), 3));
    }

    proptest! {
        #[test]
        fn rows_are_counted_wherever_the_pieces_end(
            rows in 0_usize..40, cuts in prop::collection::vec(1_usize..9, 1..60),
        ) {
            let text = format!("<x>{}</x>", "<row r=\"1\"><c/></row>".repeat(rows));
            let mut counted = Rows::default();
            let mut rest = text.as_bytes();
            for cut in cuts.iter().cycle() {
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                counted.see(piece);
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(counted.count, i64::try_from(rows).unwrap());
        }
    }

    #[test]
    fn what_is_no_workbook_is_recognised() {
        let zip = packed(&[("readme.txt", b"hello")]);
        assert_eq!(read_bytes(LIMITS, &zip), Err(FileProblem::NotASpreadsheet));
        let torn = &zip[..zip.len() / 2];
        assert_eq!(read_bytes(LIMITS, torn), Err(FileProblem::Broken));
        let mut old = COMPOUND.to_vec();
        old.resize(4096, 0);
        assert_eq!(read_bytes(LIMITS, &old), Err(FileProblem::OldSpreadsheet));
        assert_eq!(
            read_bytes(LIMITS, b"name,price\n"),
            Err(FileProblem::NotASpreadsheet)
        );
        let odd = packed(&[("xl/workbook.xml", b"<workbook")]);
        assert_eq!(read_bytes(LIMITS, &odd), Err(FileProblem::Broken));
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        // Ten megabytes of nothing.
        let zeros = vec![b' '; 10 * 1024 * 1024];
        let bomb = packed(&[
            ("xl/workbook.xml", b""),
            ("xl/worksheets/sheet1.xml", &zeros),
        ]);
        assert!(bomb.len() < 20_000);
        assert_eq!(read_bytes(LIMITS, &bomb), Err(FileProblem::Bomb));
        // One that says of itself that it is small: the size that the
        // directory at the end states is written over.
        let declared = (zeros.len() as u32).to_le_bytes();
        let mut liar = bomb.clone();
        while let Some(at) = liar.windows(4).position(|four| four == declared) {
            liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
        }
        assert!(matches!(
            read_bytes(LIMITS, &liar),
            Err(FileProblem::Bomb | FileProblem::Broken)
        ));
        // One of many parts, each of which is believable.
        let limits = Limits {
            bytes: 1024 * 1024,
            ..LIMITS
        };
        let many: Vec<(String, Vec<u8>)> = (0..20)
            .map(|part| (format!("xl/{part}.xml"), vec![b' '; 64 * 1024]))
            .collect();
        let mut parts: Vec<(&str, &[u8])> = vec![("xl/workbook.xml", b"")];
        parts.extend(many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])));
        assert_eq!(read_bytes(limits, &packed(&parts)), Err(FileProblem::Bomb));
        let limits = Limits {
            parts: 20,
            ..LIMITS
        };
        assert_eq!(read_bytes(limits, &packed(&parts)), Err(FileProblem::Bomb));
    }

    #[test]
    fn a_table_of_texts_does_not_make_room_for_what_it_only_says() {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
                    <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row></sheetData>";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let texts = |count: &str| {
            format!(
                "<sst xmlns=\"{main}\" count=\"2\" uniqueCount=\"{count}\">\
                 <si><t>sku</t></si><si><t>A-1</t></si></sst>"
            )
        };
        let (columns, ..) = read_bytes(LIMITS, &by_hand(rows, Some(&texts("2")))).unwrap();
        assert_eq!(columns, ["sku"]);
        for count in ["4294967295", "99999999999999999999", "1000"] {
            assert_eq!(
                read_bytes(LIMITS, &by_hand(rows, Some(&texts(count)))),
                Err(FileProblem::Bomb)
            );
        }
    }

    #[test]
    fn a_table_of_texts_hides_behind_nothing_how_many_it_says_it_has() {
        let room = " ".repeat(32 * 1024);
        let huge = "uniqueCount=\"99999999999999\"><si><t>sku</t></si></sst>";
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
        for texts in [
            format!("<!-- sst {room}--><sst {huge}"),
            format!("<sst {room}{huge}"),
        ] {
            assert_eq!(
                read_bytes(LIMITS, &by_hand(rows, Some(&texts))),
                Err(FileProblem::Broken)
            );
        }
    }

    #[test]
    fn no_workbook_is_read_that_stands_behind_an_older_file() {
        let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                    <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>";
        let book = by_hand(rows, None);
        assert!(read_bytes(LIMITS, &book).is_ok());
        let mut old = COMPOUND.to_vec();
        old.resize(512, 0);
        old.extend(&book);
        assert_eq!(read_bytes(LIMITS, &old), Err(FileProblem::OldSpreadsheet));
        // With a password its name stands there, wherever that is.
        for before in [600, 64 * 1024 - 9] {
            let mut protected = COMPOUND.to_vec();
            protected.resize(before, 0);
            protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
            protected.resize(before + 9_000, 0);
            assert_eq!(read_bytes(LIMITS, &protected), Err(FileProblem::Protected));
        }
    }

    #[test]
    fn one_text_in_many_cells_is_not_believed_either() {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let texts = |text: &str| {
            format!("<sst xmlns=\"{main}\"><si><t>sku</t></si><si><t>{text}</t></si></sst>")
        };
        let sheet = |rows: usize, columns: &str| {
            let cells: String = columns
                .chars()
                .map(|column| format!("<c r=\"{column}2\" t=\"s\"><v>1</v></c>"))
                .collect();
            let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
            let rows: String = (0..rows)
                .map(|row| format!("<row>{}</row>", cells.replace('2', &(row + 2).to_string())))
                .collect();
            format!("{head}{rows}</sheetData>")
        };
        let long = texts(&"a".repeat(100_000));
        // A row of three hundred kilobytes.
        let wide = by_hand(&sheet(1, "ABC"), Some(&long));
        assert_eq!(read_bytes(LIMITS, &wide), Err(FileProblem::Bomb));
        // Two megabytes of rows, where there may be one, be they of nothing.
        let limits = Limits {
            bytes: 1024 * 1024,
            ..LIMITS
        };
        let blank = "<t xml:space=\"preserve\">".to_owned() + &" ".repeat(100_000);
        let blank = texts("").replace("<si><t></t>", &format!("<si>{blank}</t>"));
        for texts in [&long, &blank] {
            let tall = by_hand(&sheet(20, "A"), Some(texts));
            assert_eq!(read_bytes(limits, &tall), Err(FileProblem::Bomb));
        }
        // What is believed is handed over before it is too much to hold.
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&by_hand(&sheet(100, "AB"), Some(&long)))
            .unwrap();
        let mut rows = 0;
        read_within(LIMITS, &mut file, |piece| {
            if let Piece::Rows(records) = piece {
                let texts = records.iter().flat_map(|record| &record.cells);
                let bytes: usize = texts.map(String::len).sum();
                assert!(bytes < BYTES_AT_ONCE + LONGEST_RECORD);
                rows += records.len();
            }
            true
        })
        .unwrap();
        assert_eq!(rows, 100);
    }

    #[test]
    fn no_single_text_is_as_large_as_a_sheet_may_be() {
        let limits = Limits {
            list: 2 * 1024 * 1024,
            ..LIMITS
        };
        let text = "a".repeat(3 * 1024 * 1024);
        let rows = format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData>"
        );
        assert_eq!(
            read_bytes(limits, &by_hand(&rows, None)),
            Err(FileProblem::Bomb)
        );
    }

    #[test]
    fn formats_and_lists_are_kept_in_memory_and_so_are_small() {
        let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                    <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>";
        let styles = |name: &str, count: usize| {
            let xfs = "<xf fontId=\"0\"/>".repeat(count);
            format!(
                "<styleSheet><fonts><font><name val=\"{name}\"/></font></fonts>\
                 <cellXfs>{xfs}</cellXfs></styleSheet>"
            )
        };
        let read = |limits: Limits, name: &str, text: &str| {
            read_bytes(limits, &of_parts(rows, &[(name, text)])).map(drop)
        };
        let limits = Limits {
            formats: 64 * 1024,
            format_count: 100,
            list: 64 * 1024,
            ..LIMITS
        };
        let name = "xl/styles.xml";
        assert_eq!(read(limits, name, &styles("Inter", 100)), Ok(()));
        for bomb in [
            styles("Inter", 101),
            styles(&"a".repeat(10_000), 1),
            styles("Inter", 0) + &" ".repeat(64 * 1024),
        ] {
            assert_eq!(read(limits, name, &bomb), Err(FileProblem::Bomb));
        }
        let list = "<Relationship/>".repeat(10_000);
        assert_eq!(
            read(limits, "xl/worksheets/_rels/sheet1.xml.rels", &list),
            Err(FileProblem::Bomb)
        );
    }

    #[test]
    fn cells_are_called_by_their_letters() {
        assert_eq!(cell_name((0, 0)), "A1");
        assert_eq!(cell_name((6, 25)), "Z7");
        assert_eq!(cell_name((9, 26)), "AA10");
        assert_eq!(cell_name((0, 701)), "ZZ1");
        assert_eq!(cell_name((0, 702)), "AAA1");
    }

    proptest! {
        #[test]
        fn a_damaged_workbook_is_refused_or_read(
            hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
        ) {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            for row in 0..20 {
                sheet.write(row, 0, format!("A-{row}")).unwrap();
                sheet.write(row, 1, row).unwrap();
            }
            let mut bytes = book.save_to_buffer().unwrap();
            for (at, byte) in hits {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = read_bytes(LIMITS, &bytes);
        }
    }
}
