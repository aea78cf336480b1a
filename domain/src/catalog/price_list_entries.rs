//! What a price list asks, product by product, for who looks after it.

use crate::id::PriceListId;
use crate::store::{Asked, JsonSets, containing};
use crate::{Quantity, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A price in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ListEntry {
    /// The product's SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// From how many pieces on.
    pub least: Quantity,
    /// The price, in minor units of the list's currency.
    pub minor: i64,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
}

/// Some of the prices in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListEntries {
    /// By SKU, then from the fewest pieces on, then by when they apply.
    pub rows: Vec<ListEntry>,
    /// How many there are in all.
    pub total: i64,
}

/// Asks for the prices in a list that apply or will, of products whose SKU or
/// name contains these words: so many, after so many others.
#[must_use]
pub fn ask_list_entries(
    list: PriceListId,
    words: &str,
    (skip, most): (i64, i64),
    now: Timestamp,
) -> Asked<'static, ListEntries> {
    #[derive(Deserialize)]
    struct Answer {
        count: Vec<Count>,
        rows: Vec<ListEntry>,
    }
    #[derive(Deserialize)]
    struct Count {
        total: i64,
    }
    static ENTRIES: LazyLock<JsonSets> = LazyLock::new(|| {
        let those = "FROM price_list_entry e JOIN product p ON p.id = e.product_id
             WHERE e.price_list_id = $1 AND $2 < e.valid_until
                 AND (lower(p.sku) LIKE ('' || $3) ESCAPE '\\'
                     OR lower(p.name) LIKE ('' || $3) ESCAPE '\\')";
        JsonSets::new(&[
            (
                "count",
                &["total"],
                &format!("SELECT COUNT(*) AS total {those}"),
            ),
            (
                "rows",
                &["sku", "name", "least", "minor", "valid_from", "valid_until"],
                &format!(
                    "SELECT p.sku, p.name, e.min_quantity AS least, e.price_minor AS minor,
                         e.valid_from, e.valid_until {those}
                     ORDER BY p.sku, e.min_quantity, e.valid_from
                     LIMIT ($5 + 0) OFFSET ($4 + 0)"
                ),
            ),
        ])
    });
    ENTRIES
        .ask::<Answer>(args![list, now, containing(words), skip, most])
        .map(|answer| ListEntries {
            total: answer.count.first().map_or(0, |count| count.total),
            rows: answer.rows,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::agreements::testing::{category, list_price, price_list, product};
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(a_lists_prices_are_found_by_sku_and_name, |db| async move {
        let list = price_list(&db, Currency::EUR).await;
        let displays = category(&db, None, "Displays").await;
        for (sku, name, minor) in [
            ("MON-27", "Display 27", 10_000),
            ("ARM-1", "Display arm", 4_000),
        ] {
            let product = product(&db, displays, sku, name).await;
            list_price(&db, list, product, minor).await;
        }
        let now = Timestamp(1_000_000);
        let asked = async |words: &str, skip: i64| {
            let mut read = db.read(Scope::system()).await.unwrap();
            let found = ask_list_entries(list, words, (skip, 50), now)
                .fetch(&mut read)
                .await
                .unwrap();
            let rows: Vec<i64> = found.rows.iter().map(|row| row.minor).collect();
            (rows, found.total)
        };
        assert_eq!(asked("", 0).await, (vec![4_000, 10_000], 2));
        assert_eq!(asked("MON", 0).await, (vec![10_000], 1));
        assert_eq!(asked("display", 1).await, (vec![10_000], 2));
        assert_eq!(asked("100%", 0).await, (vec![], 0));
    });
}
