//! Files that a command brings: what other systems write, told what they lack.

use super::*;
use crate::store::Query;
use std::path::PathBuf;

/// A file of this content, in a folder that is gone with what is returned.
fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn take(db: &Db, what: FromFiles) -> Imported {
    from_files(db, what, |_, _| ()).await.unwrap()
}

both_engines!(
    products_of_a_warehouse_come_in_by_guessing_and_rounding,
    |db| async move {
        let folder = tempfile::tempdir().unwrap();
        let long = "คำ".repeat(150);
        let products = format!(
            "ProductAlternateKey,GroupKey,EnglishProductName,SpanishProductName,ListPrice,\
             EnglishDescription,ThaiDescription,GermanDescription\n\
             BK-1,1,Road-150,Carretera: 150,3578.2700,Made to race.,{long},Zum Rennen.\n\
             BK-2,1,Road-650,Carretera: 650,782.9912,,{long},\n"
        );
        let groups = "GroupKey,EnglishProductSubcategoryName,SpanishProductSubcategoryName\n\
            1,Road Bikes,Bicicleta de carretera\n";
        let paths = vec![
            file(&folder, "products.csv", &products),
            file(&folder, "groups.csv", groups),
        ];
        let what = FromFiles {
            price_list: Some("List".to_owned()),
            ..FromFiles::new(ImportKind::Products, paths)
        };
        let first = take(&db, what.clone()).await;
        assert_eq!((first.import.added, first.import.refused), (1, 1));
        let columns: Vec<(&str, u32)> = first
            .too_precise
            .iter()
            .map(|one| (one.column.as_str(), one.places))
            .collect();
        assert_eq!(columns, [("ListPrice", 4)]);
        let rounded = FromFiles {
            round_prices: true,
            ..what
        };
        let second = take(&db, rounded).await;
        assert_eq!((second.import.added, second.import.refused), (1, 0));
        assert_eq!(second.too_precise, []);
        let mut read = db.read(Actor::system().scope()).await.unwrap();
        let found: Vec<(String, String, String, String)> = read
            .all(
                "SELECT p.sku, p.name, p.description, c.name FROM product p
                 JOIN category c ON c.id = p.category_id ORDER BY p.sku",
                args![],
            )
            .await
            .unwrap();
        let is = |sku: &str, name: &str, description: &str| {
            (
                sku.to_owned(),
                name.to_owned(),
                description.to_owned(),
                "Road Bikes".to_owned(),
            )
        };
        assert_eq!(
            found,
            [
                is("BK-1", "Road-150", "Made to race."),
                is("BK-2", "Road-650", "")
            ]
        );
    }
);

both_engines!(
    promotions_of_years_ago_are_for_the_whole_list_until_a_day,
    |db| async move {
        list(&db, "List", Currency::EUR).await;
        let folder = tempfile::tempdir().unwrap();
        let text = "PromotionKey,EnglishPromotionName,SpanishPromotionName,DiscountPct,StartDate,\
            EndDate,MinQty,MaxQty\n\
            1,No Discount,Sin descuento,0.0,2010-11-29,2014-06-30,0,\n\
            2,Volume Discount 11 to 14,Descuento,0.02,2010-12-29,2013-12-28,11,14.0\n\
            3,Volume Discount 15 to 24,Descuento,0.05,2010-12-29,2013-12-28,15,24.0\n";
        let paths = vec![file(&folder, "promotions.csv", text)];
        let what = FromFiles {
            price_list: Some("List".to_owned()),
            ..FromFiles::new(ImportKind::Promotions, paths)
        };
        assert_eq!(take(&db, what.clone()).await.import.refused, 3);
        let told = FromFiles {
            everything: true,
            last_day: Day::from_field("2035-12-31"),
            ..what
        };
        let done = take(&db, told.clone()).await.import;
        assert_eq!((done.added, done.refused), (2, 1));
        assert_eq!(not_taken(&db, done.id).await, [(2, Refusal::NoDiscount)]);
        assert_eq!(take(&db, told).await.import.unchanged, 2);
    }
);
