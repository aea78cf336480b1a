//! The revisions of a configuration: which there are, and a copy of one to go
//! on from.

use super::ConfigurationError;
use crate::id::{ConfigurationId, ConfigurationRevisionId, CustomerId};
use crate::identity::{Actor, Denied};
use crate::store::{Query, StoreError, Tx};
use crate::{Currency, Timestamp, args};

/// A configuration, with the revision that is offered and the one under work.
#[derive(sqlx::FromRow)]
pub(super) struct Head {
    pub id: ConfigurationId,
    pub customer_id: CustomerId,
    pub name: String,
    pub published_revision_id: Option<ConfigurationRevisionId>,
    pub draft_id: Option<ConfigurationRevisionId>,
    pub currency: Currency,
    /// Whether it is on the site.
    pub is_published: bool,
}

/// The configuration with this id. Its row stays locked until the transaction
/// ends: who begins a draft while somebody else does waits, and finds theirs.
///
/// # Errors
/// [`Denied`] if there is none.
pub(super) async fn head(
    tx: &mut Tx,
    configuration: ConfigurationId,
) -> Result<Head, ConfigurationError> {
    tx.run(
        "UPDATE configuration SET customer_id = customer_id WHERE id = $1",
        args![configuration],
    )
    .await?;
    tx.maybe(
        "SELECT c.id, c.customer_id, c.name, c.published_revision_id, d.id AS draft_id,
             COALESCE(d.currency, r.currency) AS currency,
             c.state = 'published' AS is_published
         FROM configuration c
         LEFT JOIN configuration_revision d ON d.configuration_id = c.id
             AND d.customer_id = c.customer_id AND d.state = 'draft'
         LEFT JOIN configuration_revision r ON r.id = c.published_revision_id
             AND r.customer_id = c.customer_id
         WHERE c.id = $1",
        args![configuration],
    )
    .await?
    .ok_or(ConfigurationError::Denied(Denied))
}

impl Head {
    /// Copies what is published, with everything in it, into a revision of
    /// this state (`draft` or `published`).
    pub(super) async fn copy_published(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        state: &str,
        now: Timestamp,
    ) -> Result<ConfigurationRevisionId, ConfigurationError> {
        let from = self
            .published_revision_id
            .ok_or(ConfigurationError::NoDraft)?;
        let id = ConfigurationRevisionId::new();
        tx.run(
            "INSERT INTO configuration_revision (id, customer_id, configuration_id, number, state,
                 currency, base_price_minor, offered_from, offered_until, image_id, tag_scheme_id,
                 labels, settings, made_by, made_by_name, created_at)
             SELECT $1, r.customer_id, r.configuration_id,
                 (SELECT MAX(n.number) + 1 FROM configuration_revision n
                  WHERE n.configuration_id = r.configuration_id AND n.customer_id = r.customer_id),
                 $4, r.currency, r.base_price_minor, r.offered_from, r.offered_until, r.image_id,
                 r.tag_scheme_id, r.labels, r.settings, $5, $6, $7
             FROM configuration_revision r WHERE r.id = $2 AND r.customer_id = $3",
            args![
                id,
                from,
                self.customer_id,
                state,
                actor.person(),
                actor.name(),
                now
            ],
        )
        .await?;
        for text in COPIES {
            tx.run(text, args![id, self.customer_id, from]).await?;
        }
        Ok(id)
    }
}

/// `$1` the copy, `$2` the customer, `$3` what is copied.
const COPIES: [&str; 5] = [
    "INSERT INTO configuration_part (customer_id, revision_id, product_id, position, quantity)
     SELECT customer_id, $1, product_id, position, quantity
     FROM configuration_part WHERE customer_id = $2 AND revision_id = $3",
    "INSERT INTO configuration_group (customer_id, revision_id, id, position, name, least, most)
     SELECT customer_id, $1, id, position, name, least, most
     FROM configuration_group WHERE customer_id = $2 AND revision_id = $3",
    "INSERT INTO configuration_option (customer_id, revision_id, id, group_id, position, name,
         product_id, quantity, fewest, most, is_default, price_minor)
     SELECT customer_id, $1, id, group_id, position, name, product_id, quantity, fewest, most,
         is_default, price_minor
     FROM configuration_option WHERE customer_id = $2 AND revision_id = $3",
    "INSERT INTO configuration_rule (customer_id, revision_id, id, position, demands, attribute,
         limit_attribute)
     SELECT customer_id, $1, id, position, demands, attribute, limit_attribute
     FROM configuration_rule WHERE customer_id = $2 AND revision_id = $3",
    "INSERT INTO configuration_audience (customer_id, revision_id, group_id)
     SELECT customer_id, $1, group_id
     FROM configuration_audience WHERE customer_id = $2 AND revision_id = $3",
];

/// Makes the first, empty draft of a configuration.
pub(super) async fn add_first(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    configuration: ConfigurationId,
    currency: Currency,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO configuration_revision (id, customer_id, configuration_id, number, state,
             currency, made_by, made_by_name, created_at)
         VALUES ($1, $2, $3, 1, 'draft', $4, $5, $6, $7)",
        args![
            ConfigurationRevisionId::new(),
            customer,
            configuration,
            currency,
            actor.person(),
            actor.name(),
            now
        ],
    )
    .await?;
    Ok(())
}
