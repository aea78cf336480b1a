//! What the next term of a subscription is, and what it costs.

use super::subscription::Subscription;
use crate::agreements::ask_prices_of;
use crate::id::{CustomerId, PlanId, PlanRevisionId, ProductId, UnitId};
use crate::identity::{Company, Shopper, ask_in_force};
use crate::store::{Query, Result};
use crate::{Money, Quantity, Timestamp};

/// The next term as it would be, or as the customer was told that it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextTerm {
    /// The plan.
    pub plan: PlanId,
    /// The state of the plan under which it runs: the one that the customer was
    /// told of, or the newest.
    pub revision: PlanRevisionId,
    /// The product.
    pub product: ProductId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many seats.
    pub seats: Quantity,
    /// What a seat costs.
    pub each: Money,
}

/// What the next term is. What the customer was told holds; else it is the newest
/// state of the plan at today's price, which comes from the agreements as for
/// anything else. Where there is no price any more, or one in another currency, the
/// one that was paid holds, or for another plan the one that was shown when it was
/// chosen: nobody loses what they have because a list was changed.
///
/// # Errors
/// If the storage fails.
pub(super) async fn next_term(
    query: &mut impl Query,
    subscription: &Subscription,
    now: Timestamp,
) -> Result<NextTerm> {
    let one = subscription;
    let today = match one.quoted {
        Some(_) => None,
        None => {
            let of = (one.customer, one.unit);
            price_now(query, of, one.product_then(), one.seats_then(), now).await?
        }
    };
    Ok(one.next_term(today))
}

impl Subscription {
    /// The next term, of which a seat costs this today.
    pub(super) fn next_term(&self, today: Option<Money>) -> NextTerm {
        let product = self.product_then();
        let today = today.filter(|price| price.currency == self.price.currency);
        let quoted = self.quoted.map(|(each, _)| each);
        let offer = self.offers.iter().find(|offer| offer.product == product);
        let (plan, newest, sku, name) = match offer {
            Some(offer) => (offer.plan, offer.revision, &offer.sku, &offer.name),
            None => (self.plan, self.newest, &self.sku, &self.name),
        };
        NextTerm {
            plan,
            revision: self.quoted.map_or(newest, |(_, revision)| revision),
            product,
            sku: sku.clone(),
            name: name.clone(),
            seats: self.seats_then(),
            each: quoted.or(today).unwrap_or(self.price_then()),
        }
    }
}

/// What a seat costs a customer today, of so many; whoever of its people is asking.
pub(super) async fn price_now(
    query: &mut impl Query,
    (customer, unit): (CustomerId, Option<UnitId>),
    product: ProductId,
    seats: Quantity,
    now: Timestamp,
) -> Result<Option<Money>> {
    let in_force = ask_in_force(customer, unit, now).fetch(query).await?;
    let company = Company {
        id: customer,
        name: String::new(),
        mark: String::new(),
        hue: 0,
    };
    let shopper = Shopper {
        company: &company,
        in_force: in_force.as_ref(),
        preview: false,
        language: "",
        member: None,
    };
    let found = ask_prices_of(shopper, &[product], now).fetch(query).await?;
    Ok(found.first().and_then(|item| item.price_of(seats)))
}
