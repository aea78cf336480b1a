//! Curators say what is kept as equipment; and what they said is looked up.

use super::keeping::{Above, Keeping, MOST_MONTHS, Says, keeping, of_parts};
use crate::id::{CategoryId, ConfigurationRevisionId, CustomerId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, Query, Result, StoreError};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What is said of this: a category or a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidOf {
    /// Of all products of a category and below it that say nothing else.
    Category(CategoryId),
    /// Of one product.
    Product(ProductId),
}

/// Why it was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepingError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such category or product.
    #[error("no such category or product")]
    NotThere,
    /// Months below nothing or above [`MOST_MONTHS`].
    #[error("not so many months")]
    Months,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Says how a category or a product is kept. Units that left before keep what was
/// promised then; that they are wiped counts for all at once.
///
/// # Errors
/// See [`KeepingError`].
pub async fn say_keeping(
    db: &Db,
    actor: &Actor,
    of: SaidOf,
    says: Says,
    now: Timestamp,
) -> std::result::Result<(), KeepingError> {
    actor.demand(Permission::Curate)?;
    let fine = |months: Option<i64>| months.is_none_or(|some| (0..=MOST_MONTHS).contains(&some));
    if !fine(says.warranty_months) || !fine(says.refresh_months) {
        return Err(KeepingError::Months);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (statement, id, subject, action) = match of {
                SaidOf::Category(id) => (
                    "INSERT INTO category_keeping (category_id, kept, holds_data, warranty_months,
                         refresh_months) SELECT id, $2, $3, $4, $5 FROM category WHERE id = $1
                     ON CONFLICT (category_id) DO UPDATE SET kept = excluded.kept,
                         holds_data = excluded.holds_data,
                         warranty_months = excluded.warranty_months,
                         refresh_months = excluded.refresh_months",
                    id.0,
                    id.to_string(),
                    "category.keeping",
                ),
                SaidOf::Product(id) => (
                    "INSERT INTO product_keeping (product_id, kept, holds_data, warranty_months,
                         refresh_months) SELECT id, $2, $3, $4, $5 FROM product WHERE id = $1
                     ON CONFLICT (product_id) DO UPDATE SET kept = excluded.kept,
                         holds_data = excluded.holds_data,
                         warranty_months = excluded.warranty_months,
                         refresh_months = excluded.refresh_months",
                    id.0,
                    id.to_string(),
                    "product.keeping",
                ),
            };
            let kept = tx
                .run(
                    statement,
                    args![
                        id,
                        says.kept,
                        says.holds_data,
                        says.warranty_months,
                        says.refresh_months
                    ],
                )
                .await?;
            if kept == 0 {
                return Err(KeepingError::NotThere);
            }
            let entry = audit::Entry {
                action,
                subject,
                customer: None,
                detail: json!(says),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// What is said, as a statement hands it over: yes and no are 1 and 0 in SQLite.
#[derive(Debug, Clone, Copy, Deserialize)]
struct RawSays {
    kept: Option<i64>,
    holds_data: Option<i64>,
    warranty_months: Option<i64>,
    refresh_months: Option<i64>,
}

impl From<RawSays> for Says {
    fn from(raw: RawSays) -> Self {
        Self {
            kept: raw.kept.map(|yes| yes != 0),
            holds_data: raw.holds_data.map(|yes| yes != 0),
            warranty_months: raw.warranty_months,
            refresh_months: raw.refresh_months,
        }
    }
}

/// The columns of [`SAYS`].
const SAYS_COLUMNS: [&str; 4] = ["kept", "holds_data", "warranty_months", "refresh_months"];
/// What is said in a row `k`.
pub(super) const SAYS: &str = "CASE WHEN k.kept THEN 1 WHEN NOT k.kept THEN 0 END AS kept,
    CASE WHEN k.holds_data THEN 1 WHEN NOT k.holds_data THEN 0 END AS holds_data,
    k.warranty_months, k.refresh_months";

#[derive(Debug, Deserialize)]
pub(super) struct RawAbove {
    id: CategoryId,
    parent: Option<CategoryId>,
    #[serde(flatten)]
    says: RawSays,
}

impl From<RawAbove> for Above {
    fn from(raw: RawAbove) -> Self {
        Self {
            id: raw.id,
            parent: raw.parent,
            says: raw.says.into(),
        }
    }
}

/// The columns of an [`RawAbove`].
pub(super) const ABOVE: [&str; 6] = [
    "id",
    "parent",
    "kept",
    "holds_data",
    "warranty_months",
    "refresh_months",
];

/// A product with what is said of it; as a part of what was built, in its place.
#[derive(Debug, Deserialize)]
pub(super) struct RawPart {
    id: ProductId,
    category_id: CategoryId,
    #[serde(default)]
    revision: Option<ConfigurationRevisionId>,
    #[serde(flatten)]
    says: RawSays,
}

/// The columns of a [`RawPart`].
pub(super) const PART: [&str; 6] = [
    "id",
    "category_id",
    "kept",
    "holds_data",
    "warranty_months",
    "refresh_months",
];
const PART_OF: [&str; 7] = [
    "id",
    "category_id",
    "revision",
    "kept",
    "holds_data",
    "warranty_months",
    "refresh_months",
];

/// How a unit is kept that is this product, or of these parts.
pub(super) fn kept_like(
    product: Vec<RawPart>,
    parts: Vec<RawPart>,
    above: Vec<RawAbove>,
) -> Keeping {
    let above: Vec<Above> = above.into_iter().map(Above::from).collect();
    let of = |part: &RawPart| keeping(part.says.into(), Some(part.category_id), &above);
    if parts.is_empty() {
        return product.first().map(of).unwrap_or_default();
    }
    of_parts(&parts.iter().map(of).collect::<Vec<_>>())
}

/// All categories with what is said of them.
#[must_use]
pub fn ask_category_keeping() -> Asked<'static, Vec<Above>> {
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &ABOVE,
            &format!(
                "SELECT c.id, c.parent_id AS parent, {SAYS}
                 FROM category c LEFT JOIN category_keeping k ON k.category_id = c.id"
            ),
        )
    });
    ALL.ask::<RawAbove>(args![])
        .map(|rows| rows.into_iter().map(Above::from).collect())
}

/// What is said of a product itself.
#[must_use]
pub fn ask_product_keeping(product: ProductId) -> Asked<'static, Says> {
    static ONE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &SAYS_COLUMNS,
            &format!("SELECT {SAYS} FROM product_keeping k WHERE k.product_id = $1"),
        )
    });
    ONE.ask::<RawSays>(args![product])
        .map(|rows| rows.into_iter().next().map(Says::from).unwrap_or_default())
}

/// How products and standards are kept.
#[derive(Debug, Default)]
pub struct Keepings {
    products: Vec<(ProductId, Keeping)>,
    parts: Vec<(ConfigurationRevisionId, Keeping)>,
}

impl Keepings {
    /// How a product is kept.
    #[must_use]
    pub fn of_product(&self, product: ProductId) -> Keeping {
        let found = self.products.iter().find(|(id, _)| *id == product);
        found.map(|(_, keeping)| *keeping).unwrap_or_default()
    }

    /// How what is built by a revision is kept.
    #[must_use]
    pub fn of_revision(&self, revision: ConfigurationRevisionId) -> Keeping {
        let parts = self.parts.iter().filter(|(id, _)| *id == revision);
        of_parts(&parts.map(|(_, keeping)| *keeping).collect::<Vec<_>>())
    }
}

#[derive(Deserialize)]
struct RawKeepings {
    products: Vec<RawPart>,
    parts: Vec<RawPart>,
    above: Vec<RawAbove>,
}

/// How these products and what is built by these revisions are kept. One
/// statement.
///
/// # Errors
/// If the storage fails.
pub async fn keepings(
    query: &mut impl Query,
    customer: CustomerId,
    products: &[ProductId],
    revisions: &[ConfigurationRevisionId],
) -> Result<Keepings> {
    static SETS: LazyLock<JsonSets> = LazyLock::new(|| {
        let products = format!(
            "SELECT p.id, p.category_id, {SAYS} FROM product p
             LEFT JOIN product_keeping k ON k.product_id = p.id WHERE p.id <in $2>"
        );
        let parts = format!(
            "SELECT p.id, p.category_id, x.revision_id AS revision, {SAYS}
             FROM configuration_part x JOIN product p ON p.id = x.product_id
             LEFT JOIN product_keeping k ON k.product_id = p.id
             WHERE x.customer_id = $1 AND x.revision_id <in $3>
             ORDER BY x.revision_id, x.position"
        );
        let above = format!(
            "SELECT c.id, c.parent_id AS parent, {SAYS}
             FROM category c LEFT JOIN category_keeping k ON k.category_id = c.id"
        );
        JsonSets::new(&[
            ("products", &PART, &products),
            ("parts", &PART_OF, &parts),
            ("above", &ABOVE, &above),
        ])
    });
    if products.is_empty() && revisions.is_empty() {
        return Ok(Keepings::default());
    }
    let raw: RawKeepings = SETS
        .fetch(query, args![customer, json!(products), json!(revisions)])
        .await?;
    let above: Vec<Above> = raw.above.into_iter().map(Above::from).collect();
    let of = |part: &RawPart| keeping(part.says.into(), Some(part.category_id), &above);
    Ok(Keepings {
        products: raw.products.iter().map(|one| (one.id, of(one))).collect(),
        parts: raw
            .parts
            .iter()
            .filter_map(|one| Some((one.revision?, of(one))))
            .collect(),
    })
}
