//! What is exported, as a workbook: its rows stream to a thread of their own.

use super::{Cell, ExportError, Exporting};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs::File;
use std::io::{Seek, SeekFrom};

impl Exporting {
    /// The whole file as a workbook: a file without a name, to be read from its
    /// beginning.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub async fn workbook(&self) -> Result<File, ExportError> {
        let (pages, mut arriving) = tokio::sync::mpsc::channel::<Vec<Vec<Cell>>>(2);
        let columns = self.columns();
        let writing = tokio::task::spawn_blocking(move || -> Result<File, ExportError> {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet_with_constant_memory()?;
            write_head(sheet, &columns)?;
            let day = Format::new().set_num_format("yyyy-mm-dd");
            let mut next = 1;
            while let Some(rows) = arriving.blocking_recv() {
                for row in rows {
                    write_row(sheet, next, &row, &day)?;
                    next += 1;
                }
            }
            let mut file = tempfile::tempfile()?;
            book.save_to_writer(&mut file)?;
            file.seek(SeekFrom::Start(0))?;
            Ok(file)
        });
        let mut after = String::new();
        while let Some((rows, last)) = self.rows(&after).await? {
            // Whoever writes has given up and says why below.
            if pages.send(rows).await.is_err() {
                break;
            }
            after = last;
        }
        drop(pages);
        writing.await.map_err(std::io::Error::other)?
    }
}

fn write_head(sheet: &mut Worksheet, columns: &[String]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    Ok(())
}

/// Writes a row. Text is written as text, whatever it begins with: no
/// spreadsheet takes it for a formula.
fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    day_format: &Format,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                sheet.write_string(row, column, text)?;
            }
            Cell::Number(text) => match text.parse::<f64>() {
                Ok(number) => {
                    sheet.write_number(row, column, number)?;
                }
                Err(_) => {
                    sheet.write_string(row, column, text)?;
                }
            },
            Cell::Day(day) => {
                let moment = ExcelDateTime::parse_from_str(&day.iso())?;
                sheet.write_datetime_with_format(row, column, &moment, day_format)?;
            }
        }
    }
    Ok(())
}
