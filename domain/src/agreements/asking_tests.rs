//! Rules that ask for a manufacturer or an attribute, from the form that makes
//! them to every way in which a member could come by a product; on both engines.

use super::testing::{attribute, category, known_of, list_price, price_list, product};
use super::*;
use crate::catalog::lexicon::put_words;
use crate::catalog::{AttributeError, SaveAttribute, attribute::Kind, save_attribute};
use crate::id::{AgreementId, CategoryId, PriceListId, ProductId};
use crate::identity::testing::{customer, staff};
use crate::identity::{Actor, Company, Shopper, StaffRole, in_force};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};
use std::collections::HashMap;

const NOW: Timestamp = Timestamp(1_000_000);

/// Hardware with Displays (three sizes by two makers) and Cases (two colours), all
/// at 100.00.
struct Shop {
    curator: Actor,
    company: Company,
    list: PriceListId,
    displays: CategoryId,
    cases: CategoryId,
    size: i64,
    products: HashMap<&'static str, ProductId>,
}

impl Shop {
    async fn open(db: &Db) -> Shop {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let (company, _) = customer(db, "Halden Marine").await;
        let list = price_list(db, Currency::EUR).await;
        let hardware = category(db, None, "Hardware").await;
        let displays = category(db, Some(hardware), "Displays").await;
        let cases = category(db, Some(hardware), "Cases").await;
        let size = attribute(db, displays, "Size", "number", "″").await;
        let colour = attribute(db, cases, "Colour", "choice", "").await;
        let mut products = HashMap::new();
        for (within, sku, maker, value) in [
            (displays, "D-24", "Corvane", (size, "24″", Some(24.0))),
            (displays, "D-27", "Corvane", (size, "27″", Some(27.0))),
            (displays, "L-24", "Lumen", (size, "24″", Some(24.0))),
            (displays, "L-32", "Lumen", (size, "32″", Some(32.0))),
            (cases, "C-RED", "Lumen", (colour, "Red", None)),
            (cases, "C-BLUE", "Corvane", (colour, "Blue", None)),
        ] {
            let id = product(db, within, sku, &format!("Thing {sku}")).await;
            known_of(db, id, maker, Some(value)).await;
            list_price(db, list, id, 10_000).await;
            products.insert(sku, id);
        }
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            Box::pin(async move { put_words(tx, ["thing"]).await })
        })
        .await
        .unwrap();
        Shop {
            curator,
            company,
            list,
            displays,
            cases,
            size,
            products,
        }
    }

    async fn draft(&self, db: &Db) -> AgreementId {
        let new = NewAgreement {
            key: FormKey::fresh(),
            audience: Audience::Customer(self.company.id),
            number: format!("A {}", AgreementId::new().0.simple()),
            price_list: self.list,
            valid: Validity::ALWAYS,
        };
        create_agreement(db, &self.curator, new, NOW).await.unwrap()
    }

    async fn say(
        &self,
        db: &Db,
        agreement: AgreementId,
        (category, only, says): (Option<CategoryId>, Option<Only>, Says),
    ) -> Result<(), AgreementError> {
        let line = NewLine {
            says,
            least: Quantity::pieces(1),
            valid: Validity::ALWAYS,
        };
        let change = Change::AddCategory {
            category,
            only: only.map(Box::new),
            line,
        };
        change_agreement(db, &self.curator, agreement, change, NOW).await
    }

    async fn page(&self, db: &Db, agreement: AgreementId) -> AgreementPage {
        agreement_page::<AgreementError>(db, &self.curator, agreement, None, "", NOW)
            .await
            .unwrap()
    }

    async fn publish(&self, db: &Db, agreement: AgreementId) -> Result<(), AgreementError> {
        let command = Publish {
            agreement,
            version: self.page(db, agreement).await.draft().unwrap().version,
            note: "So we agreed".to_owned(),
            at: None,
            even_if_empty: false,
        };
        publish(db, &self.curator, command, NOW).await
    }

    /// An agreement in force with these lines.
    async fn agree(
        &self,
        db: &Db,
        lines: &[(Option<CategoryId>, Option<Only>, Says)],
    ) -> AgreementId {
        let agreement = self.draft(db).await;
        for line in lines {
            self.say(db, agreement, line.clone()).await.unwrap();
        }
        self.publish(db, agreement).await.unwrap();
        agreement
    }

    /// The SKUs that the company's people come by in one way after the other,
    /// which must be the same ones, and at which price.
    async fn seen(&self, db: &Db) -> Vec<(String, Option<i64>)> {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        let applies = in_force(&mut read, self.company.id, None, NOW)
            .await
            .unwrap();
        let shopper = Shopper {
            company: &self.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let told = |items: &[ShelfItem]| {
            let price = |item: &ShelfItem| item.price.price.map(|price| price.minor);
            let mut told: Vec<_> = items
                .iter()
                .map(|one| (one.sku.clone(), price(one)))
                .collect();
            told.sort();
            told
        };
        // By its key, as a product's page, a basket or a request has it.
        let ids: Vec<ProductId> = self.products.values().copied().collect();
        let by_id = told(&shelf_items(&mut read, shopper, &ids, NOW).await.unwrap());
        // As it is typed, as a link or a pasted list has it.
        let skus: Vec<String> = self.products.keys().map(|sku| sku.to_lowercase()).collect();
        let by_sku = told(&shelf_by_sku(&mut read, shopper, &skus, NOW).await.unwrap());
        assert_eq!(by_sku, by_id);
        // In the list of its category, with the counts of facets and of the tree.
        let mut listed = Vec::new();
        let mut tree = HashMap::new();
        for one in shelf_categories(&mut read, shopper, NOW).await.unwrap() {
            tree.insert(one.id, one.own);
            let query = ShelfQuery {
                category: Some(one.code),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            assert_eq!(page.total, page.items.len());
            assert_eq!(one.own, i64::try_from(page.total).unwrap());
            for facet in &page.facets {
                let counted: i64 = facet.values.iter().map(|value| value.count).sum();
                assert!(counted <= one.own, "{facet:?}");
            }
            listed.extend(told(&page.items));
        }
        listed.sort();
        assert_eq!(listed, by_id);
        // In a search: by a word, with a slip, and by each SKU.
        for typed in ["thing", "thnig"] {
            let query = ShelfQuery {
                words: Some(typed.to_owned()),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            assert_eq!(told(&page.items), by_id, "{typed}");
            assert_eq!(page.total, by_id.len());
            for hits in page.children {
                assert_eq!(tree.get(&hits.id), Some(&hits.products));
            }
        }
        for sku in self.products.keys() {
            let query = ShelfQuery {
                words: Some((*sku).to_owned()),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, NOW).await.unwrap();
            let found = page.items.iter().any(|item| item.sku == *sku);
            assert_eq!(found, by_id.iter().any(|(seen, _)| seen == sku), "{sku}");
        }
        by_id
    }

    async fn skus(&self, db: &Db) -> Vec<String> {
        self.seen(db)
            .await
            .into_iter()
            .map(|(sku, _)| sku)
            .collect()
    }
}

fn by(maker: &str) -> Option<Only> {
    Only::typed(maker, None, "").unwrap()
}

fn size(maker: &str, values: &str) -> Option<Only> {
    let size = AttributeName {
        name: "Size".to_owned(),
        kind: "number".to_owned(),
        unit: "″".to_owned(),
    };
    Only::typed(maker, Some(&size), values).unwrap()
}

fn colour(values: &str) -> Option<Only> {
    let colour = AttributeName {
        name: "Colour".to_owned(),
        kind: "choice".to_owned(),
        unit: String::new(),
    };
    Only::typed("", Some(&colour), values).unwrap()
}

both_engines!(what_a_rule_leaves_out_appears_in_no_way, |db| async move {
    let shop = Shop::open(&db).await;
    shop.agree(
        &db,
        &[
            (None, None, Says::In),
            // However the catalog writes it.
            (None, by("LUMEN"), Says::Out),
            (Some(shop.displays), size("lumen", "≥ 27"), Says::In),
            (None, colour("red, BLUE"), Says::Out),
        ],
    )
    .await;
    for _ in 0..2 {
        assert_eq!(shop.skus(&db).await, ["D-24", "D-27", "L-32"]);
    }
});

both_engines!(only_what_is_asked_for_is_let_in, |db| async move {
    let shop = Shop::open(&db).await;
    shop.agree(
        &db,
        &[
            (None, size("", "25-30"), Says::In),
            (Some(shop.cases), by("Lumen"), Says::In),
            (None, None, Says::Discount(Rate(1_000))),
            (
                Some(shop.displays),
                by("Corvane"),
                Says::Discount(Rate(2_000)),
            ),
        ],
    )
    .await;
    let expected = [("C-RED", 9_000), ("D-27", 8_000)];
    let expected = expected.map(|(sku, minor)| (sku.to_owned(), Some(minor)));
    assert_eq!(shop.seen(&db).await, expected);
});

both_engines!(what_products_become_is_followed_at_once, |db| async move {
    let shop = Shop::open(&db).await;
    shop.agree(
        &db,
        &[(None, None, Says::In), (None, by("Lumen"), Says::Out)],
    )
    .await;
    assert_eq!(shop.skus(&db).await, ["C-BLUE", "D-24", "D-27"]);
    // Bought by the other: what is remembered is out of date.
    known_of(&db, shop.products["D-24"], "lumen", None).await;
    assert_eq!(shop.skus(&db).await, ["C-BLUE", "D-27"]);
    known_of(&db, shop.products["L-24"], "Corvane", None).await;
    assert_eq!(shop.skus(&db).await, ["C-BLUE", "D-27", "L-24"]);
});

both_engines!(
    a_rule_taken_away_and_another_in_its_place_are_two,
    |db| async move {
        let shop = Shop::open(&db).await;
        let agreement = shop
            .agree(
                &db,
                &[(None, None, Says::In), (None, by("Lumen"), Says::Out)],
            )
            .await;
        assert_eq!(shop.skus(&db).await, ["C-BLUE", "D-24", "D-27"]);
        let number = shop.page(&db, agreement).await.categories[1].number;
        let gone = Change::RemoveCategory(number);
        change_agreement(&db, &shop.curator, agreement, gone, NOW)
            .await
            .unwrap();
        // The new line gets the number of the old one.
        let other = (None, by("Corvane"), Says::Out);
        shop.say(&db, agreement, other).await.unwrap();
        assert_eq!(shop.page(&db, agreement).await.categories[1].number, number);
        shop.publish(&db, agreement).await.unwrap();
        assert_eq!(shop.skus(&db).await, ["C-RED", "L-24", "L-32"]);
    }
);

both_engines!(
    such_a_rule_is_drafted_compared_and_explained,
    |db| async move {
        let shop = Shop::open(&db).await;
        let agreement = shop.agree(&db, &[(None, None, Says::In)]).await;
        let out = (Some(shop.displays), size("Lumen", "> 24"), Says::Out);
        shop.say(&db, agreement, out.clone()).await.unwrap();
        let off = (
            Some(shop.displays),
            by("Corvane"),
            Says::Discount(Rate(500)),
        );
        shop.say(&db, agreement, off).await.unwrap();
        // Word for word the same question is the same line.
        let again = shop.say(&db, agreement, out).await;
        assert!(matches!(again, Err(AgreementError::Overlap(_))));
        let none = (None, by("Nobody"), Says::Out);
        shop.say(&db, agreement, none).await.unwrap();
        let page = shop.page(&db, agreement).await;
        let counts: Vec<i64> = page
            .categories
            .iter()
            .map(|row| page.products_of(row))
            .collect();
        assert_eq!(counts, [6, 1, 2, 0]);
        assert_eq!(page.manufacturers, ["Corvane", "Lumen"]);
        assert_eq!(page.attributes.len(), 2);
        let change = difference::<AgreementError>(&db, &shop.curator, &page, NOW)
            .await
            .unwrap();
        assert_eq!((change.gained, change.lost, change.cheaper), (0, 1, 2));
        let told =
            |sku: &'static str| explain::<AgreementError>(&db, &shop.curator, &page, sku, NOW);
        let lost = told("L-32").await.unwrap().unwrap();
        assert!(!lost.decided.unwrap().1.visible());
        let about = lost.decided_by.unwrap();
        let About::Those { within, only } = &about else {
            panic!("{about:?}");
        };
        assert_eq!(
            (within.as_deref(), only.values().as_str()),
            (Some("Displays"), "> 24")
        );
        let cheaper = told("D-24").await.unwrap().unwrap();
        let source = &cheaper.price.winner().unwrap().source;
        assert!(matches!(
            source,
            PriceSource::Discount {
                about: About::Those { .. },
                ..
            }
        ));
        assert_eq!(cheaper.price.price, Some(Money::new(9_500, Currency::EUR)));
        shop.publish(&db, agreement).await.unwrap();
        assert_eq!(
            shop.skus(&db).await,
            ["C-BLUE", "C-RED", "D-24", "D-27", "L-24"]
        );
        // What would leave nothing is refused as ever.
        for maker in ["Corvane", "Lumen"] {
            let out = (None, by(maker), Says::Out);
            shop.say(&db, agreement, out).await.unwrap();
        }
        let empty = shop.publish(&db, agreement).await;
        assert!(matches!(empty, Err(AgreementError::Empty)));
        let mut read = db.read(Scope::staff()).await.unwrap();
        let only = size("", "24").unwrap();
        let meant = ask_products_meant(Some(shop.displays), &only);
        assert_eq!(meant.fetch(&mut read).await.unwrap(), 2);
        let elsewhere = ask_products_meant(Some(shop.cases), &only);
        assert_eq!(elsewhere.fetch(&mut read).await.unwrap(), 0);
    }
);

both_engines!(another_customer_s_rules_never_matter, |db| async move {
    let shop = Shop::open(&db).await;
    shop.agree(
        &db,
        &[(None, None, Says::In), (None, by("Lumen"), Says::Out)],
    )
    .await;
    let (other, _) = customer(&db, "Other").await;
    let theirs = Shop {
        company: other,
        curator: shop.curator.clone(),
        products: shop.products.clone(),
        ..shop
    };
    theirs.agree(&db, &[(None, by("Lumen"), Says::In)]).await;
    assert_eq!(theirs.skus(&db).await, ["C-RED", "L-24", "L-32"]);
});

both_engines!(
    an_attribute_that_rules_ask_for_keeps_its_name,
    |db| async move {
        let shop = Shop::open(&db).await;
        let agreement = shop.draft(&db).await;
        let out = (None, size("", "≥ 27"), Says::Out);
        shop.say(&db, agreement, out).await.unwrap();
        let save = async |category, number, name: &str, unit: &str| {
            let command = SaveAttribute {
                category,
                number: Some(number),
                name: name.to_owned(),
                kind: Kind::Number,
                unit: unit.to_owned(),
                position: 3,
            };
            save_attribute(&db, &shop.curator, command, NOW).await
        };
        for (name, unit) in [("Diagonal", "″"), ("Size", "cm")] {
            let refused = save(shop.displays, shop.size, name, unit).await;
            assert!(
                matches!(refused, Err(AttributeError::RulesAboutIt(1))),
                "{name}"
            );
        }
        // Its place is all the same to rules, and so is another category's.
        save(shop.displays, shop.size, "Size", "″").await.unwrap();
        let length = attribute(&db, shop.cases, "Length", "number", "mm").await;
        save(shop.cases, length, "Depth", "mm").await.unwrap();
    }
);

// What the questions ask is found by keys, whatever the engine believes about
// the tables.
both_engines!(
    no_question_about_rules_walks_through_the_products,
    |db| async move {
        let shop = Shop::open(&db).await;
        let mut read = db.read(Scope::staff()).await.unwrap();
        let only = size("Lumen", "24").unwrap();
        let plans = [
            ask_products_meant(Some(shop.displays), &only)
                .plan(&mut read)
                .await,
            ask_manufacturers().plan(&mut read).await,
        ];
        for plan in plans {
            let plan = plan.unwrap();
            for line in plan.lines() {
                let whole = ["SCAN p", "SCAN v", "Seq Scan on product"];
                let walks = whole.iter().any(|mark| line.trim_start().starts_with(mark));
                assert!(
                    !walks || line.contains("USING COVERING INDEX product_by_maker"),
                    "{plan}"
                );
            }
            assert!(plan.contains("product_by_maker"), "{plan}");
        }
    }
);

// Validity to the millisecond, from the line in the database to what is seen.
both_engines!(a_rule_begins_and_ends_on_its_moment, |db| async move {
    let shop = Shop::open(&db).await;
    let agreement = shop.draft(&db).await;
    let valid = Validity::new(Timestamp(NOW.0 + 1_000), Timestamp(NOW.0 + 2_000)).unwrap();
    let line = NewLine {
        says: Says::In,
        least: Quantity::pieces(1),
        valid,
    };
    let change = Change::AddCategory {
        category: None,
        only: by("Lumen").map(Box::new),
        line,
    };
    change_agreement(&db, &shop.curator, agreement, change, NOW)
        .await
        .unwrap();
    let command = Publish {
        agreement,
        version: shop.page(&db, agreement).await.draft().unwrap().version,
        note: String::new(),
        at: None,
        even_if_empty: true,
    };
    publish(&db, &shop.curator, command, NOW).await.unwrap();
    let mut read = db.read(Scope::customer(shop.company.id)).await.unwrap();
    let applies = in_force(&mut read, shop.company.id, None, NOW)
        .await
        .unwrap();
    let shopper = Shopper {
        company: &shop.company,
        in_force: applies.as_ref(),
        preview: false,
        language: "",
        member: None,
    };
    for (after, seen) in [(999, 0), (1_000, 3), (1_999, 3), (2_000, 0)] {
        let at = Timestamp(NOW.0 + after);
        let categories = shelf_categories(&mut read, shopper, at).await.unwrap();
        let count: i64 = categories.iter().map(|one| one.own).sum();
        assert_eq!(count, seen, "{after} ms later");
    }
    let kept: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM agreement_category WHERE customer_id = $1 AND only_those <> ''",
            args![shop.company.id],
        )
        .await
        .unwrap();
    assert_eq!(kept, Some(1));
});
