//! Which products the standards on a customer's site are made of.

use crate::agreements::Audience;
use crate::args;
use crate::id::{ConfigurationId, ProductId};
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// A product in a standard configuration: a part of it, or behind an option.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MadeOf {
    /// The standard.
    pub configuration: ConfigurationId,
    /// Its name.
    pub name: String,
    /// The product.
    pub product: ProductId,
}

/// What the standards are made of that the people of an agreement can choose,
/// by their names, at most five thousand rows. For staff.
#[must_use]
pub fn ask_made_of(of: &Audience) -> Asked<'static, Vec<MadeOf>> {
    static MADE_OF: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["configuration", "name", "product"],
            "SELECT s.id AS configuration, s.name, made.product_id AS product
             FROM customer c
             JOIN configuration s ON s.customer_id = c.id AND s.state = 'published'
             JOIN (
                 SELECT customer_id, revision_id, product_id FROM configuration_part
                 UNION
                 SELECT customer_id, revision_id, product_id FROM configuration_option
                 WHERE product_id IS NOT NULL
             ) made ON made.customer_id = s.customer_id
                 AND made.revision_id = s.published_revision_id
             WHERE c.id = $1 OR c.segment = $2 OR c.needs = $3
             ORDER BY s.name, s.id LIMIT 5000",
        )
    });
    MADE_OF.ask(args![of.customer(), of.segment(), of.needs()])
}
