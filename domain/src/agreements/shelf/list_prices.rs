//! What a price list asks for the products of a category, remembered: the same
//! for every customer with that list. Kept with the counts of changes of both;
//! every page compares them with the database's, so that nothing out of date is
//! ever shown.

use super::term_rows::EntryRow;
use crate::agreements::Validity;
use crate::id::{CategoryId, PriceListId};
use crate::{Currency, Quantity};
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
#[derive(Debug)]
pub(super) struct Entry {
    number: i64,
    /// In minor units.
    pub(super) minor: i64,
    /// How many pieces it takes.
    pub(super) least: Quantity,
    pub(super) valid: Validity,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        Self {
            number: row.number,
            minor: row.minor,
            least: row.least,
            valid: Validity {
                from: row.valid_from,
                until: row.valid_until,
            },
        }
    }
}

#[derive(Default)]
struct Remembered {
    /// By the database's number in this process, too: one that was copied has the
    /// same ids.
    lists: HashMap<(u64, PriceListId, CategoryId), Arc<ListPrices>>,
    /// How much it is, in prices.
    size: usize,
}

/// How many prices are remembered at most, at 40 bytes each. Beyond that all are
/// forgotten: with so many lists in use at once, reading them anew costs less
/// than it seems.
const MOST_ENTRIES: usize = 2_000_000;

static REMEMBERED: LazyLock<RwLock<Remembered>> = LazyLock::new(RwLock::default);

/// Which list has the supplier's costs in a currency, by the database's number
/// in this process: only to ask for what is remembered of it.
static COSTS: LazyLock<RwLock<HashMap<(u64, Currency), PriceListId>>> =
    LazyLock::new(RwLock::default);

/// The list that had the supplier's costs when it was last asked.
pub(super) fn cost_list(database: u64, currency: Currency) -> Option<PriceListId> {
    let lists = COSTS.read().unwrap_or_else(PoisonError::into_inner);
    lists.get(&(database, currency)).copied()
}

/// Remembers which list has the supplier's costs.
pub(super) fn remember_cost_list(database: u64, currency: Currency, list: PriceListId) {
    if cost_list(database, currency) != Some(list) {
        let mut lists = COSTS.write().unwrap_or_else(PoisonError::into_inner);
        lists.insert((database, currency), list);
    }
}

impl ListPrices {
    /// What is remembered, which may be out of date.
    pub(super) fn recall(
        database: u64,
        list: PriceListId,
        category: CategoryId,
    ) -> Option<Arc<ListPrices>> {
        let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
        remembered.lists.get(&(database, list, category)).cloned()
    }

    /// Remembers a list's prices in a category.
    pub(super) fn remember(
        (database, list): (u64, PriceListId),
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
            .insert((database, list, category), Arc::clone(&prices));
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
        entries.sort_by_key(|entry| (entry.number, entry.least, entry.valid));
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

    /// What stands for this in a comparison of marks: see
    /// [`survey`](super::survey).
    pub(super) fn mark(&self) -> String {
        mark(self.list_changes, self.category_changes, self.category)
    }

    /// The prices of the product with this number, past and to come.
    pub(super) fn of_product(&self, number: i64) -> impl Iterator<Item = &Entry> {
        let first = self.entries.partition_point(|entry| entry.number < number);
        self.entries
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |entry| entry.number == number)
    }
}

/// The counts of changes as one text: of the list, of the category, and which
/// category it is.
pub(super) fn mark(list: i64, category: i64, id: CategoryId) -> String {
    format!("{list}:{category}:{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn the_prices_of_a_product_are_found() {
        let entry = |number, minor, from, until| Entry {
            number,
            minor,
            least: Quantity::pieces(1),
            valid: Validity::new(Timestamp(from), Timestamp(until)).unwrap(),
        };
        let entries = vec![
            entry(7, 300, 20, 30),
            entry(5, 100, 0, 10),
            entry(7, 200, 0, 20),
            entry(9, 400, 0, 99),
        ];
        let prices = ListPrices::of(CategoryId(uuid::Uuid::nil()), (1, 1), entries);
        let of =
            |number| -> Vec<i64> { prices.of_product(number).map(|entry| entry.minor).collect() };
        assert_eq!(of(7), [200, 300]);
        assert_eq!(of(5), [100]);
        assert!(of(6).is_empty() && of(10).is_empty());
    }
}
