//! Whether products, as they are about to be written, stay apart from the other
//! variants of their families.

use super::products::ProductRow;
use super::variants::{Variant, become_twins};
use crate::id::{CategoryId, FamilyId, ProductId};
use crate::store::{Args, FromRow, IntoValue, Query, StoreError, Tx, list_placeholders};
use std::collections::HashMap;

/// Which of these products, written like this, would be like another variant of
/// their family, with the numbers of the attributes that could tell them apart; see
/// [`become_twins`]. To be asked before they are written, by who has their rows
/// locked: of two who change variants of one family at the same moment, the second
/// sees what the first wrote.
pub(super) async fn twins_among(
    tx: &mut Tx,
    rows: &[&ProductRow],
) -> Result<HashMap<ProductId, Vec<i64>>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        family: FamilyId,
        category: CategoryId,
        product: ProductId,
        current: CategoryId,
        attribute: i64,
        value: Option<String>,
    }
    let mut refused = HashMap::new();
    if rows.is_empty() {
        return Ok(refused);
    }
    let families: Vec<(FamilyId,)> = tx
        .all(
            format!(
                "SELECT DISTINCT family_id FROM product_variant WHERE product_id IN ({})",
                list_placeholders(1, rows.len())
            ),
            rows.iter().map(|row| row.id.value()).collect(),
        )
        .await?;
    if families.is_empty() {
        return Ok(refused);
    }
    let ids: Args = families.iter().map(|(family,)| family.value()).collect();
    tx.lock("product_family", "id", "id", ids.clone()).await?;
    let found: Vec<Row> = tx
        .all(
            format!(
                "SELECT f.id AS family, f.category_id AS category, v.product_id AS product,
                     p.category_id AS current, a.attribute, x.value
                 FROM product_family f
                 JOIN product_variant v ON v.family_id = f.id
                 JOIN product p ON p.id = v.product_id
                 JOIN product_family_attribute a ON a.family_id = f.id
                 LEFT JOIN product_attribute x
                     ON x.product_id = v.product_id AND x.attribute = a.attribute
                 WHERE f.id IN ({})
                 ORDER BY f.id, v.product_id, a.position, x.value",
                list_placeholders(1, ids.len())
            ),
            ids,
        )
        .await?;
    for family in found.chunk_by(|one, other| one.family == other.family) {
        let mut varying: Vec<i64> = Vec::new();
        let mut before: Vec<Variant<ProductId>> = Vec::new();
        let mut after: Vec<Variant<ProductId>> = Vec::new();
        for variant in family.chunk_by(|one, other| one.product == other.product) {
            let Some(first) = variant.first() else {
                continue;
            };
            let values: Vec<String> = variant
                .chunk_by(|one, other| one.attribute == other.attribute)
                .map(|of_one| joined(of_one.iter().filter_map(|one| one.value.as_deref())))
                .collect();
            varying = variant.iter().map(|one| one.attribute).collect();
            varying.dedup();
            if first.current == first.category {
                let product = first.product;
                before.push(Variant { product, values });
            }
            let row = rows.iter().find(|row| row.id == first.product);
            if let Some(row) = row.filter(|row| row.category == first.category) {
                let value = |number: &i64| {
                    let own = row.attributes.iter().filter(|(other, ..)| other == number);
                    joined(own.map(|(.., value)| value.text.as_str()))
                };
                after.push(Variant {
                    product: row.id,
                    values: varying.iter().map(value).collect(),
                });
            }
        }
        // The first in the order in which they are written, not in that of ids.
        after.sort_by_key(|one| rows.iter().position(|row| row.id == one.product));
        let twins = become_twins(&before, &after);
        refused.extend(twins.into_iter().map(|product| (product, varying.clone())));
    }
    Ok(refused)
}

/// Several values as one, whatever their order.
pub(super) fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.join(", ")
}
