//! Forms that bring files with them.

use super::Form;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::files::{LARGEST_PACKAGE, Sent};
use domain::store::FormKey;
use domain::support::{MOST_FILES, MOST_TOGETHER};

/// The most that a form with a file may weigh, in bytes: more than a file may, so
/// that whoever sends a larger one is told so.
pub const MOST_WITH_FILE: usize = 48 * 1024 * 1024;

/// What was posted as `multipart/form-data`: its fields, and one file.
#[derive(Debug)]
pub struct Upload {
    /// The fields, as a form without a file has them.
    pub form: Form,
    /// The file; empty if none was chosen. Of a larger one than any that is
    /// taken, just so much that it is known to be one.
    pub sent: Sent,
}

impl Upload {
    /// The form's key; none if the form has none, which only a hand-made one
    /// does.
    #[must_use]
    pub fn key(&self) -> Option<FormKey> {
        self.form.key().map(FormKey)
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let multipart = Multipart::from_request(request, state).await;
        let mut parts =
            multipart.map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())?;
        let read = read(&mut parts, MOST_FILES, usize::MAX).await;
        let (form, sent) = read.map_err(|error| error.status().into_response())?;
        // Of several fields the last one that has something in it.
        let sent = sent.into_iter().rev().find(|one| !one.bytes.is_empty());
        Ok(Self {
            form,
            sent: sent.unwrap_or_default(),
        })
    }
}

/// What was posted with any number of files, or without: a usual form as well.
#[derive(Debug)]
pub struct Uploads {
    /// The fields, as a form without files has them.
    pub form: Form,
    /// The files that were chosen. Of more than any form takes, in number or in
    /// weight, just so much that it is known to be too much.
    pub sent: Vec<Sent>,
}

impl<S: Send + Sync> FromRequest<S> for Uploads {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let is_multipart = request
            .headers()
            .get(axum::http::header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        if !is_multipart {
            let form = Form::from_request(request, state).await?;
            return Ok(Self {
                form,
                sent: Vec::new(),
            });
        }
        let multipart = Multipart::from_request(request, state).await;
        let mut parts =
            multipart.map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())?;
        let read = read(&mut parts, MOST_FILES + 1, MOST_TOGETHER + 1).await;
        let (form, sent) = read.map_err(|error| error.status().into_response())?;
        Ok(Self { form, sent })
    }
}

/// The most that the fields beside the file may weigh: more than the longest text
/// that any of them takes, so that whoever writes a longer one is told so.
const MOST_FIELDS: usize = 256 * 1024;

/// Fields and at most so many files, together of at most so many bytes.
async fn read(
    parts: &mut Multipart,
    most_files: usize,
    most_bytes: usize,
) -> Result<(Form, Vec<Sent>), MultipartError> {
    let mut pairs = Vec::new();
    let mut sent: Vec<Sent> = Vec::new();
    let mut weight = 0;
    let mut files_weight = 0;
    while let Some(mut field) = parts.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let most = if file.is_some() {
            (LARGEST_PACKAGE + 1).min(most_bytes.saturating_sub(files_weight))
        } else {
            MOST_FIELDS.saturating_sub(weight)
        };
        let mut bytes = Vec::new();
        // What is too much is read, so that the browser listens to the answer.
        while let Some(piece) = field.chunk().await? {
            let room = most.saturating_sub(bytes.len());
            bytes.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
        }
        match file {
            // The field is there when nothing was chosen, too.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(name) => {
                files_weight += bytes.len();
                if sent.len() < most_files {
                    sent.push(Sent { name, bytes });
                }
            }
            None => {
                weight += bytes.len();
                pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    Ok((Form::of(pairs), sent))
}
