//! Which products the lines of a batch are about.

use super::super::refusal::Refusal;
use super::super::sku::plain_sku;
use super::super::which_product::Which;
use super::task::Task;
use crate::args;
use crate::id::ProductId;
use crate::store::{IntoValue, Query, Result, Tx, list_placeholders};
use std::collections::HashMap;

/// A product that a line is about.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) id: ProductId,
    pub(super) sku: String,
    pub(super) name: String,
}

/// The products of a batch.
#[derive(Debug, Default)]
pub(super) struct Products {
    by_sku: HashMap<String, Vec<Found>>,
    by_maker_number: HashMap<String, Vec<Found>>,
}

impl Products {
    /// Finds all that are named.
    pub(super) async fn find<'w>(
        tx: &mut Tx,
        named: impl Iterator<Item = &'w Which>,
    ) -> Result<Self> {
        let (mut skus, mut numbers) = (Vec::new(), Vec::new());
        for which in named {
            match which {
                Which::Sku(sku) => skus.push(plain_sku(sku)),
                Which::MakerNumber(number) => numbers.push(plain_sku(number)),
            }
        }
        Ok(Self {
            by_sku: find(tx, "plain_sku", skus).await?,
            by_maker_number: find(tx, "plain_maker_number", numbers).await?,
        })
    }

    /// The one that a line is about.
    pub(super) fn get(&self, which: &Which) -> Result<&Found, Refusal> {
        let (found, text) = match which {
            Which::Sku(sku) => (self.by_sku.get(&plain_sku(sku)), sku),
            Which::MakerNumber(number) => (self.by_maker_number.get(&plain_sku(number)), number),
        };
        let cell = || text.clone();
        match found.map(Vec::as_slice).unwrap_or_default() {
            [one] => Ok(one),
            [] => Err(Refusal::UnknownSku { cell: cell() }),
            // Two SKUs that differ in their dashes only: the one as written.
            many => many
                .iter()
                .find(|one| one.sku == *text)
                .ok_or_else(|| Refusal::SeveralProducts { cell: cell() }),
        }
    }

    /// Their ids.
    pub(super) fn ids(&self) -> Vec<ProductId> {
        let all = self.by_sku.values().chain(self.by_maker_number.values());
        let mut ids: Vec<ProductId> = all.flatten().map(|found| found.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

async fn find(
    tx: &mut Tx,
    column: &'static str,
    mut wanted: Vec<String>,
) -> Result<HashMap<String, Vec<Found>>> {
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|text| !text.is_empty());
    let mut found: HashMap<String, Vec<Found>> = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(String, ProductId, String, String)> = tx
        .all(
            format!(
                "SELECT {column}, id, sku, name FROM product WHERE {column} IN ({}) ORDER BY id",
                list_placeholders(1, wanted.len())
            ),
            wanted.iter().map(|text| text.value()).collect(),
        )
        .await?;
    for (plain, id, sku, name) in rows {
        found
            .entry(plain)
            .or_default()
            .push(Found { id, sku, name });
    }
    Ok(found)
}

/// The lines before this batch that have one of these keys, by key: their file
/// and line.
pub(super) async fn earlier(
    tx: &mut Tx,
    task: &Task,
    keys: Vec<String>,
) -> Result<HashMap<String, (i64, i64)>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let mut args = args![task.import, task.before];
    args.extend(keys.iter().map(|key| key.value()));
    let found: Vec<(String, i64, i64)> = tx
        .all(
            format!(
                "SELECT origin_key, file, line FROM import_line
                 WHERE import_id = $1 AND position <= $2 AND origin_key IN ({})",
                list_placeholders(3, keys.len())
            ),
            args,
        )
        .await?;
    Ok(found
        .into_iter()
        .map(|(key, file, line)| (key, (file, line)))
        .collect())
}
