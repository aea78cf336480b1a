//! What was typed into the cells of the grid, read and put upon the products as they
//! are.

use super::attribute::{self, Kind, NotAValue, Value, tidy};
use super::categories::Category;
use super::category_attributes::{CategoryAttribute, category_attributes};
use super::grid::Cell;
use super::measure::measure_code;
use super::product_line::LONGEST_NAME;
use super::products::ProductRow;
use super::save_grid::{CellFault, GridEdit, GridEdits};
use super::trade::{self, LONGEST_MAKER_NUMBER, Trade};
use super::typed_product::ProductFault;
use crate::id::ProductId;
use crate::store::{FromRow, IntoValue, Query, StoreError, Tx, list_placeholders};
use crate::{Day, Timestamp, args};
use std::collections::{HashMap, HashSet};

/// How the cells are read.
pub(super) struct Reading {
    attributes: Vec<CategoryAttribute>,
    /// The choices that can be taken: an attribute's number and a value; none if
    /// all can.
    choices: Option<HashSet<(i64, String)>>,
    now: Timestamp,
}

impl Reading {
    pub(super) async fn of(
        tx: &mut Tx,
        sent: &GridEdits,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let attributes = category_attributes(tx, &[sent.category]).await?;
        let is_choice = |cell: Cell| {
            let kind = attributes
                .iter()
                .find(|one| cell == Cell::Attribute(one.number))
                .map(CategoryAttribute::kind);
            matches!(kind, Some(Kind::Choice | Kind::Choices))
        };
        let mut cells = sent.edits.iter().flat_map(|edit| &edit.cells);
        let choices = if !sent.new_values && cells.any(|(cell, ..)| is_choice(*cell)) {
            let there: Vec<(i64, String)> = tx
                .all(
                    "SELECT DISTINCT v.attribute, v.value
                     FROM category_attribute a JOIN product_attribute v ON v.attribute = a.number
                     WHERE a.category_id = $1 AND a.kind IN ('choice', 'choices')",
                    args![sent.category],
                )
                .await?;
            Some(there.into_iter().collect())
        } else {
            None
        };
        Ok(Self {
            attributes,
            choices,
            now,
        })
    }

    /// The values of an attribute's cell.
    fn values(&self, known: &CategoryAttribute, typed: &str) -> Result<Vec<Value>, CellFault> {
        let values = attribute::read(typed, known.kind(), &known.unit, false);
        let values = values.map_err(|error| {
            CellFault::Product(match error {
                NotAValue::NotANumber => ProductFault::NotANumber,
                NotAValue::NotYesOrNo => ProductFault::NotYesOrNo,
                NotAValue::TooLong => ProductFault::TooLong,
            })
        })?;
        if matches!(known.kind(), Kind::Choice | Kind::Choices)
            && let Some(choices) = &self.choices
        {
            let is_new = |one: &&Value| !choices.contains(&(known.number, one.text.clone()));
            if let Some(new) = values.iter().find(is_new) {
                return Err(CellFault::NewValue(new.text.clone()));
            }
        }
        Ok(values)
    }
}

/// A product as it is, and as it shall be.
pub(super) struct Known {
    pub(super) version: i64,
    pub(super) row: ProductRow,
    pub(super) was_active: bool,
}

#[derive(FromRow)]
struct Stored {
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    unit: String,
    description: String,
    #[sqlx(flatten)]
    trade: Trade,
    active: bool,
    version: i64,
    origin_key: Option<String>,
    origin_state: Option<String>,
}

impl Known {
    /// The products of the category that are to be changed. Their rows stay
    /// locked until the transaction ends.
    pub(super) async fn of(
        tx: &mut Tx,
        category: &Category,
        edits: &[GridEdit],
    ) -> Result<HashMap<ProductId, Known>, StoreError> {
        let ids: Vec<_> = edits.iter().map(|edit| edit.product.value()).collect();
        let among = list_placeholders(1, ids.len());
        tx.lock("product", "id", "id", ids.clone()).await?;
        let mut args = ids.clone();
        args.extend(args![category.id]);
        let stored: Vec<Stored> = tx
            .all(
                format!(
                    "SELECT id, sku, name, manufacturer, unit, description, maker_number, unspsc,
                         last_order_day, lead_days, active, version, origin_key, origin_state
                     FROM product WHERE id IN ({among}) AND category_id = ${}",
                    ids.len() + 1
                ),
                args,
            )
            .await?;
        let values: Vec<(ProductId, i64, String, String, Option<f64>)> = tx
            .all(
                format!(
                    "SELECT v.product_id, v.attribute, a.name, v.value, v.amount
                     FROM product_attribute v JOIN category_attribute a ON a.number = v.attribute
                     WHERE v.product_id IN ({among}) ORDER BY a.position, a.name, v.value"
                ),
                ids,
            )
            .await?;
        let mut known: HashMap<ProductId, Known> = stored
            .into_iter()
            .map(|one| {
                let row = ProductRow {
                    manufacturer: one.manufacturer,
                    unit: one.unit,
                    description: one.description,
                    active: one.active,
                    trade: one.trade,
                    origin_key: one.origin_key,
                    origin_state: one.origin_state,
                    ..ProductRow::new(one.id, &one.sku, &one.name, category)
                };
                let known = Known {
                    version: one.version,
                    was_active: one.active,
                    row,
                };
                (one.id, known)
            })
            .collect();
        for (product, attribute, name, text, amount) in values {
            if let Some(known) = known.get_mut(&product) {
                let value = Value { text, amount };
                known.row.attributes.push((attribute, name, value));
            }
        }
        Ok(known)
    }

    /// Puts what was typed into a cell.
    pub(super) fn put(
        &mut self,
        cell: Cell,
        typed: &str,
        reading: &Reading,
    ) -> Result<(), CellFault> {
        let (attributes, now) = (&reading.attributes, reading.now);
        let fault = |what| Err(CellFault::Product(what));
        let row = &mut self.row;
        let text = tidy(typed);
        match cell {
            Cell::Name if text.is_empty() => return fault(ProductFault::NoName),
            Cell::Name if text.chars().count() > LONGEST_NAME => {
                return fault(ProductFault::TooLong);
            }
            Cell::Name => row.name = text,
            Cell::Manufacturer if text.chars().count() > super::mapping::LONGEST_NAME => {
                return fault(ProductFault::TooLong);
            }
            Cell::Manufacturer => row.manufacturer = text,
            Cell::MakerNumber if text.chars().count() > LONGEST_MAKER_NUMBER => {
                return fault(ProductFault::TooLong);
            }
            Cell::MakerNumber => row.trade.maker_number = text,
            Cell::Unit => match measure_code(&text) {
                Some(code) => code.clone_into(&mut row.unit),
                None => return fault(ProductFault::UnknownUnit),
            },
            Cell::LeadDays => match trade::lead_days(&text) {
                Ok(days) => row.trade.lead_days = days,
                Err(_) => return fault(ProductFault::NotDays),
            },
            Cell::LastOrderDay => {
                let day = match text.as_str() {
                    "" => None,
                    text => Some(Day::from_field(text).ok_or(CellFault::NotADay)?),
                };
                if row.active && day.is_some_and(|day| day.is_over_everywhere(now)) {
                    return fault(ProductFault::DayIsOver);
                }
                row.trade.last_order_day = day;
            }
            Cell::Active => {
                let active = !text.is_empty();
                let over = row.trade.last_order_day;
                if active && over.is_some_and(|day| day.is_over_everywhere(now)) {
                    return fault(ProductFault::DayIsOver);
                }
                row.active = active;
            }
            Cell::Attribute(number) => {
                let Some(known) = attributes.iter().find(|one| one.number == number) else {
                    // Taken away meanwhile: there is nothing to write.
                    return Ok(());
                };
                let values = reading.values(known, typed)?;
                put_values(&mut row.attributes, known, values, attributes);
            }
            Cell::Price => {}
        }
        Ok(())
    }
}

/// Replaces the values of one attribute, and keeps all in the category's order.
fn put_values(
    all: &mut Vec<(i64, String, Value)>,
    of: &CategoryAttribute,
    values: Vec<Value>,
    attributes: &[CategoryAttribute],
) {
    all.retain(|(number, ..)| *number != of.number);
    all.extend(
        values
            .into_iter()
            .map(|value| (of.number, of.name.clone(), value)),
    );
    all.sort_by_key(|(number, ..)| attributes.iter().position(|one| one.number == *number));
}
