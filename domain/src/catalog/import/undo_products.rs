//! Taking back what an import did to products and their prices.

use super::super::attribute::Value;
use super::super::categories::{Category, categories};
use super::super::category_attributes::category_attributes;
use super::super::price_times::{PriceSpan, taken_back};
use super::super::prices::{Spans, price_spans, put_price_spans};
use super::super::product_texts::{remove_texts, text_to_write};
use super::super::products::{KnownProduct, ProductRow, change_products, known_products_to_change};
use super::super::twins_among::twins_among;
use super::change::{Change, Field, product_state, spans_of};
use super::undo::{Changed, How, Task, Undone};
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::store::{Args, IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Timestamp, args};
use serde_json::{Value as JsonValue, from_value};
use std::collections::{HashMap, HashSet};

/// The catalog, as far as these lines are about it.
struct Here {
    products: HashMap<ProductId, KnownProduct>,
    spans: Spans,
    categories: Vec<Category>,
    attributes: HashMap<(CategoryId, String), i64>,
    now: Timestamp,
    changed: HashSet<ProductId>,
    priced: HashSet<(ProductId, Quantity)>,
}

/// Takes lines back, of which the last of the file comes first.
pub(super) async fn take_back(
    tx: &mut Tx,
    task: &Task,
    lines: Vec<Changed>,
    now: Timestamp,
) -> Result<Vec<Undone>> {
    let mut ids: Vec<ProductId> = lines
        .iter()
        .map(|line| ProductId(line.subject_id.0))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let products = known_products_to_change(tx, &ids).await?;
    let spans = match task.list {
        Some(list) => price_spans(tx, list, &ids).await?,
        None => Spans::new(),
    };
    let categories = categories(tx).await?;
    let all: Vec<CategoryId> = categories.iter().map(|one| one.id).collect();
    let attributes = category_attributes(tx, &all).await?;
    let mut here = Here {
        products,
        spans,
        categories,
        attributes: attributes
            .into_iter()
            .map(|one| ((one.category, one.name), one.number))
            .collect(),
        now,
        changed: HashSet::new(),
        priced: HashSet::new(),
    };
    let before: HashMap<ProductId, ProductRow> = here
        .products
        .iter()
        .map(|(id, product)| (*id, product.row.clone()))
        .collect();
    let mut restored: Vec<(Changed, Vec<Field>)> = Vec::with_capacity(lines.len());
    let mut made: Vec<Changed> = Vec::new();
    for line in lines {
        let mut kept = Vec::new();
        for change in &line.changes.0 {
            // A product that was made goes as a whole.
            let goes = line.made && !matches!(change.field, Field::Price(_));
            if !goes && !here.restore(ProductId(line.subject_id.0), change) {
                kept.push(change.field.clone());
            }
        }
        if line.made && kept.is_empty() {
            made.push(line);
        } else {
            restored.push((line, kept));
        }
    }
    let mut changed: Vec<ProductRow> = here
        .changed
        .iter()
        .filter_map(|id| Some(here.products.get(id)?.row.clone()))
        .collect();
    changed.sort_unstable_by_key(|row| row.id);
    let twins = twins_among(tx, &changed.iter().collect::<Vec<_>>()).await?;
    for row in &mut changed {
        // What would make it like another variant by now is left.
        if let (true, Some(before)) = (twins.contains_key(&row.id), before.get(&row.id)) {
            row.category = before.category;
            row.category_words.clone_from(&before.category_words);
            row.attributes.clone_from(&before.attributes);
        }
    }
    let mut undone: Vec<Undone> = restored
        .into_iter()
        .map(|(line, mut kept)| {
            if twins.contains_key(&ProductId(line.subject_id.0)) {
                let fields = line.changes.0.iter().map(|change| &change.field);
                let left = fields
                    .filter(|field| matches!(field, Field::Attribute(_) | Field::Category))
                    .filter(|field| !kept.contains(field))
                    .cloned()
                    .collect::<Vec<_>>();
                kept.extend(left);
            }
            Undone::of(line, kept)
        })
        .collect();
    change_products(tx, &changed, now).await?;
    if let Some(list) = task.list {
        let priced: Vec<((ProductId, Quantity), Vec<PriceSpan>)> = here
            .priced
            .iter()
            .filter_map(|priced| Some((*priced, here.spans.remove(priced)?)))
            .collect();
        put_price_spans(tx, list, &priced).await?;
    }
    let ends = remove_or_retire(tx, task, &here.products, &made, now).await?;
    undone.extend(
        made.into_iter()
            .zip(ends)
            .map(|(line, how)| Undone::made(line, how)),
    );
    Ok(undone)
}

impl Here {
    /// Gives a field back what it was; answers whether it could.
    fn restore(&mut self, id: ProductId, change: &Change) -> bool {
        if let Field::Price(least) = change.field {
            let spans = self.spans.entry((id, least)).or_default();
            // What was before now stays history, and says nothing of who changed it.
            let now = self.now;
            let coming = |spans: &[PriceSpan]| -> Vec<PriceSpan> {
                let cut = |span: &PriceSpan| PriceSpan {
                    from: span.from.max(now),
                    ..*span
                };
                let all = spans.iter().map(cut);
                all.filter(|span| span.from < span.until).collect()
            };
            if coming(spans) != coming(&spans_of(change.after())) {
                return false;
            }
            *spans = taken_back(&spans_of(change.before()), spans, self.now);
            self.priced.insert((id, least));
            return true;
        }
        let Some(product) = self.products.get_mut(&id) else {
            return false;
        };
        let state = product_state(&product.row, &product.category_code);
        if change.field != Field::Origin
            && state.get(&change.field).unwrap_or(&JsonValue::Null) != change.after()
        {
            return false;
        }
        let before = change.before();
        let text = || before.as_str().unwrap_or_default().to_owned();
        let row = &mut product.row;
        match &change.field {
            Field::Name => row.name = text(),
            Field::Manufacturer => row.manufacturer = text(),
            Field::Unit => row.unit = text(),
            Field::Description => row.description = text(),
            Field::LocalName(language) => {
                if let Some(one) = text_to_write(row.texts.get_or_insert_default(), *language) {
                    one.name = text();
                }
            }
            Field::LocalDescription(language) => {
                if let Some(one) = text_to_write(row.texts.get_or_insert_default(), *language) {
                    one.description = text();
                }
            }
            Field::MakerNumber => row.trade.maker_number = text(),
            Field::Unspsc => row.trade.unspsc = text(),
            Field::LastOrderDay => {
                row.trade.last_order_day = from_value(before.clone()).unwrap_or_default();
            }
            Field::LeadDays => row.trade.lead_days = before.as_i64(),
            Field::Origin => {
                (row.origin_key, row.origin_state) = from_value(before.clone()).unwrap_or_default();
            }
            Field::Category => {
                let Some(category) = self.categories.iter().find(|one| one.code == text()) else {
                    return false;
                };
                row.category = category.id;
                row.category_words = format!("{} {}", category.code, category.name);
                product.category_code.clone_from(&category.code);
            }
            Field::Attribute(name) => {
                let values: Vec<(String, Option<f64>)> =
                    from_value(before.clone()).unwrap_or_default();
                row.attributes.retain(|(_, other, _)| other != name);
                let key = (row.category, name.clone());
                match self.attributes.get(&key) {
                    Some(number) => row.attributes.extend(
                        values
                            .into_iter()
                            .map(|(text, amount)| (*number, name.clone(), Value { text, amount })),
                    ),
                    None if values.is_empty() => {}
                    None => return false,
                }
            }
            _ => return false,
        }
        self.changed.insert(id);
        true
    }
}

/// Takes products off again that an import made: altogether where nothing
/// refers to them and nobody has changed them, else only off sale.
async fn remove_or_retire(
    tx: &mut Tx,
    task: &Task,
    products: &HashMap<ProductId, KnownProduct>,
    made: &[Changed],
    now: Timestamp,
) -> Result<Vec<How>> {
    let ids = made.iter().map(|line| ProductId(line.subject_id.0));
    let (there, gone): (Vec<ProductId>, Vec<ProductId>) =
        ids.clone().partition(|id| products.contains_key(id));
    let used = ordered_among(tx, &there).await?;
    let untouched = |id: &ProductId| {
        products.get(id).is_some_and(|product| product.version == 1) && !used.contains(id)
    };
    let (to_remove, mut to_retire): (Vec<ProductId>, Vec<ProductId>) =
        there.into_iter().partition(untouched);
    let (removed, referred_to) = remove(tx, task.list, to_remove).await?;
    to_retire.extend(referred_to);
    if !to_retire.is_empty() {
        let mut args = args![now];
        args.extend(to_retire.iter().map(|id| id.value()));
        tx.run(
            format!(
                "UPDATE product SET active = FALSE, version = version + 1, updated_at = $1
                 WHERE id IN ({})",
                list_placeholders(2, to_retire.len())
            ),
            args,
        )
        .await?;
    }
    let removed: HashSet<ProductId> = removed.into_iter().chain(gone).collect();
    Ok(ids
        .map(|id| {
            if removed.contains(&id) {
                How::Removed
            } else {
                How::Retired
            }
        })
        .collect())
}

/// Which of these somebody has asked for or ordered. Such lines keep their
/// product's id, and nothing in the database says that it must be there.
async fn ordered_among(tx: &mut Tx, products: &[ProductId]) -> Result<HashSet<ProductId>> {
    if products.is_empty() {
        return Ok(HashSet::new());
    }
    let these = list_placeholders(1, products.len());
    let found: Vec<(ProductId,)> = tx
        .all(
            format!(
                "SELECT product_id FROM order_line WHERE product_id IN ({these}) /* system */
                 UNION
                 SELECT product_id FROM request_line WHERE product_id IN ({these})"
            ),
            products.iter().map(|id| id.value()).collect(),
        )
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Removes products, but for those that something refers to, whatever it is:
/// the database knows. All at once, and where one of many can't go, each half
/// for itself.
async fn remove(
    tx: &mut Tx,
    list: Option<PriceListId>,
    products: Vec<ProductId>,
) -> Result<(Vec<ProductId>, Vec<ProductId>)> {
    let (mut removed, mut referred_to) = (Vec::new(), Vec::new());
    let mut groups = vec![products];
    while let Some(mut group) = groups.pop() {
        if group.is_empty() {
            continue;
        }
        tx.run("SAVEPOINT removing", args![]).await?;
        match remove_all(tx, list, &group).await {
            Ok(()) => {
                tx.run("RELEASE SAVEPOINT removing", args![]).await?;
                removed.append(&mut group);
            }
            Err(error) if error.is_referred_to() => {
                tx.run("ROLLBACK TO SAVEPOINT removing", args![]).await?;
                tx.run("RELEASE SAVEPOINT removing", args![]).await?;
                if group.len() == 1 {
                    referred_to.append(&mut group);
                } else {
                    groups.push(group.split_off(group.len() / 2));
                    groups.push(group);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok((removed, referred_to))
}

async fn remove_all(tx: &mut Tx, list: Option<PriceListId>, products: &[ProductId]) -> Result<()> {
    remove_texts(tx, products).await?;
    let ids: Args = products.iter().map(|id| id.value()).collect();
    let these = list_placeholders(1, products.len());
    tx.run(
        format!("DELETE FROM product_attribute WHERE product_id IN ({these})"),
        ids.clone(),
    )
    .await?;
    // Prices that the import gave. Those of other lists are somebody else's.
    let mut of_list = args![list];
    of_list.extend(ids.iter().cloned());
    tx.run(
        format!(
            "DELETE FROM price_list_entry WHERE price_list_id = $1 AND product_id IN ({})",
            list_placeholders(2, products.len())
        ),
        of_list,
    )
    .await?;
    tx.run(format!("DELETE FROM product WHERE id IN ({these})"), ids)
        .await
        .map(drop)
}
