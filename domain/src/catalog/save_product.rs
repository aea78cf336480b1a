//! One product, as a curator edits it.

use super::attribute::{self, NotAValue};
use super::categories::Category;
use super::category_attributes::category_attributes;
use super::products::{ProductRow, add_products, change_products};
use super::twins_among::twins_among;
use super::typed_product::{ProductFault, SaveProduct, Tidied};
use crate::id::ProductId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, claim};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// Why a product was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveProductError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the product meanwhile")]
    ChangedMeanwhile,
    /// Fields are wrong: the field's name and what is wrong with it. An
    /// attribute is named `attribute-` and its number, a name in another language
    /// `name-` and the language's code, and so is a description.
    #[error("some fields are wrong")]
    Fields(Vec<(String, ProductFault)>),
}

/// Makes or changes a product. Answers its SKU.
///
/// # Errors
/// See [`SaveProductError`].
pub async fn save_product(
    db: &Db,
    actor: &Actor,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    save(db, actor, None, command, now).await
}

/// The same as a form says: sent twice it is saved once, and answered alike.
///
/// # Errors
/// See [`SaveProductError`].
pub async fn save_product_form(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    save(db, actor, Some(key), command, now).await
}

async fn save(
    db: &Db,
    actor: &Actor,
    key: Option<FormKey>,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    actor.demand(Permission::Curate)?;
    let (tidied, mut faults) = command.tidied(now);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(key) = key
                && let Some(earlier) = claim(tx, &actor, key, "product", &tidied.sku, now).await?
            {
                return Ok(earlier);
            }
            let category: Option<Category> = tx
                .maybe(
                    "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE id = $1",
                    args![command.category],
                )
                .await?;
            // Nobody has values read in another way before these are written.
            let these = args![command.category];
            tx.lock("category_attribute", "number", "category_id", these)
                .await?;
            let attributes = category_attributes(tx, &[command.category]).await?;
            if category.is_none() {
                faults.push(("category".to_owned(), ProductFault::NoCategory));
            }
            let mut values = Vec::new();
            for (number, typed) in &command.attributes {
                let Some(known) = attributes.iter().find(|one| one.number == *number) else {
                    // The category was changed with it: that attribute is gone.
                    continue;
                };
                match attribute::read(typed, known.kind(), &known.unit, false) {
                    Ok(read) => values.extend(
                        read.into_iter()
                            .map(|value| (*number, known.name.clone(), value)),
                    ),
                    Err(error) => faults.push((
                        format!("attribute-{number}"),
                        match error {
                            NotAValue::NotANumber => ProductFault::NotANumber,
                            NotAValue::NotYesOrNo => ProductFault::NotYesOrNo,
                            NotAValue::TooLong => ProductFault::TooLong,
                        },
                    )),
                }
            }
            let Tidied {
                sku,
                name,
                manufacturer,
                unit,
                description,
                texts,
                trade,
            } = tidied;
            let taken: Option<ProductId> = tx
                .scalar(
                    "SELECT id FROM product WHERE sku = $1 AND id <> $2",
                    args![&sku, command.id],
                )
                .await?;
            if taken.is_some() {
                faults.push(("sku".to_owned(), ProductFault::SkuTaken));
            }
            let (Some(category), true) = (category, faults.is_empty()) else {
                return Err(SaveProductError::Fields(faults));
            };
            let (origin_key, origin_state) = match command.version {
                None => (None, None),
                Some(version) => {
                    let changed = tx
                        .run(
                            "UPDATE product SET active = $3 WHERE id = $1 AND version = $2",
                            args![command.id, version, command.active],
                        )
                        .await?;
                    if changed == 0 {
                        return Err(SaveProductError::ChangedMeanwhile);
                    }
                    tx.one(
                        "SELECT origin_key, origin_state FROM product WHERE id = $1",
                        args![command.id],
                    )
                    .await?
                }
            };
            let row = ProductRow {
                manufacturer,
                unit: unit.to_owned(),
                description,
                active: command.active,
                trade,
                attributes: values,
                texts: Some(texts),
                origin_key,
                origin_state,
                ..ProductRow::new(command.id, &sku, &name, &category)
            };
            let twins = twins_among(tx, &[&row]).await?;
            if let Some(attribute) = twins.get(&command.id).and_then(|varying| varying.first()) {
                let field = format!("attribute-{attribute}");
                let fault = (field, ProductFault::SameAsVariant);
                return Err(SaveProductError::Fields(vec![fault]));
            }
            match command.version {
                None => add_products(tx, &[row], now).await?,
                Some(_) => change_products(tx, &[row], now).await?,
            }
            let entry = audit::Entry {
                action: "product.saved",
                subject: command.id.to_string(),
                customer: None,
                detail: json!({ "sku": sku, "name": name, "active": command.active }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(sku)
        })
    })
    .await
}

#[cfg(test)]
mod tests;
