//! Which equipment of a company is meant by tags that somebody typed.

use super::finding::tag_key;
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
/// which the company has none, or none any more.
pub(crate) fn ask_all_tagged(
    customer: CustomerId,
    tags: &[String],
) -> Asked<'static, Vec<Option<AssetId>>> {
    // As `THE_ONE` has it: ours first, then one that the customer imported, then one with
    // this tag of the customer's own scheme.
    static TAGGED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["place", "id"],
            "SELECT q.key AS place, coalesce(
                 (SELECT a.id FROM asset a WHERE a.customer_id = $1 AND a.tag_key = q.value
                      AND a.state <> 'returned' ORDER BY a.origin DESC LIMIT 1),
                 (SELECT a.id FROM asset a WHERE a.customer_id = $1
                      AND a.asset_tag = upper(q.value) AND a.state <> 'returned'
                  ORDER BY a.origin DESC LIMIT 1)) AS id
             FROM <each $2> q",
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
