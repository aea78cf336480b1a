//! The stories of imports, on both engines.

use super::super::csv_file::FileProblem;
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
