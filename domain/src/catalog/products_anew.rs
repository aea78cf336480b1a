//! What becomes of products when an attribute changes: their values are read
//! again, and what they are found and summed up by is written anew.

use super::attribute::{self, Kind, Value, numbers_of, summary};
use super::categories::Category;
use super::category_attributes::CategoryAttribute;
use super::edit_attributes::AttributeError;
use super::lexicon::put_words;
use super::products::ProductRow;
use crate::id::{CategoryId, ProductId};
use crate::identity::Actor;
use crate::store::{Db, FromRow, Query, StoreError, Tx};
use crate::{Timestamp, args};

/// How many products are written anew in one commit.
const AT_ONCE: i64 = 300;

/// Reads the values that products have of an attribute again, as `kind` and `unit` say.
///
/// # Errors
/// The first value that can't be read so.
pub(super) async fn read_values_anew(
    tx: &mut Tx,
    before: &CategoryAttribute,
    kind: Kind,
    unit: &str,
) -> Result<(), AttributeError> {
    let values: Vec<(String, Option<f64>)> = tx
        .all(
            "SELECT DISTINCT value, amount FROM product_attribute WHERE attribute = $1",
            args![before.number],
        )
        .await?;
    let mut anew: Vec<(String, Vec<Value>)> = Vec::new();
    for (text, amount) in values {
        let typed = match (before.kind(), amount) {
            (Kind::Number, Some(_)) if kind == Kind::Number => numbers_of(&text, &before.unit),
            _ => text.clone(),
        };
        let read = attribute::read(&typed, kind, unit, false)
            .map_err(|_| AttributeError::Unreadable(text.clone()))?;
        anew.push((text, read));
    }
    for (text, values) in anew {
        for value in values.iter().filter(|value| value.text != text) {
            tx.run(
                "INSERT INTO product_attribute (product_id, attribute, value, amount)
                 SELECT product_id, attribute, $3, $4 FROM product_attribute
                 WHERE attribute = $1 AND value = $2
                 ON CONFLICT DO NOTHING",
                args![before.number, &text, &value.text, value.amount],
            )
            .await?;
        }
        match values.iter().find(|value| value.text == text) {
            Some(same) => {
                tx.run(
                    "UPDATE product_attribute SET amount = $3
                     WHERE attribute = $1 AND value = $2",
                    args![before.number, &text, same.amount],
                )
                .await?;
            }
            None => {
                tx.run(
                    "DELETE FROM product_attribute WHERE attribute = $1 AND value = $2",
                    args![before.number, &text],
                )
                .await?;
            }
        }
    }
    Ok(())
}

/// Writes anew what the products of a category are found and summed up by, some
/// hundreds in one commit.
pub(super) async fn write_anew(
    db: &Db,
    actor: &Actor,
    category: CategoryId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut after = ProductId(uuid::Uuid::nil());
    loop {
        let last = db
            .write::<_, StoreError, _>(actor.scope(), move |tx| {
                Box::pin(async move { write_some(tx, category, after, now).await })
            })
            .await?;
        match last {
            Some(id) => after = id,
            None => return Ok(()),
        }
    }
}

/// Writes the next ones; answers the last of them.
async fn write_some(
    tx: &mut Tx,
    category: CategoryId,
    after: ProductId,
    now: Timestamp,
) -> Result<Option<ProductId>, StoreError> {
    let about: Category = tx
        .one(
            "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE id = $1",
            args![category],
        )
        .await?;
    let products: Vec<Known> = tx
        .all(
            "SELECT id, sku, name, manufacturer, maker_number FROM product
             WHERE category_id = $1 AND id > $2 ORDER BY id LIMIT ($3 + 0)",
            args![category, after, AT_ONCE],
        )
        .await?;
    let Some(last) = products.last().map(|one| one.id) else {
        return Ok(None);
    };
    let values: Vec<(ProductId, i64, String, String)> = tx
        .all(
            "SELECT v.product_id, a.number, a.name, v.value
             FROM product p JOIN product_attribute v ON v.product_id = p.id
             JOIN category_attribute a ON a.number = v.attribute
             WHERE p.category_id = $1 AND p.id > $2 AND p.id <= $3
             ORDER BY a.position, a.name, v.value",
            args![category, after, last],
        )
        .await?;
    let mut words = Vec::with_capacity(products.len());
    for known in products {
        let mut row = ProductRow::new(known.id, &known.sku, &known.name, &about);
        row.manufacturer = known.manufacturer;
        row.trade.maker_number = known.maker_number;
        row.attributes = values
            .iter()
            .filter(|(product, ..)| *product == known.id)
            .map(|(_, number, name, text)| {
                let value = Value {
                    text: text.clone(),
                    amount: None,
                };
                (*number, name.clone(), value)
            })
            .collect();
        let pairs = row
            .attributes
            .iter()
            .map(|(_, name, value)| (name.as_str(), value.text.as_str()));
        let summed_up = summary(pairs);
        let found_by = row.words();
        tx.run(
            "UPDATE product SET summary = $2, words = $3, updated_at = $4 WHERE id = $1",
            args![known.id, summed_up, &found_by, now],
        )
        .await?;
        words.push(found_by);
    }
    put_words(tx, words.iter().map(String::as_str)).await?;
    Ok(Some(last))
}

#[derive(FromRow)]
struct Known {
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    maker_number: String,
}
