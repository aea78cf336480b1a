//! Lines of price files become prices of products that are there.

use super::super::price_line::{PriceLine, read_price_line};
use super::super::price_times::{PriceSpan, with_price};
use super::super::prices::{price_spans_to_change, put_price_spans};
use super::super::refusal::Refusal;
use super::super::sku::fingerprint;
use super::change::{Change, Effect, Field, spans_json};
use super::outcome::{Became, Outcome, WaitingLine};
use super::task::Task;
use super::which::{Products, earlier};
use crate::id::{AnyId, PriceListId, ProductId};
use crate::store::{Result, Tx};
use crate::{Quantity, Timestamp};
use serde_json::Value as JsonValue;

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    waiting: WaitingLine,
    says: Result<PriceLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    waiting
        .into_iter()
        .map(|waiting| Line {
            says: match task.file(waiting.file) {
                Some(file) => read_price_line(&waiting.cells.0, file, task.mapping.currency),
                None => Err(Refusal::NoSku),
            },
            waiting,
        })
        .collect()
}

/// What makes two lines the same: the product, from when the price holds, and
/// from how many pieces on.
fn key_of(product: ProductId, says: &PriceLine) -> String {
    let from = says
        .valid_from
        .map_or_else(String::new, |from| from.0.to_string());
    let least = says.least.to_string();
    fingerprint(&["price", &product.to_string(), &from, &least])
}

/// Applies lines; answers what became of each.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    list: PriceListId,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let good = |line: &'_ Line| line.says.as_ref().ok().cloned();
    let said: Vec<PriceLine> = lines.iter().filter_map(good).collect();
    let products = Products::find(tx, said.iter().map(|says| &says.product)).await?;
    let keys = said
        .iter()
        .filter_map(|says| Some(key_of(products.get(&says.product).ok()?.id, says)))
        .collect();
    let mut first = earlier(tx, task, keys).await?;
    let mut spans = price_spans_to_change(tx, list, &products.ids()).await?;
    let mut touched: Vec<(ProductId, Quantity)> = Vec::new();
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
            let why = Refusal::PricedAlready {
                file: task.file_name(*file),
                line: *line,
            };
            outcomes.push(outcome.refused(why));
            continue;
        }
        first.insert(key.clone(), (outcome.file, outcome.line));
        outcome.key = Some(key);
        let priced = (product.id, says.least);
        let before = spans.get(&priced).map_or(&[][..], Vec::as_slice);
        let from = says.valid_from.unwrap_or(now);
        if let Some(after) = with_price(before, from, says.valid_until, says.price.minor) {
            outcome.became = if before.is_empty() {
                Became::New
            } else {
                Became::Updated
            };
            outcome.effect = Some(Effect {
                subject: AnyId(product.id.0),
                title: product.name.clone(),
                made: false,
                changes: vec![price_change(says.least, before, &after)],
            });
            spans.insert(priced, after);
            touched.push(priced);
        } else if says.valid_until.is_some_and(|until| until <= from) {
            outcome.became = Became::Refused(Refusal::EndsBeforeItBegins);
        }
        outcomes.push(outcome);
    }
    touched.sort_unstable();
    touched.dedup();
    let changed: Vec<((ProductId, Quantity), Vec<PriceSpan>)> = touched
        .into_iter()
        .filter_map(|priced| Some((priced, spans.remove(&priced)?)))
        .collect();
    put_price_spans(tx, list, &changed).await?;
    Ok(outcomes)
}

/// The change of a price.
pub(super) fn price_change(least: Quantity, before: &[PriceSpan], after: &[PriceSpan]) -> Change {
    let was = if before.is_empty() {
        JsonValue::Null
    } else {
        spans_json(before)
    };
    Change::new(Field::Price(least), was, spans_json(after))
}
