//! What a customer's people call things.

use crate::args;
use crate::id::CustomerId;
use crate::store::{Query, Result};

/// The customer's own words, each with the words that products are found by.
///
/// # Errors
/// If the storage fails.
pub async fn synonyms(
    read: &mut impl Query,
    customer: CustomerId,
) -> Result<Vec<(String, String)>> {
    read.all(
        "SELECT word, replacement FROM product_synonym WHERE customer_id = $1 ORDER BY word",
        args![customer],
    )
    .await
}
