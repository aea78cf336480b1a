//! Which equipment of a company is meant by tags that somebody typed.

use super::finding::tag_key;
use super::show::ask_tagged;
use crate::args;
use crate::id::{AssetId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, StoreError};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    place: i64,
    id: Option<AssetId>,
}

/// The number of what a unit is, by its tag: nothing if the member sees no such unit, or
/// if nobody knows its number. One statement.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn product_of_unit<E>(db: &Db, actor: &Actor, tag: &str) -> Result<Option<String>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let unit = ask_tagged(member.company.id, tag).fetch(&mut read).await?;
    Ok(unit
        .filter(|unit| unit.is_seen_by(actor))
        .map(|unit| unit.sku)
        .filter(|sku| !sku.is_empty()))
}

/// Asks for the equipment with each of these tags, in their order; nothing for a tag of
/// which the company has none.
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
                  ORDER BY a.origin DESC LIMIT 1),
                 (SELECT a.id FROM asset a WHERE a.customer_id = $1
                      AND a.asset_tag = upper(q.value) ORDER BY a.origin DESC LIMIT 1)) AS id
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
