//! Which product somebody may ask about: one that they see on their shelf, or that
//! their company has. Of any other number nothing may be learned by what is found,
//! suggested or asked, not even that there is one; nor of a unit of equipment that a
//! colleague has.

use crate::agreements::{ShelfItem, ask_shelf_by_sku};
use crate::assets::ask_tagged;
use crate::identity::{Actor, Member, Shopper};
use crate::store::{Asked, JsonRows, Query, Result, together};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// Equipment of the company with the number.
#[derive(Debug, Deserialize)]
pub(super) struct Kept {
    sku: String,
}

/// Asks for the products that these numbers mean, of which there is one; see [`which`].
pub(super) fn ask<'a>(
    shopper: Shopper<'a>,
    member: &Member,
    typed: &'a [String; 1],
    now: Timestamp,
) -> (Asked<'a, Vec<ShelfItem>>, Asked<'static, Vec<Kept>>) {
    static KEPT: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["sku"],
            "SELECT u.sku FROM asset u WHERE u.customer_id = $1 AND u.sku = $2 LIMIT 1",
        )
    });
    let [sku] = typed;
    (
        ask_shelf_by_sku(shopper, typed, now),
        KEPT.ask(args![member.company.id, sku.as_str()]),
    )
}

/// The number as it is kept; empty if it is none of theirs.
pub(super) fn which(shelf: &[ShelfItem], kept: &[Kept]) -> String {
    let on_shelf = shelf.first().map(|item| item.sku.clone());
    on_shelf
        .or_else(|| kept.first().map(|one| one.sku.clone()))
        .unwrap_or_default()
}

/// The same, asked alone: one statement, or none where nothing was typed.
pub(super) async fn sku_of_theirs(
    query: &mut impl Query,
    shopper: Option<Shopper<'_>>,
    member: &Member,
    typed: &str,
    now: Timestamp,
) -> Result<String> {
    let typed = [typed.trim().to_owned()];
    let (Some(shopper), false) = (shopper, typed.iter().all(String::is_empty)) else {
        return Ok(String::new());
    };
    let (shelf, kept) = together(query, ask(shopper, member, &typed, now)).await?;
    Ok(which(&shelf, &kept))
}

/// What somebody is about to ask about, as far as it is theirs to ask about.
pub(super) struct Named {
    /// The product's number as it is kept; empty if none of theirs is known.
    pub sku: String,
    /// The same, where nothing but the tag of a unit that they see says it.
    pub of_unit: Option<String>,
    /// Whether they see a unit with the tag, or have it in front of them.
    pub has_unit: bool,
}

/// What these mean, a product's number and a unit's tag, each of which may be empty: one
/// statement, or none where nothing was typed.
pub(super) async fn named(
    query: &mut impl Query,
    actor: &Actor,
    member: &Member,
    (sku, tag): (&str, &str),
    now: Timestamp,
) -> Result<Named> {
    let typed = [sku.trim().to_owned()];
    let has_typed = !typed.iter().all(String::is_empty);
    let unit = match tag.trim() {
        "" => Asked::known(None),
        tag => ask_tagged(member.company.id, tag),
    };
    let (shelf, kept, unit) = match actor.shopper().filter(|_| has_typed) {
        Some(shopper) => {
            let (shelf, kept) = ask(shopper, member, &typed, now);
            together(query, (shelf, kept, unit)).await?
        }
        None => (Vec::new(), Vec::new(), unit.fetch(query).await?),
    };
    let seen = unit.as_ref().filter(|unit| unit.is_seen_by(actor));
    let of_unit = seen
        .map(|unit| unit.sku.clone())
        .filter(|sku| !has_typed && !sku.is_empty());
    Ok(Named {
        sku: match &of_unit {
            Some(sku) => sku.clone(),
            None => which(&shelf, &kept),
        },
        of_unit,
        has_unit: unit.is_some_and(|unit| unit.is_seen_by(actor) || unit.stands_before(actor)),
    })
}
