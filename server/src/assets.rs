//! Style sheet, scripts and pictures: built beforehand, carried inside the
//! program, compressed in advance, and named after their content, so that a
//! browser asks for each of them once.

use app::frame::assets::Assets;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// What `rapport-build assets` left in `target/site`. Debug builds read the
/// folder when asked, so that a change of style needs no rebuild.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Site;

/// The names of the files.
///
/// # Errors
/// If the assets were never built, or their list can't be read.
pub fn manifest() -> Result<Assets, String> {
    let file = Site::get("manifest.json").ok_or(
        "The style sheet and scripts are not built. Run `make assets`, then build the program again.",
    )?;
    serde_json::from_slice(&file.data).map_err(|error| format!("manifest.json: {error}"))
}

/// `GET /assets/{file}`
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let coded = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts.split(',').any(|one| one.trim().starts_with(coding)))
        .find_map(|(coding, ending)| {
            Site::get(&format!("assets/{name}{ending}")).map(|file| (Some(coding), file))
        });
    let Some((coding, file)) =
        coded.or_else(|| Site::get(&format!("assets/{name}")).map(|file| (None, file)))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(&name)));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}
