//! Products come in, batch by batch.

use super::super::super::attribute::Kind;
use super::super::super::edit_family::{SaveFamily, put_variant, save_family};
use super::super::super::mapping::{CategoryChoice, OnlyLines, code_of};
use super::*;
use crate::id::{CategoryId, FamilyId};
use crate::store::{EachEngine, StoreError};
use std::time::Duration;

both_engines!(
    files_become_products_and_every_line_is_answered,
    |db| async move {
        let list = list(&db, "List", Currency::EUR).await;
        let files: [(&str, &[u8]); 2] = [
            ("mouse.csv", MICE.as_bytes()),
            ("case-fan.csv", FANS.as_bytes()),
        ];
        let id = begin(&db, ImportKind::Products, list, &files).await;
        run(&db, id).await.unwrap();
        let done = report(&db, id).await;
        assert_eq!(done.state(), State::Finished);
        assert_eq!((done.lines, done.done), (10, 10));
        assert_eq!(
            (
                done.added,
                done.updated,
                done.unchanged,
                done.repeated,
                done.refused
            ),
            (5, 0, 0, 2, 3)
        );
        let repeats = |line, other_price| Refusal::Repeats {
            file: "mouse.csv".to_owned(),
            line,
            other_price,
        };
        assert_eq!(
            not_taken(&db, id).await,
            [
                (4, repeats(2, true)),
                (6, repeats(5, false)),
                (7, Refusal::NoName),
                (
                    8,
                    Refusal::NegativePrice {
                        cell: "-5".to_owned()
                    }
                ),
                (9, Refusal::CellCount { has: 2, wants: 5 }),
            ]
        );
        let products = skus(&db).await;
        assert_eq!(products.len(), 5);
        assert_eq!(
            products
                .iter()
                .filter(|(_, name, _)| name == "Logitech G305")
                .count(),
            2
        );
        let viper = products
            .iter()
            .find(|(_, name, _)| name == "Razer Viper")
            .unwrap();
        assert!(viper.0.starts_with("MOU-"));
        assert_eq!(viper.2, "20000 dpi · Wired · Black");
        // The first line about it has no price, a later one has.
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let product = product_by_sku(&mut read, &viper.0).await.unwrap().unwrap();
        assert_eq!(product.manufacturer, "Razer");
        let prices = ask_list_prices(product.id, Timestamp::now())
            .fetch(&mut read)
            .await
            .unwrap();
        assert_eq!(prices[0].price, Some(Money::new(4900, Currency::EUR)));
        drop(read);

        // The same files again change nothing; a new price does.
        let again = begin(&db, ImportKind::Products, list, &files).await;
        run(&db, again).await.unwrap();
        let again = report(&db, again).await;
        assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 5));
        assert_eq!(skus(&db).await, products);
        let dearer = FANS.replace("37.95", "39.95");
        let third = begin(
            &db,
            ImportKind::Products,
            list,
            &[("case-fan.csv", dearer.as_bytes())],
        )
        .await;
        run(&db, third).await.unwrap();
        let third = report(&db, third).await;
        assert_eq!((third.added, third.updated, third.unchanged), (0, 1, 1));
    }
);

both_engines!(
    an_import_that_is_killed_goes_on_where_it_was,
    |db| async move {
        let list = list(&db, "List", Currency::EUR).await;
        let text = many(1_230);
        let id = begin(
            &db,
            ImportKind::Products,
            list,
            &[("case-fan.csv", text.as_bytes())],
        )
        .await;
        // One batch is committed, then the process is gone.
        assert_eq!(run_steps(&db, id, 1).await.unwrap(), Step::More);
        let half = report(&db, id).await;
        assert_eq!((half.done, half.state()), (500, State::Running));
        assert_eq!((half.added, half.repeated), (450, 50));
        assert_eq!(count(&db, "product").await, 450);
        assert_eq!(count(&db, "price_list_entry").await, 450);
        assert_eq!(count(&db, "product_attribute").await, 900);

        // Two processes start again at once: each line is still applied once.
        let (one, other) = tokio::join!(run(&db, id), run(&db, id));
        one.unwrap();
        other.unwrap();
        run(&db, id).await.unwrap();
        let done = report(&db, id).await;
        assert_eq!((done.state(), done.done), (State::Finished, 1_230));
        assert_eq!((done.added, done.repeated, done.refused), (1_107, 123, 0));
        assert_eq!(count(&db, "product").await, 1_107);
        assert_eq!(count(&db, "price_list_entry").await, 1_107);
        assert_eq!(resume(&db).await.unwrap(), 0);
    }
);

both_engines!(
    a_stopped_import_keeps_what_it_did_and_can_go_on,
    |db| async move {
        let actor = Actor::system();
        let list = list(&db, "List", Currency::EUR).await;
        let text = many(600);
        let id = begin(
            &db,
            ImportKind::Products,
            list,
            &[("case-fan.csv", text.as_bytes())],
        )
        .await;
        run_steps(&db, id, 1).await.unwrap();
        assert_eq!(
            discard(&db, &actor, id, Timestamp(3)).await.unwrap(),
            State::Running
        );
        assert_eq!(run_steps(&db, id, 9).await.unwrap(), Step::NotOurs);
        assert_eq!(report(&db, id).await.done, 500);
        try_again(&db, &actor, id, Timestamp(4)).await.unwrap();
        run(&db, id).await.unwrap();
        assert_eq!(report(&db, id).await.state(), State::Finished);
        assert!(matches!(
            discard(&db, &actor, id, Timestamp(5)).await,
            Err(StartError::NotWaiting)
        ));
    }
);

both_engines!(
    files_that_cannot_be_read_leave_nothing_behind,
    |db| async move {
        let bad: [(&str, &[u8]); 3] = [
            ("empty.csv", b""),
            ("latin.csv", b"name,price\nGeh\xe4use,2\n"),
            ("open.csv", b"name,price\nA,1\n\"B,2\n"),
        ];
        let staged = stage(&db, ImportKind::Products, &bad).await;
        assert_eq!(staged.import, None);
        let problems: Vec<FileProblem> =
            staged.rejected.into_iter().map(|one| one.problem).collect();
        assert_eq!(
            problems,
            [
                FileProblem::Empty,
                FileProblem::NotUtf8 { line: 2 },
                FileProblem::UnclosedQuote { line: 3 },
            ]
        );
        for table in ["import", "import_file", "import_line"] {
            assert_eq!(count(&db, table).await, 0, "{table}");
        }
        let mixed: [(&str, &[u8]); 3] = [bad[2], ("case-fan.csv", FANS.as_bytes()), bad[1]];
        let staged = stage(&db, ImportKind::Products, &mixed).await;
        assert_eq!(
            (staged.lines, staged.files.len(), staged.rejected.len()),
            (2, 1, 2)
        );
        assert_eq!(count(&db, "import_line").await, 2);
    }
);

both_engines!(
    an_import_does_not_begin_with_a_mapping_that_cannot_be_applied,
    |db| async move {
        let actor = Actor::system();
        let dollars = list(&db, "US", Currency::USD).await;
        let staged = stage(
            &db,
            ImportKind::Products,
            &[("case-fan.csv", FANS.as_bytes())],
        )
        .await;
        let id = staged.import.unwrap();
        let good = guess(ImportKind::Products, &staged.files, None, Currency::EUR);
        let begin = |mapping: Mapping, price_list| {
            let command = Start {
                import: id,
                mapping,
                price_list,
                save_as: Some("Fans".to_owned()),
                only_compare: false,
            };
            start(&db, &actor, command, Timestamp(2))
        };
        let mut nameless = good.clone();
        nameless.files[0].columns[0].role = Role::Ignore;
        match begin(nameless, None).await {
            Err(StartError::Mapping(problems)) => {
                assert_eq!(problems[0].what, MappingFault::NoName)
            }
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            begin(good.clone(), Some(dollars)).await,
            Err(StartError::OtherCurrency(Currency::USD))
        ));
        assert_eq!(report(&db, id).await.state(), State::Mapping);
        begin(good.clone(), None).await.unwrap();
        assert!(matches!(
            begin(good, None).await,
            Err(StartError::NotWaiting)
        ));
        run(&db, id).await.unwrap();
        assert_eq!(count(&db, "price_list_entry").await, 0);
        let mut read = db.read(actor.scope()).await.unwrap();
        let saved = saved_mappings(&mut read).await.unwrap();
        assert_eq!((saved.len(), saved[0].name.as_str()), (1, "Fans"));
    }
);

both_engines!(only_curators_import, |db| async move {
    use crate::identity::{StaffRole, testing};
    let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = Staging::begin(&db, &desk, ImportKind::Products, Timestamp(1)).await;
    assert!(matches!(refused, Err(StagingError::Denied(_))));
    assert_eq!(count(&db, "import").await, 0);
    let curator = testing::staff(&db, &[StaffRole::Curator]).await;
    assert!(
        Staging::begin(&db, &curator, ImportKind::Products, Timestamp(1))
            .await
            .is_ok()
    );
});

/// What the colour of these parts is to be read as, by a mapping.
fn read_as(mapping: &mut Mapping, wanted: Kind, measured: &str) {
    for column in mapping.files.iter_mut().flat_map(|file| &mut file.columns) {
        if let Role::Attribute { kind, unit, .. } = &mut column.role {
            (*kind, *unit) = (wanted, measured.to_owned());
        }
    }
}

both_engines!(
    an_import_does_not_make_an_attribute_something_else,
    |db| async move {
        let file = |text: &'static str| [("parts.csv", text.as_bytes())];
        let take = async |text: &'static str, kind: Kind, unit: &'static str| {
            let change = |mapping: &mut Mapping| read_as(mapping, kind, unit);
            go_with(&db, ImportKind::Products, None, false, &file(text), change).await
        };
        let attribute = async || -> (String, String) {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let rows: Vec<(String, String)> = read
                .all("SELECT kind, unit FROM category_attribute", args![])
                .await
                .unwrap();
            rows[0].clone()
        };
        let values = async || -> Vec<(String, Option<f64>)> {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            read.all(
                "SELECT v.value, v.amount FROM product_attribute v
                 JOIN product p ON p.id = v.product_id ORDER BY p.sku",
                args![],
            )
            .await
            .unwrap()
        };
        let is = |text: &str, amount| (text.to_owned(), amount);
        take(
            "sku,name,category,weight\nA-1,One,things,10\nA-2,Two,things,20\n",
            Kind::Number,
            "kg",
        )
        .await;
        let number = ("number".to_owned(), "kg".to_owned());
        assert_eq!(attribute().await, number);
        // A mapping that takes it for a text: the category knows better.
        let id = take(
            "sku,name,category,weight\nA-1,One,things,11\nA-2,Two,things,heavy\n",
            Kind::Text,
            "",
        )
        .await;
        assert_eq!(attribute().await, number);
        assert_eq!(
            values().await,
            [is("11 kg", Some(11.0)), is("20 kg", Some(20.0))]
        );
        assert_eq!(
            not_taken(&db, id).await,
            [(
                3,
                Refusal::NotANumber {
                    column: "weight".to_owned(),
                    cell: "heavy".to_owned()
                }
            )]
        );
        // Another unit is never taken for this one.
        let id = take(
            "sku,name,category,weight\nA-1,One,things,12\nA-3,Three,things,\n",
            Kind::Number,
            "g",
        )
        .await;
        assert_eq!(attribute().await, number);
        assert_eq!(values().await[0], is("11 kg", Some(11.0)));
        assert_eq!(
            not_taken(&db, id).await,
            [(
                2,
                Refusal::OtherUnit {
                    column: "weight".to_owned(),
                    says: "g".to_owned(),
                    wants: "kg".to_owned()
                }
            )]
        );
        assert_eq!(report(&db, id).await.added, 1);
    }
);

/// A family of the products with these SKUs, which differ in their colour.
async fn family_of_colours(db: &Db, skus: &[&str]) {
    let actor = Actor::system();
    let (category, colour): (CategoryId, i64) = {
        let mut read = db.read(actor.scope()).await.unwrap();
        read.one(
            "SELECT category_id, number FROM category_attribute WHERE name = 'Color'",
            args![],
        )
        .await
        .unwrap()
    };
    let family = SaveFamily {
        id: FamilyId::new(),
        code: "colours".to_owned(),
        name: "Things".to_owned(),
        category,
        varying: vec![colour],
    };
    let id = family.id;
    save_family(db, &actor, family, Timestamp(3)).await.unwrap();
    for sku in skus {
        put_variant(db, &actor, id, sku, Timestamp(3))
            .await
            .unwrap();
    }
}

both_engines!(an_import_does_not_make_variants_alike, |db| async move {
    let actor = Actor::system();
    let file = |text: &'static str| [("a.csv", text.as_bytes())];
    let take =
        async |text: &'static str| go(&db, ImportKind::Products, None, false, &file(text)).await;
    take(PARTS).await;
    family_of_colours(&db, &["A-1", "A-2", "A-3"]).await;
    let id = take("sku,name,category,color\nA-1,One,things,White\nA-3,Three,things,Red\n").await;
    assert_eq!(not_taken(&db, id).await, [(2, Refusal::LikeAnotherVariant)]);
    // Two may change places, and one may become what another is no more.
    let id = take("sku,name,category,color\nA-1,One,things,White\nA-2,Two,things,Black\n").await;
    assert_eq!(
        (report(&db, id).await.updated, not_taken(&db, id).await),
        (2, vec![])
    );
    let blue = take("sku,name,category,color\nA-3,Drei,things,Blue\n").await;
    take("sku,name,category,color\nA-1,One,things,Red\n").await;
    // What A-3 was, A-1 is by now: only its name is given back.
    undo(&db, &actor, blue, Timestamp(9)).await.unwrap();
    run(&db, blue).await.unwrap();
    assert_eq!(
        left(&db, blue).await,
        [(2, "kept".to_owned(), vec![Field::Attribute("Color".into())])]
    );
    let are: Vec<(String, String)> = skus(&db)
        .await
        .into_iter()
        .map(|(_, name, summary)| (name, summary))
        .collect();
    let is = |name: &str, colour: &str| (name.to_owned(), colour.to_owned());
    assert_eq!(
        are,
        [is("One", "Red"), is("Two", "Black"), is("Three", "Blue")]
    );
});

both_engines!(
    an_import_keeps_what_a_curator_saves_meanwhile,
    |db| async move {
        let file = [("a.csv", PARTS.as_bytes())];
        go(&db, ImportKind::Products, None, false, &file).await;
        let curator = {
            let db = db.clone();
            tokio::spawn(async move {
                db.write::<_, StoreError, _>(Actor::system().scope(), |tx| {
                    Box::pin(async move {
                        tx.run(
                            "UPDATE product SET description = 'Said by hand.', version = version + 1
                             WHERE sku = 'A-2'",
                            args![],
                        )
                        .await?;
                        // Long enough for the import to come by; on SQLite it has to
                        // wait for its turn anyway.
                        let pause = EachEngine {
                            sqlite: "SELECT 1",
                            postgres: "SELECT 1 FROM pg_sleep(0.4)",
                        };
                        tx.run(pause, args![]).await?;
                        Ok(())
                    })
                })
                .await
            })
        };
        tokio::time::sleep(Duration::from_millis(100)).await;
        let more = [("b.csv", "sku,name,category\nA-2,Deux,things\n".as_bytes())];
        go(&db, ImportKind::Products, None, false, &more).await;
        curator.await.unwrap().unwrap();
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let product = product_by_sku(&mut read, "A-2").await.unwrap().unwrap();
        assert_eq!(
            (product.name.as_str(), product.description.as_str()),
            ("Deux", "Said by hand.")
        );
    }
);

both_engines!(
    what_no_column_names_a_category_for_comes_into_the_files_own,
    |db| async move {
        let take = async |text: &'static str, own: &'static str| {
            let change = |mapping: &mut Mapping| {
                mapping.files[0].category = CategoryChoice {
                    code: code_of(own),
                    name: own.to_owned(),
                    sku_prefix: "X".to_owned(),
                };
            };
            let file = [("a.csv", text.as_bytes())];
            go_with(&db, ImportKind::Products, None, false, &file, change).await
        };
        let where_is = async |sku: &str| -> (String, String) {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            read.one(
                "SELECT c.code, p.summary FROM product p JOIN category c ON c.id = p.category_id
                 WHERE p.sku = $1",
                args![sku],
            )
            .await
            .unwrap()
        };
        let is = |code: &str, summary: &str| (code.to_owned(), summary.to_owned());
        // Nobody said where the second belongs.
        let text = "sku,name,category,color\nA-1,One,things,Black\nA-2,Two,,White\n";
        let file = [("a.csv", text.as_bytes())];
        let id = go(&db, ImportKind::Products, None, false, &file).await;
        assert_eq!(not_taken(&db, id).await, [(3, Refusal::NoCategory)]);
        let id = take(text, "Others").await;
        assert_eq!(report(&db, id).await.added, 1);
        assert_eq!(where_is("A-2").await, is("others", "White"));
        // A file without categories leaves products where they are.
        let id = take("sku,name\nA-1,Uno\nA-3,Three\n", "Others").await;
        let done = report(&db, id).await;
        assert_eq!((done.added, done.updated), (1, 1));
        assert_eq!(where_is("A-1").await, is("things", "Black"));
        assert_eq!(where_is("A-3").await, is("others", ""));
    }
);

both_engines!(only_the_lines_that_are_meant_are_taken, |db| async move {
    let text = "sku,name,category,price,status\n\
        A-1,One,things,33,\n\
        A-1,One,things,34, current\n\
        A-2,Two,things,7,Current\n\
        A-3,Three,things,8,Old\n";
    let prices = list(&db, "List", Currency::EUR).await;
    let change = |mapping: &mut Mapping| {
        mapping.files[0].only = Some(OnlyLines {
            column: "status".to_owned(),
            value: "Current".to_owned(),
        });
    };
    let file: &[(&str, &[u8])] = &[("a.csv", text.as_bytes())];
    for only_compare in [true, false] {
        let list = Some(prices);
        let id = go_with(&db, ImportKind::Products, list, only_compare, file, change).await;
        let done = report(&db, id).await;
        assert_eq!((done.added, done.repeated, done.refused), (2, 0, 0));
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let all = lines(&mut read, id, LineFilter::All, 0, 100).await.unwrap();
        let states: Vec<&str> = all.iter().map(|line| line.state.as_str()).collect();
        assert_eq!(states, ["left-out", "new", "new", "left-out"]);
    }
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let one = product_by_sku(&mut read, "A-1").await.unwrap().unwrap();
    let asked = ask_list_prices(one.id, Timestamp::now())
        .fetch(&mut read)
        .await
        .unwrap();
    assert_eq!(asked[0].price, Some(Money::new(3_400, Currency::EUR)));
});
