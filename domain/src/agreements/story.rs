//! Why a member sees a product, at this price: every line that bears on it,
//! also those that lost, have ended or have not begun.

use super::AgreementPage;
use super::assortment::Decided;
use super::pricing::{About, PriceStory};
use super::shelf::picked::{Picked, picked_args, picked_by};
use crate::identity::{Actor, Agreed, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use crate::{Money, Quantity, Timestamp};
use serde_json::json;
use std::sync::LazyLock;

/// A product as the people see it whom an agreement is for, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Whether it is sold at all.
    pub active: bool,
    /// What decides whether it is seen: the number of the agreement, and what
    /// it says. None if no agreement says anything.
    pub decided: Option<(String, Decided)>,
    /// What the rule is about that decides it, if it is one about many products.
    pub decided_by: Option<About>,
    /// Its price, and every line that was looked at.
    pub price: PriceStory,
    /// From how many pieces on one costs something else, and what then.
    pub breaks: Vec<(Quantity, Money)>,
    /// The agreements that apply, in their order: the lines name them by
    /// their places.
    pub agreements: Vec<Agreed>,
}

/// Explains the product with this SKU under the revision that the page shows,
/// and what else applies to the same people.
///
/// # Errors
/// [`Denied`] if the person may not see it.
pub async fn explain<E>(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    sku: &str,
    now: Timestamp,
) -> Result<Option<Explained>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static LINES: LazyLock<JsonSets> =
        LazyLock::new(|| picked_by("p.sku <text in $6>", false, "$7"));
    actor.demand(Permission::SeeCustomers)?;
    let Some(in_force) = page.in_force_with(Some(&page.shown)) else {
        return Ok(None);
    };
    let then = page.later(&in_force, now);
    let mut read = db.read(actor.scope()).await?;
    let keys = json!([sku.trim()]);
    let picked: Picked = LINES
        .fetch(
            &mut read,
            picked_args(page.audience.customer(), (&in_force, &then), now, keys, ""),
        )
        .await?;
    let active = picked.is_active();
    let found = picked.told((&in_force, &then), now);
    Ok(found.map(|(item, decided, decided_by)| Explained {
        decided_by,
        decided: decided
            .and_then(|(place, decided)| Some((in_force.at(place)?.number.clone(), decided))),
        active,
        breaks: item.breaks(),
        sku: item.sku,
        name: item.name,
        price: item.price,
        agreements: in_force.all().cloned().collect(),
    }))
}
