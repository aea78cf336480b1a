//! Which product somebody may ask about: one that they see on their shelf, or that
//! their company has. Of any other number nothing may be learned by what is found,
//! suggested or asked, not even that there is one.

use crate::agreements::{ShelfItem, ask_shelf_by_sku};
use crate::identity::{Member, Shopper};
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
