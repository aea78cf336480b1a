//! Some products with all that bears on them, in one statement: what the agreements
//! say that apply or will, and what follows from it.

use super::item::ShelfItem;
use super::members::{MEMBER, MemberRow, Sets, means, questions};
use super::term_rows::{
    ASKING, GROUP, GROUPS, GroupRow, NAMED, NAMED_COLUMNS, NamedRow, PROMOTION, PromotionRow,
    entries, not_over, promotions,
};
use super::terms::{Reached, Terms};
use crate::agreements::assortment::Decided;
use crate::agreements::pricing::{About, Later, PriceInputs};
use crate::catalog::attribute::summary_in;
use crate::catalog::availability::{SUPPLY, Supply};
use crate::catalog::words::sort_name;
use crate::catalog::{VARIANT_OF_P, name_in};
use crate::id::{CategoryId, CustomerId, FileId, PriceListId, ProductId, RevisionId};
use crate::identity::{InForce, Then};
use crate::store::{Args, JsonSets};
use crate::subscriptions::{DiscountRow, discount_columns, discounts};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The values of [`picked_by`] for what applies now, and what will, if that is
/// known; things are named in this language.
pub(crate) fn picked_args(
    customer: Option<CustomerId>,
    (in_force, then): (&InForce, &[Then]),
    now: Timestamp,
    keys: serde_json::Value,
    language: &str,
) -> Args {
    let later = then.iter().filter_map(|(_, in_force)| in_force.as_ref());
    let all = || in_force.all().chain(later.clone().flat_map(InForce::all));
    let revisions: BTreeSet<RevisionId> = all().map(|one| one.revision).collect();
    let lists: BTreeSet<PriceListId> = all().map(|one| one.price_list).collect();
    args![
        customer,
        json!(revisions),
        now,
        json!(lists),
        in_force.currency,
        keys,
        language,
    ]
}

/// All that bears on the products `p` that the condition picks: `$1` the
/// customer, `$2` the revisions, `$3` now, `$4` their price lists, `$5` the
/// currency; `$6` is the condition's. Things are named in the language that an
/// expression says (`$7`; `''` for the first one). Perhaps only what is on sale and
/// not over: what begins later says until when a price counts.
pub(crate) fn picked_by(condition: &str, current: bool, language: &str) -> JsonSets {
    let valid = |x: &str| {
        if current {
            format!(" AND {}", not_over(x))
        } else {
            String::new()
        }
    };
    let active = if current { " AND p.active" } else { "" };
    let entries = entries(&valid("e"));
    let named_here = format!(
        "COALESCE((SELECT n.name FROM local_name n WHERE n.category_id = c.id
             AND n.attribute = 0 AND n.language = {language}), c.name)"
    );
    let local_name = name_in(language);
    let products = format!(
        "SELECT p.number, p.id, p.sku, p.name, {local_name} AS local_name,
             p.manufacturer, p.summary, p.unit,
             p.category_id AS category, {named_here} AS category_name,
             p.picture_id AS picture, {VARIANT_OF_P} AS variant,
             {SUPPLY} AS supply, p.lead_days,
             CASE WHEN p.active THEN 1 ELSE 0 END AS active, {entries} AS entries
         FROM product p JOIN category c ON c.id = p.category_id
         WHERE {condition}{active}
         ORDER BY p.sort_name, p.id"
    );
    let above = format!(
        "WITH RECURSIVE up (leaf, id, distance) AS (
             SELECT DISTINCT p.category_id, p.category_id, 0
             FROM product p WHERE {condition}{active}
             UNION ALL
             SELECT up.leaf, c.parent_id, up.distance + 1
             FROM up JOIN category c ON c.id = up.id
             WHERE c.parent_id IS NOT NULL AND up.distance < 32
         )
         SELECT up.leaf, up.id, {named_here} AS name FROM up JOIN category c ON c.id = up.id
         ORDER BY up.leaf, up.distance"
    );
    let groups = format!("{GROUPS}{}", valid("x"));
    let promotions = promotions(valid);
    // The picked products lead to the lines, never the other way.
    let named = format!(
        "SELECT {NAMED_COLUMNS}
         FROM product p CROSS JOIN agreement_product x
         WHERE {condition}{active} AND x.product_id = p.id AND x.revision_id <in $2>
             AND (x.customer_id = $1 OR x.customer_id IS NULL){}",
        valid("x")
    );
    let asked = questions(&format!("{ASKING}{}", valid("x")));
    let members = format!(
        "SELECT a.only_those AS only, p.category_id AS category,
             string_agg(CAST(p.number AS TEXT), ',') AS products
         FROM product p CROSS JOIN ({asked}) a
         WHERE {condition}{active} AND {}
         GROUP BY a.only_those, p.category_id",
        means()
    );
    // What attributes and values of their categories are called in that language.
    let called = format!(
        "SELECT n.category_id AS category,
             CASE WHEN n.value <> '' THEN n.value ELSE a.name END AS first, n.name
         FROM local_name n JOIN category_attribute a ON a.number = n.attribute
         WHERE n.language = {language} AND n.category_id IN
             (SELECT p.category_id FROM product p WHERE {condition}{active})"
    );
    JsonSets::new(&[
        ("called", &["category", "first", "name"], &called),
        (
            "products",
            &[
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
                "supply",
                "lead_days",
                "picture",
                "variant",
                "active",
                "entries",
            ],
            &products,
        ),
        ("above", &["leaf", "id", "name"], &above),
        ("groups", GROUP, &groups),
        ("members", MEMBER, &members),
        ("promotions", PROMOTION, &promotions),
        ("discounts", &discount_columns(), &discounts()),
        ("named", NAMED, &named),
    ])
}

/// A product, what decides whether it is seen, and what the rule is about that
/// does.
pub(crate) type Told = (ShelfItem, Option<(usize, Decided)>, Option<About>);

/// What [`picked_by`] answers.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Picked {
    called: Vec<CalledRow>,
    products: Vec<ProductRow>,
    above: Vec<Above>,
    groups: Vec<GroupRow>,
    members: Vec<MemberRow>,
    promotions: Vec<PromotionRow>,
    discounts: Vec<DiscountRow>,
    named: Vec<NamedRow>,
}

#[derive(Debug, Clone, Deserialize)]
struct ProductRow {
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
    supply: Option<String>,
    lead_days: Option<i64>,
    picture: Option<FileId>,
    variant: Option<String>,
    active: i64,
    entries: Option<String>,
}

/// What an attribute or a value is called in the reader's language.
#[derive(Debug, Clone, Deserialize)]
struct CalledRow {
    category: CategoryId,
    first: String,
    name: String,
}

/// A category above that of a product, or that itself; the nearest first.
#[derive(Debug, Clone, Deserialize)]
struct Above {
    leaf: CategoryId,
    id: CategoryId,
    name: String,
}

impl Picked {
    /// Whether the first product is on offer at all.
    pub(crate) fn is_active(&self) -> bool {
        self.products.first().is_some_and(|one| one.active != 0)
    }

    /// The products with their prices under what applies now, and what decides
    /// whether each is seen. Until when a price counts is exact only if it is known
    /// what will apply.
    pub(crate) fn explained(
        self,
        applies: (&InForce, &[Then]),
        now: Timestamp,
    ) -> Vec<(ShelfItem, Option<(usize, Decided)>)> {
        self.each(applies, now, |_, _, item, decided| (item, decided))
    }

    /// The first product with its price, what decides whether it is seen, and
    /// what the rule is about that does.
    pub(crate) fn told(self, applies: (&InForce, &[Then]), now: Timestamp) -> Option<Told> {
        let told = self.each(applies, now, |number, reached, item, decided| {
            let by = decided.and_then(|one| Terms::decided_by(number, reached, one, now));
            (item, decided, by)
        });
        told.into_iter().next()
    }

    fn each<T>(
        mut self,
        (in_force, then): (&InForce, &[Then]),
        now: Timestamp,
        told: impl Fn(i64, &Reached, ShelfItem, Option<(usize, Decided)>) -> T,
    ) -> Vec<T> {
        // The statement knows the order of the first names only.
        if self.products.iter().any(|one| one.local_name.is_some()) {
            self.products.sort_by_cached_key(ProductRow::order);
        }
        let mut called: HashMap<CategoryId, HashMap<String, String>> = HashMap::new();
        for row in std::mem::take(&mut self.called) {
            let names = called.entry(row.category).or_default();
            names.insert(row.first, row.name);
        }
        for product in &mut self.products {
            if let Some(names) = called.get(&product.category) {
                let name = |first: &str| names.get(first).map(String::as_str);
                product.summary = summary_in(&product.summary, name);
            }
        }
        let products = std::mem::take(&mut self.products);
        let above = std::mem::take(&mut self.above);
        let sets = Sets::of(std::mem::take(&mut self.members));
        let mut up: HashMap<CategoryId, Vec<(CategoryId, Arc<str>)>> = HashMap::new();
        for one in above {
            up.entry(one.leaf)
                .or_default()
                .push((one.id, one.name.into()));
        }
        // Of what applies in another currency nothing is compared.
        let later: Vec<(Timestamp, Option<Applied>)> = then
            .iter()
            .map(|(at, then)| {
                let alike = then
                    .as_ref()
                    .filter(|one| one.currency == in_force.currency);
                (*at, alike.map(|one| self.applied(one, &sets, &up, *at)))
            })
            .collect();
        let applied = self.applied(in_force, &sets, &up, now);
        products
            .into_iter()
            .filter_map(|row| {
                let reached = applied.reached.get(&row.category)?;
                let number = row.number;
                let (decided, prices) = applied.of(&row, now)?;
                let seen = decided.is_some_and(|(_, decided)| decided.visible());
                let later = later.iter().map(|(at, applied)| {
                    let then = applied.as_ref().and_then(|one| one.of(&row, *at));
                    // What is no longer sold has no price either.
                    let sold = then.filter(|(decided, _)| {
                        !seen || decided.is_some_and(|(_, decided)| decided.visible())
                    });
                    Later {
                        at: *at,
                        inputs: sold.map(|(_, prices)| prices),
                    }
                });
                let later = later.collect();
                let item = row.item(prices, now).and_later(later);
                Some(told(number, reached, item, decided))
            })
            .collect()
    }

    /// What these agreements say at a moment, for the products' categories.
    fn applied(
        &self,
        in_force: &InForce,
        sets: &Sets,
        up: &HashMap<CategoryId, Vec<(CategoryId, Arc<str>)>>,
        at: Timestamp,
    ) -> Applied {
        let (groups, named) = (self.groups.clone(), self.named.clone());
        let lower = (self.promotions.clone(), self.discounts.clone());
        let terms = Terms::of(in_force, groups, named, lower, sets);
        let reached = up
            .iter()
            .map(|(leaf, up)| (*leaf, terms.reaching(up, at)))
            .collect();
        Applied { terms, reached }
    }
}

/// What agreements say, and what of it reaches which category.
struct Applied {
    terms: Terms,
    reached: HashMap<CategoryId, Reached>,
}

impl Applied {
    /// What decides whether a product is seen at a moment, and what bears on its
    /// price.
    fn of(
        &self,
        row: &ProductRow,
        at: Timestamp,
    ) -> Option<(Option<(usize, Decided)>, PriceInputs)> {
        let reached = self.reached.get(&row.category)?;
        let decided = self.terms.decided(row.number, reached, at);
        let entries = row.entries.as_deref().unwrap_or_default();
        let listed = |list| self.terms.listed_in(entries, list);
        Some((decided, self.terms.prices(row.number, reached, listed)))
    }
}

impl ProductRow {
    fn item(self, prices: PriceInputs, now: Timestamp) -> ShelfItem {
        ShelfItem::new(
            (self.id, self.sku, self.name),
            (self.manufacturer, self.summary),
            (self.category, self.category_name),
            prices,
            Supply::read(self.supply.as_deref(), self.lead_days),
            now,
        )
        .called(self.local_name)
        .counted_in(self.unit)
        .looking(self.picture, self.variant)
    }

    /// What it is sorted by for whom it is listed.
    fn order(&self) -> (String, ProductId) {
        let name = self.local_name.as_ref().unwrap_or(&self.name);
        (sort_name(name), self.id)
    }
}
