//! Offering further products under an agreement that applies, at once: what a
//! play does when staff accept it.

use super::drafts::AgreementError;
use super::publish::{Publication, put_in_force};
use super::revisions::Head;
use crate::id::{AgreementId, ProductId, RevisionId};
use crate::identity::Actor;
use crate::store::{IntoValue, Query, Tx, list_placeholders};
use crate::{Timestamp, args};

/// Publishes a revision in which these products are offered besides, with the
/// reason that the customer's people read. The caller has checked who may. A
/// draft under work gets them too, so that publishing it later does not take
/// them away.
///
/// # Errors
/// See [`AgreementError`].
pub async fn offer_products(
    tx: &mut Tx,
    actor: &Actor,
    agreement: AgreementId,
    products: &[ProductId],
    reason: &str,
    now: Timestamp,
) -> Result<(), AgreementError> {
    let head = Head::of(tx, agreement).await?;
    let published = head.published_revision_id.ok_or(AgreementError::NoDraft)?;
    let revision = head.copy(tx, actor, published, "superseded", now).await?;
    for target in [Some(revision), head.draft_id].into_iter().flatten() {
        add(tx, &head, target, products).await?;
    }
    if let Some(draft) = head.draft_id {
        // Who works on it is shown it once more before it is published.
        tx.run(
            "UPDATE agreement_revision SET version = version + 1 WHERE id = $1 /* staff */",
            args![draft],
        )
        .await?;
    }
    let what = Publication {
        revision,
        note: reason,
        by: actor.name(),
    };
    put_in_force(tx, actor, agreement, &head, what, now).await
}

async fn add(
    tx: &mut Tx,
    head: &Head,
    revision: RevisionId,
    products: &[ProductId],
) -> Result<(), AgreementError> {
    if products.is_empty() {
        return Ok(());
    }
    let rows = products
        .iter()
        .map(|product| {
            args![
                head.customer_id,
                revision,
                *product,
                "in",
                Timestamp(0),
                Timestamp::NEVER
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, valid_from,
             valid_until) VALUES",
        rows,
        "ON CONFLICT DO NOTHING",
    )
    .await?;
    let mut values = args![revision];
    values.extend(products.iter().map(|product| product.value()));
    tx.run(
        format!(
            "DELETE FROM agreement_product WHERE revision_id = $1 AND rule = 'out'
                 AND product_id IN ({}) /* staff */",
            list_placeholders(2, products.len())
        ),
        values,
    )
    .await?;
    Ok(())
}
