use super::*;
use crate::agreements::assortment::{CategoryRule, ProductRule, decide, first_to_say};
use crate::agreements::pricing::{
    AgreedLine, AgreedPrices, ListLine, PriceInputs, Promotion, resolve,
};
use crate::agreements::testing::{
    Target, agreement, category, category_rule, insert, line_in, list_price, make_cost_list,
    price_list, product, product_rule,
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
        let code = Some(laptops.as_str());
        let found = survey::survey(&mut read, shop.shopper(), &shop.in_force, code, NOW);
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
    for _ in 0..2 {
        let (page, statements) = crate::store::counted(shop.page(&db, query.clone())).await;
        assert_eq!((page.total, statements), (2, 1));
    }
});

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
    let by_id = with(args![currency, serde_json::json!(ids)]);
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
        with(args![currency, code, 0_i64, shop.laptops, 0_i64, marks])
    };
    let plans = [
        ("items", items::BY_ID.plan(&mut read, by_id).await),
        ("a search", search::BY_RANK.plan(&mut read, search).await),
        (
            "what a search stands on",
            search::GROUND
                .plan(&mut read, with(args![0_i64, 0_i64]))
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
            let whole_table = ["product", "agreement_product", "price_list_entry"]
                .iter()
                .any(|table| {
                    line.contains(&format!("Seq Scan on {table} "))
                        || line.starts_with(&format!("SCAN {table}")) && !line.contains("VIRTUAL")
                });
            let by_index_without_key = line.starts_with("SCAN p USING")
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
    Product(usize),
}

struct World {
    company: Company,
    in_force: InForce,
    /// Each category with the ones above it, itself first.
    above: Vec<Vec<usize>>,
    categories: Vec<CategoryId>,
    /// Each with its category, its list price and its cost.
    products: Vec<(ProductId, usize, Option<i64>, Option<i64>)>,
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
        let mut products = Vec::new();
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
        }
        let mut world = World {
            company,
            in_force,
            above,
            categories,
            products,
            lines: Vec::new(),
            promotions: Vec::new(),
        };
        world.negotiate(db, random).await;
        world.promote(db, list, random).await;
        world
    }

    /// Lines that, as in the console, never overlap with others of their kind.
    async fn negotiate(&mut self, db: &Db, random: &mut Random) {
        for _ in 0..20 {
            let about = match random.below(5) {
                0 => Aim::Everything,
                1 | 2 => Aim::Category(random.place(6)),
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
            let target = match product {
                Some(product) => Target::Product(product),
                None => Target::Category(category),
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
            Aim::Product(place) => (None, Some(self.products[place].0)),
        }
    }

    /// How far above a product a line stands, 0 for the product itself.
    fn distance(&self, about: Aim, product: usize) -> Option<u32> {
        let within = self.products[product].1;
        let level = match about {
            Aim::Everything => return Some(99),
            Aim::Product(other) => return (other == product).then_some(0),
            Aim::Category(place) => self.above[within].iter().position(|up| *up == place)?,
        };
        Some(u32::try_from(level + 1).unwrap())
    }

    /// What the pure rules say: the price of each product that is seen, of one
    /// and of ten.
    fn expected(&self, at: Timestamp) -> Prices {
        let agreements = 0..self.in_force.all().count();
        let mut expected = HashMap::new();
        for (place, (id, _, list, cost)) in self.products.iter().enumerate() {
            let reaching = |lines: &[Negotiated], agreement: usize| -> Vec<(u32, Negotiated)> {
                let own = lines.iter().filter(|line| line.agreement == agreement);
                own.filter_map(|line| Some((self.distance(line.about, place)?, line.clone())))
                    .collect()
            };
            let decided = agreements.clone().map(|agreement| {
                let (mut rules, mut categories) = (Vec::new(), Vec::new());
                for (distance, line) in reaching(&self.lines, agreement) {
                    match (line.about, line.says) {
                        (Aim::Product(_), Says::In) => rules.push((ProductRule::In, line.valid)),
                        (Aim::Product(_), Says::Out) => rules.push((ProductRule::Out, line.valid)),
                        (Aim::Product(_), _) => rules.push((ProductRule::Priced, line.valid)),
                        (_, says) if !says.prices() => categories.push(CategoryRule {
                            distance,
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
                    .map(|(distance, line)| AgreedLine {
                        about: About::Everything,
                        distance,
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

        let words = Some(self.company.id.0.simple().to_string());
        let query = ShelfQuery {
            words,
            ..ShelfQuery::default()
        };
        let found = shelf_page(&mut read, shopper, query, at).await.unwrap();
        assert_eq!(prices(&found.items), expected);
        assert_eq!(found.total, expected.len());
    }
}
