//! Some or all of what is open leaves the house in one parcel.

use super::change::Order;
use super::change::{
    Change, ChangeError, Missing, Story, advance, begin, demand_a_day_to_come, remember,
};
use super::shipping::{Part, ship as leave};
use super::{After, EventKind, Step};
use crate::args;
use crate::assets::{self, Leaving, MOST_UNITS};
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationRevisionId, CostCentreId, MembershipId, OrderLineId, ProductId, ShipmentId,
};
use crate::identity::{Actor, Permission, names};
use crate::profile::Kind;
use crate::profile::OptionSeen;
use crate::store::{Db, JsonRows, Query, Tx, json_or_text};
use crate::{Day, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// One parcel about to leave.
#[derive(Debug, Clone)]
pub struct Ship {
    /// Which form, which order.
    pub change: Change,
    /// What is in it.
    pub parts: Vec<Part>,
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number for it; may be empty.
    pub tracking: String,
    /// The day promised for what stays open; the earlier
    /// promise holds if none is given.
    pub rest_promised: Option<Day>,
}

/// Lets a parcel leave.
///
/// # Errors
/// See [`ChangeError`].
pub async fn ship(
    db: &Db,
    actor: &Actor,
    command: Ship,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.demand(Permission::Fulfil)?;
    if command.carrier.trim().is_empty() {
        return Err(ChangeError::Missing(Missing::Carrier));
    }
    if let Some(day) = command.rest_promised {
        demand_a_day_to_come(day, now)?;
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { ship_in(tx, &actor, command, now).await })
    })
    .await
}

async fn ship_in(
    tx: &mut Tx,
    actor: &Actor,
    command: Ship,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let Some(order) = begin(tx, actor, command.change, None, now).await? else {
        return Ok(());
    };
    let leaving = leave(&order.lines(), &command.parts)?;
    let after = After {
        open: leaving.open,
        under_way: true,
    };
    let rest_promised = command.rest_promised.filter(|_| leaving.open);
    let moved = advance(tx, &order, Step::Ship, after, rest_promised, now).await?;
    if let Some(day) = rest_promised {
        // A line that was to come later than the rest may do so still, but
        // not before it.
        tx.run(
            "UPDATE order_line SET expected_at = NULL
             WHERE customer_id = $1 AND order_id = $2 AND expected_at <= $3",
            args![order.head().customer_id, order.head().id, day],
        )
        .await?;
    }

    let (customer, shipment) = (order.head().customer_id, ShipmentId::new());
    let carrier = command.carrier.trim().to_owned();
    let tracking = command.tracking.trim().to_owned();
    tx.run(
        "INSERT INTO shipment (id, customer_id, order_id, part, carrier, tracking, shipped_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![
            shipment,
            customer,
            order.head().id,
            moved.parcels,
            carrier.as_str(),
            tracking.as_str(),
            now
        ],
    )
    .await?;
    let rows = leaving
        .parts
        .iter()
        .map(|part| args![customer, shipment, part.line, part.quantity])
        .collect();
    tx.insert_many(
        "INSERT INTO shipment_line (customer_id, shipment_id, order_line_id, quantity) VALUES",
        rows,
        "",
    )
    .await?;
    tx.run(
        "UPDATE order_line SET shipped = shipped + (
             SELECT p.quantity FROM shipment_line p WHERE p.customer_id = $1
               AND p.shipment_id = $3 AND p.order_line_id = order_line.id)
         WHERE customer_id = $1 AND order_id = $2 AND id IN (
             SELECT p.order_line_id FROM shipment_line p
              WHERE p.customer_id = $1 AND p.shipment_id = $3)",
        args![customer, order.head().id, shipment],
    )
    .await?;

    make_units(tx, actor, &order, shipment, &leaving.parts, now).await?;

    let story = Story {
        event: EventKind::Shipped,
        interaction: Some(Kind::Shipped),
        action: "order.shipped",
        mail: Some("order-shipped"),
        text: String::new(),
        detail: json!({
            "number": order.head().number,
            "shipment": shipment,
            "part": moved.parcels,
            "carrier": carrier,
            "tracking": tracking,
            "rest": leaving.open,
            "promised_at": moved.promised_at,
        }),
        payload: json!({
            "part": moved.parcels,
            "carrier": carrier,
            "tracking": if tracking.is_empty() { "–".to_owned() } else { tracking.clone() },
            "lines": order.in_words(&leaving.parts),
            "rest": if leaving.open { "open" } else { "none" },
            "promised_at": moved.promised_at,
        }),
    };
    remember(tx, actor, &order, story, now).await?;
    Ok(())
}

/// A line as it was ordered, as far as its units need it.
#[derive(Deserialize)]
struct UnitLine {
    id: OrderLineId,
    revision: Option<ConfigurationRevisionId>,
    product: Option<ProductId>,
    sku: String,
    name: String,
    manufacturer: String,
    #[serde(deserialize_with = "json_or_text")]
    options: Vec<OptionSeen>,
    #[serde(deserialize_with = "json_or_text")]
    services: Services,
    quantity: Quantity,
    po_number: String,
    cost_centre_id: Option<CostCentreId>,
    requested_by: Option<MembershipId>,
    for_whom: String,
    replaces: String,
}

/// `$1` the customer, `$2` the order. What was asked for in words is neither a
/// product nor a standard, and nothing is known of how it is kept.
static LINES: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "revision",
            "product",
            "sku",
            "name",
            "manufacturer",
            "options",
            "services",
            "quantity",
            "po_number",
            "cost_centre_id",
            "requested_by",
            "for_whom",
            "replaces",
        ],
        "SELECT l.id, l.configuration_revision_id AS revision, p.id AS product, l.sku, l.name,
             coalesce(p.manufacturer, '') AS manufacturer, l.options, l.services,
             l.quantity, o.po_number, o.cost_centre_id,
             CASE WHEN m.active THEN o.requested_by END AS requested_by,
             coalesce(r.for_whom, '') AS for_whom, l.replaces
         FROM purchase_order o
         JOIN membership m ON m.customer_id = o.customer_id AND m.id = o.requested_by
         JOIN order_line l ON l.customer_id = o.customer_id AND l.order_id = o.id
         LEFT JOIN product p ON p.id = l.product_id
         LEFT JOIN request r ON r.customer_id = o.customer_id AND r.id = o.request_id
         WHERE o.customer_id = $1 AND o.id = $2
             AND (l.configuration_revision_id IS NOT NULL OR p.id IS NOT NULL)
         ORDER BY l.position",
    )
});

/// Each piece that leaves and is kept as equipment becomes a unit of it: whatever
/// was built to order, and of products those that are kept so.
async fn make_units(
    tx: &mut Tx,
    actor: &Actor,
    order: &Order,
    shipment: ShipmentId,
    parts: &[Part],
    now: Timestamp,
) -> Result<(), ChangeError> {
    let head = order.head();
    let mut lines: Vec<UnitLine> = LINES.all(tx, args![head.customer_id, head.id]).await?;
    lines.retain(|line| parts.iter().any(|part| part.line == line.id));
    let products: Vec<ProductId> = lines.iter().filter_map(|line| line.product).collect();
    let revisions: Vec<ConfigurationRevisionId> =
        lines.iter().filter_map(|line| line.revision).collect();
    let kept = assets::keepings(tx, head.customer_id, &products, &revisions).await?;
    let mut leaving: Vec<(UnitLine, Leaving)> = Vec::new();
    for line in lines {
        let keeping = match (line.revision, line.product) {
            (Some(revision), _) => kept.of_revision(revision),
            (None, Some(product)) => kept.of_product(product),
            (None, None) => continue,
        };
        let part = parts.iter().find(|part| part.line == line.id);
        let Some(part) = part.filter(|_| keeping.kept) else {
            continue;
        };
        let leaves = Leaving {
            line: line.id,
            pieces: part.quantity.thousandths() / 1000,
            ordered: line.quantity.thousandths() / 1000,
            revision: line.revision,
            product: line.product,
            sku: line.sku.clone(),
            name: line.name.clone(),
            manufacturer: line.manufacturer.clone(),
            keeping,
            options: line.options.clone(),
            services: line.services.clone(),
            replaces: assets::replaces::read(&line.replaces),
        };
        leaving.push((line, leaves));
    }
    let Some((first, _)) = leaving.first() else {
        return Ok(());
    };
    let named = [
        first.cost_centre_id.map(|id| id.0),
        head.unit_id.map(|id| id.0),
    ];
    let named = names(tx, Some(head.customer_id), named.into_iter().flatten()).await?;
    let parcel = assets::Parcel {
        customer: head.customer_id,
        order: head.id,
        shipment,
        number: head.number.clone(),
        po_number: first.po_number.clone(),
        cost_centre: named.maybe(first.cost_centre_id).to_owned(),
        unit: named.maybe(head.unit_id).to_owned(),
        cost_centre_id: first.cost_centre_id,
        unit_id: head.unit_id,
        asked_by: first.requested_by,
        for_whom: first.for_whom.clone(),
        ordered_at: head.placed_at,
        at: now,
    };
    let leaving: Vec<Leaving> = leaving.into_iter().map(|(_, leaves)| leaves).collect();
    if leaving.iter().map(|line| line.pieces).sum::<i64>() > MOST_UNITS {
        return Err(ChangeError::TooManyUnits(MOST_UNITS));
    }
    Ok(assets::begin(tx, actor, &parcel, &leaving).await?)
}
