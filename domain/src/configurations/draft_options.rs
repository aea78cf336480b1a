//! The groups and options of a draft.

use super::ConfigurationError;
use super::change_draft::{Change, product, some_of};
use super::choice::MOST_PIECES;
use super::drafts::Draft;
use crate::id::{OptionGroupId, OptionId};
use crate::identity::Denied;
use crate::store::{Query, Tx};
use crate::{Quantity, args};

impl Draft {
    pub(super) async fn add_group(
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

    pub(super) async fn add_option(
        &self,
        tx: &mut Tx,
        change: Change,
    ) -> Result<(), ConfigurationError> {
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
pub(super) fn demand_limits(least: i64, most: i64) -> Result<(), ConfigurationError> {
    if least < 0 || most < 1 || least > most || most > MOST_PIECES {
        return Err(ConfigurationError::WrongLimits);
    }
    Ok(())
}
