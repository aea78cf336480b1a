//! What lies where, and what comes next.

use super::attribute::tidy;
use super::availability::{LONGEST_LEAD, Stock};
use super::mapping::LONGEST_NAME;
use crate::id::{ProductId, StockLocationId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Args, Asked, Db, FromRow, IntoValue, JsonRows, Query, Result, StoreError, Tx, list_placeholders,
};
use crate::{Day, Quantity, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What lies of a product at one place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StockAt {
    /// The place's name.
    pub location: String,
    /// How much.
    #[serde(flatten)]
    pub stock: Stock,
    /// When somebody said so.
    pub updated_at: Timestamp,
}

/// What lies of a product, by place. To be asked together with other things.
#[must_use]
pub fn ask_stock(product: ProductId) -> Asked<'static, Vec<StockAt>> {
    static STOCK: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "location",
                "on_hand",
                "expected",
                "expected_day",
                "lead_days",
                "updated_at",
            ],
            "SELECT l.name AS location, s.on_hand, s.expected, s.expected_day, s.lead_days,
                 s.updated_at
             FROM product_stock s JOIN stock_location l ON l.id = s.location_id
             WHERE s.product_id = $1 ORDER BY l.name",
        )
    });
    STOCK.ask(args![product])
}

/// What a curator says about a product's stock at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetStock {
    /// The product.
    pub product: ProductId,
    /// The place; it is made if it is new.
    pub location: String,
    /// How much lies there and comes; none if nothing is kept there any more.
    pub stock: Option<Stock>,
}

/// Why nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum SetStockError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No name of a place, or one too long.
    #[error("the place has no name, or one too long")]
    Location,
    /// Something is expected and nobody said when, or the other way round.
    #[error("what is expected needs a day and a quantity")]
    Expected,
    /// A lead time below zero, or beyond all reason.
    #[error("the lead time can't be true")]
    LeadTime,
}

/// Writes down what lies at a place.
///
/// # Errors
/// See [`SetStockError`].
pub async fn set_stock(
    db: &Db,
    actor: &Actor,
    command: SetStock,
    now: Timestamp,
) -> Result<(), SetStockError> {
    actor.demand(Permission::Curate)?;
    let location = tidy(&command.location);
    if location.is_empty() || location.chars().count() > LONGEST_NAME {
        return Err(SetStockError::Location);
    }
    if let Some(stock) = command.stock
        && stock.expected.is_zero() == stock.expected_day.is_some()
    {
        return Err(SetStockError::Expected);
    }
    let lead_days = command.stock.and_then(|stock| stock.lead_days);
    if lead_days.is_some_and(|days| !(0..=LONGEST_LEAD).contains(&days)) {
        return Err(SetStockError::LeadTime);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO stock_location (id, name, created_at) VALUES ($1, $2, $3)
                 ON CONFLICT (name) DO NOTHING",
                args![StockLocationId::new(), &location, now],
            )
            .await?;
            tx.run(
                "DELETE FROM product_stock WHERE product_id = $1
                     AND location_id = (SELECT id FROM stock_location WHERE name = $2)",
                args![command.product, &location],
            )
            .await?;
            if let Some(stock) = command.stock {
                tx.run(
                    "INSERT INTO product_stock
                         (product_id, location_id, on_hand, expected, expected_day, lead_days,
                          updated_at)
                     SELECT $1, id, $3, $4, $5, $6, $7 FROM stock_location WHERE name = $2",
                    args![
                        command.product,
                        &location,
                        stock.on_hand,
                        stock.expected,
                        stock.expected_day,
                        stock.lead_days,
                        now
                    ],
                )
                .await?;
            }
            let entry = audit::Entry {
                action: "product.stock",
                subject: command.product.to_string(),
                customer: None,
                detail: json!({ "location": location, "stock": command.stock }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// A product at a place, by the place's name.
pub(super) type AtPlace = (ProductId, String);

/// What lies of these products, at every place.
///
/// # Errors
/// If it can't be read.
pub(super) async fn stock_of(
    query: &mut impl Query,
    products: &[ProductId],
) -> Result<HashMap<AtPlace, Stock>> {
    if products.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<StockRow> = query
        .all(
            format!(
                "SELECT s.product_id, l.name, s.on_hand, s.expected, s.expected_day, s.lead_days
                 FROM product_stock s JOIN stock_location l ON l.id = s.location_id
                 WHERE s.product_id IN ({})",
                list_placeholders(1, products.len())
            ),
            products.iter().map(|id| id.value()).collect(),
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let stock = Stock {
                on_hand: row.on_hand,
                expected: row.expected,
                expected_day: row.expected_day,
                lead_days: row.lead_days,
            };
            ((row.product_id, row.name), stock)
        })
        .collect())
}

#[derive(FromRow)]
struct StockRow {
    product_id: ProductId,
    name: String,
    on_hand: Quantity,
    expected: Quantity,
    expected_day: Option<Day>,
    lead_days: Option<i64>,
}

/// Writes down what lies at many places; none means that nothing is kept there
/// any more. Places are made where they are new.
///
/// # Errors
/// If it can't be written.
pub(super) async fn put_stock(
    tx: &mut Tx,
    changed: &[(AtPlace, Option<Stock>)],
    now: Timestamp,
) -> Result<()> {
    let mut places: Vec<&str> = changed
        .iter()
        .map(|((_, place), _)| place.as_str())
        .collect();
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        return Ok(());
    }
    let rows = places
        .iter()
        .map(|place| args![StockLocationId::new(), *place, now])
        .collect();
    tx.insert_many(
        "INSERT INTO stock_location (id, name, created_at) VALUES",
        rows,
        "ON CONFLICT (name) DO NOTHING",
    )
    .await?;
    let known: Vec<(String, StockLocationId)> = tx
        .all(
            format!(
                "SELECT name, id FROM stock_location WHERE name IN ({})",
                list_placeholders(1, places.len())
            ),
            places.iter().map(|place| place.value()).collect(),
        )
        .await?;
    let known: HashMap<String, StockLocationId> = known.into_iter().collect();
    let mut kept: Vec<Args> = Vec::new();
    let mut gone: HashMap<StockLocationId, Vec<ProductId>> = HashMap::new();
    for ((product, place), stock) in changed {
        let Some(place) = known.get(place) else {
            continue;
        };
        match stock {
            Some(stock) => kept.push(args![
                *product,
                *place,
                stock.on_hand,
                stock.expected,
                stock.expected_day,
                stock.lead_days,
                now
            ]),
            None => gone.entry(*place).or_default().push(*product),
        }
    }
    tx.insert_many(
        "INSERT INTO product_stock
             (product_id, location_id, on_hand, expected, expected_day, lead_days, updated_at)
         VALUES",
        kept,
        "ON CONFLICT (product_id, location_id) DO UPDATE SET
             on_hand = excluded.on_hand,
             expected = excluded.expected,
             expected_day = excluded.expected_day,
             lead_days = excluded.lead_days,
             updated_at = excluded.updated_at",
    )
    .await?;
    // One statement for each place, of which there are few.
    for (place, products) in gone {
        let mut args = args![place];
        args.extend(products.iter().map(|id| id.value()));
        tx.run(
            format!(
                "DELETE FROM product_stock WHERE location_id = $1 AND product_id IN ({})",
                list_placeholders(2, products.len())
            ),
            args,
        )
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreements::testing::{category, product};
    use crate::store::testing::both_engines;

    both_engines!(stock_is_kept_by_place, |db| async move {
        let things = category(&db, None, "Things").await;
        let id = product(&db, things, &things.0.simple().to_string(), "Thing").await;
        let actor = Actor::system();
        let set = |location: &str, stock| {
            let command = SetStock {
                product: id,
                location: location.to_owned(),
                stock,
            };
            set_stock(&db, &actor, command, Timestamp(7))
        };
        let some = |on_hand, expected, day: Option<i64>| {
            Some(Stock {
                on_hand: Quantity::pieces(on_hand),
                expected: Quantity::pieces(expected),
                expected_day: day.map(|day| Day::of(Timestamp(0)).plus_days(day)),
                lead_days: None,
            })
        };
        set(" Utrecht  east ", some(4, 0, None)).await.unwrap();
        set("Lyon", some(0, 9, Some(3))).await.unwrap();
        set("Utrecht east", some(2, 0, None)).await.unwrap();
        let kept = async || {
            let mut read = db.read(actor.scope()).await.unwrap();
            let all = ask_stock(id).fetch(&mut read).await.unwrap();
            all.into_iter()
                .map(|one| (one.location, Some(one.stock)))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kept().await,
            [
                ("Lyon".to_owned(), some(0, 9, Some(3))),
                ("Utrecht east".to_owned(), some(2, 0, None))
            ]
        );
        let far = |days| {
            let stock = some(0, 0, None);
            stock.map(|stock| Stock {
                lead_days: Some(days),
                ..stock
            })
        };
        set("Lyon", far(30)).await.unwrap();
        assert_eq!(kept().await[0], ("Lyon".to_owned(), far(30)));
        for wrong in [-1, LONGEST_LEAD + 1] {
            let refused = set("Lyon", far(wrong)).await;
            assert!(matches!(refused, Err(SetStockError::LeadTime)));
        }
        set("Lyon", None).await.unwrap();
        assert_eq!(kept().await.len(), 1);
        assert!(matches!(set(" ", None).await, Err(SetStockError::Location)));
        for wrong in [some(1, 2, None), some(1, 0, Some(2))] {
            assert!(matches!(
                set("Lyon", wrong).await,
                Err(SetStockError::Expected)
            ));
        }
    });
}
