//! Which values the products of a category have already, to choose from.

use crate::args;
use crate::id::CategoryId;
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// The most values that are offered, of all attributes of a category together.
const MOST: i64 = 1_000;

/// A value that a product of the category has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownValue {
    /// The attribute's number.
    pub attribute: i64,
    /// The value.
    pub value: String,
}

/// The values of a category's choices, each once, by attribute and alphabet. To be
/// asked alone or together with other things.
#[must_use]
pub fn ask_known_values(category: CategoryId) -> Asked<'static, Vec<KnownValue>> {
    static KNOWN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["attribute", "value"],
            "SELECT a.number AS attribute, v.value
             FROM category_attribute a JOIN product_attribute v ON v.attribute = a.number
             WHERE a.category_id = $1 AND a.kind IN ('choice', 'choices')
             GROUP BY a.number, v.value ORDER BY a.number, v.value LIMIT ($2 + 0)",
        )
    });
    KNOWN.ask(args![category, MOST])
}
