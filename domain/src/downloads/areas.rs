//! Which areas there are, for who writes a plan that gives some of them.

use crate::args;
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    area: String,
    names: String,
}

/// Asks for every area: its code, and the names of the software that is in it.
#[must_use]
pub fn ask_areas() -> Asked<'static, Vec<(String, String)>> {
    static AREAS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["area", "names"],
            "SELECT x.area, string_agg(x.name, ', ') AS names
             FROM (SELECT DISTINCT area, name FROM software ORDER BY area, name) x
             GROUP BY x.area ORDER BY x.area LIMIT 200",
        )
    });
    AREAS.ask::<Row>(args![]).map(|rows| {
        let all = rows.into_iter().map(|row| (row.area, row.names));
        all.collect()
    })
}
