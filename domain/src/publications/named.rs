//! Which publications there are, for who writes a plan that gives some of them.

use crate::args;
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
}

/// Asks for every publication: its code, and what it is called in the first language.
#[must_use]
pub fn ask_publication_names() -> Asked<'static, Vec<(String, String)>> {
    static NAMES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["code", "name"],
            "SELECT code, name FROM publication ORDER BY name, code LIMIT 200",
        )
    });
    NAMES.ask::<Row>(args![]).map(|rows| {
        let all = rows.into_iter().map(|row| (row.code, row.name));
        all.collect()
    })
}
