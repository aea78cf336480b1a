//! What of a plan is on offer: its terms, each sold as a product, and the plan as a
//! whole.

use super::save_plan::PlanError;
use super::term::TermLength;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{PlanId, ProductId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, FormKey, Query, Tx, claim};
use serde_json::json;

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
