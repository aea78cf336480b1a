//! Which values the products of a category have already, to choose from.

use crate::args;
use crate::id::CategoryId;
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// A value that a product of the category has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KnownValue {
    /// The attribute's number.
    pub attribute: i64,
    /// The value.
    pub value: String,
}

/// The columns of [`KNOWN_VALUES`].
pub(super) const KNOWN_VALUE: &[&str] = &["attribute", "value"];

/// The values of the choices of the category `$1`, each once, by attribute and
/// alphabet; a thousand at most, of all its attributes together.
pub(super) const KNOWN_VALUES: &str = "
    SELECT a.number AS attribute, v.value
    FROM category_attribute a JOIN product_attribute v ON v.attribute = a.number
    WHERE a.category_id = $1 AND a.kind IN ('choice', 'choices')
    GROUP BY a.number, v.value ORDER BY a.number, v.value LIMIT 1000";

/// The values of a category's choices. To be asked alone or together with other
/// things.
#[must_use]
pub fn ask_known_values(category: CategoryId) -> Asked<'static, Vec<KnownValue>> {
    static KNOWN: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(KNOWN_VALUE, KNOWN_VALUES));
    KNOWN.ask(args![category])
}
