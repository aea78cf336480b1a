//! What a page of the catalog needs, in one statement: what the agreements say,
//! how many products there are, and whatever of the remembered is out of date.

use super::facets::Filter;
use super::figures::{Figures, Sheet, ValueRow, recall};
use super::list_prices::{Entry, ListPrices, cost_list, mark, remember_cost_list};
use super::listed::{SUPPLY_COLUMNS, SupplyRow, supplies, supply_of};
use super::members::{
    MEMBER, MemberRow, STOCK_MARK, meant_in_categories, recall as recall_sets, settle,
};
use super::page::PER_PAGE;
use super::term_rows::{
    ASKING, EntryRow, GROUP, GROUPS, GroupRow, LISTS, NAMED, NAMED_COLUMNS, NamedRow, PROMOTION,
    PromotionRow, promotions, valid_now,
};
use super::terms::Terms;
use super::tree::{Node, SpokenRow, Tree};
use crate::agreements::pricing::ListLine;
use crate::catalog::availability::Supply;
use crate::catalog::{NAMES_OF_P, VARIANT_OF_P, names_of};
use crate::id::{CategoryId, PriceListId};
use crate::identity::{InForce, Shopper};
use crate::store::{Asked, JsonSets, Read, Result, together};
use crate::subscriptions::{DiscountRow, discount_columns, discounts};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What was found out.
pub(super) struct Survey {
    pub(super) tree: Arc<Tree>,
    pub(super) terms: Terms,
    /// How many products of each category are on offer: of the one that was
    /// asked for and those below it, or of all.
    pub(super) on_offer: HashMap<CategoryId, i64>,
    /// What is remembered of the category that was asked for; none if there is
    /// none, or never was a product in it.
    pub(super) known: Option<Known>,
    /// What there is of the products that the page will probably list, by their
    /// numbers.
    pub(super) supplies: HashMap<i64, Supply>,
    /// In which language things are named.
    pub(super) language: String,
}

/// Which category is surveyed, and which of its products will be listed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted<'q> {
    /// The category's code; all categories without one.
    pub(super) code: Option<&'q str>,
    /// Only products with these attributes.
    pub(super) filters: &'q [Filter],
    /// In the order of SKUs instead of names.
    pub(super) by_sku: bool,
    /// Which page, from 1.
    pub(super) page: usize,
}

/// So many more than a page lists are asked for, in case some are not seen.
const SPARE: usize = 14;

/// What is remembered of a category for whoever buys from some price lists.
pub(super) struct Known {
    pub(super) figures: Arc<Figures>,
    /// What each list asks; without an id, what the supplier pays itself.
    prices: Vec<(Option<PriceListId>, Arc<ListPrices>)>,
}

impl Known {
    /// The prices of a product in one of the lists.
    pub(super) fn prices(
        &self,
        terms: &Terms,
        list: Option<PriceListId>,
        number: i64,
    ) -> Vec<ListLine> {
        let prices = self.prices.iter().find(|(id, _)| *id == list);
        let Some((_, prices)) = prices else {
            return Vec::new();
        };
        prices
            .of_product(number)
            .map(|entry| terms.listed(entry.minor, entry.least, entry.valid))
            .collect()
    }

    /// Each list with what is remembered of it.
    #[cfg(test)]
    pub(super) fn lists(&self) -> Vec<Arc<ListPrices>> {
        self.prices
            .iter()
            .map(|(_, prices)| Arc::clone(prices))
            .collect()
    }
}

/// Surveys a category, or all of them.
///
/// It takes a [`Read`], never a transaction that writes: what such a one sees
/// may be undone, and must not be remembered.
pub(super) async fn survey(
    read: &mut Read,
    shopper: Shopper<'_>,
    in_force: &InForce,
    wanted: Wanted<'_>,
    now: Timestamp,
) -> Result<Survey> {
    let nothing = Asked::known(());
    let (survey, ()) = survey_and(read, shopper, in_force, wanted, nothing, now).await?;
    Ok(survey)
}

/// The same, with another question in the same statement.
pub(super) async fn survey_and<T: Send>(
    read: &mut Read,
    shopper: Shopper<'_>,
    in_force: &InForce,
    wanted: Wanted<'_>,
    besides: Asked<'_, T>,
    now: Timestamp,
) -> Result<(Survey, T)> {
    let code = wanted.code;
    let database = read.database();
    let tree = Tree::recall(database);
    let figures = code.and_then(|code| recall(database, code));
    let prices = figures.as_ref().map(|known| {
        let own = in_force.all().map(|one| one.price_list);
        let lists = own.chain(cost_list(database, in_force.currency));
        lists
            .filter_map(|list| Some((list, ListPrices::recall(database, list, known.category)?)))
            .collect::<HashMap<_, _>>()
    });
    let mut prices = prices.unwrap_or_default();
    let sets = recall_sets(database, in_force);
    let marks: serde_json::Map<String, Value> = prices
        .iter()
        .map(|(list, prices)| (format!("l{list}"), prices.mark().into()))
        .collect();
    // What there is changes all the time and is not remembered. It is asked for
    // before it is known which products are listed: nearly always these.
    let probably = figures.as_ref().map(|known| {
        let first = wanted.page.saturating_sub(1).saturating_mul(PER_PAGE);
        let places = first..first.saturating_add(PER_PAGE + SPARE);
        known.probably(wanted.filters, wanted.by_sku, shopper.language, places)
    });
    // What was never read has no count of changes: all counts are positive.
    let question = SURVEY.ask::<Answer>(args![
        shopper.company.id,
        revisions(in_force),
        now,
        lists(in_force),
        in_force.currency,
        code,
        tree.as_ref().map_or(-1, |known| known.changes),
        figures
            .as_ref()
            .map_or(CategoryId(uuid::Uuid::nil()), |known| known.category),
        figures.as_ref().map_or(-1, |known| known.changes),
        Value::Object(marks),
        sets.mark(),
        sets.asked(),
        json!(probably.unwrap_or_default()),
    ]);
    let (answer, besides) = together(read, (question, besides)).await?;
    let (tree_changes, stock_mark) = answer
        .counts
        .first()
        .map_or((0, ""), |count| (count.tree, count.mark.as_str()));
    let sets = settle(sets, database, stock_mark, &answer.groups, answer.members);
    let tree = match tree.filter(|known| known.changes == tree_changes) {
        Some(tree) => tree,
        None => Tree::remember(database, tree_changes, answer.tree, answer.spoken),
    };
    let here = code.and_then(|code| tree.find(code));
    let stock = here.and_then(|here| answer.stock.iter().find(|one| one.category == here.id));
    let known = match (code, stock) {
        (Some(code), Some(stock)) => {
            let current = |known: &Arc<Figures>| {
                known.category == stock.category && known.changes == stock.changes
            };
            let figures = figures.filter(current).unwrap_or_else(|| {
                let (products, values) = (answer.products, answer.values);
                let here = (database, code);
                Figures::remember(here, stock.category, stock.changes, products, values)
            });
            let mut fresh: HashMap<PriceListId, Vec<Entry>> = HashMap::new();
            for row in answer.prices {
                fresh.entry(row.list).or_default().push(row.into());
            }
            let mut known = Vec::with_capacity(answer.lists.len());
            for list in answer.lists {
                let now = mark(list.changes, stock.changes, stock.category);
                let current = prices.remove(&list.id).filter(|known| known.mark() == now);
                let prices = current.unwrap_or_else(|| {
                    let entries = fresh.remove(&list.id).unwrap_or_default();
                    let counts = (list.changes, stock.changes);
                    ListPrices::remember((database, list.id), stock.category, counts, entries)
                });
                let is_cost = list.cost != 0;
                if is_cost {
                    remember_cost_list(database, in_force.currency, list.id);
                }
                known.push(((!is_cost).then_some(list.id), prices));
            }
            Some(Known {
                figures,
                prices: known,
            })
        }
        _ => None,
    };
    let survey = Survey {
        known,
        supplies: answer.supplies.into_iter().map(supply_of).collect(),
        language: shopper.language.to_owned(),
        on_offer: answer
            .stock
            .iter()
            .map(|one| (one.category, one.active))
            .collect(),
        terms: Terms::of(
            in_force,
            answer.groups,
            answer.named,
            (answer.promotions, answer.discounts),
            &sets,
        ),
        tree,
    };
    Ok((survey, besides))
}

/// The revisions that apply, as a statement takes them.
pub(super) fn revisions(in_force: &InForce) -> Value {
    json!(in_force.all().map(|one| one.revision).collect::<Vec<_>>())
}

/// Their price lists.
pub(super) fn lists(in_force: &InForce) -> Value {
    json!(in_force.all().map(|one| one.price_list).collect::<Vec<_>>())
}

/// `$1` the customer, `$2` the revisions, `$3` now, `$4` their price lists, `$5`
/// the currency, `$6` the category's code or nothing; and of what is remembered
/// the counts of changes: `$7` of the tree, `$9` of the category `$8`, `$10` a
/// mark for each list, and `$11` a mark for what the questions `$12` mean; `$13`
/// the numbers of the products probably listed.
pub(super) static SURVEY: LazyLock<JsonSets> = LazyLock::new(|| {
    let groups = format!("{GROUPS} AND {}", valid_now("x"));
    let promotions = promotions(|x| format!(" AND {}", valid_now(x)));
    let stock = "
        WITH RECURSIVE below (id) AS (
            SELECT id FROM category WHERE code = $6 OR $6 IS NULL
            UNION
            SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
        )
        SELECT k.category_id AS category, k.active, k.changes
        FROM below b JOIN category_stock k ON k.category_id = b.id";
    let stale = "
        (SELECT k.category_id FROM category c JOIN category_stock k ON k.category_id = c.id
         WHERE c.code = $6 AND (k.changes <> $9 OR k.category_id <> $8))";
    let products = format!(
        "SELECT p.number, p.id, p.sku, p.name, p.sort_name, p.manufacturer, p.summary, p.unit,
             p.picture_id AS picture, {VARIANT_OF_P} AS variant, {NAMES_OF_P} AS names
         FROM product p WHERE p.category_id = {stale} AND p.active"
    );
    let values = format!(
        "SELECT t.number AS attribute, t.position, t.name, t.kind, t.unit, v.value, v.amount,
             {} AS names, {} AS value_names,
             string_agg(CAST(p.number AS TEXT), ',') AS products
         FROM category_attribute t
         JOIN product_attribute v ON v.attribute = t.number
         JOIN product p ON p.id = v.product_id AND p.active AND p.category_id = t.category_id
         WHERE t.category_id = {stale} AND t.kind <> 'text'
         GROUP BY t.number, t.position, t.name, t.kind, t.unit, v.value, v.amount",
        names_of("n.category_id = t.category_id AND n.attribute = t.number AND n.value = ''"),
        names_of("n.category_id = t.category_id AND n.attribute = t.number AND n.value = v.value"),
    );
    let all_lists = format!(
        "SELECT l.id, l.cost, COALESCE(n.changes, 0) AS changes
         FROM ({LISTS}) l LEFT JOIN change_count n ON n.what = CAST(l.id AS TEXT)"
    );
    // What is out of date is found out first, which is nearly always nothing:
    // else PostgreSQL would read all prices before it compares the marks.
    let prices = format!(
        "WITH stale (list, category) AS MATERIALIZED (
             SELECT l.id, k.category_id
             FROM ({LISTS}) l LEFT JOIN change_count n ON n.what = CAST(l.id AS TEXT),
                 category c JOIN category_stock k ON k.category_id = c.id
             WHERE c.code = $6
                 AND COALESCE($10 ->> ('l' || CAST(l.id AS TEXT)), '') <>
                     COALESCE(n.changes, 0) || ':' || k.changes || ':' || k.category_id
         )
         SELECT s.list, p.number, e.price_minor AS minor, e.min_quantity AS least,
             e.valid_from, e.valid_until
         FROM stale s CROSS JOIN product p CROSS JOIN price_list_entry e
         WHERE p.category_id = s.category AND p.active
             AND e.price_list_id = s.list AND e.product_id = p.id"
    );
    JsonSets::new(&[
        ("counts", &["tree", "mark"], &counts()),
        ("groups", GROUP, &groups),
        ("members", MEMBER, &members_unless("$11", "$12")),
        ("named", NAMED, &named_now()),
        ("promotions", PROMOTION, &promotions),
        ("discounts", &discount_columns(), &discounts()),
        ("stock", &["category", "active", "changes"], stock),
        ("tree", TREE, &tree_unless("$7")),
        ("spoken", SPOKEN, &spoken_unless("$7")),
        (
            "supplies",
            SUPPLY_COLUMNS,
            &supplies("p.number <number in $13>"),
        ),
        (
            "products",
            &[
                "number",
                "id",
                "sku",
                "name",
                "sort_name",
                "manufacturer",
                "summary",
                "unit",
                "picture",
                "variant",
                "names",
            ],
            &products,
        ),
        (
            "values",
            &[
                "attribute",
                "position",
                "name",
                "kind",
                "unit",
                "value",
                "amount",
                "names",
                "value_names",
                "products",
            ],
            &values,
        ),
        ("lists", &["id", "cost", "changes"], &all_lists),
        ("prices", PRICES, &prices),
    ])
});

const PRICES: &[&str] = &[
    "list",
    "number",
    "minor",
    "least",
    "valid_from",
    "valid_until",
];

/// How often the tree of categories has changed, and a mark of what is in it if
/// any of the agreements asks for more than categories.
pub(super) fn counts() -> String {
    format!(
        "SELECT changes AS tree,
             CASE WHEN EXISTS ({ASKING}) THEN {STOCK_MARK} ELSE '' END AS mark
         FROM change_count WHERE what = 'categories'"
    )
}

/// What the lines ask for that are valid now, unless it is among what was
/// `remembered` under the mark that still holds.
pub(super) fn members_unless(mark: &str, remembered: &str) -> String {
    meant_in_categories(&format!(
        "{ASKING} AND {} AND NOT ({STOCK_MARK} = {mark} AND x.only_those <text in {remembered}>)",
        valid_now("x")
    ))
}

/// The columns of [`tree_unless`].
pub(super) const TREE: &[&str] = &["id", "parent", "code", "name", "names"];

/// The tree of categories, unless it is as remembered after so many changes.
pub(super) fn tree_unless(changes: &str) -> String {
    // The count comes first: nearly always there is nothing else to read.
    format!(
        "SELECT c.id, c.parent_id AS parent, c.code, c.name, {} AS names
         FROM change_count k CROSS JOIN category c
         WHERE k.what = 'categories' AND k.changes <> {changes}",
        names_of("n.category_id = c.id AND n.attribute = 0"),
    )
}

/// The columns of [`spoken_unless`].
pub(super) const SPOKEN: &[&str] = &[
    "language",
    "word",
    "means",
    "category",
    "attribute",
    "value",
];

/// What categories, attributes and values are called in other languages, and in the
/// first; remembered with the tree.
pub(super) fn spoken_unless(changes: &str) -> String {
    format!(
        "SELECT n.language, n.name AS word,
             CASE WHEN n.attribute = 0 THEN c.name
                 WHEN n.value <> '' THEN n.value
                 ELSE COALESCE((SELECT a.name FROM category_attribute a
                     WHERE a.number = n.attribute), '') END AS means,
             n.category_id AS category, n.attribute, n.value
         FROM change_count k CROSS JOIN local_name n CROSS JOIN category c
         WHERE k.what = 'categories' AND k.changes <> {changes} AND c.id = n.category_id"
    )
}

/// The lines about products, valid now.
pub(super) fn named_now() -> String {
    // Which leads to which is said by the order (`CROSS JOIN` keeps SQLite to
    // it): the agreements' few lines lead to the products, and these to their
    // prices, never the other way.
    format!(
        "SELECT {NAMED_COLUMNS}
         FROM agreement_product x CROSS JOIN product p
         WHERE x.revision_id <in $2> AND (x.customer_id = $1 OR x.customer_id IS NULL)
             AND {} AND p.id = x.product_id AND p.active",
        valid_now("x")
    )
}

#[derive(Debug, Deserialize)]
struct Answer {
    counts: Vec<Counts>,
    groups: Vec<GroupRow>,
    members: Vec<MemberRow>,
    named: Vec<NamedRow>,
    promotions: Vec<PromotionRow>,
    discounts: Vec<DiscountRow>,
    stock: Vec<Stock>,
    tree: Vec<Node>,
    spoken: Vec<SpokenRow>,
    supplies: Vec<SupplyRow>,
    products: Vec<Sheet>,
    values: Vec<ValueRow>,
    lists: Vec<List>,
    prices: Vec<EntryRow>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Counts {
    pub(super) tree: i64,
    pub(super) mark: String,
}

#[derive(Debug, Deserialize)]
struct List {
    id: PriceListId,
    cost: i64,
    changes: i64,
}

#[derive(Debug, Deserialize)]
struct Stock {
    category: CategoryId,
    active: i64,
    changes: i64,
}
