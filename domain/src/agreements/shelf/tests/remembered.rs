//! What is remembered follows every change, and costs nothing while there is none.

use super::*;

both_engines!(what_has_not_changed_is_not_read_again, |db| async move {
    let shop = Shop::open(&db).await;
    let laptops = code(&db, shop.laptops).await;
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    let mut look = async || {
        let wanted = survey::Wanted {
            code: Some(laptops.as_str()),
            ..survey::Wanted::default()
        };
        let found = survey::survey(&mut read, shop.shopper(), &shop.in_force, wanted, NOW);
        let found = found.await.unwrap();
        (found.tree, found.known.unwrap())
    };
    let (tree, known) = look().await;
    let (again, still_known) = look().await;
    assert!(std::sync::Arc::ptr_eq(&tree, &again), "the tree");
    assert!(
        std::sync::Arc::ptr_eq(&known.figures, &still_known.figures),
        "the products"
    );
    let (prices, still) = (known.lists(), still_known.lists());
    assert_eq!((prices.len(), still.len()), (1, 1));
    assert!(std::sync::Arc::ptr_eq(&prices[0], &still[0]), "the prices");
});

both_engines!(what_is_remembered_follows_every_change, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.computers, "in").await;
    let seen = || async {
        let page = shop.of(&db, shop.laptops).await;
        let (first, path) = (page.items.first().cloned().unwrap(), page.path);
        let category = page.category.unwrap();
        let price = first.price.price.map(|price| price.minor);
        (first.name, price, category.name, path.len(), page.total)
    };
    let laptops = |name: &str, price, category: &str, above, total| {
        (name.to_owned(), price, category.to_owned(), above, total)
    };
    let (first, of) = (shop.products["Laptop 13"], shop.laptops);
    let change = |text: &'static str, id: uuid::Uuid| {
        db.write::<_, crate::store::StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { tx.run(text, args![id]).await })
        })
    };
    assert_eq!(
        seen().await,
        laptops("Laptop 13", Some(10_000), "Laptops", 1, 2)
    );
    for (text, id, then) in [
        (
            "UPDATE price_list_entry SET price_minor = 9 WHERE product_id = $1",
            first.0,
            laptops("Laptop 13", Some(9), "Laptops", 1, 2),
        ),
        (
            "DELETE FROM price_list_entry WHERE product_id = $1",
            first.0,
            laptops("Laptop 13", None, "Laptops", 1, 2),
        ),
        (
            "UPDATE product SET name = 'Laptop 12', sort_name = ' 2' WHERE id = $1",
            first.0,
            laptops("Laptop 12", None, "Laptops", 1, 2),
        ),
        (
            "UPDATE category SET name = 'Notebooks' WHERE id = $1",
            of.0,
            laptops("Laptop 12", None, "Notebooks", 1, 2),
        ),
        (
            "UPDATE product SET category_id = $1, sort_name = ' 1' WHERE name = 'Desktop tall'",
            of.0,
            laptops("Desktop tall", Some(10_000), "Notebooks", 1, 3),
        ),
    ] {
        change(text, id).await.unwrap();
        assert_eq!(seen().await, then, "{text}");
    }
    let id = product(&db, of, "LAPTOP-11", "A laptop").await;
    list_price(&db, shop.in_force.first.price_list, id, 5).await;
    let (_, _, _, _, total) = seen().await;
    assert_eq!(total, 4);
});

both_engines!(a_page_of_a_category_takes_one_statement, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.laptops, "in").await;
    let query = ShelfQuery {
        category: Some(code(&db, shop.laptops).await),
        ..ShelfQuery::default()
    };
    // What is not remembered yet, or no longer, costs one more: what there is of
    // the products is asked for once it is known which are listed.
    for expected in [2, 1, 1] {
        let (page, statements) = crate::store::counted(shop.page(&db, query.clone())).await;
        assert_eq!((page.total, statements), (2, expected));
    }
});

both_engines!(
    lists_say_what_there_is_and_a_change_of_it_costs_nothing,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.laptops, "in").await;
        let category = ShelfQuery {
            category: Some(code(&db, shop.laptops).await),
            ..ShelfQuery::default()
        };
        let search = ShelfQuery {
            words: Some("laptop".to_owned()),
            ..ShelfQuery::default()
        };
        let there = |items: &[ShelfItem]| -> Vec<i64> {
            let all = items.iter().map(|item| item.supply.on_hand().thousandths());
            all.collect()
        };
        shop.page(&db, category.clone()).await;
        for (pieces, sum) in [(3_000, 3_000), (4_000, 7_000)] {
            put_in_stock(&db, shop.products["Laptop 13"], pieces).await;
            let (page, statements) = crate::store::counted(shop.page(&db, category.clone())).await;
            assert_eq!((there(&page.items), statements), (vec![sum, 0], 1));
            assert_eq!(there(&shop.page(&db, search.clone()).await.items), [sum, 0]);
            assert_eq!(there(&shop.all(&db).await), [sum, 0]);
        }
    }
);

both_engines!(no_page_scans_the_products, |db| async move {
    let shop = Shop::open(&db).await;
    shop.rule(&db, shop.laptops, "in").await;
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    let ids: Vec<String> = shop.products.values().map(ToString::to_string).collect();
    let head = args![
        shop.company.id,
        survey::revisions(&shop.in_force),
        NOW,
        survey::lists(&shop.in_force)
    ];
    let with = |more: crate::store::Args| [head.clone(), more].concat();
    let currency = Currency::EUR;
    let by_id = with(args![currency, serde_json::json!(ids), "de"]);
    let computers = code(&db, shop.computers).await;
    let laptops = code(&db, shop.laptops).await;
    let nothing = || serde_json::json!([]);
    let search = args![
        "laptop*",
        "LAPTOP",
        NOW,
        survey::lists(&shop.in_force),
        currency,
        computers,
        0_i64,
        50_i64,
        1_i64,
        nothing(),
        nothing(),
        nothing(),
        "lapdog*",
        "lap* OR dog*",
        " laptop ",
        "",
        "",
        "",
        " laptop ",
        "",
        "",
        ""
    ];
    let survey = |code: Option<&str>| {
        let marks = serde_json::json!({});
        let probably = serde_json::json!([1, 2]);
        with(args![
            currency,
            code,
            0_i64,
            shop.laptops,
            0_i64,
            marks,
            "",
            nothing(),
            probably
        ])
    };
    let plans = [
        ("items", items::BY_ID.plan(&mut read, by_id).await),
        (
            "a search",
            search::FIRST.by_rank.plan(&mut read, search.clone()).await,
        ),
        (
            "a search in another language",
            search::ANOTHER
                .by_rank
                .plan(
                    &mut read,
                    [search, args![" rechner ", "", "", "", "de"]].concat(),
                )
                .await,
        ),
        (
            "what a search stands on",
            ground::GROUND
                .plan(&mut read, with(args![0_i64, 0_i64, "", nothing()]))
                .await,
        ),
        (
            "all categories",
            survey::SURVEY.plan(&mut read, survey(None)).await,
        ),
        (
            "a category",
            survey::SURVEY.plan(&mut read, survey(Some(&laptops))).await,
        ),
    ];
    for (what, plan) in plans {
        let plan = plan.unwrap();
        // The rows that were picked are walked through, once; products never.
        let picked = ["SCAN p", "SCAN picked p", "SCAN page p"];
        let walked = plan.lines().filter(|line| picked.contains(line)).count();
        assert!(walked <= 1, "{what} walks through all products:\n{plan}");
        for line in plan.lines() {
            let whole_table = [
                "product",
                "product_text",
                "agreement_product",
                "price_list_entry",
            ]
            .iter()
            .any(|table| {
                line.contains(&format!("Seq Scan on {table} "))
                    || line.starts_with(&format!("SCAN {table}")) && !line.contains("VIRTUAL")
            });
            let by_index_without_key = line.starts_with("SCAN p USING")
                || line.starts_with("SCAN y")
                || line.starts_with("SCAN z")
                || line.starts_with("SEARCH e ") && !line.contains("product_id");
            assert!(
                !whole_table && !by_index_without_key,
                "{what} walks through a whole table: {line}\n{plan}"
            );
        }
    }
});
