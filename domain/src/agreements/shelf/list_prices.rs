//! What a price list asks for the products of a category, remembered: the same
//! for every customer with that list. Kept with the counts of changes of both;
//! every page compares them with the database's, so that nothing out of date is
//! ever shown.

use crate::Timestamp;
use crate::id::{CategoryId, PriceListId};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// The prices of one list for the products of one category, past and to come.
#[derive(Debug)]
pub(super) struct ListPrices {
    pub(super) category: CategoryId,
    /// The list's count of changes.
    pub(super) list_changes: i64,
    /// The category's.
    pub(super) category_changes: i64,
    /// By the products' numbers.
    entries: Vec<Entry>,
}

/// A price and its time.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    number: i64,
    /// In minor units.
    pub(super) minor: i64,
    #[serde(rename = "begins")]
    from: i64,
    /// The first moment at which it no longer applies.
    pub(super) until: i64,
}

#[derive(Default)]
struct Remembered {
    lists: HashMap<(PriceListId, CategoryId), Arc<ListPrices>>,
    /// How much it is, in prices.
    size: usize,
}

/// How many prices are remembered at most, at 32 bytes each. Beyond that all are
/// forgotten: with so many lists in use at once, reading them anew costs less
/// than it seems.
const MOST_ENTRIES: usize = 2_000_000;

static REMEMBERED: LazyLock<RwLock<Remembered>> = LazyLock::new(RwLock::default);

impl ListPrices {
    /// What is remembered, which may be out of date.
    pub(super) fn recall(list: PriceListId, category: CategoryId) -> Option<Arc<ListPrices>> {
        let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
        remembered.lists.get(&(list, category)).cloned()
    }

    /// Remembers a list's prices in a category.
    pub(super) fn remember(
        list: PriceListId,
        category: CategoryId,
        (list_changes, category_changes): (i64, i64),
        entries: Vec<Entry>,
    ) -> Arc<ListPrices> {
        let prices = Arc::new(ListPrices::of(
            category,
            (list_changes, category_changes),
            entries,
        ));
        let mut remembered = REMEMBERED.write().unwrap_or_else(PoisonError::into_inner);
        let forgotten = (remembered.size > MOST_ENTRIES).then(|| std::mem::take(&mut *remembered));
        remembered.size += prices.size();
        let before = remembered
            .lists
            .insert((list, category), Arc::clone(&prices));
        remembered.size -= before.map_or(0, |before| before.size());
        // Letting go of so many takes a while, for which nobody should wait.
        drop(remembered);
        drop(forgotten);
        prices
    }

    fn of(
        category: CategoryId,
        (list_changes, category_changes): (i64, i64),
        mut entries: Vec<Entry>,
    ) -> ListPrices {
        entries.sort_by_key(|entry| (entry.number, entry.from));
        entries.shrink_to_fit();
        ListPrices {
            category,
            list_changes,
            category_changes,
            entries,
        }
    }

    /// How much is remembered, in prices: a list without any takes room, too.
    fn size(&self) -> usize {
        self.entries.len() + 4
    }

    /// The price of the product with this number at a moment. The times of a
    /// product's prices never overlap.
    pub(super) fn at(&self, number: i64, now: Timestamp) -> Option<&Entry> {
        let first = self.entries.partition_point(|entry| entry.number < number);
        self.entries
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(|entry| entry.number == number)
            .find(|entry| entry.from <= now.0 && now.0 < entry.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_of_the_moment_is_found() {
        let entry = |number, minor, from, until| Entry {
            number,
            minor,
            from,
            until,
        };
        let entries = vec![
            entry(7, 300, 20, 30),
            entry(5, 100, 0, 10),
            entry(7, 200, 0, 20),
            entry(9, 400, 0, 99),
        ];
        let prices = ListPrices::of(CategoryId(uuid::Uuid::nil()), (1, 1), entries);
        let at = |number, now| prices.at(number, Timestamp(now)).map(|entry| entry.minor);
        assert_eq!(at(7, 19), Some(200));
        assert_eq!(at(7, 20), Some(300));
        assert_eq!(at(7, 30), None);
        assert_eq!(at(5, 9), Some(100));
        assert_eq!(at(6, 9), None);
        assert_eq!(at(10, 9), None);
    }
}
