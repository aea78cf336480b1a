//! What came with a return of goods to be repaired goes back to its company: the same
//! unit, held as before; or another in exchange, which takes its place.

use super::as_built::AsBuilt;
use super::finding::{key, words};
use super::history::{self, Event};
use super::holding::{Holding, after_repair, after_sent_back, changes};
use super::lifecycle::{EventKind, State};
use super::of_return::{Becomes, Done, NotBack, OfReturn, There, these};
use super::serials::{self, Tagged};
use super::service_tag::service_tag;
use crate::id::{AssetId, CustomerId};
use crate::identity::Actor;
use crate::store::{JsonRows, Query, StoreError, Tx, json_or_text, next_numbers};
use crate::{Timestamp, args, subscriptions};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The units of a return were repaired and are sent back: those that `which` names, or all
/// that are here.
///
/// # Errors
/// See [`NotBack`].
pub(crate) async fn go_back(
    tx: &mut Tx,
    actor: &Actor,
    of: OfReturn<'_>,
    which: &str,
    now: Timestamp,
) -> Result<Done, NotBack> {
    let (units, done) = these(tx, of, which).await?;
    let mut becomes = Becomes::new(of, EventKind::Repaired);
    for unit in units {
        let was = unit.was;
        if let Some(after) = was.and_then(|was| after_repair(&unit.holding(), was)) {
            becomes.add(actor, &unit, &after, "", now);
        }
    }
    becomes.write(tx, actor, None, now).await?;
    Ok(done)
}

/// What a unit is, of which another is sent.
#[derive(Deserialize)]
struct What {
    id: AssetId,
    name: String,
    manufacturer: String,
    model: String,
    sku: String,
    #[serde(deserialize_with = "json_or_text")]
    as_built: AsBuilt,
}

async fn what(
    tx: &mut Tx,
    customer: CustomerId,
    these: &[AssetId],
) -> Result<Vec<What>, StoreError> {
    static WHAT: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "manufacturer", "model", "sku", "as_built"],
            "SELECT a.id, a.name, a.manufacturer, a.model, a.sku, a.as_built
             FROM asset a WHERE a.customer_id = $1 AND a.id <in $2>",
        )
    });
    WHAT.all(tx, args![customer, json!(these)]).await
}

/// The units of a return that `which` names, or all that are here, stay with us, and for
/// each the same is sent once more: it is held as the old one was, with what is left of
/// its warranty, and subscriptions cover it instead. `typed` has the numbers of the new ones as [`serials::read`] takes them,
/// by the tags of the old ones or in their order; may be empty. What is stuck onto a new
/// one nobody says, so that nothing is written of it.
///
/// # Errors
/// See [`NotBack`].
pub(crate) async fn exchange(
    tx: &mut Tx,
    actor: &Actor,
    of: OfReturn<'_>,
    which: &str,
    typed: &str,
    now: Timestamp,
) -> Result<Done, NotBack> {
    let (here, done) = these(tx, of, which).await?;
    let tagged: Vec<Tagged<'_>> = here.iter().map(There::tagged).collect();
    let numbers: BTreeMap<usize, String> = serials::read(typed, &tagged)?.into_iter().collect();
    if here.is_empty() {
        return Ok(done);
    }
    let ids: Vec<AssetId> = here.iter().map(|unit| unit.id).collect();
    let what: BTreeMap<AssetId, What> = what(tx, of.customer, &ids)
        .await?
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
    let many = i64::try_from(here.len()).unwrap_or(i64::MAX);
    let first = next_numbers(tx, "service-tag", many).await?;
    let mut becomes = Becomes::new(of, EventKind::Exchanged);
    let (mut rows, mut events, mut instead) = (Vec::new(), Vec::new(), Vec::new());
    for ((at, unit), number) in here.iter().enumerate().zip(first..) {
        let before = unit.holding();
        let (Some(was), Some(gone), Some(what)) =
            (unit.was, after_sent_back(&before), what.get(&unit.id))
        else {
            continue;
        };
        let (new, tag) = (AssetId::new(), service_tag(number));
        let serial = numbers.get(&at).map(String::as_str).unwrap_or_default();
        // As the old one was held before it came. What was out of service is replaced by
        // one that is not.
        let held = Holding {
            state: match was {
                State::Retired => State::InStock,
                other => other,
            },
            ..before.clone()
        };
        let found_by = [
            tag.as_str(),
            serial,
            &what.name,
            &what.manufacturer,
            &what.model,
            &what.sku,
        ];
        let built = AsBuilt {
            labels: Vec::new(),
            ..what.as_built.clone()
        };
        becomes.add(actor, unit, &gone, &format!(" → {tag}"), now);
        rows.push(args![
            new,
            of.customer,
            unit.id,
            tag.as_str(),
            key(&tag),
            serial,
            key(serial),
            words(&found_by),
            held.state.code(),
            now,
            json!(built)
        ]);
        let event = Event {
            customer: of.customer,
            asset: new,
            kind: EventKind::InExchange,
            text: format!("{}: {}", of.number, unit.service_tag),
            changes: changes(&Holding::in_stock(), &held),
        };
        events.push(event.values(actor, now));
        instead.push((unit.id, new));
    }
    // It is its company's from the day on which it leaves, as what was repaired is.
    tx.insert_many(
        "INSERT INTO asset (id, customer_id, origin, order_id, order_line_id, position,
             configuration_revision_id, product_id, sku, name, manufacturer, model, kind,
             warranty_months, refresh_months, service_tag, tag_key, serial_number, serial_key,
             words, as_built, unit_id, cost_centre_id, membership_id, place, state, loaned_to,
             loaned_until, warranty_until, refresh_at, note, bought_at, shipped_at, delivered_at,
             created_at, replaces_id)
         SELECT v.column1, a.customer_id, a.origin, a.order_id, a.order_line_id, a.position,
             a.configuration_revision_id, a.product_id, a.sku, a.name, a.manufacturer, a.model,
             a.kind, a.warranty_months, a.refresh_months, v.column4, v.column5, v.column6,
             v.column7, v.column8, v.column11, a.unit_id, a.cost_centre_id,
             a.membership_id, a.place, v.column9, a.loaned_to, a.loaned_until, a.warranty_until,
             a.refresh_at, a.note, a.bought_at, v.column10, v.column10, v.column10, a.id
         FROM (VALUES",
        rows,
        ") v JOIN asset a ON a.id = v.column3 AND a.customer_id = v.column2",
    )
    .await?;
    becomes
        .write(tx, actor, Some(history::rows(events)), now)
        .await?;
    // Not before: whoever names an old one for a service level holds it until then.
    subscriptions::cover_instead(tx, of.customer, &instead).await?;
    Ok(done)
}
