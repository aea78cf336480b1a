//! Staff look for a unit over all customers, by the beginning of a number; or scan its
//! label.

use super::finding::{LAST, tag_key};
use super::lifecycle::State;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, StoreError};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A unit of any customer's, as staff find it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AnyAsset {
    /// Whose.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number.
    pub serial_number: String,
    /// What it is.
    pub name: String,
    /// Where it is in its life.
    pub state: State,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it was made known.
    pub created_at: Timestamp,
}

/// How many units the staff's search answers.
pub const MOST_FOUND: i64 = 100;

/// The units of all customers whose tag, customer's tag or serial number begins
/// with this; nothing if nothing is asked for. For staff.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn equipment_of_all<E>(db: &Db, actor: &Actor, typed: &str) -> Result<Vec<AnyAsset>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let from = tag_key(typed);
    if from.is_empty() {
        return Ok(Vec::new());
    }
    let mut read = db.read(actor.scope()).await?;
    Ok(ask_any(&from, typed).fetch(&mut read).await?)
}

#[derive(Deserialize)]
struct Whose {
    customer_id: CustomerId,
}

fn ask_whose(key: &str) -> Asked<'static, Vec<Whose>> {
    static WHOSE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["customer_id"],
            "SELECT a.customer_id FROM asset a /* staff */ WHERE a.tag_key = $1
             GROUP BY a.customer_id LIMIT 2",
        )
    });
    WHOSE.ask(args![key])
}

/// Whose the unit with exactly this tag is, as a label has it; nothing if no customer
/// has such a unit, or if several have, who may all have imported the same tag. For
/// staff. One statement.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn whose_tag<E>(db: &Db, actor: &Actor, tag: &str) -> Result<Option<CustomerId>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let found = ask_whose(&tag_key(tag)).fetch(&mut read).await?;
    Ok(match found.as_slice() {
        [only] => Some(only.customer_id),
        _ => None,
    })
}

fn ask_any(from: &str, typed: &str) -> Asked<'static, Vec<AnyAsset>> {
    static ANY: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "customer_id",
                "customer",
                "service_tag",
                "asset_tag",
                "serial_number",
                "name",
                "state",
                "warranty_until",
                "created_at",
            ],
            "SELECT a.customer_id, k.name AS customer, a.service_tag,
                 coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.name, a.state,
                 a.warranty_until, a.created_at
             FROM (SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE tag_key >= $1 AND tag_key < $2 ORDER BY tag_key LIMIT ($5 + 0)) t
                     UNION SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE serial_key >= $1 AND serial_key < $2 ORDER BY serial_key
                         LIMIT ($5 + 0)) s
                     UNION SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE asset_tag >= $3 AND asset_tag < $4 ORDER BY asset_tag
                         LIMIT ($5 + 0)) o) found
             JOIN asset a ON a.id = found.id /* staff */
             JOIN customer k ON k.id = a.customer_id
             ORDER BY k.name, a.service_tag, a.id LIMIT ($5 + 0)",
        )
    });
    let until = |from: &str| format!("{from}{LAST}");
    let own = typed.trim().to_uppercase();
    ANY.ask(args![
        from,
        until(from),
        own.as_str(),
        until(&own),
        MOST_FOUND
    ])
}

#[cfg(test)]
mod plan_tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(staff_find_numbers_by_index, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let plan = ask_any("abc", "abc").plan(&mut read).await.unwrap();
        for index in ["asset_by_tag", "asset_by_any_serial", "asset_by_asset_tag"] {
            assert!(plan.contains(index), "{index}: {plan}");
        }
        let plan = ask_whose("abc").plan(&mut read).await.unwrap();
        assert!(plan.contains("asset_by_tag"), "{plan}");
    });
}
