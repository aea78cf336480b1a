use super::super::attribute::Kind;
use super::super::categories::{SaveCategory, save_category};
use super::super::category_attributes::{WantedAttribute, put_attributes};
use super::super::edit_family::{SaveFamily, put_variant, save_family};
use super::super::grid::{GridAttribute, GridPage, GridQuery, GridRow, ask_grid};
use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
use super::super::product_line::LONGEST_NAME;
use super::super::product_texts::{ProductText, ask_product_texts};
use super::super::save_product::save_product;
use super::super::typed_product::SaveProduct;
use super::*;
use crate::id::FamilyId;
use crate::identity::testing::Failed;
use crate::store::testing::both_engines;
use crate::text::Language;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

struct Ground {
    category: CategoryId,
    list: PriceListId,
    weight: i64,
}

async fn prepare(db: &Db) -> Ground {
    let (category, list, actor) = (CategoryId::new(), PriceListId::new(), Actor::system());
    let command = SaveCategory {
        id: category,
        parent: None,
        code: "mouse".to_owned(),
        name: "Mice".to_owned(),
        sku_prefix: "MOU".to_owned(),
    };
    save_category(db, &actor, command, NOW).await.unwrap();
    let named = PriceList {
        id: list,
        name: "List".to_owned(),
        currency: Currency::EUR,
        purpose: ListPurpose::Sale,
    };
    add_price_list(db, &actor, named, NOW).await.unwrap();
    let wanted = WantedAttribute {
        category,
        position: 1,
        name: "Weight".to_owned(),
        kind: Kind::Number,
        unit: "g".to_owned(),
    };
    let attributes = db
        .write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move { put_attributes(tx, &[wanted]).await })
        })
        .await
        .unwrap();
    for (sku, name) in [("M-1", "Alpha"), ("M-2", "Beta"), ("M-3", "Gamma")] {
        let command = SaveProduct {
            id: ProductId::new(),
            version: None,
            sku: sku.to_owned(),
            name: name.to_owned(),
            manufacturer: "Logi".to_owned(),
            category,
            unit: String::new(),
            description: "Said of it".to_owned(),
            texts: vec![ProductText {
                language: Language::German,
                name: format!("Ding {name}"),
                description: String::new(),
            }],
            maker_number: String::new(),
            unspsc: "43211708".to_owned(),
            last_order_day: None,
            lead_days: String::new(),
            active: true,
            attributes: vec![(attributes[0].number, "80".to_owned())],
        };
        save_product(db, &actor, command, NOW).await.unwrap();
    }
    Ground {
        category,
        list,
        weight: attributes[0].number,
    }
}

impl Ground {
    async fn page(&self, db: &Db, words: &str, sort: &str) -> GridPage {
        let query = GridQuery {
            category: self.category,
            list: Some(self.list),
            words: words.to_owned(),
            active: None,
            sort: sort.to_owned(),
            offset: 0,
            most: 50,
        };
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        ask_grid(&query, Timestamp(NOW.0 + 1))
            .fetch(&mut read)
            .await
            .unwrap()
    }

    async fn save(&self, db: &Db, edits: Vec<GridEdit>) -> GridAnswer {
        self.send(db, edits, false).await
    }

    async fn send(&self, db: &Db, edits: Vec<GridEdit>, new_values: bool) -> GridAnswer {
        let sent = self.form(edits, new_values);
        save_grid::<Failed>(db, &Actor::system(), sent, NOW)
            .await
            .unwrap()
    }

    fn form(&self, edits: Vec<GridEdit>, new_values: bool) -> GridEdits {
        GridEdits {
            key: FormKey::fresh(),
            category: self.category,
            list: Some(self.list),
            new_values,
            edits,
        }
    }
}

fn edit(row: &GridRow, cells: &[(Cell, &str)]) -> GridEdit {
    GridEdit {
        product: row.product,
        version: row.version,
        cells: cells
            .iter()
            .map(|(cell, typed)| (*cell, (*typed).to_owned(), row.cell(*cell).to_owned()))
            .collect(),
    }
}

both_engines!(
    names_and_units_are_refused_as_on_the_products_page,
    |db| async move {
        let ground = prepare(&db).await;
        let page = ground.page(&db, "", "name").await;
        let long = "x".repeat(LONGEST_NAME + 1);
        let edits = vec![
            edit(&page.rows[0], &[(Cell::Name, " "), (Cell::Unit, "Meter")]),
            edit(
                &page.rows[1],
                &[(Cell::Name, long.as_str()), (Cell::Unit, "fathom")],
            ),
        ];
        let answer = ground.save(&db, edits).await;
        let fault =
            |row: usize, cell, what| (page.rows[row].product, cell, CellFault::Product(what));
        assert_eq!(
            answer.refused,
            [
                fault(0, Cell::Name, ProductFault::NoName),
                fault(1, Cell::Name, ProductFault::TooLong),
                fault(1, Cell::Unit, ProductFault::UnknownUnit),
            ]
        );
        let after = ground.page(&db, "", "name").await;
        assert_eq!((answer.saved, after), (0, page));
    }
);

both_engines!(
    all_changed_cells_are_written_or_none_and_each_that_is_wrong_is_named,
    |db| async move {
        let ground = prepare(&db).await;
        let page = ground.page(&db, "", "name").await;
        let skus: Vec<&str> = page.rows.iter().map(|row| row.sku.as_str()).collect();
        assert_eq!((page.total, skus), (3, vec!["M-1", "M-2", "M-3"]));
        let weight = Cell::Attribute(ground.weight);
        assert_eq!(page.rows[0].cell(weight), "80");
        let edits = vec![
            edit(
                &page.rows[0],
                &[
                    (Cell::Name, "Alpha 2"),
                    (Cell::Price, "29.90"),
                    (weight, "75.5"),
                ],
            ),
            edit(
                &page.rows[1],
                &[
                    (weight, "heavy"),
                    (Cell::LeadDays, "soon"),
                    (Cell::Manufacturer, "Corvane"),
                ],
            ),
            edit(
                &page.rows[2],
                &[
                    (Cell::Active, ""),
                    (Cell::Price, "-3"),
                    (Cell::LastOrderDay, "x"),
                ],
            ),
        ];
        let answer = ground.save(&db, edits).await;
        assert_eq!((answer.saved, answer.changed_meanwhile.len()), (0, 0));
        let refused: Vec<(ProductId, Cell)> = answer
            .refused
            .iter()
            .map(|(product, cell, _)| (*product, *cell))
            .collect();
        let (second, third) = (page.rows[1].product, page.rows[2].product);
        assert_eq!(
            refused,
            [
                (second, weight),
                (second, Cell::LeadDays),
                (third, Cell::LastOrderDay),
                (third, Cell::Price),
            ]
        );
        // Prices and products alike are as they were.
        assert_eq!(ground.page(&db, "", "name").await, page);
        let edits = vec![
            edit(
                &page.rows[0],
                &[
                    (Cell::Name, "Alpha 2"),
                    (Cell::Price, "29.90"),
                    (weight, "75.5"),
                ],
            ),
            edit(
                &page.rows[1],
                &[(Cell::Manufacturer, "Corvane"), (Cell::Unit, "Meter")],
            ),
            edit(&page.rows[2], &[(Cell::Active, "")]),
        ];
        let answer = ground.save(&db, edits).await;
        assert_eq!((answer.saved, answer.is_fine()), (3, true));
        let after = ground.page(&db, "", "name").await;
        let cells = |row: usize, all: &[Cell]| -> Vec<String> {
            all.iter()
                .map(|cell| after.rows[row].cell(*cell).to_owned())
                .collect()
        };
        assert_eq!(
            cells(0, &[Cell::Name, Cell::Price, weight, Cell::Manufacturer]),
            ["Alpha 2", "29.90", "75.5", "Logi"]
        );
        assert_eq!(
            cells(1, &[Cell::Manufacturer, weight, Cell::Unit]),
            ["Corvane", "80", "MTR"]
        );
        assert_eq!(cells(2, &[Cell::Active, Cell::Name]), ["", "Gamma"]);
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let kept: Option<i64> = read
            .scalar(
                "SELECT COUNT(*) FROM product
             WHERE description = 'Said of it' AND unspsc = '43211708'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(kept, Some(3));
        let texts = ask_product_texts(second).fetch(&mut read).await.unwrap();
        assert_eq!(texts[0].name, "Ding Beta");
        drop(read);
        assert_eq!(ground.page(&db, "corv", "name").await.total, 1);
        let by_maker = ground.page(&db, "", "manufacturer").await;
        assert_eq!(by_maker.rows[0].cell(Cell::Manufacturer), "Corvane");
    }
);

both_engines!(
    what_somebody_else_changed_is_named_and_nothing_is_written_over_it,
    |db| async move {
        let ground = prepare(&db).await;
        let page = ground.page(&db, "", "name").await;
        let first = ground
            .save(
                &db,
                vec![edit(
                    &page.rows[0],
                    &[(Cell::Name, "Theirs"), (Cell::Price, "10")],
                )],
            )
            .await;
        assert_eq!(first.saved, 1);
        // Two who saw the same page: the second is told, and nothing is lost.
        let edits = vec![
            edit(&page.rows[0], &[(Cell::Name, "Mine")]),
            edit(&page.rows[1], &[(Cell::Name, "Mine too")]),
        ];
        let second = ground.save(&db, edits).await;
        assert_eq!(
            (second.saved, second.changed_meanwhile),
            (0, vec![page.rows[0].product])
        );
        let now = ground.page(&db, "", "sku").await;
        let names: Vec<&str> = now.rows.iter().map(|row| row.cell(Cell::Name)).collect();
        assert_eq!(names, ["Theirs", "Beta", "Gamma"]);
        // A price has no version: it is compared with what was seen.
        let mut price = edit(&now.rows[0], &[(Cell::Price, "20")]);
        price.cells[0].2 = "9.00".to_owned();
        let third = ground.save(&db, vec![price]).await;
        assert_eq!((third.saved, third.changed_meanwhile.len()), (0, 1));
        assert_eq!(
            ground.page(&db, "", "sku").await.rows[0].cell(Cell::Price),
            "10.00"
        );
    }
);

both_engines!(
    a_grid_that_is_sent_twice_is_written_once_and_says_so_twice,
    |db| async move {
        let ground = prepare(&db).await;
        let page = ground.page(&db, "", "name").await;
        let cells = [(Cell::Name, "Alpha 2"), (Cell::Price, "29.90")];
        let form = ground.form(vec![edit(&page.rows[0], &cells)], false);
        let system = Actor::system();
        let send_by = |form: GridEdits| save_grid::<Failed>(&db, &system, form, NOW);
        let (one, other) = tokio::join!(send_by(form.clone()), send_by(form.clone()));
        for answer in [one.unwrap(), other.unwrap()] {
            assert_eq!((answer.saved, answer.is_fine()), (1, true));
        }
        let after = ground.page(&db, "", "name").await;
        assert_eq!(after.rows[0].version, page.rows[0].version + 1);
        // What was refused is not said to be written.
        let wrong = ground.form(vec![edit(&after.rows[1], &[(Cell::Name, " ")])], false);
        for _ in 0..2 {
            assert!(!send_by(wrong.clone()).await.unwrap().is_fine());
        }
    }
);

both_engines!(
    of_two_variants_made_alike_at_once_one_is_refused,
    |db| async move {
        let ground = prepare(&db).await;
        let (weight, actor) = (Cell::Attribute(ground.weight), Actor::system());
        let page = ground.page(&db, "", "name").await;
        let rows = page.rows.iter().zip(["10", "20", "30"]);
        let edits = rows.map(|(row, grams)| edit(row, &[(weight, grams)]));
        assert!(ground.save(&db, edits.collect()).await.is_fine());
        let family = FamilyId::new();
        for varying in [vec![], vec![ground.weight]] {
            let command = SaveFamily {
                id: family,
                code: "mice".to_owned(),
                name: "Mice".to_owned(),
                category: ground.category,
                varying,
            };
            save_family(&db, &actor, command, NOW).await.unwrap();
        }
        for sku in ["M-1", "M-2"] {
            put_variant(&db, &actor, family, sku, NOW).await.unwrap();
        }
        for grams in 100..105 {
            let page = ground.page(&db, "", "name").await;
            let grams = grams.to_string();
            let cells = [(weight, grams.as_str())];
            let (one, other) = tokio::join!(
                ground.save(&db, vec![edit(&page.rows[0], &cells)]),
                ground.save(&db, vec![edit(&page.rows[1], &cells)]),
            );
            assert_ne!(one.is_fine(), other.is_fine(), "{one:?} {other:?}");
        }
    }
);

both_engines!(
    a_choice_that_no_product_has_yet_is_asked_about,
    |db| async move {
        let ground = prepare(&db).await;
        let (category, actor) = (ground.category, Actor::system());
        let wanted = |position, name: &str, kind| WantedAttribute {
            category,
            position,
            name: name.to_owned(),
            kind,
            unit: String::new(),
        };
        let wanted = vec![
            wanted(2, "Color", Kind::Choice),
            wanted(3, "Ports", Kind::Choices),
            wanted(4, "Wireless", Kind::YesNo),
        ];
        let made = db
            .write::<_, StoreError, _>(actor.scope(), move |tx| {
                Box::pin(async move { put_attributes(tx, &wanted).await })
            })
            .await
            .unwrap();
        let cell = |name: &str| {
            let one = made.iter().find(|one| one.name == name).unwrap();
            Cell::Attribute(one.number)
        };
        let (color, ports, wireless) = (cell("Color"), cell("Ports"), cell("Wireless"));
        let page = ground.page(&db, "", "name").await;
        let kinds: Vec<Kind> = page.attributes.iter().map(GridAttribute::kind).collect();
        assert_eq!(kinds[1..], [Kind::Choice, Kind::Choices, Kind::YesNo]);
        let first = || {
            let cells = [(color, "Black"), (ports, "USB, HDMI"), (wireless, "yes")];
            vec![edit(&page.rows[0], &cells)]
        };
        let answer = ground.save(&db, first()).await;
        let new = |row: usize, cell, value: &str| {
            let fault = CellFault::NewValue(value.to_owned());
            (page.rows[row].product, cell, fault)
        };
        assert_eq!(
            (answer.saved, answer.refused),
            (0, vec![new(0, color, "Black"), new(0, ports, "USB")])
        );
        assert_eq!(ground.send(&db, first(), true).await.saved, 1);
        let page = ground.page(&db, "", "name").await;
        let known: Vec<&str> = page.known.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(known, ["Black", "HDMI", "USB"]);
        // What a product has may be given to another; a slip of the fingers is told.
        let edits = vec![
            edit(&page.rows[1], &[(color, "Black"), (ports, "HDMI")]),
            edit(&page.rows[2], &[(color, "Blak"), (wireless, "perhaps")]),
        ];
        let answer = ground.save(&db, edits).await;
        let not_yes = CellFault::Product(ProductFault::NotYesOrNo);
        let third = page.rows[2].product;
        assert_eq!(
            answer.refused,
            [new(2, color, "Blak"), (third, wireless, not_yes)]
        );
        let fine = vec![edit(&page.rows[1], &[(color, "Black"), (ports, "HDMI")])];
        assert_eq!(ground.save(&db, fine).await.saved, 1);
    }
);
