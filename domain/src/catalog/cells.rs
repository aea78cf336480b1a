//! The cells of a file, whatever its lines are about: names, prices, days, numbers,
//! or the reason why they are none.

use super::attribute::{self, Kind, NotAValue, Value, tidy};
use super::mapping::FileMapping;
use super::measure::measure_code;
use super::refusal::Refusal;
use super::sku;
use super::trade;
use crate::money::NotAnAmount;
use crate::{Currency, Money, Quantity, Timestamp};

/// The longest description of a product, in characters.
pub const LONGEST_DESCRIPTION: usize = 4_000;
/// The highest price, in minor units: a thousand million of anything.
pub const HIGHEST_PRICE: i64 = 100_000_000_000;

/// Reads a cell as values of an attribute; see [`attribute::read`].
///
/// # Errors
/// Says what the cell is not.
pub(super) fn read_attribute(
    cell: &str,
    kind: Kind,
    unit: &str,
    file: &FileMapping,
    column: &str,
) -> Result<Vec<Value>, Refusal> {
    attribute::read(cell, kind, unit, file.decimal_comma).map_err(|error| {
        let (column, cell) = (column.to_owned(), shown(cell));
        match error {
            NotAValue::NotANumber => Refusal::NotANumber { column, cell },
            NotAValue::NotYesOrNo => Refusal::NotYesOrNo { column, cell },
            NotAValue::TooLong => Refusal::TooLong {
                column,
                most: whole(attribute::LONGEST_VALUE),
            },
        }
    })
}

pub(super) fn read_unspsc(cell: &str) -> Result<String, Refusal> {
    trade::unspsc(cell).map_err(|_| Refusal::BadUnspsc { cell: shown(cell) })
}

pub(super) fn read_lead_days(cell: &str, column: &str) -> Result<Option<i64>, Refusal> {
    trade::lead_days(cell).map_err(|_| Refusal::NotANumber {
        column: column.to_owned(),
        cell: shown(cell),
    })
}

/// From how many pieces on; nothing means from the first.
pub(super) fn read_pieces(cell: &str, column: &str) -> Result<Quantity, Refusal> {
    let text = tidy(cell);
    match text.as_str() {
        "" | "0" => Ok(Quantity::pieces(1)),
        text => Quantity::parse_pieces(text).map_err(|_| Refusal::NotANumber {
            column: column.to_owned(),
            cell: text.to_owned(),
        }),
    }
}

pub(super) fn count_cells(cells: &[String], file: &FileMapping) -> Result<(), Refusal> {
    if cells.len() == file.columns.len() {
        return Ok(());
    }
    Err(Refusal::CellCount {
        has: whole(cells.len()),
        wants: whole(file.columns.len().saturating_sub(file.added)),
    })
}

pub(super) fn short(cell: &str, column: &str, most: usize) -> Result<String, Refusal> {
    let text = tidy(cell);
    if text.chars().count() > most {
        return Err(Refusal::TooLong {
            column: column.to_owned(),
            most: whole(most),
        });
    }
    Ok(text)
}

/// A description: its lines stay lines.
pub(super) fn long(cell: &str, column: &str) -> Result<String, Refusal> {
    let text = prose(cell);
    if text.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refusal::TooLong {
            column: column.to_owned(),
            most: whole(LONGEST_DESCRIPTION),
        });
    }
    Ok(text)
}

/// A text of several lines as it is kept: the ends of its lines written in one way,
/// whatever a form or a file wrote.
#[must_use]
pub fn prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim().to_owned()
}

pub(super) fn good_sku(text: &str) -> Result<(), Refusal> {
    if text.is_empty() {
        return Err(Refusal::NoSku);
    }
    if sku::is_sku(text) {
        return Ok(());
    }
    Err(Refusal::BadSku { cell: shown(text) })
}

pub(super) fn same_currency(cell: &str, wants: Currency) -> Result<(), Refusal> {
    let cell = tidy(cell);
    // Nothing said is the import's own.
    if cell.is_empty() || cell.parse() == Ok(wants) {
        return Ok(());
    }
    Err(Refusal::WrongCurrency {
        cell: shown(&cell),
        wants: wants.code().to_owned(),
    })
}

/// Reads a price: more than nothing, and not beyond all reason.
///
/// # Errors
/// Says what it is instead.
pub fn read_price(cell: &str, currency: Currency) -> Result<Money, Refusal> {
    price_of(cell, currency, false)
}

/// The same; `round` says that a price may have more decimal places than its
/// currency.
pub(super) fn price_of(cell: &str, currency: Currency, round: bool) -> Result<Money, Refusal> {
    let text = cell.trim();
    let shown = || shown(text);
    let parse = if round {
        Money::parse_rounded
    } else {
        Money::parse
    };
    let price = parse(text, currency).map_err(|error| match error {
        NotAnAmount::NotANumber => Refusal::BadPrice { cell: shown() },
        NotAnAmount::TooPrecise => Refusal::PrecisePrice { cell: shown() },
        NotAnAmount::TooLarge => Refusal::HugePrice { cell: shown() },
    })?;
    match price.minor {
        0 => Err(Refusal::ZeroPrice),
        ..0 => Err(Refusal::NegativePrice { cell: shown() }),
        minor if minor > HIGHEST_PRICE => Err(Refusal::HugePrice { cell: shown() }),
        _ => Ok(price),
    }
}

pub(super) fn read_day(cell: &str, column: &str) -> Result<Option<Timestamp>, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(None);
    }
    day(&text).map(Some).ok_or_else(|| Refusal::NotADay {
        column: column.to_owned(),
        cell: shown(&text),
    })
}

/// The beginning of a day in UTC: `2026-01-31` or `31.1.2026`.
fn day(text: &str) -> Option<Timestamp> {
    // A time of the day may follow, as workbooks have it.
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    let (year, month, day) = match text.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => (year.to_string(), month.to_string(), day.to_string()),
        _ => match text.split('.').collect::<Vec<_>>().as_slice() {
            [day, month, year] => (year.to_string(), month.to_string(), day.to_string()),
            _ => return None,
        },
    };
    if year.len() != 4 {
        return None;
    }
    let date = jiff::civil::Date::new(
        year.parse().ok()?,
        month.trim().parse().ok()?,
        day.trim().parse().ok()?,
    )
    .ok()?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(start.timestamp().as_millisecond()))
}

/// The code of a unit of measure by what people write for it.
pub(super) fn unit_code(text: &str) -> Result<String, Refusal> {
    match measure_code(text) {
        Some(code) => Ok(code.to_owned()),
        None => Err(Refusal::UnknownUnit { cell: shown(text) }),
    }
}

/// The beginning of a cell, to show in a reason.
pub(super) fn shown(cell: &str) -> String {
    let tidy = tidy(cell);
    let mut start: String = tidy.chars().take(40).collect();
    if start.len() < tidy.len() {
        start.push('…');
    }
    start
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
