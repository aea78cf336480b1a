//! A request with everything that belongs to it, read in one statement: for
//! its page, and for every command that changes it.

use super::approval_policy::Verdict;
use super::lifecycle::{Circumstances, State, may_decide};
use super::offer::{Thing, Wanted, picks_or_ids};
use super::people::{self, Decider};
use crate::args;
use crate::configurations::Pick;
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationId, ConfigurationRevisionId, CostCentreId, CustomerId, MembershipId, OrderId,
    ProductId, RequestId, RequestLineId, UnitId,
};
use crate::identity::{Actor, CustomerRole, Member, Permission};
use crate::mail::Recipient;
use crate::profile::OptionSeen;
use crate::store::{Asked, JsonSets, Query, Result, StoreError, json_or_text};
use crate::subscriptions::wish::Wish;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

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
    fn under_their_names(self) -> Event {
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

/// `$1` the customer, `$2` the request.
static WHOLE: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "request",
            &[
                "id",
                "number",
                "title",
                "membership_id",
                "requester_name",
                "requester_email",
                "requester_language",
                "requester_roles",
                "for_whom",
                "unit_id",
                "unit_name",
                "cost_centre_id",
                "cost_centre_label",
                "needed_by",
                "reason",
                "state",
                "version",
                "currency",
                "goods_minor",
                "unpriced",
                "verdict",
                "part_ordered",
                "submitted_at",
            ],
            "SELECT r.id, r.number, r.title, r.membership_id, p.name AS requester_name,
                 CASE WHEN m.active THEN p.email ELSE '' END AS requester_email, p.language AS requester_language,
                 (SELECT string_agg(o.role, ',') FROM membership_role o
                   WHERE o.membership_id = r.membership_id AND o.customer_id = $1)
                     AS requester_roles,
                 r.for_whom, r.unit_id, u.name AS unit_name, r.cost_centre_id,
                 c.code || ' ' || c.name AS cost_centre_label, r.needed_by, r.reason, r.state,
                 r.version, r.currency, r.goods_minor, r.unpriced, r.verdict,
                 CAST(r.part_ordered AS INTEGER) AS part_ordered, r.submitted_at
             FROM request r
             JOIN membership m ON m.id = r.membership_id AND m.customer_id = $1
             JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.id = r.unit_id AND u.customer_id = $1
             LEFT JOIN cost_centre c ON c.id = r.cost_centre_id AND c.customer_id = $1
             WHERE r.id = $2 AND r.customer_id = $1",
        ),
        (
            "lines",
            &[
                "id",
                "product_id",
                "configuration_id",
                "configuration_revision_id",
                "sku",
                "name",
                "options",
                "chosen",
                "services",
                "subscription",
                "quantity",
                "price_minor",
                "last_paid_minor",
                "last_paid_at",
                "decision",
                "decided_quantity",
                "decided_price_minor",
                "refusal",
                "order_id",
                "order_number",
                "unit",
                "replaces",
            ],
            "SELECT id, product_id, configuration_id, configuration_revision_id, sku, name,
                 options, chosen, services, subscription, quantity, price_minor, last_paid_minor,
                 last_paid_at, decision,
                 decided_quantity, decided_price_minor, refusal, order_id, order_number, unit,
                 replaces
             FROM request_line WHERE customer_id = $1 AND request_id = $2 ORDER BY position",
        ),
        (
            "events",
            &[
                "at",
                "membership",
                "name",
                "kind",
                "text",
                "detail",
                "email",
                "language",
            ],
            "SELECT e.at, e.membership_id AS membership, p.name, e.kind, e.text, e.detail,
                 CASE WHEN m.active THEN p.email ELSE '' END AS email, p.language
             FROM request_event e
             JOIN membership m ON m.id = e.membership_id AND m.customer_id = $1
             JOIN person p ON p.id = m.person_id
             WHERE e.customer_id = $1 AND e.request_id = $2 ORDER BY e.id",
        ),
        ("deciders", people::COLUMNS, &people::deciders("$1")),
    ])
});

#[derive(Debug, Deserialize)]
struct WholeRows {
    request: Vec<RequestRow>,
    lines: Vec<LineRow>,
    events: Vec<Event>,
    deciders: Vec<Decider>,
}

#[derive(Debug, Deserialize)]
struct RequestRow {
    id: RequestId,
    number: String,
    title: String,
    membership_id: MembershipId,
    requester_name: String,
    requester_email: String,
    requester_language: Option<String>,
    requester_roles: Option<String>,
    for_whom: String,
    unit_id: Option<UnitId>,
    unit_name: Option<String>,
    cost_centre_id: Option<CostCentreId>,
    cost_centre_label: Option<String>,
    needed_by: Option<Day>,
    reason: String,
    state: String,
    version: i64,
    currency: Currency,
    goods_minor: i64,
    unpriced: i64,
    #[serde(deserialize_with = "json_or_text")]
    verdict: Verdict,
    part_ordered: i64,
    submitted_at: Timestamp,
}

#[derive(Debug, Deserialize)]
struct LineRow {
    id: RequestLineId,
    product_id: Option<ProductId>,
    configuration_id: Option<ConfigurationId>,
    configuration_revision_id: Option<ConfigurationRevisionId>,
    sku: String,
    name: String,
    #[serde(deserialize_with = "json_or_text")]
    options: Vec<OptionSeen>,
    #[serde(deserialize_with = "picks_or_ids")]
    chosen: Vec<Pick>,
    #[serde(deserialize_with = "json_or_text")]
    services: Services,
    #[serde(deserialize_with = "json_or_text")]
    subscription: Option<Wish>,
    quantity: Quantity,
    price_minor: Option<i64>,
    last_paid_minor: Option<i64>,
    last_paid_at: Option<Timestamp>,
    decision: Option<String>,
    decided_quantity: Option<Quantity>,
    decided_price_minor: Option<i64>,
    refusal: String,
    order_id: Option<OrderId>,
    order_number: Option<String>,
    unit: String,
    replaces: String,
}

/// Reads a request of this company; one of another company is not there.
pub(super) async fn whole(
    query: &mut impl Query,
    customer: CustomerId,
    request: RequestId,
) -> Result<Option<Request>> {
    ask_whole(customer, request).fetch(query).await?
}

/// The question behind [`whole`], to be asked together with others.
pub(super) fn ask_whole(
    customer: CustomerId,
    request: RequestId,
) -> Asked<'static, Result<Option<Request>>> {
    WHOLE
        .ask::<WholeRows>(args![customer, request])
        .map(WholeRows::whole)
}

impl WholeRows {
    fn whole(self) -> Result<Option<Request>> {
        let mut rows = self;
        let Some(row) = rows.request.pop() else {
            return Ok(None);
        };
        let currency = row.currency;
        let state = State::from_code(&row.state)
            .ok_or_else(|| bad_row("request", format!("state {}", row.state)))?;
        let lines = rows
            .lines
            .into_iter()
            .map(|line| line.line(currency))
            .collect::<Result<_>>()?;
        let may_order = row
            .requester_roles
            .as_deref()
            .unwrap_or_default()
            .split(',')
            .filter_map(CustomerRole::from_code)
            .any(|role| role.permissions().allow(Permission::Order));
        Ok(Some(Request {
            deciders: people::who_decide_for(rows.deciders, row.membership_id, may_order),
            id: row.id,
            number: row.number,
            title: row.title,
            requester: Requester {
                membership: row.membership_id,
                name: row.requester_name,
                email: row.requester_email,
                language: row.requester_language,
            },
            for_whom: row.for_whom,
            unit: row.unit_id,
            unit_name: row.unit_name,
            cost_centre: row.cost_centre_id,
            cost_centre_label: row.cost_centre_label,
            needed_by: row.needed_by,
            reason: row.reason,
            state,
            version: row.version,
            currency,
            goods: Money::new(row.goods_minor, currency),
            unpriced: row.unpriced,
            verdict: row.verdict,
            part_ordered: row.part_ordered != 0,
            submitted_at: row.submitted_at,
            lines,
            events: rows
                .events
                .into_iter()
                .map(Event::under_their_names)
                .collect(),
        }))
    }
}

impl LineRow {
    fn line(self, currency: Currency) -> Result<Line> {
        let money = |minor: i64| Money::new(minor, currency);
        let decision = match self.decision.as_deref() {
            None => None,
            Some("held") => Some(LineDecision::Held),
            Some("refused") => Some(LineDecision::Refused(self.refusal)),
            Some("approved") => {
                let missing = || bad_row("request_line", "approved without price".to_owned());
                Some(LineDecision::Approved {
                    quantity: self.decided_quantity.ok_or_else(missing)?,
                    price: self.decided_price_minor.map(money).ok_or_else(missing)?,
                    order: self.order_id.zip(self.order_number),
                })
            }
            Some(other) => return Err(bad_row("request_line", format!("decision {other}"))),
        };
        Ok(Line {
            id: self.id,
            thing: Thing::of(
                self.product_id,
                self.configuration_id,
                self.chosen,
                self.subscription,
            ),
            revision: self.configuration_revision_id,
            sku: self.sku,
            name: self.name,
            options: self.options,
            services: self.services,
            quantity: self.quantity,
            unit: self.unit,
            price: self.price_minor.map(money),
            last_paid: self.last_paid_minor.map(money).zip(self.last_paid_at),
            decision,
            replaces: self.replaces,
        })
    }
}

fn bad_row(table: &'static str, what: String) -> StoreError {
    StoreError::BadRow { table, what }
}
