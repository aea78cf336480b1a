//! Lines of price files become prices of products that are there.

use super::super::import_line::{PriceLine, Refusal, read_price_line};
use super::super::price_times::{PriceSpan, with_price};
use super::super::prices::{price_spans, put_price_spans};
use super::super::sku::{fingerprint, plain_sku};
use super::run::{Became, Outcome, Task, WaitingLine};
use crate::args;
use crate::id::ProductId;
use crate::store::{IntoValue, Query, Result, Tx, list_placeholders};
use crate::{Quantity, Timestamp};
use std::collections::HashMap;

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    position: i64,
    file: i64,
    line: i64,
    cells: Vec<String>,
    says: Result<PriceLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    waiting
        .into_iter()
        .map(|waiting| {
            let file = usize::try_from(waiting.file)
                .ok()
                .and_then(|place| task.mapping.files.get(place));
            let cells = waiting.cells.0;
            let says = file.map_or(Err(Refusal::NoSku), |file| {
                read_price_line(&cells, file, task.mapping.currency)
            });
            Line {
                position: waiting.position,
                file: waiting.file,
                line: waiting.line,
                cells,
                says,
            }
        })
        .collect()
}

/// What makes two lines the same: the product and from when the price holds.
fn key_of(says: &PriceLine) -> String {
    let from = says
        .valid_from
        .map_or_else(String::new, |from| from.0.to_string());
    let least = says.least.to_string();
    fingerprint(&["price", &plain_sku(&says.sku), &from, &least])
}

/// Applies lines; answers what became of each.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let Some(list) = task.list else {
        return Ok(Vec::new());
    };
    let good: Vec<&PriceLine> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok())
        .collect();
    let products = products(tx, &good).await?;
    let mut first = earlier(tx, task, &good).await?;
    let ids: Vec<ProductId> = products.values().map(|(id, _)| *id).collect();
    let mut spans = price_spans(tx, list, &ids).await?;
    let mut touched: Vec<(ProductId, Quantity)> = Vec::new();
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in lines {
        let mut outcome = Outcome {
            position: line.position,
            file: line.file,
            line: line.line,
            cells: line.cells,
            became: Became::Unchanged,
            key: None,
            sku: None,
        };
        let says = match line.says {
            Ok(says) => says,
            Err(why) => {
                outcome.became = Became::Refused(why);
                outcomes.push(outcome);
                continue;
            }
        };
        let Some((product, sku)) = products.get(&plain_sku(&says.sku)) else {
            outcome.became = Became::Refused(Refusal::UnknownSku { cell: says.sku });
            outcomes.push(outcome);
            continue;
        };
        outcome.sku = Some(sku.clone());
        let key = key_of(&says);
        if let Some((file, line)) = first.get(&key) {
            outcome.became = Became::Refused(Refusal::PricedAlready {
                file: task.file_name(*file),
                line: *line,
            });
            outcomes.push(outcome);
            continue;
        }
        first.insert(key.clone(), (line.file, line.line));
        outcome.key = Some(key);
        let priced = (*product, says.least);
        let before = spans.get(&priced).map_or(&[][..], Vec::as_slice);
        let from = says.valid_from.unwrap_or(now);
        if let Some(after) = with_price(before, from, says.valid_until, says.price.minor) {
            outcome.became = if before.is_empty() {
                Became::New
            } else {
                Became::Updated
            };
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

/// The products that lines speak of, by their plain SKU.
async fn products(
    tx: &mut Tx,
    lines: &[&PriceLine],
) -> Result<HashMap<String, (ProductId, String)>> {
    if lines.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(String, ProductId, String)> = tx
        .all(
            format!(
                "SELECT plain_sku, id, sku FROM product WHERE plain_sku IN ({})",
                list_placeholders(1, lines.len())
            ),
            lines
                .iter()
                .map(|line| plain_sku(&line.sku).value())
                .collect(),
        )
        .await?;
    Ok(found
        .into_iter()
        .map(|(plain, id, sku)| (plain, (id, sku)))
        .collect())
}

/// The lines of earlier batches, by what makes two lines the same.
async fn earlier(
    tx: &mut Tx,
    task: &Task,
    lines: &[&PriceLine],
) -> Result<HashMap<String, (i64, i64)>> {
    if lines.is_empty() {
        return Ok(HashMap::new());
    }
    let mut args = args![task.import];
    args.extend(lines.iter().map(|line| key_of(line).value()));
    let found: Vec<(String, i64, i64)> = tx
        .all(
            format!(
                "SELECT origin_key, file, line FROM import_line
                 WHERE import_id = $1 AND origin_key IN ({})",
                list_placeholders(2, lines.len())
            ),
            args,
        )
        .await?;
    Ok(found
        .into_iter()
        .map(|(key, file, line)| (key, (file, line)))
        .collect())
}
