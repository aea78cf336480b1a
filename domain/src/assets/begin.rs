//! Units begin: a parcel leaves, and each piece in it that is kept as equipment
//! gets its tags and keeps how it was built, whose it is, who it is for, and what
//! was promised of it. What is promised counts from the day on which it arrives.

use super::as_built::AsBuilt;
use super::finding::{key, words};
use super::history::Event;
use super::holding::Holding;
use super::keeping::{Keeping, months_after};
use super::kinds::{What, kinds};
use super::lifecycle::EventKind;
use super::linked::waiting;
use super::service_tag::service_tag;
use crate::configurations::allot_numbers;
use crate::configurations::factory::{Hole, Services};
use crate::id::{
    AssetId, ConfigurationRevisionId, CostCentreId, CustomerId, MembershipId, OrderId, OrderLineId,
    ProductId, ShipmentId, TagSchemeId, UnitId,
};
use crate::identity::Actor;
use crate::profile::OptionSeen;
use crate::store::{Insert, Query, Result, Tx, next_numbers};
use crate::{Day, Timestamp, args};
use serde_json::json;
use std::collections::BTreeMap;

/// How many units one parcel can have.
pub const MOST_UNITS: i64 = 2_000;

/// A parcel that leaves, as far as its units need it.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Whose.
    pub customer: CustomerId,
    /// Of which order.
    pub order: OrderId,
    /// The parcel.
    pub shipment: ShipmentId,
    /// The order's number.
    pub number: String,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The cost centre that bears it; empty without one.
    pub cost_centre: String,
    /// The unit of the customer that it is for; empty without one.
    pub unit: String,
    /// That cost centre.
    pub cost_centre_id: Option<CostCentreId>,
    /// That unit.
    pub unit_id: Option<UnitId>,
    /// Who asked for it, if they are still with the company.
    pub asked_by: Option<MembershipId>,
    /// For whom, in words; empty if for themselves.
    pub for_whom: String,
    /// When it was ordered.
    pub ordered_at: Timestamp,
    /// When it leaves.
    pub at: Timestamp,
}

/// What of a line leaves whose pieces are kept as equipment.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The line.
    pub line: OrderLineId,
    /// How many pieces.
    pub pieces: i64,
    /// How many were ordered.
    pub ordered: i64,
    /// The configuration as it was ordered, if it is one.
    pub revision: Option<ConfigurationRevisionId>,
    /// The product, if it is one.
    pub product: Option<ProductId>,
    /// What it was called.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who made it; empty for what we put together.
    pub manufacturer: String,
    /// How it is kept.
    pub keeping: Keeping,
    /// What was chosen.
    pub options: Vec<OptionSeen>,
    /// What was to be done at the factory.
    pub services: Services,
    /// The units that its pieces are to replace, one each.
    pub replaces: Vec<AssetId>,
}

/// Makes the units of a parcel. Seven statements at the most, however many there
/// are, until they are more than fit into one insert.
///
/// # Errors
/// If the storage fails.
pub async fn begin(tx: &mut Tx, actor: &Actor, parcel: &Parcel, leaving: &[Leaving]) -> Result<()> {
    let all: i64 = leaving.iter().map(|line| line.pieces).sum();
    if all == 0 {
        return Ok(());
    }
    let mut many: BTreeMap<TagSchemeId, i64> = BTreeMap::new();
    for line in leaving {
        if let Some(tags) = &line.services.tags {
            *many.entry(tags.id).or_default() += line.pieces;
        }
    }
    let known = kinds(tx, parcel.customer, leaving.iter().map(Leaving::what)).await?;
    let replaced: Vec<AssetId> = leaving
        .iter()
        .flat_map(|line| line.replaces.iter().copied())
        .collect();
    let mut waiting = waiting(tx, parcel.customer, &replaced).await?;
    let mut next = allot_numbers(tx, parcel.customer, &many).await?;
    // As late as possible: until this is committed, PostgreSQL lets nobody else
    // have a number.
    let first = next_numbers(tx, "service-tag", all).await?;
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    let mut position = 0_i64;
    for line in leaving {
        let held = Holding::ordered(
            parcel.asked_by,
            line.ordered,
            &parcel.for_whom,
            parcel.unit_id,
            parcel.cost_centre_id,
        );
        let kind = known.number(line.what());
        for _ in 0..line.pieces {
            let service_tag = service_tag(first + position);
            position += 1;
            let asset_tag = line.services.tags.as_ref().and_then(|tags| {
                let number = next.get_mut(&tags.id)?;
                let tag = tags.tag(*number);
                *number += 1;
                Some(tag)
            });
            let as_built = AsBuilt::of(&line.options, &line.services, |hole| match hole {
                Hole::Order => parcel.number.clone(),
                Hole::PurchaseOrder => parcel.po_number.clone(),
                Hole::AssetTag => asset_tag.clone().unwrap_or_default(),
                Hole::ServiceTag => service_tag.clone(),
                Hole::CostCentre => parcel.cost_centre.clone(),
                Hole::Unit => parcel.unit.clone(),
            });
            let id = AssetId::new();
            let mut replaces = line.replaces.iter().copied();
            let replaces = replaces.find(|old| waiting.remove(old));
            let found_by = [
                service_tag.as_str(),
                asset_tag.as_deref().unwrap_or_default(),
                &line.name,
                &line.manufacturer,
                &line.sku,
            ];
            events.push(
                Event {
                    customer: parcel.customer,
                    asset: id,
                    kind: EventKind::Shipped,
                    text: parcel.number.clone(),
                    changes: super::holding::changes(&Holding::in_stock(), &held),
                }
                .values(actor, parcel.at),
            );
            rows.push(args![
                id,
                parcel.customer,
                "order",
                parcel.order,
                line.line,
                parcel.shipment,
                position,
                line.revision,
                line.product,
                line.sku.as_str(),
                line.name.as_str(),
                line.manufacturer.as_str(),
                kind,
                line.keeping.warranty_months,
                line.keeping.refresh_months,
                service_tag.as_str(),
                key(&service_tag),
                asset_tag.as_deref(),
                words(&found_by),
                json!(as_built),
                held.unit,
                held.cost_centre,
                held.person,
                held.state.code(),
                held.note.as_str(),
                Day::of(parcel.ordered_at),
                parcel.at,
                parcel.at,
                replaces
            ]);
        }
    }
    let units = Insert::rows(
        "INSERT INTO asset (id, customer_id, origin, order_id, order_line_id, shipment_id, position,
             configuration_revision_id, product_id, sku, name, manufacturer, kind,
             warranty_months, refresh_months, service_tag, tag_key, asset_tag, words, as_built,
             unit_id, cost_centre_id, membership_id, state, note, bought_at, shipped_at, created_at,
             replaces_id)
         VALUES",
        rows,
    );
    tx.insert([units, super::history::rows(events)]).await
}

impl Leaving {
    fn what(&self) -> What<'_> {
        What {
            name: &self.name,
            manufacturer: &self.manufacturer,
            model: "",
            sku: &self.sku,
        }
    }
}

/// A parcel has arrived, and its units with it: from this day on counts what was
/// promised. What somebody wrote down before stays; whoever has a form open from
/// before, in which these days are empty, is told that they have changed.
///
/// # Errors
/// If the storage fails.
pub async fn mark_delivered(
    tx: &mut Tx,
    customer: CustomerId,
    shipment: ShipmentId,
    at: Timestamp,
) -> Result<()> {
    // Units of one product were promised the same: these are a few, also of
    // thousands.
    let promised: Vec<(i64, i64)> = tx
        .all(
            "SELECT DISTINCT warranty_months, refresh_months FROM asset
             WHERE customer_id = $1 AND shipment_id = $2 AND delivered_at IS NULL",
            args![customer, shipment],
        )
        .await?;
    if promised.is_empty() {
        return Ok(());
    }
    let day = Day::of(at);
    let rows = promised
        .into_iter()
        .map(|(warranty, refresh)| {
            args![
                customer,
                shipment,
                at,
                warranty,
                refresh,
                months_after(day, warranty),
                months_after(day, refresh)
            ]
        })
        .collect();
    tx.insert_many(
        "UPDATE asset /* customer_id: below */ SET delivered_at = v.column3,
             warranty_until = coalesce(asset.warranty_until, v.column6),
             refresh_at = coalesce(asset.refresh_at, v.column7),
             version = asset.version + CASE
                 WHEN asset.warranty_until IS NULL AND v.column6 IS NOT NULL THEN 1
                 WHEN asset.refresh_at IS NULL AND v.column7 IS NOT NULL THEN 1
                 ELSE 0 END FROM (VALUES",
        rows,
        ") v WHERE asset.customer_id = v.column1 AND asset.shipment_id = v.column2
             AND asset.delivered_at IS NULL AND asset.warranty_months = v.column4
             AND asset.refresh_months = v.column5",
    )
    .await
    .map(drop)
}
