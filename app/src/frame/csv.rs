//! A table as a file: exactly the rows and columns that its page shows.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::store::StoreError;
pub use domain::text::csv_row;
use std::future::Future;

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

/// A file that is too long to be made as a whole: `next` is asked for piece
/// after piece, with where the piece before it ended, until there is none.
pub fn csv_pieces<C, N, F>(name: &str, head: String, next: N) -> Response
where
    C: Default + Send + 'static,
    N: Fn(C) -> F + Send + 'static,
    F: Future<Output = Result<Option<(String, C)>, StoreError>> + Send,
{
    // Spreadsheets recognise UTF-8 by this mark.
    let first = format!("\u{feff}{head}");
    let begin = (Some(first), Some(C::default()), next);
    let pieces = futures::stream::unfold(begin, |(first, after, next)| async move {
        if let Some(first) = first {
            return Some((Ok(Bytes::from(first)), (None, after, next)));
        }
        match next(after?).await {
            Ok(None) => None,
            Ok(Some((text, to))) => Some((Ok(Bytes::from(text)), (None, Some(to), next))),
            Err(error) => {
                tracing::error!(%error, "a file broke off");
                let error = std::io::Error::other("broken off");
                Some((Err(error), (None, None, next)))
            }
        }
    });
    as_file(name, "text/csv; charset=utf-8", Body::from_stream(pieces))
}

/// A body that browsers keep as a file of this name.
pub fn as_file(name: &str, kind: &'static str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

impl IntoResponse for CsvFile {
    fn into_response(self) -> Response {
        as_file(self.name, "text/csv; charset=utf-8", self.text.into())
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
}
