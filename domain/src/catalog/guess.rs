//! Guessing which column of a file is what: by its name, by what stands in it,
//! or by a mapping that was saved. A person has the last word.

use super::attribute::{self, Kind};
use super::cells::whole;
use super::file_facts::{ColumnFacts, FileFacts};
use super::heading_languages::{in_another_language, is_a_translation};
use super::headings::{exported_attribute, meanings, plain_name, told_of};
use super::lookup::LEADS_TO;
use super::mapping::{CategoryChoice, ColumnMapping, FileMapping, ImportKind, Mapping, code_of};
use super::role::Role;
use super::{known, sku};

/// How a file is read: `added` of its columns are looked up in others. One that
/// is only looked up itself becomes nothing.
pub(super) fn guess_file(
    kind: ImportKind,
    facts: &FileFacts,
    saved: Option<&Mapping>,
    added: usize,
    is_table: bool,
) -> FileMapping {
    if is_table {
        let ignored = |column: &ColumnFacts| ColumnMapping {
            column: column.name.clone(),
            role: Role::Ignore,
        };
        return FileMapping {
            file: facts.name.clone(),
            decimal_comma: facts.decimal_comma,
            category: CategoryChoice::default(),
            only: None,
            round_prices: false,
            looked_up: true,
            added: 0,
            columns: facts.columns.iter().map(ignored).collect(),
        };
    }
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
    let longest = whole(attribute::LONGEST_VALUE);
    let described =
        (facts.columns.iter()).any(|column| guess_role(kind, column, facts) == Role::Description);
    let mut columns: Vec<ColumnMapping> = Vec::new();
    for column in &facts.columns {
        let measured_elsewhere = has_units_of(facts, column);
        let role = same_column(&column.name).unwrap_or_else(|| {
            let mut guessed = guess_role(kind, column, facts);
            if let (Role::Attribute { unit, .. }, true) = (&mut guessed, measured_elsewhere) {
                unit.clear();
            }
            let taken = columns.iter().any(|other| same_role(&other.role, &guessed));
            match (taken, guessed) {
                (false, role) => role,
                (true, Role::Attribute { name, kind, unit }) => Role::Attribute {
                    name: format!("{name} ({})", column.name),
                    kind,
                    unit,
                },
                (true, _) if kind == ImportKind::Products => guess_attribute(column),
                (true, _) => Role::Ignore,
            }
        });
        let role = match role {
            // Of what is too long for a value, the first is what is said about it.
            Role::Attribute { .. } if column.longest > longest => {
                let taken = (columns.iter()).any(|other| other.role == Role::Description);
                if described || taken {
                    Role::Ignore
                } else {
                    Role::Description
                }
            }
            role => role,
        };
        columns.push(ColumnMapping {
            column: column.name.clone(),
            role,
        });
    }
    let by_column = columns.iter().any(|column| column.role == Role::Category);
    let category = match (kind, same_file) {
        (ImportKind::Products | ImportKind::Promotions, Some(file)) => file.category.clone(),
        (ImportKind::Products, None) if !by_column => guess_category(&facts.name),
        _ => CategoryChoice::default(),
    };
    FileMapping {
        file: facts.name.clone(),
        decimal_comma: facts.decimal_comma,
        category,
        only: same_file.and_then(|file| file.only.clone()),
        round_prices: same_file.is_some_and(|file| file.round_prices),
        looked_up: false,
        added,
        columns,
    }
}

/// Whether another column says in which units the numbers of this one are.
fn has_units_of(facts: &FileFacts, column: &ColumnFacts) -> bool {
    let name = plain_name(&column.name);
    facts.columns.iter().any(|other| {
        let other = plain_name(&other.name);
        other
            .strip_prefix(&name)
            .is_some_and(|rest| rest.starts_with(" unit") || rest.starts_with(" uom"))
    })
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
fn guess_role(kind: ImportKind, column: &ColumnFacts, facts: &FileFacts) -> Role {
    if kind == ImportKind::Products {
        if let Some(role) = exported_attribute(&column.name) {
            return role;
        }
        if let Some(role) = in_another_language(&plain_name(&column.name), facts) {
            return role;
        }
        if is_a_translation(column, facts) {
            return Role::Ignore;
        }
    }
    let plain = plain_name(&column.name);
    let meant = match meanings(&plain) {
        [] => meanings(told_of(&plain)),
        known => known,
    };
    let meant = meant
        .iter()
        .filter(|code| Role::codes(kind).contains(code))
        .find_map(|code| Role::from_code(code, "", ""));
    match (kind, meant) {
        // A discount of less than one is a part of it, not percents.
        (_, Some(Role::Percent)) if column.largest <= 1.0 => Role::Fraction,
        (_, Some(role)) => role,
        (ImportKind::Products, None) => {
            if known::follows_from_price(&column.name.to_lowercase()) || column.filled == 0 {
                Role::Ignore
            } else {
                guess_attribute(column)
            }
        }
        (_, None) => Role::Ignore,
    }
}

/// Which attribute a column is, by its name and its values.
fn guess_attribute(column: &ColumnFacts) -> Role {
    // Of a column that was looked up, what it is called in its own file.
    let own = column.name.rsplit(LEADS_TO).next().unwrap_or_default();
    let lower = own.to_lowercase();
    let known = known::column(&lower, column.largest);
    let name = known
        .as_ref()
        .and_then(|known| known.label)
        .map_or_else(|| known::label(own), str::to_owned);
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

/// Whether products' names usually begin with their makers' in files of these names:
/// in those of IT equipment, called after its kind.
pub(super) fn names_begin_with_makers(files: &[FileFacts]) -> bool {
    let mut codes = files.iter().map(|file| code_of(&stem(&file.name)));
    codes.any(|code| known::category(&code).is_some())
}

/// A file's name without folder and ending, in small letters.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn guess(name: &str, text: &str) -> FileMapping {
        Mapping::guess(
            ImportKind::Products,
            &[FileFacts::of(name, text)],
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
    fn what_is_too_long_for_a_value_is_what_is_said_about_the_product() {
        let long = "long ".repeat(60);
        let roles = |headings: &str, line: &str| -> Vec<String> {
            let file = guess("x.csv", &format!("{headings}\n{line}"));
            let codes = file.columns.iter().map(|column| column.role.code());
            codes.map(str::to_owned).collect()
        };
        assert_eq!(
            roles("name|remarks|notes|color", &format!("A|{long}|{long}|Red")),
            ["name", "description", "ignore", "choice"]
        );
        assert_eq!(
            roles("name|remarks|description", &format!("A|{long}|Short")),
            ["name", "ignore", "description"]
        );
    }

    #[test]
    fn the_nearest_category_that_is_looked_up_counts() {
        let file = guess(
            "mouse.csv",
            "name|GroupKey › EnglishProductSubcategoryName\nA|Mice",
        );
        assert_eq!(file.columns[1].role, Role::Category);
        assert_eq!(file.category, CategoryChoice::default());
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
        let first = FileFacts::of("mouse.csv", "name|price|max_dpi\nA|1|800");
        let mut saved = Mapping::guess(ImportKind::Products, &[first], None, Currency::EUR);
        saved.files[0].columns[2].role = attribute("DPI", Kind::Text, "");
        saved.files[0].category.name = "Mäuse".into();
        let again = FileFacts::of("MOUSE.CSV", "max_dpi|name|color|price\n800|A|Black|2");
        let mapping = Mapping::guess(ImportKind::Products, &[again], Some(&saved), Currency::USD);
        assert_eq!(mapping.currency, Currency::EUR);
        let file = &mapping.files[0];
        assert_eq!(file.category.name, "Mäuse");
        assert_eq!(file.columns[0].role, attribute("DPI", Kind::Text, ""));
        assert_eq!(file.columns[2].role, attribute("Color", Kind::Choice, ""));
    }

    #[test]
    fn two_columns_that_would_be_one_attribute_stay_apart() {
        let file = guess("ups.csv", "name|rpm|speed\nA|1|2");
        let mapping = Mapping {
            currency: Currency::EUR,
            maker_from_name: true,
            new_list: None,
            everything: false,
            last_day: None,
            files: vec![file],
        };
        assert_eq!(mapping.check(ImportKind::Products), []);
    }
}
