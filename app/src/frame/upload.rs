//! A form that brings files with it.

use super::Form;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::files::{LARGEST_PACKAGE, Sent};
use domain::store::FormKey;

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
        read(&mut parts)
            .await
            .map_err(|error| error.status().into_response())
    }
}

/// The most that the fields beside the file may weigh.
const MOST_FIELDS: usize = 64 * 1024;

async fn read(parts: &mut Multipart) -> Result<Upload, MultipartError> {
    let mut pairs = Vec::new();
    let mut sent = Sent::default();
    let mut weight = 0;
    while let Some(mut field) = parts.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let most = if file.is_some() {
            LARGEST_PACKAGE + 1
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
            Some(file) if !bytes.is_empty() => sent = Sent { name: file, bytes },
            Some(_) => {}
            None => {
                weight += bytes.len();
                pairs.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    Ok(Upload {
        form: Form::of(pairs),
        sent,
    })
}
