//! The stories of imports, on both engines.

use super::super::csv_file::FileProblem;
use super::super::export::{Cell, Export, Exporting};
use super::super::import_line::Refusal;
use super::super::mapping::{ImportKind, Mapping, MappingFault, Role};
use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
use super::super::prices::ask_list_prices;
use super::super::products::product_by_sku;
use super::*;
use crate::id::{ImportId, PriceListId};
use crate::identity::Actor;
use crate::store::testing::both_engines;
use crate::store::{Db, Query};
use crate::text::{Language, Words, csv_row};
use crate::{Currency, Money, Timestamp, args};

const MICE: &str = "name,price,max_dpi,connection_type,color\n\
    Logitech G305,29.99,12000,\"Wired, Wireless\",Black\n\
    Logitech G305,,12000,\"Wired, Wireless\",White\n\
    Logitech G305,31.50,12000,\"Wired, Wireless\",Black\n\
    Razer Viper,,20000,Wired,Black\n\
    Razer Viper,49,20000,Wired,Black\n\
    ,5,1,Wired,Black\n\
    Broken,-5,1,Wired,Black\n\
    Short,1\n";
const FANS: &str = "name,price,size,rpm,pwm\n\
    Noctua NF-A12,37.95,120,\"450,2000\",true\n\
    be quiet! Wings,,140,900,false\n";

async fn stage(db: &Db, kind: ImportKind, files: &[(&str, &[u8])]) -> Staged {
    let mut staging = Staging::begin(db, &Actor::system(), kind, Timestamp(1))
        .await
        .unwrap();
    for (name, bytes) in files {
        let mut file = staging.file(name).unwrap();
        for piece in bytes.chunks(11) {
            file.piece(piece).await.unwrap();
        }
        file.end().await.unwrap();
    }
    staging.finish().await.unwrap()
}

async fn list(db: &Db, name: &str, currency: Currency) -> PriceListId {
    let id = PriceListId::new();
    let list = PriceList {
        id,
        name: name.to_owned(),
        currency,
        purpose: ListPurpose::Sale,
    };
    add_price_list(db, &Actor::system(), list, Timestamp(1))
        .await
        .unwrap();
    id
}

/// Takes files in and lets the import begin, with the guessed mapping.
async fn begin(db: &Db, kind: ImportKind, list: PriceListId, files: &[(&str, &[u8])]) -> ImportId {
    let staged = stage(db, kind, files).await;
    assert_eq!(staged.rejected, []);
    let id = staged.import.unwrap();
    let command = Start {
        import: id,
        mapping: guess(kind, &staged.files, None, Currency::EUR),
        price_list: Some(list),
        save_as: None,
        only_compare: false,
    };
    start(db, &Actor::system(), command, Timestamp(2))
        .await
        .unwrap();
    id
}

async fn report(db: &Db, id: ImportId) -> Import {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    import(&mut read, id).await.unwrap().unwrap()
}

async fn not_taken(db: &Db, id: ImportId) -> Vec<(i64, Refusal)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    lines(&mut read, id, LineFilter::NotTaken, 0, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|line| (line.line, line.reason().unwrap().clone()))
        .collect()
}

async fn skus(db: &Db) -> Vec<(String, String, String)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.all(
        "SELECT sku, name, summary FROM product ORDER BY sku",
        args![],
    )
    .await
    .unwrap()
}

async fn count(db: &Db, table: &str) -> i64 {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.scalar(format!("SELECT count(*) FROM {table}"), args![])
        .await
        .unwrap()
        .unwrap()
}

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

fn many(lines: usize) -> String {
    let mut text = "name,price,size,color\n".to_owned();
    for line in 0..lines {
        // Every tenth repeats the one before.
        let number = line - usize::from(line % 10 == 9);
        text.push_str(&format!(
            "Fan {number},{}.50,{},Black\n",
            number % 7 + 1,
            80 + number % 4
        ));
    }
    text
}

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

/// Takes files in and finds out what they would change, or applies them.
async fn go(
    db: &Db,
    kind: ImportKind,
    list: Option<PriceListId>,
    only_compare: bool,
    files: &[(&str, &[u8])],
) -> ImportId {
    let staged = stage(db, kind, files).await;
    assert_eq!(staged.rejected, []);
    let id = staged.import.unwrap();
    let command = Start {
        import: id,
        mapping: guess(kind, &staged.files, None, Currency::EUR),
        price_list: list,
        save_as: None,
        only_compare,
    };
    start(db, &Actor::system(), command, Timestamp(2))
        .await
        .unwrap();
    run(db, id).await.unwrap();
    id
}

/// What an import changed, or would: what, field, before, after.
async fn changes(db: &Db, id: ImportId) -> Vec<(String, String, String, String)> {
    let words = Words::new(Language::English, "UTC");
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let lines = changed_lines(&mut read, id, ChangeFilter::All, 0, 1_000)
        .await
        .unwrap();
    let rows = lines.iter().flat_map(|line| {
        line.changes().map(|change| {
            let (before, after) = change.say(words, Currency::EUR);
            (
                line.title.clone(),
                change.field.say(words).unwrap(),
                before,
                after,
            )
        })
    });
    rows.collect()
}

fn row(what: &str, field: &str, before: &str, after: &str) -> (String, String, String, String) {
    (what.into(), field.into(), before.into(), after.into())
}

/// How taking lines back ended, for those of which something was left.
async fn left(db: &Db, id: ImportId) -> Vec<(i64, String, Vec<Field>)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    changed_lines(&mut read, id, ChangeFilter::Kept, 0, 1_000)
        .await
        .unwrap()
        .into_iter()
        .map(|line| {
            let kept = line.kept().to_vec();
            (line.line, line.undone.unwrap(), kept)
        })
        .collect()
}

const PARTS: &str = "sku,name,category,color,price\n\
    A-1,One,things,Black,10\n\
    A-2,Two,things,White,20\n\
    A-3,Three,things,Red,30\n";

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
        assert_eq!(changes(&db, id).await, said);
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
    assert_eq!(changes(&db, id).await.len(), 6);
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
    let id = go(&db, ImportKind::Promotions, Some(prices), false, file).await;
    let done = report(&db, id).await;
    assert_eq!((done.added, done.repeated, done.refused), (4, 1, 3));
    assert_eq!(
        changes(&db, id).await[1],
        row("15 to 24", "Promotion", "", "−5% until 31 December 2035")
    );
    let again = go(&db, ImportKind::Promotions, Some(prices), false, file).await;
    assert_eq!(report(&db, again).await.unchanged, 4);
    let more = text.replace("0.05", "0.06");
    let more = go(
        &db,
        ImportKind::Promotions,
        Some(prices),
        false,
        &[("p.csv", more.as_bytes())],
    )
    .await;
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

/// A file as it is exported.
async fn exported(db: &Db, what: Export) -> Vec<u8> {
    let exporting = Exporting::begin(db, &Actor::system(), what, Timestamp::now())
        .await
        .unwrap();
    let mut text = csv_row(exporting.columns());
    let mut after = String::new();
    while let Some((rows, last)) = exporting.rows(&after).await.unwrap() {
        for row in rows {
            text.push_str(&csv_row(row.iter().map(Cell::plain)));
        }
        after = last;
    }
    text.into_bytes()
}

async fn workbook(db: &Db, what: Export) -> Vec<u8> {
    let exporting = Exporting::begin(db, &Actor::system(), what, Timestamp::now())
        .await
        .unwrap();
    let mut file = exporting.workbook().await.unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    bytes
}

both_engines!(
    what_is_exported_and_imported_changes_nothing,
    |db| async move {
        let actor = Actor::system();
        let prices = list(&db, "List", Currency::EUR).await;
        let files: [(&str, &[u8]); 2] = [
            ("mouse.csv", MICE.as_bytes()),
            ("case-fan.csv", FANS.as_bytes()),
        ];
        go(&db, ImportKind::Products, Some(prices), false, &files).await;
        let trade = "sku,name,category,hersteller,mpn,unspsc,last order,lead days,description,unit\n\
            P-1,\"=1+1, -2\",cable,+Cables,@7,43-21-17-08,2031-05-31,9,\"- one\n- two\",m\n";
        go(
            &db,
            ImportKind::Products,
            None,
            false,
            &[("t.csv", trade.as_bytes())],
        )
        .await;
        let breaks = "sku,price,pieces,valid until\nP-1,5,,\nP-1,4,10,\nP-1,3,100,2032-01-31\n";
        go(
            &db,
            ImportKind::Prices,
            Some(prices),
            false,
            &[("b.csv", breaks.as_bytes())],
        )
        .await;
        let later = "sku,price,pieces,valid from\nP-1,6,,2031-01-01\n";
        go(
            &db,
            ImportKind::Prices,
            Some(prices),
            false,
            &[("l.csv", later.as_bytes())],
        )
        .await;
        let stock = "sku,location,stock,expected,expected on\nP-1,Utrecht,1.5,7,2031-01-05\n";
        go(
            &db,
            ImportKind::Stock,
            None,
            false,
            &[("s.csv", stock.as_bytes())],
        )
        .await;
        let companies = "reference,company,employees,annual sales,currency,phone,founded\n\
            R-1,Halden,5000,12.50,USD,+31 30 123,1950\n\
            R-2,=Tal,,,,,\n";
        go(
            &db,
            ImportKind::Customers,
            None,
            false,
            &[("c.csv", companies.as_bytes())],
        )
        .await;

        let mice = {
            let mut read = db.read(actor.scope()).await.unwrap();
            let all = crate::catalog::categories(&mut read).await.unwrap();
            all.into_iter().find(|one| one.code == "mouse").unwrap().id
        };
        let fans = {
            let mut read = db.read(actor.scope()).await.unwrap();
            let all = crate::catalog::categories(&mut read).await.unwrap();
            all.into_iter()
                .find(|one| one.code == "case-fan")
                .unwrap()
                .id
        };
        let of = |category, list| Export::Products { category, list };
        for (what, kind, lines) in [
            (of(None, Some(prices)), ImportKind::Products, 6),
            (of(Some(mice), Some(prices)), ImportKind::Products, 3),
            (of(Some(fans), None), ImportKind::Products, 2),
            (Export::Prices(prices), ImportKind::Prices, 7),
            (Export::Stock, ImportKind::Stock, 1),
            (Export::Customers, ImportKind::Customers, 2),
        ] {
            let list = kind.has_list().then_some(prices);
            let csv = exported(&db, what).await;
            let xlsx = workbook(&db, what).await;
            for (name, bytes) in [("all.csv", &csv), ("all.xlsx", &xlsx)] {
                let id = go(&db, kind, list, false, &[(name, bytes)]).await;
                assert_eq!(changes(&db, id).await, [], "{what:?} {name}");
                assert_eq!(not_taken(&db, id).await, [], "{what:?} {name}");
                let done = report(&db, id).await;
                assert_eq!(
                    (done.lines, done.unchanged),
                    (lines, lines),
                    "{what:?} {name}"
                );
            }
        }
        // Edited, only what was edited changes.
        let text = String::from_utf8(exported(&db, of(Some(fans), None)).await).unwrap();
        let edited = text.replace("140", "150");
        let id = go(
            &db,
            ImportKind::Products,
            None,
            true,
            &[("f.csv", edited.as_bytes())],
        )
        .await;
        assert_eq!(
            changes(&db, id).await,
            [row("be quiet! Wings", "Size", "140 mm", "150 mm")]
        );
    }
);

both_engines!(
    texts_in_other_languages_come_in_go_out_and_are_taken_back,
    |db| async move {
        let actor = Actor::system();
        let german = async || -> Vec<(String, String, String)> {
            let mut read = db.read(actor.scope()).await.unwrap();
            read.all(
                "SELECT p.sku, t.name, t.description FROM product_text t
                 JOIN product p ON p.id = t.product_id WHERE t.language = 'de' ORDER BY p.sku",
                args![],
            )
            .await
            .unwrap()
        };
        let text = |sku: &str, name: &str, description: &str| {
            (sku.to_owned(), name.to_owned(), description.to_owned())
        };
        let import = async |name: &str, bytes: &[u8], compare| {
            go(&db, ImportKind::Products, None, compare, &[(name, bytes)]).await
        };
        let go = async |text: &str, compare| import("m.csv", text.as_bytes(), compare).await;
        go(
            "sku,name,category,Name (de),description_de\n\
             A-1,Mouse,things,Maus,\"Leise.\nLeicht.\"\n\
             A-2,Pad,things,,\n",
            false,
        )
        .await;
        let first = [text("A-1", "Maus", "Leise.\nLeicht.")];
        assert_eq!(german().await, first);

        // Files without such columns leave them alone.
        let other = go("sku,name,category\nA-1,Mouse 2,things\n", false).await;
        assert_eq!(
            changes(&db, other).await,
            [row("Mouse 2", "Name", "Mouse", "Mouse 2")]
        );
        assert_eq!(german().await, first);

        // What goes out comes in again, and nothing changes.
        let all = Export::Products {
            category: None,
            list: None,
        };
        let out = String::from_utf8(exported(&db, all).await).unwrap();
        assert!(out.contains("name (de),description (de)"), "{out}");
        let again = go(&out, false).await;
        assert_eq!(changes(&db, again).await, []);
        let book = workbook(&db, all).await;
        let again = import("all.xlsx", &book, false).await;
        assert_eq!(changes(&db, again).await, []);

        // A comparison says what would change, and undoing gives it back.
        let edited = out.replace("Maus", "Computermaus");
        let edited = edited.replace("Leise.\nLeicht.", "");
        let said = [
            row("Mouse 2", "Name (Deutsch)", "Maus", "Computermaus"),
            row("Mouse 2", "Description (Deutsch)", "Leise.\nLeicht.", ""),
        ];
        let compared = go(&edited, true).await;
        assert_eq!(changes(&db, compared).await, said);
        assert_eq!(german().await, first);
        let done = go(&edited, false).await;
        assert_eq!(changes(&db, done).await, said);
        assert_eq!(german().await, [text("A-1", "Computermaus", "")]);
        undo(&db, &actor, done, Timestamp(9)).await.unwrap();
        run(&db, done).await.unwrap();
        assert_eq!(german().await, first);

        // What an import made goes with its texts.
        let made = go("sku,name,category,name_de\nA-3,Cable,things,Kabel\n", false).await;
        assert_eq!(german().await.len(), 2);
        undo(&db, &actor, made, Timestamp(9)).await.unwrap();
        run(&db, made).await.unwrap();
        assert_eq!(german().await, first);
        assert_eq!(count(&db, "product").await, 2);
    }
);

both_engines!(a_workbook_takes_the_same_way_as_text, |db| async move {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let prices = list(&db, "List", Currency::EUR).await;
    go(
        &db,
        ImportKind::Products,
        Some(prices),
        false,
        &[("a.csv", PARTS.as_bytes())],
    )
    .await;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").unwrap();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["sku", "price", "valid from"]) {
        sheet.write(0, column, name).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(1, 0, "A-1").unwrap();
    sheet.write(1, 1, 12.5).unwrap();
    let from = ExcelDateTime::from_ymd(2031, 2, 1).unwrap();
    sheet.write_with_format(1, 2, &from, &day).unwrap();
    sheet.write(2, 0, "A-2").unwrap();
    sheet.write(2, 1, "soon").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    // Its content says what it is, not its name.
    let id = go(
        &db,
        ImportKind::Prices,
        Some(prices),
        false,
        &[("prices.csv", &bytes)],
    )
    .await;
    let done = report(&db, id).await;
    assert_eq!((done.updated, done.refused), (1, 1));
    assert_eq!(done.notes()[0].1.len(), 1);
    assert_eq!(
        not_taken(&db, id).await,
        [(
            3,
            Refusal::BadPrice {
                cell: "soon".to_owned()
            }
        )]
    );
    // A file that is none of both leaves nothing behind.
    let staged = stage(&db, ImportKind::Prices, &[("p.xlsx", &bytes[..900])]).await;
    assert_eq!(staged.rejected[0].problem, FileProblem::Broken);
    assert_eq!(staged.import, None);
});

both_engines!(
    what_codes_mean_is_looked_up_in_other_files,
    |db| async move {
        let products = "Key,SKU,Name,GroupKey\n1,A-1,One,7.0\n2,A-2,Two,8\n3,A-3,Three,9\n4,A-4\n";
        let groups = "GroupKey,Category,KindKey\n7,Saws,1\n8,Drills,2\n";
        let kinds = "KindKey,Manufacturer\n1,Sable\n2,Nimbus\n";
        let id = go(
            &db,
            ImportKind::Products,
            None,
            false,
            &[
                ("groups.csv", groups.as_bytes()),
                ("products.csv", products.as_bytes()),
                ("kinds.csv", kinds.as_bytes()),
            ],
        )
        .await;
        let done = report(&db, id).await;
        assert_eq!((done.lines, done.added, done.refused), (8, 2, 2));
        assert_eq!(
            not_taken(&db, id).await,
            [
                (4, Refusal::NoCategory),
                (5, Refusal::CellCount { has: 2, wants: 4 })
            ]
        );
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let found: Vec<(String, String, String)> = read
            .all(
                "SELECT p.sku, p.manufacturer, c.name FROM product p
             JOIN category c ON c.id = p.category_id ORDER BY p.sku",
                args![],
            )
            .await
            .unwrap();
        let is = |sku: &str, maker: &str, category: &str| {
            (sku.to_owned(), maker.to_owned(), category.to_owned())
        };
        assert_eq!(
            found,
            [is("A-1", "Sable", "Saws"), is("A-2", "Nimbus", "Drills")]
        );
    }
);

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
