//! A customer's software images and schemes of asset tags: kept once, used by
//! any of its standard configurations. Curators keep the book.

use super::factory::{Algorithm, MOST_DIGITS, could_meet, read_prefix};
use crate::id::{CustomerId, FactoryImageId, TagSchemeId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, FormKey, JsonRows, JsonSets, Query, StoreError, Tx, claim};
use crate::tidy::tidy;
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The longest name or version, in characters.
const LONGEST_NAME: usize = 80;
/// The largest number that a scheme begins with.
const LARGEST_FIRST: i64 = 999_999_999_999;

/// A software image.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ImageLine {
    /// Which.
    pub id: FactoryImageId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// By which rule its checksum was made; see [`Algorithm`].
    pub algorithm: String,
    /// Its checksum.
    pub checksum: String,
    /// Whether new drafts may use it.
    pub active: i64,
}

/// A scheme of asset tags.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TagSchemeLine {
    /// Which.
    pub id: TagSchemeId,
    /// Its name.
    pub name: String,
    /// What every tag begins with.
    pub prefix: String,
    /// How many digits follow at the least.
    pub digits: i64,
    /// The number of the next tag.
    pub next: i64,
}

/// An image about to be kept.
#[derive(Debug, Clone)]
pub struct NewImage {
    /// The form it came from.
    pub key: FormKey,
    /// Whose it is.
    pub customer: CustomerId,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// By which rule its checksum was made.
    pub algorithm: Algorithm,
    /// The checksum, as it was typed.
    pub checksum: String,
}

/// A scheme about to be kept.
#[derive(Debug, Clone)]
pub struct NewTagScheme {
    /// The form it came from.
    pub key: FormKey,
    /// Whose it is.
    pub customer: CustomerId,
    /// Its name.
    pub name: String,
    /// What every tag begins with, as it was typed.
    pub prefix: String,
    /// How many digits follow at the least.
    pub digits: i64,
    /// The number of the first tag.
    pub first: i64,
}

/// Why nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum FactoryError {
    /// Not for this person, or there is no such customer or image.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name, or one too long.
    #[error("the name is missing or too long")]
    Name,
    /// No version, or one too long.
    #[error("the version is missing or too long")]
    Version,
    /// There is one of this name (and version) already.
    #[error("there is one of this name")]
    Taken,
    /// Not a checksum of this algorithm.
    #[error("not a checksum of {} digits", .0.digits())]
    Checksum(Algorithm),
    /// Not a prefix of letters, digits and dashes.
    #[error("not a prefix")]
    Prefix,
    /// Tags could be the same as those of the scheme of this name.
    #[error("could meet {0}")]
    Meets(String),
    /// No digits, or more than [`MOST_DIGITS`].
    #[error("not a number of digits")]
    Digits,
    /// Not a number to begin with.
    #[error("not a first number")]
    First,
}

/// A customer's images by name, the latest version first. For staff.
#[must_use]
pub fn ask_images(customer: CustomerId) -> Asked<'static, Vec<ImageLine>> {
    static IMAGES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "version", "algorithm", "checksum", "active"],
            "SELECT id, name, version, algorithm, checksum,
                 CASE WHEN active THEN 1 ELSE 0 END AS active
             FROM factory_image WHERE customer_id = $1 ORDER BY name, created_at DESC, id",
        )
    });
    IMAGES.ask(args![customer])
}

/// A customer's schemes of asset tags by name. For staff.
#[must_use]
pub fn ask_tag_schemes(customer: CustomerId) -> Asked<'static, Vec<TagSchemeLine>> {
    static SCHEMES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "prefix", "digits", "next"],
            "SELECT id, name, prefix, digits, next
             FROM tag_scheme WHERE customer_id = $1 ORDER BY name",
        )
    });
    SCHEMES.ask(args![customer])
}

/// The whole book of a customer.
#[derive(Debug, Clone)]
pub struct FactoryBook {
    /// The customer's name.
    pub customer: String,
    /// Its images.
    pub images: Vec<ImageLine>,
    /// Its schemes of asset tags.
    pub schemes: Vec<TagSchemeLine>,
    /// Which of its configurations use what: the id of an image or a scheme, and
    /// the configuration's name.
    pub used: Vec<Used>,
}

/// That a configuration uses an image or a scheme, as it is offered or drafted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Used {
    /// The image.
    pub image: Option<FactoryImageId>,
    /// The scheme.
    pub scheme: Option<TagSchemeId>,
    /// The configuration's name.
    pub name: String,
}

/// The book of a customer, for staff.
///
/// # Errors
/// [`Denied`] if the person may not see customers or there is no such customer.
pub async fn factory_book(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
) -> Result<FactoryBook, FactoryError> {
    #[derive(Deserialize)]
    struct Named {
        name: String,
    }
    #[derive(Deserialize)]
    struct Rows {
        customers: Vec<Named>,
        used: Vec<Used>,
    }
    static ROWS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "customers",
                &["name"],
                "SELECT name FROM customer WHERE id = $1",
            ),
            (
                "used",
                &["image", "scheme", "name"],
                "SELECT r.image_id AS image, r.tag_scheme_id AS scheme, c.name
                 FROM configuration c JOIN configuration_revision r
                     ON r.customer_id = c.customer_id AND r.configuration_id = c.id
                 WHERE c.customer_id = $1 AND c.state <> 'retired'
                     AND r.state IN ('draft', 'published')
                     AND (r.image_id IS NOT NULL OR r.tag_scheme_id IS NOT NULL)
                 ORDER BY c.name, r.number",
            ),
        ])
    });
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    let (rows, images, schemes) = crate::store::together(
        &mut read,
        (
            ROWS.ask::<Rows>(args![customer]),
            ask_images(customer),
            ask_tag_schemes(customer),
        ),
    )
    .await?;
    let named = rows.customers.into_iter().next().ok_or(Denied)?;
    Ok(FactoryBook {
        customer: named.name,
        images,
        schemes,
        used: rows.used,
    })
}

/// Keeps a software image.
///
/// # Errors
/// See [`FactoryError`].
pub async fn keep_image(
    db: &Db,
    actor: &Actor,
    new: NewImage,
    now: Timestamp,
) -> Result<(), FactoryError> {
    actor.demand(Permission::Curate)?;
    let name = short(&new.name).ok_or(FactoryError::Name)?;
    let version = short(&new.version).ok_or(FactoryError::Version)?;
    let checksum = new
        .algorithm
        .read(&new.checksum)
        .ok_or(FactoryError::Checksum(new.algorithm))?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand_customer(tx, new.customer).await?;
            if claim(tx, &actor, new.key, "image", "image", now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let id = FactoryImageId::new();
            let made = tx
                .run(
                    "INSERT INTO factory_image (id, customer_id, name, version, algorithm,
                         checksum, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (customer_id, name, version) DO NOTHING",
                    args![
                        id,
                        new.customer,
                        name.as_str(),
                        version.as_str(),
                        new.algorithm.code(),
                        checksum.as_str(),
                        now
                    ],
                )
                .await?;
            if made == 0 {
                return Err(FactoryError::Taken);
            }
            let entry = audit::Entry {
                action: "factory.image-kept",
                subject: id.to_string(),
                customer: Some(new.customer),
                detail: json!({ "name": name, "version": version, "checksum": checksum }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Says whether new drafts may use an image. What uses it goes on using it.
///
/// # Errors
/// [`Denied`] if there is no such image of the customer's.
pub async fn offer_image(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    image: FactoryImageId,
    active: bool,
    now: Timestamp,
) -> Result<(), FactoryError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let changed = tx
                .run(
                    "UPDATE factory_image SET active = $3 WHERE customer_id = $1 AND id = $2",
                    args![customer, image, active],
                )
                .await?;
            if changed == 0 {
                return Err(Denied.into());
            }
            let entry = audit::Entry {
                action: "factory.image-offered",
                subject: image.to_string(),
                customer: Some(customer),
                detail: json!({ "active": active }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Keeps a scheme of asset tags.
///
/// # Errors
/// See [`FactoryError`].
pub async fn keep_tag_scheme(
    db: &Db,
    actor: &Actor,
    new: NewTagScheme,
    now: Timestamp,
) -> Result<(), FactoryError> {
    actor.demand(Permission::Curate)?;
    let name = short(&new.name).ok_or(FactoryError::Name)?;
    let prefix = read_prefix(&new.prefix).ok_or(FactoryError::Prefix)?;
    if !(1..=MOST_DIGITS).contains(&new.digits) {
        return Err(FactoryError::Digits);
    }
    if !(0..=LARGEST_FIRST).contains(&new.first) {
        return Err(FactoryError::First);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            demand_customer(tx, new.customer).await?;
            if claim(tx, &actor, new.key, "tag-scheme", "tag-scheme", now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let known = ask_tag_schemes(new.customer).fetch(tx).await?;
            if known.iter().any(|one| one.name == name) {
                return Err(FactoryError::Taken);
            }
            if let Some(one) = known.iter().find(|one| could_meet(&one.prefix, &prefix)) {
                return Err(FactoryError::Meets(one.name.clone()));
            }
            let id = TagSchemeId::new();
            let made = tx
                .run(
                    "INSERT INTO tag_scheme (id, customer_id, name, prefix, digits, next,
                         created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
                    args![
                        id,
                        new.customer,
                        name.as_str(),
                        prefix.as_str(),
                        new.digits,
                        new.first,
                        now
                    ],
                )
                .await?;
            // Somebody else was faster.
            if made == 0 {
                return Err(FactoryError::Taken);
            }
            let entry = audit::Entry {
                action: "factory.tag-scheme-kept",
                subject: id.to_string(),
                customer: Some(new.customer),
                detail: json!({ "name": name, "prefix": prefix, "first": new.first }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Takes so many numbers of each of these schemes, and answers the first of
/// each. Whoever takes some at the same moment waits; numbers taken by a command
/// that then fails are taken again, since its transaction takes nothing.
///
/// # Errors
/// If the storage fails, or a scheme is not the customer's.
pub async fn allot_numbers(
    tx: &mut Tx,
    customer: CustomerId,
    many: &BTreeMap<TagSchemeId, i64>,
) -> Result<BTreeMap<TagSchemeId, i64>, StoreError> {
    if many.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values = args![customer];
    let mut rows = String::new();
    for (scheme, count) in many {
        let at = values.len();
        let comma = if rows.is_empty() { "" } else { ", " };
        // Writing to a String can't fail.
        let _ = write!(rows, "{comma}(${}, ${})", at + 1, at + 2);
        values.extend(args![*scheme, *count]);
    }
    let taken: Vec<(TagSchemeId, i64)> = tx
        .all(
            format!(
                "UPDATE tag_scheme SET next = next + v.column2 FROM (VALUES {rows}) v
                 WHERE tag_scheme.id = v.column1 AND tag_scheme.customer_id = $1
                 RETURNING id, next"
            ),
            values,
        )
        .await?;
    let first: BTreeMap<TagSchemeId, i64> = taken
        .into_iter()
        .filter_map(|(id, next)| Some((id, next - many.get(&id)?)))
        .collect();
    if first.len() < many.len() {
        let what = "a scheme of somebody else";
        return Err(StoreError::bad_row("tag_scheme", what));
    }
    Ok(first)
}

async fn demand_customer(tx: &mut Tx, customer: CustomerId) -> Result<(), FactoryError> {
    let known: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM customer WHERE id = $1",
            args![customer],
        )
        .await?;
    if known.unwrap_or(0) == 0 {
        return Err(Denied.into());
    }
    Ok(())
}

/// A name that is there and not too long.
fn short(text: &str) -> Option<String> {
    let text = tidy(text);
    (!text.is_empty() && text.chars().count() <= LONGEST_NAME).then_some(text)
}
