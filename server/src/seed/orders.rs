//! Orders over the last year, and what was searched before them.

use super::customers::Customer;
use super::products::Range;
use super::{Failure, Progress, SeedSize, commit};
use crate::chance::Chance;
use domain::catalog::PIECE;
use domain::id::{OrderId, OrderLineId};
use domain::identity::Actor;
use domain::orders::{BulkOrder, NewOrder, NewOrderLine, put_orders};
use domain::profile::{self, Interaction};
use domain::store::{Db, StoreError};
use domain::{Currency, Quantity, Timestamp};
use serde_json::json;
use std::collections::HashSet;

/// How many are written in one commit.
const AT_ONCE: usize = 250;

/// Over how many days they are spread.
const DAYS: i64 = 365;

pub(super) async fn make(
    db: &Db,
    size: &SeedSize,
    range: &Range,
    customers: &[Customer],
    now: Timestamp,
) -> Result<(), Failure> {
    let mut chance = Chance::new(size.seed ^ 0x0DE5);
    let progress = Progress::of("orders", size.orders);
    let apart = DAYS * 86_400 / i64::try_from(size.orders.max(1))?;
    let mut done = 0;
    while done < size.orders {
        let until = (done + AT_ONCE).min(size.orders);
        let (mut orders, mut searches) = (Vec::new(), Vec::new());
        for number in done..until {
            // The first is the oldest, so that numbers follow time.
            let before_now = i64::try_from(size.orders - number)? * apart;
            let at = now.plus_seconds(-before_now);
            let Some(customer) = chance.one_of(customers) else {
                continue;
            };
            let Some(one) = order(number, customer, range, at, &mut chance) else {
                continue;
            };
            let (requester, _, unit, _) = customer.people();
            if let Some(line) = one.order.lines.first() {
                searches.push(Interaction::searched(
                    customer.id,
                    requester,
                    Some(unit),
                    &line.name.to_lowercase(),
                    1,
                    at.plus_seconds(-600),
                ));
            }
            orders.push(one);
        }
        commit!(db, |tx, actor| async {
            profile::record(tx, searches).await?;
            put_orders(tx, &actor, &orders, now).await
        })
        .await?;
        done = until;
        progress.at(done);
    }
    Ok(())
}

fn order(
    number: usize,
    customer: &Customer,
    range: &Range,
    at: Timestamp,
    chance: &mut Chance,
) -> Option<BulkOrder> {
    let (requester, manager, unit, cost_centre) = customer.people();
    let wanted = chance.between(1, 5);
    let mut taken = HashSet::new();
    let mut lines = Vec::new();
    // Of what they may not buy they get something else.
    while i64::try_from(lines.len()).unwrap_or(wanted) < wanted
        && taken.len() < range.products.len()
    {
        let Some(product) = chance.one_of(&range.products) else {
            break;
        };
        if !taken.insert(product.id) {
            continue;
        }
        if let Some(price) = customer.price(product) {
            lines.push(NewOrderLine {
                id: OrderLineId::new(),
                product: Some(product.id),
                configuration: None,
                sku: product.sku.clone(),
                name: product.name.clone(),
                options: json!([]),
                services: Default::default(),
                wish: None,
                quantity: Quantity::pieces(chance.between(1, 20)),
                unit: PIECE.to_owned(),
                price,
                replaces: String::new(),
            });
        }
    }
    (!lines.is_empty()).then(|| BulkOrder {
        order: NewOrder {
            id: OrderId::new(),
            customer: customer.id,
            placed_by: manager,
            requested_by: Some(requester),
            unit: Some(unit),
            cost_centre: Some(cost_centre),
            request: None,
            po_number: format!("PO-{}-{number}", customer.number),
            needed_by: None,
            currency: Currency::EUR,
            lines,
        },
        agreement: customer.agreement().to_owned(),
        placed_at: at,
    })
}
