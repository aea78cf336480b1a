//! Things are named and found in the reader's language.

use super::*;

both_engines!(
    categories_are_named_and_found_in_the_readers_language,
    |db| async move {
        use crate::catalog::{Named, SaveNames, save_names};
        use crate::identity::StaffRole;
        use crate::identity::testing::staff;
        use crate::text::Language;

        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let in_german = |of: CategoryId, name: &str| {
            let thing = Named {
                attribute: 0,
                value: String::new(),
            };
            let command = SaveNames {
                category: of,
                names: vec![(thing, Language::German, name.to_owned())],
            };
            let (db, curator) = (db.clone(), curator.clone());
            async move { save_names(&db, &curator, command, NOW).await.unwrap() }
        };
        // What was remembered before is named anew at once.
        shop.of(&db, shop.laptops).await;
        in_german(shop.computers, "Rechner").await;
        in_german(shop.laptops, "Klapprechner").await;
        in_german(shop.furniture, "Möbel").await;
        let german = Shopper {
            language: "de",
            ..shop.shopper()
        };
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let all = shelf_categories(&mut read, german, NOW).await.unwrap();
        let called: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(called, ["Desktops", "Klapprechner", "Rechner"]);
        let query = ShelfQuery {
            category: Some(code(&db, shop.laptops).await),
            ..ShelfQuery::default()
        };
        let page = shelf_page(&mut read, german, query, NOW).await.unwrap();
        assert_eq!(page.category.unwrap().name, "Klapprechner");
        assert_eq!(page.path[0].1, "Rechner");
        assert_eq!(page.items[0].category_name, "Klapprechner");
        let items = shelf_items(&mut read, german, &[shop.products["Laptop 13"]], NOW).await;
        assert_eq!(items.unwrap()[0].category_name, "Klapprechner");

        // A search in that language finds what the first one calls it; nothing
        // that is not offered.
        let searched = async |shopper, words: &str| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                words: Some(words.to_owned()),
                ..ShelfQuery::default()
            };
            shelf_page(&mut read, shopper, query, NOW).await.unwrap()
        };
        // The tests' products are found by their names: "laptop", not "laptops".
        in_german(shop.desktops, "Standrechner").await;
        let found = searched(german, "Standrechner tall").await;
        assert_eq!(found.items, []);
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            let text = "UPDATE product SET words = words || ' desktops' WHERE name LIKE 'Desktop%'";
            Box::pin(async move { tx.run(text, args![]).await })
        })
        .await
        .unwrap();
        let found = searched(german, "Standrechner tall").await;
        assert_eq!(names(&found.items), ["Desktop tall"]);
        assert_eq!(found.children[0].name, "Standrechner");
        // With a slip of the finger, too: a category's words are remembered in each
        // language, and what is not offered stays hidden.
        for (shopper, words) in [
            (german, "Standrehcner tall"),
            (german, "dekstops tall"),
            (shop.shopper(), "dekstops tall"),
        ] {
            let found = searched(shopper, words).await;
            assert_eq!(names(&found.items), ["Desktop tall"], "{words}");
            assert_eq!(found.found, Found::AsMeant);
        }
        assert_eq!(searched(german, "Möbbel").await.total, 0);
        assert_eq!(searched(shop.shopper(), "furnitrue").await.total, 0);
        assert_eq!(searched(shop.shopper(), "Standrechner tall").await.total, 0);
        assert_eq!(searched(german, "Möbel").await.total, 0);
        // What has no name in it keeps its first one.
        in_german(shop.laptops, "").await;
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let all = shelf_categories(&mut read, german, NOW).await.unwrap();
        assert!(all.iter().any(|one| one.name == "Laptops"));
    }
);

both_engines!(
    products_are_named_and_found_in_the_readers_language,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        let german = Shopper {
            language: "de",
            ..shop.shopper()
        };
        let laptops = code(&db, shop.laptops).await;
        let listed = async |shopper: Shopper<'_>| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                category: Some(laptops.clone()),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            let names = page.items.iter().map(|item| item.name.clone());
            names.collect::<Vec<_>>()
        };
        // What was remembered before is named anew at once, and sorted so.
        assert_eq!(listed(german).await, ["Laptop 13", "Laptop 15"]);
        called(&db, shop.products["Laptop 15"], "de", "Klapprechner 15").await;
        called(&db, shop.products["Desk"], "de", "Schreibtisch").await;
        assert_eq!(listed(german).await, ["Klapprechner 15", "Laptop 13"]);
        assert_eq!(listed(shop.shopper()).await, ["Laptop 13", "Laptop 15"]);

        let ids = [shop.products["Laptop 13"], shop.products["Laptop 15"]];
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let items = shelf_items(&mut read, german, &ids, NOW).await.unwrap();
        assert_eq!(names(&items), ["Klapprechner 15", "Laptop 13"]);
        assert_eq!(items[0].first_name(), "Laptop 15");
        assert_eq!(items[1].first_name(), "Laptop 13");
        let news = shelf_news(&mut read, german, NOW).await.unwrap();
        assert_eq!(news.new.len(), 0);
        drop(read);

        let searched = async |shopper, words: &str, sort| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                words: Some(words.to_owned()),
                sort,
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            let names = page.items.iter().map(|item| item.name.clone());
            (names.collect::<Vec<_>>(), page.found)
        };
        let best = ShelfSort::Best;
        for (typed, how) in [
            ("Klapprechner", Found::Exactly),
            ("klapp", Found::Exactly),
            // Words of both languages together.
            ("klapprechner laptop", Found::Exactly),
            ("Klaprechner", Found::AsMeant),
            ("Klapprechner 15 silbern", Found::ButOne),
        ] {
            let (names, found) = searched(german, typed, best).await;
            assert_eq!(names, ["Klapprechner 15"], "{typed}");
            assert_eq!(found, how, "{typed}");
            // Another language's words are none for who reads the first one.
            let (names, _) = searched(shop.shopper(), typed, best).await;
            assert!(names.is_empty(), "{typed}");
        }
        // Words of the first language still find, in the order of the names shown.
        let (names, _) = searched(german, "laptop", ShelfSort::Name).await;
        assert_eq!(names, ["Klapprechner 15", "Laptop 13"]);
        // The name that has the word comes before the words that it stands among.
        let (names, _) = searched(german, "laptop", best).await;
        assert_eq!(names, ["Laptop 13", "Klapprechner 15"]);
        // Nothing outside of the shelf.
        assert!(searched(german, "Schreibtisch", best).await.0.is_empty());

        // A product found by other words is found by them in every language.
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            let text = "UPDATE product SET words = words || ' titan' WHERE name = 'Laptop 15'";
            Box::pin(async move { tx.run(text, args![]).await })
        })
        .await
        .unwrap();
        let (names, _) = searched(german, "klapprechner titan", best).await;
        assert_eq!(names, ["Klapprechner 15"]);
    }
);

both_engines!(
    the_line_of_attributes_is_in_the_readers_language,
    |db| async move {
        use crate::agreements::testing::attribute;
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        // Remembered before there are such names.
        shop.of(&db, shop.laptops).await;
        let color = attribute(&db, shop.laptops, "Color", "choice", "").await;
        let ports = attribute(&db, shop.laptops, "Ports", "number", "").await;
        let (category, product) = (shop.laptops, shop.products["Laptop 13"]);
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE product SET summary = 'Black · Ports 13 · 14 W' WHERE id = $1",
                    args![product],
                )
                .await?;
                for (number, value, name) in
                    [(color, "Black", "Schwarz"), (ports, "", "Anschlüsse")]
                {
                    tx.run(
                        "INSERT INTO local_name (category_id, attribute, value, language, name)
                         VALUES ($1, $2, $3, 'de', $4)",
                        args![category, number, value, name],
                    )
                    .await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        let laptops = code(&db, shop.laptops).await;
        let lines = async |shopper: Shopper<'_>| -> [String; 3] {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let listed = ShelfQuery {
                category: Some(laptops.clone()),
                ..ShelfQuery::default()
            };
            let listed = shelf_page(&mut read, shopper, listed, NOW).await.unwrap();
            let found = ShelfQuery {
                words: Some("laptop 13".to_owned()),
                ..ShelfQuery::default()
            };
            let found = shelf_page(&mut read, shopper, found, NOW).await.unwrap();
            let picked = shelf_items(&mut read, shopper, &[product], NOW)
                .await
                .unwrap();
            let of = |items: &[ShelfItem]| {
                let item = items.iter().find(|item| item.id == product);
                item.unwrap().summary.clone()
            };
            [of(&listed.items), of(&found.items), of(&picked)]
        };
        let german = Shopper {
            language: "de",
            ..shop.shopper()
        };
        let line = "Schwarz · Anschlüsse 13 · 14 W";
        assert_eq!(lines(german).await, [line; 3]);
        assert_eq!(lines(shop.shopper()).await, ["Black · Ports 13 · 14 W"; 3]);
    }
);
