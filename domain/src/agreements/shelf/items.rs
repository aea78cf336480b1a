//! Products by their keys, as far as a customer may see them.

use super::categories::ShelfCategory;
use super::members::{MEMBER, MemberRow, Sets, means, questions};
use super::survey::{Known, Survey};
use super::terms::{
    ASKING, GROUP, GROUPS, GroupRow, NAMED, NAMED_COLUMNS, NamedRow, PROMOTION, PromotionRow,
    Reached, Terms, entries, not_over, promotions,
};
use crate::agreements::assortment::Decided;
use crate::agreements::pricing::{
    About, Later, PriceInputs, PriceStory, breaks, resolve, resolve_until,
};
use crate::args;
use crate::catalog::attribute::summary_in;
use crate::catalog::availability::{SUPPLY, Supply};
use crate::catalog::measure::PIECE;
use crate::catalog::sku::plain_sku;
use crate::catalog::words::sort_name;
use crate::catalog::{VARIANT_OF_P, name_in};
use crate::id::{CategoryId, CustomerId, FileId, PriceListId, ProductId, RevisionId};
use crate::identity::{Coming, InForce, Shopper, Then, later};
use crate::store::{Args, Asked, JsonRows, JsonSets, Query, Result};
use crate::{Money, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

/// A product on a customer's shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfItem {
    /// The product.
    pub id: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its attributes in one line.
    pub summary: String,
    /// The category it is in.
    pub category: CategoryId,
    /// The category's name.
    pub category_name: String,
    /// Its main picture.
    pub picture: Option<FileId>,
    /// In what it differs from the other variants of its family; empty if it is
    /// in none.
    pub variant: String,
    /// In which unit it is counted and priced, by its code.
    pub unit: String,
    /// The price of one for this customer now, and why.
    pub price: PriceStory,
    /// What there is of it.
    pub supply: Supply,
    /// What bears on it, for any number of pieces.
    prices: PriceInputs,
    /// What will, where that was asked for.
    later: Vec<Later>,
    /// When it was asked for.
    at: Timestamp,
    /// Its name in the first language, where that is another one.
    first_name: Option<String>,
}

impl ShelfItem {
    /// Prices a product.
    pub(super) fn new(
        (id, sku, name): (ProductId, String, String),
        (manufacturer, summary): (String, String),
        (category, category_name): (CategoryId, String),
        prices: PriceInputs,
        supply: Supply,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            sku,
            name,
            manufacturer,
            summary,
            category,
            category_name,
            picture: None,
            variant: String::new(),
            unit: PIECE.to_owned(),
            price: resolve(&prices, Quantity::pieces(1), at),
            supply,
            prices,
            later: Vec::new(),
            at,
            first_name: None,
        }
    }

    /// With what bears on its price later, so that until when it counts is exact.
    fn and_later(mut self, later: Vec<Later>) -> Self {
        if !later.is_empty() {
            self.later = later;
            self.price = self.resolved(Quantity::pieces(1));
        }
        self
    }

    fn resolved(&self, quantity: Quantity) -> PriceStory {
        resolve_until(&self.prices, &self.later, quantity, self.at)
    }

    /// With the name that its reader knows, if there is one in their language.
    pub(super) fn called(mut self, local: Option<String>) -> Self {
        if let Some(local) = local {
            self.first_name = Some(std::mem::replace(&mut self.name, local));
        }
        self
    }

    /// Its name in the first language: what is written down wherever others read it
    /// than whoever looks at the shelf now.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.first_name.as_deref().unwrap_or(&self.name)
    }

    /// With the unit in which it is counted.
    pub(super) fn counted_in(mut self, unit: String) -> Self {
        self.unit = unit;
        self
    }

    /// With its main picture, and in what it differs from its like.
    pub(super) fn looking(mut self, picture: Option<FileId>, variant: Option<String>) -> Self {
        self.picture = picture;
        self.variant = variant.unwrap_or_default();
        self
    }

    /// The price of one, of so many; none if it has to be asked for.
    #[must_use]
    pub fn price_of(&self, quantity: Quantity) -> Option<Money> {
        if quantity <= Quantity::pieces(1) {
            return self.price.price;
        }
        resolve(&self.prices, quantity, self.at).price
    }

    /// The price of one, of so many, and why.
    #[must_use]
    pub fn story_of(&self, quantity: Quantity) -> PriceStory {
        if quantity <= Quantity::pieces(1) {
            return self.price.clone();
        }
        self.resolved(quantity)
    }

    /// From how many pieces on one costs something else, and what then.
    #[must_use]
    pub fn breaks(&self) -> Vec<(Quantity, Money)> {
        breaks(&self.prices, self.at)
    }
}

/// The products with these ids that the shopper may see, in the order of their
/// names. What is not on the shelf is left out, whatever the reason.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_items(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    ids: &[ProductId],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_items(shopper, ids, now).fetch(read).await
}

/// The question behind [`shelf_items`], to be asked together with others.
#[must_use]
pub fn ask_shelf_items<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&BY_ID, true, shopper, keys, Vec::new(), now)
}

/// The products with these ids that the shopper may see, as [`ask_shelf_items`] has
/// them, for a page that says until when their prices count: with what will apply to
/// its reader ([`ask_coming`](crate::identity::ask_coming)).
#[must_use]
pub fn ask_items_until<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    coming: &[Coming],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&BY_ID, true, shopper, keys, then(shopper, coming, now), now)
}

/// What will apply to the shopper.
fn then(shopper: Shopper<'_>, coming: &[Coming], now: Timestamp) -> Vec<Then> {
    let in_force = shopper.in_force;
    in_force.map_or_else(Vec::new, |in_force| later(in_force, coming, now))
}

/// The products at these places of a surveyed category, in their order. That
/// they are on the shelf was found out by the survey, and so was all that bears
/// on their prices.
pub(super) fn listed(
    survey: &Survey,
    known: &Known,
    here: &ShelfCategory,
    reached: &Reached,
    places: &[usize],
    now: Timestamp,
) -> Vec<ShelfItem> {
    let terms = &survey.terms;
    let item = |place: &usize| {
        let sheet = known.figures.sheet(*place)?;
        let prices = terms.prices(sheet.number, reached, |list| {
            known.prices(terms, list, sheet.number)
        });
        let item = ShelfItem::new(
            (sheet.id, sheet.sku.clone(), sheet.name.clone()),
            (
                sheet.manufacturer.clone(),
                survey
                    .tree
                    .in_language(&survey.language, here.id, &sheet.summary),
            ),
            (here.id, here.name.clone()),
            prices,
            survey
                .supplies
                .get(&sheet.number)
                .cloned()
                .unwrap_or_default(),
            now,
        );
        let local = sheet.names.get(&survey.language).cloned();
        let item = item.called(local).counted_in(sheet.unit.clone());
        Some(item.looking(sheet.picture, sheet.variant.clone()))
    };
    places.iter().filter_map(item).collect()
}

/// What there is of a product, as the database hands it over.
#[derive(Debug, Deserialize)]
pub(super) struct SupplyRow {
    number: i64,
    lead_days: Option<i64>,
    supply: Option<String>,
}

pub(super) fn supply_of(row: SupplyRow) -> (i64, Supply) {
    let supply = Supply::read(row.supply.as_deref(), row.lead_days);
    (row.number, supply)
}

/// The columns of [`supplies`].
pub(super) const SUPPLY_COLUMNS: &[&str] = &["number", "lead_days", "supply"];

/// What there is of the products `p` that the condition picks.
pub(super) fn supplies(condition: &str) -> String {
    format!("SELECT p.number, p.lead_days, {SUPPLY} AS supply FROM product p WHERE {condition}")
}

/// Asks what there is of the products at these places, of which the survey did
/// not know before that they would be listed.
pub(super) async fn supply_besides(
    read: &mut impl Query,
    survey: &mut Survey,
    places: &[usize],
) -> Result<()> {
    static SUPPLIES: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(SUPPLY_COLUMNS, &supplies("p.number <number in $1>")));
    let sheets = survey.known.iter().flat_map(|known| {
        let sheet = |place: &usize| known.figures.sheet(*place);
        places.iter().filter_map(sheet)
    });
    let unknown: Vec<i64> = sheets
        .map(|sheet| sheet.number)
        .filter(|number| !survey.supplies.contains_key(number))
        .collect();
    if !unknown.is_empty() {
        let found = SUPPLIES.all(read, args![json!(unknown)]).await?;
        survey.supplies.extend(found.into_iter().map(supply_of));
    }
    Ok(())
}

/// The products with these SKUs that the shopper may see, in the order of
/// their names. A SKU is recognised without its dashes and in small letters
/// too, as long as that means one product only.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_by_sku(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    skus: &[String],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_by_sku(shopper, skus, now).fetch(read).await
}

/// The question behind [`shelf_by_sku`], to be asked together with others.
#[must_use]
pub fn ask_shelf_by_sku<'a>(
    shopper: Shopper<'a>,
    skus: &'a [String],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = skus.iter().map(|sku| plain_sku(sku)).collect();
    picked(&BY_SKU, true, shopper, keys, Vec::new(), now).map(|mut items| {
        let meant: Vec<ProductId> = skus
            .iter()
            .filter_map(|typed| the_one_meant(&items, typed))
            .collect();
        items.retain(|item| meant.contains(&item.id));
        items
    })
}

/// The products with these ids at the shopper's prices, whether or not they
/// are on the shelf by themselves: for the parts of what a curator has put
/// together for the customer. Never for what somebody asks for by its id.
///
/// To be asked alone or together with others.
#[must_use]
pub fn ask_prices_of<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    ask_prices_until(shopper, ids, &[], now)
}

/// The same, and until when they count; see [`ask_items_until`].
#[must_use]
pub fn ask_prices_until<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    coming: &[Coming],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(
        &BY_ID,
        false,
        shopper,
        keys,
        then(shopper, coming, now),
        now,
    )
}

/// The product a typed SKU means: exactly that SKU, or the only one that looks
/// like it.
fn the_one_meant(items: &[ShelfItem], typed: &str) -> Option<ProductId> {
    let typed = typed.trim();
    if let Some(exact) = items.iter().find(|item| item.sku == typed) {
        return Some(exact.id);
    }
    let plain = plain_sku(typed);
    let mut alike = items.iter().filter(|item| plain_sku(&item.sku) == plain);
    alike
        .next()
        .filter(|_| alike.next().is_none())
        .map(|only| only.id)
}

fn picked<'a>(
    products: &'static JsonSets,
    only_visible: bool,
    shopper: Shopper<'a>,
    keys: serde_json::Value,
    then: Vec<Then>,
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let Some(in_force) = shopper.in_force else {
        return Asked::known(Vec::new());
    };
    if keys.as_array().is_none_or(Vec::is_empty) {
        return Asked::known(Vec::new());
    }
    products
        .ask::<Picked>(picked_args(
            Some(shopper.company.id),
            (in_force, &then),
            now,
            keys,
            shopper.language,
        ))
        .map(move |found| {
            let all = found.explained((in_force, &then), now).into_iter();
            all.filter(|(_, decided)| {
                !only_visible || decided.is_some_and(|(_, decided)| decided.visible())
            })
            .map(|(item, _)| item)
            .collect()
        })
}

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

pub(super) static BY_ID: LazyLock<JsonSets> =
    LazyLock::new(|| picked_by("p.id <in $6>", true, "$7"));

static BY_SKU: LazyLock<JsonSets> =
    LazyLock::new(|| picked_by("p.plain_sku <text in $6>", true, "$7"));

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
        let terms = Terms::of(in_force, groups, named, self.promotions.clone(), sets);
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
