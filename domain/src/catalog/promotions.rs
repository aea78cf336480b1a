//! Promotions: a lower price for a while, for everybody who buys from a price
//! list. It counts where it is lower than what was agreed; see
//! [`pricing`](crate::agreements::pricing).

use super::price_list_pages::ask_price_list_pages;
use crate::id::{CategoryId, PriceListId, ProductId, PromotionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args, audit};
use serde_json::json;

/// What a promotion is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promoted {
    /// Everything in the list.
    Everything,
    /// A category and everything below it.
    Category(CategoryId),
    /// The product with this SKU.
    Product(String),
}

/// How its price is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromotedPrice {
    /// So much off the list price.
    Off(Rate),
    /// A price of its own; for a product only.
    Fixed(Money),
}

/// A promotion about to be made.
#[derive(Debug, Clone)]
pub struct NewPromotion {
    /// The form it came from.
    pub key: FormKey,
    /// In which list.
    pub list: PriceListId,
    /// What it is called; customers read it beside the price.
    pub name: String,
    /// What it is about.
    pub what: Promoted,
    /// How its price is made.
    pub price: PromotedPrice,
    /// From how many pieces on.
    pub least: Quantity,
    /// From when.
    pub from: Timestamp,
    /// Until when, that moment not included.
    pub until: Timestamp,
}

/// What is wrong with one field of a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromotionFault {
    /// No name, or one too long.
    Name,
    /// More than everything, or nothing.
    WrongRate,
    /// A price below zero, in another currency, or for more than a product.
    WrongPrice,
    /// There is no product with this SKU.
    UnknownSku,
    /// It would end before it begins, or has ended already.
    Over,
}

/// Why a promotion was not made.
#[derive(Debug, thiserror::Error)]
pub enum PromotionError {
    /// Not allowed, or there is no such list.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Fields are wrong: everything that is.
    #[error("some fields are wrong: {0:?}")]
    Fields(Vec<PromotionFault>),
    /// The list has the supplier's costs.
    #[error("costs are not promoted")]
    CostList,
    /// Somebody else changed it meanwhile, or it has ended.
    #[error("somebody else changed the promotion meanwhile")]
    ChangedMeanwhile,
}

/// A promotion's name as it is kept; none if it can't be one.
#[must_use]
pub fn promotion_name(typed: &str) -> Option<String> {
    let name = super::attribute::tidy(typed);
    let fits = !name.is_empty() && name.chars().count() <= super::mapping::LONGEST_NAME;
    fits.then_some(name)
}

impl NewPromotion {
    /// What is wrong with it by itself.
    fn faults(&self, now: Timestamp) -> Vec<PromotionFault> {
        let mut faults = Vec::new();
        if promotion_name(&self.name).is_none() {
            faults.push(PromotionFault::Name);
        }
        match (self.price, &self.what) {
            (PromotedPrice::Off(rate), _) if rate.0 <= 0 || rate > Rate::WHOLE => {
                faults.push(PromotionFault::WrongRate);
            }
            (PromotedPrice::Fixed(price), Promoted::Product(_)) if price.minor >= 0 => {}
            (PromotedPrice::Fixed(_), _) => faults.push(PromotionFault::WrongPrice),
            (PromotedPrice::Off(_), _) => {}
        }
        if self.until <= self.from || self.until <= now {
            faults.push(PromotionFault::Over);
        }
        faults
    }

    /// What it is about and its price, as they are stored.
    ///
    /// # Errors
    /// Everything that is wrong with it, by itself and beside what is there.
    async fn resolved(&self, tx: &mut Tx, now: Timestamp) -> Result<Resolved, PromotionError> {
        let mut faults = self.faults(now);
        let list: Option<(Currency, String)> = tx
            .maybe(
                "SELECT currency, purpose FROM price_list WHERE id = $1",
                args![self.list],
            )
            .await?;
        let (currency, purpose) = list.ok_or(Denied)?;
        if purpose == "cost" {
            return Err(PromotionError::CostList);
        }
        let (category, product) = match &self.what {
            Promoted::Everything => (None, None),
            Promoted::Category(id) => (Some(*id), None),
            Promoted::Product(sku) => {
                let id: Option<ProductId> = tx
                    .scalar("SELECT id FROM product WHERE sku = $1", args![sku.trim()])
                    .await?;
                if id.is_none() {
                    faults.push(PromotionFault::UnknownSku);
                }
                (None, id)
            }
        };
        let (rate, minor) = match self.price {
            PromotedPrice::Off(rate) => (Some(rate), None),
            PromotedPrice::Fixed(price) => {
                if price.currency != currency && !faults.contains(&PromotionFault::WrongPrice) {
                    faults.push(PromotionFault::WrongPrice);
                }
                (None, Some(price.minor))
            }
        };
        match promotion_name(&self.name) {
            Some(name) if faults.is_empty() => Ok(Resolved {
                name,
                category,
                product,
                rate,
                minor,
            }),
            _ => Err(PromotionError::Fields(faults)),
        }
    }
}

/// A promotion as it is stored.
struct Resolved {
    name: String,
    category: Option<CategoryId>,
    product: Option<ProductId>,
    rate: Option<Rate>,
    minor: Option<i64>,
}

/// Makes a promotion.
///
/// # Errors
/// See [`PromotionError`].
pub async fn add_promotion(
    db: &Db,
    actor: &Actor,
    new: NewPromotion,
    now: Timestamp,
) -> Result<(), PromotionError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = PromotionId::new();
            if claim(tx, &actor, new.key, "promotion", &id.to_string(), now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let is = new.resolved(tx, now).await?;
            tx.run(
                "INSERT INTO promotion (id, price_list_id, name, category_id, product_id, rate,
                     price_minor, min_quantity, valid_from, valid_until, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                args![
                    id,
                    new.list,
                    &is.name,
                    is.category,
                    is.product,
                    is.rate,
                    is.minor,
                    new.least,
                    new.from,
                    new.until,
                    now
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "promotion.added",
                subject: id.to_string(),
                customer: None,
                detail: json!({ "name": is.name, "list": new.list, "until": new.until }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Says anew what a promotion is, as long as it has not ended; `seen` is its
/// [mark](super::PromotionRow::mark) when the curator looked.
///
/// # Errors
/// See [`PromotionError`]; nothing is changed then.
pub async fn change_promotion(
    db: &Db,
    actor: &Actor,
    promotion: PromotionId,
    seen: String,
    anew: NewPromotion,
    now: Timestamp,
) -> Result<(), PromotionError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Its row stays locked until the transaction ends.
            let there = tx
                .run(
                    "UPDATE promotion SET name = name WHERE id = $1 AND price_list_id = $2",
                    args![promotion, anew.list],
                )
                .await?;
            if there == 0 {
                return Err(Denied.into());
            }
            let (_, promotions) = ask_price_list_pages(Some(anew.list), now).fetch(tx).await?;
            let before = promotions.into_iter().find(|one| one.id == promotion);
            let before = before.filter(|one| one.mark() == seen);
            let before = before.ok_or(PromotionError::ChangedMeanwhile)?;
            let is = anew.resolved(tx, now).await?;
            tx.run(
                "UPDATE promotion SET name = $2, category_id = $3, product_id = $4, rate = $5,
                     price_minor = $6, min_quantity = $7, valid_from = $8, valid_until = $9
                 WHERE id = $1",
                args![
                    promotion,
                    &is.name,
                    is.category,
                    is.product,
                    is.rate,
                    is.minor,
                    anew.least,
                    anew.from,
                    anew.until
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "promotion.changed",
                subject: promotion.to_string(),
                customer: None,
                detail: json!({
                    "name": is.name, "before": before.mark(), "rate": is.rate, "price": is.minor,
                    "from": anew.from, "until": anew.until,
                }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Ends a promotion now; one that has not begun never does. Answers its name.
///
/// # Errors
/// [`PromotionError::Denied`] if there is none that has not ended.
pub async fn end_promotion(
    db: &Db,
    actor: &Actor,
    list: PriceListId,
    promotion: PromotionId,
    now: Timestamp,
) -> Result<String, PromotionError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let ended = tx
                .run(
                    "UPDATE promotion SET valid_until = $3,
                         valid_from = CASE WHEN valid_from < $3 THEN valid_from ELSE $3 END
                     WHERE id = $1 AND price_list_id = $2 AND valid_until > $3",
                    args![promotion, list, now],
                )
                .await?;
            if ended == 0 {
                return Err(Denied.into());
            }
            let name: Option<String> = tx
                .scalar("SELECT name FROM promotion WHERE id = $1", args![promotion])
                .await?;
            let name = name.unwrap_or_default();
            let entry = audit::Entry {
                action: "promotion.ended",
                subject: promotion.to_string(),
                customer: None,
                detail: json!({ "name": name }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(name)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = NewPromotion {
            key: FormKey::fresh(),
            list: PriceListId::new(),
            name: "  ".to_owned(),
            what: Promoted::Everything,
            price: PromotedPrice::Off(Rate(0)),
            least: Quantity::pieces(1),
            from: Timestamp(5),
            until: Timestamp(5),
        };
        assert_eq!(
            wrong.faults(Timestamp(1)),
            [
                PromotionFault::Name,
                PromotionFault::WrongRate,
                PromotionFault::Over
            ]
        );
        let right = NewPromotion {
            name: "Two weeks".to_owned(),
            price: PromotedPrice::Off(Rate(100)),
            until: Timestamp(6),
            ..wrong
        };
        assert!(right.faults(Timestamp(1)).is_empty());
    }
}
