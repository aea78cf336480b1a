//! How a return that is here to be repaired ends: the same for all of it, or unit by unit.
//! It ends with the last of them. What went back may come again, also where the rest of
//! its line stays with us.

use super::super::returning::{ReturnState, ReturnStep};
use super::read::{GoodsReturn, ReturnLine};
use crate::args;
use crate::assets::Done;
use crate::store::{Query, StoreError, Tx};
use std::collections::BTreeMap;

/// Where the return stands now: as long as units are here to be repaired it is not over.
pub(super) fn stands(after: ReturnState, before: ReturnState, done: Option<&Done>) -> ReturnState {
    match done {
        Some(done) if done.rest > 0 => before,
        _ => after,
    }
}

fn unit_by_unit(done: Option<&Done>) -> Option<&Done> {
    done.filter(|done| done.in_part && !done.units.is_empty())
}

/// What the return says of it: of what ends unit by unit, one below the other.
pub(super) fn outcome(head: &GoodsReturn, text: &str, done: Option<&Done>) -> String {
    let Some(done) = unit_by_unit(done) else {
        return text.to_owned();
    };
    let tags: Vec<&str> = done.units.iter().map(|(_, tag)| tag.as_str()).collect();
    let text = format!("{}: {text}", tags.join(", "));
    if head.outcome.is_empty() {
        text
    } else {
        format!("{}\n{text}", head.outcome)
    }
}

/// With what something was done, as messages say it.
pub(super) fn what(lines: &[ReturnLine], done: Option<&Done>) -> String {
    let done = unit_by_unit(done);
    let named = |line: &ReturnLine| match done {
        None => Some(format!("{} × {} ({})", line.quantity, line.name, line.sku)),
        Some(done) => {
            let of_line = done.units.iter().filter(|(of, _)| *of == line.id);
            let tags: Vec<&str> = of_line.map(|(_, tag)| tag.as_str()).collect();
            let many = tags.len();
            (many > 0)
                .then(|| format!("{many} × {} ({}): {}", line.name, line.sku, tags.join(", ")))
        }
    };
    let lines: Vec<String> = lines.iter().filter_map(named).collect();
    lines.join("\n")
}

/// Writes down how much of each line went back to the customer.
pub(super) async fn went_back(
    tx: &mut Tx,
    head: &GoodsReturn,
    step: ReturnStep,
    done: &Done,
) -> Result<(), StoreError> {
    if !matches!(step, ReturnStep::SendBack | ReturnStep::Exchange) {
        return Ok(());
    }
    if done.rest == 0 {
        // All but what stayed with us without another in exchange; also of lines of
        // which no unit is known.
        return tx
            .run(
                "UPDATE goods_return_line SET gone_back = quantity - 1000 * (
                     SELECT COUNT(*) FROM asset a WHERE a.customer_id = $1 AND a.return_id = $2
                         AND a.order_line_id = goods_return_line.order_line_id
                         AND a.state = 'returned' AND NOT EXISTS (
                             SELECT 1 FROM asset n WHERE n.customer_id = $1
                                 AND n.replaces_id = a.id AND n.shipment_id IS NULL))
                 WHERE customer_id = $1 AND return_id = $2",
                args![head.customer, head.id],
            )
            .await
            .map(drop);
    }
    let mut pieces = BTreeMap::new();
    for (line, _) in &done.units {
        *pieces.entry(*line).or_insert(0_i64) += 1_000;
    }
    let rows = pieces
        .into_iter()
        .map(|(line, pieces)| args![head.customer, head.id, line, pieces])
        .collect();
    tx.insert_many(
        "UPDATE goods_return_line /* customer_id: below */
             SET gone_back = goods_return_line.gone_back + v.column4 FROM (VALUES",
        rows,
        ") v WHERE goods_return_line.customer_id = v.column1
             AND goods_return_line.return_id = v.column2
             AND goods_return_line.order_line_id = v.column3",
    )
    .await
    .map(drop)
}
