//! Which column of a file is what. A mapping is guessed from what the file
//! looks like or taken from one that was saved, corrected by a person, checked
//! here, and then applied to every line.

use super::attribute::Kind;
use super::file_facts::{ColumnFacts, FileFacts};
use super::{known, sku};
use crate::Currency;
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
}

impl ImportKind {
    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Prices => "prices",
        }
    }

    /// The kind stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Products, Self::Prices]
            .into_iter()
            .find(|kind| kind.code() == code)
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
    /// The category of its products, where no column names it.
    pub category: CategoryChoice,
    /// Its columns, in their order.
    pub columns: Vec<ColumnMapping>,
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

/// What a column becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "role")]
pub enum Role {
    /// The product's name.
    Name,
    /// Its SKU; without such a column one is composed.
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

impl Role {
    /// The word for it in forms.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sku => "sku",
            Self::Price => "price",
            Self::Currency => "currency",
            Self::Manufacturer => "manufacturer",
            Self::Category => "category",
            Self::Unit => "unit",
            Self::Description => "description",
            Self::MakerNumber => "maker-number",
            Self::Unspsc => "unspsc",
            Self::LastOrderDay => "last-order-day",
            Self::LeadDays => "lead-days",
            Self::ValidFrom => "valid-from",
            Self::ValidUntil => "valid-until",
            Self::Pieces => "pieces",
            Self::Attribute { kind, .. } => kind.code(),
            Self::Ignore => "ignore",
        }
    }

    /// The role a form calls by this word; an attribute has this name and
    /// unit.
    #[must_use]
    pub fn from_code(code: &str, name: &str, unit: &str) -> Option<Role> {
        Some(match code {
            "name" => Self::Name,
            "sku" => Self::Sku,
            "price" => Self::Price,
            "currency" => Self::Currency,
            "manufacturer" => Self::Manufacturer,
            "category" => Self::Category,
            "unit" => Self::Unit,
            "description" => Self::Description,
            "maker-number" => Self::MakerNumber,
            "unspsc" => Self::Unspsc,
            "last-order-day" => Self::LastOrderDay,
            "lead-days" => Self::LeadDays,
            "valid-from" => Self::ValidFrom,
            "valid-until" => Self::ValidUntil,
            "pieces" => Self::Pieces,
            "ignore" => Self::Ignore,
            other => Self::Attribute {
                name: name.to_owned(),
                kind: Kind::from_code(other)?,
                unit: unit.to_owned(),
            },
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
                "price",
                "currency",
                "valid-from",
                "valid-until",
                "pieces",
                "ignore",
            ],
        }
    }
}

/// What is wrong with a mapping, and in which file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingProblem {
    /// The file, from 0.
    pub file: usize,
    /// The column, from 0, if it is about one.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: MappingFault,
}

/// What can be wrong with a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MappingFault {
    /// No column is the product's name.
    NoName,
    /// No column is the SKU, which a price list needs.
    NoSku,
    /// No column is the price, which a price list needs.
    NoPrice,
    /// Two columns are the same thing.
    Twice,
    /// An attribute without a name, or with one too long.
    AttributeName,
    /// Two attributes of one name.
    AttributeTwice,
    /// No category, neither chosen nor in a column.
    NoCategory,
    /// A category's code that can't stand in an address.
    CategoryCode,
    /// A category without a name, or with one too long.
    CategoryName,
    /// No prefix of one to six letters and digits to compose SKUs with.
    SkuPrefix,
}

impl FileMapping {
    /// Whether a column has this role.
    #[must_use]
    pub fn has(&self, role: &Role) -> bool {
        self.columns.iter().any(|column| column.role == *role)
    }

    fn check(&self, file: usize, kind: ImportKind, problems: &mut Vec<MappingProblem>) {
        let mut found = |column: Option<usize>, what| {
            problems.push(MappingProblem { file, column, what });
        };
        let mut names: Vec<String> = Vec::new();
        let mut roles: Vec<&Role> = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            match &column.role {
                Role::Ignore => {}
                Role::Attribute { name, .. } => {
                    let length = name.trim().chars().count();
                    if length == 0 || length > LONGEST_NAME {
                        found(Some(place), MappingFault::AttributeName);
                    }
                    let name = name.trim().to_lowercase();
                    if names.contains(&name) {
                        found(Some(place), MappingFault::AttributeTwice);
                    }
                    names.push(name);
                }
                role => {
                    if roles.contains(&role) {
                        found(Some(place), MappingFault::Twice);
                    }
                    roles.push(role);
                }
            }
        }
        match kind {
            ImportKind::Prices => {
                if !roles.contains(&&Role::Sku) {
                    found(None, MappingFault::NoSku);
                }
                if !roles.contains(&&Role::Price) {
                    found(None, MappingFault::NoPrice);
                }
            }
            ImportKind::Products => {
                if !roles.contains(&&Role::Name) {
                    found(None, MappingFault::NoName);
                }
                let category = &self.category;
                let by_column = roles.contains(&&Role::Category);
                if !by_column {
                    let length = category.name.trim().chars().count();
                    if category.code.is_empty() && length == 0 {
                        found(None, MappingFault::NoCategory);
                    } else if !is_code(&category.code) {
                        found(None, MappingFault::CategoryCode);
                    } else if length == 0 || length > LONGEST_NAME {
                        found(None, MappingFault::CategoryName);
                    }
                }
                if !by_column && !roles.contains(&&Role::Sku) && !is_prefix(&category.sku_prefix) {
                    found(None, MappingFault::SkuPrefix);
                }
            }
        }
    }
}

impl Mapping {
    /// What is wrong with the mapping; nothing if it can be applied.
    #[must_use]
    pub fn check(&self, kind: ImportKind) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        for (place, file) in self.files.iter().enumerate() {
            file.check(place, kind, &mut problems);
        }
        problems
    }

    /// A mapping for these files: as `saved` says where it knows a file or a
    /// column, otherwise as the file looks.
    #[must_use]
    pub fn guess(
        kind: ImportKind,
        files: &[FileFacts],
        saved: Option<&Mapping>,
        currency: Currency,
    ) -> Mapping {
        Mapping {
            currency: saved.map_or(currency, |saved| saved.currency),
            maker_from_name: saved.is_none_or(|saved| saved.maker_from_name),
            files: files
                .iter()
                .map(|facts| guess_file(kind, facts, saved))
                .collect(),
        }
    }
}

fn guess_file(kind: ImportKind, facts: &FileFacts, saved: Option<&Mapping>) -> FileMapping {
    let same_file = saved.and_then(|saved| {
        let stem = stem(&facts.name);
        saved
            .files
            .iter()
            .find(|file| self::stem(&file.file) == stem)
    });
    let same_column = |name: &str| {
        let by_name = |file: &FileMapping| {
            file.columns
                .iter()
                .find(|column| column.column.eq_ignore_ascii_case(name))
                .map(|column| column.role.clone())
        };
        same_file
            .and_then(by_name)
            .or_else(|| match saved.map(|saved| saved.files.as_slice()) {
                // A mapping of one file is meant for files of any name.
                Some([only]) => by_name(only),
                _ => None,
            })
    };
    let mut columns: Vec<ColumnMapping> = Vec::new();
    for column in &facts.columns {
        let role = same_column(&column.name).unwrap_or_else(|| {
            let guessed = guess_role(kind, column);
            let taken = columns.iter().any(|other| same_role(&other.role, &guessed));
            match (taken, guessed) {
                (false, role) => role,
                (true, Role::Attribute { name, kind, unit }) => Role::Attribute {
                    name: format!("{name} ({})", column.name),
                    kind,
                    unit,
                },
                (true, _) if kind == ImportKind::Prices => Role::Ignore,
                (true, _) => guess_attribute(column),
            }
        });
        columns.push(ColumnMapping {
            column: column.name.clone(),
            role,
        });
    }
    let category = match (kind, same_file) {
        (ImportKind::Prices, _) => CategoryChoice::default(),
        (ImportKind::Products, Some(file)) => file.category.clone(),
        (ImportKind::Products, None) => guess_category(&facts.name),
    };
    FileMapping {
        file: facts.name.clone(),
        decimal_comma: facts.decimal_comma,
        category,
        columns,
    }
}

fn same_role(one: &Role, other: &Role) -> bool {
    match (one, other) {
        (Role::Attribute { name: one, .. }, Role::Attribute { name: other, .. }) => {
            one.eq_ignore_ascii_case(other)
        }
        (Role::Ignore, Role::Ignore) => false,
        (one, other) => one == other,
    }
}

/// What a column is, by its name.
fn guess_role(kind: ImportKind, column: &ColumnFacts) -> Role {
    let name = column.name.to_lowercase().replace(['_', '-'], " ");
    let by_name = match name.as_str() {
        "name" | "product" | "product name" | "title" | "item name" | "bezeichnung" | "artikel"
        | "artikelbezeichnung" | "produkt" | "produktname" => Some(Role::Name),
        "sku" | "item" | "item number" | "article" | "article number" | "part number"
        | "product number" | "artikelnummer" | "artikelnr" | "art.-nr." | "teilenummer" => {
            Some(Role::Sku)
        }
        "price" | "list price" | "unit price" | "net price" | "preis" | "listenpreis"
        | "nettopreis" | "einzelpreis" => Some(Role::Price),
        "currency" | "währung" | "waehrung" => Some(Role::Currency),
        "manufacturer" | "brand" | "maker" | "vendor" | "hersteller" | "marke" => {
            Some(Role::Manufacturer)
        }
        "category" | "kategorie" | "warengruppe" => Some(Role::Category),
        "unit" | "uom" | "unit of measure" | "einheit" | "mengeneinheit" => Some(Role::Unit),
        "description" | "beschreibung" => Some(Role::Description),
        "mpn"
        | "manufacturer number"
        | "manufacturer part number"
        | "manufacturer's number"
        | "herstellernummer"
        | "hersteller artikelnummer" => Some(Role::MakerNumber),
        "unspsc" | "unspsc code" => Some(Role::Unspsc),
        "last order" | "last order day" | "last order date" | "end of sale"
        | "letzte bestellung" | "letzter bestelltag" => Some(Role::LastOrderDay),
        "lead time" | "lead days" | "lead time days" | "lieferzeit" | "lieferzeit tage" => {
            Some(Role::LeadDays)
        }
        "valid from" | "from" | "gültig ab" | "gueltig ab" | "gültig von" => {
            Some(Role::ValidFrom)
        }
        "valid until" | "valid to" | "until" | "gültig bis" | "gueltig bis" => {
            Some(Role::ValidUntil)
        }
        "pieces" | "from pieces" | "min quantity" | "minimum quantity" | "minqty" | "min qty"
        | "quantity from" | "ab menge" | "mindestmenge" | "staffel" => Some(Role::Pieces),
        _ => None,
    };
    match (kind, by_name) {
        (ImportKind::Prices, Some(role))
            if Role::codes(ImportKind::Prices).contains(&role.code()) =>
        {
            role
        }
        (ImportKind::Prices, _) => Role::Ignore,
        (ImportKind::Products, Some(Role::ValidFrom | Role::ValidUntil | Role::Pieces) | None) => {
            if known::follows_from_price(&column.name.to_lowercase()) || column.filled == 0 {
                Role::Ignore
            } else {
                guess_attribute(column)
            }
        }
        (ImportKind::Products, Some(role)) => role,
    }
}

/// Which attribute a column is, by its name and its values.
fn guess_attribute(column: &ColumnFacts) -> Role {
    let lower = column.name.to_lowercase();
    let known = known::column(&lower, column.largest);
    let name = known
        .as_ref()
        .and_then(|known| known.label)
        .map_or_else(|| known::label(&column.name), str::to_owned);
    let filled = column.filled;
    let kind = if filled == 0 {
        Kind::Text
    } else if column.yes_no == filled {
        Kind::YesNo
    } else if column.numbers == filled {
        Kind::Number
    } else if column.lists > 0 && column.distinct_parts <= 60 {
        Kind::Choices
    } else if column.distinct * 3 <= filled || column.distinct <= 30 {
        Kind::Choice
    } else {
        Kind::Text
    };
    let unit = match (kind, known) {
        (Kind::Number, Some(known)) => known.unit,
        _ => "",
    };
    Role::Attribute {
        name,
        kind,
        unit: unit.to_owned(),
    }
}

/// Which category a file's products belong to, by the file's name.
fn guess_category(file: &str) -> CategoryChoice {
    let code = code_of(&stem(file));
    if code.is_empty() {
        return CategoryChoice::default();
    }
    let name =
        known::category(&code).map_or_else(|| known::label(&code.replace('-', " ")), str::to_owned);
    CategoryChoice {
        sku_prefix: sku::prefix_of(&code),
        code,
        name,
    }
}

/// A file's name without folder and ending, in small letters.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase()
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

/// The manufacturer that a product's name begins with.
#[must_use]
pub fn maker_of(name: &str) -> String {
    let long = known::LONG_MAKERS.iter().find(|maker| {
        name.get(..maker.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(maker))
            && name
                .get(maker.len()..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    long.map_or_else(
        || {
            name.split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        },
        |maker| (*maker).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::file_facts::Counter;
    use super::*;

    fn facts(name: &str, text: &str) -> FileFacts {
        let mut lines = text
            .lines()
            .map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        let mut counter = Counter::new(&lines.next().unwrap(), false);
        lines.for_each(|cells| counter.see(&cells));
        counter.facts(name)
    }

    fn guess(name: &str, text: &str) -> FileMapping {
        Mapping::guess(
            ImportKind::Products,
            &[facts(name, text)],
            None,
            Currency::USD,
        )
        .files
        .remove(0)
    }

    fn attribute(name: &str, kind: Kind, unit: &str) -> Role {
        Role::Attribute {
            name: name.into(),
            kind,
            unit: unit.into(),
        }
    }

    #[test]
    fn a_file_of_parts_is_understood_without_help() {
        let file = guess(
            "data/internal-hard-drive.csv",
            "name|price|capacity|price_per_gb|type|pwm|interface|nothing\n\
             Samsung 990|149.99|2000|0.075|SSD|true|USB A, USB C|\n\
             Crucial P3||1000||SSD|false|USB A|",
        );
        let roles: Vec<&Role> = file.columns.iter().map(|column| &column.role).collect();
        assert_eq!(
            roles,
            [
                &Role::Name,
                &Role::Price,
                &attribute("Capacity", Kind::Number, "GB"),
                &Role::Ignore,
                &attribute("Type", Kind::Choice, ""),
                &attribute("PWM", Kind::YesNo, ""),
                &attribute("Interface", Kind::Choices, ""),
                &Role::Ignore,
            ]
        );
        assert_eq!(
            file.category,
            CategoryChoice {
                code: "internal-hard-drive".into(),
                name: "Internal drives".into(),
                sku_prefix: "IHD".into()
            }
        );
    }

    #[test]
    fn a_clock_counts_in_what_its_numbers_say() {
        let unit = |clock: &str| {
            let file = guess("x.csv", &format!("name|core_clock\nA|{clock}"));
            match file.columns[1].role.clone() {
                Role::Attribute { unit, .. } => unit,
                _ => String::new(),
            }
        };
        assert_eq!(unit("4.7"), "GHz");
        assert_eq!(unit("1320"), "MHz");
    }

    #[test]
    fn a_saved_mapping_is_used_again_where_it_fits() {
        let first = facts("mouse.csv", "name|price|max_dpi\nA|1|800");
        let mut saved = Mapping::guess(ImportKind::Products, &[first], None, Currency::EUR);
        saved.files[0].columns[2].role = attribute("DPI", Kind::Text, "");
        saved.files[0].category.name = "Mäuse".into();
        let again = facts("MOUSE.CSV", "max_dpi|name|color|price\n800|A|Black|2");
        let mapping = Mapping::guess(ImportKind::Products, &[again], Some(&saved), Currency::USD);
        assert_eq!(mapping.currency, Currency::EUR);
        let file = &mapping.files[0];
        assert_eq!(file.category.name, "Mäuse");
        assert_eq!(file.columns[0].role, attribute("DPI", Kind::Text, ""));
        assert_eq!(file.columns[2].role, attribute("Color", Kind::Choice, ""));
    }

    #[test]
    fn a_mapping_says_what_it_lacks() {
        let faults = |kind, file: FileMapping| -> Vec<MappingFault> {
            let mapping = Mapping {
                currency: Currency::EUR,
                maker_from_name: false,
                files: vec![file],
            };
            mapping.check(kind).into_iter().map(|p| p.what).collect()
        };
        let good = guess("mouse.csv", "name|price|color|buttons\nA|1|Black|3");
        assert_eq!(faults(ImportKind::Products, good.clone()), []);
        assert_eq!(
            faults(ImportKind::Prices, good.clone()),
            [MappingFault::NoSku]
        );
        let with = |change: &dyn Fn(&mut FileMapping)| {
            let mut file = good.clone();
            change(&mut file);
            faults(ImportKind::Products, file)
        };
        assert_eq!(
            with(&|file| file.columns[0].role = Role::Ignore),
            [MappingFault::NoName]
        );
        assert_eq!(
            with(&|file| file.columns[2].role = Role::Price),
            [MappingFault::Twice]
        );
        assert_eq!(
            with(&|file| file.columns[3].role = attribute(" COLOR", Kind::Text, "")),
            [MappingFault::AttributeTwice]
        );
        assert_eq!(
            with(&|file| file.columns[3].role = attribute(" ", Kind::Text, "")),
            [MappingFault::AttributeName]
        );
        assert_eq!(
            with(&|file| file.category.code = "Mäuse/1".into()),
            [MappingFault::CategoryCode]
        );
        assert_eq!(
            with(&|file| file.category = CategoryChoice::default()),
            [MappingFault::NoCategory, MappingFault::SkuPrefix]
        );
        assert_eq!(
            with(&|file| file.category.sku_prefix = "m-1".into()),
            [MappingFault::SkuPrefix]
        );
    }

    #[test]
    fn two_columns_that_would_be_one_attribute_stay_apart() {
        let file = guess("ups.csv", "name|rpm|speed\nA|1|2");
        let mapping = Mapping {
            currency: Currency::EUR,
            maker_from_name: true,
            files: vec![file],
        };
        assert_eq!(mapping.check(ImportKind::Products), []);
    }

    #[test]
    fn manufacturers_are_read_from_names() {
        assert_eq!(maker_of("Lian Li Uni Fan SL"), "Lian Li");
        assert_eq!(maker_of("be quiet! Pure Base"), "be quiet!");
        assert_eq!(maker_of("In Winning"), "In");
        assert_eq!(maker_of("AMD Ryzen 7"), "AMD");
        assert_eq!(maker_of(""), "");
    }

    #[test]
    fn codes_stand_in_addresses() {
        assert_eq!(code_of("Mäuse & Tastaturen"), "mause-tastaturen");
        assert!(is_code("video-card"));
        for bad in ["", "Video", "a--b", "-a", "a b", "ü"] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}
