//! What a column of a file can become, for each kind of import.

use super::attribute::Kind;
use super::mapping::ImportKind;
use crate::text::Language;
use serde::{Deserialize, Serialize};

/// What a column becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "role")]
pub enum Role {
    /// What it is called: the product, the promotion, the company.
    Name,
    /// The product's SKU; without such a column one is composed.
    Sku,
    /// Its price, in the mapping's currency.
    Price,
    /// The currency of the line's price, which must be the mapping's.
    Currency,
    /// Who makes it.
    Manufacturer,
    /// Its category, by code or name.
    Category,
    /// Its unit of measure.
    Unit,
    /// What is said about it.
    Description,
    /// What the product is called in another language than the first.
    LocalName {
        /// The language.
        language: Language,
    },
    /// What is said about it in another language than the first.
    LocalDescription {
        /// The language.
        language: Language,
    },
    /// What its maker calls it.
    MakerNumber,
    /// Its UNSPSC code.
    Unspsc,
    /// The last day on which it can be ordered.
    LastOrderDay,
    /// How many days it takes where there is none in stock.
    LeadDays,
    /// From when the price holds.
    ValidFrom,
    /// Until when the price holds, that day included.
    ValidUntil,
    /// From how many pieces on the price holds.
    Pieces,
    /// Where the stock lies.
    Location,
    /// How much lies there.
    OnHand,
    /// How much comes.
    Expected,
    /// On which day it comes.
    ExpectedDay,
    /// How many percent are taken off: 15.
    Percent,
    /// Which part is taken off: 0.15.
    Fraction,
    /// Our number of a company: C-00042.
    CustomerNumber,
    /// A company's number in the supplier's own system.
    Reference,
    /// What kind of business it is.
    Industry,
    /// How many people work there.
    Employees,
    /// What it sells in a year, in the mapping's currency.
    Sales,
    /// In which year it was founded.
    Founded,
    /// Street and number.
    Street,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// Country, by its code or name.
    Country,
    /// Telephone.
    Phone,
    /// Its segment, by code; without it the segment follows from kind and
    /// employees.
    Segment,
    /// What it needs above all.
    Needs,
    /// An attribute.
    Attribute {
        /// What it is called.
        name: String,
        /// How it is read.
        kind: Kind,
        /// The unit of its numbers; see [`read`](super::attribute::read).
        unit: String,
    },
    /// Nothing.
    Ignore,
}

/// The roles that have a word of their own, with it.
const PLAIN: &[(&str, Role)] = &[
    ("name", Role::Name),
    ("sku", Role::Sku),
    ("price", Role::Price),
    ("currency", Role::Currency),
    ("manufacturer", Role::Manufacturer),
    ("category", Role::Category),
    ("unit", Role::Unit),
    ("description", Role::Description),
    (
        "name-de",
        Role::LocalName {
            language: Language::German,
        },
    ),
    (
        "description-de",
        Role::LocalDescription {
            language: Language::German,
        },
    ),
    ("maker-number", Role::MakerNumber),
    ("unspsc", Role::Unspsc),
    ("last-order-day", Role::LastOrderDay),
    ("lead-days", Role::LeadDays),
    ("valid-from", Role::ValidFrom),
    ("valid-until", Role::ValidUntil),
    ("pieces", Role::Pieces),
    ("location", Role::Location),
    ("on-hand", Role::OnHand),
    ("expected", Role::Expected),
    ("expected-day", Role::ExpectedDay),
    ("percent", Role::Percent),
    ("fraction", Role::Fraction),
    ("customer-number", Role::CustomerNumber),
    ("reference", Role::Reference),
    ("industry", Role::Industry),
    ("employees", Role::Employees),
    ("sales", Role::Sales),
    ("founded", Role::Founded),
    ("street", Role::Street),
    ("postcode", Role::Postcode),
    ("city", Role::City),
    ("country", Role::Country),
    ("phone", Role::Phone),
    ("segment", Role::Segment),
    ("needs", Role::Needs),
    ("ignore", Role::Ignore),
];

impl Role {
    /// The word for it in forms.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Attribute { kind, .. } => kind.code(),
            plain => PLAIN
                .iter()
                .find(|(_, role)| role == plain)
                .map_or("ignore", |(code, _)| code),
        }
    }

    /// The role a form calls by this word; an attribute has this name and
    /// unit.
    #[must_use]
    pub fn from_code(code: &str, name: &str, unit: &str) -> Option<Role> {
        if let Some((_, role)) = PLAIN.iter().find(|(known, _)| *known == code) {
            return Some(role.clone());
        }
        Some(Self::Attribute {
            name: name.to_owned(),
            kind: Kind::from_code(code)?,
            unit: unit.to_owned(),
        })
    }

    /// The words for the roles that a column can have in this kind of import.
    #[must_use]
    pub const fn codes(kind: ImportKind) -> &'static [&'static str] {
        match kind {
            ImportKind::Products => &[
                "name",
                "sku",
                "price",
                "currency",
                "manufacturer",
                "category",
                "unit",
                "description",
                "name-de",
                "description-de",
                "maker-number",
                "unspsc",
                "last-order-day",
                "lead-days",
                "number",
                "choice",
                "choices",
                "yes-no",
                "text",
                "ignore",
            ],
            ImportKind::Prices => &[
                "sku",
                "maker-number",
                "price",
                "currency",
                "valid-from",
                "valid-until",
                "pieces",
                "ignore",
            ],
            ImportKind::Stock => &[
                "sku",
                "maker-number",
                "location",
                "on-hand",
                "expected",
                "expected-day",
                "lead-days",
                "ignore",
            ],
            ImportKind::Promotions => &[
                "name",
                "sku",
                "category",
                "percent",
                "fraction",
                "price",
                "currency",
                "pieces",
                "valid-from",
                "valid-until",
                "ignore",
            ],
            ImportKind::Customers => &[
                "name",
                "reference",
                "customer-number",
                "industry",
                "employees",
                "sales",
                "currency",
                "founded",
                "street",
                "postcode",
                "city",
                "country",
                "phone",
                "segment",
                "needs",
                "ignore",
            ],
        }
    }

    /// Whether a column of this kind of import can have it.
    #[must_use]
    pub fn fits(&self, kind: ImportKind) -> bool {
        Self::codes(kind).contains(&self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::further_languages;

    #[test]
    fn every_word_of_a_form_is_a_role_of_this_word() {
        for kind in ImportKind::ALL {
            for code in Role::codes(*kind) {
                let role = Role::from_code(code, "Color", "").unwrap();
                assert_eq!(role.code(), *code);
                assert!(role.fits(*kind));
            }
        }
        assert_eq!(Role::from_code("colour", "", ""), None);
        let products = Role::codes(ImportKind::Products);
        for language in further_languages() {
            let (name, description) = (
                Role::LocalName { language },
                Role::LocalDescription { language },
            );
            assert_eq!(name.code(), format!("name-{}", language.code()));
            assert!(products.contains(&name.code()) && products.contains(&description.code()));
        }
    }
}
