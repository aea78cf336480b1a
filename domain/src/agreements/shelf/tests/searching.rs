//! Searches find what is on the shelf, and what is new on it.

use super::*;

both_engines!(a_sku_is_recognised_as_people_type_it, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.laptops, "in").await;
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    let typed = [
        "laptop13".to_owned(),
        "DESK".to_owned(),
        "nothing".to_owned(),
    ];
    let found = shelf_by_sku(&mut read, shop.shopper(), &typed, NOW)
        .await
        .unwrap();
    assert_eq!(names(&found), ["Laptop 13"]);
});

both_engines!(a_search_finds_only_what_is_on_the_shelf, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.laptops, "in").await;
    shop.about(&db, "Desk", "price", Some(5_000)).await;
    let (computers, furniture) = (
        code(&db, shop.computers).await,
        code(&db, shop.furniture).await,
    );
    let search = |words: &str, category: Option<&String>| {
        let (words, category) = (Some(words.to_owned()), category.cloned());
        let query = ShelfQuery {
            words,
            category,
            ..ShelfQuery::default()
        };
        shop.page(&db, query)
    };
    let desk = search("desk", None).await;
    assert_eq!((names(&desk.items), desk.total), (vec!["Desk"], 1));
    assert_eq!(desk.children[0].name, "Furniture");
    assert_eq!(desk.items[0].price.price.unwrap().minor, 5_000);
    let laptops = search("lap", None).await;
    assert_eq!(names(&laptops.items), ["Laptop 13", "Laptop 15"]);
    let exact = search("laptop-15", None).await;
    assert_eq!(names(&exact.items), ["Laptop 15"]);
    assert_eq!(search("laptop", Some(&computers)).await.total, 2);
    assert_eq!(search("laptop", Some(&furniture)).await.total, 0);
    assert_eq!(search("desktop", None).await.total, 0);
    assert_eq!(search("  - ", None).await.total, 0);
});

both_engines!(a_search_forgives, |db| async move {
    let shop = Shop::open(&db).await;
    db.write::<_, StoreError, _>(Scope::system(), |tx| {
        Box::pin(async move { put_words(tx, ["laptop desktop small desk chair"]).await })
    })
    .await
    .unwrap();
    shop.rule(&db, shop.laptops, "in").await;
    let search = async |words: &str| {
        let query = ShelfQuery {
            words: Some(words.to_owned()),
            ..ShelfQuery::default()
        };
        let page = shop.page(&db, query).await;
        let found: Vec<String> = page.items.into_iter().map(|item| item.name).collect();
        (page.found, found.join(", "))
    };
    for typed in ["labtop 15", "15 lap top", "lpatop15", "LAPTOP-15"] {
        assert_eq!(search(typed).await.1, "Laptop 15", "{typed}");
    }
    assert_eq!(search("labtop").await.0, Found::AsMeant);
    assert_eq!(
        search("laptop 13 blue").await,
        (Found::ButOne, "Laptop 13".to_owned())
    );
    assert_eq!(search("laptop 13").await.0, Found::Exactly);
    // What is not on the shelf is not found in any way, and does not stand in
    // the way of what is.
    for typed in ["desk", "dest", "desk lamp blue", "dekstop"] {
        assert_eq!(search(typed).await.1, "", "{typed}");
    }
});

both_engines!(
    what_is_new_is_what_the_member_sees_however_much_came_for_others,
    |db| async move {
        use crate::agreements::testing::insert;

        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.laptops, "in").await;
        let now = NOW.plus_days(400);
        // Far more that others see, and later.
        let row = |number: i64, category: CategoryId, days: i64| {
            let sku = format!("NEW-{number:04}");
            args![
                ProductId::new(),
                sku.as_str(),
                sku.as_str(),
                format!("Laptop {number}"),
                sku.as_str(),
                "Maker",
                category,
                "laptop",
                now.plus_days(-days),
                0_i64
            ]
        };
        let mut rows = vec![row(0, shop.laptops, 50), row(1, shop.laptops, 70)];
        rows.extend((2..350).map(|number| row(number, shop.furniture, 3)));
        insert(
            &db,
            "INSERT INTO product (id, sku, plain_sku, name, sort_name, manufacturer, category_id,
                 words, created_at, updated_at) VALUES",
            rows,
        )
        .await;
        let (leaves, next) = (shop.products["Laptop 13"], shop.products["Laptop 15"]);
        let hidden = shop.products["Desk"];
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                let last = crate::Day::of(now.plus_days(9));
                let text = "UPDATE product SET last_order_day = $3 WHERE id IN ($1, $2)";
                tx.run(text, args![leaves, hidden, last]).await?;
                tx.run(
                    "INSERT INTO product_relation (product_id, kind, other_id, created_at)
                     VALUES ($1, 'successor', $2, 0)",
                    args![leaves, next],
                )
                .await
            })
        })
        .await
        .unwrap();
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let asked = super::shelf_news(&mut read, shop.shopper(), now);
        let (news, statements) = crate::store::counted(asked).await;
        let news = news.unwrap();
        assert_eq!(statements, 2);
        let new: Vec<&str> = news.new.iter().map(|(item, _)| item.sku.as_str()).collect();
        assert_eq!(new, ["NEW-0000"]);
        let [(item, _, successor)] = news.leaving.as_slice() else {
            panic!("{:?}", news.leaving);
        };
        assert_eq!(
            (item.id, successor.as_ref().map(|one| one.id)),
            (leaves, Some(next))
        );
    }
);

both_engines!(
    every_list_says_in_which_unit_a_product_is_priced,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.laptops, "in").await;
        let first = shop.products["Laptop 13"];
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                let text = "UPDATE product SET unit = 'MTR' WHERE id = $1";
                tx.run(text, args![first]).await
            })
        })
        .await
        .unwrap();
        let units = |items: Vec<ShelfItem>| -> Vec<String> {
            items.into_iter().map(|item| item.unit).collect()
        };
        assert_eq!(
            units(shop.of(&db, shop.laptops).await.items),
            ["MTR", "C62"]
        );
        for language in ["", "de"] {
            let query = ShelfQuery {
                words: Some("laptop".to_owned()),
                sort: ShelfSort::Name,
                ..ShelfQuery::default()
            };
            let shopper = Shopper {
                language,
                ..shop.shopper()
            };
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let found = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            assert_eq!(units(found.items), ["MTR", "C62"], "{language}");
        }
        assert_eq!(units(shop.all(&db).await), ["MTR", "C62"]);
    }
);
