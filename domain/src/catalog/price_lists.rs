//! Price lists: what they are called, in which currency they are, and what they
//! are for. What they ask for products is in [`prices`](super::prices).

use crate::id::PriceListId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, Query, Result, StoreError, Tx};
use crate::{Currency, Timestamp, args, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::LazyLock;

/// A list of prices, shared by many agreements.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PriceList {
    /// Its id.
    pub id: PriceListId,
    /// Its name.
    pub name: String,
    /// The currency of all its prices.
    pub currency: Currency,
    /// What it is for.
    pub purpose: ListPurpose,
}

/// What a price list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListPurpose {
    /// It says what customers are asked.
    #[default]
    Sale,
    /// It says what the supplier pays itself. Of each currency there is at most
    /// one such list.
    Cost,
}

impl ListPurpose {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Cost => "cost",
        }
    }
}

/// All price lists, by name.
///
/// # Errors
/// If they can't be read.
pub async fn price_lists(query: &mut impl Query) -> Result<Vec<PriceList>> {
    ask_price_lists().fetch(query).await
}

/// The question behind [`price_lists`], to be asked together with others.
#[must_use]
pub fn ask_price_lists() -> Asked<'static, Vec<PriceList>> {
    static LISTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "currency", "purpose"],
            "SELECT id, name, currency, purpose FROM price_list ORDER BY name, id",
        )
    });
    LISTS.ask(args![])
}

/// Why a price list was not made.
#[derive(Debug, thiserror::Error)]
pub enum AddPriceListError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// Another list has the name.
    #[error("another price list has this name")]
    NameTaken,
    /// Another list of this currency has the costs.
    #[error("another price list has the costs in this currency")]
    CostsTaken,
}

/// Makes a price list.
///
/// # Errors
/// See [`AddPriceListError`].
pub async fn add_price_list(
    db: &Db,
    actor: &Actor,
    list: PriceList,
    now: Timestamp,
) -> Result<(), AddPriceListError> {
    actor.demand(Permission::Curate)?;
    let name = super::attribute::tidy(&list.name);
    if name.is_empty() || name.chars().count() > super::mapping::LONGEST_NAME {
        return Err(AddPriceListError::Name);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let list = PriceList { name, ..list };
            if list.purpose == ListPurpose::Cost {
                let others: Option<i64> = tx
                    .scalar(
                        "SELECT COUNT(*) FROM price_list WHERE purpose = 'cost' AND currency = $1",
                        args![list.currency],
                    )
                    .await?;
                if others != Some(0) {
                    return Err(AddPriceListError::CostsTaken);
                }
            }
            if !put_price_list(tx, &list, now).await? {
                return Err(AddPriceListError::NameTaken);
            }
            let entry = audit::Entry {
                action: "price-list.added",
                subject: list.id.to_string(),
                customer: None,
                detail: json!({ "name": list.name, "currency": list.currency }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Makes a price list; answers whether its name was free.
///
/// # Errors
/// If it can't be written.
pub async fn put_price_list(tx: &mut Tx, list: &PriceList, now: Timestamp) -> Result<bool> {
    let made = tx
        .run(
            "INSERT INTO price_list (id, name, currency, purpose, created_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![list.id, &list.name, list.currency, list.purpose.code(), now],
        )
        .await?;
    Ok(made > 0)
}
