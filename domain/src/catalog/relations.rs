//! What products have to do with each other.

use super::products::product_by_sku;
use crate::id::ProductId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::LazyLock;

/// How many relations a product has at most.
pub const MOST_RELATIONS: i64 = 60;

/// What another product is to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It takes its place.
    Successor,
    /// It belongs to it: a bag, a cable, a licence.
    Accessory,
    /// Both work together.
    Compatible,
    /// Its place is taken by it: the other side of [`Self::Successor`].
    Replaces,
    /// It is what it belongs to: the other side of [`Self::Accessory`].
    AccessoryOf,
}

impl Relation {
    /// Those that are written down; the others follow from them.
    pub const WRITTEN: [Self; 3] = [Self::Successor, Self::Accessory, Self::Compatible];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Successor => "successor",
            Self::Accessory => "accessory",
            Self::Compatible => "compatible",
            Self::Replaces => "replaces",
            Self::AccessoryOf => "accessory-of",
        }
    }

    /// The relation that is written down as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::WRITTEN.into_iter().find(|one| one.code() == code)
    }
}

/// A product's relation to another, as a curator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Related {
    /// What the other is to it.
    pub kind: Relation,
    /// The other's SKU.
    pub sku: String,
    /// The other's name.
    pub name: String,
}

/// One side of the relations of the products that `products` picks: the
/// product, what the other is to it, the other.
pub(super) fn both_sides(products: &str) -> String {
    format!(
        "SELECT r.product_id AS product, r.kind, r.other_id AS other
         FROM product_relation r WHERE r.product_id IN ({products})
         UNION ALL
         SELECT r.other_id, CASE r.kind WHEN 'successor' THEN 'replaces'
                 WHEN 'accessory' THEN 'accessory-of' ELSE r.kind END, r.product_id
         FROM product_relation r WHERE r.other_id IN ({products})"
    )
}

/// The relations of a product, to be asked together with other things.
#[must_use]
pub fn ask_relations(product: ProductId) -> Asked<'static, Vec<Related>> {
    static BOTH: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["kind", "sku", "name"],
            &format!(
                "SELECT b.kind, p.sku, p.name FROM ({}) b JOIN product p ON p.id = b.other
                 ORDER BY b.kind, p.sort_name, p.id",
                both_sides("$1")
            ),
        )
    });
    BOTH.ask(args![product])
}

/// What a curator says about a product and another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relate {
    /// The product.
    pub product: ProductId,
    /// What the other is to it, one of [`Relation::WRITTEN`].
    pub kind: Relation,
    /// The other's SKU, as it was typed.
    pub other: String,
    /// Whether it is so, or no longer.
    pub holds: bool,
}

/// Why nothing was related.
#[derive(Debug, thiserror::Error)]
pub enum RelateError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No product has that SKU.
    #[error("no product has this SKU")]
    NoSuchProduct,
    /// It is the same product.
    #[error("a product has nothing to do with itself")]
    Itself,
    /// It would be its own successor's successor.
    #[error("the successor is replaced by this product")]
    Circle,
    /// The product has too many already.
    #[error("too many related products")]
    TooMany,
}

/// Writes down what another product is to a product, or that it no longer is.
/// A product has one successor: another one takes that one's place.
///
/// # Errors
/// See [`RelateError`].
pub async fn relate(
    db: &Db,
    actor: &Actor,
    command: Relate,
    now: Timestamp,
) -> Result<(), RelateError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let other = product_by_sku(tx, command.other.trim())
                .await?
                .ok_or(RelateError::NoSuchProduct)?;
            if other.id == command.product {
                return Err(RelateError::Itself);
            }
            let (one, two) = ends(command.kind, command.product, other.id);
            tx.run(
                "DELETE FROM product_relation WHERE product_id = $1 AND kind = $2
                     AND (other_id = $3 OR $2 = 'successor')",
                args![one, command.kind.code(), two],
            )
            .await?;
            if command.holds {
                if command.kind == Relation::Successor && leads_to(tx, other.id, one).await? {
                    return Err(RelateError::Circle);
                }
                let has: Option<i64> = tx
                    .scalar(
                        "SELECT COUNT(*) FROM product_relation WHERE product_id = $1",
                        args![one],
                    )
                    .await?;
                if has.unwrap_or_default() >= MOST_RELATIONS {
                    return Err(RelateError::TooMany);
                }
                tx.run(
                    "INSERT INTO product_relation (product_id, kind, other_id, created_at)
                     VALUES ($1, $2, $3, $4)",
                    args![one, command.kind.code(), two, now],
                )
                .await?;
            }
            let entry = audit::Entry {
                action: "product.related",
                subject: command.product.to_string(),
                customer: None,
                detail: json!({
                    "kind": command.kind.code(),
                    "other": other.sku,
                    "holds": command.holds,
                }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// In which order the two are written down: what goes both ways is there once.
fn ends(kind: Relation, product: ProductId, other: ProductId) -> (ProductId, ProductId) {
    match kind {
        Relation::Compatible if other < product => (other, product),
        _ => (product, other),
    }
}

/// Whether the successors of a product lead to another one.
async fn leads_to(tx: &mut Tx, from: ProductId, to: ProductId) -> Result<bool, StoreError> {
    let found: Option<i64> = tx
        .scalar(
            "WITH RECURSIVE after (id) AS (
                 SELECT other_id FROM product_relation
                 WHERE product_id = $1 AND kind = 'successor'
                 UNION
                 SELECT r.other_id FROM after a
                 JOIN product_relation r ON r.product_id = a.id AND r.kind = 'successor'
             )
             SELECT COUNT(*) FROM after WHERE id = $2",
            args![from, to],
        )
        .await?;
    Ok(found.unwrap_or_default() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::testing::{category, product};
    use crate::store::testing::both_engines;

    both_engines!(
        products_are_related_and_never_in_a_circle,
        |db| async move {
            let things = category(&db, None, "Things").await;
            let tag = things.0.simple().to_string();
            let sku = |name: &str| format!("{name}-{tag}");
            let mut ids = Vec::new();
            for name in ["A", "B", "C"] {
                ids.push(product(&db, things, &sku(name), name).await);
            }
            let actor = Actor::system();
            let say = |product: usize, kind, other: &str, holds| {
                let command = Relate {
                    product: ids[product],
                    kind,
                    other: other.to_owned(),
                    holds,
                };
                relate(&db, &actor, command, Timestamp(1))
            };
            let related = async |product: usize| {
                let mut read = db.read(actor.scope()).await.unwrap();
                let all = ask_relations(ids[product]).fetch(&mut read).await.unwrap();
                all.into_iter()
                    .map(|one| (one.kind, one.name))
                    .collect::<Vec<_>>()
            };
            use Relation::{Accessory, AccessoryOf, Compatible, Replaces, Successor};
            say(0, Successor, &sku("B"), true).await.unwrap();
            say(1, Successor, &sku("C"), true).await.unwrap();
            for (one, other) in [(1, "A"), (2, "A")] {
                let circle = say(one, Successor, &sku(other), true).await;
                assert!(matches!(circle, Err(RelateError::Circle)), "{other}");
            }
            // Nothing of a refused one stays.
            assert_eq!(
                related(1).await,
                [(Replaces, "A".to_owned()), (Successor, "C".to_owned())]
            );
            say(0, Successor, &sku("C"), true).await.unwrap();
            say(0, Compatible, &sku("B"), true).await.unwrap();
            say(1, Compatible, &sku("A"), true).await.unwrap();
            say(0, Accessory, &sku("B").to_lowercase(), true)
                .await
                .unwrap();
            assert_eq!(
                related(0).await,
                [
                    (Accessory, "B".to_owned()),
                    (Compatible, "B".to_owned()),
                    (Successor, "C".to_owned())
                ]
            );
            assert_eq!(
                related(1).await,
                [
                    (AccessoryOf, "A".to_owned()),
                    (Compatible, "A".to_owned()),
                    (Successor, "C".to_owned())
                ]
            );
            say(1, Compatible, &sku("A"), false).await.unwrap();
            say(0, Accessory, &sku("B"), false).await.unwrap();
            assert_eq!(related(0).await, [(Successor, "C".to_owned())]);
            assert!(matches!(
                say(0, Accessory, &sku("A"), true).await,
                Err(RelateError::Itself)
            ));
            assert!(matches!(
                say(0, Accessory, "nowhere", true).await,
                Err(RelateError::NoSuchProduct)
            ));
        }
    );
}
