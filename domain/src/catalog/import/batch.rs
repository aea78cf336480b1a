//! A batch of lines: understood, and then applied in a transaction, or only compared
//! in one that is given up.

use super::super::mapping::ImportKind;
use super::super::price_lists::{ListPurpose, PriceList, put_price_list};
use super::apply_products::Known;
use super::outcome::{Outcome, WaitingLine};
use super::task::Task;
use super::{apply_customers, apply_prices, apply_products, apply_promotions, apply_stock};
use crate::id::PriceListId;
use crate::identity::Actor;
use crate::store::{Db, Query, Result, StoreError, Tx};
use crate::{Timestamp, args};
use std::sync::Arc;

/// Lines of one kind, understood.
pub(super) enum Lines {
    Products(Vec<apply_products::Line>),
    Prices(Vec<apply_prices::Line>),
    Stock(Vec<apply_stock::Line>),
    Promotions(Vec<apply_promotions::Line>),
    Customers(Vec<apply_customers::Line>),
}

impl Lines {
    /// Understands lines, which needs no transaction; only applying them does.
    pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Lines {
        match task.kind {
            ImportKind::Products => Lines::Products(apply_products::read(task, waiting)),
            ImportKind::Prices => Lines::Prices(apply_prices::read(task, waiting)),
            ImportKind::Stock => Lines::Stock(apply_stock::read(task, waiting)),
            ImportKind::Promotions => Lines::Promotions(apply_promotions::read(task, waiting)),
            ImportKind::Customers => Lines::Customers(apply_customers::read(task, waiting)),
        }
    }
}

/// Why a transaction is given up: what would become of the lines was found out,
/// or storage failed.
enum GivenUp {
    Found(Vec<Outcome>),
    Store(StoreError),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Applies lines and gives the transaction up; answers what would have become
/// of them, or nothing if the import is not ours any more.
pub(super) async fn compare(
    db: &Db,
    task: Arc<Task>,
    known: Arc<Known>,
    lines: Lines,
    now: Timestamp,
) -> Result<Option<Vec<Outcome>>> {
    let given_up = db
        .write::<(), GivenUp, _>(Actor::system().scope(), move |tx| {
            Box::pin(async move {
                let (outcomes, _) = apply(tx, &task, &known, lines, now).await?;
                Err(GivenUp::Found(outcomes))
            })
        })
        .await;
    match given_up {
        Ok(()) => Ok(None),
        Err(GivenUp::Found(outcomes)) => Ok(Some(outcomes)),
        Err(GivenUp::Store(error)) => Err(error),
    }
}

/// Applies lines; answers what became of them, and what is known now that was not
/// before.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    known: &Known,
    lines: Lines,
    now: Timestamp,
) -> Result<(Vec<Outcome>, Known)> {
    let list = match (&task.mapping.new_list, task.list) {
        // Only while comparing: an import that begins has its list.
        (Some(name), None) => Some(list_for_now(tx, task, name, now).await?),
        (_, list) => list,
    };
    let no_list = || StoreError::bad_row("import", "no price list");
    let outcomes = match lines {
        Lines::Products(lines) => {
            return apply_products::apply(tx, task, list, known, lines, now).await;
        }
        Lines::Prices(lines) => {
            apply_prices::apply(tx, task, list.ok_or_else(no_list)?, lines, now).await?
        }
        Lines::Stock(lines) => apply_stock::apply(tx, task, lines, now).await?,
        Lines::Promotions(lines) => {
            let list = list.ok_or_else(no_list)?;
            apply_promotions::apply(tx, task, list, known, lines, now).await?
        }
        Lines::Customers(lines) => apply_customers::apply(tx, task, lines, now).await?,
    };
    Ok((outcomes, Known::default()))
}

/// A price list that is not there yet, in a transaction that is given up.
async fn list_for_now(tx: &mut Tx, task: &Task, name: &str, now: Timestamp) -> Result<PriceListId> {
    let list = PriceList {
        id: PriceListId::new(),
        name: name.to_owned(),
        currency: task.mapping.currency,
        purpose: ListPurpose::Sale,
    };
    if !put_price_list(tx, &list, now).await? {
        // Somebody made one of this name meanwhile: the comparison is with it.
        let there = tx
            .scalar("SELECT id FROM price_list WHERE name = $1", args![name])
            .await?;
        return Ok(there.unwrap_or(list.id));
    }
    Ok(list.id)
}
