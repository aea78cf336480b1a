//! How the engines go about what pages ask of the catalog: by indexes, and never
//! through all products.

use super::*;
use crate::Timestamp;
use crate::agreements::testing::{category, product};
use crate::id::{CustomerId, MembershipId};
use crate::site::ask_site;
use crate::store::Scope;
use crate::store::testing::both_engines;

/// Tables that grow, by the names that statements give them.
const GROW: [(&str, &str); 11] = [
    ("p", "product"),
    ("product", "product"),
    ("y", "product_text"),
    ("product_text", "product_text"),
    ("v", "product_attribute"),
    ("e", "price_list_entry"),
    ("r", "product_relation"),
    ("s", "product_stock"),
    ("product_stock", "product_stock"),
    ("site_text", "site_text"),
    ("site_look", "site_look"),
];

/// The steps that walk through a table that grows.
fn walks(plan: &str) -> Vec<String> {
    let walks = |line: &&str| {
        let line = line.trim_start().trim_start_matches("->  ");
        GROW.iter().any(|(alias, table)| {
            let scans = line == format!("SCAN {alias}");
            scans || line.starts_with(&format!("Seq Scan on {table} "))
        })
    };
    plan.lines().filter(walks).map(str::to_owned).collect()
}

both_engines!(
    what_pages_ask_of_the_catalog_uses_its_indexes,
    |db| async move {
        let displays = category(&db, None, "Displays").await;
        let one = product(&db, displays, "MON-27", "Display 27").await;
        let now = Timestamp(1_800_000_000_000);
        let mut read = db.read(Scope::staff()).await.unwrap();
        let page = GridQuery {
            category: displays,
            list: None,
            words: String::new(),
            active: None,
            sort: "name".to_owned(),
            offset: 0,
            most: 50,
        };
        let (customer, member) = (CustomerId::new(), Some(MembershipId::new()));
        let plans = [
            (
                "relations",
                ask_relations(one).plan(&mut read).await,
                "product_relation_by_other",
            ),
            (
                "known values",
                ask_known_values(displays).plan(&mut read).await,
                "",
            ),
            ("stock", ask_stock(one).plan(&mut read).await, ""),
            (
                "pages",
                ask_product_pages(&["MON-27".to_owned()], "")
                    .plan(&mut read)
                    .await,
                "product_by_plain_sku",
            ),
            (
                "prices",
                ask_list_prices(one, now).plan(&mut read).await,
                "",
            ),
            (
                "the grid",
                ask_grid(&page, now).plan(&mut read).await,
                "product_by_category",
            ),
            (
                "a site",
                ask_site(customer, member, now).plan(&mut read).await,
                "",
            ),
        ];
        for (what, plan, index) in plans {
            let plan = plan.unwrap();
            assert_eq!(walks(&plan), [""; 0], "{what}:\n{plan}");
            assert!(plan.contains(index), "{what} does not use {index}:\n{plan}");
        }
    }
);
