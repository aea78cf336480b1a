//! The supplier's plans with what they give and the terms they are sold for, as
//! curators and subscribers read them.

use super::given::{BenefitRow, Given};
use super::plan_text::{Counts, PlanText, text_in, texts_of};
use super::renewal::Policy;
use super::term::TermLength;
use crate::Timestamp;
use crate::args;
use crate::id::{PlanId, PlanRevisionId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonSets, StoreError, json_or_text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A plan with its newest state.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The plan.
    pub id: PlanId,
    /// Its newest state.
    pub revision: PlanRevisionId,
    /// Which one that is, from 1.
    pub number: i64,
    /// Whether it can be subscribed to.
    pub active: bool,
    /// Counts the changes.
    pub version: i64,
    /// What it is called and is, by language.
    pub texts: BTreeMap<String, PlanText>,
    /// What is counted.
    pub counts: Counts,
    /// Whether its subscribers may let it rest.
    pub can_pause: bool,
    /// How it is renewed.
    pub policy: Policy,
    /// Who made its newest state.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// What it gives.
    pub benefits: Vec<Given>,
    /// Its terms, the shortest first.
    pub terms: Vec<PlanTerm>,
    /// How many subscriptions of it have not ended.
    pub subscribers: i64,
}

impl Plan {
    /// What it is called in a language (BCP 47).
    #[must_use]
    pub fn name(&self, language: &str) -> &str {
        text_in(&self.texts, language).map_or("", |text| &text.name)
    }

    /// What it is, in a language (BCP 47).
    #[must_use]
    pub fn words(&self, language: &str) -> &str {
        text_in(&self.texts, language).map_or("", |text| &text.words)
    }
}

/// A term of a plan, sold as a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PlanTerm {
    plan: PlanId,
    /// The product.
    pub product: ProductId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How long it is.
    pub months: TermLength,
    offered: i64,
}

impl PlanTerm {
    /// Whether it can be subscribed to.
    #[must_use]
    pub const fn is_offered(&self) -> bool {
        self.offered != 0
    }
}

#[derive(Debug, Deserialize)]
struct Rows {
    plans: Vec<PlanRow>,
    benefits: Vec<OfPlan>,
    terms: Vec<PlanTerm>,
}

#[derive(Debug, Deserialize)]
struct PlanRow {
    id: PlanId,
    revision: PlanRevisionId,
    number: i64,
    active: i64,
    version: i64,
    name: String,
    words: String,
    #[serde(deserialize_with = "json_or_text")]
    texts: BTreeMap<String, PlanText>,
    counts: Counts,
    can_pause: i64,
    #[serde(deserialize_with = "json_or_text")]
    policy: Policy,
    made_by: String,
    made_at: Timestamp,
    subscribers: i64,
}

#[derive(Debug, Clone, Deserialize)]
struct OfPlan {
    plan: PlanId,
    #[serde(flatten)]
    benefit: BenefitRow,
}

/// Asks for one plan, or for all: those that can be subscribed to, or for curators
/// those that can't any more as well. By their names.
#[must_use]
pub fn ask_plans(plan: Option<PlanId>, only_active: bool) -> Asked<'static, Vec<Plan>> {
    static PLANS: LazyLock<JsonSets> = LazyLock::new(|| {
        let mut benefit = vec!["plan"];
        benefit.extend(BenefitRow::COLUMNS);
        let benefits = format!(
            "SELECT p.id AS plan, {} FROM plan p JOIN plan_benefit b
                 ON b.revision_id = p.revision_id
             WHERE $1 IS NULL OR p.id = $1 ORDER BY p.id, b.position",
            BenefitRow::select()
        );
        JsonSets::new(&[
            (
                "plans",
                &[
                    "id",
                    "revision",
                    "number",
                    "active",
                    "version",
                    "name",
                    "words",
                    "texts",
                    "counts",
                    "can_pause",
                    "policy",
                    "made_by",
                    "made_at",
                    "subscribers",
                ],
                "SELECT p.id, r.id AS revision, r.number, CAST(p.active AS INTEGER) AS active,
                     p.version, r.name, r.words, r.texts, r.counts,
                     CAST(r.can_pause AS INTEGER) AS can_pause, r.policy,
                     r.made_by_name AS made_by, r.created_at AS made_at,
                     (SELECT COUNT(*) FROM subscription s
                      WHERE s.plan_id = p.id AND s.ended_at IS NULL) AS subscribers
                 FROM plan p JOIN plan_revision r ON r.id = p.revision_id
                 WHERE ($1 IS NULL OR p.id = $1) AND ($2 = 0 OR p.active)
                 ORDER BY r.name, p.id LIMIT 200 /* staff */",
            ),
            ("benefits", &benefit, &benefits),
            (
                "terms",
                &["plan", "product", "sku", "name", "months", "offered"],
                "SELECT f.plan_id AS plan, f.product_id AS product, d.sku, d.name, f.months,
                     CASE WHEN f.active AND d.active THEN 1 ELSE 0 END AS offered
                 FROM plan_offer f JOIN product d ON d.id = f.product_id
                 WHERE $1 IS NULL OR f.plan_id = $1 ORDER BY f.months, d.sku",
            ),
        ])
    });
    PLANS
        .ask::<Rows>(args![plan, i64::from(only_active)])
        .map(Rows::plans)
}

impl Rows {
    fn plans(self) -> Vec<Plan> {
        let Rows {
            plans,
            benefits,
            terms,
        } = self;
        let plan = |row: PlanRow| Plan {
            benefits: benefits
                .iter()
                .filter(|one| one.plan == row.id)
                .filter_map(|one| one.benefit.clone().given())
                .collect(),
            terms: terms
                .iter()
                .filter(|term| term.plan == row.id)
                .cloned()
                .collect(),
            id: row.id,
            revision: row.revision,
            number: row.number,
            active: row.active != 0,
            version: row.version,
            texts: texts_of(row.name, row.words, row.texts),
            counts: row.counts,
            can_pause: row.can_pause != 0,
            policy: row.policy,
            made_by: row.made_by,
            made_at: row.made_at,
            subscribers: row.subscribers,
        };
        plans.into_iter().map(plan).collect()
    }
}

/// All plans, for curators.
///
/// # Errors
/// [`Denied`] if the person does not curate.
pub async fn plans<E>(db: &Db, actor: &Actor) -> Result<Vec<Plan>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Curate)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(ask_plans(None, false).fetch(&mut read).await?)
}
