//! One line of a stock file: what lies of a product at a place, and what comes.

use super::attribute::tidy;
use super::availability::Stock;
use super::cells::{count_cells, read_day, read_lead_days, short, shown};
use super::mapping::{FileMapping, LONGEST_NAME};
use super::refusal::Refusal;
use super::role::Role;
use super::which_product::{Naming, Which};
use crate::{Day, Quantity};

/// What a line says of a product's stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    /// Of which product.
    pub product: Which,
    /// Where.
    pub location: String,
    /// How much lies there.
    pub on_hand: Quantity,
    /// What comes next; `None` if the file has no columns for it.
    pub expected: Option<(Quantity, Option<Day>)>,
    /// How many days it takes there, if there is none; `None` if the file has no
    /// column for it.
    pub lead_days: Option<Option<i64>>,
}

impl StockLine {
    /// What lies and comes there then, `before` being what was.
    #[must_use]
    pub fn onto(&self, before: Option<Stock>) -> Stock {
        let before = before.unwrap_or_default();
        let (expected, expected_day) = self
            .expected
            .unwrap_or((before.expected, before.expected_day));
        Stock {
            on_hand: self.on_hand,
            expected,
            expected_day,
            lead_days: self.lead_days.unwrap_or(before.lead_days),
        }
    }
}

/// Reads a line of a stock file.
///
/// # Errors
/// Says why it says nothing of any stock.
pub fn read_stock_line(cells: &[String], file: &FileMapping) -> Result<StockLine, Refusal> {
    count_cells(cells, file)?;
    let mut product = Naming::default();
    let mut location = String::new();
    let mut on_hand = None;
    let mut expected = Quantity::default();
    let mut day = None;
    let mut lead_days = None;
    for (cell, column) in cells.iter().zip(&file.columns) {
        let name = &column.column;
        match &column.role {
            Role::Sku | Role::MakerNumber => product.see(&column.role, cell),
            Role::Location => {
                location = short(cell, name, LONGEST_NAME)?;
                if location.is_empty() {
                    return Err(missing(name));
                }
            }
            Role::OnHand => {
                let read = quantity(cell, name)?;
                on_hand = Some(read.ok_or_else(|| missing(name))?);
            }
            Role::Expected => expected = quantity(cell, name)?.unwrap_or_default(),
            Role::LeadDays => lead_days = Some(read_lead_days(cell, name)?),
            Role::ExpectedDay => day = read_day(cell, name)?.map(Day::of),
            _ => {}
        }
    }
    if expected.is_zero() == day.is_some() {
        return Err(Refusal::ExpectedWithoutDay);
    }
    let has = |role: Role| file.has(&role);
    Ok(StockLine {
        product: product.which()?,
        location,
        on_hand: on_hand.unwrap_or_default(),
        expected: (has(Role::Expected) || has(Role::ExpectedDay)).then_some((expected, day)),
        lead_days,
    })
}

fn missing(column: &str) -> Refusal {
    Refusal::Missing {
        column: column.to_owned(),
    }
}

/// How many there are, perhaps none; `None` if the cell is empty.
fn quantity(cell: &str, column: &str) -> Result<Option<Quantity>, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(None);
    }
    let zero = text.trim_start_matches('0').trim_start_matches(['.', ',']);
    if zero.trim_matches('0').is_empty() {
        return Ok(Some(Quantity::default()));
    }
    match Quantity::parse_pieces(&text) {
        Ok(quantity) => Ok(Some(quantity)),
        // Cable is measured, not counted.
        Err(_) => measured(&text)
            .map(Some)
            .ok_or_else(|| Refusal::NotANumber {
                column: column.to_owned(),
                cell: shown(&text),
            }),
    }
}

/// A quantity of up to three decimals: `1.5`.
fn measured(text: &str) -> Option<Quantity> {
    let (whole, decimals) = text.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || whole.len() > 6 || decimals.len() > 2 {
        return None;
    }
    let thousandths = format!("{whole}{decimals:0<3}").parse().ok()?;
    Some(Quantity::from_thousandths(thousandths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: [&str; 6]) -> Result<StockLine, Refusal> {
        let roles = [
            ("sku", Role::Sku),
            ("where", Role::Location),
            ("stock", Role::OnHand),
            ("coming", Role::Expected),
            ("on", Role::ExpectedDay),
            ("lead", Role::LeadDays),
        ];
        let file = FileMapping::of(&roles);
        read_stock_line(&cells.map(str::to_owned), &file)
    }

    #[test]
    fn a_line_says_what_lies_and_comes_or_why_not() {
        let line = read(["A-1", " Utrecht ", "12", "5", "2030-02-01", ""]).unwrap();
        assert_eq!(line.product, Which::Sku("A-1".into()));
        assert_eq!(line.location, "Utrecht");
        assert_eq!(line.on_hand, Quantity::pieces(12));
        assert_eq!(line.expected.unwrap().0, Quantity::pieces(5));
        assert!(read(["A-1", "Utrecht", "0", "", "", ""]).is_ok());
        assert!(read(["A-1", "Utrecht", "0.0", "0", "", ""]).is_ok());
        let far = read(["A-1", "Utrecht", "0", "", "", "21"]).unwrap();
        assert_eq!(far.lead_days, Some(Some(21)));
        let before = Stock {
            lead_days: Some(5),
            ..Stock::default()
        };
        assert_eq!(far.onto(Some(before)).lead_days, Some(21));
        let silent = StockLine {
            lead_days: None,
            ..far
        };
        assert_eq!(silent.onto(Some(before)).lead_days, Some(5));
        assert!(matches!(
            read(["A-1", "Utrecht", "0", "", "", "soon"]),
            Err(Refusal::NotANumber { .. })
        ));
        let cable = read(["A-1", "Utrecht", "1.5", "", "", ""]).unwrap();
        assert_eq!(cable.on_hand, Quantity::from_thousandths(1_500));
        let missing = |column: &str| Refusal::Missing {
            column: column.into(),
        };
        assert_eq!(read(["A-1", "", "1", "", "", ""]), Err(missing("where")));
        assert_eq!(
            read(["A-1", "Utrecht", "", "", "", ""]),
            Err(missing("stock"))
        );
        assert_eq!(read(["", "Utrecht", "1", "", "", ""]), Err(Refusal::NoSku));
        for (expected, day) in [("5", ""), ("", "2030-02-01")] {
            assert_eq!(
                read(["A-1", "Utrecht", "1", expected, day, ""]),
                Err(Refusal::ExpectedWithoutDay)
            );
        }
        assert_eq!(
            read(["A-1", "Utrecht", "-1", "", "", ""]),
            Err(Refusal::NotANumber {
                column: "stock".into(),
                cell: "-1".into()
            })
        );
    }
}
