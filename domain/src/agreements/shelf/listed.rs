//! The products of a surveyed category as a page lists them, and what there is of
//! them.

use super::categories::ShelfCategory;
use super::item::ShelfItem;
use super::survey::{Known, Survey};
use super::terms::Reached;
use crate::catalog::availability::{SUPPLY, Supply};
use crate::store::{JsonRows, Query, Result};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The products at these places of a surveyed category, in their order. That
/// they are on the shelf was found out by the survey, and so was all that bears
/// on their prices.
pub(super) fn listed(
    survey: &Survey,
    known: &Known,
    here: &ShelfCategory,
    reached: &Reached,
    places: &[usize],
    now: Timestamp,
) -> Vec<ShelfItem> {
    let terms = &survey.terms;
    let item = |place: &usize| {
        let sheet = known.figures.sheet(*place)?;
        let prices = terms.prices(sheet.number, reached, |list| {
            known.prices(terms, list, sheet.number)
        });
        let item = ShelfItem::new(
            (sheet.id, sheet.sku.clone(), sheet.name.clone()),
            (
                sheet.manufacturer.clone(),
                survey
                    .tree
                    .in_language(&survey.language, here.id, &sheet.summary),
            ),
            (here.id, here.name.clone()),
            prices,
            survey
                .supplies
                .get(&sheet.number)
                .cloned()
                .unwrap_or_default(),
            now,
        );
        let local = sheet.names.get(&survey.language).cloned();
        let item = item.called(local).counted_in(sheet.unit.clone());
        Some(item.looking(sheet.picture, sheet.variant.clone()))
    };
    places.iter().filter_map(item).collect()
}

/// What there is of a product, as the database hands it over.
#[derive(Debug, Deserialize)]
pub(super) struct SupplyRow {
    number: i64,
    lead_days: Option<i64>,
    supply: Option<String>,
}

pub(super) fn supply_of(row: SupplyRow) -> (i64, Supply) {
    let supply = Supply::read(row.supply.as_deref(), row.lead_days);
    (row.number, supply)
}

/// The columns of [`supplies`].
pub(super) const SUPPLY_COLUMNS: &[&str] = &["number", "lead_days", "supply"];

/// What there is of the products `p` that the condition picks.
pub(super) fn supplies(condition: &str) -> String {
    format!("SELECT p.number, p.lead_days, {SUPPLY} AS supply FROM product p WHERE {condition}")
}

/// Asks what there is of the products at these places, of which the survey did
/// not know before that they would be listed.
pub(super) async fn supply_besides(
    read: &mut impl Query,
    survey: &mut Survey,
    places: &[usize],
) -> Result<()> {
    static SUPPLIES: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(SUPPLY_COLUMNS, &supplies("p.number <number in $1>")));
    let sheets = survey.known.iter().flat_map(|known| {
        let sheet = |place: &usize| known.figures.sheet(*place);
        places.iter().filter_map(sheet)
    });
    let unknown: Vec<i64> = sheets
        .map(|sheet| sheet.number)
        .filter(|number| !survey.supplies.contains_key(number))
        .collect();
    if !unknown.is_empty() {
        let found = SUPPLIES.all(read, args![json!(unknown)]).await?;
        survey.supplies.extend(found.into_iter().map(supply_of));
    }
    Ok(())
}
