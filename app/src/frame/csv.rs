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
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            write_cell(&mut self.text, cell.as_ref());
        }
        self.text.push_str("\r\n");
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front: what somebody typed into a field never becomes a command.
fn write_cell(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = cell.contains([',', '"', '\n', '\r']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quoted {
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
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
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            let mut out = String::new();
            write_cell(&mut out, typed);
            assert!(out.trim_start_matches('"').starts_with('\''), "{out}");
        }
    }
}
