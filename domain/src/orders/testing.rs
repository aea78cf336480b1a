//! Orders for the tests of this room and of its neighbours.

#![allow(clippy::unwrap_used, reason = "what only tests call may panic")]

use super::{NewOrder, NewOrderLine, ask_people_told, place};
use crate::configurations::factory::Services;
use crate::id::{OrderId, OrderLineId, ProductId};
use crate::identity::Actor;
use crate::store::Db;
use crate::{Currency, Money, Quantity, Timestamp};
use serde_json::json;

/// A line of so many pieces at this price in cents.
#[must_use]
pub fn line(sku: &str, pieces: i64, price_minor: i64) -> NewOrderLine {
    NewOrderLine {
        id: OrderLineId::new(),
        product: Some(ProductId::new()),
        configuration: None,
        sku: sku.to_owned(),
        name: format!("{sku} by name"),
        options: json!([]),
        services: Services::default(),
        wish: None,
        quantity: Quantity::pieces(pieces),
        unit: "C62".to_owned(),
        price: Money::new(price_minor, Currency::EUR),
        replaces: String::new(),
    }
}

/// An order of this member in EUR.
///
/// # Panics
/// If the actor is no member; this is for tests.
#[must_use]
pub fn new_order(member: &Actor, lines: Vec<NewOrderLine>) -> NewOrder {
    let member = member.member().unwrap();
    NewOrder {
        id: OrderId::new(),
        customer: member.company.id,
        placed_by: member.id,
        requested_by: None,
        unit: member.unit,
        cost_centre: None,
        request: None,
        po_number: "PO-4711".to_owned(),
        needed_by: None,
        currency: Currency::EUR,
        lines,
    }
}

/// Places it; answers its id.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn placed(db: &Db, member: &Actor, order: NewOrder, at: Timestamp) -> OrderId {
    let (actor, id) = (member.clone(), order.id);
    db.write::<_, crate::store::StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let members = [
                order.requested_by.unwrap_or(order.placed_by),
                order.placed_by,
            ];
            let people = ask_people_told(order.customer, members).fetch(tx).await?;
            place(tx, &actor, order, people, None, at).await
        })
    })
    .await
    .unwrap();
    id
}
