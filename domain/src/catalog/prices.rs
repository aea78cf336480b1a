//! What price lists ask for products.

use super::cells::read_price;
use super::price_lists::{ListPurpose, PriceList};
use super::price_times::{PriceSpan, price_at, with_price};
use super::refusal::Refusal;
use crate::id::{PriceListId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Asked, Db, FromRow, IntoValue, JsonRows, Query, Result, StoreError, Tx, list_placeholders,
};
use crate::{Currency, Money, Quantity, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a list asked, asks and will ask for some number of pieces of a product
/// and more.
pub type Spans = HashMap<(ProductId, Quantity), Vec<PriceSpan>>;

#[derive(FromRow)]
struct SpanRow {
    product_id: ProductId,
    min_quantity: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
    price_minor: i64,
}

/// What a list asked, asks and will ask for these products.
///
/// # Errors
/// If it can't be read.
pub async fn price_spans(
    query: &mut impl Query,
    list: PriceListId,
    products: &[ProductId],
) -> Result<Spans> {
    let mut spans = Spans::new();
    if products.is_empty() {
        return Ok(spans);
    }
    let mut args = args![list];
    args.extend(products.iter().map(|product| product.value()));
    let rows: Vec<SpanRow> = query
        .all(
            format!(
                "SELECT product_id, min_quantity, valid_from, valid_until, price_minor
                 FROM price_list_entry
                 WHERE price_list_id = $1 AND product_id IN ({})
                 ORDER BY product_id, min_quantity, valid_from",
                list_placeholders(2, products.len())
            ),
            args,
        )
        .await?;
    for row in rows {
        let key = (row.product_id, row.min_quantity);
        spans.entry(key).or_default().push(PriceSpan {
            from: row.valid_from,
            until: row.valid_until,
            minor: row.price_minor,
        });
    }
    Ok(spans)
}

/// The same, to be written again in the same transaction: of two who give one
/// product a price at the same moment, the second sees what the first gave.
///
/// # Errors
/// If it can't be read.
pub(super) async fn price_spans_to_change(
    tx: &mut Tx,
    list: PriceListId,
    products: &[ProductId],
) -> Result<Spans> {
    let these = products.iter().map(|product| product.value()).collect();
    tx.lock("product", "id", "id", these).await?;
    price_spans(tx, list, products).await
}

/// Replaces what a list asks for these products, from these numbers of pieces
/// on, by these spans.
///
/// # Errors
/// If it can't be written.
pub async fn put_price_spans(
    tx: &mut Tx,
    list: PriceListId,
    changed: &[((ProductId, Quantity), Vec<PriceSpan>)],
) -> Result<()> {
    let mut by_quantity: HashMap<Quantity, Vec<ProductId>> = HashMap::new();
    for ((product, least), _) in changed {
        by_quantity.entry(*least).or_default().push(*product);
    }
    // One statement for each number of pieces, of which there are few.
    for (least, products) in by_quantity {
        let mut args = args![list, least];
        args.extend(products.iter().map(|product| product.value()));
        tx.run(
            format!(
                "DELETE FROM price_list_entry
                 WHERE price_list_id = $1 AND min_quantity = $2 AND product_id IN ({})",
                list_placeholders(3, products.len())
            ),
            args,
        )
        .await?;
    }
    add_price_spans(tx, list, changed).await
}

/// Adds spans of products that the list has no price for yet.
///
/// # Errors
/// If they can't be written.
pub async fn add_price_spans(
    tx: &mut Tx,
    list: PriceListId,
    added: &[((ProductId, Quantity), Vec<PriceSpan>)],
) -> Result<()> {
    let rows = added
        .iter()
        .flat_map(|((product, least), spans)| {
            spans
                .iter()
                .map(move |span| args![list, *product, *least, span.from, span.until, span.minor])
        })
        .collect();
    tx.insert_many(
        "INSERT INTO price_list_entry
             (price_list_id, product_id, min_quantity, valid_from, valid_until, price_minor) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// What a list asks for a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPrice {
    /// The list.
    pub list: PriceList,
    /// Now, if anything.
    pub price: Option<Money>,
    /// What it asked, asks and will ask for a single piece, in order.
    pub spans: Vec<PriceSpan>,
    /// From how many pieces on one costs something else now, and what then.
    pub breaks: Vec<(Quantity, Money)>,
}

#[derive(Deserialize)]
struct ListPriceRow {
    id: PriceListId,
    name: String,
    currency: Currency,
    purpose: ListPurpose,
    least: Option<Quantity>,
    valid_from: Option<Timestamp>,
    valid_until: Option<Timestamp>,
    price_minor: Option<i64>,
}

/// What every list asks for a product, lists without a price included: to be
/// asked alone or together with other things.
#[must_use]
pub fn ask_list_prices(product: ProductId, now: Timestamp) -> Asked<'static, Vec<ListPrice>> {
    static PRICES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "name",
                "currency",
                "purpose",
                "least",
                "valid_from",
                "valid_until",
                "price_minor",
            ],
            "SELECT l.id, l.name, l.currency, l.purpose, e.min_quantity AS least, e.valid_from,
                 e.valid_until, e.price_minor
             FROM price_list l
             LEFT JOIN price_list_entry e ON e.price_list_id = l.id AND e.product_id = $1
             ORDER BY l.name, l.id, e.min_quantity, e.valid_from",
        )
    });
    PRICES
        .ask(args![product])
        .map(move |rows| by_list(rows, now))
}

fn by_list(rows: Vec<ListPriceRow>, now: Timestamp) -> Vec<ListPrice> {
    let mut lists: Vec<ListPrice> = Vec::new();
    for row in rows {
        if lists.last().is_none_or(|last| last.list.id != row.id) {
            lists.push(ListPrice {
                list: PriceList {
                    id: row.id,
                    name: row.name,
                    currency: row.currency,
                    purpose: row.purpose,
                },
                price: None,
                spans: Vec::new(),
                breaks: Vec::new(),
            });
        }
        if let (Some(last), Some(least), Some(from), Some(until), Some(minor)) = (
            lists.last_mut(),
            row.least,
            row.valid_from,
            row.valid_until,
            row.price_minor,
        ) {
            let price = Money::new(minor, row.currency);
            let applies = from <= now && now < until;
            if least <= Quantity::pieces(1) {
                last.spans.push(PriceSpan { from, until, minor });
                last.price = last.price.or(applies.then_some(price));
            } else if applies {
                last.breaks.push((least, price));
            }
        }
    }
    lists
}

/// A price that a curator gives a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivePrice {
    /// The product.
    pub product: ProductId,
    /// In which list.
    pub list: PriceListId,
    /// The price as it was typed; empty takes it away: from now on a single
    /// piece is on request, and many cost what fewer do.
    pub price: String,
    /// From how many pieces on.
    pub least: Quantity,
}

/// Why a price was not given.
#[derive(Debug, thiserror::Error)]
pub enum GivePriceError {
    /// Not allowed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such product or list.
    #[error("there is no such product or price list")]
    NotThere,
    /// What was typed is no price.
    #[error("not a price")]
    NotAPrice(Refusal),
}

/// Gives a product a price from now on, or takes it away. Answers whether
/// anything changed by it.
///
/// # Errors
/// See [`GivePriceError`].
pub async fn give_price(
    db: &Db,
    actor: &Actor,
    command: GivePrice,
    now: Timestamp,
) -> Result<bool, GivePriceError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let currency: Option<Currency> = tx
                .scalar(
                    "SELECT l.currency FROM price_list l, product p WHERE l.id = $1 AND p.id = $2",
                    args![command.list, command.product],
                )
                .await?;
            let currency = currency.ok_or(GivePriceError::NotThere)?;
            let typed = command.price.trim();
            let price = if typed.is_empty() {
                None
            } else {
                Some(read_price(typed, currency).map_err(GivePriceError::NotAPrice)?)
            };
            let mut spans = price_spans_to_change(tx, command.list, &[command.product]).await?;
            let key = (command.product, command.least);
            let before = spans.remove(&key).unwrap_or_default();
            let after = match price {
                Some(price) => with_price(&before, now, None, price.minor),
                None => without_price(&before, now),
            };
            let Some(after) = after else {
                return Ok(false);
            };
            put_price_spans(tx, command.list, &[(key, after)]).await?;
            let entry = audit::Entry {
                action: "price.given",
                subject: command.product.to_string(),
                customer: None,
                detail: json!({
                    "list": command.list,
                    "pieces": command.least,
                    "before": price_at(&before, now),
                    "after": price.map(|price| price.minor),
                    "currency": currency,
                }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(true)
        })
    })
    .await
}

/// The spans once no price is asked from a moment on; `None` if none was.
pub(super) fn without_price(spans: &[PriceSpan], from: Timestamp) -> Option<Vec<PriceSpan>> {
    let kept: Vec<PriceSpan> = spans
        .iter()
        .map(|span| PriceSpan {
            until: span.until.min(from),
            ..*span
        })
        .filter(|span| span.from < span.until)
        .collect();
    (kept != spans).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::super::price_lists::add_price_list;
    use super::*;
    use crate::agreements::testing::{category, product};
    use crate::store::testing::both_engines;

    both_engines!(a_price_is_given_changed_and_taken_away, |db| async move {
        let actor = Actor::system();
        let category = category(&db, None, "Mice").await;
        let id = product(&db, category, "MOU-1", "Mouse").await;
        let list = PriceListId::new();
        let named = |id| PriceList {
            id,
            name: "List 2026".to_owned(),
            currency: Currency::EUR,
            purpose: ListPurpose::Sale,
        };
        add_price_list(&db, &actor, named(list), Timestamp(1))
            .await
            .unwrap();
        assert!(
            add_price_list(&db, &actor, named(PriceListId::new()), Timestamp(1))
                .await
                .is_err()
        );
        let give = |price: &str, at| {
            let command = GivePrice {
                least: Quantity::pieces(1),
                product: id,
                list,
                price: price.to_owned(),
            };
            give_price(&db, &actor, command, Timestamp(at))
        };
        assert!(give("29.99", 10).await.unwrap());
        assert!(!give("29.99", 20).await.unwrap());
        assert!(give("25", 30).await.unwrap());
        assert!(matches!(
            give("-3", 40).await,
            Err(GivePriceError::NotAPrice(Refusal::NegativePrice { .. }))
        ));
        let asked = async |at| {
            let mut read = db.read(actor.scope()).await.unwrap();
            ask_list_prices(id, Timestamp(at))
                .fetch(&mut read)
                .await
                .unwrap()
                .remove(0)
                .price
        };
        let eur = |minor| Some(Money::new(minor, Currency::EUR));
        assert_eq!(asked(5).await, None);
        assert_eq!(asked(15).await, eur(2999));
        assert_eq!(asked(30).await, eur(2500));
        assert!(give("", 50).await.unwrap());
        assert_eq!(asked(49).await, eur(2500));
        assert_eq!(asked(50).await, None);
        assert!(!give("", 60).await.unwrap());
    });

    both_engines!(
        of_two_prices_given_at_once_one_counts_at_a_time,
        |db| async move {
            let actor = Actor::system();
            let category = category(&db, None, "Mice").await;
            let id = product(&db, category, "MOU-1", "Mouse").await;
            for number in 0..5 {
                let list = PriceListId::new();
                let named = PriceList {
                    id: list,
                    name: format!("List {number}"),
                    currency: Currency::EUR,
                    purpose: ListPurpose::Sale,
                };
                add_price_list(&db, &actor, named, Timestamp(1))
                    .await
                    .unwrap();
                let give = |price: &str, at| {
                    let command = GivePrice {
                        least: Quantity::pieces(1),
                        product: id,
                        list,
                        price: price.to_owned(),
                    };
                    give_price(&db, &actor, command, Timestamp(at))
                };
                // Another curator, or a form that was sent twice.
                let (one, other) = tokio::join!(give("10", 10), give("20", 20));
                assert!(one.unwrap() && other.unwrap());
                let mut read = db.read(actor.scope()).await.unwrap();
                let spans = price_spans(&mut read, list, &[id]).await.unwrap();
                let spans = &spans[&(id, Quantity::pieces(1))];
                let beside = spans.windows(2).all(|two| two[0].until <= two[1].from);
                assert!(beside, "{spans:?}");
            }
        }
    );
}
