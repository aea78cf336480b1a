//! What a curator changed in the grid is written: only the cells that were changed,
//! and all of them or none. Each cell that can't be taken is named, and so is what
//! somebody else changed meanwhile.

use super::categories::Category;
use super::cells::read_price;
use super::grid::Cell;
use super::grid_cells::{Known, Reading};
use super::price_times::{PriceSpan, price_at, with_price};
use super::prices::{price_spans, put_price_spans, without_price};
use super::products::{ProductRow, change_products};
use super::refusal::Refusal;
use super::twins_among::twins_among;
use super::typed_product::ProductFault;
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Db, FormKey, Insert, IntoValue, Query, StoreError, Tx, ask_earlier, key_row, list_placeholders,
};
use crate::{Currency, Money, Quantity, Timestamp, args, audit};
use serde_json::json;

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
    /// A choice that no product of the category has yet: perhaps a slip of the
    /// fingers.
    NewValue(String),
}

/// What became of the cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridAnswer {
    /// How many products were changed.
    pub saved: usize,
    /// Cells that can't be taken, and why; nothing was written then.
    pub refused: Vec<(ProductId, Cell, CellFault)>,
    /// Products that somebody else changed meanwhile; nothing was written then.
    pub changed_meanwhile: Vec<ProductId>,
}

impl GridAnswer {
    /// Whether every cell can be taken.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.refused.is_empty() && self.changed_meanwhile.is_empty()
    }
}

/// What was sent of the grid.
#[derive(Debug, Clone)]
pub struct GridEdits {
    /// The form's key.
    pub key: FormKey,
    /// The category whose products they are.
    pub category: CategoryId,
    /// The list in which prices are given.
    pub list: Option<PriceListId>,
    /// Whether choices that no product has yet are meant so.
    pub new_values: bool,
    /// The products with cells that were changed.
    pub edits: Vec<GridEdit>,
}

/// Writes the cells that were changed, all in one transaction; nothing if one of
/// them can't be taken. Sent twice with the same key they are written once.
///
/// # Errors
/// [`Denied`] if the person may not curate or there is no such category or list.
pub async fn save_grid<E>(
    db: &Db,
    actor: &Actor,
    sent: GridEdits,
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
            if sent.edits.is_empty() {
                return Ok(answer);
            }
            let found: Option<Category> = tx
                .maybe(
                    "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE id = $1",
                    args![sent.category],
                )
                .await?;
            let category = found.ok_or(Denied)?;
            // Nobody has values read in another way before these are written.
            tx.lock(
                "category_attribute",
                "number",
                "category_id",
                args![category.id],
            )
            .await?;
            let reading = Reading::of(tx, &sent, now).await?;
            let mut known = Known::of(tx, &category, &sent.edits).await?;
            // Of a form that was sent twice, the second waited for the products, and sees
            // what the first came to.
            let earlier = ask_earlier(&actor, sent.key, FORM).fetch(tx).await?;
            if let Some(saved) = earlier {
                answer.saved = saved.parse().unwrap_or_default();
                return Ok(answer);
            }
            let (mut products, mut prices) = (Vec::new(), Vec::new());
            for edit in sent.edits {
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
                    match current.put(cell, &typed, &reading) {
                        Ok(()) => changed.push(cell.code()),
                        Err(fault) => answer.refused.push((edit.product, cell, fault)),
                    }
                }
                if !changed.is_empty() {
                    products.push((current, changed));
                }
            }
            refuse_twins(tx, &products, &mut answer).await?;
            let prices = match sent.list {
                _ if prices.is_empty() => NewPrices::default(),
                Some(list) => new_prices::<E>(tx, &actor, list, prices, &mut answer, now).await?,
                None => return Err(Denied.into()),
            };
            if !answer.is_fine() {
                return Ok(answer);
            }
            let mut saved: Vec<ProductId> = products.iter().map(|(one, _)| one.row.id).collect();
            saved.extend(prices.changed.iter().map(|((product, _), _)| *product));
            write(tx, &actor, products, now).await?;
            if let Some(list) = sent.list.filter(|_| !prices.changed.is_empty()) {
                put_price_spans(tx, list, &prices.changed).await?;
                tx.insert(prices.trail).await?;
            }
            saved.sort_unstable();
            saved.dedup();
            answer.saved = saved.len();
            let count = answer.saved.to_string();
            tx.insert([key_row(&actor, sent.key, FORM, &count, now)])
                .await?;
            Ok(answer)
        })
    })
    .await
}

/// What the form's key is kept for.
const FORM: &str = "grid";

/// Refuses the cells that would make a product like another variant of its family.
async fn refuse_twins(
    tx: &mut Tx,
    products: &[(Known, Vec<String>)],
    answer: &mut GridAnswer,
) -> Result<(), StoreError> {
    let rows: Vec<&ProductRow> = products.iter().map(|(one, _)| &one.row).collect();
    let twins = twins_among(tx, &rows).await?;
    for (one, cells) in products {
        for number in twins.get(&one.row.id).into_iter().flatten() {
            let cell = Cell::Attribute(*number);
            if cells.contains(&cell.code()) {
                let fault = CellFault::Product(ProductFault::SameAsVariant);
                answer.refused.push((one.row.id, cell, fault));
            }
        }
    }
    Ok(())
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

/// Prices from now on, ready to be written.
#[derive(Default)]
struct NewPrices {
    /// Of each product with another price, all that it costs at which time.
    changed: Vec<((ProductId, Quantity), Vec<PriceSpan>)>,
    trail: Vec<Insert>,
}

/// Reads the prices that were typed. A price that is not what the curator saw was
/// changed by somebody else.
async fn new_prices<E: From<Denied> + From<StoreError>>(
    tx: &mut Tx,
    actor: &Actor,
    list: PriceListId,
    typed: Vec<(ProductId, String, String)>,
    answer: &mut GridAnswer,
    now: Timestamp,
) -> Result<NewPrices, E> {
    let currency: Option<Currency> = tx
        .scalar("SELECT currency FROM price_list WHERE id = $1", args![list])
        .await?;
    let currency = currency.ok_or(Denied)?;
    let products: Vec<ProductId> = typed.iter().map(|(product, ..)| *product).collect();
    let mut spans = price_spans(tx, list, &products).await?;
    let mut new = NewPrices::default();
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
        new.trail.push(entry.row(actor, now));
        new.changed.push((key, after));
    }
    Ok(new)
}

#[cfg(test)]
mod tests;
