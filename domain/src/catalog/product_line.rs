//! One line of a file of products: a product, or the reason why it is none.

use super::attribute::{Value, tidy};
use super::cells::{
    count_cells, good_sku, long, price_of, read_attribute, read_day, read_lead_days, read_unspsc,
    same_currency, short, unit_code,
};
use super::known::maker_of;
use super::mapping::{FileMapping, Role};
use super::measure::PIECE;
use super::product_texts::{ProductText, text_to_write};
use super::refusal::Refusal;
use super::sku;
use super::trade::{LONGEST_MAKER_NUMBER, TradeSaid};
use crate::text::Language;
use crate::{Currency, Day, Money};

/// The longest name of a product, in characters.
pub const LONGEST_NAME: usize = 200;

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

#[cfg(test)]
mod tests {
    use super::super::attribute::Kind;
    use super::*;
    use proptest::prelude::*;

    fn attribute(name: &str, kind: Kind, unit: &str) -> Role {
        Role::Attribute {
            name: name.into(),
            kind,
            unit: unit.into(),
        }
    }

    fn mice() -> FileMapping {
        FileMapping::of(&[
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
        let file = FileMapping::of(&[("sku", Role::Sku), ("name", Role::Name)]);
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

    proptest! {
        #[test]
        fn no_line_makes_it_panic(cells in prop::collection::vec("\\PC{0,30}", 0..6)) {
            let _ = read_product(&cells, &mice(), Currency::EUR, true);
        }
    }
}
