//! How a unit that is there is kept: what is said of what it is, or of what it was
//! built from.

use super::say_keeping::{ABOVE, PART, RawAbove, RawPart, SAYS, kept_like};
use crate::args;
use crate::id::{AssetId, CustomerId};
use crate::store::{JsonSets, Result, Tx};
use serde::Deserialize;
use std::sync::LazyLock;

/// The selects from which follows how a unit is kept: what it is, its parts, and
/// the categories above either. What was bought elsewhere is the product of the
/// same number.
pub(super) struct Kept {
    pub(super) products: String,
    pub(super) parts: String,
    pub(super) above: String,
}

impl Kept {
    /// Of the unit `a` of the customer `$1` of which this holds.
    pub(super) fn of(which: &str) -> Self {
        let product = format!(
            "SELECT p.id, p.category_id FROM asset a JOIN product p ON p.id = coalesce(a.product_id,
                 (SELECT x.id FROM product x WHERE x.sku = a.sku))
             WHERE a.customer_id = $1 AND {which}"
        );
        let parts = format!(
            "SELECT p.id, p.category_id, x.position FROM asset a
             JOIN configuration_part x ON x.customer_id = $1
                 AND x.revision_id = a.configuration_revision_id
             JOIN product p ON p.id = x.product_id
             WHERE a.customer_id = $1 AND {which}"
        );
        let said = |of: &str, order: &str| {
            format!(
                "SELECT q.id, q.category_id, {SAYS} FROM ({of}) q
                 LEFT JOIN product_keeping k ON k.product_id = q.id {order}"
            )
        };
        let above = format!(
            "WITH RECURSIVE up (id) AS (
                 SELECT q.category_id FROM ({product}) q
                 UNION SELECT q.category_id FROM ({parts}) q
                 UNION SELECT c.parent_id FROM up JOIN category c ON c.id = up.id
                     WHERE c.parent_id IS NOT NULL)
             SELECT c.id, c.parent_id AS parent, {SAYS} FROM up JOIN category c ON c.id = up.id
             LEFT JOIN category_keeping k ON k.category_id = c.id"
        );
        Self {
            products: said(&product, ""),
            parts: said(&parts, "ORDER BY q.position"),
            above,
        }
    }
}

/// Whether data lies on a unit and no certificate of its wiping is here.
pub(super) async fn lacks_certificate(
    tx: &mut Tx,
    customer: CustomerId,
    asset: AssetId,
) -> Result<bool> {
    #[derive(Deserialize)]
    struct Raw {
        papers: Vec<Paper>,
        products: Vec<RawPart>,
        parts: Vec<RawPart>,
        above: Vec<RawAbove>,
    }
    #[derive(Deserialize)]
    struct Paper {}
    static SETS: LazyLock<JsonSets> = LazyLock::new(|| {
        let kept = Kept::of("a.id = $2");
        JsonSets::new(&[
            (
                "papers",
                &["file_id"],
                "SELECT file_id FROM asset_document WHERE customer_id = $1 AND asset_id = $2
                     AND kind = 'wipe-certificate' LIMIT 1",
            ),
            ("products", &PART, &kept.products),
            ("parts", &PART, &kept.parts),
            ("above", &ABOVE, &kept.above),
        ])
    });
    let raw: Raw = SETS.fetch(tx, args![customer, asset]).await?;
    Ok(raw.papers.is_empty() && kept_like(raw.products, raw.parts, raw.above).holds_data)
}
