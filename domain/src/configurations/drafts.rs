//! Making standard configurations: a draft is put together from parts and
//! option groups, then published; from then on it never changes.

use super::change_draft::Change;
use super::flaws::Flaw;
use super::revisions::{add_first, head};
use crate::id::{ConfigurationId, ConfigurationRevisionId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, answered, claim};
use crate::{Currency, Timestamp, args, audit};
use serde_json::json;

/// A standard configuration about to be made.
#[derive(Debug, Clone)]
pub struct NewConfiguration {
    /// The form it came from.
    pub key: FormKey,
    /// Whose it is.
    pub customer: CustomerId,
    /// What orders will call it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The currency of fixed amounts in it.
    pub currency: Currency,
}

/// Why a configuration was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// Not for this person, or there is no such configuration.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name, or no code.
    #[error("a name is missing")]
    NoName,
    /// The customer has one with this code.
    #[error("the code is taken")]
    CodeTaken,
    /// There is no product with this SKU on offer.
    #[error("no product with the SKU {0}")]
    UnknownSku(String),
    /// The product is in it already, or a group or option of this name is.
    #[error("it is in already")]
    Twice,
    /// A price below zero, or in another currency.
    #[error("not a price it can have")]
    WrongPrice,
    /// Not a number of options or pieces that can be picked.
    #[error("the least is above the most, or too many")]
    WrongLimits,
    /// A rule that names nothing, or one thing twice.
    #[error("the rule names too little")]
    EmptyRule,
    /// No category has a number of this name.
    #[error("no attribute {0} that is a number")]
    UnknownAttribute(String),
    /// It has as many rules as it can have.
    #[error("too many rules")]
    TooManyRules,
    /// It would be offered until before it is offered.
    #[error("it ends before it begins")]
    EndsFirst,
    /// What is wrong with it as a whole.
    #[error("it has flaws")]
    Flawed(Vec<Flaw>),
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Nothing,
    /// A group needs at least two options, or one if nothing must be picked.
    #[error("the group {0} has too few options")]
    TooFewOptions(String),
    /// A group from which something must be picked needs a default.
    #[error("the group {0} has no default")]
    NoDefault(String),
    /// It says why: customers read it.
    #[error("the reason is missing")]
    NoReason,
    /// Somebody changed the draft meanwhile.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// There is no draft.
    #[error("there is no draft")]
    NoDraft,
    /// It is not on the site, so it can't be taken off.
    #[error("it is not on the site")]
    NotOffered,
    /// How many of it there shall be is not above zero.
    #[error("not a quantity")]
    WrongQuantity,
}

/// Makes a configuration with an empty draft.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn create_configuration(
    db: &Db,
    actor: &Actor,
    new: NewConfiguration,
    now: Timestamp,
) -> Result<ConfigurationId, ConfigurationError> {
    actor.demand(Permission::Curate)?;
    if new.name.trim().is_empty() || new.code.trim().is_empty() {
        return Err(ConfigurationError::NoName);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = ConfigurationId::new();
            if let Some(earlier) =
                claim(tx, &actor, new.key, "configuration", &id.to_string(), now).await?
            {
                return Ok(answered(&earlier)?);
            }
            let code = new.code.trim().to_uppercase();
            let made = tx
                .run(
                    "INSERT INTO configuration (id, customer_id, code, name, description, state,
                         created_at)
                     SELECT $1, id, $3, $4, $5, 'draft', $6 FROM customer WHERE id = $2
                     ON CONFLICT (customer_id, code) DO NOTHING",
                    args![
                        id,
                        new.customer,
                        code.as_str(),
                        new.name.trim(),
                        new.description.trim(),
                        now
                    ],
                )
                .await?;
            if made == 0 {
                return Err(ConfigurationError::CodeTaken);
            }
            add_first(tx, &actor, new.customer, id, new.currency, now).await?;
            let entry = audit::Entry {
                action: "configuration.created",
                subject: id.to_string(),
                customer: Some(new.customer),
                detail: json!({ "code": code }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(id)
        })
    })
    .await
}

/// Gives a configuration another name or purpose. They are not part of a
/// revision: everybody reads the new ones at once.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn describe_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    name: String,
    description: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let (name, description) = (name.trim().to_owned(), description.trim().to_owned());
    if name.is_empty() {
        return Err(ConfigurationError::NoName);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            tx.run(
                "UPDATE configuration SET name = $3, description = $4
                 WHERE id = $1 AND customer_id = $2",
                args![
                    configuration,
                    head.customer_id,
                    name.as_str(),
                    description.as_str()
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "configuration.described",
                subject: configuration.to_string(),
                customer: Some(head.customer_id),
                detail: json!({ "name": name, "description": description }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Changes the draft of a configuration, beginning one from what is published
/// if there is none.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn change_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    change: Change,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let draft = draft_of(tx, &actor, configuration, now).await?;
            let entry = audit::Entry {
                action: "configuration.changed",
                subject: configuration.to_string(),
                customer: Some(draft.customer),
                detail: change.told(),
            };
            draft.apply(tx, change).await?;
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Throws the draft away.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn discard_configuration_draft(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            let (Some(draft), Some(_)) = (head.draft_id, head.published_revision_id) else {
                return Err(ConfigurationError::NoDraft);
            };
            for text in [
                "DELETE FROM configuration_audience WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM configuration_rule WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM configuration_option WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM configuration_group WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM configuration_part WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM configuration_revision WHERE customer_id = $1 AND id = $2",
            ] {
                tx.run(text, args![head.customer_id, draft]).await?;
            }
            let entry = audit::Entry {
                action: "configuration.draft-discarded",
                subject: configuration.to_string(),
                customer: Some(head.customer_id),
                detail: json!({}),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// The draft, begun now if there is none. Its row stays locked until the
/// transaction ends, so that changes come one after the other.
async fn draft_of(
    tx: &mut Tx,
    actor: &Actor,
    configuration: ConfigurationId,
    now: Timestamp,
) -> Result<Draft, ConfigurationError> {
    let head = head(tx, configuration).await?;
    let id = match head.draft_id {
        Some(draft) => draft,
        None => head.copy_published(tx, actor, "draft", now).await?,
    };
    let taken = tx
        .run(
            "UPDATE configuration_revision SET version = version + 1
             WHERE id = $1 AND customer_id = $2 AND state = 'draft'",
            args![id, head.customer_id],
        )
        .await?;
    if taken == 0 {
        return Err(ConfigurationError::Changed);
    }
    Ok(Draft {
        customer: head.customer_id,
        id,
        currency: head.currency,
    })
}

/// A draft that is being changed.
pub(super) struct Draft {
    pub customer: CustomerId,
    pub id: ConfigurationRevisionId,
    pub currency: Currency,
}
