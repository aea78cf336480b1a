//! What lies where today, what belongs together, what is new and what leaves.

use super::Failure;
use super::products::Range;
use domain::catalog::availability::Stock;
use domain::catalog::{
    GivePrice, Relate, Relation, SaveProduct, SetStock, give_price, relate, save_product, set_stock,
};
use domain::id::ProductId;
use domain::identity::Actor;
use domain::store::Db;
use domain::{Day, Quantity, Timestamp};

/// Which product, what the other is to it, which other.
const RELATED: &[(&str, Relation, &str)] = &[
    ("Travel 13", Relation::Accessory, "USB-C dock, 65 W"),
    ("Travel 13", Relation::Accessory, "Travel adapter"),
    ("Travel 14", Relation::Accessory, "USB-C dock, 100 W"),
    ("Travel 14", Relation::Accessory, "Travel adapter"),
    ("Travel 14", Relation::Compatible, "Memory 32 GB"),
    (
        "Laser printer, A4 colour",
        Relation::Accessory,
        "Toner TN-328K",
    ),
    (
        "Laser printer, A4 colour",
        Relation::Accessory,
        "Toner TN-328C",
    ),
    ("Label printer", Relation::Accessory, "Labels, thermal"),
    (
        "Solid state drive 512 GB",
        Relation::Successor,
        "Solid state drive 1 TB",
    ),
];

pub(super) async fn supply(
    db: &Db,
    curator: &Actor,
    range: &Range,
    now: Timestamp,
) -> Result<(), Failure> {
    let today = Day::of(now);
    for (place, product) in range.products.iter().enumerate() {
        let place = i64::try_from(place)?;
        // Every sixth has to be waited for; some lies at two places.
        let there = if place % 6 == 5 {
            0
        } else {
            3 + place * 7 % 40
        };
        let stock = Stock {
            on_hand: Quantity::pieces(there),
            expected: Quantity::pieces(if there == 0 { 24 } else { 0 }),
            expected_day: (there == 0).then(|| today.plus_days(6 + place % 9)),
            lead_days: None,
        };
        let mut places = vec![("Utrecht", stock)];
        if place % 4 == 1 {
            let little = Stock {
                on_hand: Quantity::pieces(2),
                lead_days: Some(21),
                ..Stock::default()
            };
            places.push(("Lyon", little));
        }
        for (location, stock) in places {
            let command = SetStock {
                product: product.id,
                location: location.to_owned(),
                stock: Some(stock),
            };
            set_stock(db, curator, command, now).await?;
        }
    }
    for (one, kind, other) in RELATED {
        let (one, other) = (range.product(one), range.product(other));
        if let (Some(one), Some(other)) = (one, other) {
            let command = Relate {
                product: one.id,
                kind: *kind,
                other: other.sku.clone(),
                holds: true,
            };
            relate(db, curator, command, now).await?;
        }
    }
    something_new(db, curator, range, now.plus_days(-12)).await
}

/// A product that came lately.
async fn something_new(
    db: &Db,
    curator: &Actor,
    range: &Range,
    at: Timestamp,
) -> Result<(), Failure> {
    let category = range.category("storage").ok_or("no category for storage")?;
    let id = ProductId::new();
    let command = SaveProduct {
        id,
        version: None,
        sku: "SSD-0900".to_owned(),
        name: "Solid state drive 4 TB".to_owned(),
        manufacturer: "Kestrel".to_owned(),
        category,
        unit: String::new(),
        description: String::new(),
        texts: Vec::new(),
        maker_number: "KS4000-M2".to_owned(),
        unspsc: "43201830".to_owned(),
        last_order_day: None,
        lead_days: "9".to_owned(),
        active: true,
        attributes: Vec::new(),
    };
    save_product(db, curator, command, at).await?;
    let command = GivePrice {
        product: id,
        list: range.euro,
        price: "289.00".to_owned(),
        least: Quantity::pieces(1),
    };
    give_price(db, curator, command, at).await?;
    Ok(())
}
