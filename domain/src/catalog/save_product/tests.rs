use super::super::attribute::Kind;
use super::super::categories::{SaveCategory, save_category};
use super::super::category_attributes::{WantedAttribute, put_attributes};
use super::super::console_list::{ProductFilter, listed_products};
use super::super::product_texts::{ProductText, ask_product_texts};
use super::super::products::{ask_product_values, product_by_sku};
use super::*;
use crate::id::CategoryId;
use crate::store::testing::both_engines;
use crate::text::Language;

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
