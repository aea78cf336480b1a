//! What a customer holds: the one question behind what support, prices, downloads
//! and publications ask. Statements hand over the grants; what follows from them
//! is decided by [`Entitlements`].

use super::coverage::Covering;
use super::entitlements::{Benefit, Countable, Covers, Entitlements, Grant, Holder};
use super::lifecycle::State;
use super::period::Period;
use crate::args;
use crate::id::{
    AssetId, CategoryId, CustomerId, EntitlementUseId, LevelId, MembershipId, PlanId,
    SubscriptionId, UnitId,
};
use crate::identity::Actor;
use crate::store::{Asked, Insert, JsonRows, StoreError, Tx};
use crate::{Day, Rate, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// The columns of [`grants`].
pub(crate) const GRANT: &[&str] = &[
    "subscription",
    "number",
    "plan",
    "name",
    "state",
    "period",
    "first_day",
    "last_day",
    "kind",
    "level",
    "category",
    "rate",
    "code",
    "times",
    "used",
    "covers",
    "covers_unit",
    "asset",
];

/// What is the same whoever asks: the columns of a benefit.
pub(super) const GIVEN: &str = "
    s.id AS subscription, s.number, s.plan_id AS plan, r.name, s.state, s.period,
    s.first_day, s.last_day, b.kind, b.level_id AS level, b.category_id AS category, b.rate,
    b.code, b.times, s.covers, s.covers_unit_id AS covers_unit";

/// Every benefit `b` of a subscription `s` of the customer `$1` that has not ended, under
/// the revision `r`. Which of them count at a moment is not decided here, but by
/// [`Grant::counts`].
pub(super) const GIVING: &str = "
    FROM subscription s
    JOIN plan_revision r ON r.id = s.revision_id
    JOIN plan_benefit b ON b.revision_id = s.revision_id
    WHERE s.customer_id = $1 AND s.ended_at IS NULL";

/// Everything that the subscriptions of the customer `$1` give, those that begin
/// later and those that rest included. `asset` is the expression for the unit of
/// equipment that it is about, or for nothing.
pub(crate) fn grants(asset: &str) -> String {
    format!(
        "SELECT {GIVEN},
            (SELECT SUM(u.times) FROM entitlement_use u
             WHERE u.customer_id = s.customer_id AND u.subscription_id = s.id
                 AND u.period = s.period AND u.what = b.code AND u.taken_back_at IS NULL) AS used,
            (SELECT x.asset_id FROM subscription_asset x
             WHERE x.customer_id = s.customer_id AND x.subscription_id = s.id
                 AND x.asset_id = {asset}) AS asset
         {GIVING} ORDER BY s.id, b.position"
    )
}

/// The service levels among them.
pub(crate) fn levels_given() -> String {
    format!("SELECT b.level_id {GIVING} AND b.level_id IS NOT NULL")
}

/// A benefit that one subscription gives, as the database hands it over.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GrantRow {
    subscription: SubscriptionId,
    pub(super) number: String,
    plan: PlanId,
    pub(super) name: String,
    state: State,
    period: i64,
    first_day: Day,
    last_day: Day,
    kind: String,
    level: Option<LevelId>,
    category: Option<CategoryId>,
    rate: Option<Rate>,
    code: String,
    times: Option<i64>,
    used: Option<i64>,
    covers: Covering,
    covers_unit: Option<UnitId>,
    asset: Option<AssetId>,
}

impl GrantRow {
    /// Whom it is for. What its subscriber says of that is said of the service level;
    /// everything else is for the whole company.
    fn covers(&self) -> Covers {
        match (self.kind.as_str(), self.covers) {
            ("support", Covering::Unit) => {
                Covers::Unit(self.covers_unit.unwrap_or(UnitId(Uuid::nil())))
            }
            ("support", Covering::Equipment) => {
                Covers::Asset(self.asset.unwrap_or(AssetId(Uuid::nil())))
            }
            _ => Covers::Customer,
        }
    }

    fn benefit(&self) -> Option<Benefit> {
        stored_benefit(
            &self.kind,
            self.level,
            self.category,
            self.rate,
            &self.code,
            self.times,
        )
    }

    pub(super) fn grant(&self) -> Option<Grant> {
        Some(Grant {
            subscription: self.subscription,
            plan: self.plan,
            covers: self.covers(),
            period: Period::new(self.first_day, self.last_day)?,
            paused: self.state == State::Paused,
            benefit: self.benefit()?,
            used: self.used.unwrap_or_default(),
        })
    }
}

/// A benefit as the columns of `plan_benefit` have it; none if they make no sense.
pub(crate) fn stored_benefit(
    kind: &str,
    level: Option<LevelId>,
    category: Option<CategoryId>,
    rate: Option<Rate>,
    code: &str,
    times: Option<i64>,
) -> Option<Benefit> {
    match kind {
        // How high a level is follows from what it promises: support knows.
        "support" => level.map(|level| Benefit::Support {
            level: level.to_string(),
            rank: 0,
        }),
        "discount" => rate.map(|rate| Benefit::Discount { category, rate }),
        "downloads" => Some(Benefit::Downloads {
            of: code.to_owned(),
        }),
        "publication" => Some(Benefit::Publication {
            of: code.to_owned(),
        }),
        "counted" => Some(Benefit::Counted {
            what: Countable::from_code(code)?,
            times: times?,
        }),
        _ => None,
    }
}

/// A subscription by which something is held, as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBy {
    /// The subscription.
    pub id: SubscriptionId,
    /// Its number: `S-2026-000123`.
    pub number: String,
    /// What its plan is called in the first language.
    pub plan: String,
    /// The number of the running period.
    pub period: i64,
    /// The last day that is paid for.
    pub until: Day,
}

/// Everything that a customer's subscriptions give.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    grants: Vec<Grant>,
    by: Vec<HeldBy>,
}

impl Held {
    pub(crate) fn of(rows: Vec<GrantRow>) -> Self {
        let mut by: Vec<HeldBy> = Vec::new();
        for row in &rows {
            if !by.iter().any(|one| one.id == row.subscription) {
                by.push(HeldBy {
                    id: row.subscription,
                    number: row.number.clone(),
                    plan: row.name.clone(),
                    period: row.period,
                    until: row.last_day,
                });
            }
        }
        Self {
            grants: rows.iter().filter_map(GrantRow::grant).collect(),
            by,
        }
    }

    /// The same, with how high each service level is; a level without a rank is no
    /// level any more.
    #[must_use]
    pub fn ranked(mut self, rank_of: impl Fn(&str) -> Option<i64>) -> Self {
        self.grants.retain_mut(|grant| match &mut grant.benefit {
            Benefit::Support { level, rank } => match rank_of(level) {
                Some(known) => {
                    *rank = known;
                    true
                }
                None => false,
            },
            _ => true,
        });
        self
    }

    /// What follows from it for a holder on a day.
    #[must_use]
    pub fn entitlements<'a>(&'a self, holder: &'a Holder, today: Day) -> Entitlements<'a> {
        Entitlements::new(&self.grants, holder, today)
    }

    /// The subscription of a grant.
    #[must_use]
    pub fn by(&self, grant: &Grant) -> Option<&HeldBy> {
        self.by.iter().find(|one| one.id == grant.subscription)
    }
}

/// Asks for everything that a customer's subscriptions give: the one question by
/// which a room finds out what somebody is entitled to. To be asked alone or
/// together with others; then [`Held::entitlements`].
#[must_use]
pub fn ask_held(customer: CustomerId) -> Asked<'static, Held> {
    static HELD: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(GRANT, &grants("$2")));
    HELD.ask::<GrantRow>(args![customer, None::<AssetId>])
        .map(Held::of)
}

/// Why a counted benefit was not used.
#[derive(Debug, thiserror::Error)]
pub enum UseError {
    /// There is none, or all are used.
    #[error("nothing left")]
    NothingLeft,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Uses something of which a customer's subscriptions give a number, once, in the
/// transaction of what it is used for; answers by which subscription. `about` says
/// for what in a few words. Of two at the same moment both get one, or one nothing.
///
/// # Errors
/// See [`UseError`].
pub async fn use_one(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    what: Countable,
    about: &str,
    now: Timestamp,
) -> Result<HeldBy, UseError> {
    tx.lock("subscription", "id", "customer_id", args![customer])
        .await?;
    let held = ask_held(customer).fetch(tx).await?;
    let holder = Holder::default();
    let count = held.entitlements(&holder, Day::of(now)).count(what);
    let grant = count.next.first().ok_or(UseError::NothingLeft)?;
    let by = held.by(grant).cloned().ok_or(UseError::NothingLeft)?;
    let whose = actor.member().map(|member| member.id);
    tx.insert([insert_use(actor, customer, &by, (what, about, whose), now)])
        .await?;
    Ok(by)
}

/// One use, as it is written down: what, for what, and for whom of the company, if for
/// somebody.
pub(super) fn insert_use(
    actor: &Actor,
    customer: CustomerId,
    by: &HeldBy,
    (what, about, whose): (Countable, &str, Option<MembershipId>),
    now: Timestamp,
) -> Insert {
    Insert::row(
        "INSERT INTO entitlement_use (id, customer_id, subscription_id, period, what, times, about,
             person_name, at, membership_id) VALUES",
        args![
            EntitlementUseId::new(),
            customer,
            by.id,
            by.period,
            what.code(),
            1_i64,
            about,
            actor.name(),
            now,
            whose,
        ],
    )
}
