//! What a request is: its lines with what was decided about each, and everything
//! said and done about it. `whole` reads it.

use super::approval_policy::Verdict;
use super::lifecycle::{Circumstances, State, may_decide};
use super::offer::{Thing, Wanted};
use super::people::Decider;
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationRevisionId, CostCentreId, MembershipId, OrderId, RequestId, RequestLineId, UnitId,
};
use crate::identity::{Actor, Member, Permission};
use crate::mail::Recipient;
use crate::profile::OptionSeen;
use crate::store::json_or_text;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::{Deserialize, Serialize};

/// A request with its lines and everything said and done about it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The request.
    pub id: RequestId,
    /// What people call it by: `R-2026-0412`.
    pub number: String,
    /// What it asks for in a few words.
    pub title: String,
    /// Who asks.
    pub requester: Requester,
    /// For whom, in the requester's words; empty for the requester.
    pub for_whom: String,
    /// The requester's unit when it was submitted.
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// The cost centre that pays.
    pub cost_centre: Option<CostCentreId>,
    /// Its code and name.
    pub cost_centre_label: Option<String>,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// Why, in the requester's words.
    pub reason: String,
    /// Where it stands.
    pub state: State,
    /// Counts the changes.
    pub version: i64,
    /// The currency of its prices.
    pub currency: Currency,
    /// What the goods with a price cost as they were asked for, without tax
    /// and freight.
    pub goods: Money,
    /// Lines that had no price when it was submitted.
    pub unpriced: i64,
    /// Whom it needed when it was submitted, and why.
    pub verdict: Verdict,
    /// Some of its lines are ordered already.
    pub part_ordered: bool,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// Its lines in their order.
    pub lines: Vec<Line>,
    /// What was said and done, oldest first.
    pub events: Vec<Event>,
    /// Who can decide it.
    pub deciders: Vec<Decider>,
}

/// Who submitted a request.
#[derive(Debug, Clone)]
pub struct Requester {
    /// The membership.
    pub membership: MembershipId,
    /// The person's name.
    pub name: String,
    pub(super) email: String,
    pub(super) language: Option<String>,
}

impl From<&Requester> for Recipient {
    fn from(requester: &Requester) -> Self {
        Recipient {
            email: requester.email.clone(),
            name: requester.name.clone(),
            language: requester.language.clone(),
        }
    }
}

/// A line of a request.
#[derive(Debug, Clone)]
pub struct Line {
    /// The line.
    pub id: RequestLineId,
    /// What it is about.
    pub thing: Thing,
    /// The standard configuration as it was published then, if it is one.
    pub revision: Option<ConfigurationRevisionId>,
    /// Its SKU then.
    pub sku: String,
    /// Its name then.
    pub name: String,
    /// The options chosen.
    pub options: Vec<OptionSeen>,
    /// What is done to it at the factory, of a standard configuration.
    pub services: Services,
    /// How many were asked for.
    pub quantity: Quantity,
    /// In which unit it was counted then, by its code.
    pub unit: String,
    /// The price of one when it was submitted; `None` if it had none.
    pub price: Option<Money>,
    /// What the company paid for one before, and when.
    pub last_paid: Option<(Money, Timestamp)>,
    /// What was decided.
    pub decision: Option<LineDecision>,
    /// The units of equipment that it is to replace.
    pub(super) replaces: String,
}

impl Line {
    /// Whether somebody still has to decide about it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.decision, None | Some(LineDecision::Held))
    }

    /// What the line costs as it was asked for.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.price?.times(self.quantity)
    }

    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            thing: self.thing.clone(),
            sku: self.sku.clone(),
            name: self.name.clone(),
            quantity: self.quantity,
        }
    }
}

/// What was decided about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineDecision {
    /// Put off.
    Held,
    /// Refused, with the reason.
    Refused(String),
    /// Approved and ordered.
    Approved {
        /// How many.
        quantity: Quantity,
        /// At which price each.
        price: Money,
        /// The order and its number.
        order: Option<(OrderId, String)>,
    },
}

/// What can be said and done about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// It was submitted.
    Submitted,
    /// Whoever decides asked something.
    Asked,
    /// The requester answered, or said something.
    Answered,
    /// Lines were put off; others may have been decided with it.
    Held,
    /// The last open line was decided.
    Decided,
    /// What was approved became an order.
    Ordered,
    /// The requester took it back.
    Withdrawn,
}

impl EventKind {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            EventKind::Submitted => "submitted",
            EventKind::Asked => "asked",
            EventKind::Answered => "answered",
            EventKind::Held => "held",
            EventKind::Decided => "decided",
            EventKind::Ordered => "ordered",
            EventKind::Withdrawn => "withdrawn",
        }
    }
}

/// One thing said or done about a request.
#[derive(Debug, Clone, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub membership: MembershipId,
    /// Their name.
    pub name: String,
    /// What.
    pub kind: EventKind,
    /// What they wrote.
    pub text: String,
    /// What it came to.
    #[serde(deserialize_with = "json_or_text")]
    pub detail: EventDetail,
    pub(super) email: String,
    pub(super) language: Option<String>,
}

impl Event {
    /// With both names where somebody acted in the member's place.
    pub(super) fn under_their_names(self) -> Event {
        match self.detail.in_place.clone() {
            Some(name) => Event { name, ..self },
            None => self,
        }
    }
}

/// What an event came to: how many lines went which way, and which order it
/// became.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventDetail {
    /// Lines approved.
    pub approved: usize,
    /// Of these, with another quantity.
    pub changed: usize,
    /// Lines refused.
    pub refused: usize,
    /// Lines put off.
    pub held: usize,
    /// The order.
    pub order: Option<OrderId>,
    /// The order's number.
    pub order_number: Option<String>,
    /// It was nobody's decision: the company's rule let it pass.
    pub by_rule: bool,
    /// The name it was done under by somebody in the member's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_place: Option<String>,
}

impl Request {
    /// What the life cycle needs to know about who acts.
    #[must_use]
    pub fn circumstances(&self, actor: &Actor, member: &Member) -> Circumstances {
        let is_requester = self.requester.membership == member.id;
        Circumstances {
            is_requester,
            may_decide: may_decide(
                actor.may(Permission::Approve),
                actor.may(Permission::Order),
                is_requester,
            ),
            part_ordered: self.part_ordered,
        }
    }

    /// Whether a member may see it: their own, or the company's.
    #[must_use]
    pub fn is_visible(&self, actor: &Actor, member: &Member) -> bool {
        self.requester.membership == member.id
            || actor.may(Permission::SeeCompany)
            || actor.may(Permission::Approve)
    }

    /// The order or orders that it became, oldest first.
    #[must_use]
    pub fn orders(&self) -> Vec<(OrderId, String)> {
        let mut all: Vec<(OrderId, String)> = Vec::new();
        for line in &self.lines {
            if let Some(LineDecision::Approved {
                order: Some(order), ..
            }) = &line.decision
                && !all.contains(order)
            {
                all.push(order.clone());
            }
        }
        all.sort_by_key(|(id, _)| *id);
        all
    }
}
