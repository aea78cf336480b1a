//! A subscription with everything that belongs to it, read in one statement: for
//! its page, and for every command that changes it.

use super::entitlements::Benefit;
use super::held::stored_benefit;
use super::lifecycle::{Plan, State};
use super::period::Period;
use super::renewal::{Done, Policy, Step};
use super::term::{Term, TermLength};
use crate::args;
use crate::id::{
    CategoryId, CostCentreId, CustomerId, LevelId, MembershipId, OrderId, PlanId, PlanRevisionId,
    ProductId, SubscriptionId, UnitId,
};
use crate::store::{Asked, JsonSets, Result, StoreError, json_or_text};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as JsonValue;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a plan counts, and is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// People who use it.
    Seats,
    /// Devices it is for.
    Devices,
}

impl Counts {
    /// Every one there is.
    pub const ALL: &'static [Counts] = &[Counts::Seats, Counts::Devices];

    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Counts::Seats => "seats",
            Counts::Devices => "devices",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What a plan is called, and what it is in words, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanText {
    /// Its name.
    pub name: String,
    /// What it is.
    pub words: String,
}

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
    /// What the customer was told that a seat of the next term costs, and under
    /// which state of the plan.
    pub quoted: Option<(Money, PlanRevisionId)>,
    /// When it began to be one.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
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

/// One thing that a plan gives, as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What.
    pub benefit: Benefit,
    /// The name of the service level or of the category, if it is about one.
    pub name: Option<String>,
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
    /// `begin`, `renew` or `change-7`.
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
    /// What, by its code.
    pub what: String,
    /// How many times.
    pub times: i64,
    /// For what.
    pub about: String,
    /// By whom, by name.
    pub name: String,
    /// When.
    pub at: Timestamp,
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

/// A plan's text in a language, or in the first one.
pub(super) fn text_in<'a>(
    texts: &'a BTreeMap<String, PlanText>,
    language: &str,
) -> Option<&'a PlanText> {
    let local = texts.get(language).filter(|text| !text.name.is_empty());
    local.or_else(|| texts.get(FIRST_LANGUAGE))
}

/// The first language, in which everything has a name.
pub(super) const FIRST_LANGUAGE: &str = "en";

/// The texts of a revision: what stands in columns of its own, and the others.
pub(super) fn texts_of(
    name: String,
    words: String,
    mut others: BTreeMap<String, PlanText>,
) -> BTreeMap<String, PlanText> {
    others.insert(FIRST_LANGUAGE.to_owned(), PlanText { name, words });
    others
}

/// A benefit as statements hand it over.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct BenefitRow {
    kind: String,
    level: Option<LevelId>,
    level_name: Option<String>,
    category: Option<CategoryId>,
    category_name: Option<String>,
    rate: Option<Rate>,
    code: String,
    times: Option<i64>,
}

impl BenefitRow {
    pub(super) const COLUMNS: &'static [&'static str] = &[
        "kind",
        "level",
        "level_name",
        "category",
        "category_name",
        "rate",
        "code",
        "times",
    ];

    /// The columns of a benefit `b`.
    pub(super) const SELECT: &'static str = "b.kind, b.level_id AS level,
        (SELECT l.name FROM service_level l WHERE l.id = b.level_id) AS level_name,
        b.category_id AS category,
        (SELECT c.name FROM category c WHERE c.id = b.category_id) AS category_name,
        b.rate, b.code, b.times";

    pub(super) fn given(self) -> Option<Given> {
        let benefit = stored_benefit(
            &self.kind,
            self.level,
            self.category,
            self.rate,
            &self.code,
            self.times,
        )?;
        Some(Given {
            benefit,
            name: self.level_name.or(self.category_name),
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Rows {
    subscription: Vec<Row>,
    benefits: Vec<BenefitRow>,
    events: Vec<Event>,
    charges: Vec<ChargeRow>,
    uses: Vec<Use>,
    steps: Vec<StepRow>,
    offers: Vec<Offer>,
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
    quoted_minor: Option<i64>,
    quoted_revision: Option<PlanRevisionId>,
    created_at: Timestamp,
    ended_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
struct ChargeRow {
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
    "quoted_minor",
    "quoted_revision",
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
        s.quoted_minor, s.quoted_revision_id AS quoted_revision, s.created_at, s.ended_at
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
            BenefitRow::SELECT
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
        JsonSets::new(&[
            ("subscription", COLUMNS, SUBSCRIPTION),
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
                    "x.reason, x.invoice_number AS invoice, x.first_day, x.last_day, x.seats,
                     x.currency, x.amount_minor, x.charged_on",
                    "subscription_charge",
                    "x.invoice_id, x.reason",
                ),
            ),
            (
                "uses",
                &["what", "times", "about", "name", "at"],
                &of(
                    "x.what, x.times, x.about, x.person_name AS name, x.at",
                    "entitlement_use",
                    "x.id",
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
        let bad = |what: &str| StoreError::BadRow {
            table: "subscription",
            what: format!("{what} of {}", row.number),
        };
        let money = |minor: i64| Money::new(minor, row.currency);
        let charges = self.charges.into_iter().map(|charge| {
            Some(Charge {
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

/// What happened, as it is kept.
pub(super) fn detail(of: &EventDetail) -> JsonValue {
    serde_json::to_value(of).unwrap_or_default()
}
