//! Lines of stock files become what lies where.

use super::super::availability::Stock;
use super::super::refusal::Refusal;
use super::super::sku::fingerprint;
use super::super::stock::{AtPlace, put_stock, stock_of};
use super::super::stock_line::{StockLine, read_stock_line};
use super::change::{Change, Effect, Field};
use super::outcome::{Became, Outcome, WaitingLine};
use super::task::Task;
use super::undo::{Changed, Undone};
use super::which::{Products, earlier};
use crate::Timestamp;
use crate::id::{AnyId, ProductId};
use crate::store::{Result, Tx};
use serde_json::{Value as JsonValue, from_value, json};
use std::collections::HashMap;

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    waiting: WaitingLine,
    says: Result<StockLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    waiting
        .into_iter()
        .map(|waiting| Line {
            says: match task.file(waiting.file) {
                Some(file) => read_stock_line(&waiting.cells.0, file),
                None => Err(Refusal::NoSku),
            },
            waiting,
        })
        .collect()
}

fn key_of(product: ProductId, says: &StockLine) -> String {
    fingerprint(&["stock", &product.to_string(), &says.location])
}

/// Applies lines; answers what became of each.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let said: Vec<StockLine> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok().cloned())
        .collect();
    let products = Products::find(tx, said.iter().map(|says| &says.product)).await?;
    let keys = said
        .iter()
        .filter_map(|says| Some(key_of(products.get(&says.product).ok()?.id, says)))
        .collect();
    let mut first = earlier(tx, task, keys).await?;
    let there = stock_of(tx, &products.ids()).await?;
    let mut changed: Vec<(AtPlace, Option<Stock>)> = Vec::new();
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in lines {
        let mut outcome = Outcome::of(line.waiting);
        let found = line
            .says
            .and_then(|says| Ok((products.get(&says.product)?, says)));
        let (product, says) = match found {
            Ok(found) => found,
            Err(why) => {
                outcomes.push(outcome.refused(why));
                continue;
            }
        };
        outcome.sku = Some(product.sku.clone());
        let key = key_of(product.id, &says);
        if let Some((file, line)) = first.get(&key) {
            let why = Refusal::Repeats {
                file: task.file_name(*file),
                line: *line,
                other_price: false,
            };
            outcome.became = Became::Repeated(why);
            outcomes.push(outcome);
            continue;
        }
        first.insert(key.clone(), (outcome.file, outcome.line));
        outcome.key = Some(key);
        let place = (product.id, says.location.clone());
        let before = there.get(&place).copied();
        let after = says.onto(before);
        if before != Some(after) {
            outcome.became = match before {
                None => Became::New,
                Some(_) => Became::Updated,
            };
            outcome.effect = Some(Effect {
                subject: AnyId(product.id.0),
                title: product.name.clone(),
                made: false,
                changes: vec![Change::new(
                    Field::Stock(says.location),
                    before.map_or(JsonValue::Null, |before| json!(before)),
                    json!(after),
                )],
            });
            changed.push((place, Some(after)));
        }
        outcomes.push(outcome);
    }
    put_stock(tx, &changed, now).await?;
    Ok(outcomes)
}

/// Takes lines back.
pub(super) async fn take_back(
    tx: &mut Tx,
    lines: Vec<Changed>,
    now: Timestamp,
) -> Result<Vec<Undone>> {
    let mut ids: Vec<ProductId> = lines
        .iter()
        .map(|line| ProductId(line.subject_id.0))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut there = stock_of(tx, &ids).await?;
    let mut back: HashMap<AtPlace, Option<Stock>> = HashMap::new();
    let mut undone = Vec::with_capacity(lines.len());
    for line in lines {
        let mut kept = Vec::new();
        for change in &line.changes.0 {
            let Field::Stock(location) = &change.field else {
                continue;
            };
            let place = (ProductId(line.subject_id.0), location.clone());
            let is: Option<Stock> = there.get(&place).copied();
            let after: Option<Stock> = from_value(change.after().clone()).unwrap_or_default();
            if is != after {
                kept.push(change.field.clone());
                continue;
            }
            let before: Option<Stock> = from_value(change.before().clone()).unwrap_or_default();
            match before {
                Some(stock) => there.insert(place.clone(), stock),
                None => there.remove(&place),
            };
            back.insert(place, before);
        }
        undone.push(Undone::of(line, kept));
    }
    let back: Vec<(AtPlace, Option<Stock>)> = back.into_iter().collect();
    put_stock(tx, &back, now).await?;
    Ok(undone)
}
