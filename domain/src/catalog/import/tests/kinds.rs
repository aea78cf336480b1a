//! What comes in besides products: prices, stock, promotions, companies.

use super::super::change::CompanyField;
use super::*;
use crate::store::StoreError;

both_engines!(a_price_file_is_refused_line_by_line, |db| async move {
    let list = list(&db, "List", Currency::EUR).await;
    let products = "sku,name,category\nA-1,One,mouse\nA-2,Two,mouse\nA-3,Three,Keyboards\n";
    let id = begin(
        &db,
        ImportKind::Products,
        list,
        &[("all.csv", products.as_bytes())],
    )
    .await;
    run(&db, id).await.unwrap();
    assert_eq!(report(&db, id).await.added, 3);
    assert_eq!(count(&db, "category").await, 2);
    let prices = "sku,price,currency,valid_from,valid_until\n\
        a1,12.50,EUR,,\n\
        A-2,10,USD,,\n\
        A-2,-10,EUR,,\n\
        X-9,10,EUR,,\n\
        A-1,13,EUR,,\n\
        A-3,8,,2030-01-01,2030-12-31\n\
        A-3,9,,2031-01-01,\n";
    let id = begin(
        &db,
        ImportKind::Prices,
        list,
        &[("prices.csv", prices.as_bytes())],
    )
    .await;
    run(&db, id).await.unwrap();
    let done = report(&db, id).await;
    assert_eq!((done.added, done.updated, done.refused), (2, 1, 4));
    let cell = |text: &str| text.to_owned();
    assert_eq!(
        not_taken(&db, id).await,
        [
            (
                3,
                Refusal::WrongCurrency {
                    cell: cell("USD"),
                    wants: cell("EUR")
                }
            ),
            (4, Refusal::NegativePrice { cell: cell("-10") }),
            (5, Refusal::UnknownSku { cell: cell("X-9") }),
            (
                6,
                Refusal::PricedAlready {
                    file: cell("prices.csv"),
                    line: 2
                }
            ),
        ]
    );
    assert_eq!(count(&db, "price_list_entry").await, 3);
});

both_engines!(stock_comes_in_and_is_taken_back, |db| async move {
    go(
        &db,
        ImportKind::Products,
        None,
        false,
        &[("a.csv", PARTS.as_bytes())],
    )
    .await;
    let text = "Artikelnummer;Lager;Bestand;Erwartet;Erwartet am\n\
        A-1;Utrecht;12;;\n\
        a2;Utrecht;0;5;31.12.2030\n\
        X-9;Utrecht;1;;\n\
        A-1;Utrecht;13;;\n\
        A-3;Utrecht;1;5;\n";
    let id = go(
        &db,
        ImportKind::Stock,
        None,
        false,
        &[("s.csv", text.as_bytes())],
    )
    .await;
    let done = report(&db, id).await;
    assert_eq!((done.added, done.repeated, done.refused), (2, 1, 2));
    assert_eq!(
        changes(&db, id).await,
        [
            row("One", "Stock in Utrecht", "", "12"),
            row(
                "Two",
                "Stock in Utrecht",
                "",
                "0, and 5 on 31 December 2030"
            ),
        ]
    );
    let slow = "sku,location,stock,lead time days\nA-1,Utrecht,12,21\nA-2,Utrecht,0,soon\n";
    let lead = go(
        &db,
        ImportKind::Stock,
        None,
        false,
        &[("l.csv", slow.as_bytes())],
    )
    .await;
    assert_eq!(
        changes(&db, lead).await,
        [row("One", "Stock in Utrecht", "12", "12; takes 21 days")]
    );
    assert_eq!(report(&db, lead).await.refused, 1);
    undo(&db, &Actor::system(), lead, Timestamp(8))
        .await
        .unwrap();
    run(&db, lead).await.unwrap();
    let more = "sku,location,stock\nA-1,Utrecht,9\nA-2,Utrecht,0\n";
    let second = go(
        &db,
        ImportKind::Stock,
        None,
        false,
        &[("t.csv", more.as_bytes())],
    )
    .await;
    let done = report(&db, second).await;
    // What comes stays where the file has no column for it.
    assert_eq!((done.updated, done.unchanged), (1, 1));
    undo(&db, &Actor::system(), id, Timestamp(9)).await.unwrap();
    run(&db, id).await.unwrap();
    assert_eq!(
        left(&db, id).await,
        [(2, "kept".to_owned(), vec![Field::Stock("Utrecht".into())])]
    );
    assert_eq!(count(&db, "product_stock").await, 1);
});

both_engines!(promotions_come_in_and_are_taken_back, |db| async move {
    let prices = list(&db, "List", Currency::EUR).await;
    go(
        &db,
        ImportKind::Products,
        Some(prices),
        false,
        &[("a.csv", PARTS.as_bytes())],
    )
    .await;
    let text = "Promotion,SKU,Category,DiscountPct,MinQty,StartDate,EndDate\n\
        No discount,,,0.0,0,2020-01-01,2035-12-31\n\
        11 to 14,,,0.02,11,2020-01-01,2035-12-31\n\
        15 to 24,,,0.05,15,2020-01-01,2035-12-31\n\
        Things,,things,0.1,0,2020-01-01,2035-12-31\n\
        One,A-1,,0.2,,,2035-12-31\n\
        Past,,,0.5,,2013-01-01,2013-02-01\n\
        Nowhere,,nowhere,0.5,,,2035-12-31\n\
        Things,,things,0.3,0,2020-01-01,2035-12-31\n";
    let file: &[(&str, &[u8])] = &[("p.csv", text.as_bytes())];
    // What names neither a product nor a category is for everything only if
    // somebody said so.
    let id = go(&db, ImportKind::Promotions, Some(prices), true, file).await;
    let refused = not_taken(&db, id).await;
    assert!(refused.contains(&(3, Refusal::AboutNothing)));
    assert_eq!(report(&db, id).await.added, 2);
    let take = async |files: &[(&str, &[u8])]| {
        let change = |mapping: &mut Mapping| mapping.everything = true;
        go_with(
            &db,
            ImportKind::Promotions,
            Some(prices),
            false,
            files,
            change,
        )
        .await
    };
    let id = take(file).await;
    let done = report(&db, id).await;
    assert_eq!((done.added, done.repeated, done.refused), (4, 1, 3));
    let said = changes(&db, id).await;
    for expected in [
        row("15 to 24", "Promotion", "", "−5% until 31 December 2035"),
        row("15 to 24", "Holds for", "", "Everything in the list"),
        row("15 to 24", "From how many pieces", "", "15"),
        row("Things", "Holds for", "", "things"),
        row("One", "Holds for", "", "A-1"),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
    let again = take(file).await;
    assert_eq!(report(&db, again).await.unchanged, 4);
    let more = text.replace("0.05", "0.06");
    let more = take(&[("p.csv", more.as_bytes())]).await;
    assert_eq!(report(&db, more).await.updated, 1);
    undo(&db, &Actor::system(), more, Timestamp(9))
        .await
        .unwrap();
    run(&db, more).await.unwrap();
    undo(&db, &Actor::system(), id, Timestamp(9)).await.unwrap();
    run(&db, id).await.unwrap();
    let undone = report(&db, id).await;
    assert_eq!((undone.undo_removed, undone.undo_kept), (4, 0));
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let left: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM promotion WHERE valid_until > $1",
            args![Timestamp::now()],
        )
        .await
        .unwrap();
    assert_eq!(left, Some(0));
});

both_engines!(companies_come_in_and_are_taken_back, |db| async move {
    use crate::identity::testing;
    let (there, _) = testing::customer(&db, "Halden").await;
    let text = "Customer number,Company,Business type,Number employees,Annual sales,Year opened,Country\n\
        R-1,A Bike Store,Retail,20,300000.0000,1974,US\n\
        R-2,Halden,Manufacturing,5000,,1950,NL\n\
        R-3,County Hospital,Hospital,900,,,DE\n\
        R-4,,Retail,1,,,\n\
        R-1,A Bike Store,Retail,21,,,US\n";
    let file: &[(&str, &[u8])] = &[("c.csv", text.as_bytes())];
    let id = go(&db, ImportKind::Customers, None, false, file).await;
    let done = report(&db, id).await;
    assert_eq!(
        (done.added, done.updated, done.repeated, done.refused),
        (2, 1, 1, 1)
    );
    let companies = async || -> Vec<(String, String, i64, String)> {
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        read.all(
            "SELECT name, segment, employees, reference FROM customer ORDER BY name",
            args![],
        )
        .await
        .unwrap()
    };
    let is = |name: &str, segment: &str, employees, reference: &str| {
        (
            name.to_owned(),
            segment.to_owned(),
            employees,
            reference.to_owned(),
        )
    };
    let was = companies().await;
    let halden = was.iter().find(|one| one.0 == "Halden").unwrap();
    assert_eq!((halden.2, halden.3.as_str()), (5_000, "R-2"));
    assert!(was.contains(&is("A Bike Store", "small-business", 20, "R-1")));
    assert!(was.contains(&is("County Hospital", "healthcare", 900, "R-3")));
    let again = go(&db, ImportKind::Customers, None, false, file).await;
    assert_eq!(report(&db, again).await.unchanged, 3);
    // What grows moves on; what somebody chose stays.
    let grown = text.replace("Retail,20,", "Retail,450,");
    let grown = go(
        &db,
        ImportKind::Customers,
        None,
        false,
        &[("c.csv", grown.as_bytes())],
    )
    .await;
    let said = changes(&db, grown).await;
    assert!(said.contains(&row(
        "A Bike Store",
        "Segment",
        "small-business",
        "preferred"
    )));
    undo(&db, &Actor::system(), grown, Timestamp(9))
        .await
        .unwrap();
    run(&db, grown).await.unwrap();
    assert_eq!(companies().await, was);
    // An agreement with many told them that their site changed; nobody of theirs
    // has read it.
    db.write::<_, StoreError, _>(Actor::system().scope(), |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO interaction
                     (id, customer_id, at, kind, touch_point, subject, text, detail)
                 SELECT id, id, 1, 'site-changed', 'web', 'agreement', 'HM 2026', '{}'
                 FROM customer WHERE reference = 'R-1' /* system */",
                args![],
            )
            .await
            .map(drop)
        })
    })
    .await
    .unwrap();
    undo(&db, &Actor::system(), id, Timestamp(9)).await.unwrap();
    run(&db, id).await.unwrap();
    let undone = report(&db, id).await;
    assert_eq!((undone.undo_removed, undone.undo_restored), (2, 1));
    let left = companies().await;
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].2, left[0].3.as_str()), (0, ""));
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let brief = crate::identity::customer_brief(&mut read, there.id)
        .await
        .unwrap();
    assert!(brief.is_some());
});

both_engines!(
    one_number_of_the_suppliers_own_is_for_one_company,
    |db| async move {
        crate::identity::testing::customer(&db, "Halden").await;
        // The first is there without a number, the second is new; and one is
        // named by our number.
        let text = "Customer number,Company,Number employees\n\
            R-9,Halden,50\n\
            R-9,Halden Logistics,70\n";
        let file: &[(&str, &[u8])] = &[("c.csv", text.as_bytes())];
        let id = go(&db, ImportKind::Customers, None, false, file).await;
        let done = report(&db, id).await;
        assert_eq!(
            (done.added, done.updated, done.repeated, done.state()),
            (0, 1, 1, State::Finished)
        );
    }
);

both_engines!(
    two_lines_that_mean_one_promotion_are_one_and_a_repetition,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let head = "Promotion,DiscountPct,StartDate,EndDate\n";
        let first = format!("{head}Autumn,0.1,2020-01-01,2035-12-31\n");
        let take = async |only_compare, files: &[(&str, &[u8])]| {
            let change = |mapping: &mut Mapping| mapping.everything = true;
            go_with(
                &db,
                ImportKind::Promotions,
                Some(prices),
                only_compare,
                files,
                change,
            )
            .await
        };
        take(false, &[("p.csv", first.as_bytes())]).await;
        // The one says from when, the other does not; far apart, too.
        let mut text = format!("{head}Autumn,0.2,,2035-12-31\n");
        for number in 0..600 {
            text.push_str(&format!("Number {number},0.1,,2035-12-31\n"));
        }
        text.push_str("Autumn,0.3,2020-01-01,2035-12-31\nNumber 5,0.4,,2035-12-31\n");
        let file: &[(&str, &[u8])] = &[("q.csv", text.as_bytes())];
        for only_compare in [true, false] {
            let id = take(only_compare, file).await;
            let done = report(&db, id).await;
            assert_eq!((done.added, done.updated, done.repeated), (600, 1, 2));
            let repeats = |line| Refusal::Repeats {
                file: "q.csv".to_owned(),
                line,
                other_price: false,
            };
            assert_eq!(
                not_taken(&db, id).await,
                [(603, repeats(2)), (604, repeats(8))]
            );
        }
    }
);

both_engines!(
    promotions_of_last_year_are_for_a_category_and_until_a_day,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let parts: &[(&str, &[u8])] = &[("a.csv", PARTS.as_bytes())];
        go(&db, ImportKind::Products, Some(prices), false, parts).await;
        let text = b"Promotion,DiscountPct,MinQty,StartDate,EndDate\n\
            11 to 14,0.02,11,2010-12-29,2013-12-28\n\
            15 to 24,0.05,15,2010-12-29,2013-12-28\n";
        let file: &[(&str, &[u8])] = &[("p.csv", text)];
        let take = async |category: &str, last_day| {
            let change = |mapping: &mut Mapping| {
                mapping.files[0].category.code = category.to_owned();
                mapping.last_day = last_day;
            };
            let kind = ImportKind::Promotions;
            go_with(&db, kind, Some(prices), false, file, change).await
        };
        let over = take("things", None).await;
        let over_since = |day: &str| Refusal::Over { day: day.into() };
        let refused = not_taken(&db, over).await;
        assert_eq!(refused[0], (2, over_since("2013-12-28")));
        let day = Day::from_field("2035-12-31");
        let nowhere = take("nowhere", day).await;
        let unknown = Refusal::UnknownCategory {
            cell: "nowhere".to_owned(),
        };
        assert_eq!(not_taken(&db, nowhere).await[1], (3, unknown));
        let id = take("things", day).await;
        assert_eq!(report(&db, id).await.added, 2);
        let said = changes(&db, id).await;
        for expected in [
            row("15 to 24", "Promotion", "", "−5% until 31 December 2035"),
            row("15 to 24", "Holds for", "", "things"),
        ] {
            assert!(said.contains(&expected), "{expected:?} in {said:?}");
        }
        let again = take("things", day).await;
        assert_eq!(report(&db, again).await.unchanged, 2);
    }
);

both_engines!(
    a_last_day_that_is_over_and_two_meanings_are_refused,
    |db| async move {
        let prices = list(&db, "List", Currency::EUR).await;
        let text = b"Promotion,DiscountPct\nAutumn,0.1\n";
        let staged = stage(&db, ImportKind::Promotions, &[("p.csv", text)]).await;
        let mut mapping = guess(ImportKind::Promotions, &staged.files, None, Currency::EUR);
        let faults = async |mapping: &Mapping, now| {
            let command = Start {
                import: staged.import.unwrap(),
                mapping: mapping.clone(),
                price_list: Some(prices),
                save_as: None,
                only_compare: true,
            };
            match start(&db, &Actor::system(), command, now).await {
                Err(StartError::Mapping(problems)) => {
                    problems.iter().map(|one| one.what).collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(faults(&mapping, Timestamp(2)).await, [MappingFault::NoEnd]);
        mapping.last_day = Day::from_field("2035-12-31");
        mapping.everything = true;
        mapping.files[0].category.code = "things".to_owned();
        assert_eq!(
            faults(&mapping, Timestamp(2)).await,
            [MappingFault::CategoryAndEverything]
        );
        mapping.everything = false;
        let after = mapping.last_day.unwrap().end();
        assert_eq!(faults(&mapping, after).await, [MappingFault::LastDayOver]);
    }
);

both_engines!(costs_have_no_promotions, |db| async move {
    let costs = PriceList {
        id: PriceListId::new(),
        name: "Costs".to_owned(),
        currency: Currency::EUR,
        purpose: ListPurpose::Cost,
    };
    let id = costs.id;
    add_price_list(&db, &Actor::system(), costs, Timestamp(1))
        .await
        .unwrap();
    let text = b"Promotion,DiscountPct,EndDate\nAutumn,0.1,2035-12-31\n";
    let staged = stage(&db, ImportKind::Promotions, &[("p.csv", text)]).await;
    let command = Start {
        import: staged.import.unwrap(),
        mapping: guess(ImportKind::Promotions, &staged.files, None, Currency::EUR),
        price_list: Some(id),
        save_as: None,
        only_compare: false,
    };
    let started = start(&db, &Actor::system(), command, Timestamp(2)).await;
    assert!(matches!(started, Err(StartError::CostList)));
});

both_engines!(
    a_number_that_another_company_has_by_now_is_not_given_back,
    |db| async move {
        let take = async |text: &'static str| {
            go(
                &db,
                ImportKind::Customers,
                None,
                false,
                &[("c.csv", text.as_bytes())],
            )
            .await
        };
        take("Customer number,Company\nR-1,Halden\n").await;
        let (number,): (String,) = {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            read.one("SELECT number FROM customer", args![])
                .await
                .unwrap()
        };
        let text = format!("Number,Customer number,Company,Country\n{number},R-2,Halden,NL\n");
        let change = |mapping: &mut Mapping| {
            mapping.files[0].columns[0].role = Role::CustomerNumber;
            mapping.files[0].columns[1].role = Role::Reference;
        };
        let file: &[(&str, &[u8])] = &[("d.csv", text.as_bytes())];
        let renamed = go_with(&db, ImportKind::Customers, None, false, file, change).await;
        assert_eq!(report(&db, renamed).await.updated, 1);
        take("Customer number,Company\nR-1,Brookfield\n").await;
        undo(&db, &Actor::system(), renamed, Timestamp(9))
            .await
            .unwrap();
        run(&db, renamed).await.unwrap();
        assert_eq!(report(&db, renamed).await.state(), State::Undone);
        assert_eq!(
            left(&db, renamed).await,
            [(
                2,
                "kept".to_owned(),
                vec![Field::Company(CompanyField::Reference)]
            )]
        );
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let are: Vec<(String, String, String)> = read
            .all(
                "SELECT name, reference, country FROM customer ORDER BY name",
                args![],
            )
            .await
            .unwrap();
        let is =
            |name: &str, reference: &str| (name.to_owned(), reference.to_owned(), String::new());
        assert_eq!(are, [is("Brookfield", "R-1"), is("Halden", "R-2")]);
    }
);
