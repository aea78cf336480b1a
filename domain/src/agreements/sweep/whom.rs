//! Which agreements a sweep is about, and what would become of each.

use super::super::drafts::AgreementError;
use super::what::{Outcome, Sweeping};
use crate::id::{AgreementId, CustomerId, PriceListId, RevisionId};
use crate::identity::{Actor, Permission};
use crate::store::{FromRow, Query};
use crate::{Currency, Timestamp, args};
use serde::{Deserialize, Serialize};

/// Whose agreements: those of companies with all of these that are set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Whom {
    /// The segment's code.
    pub segment: String,
    /// What the company needs above all.
    pub needs: String,
    /// The tier's code: `mvc`.
    pub tier: String,
    /// The company's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The list whose prices the agreement starts from.
    pub price_list: Option<PriceListId>,
    /// Also what was agreed for units.
    pub units: bool,
}

/// An agreement that a sweep is about.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Swept {
    /// The agreement.
    #[sqlx(rename = "agreement_id")]
    pub agreement: AgreementId,
    /// Whose it is.
    #[sqlx(rename = "customer_id")]
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// The agreement's number.
    pub number: String,
    pub(super) currency: Currency,
    pub(super) published: RevisionId,
    pub(super) has_draft: bool,
    /// Whether it says already what it shall say.
    #[sqlx(skip)]
    pub says_so: bool,
}

impl Swept {
    /// What would become of it.
    #[must_use]
    pub fn outcome(&self, what: &Sweeping) -> Outcome {
        what.outcome(self.currency, self.has_draft, self.says_so)
    }
}

/// The agreements in force that a sweep would be about, in the order of the
/// customers' names.
///
/// # Errors
/// If the actor may not curate or the storage fails.
pub async fn whom_it_touches(
    query: &mut impl Query,
    actor: &Actor,
    whom: &Whom,
    what: &Sweeping,
    now: Timestamp,
) -> Result<Vec<Swept>, AgreementError> {
    actor.demand(Permission::Curate)?;
    let mut found: Vec<Swept> = query
        .all(
            "SELECT a.id AS agreement_id, a.customer_id, c.name AS customer_name, a.number,
                 a.currency, r.id AS published,
                 EXISTS (SELECT 1 FROM agreement_revision d
                         WHERE d.agreement_id = a.id AND d.state = 'draft') AS has_draft
             FROM agreement a
             JOIN agreement_revision r ON r.id = a.published_revision_id
             JOIN customer c ON c.id = a.customer_id
             WHERE r.valid_until > $1 AND (a.unit_id IS NULL OR $6 = 1)
                 AND ($2 = '' OR c.segment = $2) AND ($3 = '' OR c.needs = $3)
                 AND ($7 = '' OR c.tier = $7) AND ($4 = '' OR c.country = $4) AND ($5 IS NULL OR r.price_list_id = $5)
             ORDER BY c.name, a.number, a.id /* staff */",
            args![
                now,
                &whom.segment,
                &whom.needs,
                &whom.country,
                whom.price_list,
                i64::from(whom.units),
                &whom.tier
            ],
        )
        .await?;
    let revisions: Vec<RevisionId> = found.iter().map(|one| one.published).collect();
    let so = what.said_by(query, &revisions).await?;
    for one in &mut found {
        one.says_so = so.contains(&one.published);
    }
    Ok(found)
}
