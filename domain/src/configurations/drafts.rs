//! Making standard configurations: a draft is put together from parts and
//! option groups, then published; from then on it never changes.

use crate::id::{
    ConfigurationId, ConfigurationRevisionId, CustomerId, OptionGroupId, OptionId, ProductId,
};
use crate::identity::{Actor, Denied, Permission, members_who_may};
use crate::profile::{Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Currency, Money, Quantity, Timestamp, args, audit, mail, profile};
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

/// One change of a draft.
#[derive(Debug, Clone)]
pub enum Change {
    /// Name and description, of the configuration itself.
    Describe {
        /// The name.
        name: String,
        /// What it is for.
        description: String,
    },
    /// The price of the base: fixed, or the sum of its parts.
    Base(Option<Money>),
    /// One more part.
    AddPart {
        /// The product's SKU.
        sku: String,
        /// How many.
        quantity: Quantity,
    },
    /// One part less.
    RemovePart(ProductId),
    /// One more group of options.
    AddGroup {
        /// Its name.
        name: String,
        /// Whether something must be picked.
        required: bool,
    },
    /// A group less, with its options.
    RemoveGroup(OptionGroupId),
    /// One more option.
    AddOption {
        /// The group.
        group: OptionGroupId,
        /// The product's SKU; none for the option of having none.
        sku: Option<String>,
        /// Its name; the product's if empty.
        name: String,
        /// How many of the product.
        quantity: Quantity,
        /// What it adds to the price; the product's own price if none.
        price: Option<Money>,
    },
    /// An option less.
    RemoveOption(OptionId),
    /// The option that is picked until somebody picks another.
    Default(OptionId),
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
    /// The product is in it already.
    #[error("it is in already")]
    Twice,
    /// A price below zero, or in another currency.
    #[error("not a price it can have")]
    WrongPrice,
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
            if let Some(earlier) = claim(tx, &actor, new.key, &id.to_string(), now).await? {
                return earlier
                    .parse()
                    .map_err(|_| bad("idempotency", earlier).into());
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
            add_revision(tx, &actor, new.customer, id, 1, new.currency, None, now).await?;
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
            draft.apply(tx, configuration, change).await
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

/// Publishes the draft, as it was when it had this version.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn publish_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    version: i64,
    note: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            let draft = head.draft_id.ok_or(ConfigurationError::NoDraft)?;
            if head.draft_version != Some(version) {
                return Err(ConfigurationError::Changed);
            }
            publish_in(tx, &actor, configuration, &head, draft, note, now).await
        })
    })
    .await
}

/// Takes a configuration off the site, naming what to take instead.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn retire_configuration(
    db: &Db,
    actor: &Actor,
    configuration: ConfigurationId,
    successor: Option<ConfigurationId>,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = head(tx, configuration).await?;
            tx.run(
                "UPDATE configuration SET state = 'retired', successor_id = (
                     SELECT s.id FROM configuration s
                     WHERE s.id = $3 AND s.customer_id = $2 AND s.id <> $1)
                 WHERE id = $1 AND customer_id = $2",
                args![configuration, head.customer_id, successor],
            )
            .await?;
            let entry = audit::Entry {
                action: "configuration.retired",
                subject: configuration.to_string(),
                customer: Some(head.customer_id),
                detail: json!({ "successor": successor.map(|id| id.to_string()) }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Publishes a new revision in which another option is the default, with the
/// reason that the customer's people read. What a play does once it is
/// accepted: the caller has checked who may. A draft under work is left alone.
///
/// # Errors
/// See [`ConfigurationError`].
pub async fn revise(
    tx: &mut Tx,
    actor: &Actor,
    configuration: ConfigurationId,
    default: OptionId,
    reason: &str,
    now: Timestamp,
) -> Result<ConfigurationRevisionId, ConfigurationError> {
    let head = head(tx, configuration).await?;
    let published = head
        .published_revision_id
        .ok_or(ConfigurationError::NoDraft)?;
    let last: i64 = tx
        .scalar(
            "SELECT MAX(number) FROM configuration_revision
             WHERE configuration_id = $1 AND customer_id = $2",
            args![configuration, head.customer_id],
        )
        .await?
        .unwrap_or(0);
    // Only one draft can be there; this revision is published from the start.
    let id = copy_revision(
        tx,
        actor,
        &head,
        configuration,
        published,
        last + 1,
        "published",
        now,
    )
    .await?;
    let draft = Draft {
        customer: head.customer_id,
        id,
        currency: head.currency,
    };
    draft.make_default(tx, default).await?;
    publish_in(tx, actor, configuration, &head, id, reason.to_owned(), now).await?;
    Ok(id)
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    customer_id: CustomerId,
    name: String,
    published_revision_id: Option<ConfigurationRevisionId>,
    draft_id: Option<ConfigurationRevisionId>,
    draft_version: Option<i64>,
    currency: Currency,
}

async fn head(tx: &mut Tx, configuration: ConfigurationId) -> Result<HeadRow, ConfigurationError> {
    tx.maybe(
        "SELECT c.customer_id, c.name, c.published_revision_id, d.id AS draft_id,
             d.version AS draft_version, COALESCE(d.currency, r.currency) AS currency
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

#[allow(clippy::too_many_arguments)]
async fn add_revision(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    configuration: ConfigurationId,
    number: i64,
    currency: Currency,
    base: Option<i64>,
    now: Timestamp,
) -> Result<ConfigurationRevisionId, StoreError> {
    let id = ConfigurationRevisionId::new();
    tx.run(
        "INSERT INTO configuration_revision (id, customer_id, configuration_id, number, state,
             currency, base_price_minor, made_by, made_by_name, created_at)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9)",
        args![
            id,
            customer,
            configuration,
            number,
            currency,
            base,
            actor.person(),
            actor.name(),
            now
        ],
    )
    .await?;
    Ok(id)
}

/// Copies a revision with everything in it.
#[allow(clippy::too_many_arguments)]
async fn copy_revision(
    tx: &mut Tx,
    actor: &Actor,
    head: &HeadRow,
    configuration: ConfigurationId,
    from: ConfigurationRevisionId,
    number: i64,
    state: &str,
    now: Timestamp,
) -> Result<ConfigurationRevisionId, StoreError> {
    let id = ConfigurationRevisionId::new();
    tx.run(
        "INSERT INTO configuration_revision (id, customer_id, configuration_id, number, state,
             currency, base_price_minor, made_by, made_by_name, created_at)
         SELECT $1, customer_id, configuration_id, $4, $5, currency, base_price_minor, $6, $7, $8
         FROM configuration_revision
         WHERE id = $2 AND customer_id = $3 AND configuration_id = $9",
        args![
            id,
            from,
            head.customer_id,
            number,
            state,
            actor.person(),
            actor.name(),
            now,
            configuration
        ],
    )
    .await?;
    for text in [
        "INSERT INTO configuration_part (customer_id, revision_id, product_id, position, quantity)
         SELECT customer_id, $1, product_id, position, quantity
         FROM configuration_part WHERE customer_id = $2 AND revision_id = $3",
        "INSERT INTO configuration_group (customer_id, revision_id, id, position, name, required)
         SELECT customer_id, $1, id, position, name, required
         FROM configuration_group WHERE customer_id = $2 AND revision_id = $3",
        "INSERT INTO configuration_option (customer_id, revision_id, id, group_id, position, name,
             product_id, quantity, is_default, price_minor)
         SELECT customer_id, $1, id, group_id, position, name, product_id, quantity, is_default,
             price_minor
         FROM configuration_option WHERE customer_id = $2 AND revision_id = $3",
    ] {
        tx.run(text, args![id, head.customer_id, from]).await?;
    }
    Ok(id)
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
    let id = match (head.draft_id, head.published_revision_id) {
        (Some(draft), _) => draft,
        (None, Some(published)) => {
            let last: i64 = tx
                .scalar(
                    "SELECT MAX(number) FROM configuration_revision
                     WHERE configuration_id = $1 AND customer_id = $2",
                    args![configuration, head.customer_id],
                )
                .await?
                .unwrap_or(0);
            copy_revision(
                tx,
                actor,
                &head,
                configuration,
                published,
                last + 1,
                "draft",
                now,
            )
            .await?
        }
        (None, None) => return Err(ConfigurationError::NoDraft),
    };
    tx.run(
        "UPDATE configuration_revision SET version = version + 1
         WHERE id = $1 AND customer_id = $2",
        args![id, head.customer_id],
    )
    .await?;
    Ok(Draft {
        customer: head.customer_id,
        id,
        currency: head.currency,
    })
}

struct Draft {
    customer: CustomerId,
    id: ConfigurationRevisionId,
    currency: Currency,
}

impl Draft {
    async fn apply(
        &self,
        tx: &mut Tx,
        configuration: ConfigurationId,
        change: Change,
    ) -> Result<(), ConfigurationError> {
        let (customer, draft) = (self.customer, self.id);
        match change {
            Change::Describe { name, description } => {
                if name.trim().is_empty() {
                    return Err(ConfigurationError::NoName);
                }
                tx.run(
                    "UPDATE configuration SET name = $3, description = $4
                     WHERE id = $1 AND customer_id = $2",
                    args![configuration, customer, name.trim(), description.trim()],
                )
                .await?;
            }
            Change::Base(price) => {
                let price = self.amount(price)?;
                tx.run(
                    "UPDATE configuration_revision SET base_price_minor = $3
                     WHERE id = $1 AND customer_id = $2",
                    args![draft, customer, price],
                )
                .await?;
            }
            Change::AddPart { sku, quantity } => {
                let (product, _) = product(tx, &sku).await?;
                let added = tx
                    .run(
                        "INSERT INTO configuration_part (customer_id, revision_id, product_id,
                             position, quantity)
                         SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1, $4
                         FROM configuration_part WHERE customer_id = $1 AND revision_id = $2
                         ON CONFLICT (customer_id, revision_id, product_id) DO NOTHING",
                        args![customer, draft, product, quantity],
                    )
                    .await?;
                if added == 0 {
                    return Err(ConfigurationError::Twice);
                }
            }
            Change::RemovePart(product) => {
                tx.run(
                    "DELETE FROM configuration_part
                     WHERE customer_id = $1 AND revision_id = $2 AND product_id = $3",
                    args![customer, draft, product],
                )
                .await?;
            }
            Change::AddGroup { name, required } => {
                if name.trim().is_empty() {
                    return Err(ConfigurationError::NoName);
                }
                tx.run(
                    "INSERT INTO configuration_group (customer_id, revision_id, id, position, name,
                         required)
                     SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1, $4, $5
                     FROM configuration_group WHERE customer_id = $1 AND revision_id = $2",
                    args![customer, draft, OptionGroupId::new(), name.trim(), required],
                )
                .await?;
            }
            Change::RemoveGroup(group) => {
                for text in [
                    "DELETE FROM configuration_option
                     WHERE customer_id = $1 AND revision_id = $2 AND group_id = $3",
                    "DELETE FROM configuration_group
                     WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                ] {
                    tx.run(text, args![customer, draft, group]).await?;
                }
            }
            Change::AddOption {
                group,
                sku,
                name,
                quantity,
                price,
            } => {
                self.add_option(tx, group, sku, &name, quantity, price)
                    .await?;
            }
            Change::RemoveOption(option) => {
                tx.run(
                    "DELETE FROM configuration_option
                     WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                    args![customer, draft, option],
                )
                .await?;
            }
            Change::Default(option) => self.make_default(tx, option).await?,
        }
        Ok(())
    }

    /// Minor units of an amount that this configuration can have.
    fn amount(&self, price: Option<Money>) -> Result<Option<i64>, ConfigurationError> {
        match price {
            Some(price) if price.minor < 0 || price.currency != self.currency => {
                Err(ConfigurationError::WrongPrice)
            }
            price => Ok(price.map(|price| price.minor)),
        }
    }

    async fn add_option(
        &self,
        tx: &mut Tx,
        group: OptionGroupId,
        sku: Option<String>,
        name: &str,
        quantity: Quantity,
        price: Option<Money>,
    ) -> Result<(), ConfigurationError> {
        let price = self.amount(price)?;
        let product = match &sku {
            Some(sku) => Some(product(tx, sku).await?),
            None => None,
        };
        let name = match (&product, name.trim()) {
            (Some((_, theirs)), "") => theirs.clone(),
            (None, "") => return Err(ConfigurationError::NoName),
            (_, name) => name.to_owned(),
        };
        // The first option of a group from which something must be picked is
        // its default, until another is made so.
        let added = tx
            .run(
                "INSERT INTO configuration_option (customer_id, revision_id, id, group_id, position,
                     name, product_id, quantity, is_default, price_minor)
                 SELECT $1, $2, $3, g.id,
                     COALESCE((SELECT MAX(o.position) FROM configuration_option o
                         WHERE o.customer_id = $1 AND o.revision_id = $2), 0) + 1,
                     $5, $6, $7,
                     g.required AND NOT EXISTS (SELECT 1 FROM configuration_option o
                         WHERE o.customer_id = $1 AND o.revision_id = $2 AND o.group_id = g.id),
                     $8
                 FROM configuration_group g
                 WHERE g.customer_id = $1 AND g.revision_id = $2 AND g.id = $4",
                args![
                    self.customer,
                    self.id,
                    OptionId::new(),
                    group,
                    name,
                    product.map(|(id, _)| id),
                    quantity,
                    price
                ],
            )
            .await?;
        if added == 0 {
            return Err(ConfigurationError::Denied(Denied));
        }
        Ok(())
    }

    async fn make_default(&self, tx: &mut Tx, option: OptionId) -> Result<(), ConfigurationError> {
        let changed = tx
            .run(
                "UPDATE configuration_option SET is_default = (id = $3)
                 WHERE customer_id = $1 AND revision_id = $2 AND group_id = (
                     SELECT o.group_id FROM configuration_option o
                     WHERE o.customer_id = $1 AND o.revision_id = $2 AND o.id = $3)",
                args![self.customer, self.id, option],
            )
            .await?;
        if changed == 0 {
            return Err(ConfigurationError::Denied(Denied));
        }
        Ok(())
    }
}

async fn product(tx: &mut Tx, sku: &str) -> Result<(ProductId, String), ConfigurationError> {
    tx.maybe(
        "SELECT id, name FROM product WHERE sku = $1 AND active",
        args![sku.trim()],
    )
    .await?
    .ok_or_else(|| ConfigurationError::UnknownSku(sku.trim().to_owned()))
}

/// Makes a complete revision the published one, and tells everybody.
async fn publish_in(
    tx: &mut Tx,
    actor: &Actor,
    configuration: ConfigurationId,
    head: &HeadRow,
    revision: ConfigurationRevisionId,
    note: String,
    now: Timestamp,
) -> Result<(), ConfigurationError> {
    let note = note.trim().to_owned();
    if note.is_empty() && head.published_revision_id.is_some() {
        return Err(ConfigurationError::NoReason);
    }
    complete(tx, head.customer_id, revision).await?;
    tx.run(
        "UPDATE configuration_revision SET state = 'superseded'
         WHERE configuration_id = $1 AND customer_id = $2 AND state = 'published' AND id <> $3",
        args![configuration, head.customer_id, revision],
    )
    .await?;
    tx.run(
        "UPDATE configuration_revision SET state = 'published', note = $3, published_at = $4,
             published_by_name = $5
         WHERE id = $1 AND customer_id = $2",
        args![revision, head.customer_id, note.as_str(), now, actor.name()],
    )
    .await?;
    tx.run(
        "UPDATE configuration SET state = 'published', published_revision_id = $3,
             successor_id = NULL
         WHERE id = $1 AND customer_id = $2",
        args![configuration, head.customer_id, revision],
    )
    .await?;
    let entry = audit::Entry {
        action: "configuration.published",
        subject: configuration.to_string(),
        customer: Some(head.customer_id),
        detail: json!({ "revision": revision.to_string() }),
    };
    audit::record(tx, actor, entry, now).await?;
    let changed = Interaction {
        customer: head.customer_id,
        member: None,
        unit: None,
        at: now,
        kind: Kind::SiteChanged,
        touch_point: TouchPoint::Console,
        subject: Subject::Configuration,
        subject_id: Some(configuration.0),
        text: head.name.clone(),
        amount: None,
        detail: json!({ "note": note.as_str() }),
    };
    profile::record(tx, vec![changed]).await?;
    let managers = members_who_may(tx, head.customer_id, Permission::ManageCompany).await?;
    let messages = managers
        .into_iter()
        .map(|person| mail::Message {
            kind: "configuration-published",
            customer: Some(head.customer_id),
            to: person.into(),
            payload: json!({
                "name": head.name.as_str(),
                "note": note.as_str(),
                "path": format!("/standards/{configuration}"),
            }),
        })
        .collect();
    mail::enqueue(tx, messages, now).await?;
    Ok(())
}

/// Refuses what nobody could choose from.
async fn complete(
    tx: &mut Tx,
    customer: CustomerId,
    revision: ConfigurationRevisionId,
) -> Result<(), ConfigurationError> {
    let parts: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM configuration_part WHERE customer_id = $1 AND revision_id = $2",
            args![customer, revision],
        )
        .await?;
    let groups: Vec<(String, bool, i64, i64)> = tx
        .all(
            "SELECT g.name, g.required, COUNT(o.id),
                 CAST(COALESCE(SUM(CASE WHEN o.is_default THEN 1 ELSE 0 END), 0) AS BIGINT)
             FROM configuration_group g
             LEFT JOIN configuration_option o ON o.customer_id = g.customer_id
                 AND o.revision_id = g.revision_id AND o.group_id = g.id
             WHERE g.customer_id = $1 AND g.revision_id = $2
             GROUP BY g.id, g.name, g.required, g.position ORDER BY g.position",
            args![customer, revision],
        )
        .await?;
    if parts.unwrap_or(0) == 0 && groups.is_empty() {
        return Err(ConfigurationError::Nothing);
    }
    for (name, required, options, defaults) in groups {
        if options < if required { 2 } else { 1 } {
            return Err(ConfigurationError::TooFewOptions(name));
        }
        if required && defaults == 0 {
            return Err(ConfigurationError::NoDefault(name));
        }
    }
    Ok(())
}

fn bad(table: &'static str, what: String) -> StoreError {
    StoreError::BadRow { table, what }
}
