//! Goods are announced that are to come back: how many of what arrived.

use super::super::returning::ReturnState;
use super::super::shipping::{Part, ShippingLine, ship};
use super::{News, ReturnError, demand, of_case, remember, words};
use crate::args;
use crate::id::{CustomerId, MembershipId, OrderId, OrderLineId, ReturnId, UnitId};
use crate::identity::Actor;
use crate::store::{Db, FormKey, Insert, JsonSets, Query, StoreError, Tx, claim, next_number};
use crate::support;
use crate::{Day, Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

/// A line of an order of which something may come back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Returnable {
    /// The line.
    pub id: OrderLineId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    delivered: Quantity,
    coming: Quantity,
}

impl Returnable {
    fn as_open(&self) -> ShippingLine {
        ShippingLine {
            id: self.id,
            ordered: self.delivered,
            shipped: self.coming,
        }
    }

    /// How many may still come back.
    #[must_use]
    pub fn left(&self) -> Quantity {
        self.as_open().open()
    }
}

/// An order of which something may come back.
#[derive(Debug, Clone)]
pub struct ToReturn {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
    /// Its lines, as far as anything of them arrived.
    pub lines: Vec<Returnable>,
    pub(super) placed_by: MembershipId,
    pub(super) requested_by: MembershipId,
    pub(super) unit: Option<UnitId>,
}

#[derive(Debug, Deserialize)]
struct Sets {
    head: Vec<HeadRow>,
    lines: Vec<Returnable>,
}

#[derive(Debug, Deserialize)]
struct HeadRow {
    number: String,
    customer: CustomerId,
    company: String,
    placed_by: MembershipId,
    requested_by: MembershipId,
    unit: Option<UnitId>,
}

// $1 the order.
static TO_RETURN: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "head",
            &[
                "number",
                "customer",
                "company",
                "placed_by",
                "requested_by",
                "unit",
            ],
            "SELECT o.number, o.customer_id AS customer, k.name AS company, o.placed_by,
                 o.requested_by, o.unit_id AS unit
             FROM purchase_order o JOIN customer k ON k.id = o.customer_id WHERE o.id = $1",
        ),
        (
            "lines",
            &["id", "sku", "name", "delivered", "coming"],
            "SELECT t.id, t.sku, t.name, t.delivered, t.coming FROM (
                 SELECT l.id, l.sku, l.name, l.position,
                     CAST(coalesce((SELECT SUM(c.quantity) FROM shipment_line c
                         JOIN shipment s ON s.id = c.shipment_id AND s.customer_id = c.customer_id
                         WHERE c.customer_id = l.customer_id AND c.order_line_id = l.id
                             AND s.order_id = l.order_id AND s.delivered_at IS NOT NULL), 0)
                         AS BIGINT) AS delivered,
                     CAST(coalesce((SELECT SUM(x.quantity - x.gone_back)
                         FROM goods_return_line x
                         JOIN goods_return r ON r.id = x.return_id
                             AND r.customer_id = x.customer_id
                         WHERE x.customer_id = l.customer_id AND x.order_line_id = l.id
                             AND r.state <> 'called-off'), 0) AS BIGINT)
                         AS coming
                 FROM order_line l
                 JOIN purchase_order o ON o.id = l.order_id AND o.customer_id = l.customer_id
                 WHERE o.id = $1) t
             WHERE t.delivered > 0 ORDER BY t.position",
        ),
    ])
});

/// The order, as far as something of it may come back.
pub(super) async fn find(query: &mut impl Query, order: OrderId) -> Result<ToReturn, ReturnError> {
    let sets: Sets = TO_RETURN.fetch(query, args![order]).await?;
    let head = sets.head.into_iter().next().ok_or(ReturnError::NotFound)?;
    Ok(ToReturn {
        order,
        number: head.number,
        customer: head.customer,
        company: head.company,
        lines: sets.lines,
        placed_by: head.placed_by,
        requested_by: head.requested_by,
        unit: head.unit,
    })
}

/// What of an order may come back: for the order desk and those who work on cases.
///
/// # Errors
/// See [`ReturnError`].
pub async fn to_return(db: &Db, actor: &Actor, order: OrderId) -> Result<ToReturn, ReturnError> {
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    find(&mut read, order).await
}

/// Goods that are to come back.
#[derive(Debug, Clone)]
pub struct OpenReturn {
    /// The form's key.
    pub key: FormKey,
    /// Of which order.
    pub order: OrderId,
    /// How much of its lines.
    pub parts: Vec<Part>,
    /// Why, in words that the customer reads.
    pub reason: String,
    /// The number of the case that it is for; may be empty.
    pub case: String,
}

/// Announces a return; the customer gets its number. Answers which it is.
///
/// # Errors
/// See [`ReturnError`].
pub async fn open_return(
    db: &Db,
    actor: &Actor,
    command: OpenReturn,
    now: Timestamp,
) -> Result<ReturnId, ReturnError> {
    demand(actor)?;
    let reason = words(&command.reason)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = ReturnId::new();
            let answer = id.to_string();
            if let Some(earlier) = claim(tx, &actor, command.key, "return", &answer, now).await? {
                return earlier.parse().map_err(|_| ReturnError::NotFound);
            }
            // Two returns of the same order wait for each other, so that no piece
            // comes back twice.
            tx.run(
                "UPDATE purchase_order SET version = version WHERE id = $1 /* staff */",
                args![command.order],
            )
            .await?;
            let order = find(tx, command.order).await?;
            let lines: Vec<ShippingLine> = order.lines.iter().map(Returnable::as_open).collect();
            let parts = ship(&lines, &command.parts)?.parts;
            let number = number_of(tx, now).await?;
            let case = match command.case.trim() {
                "" => None,
                case => Some(
                    support::goods_come_back(tx, &actor, order.customer, case, &number, now)
                        .await
                        .map_err(of_case)?,
                ),
            };
            let pieces = parts
                .iter()
                .map(|part| args![order.customer, id, part.line, part.quantity])
                .collect();
            tx.insert([
                Insert::row(
                    "INSERT INTO goods_return (id, customer_id, number, order_id, case_id, state,
                         reason, outcome, version, opened_at, changed_at) VALUES",
                    args![
                        id,
                        order.customer,
                        number.as_str(),
                        order.order,
                        case,
                        ReturnState::Announced.code(),
                        reason.as_str(),
                        "",
                        1_i64,
                        now,
                        now
                    ],
                ),
                Insert::rows(
                    "INSERT INTO goods_return_line (customer_id, return_id, order_line_id,
                         quantity) VALUES",
                    pieces,
                ),
            ])
            .await?;
            let what = in_words(&order, &parts);
            let news = News {
                id,
                number: &number,
                state: ReturnState::Announced,
                stands: ReturnState::Announced,
                mail: "return-announced",
                text: &reason,
                what: &what,
            };
            remember(tx, &actor, &order, news, now).await?;
            Ok(id)
        })
    })
    .await
}

fn in_words(order: &ToReturn, parts: &[Part]) -> String {
    let named = |part: &Part| {
        let line = order.lines.iter().find(|line| line.id == part.line)?;
        Some(format!("{} × {} ({})", part.quantity, line.name, line.sku))
    };
    let lines: Vec<String> = parts.iter().filter_map(named).collect();
    lines.join("\n")
}

/// The next number of this year: `RMA-2026-000123`.
async fn number_of(tx: &mut Tx, now: Timestamp) -> Result<String, StoreError> {
    let year = Day::of(now).year();
    let count = next_number(tx, &format!("return-{year}")).await?;
    Ok(format!("RMA-{year}-{count:06}"))
}
