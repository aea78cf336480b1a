//! Which agreement applies to a customer.

use crate::id::{AgreementId, CustomerId, PriceListId, RevisionId};
use crate::identity::InForce;
use crate::store::{Query, Result};
use crate::{Currency, Timestamp, args};

#[derive(sqlx::FromRow)]
struct Row {
    agreement: AgreementId,
    number: String,
    revision: RevisionId,
    currency: Currency,
    price_list: PriceListId,
    valid_until: Timestamp,
}

/// The agreement that applies to a customer at a moment: published, begun and
/// not ended; of several the one that began last.
///
/// # Errors
/// If the storage fails.
pub async fn in_force(
    read: &mut impl Query,
    customer: CustomerId,
    now: Timestamp,
) -> Result<Option<InForce>> {
    let row: Option<Row> = read
        .maybe(
            "SELECT a.id AS agreement, a.number, r.id AS revision, a.currency,
                 r.price_list_id AS price_list, r.valid_until
             FROM agreement a
             JOIN agreement_revision r ON r.id = a.published_revision_id
                 AND r.customer_id = a.customer_id
             WHERE a.customer_id = $1 AND r.valid_from <= $2 AND $2 < r.valid_until
             ORDER BY r.valid_from DESC, a.id DESC LIMIT 1",
            args![customer, now],
        )
        .await?;
    Ok(row.map(|row| InForce {
        agreement: row.agreement,
        number: row.number,
        revision: row.revision,
        currency: row.currency,
        price_list: row.price_list,
        valid_until: (row.valid_until != Timestamp::NEVER).then_some(row.valid_until),
    }))
}
