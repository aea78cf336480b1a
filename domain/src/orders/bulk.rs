//! Many orders at once, each as far as its age suggests: material for load
//! tests.

use super::{EventKind, NewOrder, State, desk_at};
use crate::id::{OrderId, ShipmentId};
use crate::identity::Actor;
use crate::profile;
use crate::store::{Query, Result, Tx, next_numbers};
use crate::{Day, Money, Quantity, Timestamp, args};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// An order as it is written in bulk.
#[derive(Debug, Clone)]
pub struct BulkOrder {
    /// What is ordered, and by whom.
    pub order: NewOrder,
    /// The agreement under which it was placed, as people call it.
    pub agreement: String,
    /// When.
    pub placed_at: Timestamp,
}

/// How long the order desk takes to acknowledge, and the goods to arrive.
const ACKNOWLEDGED_AFTER_DAYS: i64 = 2;
const DELIVERED_AFTER_DAYS: i64 = 9;

/// Writes orders, in the order in which they were placed, with what happened
/// to them since: the desk acknowledged them, and they arrived in one parcel.
///
/// # Errors
/// If they can't be written, or the lines of one don't add up.
pub async fn put_orders(
    tx: &mut Tx,
    actor: &Actor,
    orders: &[BulkOrder],
    now: Timestamp,
) -> Result<()> {
    let mut numbers = numbers(tx, orders).await?;
    let (mut heads, mut lines, mut events) = (Vec::new(), Vec::new(), Vec::new());
    let (mut shipments, mut shipped_lines, mut remembered) = (Vec::new(), Vec::new(), Vec::new());
    for BulkOrder {
        order,
        agreement,
        placed_at,
    } in orders
    {
        let number = numbers.remove(&order.id).unwrap_or_default();
        let (id, customer) = (order.id, order.customer);
        let acknowledged_at = placed_at.plus_days(ACKNOWLEDGED_AFTER_DAYS);
        let delivered_at = placed_at.plus_days(DELIVERED_AFTER_DAYS);
        let shipped_at = delivered_at.plus_days(-1);
        let state = if delivered_at <= now {
            State::Delivered
        } else if acknowledged_at <= now {
            State::Acknowledged
        } else {
            State::Placed
        };
        let promised_at = (state != State::Placed).then_some(Day::of(delivered_at));
        let amounts = super::place::amounts(order)?;
        let total = amounts
            .iter()
            .try_fold(Money::zero(order.currency), |sum, one| sum.plus(*one))
            .ok_or_else(|| super::place::impossible("the lines don't add up"))?;
        heads.push(args![
            id,
            customer,
            &number,
            order.placed_by,
            order.requested_by.unwrap_or(order.placed_by),
            order.unit,
            order.cost_centre,
            agreement,
            &order.po_number,
            order.po_number.to_lowercase(),
            state.code(),
            order.currency,
            total.minor,
            i64::try_from(order.lines.len()).unwrap_or(i64::MAX),
            i64::from(state == State::Delivered),
            promised_at,
            *placed_at,
            desk_at(state, *placed_at, promised_at, None),
        ]);
        let shipment = ShipmentId::new();
        for ((line, amount), position) in order.lines.iter().zip(&amounts).zip(1_i64..) {
            let shipped = if state == State::Delivered {
                line.quantity
            } else {
                Quantity::pieces(0)
            };
            lines.push(args![
                line.id,
                customer,
                id,
                position,
                line.product,
                &line.sku,
                &line.name,
                line.options.clone(),
                line.quantity,
                shipped,
                line.price.minor,
                amount.minor,
            ]);
            if state == State::Delivered {
                shipped_lines.push(args![customer, shipment, line.id, line.quantity]);
            }
        }
        if state == State::Delivered {
            shipments.push(args![
                shipment,
                customer,
                id,
                1_i64,
                "DHL",
                format!("JD{}", number.replace('-', "")),
                shipped_at,
                delivered_at,
            ]);
        }
        let detail = json!({
            "number": number, "promised_at": promised_at, "later": 0, "po_number": order.po_number,
            "shipment": shipment, "part": 1, "carrier": "DHL",
            "tracking": format!("JD{}", number.replace('-', "")), "rest": false, "whole": true,
        });
        let told = [
            (EventKind::Placed, *placed_at, true),
            (
                EventKind::Acknowledged,
                acknowledged_at,
                state != State::Placed,
            ),
            (EventKind::Shipped, shipped_at, state == State::Delivered),
            (
                EventKind::Delivered,
                delivered_at,
                state == State::Delivered,
            ),
        ];
        for (kind, at, _) in told.into_iter().filter(|(_, _, happened)| *happened) {
            events.push(args![
                Uuid::now_v7(),
                customer,
                id,
                at,
                kind.code(),
                super::event::side(actor),
                actor.person(),
                "",
                detail.clone(),
            ]);
        }
        remembered.push(super::place::interaction(order, &number, total, *placed_at));
    }
    for (head, rows) in [
        (
            "INSERT INTO purchase_order (id, customer_id, number, placed_by, requested_by, unit_id,
                 cost_centre_id, agreement, po_number, po_key, state, currency, total_minor, lines,
                 parcels, promised_at, placed_at, desk_at) VALUES /* system */",
            heads,
        ),
        (
            "INSERT INTO order_line (id, customer_id, order_id, position, product_id, sku, name,
                 options, quantity, shipped, price_minor, amount_minor) VALUES /* system */",
            lines,
        ),
        (
            "INSERT INTO order_event (id, customer_id, order_id, at, kind, side, person_id, text,
                 detail) VALUES /* system */",
            events,
        ),
        (
            "INSERT INTO shipment (id, customer_id, order_id, part, carrier, tracking, shipped_at,
                 delivered_at) VALUES /* system */",
            shipments,
        ),
        (
            "INSERT INTO shipment_line (customer_id, shipment_id, order_line_id, quantity)
             VALUES /* system */",
            shipped_lines,
        ),
    ] {
        tx.insert_many(head, rows, "").await?;
    }
    profile::record(tx, remembered).await
}

/// A number for each, of the series of the year in which it was placed.
async fn numbers(tx: &mut Tx, orders: &[BulkOrder]) -> Result<HashMap<OrderId, String>> {
    let mut years: BTreeMap<i64, Vec<OrderId>> = BTreeMap::new();
    for one in orders {
        years
            .entry(Day::of(one.placed_at).year())
            .or_default()
            .push(one.order.id);
    }
    let mut numbers = HashMap::new();
    for (year, ids) in years {
        let many = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let first = next_numbers(tx, &format!("order-{year}"), many).await?;
        for (id, count) in ids.into_iter().zip(first..) {
            numbers.insert(id, super::place::numbered(year, count));
        }
    }
    Ok(numbers)
}
