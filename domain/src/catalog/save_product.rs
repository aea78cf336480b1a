//! One product, as a curator edits it.

use super::attribute::{self, NotAValue, tidy};
use super::categories::Category;
use super::families::twins_among;
use super::import_line::{LONGEST_DESCRIPTION, LONGEST_NAME, prose};
use super::measure::{PIECE, measure_code};
use super::product_texts::ProductText;
use super::products::{ProductRow, add_products, category_attributes, change_products};
use super::sku::is_sku;
use super::trade::{self, LONGEST_MAKER_NUMBER, Trade};
use crate::id::{CategoryId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, claim};
use crate::text::Language;
use crate::{Day, Timestamp, args, audit};
use serde_json::json;

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
    /// In which unit it is counted: its code, or what people write for it; nothing is
    /// a piece.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// What it is called and what is said about it in other languages, all of it.
    /// What stands there in the first language is left out.
    pub texts: Vec<ProductText>,
    /// What its maker calls it.
    pub maker_number: String,
    /// Its UNSPSC code, as it was typed.
    pub unspsc: String,
    /// The last day on which it can be ordered.
    pub last_order_day: Option<Day>,
    /// How many days it takes where there is none in stock, as it was typed.
    pub lead_days: String,
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
    /// A unit of measure that nobody knows.
    UnknownUnit,
    /// No number where one is needed.
    NotANumber,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not eight digits.
    BadUnspsc,
    /// Not a number of days, or too many.
    NotDays,
    /// A last day that is over, of something that is sold.
    DayIsOver,
    /// Another variant of its family has the same values.
    SameAsVariant,
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
    /// attribute is named `attribute-` and its number, a name in another language
    /// `name-` and the language's code, and so is a description.
    #[error("some fields are wrong")]
    Fields(Vec<(String, ProductFault)>),
}

/// What was typed, as it is kept.
struct Tidied {
    sku: String,
    name: String,
    manufacturer: String,
    unit: &'static str,
    description: String,
    texts: Vec<ProductText>,
    trade: Trade,
}

impl SaveProduct {
    /// What is wrong with it by itself: each field's name and what is wrong with
    /// it. What it is beside other products only [`save_product`] can say.
    #[must_use]
    pub fn faults(&self, now: Timestamp) -> Vec<(String, ProductFault)> {
        self.tidied(now).1
    }

    fn tidied(&self, now: Timestamp) -> (Tidied, Vec<(String, ProductFault)>) {
        let sku = tidy(&self.sku);
        let name = tidy(&self.name);
        let manufacturer = tidy(&self.manufacturer);
        let description = prose(&self.description);
        let texts = texts_of(&self.texts);
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
        for text in &texts {
            let code = text.language.code();
            if text.name.chars().count() > LONGEST_NAME {
                fault(&format!("name-{code}"), ProductFault::TooLong);
            }
            if text.description.chars().count() > LONGEST_DESCRIPTION {
                fault(&format!("description-{code}"), ProductFault::TooLong);
            }
        }
        let unit = measure_code(&self.unit).unwrap_or_else(|| {
            fault("unit", ProductFault::UnknownUnit);
            PIECE
        });
        let maker_number = tidy(&self.maker_number);
        if maker_number.chars().count() > LONGEST_MAKER_NUMBER {
            fault("maker_number", ProductFault::TooLong);
        }
        let unspsc = trade::unspsc(&self.unspsc).unwrap_or_else(|_| {
            fault("unspsc", ProductFault::BadUnspsc);
            String::new()
        });
        let lead_days = trade::lead_days(&self.lead_days).unwrap_or_else(|_| {
            fault("lead_days", ProductFault::NotDays);
            None
        });
        if self.active
            && self
                .last_order_day
                .is_some_and(|day| day.is_over_everywhere(now))
        {
            fault("last_order_day", ProductFault::DayIsOver);
        }
        let trade = Trade {
            maker_number,
            unspsc,
            last_order_day: self.last_order_day,
            lead_days,
        };
        let tidied = Tidied {
            sku,
            name,
            manufacturer,
            unit,
            description,
            texts,
            trade,
        };
        (tidied, faults)
    }
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
    save(db, actor, None, command, now).await
}

/// The same as a form says: sent twice it is saved once, and answered alike.
///
/// # Errors
/// See [`SaveProductError`].
pub async fn save_product_form(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    save(db, actor, Some(key), command, now).await
}

async fn save(
    db: &Db,
    actor: &Actor,
    key: Option<FormKey>,
    command: SaveProduct,
    now: Timestamp,
) -> Result<String, SaveProductError> {
    actor.demand(Permission::Curate)?;
    let (tidied, mut faults) = command.tidied(now);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(key) = key
                && let Some(earlier) = claim(tx, &actor, key, "product", &tidied.sku, now).await?
            {
                return Ok(earlier);
            }
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
            let Tidied {
                sku,
                name,
                manufacturer,
                unit,
                description,
                texts,
                trade,
            } = tidied;
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
            let (origin_key, origin_state) = match command.version {
                None => (None, None),
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
                        "SELECT origin_key, origin_state FROM product WHERE id = $1",
                        args![command.id],
                    )
                    .await?
                }
            };
            let row = ProductRow {
                manufacturer,
                unit: unit.to_owned(),
                description,
                active: command.active,
                trade,
                attributes: values,
                texts: Some(texts),
                origin_key,
                origin_state,
                ..ProductRow::new(command.id, &sku, &name, &category)
            };
            let twins = twins_among(tx, &[&row]).await?;
            if let Some(attribute) = twins.get(&command.id).and_then(|varying| varying.first()) {
                let field = format!("attribute-{attribute}");
                let fault = (field, ProductFault::SameAsVariant);
                return Err(SaveProductError::Fields(vec![fault]));
            }
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

/// Texts as they are written: of each language once, never of the first.
fn texts_of(typed: &[ProductText]) -> Vec<ProductText> {
    let mut texts: Vec<ProductText> = Vec::with_capacity(typed.len());
    for text in typed {
        let known = texts.iter().any(|one| one.language == text.language);
        if text.language != Language::default() && !known {
            texts.push(ProductText {
                language: text.language,
                name: tidy(&text.name),
                description: prose(&text.description),
            });
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::super::attribute::Kind;
    use super::super::categories::{SaveCategory, save_category};
    use super::super::console_list::{ProductFilter, listed_products};
    use super::super::import_line::Refusal;
    use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
    use super::super::prices::{
        GivePrice, GivePriceError, ask_list_prices, give_price, price_spans,
    };
    use super::super::product_texts::ask_product_texts;
    use super::super::products::{
        WantedAttribute, ask_product_values, product_by_sku, put_attributes,
    };
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
            unit: String::new(),
            description: String::new(),
            texts: Vec::new(),
            maker_number: String::new(),
            unspsc: String::new(),
            last_order_day: None,
            lead_days: String::new(),
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

    both_engines!(
        values_to_choose_from_are_those_of_the_category,
        |db| async move {
            use crate::catalog::ask_known_values;
            let actor = Actor::system();
            let category = mice(&db).await;
            let wanted = |name: &str, kind| WantedAttribute {
                category,
                position: 1,
                name: name.to_owned(),
                kind,
                unit: String::new(),
            };
            let all = [
                wanted("Color", Kind::Choice),
                wanted("Remark", Kind::Text),
                wanted("Ports", Kind::Choices),
            ];
            let attributes = db
                .write::<_, StoreError, _>(actor.scope(), move |tx| {
                    Box::pin(async move { put_attributes(tx, &all).await })
                })
                .await
                .unwrap();
            let number = |name: &str| {
                let found = attributes.iter().find(|one| one.name == name);
                found.unwrap().number
            };
            for (sku, color, ports) in [("A-1", "White", "USB, DVI"), ("A-2", "Black", "USB")] {
                let command = SaveProduct {
                    sku: sku.to_owned(),
                    attributes: vec![
                        (number("Color"), color.to_owned()),
                        (number("Remark"), "Said".to_owned()),
                        (number("Ports"), ports.to_owned()),
                    ],
                    ..mouse(category)
                };
                save_product(&db, &actor, command, Timestamp(5))
                    .await
                    .unwrap();
            }
            let known = async |category| {
                let mut read = db.read(actor.scope()).await.unwrap();
                let known = ask_known_values(category).fetch(&mut read).await.unwrap();
                let mut known: Vec<(i64, String)> = known
                    .into_iter()
                    .map(|one| (one.attribute, one.value))
                    .collect();
                known.sort();
                known
            };
            let mut expected = vec![
                (number("Color"), "Black".to_owned()),
                (number("Color"), "White".to_owned()),
                (number("Ports"), "DVI".to_owned()),
                (number("Ports"), "USB".to_owned()),
            ];
            expected.sort();
            assert_eq!(known(category).await, expected);
            assert_eq!(known(CategoryId::new()).await, []);
        }
    );

    both_engines!(a_unit_of_measure_is_one_that_is_known, |db| async move {
        let actor = Actor::system();
        let category = mice(&db).await;
        let save = |command| save_product(&db, &actor, command, Timestamp(5));
        let cable = SaveProduct {
            unit: "Meter".to_owned(),
            ..mouse(category)
        };
        save(cable.clone()).await.unwrap();
        let unit = async || {
            let mut read = db.read(actor.scope()).await.unwrap();
            let product = product_by_sku(&mut read, "MOU-1").await.unwrap().unwrap();
            (product.unit, product.version)
        };
        let (is, version) = unit().await;
        assert_eq!(is, "MTR");
        let unknown = SaveProduct {
            unit: "fathom".to_owned(),
            version: Some(version),
            ..cable.clone()
        };
        match save(unknown).await {
            Err(SaveProductError::Fields(faults)) => {
                let fault = ("unit".to_owned(), ProductFault::UnknownUnit);
                assert_eq!(faults, [fault]);
            }
            other => panic!("{other:?}"),
        }
        let pairs = SaveProduct {
            unit: "PR".to_owned(),
            version: Some(version),
            ..cable
        };
        save(pairs).await.unwrap();
        assert_eq!(unit().await.0, "PR");
    });

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
        let resolution = values.iter().find(|one| one.name == "Resolution");
        assert_eq!(resolution.unwrap().amount, Some(12_000.0));
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

    both_engines!(a_product_has_texts_in_other_languages, |db| async move {
        let actor = Actor::system();
        let category = mice(&db).await;
        let said = |name: &str, description: &str| ProductText {
            language: Language::German,
            name: name.to_owned(),
            description: description.to_owned(),
        };
        let texts = async |id| {
            let mut read = db.read(actor.scope()).await.unwrap();
            ask_product_texts(id).fetch(&mut read).await.unwrap()
        };
        let save = |command| save_product(&db, &actor, command, Timestamp(5));
        let first = SaveProduct {
            texts: vec![
                said(" Maus  G305 ", " Leise.\r\nLeicht. "),
                said("Only once", ""),
                ProductText {
                    name: "Not the first".to_owned(),
                    ..ProductText::empty(Language::English)
                },
            ],
            ..mouse(category)
        };
        save(first.clone()).await.unwrap();
        assert_eq!(
            texts(first.id).await,
            [said("Maus G305", "Leise.\nLeicht.")]
        );
        let curators = async |typed: &str| {
            let filter = ProductFilter {
                words: typed.to_owned(),
                most: 10,
                ..ProductFilter::default()
            };
            let mut read = db.read(actor.scope()).await.unwrap();
            let (found, _) = listed_products(&mut read, &filter).await.unwrap();
            found.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(curators("maus logitech").await, ["Logitech G305"]);
        let changed = SaveProduct {
            version: Some(1),
            texts: vec![said("", "Leicht.")],
            ..first.clone()
        };
        save(changed).await.unwrap();
        assert_eq!(texts(first.id).await, [said("", "Leicht.")]);
        assert!(curators("maus").await.is_empty());
        let none = SaveProduct {
            version: Some(2),
            texts: vec![said(" ", "")],
            ..first.clone()
        };
        save(none).await.unwrap();
        assert_eq!(texts(first.id).await, []);
        let long = SaveProduct {
            version: Some(3),
            texts: vec![said(&"x".repeat(201), &"x".repeat(4_001))],
            ..first
        };
        let Err(SaveProductError::Fields(faults)) = save(long).await else {
            panic!("it was saved");
        };
        let too_long = |field: &str| (field.to_owned(), ProductFault::TooLong);
        assert_eq!(faults, [too_long("name-de"), too_long("description-de")]);
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

    both_engines!(
        a_products_form_that_is_sent_twice_at_once_is_saved_once,
        |db| async move {
            let actor = Actor::system();
            let new = mouse(mice(&db).await);
            let renamed = SaveProduct {
                version: Some(1),
                name: "Another".to_owned(),
                ..new.clone()
            };
            for (version, command) in [(1, new), (2, renamed)] {
                let key = FormKey::fresh();
                let send = || save_product_form(&db, &actor, key, command.clone(), Timestamp(1));
                let (one, other) = tokio::join!(send(), send());
                let sku = one.unwrap();
                assert_eq!(other.unwrap(), sku);
                let mut read = db.read(actor.scope()).await.unwrap();
                let product = product_by_sku(&mut read, &sku).await.unwrap();
                assert_eq!(product.unwrap().version, version);
            }
        }
    );

    both_engines!(
        of_two_prices_given_at_once_one_counts_at_a_time,
        |db| async move {
            let actor = Actor::system();
            let category = mice(&db).await;
            let product = mouse(category);
            let id = product.id;
            save_product(&db, &actor, product, Timestamp(1))
                .await
                .unwrap();
            for number in 0..5 {
                let list = PriceListId::new();
                let named = PriceList {
                    id: list,
                    name: format!("List {number}"),
                    currency: Currency::EUR,
                    purpose: ListPurpose::Sale,
                };
                add_price_list(&db, &actor, named, Timestamp(1))
                    .await
                    .unwrap();
                let give = |price: &str, at| {
                    let command = GivePrice {
                        least: Quantity::pieces(1),
                        product: id,
                        list,
                        price: price.to_owned(),
                    };
                    give_price(&db, &actor, command, Timestamp(at))
                };
                // Another curator, or a form that was sent twice.
                let (one, other) = tokio::join!(give("10", 10), give("20", 20));
                assert!(one.unwrap() && other.unwrap());
                let mut read = db.read(actor.scope()).await.unwrap();
                let spans = price_spans(&mut read, list, &[id]).await.unwrap();
                let spans = &spans[&(id, Quantity::pieces(1))];
                let beside = spans.windows(2).all(|two| two[0].until <= two[1].from);
                assert!(beside, "{spans:?}");
            }
        }
    );
}
