//! One line of a file: a product, a price, or the reason why it is neither.

use super::attribute::{self, Kind, NotAValue, Value, tidy};
use super::mapping::{FileMapping, Role, maker_of};
use super::measure::{PIECE, measure_code};
use super::product_texts::{ProductText, text_to_write};
use super::sku;
use super::trade::{self, LONGEST_MAKER_NUMBER, TradeSaid};
use crate::money::NotAnAmount;
use crate::text::Language;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest name of a product, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest description of a product, in characters.
pub const LONGEST_DESCRIPTION: usize = 4_000;
/// The highest price, in minor units: a thousand million of anything.
pub const HIGHEST_PRICE: i64 = 100_000_000_000;

/// A product, as a line tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductLine {
    /// Its name.
    pub name: String,
    /// Its SKU, if the file has one.
    pub sku: Option<String>,
    /// What it is recognised by when the file comes again.
    pub origin_key: String,
    /// A fingerprint of all that the line says besides the price.
    pub origin_state: String,
    /// Its category as a column tells it, if one does.
    pub category: Option<String>,
    /// Who makes it, if a column says.
    pub manufacturer: Option<String>,
    /// Its unit of measure, if a column says.
    pub unit: Option<String>,
    /// What is said about it, if a column is for that.
    pub description: Option<String>,
    /// What it is called and what is said about it in other languages, as far as
    /// columns are for that.
    pub texts: Vec<TextSaid>,
    /// What the trade says of it.
    pub trade: TradeSaid,
    /// Its price, if there is one.
    pub price: Option<Money>,
    /// Its attributes: which column, what it is called, its values.
    pub attributes: Vec<LineAttribute>,
}

/// What a line says of a product in another language than the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextSaid {
    /// What it is called; empty if it is called as in the first language.
    Name(Language, String),
    /// What is said about it; empty if only the first language says anything.
    Description(Language, String),
}

impl TextSaid {
    /// Puts what a line says over what was there.
    pub(super) fn onto(said: Vec<TextSaid>, mut texts: Vec<ProductText>) -> Vec<ProductText> {
        for one in said {
            match one {
                Self::Name(language, name) => {
                    if let Some(text) = text_to_write(&mut texts, language) {
                        text.name = name;
                    }
                }
                Self::Description(language, description) => {
                    if let Some(text) = text_to_write(&mut texts, language) {
                        text.description = description;
                    }
                }
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}

/// One attribute of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineAttribute {
    /// The column, from 0.
    pub column: usize,
    /// What the attribute is called.
    pub name: String,
    /// Its values; none if the cell is empty.
    pub values: Vec<Value>,
}

/// Which product a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one with this SKU, written with or without dashes.
    Sku(String),
    /// The one that its maker calls so.
    MakerNumber(String),
}

impl Which {
    /// What stands there.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Sku(text) | Self::MakerNumber(text) => text,
        }
    }
}

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

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum Refusal {
    /// More or fewer cells than the file has columns.
    CellCount {
        /// How many it has.
        has: i64,
        /// How many columns there are.
        wants: i64,
    },
    /// A cell that is too long.
    TooLong {
        /// The column.
        column: String,
        /// The most characters it may have.
        most: i64,
    },
    /// No name.
    NoName,
    /// No SKU.
    NoSku,
    /// A SKU that can't be one.
    BadSku {
        /// What stands there.
        cell: String,
    },
    /// A price that is no amount.
    BadPrice {
        /// What stands there.
        cell: String,
    },
    /// A price with more decimal places than its currency has.
    PrecisePrice {
        /// What stands there.
        cell: String,
    },
    /// A price below zero.
    NegativePrice {
        /// What stands there.
        cell: String,
    },
    /// A price of zero, which would give the product away.
    ZeroPrice,
    /// A price beyond all reason.
    HugePrice {
        /// What stands there.
        cell: String,
    },
    /// No price where one is needed.
    NoPrice,
    /// Another currency than the import's.
    WrongCurrency {
        /// What stands there.
        cell: String,
        /// The import's.
        wants: String,
    },
    /// No number where one is needed.
    NotANumber {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// Neither yes nor no.
    NotYesOrNo {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// The attribute is measured in another unit.
    OtherUnit {
        /// The column.
        column: String,
        /// The unit that the mapping says.
        says: String,
        /// The attribute's own; empty if it has none.
        wants: String,
    },
    /// A promotion that names neither a product nor a category.
    AboutNothing,
    /// It would be like another variant of its family.
    LikeAnotherVariant,
    /// No day where one is needed.
    NotADay {
        /// The column.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// The price ends before it begins.
    EndsBeforeItBegins,
    /// No category.
    NoCategory,
    /// A commodity code that is none.
    BadUnspsc {
        /// What stands there.
        cell: String,
    },
    /// A unit of measure that nobody knows.
    UnknownUnit {
        /// What stands there.
        cell: String,
    },
    /// The same product as an earlier line, except perhaps for its price.
    Repeats {
        /// The file of the earlier line.
        file: String,
        /// The earlier line.
        line: i64,
        /// Whether its price is another.
        other_price: bool,
    },
    /// A SKU that no product has.
    UnknownSku {
        /// What stands there.
        cell: String,
    },
    /// A SKU that an earlier line gives a price already.
    PricedAlready {
        /// The file of the earlier line.
        file: String,
        /// The earlier line.
        line: i64,
    },
    /// No SKU could be composed that is not taken.
    NoSkuLeft,
    /// Several products have this maker's number.
    SeveralProducts {
        /// What stands there.
        cell: String,
    },
    /// Nothing stands where something must.
    Missing {
        /// The column.
        column: String,
    },
    /// Something is expected and nobody says when, or the other way round.
    ExpectedWithoutDay,
    /// A category that is not there.
    UnknownCategory {
        /// What stands there.
        cell: String,
    },
    /// A promotion that takes nothing off, or more than everything.
    NoDiscount,
    /// A promotion's price of its own for more than one product.
    PriceOfMany,
    /// A promotion that has ended already.
    Over {
        /// Its last day.
        day: String,
    },
    /// A country that nobody knows.
    UnknownCountry {
        /// What stands there.
        cell: String,
    },
    /// A year that can't be one.
    NotAYear {
        /// What stands there.
        cell: String,
    },
    /// A segment that there is none of.
    UnknownSegment {
        /// What stands there.
        cell: String,
    },
    /// A company that nobody knows by this number.
    UnknownCustomer {
        /// What stands there.
        cell: String,
    },
    /// Several companies have this name.
    SeveralCustomers {
        /// What stands there.
        cell: String,
    },
}

/// Reads a line of a product file.
///
/// # Errors
/// Says why it is no product.
pub fn read_product(
    cells: &[String],
    file: &FileMapping,
    currency: Currency,
    maker_from_name: bool,
) -> Result<ProductLine, Refusal> {
    count_cells(cells, file)?;
    let mut name = String::new();
    let mut sku = None;
    let mut price_cell = None;
    let mut category = None;
    let mut manufacturer = None;
    let mut unit = None;
    let mut description = None;
    let mut texts = Vec::new();
    let mut trade = TradeSaid::default();
    let mut attributes = Vec::new();
    for (place, (cell, column)) in cells.iter().zip(&file.columns).enumerate() {
        let short = |most: usize| short(cell, &column.column, most);
        match &column.role {
            Role::Name => name = short(LONGEST_NAME)?,
            Role::Sku => sku = Some(tidy(cell)),
            Role::Price => price_cell = Some(cell),
            Role::Currency => same_currency(cell, currency)?,
            Role::Manufacturer => manufacturer = Some(short(super::mapping::LONGEST_NAME)?),
            Role::Category => category = Some(short(super::mapping::LONGEST_NAME)?),
            Role::Unit => unit = Some(unit_code(&short(20)?)?),
            Role::Description => description = Some(long(cell, &column.column)?),
            Role::LocalName { language } => {
                texts.push(TextSaid::Name(*language, short(LONGEST_NAME)?));
            }
            Role::LocalDescription { language } => {
                let text = long(cell, &column.column)?;
                texts.push(TextSaid::Description(*language, text));
            }
            Role::MakerNumber => trade.maker_number = Some(short(LONGEST_MAKER_NUMBER)?),
            Role::Unspsc => trade.unspsc = Some(read_unspsc(cell)?),
            Role::LastOrderDay => {
                trade.last_order_day = Some(read_day(cell, &column.column)?.map(Day::of));
            }
            Role::LeadDays => trade.lead_days = Some(read_lead_days(cell, &column.column)?),
            Role::Attribute { name, kind, unit } => {
                attributes.push(LineAttribute {
                    column: place,
                    name: name.trim().to_owned(),
                    values: read_attribute(cell, *kind, unit, file, &column.column)?,
                });
            }
            // What another kind of import has.
            _ => {}
        }
    }
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    if let Some(sku) = &sku {
        good_sku(sku)?;
    }
    let price = match price_cell {
        Some(cell) if !cell.trim().is_empty() => Some(price_of(cell, currency, file.round_prices)?),
        _ => None,
    };
    // What no column names is in the file's own category, if it has one.
    let category = category.filter(|category| !category.is_empty());
    let pairs: Vec<(&str, &str)> = attributes
        .iter()
        .flat_map(|attribute| {
            let name = attribute.name.as_str();
            attribute
                .values
                .iter()
                .map(move |value| (name, value.text.as_str()))
        })
        .collect();
    let its_category = category.as_deref().unwrap_or(&file.category.code);
    let origin_key = match &sku {
        Some(sku) => sku::fingerprint(&["sku", sku]),
        None => sku::origin_key(its_category, &name, &pairs),
    };
    let told = trade.told();
    // As it was reckoned when every line said all of these.
    let maker = match &manufacturer {
        Some(maker) if !maker.is_empty() => maker.clone(),
        _ if maker_from_name => maker_of(&name),
        _ => String::new(),
    };
    let mut said = vec![
        its_category,
        &name,
        &maker,
        unit.as_deref().unwrap_or(PIECE),
        description.as_deref().unwrap_or_default(),
    ];
    said.extend(told.iter().map(String::as_str));
    for (name, value) in &pairs {
        said.extend([*name, *value]);
    }
    for text in &texts {
        match text {
            TextSaid::Name(language, text) => said.extend(["name", language.code(), text]),
            TextSaid::Description(language, text) => {
                said.extend(["description", language.code(), text]);
            }
        }
    }
    let origin_state = sku::fingerprint(&said);
    Ok(ProductLine {
        name,
        sku,
        origin_key,
        origin_state,
        category,
        manufacturer,
        unit,
        description,
        texts,
        trade,
        price,
        attributes,
    })
}

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

fn read_unspsc(cell: &str) -> Result<String, Refusal> {
    trade::unspsc(cell).map_err(|_| Refusal::BadUnspsc { cell: shown(cell) })
}

pub(super) fn read_lead_days(cell: &str, column: &str) -> Result<Option<i64>, Refusal> {
    trade::lead_days(cell).map_err(|_| Refusal::NotANumber {
        column: column.to_owned(),
        cell: shown(cell),
    })
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

/// What a line says of the product that it is about: its SKU counts before its
/// maker's number.
#[derive(Default)]
pub(super) struct Naming {
    sku: String,
    maker_number: String,
}

impl Naming {
    pub(super) fn see(&mut self, role: &Role, cell: &str) {
        match role {
            Role::Sku => self.sku = tidy(cell),
            Role::MakerNumber => self.maker_number = tidy(cell),
            _ => {}
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sku.is_empty() && self.maker_number.is_empty()
    }

    pub(super) fn which(self) -> Result<Which, Refusal> {
        if !self.sku.is_empty() {
            good_sku(&self.sku)?;
            return Ok(Which::Sku(self.sku));
        }
        if self.maker_number.is_empty() {
            return Err(Refusal::NoSku);
        }
        Ok(Which::MakerNumber(self.maker_number))
    }
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
fn long(cell: &str, column: &str) -> Result<String, Refusal> {
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

fn good_sku(text: &str) -> Result<(), Refusal> {
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
fn unit_code(text: &str) -> Result<String, Refusal> {
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

#[cfg(test)]
mod tests {
    use super::super::attribute::Kind;
    use super::super::mapping::{CategoryChoice, ColumnMapping};
    use super::*;
    use proptest::prelude::*;

    fn file(roles: &[(&str, Role)]) -> FileMapping {
        FileMapping {
            file: "mouse.csv".into(),
            decimal_comma: false,
            round_prices: false,
            looked_up: false,
            only: None,
            added: 0,
            category: CategoryChoice {
                code: "mouse".into(),
                name: "Mice".into(),
                sku_prefix: "MOU".into(),
            },
            columns: roles
                .iter()
                .map(|(column, role)| ColumnMapping {
                    column: (*column).into(),
                    role: role.clone(),
                })
                .collect(),
        }
    }

    fn attribute(name: &str, kind: Kind, unit: &str) -> Role {
        Role::Attribute {
            name: name.into(),
            kind,
            unit: unit.into(),
        }
    }

    fn mice() -> FileMapping {
        file(&[
            ("name", Role::Name),
            ("price", Role::Price),
            ("dpi", attribute("Resolution", Kind::Number, "dpi")),
            ("wireless", attribute("Wireless", Kind::YesNo, "")),
        ])
    }

    fn product(cells: &[&str]) -> Result<ProductLine, Refusal> {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        read_product(&cells, &mice(), Currency::EUR, true)
    }

    #[test]
    fn a_line_becomes_a_product() {
        let line = product(&[" Logitech  G305 ", "29.99", "12000", "true"]).unwrap();
        assert_eq!(line.name, "Logitech G305");
        assert_eq!(line.manufacturer, None);
        assert_eq!(line.price, Some(Money::new(2999, Currency::EUR)));
        assert_eq!(line.attributes[0].values[0].text, "12000 dpi");
        assert_eq!(line.sku, None);
        let without = product(&["Logitech G305", "", "12000", "yes"]).unwrap();
        assert_eq!(without.price, None);
        assert_eq!(without.origin_key, line.origin_key);
        assert_eq!(without.origin_state, line.origin_state);
        let other = product(&["Logitech G305", "", "8000", "yes"]).unwrap();
        assert_ne!(other.origin_key, line.origin_key);
    }

    #[test]
    fn a_line_that_is_no_product_says_why() {
        let why = |cells: &[&str]| product(cells).unwrap_err();
        let cell = |text: &str| text.to_owned();
        assert_eq!(why(&["A", "1"]), Refusal::CellCount { has: 2, wants: 4 });
        assert_eq!(why(&["  ", "1", "", ""]), Refusal::NoName);
        assert_eq!(
            why(&["A", "-1", "", ""]),
            Refusal::NegativePrice { cell: cell("-1") }
        );
        assert_eq!(why(&["A", "0.00", "", ""]), Refusal::ZeroPrice);
        assert_eq!(
            why(&["A", "€ 12", "", ""]),
            Refusal::BadPrice {
                cell: cell("€ 12")
            }
        );
        assert_eq!(
            why(&["A", "1.234", "", ""]),
            Refusal::PrecisePrice {
                cell: cell("1.234")
            }
        );
        assert_eq!(
            why(&["A", "99999999999999999999", "", ""]),
            Refusal::HugePrice {
                cell: cell("99999999999999999999")
            }
        );
        assert_eq!(
            why(&["A", "", "many", ""]),
            Refusal::NotANumber {
                column: cell("dpi"),
                cell: cell("many")
            }
        );
        assert_eq!(
            why(&["A", "", "", "perhaps"]),
            Refusal::NotYesOrNo {
                column: cell("wireless"),
                cell: cell("perhaps")
            }
        );
        assert_eq!(
            why(&[&"A".repeat(201), "", "", ""]),
            Refusal::TooLong {
                column: cell("name"),
                most: 200
            }
        );
    }

    #[test]
    fn prices_of_databases_are_rounded_if_somebody_says_so() {
        let mut file = mice();
        let read = |file: &FileMapping, price: &str| {
            let cells = ["A", price, "1", "no"].map(str::to_owned);
            read_product(&cells, file, Currency::EUR, true).map(|line| line.price.unwrap().minor)
        };
        assert!(matches!(
            read(&file, "33.6442"),
            Err(Refusal::PrecisePrice { .. })
        ));
        assert_eq!(read(&file, "34.9900"), Ok(3_499));
        file.round_prices = true;
        assert_eq!(read(&file, "33.6442"), Ok(3_364));
        assert_eq!(read(&file, "0.0050"), Ok(1));
        assert_eq!(read(&file, "0.0049"), Err(Refusal::ZeroPrice));
    }

    #[test]
    fn a_file_with_skus_is_recognised_by_them() {
        let file = file(&[("sku", Role::Sku), ("name", Role::Name)]);
        let read = |sku: &str, name: &str| {
            read_product(
                &[sku.to_owned(), name.to_owned()],
                &file,
                Currency::EUR,
                false,
            )
        };
        let one = read("A-1", "One").unwrap();
        let renamed = read("A-1", "Two").unwrap();
        assert_eq!(one.origin_key, renamed.origin_key);
        assert_ne!(one.origin_state, renamed.origin_state);
        assert_eq!((one.manufacturer, one.unit), (None, None));
        assert_eq!(read("", "One"), Err(Refusal::NoSku));
        assert_eq!(
            read("A 1!", "One"),
            Err(Refusal::BadSku {
                cell: "A 1!".into()
            })
        );
    }

    fn price(cells: [&str; 5]) -> Result<PriceLine, Refusal> {
        let file = file(&[
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
        fn no_line_makes_it_panic(cells in prop::collection::vec("\\PC{0,30}", 0..6)) {
            let _ = read_product(&cells, &mice(), Currency::EUR, true);
            if let Ok(cells) = cells.try_into() {
                let cells: [String; 5] = cells;
                let _ = price([&cells[0], &cells[1], &cells[2], &cells[3], &cells[4]]);
            }
        }
    }
}
