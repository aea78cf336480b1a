//! Making standard configurations: a draft is put together from parts and
//! option groups, then published; from then on it never changes.

use super::choice::MOST_PIECES;
use super::factory::Setting;
use super::flaws::Flaw;
use super::revisions::{add_first, head};
use super::write_rule::NewRule;
use crate::id::{
    AccessGroupId, ConfigurationId, ConfigurationRevisionId, CustomerId, FactoryImageId,
    OptionGroupId, OptionId, ProductId, RuleId, TagSchemeId,
};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Currency, Day, Money, Quantity, Timestamp, args, audit};
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
        /// How many options must be picked.
        least: i64,
        /// How many can be.
        most: i64,
    },
    /// How many options of a group must and can be picked.
    Limits {
        /// The group.
        group: OptionGroupId,
        /// How many must be.
        least: i64,
        /// How many can be.
        most: i64,
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
        /// How many of the product each time it is picked.
        quantity: Quantity,
        /// How many times it is in if it is picked, at the least.
        fewest: i64,
        /// How many times it can be in; more than `fewest` where people choose.
        most: i64,
        /// What it adds to the price; the product's own price if none.
        price: Option<Money>,
    },
    /// An option less.
    RemoveOption(OptionId),
    /// The option that is picked until somebody picks another; where several can
    /// be picked, one of those that are.
    Default(OptionId),
    /// The option is not picked until somebody does.
    NotDefault(OptionId),
    /// One more rule about what goes together.
    AddRule(NewRule),
    /// A rule less.
    RemoveRule(RuleId),
    /// When and to whom it is offered.
    Offer {
        /// From this day on; at once if none.
        first_day: Option<Day>,
        /// Until this day; for good if none.
        last_day: Option<Day>,
        /// Only to people in these access groups; to everybody if none.
        groups: Vec<AccessGroupId>,
    },
    /// What is done to it at the factory.
    Factory {
        /// What is loaded onto it.
        image: Option<FactoryImageId>,
        /// By which scheme it gets its asset tag.
        tags: Option<TagSchemeId>,
        /// What is stuck onto it.
        labels: Vec<String>,
        /// How it is set up.
        settings: Vec<Setting>,
    },
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

pub(super) struct Draft {
    pub customer: CustomerId,
    pub id: ConfigurationRevisionId,
    pub currency: Currency,
}

impl Draft {
    async fn apply(&self, tx: &mut Tx, change: Change) -> Result<(), ConfigurationError> {
        let (customer, draft) = (self.customer, self.id);
        match change {
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
                let quantity = some_of(quantity)?;
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
            Change::AddGroup { name, least, most } => {
                self.add_group(tx, OptionGroupId::new(), &name, (least, most))
                    .await?;
            }
            Change::Limits { group, least, most } => {
                demand_limits(least, most)?;
                let changed = tx
                    .run(
                        "UPDATE configuration_group SET least = $4, most = $5
                         WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                        args![customer, draft, group, least, most],
                    )
                    .await?;
                if changed == 0 {
                    return Err(ConfigurationError::Denied(Denied));
                }
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
            Change::AddOption { .. } => self.add_option(tx, change).await?,
            Change::RemoveOption(option) => {
                tx.run(
                    "DELETE FROM configuration_option
                     WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                    args![customer, draft, option],
                )
                .await?;
            }
            Change::Default(option) => self.make_default(tx, option).await?,
            Change::NotDefault(option) => {
                tx.run(
                    "UPDATE configuration_option SET is_default = $4
                     WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                    args![customer, draft, option, false],
                )
                .await?;
            }
            Change::AddRule(rule) => self.add_rule(tx, rule).await?,
            Change::RemoveRule(rule) => {
                tx.run(
                    "DELETE FROM configuration_rule
                     WHERE customer_id = $1 AND revision_id = $2 AND id = $3",
                    args![customer, draft, rule],
                )
                .await?;
            }
            Change::Offer {
                first_day,
                last_day,
                groups,
            } => self.offer(tx, first_day, last_day, groups).await?,
            Change::Factory {
                image,
                tags,
                labels,
                settings,
            } => {
                let changed = tx
                    .run(
                        "UPDATE configuration_revision SET labels = $3, settings = $4,
                             image_id = (SELECT i.id FROM factory_image i
                                 WHERE i.id = $5 AND i.customer_id = $1),
                             tag_scheme_id = (SELECT t.id FROM tag_scheme t
                                 WHERE t.id = $6 AND t.customer_id = $1)
                         WHERE customer_id = $1 AND id = $2",
                        args![customer, draft, json!(labels), json!(settings), image, tags],
                    )
                    .await?;
                if changed == 0 {
                    return Err(ConfigurationError::Changed);
                }
            }
        }
        Ok(())
    }

    async fn offer(
        &self,
        tx: &mut Tx,
        first_day: Option<Day>,
        last_day: Option<Day>,
        groups: Vec<AccessGroupId>,
    ) -> Result<(), ConfigurationError> {
        if first_day
            .zip(last_day)
            .is_some_and(|(from, until)| until < from)
        {
            return Err(ConfigurationError::EndsFirst);
        }
        tx.run(
            "UPDATE configuration_revision SET offered_from = $3, offered_until = $4
             WHERE customer_id = $1 AND id = $2",
            args![
                self.customer,
                self.id,
                first_day.map(Day::start),
                last_day.map(Day::end)
            ],
        )
        .await?;
        tx.run(
            "DELETE FROM configuration_audience WHERE customer_id = $1 AND revision_id = $2",
            args![self.customer, self.id],
        )
        .await?;
        let known = crate::site::ask_groups(self.customer).fetch(tx).await?;
        let known = known.iter().filter(|group| groups.contains(&group.id));
        let rows = known
            .map(|group| args![self.customer, self.id, group.id])
            .collect();
        tx.insert_many(
            "INSERT INTO configuration_audience (customer_id, revision_id, group_id) VALUES",
            rows,
            "",
        )
        .await?;
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

    async fn add_group(
        &self,
        tx: &mut Tx,
        group: OptionGroupId,
        name: &str,
        (least, most): (i64, i64),
    ) -> Result<(), ConfigurationError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(ConfigurationError::NoName);
        }
        demand_limits(least, most)?;
        let added = tx
            .run(
                "INSERT INTO configuration_group (customer_id, revision_id, id, position, name,
                     least, most)
                 SELECT $1, $2, $3, COALESCE(MAX(position), 0) + 1, $4, $5, $6
                 FROM configuration_group WHERE customer_id = $1 AND revision_id = $2
                 HAVING COALESCE(SUM(CASE WHEN name = $4 THEN 1 ELSE 0 END), 0) = 0",
                args![self.customer, self.id, group, name, least, most],
            )
            .await?;
        if added == 0 {
            return Err(ConfigurationError::Twice);
        }
        Ok(())
    }

    /// One product more that may be chosen: a group of its own from which
    /// nothing must be picked.
    pub(super) async fn offer_product(
        &self,
        tx: &mut Tx,
        name: &str,
        sku: &str,
    ) -> Result<(), ConfigurationError> {
        let group = OptionGroupId::new();
        self.add_group(tx, group, name, (0, 1)).await?;
        let option = Change::AddOption {
            group,
            sku: Some(sku.to_owned()),
            name: name.to_owned(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            price: None,
        };
        self.add_option(tx, option).await
    }

    async fn add_option(&self, tx: &mut Tx, change: Change) -> Result<(), ConfigurationError> {
        let Change::AddOption {
            group,
            sku,
            name,
            quantity,
            fewest,
            most,
            price,
        } = change
        else {
            return Ok(());
        };
        // A number that nobody chooses is the quantity.
        let fixed = fewest == most && most > 1;
        if fewest < 1 || most < fewest || most > MOST_PIECES || fixed {
            return Err(ConfigurationError::WrongLimits);
        }
        let (price, quantity) = (self.amount(price)?, some_of(quantity)?);
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
                     name, product_id, quantity, fewest, most, is_default, price_minor)
                 SELECT $1, $2, $3, g.id,
                     COALESCE((SELECT MAX(o.position) FROM configuration_option o
                         WHERE o.customer_id = $1 AND o.revision_id = $2), 0) + 1,
                     $5, $6, $7, $9, $10,
                     g.least > 0 AND NOT EXISTS (SELECT 1 FROM configuration_option o
                         WHERE o.customer_id = $1 AND o.revision_id = $2 AND o.group_id = g.id),
                     $8
                 FROM configuration_group g
                 WHERE g.customer_id = $1 AND g.revision_id = $2 AND g.id = $4
                     AND NOT EXISTS (SELECT 1 FROM configuration_option o
                         WHERE o.customer_id = $1 AND o.revision_id = $2 AND o.group_id = g.id
                             AND o.name = $5)",
                args![
                    self.customer,
                    self.id,
                    OptionId::new(),
                    group,
                    name,
                    product.map(|(id, _)| id),
                    quantity,
                    price,
                    fewest,
                    most
                ],
            )
            .await?;
        // The group was removed meanwhile, or has an option of this name.
        if added == 0 {
            return Err(ConfigurationError::Twice);
        }
        Ok(())
    }

    pub(super) async fn make_default(
        &self,
        tx: &mut Tx,
        option: OptionId,
    ) -> Result<(), ConfigurationError> {
        let changed = tx
            .run(
                // Where one is picked, it takes the place of another.
                "UPDATE configuration_option SET is_default = (id = $3 OR (is_default AND EXISTS (
                     SELECT 1 FROM configuration_group g
                     WHERE g.customer_id = $1 AND g.revision_id = $2 AND g.most > 1
                         AND g.id = configuration_option.group_id)))
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

    pub(super) async fn leave_out(
        &self,
        tx: &mut Tx,
        option: OptionId,
    ) -> Result<(), ConfigurationError> {
        let changed = tx
            .run(
                "UPDATE configuration_option SET is_default = FALSE
                 WHERE customer_id = $1 AND revision_id = $2 AND id = $3 AND is_default",
                args![self.customer, self.id, option],
            )
            .await?;
        if changed == 0 {
            return Err(ConfigurationError::Denied(Denied));
        }
        Ok(())
    }
}

/// At least one option, and not fewer than must be.
fn demand_limits(least: i64, most: i64) -> Result<(), ConfigurationError> {
    if least < 0 || most < 1 || least > most || most > MOST_PIECES {
        return Err(ConfigurationError::WrongLimits);
    }
    Ok(())
}

/// At least something of it.
fn some_of(quantity: Quantity) -> Result<Quantity, ConfigurationError> {
    if quantity > Quantity::default() {
        Ok(quantity)
    } else {
        Err(ConfigurationError::WrongQuantity)
    }
}

pub(super) async fn product(
    tx: &mut Tx,
    sku: &str,
) -> Result<(ProductId, String), ConfigurationError> {
    tx.maybe(
        "SELECT id, name FROM product WHERE sku = $1 AND active",
        args![sku.trim()],
    )
    .await?
    .ok_or_else(|| ConfigurationError::UnknownSku(sku.trim().to_owned()))
}

fn bad(table: &'static str, what: String) -> StoreError {
    StoreError::BadRow { table, what }
}
