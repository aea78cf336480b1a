//! Which revisions an agreement has, and how one becomes another: the head that
//! says what is published and what is drafted, and the copy of a whole revision.

use super::drafts::AgreementError;
use crate::id::{AgreementId, CustomerId, PersonId, RevisionId};
use crate::identity::{Actor, Denied};
use crate::store::{Query, StoreError, Tx};
use crate::{Currency, Timestamp, args};

/// Where an agreement stands.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Head {
    pub(super) customer_id: Option<CustomerId>,
    pub(super) number: String,
    pub(super) currency: Currency,
    pub(super) published_revision_id: Option<RevisionId>,
    pub(super) draft_id: Option<RevisionId>,
    pub(super) draft_version: Option<i64>,
    pub(super) last_number: i64,
    /// When the draft is to be published by itself, who decided that, even if
    /// it then lets nothing in, and with which words.
    pub(super) publish_at: Option<Timestamp>,
    pub(super) publish_by: Option<PersonId>,
    pub(super) publish_by_name: Option<String>,
    pub(super) publish_empty: Option<bool>,
    pub(super) draft_note: Option<String>,
}

impl Head {
    /// The agreement, whose row stays locked until the transaction ends: who
    /// begins a draft while somebody else does waits, and finds theirs.
    pub(super) async fn of(tx: &mut Tx, agreement: AgreementId) -> Result<Head, AgreementError> {
        tx.run(
            "UPDATE agreement SET number = number WHERE id = $1 /* staff */",
            args![agreement],
        )
        .await?;
        tx.maybe(
            "SELECT a.customer_id, a.number, a.currency, a.published_revision_id,
                 d.id AS draft_id, d.version AS draft_version, d.publish_at, d.publish_by,
                 d.publish_by_name, d.publish_empty, d.note AS draft_note,
                 (SELECT MAX(r.number) FROM agreement_revision r
                  WHERE r.agreement_id = a.id) AS last_number
             FROM agreement a
             LEFT JOIN agreement_revision d ON d.agreement_id = a.id AND d.state = 'draft'
             WHERE a.id = $1",
            args![agreement],
        )
        .await?
        .ok_or(AgreementError::Denied(Denied))
    }

    /// Refuses if the draft is to be published by itself: until then it stays
    /// as it was when somebody decided that.
    pub(super) fn demand_no_plan(&self) -> Result<(), AgreementError> {
        match self.publish_at {
            Some(at) => Err(AgreementError::Planned(at)),
            None => Ok(()),
        }
    }

    /// Refuses a change without a reason for the customer to read. The first
    /// publication needs none.
    pub(super) fn demand_reason(&self, note: &str) -> Result<(), AgreementError> {
        if note.trim().is_empty() && self.published_revision_id.is_some() {
            return Err(AgreementError::NoReason);
        }
        Ok(())
    }

    /// Copies a revision with all its lines; answers the copy.
    pub(super) async fn copy(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        from: RevisionId,
        state: &str,
        now: Timestamp,
    ) -> Result<RevisionId, AgreementError> {
        let id = RevisionId::new();
        let copied = tx
            .run(
                "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
                     price_list_id, valid_from, valid_until, terms, payment, delivery, contact,
                     made_by, made_by_name, created_at)
                 SELECT $1, customer_id, agreement_id, $3, $4, price_list_id, valid_from,
                     valid_until, terms, payment, delivery, contact, $5, $6, $7
                 FROM agreement_revision WHERE id = $2",
                args![
                    id,
                    from,
                    self.last_number + 1,
                    state,
                    actor.person(),
                    actor.name(),
                    now
                ],
            )
            .await?;
        if copied == 0 {
            return Err(AgreementError::Denied(Denied));
        }
        for text in [
            "INSERT INTO agreement_category (customer_id, revision_id, number, category_id, rule,
                 rate, min_quantity, valid_from, valid_until, only_those)
             SELECT customer_id, $1, number, category_id, rule, rate, min_quantity, valid_from,
                 valid_until, only_those
             FROM agreement_category WHERE revision_id = $2",
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
                 rate, min_quantity, valid_from, valid_until)
             SELECT customer_id, $1, product_id, rule, price_minor, rate, min_quantity, valid_from,
                 valid_until
             FROM agreement_product WHERE revision_id = $2",
        ] {
            tx.run(text, args![id, from]).await?;
        }
        Ok(id)
    }
}

/// Throws a draft away. Whoever does holds its agreement's [`Head`].
pub(super) async fn discard(tx: &mut Tx, draft: RevisionId) -> Result<(), StoreError> {
    for text in [
        "DELETE FROM agreement_category WHERE revision_id = $1 /* staff */",
        "DELETE FROM agreement_product WHERE revision_id = $1 /* staff */",
        "DELETE FROM agreement_revision WHERE id = $1 /* staff */",
    ] {
        tx.run(text, args![draft]).await?;
    }
    Ok(())
}
