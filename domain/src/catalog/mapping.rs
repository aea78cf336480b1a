//! Which column of a file is what. A mapping is guessed from what the file
//! looks like or taken from one that was saved, corrected by a person, checked
//! (`mapping_faults`), and then applied to every line.

use super::file_facts::FileFacts;
use super::lookup;
pub use super::mapping_faults::{MappingFault, MappingProblem, TooPrecise};
pub use super::role::Role;
use crate::{Currency, Day};
use serde::{Deserialize, Serialize};

/// The longest name of an attribute or a category, in characters.
pub const LONGEST_NAME: usize = 60;

/// What an import brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// Products, perhaps with their prices.
    Products,
    /// Prices of products that are there.
    Prices,
    /// What lies where of products that are there, and what comes.
    Stock,
    /// Promotions of a price list.
    Promotions,
    /// Companies that buy, or may.
    Customers,
}

impl ImportKind {
    /// Every kind there is.
    pub const ALL: &'static [Self] = &[
        Self::Products,
        Self::Prices,
        Self::Stock,
        Self::Promotions,
        Self::Customers,
    ];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Prices => "prices",
            Self::Stock => "stock",
            Self::Promotions => "promotions",
            Self::Customers => "customers",
        }
    }

    /// The kind stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether its lines go to a price list, or may.
    #[must_use]
    pub const fn has_list(self) -> bool {
        matches!(self, Self::Products | Self::Prices | Self::Promotions)
    }

    /// Whether its lines need a price list.
    #[must_use]
    pub const fn needs_list(self) -> bool {
        matches!(self, Self::Prices | Self::Promotions)
    }
}

/// How the files of an import become products or prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The currency of every price in the files.
    pub currency: Currency,
    /// Where no column names it: take the beginning of the product's name as
    /// its manufacturer.
    pub maker_from_name: bool,
    /// The name of a price list that is made for it once it begins, where none
    /// of those that are there was chosen.
    #[serde(default)]
    pub new_list: Option<String>,
    /// Whether promotions that name neither a product nor a category are meant for
    /// everything in the list; otherwise their lines are refused.
    #[serde(default)]
    pub everything: bool,
    /// The last day of all promotions, whatever their lines say: last year's file
    /// is used again. Each line's own without.
    #[serde(default)]
    pub last_day: Option<Day>,
    /// The files, in their order.
    pub files: Vec<FileMapping>,
}

/// How one file is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileMapping {
    /// The file's name.
    pub file: String,
    /// Whether a comma in a number is a decimal separator.
    pub decimal_comma: bool,
    /// The category of new products that no column names one for, or of promotions
    /// of which the line names neither a product nor a category.
    pub category: CategoryChoice,
    /// Which of its lines are meant; all without.
    #[serde(default)]
    pub only: Option<OnlyLines>,
    /// Whether prices with more decimal places than their currency are rounded;
    /// otherwise their lines are refused.
    #[serde(default)]
    pub round_prices: bool,
    /// Whether its lines only say what codes in other files mean; see
    /// [`lookup`](super::lookup).
    #[serde(default)]
    pub looked_up: bool,
    /// How many of its columns, the last, are looked up in other files.
    #[serde(default)]
    pub added: usize,
    /// Its columns, in their order.
    pub columns: Vec<ColumnMapping>,
}

/// Only some lines of a file: those with a value in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyLines {
    /// The column's name in the file.
    pub column: String,
    /// What has to stand there, in capitals or small letters; nothing means that
    /// nothing may.
    pub value: String,
}

/// The category that a file's products belong to; it is made if it is new.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CategoryChoice {
    /// Its code, which stands in addresses: `video-card`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What composed SKUs begin with: `VC`.
    pub sku_prefix: String,
}

/// What one column is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The column's name in the file.
    pub column: String,
    /// What it becomes.
    #[serde(flatten)]
    pub role: Role,
}

impl FileMapping {
    /// Whether a column has this role.
    #[must_use]
    pub fn has(&self, role: &Role) -> bool {
        self.columns.iter().any(|column| column.role == *role)
    }

    /// Whether a line of these cells is meant; see [`OnlyLines`].
    #[must_use]
    pub fn means(&self, cells: &[String]) -> bool {
        let Some(only) = &self.only else { return true };
        let place = (self.columns.iter()).position(|column| column.column == only.column);
        // A line of too few cells is refused as it is.
        place.and_then(|place| cells.get(place)).is_none_or(|cell| {
            super::attribute::tidy(cell).to_lowercase() == only.value.trim().to_lowercase()
        })
    }

    /// The names of its columns as it has them itself.
    #[must_use]
    pub fn own_columns(&self) -> Vec<&str> {
        let own = self.columns.len().saturating_sub(self.added);
        let names = self.columns.iter().map(|column| column.column.as_str());
        names.take(own).collect()
    }
}

impl Mapping {
    /// A mapping for these files: as `saved` says where it knows a file or a
    /// column, otherwise as the file looks.
    #[must_use]
    pub fn guess(
        kind: ImportKind,
        files: &[FileFacts],
        saved: Option<&Mapping>,
        currency: Currency,
    ) -> Mapping {
        let tables = lookup::looked_up(files);
        Mapping {
            currency: saved.map_or(currency, |saved| saved.currency),
            maker_from_name: saved.map_or_else(
                || super::guess::names_begin_with_makers(files),
                |saved| saved.maker_from_name,
            ),
            new_list: None,
            everything: saved.is_some_and(|saved| saved.everything),
            // A day that was said once is over the next time.
            last_day: None,
            files: lookup::together(files, &tables)
                .iter()
                .zip(files.iter().zip(&tables))
                .map(|(facts, (own, is_table))| {
                    let added = facts.columns.len() - own.columns.len();
                    super::guess::guess_file(kind, facts, saved, added, *is_table)
                })
                .collect(),
        }
    }
}

/// A category's code made of a text: small letters, digits and dashes.
#[must_use]
pub fn code_of(text: &str) -> String {
    super::words::plain_words(text)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(LONGEST_NAME)
        .collect()
}

/// Whether a text can be a category's code: small letters, digits and single
/// dashes between them.
#[must_use]
pub fn is_code(text: &str) -> bool {
    !text.is_empty() && code_of(text) == text
}

/// Whether composed SKUs can begin with this: one to six capitals and digits.
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    (1..=6).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
impl FileMapping {
    /// A file of these columns, for tests of what its lines say.
    pub(super) fn of(columns: &[(&str, Role)]) -> Self {
        Self {
            file: "file.csv".into(),
            decimal_comma: false,
            category: CategoryChoice::default(),
            only: None,
            round_prices: false,
            looked_up: false,
            added: 0,
            columns: columns
                .iter()
                .map(|(column, role)| ColumnMapping {
                    column: (*column).into(),
                    role: role.clone(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_addresses() {
        assert_eq!(code_of("Mäuse & Tastaturen"), "mause-tastaturen");
        assert!(is_code("video-card"));
        for bad in ["", "Video", "a--b", "-a", "a b", "ü"] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}
