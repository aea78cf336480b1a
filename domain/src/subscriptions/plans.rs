//! The supplier's plans: made and changed by who curates. A change is another
//! revision; whoever subscribed keeps the one they have until their term is renewed.

use super::entitlements::Benefit;
use super::plan_draft::{PlanDraft, PlanFault};
use super::renewal::Policy;
use super::term::TermLength;
use super::whole::{BenefitRow, Counts, FIRST_LANGUAGE, Given, PlanText, texts_of};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CategoryId, LevelId, PlanId, PlanRevisionId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Args, Asked, Db, FormKey, Insert, JsonSets, Query, StoreError, Tx, claim, json_or_text,
};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why a plan was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such plan.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Meanwhile,
    /// What is wrong with it.
    #[error("the plan has faults")]
    Faults(Vec<PlanFault>),
    /// There is no such service level or category.
    #[error("no such level or category")]
    UnknownBenefit,
    /// There is no product with this number.
    #[error("no such product")]
    UnknownSku,
    /// The product is a term already, of this plan or another one.
    #[error("the product is a term already")]
    Taken,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

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
        super::whole::text_in(&self.texts, language).map_or("", |text| &text.name)
    }

    /// What it is, in a language (BCP 47).
    #[must_use]
    pub fn words(&self, language: &str) -> &str {
        super::whole::text_in(&self.texts, language).map_or("", |text| &text.words)
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
            BenefitRow::SELECT
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

/// Makes a plan, or says anew what one is: `of` is the plan and the version that
/// was looked at. Answers its id. Sent twice with the same key it is made once.
///
/// # Errors
/// See [`PlanError`].
pub async fn save_plan(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    of: Option<(PlanId, i64)>,
    draft: PlanDraft,
    now: Timestamp,
) -> Result<PlanId, PlanError> {
    actor.demand(Permission::Curate)?;
    let faults = draft.faults();
    if !faults.is_empty() {
        return Err(PlanError::Faults(faults));
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = of.map_or_else(PlanId::new, |(id, _)| id);
            let earlier = claim(tx, &actor, key, "plan", &id.to_string(), now).await?;
            if let Some(earlier) = earlier {
                return earlier.parse().map_err(|_| PlanError::NotFound);
            }
            demand_known(tx, &draft.benefits).await?;
            let revision = PlanRevisionId::new();
            let number = match of {
                None => {
                    tx.insert([Insert::row(
                        "INSERT INTO plan (id, revision_id, active, created_at) VALUES",
                        args![id, revision, true, now],
                    )])
                    .await?;
                    1
                }
                Some((id, version)) => next_revision(tx, id, version, revision).await?,
            };
            let entry = audit::Entry {
                action: "plan.saved",
                subject: id.to_string(),
                customer: None,
                detail: json!({ "revision": number, "benefits": draft.benefits.len() }),
            };
            tx.insert([
                revision_row(&actor, id, revision, number, &draft, now)?,
                Insert::rows(
                    "INSERT INTO plan_benefit (revision_id, position, kind, level_id, category_id,
                         rate, code, times) VALUES",
                    benefit_rows(revision, &draft.benefits),
                ),
                entry.row(&actor, now),
            ])
            .await?;
            Ok(id)
        })
    })
    .await
}

/// Puts the plan on to its next revision; answers that one's number.
async fn next_revision(
    tx: &mut Tx,
    id: PlanId,
    version: i64,
    revision: PlanRevisionId,
) -> Result<i64, PlanError> {
    let ours = tx
        .run(
            "UPDATE plan SET revision_id = $3, version = version + 1 WHERE id = $1 AND version = $2",
            args![id, version, revision],
        )
        .await?;
    if ours == 0 {
        let there: Option<i64> = tx
            .scalar("SELECT version FROM plan WHERE id = $1", args![id])
            .await?;
        return Err(there.map_or(PlanError::NotFound, |_| PlanError::Meanwhile));
    }
    let last: Option<i64> = tx
        .scalar(
            "SELECT MAX(number) FROM plan_revision WHERE plan_id = $1",
            args![id],
        )
        .await?;
    Ok(last.unwrap_or_default() + 1)
}

fn revision_row(
    actor: &Actor,
    id: PlanId,
    revision: PlanRevisionId,
    number: i64,
    draft: &PlanDraft,
    now: Timestamp,
) -> Result<Insert, PlanError> {
    let mut others = draft.texts.clone();
    let first = others.remove(FIRST_LANGUAGE).unwrap_or_default();
    Ok(Insert::row(
        "INSERT INTO plan_revision (id, plan_id, number, name, words, texts, counts, can_pause,
             policy, made_by_name, created_at) VALUES",
        args![
            revision,
            id,
            number,
            first.name.trim(),
            first.words.trim(),
            json!(others),
            draft.counts.code(),
            draft.can_pause,
            json!(draft.policy),
            actor.name(),
            now,
        ],
    ))
}

fn benefit_rows(revision: PlanRevisionId, benefits: &[Benefit]) -> Vec<Args> {
    benefits
        .iter()
        .zip(1_i64..)
        .map(|(benefit, position)| {
            let none: (Option<LevelId>, Option<CategoryId>) = (None, None);
            let (kind, (level, category), rate, code, times) = match benefit {
                Benefit::Support { level, .. } => {
                    ("support", (level.parse().ok(), None), None, "", None)
                }
                Benefit::Discount { category, rate } => {
                    ("discount", (None, *category), Some(*rate), "", None)
                }
                Benefit::Downloads { of } => ("downloads", none, None, of.as_str(), None),
                Benefit::Publication { of } => ("publication", none, None, of.as_str(), None),
                Benefit::Counted { what, times } => {
                    ("counted", none, None, what.code(), Some(*times))
                }
            };
            args![revision, position, kind, level, category, rate, code, times]
        })
        .collect()
}

/// Refuses levels and categories that there are not.
async fn demand_known(tx: &mut Tx, benefits: &[Benefit]) -> Result<(), PlanError> {
    for benefit in benefits {
        let known: Option<i32> = match benefit {
            Benefit::Support { level, .. } => {
                let level: LevelId = level.parse().map_err(|_| PlanError::UnknownBenefit)?;
                tx.scalar("SELECT 1 FROM service_level WHERE id = $1", args![level])
                    .await?
            }
            Benefit::Discount {
                category: Some(category),
                ..
            } => {
                tx.scalar("SELECT 1 FROM category WHERE id = $1", args![*category])
                    .await?
            }
            _ => Some(1),
        };
        known.ok_or(PlanError::UnknownBenefit)?;
    }
    Ok(())
}

/// What is done about a plan's offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferChange {
    /// A term of so many months is sold as the product with this number.
    Add {
        /// The product's number.
        sku: String,
        /// How long the term is.
        months: TermLength,
    },
    /// A term can be subscribed to, or not any more.
    Offer(ProductId, bool),
    /// The plan can be subscribed to, or not any more.
    Plan(bool),
}

/// Changes what of a plan is offered. What runs goes on, and is renewed.
///
/// # Errors
/// See [`PlanError`].
pub async fn change_offers(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    plan: PlanId,
    change: OfferChange,
    now: Timestamp,
) -> Result<(), PlanError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if claim(tx, &actor, key, "plan-offer", &plan.to_string(), now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let touched = match &change {
                OfferChange::Add { sku, months } => add_term(tx, plan, sku, *months, now).await?,
                OfferChange::Offer(product, active) => {
                    tx.run(
                        "UPDATE plan_offer SET active = $3 WHERE plan_id = $1 AND product_id = $2",
                        args![plan, *product, *active],
                    )
                    .await?
                }
                OfferChange::Plan(active) => {
                    tx.run(
                        "UPDATE plan SET active = $2, version = version + 1 WHERE id = $1",
                        args![plan, *active],
                    )
                    .await?
                }
            };
            if touched == 0 {
                return Err(PlanError::NotFound);
            }
            let entry = audit::Entry {
                action: "plan.offered",
                subject: plan.to_string(),
                customer: None,
                detail: match &change {
                    OfferChange::Add { sku, months } => json!({ "sku": sku, "months": months }),
                    OfferChange::Offer(product, active) => {
                        json!({ "product": product, "active": active })
                    }
                    OfferChange::Plan(active) => json!({ "active": active }),
                },
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

async fn add_term(
    tx: &mut Tx,
    plan: PlanId,
    sku: &str,
    months: TermLength,
    now: Timestamp,
) -> Result<u64, PlanError> {
    let there: Option<i32> = tx
        .scalar("SELECT 1 FROM plan WHERE id = $1", args![plan])
        .await?;
    there.ok_or(PlanError::NotFound)?;
    let product: Option<ProductId> = tx
        .scalar("SELECT id FROM product WHERE sku = $1", args![sku.trim()])
        .await?;
    let product = product.ok_or(PlanError::UnknownSku)?;
    let added = tx
        .run(
            "INSERT INTO plan_offer (product_id, plan_id, months, active, created_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (product_id) DO NOTHING",
            args![product, plan, i64::from(months.in_months()), true, now],
        )
        .await?;
    if added == 0 {
        return Err(PlanError::Taken);
    }
    Ok(added)
}
