//! Whether the variants of families that differ in an attribute are still told apart
//! when its values are read in another way.

use super::twins_among::joined;
use super::variants::{Variant, twins};
use crate::args;
use crate::id::FamilyId;
use crate::store::{FromRow, Query, StoreError, Tx};

/// The variants that nothing tells apart, by their SKUs, of the families that differ in
/// the attribute of this number. Two readings of its values are compared by it: what
/// nothing told apart before is nobody's fault now.
pub(super) async fn alike(
    tx: &mut Tx,
    attribute: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    #[derive(FromRow)]
    struct Row {
        family: FamilyId,
        sku: String,
        attribute: i64,
        value: Option<String>,
    }
    let found: Vec<Row> = tx
        .all(
            "SELECT f.id AS family, p.sku, a.attribute, x.value
             FROM product_family_attribute o
             JOIN product_family f ON f.id = o.family_id
             JOIN product_variant v ON v.family_id = f.id
             JOIN product p ON p.id = v.product_id AND p.category_id = f.category_id
             JOIN product_family_attribute a ON a.family_id = f.id
             LEFT JOIN product_attribute x
                 ON x.product_id = v.product_id AND x.attribute = a.attribute
             WHERE o.attribute = $1
             ORDER BY f.id, p.sku, a.position, x.value",
            args![attribute],
        )
        .await?;
    let mut all = Vec::new();
    for family in found.chunk_by(|one, other| one.family == other.family) {
        let variants: Vec<Variant<String>> = family
            .chunk_by(|one, other| one.sku == other.sku)
            .filter_map(|variant| {
                let values = variant
                    .chunk_by(|one, other| one.attribute == other.attribute)
                    .map(|of_one| joined(of_one.iter().filter_map(|one| one.value.as_deref())))
                    .collect();
                let product = variant.first()?.sku.clone();
                Some(Variant { product, values })
            })
            .collect();
        all.extend(twins(&variants));
    }
    Ok(all)
}
