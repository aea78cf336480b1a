//! A subscription begins: when the order desk takes an order on, each of its lines
//! that is a term becomes one, in the same transaction, and is charged.

use super::lifecycle::{self, Party, Plan, State, Step};
use super::plan_text::{PlanText, texts_of};
use super::remember::{About, Story, rows};
use super::renewal::{Policy, next_look};
use super::subscription::EventDetail;
use super::term::TermLength;
use super::wish::{Beginning, Wish};
use crate::args;
use crate::id::{
    CostCentreId, CustomerId, InvoiceId, MembershipId, OrderId, OrderLineId, PlanId,
    PlanRevisionId, ProductId, SubscriptionId, UnitId,
};
use crate::identity::Actor;
use crate::orders::{NewInvoice, NewInvoiceLine, make_invoice};
use crate::profile::Kind;
use crate::store::{Insert, JsonRows, Result, StoreError, Tx, json_or_text, next_numbers};
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The order that is taken on.
#[derive(Debug, Clone)]
pub struct FromOrder {
    /// Whose it is.
    pub customer: CustomerId,
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// Who placed it.
    pub member: MembershipId,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The currency of its prices.
    pub currency: Currency,
}

/// A line of it about a product, which may be a term.
#[derive(Debug, Clone)]
pub struct OrderedTerm {
    /// The line.
    pub line: OrderLineId,
    /// The product.
    pub product: ProductId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub seats: Quantity,
    /// What one was ordered at.
    pub price: Money,
    /// What was chosen about it; nothing if it was ordered like any product.
    pub wish: Option<Wish>,
}

/// Why the terms of an order can't begin.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The period of the other subscription for whose rest this term was ordered, and
    /// priced, is over.
    #[error("what {0} was to end with is over")]
    TermOver(String),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A subscription that began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// By which line.
    pub line: OrderLineId,
    /// What people call it by.
    pub number: String,
}

#[derive(Debug, Clone, Deserialize)]
struct OfferRow {
    product: ProductId,
    plan: PlanId,
    revision: PlanRevisionId,
    plan_name: String,
    #[serde(deserialize_with = "json_or_text")]
    texts: BTreeMap<String, PlanText>,
    months: TermLength,
    can_pause: i64,
    #[serde(deserialize_with = "json_or_text")]
    policy: Policy,
}

/// What begins: a line, its plan, and how.
struct New {
    id: SubscriptionId,
    number: String,
    line: OrderedTerm,
    offer: OfferRow,
    beginning: Beginning,
    /// What one costs for a whole period, and for the days that are paid for.
    whole: Money,
    part: Money,
    state: State,
}

/// Begins the terms among these lines, and charges them on one invoice. Answers
/// which they are; other products are passed over. A term that was ordered is kept
/// to even where its plan is no longer offered.
///
/// # Errors
/// See [`BeginError`].
pub async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    from: &FromOrder,
    lines: Vec<OrderedTerm>,
    now: Timestamp,
) -> Result<Vec<Begun>, BeginError> {
    let products: Vec<ProductId> = lines.iter().map(|line| line.product).collect();
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let offers: Vec<OfferRow> = OFFERS.all(tx, args![json!(products)]).await?;
    let today = Day::of(now);
    let offer_of = |line: OrderedTerm| {
        let offer = offers.iter().find(|one| one.product == line.product)?;
        Some((line, offer.clone()))
    };
    let terms: Vec<(OrderedTerm, OfferRow)> = lines.into_iter().filter_map(offer_of).collect();
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let many = i64::try_from(terms.len()).unwrap_or(i64::MAX);
    let year = today.year();
    let first = next_numbers(tx, &format!("subscription-{year}"), many).await?;
    let all = terms
        .into_iter()
        .zip(first..)
        .map(|((line, offer), count)| New::of(line, offer, format!("S-{year}-{count:06}"), today))
        .collect::<Result<Vec<New>, BeginError>>()?;
    let invoice = NewInvoice {
        customer: from.customer,
        order: Some(from.order),
        member: from.member,
        unit: from.unit,
        cost_centre: from.cost_centre,
        po_number: from.po_number.clone(),
        currency: from.currency,
        lines: all.iter().map(New::invoiced).collect(),
    };
    let (invoice, number) = make_invoice(tx, actor, invoice, now).await?;
    let mut inserts = vec![
        Insert::rows(
            SUBSCRIPTIONS,
            all.iter().map(|one| one.row(from, now)).collect(),
        ),
        Insert::rows(
            CHARGES,
            all.iter()
                .map(|one| one.charge(from, invoice, &number, today))
                .collect::<Result<_>>()?,
        ),
    ];
    for one in &all {
        inserts.extend(rows(tx, actor, &one.about(from), one.story(), now).await?);
    }
    tx.insert(inserts).await?;
    Ok(all
        .into_iter()
        .map(|one| Begun {
            line: one.line.line,
            number: one.number,
        })
        .collect())
}

impl New {
    fn of(
        line: OrderedTerm,
        offer: OfferRow,
        number: String,
        today: Day,
    ) -> Result<Self, BeginError> {
        let wish = line.wish.clone();
        let wish = wish.unwrap_or_else(|| Wish::plain(offer.months));
        let impossible = || {
            let what = format!("a term of line {} that never ends", line.line);
            StoreError::bad_row("order_line", what)
        };
        let beginning = wish.beginning(today).ok_or_else(impossible)?;
        let whole = match (&wish.with, wish.whole) {
            (Some(_), Some(whole)) if whole.currency == line.price.currency => whole,
            _ => line.price,
        };
        // What was ordered is the most that is charged: who waited for us pays for
        // fewer days, never for more. More is asked only for another period than the one
        // that was ordered for, and nobody said yes to that.
        let part = beginning.price(whole).ok_or_else(impossible)?;
        if part.minor > line.price.minor {
            return Err(BeginError::TermOver(line.name));
        }
        let rules = Plan {
            renews_by_itself: offer.policy.renews_by_itself,
            can_pause: offer.can_pause != 0,
        };
        let step = |state, step, by| lifecycle::next(state, step, by, rules).unwrap_or(state);
        // The order was approved by whoever had to; we take it on.
        let mut state = step(State::Requested, Step::Approve, Party::Approver);
        if beginning.paid.first() <= today {
            state = step(state, Step::Begin, Party::Program);
        }
        Ok(Self {
            id: SubscriptionId::new(),
            number,
            line,
            offer,
            beginning,
            whole,
            part,
            state,
        })
    }

    fn about(&self, from: &FromOrder) -> About {
        About {
            id: self.id,
            customer: from.customer,
            number: self.number.clone(),
            texts: texts_of(
                self.offer.plan_name.clone(),
                String::new(),
                self.offer.texts.clone(),
            ),
            sku: self.line.sku.clone(),
            member: from.member,
            unit: from.unit,
        }
    }

    fn invoiced(&self) -> NewInvoiceLine {
        NewInvoiceLine {
            sku: self.line.sku.clone(),
            name: format!("{} ({})", self.line.name, self.number),
            days: Some(self.beginning.paid),
            quantity: self.line.seats,
            price: self.part,
        }
    }

    fn story(&self) -> Story {
        let paid = self.beginning.paid;
        let cost = self.part.times(self.line.seats);
        Story {
            kind: "begin".to_owned(),
            action: "subscription.begun",
            interaction: Some(Kind::Subscribed),
            detail: EventDetail {
                seats: Some(self.line.seats),
                cost,
                until: Some(paid.last()),
                ..EventDetail::default()
            },
            mail: Some((
                "subscription-begun",
                json!({
                    "from_at": paid.first(),
                    "until_at": paid.last(),
                    "seats": self.line.seats.to_string(),
                    "total_minor": cost.map_or(0, |cost| cost.minor),
                    "currency": self.part.currency.code(),
                }),
            )),
        }
    }

    fn row(&self, from: &FromOrder, now: Timestamp) -> crate::store::Args {
        let paid = self.beginning.paid;
        let look = if self.state == State::Active {
            next_look(&self.offer.policy, paid.day_after(), Day::of(now))
        } else {
            paid.first()
        };
        args![
            self.id,
            from.customer,
            self.number.as_str(),
            self.offer.plan,
            self.offer.revision,
            from.order,
            from.number.as_str(),
            self.line.line,
            self.line.product,
            self.line.sku.as_str(),
            self.line.name.as_str(),
            from.member,
            from.unit,
            from.cost_centre,
            from.po_number.as_str(),
            self.state.code(),
            self.line.seats,
            self.beginning.term.anchor,
            i64::from(u16::from(self.beginning.term.length)),
            self.beginning.number,
            paid.first(),
            paid.last(),
            from.currency,
            self.whole.minor,
            look.start(),
            now,
        ]
    }

    fn charge(
        &self,
        from: &FromOrder,
        invoice: InvoiceId,
        invoice_number: &str,
        today: Day,
    ) -> Result<crate::store::Args> {
        let amount = self.part.times(self.line.seats);
        let amount = amount.ok_or_else(|| {
            let what = format!("line {} is too large", self.line.line);
            StoreError::bad_row("order_line", what)
        })?;
        let paid = self.beginning.paid;
        Ok(args![
            self.id,
            from.customer,
            self.beginning.number,
            "begin",
            invoice,
            invoice_number,
            paid.first(),
            paid.last(),
            self.line.seats,
            from.currency,
            amount.minor,
            today,
        ])
    }
}

/// `$1` products: those that are terms, with the newest state of their plans.
static OFFERS: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "product",
            "plan",
            "revision",
            "plan_name",
            "texts",
            "months",
            "can_pause",
            "policy",
        ],
        "SELECT f.product_id AS product, f.plan_id AS plan, p.revision_id AS revision,
             r.name AS plan_name, r.texts, f.months, CAST(r.can_pause AS INTEGER) AS can_pause,
             r.policy
         FROM plan_offer f
         JOIN plan p ON p.id = f.plan_id
         JOIN plan_revision r ON r.id = p.revision_id
         WHERE f.product_id <in $1>",
    )
});

const SUBSCRIPTIONS: &str = "INSERT INTO subscription (id, customer_id, number, plan_id,
     revision_id, order_id, order_number, order_line_id, product_id, sku, name, membership_id,
     unit_id, cost_centre_id, po_number, state, seats, anchor, months, period, first_day, last_day,
     currency, price_minor, wake_at, created_at) VALUES";

/// How a charge is written down: once for each period and reason.
pub(super) const CHARGES: &str = "INSERT INTO subscription_charge (subscription_id, customer_id,
     period, reason, invoice_id, invoice_number, first_day, last_day, seats, currency,
     amount_minor, charged_on) VALUES";
