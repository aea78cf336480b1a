//! Products by their keys, as far as a customer may see them.

use super::item::ShelfItem;
use super::picked::{Picked, picked_args, picked_by};
use crate::Timestamp;
use crate::catalog::sku::plain_sku;
use crate::id::ProductId;
use crate::identity::{Coming, Shopper, Then, later};
use crate::store::{Asked, JsonSets, Query, Result};
use std::sync::LazyLock;

/// The products with these ids that the shopper may see, in the order of their
/// names. What is not on the shelf is left out, whatever the reason.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_items(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    ids: &[ProductId],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_items(shopper, ids, now).fetch(read).await
}

/// The question behind [`shelf_items`], to be asked together with others.
#[must_use]
pub fn ask_shelf_items<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&BY_ID, true, shopper, keys, Vec::new(), now)
}

/// The products with these ids that the shopper may see, as [`ask_shelf_items`] has
/// them, for a page that says until when their prices count: with what will apply to
/// its reader ([`ask_coming`](crate::identity::ask_coming)).
#[must_use]
pub fn ask_items_until<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    coming: &[Coming],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(&BY_ID, true, shopper, keys, then(shopper, coming, now), now)
}

/// What will apply to the shopper.
fn then(shopper: Shopper<'_>, coming: &[Coming], now: Timestamp) -> Vec<Then> {
    let in_force = shopper.in_force;
    in_force.map_or_else(Vec::new, |in_force| later(in_force, coming, now))
}

/// The products with these SKUs that the shopper may see, in the order of
/// their names. A SKU is recognised without its dashes and in small letters
/// too, as long as that means one product only.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_by_sku(
    read: &mut impl Query,
    shopper: Shopper<'_>,
    skus: &[String],
    now: Timestamp,
) -> Result<Vec<ShelfItem>> {
    ask_shelf_by_sku(shopper, skus, now).fetch(read).await
}

/// The question behind [`shelf_by_sku`], to be asked together with others.
#[must_use]
pub fn ask_shelf_by_sku<'a>(
    shopper: Shopper<'a>,
    skus: &'a [String],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = skus.iter().map(|sku| plain_sku(sku)).collect();
    picked(&BY_SKU, true, shopper, keys, Vec::new(), now).map(|mut items| {
        let meant: Vec<ProductId> = skus
            .iter()
            .filter_map(|typed| the_one_meant(&items, typed))
            .collect();
        items.retain(|item| meant.contains(&item.id));
        items
    })
}

/// The products with these ids at the shopper's prices, whether or not they
/// are on the shelf by themselves: for the parts of what a curator has put
/// together for the customer. Never for what somebody asks for by its id.
///
/// To be asked alone or together with others.
#[must_use]
pub fn ask_prices_of<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    ask_prices_until(shopper, ids, &[], now)
}

/// The same, and until when they count; see [`ask_items_until`].
#[must_use]
pub fn ask_prices_until<'a>(
    shopper: Shopper<'a>,
    ids: &[ProductId],
    coming: &[Coming],
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let keys = ids.iter().map(ToString::to_string).collect();
    picked(
        &BY_ID,
        false,
        shopper,
        keys,
        then(shopper, coming, now),
        now,
    )
}

/// The product a typed SKU means: exactly that SKU, or the only one that looks
/// like it.
fn the_one_meant(items: &[ShelfItem], typed: &str) -> Option<ProductId> {
    let typed = typed.trim();
    if let Some(exact) = items.iter().find(|item| item.sku == typed) {
        return Some(exact.id);
    }
    let plain = plain_sku(typed);
    let mut alike = items.iter().filter(|item| plain_sku(&item.sku) == plain);
    alike
        .next()
        .filter(|_| alike.next().is_none())
        .map(|only| only.id)
}

fn picked<'a>(
    products: &'static JsonSets,
    only_visible: bool,
    shopper: Shopper<'a>,
    keys: serde_json::Value,
    then: Vec<Then>,
    now: Timestamp,
) -> Asked<'a, Vec<ShelfItem>> {
    let Some(in_force) = shopper.in_force else {
        return Asked::known(Vec::new());
    };
    if keys.as_array().is_none_or(Vec::is_empty) {
        return Asked::known(Vec::new());
    }
    products
        .ask::<Picked>(picked_args(
            Some(shopper.company.id),
            (in_force, &then),
            now,
            keys,
            shopper.language,
        ))
        .map(move |found| {
            let all = found.explained((in_force, &then), now).into_iter();
            all.filter(|(_, decided)| {
                !only_visible || decided.is_some_and(|(_, decided)| decided.visible())
            })
            .map(|(item, _)| item)
            .collect()
        })
}

pub(super) static BY_ID: LazyLock<JsonSets> =
    LazyLock::new(|| picked_by("p.id <in $6>", true, "$7"));

static BY_SKU: LazyLock<JsonSets> =
    LazyLock::new(|| picked_by("p.plain_sku <text in $6>", true, "$7"));
