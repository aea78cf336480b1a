//! Reading a subscription with everything that belongs to it in one statement: for
//! its page, and for every command that changes it.

use super::coverage::{Covering, MOST_NAMED};
use super::given::BenefitRow;
use super::lifecycle::State;
use super::period::Period;
use super::plan_text::{Counts, PlanText, texts_of};
use super::renewal::{Done, Policy, Step};
use super::subscription::{Charge, Covered, Event, Offer, Subscription, Use};
use super::term::{Term, TermLength};
use crate::args;
use crate::id::{
    CostCentreId, CustomerId, MembershipId, OrderId, PlanId, PlanRevisionId, ProductId,
    SubscriptionId, UnitId,
};
use crate::store::{Asked, JsonSets, Result, StoreError, json_or_text};
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
pub(super) struct Rows {
    subscription: Vec<Row>,
    benefits: Vec<BenefitRow>,
    events: Vec<Event>,
    charges: Vec<ChargeRow>,
    uses: Vec<Use>,
    steps: Vec<StepRow>,
    offers: Vec<Offer>,
    equipment: Vec<Covered>,
}

#[derive(Debug, Deserialize)]
struct Row {
    id: SubscriptionId,
    customer: CustomerId,
    company: String,
    number: String,
    plan: PlanId,
    revision: PlanRevisionId,
    newest: PlanRevisionId,
    plan_name: String,
    words: String,
    #[serde(deserialize_with = "json_or_text")]
    texts: BTreeMap<String, PlanText>,
    counts: Counts,
    can_pause: i64,
    #[serde(deserialize_with = "json_or_text")]
    policy: Policy,
    product: ProductId,
    sku: String,
    name: String,
    order_id: OrderId,
    order_number: String,
    member: MembershipId,
    member_name: String,
    unit: Option<UnitId>,
    cost_centre: Option<CostCentreId>,
    po_number: String,
    state: State,
    version: i64,
    seats: Quantity,
    anchor: Day,
    months: TermLength,
    period: u32,
    first_day: Day,
    last_day: Day,
    currency: Currency,
    price_minor: i64,
    next_seats: Option<Quantity>,
    next_product: Option<ProductId>,
    next_name: Option<String>,
    next_price_minor: Option<i64>,
    quoted_minor: Option<i64>,
    quoted_revision: Option<PlanRevisionId>,
    covers: Covering,
    covers_unit: Option<UnitId>,
    covers_unit_name: Option<String>,
    created_at: Timestamp,
    ended_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
struct ChargeRow {
    period: u32,
    reason: String,
    invoice: String,
    first_day: Day,
    last_day: Day,
    seats: Quantity,
    currency: Currency,
    amount_minor: i64,
    charged_on: Day,
}

#[derive(Debug, Deserialize)]
struct StepRow {
    period: u32,
    step: String,
    done_on: Day,
}

const COLUMNS: &[&str] = &[
    "id",
    "customer",
    "company",
    "number",
    "plan",
    "revision",
    "newest",
    "plan_name",
    "words",
    "texts",
    "counts",
    "can_pause",
    "policy",
    "product",
    "sku",
    "name",
    "order_id",
    "order_number",
    "member",
    "member_name",
    "unit",
    "cost_centre",
    "po_number",
    "state",
    "version",
    "seats",
    "anchor",
    "months",
    "period",
    "first_day",
    "last_day",
    "currency",
    "price_minor",
    "next_seats",
    "next_product",
    "next_name",
    "next_price_minor",
    "quoted_minor",
    "quoted_revision",
    "covers",
    "covers_unit",
    "covers_unit_name",
    "created_at",
    "ended_at",
];

const SUBSCRIPTION: &str = "
    SELECT s.id, s.customer_id AS customer, k.name AS company, s.number, s.plan_id AS plan,
        s.revision_id AS revision, p.revision_id AS newest, r.name AS plan_name, r.words, r.texts,
        r.counts, CAST(r.can_pause AS INTEGER) AS can_pause, r.policy, s.product_id AS product,
        s.sku, s.name, s.order_id, s.order_number, s.membership_id AS member,
        h.name AS member_name, s.unit_id AS unit,
        s.cost_centre_id AS cost_centre, s.po_number, s.state, s.version, s.seats, s.anchor,
        s.months, s.period, s.first_day, s.last_day, s.currency, s.price_minor, s.next_seats,
        s.next_product_id AS next_product,
        (SELECT n.name FROM product n WHERE n.id = s.next_product_id) AS next_name,
        s.next_price_minor, s.quoted_minor, s.quoted_revision_id AS quoted_revision, s.covers,
        s.covers_unit_id AS covers_unit, (SELECT w.name FROM unit w WHERE w.id = s.covers_unit_id
            AND w.customer_id = s.customer_id) AS covers_unit_name, s.created_at, s.ended_at
    FROM subscription s
    JOIN customer k ON k.id = s.customer_id
    JOIN plan p ON p.id = s.plan_id
    JOIN plan_revision r ON r.id = s.revision_id
    JOIN membership m ON m.id = s.membership_id AND m.customer_id = s.customer_id
    JOIN person h ON h.id = m.person_id
    WHERE s.number = $2 AND ($1 IS NULL OR s.customer_id = $1) /* staff */";

/// What of a subscription is found by its number.
const OF_IT: &str = "s.number = $2 AND ($1 IS NULL OR s.customer_id = $1)";

/// Reads a subscription by its number: of one customer, or for staff and the
/// program of any.
pub(super) fn ask_whole(
    customer: Option<CustomerId>,
    number: &str,
) -> Asked<'static, Result<Option<Subscription>, StoreError>> {
    static WHOLE: LazyLock<JsonSets> = LazyLock::new(|| {
        let benefits = format!(
            "SELECT {} FROM subscription s JOIN plan_benefit b ON b.revision_id = s.revision_id
             WHERE {OF_IT} ORDER BY b.position /* staff */",
            BenefitRow::select()
        );
        let of = |columns: &str, table: &str, order: &str| {
            format!(
                "SELECT {columns} FROM subscription s JOIN {table} x
                     ON x.subscription_id = s.id AND x.customer_id = s.customer_id
                 WHERE {OF_IT} ORDER BY {order} /* staff */"
            )
        };
        let offers = format!(
            "SELECT f.plan_id AS plan, p.revision_id AS revision, f.product_id AS product, d.sku,
                 d.name
             FROM subscription s
             JOIN plan_offer f ON f.months = s.months
             JOIN plan p ON p.id = f.plan_id
             JOIN product d ON d.id = f.product_id
             WHERE {OF_IT} AND ((f.active AND p.active AND d.active)
                 OR f.product_id = s.product_id OR f.product_id = s.next_product_id)
             ORDER BY CASE WHEN f.product_id IN (s.product_id, s.next_product_id)
                 THEN 0 ELSE 1 END, d.name, d.id LIMIT 50 /* staff */"
        );
        let equipment = format!(
            "SELECT a.service_tag AS tag, a.name FROM subscription s
             JOIN subscription_asset x ON x.subscription_id = s.id AND x.customer_id = s.customer_id
             JOIN asset a ON a.id = x.asset_id AND a.customer_id = s.customer_id
             WHERE {OF_IT} ORDER BY x.since, x.asset_id LIMIT {MOST_NAMED} /* staff */"
        );
        JsonSets::new(&[
            ("subscription", COLUMNS, SUBSCRIPTION),
            ("equipment", &["tag", "name"], &equipment),
            (
                "offers",
                &["plan", "revision", "product", "sku", "name"],
                &offers,
            ),
            ("benefits", BenefitRow::COLUMNS, &benefits),
            (
                "events",
                &["at", "name", "kind", "detail"],
                &of(
                    "x.at, x.name, x.kind, x.detail",
                    "subscription_event",
                    "x.id",
                ),
            ),
            (
                "charges",
                &[
                    "period",
                    "reason",
                    "invoice",
                    "first_day",
                    "last_day",
                    "seats",
                    "currency",
                    "amount_minor",
                    "charged_on",
                ],
                &of(
                    "x.period, x.reason, x.invoice_number AS invoice, x.first_day, x.last_day, x.seats,
                     x.currency, x.amount_minor, x.charged_on",
                    "subscription_charge",
                    "x.invoice_id, x.reason",
                ),
            ),
            (
                "uses",
                &["id", "what", "times", "about", "name", "member", "whose", "at"],
                &format!(
                    "SELECT x.id, x.what, x.times, x.about, x.person_name AS name,
                         x.membership_id AS member, p.name AS whose, x.at
                     FROM subscription s JOIN entitlement_use x
                         ON x.subscription_id = s.id AND x.customer_id = s.customer_id
                             AND x.period = s.period AND x.taken_back_at IS NULL
                     LEFT JOIN membership m
                         ON m.id = x.membership_id AND m.customer_id = x.customer_id
                     LEFT JOIN person p ON p.id = m.person_id
                     WHERE {OF_IT} ORDER BY x.id /* staff */"
                ),
            ),
            (
                "steps",
                &["period", "step", "done_on"],
                &of(
                    "x.period, x.step, x.done_on",
                    "subscription_step",
                    "x.period",
                ),
            ),
        ])
    });
    WHOLE
        .ask::<Rows>(args![customer, number])
        .map(Rows::subscription)
}

impl Rows {
    fn subscription(self) -> Result<Option<Subscription>, StoreError> {
        let Some(row) = self.subscription.into_iter().next() else {
            return Ok(None);
        };
        let bad =
            |what: &str| StoreError::bad_row("subscription", format!("{what} of {}", row.number));
        let money = |minor: i64| Money::new(minor, row.currency);
        let charges = self.charges.into_iter().map(|charge| {
            Some(Charge {
                period: charge.period,
                reason: charge.reason,
                invoice: charge.invoice,
                days: Period::new(charge.first_day, charge.last_day)?,
                seats: charge.seats,
                amount: Money::new(charge.amount_minor, charge.currency),
                on: charge.charged_on,
            })
        });
        let charges: Option<Vec<Charge>> = charges.collect();
        let done = self.steps.iter().filter_map(|step| {
            Some(Done {
                period: step.period,
                step: Step::from_key(&step.step)?,
                on: step.done_on,
            })
        });
        Ok(Some(Subscription {
            paid: Period::new(row.first_day, row.last_day).ok_or_else(|| bad("days"))?,
            charges: charges.ok_or_else(|| bad("days of a charge"))?,
            term: Term {
                anchor: row.anchor,
                length: row.months,
            },
            price: money(row.price_minor),
            next_price: row.next_price_minor.map(money),
            quoted: row.quoted_minor.map(money).zip(row.quoted_revision),
            texts: texts_of(row.plan_name, row.words, row.texts),
            id: row.id,
            customer: row.customer,
            company: row.company,
            number: row.number,
            plan: row.plan,
            revision: row.revision,
            newest: row.newest,
            counts: row.counts,
            policy: row.policy,
            can_pause: row.can_pause != 0,
            product: row.product,
            sku: row.sku,
            name: row.name,
            order: row.order_id,
            order_number: row.order_number,
            member: row.member,
            member_name: row.member_name,
            unit: row.unit,
            cost_centre: row.cost_centre,
            po_number: row.po_number,
            state: row.state,
            version: row.version,
            seats: row.seats,
            period: row.period,
            next_seats: row.next_seats,
            next_product: row.next_product,
            next_name: row.next_name,
            covering: row.covers,
            covers_unit: row.covers_unit,
            covers_unit_name: row.covers_unit_name,
            equipment: self.equipment,
            created_at: row.created_at,
            ended_at: row.ended_at,
            benefits: self
                .benefits
                .into_iter()
                .filter_map(BenefitRow::given)
                .collect(),
            events: self.events,
            uses: self.uses,
            done: done.collect(),
            offers: self.offers,
        }))
    }
}
