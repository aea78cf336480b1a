//! Which equipment of a company is meant by a tag that somebody typed, or by several.

use super::finding::tag_key;
use super::lifecycle::State;
use super::visibility::{Sees, stands_before};
use crate::args;
use crate::id::{AssetId, CustomerId, MembershipId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, StoreError};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// `$1` the customer, `$2` the key of the tag. Ours first, then one that the
/// customer imported, then one with this tag of the customer's own scheme. Each is
/// looked up by itself: for both in one condition, SQLite goes through all that the
/// customer has.
pub(crate) const THE_ONE: &str = "SELECT coalesce(
    (SELECT a.id FROM asset a WHERE a.customer_id = $1 AND a.tag_key = $2
        ORDER BY a.origin DESC LIMIT 1),
    (SELECT a.id FROM asset a WHERE a.customer_id = $1 AND a.asset_tag = upper($2)
        ORDER BY a.origin DESC LIMIT 1))";

/// A unit of a company by its tag: which it is, and how it is called in full.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Tagged {
    /// The unit.
    pub id: AssetId,
    /// Its tag, as it is written.
    pub service_tag: String,
    /// What it was called; may be empty.
    pub sku: String,
    state: State,
    unit_id: Option<UnitId>,
    membership_id: Option<MembershipId>,
}

impl Tagged {
    /// Whether a member of its company sees it, as on its page.
    pub(crate) fn is_seen_by(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| {
            Sees::of(actor).covers(member.id, self.membership_id, self.unit_id)
        })
    }

    /// Whether a member of its company has it in front of them, and may say its tag
    /// though they don't see it.
    pub(crate) fn stands_before(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| {
            stands_before(member.unit, self.state, self.membership_id, self.unit_id)
        })
    }
}

/// The unit with this tag, if the company has one; whether it is the asker's to see,
/// [`Tagged::is_seen_by`] says.
pub(crate) fn ask_tagged(customer: CustomerId, tag: &str) -> Asked<'static, Option<Tagged>> {
    static TAGGED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "service_tag",
                "sku",
                "state",
                "unit_id",
                "membership_id",
            ],
            &format!(
                "SELECT a.id, a.service_tag, a.sku, a.state, a.unit_id, a.membership_id FROM asset a
                 WHERE a.customer_id = $1 AND a.id = ({THE_ONE})"
            ),
        )
    });
    TAGGED
        .ask::<Tagged>(args![customer, tag_key(tag)])
        .map(|rows| rows.into_iter().next())
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

#[cfg(test)]
mod plan_tests {
    use super::*;
    use crate::store::testing::both_engines;
    use crate::store::{EngineKind, Scope};

    both_engines!(
        a_unit_is_found_by_its_tag_and_not_among_all,
        |db| async move {
            // PostgreSQL plans by what is in its tables, and here is nothing: `make bench`
            // measures it.
            if db.kind() != EngineKind::Sqlite {
                return;
            }
            let mut read = db.read(Scope::system()).await.unwrap();
            let customer = CustomerId::new();
            let one = ask_tagged(customer, "7F3K9Q2").plan(&mut read).await;
            let many = ask_all_tagged(customer, &["7F3K9Q2".to_owned()])
                .plan(&mut read)
                .await;
            for plan in [one.unwrap(), many.unwrap()] {
                assert!(plan.contains("asset_by_tag"), "{plan}");
                assert!(plan.contains("customer_id=? AND asset_tag=?"), "{plan}");
            }
        }
    );
}
