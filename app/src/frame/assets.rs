//! The files that pages ask for by name: style sheet, scripts, pictures. Their
//! names carry a hash of what is in them, so that browsers may keep them for
//! good; the build writes which name belongs to which file.

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Where the files are served.
pub const FOLDER: &str = "assets";

/// The manifest that `rapport-build assets` writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Assets {
    /// The browser's half of the islands: `NAME.js` and `NAME_bg.wasm`.
    pub wasm_name: String,
    /// The style sheet's file name.
    pub css: String,
    /// The small plain script's file name.
    pub script: String,
    /// The static files: name as in `style/static`, name as served.
    #[serde(default, rename = "static")]
    pub static_files: BTreeMap<String, String>,
}

static ASSETS: OnceLock<Assets> = OnceLock::new();

/// Says once, when the server starts, how the files are called. Later calls
/// change nothing.
pub fn init(assets: Assets) {
    let _ = ASSETS.set(assets);
}

/// The manifest; without one, the names that the files have at home.
#[must_use]
pub fn get() -> &'static Assets {
    ASSETS.get_or_init(|| Assets {
        wasm_name: "rapport".to_owned(),
        css: "site.css".to_owned(),
        script: "site.js".to_owned(),
        static_files: BTreeMap::new(),
    })
}

/// The address of a static file, by its name in `style/static`.
#[must_use]
pub fn href(name: &str) -> String {
    let served = get().static_files.get(name).map_or(name, String::as_str);
    format!("/{FOLDER}/{served}")
}

/// Whose portal this is.
static SUPPLIER: OnceLock<String> = OnceLock::new();

/// Says once, when the server starts, what the supplier is called.
pub fn init_supplier(name: impl Into<String>) {
    let _ = SUPPLIER.set(name.into());
}

/// The supplier's name, as customers read it.
#[must_use]
pub fn supplier() -> Cow<'static, str> {
    Cow::Borrowed(SUPPLIER.get().map_or("Northgate Systems", String::as_str))
}
