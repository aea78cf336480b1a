//! What a customer's people call things.

/// The columns of [`SYNONYMS`].
pub(crate) const SYNONYM: &[&str] = &["word", "replacement"];

/// The words of the customer `$1`, each with the words that products are found
/// by: to be asked together with what else a search stands on.
pub(crate) const SYNONYMS: &str =
    "SELECT word, replacement FROM product_synonym WHERE customer_id = $1 ORDER BY word";
