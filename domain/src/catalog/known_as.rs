//! What is known under a SKU, for those who have only that.

use crate::id::ProductId;
use crate::store::{FromRow, IntoValue, Query, Result, list_placeholders};

/// A product under its SKU.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ProductKnownAs {
    /// The SKU.
    pub sku: String,
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub name: String,
}

/// The products with exactly these SKUs; those that don't exist are left out.
///
/// # Errors
/// If the database fails.
pub async fn products_known_as(
    query: &mut impl Query,
    skus: Vec<String>,
) -> Result<Vec<ProductKnownAs>> {
    if skus.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT sku, id, name FROM product WHERE sku IN ({})",
        list_placeholders(1, skus.len())
    );
    query
        .all(text, skus.into_iter().map(IntoValue::value).collect())
        .await
}
