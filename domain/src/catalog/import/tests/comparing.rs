//! What an import would change, and taking it back.

use super::*;

both_engines!(
    a_comparison_says_what_would_change_and_changes_nothing,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let before = PARTS.as_bytes();
        go(
            &db,
            ImportKind::Products,
            Some(prices),
            false,
            &[("a.csv", before)],
        )
        .await;
        let after = "sku,name,category,color,price\n\
            A-1,One,things,Blue,11\n\
            A-2,Two,things,White,20\n\
            A-4,Four,other,Green,5\n\
            A-5,,things,Green,5\n\
            A-1,One,things,Blue,11\n";
        let tables = [
            "product",
            "product_attribute",
            "price_list_entry",
            "category",
            "price_list",
            "audit",
        ];
        let mut counts = Vec::new();
        let id = {
            for table in tables {
                counts.push(count(&db, table).await);
            }
            go(
                &db,
                ImportKind::Products,
                Some(prices),
                true,
                &[("b.csv", after.as_bytes())],
            )
            .await
        };
        // The upload itself is in the audit.
        *counts.last_mut().unwrap() += 1;
        for (table, count_before) in tables.iter().zip(&counts) {
            assert_eq!(count(&db, table).await, *count_before, "{table}");
        }
        let report_of = report(&db, id).await;
        assert_eq!(report_of.state(), State::Compared);
        assert_eq!(
            (
                report_of.added,
                report_of.updated,
                report_of.unchanged,
                report_of.repeated,
                report_of.refused
            ),
            (1, 1, 1, 1, 1)
        );
        let said = [
            row("One", "Color", "Black", "Blue"),
            row("One", "Price", "€\u{a0}10.00", "€\u{a0}11.00 (+10%)"),
            row("Four", "Name", "", "Four"),
            row("Four", "Price", "", "€\u{a0}5.00"),
        ];
        // Of what is new a comparison says all.
        let news = [
            row("Four", "Category", "", "other"),
            row("Four", "Unit of measure", "", "piece"),
            row("Four", "Color", "", "Green"),
        ];
        let compared = changes(&db, id).await;
        assert_eq!(compared.len(), said.len() + news.len());
        for expected in said.iter().chain(&news) {
            assert!(compared.contains(expected), "{expected:?}");
        }
        assert_eq!(not_taken(&db, id).await.len(), 2);

        // Applied, the same comes of it.
        apply(&db, &Actor::system(), id, Timestamp::now())
            .await
            .unwrap();
        run(&db, id).await.unwrap();
        let applied = report(&db, id).await;
        assert_eq!(applied.state(), State::Finished);
        assert_eq!(
            (applied.added, applied.updated, applied.refused),
            (report_of.added, report_of.updated, report_of.refused)
        );
        assert_eq!(changes(&db, id).await, said);
        assert_eq!(count(&db, "product").await, 4);
    }
);

both_engines!(
    a_comparison_of_many_lines_can_be_stopped_and_begun_anew,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let text = many(1_230);
        let staged = stage(
            &db,
            ImportKind::Products,
            &[("case-fan.csv", text.as_bytes())],
        )
        .await;
        let id = staged.import.unwrap();
        let actor = Actor::system();
        let begin = |only_compare| Start {
            import: id,
            mapping: guess(ImportKind::Products, &staged.files, None, Currency::EUR),
            price_list: Some(prices),
            save_as: None,
            only_compare,
        };
        start(&db, &actor, begin(true), Timestamp(2)).await.unwrap();
        assert_eq!(run_steps(&db, id, 1).await.unwrap(), Step::More);
        assert_eq!(
            discard(&db, &actor, id, Timestamp(3)).await.unwrap(),
            State::Comparing
        );
        assert_eq!(report(&db, id).await.state(), State::Mapping);
        start(&db, &actor, begin(true), Timestamp(4)).await.unwrap();
        run(&db, id).await.unwrap();
        let compared = report(&db, id).await;
        assert_eq!((compared.added, compared.repeated), (1_107, 123));
        assert_eq!(count(&db, "product").await, 0);
        start(&db, &actor, begin(false), Timestamp(5))
            .await
            .unwrap();
        run(&db, id).await.unwrap();
        assert_eq!(report(&db, id).await.added, 1_107);
        assert_eq!(count(&db, "product").await, 1_107);
    }
);

both_engines!(a_new_price_list_is_made_only_in_earnest, |db| async move {
    let actor = Actor::system();
    let staged = stage(&db, ImportKind::Products, &[("a.csv", PARTS.as_bytes())]).await;
    let id = staged.import.unwrap();
    let mapping = Mapping {
        new_list: Some(" May ".to_owned()),
        ..guess(ImportKind::Products, &staged.files, None, Currency::EUR)
    };
    let command = Start {
        import: id,
        mapping,
        price_list: None,
        save_as: None,
        only_compare: true,
    };
    start(&db, &actor, command, Timestamp(2)).await.unwrap();
    run(&db, id).await.unwrap();
    assert_eq!(count(&db, "price_list").await, 0);
    assert_eq!(changes(&db, id).await.len(), 15);
    apply(&db, &actor, id, Timestamp(3)).await.unwrap();
    run(&db, id).await.unwrap();
    assert_eq!(count(&db, "price_list_entry").await, 3);
    assert_eq!(
        report(&db, id).await.price_list_name.as_deref(),
        Some("May")
    );
});

both_engines!(
    an_import_is_taken_back_where_nobody_changed_anything_since,
    |db| async move {
        let actor = Actor::system();
        let prices = list(&db, "List", Currency::EUR).await;
        go(
            &db,
            ImportKind::Products,
            Some(prices),
            false,
            &[("a.csv", PARTS.as_bytes())],
        )
        .await;
        let first = skus(&db).await;
        let after = "sku,name,category,color,price\n\
            A-1,One,things,Blue,11\n\
            A-2,Zwei,things,White,22\n\
            A-4,Four,things,Green,5\n\
            A-5,Five,things,Green,5\n";
        let id = go(
            &db,
            ImportKind::Products,
            Some(prices),
            false,
            &[("b.csv", after.as_bytes())],
        )
        .await;
        // Somebody gives A-2 another name, A-5 a place in the stock.
        db.write::<_, crate::store::StoreError, _>(actor.scope(), |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE product SET name = 'Deux', version = version + 1 WHERE sku = 'A-2'",
                    args![],
                )
                .await
            })
        })
        .await
        .unwrap();
        let stock = "sku,location,stock\nA-5,Utrecht,3\n";
        let stock = go(
            &db,
            ImportKind::Stock,
            None,
            false,
            &[("s.csv", stock.as_bytes())],
        )
        .await;
        assert_eq!(report(&db, stock).await.added, 1);

        undo(&db, &actor, id, Timestamp(9)).await.unwrap();
        run(&db, id).await.unwrap();
        let undone = report(&db, id).await;
        assert_eq!(undone.state(), State::Undone);
        assert_eq!(
            (
                undone.undo_restored,
                undone.undo_removed,
                undone.undo_retired,
                undone.undo_kept
            ),
            (1, 1, 1, 1)
        );
        assert_eq!(
            left(&db, id).await,
            [
                (3, "kept".to_owned(), vec![Field::Name]),
                (5, "retired".to_owned(), vec![]),
            ]
        );
        let now: Vec<(String, String, bool)> = {
            let mut read = db.read(actor.scope()).await.unwrap();
            read.all(
                "SELECT sku, name, active FROM product ORDER BY sku",
                args![],
            )
            .await
            .unwrap()
        };
        let is = |sku: &str, name: &str, active| (sku.to_owned(), name.to_owned(), active);
        assert_eq!(
            now,
            [
                is("A-1", "One", true),
                is("A-2", "Deux", true),
                is("A-3", "Three", true),
                is("A-5", "Five", false),
            ]
        );
        let summary = skus(&db).await.remove(0).2;
        assert_eq!(summary, first[0].2);
        let mut read = db.read(actor.scope()).await.unwrap();
        let product = product_by_sku(&mut read, "A-2").await.unwrap().unwrap();
        let asked = ask_list_prices(product.id, Timestamp::now())
            .fetch(&mut read)
            .await
            .unwrap();
        assert_eq!(asked[0].price, Some(Money::new(2_000, Currency::EUR)));
        // What it cost meanwhile stays in the history.
        assert_eq!(asked[0].spans.len(), 3);
        drop(read);
        assert!(matches!(
            undo(&db, &actor, id, Timestamp(9)).await,
            Err(StartError::NotWaiting)
        ));
        // The same file again is news again.
        let again = go(
            &db,
            ImportKind::Products,
            Some(prices),
            false,
            &[("b.csv", after.as_bytes())],
        )
        .await;
        let again = report(&db, again).await;
        assert_eq!((again.added, again.unchanged), (1, 0));
    }
);

both_engines!(taking_back_goes_on_where_it_was_killed, |db| async move {
    let actor = Actor::system();
    let prices = list(&db, "List", Currency::EUR).await;
    let text = many(1_230);
    let id = go(
        &db,
        ImportKind::Products,
        Some(prices),
        false,
        &[("case-fan.csv", text.as_bytes())],
    )
    .await;
    undo(&db, &actor, id, Timestamp(9)).await.unwrap();
    assert_eq!(run_steps(&db, id, 1).await.unwrap(), Step::More);
    let half = report(&db, id).await;
    assert_eq!((half.state(), half.undo_removed), (State::Undoing, 500));
    assert_eq!(count(&db, "product").await, 607);
    let (one, other) = tokio::join!(run(&db, id), run(&db, id));
    one.unwrap();
    other.unwrap();
    run(&db, id).await.unwrap();
    let done = report(&db, id).await;
    assert_eq!((done.state(), done.undo_removed), (State::Undone, 1_107));
    for table in ["product", "product_attribute", "price_list_entry"] {
        assert_eq!(count(&db, table).await, 0, "{table}");
    }
});

both_engines!(
    two_prices_of_one_product_are_taken_back_once_both_have_begun,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let first: &[(&str, &[u8])] = &[("a.csv", PARTS.as_bytes())];
        go(&db, ImportKind::Products, Some(prices), false, first).await;
        let text = "sku,price,valid from\nA-1,12,2026-01-01\nA-1,13,2026-06-01\n";
        let file: &[(&str, &[u8])] = &[("p.csv", text.as_bytes())];
        let id = go(&db, ImportKind::Prices, Some(prices), false, file).await;
        let asked = async || {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let product = product_by_sku(&mut read, "A-1").await.unwrap().unwrap();
            let asked = ask_list_prices(product.id, Timestamp::now())
                .fetch(&mut read)
                .await
                .unwrap();
            asked[0].price.unwrap().minor
        };
        let before = asked().await;
        let done = report(&db, id).await;
        undo(&db, &Actor::system(), id, Timestamp(9)).await.unwrap();
        run(&db, id).await.unwrap();
        assert_eq!(left(&db, id).await, [], "{before} {done:?}");
        assert_eq!(asked().await, 1_000);
    }
);
