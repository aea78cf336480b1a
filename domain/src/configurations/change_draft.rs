//! What a curator can change of a draft, and how each change is written: its
//! price, its parts, what is done at the factory, when and to whom it is offered.
//! Groups and options are in `draft_options`, rules in `write_rule`.

use super::ConfigurationError;
use super::draft_options::demand_limits;
use super::drafts::Draft;
use super::factory::Setting;
use super::write_rule::NewRule;
use crate::id::{
    AccessGroupId, FactoryImageId, OptionGroupId, OptionId, ProductId, RuleId, TagSchemeId,
};
use crate::identity::Denied;
use crate::store::{Query, Tx};
use crate::{Day, Money, Quantity, args};
use serde_json::json;

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

impl Draft {
    pub(super) async fn apply(
        &self,
        tx: &mut Tx,
        change: Change,
    ) -> Result<(), ConfigurationError> {
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
    pub(super) fn amount(&self, price: Option<Money>) -> Result<Option<i64>, ConfigurationError> {
        match price {
            Some(price) if price.minor < 0 || price.currency != self.currency => {
                Err(ConfigurationError::WrongPrice)
            }
            price => Ok(price.map(|price| price.minor)),
        }
    }
}

/// At least something of it.
pub(super) fn some_of(quantity: Quantity) -> Result<Quantity, ConfigurationError> {
    if quantity > Quantity::default() {
        Ok(quantity)
    } else {
        Err(ConfigurationError::WrongQuantity)
    }
}

/// The product on offer that has a SKU, and its name.
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
