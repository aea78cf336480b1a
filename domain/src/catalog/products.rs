//! Products: writing many at once, and one as a curator edits it.

use super::attribute::{self, Kind, NotAValue, Value, summary, tidy};
use super::categories::Category;
use super::import_line::{LONGEST_DESCRIPTION, LONGEST_NAME};
use super::lexicon::put_words;
use super::sku::{is_sku, plain_sku};
use super::words::{sort_name, words_of};
use crate::id::{CategoryId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Args, Asked, Db, FromRow, IntoValue, JsonRows, Query, Result, Sql, StoreError, Tx,
    list_placeholders,
};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// An attribute that the products of a category have.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct CategoryAttribute {
    /// Its number, which products' values refer to.
    pub number: i64,
    /// The category.
    #[sqlx(rename = "category_id")]
    pub category: CategoryId,
    /// Its place among the category's attributes.
    pub position: i64,
    /// What it is called.
    pub name: String,
    /// How it is read; see [`Kind`].
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
}

impl CategoryAttribute {
    /// How it is read.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_code(&self.kind).unwrap_or(Kind::Text)
    }
}

/// An attribute that a category shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedAttribute {
    /// The category.
    pub category: CategoryId,
    /// Its place among the category's attributes.
    pub position: i64,
    /// What it is called.
    pub name: String,
    /// How it is read.
    pub kind: Kind,
    /// The unit of its numbers.
    pub unit: String,
}

/// Makes the attributes that are not there yet and answers all of these
/// categories' attributes.
///
/// # Errors
/// If they can't be written.
pub async fn put_attributes(
    tx: &mut Tx,
    wanted: &[WantedAttribute],
) -> Result<Vec<CategoryAttribute>> {
    let rows = wanted
        .iter()
        .map(|one| {
            args![
                one.category,
                one.position,
                &one.name,
                one.kind.code(),
                &one.unit
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO category_attribute (category_id, position, name, kind, unit) VALUES",
        rows,
        "ON CONFLICT (category_id, name) DO UPDATE SET kind = excluded.kind, unit = excluded.unit",
    )
    .await?;
    let mut categories: Vec<CategoryId> = wanted.iter().map(|one| one.category).collect();
    categories.sort_unstable();
    categories.dedup();
    category_attributes(tx, &categories).await
}

/// The attributes of these categories, in their order.
///
/// # Errors
/// If they can't be read.
pub async fn category_attributes(
    query: &mut impl Query,
    categories: &[CategoryId],
) -> Result<Vec<CategoryAttribute>> {
    if categories.is_empty() {
        return Ok(Vec::new());
    }
    query
        .all(
            format!(
                "SELECT number, category_id, position, name, kind, unit FROM category_attribute
                 WHERE category_id IN ({}) ORDER BY category_id, position, name",
                list_placeholders(1, categories.len())
            ),
            categories.iter().map(|one| one.value()).collect(),
        )
        .await
}

/// A product as it is written: by an import, by a curator, by the
/// demonstration.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductRow {
    /// Its id.
    pub id: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    pub category: CategoryId,
    /// The category's code and name, among the words it is found by.
    pub category_words: String,
    /// Its unit of measure, UN/ECE Recommendation 20; `C62` is one piece.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// Whether it is sold.
    pub active: bool,
    /// Its attributes: the number and name of each, and a value.
    pub attributes: Vec<(i64, String, Value)>,
    /// What an import recognises it by; see [`origin_key`](super::sku::origin_key).
    pub origin_key: Option<String>,
    /// What a file last said about it.
    pub origin_state: Option<String>,
}

impl ProductRow {
    /// A piece of something with a name, of which nothing more is known.
    #[must_use]
    pub fn new(id: ProductId, sku: &str, name: &str, category: &Category) -> Self {
        Self {
            id,
            sku: sku.to_owned(),
            name: name.to_owned(),
            manufacturer: String::new(),
            category: category.id,
            category_words: format!("{} {}", category.code, category.name),
            unit: "C62".to_owned(),
            description: String::new(),
            active: true,
            attributes: Vec::new(),
            origin_key: None,
            origin_state: None,
        }
    }

    /// The words it is found by.
    fn words(&self) -> String {
        let mut texts: Vec<&str> = vec![
            &self.name,
            &self.sku,
            &self.manufacturer,
            &self.category_words,
        ];
        for (_, name, value) in &self.attributes {
            match value.text.as_str() {
                "no" => {}
                "yes" => texts.push(name),
                text => texts.push(text),
            }
        }
        let mut words = words_of(&texts);
        // A SKU of several groups, all of it without its dashes.
        let plain = plain_sku(&self.sku).to_lowercase();
        if plain.chars().all(char::is_alphanumeric)
            && !plain.is_empty()
            && !words.split(' ').any(|word| word == plain)
        {
            words.push(' ');
            words.push_str(&plain);
        }
        words
    }

    fn args(&self, now: Timestamp) -> Args {
        args![
            self.id,
            &self.sku,
            plain_sku(&self.sku),
            &self.name,
            sort_name(&self.name),
            &self.manufacturer,
            self.category,
            &self.unit,
            &self.description,
            summary(
                self.attributes
                    .iter()
                    .map(|(_, name, value)| (name.as_str(), value.text.as_str()))
            ),
            self.active,
            self.words(),
            self.origin_key.clone(),
            self.origin_state.clone(),
            now,
            now,
        ]
    }
}

const INSERT_PRODUCT: &str =
    "INSERT INTO product (id, sku, plain_sku, name, sort_name, manufacturer, category_id, unit,
         description, summary, active, words, origin_key, origin_state, created_at, updated_at)
     VALUES";

/// Adds products that are not there yet.
///
/// # Errors
/// If they can't be written: an id, a SKU or an origin key is taken.
pub async fn add_products(tx: &mut Tx, products: &[ProductRow], now: Timestamp) -> Result<()> {
    let rows = products.iter().map(|product| product.args(now)).collect();
    tx.insert_many(INSERT_PRODUCT, rows, "").await?;
    add_values(tx, products).await
}

/// Changes products that are there: all that a [`ProductRow`] says, but for
/// whether they are sold.
///
/// # Errors
/// If they can't be written.
pub async fn change_products(tx: &mut Tx, products: &[ProductRow], now: Timestamp) -> Result<()> {
    if products.is_empty() {
        return Ok(());
    }
    let rows = products.iter().map(|product| product.args(now)).collect();
    tx.insert_many(
        INSERT_PRODUCT,
        rows,
        "ON CONFLICT (id) DO UPDATE SET
             sku = excluded.sku,
             plain_sku = excluded.plain_sku,
             name = excluded.name,
             sort_name = excluded.sort_name,
             manufacturer = excluded.manufacturer,
             category_id = excluded.category_id,
             unit = excluded.unit,
             description = excluded.description,
             summary = excluded.summary,
             words = excluded.words,
             origin_key = excluded.origin_key,
             origin_state = excluded.origin_state,
             version = product.version + 1,
             updated_at = excluded.updated_at",
    )
    .await?;
    tx.run(
        format!(
            "DELETE FROM product_attribute WHERE product_id IN ({})",
            list_placeholders(1, products.len())
        ),
        products.iter().map(|product| product.id.value()).collect(),
    )
    .await?;
    add_values(tx, products).await
}

async fn add_values(tx: &mut Tx, products: &[ProductRow]) -> Result<()> {
    let words: Vec<String> = products.iter().map(ProductRow::words).collect();
    put_words(tx, words.iter().map(String::as_str)).await?;
    let rows = products
        .iter()
        .flat_map(|product| {
            product.attributes.iter().map(|(attribute, _, value)| {
                args![product.id, *attribute, &value.text, value.amount]
            })
        })
        .collect();
    tx.insert_many(
        "INSERT INTO product_attribute (product_id, attribute, value, amount) VALUES",
        rows,
        "ON CONFLICT DO NOTHING",
    )
    .await
    .map(drop)
}

/// A product, as a curator sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    #[sqlx(rename = "category_id")]
    pub category: CategoryId,
    /// Its unit of measure.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// Whether it is sold.
    pub active: bool,
    /// How often it was changed.
    pub version: i64,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// The product with this SKU, written with or without dashes.
///
/// # Errors
/// If it can't be read.
pub async fn product_by_sku(query: &mut impl Query, sku: &str) -> Result<Option<Product>> {
    query
        .maybe(Sql::from("SELECT id, sku, name, manufacturer, category_id, unit, description, active, version,
                    updated_at
             FROM product WHERE plain_sku = $1 ORDER BY sku <> $2, id LIMIT 1"),
            args![plain_sku(sku), sku],
        )
        .await
}

/// A value of a product's attribute.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProductValue {
    /// The attribute's number.
    pub attribute: i64,
    /// What it is called.
    pub name: String,
    /// How it is read; see [`Kind`].
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
    /// The value, if the product has one.
    pub value: Option<String>,
    /// Its number, if it has one.
    pub amount: Option<f64>,
}

/// The attributes of a product's category with the product's values, in their
/// order; attributes without a value included. To be asked alone or together
/// with other things.
#[must_use]
pub fn ask_product_values(
    product: ProductId,
    category: CategoryId,
) -> Asked<'static, Vec<ProductValue>> {
    static VALUES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["attribute", "name", "kind", "unit", "value", "amount"],
            "SELECT a.number AS attribute, a.name, a.kind, a.unit, v.value, v.amount
             FROM category_attribute a
             LEFT JOIN product_attribute v ON v.product_id = $1 AND v.attribute = a.number
             WHERE a.category_id = $2
             ORDER BY a.position, a.name, v.value",
        )
    });
    VALUES.ask(args![product, category])
}

/// What a curator says about a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveProduct {
    /// The product; a new one if there is none with this id.
    pub id: ProductId,
    /// The version that the curator saw; none for a new product.
    pub version: Option<i64>,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    pub category: CategoryId,
    /// What is said about it.
    pub description: String,
    /// Whether it is sold.
    pub active: bool,
    /// What was typed for each attribute, by its number: a number without its
    /// unit, several choices with commas between them.
    pub attributes: Vec<(i64, String)>,
}

/// What is wrong with one field of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductFault {
    /// No SKU.
    NoSku,
    /// Characters in the SKU that can't be there.
    BadSku,
    /// Another product has the SKU.
    SkuTaken,
    /// No name.
    NoName,
    /// Too long.
    TooLong,
    /// No such category.
    NoCategory,
    /// No number where one is needed.
    NotANumber,
    /// Neither yes nor no.
    NotYesOrNo,
}

/// Why a product was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveProductError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the product meanwhile")]
    ChangedMeanwhile,
    /// Fields are wrong: the field's name and what is wrong with it. An
    /// attribute is named `attribute-` and its number.
    #[error("some fields are wrong")]
    Fields(Vec<(String, ProductFault)>),
}

/// Makes or changes a product. Answers its SKU.
///
/// # Errors
/// See [`SaveProductError`].
pub async fn save_product(
    db: &Db,
    actor: &Actor,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    actor.demand(Permission::Curate)?;
    let sku = tidy(&command.sku);
    let name = tidy(&command.name);
    let manufacturer = tidy(&command.manufacturer);
    let description = command.description.trim().to_owned();
    let mut faults: Vec<(String, ProductFault)> = Vec::new();
    let mut fault = |field: &str, what| faults.push((field.to_owned(), what));
    if sku.is_empty() {
        fault("sku", ProductFault::NoSku);
    } else if !is_sku(&sku) {
        fault("sku", ProductFault::BadSku);
    }
    if name.is_empty() {
        fault("name", ProductFault::NoName);
    } else if name.chars().count() > LONGEST_NAME {
        fault("name", ProductFault::TooLong);
    }
    if manufacturer.chars().count() > super::mapping::LONGEST_NAME {
        fault("manufacturer", ProductFault::TooLong);
    }
    if description.chars().count() > LONGEST_DESCRIPTION {
        fault("description", ProductFault::TooLong);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let category: Option<Category> = tx
                .maybe(
                    "SELECT id, parent_id, code, name, sku_prefix FROM category WHERE id = $1",
                    args![command.category],
                )
                .await?;
            let attributes = category_attributes(tx, &[command.category]).await?;
            if category.is_none() {
                faults.push(("category".to_owned(), ProductFault::NoCategory));
            }
            let mut values = Vec::new();
            for (number, typed) in &command.attributes {
                let Some(known) = attributes.iter().find(|one| one.number == *number) else {
                    // The category was changed with it: that attribute is gone.
                    continue;
                };
                match attribute::read(typed, known.kind(), &known.unit, false) {
                    Ok(read) => values.extend(
                        read.into_iter()
                            .map(|value| (*number, known.name.clone(), value)),
                    ),
                    Err(error) => faults.push((
                        format!("attribute-{number}"),
                        match error {
                            NotAValue::NotANumber => ProductFault::NotANumber,
                            NotAValue::NotYesOrNo => ProductFault::NotYesOrNo,
                            NotAValue::TooLong => ProductFault::TooLong,
                        },
                    )),
                }
            }
            let taken: Option<ProductId> = tx
                .scalar(
                    "SELECT id FROM product WHERE sku = $1 AND id <> $2",
                    args![&sku, command.id],
                )
                .await?;
            if taken.is_some() {
                faults.push(("sku".to_owned(), ProductFault::SkuTaken));
            }
            let (Some(category), true) = (category, faults.is_empty()) else {
                return Err(SaveProductError::Fields(faults));
            };
            let (origin_key, origin_state, unit) = match command.version {
                None => (None, None, "C62".to_owned()),
                Some(version) => {
                    let changed = tx
                        .run(
                            "UPDATE product SET active = $3 WHERE id = $1 AND version = $2",
                            args![command.id, version, command.active],
                        )
                        .await?;
                    if changed == 0 {
                        return Err(SaveProductError::ChangedMeanwhile);
                    }
                    tx.one(
                        "SELECT origin_key, origin_state, unit FROM product WHERE id = $1",
                        args![command.id],
                    )
                    .await?
                }
            };
            let row = ProductRow {
                manufacturer,
                unit,
                description,
                active: command.active,
                attributes: values,
                origin_key,
                origin_state,
                ..ProductRow::new(command.id, &sku, &name, &category)
            };
            match command.version {
                None => add_products(tx, &[row], now).await?,
                Some(_) => change_products(tx, &[row], now).await?,
            }
            let entry = audit::Entry {
                action: "product.saved",
                subject: command.id.to_string(),
                customer: None,
                detail: json!({ "sku": sku, "name": name, "active": command.active }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(sku)
        })
    })
    .await
}

/// The words of an attribute's value for a form: a number without its unit.
#[must_use]
pub fn typed_values(values: &[ProductValue]) -> HashMap<i64, String> {
    let mut typed: HashMap<i64, String> = HashMap::new();
    for one in values {
        let Some(value) = &one.value else { continue };
        let text = match (Kind::from_code(&one.kind), one.amount) {
            (Some(Kind::Number), Some(_)) => numbers_of(value, &one.unit),
            _ => value.clone(),
        };
        let entry = typed.entry(one.attribute).or_default();
        if !entry.is_empty() {
            entry.push_str(", ");
        }
        entry.push_str(&text);
    }
    typed
}

/// The numbers of a written value, as they are typed: `2560,1440`.
fn numbers_of(value: &str, unit: &str) -> String {
    let before = unit.split_once('#').map_or("", |(before, _)| before);
    let rest = value.strip_prefix(before).unwrap_or(value);
    let mut numbers: Vec<String> = Vec::new();
    let mut current = String::new();
    for c in rest.chars().chain([' ']) {
        let part = c.is_ascii_digit() || c == '.' || (c == '-' && current.is_empty());
        if part {
            current.push(c);
        } else if !current.is_empty() {
            if current.bytes().any(|byte| byte.is_ascii_digit()) {
                numbers.push(std::mem::take(&mut current));
            }
            current.clear();
        }
    }
    numbers.join(",")
}

#[cfg(test)]
mod tests {
    use super::super::categories::{SaveCategory, save_category};
    use super::super::import_line::Refusal;
    use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
    use super::super::prices::{GivePrice, GivePriceError, ask_list_prices, give_price};
    use super::*;
    use crate::id::PriceListId;
    use crate::store::testing::both_engines;
    use crate::{Currency, Money, Quantity};

    async fn mice(db: &Db) -> CategoryId {
        let id = CategoryId::new();
        let command = SaveCategory {
            id,
            parent: None,
            code: "mouse".to_owned(),
            name: "Mice".to_owned(),
            sku_prefix: "MOU".to_owned(),
        };
        save_category(db, &Actor::system(), command, Timestamp(1))
            .await
            .unwrap();
        id
    }

    fn mouse(category: CategoryId) -> SaveProduct {
        SaveProduct {
            id: ProductId::new(),
            version: None,
            sku: "MOU-1".to_owned(),
            name: "Logitech  G305".to_owned(),
            manufacturer: "Logitech".to_owned(),
            category,
            description: String::new(),
            active: true,
            attributes: Vec::new(),
        }
    }

    async fn found(db: &Db, typed: &str) -> Vec<String> {
        let asked = super::super::words::question(typed, &[]).unwrap();
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let rows: Vec<(String,)> = read
            .all(
                "SELECT sku FROM product WHERE number IN (SELECT rowid FROM product_search($1))
                 ORDER BY sku",
                args![asked],
            )
            .await
            .unwrap();
        rows.into_iter().map(|(sku,)| sku).collect()
    }

    both_engines!(a_product_is_saved_found_and_changed, |db| async move {
        let actor = Actor::system();
        let category = mice(&db).await;
        let attributes = db
            .write::<_, StoreError, _>(actor.scope(), move |tx| {
                Box::pin(async move {
                    let wanted = |name: &str, kind, unit: &str| WantedAttribute {
                        category,
                        position: 1,
                        name: name.to_owned(),
                        kind,
                        unit: unit.to_owned(),
                    };
                    put_attributes(
                        tx,
                        &[
                            wanted("Resolution", Kind::Number, "dpi"),
                            wanted("Wireless", Kind::YesNo, ""),
                        ],
                    )
                    .await
                })
            })
            .await
            .unwrap();
        let number = |name: &str| {
            attributes
                .iter()
                .find(|one| one.name == name)
                .unwrap()
                .number
        };
        let save = |command| save_product(&db, &actor, command, Timestamp(5));
        let first = SaveProduct {
            attributes: vec![
                (number("Resolution"), "12000".to_owned()),
                (number("Wireless"), "ja".to_owned()),
            ],
            ..mouse(category)
        };
        assert_eq!(save(first.clone()).await.unwrap(), "MOU-1");
        for typed in [
            "g305",
            "logi mouse",
            "MOU1",
            "mou-1",
            "12000dpi",
            "wireless mice",
        ] {
            assert_eq!(found(&db, typed).await, ["MOU-1"], "{typed}");
        }
        assert!(found(&db, "keyboard").await.is_empty());

        let mut read = db.read(actor.scope()).await.unwrap();
        let saved = product_by_sku(&mut read, "mou1").await.unwrap().unwrap();
        assert_eq!(saved.name, "Logitech G305");
        let values = ask_product_values(saved.id, category)
            .fetch(&mut read)
            .await
            .unwrap();
        let typed = typed_values(&values);
        assert_eq!(typed[&number("Resolution")], "12000");
        drop(read);

        let renamed = SaveProduct {
            version: Some(saved.version),
            name: "Logitech G305 Lightspeed".to_owned(),
            attributes: vec![(number("Resolution"), "8000".to_owned())],
            active: false,
            ..first.clone()
        };
        save(renamed.clone()).await.unwrap();
        assert_eq!(found(&db, "lightspeed").await, ["MOU-1"]);
        assert!(found(&db, "12000").await.is_empty());
        let mut read = db.read(actor.scope()).await.unwrap();
        assert!(
            !product_by_sku(&mut read, "MOU-1")
                .await
                .unwrap()
                .unwrap()
                .active
        );
        drop(read);
        assert!(matches!(
            save(renamed).await,
            Err(SaveProductError::ChangedMeanwhile)
        ));
    });

    both_engines!(
        fields_that_are_wrong_are_all_named_at_once,
        |db| async move {
            let category = mice(&db).await;
            let actor = Actor::system();
            save_product(&db, &actor, mouse(category), Timestamp(1))
                .await
                .unwrap();
            let wrong = SaveProduct {
                name: " ".to_owned(),
                manufacturer: "x".repeat(61),
                ..mouse(category)
            };
            let Err(SaveProductError::Fields(faults)) =
                save_product(&db, &actor, wrong, Timestamp(2)).await
            else {
                panic!("it was saved");
            };
            assert_eq!(
                faults,
                [
                    ("name".to_owned(), ProductFault::NoName),
                    ("manufacturer".to_owned(), ProductFault::TooLong),
                    ("sku".to_owned(), ProductFault::SkuTaken),
                ]
            );
            let nowhere = SaveProduct {
                sku: "<b>".to_owned(),
                ..mouse(CategoryId::new())
            };
            let Err(SaveProductError::Fields(faults)) =
                save_product(&db, &actor, nowhere, Timestamp(2)).await
            else {
                panic!("it was saved");
            };
            assert_eq!(
                faults,
                [
                    ("sku".to_owned(), ProductFault::BadSku),
                    ("category".to_owned(), ProductFault::NoCategory),
                ]
            );
        }
    );

    both_engines!(a_price_is_given_changed_and_taken_away, |db| async move {
        let actor = Actor::system();
        let category = mice(&db).await;
        let product = mouse(category);
        let id = product.id;
        save_product(&db, &actor, product, Timestamp(1))
            .await
            .unwrap();
        let list = PriceListId::new();
        let named = |id| PriceList {
            id,
            name: "List 2026".to_owned(),
            currency: Currency::EUR,
            purpose: ListPurpose::Sale,
        };
        add_price_list(&db, &actor, named(list), Timestamp(1))
            .await
            .unwrap();
        assert!(
            add_price_list(&db, &actor, named(PriceListId::new()), Timestamp(1))
                .await
                .is_err()
        );
        let give = |price: &str, at| {
            let command = GivePrice {
                least: Quantity::pieces(1),
                product: id,
                list,
                price: price.to_owned(),
            };
            give_price(&db, &actor, command, Timestamp(at))
        };
        assert!(give("29.99", 10).await.unwrap());
        assert!(!give("29.99", 20).await.unwrap());
        assert!(give("25", 30).await.unwrap());
        assert!(matches!(
            give("-3", 40).await,
            Err(GivePriceError::NotAPrice(Refusal::NegativePrice { .. }))
        ));
        let asked = async |at| {
            let mut read = db.read(actor.scope()).await.unwrap();
            ask_list_prices(id, Timestamp(at))
                .fetch(&mut read)
                .await
                .unwrap()
                .remove(0)
                .price
        };
        let eur = |minor| Some(Money::new(minor, Currency::EUR));
        assert_eq!(asked(5).await, None);
        assert_eq!(asked(15).await, eur(2999));
        assert_eq!(asked(30).await, eur(2500));
        assert!(give("", 50).await.unwrap());
        assert_eq!(asked(49).await, eur(2500));
        assert_eq!(asked(50).await, None);
        assert!(!give("", 60).await.unwrap());
    });

    #[test]
    fn numbers_are_typed_as_they_were_read() {
        for (typed, unit) in [
            ("16", "GB"),
            ("2560,1440", "# × #"),
            ("5,6000", "DDR#-#"),
            ("450,2000", "rpm"),
            ("-3.5", "°"),
            ("36", "CL#"),
        ] {
            let value = attribute::read(typed, Kind::Number, unit, false)
                .unwrap()
                .remove(0);
            assert_eq!(numbers_of(&value.text, unit), typed);
        }
    }
}
