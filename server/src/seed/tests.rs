use super::{ADMIN, SeedSize, customers, fill};
use domain::Timestamp;
use domain::agreements::{PriceSource, ShelfQuery, shelf_categories, shelf_page};
use domain::catalog::import::FromFiles;
use domain::catalog::mapping::ImportKind;
use domain::identity::{Actor, Password, Permission, SignIn, actor_of, sign_in, standings};
use domain::orders::{ChangeError, ListView, list, show};
use domain::store::Db;
use domain::store::testing::both_engines;

fn size() -> SeedSize {
    SeedSize {
        customers: 7,
        products: 130,
        orders: 40,
        price_lists: 2,
        overrides: 5,
        seed: 11,
        password: "a long password".to_owned(),
    }
}

async fn signed_in(db: &Db, email: &str, now: Timestamp) -> Actor {
    let command = SignIn {
        email: email.to_owned(),
        password: Password::typed("a long password"),
        from: "10.0.0.1".to_owned(),
    };
    let person = sign_in(db, command, now).await.unwrap();
    let customer = standings(db, person)
        .await
        .unwrap()
        .into_iter()
        .find_map(|choice| choice.customer_id);
    actor_of(db, person, customer, now).await.unwrap()
}

both_engines!(
    a_seeded_member_signs_in_and_sees_contract_prices_and_orders,
    |db| async move {
        let now = Timestamp(1_781_438_400_000);
        fill(&db, &size(), now).await.unwrap();

        let manager = signed_in(&db, &customers::address(customers::MANAGER, 3), now).await;
        let shopper = manager.shopper().unwrap();
        let mut read = db.read(manager.scope()).await.unwrap();
        let shelf = shelf_categories(&mut read, shopper, now).await.unwrap();
        // One category is left out, but for products with a price of their own.
        let seen: i64 = shelf.iter().map(|category| category.own).sum();
        assert!((110..130).contains(&seen), "{seen}");
        let mut sources = Vec::new();
        for category in &shelf {
            let query = ShelfQuery {
                category: Some(category.code.clone()),
                ..ShelfQuery::default()
            };
            let page = shelf_page(&mut read, shopper, query, now).await.unwrap();
            assert_eq!(page.total as i64, category.own);
            for item in page.items {
                assert!(item.price.price.is_some(), "{item:?}");
                sources.push(item.price.winner().unwrap().source.clone());
            }
        }
        assert!(sources.contains(&PriceSource::Contract), "{sources:?}");
        assert!(!sources.contains(&PriceSource::List), "{sources:?}");
        drop(read);

        let view = ListView {
            limit: 50,
            ..ListView::default()
        };
        let orders = list::<ChangeError>(&db, &manager, &view).await.unwrap();
        assert!(!orders.rows.is_empty());
        for row in &orders.rows {
            let page = show::<ChangeError>(&db, &manager, row.id).await.unwrap();
            assert!(!page.unwrap().lines.is_empty());
        }

        let admin = signed_in(&db, ADMIN, now).await;
        assert!(admin.may(Permission::Administer));
        let again = fill(&db, &size(), now).await.unwrap_err();
        assert!(again.contains("holds data"), "{again}");
    }
);

both_engines!(
    imported_products_are_not_mixed_with_made_ones,
    |db| async move {
        let now = Timestamp(1_781_438_400_000);
        domain::catalog::import::from_files(&db, one_product(), |_, _| {})
            .await
            .unwrap();
        let refused = fill(&db, &size(), now).await.unwrap_err();
        assert!(refused.contains("holds data"), "{refused}");
        let files = domain::files::Files::in_memory(&db).await.unwrap();
        let refused = crate::demo::fill(&db, &files, 2026, now).await.unwrap_err();
        assert!(refused.contains("holds real data"), "{refused}");
    }
);

fn one_product() -> FromFiles {
    let path = std::env::temp_dir().join(format!("{}.csv", uuid::Uuid::now_v7()));
    std::fs::write(&path, "name,maker\nField 16 GB,Sable\n").unwrap();
    FromFiles::new(ImportKind::Products, vec![path])
}
