//! A file of lines, as text or as a workbook, handed over piece by piece: what
//! both readers have in common, for who has the whole file at hand.

use super::csv_file::{CsvFile, FileProblem};
use super::file_facts::FileNote;
use super::xlsx_file::{self, Piece};
use std::io::Write;

/// How many bytes of a text are read before its lines are handed over.
const AT_ONCE: usize = 64 * 1024;

/// As many rows as a sheet can have: who wants fewer stops asking.
const LONGEST_SHEET: i64 = 1_048_576;

/// Reads a file by what it contains, whatever it is called, and hands over the
/// names of its columns and then its lines; `each` answers whether it wants more.
/// Takes as long as it takes: not for a thread that others wait for.
///
/// # Errors
/// Says why it can't be read. Then what was handed over is of no use.
pub fn read_table(
    bytes: &[u8],
    mut each: impl FnMut(Piece) -> bool,
) -> Result<Vec<FileNote>, FileProblem> {
    let packed = [xlsx_file::PACKED, xlsx_file::COMPOUND];
    if packed.iter().any(|start| bytes.starts_with(start)) {
        let file = tempfile::tempfile().and_then(|mut file| {
            file.write_all(bytes)?;
            Ok(file)
        });
        let mut file = file.map_err(|error| {
            tracing::error!(%error, "a workbook can't be laid aside");
            FileProblem::Broken
        })?;
        return xlsx_file::read(&mut file, LONGEST_SHEET, each);
    }
    let (mut file, mut told) = (CsvFile::new(), false);
    let mut records = Vec::new();
    for piece in bytes.chunks(AT_ONCE) {
        file.push(piece, &mut records)?;
        if !hand_over(&file, &mut told, &mut records, &mut each) {
            return Ok(Vec::new());
        }
    }
    file.finish(&mut records)?;
    hand_over(&file, &mut told, &mut records, &mut each);
    Ok(Vec::new())
}

fn hand_over(
    file: &CsvFile,
    told: &mut bool,
    records: &mut Vec<super::csv_file::Record>,
    each: &mut impl FnMut(Piece) -> bool,
) -> bool {
    if !*told && !file.columns().is_empty() {
        *told = true;
        if !each(Piece::Columns(file.columns().to_vec())) {
            return false;
        }
    }
    records.is_empty() || each(Piece::Rows(std::mem::take(records)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(Vec<String>, Vec<Vec<String>>), FileProblem> {
        let (mut columns, mut lines) = (Vec::new(), Vec::new());
        read_table(bytes, |piece| {
            match piece {
                Piece::Columns(names) => columns = names,
                Piece::Rows(rows) => lines.extend(rows.into_iter().map(|row| row.cells)),
            }
            true
        })?;
        Ok((columns, lines))
    }

    #[test]
    fn text_and_workbook_are_read_alike() {
        let text = read(b"tag;name\nA-1;Dock\nA-2;Screen\n").unwrap();
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [["tag", "name"], ["A-1", "Dock"], ["A-2", "Screen"]]
            .iter()
            .enumerate()
        {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
        assert_eq!(read(&book.save_to_buffer().unwrap()).unwrap(), text);
        assert_eq!(text.1.len(), 2);
    }

    #[test]
    fn what_is_neither_is_refused() {
        assert!(read(b"PK\x03\x04 and nothing of a workbook").is_err());
        assert!(read(b"").is_err());
        assert!(read(xlsx_file::COMPOUND).is_err());
    }

    #[test]
    fn who_has_enough_is_given_no_more() {
        let text = format!("tag\n{}", "A\n".repeat(100_000));
        let mut pieces = 0;
        let read = read_table(text.as_bytes(), |_| {
            pieces += 1;
            pieces < 2
        });
        assert!(read.is_ok());
        assert_eq!(pieces, 2);
    }
}
