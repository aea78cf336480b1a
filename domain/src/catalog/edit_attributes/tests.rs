//! What becomes of products, and of each other, when attributes are changed.

use super::*;
use crate::catalog::{
    AttributeRow, SaveCategory, SaveFamily, SaveProduct, ask_category_page, product_by_sku,
    put_variant, save_category, save_family, save_product,
};
use crate::id::{FamilyId, ProductId};
use crate::store::testing::both_engines;

struct Bench {
    actor: Actor,
    category: CategoryId,
}

impl Bench {
    async fn begin(db: &Db) -> Bench {
        let actor = Actor::system();
        let category = CategoryId::new();
        let command = SaveCategory {
            id: category,
            parent: None,
            code: "drives".to_owned(),
            name: "Drives".to_owned(),
            sku_prefix: "DRV".to_owned(),
        };
        save_category(db, &actor, command, Timestamp(1))
            .await
            .unwrap();
        Bench { actor, category }
    }

    async fn save(
        &self,
        db: &Db,
        number: Option<i64>,
        name: &str,
        kind: Kind,
        unit: &str,
    ) -> Result<(), AttributeError> {
        let command = SaveAttribute {
            category: self.category,
            number,
            name: name.to_owned(),
            kind,
            unit: unit.to_owned(),
            position: 1,
        };
        save_attribute(db, &self.actor, command, Timestamp(2)).await
    }

    async fn attributes(&self, db: &Db) -> Vec<AttributeRow> {
        let mut read = db.read(self.actor.scope()).await.unwrap();
        let page = ask_category_page(self.category).fetch(&mut read).await;
        page.unwrap().unwrap().attributes
    }

    async fn product(&self, db: &Db, sku: &str, values: Vec<(i64, &str)>) {
        let command = SaveProduct {
            id: ProductId::new(),
            version: None,
            sku: sku.to_owned(),
            name: format!("Drive {sku}"),
            manufacturer: "Kestrel".to_owned(),
            category: self.category,
            unit: String::new(),
            description: String::new(),
            texts: Vec::new(),
            maker_number: "KX-77".to_owned(),
            unspsc: String::new(),
            last_order_day: None,
            lead_days: String::new(),
            active: true,
            attributes: values
                .into_iter()
                .map(|(number, text)| (number, text.to_owned()))
                .collect(),
        };
        save_product(db, &self.actor, command, Timestamp(2))
            .await
            .unwrap();
    }

    async fn summary(&self, db: &Db, sku: &str) -> (String, String) {
        let mut read = db.read(self.actor.scope()).await.unwrap();
        let known = product_by_sku(&mut read, sku).await.unwrap().unwrap();
        let row: (String, String) = read
            .one(
                "SELECT summary, words FROM product WHERE id = $1",
                args![known.id],
            )
            .await
            .unwrap();
        row
    }
}

both_engines!(values_are_read_again_in_the_new_way, |db| async move {
    let bench = Bench::begin(&db).await;
    bench
        .save(&db, None, "Capacity", Kind::Text, "")
        .await
        .unwrap();
    let capacity = bench.attributes(&db).await[0].number;
    bench.product(&db, "DRV-1", vec![(capacity, "500")]).await;
    bench.product(&db, "DRV-2", vec![(capacity, "1000")]).await;
    bench
        .save(&db, Some(capacity), "Capacity", Kind::Number, "GB")
        .await
        .unwrap();
    let (summed_up, words) = bench.summary(&db, "DRV-1").await;
    assert_eq!(summed_up, "500 GB");
    assert!(words.contains("500gb") && words.contains("kx77"), "{words}");
    // Another unit: the same numbers.
    bench
        .save(&db, Some(capacity), "Size", Kind::Number, "GiB")
        .await
        .unwrap();
    assert_eq!(bench.summary(&db, "DRV-2").await.0, "1000 GiB");
    let there = bench.attributes(&db).await;
    assert_eq!((there[0].name.as_str(), there[0].products), ("Size", 2));
    // What can't be read leaves all as it was.
    bench
        .save(&db, None, "Colour", Kind::Choice, "")
        .await
        .unwrap();
    let colour = bench
        .attributes(&db)
        .await
        .into_iter()
        .find(|one| one.name == "Colour")
        .unwrap()
        .number;
    bench
        .product(&db, "DRV-3", vec![(colour, "Black"), (capacity, "7")])
        .await;
    let refused = bench
        .save(&db, Some(colour), "Colour", Kind::Number, "")
        .await;
    assert!(matches!(refused, Err(AttributeError::Unreadable(text)) if text == "Black"));
    assert_eq!(bench.summary(&db, "DRV-3").await.0, "Black · 7 GiB");
});

both_engines!(
    an_attribute_is_refused_with_what_is_wrong,
    |db| async move {
        let bench = Bench::begin(&db).await;
        bench.save(&db, None, "Size", Kind::Text, "").await.unwrap();
        let size = bench.attributes(&db).await[0].number;
        let taken = bench.save(&db, None, " Size ", Kind::Text, "").await;
        assert!(matches!(taken, Err(AttributeError::NameTaken)));
        let unnamed = bench.save(&db, None, " ", Kind::Text, "").await;
        assert!(matches!(unnamed, Err(AttributeError::Name)));
        let strange = bench.save(&db, Some(size + 77), "X", Kind::Text, "").await;
        assert!(matches!(strange, Err(AttributeError::Denied(_))));
        bench.product(&db, "DRV-9", vec![(size, "big")]).await;
        let used = remove_attribute(&db, &bench.actor, bench.category, size, Timestamp(3)).await;
        assert!(matches!(used, Err(AttributeError::HasValues(1))));
        bench
            .save(&db, None, "Spare", Kind::Text, "")
            .await
            .unwrap();
        let spare = bench
            .attributes(&db)
            .await
            .into_iter()
            .find(|one| one.name == "Spare")
            .unwrap();
        remove_attribute(
            &db,
            &bench.actor,
            bench.category,
            spare.number,
            Timestamp(3),
        )
        .await
        .unwrap();
        assert_eq!(bench.attributes(&db).await.len(), 1);
    }
);

both_engines!(
    of_two_who_give_an_attribute_a_name_at_once_one_is_told,
    |db| async move {
        let bench = Bench::begin(&db).await;
        for name in ["Size", "Colour", "Weight", "Speed", "Ports"] {
            let save = || bench.save(&db, None, name, Kind::Text, "");
            let (one, other) = tokio::join!(save(), save());
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
            let refused = one.err().or(other.err());
            assert!(matches!(refused, Some(AttributeError::NameTaken)));
        }
        assert_eq!(bench.attributes(&db).await.len(), 5);
        // Nor do two that are called anew become one.
        let there = bench.attributes(&db).await;
        let rename = |number| bench.save(&db, Some(number), "Both", Kind::Text, "");
        let (one, other) = tokio::join!(rename(there[0].number), rename(there[1].number));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }
);

both_engines!(
    a_value_that_is_written_while_its_kind_changes_is_read_anew,
    |db| async move {
        let bench = Bench::begin(&db).await;
        for round in 0..3 {
            let name = format!("Capacity {round}");
            bench.save(&db, None, &name, Kind::Text, "").await.unwrap();
            let there = bench.attributes(&db).await;
            let capacity = there.iter().find(|one| one.name == name).unwrap().number;
            let sku = format!("DRV-{round}");
            let typed = format!("{}", 500 + round);
            let (changed, ()) = tokio::join!(
                bench.save(&db, Some(capacity), &name, Kind::Number, "GB"),
                bench.product(&db, &sku, vec![(capacity, &typed)])
            );
            changed.unwrap();
            let mut read = db.read(bench.actor.scope()).await.unwrap();
            let known = product_by_sku(&mut read, &sku).await.unwrap().unwrap();
            let value: (String, Option<f64>) = read
                .one(
                    "SELECT value, amount FROM product_attribute WHERE product_id = $1",
                    args![known.id],
                )
                .await
                .unwrap();
            assert_eq!(value, (format!("{typed} GB"), Some(f64::from(500 + round))));
        }
    }
);

both_engines!(another_kind_makes_no_twins_of_variants, |db| async move {
    let bench = Bench::begin(&db).await;
    bench
        .save(&db, None, "Wireless", Kind::Text, "")
        .await
        .unwrap();
    let wireless = bench.attributes(&db).await[0].number;
    let family = FamilyId::new();
    bench.product(&db, "DRV-1", vec![(wireless, "yes")]).await;
    bench.product(&db, "DRV-2", vec![(wireless, "Yes")]).await;
    for varying in [vec![], vec![wireless]] {
        let command = SaveFamily {
            id: family,
            code: "drives".to_owned(),
            name: "Drives".to_owned(),
            category: bench.category,
            varying,
        };
        save_family(&db, &bench.actor, command, Timestamp(2))
            .await
            .unwrap();
    }
    for sku in ["DRV-1", "DRV-2"] {
        put_variant(&db, &bench.actor, family, sku, Timestamp(2))
            .await
            .unwrap();
    }
    let refused = bench
        .save(&db, Some(wireless), "Wireless", Kind::YesNo, "")
        .await;
    let Err(AttributeError::Twins(one, other)) = &refused else {
        panic!("nothing tells them apart: {refused:?}");
    };
    assert_eq!((one.as_str(), other.as_str()), ("DRV-1", "DRV-2"));
    // Nothing was changed.
    assert_eq!(bench.attributes(&db).await[0].kind, Kind::Text);
    // Another name makes nobody alike.
    bench
        .save(&db, Some(wireless), "Radio", Kind::Text, "")
        .await
        .unwrap();
});
