//! Lines about to be requested or ordered: what somebody wants, looked up in
//! today's catalog.

use super::basket::{BasketLine, Ready, ask_ready, priced, ready};
use super::offer::{Offer, Standing, Thing, meant_by};
use crate::agreements::{ShelfItem, ask_shelf_by_sku};
use crate::id::{BasketLineId, RequestLineId};
use crate::identity::{Actor, Member};
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
}

/// What these lines take out of the basket.
pub(super) fn taken_by(lines: &[NewLine]) -> Vec<(BasketLineId, Quantity)> {
    let of_basket = |line: &NewLine| Some((line.basket?, line.quantity));
    lines.iter().filter_map(of_basket).collect()
}

/// What is wanted, as today's catalog has it, with what submitting and ordering
/// need to know besides. Of products by SKU in one statement.
pub(super) async fn look_up(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    from: &From,
    now: Timestamp,
) -> Result<(Ready, Vec<NewLine>), StoreError> {
    match from {
        From::Basket => {
            let ready = ready(tx, member).await?;
            let lines = from_basket(priced(tx, actor, &ready.lines, now).await?);
            Ok((ready, lines))
        }
        From::Lines(wanted) => {
            let skus: Vec<String> = wanted.iter().map(|(sku, _)| sku.clone()).collect();
            let shelf = match actor.shopper() {
                Some(shopper) => ask_shelf_by_sku(shopper, &skus, now),
                None => Asked::known(Vec::new()),
            };
            let (ready, shelf) = together(tx, (ask_ready(member), shelf)).await?;
            Ok((ready, by_sku(&shelf, wanted)))
        }
    }
}

fn from_basket(lines: Vec<BasketLine>) -> Vec<NewLine> {
    lines
        .into_iter()
        .map(|line| NewLine {
            id: RequestLineId::new(),
            basket: Some(line.id),
            offer: line.offer,
            quantity: line.quantity,
        })
        .collect()
}

fn by_sku(shelf: &[ShelfItem], wanted: &[(String, Quantity)]) -> Vec<NewLine> {
    wanted
        .iter()
        .map(|(sku, quantity)| {
            let offer = match meant_by(shelf, sku) {
                Some(item) => Offer::of_product(item),
                None => Offer {
                    thing: Thing::Words,
                    revision: None,
                    sku: sku.clone(),
                    name: sku.clone(),
                    options: Vec::new(),
                    standing: Standing::Gone,
                },
            };
            NewLine {
                id: RequestLineId::new(),
                basket: None,
                offer,
                quantity: *quantity,
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
