//! One line of a file of promotions.

use super::attribute::tidy;
use super::cells::{count_cells, price_of, read_day, read_pieces, same_currency, short, shown};
use super::mapping::{FileMapping, LONGEST_NAME};
use super::promotions::PromotedPrice;
use super::refusal::Refusal;
use super::role::Role;
use super::which_product::{Naming, Which};
use crate::{Currency, Day, Quantity, Rate, Timestamp};

/// A promotion, as a line tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionLine {
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub what: PromotedThing,
    /// How its price is made.
    pub price: PromotedPrice,
    /// From how many pieces on.
    pub least: Quantity,
    /// From when; nothing means from now on.
    pub from: Option<Timestamp>,
    /// Until when, that moment not included.
    pub until: Timestamp,
}

/// What stands for the whole list in place of a category.
pub const EVERYTHING: &str = "*";

/// What a promotion is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromotedThing {
    /// Everything in the list.
    Everything,
    /// A category, by code or name, and everything below it.
    Category(String),
    /// A product.
    Product(Which),
}

/// What holds for all promotions of some files, whatever their lines say.
#[derive(Debug, Clone, Copy)]
pub struct OfAll {
    /// What names neither a product nor a category, where the file has no category
    /// either, is meant for everything in the list.
    pub everything: bool,
    /// Their last day, in place of the lines' own.
    pub last_day: Option<Day>,
}

/// Reads a line of a file of promotions.
///
/// # Errors
/// Says why it is none that could be made.
pub fn read_promotion_line(
    cells: &[String],
    file: &FileMapping,
    currency: Currency,
    of_all: OfAll,
    now: Timestamp,
) -> Result<PromotionLine, Refusal> {
    count_cells(cells, file)?;
    let mut name = String::new();
    let mut product = Naming::default();
    let mut category = String::new();
    let mut rate = None;
    let mut price = None;
    let mut least = Quantity::pieces(1);
    let mut from = None;
    let mut until = of_all.last_day.map(Day::end);
    let (mut last, mut last_column) = ("", "");
    for (cell, column) in cells.iter().zip(&file.columns) {
        let column_name = &column.column;
        match &column.role {
            Role::Name => name = short(cell, column_name, LONGEST_NAME)?,
            Role::Sku => product.see(&column.role, cell),
            Role::Category => category = short(cell, column_name, LONGEST_NAME)?,
            Role::Percent => rate = read_rate(cell, column_name, false)?.or(rate),
            Role::Fraction => rate = read_rate(cell, column_name, true)?.or(rate),
            Role::Price if !cell.trim().is_empty() => {
                price = Some(price_of(cell, currency, file.round_prices)?)
            }
            Role::Currency => same_currency(cell, currency)?,
            Role::Pieces => least = read_pieces(cell, column_name)?,
            Role::ValidFrom => from = read_day(cell, column_name)?,
            Role::ValidUntil if of_all.last_day.is_none() => {
                (last, last_column) = (cell, column_name);
                until = read_day(cell, column_name)?.map(|day| day.plus_days(1));
            }
            _ => {}
        }
    }
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    if category.is_empty() {
        category.clone_from(&file.category.code);
    }
    let what = match (product.is_empty(), category.is_empty()) {
        (false, _) => PromotedThing::Product(product.which()?),
        (true, false) if category == EVERYTHING => PromotedThing::Everything,
        (true, false) => PromotedThing::Category(category),
        (true, true) if of_all.everything => PromotedThing::Everything,
        (true, true) => return Err(Refusal::AboutNothing),
    };
    let price = match (price, rate) {
        (Some(price), _) if matches!(what, PromotedThing::Product(_)) => {
            PromotedPrice::Fixed(price)
        }
        (Some(_), None) => return Err(Refusal::PriceOfMany),
        (_, Some(rate)) if rate.0 > 0 && rate <= Rate::WHOLE => PromotedPrice::Off(rate),
        _ => return Err(Refusal::NoDiscount),
    };
    let until = until.ok_or_else(|| Refusal::Missing {
        column: last_column.to_owned(),
    })?;
    if from.is_some_and(|from| until <= from) {
        return Err(Refusal::EndsBeforeItBegins);
    }
    if until <= now {
        return Err(Refusal::Over { day: shown(last) });
    }
    Ok(PromotionLine {
        name,
        what,
        price,
        least,
        from,
        until,
    })
}

/// A discount, written in percent or as a part of one.
fn read_rate(cell: &str, column: &str, is_part: bool) -> Result<Option<Rate>, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(None);
    }
    let not_a_number = || Refusal::NotANumber {
        column: column.to_owned(),
        cell: shown(&text),
    };
    if !is_part || text.ends_with('%') {
        let rate = Rate::parse_percent(&text).map_err(|_| not_a_number())?;
        return Ok(Some(rate));
    }
    let part: f64 = text
        .replacen(',', ".", 1)
        .parse()
        .map_err(|_| not_a_number())?;
    let points = (part * 10_000.0).round();
    if !(0.0..=10_000.0).contains(&points) {
        return Err(Refusal::NoDiscount);
    }
    // At most ten thousand.
    Ok(Some(Rate(points as i64)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Money;

    const NOW: Timestamp = Timestamp(1_767_225_600_000);

    fn read(cells: [&str; 8]) -> Result<PromotionLine, Refusal> {
        read_of(cells, true)
    }

    fn read_of(cells: [&str; 8], everything: bool) -> Result<PromotionLine, Refusal> {
        let roles = [
            ("name", Role::Name),
            ("sku", Role::Sku),
            ("category", Role::Category),
            ("off", Role::Fraction),
            ("price", Role::Price),
            ("least", Role::Pieces),
            ("from", Role::ValidFrom),
            ("until", Role::ValidUntil),
        ];
        let file = FileMapping::of(&roles);
        read_promotion_line(
            &cells.map(str::to_owned),
            &file,
            Currency::EUR,
            OfAll {
                everything,
                last_day: None,
            },
            NOW,
        )
    }

    #[test]
    fn a_line_is_a_promotion_or_says_why_not() {
        let volume = ["Volume", "", "", "0.02", "", "11", "", "2030-12-28"];
        let line = read(volume).unwrap();
        assert_eq!(line.what, PromotedThing::Everything);
        assert_eq!(read_of(volume, false), Err(Refusal::AboutNothing));
        assert_eq!(line.price, PromotedPrice::Off(Rate(200)));
        assert_eq!(line.least, Quantity::pieces(11));
        let mut said = volume;
        said[2] = " * ";
        assert_eq!(
            read_of(said, false).unwrap().what,
            PromotedThing::Everything
        );
        let with = |at: usize, cell: &'static str| {
            let mut cells = volume;
            cells[at] = cell;
            cells
        };
        let mice = read(with(2, "mouse")).unwrap();
        assert_eq!(mice.what, PromotedThing::Category("mouse".into()));
        let fixed = read(["Sale", "A-1", "", "", "9.90", "0", "", "2030-12-28"]).unwrap();
        assert_eq!(
            fixed.price,
            PromotedPrice::Fixed(Money::new(990, Currency::EUR))
        );
        assert_eq!(fixed.least, Quantity::pieces(1));
        assert_eq!(read(with(0, " ")), Err(Refusal::NoName));
        assert_eq!(read(with(3, "0.0")), Err(Refusal::NoDiscount));
        assert_eq!(read(with(3, "1.5")), Err(Refusal::NoDiscount));
        assert_eq!(
            read(with(7, "2013-12-28")),
            Err(Refusal::Over {
                day: "2013-12-28".into()
            })
        );
        assert_eq!(
            read(with(7, "")),
            Err(Refusal::Missing {
                column: "until".into()
            })
        );
        assert_eq!(
            read(["Sale", "", "", "", "9.90", "", "", "2030-12-28"]),
            Err(Refusal::PriceOfMany)
        );
        assert_eq!(
            read(with(3, "15%")).unwrap().price,
            PromotedPrice::Off(Rate(1_500))
        );
    }
}
