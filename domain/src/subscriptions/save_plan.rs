//! A plan is made, or said anew, by who curates. A change is another revision;
//! whoever subscribed keeps the one they have until their term is renewed.

use super::entitlements::Benefit;
use super::plan_draft::{PlanDraft, PlanFault};
use super::plan_text::FIRST_LANGUAGE;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CategoryId, LevelId, PlanId, PlanRevisionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, FormKey, Insert, JsonRows, Query, StoreError, Tx, answered, claim};
use serde::Deserialize;
use serde_json::json;
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
                return Ok(answered(&earlier)?);
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
    static KNOWN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["level", "category"],
            "SELECT l.id AS level, NULL AS category FROM service_level l WHERE l.id <in $1>
             UNION ALL
             SELECT NULL AS level, c.id AS category FROM category c WHERE c.id <in $2>",
        )
    });
    #[derive(Deserialize)]
    struct Row {
        level: Option<LevelId>,
        category: Option<CategoryId>,
    }
    let mut levels: Vec<LevelId> = Vec::new();
    let mut categories: Vec<CategoryId> = Vec::new();
    for benefit in benefits {
        match benefit {
            Benefit::Support { level, .. } => {
                levels.push(level.parse().map_err(|_| PlanError::UnknownBenefit)?);
            }
            Benefit::Discount {
                category: Some(category),
                ..
            } => categories.push(*category),
            _ => {}
        }
    }
    let known: Vec<Row> = KNOWN
        .all(tx, args![json!(levels), json!(categories)])
        .await?;
    let has_level = |id: &LevelId| known.iter().any(|row| row.level == Some(*id));
    let has_category = |id: &CategoryId| known.iter().any(|row| row.category == Some(*id));
    if levels.iter().all(has_level) && categories.iter().all(has_category) {
        Ok(())
    } else {
        Err(PlanError::UnknownBenefit)
    }
}
