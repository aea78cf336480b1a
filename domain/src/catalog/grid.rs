//! The products of a category as a curator sees them side by side: one page of
//! cells. What becomes of those that are changed: [`save_grid`](super::save_grid).

use super::attribute::{Kind, numbers_of};
use super::known_values::{KNOWN_VALUE, KNOWN_VALUES, KnownValue};
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::store::{Asked, JsonSets, containing};
use crate::{Currency, Day, Money, Timestamp, args};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A column of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Its name.
    Name,
    /// Who makes it.
    Manufacturer,
    /// What its maker calls it.
    MakerNumber,
    /// In which unit it is counted, by its code.
    Unit,
    /// What one piece costs in the list that was chosen.
    Price,
    /// How many days it takes where there is none in stock.
    LeadDays,
    /// The last day on which it can be ordered.
    LastOrderDay,
    /// Whether it is sold: `on`, or nothing.
    Active,
    /// The attribute of this number.
    Attribute(i64),
}

impl Cell {
    /// The word it goes by in forms.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Manufacturer => "manufacturer".to_owned(),
            Self::MakerNumber => "maker_number".to_owned(),
            Self::Unit => "unit".to_owned(),
            Self::Price => "price".to_owned(),
            Self::LeadDays => "lead_days".to_owned(),
            Self::LastOrderDay => "last_order_day".to_owned(),
            Self::Active => "active".to_owned(),
            Self::Attribute(number) => format!("a{number}"),
        }
    }
}

/// Which products, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridQuery {
    /// The category; those below it have grids of their own.
    pub category: CategoryId,
    /// The list whose prices are shown.
    pub list: Option<PriceListId>,
    /// Only those whose name, SKU or manufacturer contains this.
    pub words: String,
    /// Only what is sold, or only what is not.
    pub active: Option<bool>,
    /// By `name`, `sku` or `manufacturer`.
    pub sort: String,
    /// How many come before.
    pub offset: i64,
    /// How many at most.
    pub most: i64,
}

/// One page of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridPage {
    /// How many products there are on all pages.
    pub total: i64,
    /// The attributes of the category, in their order.
    pub attributes: Vec<GridAttribute>,
    /// The values of its choices that there are already.
    pub known: Vec<KnownValue>,
    /// The products.
    pub rows: Vec<GridRow>,
}

/// An attribute as a column.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GridAttribute {
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// How it is read; see [`Kind`].
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
}

impl GridAttribute {
    /// How it is read.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or(Kind::Text)
    }
}

/// A product as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// The product.
    pub product: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// How often it was changed.
    pub version: i64,
    /// What stands in its cells, as it would be typed; empty cells left out.
    pub cells: HashMap<Cell, String>,
}

impl GridRow {
    /// What stands in a cell.
    #[must_use]
    pub fn cell(&self, cell: Cell) -> &str {
        self.cells.get(&cell).map_or("", String::as_str)
    }
}

impl GridPage {
    /// The columns, in their order; that of prices only if a list was chosen.
    #[must_use]
    pub fn columns(&self, prices: bool) -> Vec<Cell> {
        let mut columns = vec![Cell::Name, Cell::Manufacturer, Cell::MakerNumber];
        columns.extend(prices.then_some(Cell::Price));
        columns.extend([Cell::LeadDays, Cell::LastOrderDay, Cell::Unit, Cell::Active]);
        columns.extend(
            self.attributes
                .iter()
                .map(|one| Cell::Attribute(one.number)),
        );
        columns
    }
}

#[derive(Deserialize)]
struct Rows {
    total: Vec<Total>,
    attributes: Vec<GridAttribute>,
    known: Vec<KnownValue>,
    products: Vec<Shown>,
    values: Vec<ValueRow>,
}

#[derive(Deserialize)]
struct Total {
    total: i64,
}

#[derive(Deserialize)]
struct Shown {
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    maker_number: String,
    unit: String,
    lead_days: Option<i64>,
    last_order_day: Option<Day>,
    active: i64,
    version: i64,
    minor: Option<i64>,
    currency: Option<Currency>,
}

#[derive(Deserialize)]
struct ValueRow {
    product: ProductId,
    attribute: i64,
    kind: String,
    unit: String,
    value: String,
    amount: Option<f64>,
}

/// `$1` the category, `$2` a pattern, `$3` whether sold or not or nothing, `$4` the
/// order, `$5` how many come before, `$6` how many at most, `$7` the price list, `$8`
/// now.
pub(super) static PAGE: LazyLock<JsonSets> = LazyLock::new(|| {
    let fits = "p.category_id = $1
        AND (lower(p.name) LIKE ('' || $2) ESCAPE '\\' OR lower(p.sku) LIKE ('' || $2) ESCAPE '\\'
             OR lower(p.manufacturer) LIKE ('' || $2) ESCAPE '\\')
        AND ($3 IS NULL OR CASE WHEN p.active THEN 1 ELSE 0 END = $3)";
    let page = format!(
        "SELECT p.id, p.sort_name, p.sku, p.name, p.manufacturer, p.maker_number, p.unit,
             p.lead_days,
             p.last_order_day, CASE WHEN p.active THEN 1 ELSE 0 END AS active, p.version
         FROM product p WHERE {fits}
         ORDER BY CASE $4 WHEN 'sku' THEN p.sku WHEN 'manufacturer' THEN lower(p.manufacturer)
             ELSE p.sort_name END, p.sort_name, p.id
         LIMIT ($6 + 0) OFFSET ($5 + 0)"
    );
    let total = format!("SELECT COUNT(*) AS total FROM product p WHERE {fits}");
    let products = format!(
        "SELECT g.*, l.currency, e.price_minor AS minor
         FROM ({page}) g
         LEFT JOIN price_list l ON l.id = $7
         LEFT JOIN price_list_entry e ON e.price_list_id = l.id AND e.product_id = g.id
             AND e.min_quantity = 1000 AND e.valid_from <= $8 AND $8 < e.valid_until
         ORDER BY CASE $4 WHEN 'sku' THEN g.sku WHEN 'manufacturer' THEN lower(g.manufacturer)
             ELSE g.sort_name END, g.sort_name, g.id"
    );
    let values = format!(
        "SELECT v.product_id AS product, v.attribute, a.kind, a.unit, v.value, v.amount
         FROM ({page}) g
         JOIN product_attribute v ON v.product_id = g.id
         JOIN category_attribute a ON a.number = v.attribute
         ORDER BY v.product_id, v.attribute, v.value"
    );
    JsonSets::new(&[
        ("total", &["total"], &total),
        (
            "attributes",
            &["number", "name", "kind", "unit"],
            "SELECT number, name, kind, unit FROM category_attribute WHERE category_id = $1
             ORDER BY position, name",
        ),
        ("known", KNOWN_VALUE, KNOWN_VALUES),
        (
            "products",
            &[
                "id",
                "sku",
                "name",
                "manufacturer",
                "maker_number",
                "unit",
                "lead_days",
                "last_order_day",
                "active",
                "version",
                "minor",
                "currency",
            ],
            &products,
        ),
        (
            "values",
            &["product", "attribute", "kind", "unit", "value", "amount"],
            &values,
        ),
    ])
});

/// A page of the grid, to be asked alone or together with other things.
#[must_use]
pub fn ask_grid(query: &GridQuery, now: Timestamp) -> Asked<'static, GridPage> {
    PAGE.ask::<Rows>(args![
        query.category,
        containing(&query.words),
        query.active.map(i64::from),
        query.sort.as_str(),
        query.offset,
        query.most,
        query.list,
        now
    ])
    .map(|rows| GridPage {
        total: rows.total.first().map_or(0, |one| one.total),
        attributes: rows.attributes,
        known: rows.known,
        rows: shown(rows.products, rows.values),
    })
}

fn shown(products: Vec<Shown>, values: Vec<ValueRow>) -> Vec<GridRow> {
    let mut typed: HashMap<ProductId, HashMap<Cell, String>> = HashMap::new();
    for one in values {
        let text = match (Kind::from_code(&one.kind), one.amount) {
            (Some(Kind::Number), Some(_)) => numbers_of(&one.value, &one.unit),
            _ => one.value,
        };
        let cells = typed.entry(one.product).or_default();
        let cell = cells.entry(Cell::Attribute(one.attribute)).or_default();
        if !cell.is_empty() {
            cell.push_str(", ");
        }
        cell.push_str(&text);
    }
    let row = |one: Shown| {
        let mut cells = typed.remove(&one.id).unwrap_or_default();
        let price = one.minor.zip(one.currency);
        let price = price.map(|(minor, currency)| Money::new(minor, currency).plain());
        for (cell, text) in [
            (Cell::Name, one.name),
            (Cell::Manufacturer, one.manufacturer),
            (Cell::MakerNumber, one.maker_number),
            (Cell::Unit, one.unit),
            (Cell::Price, price.unwrap_or_default()),
            (
                Cell::LeadDays,
                one.lead_days
                    .map(|days| days.to_string())
                    .unwrap_or_default(),
            ),
            (
                Cell::LastOrderDay,
                one.last_order_day
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            ),
            (
                Cell::Active,
                if one.active != 0 {
                    "on".to_owned()
                } else {
                    String::new()
                },
            ),
        ] {
            if !text.is_empty() {
                cells.insert(cell, text);
            }
        }
        GridRow {
            product: one.id,
            sku: one.sku,
            version: one.version,
            cells,
        }
    };
    products.into_iter().map(row).collect()
}
