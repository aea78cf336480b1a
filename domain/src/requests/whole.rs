//! A request with everything that belongs to it, read in one statement: for
//! its page, and for every command that changes it.

use super::approval_policy::Verdict;
use super::lifecycle::State;
use super::offer::{Thing, picks_or_ids};
use super::people::{self, Decider};
use super::request::{Event, Line, LineDecision, Request, Requester};
use crate::args;
use crate::configurations::Pick;
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationId, ConfigurationRevisionId, CostCentreId, CustomerId, MembershipId, OrderId,
    ProductId, RequestId, RequestLineId, UnitId,
};
use crate::identity::{CustomerRole, Permission};
use crate::profile::OptionSeen;
use crate::store::{Asked, JsonSets, Query, Result, StoreError, json_or_text};
use crate::subscriptions::wish::Wish;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

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
            .ok_or_else(|| StoreError::bad_row("request", format!("state {}", row.state)))?;
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
                let missing = || StoreError::bad_row("request_line", "approved without price");
                Some(LineDecision::Approved {
                    quantity: self.decided_quantity.ok_or_else(missing)?,
                    price: self.decided_price_minor.map(money).ok_or_else(missing)?,
                    order: self.order_id.zip(self.order_number),
                })
            }
            Some(other) => {
                return Err(StoreError::bad_row(
                    "request_line",
                    format!("decision {other}"),
                ));
            }
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
