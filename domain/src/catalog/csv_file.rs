//! Reading a CSV file as it arrives, piece by piece, so that a file of any
//! size needs the memory of one line. Knows on which line each record begins,
//! because that is what a report names.

use crate::text::plain_cell;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde::{Deserialize, Serialize};

/// The most columns a file may have.
pub const MOST_COLUMNS: usize = 200;
/// The most lines of one file.
pub const MOST_LINES: i64 = 1_000_000;
/// The longest record, in bytes: beyond it a quotation mark of a text was forgotten.
pub(super) const LONGEST_RECORD: usize = 256 * 1024;

/// Why a file can't be read at all, as text or as a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "problem")]
pub enum FileProblem {
    /// Nothing in it.
    Empty,
    /// A header and nothing else.
    NoLines,
    /// Bytes that are no UTF-8 text.
    NotUtf8 {
        /// The line where the first of them is.
        line: i64,
    },
    /// Text of two bytes per letter, as spreadsheets save "Unicode text".
    Utf16,
    /// Not text: a spreadsheet, a picture, a packed file.
    NotText,
    /// More than [`MOST_COLUMNS`] columns.
    TooManyColumns {
        /// How many.
        count: i64,
    },
    /// More than [`MOST_LINES`] lines.
    TooManyLines,
    /// A quotation mark that is never closed.
    UnclosedQuote {
        /// The line on which its record begins.
        line: i64,
    },
    /// A column without a name.
    UnnamedColumn {
        /// Which one, from 1.
        position: i64,
    },
    /// Two columns with one name.
    RepeatedColumn {
        /// The name.
        name: String,
    },
    /// A workbook of Excel 97 to 2003.
    OldSpreadsheet,
    /// A workbook that asks for a password.
    Protected,
    /// A packed file that is no workbook.
    NotASpreadsheet,
    /// A workbook that can't be read, or only in part.
    Broken,
    /// A packed file that would unpack to more than is believable.
    Bomb,
    /// A workbook that is too large.
    TooLarge {
        /// The most megabytes there may be.
        most: i64,
    },
    /// A formula of which nobody knows what it comes to.
    FormulaWithoutValue {
        /// The first: `C7`.
        cell: String,
        /// How many.
        count: i64,
    },
    /// Cells that are merged where the columns' names stand.
    MergedHeader {
        /// Which: `A1:C1`.
        range: String,
    },
}

/// One record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins; the header's is 1.
    pub line: i64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A CSV file while it arrives.
#[derive(Debug)]
pub struct CsvFile {
    reader: Reader,
    delimiter: u8,
    columns: Option<Vec<String>>,
    /// What arrived of a line that is not complete yet.
    pending: Vec<u8>,
    /// The record being read: bytes of its cells, and where each ends.
    bytes: Vec<u8>,
    used: usize,
    ends: Vec<usize>,
    cells: usize,
    /// The line on which the record being read began, if one is open.
    began: Option<i64>,
    line: i64,
    records: i64,
    most: i64,
}

impl Default for CsvFile {
    fn default() -> Self {
        Self {
            reader: Reader::new(),
            delimiter: b',',
            columns: None,
            pending: Vec::new(),
            bytes: vec![0; 4096],
            used: 0,
            ends: vec![0; 64],
            cells: 0,
            began: None,
            line: 0,
            records: 0,
            most: MOST_LINES,
        }
    }
}

impl CsvFile {
    /// A file of which nothing has arrived yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same of at most so many lines.
    #[must_use]
    pub fn of_at_most(lines: i64) -> Self {
        Self {
            most: lines,
            ..Self::default()
        }
    }

    /// The names of the columns, once the header has arrived.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        self.columns.as_deref().unwrap_or_default()
    }

    /// Whether commas are decimal separators in this file: so it is where
    /// cells are separated by semicolons.
    #[must_use]
    pub const fn decimal_comma(&self) -> bool {
        self.delimiter == b';'
    }

    /// Takes the next piece of the file and adds the records that are
    /// complete with it.
    ///
    /// # Errors
    /// Says why the file can't be read; then nothing more of it can.
    pub fn push(&mut self, piece: &[u8], records: &mut Vec<Record>) -> Result<(), FileProblem> {
        let mut rest = piece;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, after) = rest.split_at(end + 1);
            rest = after;
            if self.pending.is_empty() {
                self.take_line(line, records)?;
            } else {
                let mut whole = std::mem::take(&mut self.pending);
                whole.extend_from_slice(line);
                self.take_line(&whole, records)?;
            }
        }
        self.pending.extend_from_slice(rest);
        if self.pending.len() > LONGEST_RECORD {
            return Err(self.too_long());
        }
        Ok(())
    }

    /// Takes the end of the file.
    ///
    /// # Errors
    /// Says why the file can't be read.
    pub fn finish(&mut self, records: &mut Vec<Record>) -> Result<(), FileProblem> {
        if !self.pending.is_empty() {
            let mut last = std::mem::take(&mut self.pending);
            last.push(b'\n');
            self.take_line(&last, records)?;
        }
        if let Some(line) = self.began {
            return Err(FileProblem::UnclosedQuote { line });
        }
        match self.columns {
            None => Err(FileProblem::Empty),
            Some(_) if self.records == 0 => Err(FileProblem::NoLines),
            Some(_) => Ok(()),
        }
    }

    fn too_long(&self) -> FileProblem {
        if self.line == 0 && self.began.is_none() {
            // A first line without an end is no list of columns.
            return FileProblem::NotText;
        }
        FileProblem::UnclosedQuote {
            line: self.began.unwrap_or(self.line + 1),
        }
    }

    fn take_line(&mut self, line: &[u8], records: &mut Vec<Record>) -> Result<(), FileProblem> {
        self.line += 1;
        let mut line = line;
        if self.line == 1 {
            if line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF]) {
                return Err(FileProblem::Utf16);
            }
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            self.choose_delimiter(line);
        }
        if line.contains(&0) {
            return Err(FileProblem::NotText);
        }
        if std::str::from_utf8(line).is_err() {
            return Err(if self.line == 1 && !mostly_text(line) {
                FileProblem::NotText
            } else {
                FileProblem::NotUtf8 { line: self.line }
            });
        }
        loop {
            let free = self.bytes.get_mut(self.used..).unwrap_or_default();
            let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(line, free, ends);
            line = line.get(read..).unwrap_or_default();
            self.used += wrote;
            self.cells += ended;
            if self.used > LONGEST_RECORD || self.cells > LONGEST_RECORD {
                return Err(self.too_long());
            }
            match result {
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.take_record(records)?;
                }
                ReadRecordResult::InputEmpty => {
                    // Only a line break inside quotation marks leaves a record
                    // open, and that break is then part of a cell.
                    let open = self.used > 0 || self.cells > 0;
                    self.began = open.then(|| self.began.unwrap_or(self.line));
                    return Ok(());
                }
                ReadRecordResult::End => return Ok(()),
            }
        }
    }

    fn take_record(&mut self, records: &mut Vec<Record>) -> Result<(), FileProblem> {
        let mut from = 0;
        let mut cells = Vec::with_capacity(self.cells);
        for end in self.ends.get(..self.cells).unwrap_or_default() {
            let bytes = self.bytes.get(from..*end).unwrap_or_default();
            cells.push(plain_cell(&String::from_utf8_lossy(bytes)));
            from = *end;
        }
        let line = self.began.take().unwrap_or(self.line);
        self.used = 0;
        self.cells = 0;
        if self.columns.is_none() {
            self.columns = Some(header(cells)?);
            return Ok(());
        }
        // A line of separators only, as spreadsheets leave at the end.
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.records += 1;
        if self.records > self.most {
            return Err(FileProblem::TooManyLines);
        }
        records.push(Record { line, cells });
        Ok(())
    }

    /// Which of comma, semicolon and tab separates the cells: the one that
    /// the header has most of.
    fn choose_delimiter(&mut self, header: &[u8]) {
        let count = |wanted: u8| header.iter().filter(|byte| **byte == wanted).count();
        self.delimiter = [b',', b';', b'\t']
            .into_iter()
            .rev()
            .max_by_key(|delimiter| count(*delimiter))
            .unwrap_or(b',');
        self.reader = ReaderBuilder::new().delimiter(self.delimiter).build();
    }
}

/// The names of the columns, each with a name of its own.
pub(super) fn header(cells: Vec<String>) -> Result<Vec<String>, FileProblem> {
    if cells.len() > MOST_COLUMNS {
        return Err(FileProblem::TooManyColumns {
            count: i64::try_from(cells.len()).unwrap_or(i64::MAX),
        });
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    for (position, cell) in (1..).zip(&cells) {
        let name = super::attribute::tidy(cell);
        if name.is_empty() {
            return Err(FileProblem::UnnamedColumn { position });
        }
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        if names.iter().any(same) {
            return Err(FileProblem::RepeatedColumn { name });
        }
        names.push(name);
    }
    Ok(names)
}

/// Whether bytes that are no UTF-8 look like text all the same: an older
/// encoding, where only the odd letter is unreadable.
fn mostly_text(line: &[u8]) -> bool {
    let odd = line
        .iter()
        .filter(|byte| **byte >= 0x80 || (**byte < 0x20 && !b"\t\r\n".contains(byte)))
        .count();
    odd * 5 < line.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], piece: usize) -> (CsvFile, Result<Vec<Record>, FileProblem>) {
        let mut file = CsvFile::new();
        let mut records = Vec::new();
        for piece in bytes.chunks(piece) {
            if let Err(problem) = file.push(piece, &mut records) {
                return (file, Err(problem));
            }
        }
        let end = file.finish(&mut records);
        (file, end.map(|()| records))
    }

    fn problem(bytes: &[u8]) -> FileProblem {
        read(bytes, 7).1.unwrap_err()
    }

    fn lines(bytes: &[u8]) -> Vec<(i64, Vec<String>)> {
        let records = read(bytes, 3).1.unwrap();
        records.into_iter().map(|r| (r.line, r.cells)).collect()
    }

    #[test]
    fn a_record_knows_the_line_on_which_it_begins() {
        let text = b"name,price\r\nA,1\r\n\r\n\"B\nstill B\",2\r\n,\r\nC,3";
        assert_eq!(
            lines(text),
            [
                (2, vec!["A".into(), "1".into()]),
                (4, vec!["B\nstill B".into(), "2".into()]),
                (7, vec!["C".into(), "3".into()]),
            ]
        );
    }

    #[test]
    fn spreadsheets_of_other_countries_use_semicolons_and_decimal_commas() {
        let (file, records) = read("\u{feff}Name;Preis\nMaus;12,50\n".as_bytes(), 2);
        assert_eq!(file.columns(), ["Name", "Preis"]);
        assert!(file.decimal_comma());
        assert_eq!(records.unwrap()[0].cells, ["Maus", "12,50"]);
        assert_eq!(lines(b"a\tb\n1\t2\n"), [(2, vec!["1".into(), "2".into()])]);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        assert_eq!(problem(b""), FileProblem::Empty);
        assert_eq!(problem(b"\n\n"), FileProblem::Empty);
        assert_eq!(problem(b"name,price\n"), FileProblem::NoLines);
        assert_eq!(problem(b"name,price\n,\n"), FileProblem::NoLines);
        assert_eq!(
            problem(b"name,price\nA,1\nGeh\xe4use,2\n"),
            FileProblem::NotUtf8 { line: 3 }
        );
        assert_eq!(problem(b"\xff\xfen\0a\0\n\0"), FileProblem::Utf16);
        assert_eq!(problem(b"PK\x03\x04\0\0\n"), FileProblem::NotText);
        assert_eq!(
            problem(b"name,price\nA,1\n\"B,2\nC,3\nD,4\n"),
            FileProblem::UnclosedQuote { line: 3 }
        );
        assert_eq!(
            problem(b"name,,price\nA,,1\n"),
            FileProblem::UnnamedColumn { position: 2 }
        );
        assert_eq!(
            problem(b"name,Name\nA,1\n"),
            FileProblem::RepeatedColumn {
                name: "Name".into()
            }
        );
        let wide = (0..1000)
            .map(|n| format!("c{n}"))
            .collect::<Vec<_>>()
            .join(",");
        assert_eq!(
            problem(format!("{wide}\n1\n").as_bytes()),
            FileProblem::TooManyColumns { count: 1000 }
        );
    }

    #[test]
    fn a_forgotten_quotation_mark_is_noticed_before_memory_is_full() {
        let mut text = b"name,price\nA,1\n\"B,2\n".to_vec();
        for _ in 0..200_000 {
            text.extend_from_slice(b"C,3\n");
        }
        assert_eq!(problem(&text), FileProblem::UnclosedQuote { line: 3 });
        let endless = vec![b'x'; LONGEST_RECORD * 2];
        assert_eq!(problem(&endless), FileProblem::NotText);
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_make_the_same_records(
            rows in prop::collection::vec(prop::collection::vec("[a-z\", \r\n;ä]{0,6}", 3), 1..6),
            piece in 1_usize..40,
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["one", "two", "three"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let (_, records) = read(&bytes, piece);
            let wanted: Vec<&Vec<String>> = rows
                .iter()
                .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
                .collect();
            match records {
                Ok(records) => {
                    prop_assert_eq!(records.iter().map(|r| &r.cells).collect::<Vec<_>>(), wanted);
                }
                Err(problem) => {
                    prop_assert_eq!(problem, FileProblem::NoLines);
                    prop_assert!(wanted.is_empty());
                }
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), piece in 1_usize..50) {
            let _ = read(&bytes, piece);
        }
    }
}
