//! Agreements in lists: all of them, and those of one customer.

use crate::id::{AgreementId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, Query, StoreError, containing};
use crate::{Currency, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A row of the list of agreements.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AgreementRow {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// Its currency.
    pub currency: Currency,
    /// For which customer, if it is for one.
    pub customer_id: Option<CustomerId>,
    /// The customer's name, or what the many are called for whom it is.
    pub customer: String,
    /// Whether it is for a `unit`, a `customer`, or all of a `needs` category or
    /// a `segment`.
    pub reach: String,
    /// The unit's name, if it is for one.
    pub unit: Option<String>,
    /// The number of the revision that is published, if one is.
    pub revision: Option<i64>,
    /// When that begins to apply.
    pub valid_from: Option<Timestamp>,
    /// When that ends.
    pub valid_until: Option<Timestamp>,
    /// Whether a draft is under work.
    pub draft: Option<i64>,
    /// How many agreements there are in all.
    pub total: i64,
}

/// Agreements whose number or customer (by name or either number) contains these
/// words, by customer.
///
/// # Errors
/// If the person may not see customers, or the storage fails.
pub async fn agreement_list<E>(
    db: &Db,
    actor: &Actor,
    words: &str,
    skip: i64,
    most: i64,
) -> Result<Vec<AgreementRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(read
        .all(
            "SELECT a.id, a.number, a.currency, a.customer_id,
                 COALESCE(c.name, a.needs, a.segment) AS customer, u.name AS unit,
                 CASE WHEN u.id IS NOT NULL THEN 'unit' WHEN c.id IS NOT NULL THEN 'customer'
                     WHEN a.needs IS NOT NULL THEN 'needs' ELSE 'segment' END AS reach,
                 r.number AS revision, r.valid_from, r.valid_until, d.number AS draft,
                 COUNT(*) OVER () AS total
             FROM agreement a
             LEFT JOIN customer c ON c.id = a.customer_id
             LEFT JOIN unit u ON u.id = a.unit_id
             LEFT JOIN agreement_revision r ON r.id = a.published_revision_id
             LEFT JOIN agreement_revision d ON d.agreement_id = a.id AND d.state = 'draft'
             WHERE lower(COALESCE(c.name, a.needs, a.segment)) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(a.number) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(c.number) LIKE ('' || $1) ESCAPE '\\'
                 OR lower(c.reference) LIKE ('' || $1) ESCAPE '\\' /* staff */
             ORDER BY CASE WHEN c.id IS NULL THEN 0 ELSE 1 END, customer, a.number, a.id
             LIMIT ($3 + 0) OFFSET ($2 + 0)",
            args![containing(words), skip, most],
        )
        .await?)
}

/// An agreement, in a list of a customer's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AgreementBrief {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// Its currency.
    pub currency: Currency,
    /// When what is published begins to apply; none if nothing is.
    pub valid_from: Option<Timestamp>,
    /// When that ends.
    pub valid_until: Option<Timestamp>,
    /// Whether a draft is under work.
    pub has_draft: i64,
    /// For whom else it is: the unit's name, or what the many are called. None
    /// if it is for the whole customer and nobody else.
    pub whose: Option<String>,
}

/// What applies to a customer or a part of it, the latest first. For staff.
#[must_use]
pub fn ask_agreements_of(customer: CustomerId) -> Asked<'static, Vec<AgreementBrief>> {
    static OF: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "number",
                "currency",
                "valid_from",
                "valid_until",
                "has_draft",
                "whose",
            ],
            "SELECT a.id, a.number, a.currency, r.valid_from, r.valid_until,
                 CASE WHEN EXISTS (SELECT 1 FROM agreement_revision d
                     WHERE d.agreement_id = a.id AND d.state = 'draft')
                     THEN 1 ELSE 0 END AS has_draft,
                 COALESCE(u.name, a.needs, a.segment) AS whose
             FROM customer c
             JOIN agreement a
                 ON a.customer_id = c.id OR a.segment = c.segment OR a.needs = c.needs
             LEFT JOIN unit u ON u.id = a.unit_id
             LEFT JOIN agreement_revision r ON r.id = a.published_revision_id
             WHERE c.id = $1 ORDER BY a.id DESC /* staff */",
        )
    });
    OF.ask(args![customer])
}
