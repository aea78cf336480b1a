//! The order desk types the manufacturer's serial numbers of a parcel's units.

use super::finding;
use super::history::{self, Event};
use super::holding::Changed;
use super::lifecycle::EventKind;
use super::serials::{self, NotSerials, Tagged};
use super::units::{UnitsOf, ask_units};
use super::{MOST_UNITS, Unit};
use crate::id::{CustomerId, OrderId, ShipmentId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// Serial numbers about to be kept.
#[derive(Debug, Clone)]
pub struct TypeSerials {
    /// The form they came from.
    pub key: FormKey,
    /// The order.
    pub order: OrderId,
    /// The parcel.
    pub shipment: ShipmentId,
    /// As they were typed.
    pub typed: String,
}

/// Why none were kept.
#[derive(Debug, thiserror::Error)]
pub enum SerialsError {
    /// Not for this person, or the order has no such parcel with units.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// They can't be read.
    #[error(transparent)]
    NotSerials(#[from] NotSerials),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps serial numbers, and answers how many. A unit that has one gets the new
/// one.
///
/// # Errors
/// See [`SerialsError`]; nothing is kept then.
pub async fn type_serials(
    db: &Db,
    actor: &Actor,
    command: TypeSerials,
    now: Timestamp,
) -> Result<usize, SerialsError> {
    actor.demand(Permission::Fulfil)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { type_in(tx, &actor, command, now).await })
    })
    .await
}

async fn type_in(
    tx: &mut Tx,
    actor: &Actor,
    command: TypeSerials,
    now: Timestamp,
) -> Result<usize, SerialsError> {
    // What they were called before is told in their history.
    tx.lock("asset", "id", "shipment_id", args![command.shipment])
        .await?;
    let of = UnitsOf {
        customer: None,
        order: command.order,
        shipment: Some(command.shipment),
        most: MOST_UNITS,
    };
    let units: Vec<Unit> = ask_units(of).fetch(tx).await?.some;
    let customer: Option<CustomerId> = tx
        .scalar(
            "SELECT customer_id FROM asset WHERE shipment_id = $1 AND order_id = $2
             LIMIT 1 /* staff */",
            args![command.shipment, command.order],
        )
        .await?;
    let customer = customer.ok_or(Denied)?;
    let tagged: Vec<Tagged<'_>> = units
        .iter()
        .map(|unit| Tagged {
            service_tag: &unit.service_tag,
            asset_tag: &unit.asset_tag,
        })
        .collect();
    let read = serials::read(&command.typed, &tagged)?;
    let shipment = command.shipment.to_string();
    let repeated = claim(tx, actor, command.key, "serials", &shipment, now).await?;
    if repeated.is_some() || read.is_empty() {
        return Ok(read.len());
    }
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for (at, serial) in &read {
        let Some(unit) = units.get(*at).filter(|one| one.serial_number != *serial) else {
            continue;
        };
        let found_by = [
            unit.service_tag.as_str(),
            &unit.asset_tag,
            serial,
            &unit.name,
            &unit.manufacturer,
            &unit.sku,
        ];
        let (key, words) = (finding::key(serial), finding::words(&found_by));
        rows.push(args![unit.id, serial, customer, key, words]);
        let numbered = Event {
            customer,
            asset: unit.id,
            kind: EventKind::Numbered,
            text: String::new(),
            changes: vec![Changed {
                what: "serial".to_owned(),
                before: unit.serial_number.clone(),
                after: serial.clone(),
            }],
        };
        events.push(numbered.values(actor, now));
    }
    if rows.is_empty() {
        return Ok(read.len());
    }
    tx.insert_many(
        "UPDATE asset /* customer_id: below */ SET serial_number = v.column2,
             serial_key = v.column4, words = v.column5, version = version + 1 FROM (VALUES",
        rows,
        ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column3",
    )
    .await?;
    tx.insert([history::rows(events)]).await?;
    let entry = audit::Entry {
        action: "asset.serials-typed",
        subject: shipment,
        customer: Some(customer),
        detail: json!({ "order": command.order, "units": read.len() }),
    };
    audit::record(tx, actor, entry, now).await?;
    Ok(read.len())
}
