//! What a curator typed about a product: how it is kept, and what is wrong with it by
//! itself.

use super::attribute::tidy;
use super::cells::{LONGEST_DESCRIPTION, prose};
use super::measure::{PIECE, measure_code};
use super::product_line::LONGEST_NAME;
use super::product_texts::ProductText;
use super::sku::is_sku;
use super::trade::{self, LONGEST_MAKER_NUMBER, Trade};
use crate::id::{CategoryId, ProductId};
use crate::text::Language;
use crate::{Day, Timestamp};

/// What a curator says about a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveProduct {
    /// The product; a new one if there is none with this id.
    pub id: ProductId,
    /// The version that the curator saw; none for a new product.
    pub version: Option<i64>,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    pub category: CategoryId,
    /// In which unit it is counted: its code, or what people write for it; nothing is
    /// a piece.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// What it is called and what is said about it in other languages, all of it.
    /// What stands there in the first language is left out.
    pub texts: Vec<ProductText>,
    /// What its maker calls it.
    pub maker_number: String,
    /// Its UNSPSC code, as it was typed.
    pub unspsc: String,
    /// The last day on which it can be ordered.
    pub last_order_day: Option<Day>,
    /// How many days it takes where there is none in stock, as it was typed.
    pub lead_days: String,
    /// Whether it is sold.
    pub active: bool,
    /// What was typed for each attribute, by its number: a number without its
    /// unit, several choices with commas between them.
    pub attributes: Vec<(i64, String)>,
}

/// What is wrong with one field of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductFault {
    /// No SKU.
    NoSku,
    /// Characters in the SKU that can't be there.
    BadSku,
    /// Another product has the SKU.
    SkuTaken,
    /// No name.
    NoName,
    /// Too long.
    TooLong,
    /// No such category.
    NoCategory,
    /// A unit of measure that nobody knows.
    UnknownUnit,
    /// No number where one is needed.
    NotANumber,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not eight digits.
    BadUnspsc,
    /// Not a number of days, or too many.
    NotDays,
    /// A last day that is over, of something that is sold.
    DayIsOver,
    /// Another variant of its family has the same values.
    SameAsVariant,
}

/// What was typed, as it is kept.
pub(super) struct Tidied {
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) manufacturer: String,
    pub(super) unit: &'static str,
    pub(super) description: String,
    pub(super) texts: Vec<ProductText>,
    pub(super) trade: Trade,
}

impl SaveProduct {
    /// What is wrong with it by itself: each field's name and what is wrong with
    /// it. What it is beside other products only who saves it can say.
    #[must_use]
    pub fn faults(&self, now: Timestamp) -> Vec<(String, ProductFault)> {
        self.tidied(now).1
    }

    /// What was typed as it is kept, and what is wrong with it.
    pub(super) fn tidied(&self, now: Timestamp) -> (Tidied, Vec<(String, ProductFault)>) {
        let sku = tidy(&self.sku);
        let name = tidy(&self.name);
        let manufacturer = tidy(&self.manufacturer);
        let description = prose(&self.description);
        let texts = texts_of(&self.texts);
        let mut faults: Vec<(String, ProductFault)> = Vec::new();
        let mut fault = |field: &str, what| faults.push((field.to_owned(), what));
        if sku.is_empty() {
            fault("sku", ProductFault::NoSku);
        } else if !is_sku(&sku) {
            fault("sku", ProductFault::BadSku);
        }
        if name.is_empty() {
            fault("name", ProductFault::NoName);
        } else if name.chars().count() > LONGEST_NAME {
            fault("name", ProductFault::TooLong);
        }
        if manufacturer.chars().count() > super::mapping::LONGEST_NAME {
            fault("manufacturer", ProductFault::TooLong);
        }
        if description.chars().count() > LONGEST_DESCRIPTION {
            fault("description", ProductFault::TooLong);
        }
        for text in &texts {
            let code = text.language.code();
            if text.name.chars().count() > LONGEST_NAME {
                fault(&format!("name-{code}"), ProductFault::TooLong);
            }
            if text.description.chars().count() > LONGEST_DESCRIPTION {
                fault(&format!("description-{code}"), ProductFault::TooLong);
            }
        }
        let unit = measure_code(&self.unit).unwrap_or_else(|| {
            fault("unit", ProductFault::UnknownUnit);
            PIECE
        });
        let maker_number = tidy(&self.maker_number);
        if maker_number.chars().count() > LONGEST_MAKER_NUMBER {
            fault("maker_number", ProductFault::TooLong);
        }
        let unspsc = trade::unspsc(&self.unspsc).unwrap_or_else(|_| {
            fault("unspsc", ProductFault::BadUnspsc);
            String::new()
        });
        let lead_days = trade::lead_days(&self.lead_days).unwrap_or_else(|_| {
            fault("lead_days", ProductFault::NotDays);
            None
        });
        if self.active
            && self
                .last_order_day
                .is_some_and(|day| day.is_over_everywhere(now))
        {
            fault("last_order_day", ProductFault::DayIsOver);
        }
        let trade = Trade {
            maker_number,
            unspsc,
            last_order_day: self.last_order_day,
            lead_days,
        };
        let tidied = Tidied {
            sku,
            name,
            manufacturer,
            unit,
            description,
            texts,
            trade,
        };
        (tidied, faults)
    }
}

/// Texts as they are written: of each language once, never of the first.
fn texts_of(typed: &[ProductText]) -> Vec<ProductText> {
    let mut texts: Vec<ProductText> = Vec::with_capacity(typed.len());
    for text in typed {
        let known = texts.iter().any(|one| one.language == text.language);
        if text.language != Language::default() && !known {
            texts.push(ProductText {
                language: text.language,
                name: tidy(&text.name),
                description: prose(&text.description),
            });
        }
    }
    texts
}
