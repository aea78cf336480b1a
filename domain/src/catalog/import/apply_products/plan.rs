//! What is to be done with the product of each line, and by which SKU it is known
//! from then on.

use super::super::task::Task;
use super::super::which::earlier;
use super::{Known, Line};
use crate::catalog::refusal::Refusal;
use crate::catalog::sku;
use crate::id::{CategoryId, ProductId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, Tx, list_placeholders};
use std::collections::{HashMap, HashSet};

/// A product that is there, as far as an import needs to know it.
#[derive(Debug, Clone, FromRow)]
pub(super) struct There {
    pub(super) id: ProductId,
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) category_id: CategoryId,
    pub(super) origin_key: Option<String>,
    pub(super) origin_state: Option<String>,
}

/// What is to be done with the product of a line.
pub(super) enum Plan {
    Add,
    Change(There),
    Leave(There),
    /// The line repeats an earlier one about this product.
    Repeat {
        product: Option<There>,
        file: i64,
        line: i64,
    },
    Refuse(Refusal),
}

impl Plan {
    /// The product that is there already.
    pub(super) const fn there(&self) -> Option<&There> {
        match self {
            Self::Change(there) | Self::Leave(there) => Some(there),
            Self::Repeat { product, .. } => product.as_ref(),
            Self::Add | Self::Refuse(_) => None,
        }
    }
}

/// What is to be done with each line.
pub(super) async fn plan(tx: &mut Tx, task: &Task, lines: &[Line]) -> Result<Vec<Plan>> {
    let keys: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok())
        .map(|says| says.origin_key.as_str())
        .collect();
    let skus: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok()?.sku.as_deref())
        .collect();
    let mut first = earlier(tx, task, keys.iter().map(|key| (*key).to_owned()).collect()).await?;
    let by_key = there(tx, "origin_key", &keys).await?;
    let by_sku = there(tx, "sku", &skus).await?;
    let by_key: HashMap<&str, &There> = by_key
        .iter()
        .filter_map(|there| Some((there.origin_key.as_deref()?, there)))
        .collect();
    let by_sku: HashMap<&str, &There> = by_sku
        .iter()
        .map(|there| (there.sku.as_str(), there))
        .collect();
    let mut plans = Vec::with_capacity(lines.len());
    for line in lines {
        let Ok(says) = &line.says else {
            plans.push(Plan::Refuse(Refusal::NoName));
            continue;
        };
        let there = match &says.sku {
            Some(sku) => by_sku.get(sku.as_str()),
            None => by_key.get(says.origin_key.as_str()),
        };
        if let Some((file, earlier)) = first.get(&says.origin_key) {
            plans.push(Plan::Repeat {
                product: there.map(|there| (*there).clone()),
                file: *file,
                line: *earlier,
            });
            continue;
        }
        first.insert(
            says.origin_key.clone(),
            (line.waiting.file, line.waiting.line),
        );
        plans.push(match there {
            None => Plan::Add,
            Some(there) if there.origin_state.as_deref() == Some(&says.origin_state) => {
                Plan::Leave((*there).clone())
            }
            Some(there) => Plan::Change((*there).clone()),
        });
    }
    Ok(plans)
}

async fn there(tx: &mut Tx, column: &'static str, wanted: &[&str]) -> Result<Vec<There>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(
        format!(
            "SELECT id, sku, name, category_id, origin_key, origin_state FROM product
             WHERE {column} IN ({})",
            list_placeholders(1, wanted.len())
        ),
        texts(wanted),
    )
    .await
}

fn texts(texts: &[&str]) -> Args {
    texts.iter().map(|text| text.value()).collect()
}

/// A SKU for each line that makes a new product and brings none.
pub(super) async fn compose_skus(
    tx: &mut Tx,
    known: &Known,
    lines: &[Line],
    plans: &[Plan],
) -> Result<Vec<Option<String>>> {
    let mut skus: Vec<Option<String>> = vec![None; lines.len()];
    let mut taken: HashSet<String> = HashSet::new();
    let mut open: Vec<(usize, &str, &str)> = Vec::new();
    for (place, (line, plan)) in lines.iter().zip(plans).enumerate() {
        let (Ok(says), Plan::Add) = (&line.says, plan) else {
            continue;
        };
        if let Some(sku) = &says.sku {
            taken.insert(sku.clone());
        } else if let Some(category) = line.home.and_then(|home| known.by_id(home)) {
            open.push((place, &category.sku_prefix, &says.origin_key));
        }
    }
    for attempt in 0..sku::ATTEMPTS {
        if open.is_empty() {
            break;
        }
        let wanted: Vec<String> = open
            .iter()
            .map(|(_, prefix, key)| sku::compose(prefix, key, attempt))
            .collect();
        let asked: Vec<&str> = wanted.iter().map(String::as_str).collect();
        taken.extend(
            there(tx, "sku", &asked)
                .await?
                .into_iter()
                .map(|one| one.sku),
        );
        let mut left = Vec::new();
        for (open, sku) in open.into_iter().zip(wanted) {
            if taken.insert(sku.clone()) {
                if let Some(slot) = skus.get_mut(open.0) {
                    *slot = Some(sku);
                }
            } else {
                left.push(open);
            }
        }
        open = left;
    }
    Ok(skus)
}
