//! What a customer's people do with a subscription of theirs: another number of
//! seats, another plan, a rest, its end, or its renewal. For who may order: what
//! costs money is charged at once, under the purchase order number it began with. What
//! has not begun can be withdrawn; then everything that was charged is given back.

use super::begin::CHARGES;
use super::lifecycle::{self, NotPossible, Party, State, Step};
use super::remember::{Story, rows};
use super::renew::about;
use super::subscription::{EventDetail, Offer, Subscription};
use super::turn::turn;
use super::weigh::{Had, Instead, NotWeighed, Weighed, weigh};
use super::whole::ask_whole;
use crate::agreements::shelf_items;
use crate::args;
use crate::id::{PlanRevisionId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::orders::{GiveBackError, NewInvoice, NewInvoiceLine, make_invoice};
use crate::profile::Kind;
use crate::store::{Db, FormKey, Insert, Query, StoreError, Tx, claim};
use crate::{Day, Money, Quantity, Timestamp};

/// What is wanted of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Another number of seats.
    Seats(Quantity),
    /// Another plan, by the product of a term of the same length.
    Plan(ProductId),
    /// It is to be as if it had never been: before its first day.
    Withdraw,
    /// It is to rest.
    Pause,
    /// It is to go on.
    Resume,
    /// It is to end with its term.
    CancelAtTerm,
    /// It is to go on after all.
    Keep,
    /// The renewal that was offered is accepted.
    Accept,
    /// The renewal that was offered is declined.
    Decline,
}

impl Wanted {
    /// The step of the life cycle.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Wanted::Seats(_) | Wanted::Plan(_) => Step::Change,
            Wanted::Withdraw => Step::Withdraw,
            Wanted::Pause => Step::Pause,
            Wanted::Resume => Step::Resume,
            Wanted::CancelAtTerm => Step::CancelAtTerm,
            Wanted::Keep => Step::Keep,
            Wanted::Accept => Step::AcceptRenewal,
            Wanted::Decline => Step::DeclineRenewal,
        }
    }
}

/// A change of a subscription.
#[derive(Debug, Clone)]
pub struct ChangeSubscription {
    /// The form's key.
    pub key: FormKey,
    /// Which, by its number.
    pub number: String,
    /// The version that was looked at.
    pub version: i64,
    /// What is wanted.
    pub wanted: Wanted,
    /// What it costs at once, as it was shown.
    pub seen: Option<Money>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The company has no such subscription.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Meanwhile,
    /// Not in this state.
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// The change can't be made.
    #[error(transparent)]
    NotWeighed(#[from] NotWeighed),
    /// No such plan for them, or none with this term.
    #[error("no such plan")]
    NoSuchPlan,
    /// It costs something else than was shown.
    #[error("the cost has changed")]
    CostChanged(Weighed),
    /// Something else is given back than was shown.
    #[error("what is given back has changed")]
    BackChanged(Money),
    /// More would be given back of an invoice than is left of it, which is so much.
    #[error("more would be given back than is left")]
    BackTooMuch(Money),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<GiveBackError> for ChangeError {
    fn from(error: GiveBackError) -> Self {
        match error {
            GiveBackError::TooMuch(left) => Self::BackTooMuch(left),
            GiveBackError::Store(error) => error.into(),
        }
    }
}

/// Changes a subscription. Sent twice with the same key it is changed once.
///
/// # Errors
/// See [`ChangeError`].
pub async fn change_subscription(
    db: &Db,
    actor: &Actor,
    command: ChangeSubscription,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let customer = actor.member_who_may(Permission::Order)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = command.number.clone();
            let repeated = claim(tx, &actor, command.key, FORM, &answer, now).await?;
            if repeated.is_some() {
                return Ok(());
            }
            let one = ask_whole(Some(customer), &command.number)
                .fetch(tx)
                .await??
                .ok_or(ChangeError::NotFound)?;
            if one.version != command.version {
                return Err(ChangeError::Meanwhile);
            }
            let step = command.wanted.step();
            let state = lifecycle::next(one.state, step, Party::Buyer, one.rules())?;
            match command.wanted {
                Wanted::Seats(_) | Wanted::Plan(_) => {
                    other(tx, &actor, &one, &command, state, now).await
                }
                _ => turn(tx, &actor, &one, (step, Party::Buyer), state, now).await,
            }
        })
    })
    .await
}

const FORM: &str = "subscription-change";

impl Subscription {
    /// What a change on a day comes to, with what a seat of another plan costs;
    /// anything but seats and plan costs nothing.
    pub(super) fn weighed(
        &self,
        wanted: Wanted,
        each: Option<Money>,
        today: Day,
    ) -> Result<Weighed, NotWeighed> {
        let instead = match wanted {
            Wanted::Seats(seats) => Instead::Seats(seats),
            Wanted::Plan(product) => Instead::Plan(product, each),
            _ => return Ok(Weighed::AsItIs),
        };
        let had = Had {
            product: self.product,
            each: self.price,
            seats: self.seats,
            whole: self.term.period(self.period).unwrap_or(self.paid),
            changes_at_term: match wanted {
                Wanted::Plan(_) => self.next_product.is_some(),
                _ => self.next_seats.is_some(),
            },
        };
        weigh(had, instead, today)
    }
}

/// The plan that is wanted, as it stands on the shelf: what it is, and what a seat
/// costs. Nothing if it is not about a plan.
async fn plan_wanted(
    query: &mut impl Query,
    actor: &Actor,
    one: &Subscription,
    wanted: Wanted,
    now: Timestamp,
) -> Result<Option<(Offer, Option<Money>)>, ChangeError> {
    let Wanted::Plan(product) = wanted else {
        return Ok(None);
    };
    let offer = one.offers.iter().find(|offer| offer.product == product);
    let offer = offer.cloned().ok_or(ChangeError::NoSuchPlan)?;
    if product == one.product {
        return Ok(Some((offer, Some(one.price))));
    }
    let shopper = actor.shopper().ok_or(ChangeError::NoSuchPlan)?;
    let shelf = shelf_items(query, shopper, &[product], now).await?;
    let item = shelf.first().ok_or(ChangeError::NoSuchPlan)?;
    Ok(Some((offer, item.price_of(one.seats))))
}

/// Another number of seats, or another plan.
async fn other(
    tx: &mut Tx,
    actor: &Actor,
    one: &Subscription,
    command: &ChangeSubscription,
    state: State,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let plan = plan_wanted(tx, actor, one, command.wanted, now).await?;
    let each = plan.as_ref().and_then(|(_, each)| *each);
    let weighed = one.weighed(command.wanted, each, Day::of(now))?;
    if weighed.due() != command.seen {
        return Err(ChangeError::CostChanged(weighed));
    }
    let seats = match command.wanted {
        Wanted::Seats(seats) => Some(seats),
        _ => None,
    };
    let other = plan.as_ref().map(|(other, _)| other);
    let mut after = After::of(one);
    match (weighed, command.wanted) {
        (Weighed::Now { .. }, Wanted::Seats(seats)) => {
            after.seats = seats;
            after.next_seats = None;
        }
        (Weighed::Now { .. }, _) => {
            let (other, each) = plan.clone().ok_or(ChangeError::NoSuchPlan)?;
            after.is = other;
            after.each = each.ok_or(NotWeighed::NoPrice)?;
            after.next = None;
            after.quoted = None;
        }
        (Weighed::AtTerm, Wanted::Seats(seats)) => after.next_seats = Some(seats),
        (Weighed::AtTerm, _) => {
            let (other, each) = plan.clone().ok_or(ChangeError::NoSuchPlan)?;
            after.next = Some((other.product, each));
            after.quoted = None;
        }
        (Weighed::AsItIs, Wanted::Seats(_)) => after.next_seats = None,
        (Weighed::AsItIs, _) => {
            after.next = None;
            after.quoted = None;
        }
    }
    after.write(tx, one, state, now).await?;
    tell_anew(tx, one, &after).await?;
    let story = Story {
        kind: Step::Change.code().to_owned(),
        action: "subscription.changed",
        interaction: Some(Kind::SubscriptionChanged),
        detail: EventDetail {
            seats,
            term: other.map(|other| other.name.clone()),
            cost: weighed.due(),
            until: Some(one.paid.last()),
            at_term: weighed == Weighed::AtTerm,
            ..EventDetail::default()
        },
        mail: None,
    };
    let mut all = rows(tx, actor, &about(one), story, now).await?;
    if let Weighed::Now { cost, each } = weighed
        && cost.due().minor > 0
    {
        let lines = invoiced(one, &after, command.wanted, each, now);
        all.push(charge(tx, actor, one, &after, cost.due(), lines, now).await?);
    }
    tx.insert(all).await?;
    Ok(())
}

/// What was told of the next term was about what there was. It is told anew where it
/// waits for a yes, and where the plan, and with it the price, is another one.
async fn tell_anew(tx: &mut Tx, one: &Subscription, after: &After) -> Result<(), StoreError> {
    let least = match (one.quoted, after.quoted) {
        (Some(_), None) => "",
        _ if one.state == State::RenewalOffered => "notice",
        _ => return Ok(()),
    };
    tx.run(
        "DELETE FROM subscription_step
         WHERE subscription_id = $1 AND customer_id = $2 AND period = $3 AND step <> $4",
        args![one.id, one.customer, one.period, least],
    )
    .await
    .map(drop)
}

/// A subscription as it is to be.
struct After {
    is: Offer,
    each: Money,
    seats: Quantity,
    next_seats: Option<Quantity>,
    /// The product of the next term, and what a seat of it costs now.
    next: Option<(ProductId, Option<Money>)>,
    quoted: Option<(Money, PlanRevisionId)>,
}

impl After {
    fn of(one: &Subscription) -> Self {
        Self {
            is: Offer {
                plan: one.plan,
                revision: one.revision,
                product: one.product,
                sku: one.sku.clone(),
                name: one.name.clone(),
            },
            each: one.price,
            seats: one.seats,
            next_seats: one.next_seats,
            next: one.next_product.map(|product| (product, one.next_price)),
            quoted: one.quoted,
        }
    }

    async fn write(
        &self,
        tx: &mut Tx,
        one: &Subscription,
        state: State,
        now: Timestamp,
    ) -> Result<(), ChangeError> {
        let ours = tx
            .run(
                "UPDATE subscription SET state = $4, plan_id = $5, revision_id = $6,
                     product_id = $7, sku = $8, name = $9, price_minor = $10, seats = $11,
                     next_seats = $12, next_product_id = $13, quoted_minor = $14,
                     quoted_revision_id = $15, wake_at = $16, next_price_minor = $17,
                     version = version + 1
                 WHERE id = $1 AND customer_id = $2 AND version = $3",
                args![
                    one.id,
                    one.customer,
                    one.version,
                    state.code(),
                    self.is.plan,
                    self.is.revision,
                    self.is.product,
                    self.is.sku.as_str(),
                    self.is.name.as_str(),
                    self.each.minor,
                    self.seats,
                    self.next_seats,
                    self.next.map(|(product, _)| product),
                    self.quoted.map(|(each, _)| each.minor),
                    self.quoted.map(|(_, revision)| revision),
                    // Another plan may have other days: it is looked at at once.
                    now,
                    self.next.and_then(|(_, each)| each).map(|each| each.minor),
                ],
            )
            .await?;
        if ours == 0 {
            return Err(ChangeError::Meanwhile);
        }
        Ok(())
    }
}

/// The lines of a change's invoice: what is added, or what is given back and what
/// is charged instead.
fn invoiced(
    one: &Subscription,
    after: &After,
    wanted: Wanted,
    each: super::proration::ChangeCost,
    now: Timestamp,
) -> Vec<NewInvoiceLine> {
    let days = one.paid.rest_from(Day::of(now));
    let line = |sku: &str, name: &str, quantity, price| NewInvoiceLine {
        sku: sku.to_owned(),
        name: format!("{name} ({})", one.number),
        days,
        quantity,
        price,
    };
    match wanted {
        Wanted::Plan(_) => {
            let back = Money::new(-each.credit.minor, each.credit.currency);
            vec![
                line(&one.sku, &one.name, one.seats, back),
                line(&after.is.sku, &after.is.name, after.seats, each.charge),
            ]
        }
        _ => {
            let more = after.seats.minus(one.seats);
            vec![line(&one.sku, &one.name, more, each.charge)]
        }
    }
}

async fn charge(
    tx: &mut Tx,
    actor: &Actor,
    one: &Subscription,
    after: &After,
    due: Money,
    lines: Vec<NewInvoiceLine>,
    now: Timestamp,
) -> Result<Insert, StoreError> {
    let invoice = NewInvoice {
        customer: one.customer,
        order: None,
        member: actor.member().map_or(one.member, |member| member.id),
        unit: one.unit,
        cost_centre: one.cost_centre,
        po_number: one.po_number.clone(),
        currency: due.currency,
        lines,
    };
    let (invoice, number) = make_invoice(tx, actor, invoice, now).await?;
    let today = Day::of(now);
    Ok(Insert::row(
        CHARGES,
        args![
            one.id,
            one.customer,
            one.period,
            format!("change-{}", one.version),
            invoice,
            number,
            today,
            one.paid.last(),
            after.seats,
            due.currency,
            due.minor,
            today,
        ],
    ))
}
