//! Which equipment of a company is meant by tags that somebody typed.

use super::finding::tag_key;
use super::show::THE_ONE;
use crate::args;
use crate::id::{AssetId, CustomerId};
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    place: i64,
    id: Option<AssetId>,
}

/// Asks for the equipment with each of these tags, in their order; nothing for a tag of
/// which the company has none.
pub(crate) fn ask_all_tagged(
    customer: CustomerId,
    tags: &[String],
) -> Asked<'static, Vec<Option<AssetId>>> {
    static TAGGED: LazyLock<JsonRows> = LazyLock::new(|| {
        let one = THE_ONE.replace("$2", "q.value");
        JsonRows::new(
            &["place", "id"],
            &format!("SELECT q.key AS place, ({one}) AS id FROM <each $2> q"),
        )
    });
    let many = tags.len();
    let keys: Vec<String> = tags.iter().map(|tag| tag_key(tag)).collect();
    TAGGED
        .ask::<Row>(args![customer, json!(keys)])
        .map(move |rows| {
            let mut found = vec![None; many];
            for row in rows {
                let place = usize::try_from(row.place).ok();
                if let Some(slot) = place.and_then(|place| found.get_mut(place)) {
                    *slot = row.id;
                }
            }
            found
        })
}
