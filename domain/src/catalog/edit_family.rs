//! Making and changing families, and putting products into them and taking them out.
//! What a family's variants differ in always tells them apart.

use super::attribute::tidy;
use super::families::{FamilyPage, MOST_VARIANTS, ask_family};
use super::products::product_by_sku;
use super::variants::twins;
use crate::id::{CategoryId, FamilyId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, IntoValue, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// In how many attributes they differ at most.
const MOST_VARYING: usize = 5;
/// The longest name, in characters.
const LONGEST_NAME: usize = 120;
/// The longest code.
const LONGEST_CODE: usize = 40;

/// What is wrong with one field of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FamilyFault {
    /// No name, or one too long.
    Name,
    /// No code, or one too long.
    Code,
    /// Another family has the code.
    CodeTaken,
    /// No such category.
    Category,
}

/// Why a family stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum FamilyError {
    /// Not allowed, or there is no such family or variant.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Fields are wrong: everything that is.
    #[error("some fields are wrong: {0:?}")]
    Fields(Vec<FamilyFault>),
    /// No attribute to differ in, or too many, or one of another category.
    #[error("variants differ in one to five attributes of their category")]
    Varying,
    /// No product has the SKU.
    #[error("no product has this SKU")]
    NoSuchProduct,
    /// The product is in another category.
    #[error("the product is in another category")]
    OtherCategory,
    /// The product is in another family.
    #[error("the product is in another family")]
    OtherFamily,
    /// The product says nothing about an attribute in which the family differs.
    #[error("the product has no value for {0}")]
    NoValue(String),
    /// Two variants have the same values: the SKU of the one, and of the other.
    #[error("{0} and {1} have the same values")]
    Twins(String, String),
    /// Too many variants.
    #[error("too many variants")]
    TooMany,
}

/// A family as a curator wants it.
#[derive(Debug, Clone)]
pub struct SaveFamily {
    /// Which; it is made if there is none.
    pub id: FamilyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its category, which stays what it was.
    pub category: CategoryId,
    /// The numbers of the attributes in which its variants differ, in their
    /// order. None of a new family yet.
    pub varying: Vec<i64>,
}

/// Makes or changes a family.
///
/// # Errors
/// See [`FamilyError`].
pub async fn save_family(
    db: &Db,
    actor: &Actor,
    command: SaveFamily,
    now: Timestamp,
) -> Result<(), FamilyError> {
    actor.demand(Permission::Curate)?;
    let (code, name) = (tidy(&command.code), tidy(&command.name));
    let mut faults = Vec::new();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        faults.push(FamilyFault::Name);
    }
    if code.is_empty() || code.chars().count() > LONGEST_CODE {
        faults.push(FamilyFault::Code);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id;
            let taken: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM product_family WHERE code = $1 AND id <> $2",
                    args![&code, id],
                )
                .await?;
            if taken != Some(0) {
                faults.push(FamilyFault::CodeTaken);
            }
            // Its row, if there is one, stays locked until the transaction ends.
            let there = tx
                .run(
                    "UPDATE product_family SET name = name WHERE id = $1",
                    args![id],
                )
                .await?;
            let is_new = there == 0;
            if is_new {
                let known: Option<i64> = tx
                    .scalar(
                        "SELECT COUNT(*) FROM category WHERE id = $1",
                        args![command.category],
                    )
                    .await?;
                if known != Some(1) {
                    faults.push(FamilyFault::Category);
                }
            }
            if !faults.is_empty() {
                return Err(FamilyError::Fields(faults));
            }
            if is_new {
                tx.run(
                    "INSERT INTO product_family (id, code, name, category_id, created_at)
                     VALUES ($1, $2, $3, $4, $5)",
                    args![id, &code, &name, command.category, now],
                )
                .await?;
            } else {
                tx.run(
                    "UPDATE product_family SET code = $2, name = $3 WHERE id = $1",
                    args![id, &code, &name],
                )
                .await?;
            }
            let page = ask_family(id).fetch(tx).await?;
            vary(tx, id, &page, &command.varying, is_new).await?;
            let detail = json!({ "code": code, "name": name, "varying": command.varying });
            record(tx, &actor, "family.saved", id, detail, now).await
        })
    })
    .await
}

/// Writes down in what a family differs.
async fn vary(
    tx: &mut Tx,
    family: FamilyId,
    page: &FamilyPage,
    varying: &[i64],
    is_new: bool,
) -> Result<(), FamilyError> {
    let known = |number: &i64| page.attributes.iter().any(|one| one.number == *number);
    let mut once = varying.to_vec();
    once.sort_unstable();
    once.dedup();
    let fits = once.len() == varying.len()
        && varying.len() <= MOST_VARYING
        && varying.iter().all(known)
        && (is_new || !varying.is_empty());
    if !fits {
        return Err(FamilyError::Varying);
    }
    tell_apart(page, varying)?;
    tx.run(
        "DELETE FROM product_family_attribute WHERE family_id = $1",
        args![family],
    )
    .await?;
    let rows = (1_i64..)
        .zip(varying)
        .map(|(position, number)| args![family, *number, position])
        .collect();
    tx.insert_many(
        "INSERT INTO product_family_attribute (family_id, attribute, position) VALUES",
        rows,
        "",
    )
    .await?;
    Ok(())
}

/// Whether these attributes tell all variants apart.
fn tell_apart(page: &FamilyPage, varying: &[i64]) -> Result<(), FamilyError> {
    let variants = page.by(varying);
    for one in &variants {
        let empty = one.values.iter().position(String::is_empty);
        let number = empty.and_then(|place| varying.get(place));
        if let Some(number) = number {
            let name = page.attributes.iter().find(|one| one.number == *number);
            return Err(FamilyError::NoValue(
                name.map_or_else(String::new, |one| one.name.clone()),
            ));
        }
    }
    match twins(&variants).first() {
        Some((one, other)) => Err(FamilyError::Twins(page.sku(*one), page.sku(*other))),
        None => Ok(()),
    }
}

/// Puts the product of this SKU into a family.
///
/// # Errors
/// See [`FamilyError`].
pub async fn put_variant(
    db: &Db,
    actor: &Actor,
    family: FamilyId,
    sku: &str,
    now: Timestamp,
) -> Result<(), FamilyError> {
    actor.demand(Permission::Curate)?;
    let (actor, sku) = (actor.clone(), sku.trim().to_owned());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Whoever saves it, or another variant, at the same moment waits; in the
            // order in which they take both.
            let these = product_by_sku(tx, &sku).await?.into_iter();
            let these = these.map(|product| product.id.value()).collect();
            tx.lock("product", "id", "id", these).await?;
            tx.lock("product_family", "id", "id", args![family]).await?;
            let before = ask_family(family).fetch(tx).await?;
            let category = before.category_id().ok_or(Denied)?;
            if before.varying().is_empty() {
                return Err(FamilyError::Varying);
            }
            let product = product_by_sku(tx, &sku)
                .await?
                .ok_or(FamilyError::NoSuchProduct)?;
            if product.category != category {
                return Err(FamilyError::OtherCategory);
            }
            if before.variants.iter().any(|one| one.product == product.id) {
                return Ok(());
            }
            if before.variants.len() >= MOST_VARIANTS {
                return Err(FamilyError::TooMany);
            }
            // Where its category was another once, its family was, too.
            tx.run(
                "DELETE FROM product_variant WHERE product_id = $1 AND NOT EXISTS (
                     SELECT 1 FROM product_family f
                     WHERE f.id = product_variant.family_id AND f.category_id = $2)",
                args![product.id, category],
            )
            .await?;
            let put = tx
                .run(
                    "INSERT INTO product_variant (product_id, family_id) VALUES ($1, $2)
                     ON CONFLICT (product_id) DO NOTHING",
                    args![product.id, family],
                )
                .await?;
            if put == 0 {
                return Err(FamilyError::OtherFamily);
            }
            still_told_apart(tx, family).await?;
            let detail = json!({ "sku": product.sku });
            record(tx, &actor, "family.variant", family, detail, now).await
        })
    })
    .await
}

/// Refuses a family whose variants nothing tells apart any more.
async fn still_told_apart(tx: &mut Tx, family: FamilyId) -> Result<(), FamilyError> {
    let page = ask_family(family).fetch(tx).await?;
    let varying: Vec<i64> = page.varying().iter().map(|one| one.number).collect();
    tell_apart(&page, &varying)
}

/// Takes a product out of a family.
///
/// # Errors
/// See [`FamilyError`].
pub async fn take_variant(
    db: &Db,
    actor: &Actor,
    family: FamilyId,
    product: ProductId,
    now: Timestamp,
) -> Result<(), FamilyError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let gone = tx
                .run(
                    "DELETE FROM product_variant WHERE family_id = $1 AND product_id = $2",
                    args![family, product],
                )
                .await?;
            if gone == 0 {
                return Err(Denied.into());
            }
            let detail = json!({ "product": product });
            record(tx, &actor, "family.variant-removed", family, detail, now).await
        })
    })
    .await
}

async fn record(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    family: FamilyId,
    detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), FamilyError> {
    let entry = audit::Entry {
        action,
        subject: family.to_string(),
        customer: None,
        detail,
    };
    Ok(audit::record(tx, actor, entry, now).await?)
}

#[cfg(test)]
mod tests {
    use super::super::families::ask_families;
    use super::*;
    use crate::agreements::testing::{category, insert, product};
    use crate::catalog::attribute::Kind;
    use crate::catalog::category_attributes::{CategoryAttribute, WantedAttribute, put_attributes};
    use crate::store::testing::both_engines;

    async fn attributes(db: &Db, category: CategoryId, names: &[&str]) -> Vec<CategoryAttribute> {
        let wanted: Vec<WantedAttribute> = names
            .iter()
            .zip(0_i64..)
            .map(|(name, position)| WantedAttribute {
                category,
                position,
                name: (*name).to_owned(),
                kind: Kind::Choice,
                unit: String::new(),
            })
            .collect();
        db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
            Box::pin(async move { put_attributes(tx, &wanted).await })
        })
        .await
        .unwrap()
    }

    async fn value(db: &Db, product: ProductId, attribute: i64, value: &str) {
        insert(
            db,
            "INSERT INTO product_attribute (product_id, attribute, value) VALUES",
            vec![args![product, attribute, value]],
        )
        .await;
    }

    both_engines!(variants_are_told_apart_and_stay_so, |db| async move {
        let actor = Actor::system();
        let cables = category(&db, None, "Cables").await;
        let others = category(&db, None, "Others").await;
        let known = attributes(&db, cables, &["Colour", "Length"]).await;
        let (colour, length) = (known[0].number, known[1].number);
        let mut ids = Vec::new();
        for (sku, values) in [
            ("C-B1", Some(("Black", "1 m"))),
            ("C-B2", Some(("Black", "2 m"))),
            ("C-W2", Some(("White", "2 m"))),
            ("C-X2", Some(("White", "2 m"))),
            ("C-N", None),
        ] {
            let id = product(&db, cables, sku, sku).await;
            if let Some((is, long)) = values {
                value(&db, id, colour, is).await;
                value(&db, id, length, long).await;
            }
            ids.push(id);
        }
        product(&db, others, "O-1", "Another").await;
        let id = FamilyId::new();
        let say = |varying: &[i64], code: &str, id| {
            let command = SaveFamily {
                id,
                code: code.to_owned(),
                name: " Patch  cable ".to_owned(),
                category: cables,
                varying: varying.to_vec(),
            };
            save_family(&db, &actor, command, Timestamp(1))
        };
        say(&[], "patch", id).await.unwrap();
        let put = |sku: &'static str| put_variant(&db, &actor, id, sku, Timestamp(2));
        assert!(matches!(put("C-B1").await, Err(FamilyError::Varying)));
        say(&[colour, length], "patch", id).await.unwrap();
        for sku in ["C-B1", " c-b2", "C-W2", "C-B1"] {
            put(sku).await.unwrap();
        }
        for (sku, wrong) in [
            ("C-X2", "C-W2 and C-X2 have the same values"),
            ("C-N", "the product has no value for Colour"),
            ("O-1", "the product is in another category"),
            ("C-?", "no product has this SKU"),
        ] {
            assert_eq!(put(sku).await.unwrap_err().to_string(), wrong);
        }
        // Another family can't have it, nor can its attributes become too few.
        let second = FamilyId::new();
        say(&[length], "second", second).await.unwrap();
        let taken = put_variant(&db, &actor, second, "C-B1", Timestamp(3)).await;
        assert!(matches!(taken, Err(FamilyError::OtherFamily)));
        let few = say(&[colour], "patch", id).await;
        assert!(matches!(few, Err(FamilyError::Twins(_, _))), "{few:?}");
        for wrong in [&[][..], &[colour, colour], &[colour, 999_999]] {
            let refused = say(wrong, "patch", id).await;
            assert!(matches!(refused, Err(FamilyError::Varying)), "{wrong:?}");
        }
        let code = say(&[length], "patch", second).await;
        assert!(matches!(
            code,
            Err(FamilyError::Fields(faults)) if faults == [FamilyFault::CodeTaken]
        ));
        let nothing = SaveFamily {
            id: FamilyId::new(),
            code: String::new(),
            name: " ".to_owned(),
            category: CategoryId::new(),
            varying: Vec::new(),
        };
        let all = save_family(&db, &actor, nothing, Timestamp(1)).await;
        assert!(matches!(
            all,
            Err(FamilyError::Fields(faults))
                if faults == [FamilyFault::Name, FamilyFault::Code, FamilyFault::Category]
        ));
        let mut read = db.read(actor.scope()).await.unwrap();
        let page = ask_family(id).fetch(&mut read).await.unwrap();
        let skus: Vec<&str> = page.variants.iter().map(|one| one.sku.as_str()).collect();
        assert_eq!(skus, ["C-B1", "C-B2", "C-W2"]);
        assert_eq!(page.name(), "Patch cable");
        assert_eq!(page.told_apart()[2].values, ["White", "2 m"]);
        drop(read);
        take_variant(&db, &actor, id, ids[0], Timestamp(4))
            .await
            .unwrap();
        let gone = take_variant(&db, &actor, id, ids[0], Timestamp(5)).await;
        assert!(matches!(gone, Err(FamilyError::Denied(_))));
        let mut read = db.read(actor.scope()).await.unwrap();
        let all = ask_families().fetch(&mut read).await.unwrap();
        let patch = all.iter().find(|one| one.id == id).unwrap();
        assert_eq!(patch.varies.as_deref(), Some("Colour, Length"));
        assert_eq!(patch.variants, 2);
    });

    both_engines!(
        of_two_alike_variants_put_in_at_once_one_is_refused,
        |db| async move {
            let actor = Actor::system();
            let cables = category(&db, None, "Cables").await;
            let length = attributes(&db, cables, &["Length"]).await[0].number;
            for number in 0..5 {
                for side in ["A", "B"] {
                    let sku = format!("{side}-{number}");
                    let id = product(&db, cables, &sku, &sku).await;
                    value(&db, id, length, "1 m").await;
                }
                let id = FamilyId::new();
                for varying in [vec![], vec![length]] {
                    let command = SaveFamily {
                        id,
                        code: format!("patch-{number}"),
                        name: "Patch cable".to_owned(),
                        category: cables,
                        varying,
                    };
                    save_family(&db, &actor, command, Timestamp(1))
                        .await
                        .unwrap();
                }
                let (one, other) = (format!("A-{number}"), format!("B-{number}"));
                let (one, other) = tokio::join!(
                    put_variant(&db, &actor, id, &one, Timestamp(2)),
                    put_variant(&db, &actor, id, &other, Timestamp(2)),
                );
                let refused = [one.err(), other.err()].into_iter().flatten();
                let refused: Vec<FamilyError> = refused.collect();
                assert!(
                    matches!(refused[..], [FamilyError::Twins(..)]),
                    "{refused:?}"
                );
            }
        }
    );
}
