//! A subscription with everything that belongs to it, as pages show it and commands
//! decide by it.

use super::coverage::Covering;
use super::given::Given;
use super::lifecycle::{Plan, State};
use super::period::Period;
use super::plan_text::{Counts, PlanText, text_in};
use super::renewal::{Done, Policy};
use super::term::Term;
use crate::id::{
    CostCentreId, CustomerId, EntitlementUseId, MembershipId, OrderId, PlanId, PlanRevisionId,
    ProductId, SubscriptionId, UnitId,
};
use crate::store::json_or_text;
use crate::{Day, Money, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as JsonValue;
use std::collections::BTreeMap;

/// A subscription.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscription {
    /// The subscription.
    pub id: SubscriptionId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What the customer is called.
    pub company: String,
    /// What people call it by: `S-2026-000123`.
    pub number: String,
    /// The plan.
    pub plan: PlanId,
    /// The state of the plan under which it runs.
    pub revision: PlanRevisionId,
    /// The newest state of the plan, under which it would be renewed.
    pub newest: PlanRevisionId,
    pub(super) texts: BTreeMap<String, PlanText>,
    /// What is counted.
    pub counts: Counts,
    /// How it is renewed.
    pub policy: Policy,
    pub(super) can_pause: bool,
    /// The product that its term is sold as.
    pub product: ProductId,
    /// That product's number.
    pub sku: String,
    /// That product's name.
    pub name: String,
    /// The order by which it began.
    pub order: OrderId,
    /// That order's number.
    pub order_number: String,
    /// Who ordered it.
    pub member: MembershipId,
    /// That person's name.
    pub member_name: String,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// Who bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The customer's purchase order number.
    pub po_number: String,
    /// Where it stands.
    pub state: State,
    /// Counts the changes.
    pub version: i64,
    /// How many seats or devices.
    pub seats: Quantity,
    /// Its periods.
    pub term: Term,
    /// The number of the running one.
    pub period: u32,
    /// The days that are paid for.
    pub paid: Period,
    /// What one seat costs for a whole period.
    pub price: Money,
    /// How many seats there are from the next term on, if that changes.
    pub next_seats: Option<Quantity>,
    /// The product of the next term, if that changes.
    pub next_product: Option<ProductId>,
    /// What that is called.
    pub next_name: Option<String>,
    /// What a seat of that cost when it was chosen.
    pub next_price: Option<Money>,
    /// What the customer was told that a seat of the next term costs, and under
    /// which state of the plan.
    pub quoted: Option<(Money, PlanRevisionId)>,
    /// When it began to be one.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Whom its service level is for.
    pub covering: Covering,
    /// The unit of the company, if it is for one.
    pub covers_unit: Option<UnitId>,
    /// What that is called.
    pub covers_unit_name: Option<String>,
    /// The equipment that it is for, by their tags; in the order in which they were
    /// named, at most [`MOST_NAMED`](super::coverage::MOST_NAMED).
    pub equipment: Vec<Covered>,
    /// What it gives.
    pub benefits: Vec<Given>,
    /// What happened to it, the oldest first.
    pub events: Vec<Event>,
    /// What was charged, the oldest first.
    pub charges: Vec<Charge>,
    /// What of the counted benefits was used in this period.
    pub uses: Vec<Use>,
    /// What was done about the ends of its terms.
    pub done: Vec<Done>,
    /// The terms of the same length that there are, its own among them.
    pub(super) offers: Vec<Offer>,
}

/// A term that a subscription has or can go over to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Offer {
    pub plan: PlanId,
    /// The newest state of the plan.
    pub revision: PlanRevisionId,
    pub product: ProductId,
    pub sku: String,
    pub name: String,
}

/// A piece of equipment that its service level is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Covered {
    /// Its tag.
    pub tag: String,
    /// Its name.
    pub name: String,
}

/// One thing that happened to a subscription.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who did it, by name.
    pub name: String,
    /// What.
    pub kind: String,
    /// What it came to; see [`EventDetail`].
    #[serde(deserialize_with = "json_or_text")]
    pub detail: EventDetail,
}

/// What an event came to, as far as it did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventDetail {
    /// How many seats there are from then on, or from the next term on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<Quantity>,
    /// Whom its service level is for from then on: a unit's name, tags of equipment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whom: Option<String>,
    /// What its term is called from then on, or from the next term on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// What was charged, or is going to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Until when it is paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// It changes with the next term only.
    pub at_term: bool,
    /// The customer was not told before its term was over.
    pub unannounced: bool,
}

/// One charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// In which period.
    pub period: u32,
    /// `begin`, `renew` or `change-7`; of what was given back `withdraw-begin` or
    /// `cancel-now-renew`.
    pub reason: String,
    /// The invoice it stands on.
    pub invoice: String,
    /// The days that it is for.
    pub days: Period,
    /// How many seats.
    pub seats: Quantity,
    /// How much.
    pub amount: Money,
    /// When.
    pub on: Day,
}

/// One use of something that there is a number of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Use {
    /// The use.
    pub id: EntitlementUseId,
    /// What, by its code.
    pub what: String,
    /// How many times.
    pub times: i64,
    /// For what; empty where it is not for the reader to know.
    pub about: String,
    /// Who did it, or wrote it down, by name.
    pub name: String,
    /// For whom of the company, if for somebody.
    pub member: Option<MembershipId>,
    /// What they are called.
    pub whose: Option<String>,
    /// When.
    pub at: Timestamp,
    /// It was somebody else's: it counts, and nothing more is said of it.
    #[serde(skip)]
    pub is_for_others: bool,
}

impl Use {
    /// Leaves out what only says something to whoever's it was.
    pub(super) fn hide(&mut self) {
        self.about.clear();
        self.name.clear();
        self.member = None;
        self.whose = None;
        self.is_for_others = true;
    }
}

impl Subscription {
    /// What its plan is called in a language (BCP 47).
    #[must_use]
    pub fn plan_name(&self, language: &str) -> &str {
        text_in(&self.texts, language).map_or("", |text| &text.name)
    }

    /// What of its plan decides about its life.
    #[must_use]
    pub const fn rules(&self) -> Plan {
        Plan {
            renews_by_itself: self.policy.renews_by_itself,
            can_pause: self.can_pause,
        }
    }

    /// How many seats the next term has.
    #[must_use]
    pub fn seats_then(&self) -> Quantity {
        self.next_seats.unwrap_or(self.seats)
    }

    /// The product of the next term.
    #[must_use]
    pub fn product_then(&self) -> ProductId {
        self.next_product.unwrap_or(self.product)
    }

    /// What a seat of the next term costs as far as it is known here: what was paid, or
    /// shown when another plan was chosen.
    #[must_use]
    pub fn price_then(&self) -> Money {
        match self.next_product {
            Some(_) => self.next_price.unwrap_or(self.price),
            None => self.price,
        }
    }

    /// What the next term costs in all, as the customer was told.
    #[must_use]
    pub fn quoted_total(&self) -> Option<Money> {
        self.quoted?.0.times(self.seats_then())
    }

    /// What all seats cost for a whole period, at the price of this one.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.price.times(self.seats)
    }

    /// Whether it goes on after its term as things stand.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        match self.state {
            State::RenewalAccepted => true,
            State::Active | State::Scheduled => self.policy.renews_by_itself,
            _ => false,
        }
    }
}

/// What happened, as it is kept.
pub(super) fn detail(of: &EventDetail) -> JsonValue {
    serde_json::to_value(of).unwrap_or_default()
}
