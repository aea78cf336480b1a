//! What is known under a SKU or a code, for those who have only that.

use crate::id::{CategoryId, ProductId};
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

/// A category under its code.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CategoryKnownAs {
    /// The code.
    pub code: String,
    /// The category.
    pub id: CategoryId,
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

/// The categories with these codes; those that don't exist are left out.
///
/// # Errors
/// If the database fails.
pub async fn categories_known_as(
    query: &mut impl Query,
    codes: Vec<String>,
) -> Result<Vec<CategoryKnownAs>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT code, id, name FROM category WHERE code IN ({})",
        list_placeholders(1, codes.len())
    );
    query
        .all(text, codes.into_iter().map(IntoValue::value).collect())
        .await
}
