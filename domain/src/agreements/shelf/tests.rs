use super::*;
use crate::agreements::assortment::{Breadth, ProductRule, SetRule, decide, first_to_say};
use crate::agreements::pricing::{
    AgreedLine, AgreedPrices, ListLine, PriceInputs, Promotion, resolve,
};
use crate::agreements::testing::{
    Target, agreement, attribute, called, category, category_rule, insert, known_of, line_in,
    list_price, make_cost_list, price_list, product, product_rule,
};
use crate::agreements::{About, NewLine, Says, Validity};
use crate::catalog::lexicon::put_words;
use crate::id::{CategoryId, PriceListId, ProductId};
use crate::identity::testing::customer;
use crate::identity::{Company, InForce, Shopper};
use crate::store::testing::both_engines;
use crate::store::{Db, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};
use std::collections::HashMap;

const NOW: Timestamp = Timestamp(1_000_000);

/// What products cost: one of one, and one of ten.
type Prices = HashMap<ProductId, (Option<Money>, Option<Money>)>;

fn shopper<'a>(company: &'a Company, in_force: &'a InForce) -> Shopper<'a> {
    Shopper {
        company,
        in_force: Some(in_force),
        preview: false,
        language: "",
        member: None,
    }
}

fn names(items: &[ShelfItem]) -> Vec<&str> {
    items.iter().map(|item| item.name.as_str()).collect()
}

/// Computers (Laptops, Desktops) and Furniture with two products each, all in
/// one price list at 100.00.
struct Shop {
    company: Company,
    in_force: InForce,
    computers: CategoryId,
    laptops: CategoryId,
    desktops: CategoryId,
    furniture: CategoryId,
    products: HashMap<&'static str, ProductId>,
}

impl Shop {
    async fn open(db: &Db) -> Shop {
        let (company, _) = customer(db, "Halden Marine").await;
        let list = price_list(db, Currency::EUR).await;
        let in_force = agreement(db, company.id, list).await;
        let computers = category(db, None, "Computers").await;
        let laptops = category(db, Some(computers), "Laptops").await;
        let desktops = category(db, Some(computers), "Desktops").await;
        let furniture = category(db, None, "Furniture").await;
        let mut products = HashMap::new();
        for (within, name) in [
            (laptops, "Laptop 13"),
            (laptops, "Laptop 15"),
            (desktops, "Desktop small"),
            (desktops, "Desktop tall"),
            (furniture, "Chair"),
            (furniture, "Desk"),
        ] {
            let sku = name.to_uppercase().replace(' ', "-");
            let id = product(db, within, &sku, name).await;
            list_price(db, list, id, 10_000).await;
            products.insert(name, id);
        }
        Shop {
            company,
            in_force,
            computers,
            laptops,
            desktops,
            furniture,
            products,
        }
    }

    fn shopper(&self) -> Shopper<'_> {
        shopper(&self.company, &self.in_force)
    }

    async fn rule(&self, db: &Db, category: CategoryId, rule: &str) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        category_rule(
            db,
            customer,
            revision,
            Some(category),
            rule,
            None,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn discount(&self, db: &Db, category: Option<CategoryId>, rate: i64) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        let rate = Some(Rate(rate));
        category_rule(
            db,
            customer,
            revision,
            category,
            "discount",
            rate,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn about(&self, db: &Db, product: &str, rule: &str, price: Option<i64>) {
        let (customer, revision) = (self.company.id, self.in_force.first.revision);
        let product = self.products[product];
        product_rule(
            db,
            customer,
            revision,
            product,
            rule,
            price,
            Validity::ALWAYS,
        )
        .await;
    }

    async fn all(&self, db: &Db) -> Vec<ShelfItem> {
        let ids: Vec<ProductId> = self.products.values().copied().collect();
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        shelf_items(&mut read, self.shopper(), &ids, NOW)
            .await
            .unwrap()
    }

    async fn page(&self, db: &Db, query: ShelfQuery) -> ShelfPage {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        shelf_page(&mut read, self.shopper(), query, NOW)
            .await
            .unwrap()
    }

    async fn of(&self, db: &Db, category: CategoryId) -> ShelfPage {
        let query = ShelfQuery {
            category: Some(code(db, category).await),
            ..ShelfQuery::default()
        };
        self.page(db, query).await
    }
}

async fn code(db: &Db, category: CategoryId) -> String {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar("SELECT code FROM category WHERE id = $1", args![category])
        .await
        .unwrap()
        .unwrap()
}

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

/// Says that so many thousandths of a product are at one place.
async fn put_in_stock(db: &Db, product: ProductId, on_hand: i64) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let place = crate::id::StockLocationId::new();
            tx.run(
                "INSERT INTO stock_location (id, name, created_at) VALUES ($1, $2, 0)",
                args![place, place.to_string()],
            )
            .await?;
            tx.run(
                "INSERT INTO product_stock (product_id, location_id, on_hand, updated_at)
                 VALUES ($1, $2, $3, 0)",
                args![product, place, on_hand],
            )
            .await
        })
    })
    .await
    .unwrap();
}

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

both_engines!(
    categories_are_named_and_found_in_the_readers_language,
    |db| async move {
        use crate::catalog::{Named, SaveNames, save_names};
        use crate::identity::StaffRole;
        use crate::identity::testing::staff;
        use crate::text::Language;

        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let in_german = |of: CategoryId, name: &str| {
            let thing = Named {
                attribute: 0,
                value: String::new(),
            };
            let command = SaveNames {
                category: of,
                names: vec![(thing, Language::German, name.to_owned())],
            };
            let (db, curator) = (db.clone(), curator.clone());
            async move { save_names(&db, &curator, command, NOW).await.unwrap() }
        };
        // What was remembered before is named anew at once.
        shop.of(&db, shop.laptops).await;
        in_german(shop.computers, "Rechner").await;
        in_german(shop.laptops, "Klapprechner").await;
        in_german(shop.furniture, "Möbel").await;
        let german = Shopper {
            language: "de",
            ..shop.shopper()
        };
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let all = shelf_categories(&mut read, german, NOW).await.unwrap();
        let called: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(called, ["Desktops", "Klapprechner", "Rechner"]);
        let query = ShelfQuery {
            category: Some(code(&db, shop.laptops).await),
            ..ShelfQuery::default()
        };
        let page = shelf_page(&mut read, german, query, NOW).await.unwrap();
        assert_eq!(page.category.unwrap().name, "Klapprechner");
        assert_eq!(page.path[0].1, "Rechner");
        assert_eq!(page.items[0].category_name, "Klapprechner");
        let items = shelf_items(&mut read, german, &[shop.products["Laptop 13"]], NOW).await;
        assert_eq!(items.unwrap()[0].category_name, "Klapprechner");

        // A search in that language finds what the first one calls it; nothing
        // that is not offered.
        let searched = async |shopper, words: &str| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                words: Some(words.to_owned()),
                ..ShelfQuery::default()
            };
            shelf_page(&mut read, shopper, query, NOW).await.unwrap()
        };
        // The tests' products are found by their names: "laptop", not "laptops".
        in_german(shop.desktops, "Standrechner").await;
        let found = searched(german, "Standrechner tall").await;
        assert_eq!(found.items, []);
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            let text = "UPDATE product SET words = words || ' desktops' WHERE name LIKE 'Desktop%'";
            Box::pin(async move { tx.run(text, args![]).await })
        })
        .await
        .unwrap();
        let found = searched(german, "Standrechner tall").await;
        assert_eq!(names(&found.items), ["Desktop tall"]);
        assert_eq!(found.children[0].name, "Standrechner");
        assert_eq!(searched(shop.shopper(), "Standrechner tall").await.total, 0);
        assert_eq!(searched(german, "Möbel").await.total, 0);
        // What has no name in it keeps its first one.
        in_german(shop.laptops, "").await;
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let all = shelf_categories(&mut read, german, NOW).await.unwrap();
        assert!(all.iter().any(|one| one.name == "Laptops"));
    }
);

both_engines!(
    products_are_named_and_found_in_the_readers_language,
    |db| async move {
        let shop = Shop::open(&db).await;
        shop.rule(&db, shop.computers, "in").await;
        let german = Shopper {
            language: "de",
            ..shop.shopper()
        };
        let laptops = code(&db, shop.laptops).await;
        let listed = async |shopper: Shopper<'_>| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                category: Some(laptops.clone()),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            let names = page.items.iter().map(|item| item.name.clone());
            names.collect::<Vec<_>>()
        };
        // What was remembered before is named anew at once, and sorted so.
        assert_eq!(listed(german).await, ["Laptop 13", "Laptop 15"]);
        called(&db, shop.products["Laptop 15"], "de", "Klapprechner 15").await;
        called(&db, shop.products["Desk"], "de", "Schreibtisch").await;
        assert_eq!(listed(german).await, ["Klapprechner 15", "Laptop 13"]);
        assert_eq!(listed(shop.shopper()).await, ["Laptop 13", "Laptop 15"]);

        let ids = [shop.products["Laptop 13"], shop.products["Laptop 15"]];
        let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
        let items = shelf_items(&mut read, german, &ids, NOW).await.unwrap();
        assert_eq!(names(&items), ["Klapprechner 15", "Laptop 13"]);
        assert_eq!(items[0].first_name(), "Laptop 15");
        assert_eq!(items[1].first_name(), "Laptop 13");
        let news = shelf_news(&mut read, german, NOW).await.unwrap();
        assert_eq!(news.new.len(), 0);
        drop(read);

        let searched = async |shopper, words: &str, sort| {
            let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
            let query = ShelfQuery {
                words: Some(words.to_owned()),
                sort,
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            let names = page.items.iter().map(|item| item.name.clone());
            (names.collect::<Vec<_>>(), page.found)
        };
        let best = ShelfSort::Best;
        for (typed, how) in [
            ("Klapprechner", Found::Exactly),
            ("klapp", Found::Exactly),
            // Words of both languages together.
            ("klapprechner laptop", Found::Exactly),
            ("Klaprechner", Found::AsMeant),
            ("Klapprechner 15 silbern", Found::ButOne),
        ] {
            let (names, found) = searched(german, typed, best).await;
            assert_eq!(names, ["Klapprechner 15"], "{typed}");
            assert_eq!(found, how, "{typed}");
            // Another language's words are none for who reads the first one.
            let (names, _) = searched(shop.shopper(), typed, best).await;
            assert!(names.is_empty(), "{typed}");
        }
        // Words of the first language still find, in the order of the names shown.
        let (names, _) = searched(german, "laptop", ShelfSort::Name).await;
        assert_eq!(names, ["Klapprechner 15", "Laptop 13"]);
        // The name that has the word comes before the words that it stands among.
        let (names, _) = searched(german, "laptop", best).await;
        assert_eq!(names, ["Laptop 13", "Klapprechner 15"]);
        // Nothing outside of the shelf.
        assert!(searched(german, "Schreibtisch", best).await.0.is_empty());

        // A product found by other words is found by them in every language.
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            let text = "UPDATE product SET words = words || ' titan' WHERE name = 'Laptop 15'";
            Box::pin(async move { tx.run(text, args![]).await })
        })
        .await
        .unwrap();
        let (names, _) = searched(german, "klapprechner titan", best).await;
        assert_eq!(names, ["Klapprechner 15"]);
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
            search::GROUND
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

// Lists, searches and single products say the same, product by product, and what
// the pure rules say of everything that was negotiated: on catalogs and
// agreements made up at random, several of which apply.
both_engines!(every_page_says_what_the_rules_say, |db| async move {
    let mut random = Random(20_261_123);
    let costs = price_list(&db, Currency::EUR).await;
    make_cost_list(&db, costs).await;
    for _ in 0..12 {
        let world = World::make(&db, costs, &mut random).await;
        for at in [Timestamp(5), Timestamp(10), Timestamp(15), Timestamp(20)] {
            world.check(&db, at).await;
        }
    }
});

// What was agreed with one company about the very same products never decides
// what another sees or pays, whichever of them asks first.
both_engines!(nobody_has_a_price_of_somebody_else_s, |db| async move {
    let mut random = Random(20_261_127);
    let costs = price_list(&db, Currency::EUR).await;
    make_cost_list(&db, costs).await;
    for _ in 0..6 {
        let ours = World::make(&db, costs, &mut random).await;
        let theirs = ours.for_another(&db, &mut random).await;
        // To the millisecond: the last moment of one time, the first of the next.
        for at in [9, 10, 14, 15, 16, 19, 20].map(Timestamp) {
            ours.check(&db, at).await;
            theirs.check(&db, at).await;
        }
        ours.check(&db, Timestamp(10)).await;
    }
});

/// A small generator of our own: the same numbers for ever.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % most
    }

    fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.below(u64::try_from(count).unwrap())).unwrap()
    }

    /// Anything that can be said of it.
    fn says(&mut self, about: Aim) -> Says {
        let rate = Rate(i64::try_from(self.below(10_001)).unwrap());
        let price = Money::new(i64::try_from(self.below(100_000)).unwrap(), Currency::EUR);
        match self.below(6) {
            0 | 1 => Says::In,
            2 => Says::Out,
            3 => Says::CostPlus(rate),
            4 if matches!(about, Aim::Product(_)) => Says::Price(price),
            _ => Says::Discount(rate),
        }
    }

    /// Some prices are for ten pieces and more.
    fn least(&mut self, says: Says) -> Quantity {
        let many = says.prices() && self.below(3) == 0;
        Quantity::pieces(if many { 10 } else { 1 })
    }

    /// One of three times that do not overlap, or all of them.
    fn validity(&mut self) -> Validity {
        match self.below(4) {
            0 => Validity::new(Timestamp(0), Timestamp(10)).unwrap(),
            1 => Validity::new(Timestamp(10), Timestamp(20)).unwrap(),
            2 => Validity::new(Timestamp(15), Timestamp(16)).unwrap(),
            _ => Validity::ALWAYS,
        }
    }
}

/// A line that was negotiated.
#[derive(Clone)]
struct Negotiated {
    /// The place of the agreement.
    agreement: usize,
    about: Aim,
    says: Says,
    least: Quantity,
    valid: Validity,
}

#[derive(Clone, Copy, PartialEq)]
enum Aim {
    Everything,
    /// By place.
    Category(usize),
    /// By place, or of everything, those of which one of [`ASKED`] is true.
    Those(Option<usize>, usize),
    Product(usize),
}

/// What rules ask for besides their category, and of how many things that is.
const ASKED: [(&str, u8); 5] = [
    ("{\"manufacturer\":\"LUMEN\"}", 1),
    (
        "{\"attribute\":\"Size\",\"unit\":\"″\",\"from\":\"2\",\"to\":\"3\"}",
        1,
    ),
    ("{\"attribute\":\"Size\",\"unit\":\"″\",\"over\":\"2\"}", 1),
    (
        "{\"attribute\":\"Colour\",\"one_of\":[\"Red\",\"white\"]}",
        1,
    ),
    (
        "{\"manufacturer\":\"Lumen\",\"attribute\":\"Size\",\"unit\":\"″\",\"under\":\"3\"}",
        2,
    ),
];

/// What is known of a product besides.
#[derive(Clone)]
struct Known {
    maker: &'static str,
    size: Option<i64>,
    colour: &'static str,
}

impl Known {
    fn is(&self, asked: usize) -> bool {
        let size = |fits: fn(i64) -> bool| self.size.is_some_and(fits);
        match asked {
            0 => self.maker == "Lumen",
            1 => size(|size| (2..=3).contains(&size)),
            2 => size(|size| size > 2),
            3 => matches!(self.colour, "red" | "White"),
            _ => self.maker == "Lumen" && size(|size| size < 3),
        }
    }
}

struct World {
    /// In every product's name.
    word: String,
    company: Company,
    in_force: InForce,
    /// Each category with the ones above it, itself first.
    above: Vec<Vec<usize>>,
    categories: Vec<CategoryId>,
    /// Each with its category, its list price and its cost.
    products: Vec<(ProductId, usize, Option<i64>, Option<i64>)>,
    known: Vec<Known>,
    lines: Vec<Negotiated>,
    promotions: Vec<Negotiated>,
}

impl World {
    async fn make(db: &Db, costs: PriceListId, random: &mut Random) -> World {
        let (company, _) = customer(db, "Anybody").await;
        let list = price_list(db, Currency::EUR).await;
        let mut all = Vec::new();
        for _ in 0..=random.below(2) {
            all.push(agreement(db, company.id, list).await.first);
        }
        let in_force = InForce::of(all).unwrap();
        let (mut categories, mut above): (Vec<CategoryId>, Vec<Vec<usize>>) = Default::default();
        for place in 0..6 {
            let parent = (place > 0 && random.below(4) > 0)
                .then(|| usize::try_from(random.below(place)).unwrap());
            let id = category(db, parent.map(|parent| categories[parent]), "Some").await;
            let mut chain = vec![categories.len()];
            chain.extend(parent.iter().flat_map(|parent| above[*parent].clone()));
            above.push(chain);
            categories.push(id);
        }
        let mut attributes = Vec::new();
        for category in &categories {
            let size = attribute(db, *category, "Size", "number", "″").await;
            let colour = attribute(db, *category, "Colour", "choice", "").await;
            attributes.push((size, colour));
        }
        let (mut products, mut known) = (Vec::new(), Vec::new());
        for number in 0..12 {
            let within = random.place(6);
            let name = format!("Product {number} {}", company.id.0.simple());
            let sku = format!("P-{}", ProductId::new().0.simple());
            let id = product(db, categories[within], &sku, &name).await;
            let mut amount = |list| {
                let minor = i64::try_from(random.below(100_000)).unwrap();
                (random.below(4) > 0).then_some((list, minor))
            };
            let (price, cost) = (amount(list), amount(costs));
            for (list, minor) in [price, cost].into_iter().flatten() {
                list_price(db, list, id, minor).await;
            }
            products.push((id, within, price.map(|one| one.1), cost.map(|one| one.1)));
            let one = Known {
                maker: ["Corvane", "Lumen", ""][random.place(3)],
                size: Some(i64::try_from(random.below(5)).unwrap()).filter(|size| *size > 0),
                colour: ["red", "White", "blue"][random.place(3)],
            };
            let (size, colour) = attributes[within];
            known_of(db, id, one.maker, Some((colour, one.colour, None))).await;
            if let Some(inches) = one.size {
                let text = format!("{inches}″");
                let amount = f64::from(i32::try_from(inches).unwrap());
                known_of(db, id, one.maker, Some((size, &text, Some(amount)))).await;
            }
            known.push(one);
        }
        let mut world = World {
            word: company.id.0.simple().to_string(),
            company,
            in_force,
            above,
            categories,
            products,
            known,
            lines: Vec::new(),
            promotions: Vec::new(),
        };
        world.negotiate(db, random).await;
        world.promote(db, list, random).await;
        world
    }

    /// The same catalog and promotions for another company, with which something
    /// else was negotiated.
    async fn for_another(&self, db: &Db, random: &mut Random) -> World {
        let (company, _) = customer(db, "Somebody").await;
        let list = self.in_force.first.price_list;
        let mut other = World {
            word: self.word.clone(),
            in_force: agreement(db, company.id, list).await,
            company,
            above: self.above.clone(),
            categories: self.categories.clone(),
            products: self.products.clone(),
            known: self.known.clone(),
            lines: Vec::new(),
            promotions: self.promotions.clone(),
        };
        other.negotiate(db, random).await;
        other
    }

    /// Lines that, as in the console, never overlap with others of their kind.
    async fn negotiate(&mut self, db: &Db, random: &mut Random) {
        for _ in 0..26 {
            let about = match random.below(8) {
                0 => Aim::Everything,
                1 | 2 => Aim::Category(random.place(6)),
                3 => Aim::Those(None, random.place(ASKED.len())),
                4 | 5 => Aim::Those(Some(random.place(6)), random.place(ASKED.len())),
                _ => Aim::Product(random.place(12)),
            };
            let says = random.says(about);
            let new = Negotiated {
                agreement: random.place(self.in_force.all().count()),
                about,
                says,
                least: random.least(says),
                valid: random.validity(),
            };
            let same_kind = |other: Says| match about {
                Aim::Product(_) if !says.prices() => other == says,
                _ => other.prices() == says.prices(),
            };
            let clashes = self.lines.iter().any(|one| {
                (one.agreement, one.about, one.least) == (new.agreement, about, new.least)
                    && same_kind(one.says)
                    && one.valid.overlaps(new.valid)
            });
            if clashes {
                continue;
            }
            let revision = self.in_force.at(new.agreement).unwrap().revision;
            let (category, product) = self.aimed_at(about);
            let target = match (product, about) {
                (Some(product), _) => Target::Product(product),
                (None, Aim::Those(_, asked)) => Target::Those(category, ASKED[asked].0),
                (None, _) => Target::Category(category),
            };
            let line = NewLine {
                says,
                least: new.least,
                valid: new.valid,
            };
            line_in(db, self.company.id, revision, target, line).await;
            self.lines.push(new);
        }
    }

    async fn promote(&mut self, db: &Db, list: PriceListId, random: &mut Random) {
        for _ in 0..2 {
            let about = Aim::Product(random.place(12));
            let about = [Aim::Everything, Aim::Category(random.place(6)), about][random.place(3)];
            let rate = Says::Discount(Rate(i64::try_from(random.below(9_000)).unwrap()));
            let new = Negotiated {
                agreement: 0,
                about,
                says: rate,
                least: random.least(rate),
                valid: random.validity(),
            };
            let (category, product) = self.aimed_at(about);
            insert(
                db,
                "INSERT INTO promotion (id, price_list_id, name, category_id, product_id, rate,
                     min_quantity, valid_from, valid_until, created_at) VALUES",
                vec![args![
                    uuid::Uuid::now_v7(),
                    list,
                    "Spring",
                    category,
                    product,
                    rate.rate(),
                    new.least,
                    new.valid.from,
                    new.valid.until,
                    0_i64
                ]],
            )
            .await;
            self.promotions.push(new);
        }
    }

    fn aimed_at(&self, about: Aim) -> (Option<CategoryId>, Option<ProductId>) {
        match about {
            Aim::Everything => (None, None),
            Aim::Category(place) => (Some(self.categories[place]), None),
            Aim::Those(place, _) => (place.map(|place| self.categories[place]), None),
            Aim::Product(place) => (None, Some(self.products[place].0)),
        }
    }

    /// How broad a line about a product is, none for its own; nothing if it is
    /// not about it.
    #[allow(clippy::option_option)]
    fn breadth(&self, about: Aim, product: usize) -> Option<Option<Breadth>> {
        let within = self.products[product].1;
        let level = |place: Option<usize>| match place {
            None => Some(99),
            Some(place) => self.above[within].iter().position(|up| *up == place),
        };
        let (conditions, level) = match about {
            Aim::Product(other) => return (other == product).then_some(None),
            Aim::Everything => (0, level(None)),
            Aim::Category(place) => (0, level(Some(place))),
            Aim::Those(place, asked) if self.known[product].is(asked) => {
                (ASKED[asked].1, level(place))
            }
            Aim::Those(..) => return None,
        };
        Some(Some(Breadth::new(
            conditions,
            u32::try_from(level?).unwrap(),
        )))
    }

    /// What the pure rules say: the price of each product that is seen, of one
    /// and of ten.
    fn expected(&self, at: Timestamp) -> Prices {
        let agreements = 0..self.in_force.all().count();
        let mut expected = HashMap::new();
        for (place, (id, _, list, cost)) in self.products.iter().enumerate() {
            let reaching = |lines: &[Negotiated], agreement: usize| {
                let own = lines.iter().filter(|line| line.agreement == agreement);
                own.filter_map(|line| Some((self.breadth(line.about, place)?, line.clone())))
                    .collect::<Vec<_>>()
            };
            let decided = agreements.clone().map(|agreement| {
                let (mut rules, mut categories) = (Vec::new(), Vec::new());
                for (breadth, line) in reaching(&self.lines, agreement) {
                    match (line.about, line.says) {
                        (Aim::Product(_), Says::In) => rules.push((ProductRule::In, line.valid)),
                        (Aim::Product(_), Says::Out) => rules.push((ProductRule::Out, line.valid)),
                        (Aim::Product(_), _) => rules.push((ProductRule::Priced, line.valid)),
                        (_, says) if !says.prices() => categories.push(SetRule {
                            breadth: breadth.unwrap(),
                            included: says == Says::In,
                            valid: line.valid,
                        }),
                        _ => {}
                    }
                }
                decide(&rules, &categories, at)
            });
            if !first_to_say(decided).is_some_and(|(_, decided)| decided.visible()) {
                continue;
            }
            let listed = |minor: i64| ListLine {
                price: Money::new(minor, Currency::EUR),
                least: Quantity::pieces(1),
                valid: Validity::ALWAYS,
            };
            let all = agreements.clone().map(|agreement| AgreedPrices {
                valid: Validity::ALWAYS,
                lines: reaching(&self.lines, agreement)
                    .into_iter()
                    .map(|(breadth, line)| AgreedLine {
                        about: About::Everything,
                        breadth,
                        says: line.says,
                        least: line.least,
                        valid: line.valid,
                    })
                    .collect(),
                // All have the same list.
                list: list
                    .filter(|_| agreement == 0)
                    .map(listed)
                    .into_iter()
                    .collect(),
                promotions: reaching(&self.promotions, agreement)
                    .into_iter()
                    .map(|(_, line)| Promotion {
                        name: "Spring".into(),
                        says: line.says,
                        least: line.least,
                        valid: line.valid,
                    })
                    .collect(),
            });
            let inputs = PriceInputs {
                agreements: all.collect(),
                costs: cost.map(listed).into_iter().collect(),
            };
            let of = |pieces| resolve(&inputs, Quantity::pieces(pieces), at).price;
            expected.insert(*id, (of(1), of(10)));
        }
        expected
    }

    async fn check(&self, db: &Db, at: Timestamp) {
        let expected = self.expected(at);
        let shopper = shopper(&self.company, &self.in_force);
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        let ten = Quantity::pieces(10);
        let prices = |items: &[ShelfItem]| -> Prices {
            let prices = items
                .iter()
                .map(|item| (item.price.price, item.price_of(ten)));
            items.iter().map(|item| item.id).zip(prices).collect()
        };
        let ids: Vec<ProductId> = self.products.iter().map(|product| product.0).collect();
        let items = shelf_items(&mut read, shopper, &ids, at).await.unwrap();
        assert_eq!(prices(&items), expected);

        let mut listed = HashMap::new();
        for (place, category) in self.categories.iter().enumerate() {
            let query = ShelfQuery {
                category: Some(code(db, *category).await),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, at).await.unwrap();
            listed.extend(prices(&page.items));
            let below = self.products.iter().filter(|(id, within, _, _)| {
                expected.contains_key(id) && self.above[*within].contains(&place)
            });
            let count = page.category.map_or(0, |category| category.products);
            assert_eq!(count, i64::try_from(below.count()).unwrap());
        }
        assert_eq!(listed, expected);

        let words = Some(self.word.clone());
        let query = ShelfQuery {
            words,
            ..ShelfQuery::default()
        };
        let found = shelf_page(&mut read, shopper, query, at).await.unwrap();
        assert_eq!(prices(&found.items), expected);
        assert_eq!(found.total, expected.len());
    }
}
