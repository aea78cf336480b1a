//! A subscription as its page shows it, with what its next term is and what it can
//! go over to.

use super::change::{ChangeError, Wanted};
use super::lifecycle::{self, Party};
use super::next_term::NextTerm;
use super::subscription::Subscription;
use super::weigh::Weighed;
use super::whole::ask_whole;
use crate::agreements::{ask_prices_of, ask_shelf_items};
use crate::id::ProductId;
use crate::identity::{Actor, Denied, Permission, Unit, ask_units};
use crate::store::{Asked, Db, StoreError, together};
use crate::{Day, Money, Timestamp};

/// A plan that a subscription can go over to, by the product of a term of the same
/// length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPlan {
    /// The product.
    pub product: ProductId,
    /// What it is called.
    pub name: String,
    /// What a seat costs.
    pub each: Option<Money>,
}

/// A subscription with what comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The subscription.
    pub subscription: Subscription,
    /// Its next term as things stand; none once it has ended.
    pub next: Option<NextTerm>,
    /// What it can go over to, for who may order.
    pub others: Vec<OtherPlan>,
    /// Whether the reader sees what was charged: whose it is, who sees the company, and
    /// staff. For others its charges are left out, and its history, which tells them; and
    /// what others used of it is counted only.
    pub sees_charges: bool,
    /// The company's units, for who may say that its service level is for one of them.
    pub units: Vec<Unit>,
}

impl Shown {
    /// What a change would come to, for whoever is asked for a yes.
    ///
    /// # Errors
    /// [`ChangeError::NotPossible`], [`ChangeError::NotWeighed`], or
    /// [`ChangeError::NoSuchPlan`].
    pub fn weigh(&self, wanted: Wanted, today: Day) -> Result<Weighed, ChangeError> {
        let one = &self.subscription;
        lifecycle::next(one.state, wanted.step(), Party::Buyer, one.rules())?;
        let each = match wanted {
            Wanted::Plan(product) if product == one.product => Some(one.price),
            Wanted::Plan(product) => {
                let other = self.others.iter().find(|other| other.product == product);
                other.ok_or(ChangeError::NoSuchPlan)?.each
            }
            _ => None,
        };
        Ok(one.weighed(wanted, each, today)?)
    }
}

/// Shows a subscription to the company's people, for whom it is, and to staff who see
/// customers. `None` for everybody else's.
///
/// # Errors
/// [`Denied`] if the person may see none.
pub async fn show_subscription<E>(
    db: &Db,
    actor: &Actor,
    number: &str,
    now: Timestamp,
) -> Result<Option<Shown>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let customer = match actor.member() {
        Some(member) => {
            actor.demand(Permission::Browse)?;
            Some(member.company.id)
        }
        None => {
            actor.demand(Permission::SeeCustomers)?;
            None
        }
    };
    let mut read = db.read(actor.scope()).await?;
    let found = ask_whole(customer, number).fetch(&mut read).await??;
    let Some(mut subscription) = found else {
        return Ok(None);
    };
    let own = actor
        .member()
        .map(|member| member.id == subscription.member);
    let sees_charges = own.unwrap_or(true) || actor.may(Permission::SeeCompany);
    if !sees_charges {
        subscription.charges.clear();
        subscription.events.clear();
        let reader = actor.member().map(|member| member.id);
        for used in &mut subscription.uses {
            if used.member.is_none() || used.member != reader {
                used.hide();
            }
        }
    }
    if subscription.ended_at.is_some() {
        return Ok(Some(Shown {
            subscription,
            next: None,
            others: Vec::new(),
            sees_charges,
            units: Vec::new(),
        }));
    }
    let (product, seats) = (subscription.product_then(), subscription.seats_then());
    let may_change = actor.member().is_some() && actor.may(Permission::Order);
    let others: Vec<ProductId> = subscription
        .offers
        .iter()
        .map(|offer| offer.product)
        .filter(|other| may_change && *other != subscription.product)
        .collect();
    // What staff see of it costs what the customer was told, or pays now.
    let (then, others) = match actor.shopper() {
        Some(shopper) => (
            ask_prices_of(shopper, &[product], now),
            ask_shelf_items(shopper, &others, now),
        ),
        None => (Asked::known(Vec::new()), Asked::known(Vec::new())),
    };
    let units = if may_change && subscription.can_be_covered() {
        ask_units(subscription.customer)
    } else {
        Asked::known(Vec::new())
    };
    let (then, others, units) = together(&mut read, (then, others, units)).await?;
    let each = then.first().and_then(|item| item.price_of(seats));
    Ok(Some(Shown {
        next: Some(subscription.next_term(each)),
        others: others
            .iter()
            .map(|item| OtherPlan {
                product: item.id,
                name: item.name.clone(),
                each: item.price_of(subscription.seats),
            })
            .collect(),
        sees_charges,
        units,
        subscription,
    }))
}
