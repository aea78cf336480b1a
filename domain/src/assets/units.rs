//! The units of an order, or of one of its parcels; and those that were sent in exchange
//! for what came back.

use super::as_built::AsBuilt;
use super::begin::MOST_UNITS;
use crate::id::{AssetId, CustomerId, OrderId, OrderLineId, ReturnId, ShipmentId};
use crate::store::{Asked, JsonRows, json_or_text};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// The unit.
    pub id: AssetId,
    /// The line it was ordered on.
    pub order_line_id: OrderLineId,
    /// What it was called.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who made it; empty for what we put together.
    pub manufacturer: String,
    /// Ours.
    pub service_tag: String,
    /// The customer's; empty without one.
    pub asset_tag: String,
    /// The manufacturer's; empty until it is known.
    pub serial_number: String,
    /// How it was built.
    #[serde(deserialize_with = "json_or_text")]
    pub as_built: AsBuilt,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
    /// How many there are in all.
    total: i64,
}

/// Some units, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// The first of them, in the order in which they left.
    pub some: Vec<Unit>,
    /// How many there are.
    pub total: i64,
}

/// Whose units are meant.
#[derive(Debug, Clone, Copy)]
pub struct UnitsOf {
    /// The customer, or none for staff.
    pub customer: Option<CustomerId>,
    /// The order. Whether it is the reader's to see, the caller asks.
    pub order: OrderId,
    /// Only those of this parcel.
    pub shipment: Option<ShipmentId>,
    /// How many at the most.
    pub most: i64,
}

const COLUMNS: [&str; 11] = [
    "id",
    "order_line_id",
    "sku",
    "name",
    "manufacturer",
    "service_tag",
    "asset_tag",
    "serial_number",
    "as_built",
    "delivered_at",
    "total",
];

/// The units of an order or a parcel, as they left in its parcels: what was sent in
/// exchange for one of them later is none of these.
#[must_use]
pub fn ask_units(of: UnitsOf) -> Asked<'static, Units> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &COLUMNS,
            "SELECT a.id, a.order_line_id, a.sku, a.name, a.manufacturer, a.service_tag,
                 COALESCE(a.asset_tag, '') AS asset_tag, a.serial_number, a.as_built,
                 a.delivered_at, COUNT(*) OVER () AS total
             FROM purchase_order o
             JOIN asset a ON a.customer_id = o.customer_id AND a.order_id = o.id
             WHERE o.id = $1 AND ($2 IS NULL OR o.customer_id = $2) /* staff */
                 AND a.shipment_id IS NOT NULL AND ($3 IS NULL OR a.shipment_id = $3)
             ORDER BY a.shipped_at, a.shipment_id, a.position LIMIT ($4 + 0)",
        )
    });
    UNITS
        .ask::<Unit>(args![of.order, of.customer, of.shipment, of.most])
        .map(|some| Units {
            total: some.first().map_or(0, |unit| unit.total),
            some,
        })
}

/// The units that were sent in exchange for those of a return, in the order of these:
/// they left in no parcel of their order.
pub(crate) fn ask_in_exchange(id: ReturnId) -> Asked<'static, Vec<Unit>> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &COLUMNS,
            &format!(
                "SELECT x.id, x.order_line_id, x.sku, x.name, x.manufacturer, x.service_tag,
                     COALESCE(x.asset_tag, '') AS asset_tag, x.serial_number, x.as_built,
                     x.delivered_at, COUNT(*) OVER () AS total
                 FROM asset a
                 JOIN asset x ON x.customer_id = a.customer_id AND x.replaces_id = a.id
                 WHERE a.return_id = $1 AND a.state = 'returned' AND x.shipment_id IS NULL
                 ORDER BY a.id LIMIT {MOST_UNITS} /* staff */"
            ),
        )
    });
    UNITS.ask(args![id])
}
