//! What the next term of a subscription is, and what it costs.

use super::subscription::Subscription;
use crate::agreements::ask_prices_of;
use crate::id::{PlanId, PlanRevisionId, ProductId};
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

/// What the next term is, at the prices of a moment, which come from the agreements as
/// for anything else. More than the customer was told is never asked, and less where
/// the price has fallen since; who was told nothing gets the newest state of the plan.
/// Where there is no price, or one in another currency, the one that was paid holds, or
/// for another plan the one that was shown when it was chosen: nobody loses what they
/// have because a list was changed.
///
/// The moment is now, or the beginning of a term that is late: then it costs what it
/// would have cost in time, and what it costs now only if no price of that day is known.
///
/// # Errors
/// If the storage fails.
pub(super) async fn next_term(
    query: &mut impl Query,
    subscription: &Subscription,
    at: Timestamp,
    now: Timestamp,
) -> Result<NextTerm> {
    let one = subscription;
    let mut each = price_at(query, one, at).await?;
    if each.is_none() && at != now {
        each = price_at(query, one, now).await?;
    }
    Ok(one.next_term(each))
}

impl Subscription {
    /// The next term, of which a seat would cost this.
    pub(super) fn next_term(&self, each: Option<Money>) -> NextTerm {
        let product = self.product_then();
        let each = each.filter(|price| price.currency == self.price.currency);
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
            each: at_most(quoted, each).unwrap_or(self.price_then()),
        }
    }
}

/// What was told, or less if the price has fallen; the price if nothing was told.
pub(super) fn at_most(told: Option<Money>, price: Option<Money>) -> Option<Money> {
    match (told, price) {
        (Some(told), Some(price))
            if price.currency == told.currency && price.minor < told.minor =>
        {
            Some(price)
        }
        (told, price) => told.or(price),
    }
}

/// What a seat of the next term costs its customer at a moment, whoever of its people
/// is asking.
async fn price_at(
    query: &mut impl Query,
    one: &Subscription,
    at: Timestamp,
) -> Result<Option<Money>> {
    let in_force = ask_in_force(one.customer, one.unit, at)
        .fetch(query)
        .await?;
    let company = Company {
        id: one.customer,
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
    let found = ask_prices_of(shopper, &[one.product_then()], at)
        .fetch(query)
        .await?;
    Ok(found
        .first()
        .and_then(|item| item.price_of(one.seats_then())))
}

#[cfg(test)]
mod tests {
    use super::at_most;
    use crate::{Currency, Money};

    #[test]
    fn nobody_pays_more_than_was_told() {
        let eur = |minor| Some(Money::new(minor, Currency::EUR));
        assert_eq!(at_most(eur(100), eur(120)), eur(100));
        assert_eq!(at_most(eur(100), eur(80)), eur(80));
        assert_eq!(at_most(eur(100), None), eur(100));
        assert_eq!(at_most(None, eur(120)), eur(120));
        assert_eq!(at_most(None, None), None);
        let francs = Some(Money::new(80, "CHF".parse().unwrap()));
        assert_eq!(at_most(eur(100), francs), eur(100), "these don't compare");
    }
}
