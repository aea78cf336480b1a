//! Subscribing from the site: a term goes into the basket with what was chosen about
//! it, and from there the way of everything that is asked for or ordered.

use super::own::{AfterOwn, OwnPage, ask_own, ask_to_end_with};
use super::plans::{Plan, ask_plans};
use super::whole::ask_whole;
use super::wish::{Wish, With};
use crate::agreements::{ShelfItem, shelf_items};
use crate::id::{PlanId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::requests::{self, BasketError};
use crate::store::{Db, FormKey, StoreError, claim, together};
use crate::{Day, Quantity, Timestamp};

/// How far ahead a subscription may begin, in days.
pub const FARTHEST_DAYS: i64 = 366;

/// What is subscribed to.
#[derive(Debug, Clone)]
pub struct Subscribe {
    /// The form's key.
    pub key: FormKey,
    /// The plan it is chosen from.
    pub plan: PlanId,
    /// The term, by its product.
    pub product: ProductId,
    /// How many seats.
    pub seats: Quantity,
    /// From which day on; none for as soon as we take the order on.
    pub starts: Option<Day>,
    /// The number of the subscription it ends with, if it is to end with one.
    pub with: Option<String>,
}

/// Why nothing went into the basket.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such plan for them, or not with this term.
    #[error("no such term")]
    NoSuchTerm,
    /// The day is over.
    #[error("starts in the past")]
    InThePast,
    /// The day is more than [`FARTHEST_DAYS`] away, or after the end of what it is
    /// to end with.
    #[error("starts too late")]
    TooLate,
    /// The company has no such subscription that runs.
    #[error("no such subscription to end with")]
    NothingToEndWith,
    /// The subscription it is to end with has another term length.
    #[error("another term length")]
    OtherLength,
    /// The basket refused it.
    #[error(transparent)]
    Basket(#[from] BasketError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which of a company's own subscriptions are looked at beside what it can have.
#[derive(Debug, Clone, Copy)]
pub enum WhichOwn<'a> {
    /// A page of them, behind this row; beside all plans.
    Page(Option<AfterOwn>),
    /// Those that a term of this plan can end with, the one with this number among them;
    /// beside this plan.
    ToEndWith(PlanId, Option<&'a str>),
}

/// What a company has, and what it can have.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Its subscriptions: for a plan those that a term may end with, else a page of them.
    pub own: OwnPage,
    /// The plans of which a term is on the reader's shelf.
    pub plans: Vec<Plan>,
    /// The terms on the shelf, and what of the own ones is.
    pub shelf: Vec<ShelfItem>,
}

impl Offered {
    /// A term as it stands on the shelf.
    #[must_use]
    pub fn item(&self, product: ProductId) -> Option<&ShelfItem> {
        self.shelf.iter().find(|item| item.id == product)
    }
}

/// What of its own subscriptions a member's company has, and which plans, or which one,
/// they can subscribe to. Two statements.
///
/// # Errors
/// [`Denied`] if the person is no member, nor looks at a customer's site.
pub async fn offered<E>(
    db: &Db,
    actor: &Actor,
    which: WhichOwn<'_>,
    now: Timestamp,
) -> Result<Offered, E>
where
    E: From<Denied> + From<StoreError>,
{
    let shopper = actor.shopper().ok_or(Denied)?;
    let mut read = db.read(actor.scope()).await?;
    let company = shopper.company.id;
    let (plan, own) = match which {
        WhichOwn::Page(after) => (None, ask_own(company, after)),
        WhichOwn::ToEndWith(plan, number) => {
            let own = ask_to_end_with(company, plan, number);
            (Some(plan), own.map(|rows| OwnPage { rows, next: None }))
        }
    };
    let questions = (own, ask_plans(plan, true));
    let (own, mut plans) = together(&mut read, questions).await?;
    let mut products: Vec<ProductId> = own.rows.iter().map(|one| one.product_then).collect();
    for plan in &mut plans {
        plan.terms.retain(|term| term.is_offered());
        products.extend(plan.terms.iter().map(|term| term.product));
    }
    products.sort_unstable();
    products.dedup();
    let shelf = shelf_items(&mut read, shopper, &products, now).await?;
    for plan in &mut plans {
        plan.terms
            .retain(|term| shelf.iter().any(|item| item.id == term.product));
    }
    plans.retain(|plan| !plan.terms.is_empty());
    Ok(Offered { own, plans, shelf })
}

/// Puts a term into the basket; answers what it is called. Sent twice with the same
/// key it is put in once.
///
/// # Errors
/// See [`SubscribeError`].
pub async fn subscribe(
    db: &Db,
    actor: &Actor,
    command: Subscribe,
    now: Timestamp,
) -> Result<(), SubscribeError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let today = Day::of(now);
    if let Some(starts) = command.starts {
        if starts.is_over_everywhere(now) {
            return Err(SubscribeError::InThePast);
        }
        if starts.days_since(today) > FARTHEST_DAYS {
            return Err(SubscribeError::TooLate);
        }
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let repeated = claim(tx, &actor, command.key, "subscribe", "basket", now)
                .await?
                .is_some();
            let plans = ask_plans(Some(command.plan), true).fetch(tx).await?;
            let term = plans
                .iter()
                .flat_map(|plan| &plan.terms)
                .find(|term| term.is_offered() && term.product == command.product)
                .ok_or(SubscribeError::NoSuchTerm)?;
            let shopper = actor.shopper().ok_or(Denied)?;
            let shelf = shelf_items(tx, shopper, &[command.product], now).await?;
            let item = shelf.first().ok_or(SubscribeError::NoSuchTerm)?;
            let mut wish = Wish {
                starts: command.starts.filter(|starts| *starts > today),
                ..Wish::plain(term.months)
            };
            if let Some(number) = &command.with {
                let with = ask_whole(Some(member.company.id), number)
                    .fetch(tx)
                    .await??
                    .filter(|one| one.state.runs())
                    .ok_or(SubscribeError::NothingToEndWith)?;
                if with.term.length != term.months {
                    return Err(SubscribeError::OtherLength);
                }
                if wish.starts.unwrap_or(today) > with.paid.last() {
                    return Err(SubscribeError::TooLate);
                }
                wish.with = Some(With {
                    subscription: with.id,
                    number: with.number,
                    anchor: with.term.anchor,
                });
            }
            if repeated {
                return Ok(());
            }
            requests::add_subscription(tx, &actor, &member, item, &wish, command.seats, now)
                .await?;
            Ok(())
        })
    })
    .await
}
