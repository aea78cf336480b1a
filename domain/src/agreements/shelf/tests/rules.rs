//! What agreements say decides what is seen, and at which price.

use super::*;

both_engines!(without_rules_nothing_is_seen, |db| async move {
    let shop = Shop::open(&db).await;
    assert_eq!(shop.all(&db).await, []);
    assert_eq!(shop.of(&db, shop.laptops).await.category, None);
});

both_engines!(without_an_agreement_nothing_is_seen, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.computers, "in").await;
    let nobody = Shopper {
        in_force: None,
        ..shop.shopper()
    };
    let ids: Vec<ProductId> = shop.products.values().copied().collect();
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    assert_eq!(shelf_items(&mut read, nobody, &ids, NOW).await.unwrap(), []);
    assert_eq!(shelf_categories(&mut read, nobody, NOW).await.unwrap(), []);
    let words = Some("laptop".to_owned());
    let query = ShelfQuery {
        words,
        ..ShelfQuery::default()
    };
    assert_eq!(
        shelf_page(&mut read, nobody, query, NOW)
            .await
            .unwrap()
            .total,
        0
    );
});

both_engines!(
    a_category_rule_reaches_down_until_a_nearer_one,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        shop.rule(&db, shop.desktops, "out").await;
        assert_eq!(names(&shop.all(&db).await), ["Laptop 13", "Laptop 15"]);
        assert_eq!(shop.of(&db, shop.desktops).await.category, None);
        let computers = shop.of(&db, shop.computers).await;
        assert_eq!(computers.category.unwrap().products, 2);
        assert_eq!(computers.children.len(), 1);
        let laptops = shop.of(&db, shop.laptops).await;
        assert_eq!(names(&laptops.items), ["Laptop 13", "Laptop 15"]);
        assert_eq!(laptops.path[0].1, "Computers");
    }
);

both_engines!(
    rules_about_products_beat_their_categories,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        shop.about(&db, "Laptop 13", "out", None).await;
        shop.about(&db, "Chair", "in", None).await;
        shop.about(&db, "Desk", "price", Some(7_777)).await;
        shop.about(&db, "Desktop tall", "price", Some(1)).await;
        shop.about(&db, "Desktop tall", "out", None).await;
        let all = shop.all(&db).await;
        assert_eq!(names(&all), ["Chair", "Desk", "Desktop small", "Laptop 15"]);
        assert_eq!(all[1].price.price, Some(Money::new(7_777, Currency::EUR)));
        let furniture = shop.of(&db, shop.furniture).await;
        assert_eq!(names(&furniture.items), ["Chair", "Desk"]);
        assert_eq!(furniture.category.unwrap().own, 2);
        let laptops = shop.of(&db, shop.laptops).await;
        assert_eq!(
            (names(&laptops.items), laptops.total),
            (vec!["Laptop 15"], 1)
        );
    }
);

both_engines!(
    discounts_reach_down_and_contract_prices_win,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        shop.rule(&db, shop.furniture, "in").await;
        shop.discount(&db, None, 600).await;
        shop.discount(&db, Some(shop.computers), 1_200).await;
        shop.about(&db, "Laptop 13", "price", Some(8_000)).await;
        let price: HashMap<String, i64> = shop
            .all(&db)
            .await
            .into_iter()
            .map(|item| (item.name, item.price.price.unwrap().minor))
            .collect();
        assert_eq!(price["Chair"], 9_400);
        assert_eq!(price["Laptop 15"], 8_800);
        assert_eq!(price["Laptop 13"], 8_000);
        let laptops = shop.of(&db, shop.laptops).await;
        assert_eq!(laptops.category.unwrap().rate, Some(Rate(1_200)));
    }
);

both_engines!(another_customers_agreement_never_matters, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.laptops, "in").await;
    let before = shop.all(&db).await;
    let (other, _) = customer(&db, "Other").await;
    let theirs = agreement(&db, other.id, shop.in_force.first.price_list).await;
    let always = Validity::ALWAYS;
    category_rule(
        &db,
        other.id,
        theirs.first.revision,
        None,
        "in",
        None,
        always,
    )
    .await;
    let rate = Some(Rate(9_000));
    category_rule(
        &db,
        other.id,
        theirs.first.revision,
        None,
        "discount",
        rate,
        always,
    )
    .await;
    for id in shop.products.values() {
        product_rule(
            &db,
            other.id,
            theirs.first.revision,
            *id,
            "price",
            Some(1),
            always,
        )
        .await;
    }
    assert_eq!(shop.all(&db).await, before);
    // Not even by asking for their revision.
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    let ids: Vec<ProductId> = shop.products.values().copied().collect();
    let stolen = shelf_items(&mut read, shopper(&shop.company, &theirs), &ids, NOW).await;
    assert_eq!(stolen.unwrap(), []);
    let stolen = shelf_categories(&mut read, shopper(&shop.company, &theirs), NOW).await;
    assert_eq!(stolen.unwrap(), []);
});

both_engines!(
    what_is_no_longer_offered_disappears_everywhere_at_once,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.laptops, "in").await;
        assert_eq!(shop.of(&db, shop.laptops).await.total, 2);
        let gone = shop.products["Laptop 13"];
        db.write::<_, crate::store::StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE product SET active = $2 WHERE id = $1",
                    args![gone, false],
                )
                .await
            })
        })
        .await
        .unwrap();
        let laptops = shop.of(&db, shop.laptops).await;
        assert_eq!(
            (names(&laptops.items), laptops.total),
            (vec!["Laptop 15"], 1)
        );
        assert_eq!(laptops.category.unwrap().own, 1);
        assert_eq!(names(&shop.all(&db).await), ["Laptop 15"]);
    }
);
