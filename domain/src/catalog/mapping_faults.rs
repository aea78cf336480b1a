//! What is wrong with a mapping before it is applied: what it lacks, what it says
//! twice, and prices that are finer than their currency.

use super::file_facts::FileFacts;
use super::mapping::{FileMapping, ImportKind, LONGEST_NAME, Mapping, is_code, is_prefix};
use super::role::Role;

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
    /// No column is the name.
    NoName,
    /// No column says which product a line is about.
    NoSku,
    /// No column is the price, which a price list needs.
    NoPrice,
    /// No column says where stock lies.
    NoLocation,
    /// No column says how much lies there.
    NoOnHand,
    /// No column says until when promotions hold.
    NoEnd,
    /// The last day of all promotions is over.
    LastDayOver,
    /// Promotions would be for a category and for the whole list.
    CategoryAndEverything,
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

/// A column of prices with more decimal places than their currency has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooPrecise {
    /// The file.
    pub file: String,
    /// The column.
    pub column: String,
    /// How many decimal places its prices have, at most.
    pub places: u32,
    /// How many the currency has.
    pub most: u32,
}

impl Mapping {
    /// What is wrong with the mapping; nothing if it can be applied.
    #[must_use]
    pub fn check(&self, kind: ImportKind) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        for (place, file) in self.files.iter().enumerate() {
            file.check(place, kind, self.last_day.is_some(), &mut problems);
            if kind == ImportKind::Promotions && self.everything && !file.category.code.is_empty() {
                problems.push(MappingProblem {
                    file: place,
                    column: None,
                    what: MappingFault::CategoryAndEverything,
                });
            }
        }
        problems
    }

    /// The columns with prices of more decimal places than their currency has, and
    /// that nobody said to round: their lines would be refused.
    #[must_use]
    pub fn too_precise(&self, files: &[FileFacts]) -> Vec<TooPrecise> {
        let places = self.currency.decimals();
        let mut found = Vec::new();
        for (file, facts) in self.files.iter().zip(files) {
            let prices = (file.columns.iter().zip(&facts.columns))
                .filter(|(column, _)| column.role == Role::Price && !file.round_prices);
            found.extend(prices.filter(|(_, facts)| facts.places > places).map(
                |(column, facts)| TooPrecise {
                    file: file.file.clone(),
                    column: column.column.clone(),
                    places: facts.places,
                    most: places,
                },
            ));
        }
        found
    }
}

impl FileMapping {
    /// What is wrong with it; `ends` says that promotions have a last day of their
    /// own.
    fn check(&self, file: usize, kind: ImportKind, ends: bool, problems: &mut Vec<MappingProblem>) {
        if self.looked_up {
            return;
        }
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
        let has = |role: Role| roles.contains(&&role);
        let names_product = has(Role::Sku) || has(Role::MakerNumber);
        match kind {
            ImportKind::Prices => {
                if !names_product {
                    found(None, MappingFault::NoSku);
                }
                if !has(Role::Price) {
                    found(None, MappingFault::NoPrice);
                }
            }
            ImportKind::Stock => {
                if !names_product {
                    found(None, MappingFault::NoSku);
                }
                if !has(Role::Location) {
                    found(None, MappingFault::NoLocation);
                }
                if !has(Role::OnHand) {
                    found(None, MappingFault::NoOnHand);
                }
            }
            ImportKind::Promotions => {
                if self.category.code.chars().count() > LONGEST_NAME {
                    found(None, MappingFault::CategoryName);
                }
                if !has(Role::Name) {
                    found(None, MappingFault::NoName);
                }
                if !(has(Role::Price) || has(Role::Percent) || has(Role::Fraction)) {
                    found(None, MappingFault::NoPrice);
                }
                if !has(Role::ValidUntil) && !ends {
                    found(None, MappingFault::NoEnd);
                }
            }
            ImportKind::Customers => {
                if !has(Role::Name) {
                    found(None, MappingFault::NoName);
                }
            }
            ImportKind::Products => {
                if !roles.contains(&&Role::Name) {
                    found(None, MappingFault::NoName);
                }
                let category = &self.category;
                let by_column = roles.contains(&&Role::Category);
                let given = !category.code.is_empty() || !category.name.trim().is_empty();
                if !by_column || given {
                    let length = category.name.trim().chars().count();
                    if category.code.is_empty() && length == 0 {
                        found(None, MappingFault::NoCategory);
                    } else if !is_code(&category.code) {
                        found(None, MappingFault::CategoryCode);
                    } else if length == 0 || length > LONGEST_NAME {
                        found(None, MappingFault::CategoryName);
                    }
                }
                if (!by_column || given)
                    && !roles.contains(&&Role::Sku)
                    && !is_prefix(&category.sku_prefix)
                {
                    found(None, MappingFault::SkuPrefix);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::attribute::Kind;
    use super::super::mapping::CategoryChoice;
    use super::*;
    use crate::Currency;

    fn attribute(name: &str) -> Role {
        Role::Attribute {
            name: name.into(),
            kind: Kind::Text,
            unit: String::new(),
        }
    }

    #[test]
    fn a_mapping_says_what_it_lacks() {
        let faults = |kind, file: FileMapping| -> Vec<MappingFault> {
            let mapping = Mapping {
                currency: Currency::EUR,
                maker_from_name: false,
                new_list: None,
                everything: false,
                last_day: None,
                files: vec![file],
            };
            mapping.check(kind).into_iter().map(|p| p.what).collect()
        };
        let facts = [FileFacts::of(
            "mouse.csv",
            "name|price|color|buttons\nA|1|Black|3",
        )];
        let mut guessed = Mapping::guess(ImportKind::Products, &facts, None, Currency::USD);
        let good = guessed.files.remove(0);
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
            with(&|file| file.columns[3].role = attribute(" COLOR")),
            [MappingFault::AttributeTwice]
        );
        assert_eq!(
            with(&|file| file.columns[3].role = attribute(" ")),
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
    fn prices_that_are_finer_than_their_currency_are_told_before() {
        let facts = [FileFacts::of(
            "mouse.csv",
            "name|price|weight\nA|9.9950|0.1234",
        )];
        let mut mapping = Mapping::guess(ImportKind::Products, &facts, None, Currency::EUR);
        let found = mapping.too_precise(&facts);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].column.as_str(), found[0].places, found[0].most),
            ("price", 3, 2)
        );
        mapping.files[0].round_prices = true;
        assert_eq!(mapping.too_precise(&facts), []);
    }
}
