//! Teaching the search what a customer's people call a thing.

use super::words::plain_words;
use crate::id::CustomerId;
use crate::store::{Query, Result, Tx};
use crate::{Timestamp, args};

/// From now on these words of the customer find what `replacement` finds.
/// What they meant before is replaced. The caller has checked who may.
///
/// # Errors
/// If the database fails.
pub async fn add_synonym(
    tx: &mut Tx,
    customer: CustomerId,
    words: &str,
    replacement: &str,
    now: Timestamp,
) -> Result<()> {
    tx.run(
        "INSERT INTO product_synonym (customer_id, word, replacement, created_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (customer_id, word) DO UPDATE SET replacement = excluded.replacement",
        args![customer, plain_words(words), replacement, now],
    )
    .await
    .map(drop)
}
