//! What goes out comes in again; workbooks, and files that others refer to.

use super::*;

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
        let stock = "sku,location,stock,expected,expected on,lead time days\n\
            P-1,Utrecht,1.5,7,2031-01-05,12\n";
        go(
            &db,
            ImportKind::Stock,
            None,
            false,
            &[("s.csv", stock.as_bytes())],
        )
        .await;
        let promotions = "Promotion,SKU,Category,Percent,Price,Pieces,Valid from,Valid until\n\
            All,,*,1%,,1,,2035-12-31\n\
            Volume,,*,2.5%,,11,2030-01-01,2035-12-31\n\
            Fans,,case-fan,10%,,1,2020-01-01,2035-12-31\n\
            Cable,P-1,,,4.20,5,,2035-12-31\n";
        let promoted: &[(&str, &[u8])] = &[("p.csv", promotions.as_bytes())];
        let kind = ImportKind::Promotions;
        let id = go(&db, kind, Some(prices), false, promoted).await;
        assert_eq!(report(&db, id).await.added, 4);
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
            (Export::Promotions(prices), ImportKind::Promotions, 4),
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
