//! The promotions of a price list as rows of a file that an import understands.

use super::export::Cell;
use super::promotion_line::EVERYTHING;
use crate::id::{PriceListId, PromotionId};
use crate::store::{FromRow, Query, Result};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp, args};
use uuid::Uuid;

/// What the columns are called.
pub(super) const COLUMNS: &[&str] = &[
    "promotion",
    "sku",
    "category",
    "percent",
    "price",
    "currency",
    "pieces",
    "valid from",
    "valid until",
];

#[derive(Debug, FromRow)]
struct Row {
    id: PromotionId,
    name: String,
    sku: Option<String>,
    category: Option<String>,
    rate: Option<Rate>,
    price_minor: Option<i64>,
    min_quantity: Quantity,
    valid_from: Timestamp,
    valid_until: Timestamp,
}

impl Row {
    fn cells(&self, currency: Currency) -> Vec<Cell> {
        let text = |text: &Option<String>| text.as_deref().map_or(Cell::Empty, Cell::text);
        let category = match (&self.sku, &self.category) {
            (None, None) => Cell::text(EVERYTHING),
            (_, category) => text(category),
        };
        let price = self
            .price_minor
            .map(|minor| Money::new(minor, currency).plain());
        // What began in the middle of a day is recognised without it.
        let from = Day::of(self.valid_from);
        let from = (from.start() == self.valid_from).then_some(Cell::Day(from));
        vec![
            Cell::text(&self.name),
            text(&self.sku),
            category,
            // With its sign, nobody takes one percent for all of it.
            self.rate.map_or(Cell::Empty, |rate| {
                Cell::text(&format!("{}%", rate.percent()))
            }),
            price.map_or(Cell::Empty, Cell::number),
            Cell::text(currency.code()),
            Cell::number(self.min_quantity),
            from.unwrap_or(Cell::Empty),
            Cell::Day(Day::last_before(self.valid_until)),
        ]
    }
}

/// The promotions of a list that have not ended, so many after the one that `after`
/// names, and what names the last of them; `None` if there are no more.
///
/// # Errors
/// If storage fails.
pub(super) async fn rows(
    query: &mut impl Query,
    list: PriceListId,
    currency: Currency,
    (after, most): (&str, i64),
    now: Timestamp,
) -> Result<Option<(Vec<Vec<Cell>>, String)>> {
    let after: PromotionId = after.parse().unwrap_or(PromotionId(Uuid::nil()));
    let rows: Vec<Row> = query
        .all(
            "SELECT o.id, o.name, p.sku, c.code AS category, o.rate, o.price_minor,
                 o.min_quantity, o.valid_from, o.valid_until
             FROM promotion o
             LEFT JOIN category c ON c.id = o.category_id
             LEFT JOIN product p ON p.id = o.product_id
             WHERE o.price_list_id = $1 AND o.valid_until > $2 AND o.id > $3
             ORDER BY o.id LIMIT ($4 + 0)",
            args![list, now, after, most],
        )
        .await?;
    let last = rows.last().map(|row| row.id.to_string());
    Ok(last.map(|last| {
        let cells = rows.iter().map(|row| row.cells(currency));
        (cells.collect(), last)
    }))
}
