//! What is new on a customer's shelf, and what leaves it: of what they see, not
//! of all that came and goes.

use super::ground::{Ground, shown_where};
use super::item::ShelfItem;
use super::survey::lists;
use super::term_rows::{entries, valid_now};
use crate::catalog::availability::{SUPPLY, Supply};
use crate::catalog::name_in;
use crate::id::{CategoryId, ProductId};
use crate::identity::Shopper;
use crate::store::{Asked, JsonSets, Read, Result};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// For how many days a product is new.
pub const NEW_FOR_DAYS: i64 = 60;

/// How many of each kind are listed at most.
const MOST: usize = 300;

/// What came lately and what leaves.
#[derive(Debug, Clone, Default)]
pub struct ShelfNews {
    /// What came, and when; the newest first.
    pub new: Vec<(ShelfItem, Timestamp)>,
    /// What leaves, its last day, and what takes its place if that is on the shelf
    /// too; the first to leave first.
    pub leaving: Vec<(ShelfItem, Day, Option<ShelfItem>)>,
}

/// What came onto the shopper's shelf lately and what leaves it. Before their
/// agreement began nothing was new to them.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_news(
    read: &mut Read,
    shopper: Shopper<'_>,
    now: Timestamp,
) -> Result<ShelfNews> {
    let Some(in_force) = shopper.in_force else {
        return Ok(ShelfNews::default());
    };
    let since = in_force.first.valid_from.max(now.plus_days(-NEW_FOR_DAYS));
    let (ground, ()) = Ground::read(read, shopper, in_force, Asked::known(()), now).await?;
    let shown = ground.shown(now);
    let found: Found = NEWS
        .fetch(
            read,
            args![
                since,
                shown.mostly,
                now,
                lists(in_force),
                in_force.currency,
                shown.others,
                shown.besides,
                shown.without,
                shopper.language,
            ],
        )
        .await?;
    let successors: Vec<ShelfItem> = found
        .successors
        .into_iter()
        .filter_map(|row| row.item(&ground, now))
        .collect();
    let new = found.new.into_iter().filter_map(|row| {
        let at = row.since?;
        Some((row.item(&ground, now)?, at))
    });
    let leaving = found.leaving.into_iter().filter_map(|row| {
        let (last, successor) = (row.last?, row.successor);
        let item = row.item(&ground, now)?;
        let next = successors.iter().find(|one| Some(one.id) == successor);
        Some((item, last, next.cloned()))
    });
    Ok(ShelfNews {
        new: new.collect(),
        leaving: leaving.collect(),
    })
}

#[derive(Debug, Deserialize)]
struct Found {
    new: Vec<Row>,
    leaving: Vec<Row>,
    successors: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    number: i64,
    id: ProductId,
    sku: String,
    name: String,
    local_name: Option<String>,
    manufacturer: String,
    summary: String,
    unit: String,
    category: CategoryId,
    category_name: String,
    entries: Option<String>,
    supply: Option<String>,
    lead_days: Option<i64>,
    since: Option<Timestamp>,
    last: Option<Day>,
    successor: Option<ProductId>,
}

impl Row {
    fn item(self, ground: &Ground, now: Timestamp) -> Option<ShelfItem> {
        let item = ground.item(
            (self.number, self.id, self.sku, self.name),
            (self.manufacturer, self.summary),
            (self.category, self.category_name),
            self.entries.as_deref(),
            Supply::read(self.supply.as_deref(), self.lead_days),
            now,
        )?;
        Some(item.called(self.local_name).counted_in(self.unit))
    }
}

const ROW: &[&str] = &[
    "number",
    "id",
    "sku",
    "name",
    "local_name",
    "manufacturer",
    "summary",
    "unit",
    "category",
    "category_name",
    "entries",
    "supply",
    "lead_days",
    "since",
    "last",
    "successor",
];

/// `$1` since when, `$3` now, `$4` the price lists, `$5` the currency; what is
/// shown: `$2` whether most categories are, `$6` those that are not like most,
/// `$7` the products shown besides and `$8` those that are not; `$9` the language
/// in which products are named.
static NEWS: LazyLock<JsonSets> = LazyLock::new(|| {
    let shown = shown_where("$2", "$6", "$7", "$8");
    let leaves = "FROM product p
         LEFT JOIN product_relation r ON r.product_id = p.id AND r.kind = 'successor'
         WHERE p.last_order_day IS NOT NULL";
    let local_name = name_in("$9");
    let rows = |columns: &str, from: &str, order: &str, most: usize| {
        format!(
            "SELECT p.number, p.id, p.sku, p.name, {local_name} AS local_name, p.manufacturer,
                 p.summary, p.unit, p.category_id AS category, c.name AS category_name,
                 {} AS entries, {SUPPLY} AS supply, p.lead_days, p.since, p.last, p.successor
             FROM (SELECT p.number, p.id, p.sku, p.name, p.manufacturer, p.summary, p.unit,
                       p.category_id, p.lead_days, {columns}
                   {from} AND p.active AND {shown}
                   ORDER BY {order} LIMIT {most}) p
             JOIN category c ON c.id = p.category_id",
            entries(&format!(" AND {}", valid_now("e")))
        )
    };
    let nothing = "CAST(NULL AS BIGINT) AS since, CAST(NULL AS BIGINT) AS last";
    let new = rows(
        "p.created_at AS since, CAST(NULL AS BIGINT) AS last, NULL AS successor",
        "FROM product p WHERE p.created_at > $1",
        "p.created_at DESC, p.id",
        MOST,
    );
    let leaving = rows(
        "CAST(NULL AS BIGINT) AS since, p.last_order_day AS last, r.other_id AS successor",
        leaves,
        "p.last_order_day, p.id",
        MOST,
    );
    let successors = rows(
        &format!("{nothing}, NULL AS successor"),
        &format!("FROM product p WHERE p.id IN (SELECT r.other_id {leaves} AND p.active)"),
        "p.id",
        MOST * 10,
    );
    JsonSets::new(&[
        ("new", ROW, &format!("{new} ORDER BY p.since DESC, p.id")),
        ("leaving", ROW, &format!("{leaving} ORDER BY p.last, p.id")),
        ("successors", ROW, &successors),
    ])
});
