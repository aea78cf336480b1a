//! `GET /files/{id}/{size}`: pictures and documents, for whoever may see what
//! they belong to. For everybody else there is no such file.

mod said;

pub(crate) use said::{
    ACCEPT_DOCUMENT, ACCEPT_PICTURE, document_help, fault, package_fault, package_help,
    picture_help, size,
};

use crate::frame::{Address, AppState, PageError, SignedIn};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::files::{Fetched, Kind, Size, fetch};
use domain::id::FileId;

/// The room's addresses.
pub fn routes() -> Router<AppState> {
    Router::new().route("/files/{id}/{size}", get(serve))
}

/// `GET /files/{id}/{size}?s=SIGNATURE`
pub async fn serve(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path((id, size)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let id: FileId = id.parse().map_err(|_| PageError::NotFound)?;
    let size = Size::from_code(&size).ok_or(PageError::NotFound)?;
    let address = Address::of(&visitor);
    let signature = address.get("s");
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let found = fetch(
        &mut read,
        &state.files,
        actor,
        (id, size),
        signature,
        visitor.now,
    )
    .await?;
    drop(read);
    hand_over(&state, &found.ok_or(PageError::NotFound)?, &headers).await
}

/// Hands a file over to somebody who may have it: its content piece by piece, or
/// nothing if their browser has it already.
pub(crate) async fn hand_over(
    state: &AppState,
    file: &Fetched,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    let etag = format!("\"{}\"", file.sha256);
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|tags| {
            tags.split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag)
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content = state.files.content(&file.place).await;
        let content = content.map_err(|error| PageError::Failed(error.to_string()))?;
        Body::from_stream(content).into_response()
    };
    let put = |name: HeaderName, value: String, into: &mut HeaderMap| {
        // What can't be a header's value is left out: nothing of ours.
        if let Ok(value) = HeaderValue::from_str(&value) {
            into.insert(name, value);
        }
    };
    let into = response.headers_mut();
    put(header::ETAG, etag, into);
    put(header::CACHE_CONTROL, kept_for(file).to_owned(), into);
    if !known {
        put(header::CONTENT_TYPE, file.media.mime().to_owned(), into);
        put(header::CONTENT_LENGTH, file.bytes.to_string(), into);
        put(header::CONTENT_DISPOSITION, disposition(file), into);
    }
    // Whatever is in it does nothing, also when it comes from a cache, which takes
    // this over.
    let nothing = "default-src 'none'; sandbox; frame-ancestors 'none'";
    put(header::CONTENT_SECURITY_POLICY, nothing.to_owned(), into);
    Ok(response)
}

/// A picture never changes, and its signed address is a new one the next day. A
/// document is asked for each time, so that nobody reads what is no longer theirs.
const fn kept_for(file: &Fetched) -> &'static str {
    match file.kind() {
        Kind::Picture => "private, max-age=86400, immutable",
        Kind::Document | Kind::Package => "private, no-cache",
    }
}

/// Documents are saved, never opened as a page of this site.
fn disposition(file: &Fetched) -> String {
    if file.kind() == Kind::Picture {
        return "inline".to_owned();
    }
    let name = file.file_name();
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".-_ ()".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}
