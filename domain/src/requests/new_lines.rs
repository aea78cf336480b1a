//! Lines about to be requested or ordered: what somebody wants, looked up in
//! today's catalog.

use super::basket::{BasketLine, Ready, ask_ready, priced};
use super::offer::{Offer, Standing, Thing, meant_by};
use crate::agreements::{ShelfItem, ask_shelf_by_sku};
use crate::configurations::factory::Services;
use crate::id::{BasketLineId, RequestLineId};
use crate::identity::{Actor, Member};
use crate::mail::Recipient;
use crate::orders::{NewOrderLine, ask_people_told};
use crate::store::{Asked, StoreError, Tx, together};
use crate::{Currency, Money, Quantity, Timestamp};

/// Where a request's lines come from.
#[derive(Debug, Clone)]
pub enum From {
    /// Everything in the basket, which is empty afterwards.
    Basket,
    /// Products by SKU.
    Lines(Vec<(String, Quantity)>),
}

/// A line about to be written, as today's catalog has it.
pub(super) struct NewLine {
    pub(super) id: RequestLineId,
    /// The basket's line that it comes from.
    pub(super) basket: Option<BasketLineId>,
    pub(super) offer: Offer,
    pub(super) quantity: Quantity,
    /// The units of equipment that it is to replace.
    pub(super) replaces: String,
}

impl NewLine {
    /// The line of an order for it, if it has a price.
    pub(super) fn ordered(&self) -> Option<NewOrderLine> {
        let price = self.offer.standing.price()?;
        Some(self.offer.order_line(self.quantity, price, &self.replaces))
    }
}

/// What these lines take out of the basket.
pub(super) fn taken_by(lines: &[NewLine]) -> Vec<(BasketLineId, Quantity)> {
    let of_basket = |line: &NewLine| Some((line.basket?, line.quantity));
    lines.iter().filter_map(of_basket).collect()
}

/// What submitting and ordering need to know.
pub(super) struct LookedUp {
    /// What is wanted, as today's catalog has it.
    pub(super) lines: Vec<NewLine>,
    /// Cost centres, rules, and who decides.
    pub(super) ready: Ready,
    /// Whom an order of this member concerns.
    pub(super) told: Vec<Recipient>,
}

/// Looks up what is wanted and all that is needed for it; or the answer of an
/// earlier command with the same key. Of products by SKU in one statement, of
/// the basket in as many more as its lines need.
pub(super) async fn look_up(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    earlier: Asked<'_, Option<String>>,
    from: &From,
    now: Timestamp,
) -> Result<Result<LookedUp, String>, StoreError> {
    let skus: Vec<String> = match from {
        From::Lines(wanted) => wanted.iter().map(|(sku, _)| sku.clone()).collect(),
        From::Basket => Vec::new(),
    };
    let shelf = match actor.shopper() {
        Some(shopper) if !skus.is_empty() => ask_shelf_by_sku(shopper, &skus, now),
        _ => Asked::known(Vec::new()),
    };
    let told = ask_people_told(member.company.id, [member.id, member.id]);
    let questions = (earlier, ask_ready(member), told, shelf);
    let (earlier, ready, told, shelf) = together(tx, questions).await?;
    if let Some(earlier) = earlier {
        return Ok(Err(earlier));
    }
    let lines = match from {
        From::Basket => from_basket(priced(tx, actor, &ready.lines, now).await?),
        From::Lines(wanted) => by_sku(&shelf, wanted),
    };
    Ok(Ok(LookedUp { lines, ready, told }))
}

fn from_basket(lines: Vec<BasketLine>) -> Vec<NewLine> {
    lines
        .into_iter()
        .map(|line| NewLine {
            id: RequestLineId::new(),
            basket: Some(line.id),
            offer: line.offer,
            quantity: line.quantity,
            replaces: line.replaces,
        })
        .collect()
}

fn by_sku(shelf: &[ShelfItem], wanted: &[(String, Quantity)]) -> Vec<NewLine> {
    wanted
        .iter()
        .map(|(sku, quantity)| {
            let offer = match meant_by(shelf, sku) {
                Some(item) => Offer::of_product(item, *quantity),
                None => Offer {
                    thing: Thing::Words,
                    revision: None,
                    sku: sku.clone(),
                    name: sku.clone(),
                    first_name: None,
                    picture: None,
                    options: Vec::new(),
                    standing: Standing::Gone,
                    services: Services::default(),
                    breaks: Vec::new(),
                    supply: None,
                    unit: None,
                },
            };
            NewLine {
                id: RequestLineId::new(),
                basket: None,
                offer,
                quantity: *quantity,
                replaces: String::new(),
            }
        })
        .collect()
}

/// What the lines with a price cost in all; `None` if beyond counting.
pub(super) fn goods_of(lines: &[NewLine], currency: Currency) -> Option<Money> {
    lines
        .iter()
        .filter_map(|line| Some((line.offer.standing.price()?, line.quantity)))
        .try_fold(Money::zero(currency), |sum, (price, quantity)| {
            sum.plus(price.times(quantity)?)
        })
}
