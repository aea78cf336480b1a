//! The products of a category as a curator edits them side by side: one page of
//! cells, of which only those are written that were changed. What is wrong with a
//! cell is said of it alone, and what somebody else changed meanwhile is left as it
//! is.

use super::attribute::{self, Kind, NotAValue, Value, numbers_of, tidy};
use super::categories::Category;
use super::import_line::{LONGEST_NAME, Refusal, read_price};
use super::price_times::{price_at, with_price};
use super::prices::{price_spans, put_price_spans, without_price};
use super::products::{CategoryAttribute, ProductRow, category_attributes, change_products};
use super::save_product::ProductFault;
use super::trade::{self, LONGEST_MAKER_NUMBER, Trade};
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Asked, Db, FromRow, IntoValue, JsonSets, Query, StoreError, Tx, list_placeholders,
};
use crate::{Currency, Day, Money, Quantity, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
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
    /// The unit of its numbers.
    pub unit: String,
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
        columns.extend([Cell::LeadDays, Cell::LastOrderDay, Cell::Active]);
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
        AND (lower(p.name) LIKE ('' || $2) OR lower(p.sku) LIKE ('' || $2)
             OR lower(p.manufacturer) LIKE ('' || $2))
        AND ($3 IS NULL OR CASE WHEN p.active THEN 1 ELSE 0 END = $3)";
    let page = format!(
        "SELECT p.id, p.sort_name, p.sku, p.name, p.manufacturer, p.maker_number, p.lead_days,
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
            &["number", "name", "unit"],
            "SELECT number, name, unit FROM category_attribute WHERE category_id = $1
             ORDER BY position, name",
        ),
        (
            "products",
            &[
                "id",
                "sku",
                "name",
                "manufacturer",
                "maker_number",
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
    let words: String = query
        .words
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '%' | '_' | '\\'))
        .collect();
    PAGE.ask::<Rows>(args![
        query.category,
        format!("%{words}%"),
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

/// The cells of a product that a curator changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridEdit {
    /// The product.
    pub product: ProductId,
    /// The version that the curator saw.
    pub version: i64,
    /// What was typed, and what stood there before.
    pub cells: Vec<(Cell, String, String)>,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// As on the product's own page.
    Product(ProductFault),
    /// Not a price.
    Price(Refusal),
    /// Not a day.
    NotADay,
}

/// What became of the cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridAnswer {
    /// How many products were changed.
    pub saved: usize,
    /// Cells that were not written, and why.
    pub refused: Vec<(ProductId, Cell, CellFault)>,
    /// Products that somebody else changed meanwhile; nothing of them was
    /// written.
    pub changed_meanwhile: Vec<ProductId>,
}

/// Writes the cells that were changed, of products of one category, with prices in
/// one list, all in one transaction. Cells that can't be taken are named; the
/// others are written.
///
/// # Errors
/// [`Denied`] if the person may not curate or there is no such category or list.
pub async fn save_grid<E>(
    db: &Db,
    actor: &Actor,
    category: CategoryId,
    list: Option<PriceListId>,
    edits: Vec<GridEdit>,
    now: Timestamp,
) -> Result<GridAnswer, E>
where
    E: From<Denied> + From<StoreError> + Send + 'static,
{
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let mut answer = GridAnswer::default();
            if edits.is_empty() {
                return Ok(answer);
            }
            let found: Option<Category> = tx
                .maybe(
                    "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE id = $1",
                    args![category],
                )
                .await?;
            let category = found.ok_or(Denied)?;
            let attributes = category_attributes(tx, &[category.id]).await?;
            let mut known = Known::of(tx, &category, &edits).await?;
            let (mut products, mut prices) = (Vec::new(), Vec::new());
            for edit in edits {
                let current = known.remove(&edit.product);
                let current = current.filter(|one| one.version == edit.version);
                let Some(mut current) = current else {
                    answer.changed_meanwhile.push(edit.product);
                    continue;
                };
                let mut changed = Vec::new();
                for (cell, typed, before) in edit.cells {
                    if cell == Cell::Price {
                        prices.push((edit.product, typed, before));
                        continue;
                    }
                    match current.put(cell, &typed, &attributes, now) {
                        Ok(()) => changed.push(cell.code()),
                        Err(fault) => answer.refused.push((edit.product, cell, fault)),
                    }
                }
                if !changed.is_empty() {
                    products.push((current, changed));
                }
            }
            let mut saved: Vec<ProductId> = products.iter().map(|(one, _)| one.row.id).collect();
            write(tx, &actor, products, now).await?;
            if !prices.is_empty() {
                let list = list.ok_or(Denied)?;
                let priced = give_prices::<E>(tx, &actor, list, prices, &mut answer, now).await?;
                saved.extend(priced);
            }
            saved.sort_unstable();
            saved.dedup();
            answer.saved = saved.len();
            Ok(answer)
        })
    })
    .await
}

/// A product as it is, and as it shall be.
struct Known {
    version: i64,
    row: ProductRow,
    was_active: bool,
}

#[derive(FromRow)]
struct Stored {
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    unit: String,
    description: String,
    #[sqlx(flatten)]
    trade: Trade,
    active: bool,
    version: i64,
    origin_key: Option<String>,
    origin_state: Option<String>,
}

impl Known {
    /// The products of the category that are to be changed. Their rows stay
    /// locked until the transaction ends.
    async fn of(
        tx: &mut Tx,
        category: &Category,
        edits: &[GridEdit],
    ) -> Result<HashMap<ProductId, Known>, StoreError> {
        let ids: Vec<_> = edits.iter().map(|edit| edit.product.value()).collect();
        let among = list_placeholders(1, ids.len());
        tx.run(
            format!("UPDATE product SET version = version WHERE id IN ({among})"),
            ids.clone(),
        )
        .await?;
        let mut args = ids.clone();
        args.extend(args![category.id]);
        let stored: Vec<Stored> = tx
            .all(
                format!(
                    "SELECT id, sku, name, manufacturer, unit, description, maker_number, unspsc,
                         last_order_day, lead_days, active, version, origin_key, origin_state
                     FROM product WHERE id IN ({among}) AND category_id = ${}",
                    ids.len() + 1
                ),
                args,
            )
            .await?;
        let values: Vec<(ProductId, i64, String, String, Option<f64>)> = tx
            .all(
                format!(
                    "SELECT v.product_id, v.attribute, a.name, v.value, v.amount
                     FROM product_attribute v JOIN category_attribute a ON a.number = v.attribute
                     WHERE v.product_id IN ({among}) ORDER BY a.position, a.name, v.value"
                ),
                ids,
            )
            .await?;
        let mut known: HashMap<ProductId, Known> = stored
            .into_iter()
            .map(|one| {
                let row = ProductRow {
                    manufacturer: one.manufacturer,
                    unit: one.unit,
                    description: one.description,
                    active: one.active,
                    trade: one.trade,
                    origin_key: one.origin_key,
                    origin_state: one.origin_state,
                    ..ProductRow::new(one.id, &one.sku, &one.name, category)
                };
                let known = Known {
                    version: one.version,
                    was_active: one.active,
                    row,
                };
                (one.id, known)
            })
            .collect();
        for (product, attribute, name, text, amount) in values {
            if let Some(known) = known.get_mut(&product) {
                let value = Value { text, amount };
                known.row.attributes.push((attribute, name, value));
            }
        }
        Ok(known)
    }

    /// Puts what was typed into a cell.
    fn put(
        &mut self,
        cell: Cell,
        typed: &str,
        attributes: &[CategoryAttribute],
        now: Timestamp,
    ) -> Result<(), CellFault> {
        let fault = |what| Err(CellFault::Product(what));
        let row = &mut self.row;
        let text = tidy(typed);
        match cell {
            Cell::Name if text.is_empty() => return fault(ProductFault::NoName),
            Cell::Name if text.chars().count() > LONGEST_NAME => {
                return fault(ProductFault::TooLong);
            }
            Cell::Name => row.name = text,
            Cell::Manufacturer if text.chars().count() > super::mapping::LONGEST_NAME => {
                return fault(ProductFault::TooLong);
            }
            Cell::Manufacturer => row.manufacturer = text,
            Cell::MakerNumber if text.chars().count() > LONGEST_MAKER_NUMBER => {
                return fault(ProductFault::TooLong);
            }
            Cell::MakerNumber => row.trade.maker_number = text,
            Cell::LeadDays => match trade::lead_days(&text) {
                Ok(days) => row.trade.lead_days = days,
                Err(_) => return fault(ProductFault::NotDays),
            },
            Cell::LastOrderDay => {
                let day = match text.as_str() {
                    "" => None,
                    text => Some(Day::from_field(text).ok_or(CellFault::NotADay)?),
                };
                if row.active && day.is_some_and(|day| day.is_over_everywhere(now)) {
                    return fault(ProductFault::DayIsOver);
                }
                row.trade.last_order_day = day;
            }
            Cell::Active => {
                let active = !text.is_empty();
                let over = row.trade.last_order_day;
                if active && over.is_some_and(|day| day.is_over_everywhere(now)) {
                    return fault(ProductFault::DayIsOver);
                }
                row.active = active;
            }
            Cell::Attribute(number) => {
                let Some(known) = attributes.iter().find(|one| one.number == number) else {
                    // Taken away meanwhile: there is nothing to write.
                    return Ok(());
                };
                let values = attribute::read(typed, known.kind(), &known.unit, false);
                let values = values.map_err(|error| {
                    CellFault::Product(match error {
                        NotAValue::NotANumber => ProductFault::NotANumber,
                        NotAValue::NotYesOrNo => ProductFault::NotYesOrNo,
                        NotAValue::TooLong => ProductFault::TooLong,
                    })
                })?;
                put_values(&mut row.attributes, known, values, attributes);
            }
            Cell::Price => {}
        }
        Ok(())
    }
}

/// Replaces the values of one attribute, and keeps all in the category's order.
fn put_values(
    all: &mut Vec<(i64, String, Value)>,
    of: &CategoryAttribute,
    values: Vec<Value>,
    attributes: &[CategoryAttribute],
) {
    all.retain(|(number, ..)| *number != of.number);
    all.extend(
        values
            .into_iter()
            .map(|value| (of.number, of.name.clone(), value)),
    );
    all.sort_by_key(|(number, ..)| attributes.iter().position(|one| one.number == *number));
}

async fn write(
    tx: &mut Tx,
    actor: &Actor,
    products: Vec<(Known, Vec<String>)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    for active in [true, false] {
        let turned: Vec<_> = products
            .iter()
            .filter(|(one, _)| one.row.active == active && one.was_active != active)
            .map(|(one, _)| one.row.id.value())
            .collect();
        if turned.is_empty() {
            continue;
        }
        let among = list_placeholders(2, turned.len());
        let mut args = args![active];
        args.extend(turned);
        tx.run(
            format!("UPDATE product SET active = $1 WHERE id IN ({among})"),
            args,
        )
        .await?;
    }
    let trail: Vec<_> = products
        .iter()
        .map(|(one, cells)| {
            let entry = audit::Entry {
                action: "product.saved",
                subject: one.row.id.to_string(),
                customer: None,
                detail: json!({ "sku": one.row.sku, "cells": cells, "active": one.row.active }),
            };
            entry.row(actor, now)
        })
        .collect();
    let rows: Vec<ProductRow> = products.into_iter().map(|(one, _)| one.row).collect();
    change_products(tx, &rows, now).await?;
    tx.insert(trail).await
}

/// Gives prices from now on; answers which products have another one then. A
/// price that is not what the curator saw was changed by somebody else.
async fn give_prices<E: From<Denied> + From<StoreError>>(
    tx: &mut Tx,
    actor: &Actor,
    list: PriceListId,
    typed: Vec<(ProductId, String, String)>,
    answer: &mut GridAnswer,
    now: Timestamp,
) -> Result<Vec<ProductId>, E> {
    let currency: Option<Currency> = tx
        .scalar("SELECT currency FROM price_list WHERE id = $1", args![list])
        .await?;
    let currency = currency.ok_or(Denied)?;
    let products: Vec<ProductId> = typed.iter().map(|(product, ..)| *product).collect();
    let mut spans = price_spans(tx, list, &products).await?;
    let (mut changed, mut trail) = (Vec::new(), Vec::new());
    for (product, text, seen) in typed {
        let key = (product, Quantity::pieces(1));
        let before = spans.remove(&key).unwrap_or_default();
        let asked = price_at(&before, now);
        let current = asked.map(|minor| Money::new(minor, currency).plain());
        if current.unwrap_or_default() != seen {
            answer.changed_meanwhile.push(product);
            continue;
        }
        let price = match text.trim() {
            "" => None,
            text => match read_price(text, currency) {
                Ok(price) => Some(price),
                Err(refusal) => {
                    let fault = CellFault::Price(refusal);
                    answer.refused.push((product, Cell::Price, fault));
                    continue;
                }
            },
        };
        let after = match price {
            Some(price) => with_price(&before, now, None, price.minor),
            None => without_price(&before, now),
        };
        let Some(after) = after else { continue };
        let entry = audit::Entry {
            action: "price.given",
            subject: product.to_string(),
            customer: None,
            detail: json!({
                "list": list,
                "before": asked,
                "after": price.map(|price| price.minor),
                "currency": currency,
            }),
        };
        trail.push(entry.row(actor, now));
        changed.push((key, after));
    }
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    put_price_spans(tx, list, &changed).await?;
    tx.insert(trail).await?;
    Ok(changed
        .into_iter()
        .map(|((product, _), _)| product)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::categories::{SaveCategory, save_category};
    use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
    use super::super::product_texts::{ProductText, ask_product_texts};
    use super::super::products::{WantedAttribute, put_attributes};
    use super::super::save_product::{SaveProduct, save_product};
    use super::*;
    use crate::store::testing::both_engines;
    use crate::text::Language;

    #[derive(Debug, thiserror::Error)]
    enum Failed {
        #[error(transparent)]
        Denied(#[from] Denied),
        #[error(transparent)]
        Store(#[from] StoreError),
    }

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    struct Ground {
        category: CategoryId,
        list: PriceListId,
        weight: i64,
    }

    async fn prepare(db: &Db) -> Ground {
        let (category, list, actor) = (CategoryId::new(), PriceListId::new(), Actor::system());
        let command = SaveCategory {
            id: category,
            parent: None,
            code: "mouse".to_owned(),
            name: "Mice".to_owned(),
            sku_prefix: "MOU".to_owned(),
        };
        save_category(db, &actor, command, NOW).await.unwrap();
        let named = PriceList {
            id: list,
            name: "List".to_owned(),
            currency: Currency::EUR,
            purpose: ListPurpose::Sale,
        };
        add_price_list(db, &actor, named, NOW).await.unwrap();
        let wanted = WantedAttribute {
            category,
            position: 1,
            name: "Weight".to_owned(),
            kind: Kind::Number,
            unit: "g".to_owned(),
        };
        let attributes = db
            .write::<_, StoreError, _>(actor.scope(), move |tx| {
                Box::pin(async move { put_attributes(tx, &[wanted]).await })
            })
            .await
            .unwrap();
        for (sku, name) in [("M-1", "Alpha"), ("M-2", "Beta"), ("M-3", "Gamma")] {
            let command = SaveProduct {
                id: ProductId::new(),
                version: None,
                sku: sku.to_owned(),
                name: name.to_owned(),
                manufacturer: "Logi".to_owned(),
                category,
                description: "Said of it".to_owned(),
                texts: vec![ProductText {
                    language: Language::German,
                    name: format!("Ding {name}"),
                    description: String::new(),
                }],
                maker_number: String::new(),
                unspsc: "43211708".to_owned(),
                last_order_day: None,
                lead_days: String::new(),
                active: true,
                attributes: vec![(attributes[0].number, "80".to_owned())],
            };
            save_product(db, &actor, command, NOW).await.unwrap();
        }
        Ground {
            category,
            list,
            weight: attributes[0].number,
        }
    }

    impl Ground {
        async fn page(&self, db: &Db, words: &str, sort: &str) -> GridPage {
            let query = GridQuery {
                category: self.category,
                list: Some(self.list),
                words: words.to_owned(),
                active: None,
                sort: sort.to_owned(),
                offset: 0,
                most: 50,
            };
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            ask_grid(&query, Timestamp(NOW.0 + 1))
                .fetch(&mut read)
                .await
                .unwrap()
        }

        async fn save(&self, db: &Db, edits: Vec<GridEdit>) -> GridAnswer {
            let (actor, list) = (Actor::system(), Some(self.list));
            save_grid::<Failed>(db, &actor, self.category, list, edits, NOW)
                .await
                .unwrap()
        }
    }

    fn edit(row: &GridRow, cells: &[(Cell, &str)]) -> GridEdit {
        GridEdit {
            product: row.product,
            version: row.version,
            cells: cells
                .iter()
                .map(|(cell, typed)| (*cell, (*typed).to_owned(), row.cell(*cell).to_owned()))
                .collect(),
        }
    }

    both_engines!(
        only_changed_cells_are_written_and_each_is_answered,
        |db| async move {
            let ground = prepare(&db).await;
            let page = ground.page(&db, "", "name").await;
            let skus: Vec<&str> = page.rows.iter().map(|row| row.sku.as_str()).collect();
            assert_eq!((page.total, skus), (3, vec!["M-1", "M-2", "M-3"]));
            let weight = Cell::Attribute(ground.weight);
            assert_eq!(page.rows[0].cell(weight), "80");
            let edits = vec![
                edit(
                    &page.rows[0],
                    &[
                        (Cell::Name, "Alpha 2"),
                        (Cell::Price, "29.90"),
                        (weight, "75.5"),
                    ],
                ),
                edit(
                    &page.rows[1],
                    &[
                        (weight, "heavy"),
                        (Cell::LeadDays, "soon"),
                        (Cell::Manufacturer, "Corvane"),
                    ],
                ),
                edit(
                    &page.rows[2],
                    &[
                        (Cell::Active, ""),
                        (Cell::Price, "-3"),
                        (Cell::LastOrderDay, "x"),
                    ],
                ),
            ];
            let answer = ground.save(&db, edits).await;
            assert_eq!((answer.saved, answer.changed_meanwhile.len()), (3, 0));
            let refused: Vec<(ProductId, Cell)> = answer
                .refused
                .iter()
                .map(|(product, cell, _)| (*product, *cell))
                .collect();
            let (second, third) = (page.rows[1].product, page.rows[2].product);
            assert_eq!(
                refused,
                [
                    (second, weight),
                    (second, Cell::LeadDays),
                    (third, Cell::LastOrderDay),
                    (third, Cell::Price),
                ]
            );
            let after = ground.page(&db, "", "name").await;
            let cells = |row: usize, all: &[Cell]| -> Vec<String> {
                all.iter()
                    .map(|cell| after.rows[row].cell(*cell).to_owned())
                    .collect()
            };
            assert_eq!(
                cells(0, &[Cell::Name, Cell::Price, weight, Cell::Manufacturer]),
                ["Alpha 2", "29.90", "75.5", "Logi"]
            );
            assert_eq!(
                cells(1, &[Cell::Manufacturer, weight, Cell::LeadDays]),
                ["Corvane", "80", ""]
            );
            assert_eq!(cells(2, &[Cell::Active, Cell::Name]), ["", "Gamma"]);
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let kept: Option<i64> = read
                .scalar(
                    "SELECT COUNT(*) FROM product
                 WHERE description = 'Said of it' AND unspsc = '43211708'",
                    args![],
                )
                .await
                .unwrap();
            assert_eq!(kept, Some(3));
            let texts = ask_product_texts(second).fetch(&mut read).await.unwrap();
            assert_eq!(texts[0].name, "Ding Beta");
            drop(read);
            assert_eq!(ground.page(&db, "corv", "name").await.total, 1);
            let by_maker = ground.page(&db, "", "manufacturer").await;
            assert_eq!(by_maker.rows[0].cell(Cell::Manufacturer), "Corvane");
        }
    );

    both_engines!(
        what_somebody_else_changed_is_named_and_left_alone,
        |db| async move {
            let ground = prepare(&db).await;
            let page = ground.page(&db, "", "name").await;
            let first = ground
                .save(
                    &db,
                    vec![edit(
                        &page.rows[0],
                        &[(Cell::Name, "Theirs"), (Cell::Price, "10")],
                    )],
                )
                .await;
            assert_eq!(first.saved, 1);
            // Two who saw the same page: the second is told, and nothing is lost.
            let edits = vec![
                edit(&page.rows[0], &[(Cell::Name, "Mine")]),
                edit(&page.rows[1], &[(Cell::Name, "Mine too")]),
            ];
            let second = ground.save(&db, edits).await;
            assert_eq!(
                (second.saved, second.changed_meanwhile),
                (1, vec![page.rows[0].product])
            );
            let now = ground.page(&db, "", "sku").await;
            assert_eq!(now.rows[0].cell(Cell::Name), "Theirs");
            // A price has no version: it is compared with what was seen.
            let mut price = edit(&now.rows[0], &[(Cell::Price, "20")]);
            price.cells[0].2 = "9.00".to_owned();
            let third = ground.save(&db, vec![price]).await;
            assert_eq!((third.saved, third.changed_meanwhile.len()), (0, 1));
            assert_eq!(
                ground.page(&db, "", "sku").await.rows[0].cell(Cell::Price),
                "10.00"
            );
        }
    );
}
