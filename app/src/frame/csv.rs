//! A table as a file: exactly the rows and columns that its page shows.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// A file of comma-separated values (RFC 4180), in UTF-8 with the mark by
/// which spreadsheets notice that it is.
#[derive(Debug, Clone)]
pub struct CsvFile {
    name: &'static str,
    text: String,
}

impl CsvFile {
    /// A file of this name (`orders.csv`) with these headings.
    #[must_use]
    pub fn new<T: AsRef<str>>(name: &'static str, headings: impl IntoIterator<Item = T>) -> Self {
        let mut file = Self {
            name,
            text: "\u{feff}".to_owned(),
        };
        file.row(headings);
        file
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.text.push_str(&csv_row(cells));
    }
}

/// One line of such a file, for those too long to be made as a whole.
pub fn csv_row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut row = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        write_cell(&mut row, cell.as_ref());
    }
    row.push_str("\r\n");
    row
}

/// With these a spreadsheet begins a formula; the last four are how East Asian
/// keyboards write the first.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Here another cell may begin: where a list is separated by semicolons, the
/// comma and the quotes of ours mean nothing.
const SEPARATORS: [char; 6] = [';', '|', ',', '\t', '\r', '\n'];

/// A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front: what somebody typed into a field never becomes a command. The same
/// within a cell, where the spreadsheet may see the beginning of another.
fn write_cell(out: &mut String, cell: &str) {
    let quoted = cell.contains([',', ';', '"', '\n', '\r', '\t']);
    if quoted {
        out.push('"');
    }
    let mut begins = true;
    for c in cell.chars() {
        if begins && FORMULA.contains(&c) {
            out.push('\'');
        }
        // A space or a quote in front of it changes nothing.
        begins = SEPARATORS.contains(&c) || (begins && matches!(c, ' ' | '"'));
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if quoted {
        out.push('"');
    }
}

impl IntoResponse for CsvFile {
    fn into_response(self) -> Response {
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        let mut response = self.text.into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        );
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut file = CsvFile::new("a.csv", ["Number", "Name"]);
        file.row(["1", "Dock, 27\" \"wide\"\nblack"]);
        assert_eq!(
            file.text,
            "\u{feff}Number,Name\r\n1,\"Dock, 27\"\" \"\"wide\"\"\nblack\"\r\n"
        );
    }

    #[test]
    fn what_was_typed_never_becomes_a_formula() {
        let written = |typed: &str| {
            let mut out = String::new();
            write_cell(&mut out, typed);
            out
        };
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(written(typed), format!("'{typed}"));
        }
        assert_eq!(written("\t=1"), "\"\t'=1\"");
        assert_eq!(written(";=1+1"), "\";'=1+1\"");
        assert_eq!(written("a | =1"), "a | '=1");
        assert_eq!(written("PO-1, 2-3"), "\"PO-1, 2-3\"");
        assert_eq!(written(";\"=1"), "\";\"\"'=1\"");
    }
}
