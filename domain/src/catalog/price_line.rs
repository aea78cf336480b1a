//! One line of a file of prices: a price, or the reason why it is none.

use super::cells::{count_cells, price_of, read_day, read_pieces, same_currency};
use super::mapping::{FileMapping, Role};
use super::refusal::Refusal;
use super::which_product::{Naming, Which};
use crate::{Currency, Money, Quantity, Timestamp};

/// A price of a product, as a line tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceLine {
    /// Of which product.
    pub product: Which,
    /// The price.
    pub price: Money,
    /// From when it holds, if the line says.
    pub valid_from: Option<Timestamp>,
    /// Until when it holds, if the line says; that moment not included.
    pub valid_until: Option<Timestamp>,
    /// From how many pieces on it holds.
    pub least: Quantity,
}

/// Reads a line of a price file.
///
/// # Errors
/// Says why it is no price.
pub fn read_price_line(
    cells: &[String],
    file: &FileMapping,
    currency: Currency,
) -> Result<PriceLine, Refusal> {
    count_cells(cells, file)?;
    let mut product = Naming::default();
    let mut price_cell = "";
    let mut valid_from = None;
    let mut valid_until = None;
    let mut least = Quantity::pieces(1);
    for (cell, column) in cells.iter().zip(&file.columns) {
        match &column.role {
            Role::Sku | Role::MakerNumber => product.see(&column.role, cell),
            Role::Price => price_cell = cell,
            Role::Currency => same_currency(cell, currency)?,
            Role::ValidFrom => valid_from = read_day(cell, &column.column)?,
            Role::Pieces => least = read_pieces(cell, &column.column)?,
            // The price still holds on its last day.
            Role::ValidUntil => {
                valid_until = read_day(cell, &column.column)?.map(|day| day.plus_days(1));
            }
            _ => {}
        }
    }
    let product = product.which()?;
    if price_cell.trim().is_empty() {
        return Err(Refusal::NoPrice);
    }
    let price = price_of(price_cell, currency, file.round_prices)?;
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until <= from
    {
        return Err(Refusal::EndsBeforeItBegins);
    }
    Ok(PriceLine {
        product,
        price,
        valid_from,
        valid_until,
        least,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn price(cells: [&str; 5]) -> Result<PriceLine, Refusal> {
        let file = FileMapping::of(&[
            ("sku", Role::Sku),
            ("price", Role::Price),
            ("currency", Role::Currency),
            ("from", Role::ValidFrom),
            ("until", Role::ValidUntil),
        ]);
        read_price_line(&cells.map(str::to_owned), &file, Currency::EUR)
    }

    #[test]
    fn a_price_line_becomes_a_price_or_says_why_not() {
        let line = price(["A-1", "12,50", "eur", "2026-01-01", "31.12.2026"]).unwrap();
        assert_eq!(line.product, Which::Sku("A-1".into()));
        assert_eq!(line.price, Money::new(1250, Currency::EUR));
        assert_eq!(line.valid_from, Some(Timestamp(1_767_225_600_000)));
        assert_eq!(line.valid_until, Some(Timestamp(1_798_761_600_000)));
        assert_eq!(
            price(["A-1", "1", "USD", "", ""]),
            Err(Refusal::WrongCurrency {
                cell: "USD".into(),
                wants: "EUR".into()
            })
        );
        assert_eq!(price(["A-1", "", "", "", ""]), Err(Refusal::NoPrice));
        assert_eq!(price(["", "1", "", "", ""]), Err(Refusal::NoSku));
        assert_eq!(
            price(["A-1", "-1", "", "", ""]),
            Err(Refusal::NegativePrice { cell: "-1".into() })
        );
        assert_eq!(
            price(["A-1", "1", "", "2026-02-30", ""]),
            Err(Refusal::NotADay {
                column: "from".into(),
                cell: "2026-02-30".into()
            })
        );
        assert_eq!(
            price(["A-1", "1", "", "2026-02-02", "2026-02-01"]),
            Err(Refusal::EndsBeforeItBegins)
        );
        // One day is the shortest.
        assert!(price(["A-1", "1", "", "2026-02-02", "2026-02-02"]).is_ok());
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(cells in prop::array::uniform5("\\PC{0,30}")) {
            let _ = price([&cells[0], &cells[1], &cells[2], &cells[3], &cells[4]]);
        }
    }
}
