//! What a curator changed in the grid is written: only the cells that were changed.
//! What is wrong with a cell is said of it alone, and what somebody else changed
//! meanwhile is left as it is.

use super::attribute::{self, NotAValue, Value, tidy};
use super::categories::Category;
use super::families::twins_among;
use super::grid::Cell;
use super::import_line::{LONGEST_NAME, Refusal, read_price};
use super::measure::measure_code;
use super::price_times::{price_at, with_price};
use super::prices::{price_spans, put_price_spans, without_price};
use super::products::{CategoryAttribute, ProductRow, category_attributes, change_products};
use super::save_product::ProductFault;
use super::trade::{self, LONGEST_MAKER_NUMBER, Trade};
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FromRow, IntoValue, Query, StoreError, Tx, list_placeholders};
use crate::{Currency, Day, Money, Quantity, Timestamp, args, audit};
use serde_json::json;
use std::collections::HashMap;

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
            leave_twins(tx, &mut products, &attributes, &mut answer).await?;
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
    values_before: Vec<(i64, String, Value)>,
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
        tx.lock("product", "id", "id", ids.clone()).await?;
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
                    values_before: Vec::new(),
                };
                (one.id, known)
            })
            .collect();
        for (product, attribute, name, text, amount) in values {
            if let Some(known) = known.get_mut(&product) {
                let value = (attribute, name, Value { text, amount });
                known.values_before.push(value.clone());
                known.row.attributes.push(value);
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
            Cell::Unit => match measure_code(&text) {
                Some(code) => code.clone_into(&mut row.unit),
                None => return fault(ProductFault::UnknownUnit),
            },
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

/// Refuses the cells that would make a product like another variant of its family,
/// and leaves its values as they were; what else was typed is kept.
async fn leave_twins(
    tx: &mut Tx,
    products: &mut Vec<(Known, Vec<String>)>,
    attributes: &[CategoryAttribute],
    answer: &mut GridAnswer,
) -> Result<(), StoreError> {
    let rows: Vec<&ProductRow> = products.iter().map(|(one, _)| &one.row).collect();
    let twins = twins_among(tx, &rows).await?;
    for (one, cells) in products.iter_mut() {
        for number in twins.get(&one.row.id).into_iter().flatten() {
            let Some(known) = attributes.iter().find(|known| known.number == *number) else {
                continue;
            };
            let cell = Cell::Attribute(*number);
            let code = cell.code();
            if cells.contains(&code) {
                cells.retain(|other| *other != code);
                let fault = CellFault::Product(ProductFault::SameAsVariant);
                answer.refused.push((one.row.id, cell, fault));
                let before = one.values_before.iter();
                let values = before.filter(|(other, ..)| other == number);
                let values = values.map(|(.., value)| value.clone()).collect();
                put_values(&mut one.row.attributes, known, values, attributes);
            }
        }
    }
    products.retain(|(_, cells)| !cells.is_empty());
    Ok(())
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
    use super::super::attribute::Kind;
    use super::super::categories::{SaveCategory, save_category};
    use super::super::grid::{GridPage, GridQuery, GridRow, ask_grid};
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
                unit: String::new(),
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
        names_and_units_are_refused_as_on_the_products_page,
        |db| async move {
            let ground = prepare(&db).await;
            let page = ground.page(&db, "", "name").await;
            let long = "x".repeat(LONGEST_NAME + 1);
            let edits = vec![
                edit(&page.rows[0], &[(Cell::Name, " "), (Cell::Unit, "Meter")]),
                edit(
                    &page.rows[1],
                    &[(Cell::Name, long.as_str()), (Cell::Unit, "fathom")],
                ),
            ];
            let answer = ground.save(&db, edits).await;
            let fault =
                |row: usize, cell, what| (page.rows[row].product, cell, CellFault::Product(what));
            assert_eq!(
                answer.refused,
                [
                    fault(0, Cell::Name, ProductFault::NoName),
                    fault(1, Cell::Name, ProductFault::TooLong),
                    fault(1, Cell::Unit, ProductFault::UnknownUnit),
                ]
            );
            let after = ground.page(&db, "", "name").await;
            let units: Vec<&str> = after.rows.iter().map(|row| row.cell(Cell::Unit)).collect();
            assert_eq!(units, ["MTR", "C62", "C62"]);
            assert_eq!(after.rows[0].cell(Cell::Name), "Alpha");
        }
    );

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
