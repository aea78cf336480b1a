//! Reading one order with everything about it, for its page and its packing lists.

use super::order_page::{Coming, Event, OrderHead, OrderLine, OrderPage, Parcel};
use crate::Quantity;
use crate::args;
use crate::assets::{MOST_UNITS, Replaced, Units, UnitsOf, ask_replaced_by_order, ask_units};
use crate::id::{OrderId, OrderLineId, ShipmentId};
use crate::identity::{Actor, Denied, Names, Permission, names};
use crate::store::{Db, JsonSets, StoreError, together};
use crate::support::ask_cases_of_order;
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// How many units the page of an order shows; its packing lists have all.
const SHOWN_UNITS: i64 = 50;

/// `$1` the order, `$2` the customer or NULL for staff, `$3` the member, or
/// NULL for who sees all. What belongs to an order that the head refuses is
/// thrown away with it.
static SHOW: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "heads",
            &[
                "id", "customer_id", "number", "state", "version", "placed_by", "requested_by",
                "request_id", "unit_id", "cost_centre_id", "agreement", "po_number", "currency",
                "total_minor", "needed_by", "promised_at", "placed_at", "desk_at",
            ],
            "SELECT id, customer_id, number, state, version, placed_by, requested_by, request_id,
                 unit_id, cost_centre_id, agreement, po_number, currency, total_minor, needed_by,
                 promised_at, placed_at, desk_at
             FROM purchase_order WHERE id = $1 AND ($2 IS NULL OR customer_id = $2)
               AND ($3 IS NULL OR placed_by = $3 OR requested_by = $3) /* staff */",
        ),
        (
            "lines",
            &[
                "id", "product_id", "configuration_revision_id", "sku", "name", "options",
                "services", "subscription", "quantity", "shipped", "price_minor", "amount_minor",
                "expected_at", "unit",
            ],
            "SELECT l.id, l.product_id, l.configuration_revision_id, l.sku, l.name, l.options,
                 l.services, l.subscription, l.quantity, l.shipped, l.price_minor, l.amount_minor, l.expected_at,
                 l.unit
             FROM purchase_order o JOIN order_line l
               ON l.customer_id = o.customer_id AND l.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) ORDER BY l.position /* staff */",
        ),
        (
            "parcels",
            &["id", "part", "carrier", "tracking", "shipped_at", "delivered_at"],
            "SELECT s.id, s.part, s.carrier, s.tracking, s.shipped_at, s.delivered_at
             FROM purchase_order o JOIN shipment s
               ON s.customer_id = o.customer_id AND s.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) ORDER BY s.part /* staff */",
        ),
        (
            "contents",
            &["shipment_id", "order_line_id", "quantity"],
            "SELECT c.shipment_id, c.order_line_id, c.quantity
             FROM purchase_order o
             JOIN shipment s ON s.customer_id = o.customer_id AND s.order_id = o.id
             JOIN shipment_line c ON c.customer_id = s.customer_id AND c.shipment_id = s.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) /* staff */",
        ),
        (
            "returns",
            &["id", "number", "state", "reason", "outcome", "opened_at"],
            "SELECT r.id, r.number, r.state, r.reason, r.outcome, r.opened_at
             FROM purchase_order o JOIN goods_return r
               ON r.customer_id = o.customer_id AND r.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) ORDER BY r.id DESC /* staff */",
        ),
        (
            "events",
            &["at", "kind", "side", "person_id", "text", "detail"],
            "SELECT e.at, e.kind, e.side, e.person_id, e.text, e.detail
             FROM purchase_order o JOIN order_event e
               ON e.customer_id = o.customer_id AND e.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) ORDER BY e.at, e.id /* staff */",
        ),
    ])
});

#[derive(Deserialize)]
struct Sets {
    heads: Vec<OrderHead>,
    lines: Vec<OrderLine>,
    parcels: Vec<Parcel>,
    contents: Vec<ContentRow>,
    events: Vec<Event>,
    returns: Vec<Coming>,
}

#[derive(Deserialize)]
struct ContentRow {
    shipment_id: ShipmentId,
    order_line_id: OrderLineId,
    quantity: Quantity,
}

/// One order: a member's own, or of their company if they may see all of it;
/// any for staff. `None` for everybody else, and if there is none.
///
/// # Errors
/// [`Denied`] unless the person sees orders at all.
pub async fn show<E>(db: &Db, actor: &Actor, id: OrderId) -> Result<Option<OrderPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    find(db, actor, id, None, SHOWN_UNITS).await
}

/// One parcel of an order, with all its units: for its packing list. `None` like
/// [`show`], and if the order has no such parcel.
///
/// # Errors
/// [`Denied`] unless the person sees orders at all.
pub async fn packing<E>(
    db: &Db,
    actor: &Actor,
    id: OrderId,
    parcel: ShipmentId,
) -> Result<Option<(OrderPage, Parcel)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let page = find::<E>(db, actor, id, Some(parcel), MOST_UNITS).await?;
    Ok(page.and_then(|page| {
        let parcel = page.parcels.iter().find(|one| one.id == parcel)?.clone();
        Some((page, parcel))
    }))
}

async fn find<E>(
    db: &Db,
    actor: &Actor,
    id: OrderId,
    parcel: Option<ShipmentId>,
    most: i64,
) -> Result<Option<OrderPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let (customer, member) = match actor.member() {
        Some(member) => {
            actor.demand(Permission::Browse)?;
            let sees_all = actor.may(Permission::SeeCompany);
            (Some(member.company.id), (!sees_all).then_some(member.id))
        }
        None => {
            actor.demand(Permission::SeeCustomers)?;
            (None, None)
        }
    };
    let mut read = db.read(actor.scope()).await?;
    let units = UnitsOf {
        customer,
        order: id,
        shipment: parcel,
        most,
    };
    let sets = SHOW.ask::<Sets>(args![id, customer, member]);
    let asked = (
        sets,
        ask_units(units),
        ask_cases_of_order(actor, id),
        ask_replaced_by_order(actor, customer, id),
    );
    let (sets, units, cases, replaced) = together(&mut read, asked).await?;
    let Some(mut page) = page(sets, units) else {
        return Ok(None);
    };
    page.cases = cases;
    page.replaced = replaced;
    let ids = named(&page);
    page.names = names(&mut read, customer, ids).await?;
    Ok(Some(page))
}

fn page(sets: Sets, units: Units) -> Option<OrderPage> {
    let head = sets.heads.into_iter().next()?;
    let mut parcels = sets.parcels;
    for content in sets.contents {
        if let Some(parcel) = parcels
            .iter_mut()
            .find(|parcel| parcel.id == content.shipment_id)
        {
            parcel
                .contents
                .push((content.order_line_id, content.quantity));
        }
    }
    Some(OrderPage {
        head,
        lines: sets.lines,
        parcels,
        events: sets.events,
        units,
        cases: Vec::new(),
        replaced: Replaced::default(),
        returns: sets.returns,
        names: Names::default(),
    })
}

/// Everything on the page that has a name.
fn named(page: &OrderPage) -> Vec<Uuid> {
    let head = &page.head;
    let mut ids = vec![head.customer_id.0, head.placed_by.0, head.requested_by.0];
    ids.extend(head.unit_id.map(|id| id.0));
    ids.extend(head.cost_centre_id.map(|id| id.0));
    ids.extend(page.events.iter().map(|event| event.person_id.0));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::Failed;
    use crate::identity::{CustomerRole, StaffRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::orders::{
        Change, EventKind, LineState, Part, Promise, Ship, State, acknowledge, ship,
    };
    use crate::store::testing::both_engines;
    use crate::store::{FormKey, counted};
    use crate::{Day, Timestamp};
    use serde_json::json;

    const NOW: Timestamp = Timestamp(1_781_417_520_000);

    both_engines!(
        an_order_is_shown_whole_and_only_to_whom_it_concerns,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let manager =
                testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let requester = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let colleague = testing::member(&db, &company, unit, &[CustomerRole::Approver]).await;
            let (elsewhere, dock) = testing::customer(&db, "Elsewhere").await;
            let stranger =
                testing::member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
            let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;

            let mut first = line("WS-1", 2, 161_200);
            first.options = json!([{ "group": "Memory", "option": "32 GB", "sku": "M" }]);
            let first_id = first.id;
            let mut order = new_order(&manager, vec![first, line("MOUSE", 1, 950)]);
            order.requested_by = requester.member().map(|member| member.id);
            let id = placed(&db, &manager, order, NOW).await;
            let form = |version| Change {
                key: FormKey::fresh(),
                order: id,
                version,
            };
            let day = Day::of(NOW).plus_days(3);
            let promise = Promise {
                change: form(1),
                day,
                later: vec![],
                note: "By van".to_owned(),
            };
            acknowledge(&db, &desk, promise, NOW.plus_seconds(60))
                .await
                .unwrap();
            let parcel = Ship {
                change: form(2),
                parts: vec![Part {
                    line: first_id,
                    quantity: Quantity::pieces(1),
                }],
                carrier: "DHL".to_owned(),
                tracking: "JD014".to_owned(),
                rest_promised: None,
            };
            ship(&db, &desk, parcel, NOW.plus_seconds(120))
                .await
                .unwrap();

            let (page, statements) = counted(show::<Failed>(&db, &requester, id)).await;
            assert_eq!(statements, 2);
            let page = page.unwrap().unwrap();
            assert_eq!(page.head.state, State::PartlyShipped);
            assert_eq!(page.head.total().minor, 323_350);
            let line = &page.lines[0];
            assert_eq!(
                (line.sku.as_str(), line.open()),
                ("WS-1", Quantity::pieces(1))
            );
            assert_eq!(line.options()[0].option, "32 GB");
            assert_eq!(line.state(), LineState::Partly(Quantity::pieces(1)));
            assert_eq!(page.prices(line).1.minor, 322_400);
            assert_eq!(page.parcels.len(), 1);
            let contents: Vec<_> = page.contents(&page.parcels[0]).collect();
            assert_eq!(
                (contents[0].0.id, contents[0].1),
                (first_id, Quantity::pieces(1))
            );
            let kinds: Vec<EventKind> = page.events.iter().map(|event| event.kind).collect();
            assert_eq!(
                kinds,
                [
                    EventKind::Placed,
                    EventKind::Acknowledged,
                    EventKind::Shipped
                ]
            );
            assert_eq!(page.events[1].promised_at(), Some(day));
            assert_eq!(
                (page.events[1].text.as_str(), page.events[2].part()),
                ("By van", Some(1))
            );
            assert_eq!(page.names.of(page.head.requested_by), "Ines Tal");

            for (who, sees) in [
                (&manager, true),
                (&desk, true),
                (&colleague, false),
                (&stranger, false),
            ] {
                let page = show::<Failed>(&db, who, id).await.unwrap();
                assert_eq!(page.is_some(), sees, "{}", who.email());
            }
            assert!(
                show::<Failed>(&db, &desk, OrderId::new())
                    .await
                    .unwrap()
                    .is_none()
            );
        }
    );
}
