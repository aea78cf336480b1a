//! Subscriptions in lists: how each looks there, and for staff everybody's by the day
//! their terms end. A company's own are in `own`.

use super::lifecycle::State;
use super::next_term::at_most;
use super::period::Period;
use super::plan_text::{Counts, PlanText, text_in, texts_of};
use super::renewal::Policy;
use super::term::TermLength;
use crate::args;
use crate::id::{CustomerId, ProductId, SubscriptionId};
use crate::identity::{Actor, Denied, Permission};
use crate::orders::COUNTED;
use crate::store::{Asked, Db, JsonSets, StoreError, json_or_text};
use crate::value::Standing;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A subscription, as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The subscription.
    pub id: SubscriptionId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What the customer is called.
    pub company: String,
    /// What people call it by.
    pub number: String,
    texts: BTreeMap<String, PlanText>,
    /// What is counted.
    pub counts: Counts,
    /// How it is renewed.
    pub policy: Policy,
    /// The product of the next term.
    pub product_then: ProductId,
    /// Where it stands.
    pub state: State,
    /// How many seats.
    pub seats: Quantity,
    /// How many the next term has.
    pub seats_then: Quantity,
    /// How long a term is.
    pub months: TermLength,
    /// The first day of its first period.
    pub anchor: Day,
    /// The days that are paid for.
    pub paid: Period,
    /// What a seat costs for a whole period.
    pub price: Money,
    /// What the customer was told that a seat costs from the next term on.
    pub quoted: Option<Money>,
    /// What a seat of the next term's plan cost when it was chosen, if that is
    /// another one.
    pub next_price: Option<Money>,
    /// How many terms it has been renewed for.
    pub renewals: u32,
    /// When it ended, if it has.
    pub ended_at: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Row {
    id: SubscriptionId,
    customer: CustomerId,
    company: String,
    number: String,
    plan_name: String,
    #[serde(deserialize_with = "json_or_text")]
    texts: BTreeMap<String, PlanText>,
    counts: Counts,
    #[serde(deserialize_with = "json_or_text")]
    policy: Policy,
    product_then: ProductId,
    state: State,
    seats: Quantity,
    seats_then: Quantity,
    months: TermLength,
    anchor: Day,
    first_day: Day,
    last_day: Day,
    currency: Currency,
    price_minor: i64,
    quoted_minor: Option<i64>,
    next_price_minor: Option<i64>,
    renewals: u32,
    ended_at: Option<Timestamp>,
}

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "customer",
    "company",
    "number",
    "plan_name",
    "texts",
    "counts",
    "policy",
    "product_then",
    "state",
    "seats",
    "seats_then",
    "months",
    "anchor",
    "first_day",
    "last_day",
    "currency",
    "price_minor",
    "quoted_minor",
    "next_price_minor",
    "renewals",
    "ended_at",
];

/// The columns of a subscription `s` of the customer `k` under the revision `r`.
pub(super) const SELECT: &str = "
    s.id, s.customer_id AS customer, k.name AS company, s.number, r.name AS plan_name,
    r.texts, r.counts, r.policy, coalesce(s.next_product_id, s.product_id) AS product_then,
    s.state, s.seats, coalesce(s.next_seats, s.seats) AS seats_then, s.months, s.anchor,
    s.first_day, s.last_day, s.currency, s.price_minor, s.quoted_minor,
    s.next_price_minor, (SELECT COUNT(*) FROM subscription_step x WHERE x.subscription_id = s.id
     AND x.customer_id = s.customer_id AND x.step = 'renew') AS renewals, s.ended_at";

impl Row {
    pub(super) fn brief(self) -> Option<Brief> {
        let money = |minor| Money::new(minor, self.currency);
        Some(Brief {
            paid: Period::new(self.first_day, self.last_day)?,
            price: money(self.price_minor),
            quoted: self.quoted_minor.map(money),
            next_price: self.next_price_minor.map(money),
            texts: texts_of(self.plan_name, String::new(), self.texts),
            id: self.id,
            customer: self.customer,
            company: self.company,
            number: self.number,
            counts: self.counts,
            policy: self.policy,
            product_then: self.product_then,
            state: self.state,
            seats: self.seats,
            seats_then: self.seats_then,
            months: self.months,
            anchor: self.anchor,
            renewals: self.renewals,
            ended_at: self.ended_at,
        })
    }
}

impl Brief {
    /// What its plan is called in a language (BCP 47).
    #[must_use]
    pub fn plan_name(&self, language: &str) -> &str {
        text_in(&self.texts, language).map_or("", |text| &text.name)
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

    /// What it says of the customer's value.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            lives: self.state.runs() || matches!(self.state, State::Scheduled),
            leaves: matches!(self.state, State::CancelsAtTerm | State::Paused),
            renewals: self.renewals,
        }
    }

    /// What the next term costs in all: as the customer was told, or less at `each` as
    /// prices are today, or as it was shown when another plan was chosen, or as this
    /// one was.
    #[must_use]
    pub fn next_amount(&self, each: Option<Money>) -> Option<Money> {
        let each = at_most(self.quoted, each).or(self.next_price);
        let each = each.unwrap_or(self.price);
        each.times(self.seats_then)
    }
}

/// Which subscriptions staff look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// All that have not ended.
    #[default]
    Running,
    /// Those that end with their term unless somebody does something: that rest,
    /// were cancelled, or wait for a yes.
    AtRisk,
}

/// Which of those `s` that have not ended are at risk.
pub(super) const AT_RISK: &str = "s.state IN ('paused', 'cancels-at-term', 'renewal-offered')";

/// Which of all `s` say something for their customer's value: what [`Brief::standing`]
/// says lives and does not leave.
pub(super) const STAYS: &str =
    "s.ended_at IS NULL AND s.state NOT IN ('paused', 'cancels-at-term')";

/// A page of subscriptions.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// By the day their terms end.
    pub rows: Vec<Brief>,
    /// How many there are, counted up to [`COUNTED`].
    pub found: i64,
}

#[derive(Debug, Deserialize)]
struct ListedRows {
    rows: Vec<Row>,
    found: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

// Each has the index that it is read by.
static RUNNING: LazyLock<JsonSets> = LazyLock::new(|| lists("1 = 1"));
static RISKY: LazyLock<JsonSets> = LazyLock::new(|| lists(AT_RISK));

/// Subscriptions of all customers by the day their terms end, for staff.
#[must_use]
pub(super) fn ask_listed(which: Which, offset: i64, limit: i64) -> Asked<'static, Listed> {
    let sets = match which {
        Which::Running => &RUNNING,
        Which::AtRisk => &RISKY,
    };
    sets.ask::<ListedRows>(args![offset, limit])
        .map(|rows| Listed {
            rows: rows.rows.into_iter().filter_map(Row::brief).collect(),
            found: rows.found.first().map_or(0, |count| count.number),
        })
}

fn lists(those: &str) -> JsonSets {
    let of = format!("s.ended_at IS NULL AND {those}");
    JsonSets::new(&[
        (
            "rows",
            COLUMNS,
            &format!(
                "SELECT {SELECT}
                 FROM subscription s
                 JOIN customer k ON k.id = s.customer_id
                 JOIN plan_revision r ON r.id = s.revision_id
                 WHERE {of} ORDER BY s.last_day, s.id LIMIT ($2 + 0) OFFSET ($1 + 0) /* staff */"
            ),
        ),
        (
            "found",
            &["number"],
            &format!(
                "SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM subscription s WHERE {of}
                 LIMIT {COUNTED}) counted /* staff */"
            ),
        ),
    ])
}

/// What staff look at: a page of subscriptions, and what they come to.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn list_subscriptions<E>(
    db: &Db,
    actor: &Actor,
    which: Which,
    (offset, limit): (i64, i64),
    now: Timestamp,
) -> Result<(Listed, super::figures::Figures), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_listed(which, offset, limit),
        super::figures::ask_figures(Day::of(now)),
    );
    Ok(crate::store::together(&mut read, questions).await?)
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(
        lists_by_the_last_day_are_read_from_their_index_in_order,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            for (sets, index) in [
                (&RUNNING, "subscription_by_last_day"),
                (&RISKY, "subscription_at_risk"),
            ] {
                let plan = sets.plan(&mut read, args![0_i64, 50_i64]).await.unwrap();
                assert!(plan.contains(index), "{plan}");
                assert!(
                    !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                    "{plan}"
                );
            }
        }
    );
}
