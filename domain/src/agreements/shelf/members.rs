//! Which products a rule means that asks for more than a category. That is the
//! same for everybody, so it is remembered by the process, question by question,
//! together with a mark of all categories' stocks; a page sends the mark along,
//! and is told anew what no longer holds.

use super::term_rows::GroupRow;
use crate::id::{CategoryId, RevisionId};
use crate::identity::InForce;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// The products of a category that a question means, as the database hands them
/// over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MemberRow {
    only: String,
    category: CategoryId,
    /// Their numbers, separated by commas.
    products: String,
}

/// Its columns.
pub(crate) const MEMBER: &[&str] = &["only", "category", "products"];

/// What one question means.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Members {
    /// Sorted.
    by_category: HashMap<CategoryId, Vec<i64>>,
}

/// What several questions mean, by their stored texts.
#[derive(Debug, Default)]
pub(crate) struct Sets(HashMap<String, Arc<Members>>);

impl Members {
    /// Whether the product of this number in this category is meant.
    pub(super) fn has(&self, category: CategoryId, number: i64) -> bool {
        self.of(category).binary_search(&number).is_ok()
    }

    /// The numbers of the products meant in a category.
    pub(super) fn of(&self, category: CategoryId) -> &[i64] {
        self.by_category
            .get(&category)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn size(&self) -> usize {
        let numbers: usize = self.by_category.values().map(Vec::len).sum();
        // A question without an answer takes room, too.
        numbers + self.by_category.len() + 4
    }
}

impl Sets {
    /// What was handed over.
    pub(crate) fn of(rows: Vec<MemberRow>) -> Sets {
        let mut found: HashMap<String, Members> = HashMap::new();
        for row in rows {
            let members = found.entry(row.only).or_default();
            let numbers = members.by_category.entry(row.category).or_default();
            numbers.extend(
                row.products
                    .split(',')
                    .filter_map(|one| one.parse::<i64>().ok()),
            );
            numbers.sort_unstable();
            numbers.dedup();
        }
        let all = found.into_iter();
        Sets(all.map(|(only, one)| (only, Arc::new(one))).collect())
    }

    /// What a question means; what was not handed over means nothing.
    pub(super) fn meant_by(&self, only: &str) -> Arc<Members> {
        self.0.get(only).cloned().unwrap_or_default()
    }
}

/// More numbers than are worth the room.
const MOST: usize = 2_000_000;

#[derive(Debug, Default)]
struct Remembered {
    /// By the database's number in this process and the question, each with the
    /// mark of when it was asked.
    sets: HashMap<(u64, String), (String, Arc<Members>)>,
    /// Which questions a revision asked when it was last looked at.
    asked: HashMap<(u64, RevisionId), Vec<String>>,
    size: usize,
}

static REMEMBERED: LazyLock<RwLock<Remembered>> = LazyLock::new(RwLock::default);

/// What is remembered of what some agreements ask, and may be out of date.
pub(super) struct Recalled {
    mark: String,
    sets: HashMap<String, Arc<Members>>,
}

impl Recalled {
    /// The mark under which all of it was true.
    pub(super) fn mark(&self) -> &str {
        &self.mark
    }

    /// The questions, as a statement takes them.
    pub(super) fn asked(&self) -> Value {
        json!(self.sets.keys().collect::<Vec<_>>())
    }
}

/// What is remembered of what these agreements asked when last looked at. A
/// question that they have not asked before is simply not among it.
pub(super) fn recall(database: u64, in_force: &InForce) -> Recalled {
    let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
    let mut recalled = Recalled {
        mark: String::new(),
        sets: HashMap::new(),
    };
    for one in in_force.all() {
        let asked = remembered.asked.get(&(database, one.revision));
        for only in asked.into_iter().flatten() {
            let Some((mark, members)) = remembered.sets.get(&(database, only.clone())) else {
                continue;
            };
            if recalled.sets.is_empty() {
                recalled.mark.clone_from(mark);
            }
            if *mark == recalled.mark {
                recalled.sets.insert(only.clone(), Arc::clone(members));
            }
        }
    }
    recalled
}

/// What is meant now: of what was recalled, if the mark is still the same, and
/// what was handed over anew, which is remembered.
pub(super) fn settle(
    recalled: Recalled,
    database: u64,
    mark: &str,
    groups: &[GroupRow],
    rows: Vec<MemberRow>,
) -> Sets {
    let mut asked: HashMap<RevisionId, Vec<String>> = HashMap::new();
    for row in groups.iter().filter(|row| !row.only.is_empty()) {
        asked
            .entry(row.revision)
            .or_default()
            .push(row.only.clone());
    }
    if asked.is_empty() {
        return Sets::default();
    }
    let (mut sets, fresh) = (Sets::default(), Sets::of(rows));
    let mut news = Vec::new();
    for only in asked.values().flatten() {
        let known = recalled.sets.get(only).filter(|_| recalled.mark == mark);
        let members = known.cloned().unwrap_or_else(|| {
            let members = fresh.meant_by(only);
            news.push((only.clone(), Arc::clone(&members)));
            members
        });
        sets.0.insert(only.clone(), members);
    }
    remember(database, mark, asked, news);
    sets
}

fn remember(
    database: u64,
    mark: &str,
    asked: HashMap<RevisionId, Vec<String>>,
    news: Vec<(String, Arc<Members>)>,
) {
    let known = |remembered: &Remembered| {
        let same = |(revision, asked): (&RevisionId, &Vec<String>)| {
            remembered.asked.get(&(database, *revision)) == Some(asked)
        };
        news.is_empty() && asked.iter().all(same)
    };
    if known(&REMEMBERED.read().unwrap_or_else(PoisonError::into_inner)) {
        return;
    }
    let mut remembered = REMEMBERED.write().unwrap_or_else(PoisonError::into_inner);
    let forgotten = (remembered.size > MOST).then(|| std::mem::take(&mut *remembered));
    for (revision, asked) in asked {
        remembered.size += asked.len();
        remembered.asked.insert((database, revision), asked);
    }
    for (only, members) in news {
        remembered.size += members.size();
        let before = remembered
            .sets
            .insert((database, only), (mark.to_owned(), members));
        remembered.size -= before.map_or(0, |(_, before)| before.size());
    }
    // Letting go of so many takes a while, for which nobody should wait.
    drop(remembered);
    drop(forgotten);
}

/// A mark of the stocks of all categories: another one after every change of a
/// product or of what is known of it.
pub(crate) const STOCK_MARK: &str =
    "(SELECT COALESCE(CAST(SUM(changes) AS TEXT), '') FROM category_stock)";

/// The questions that `source` selects as `only_those`, taken apart.
pub(crate) fn questions(source: &str) -> String {
    format!(
        "SELECT x.only_those,
             <json x.only_those> ->> 'manufacturer' AS maker,
             <json x.only_those> ->> 'attribute' AS attribute,
             COALESCE(<json x.only_those> ->> 'unit', '') AS unit,
             CAST(<json x.only_those> ->> 'over' AS DOUBLE PRECISION) AS over_it,
             CAST(<json x.only_those> ->> 'from' AS DOUBLE PRECISION) AS from_it,
             CAST(<json x.only_those> ->> 'to' AS DOUBLE PRECISION) AS to_it,
             CAST(<json x.only_those> ->> 'under' AS DOUBLE PRECISION) AS under_it,
             <json x.only_those> -> 'one_of' AS one_of
         FROM ({source}) x"
    )
}

/// Whether the value `v` of an attribute `t` is one that the question `a` means.
const HAS_VALUE: &str = "
    CASE WHEN a.one_of IS NULL THEN
        t.kind = 'number' AND t.unit = a.unit AND v.amount IS NOT NULL
        AND (a.over_it IS NULL OR v.amount > a.over_it)
        AND (a.from_it IS NULL OR v.amount >= a.from_it)
        AND (a.to_it IS NULL OR v.amount <= a.to_it)
        AND (a.under_it IS NULL OR v.amount < a.under_it)
    ELSE lower(v.value) <lower in a.one_of> END";

/// Whether the question `a` means the product `p`.
pub(crate) fn means() -> String {
    format!(
        "(a.maker IS NULL OR lower(p.manufacturer) = lower(a.maker)) AND {}",
        has_attribute()
    )
}

fn has_attribute() -> String {
    format!(
        "(a.attribute IS NULL OR EXISTS (
             SELECT 1 FROM category_attribute t CROSS JOIN product_attribute v
             WHERE t.category_id = p.category_id AND t.name = a.attribute
                 AND v.product_id = p.id AND v.attribute = t.number AND {HAS_VALUE}))"
    )
}

/// The products on offer that the questions mean which `source` selects:
/// `only_those`, `category_id`, `number`, `id`. Found by who makes them or by their
/// values; nothing is looked at if nothing is asked.
pub(crate) fn meant(source: &str) -> String {
    format!(
        "WITH asked AS MATERIALIZED ({})
         SELECT a.only_those, p.category_id, p.number, p.id
         FROM asked a CROSS JOIN product p
         WHERE EXISTS (SELECT 1 FROM asked) AND lower(p.manufacturer) = lower(a.maker)
             AND p.active AND {}
         UNION
         SELECT a.only_those, p.category_id, p.number, p.id
         FROM asked a CROSS JOIN category_attribute t CROSS JOIN product_attribute v
             CROSS JOIN product p
         WHERE EXISTS (SELECT 1 FROM asked) AND a.maker IS NULL AND t.name = a.attribute
             AND v.attribute = t.number AND {HAS_VALUE}
             AND p.id = v.product_id AND p.category_id = t.category_id AND p.active",
        questions(source),
        has_attribute()
    )
}

/// As [`MemberRow`]s.
pub(crate) fn meant_in_categories(source: &str) -> String {
    format!(
        "SELECT m.only_those AS only, m.category_id AS category,
             string_agg(CAST(m.number AS TEXT), ',') AS products
         FROM ({}) m GROUP BY m.only_those, m.category_id",
        meant(source)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(only: &str, category: u128, products: &str) -> MemberRow {
        MemberRow {
            only: only.to_owned(),
            category: CategoryId(uuid::Uuid::from_u128(category)),
            products: products.to_owned(),
        }
    }

    #[test]
    fn members_are_found_in_their_categories() {
        let sets = Sets::of(vec![
            row("a", 1, "9,3,5"),
            row("a", 2, "4"),
            row("b", 1, "5,5"),
        ]);
        let category = |number| CategoryId(uuid::Uuid::from_u128(number));
        let a = sets.meant_by("a");
        assert_eq!(a.of(category(1)), [3, 5, 9]);
        assert!(a.has(category(1), 5) && !a.has(category(2), 5));
        assert_eq!(sets.meant_by("b").of(category(1)), [5]);
        assert_eq!(*sets.meant_by("c"), Members::default());
    }
}
