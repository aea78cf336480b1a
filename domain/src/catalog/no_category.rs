//! Lines that name no category, told before they are refused: a file may name one
//! for most of its products, and some are parts that nobody has sorted.

use super::file_facts::FileFacts;
use super::lookup::LEADS_TO;
use super::mapping::{FileMapping, Mapping, Role};

/// A file of which some lines name no category, and nothing says which they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoCategory {
    /// Its place among the files.
    pub place: usize,
    /// Its name.
    pub file: String,
    /// How many lines.
    pub lines: i64,
}

impl Mapping {
    /// The files with lines that name no category. `files` are as they look
    /// [together](super::lookup::together). New products of such lines are refused,
    /// unless the file has a category for them.
    #[must_use]
    pub fn without_category(&self, files: &[FileFacts]) -> Vec<NoCategory> {
        let all = self.files.iter().zip(files).enumerate();
        all.filter(|(_, (file, _))| !file.looked_up && file.category.code.is_empty())
            .filter_map(|(place, (file, facts))| {
                let lines = facts.lines - named(file, facts)?;
                (lines > 0).then(|| NoCategory {
                    place,
                    file: file.file.clone(),
                    lines,
                })
            })
            .collect()
    }
}

/// In how many lines a category is named; none if no column is one.
fn named(file: &FileMapping, facts: &FileFacts) -> Option<i64> {
    let columns = file.columns.iter();
    columns
        .filter(|column| column.role == Role::Category)
        .map(|column| filled(facts, &column.column, 3))
        .max()
}

/// In how many lines there is something in a column; of one that is looked up, in
/// the column that leads to it.
fn filled(facts: &FileFacts, name: &str, steps: usize) -> i64 {
    let mut columns = facts.columns.iter();
    let Some((lead, _)) = name.rsplit_once(LEADS_TO) else {
        let found = columns.find(|column| column.name == name);
        return found.map_or(0, |column| column.filled);
    };
    let leads = columns.find(|column| {
        let own = column.name.rsplit_once(LEADS_TO);
        column.name == lead || own.is_some_and(|(_, own)| own == lead)
    });
    match leads {
        Some(column) if steps > 0 => filled(facts, &column.name, steps - 1),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lookup;
    use super::super::mapping::ImportKind;
    use super::*;
    use crate::Currency;

    fn missing(mapping: &Mapping, files: &[FileFacts]) -> Vec<(usize, i64)> {
        let together = lookup::together(files, &lookup::looked_up(files));
        let found = mapping.without_category(&together).into_iter();
        found.map(|one| (one.place, one.lines)).collect()
    }

    #[test]
    fn lines_without_a_category_are_counted_through_the_file_that_they_lead_to() {
        let files = [
            FileFacts::of(
                "products.csv",
                "sku|GroupKey|name\nA|7|Saw\nB||Bolt\nC||Nut\nD|8|Drill",
            ),
            FileFacts::of("groups.csv", "GroupKey|category\n7|Saws\n8|Drills"),
        ];
        let mut mapping = Mapping::guess(ImportKind::Products, &files, None, Currency::EUR);
        assert_eq!(missing(&mapping, &files), [(0, 2)]);
        // Said for all that name none.
        mapping.files[0].category.code = "parts".to_owned();
        assert_eq!(missing(&mapping, &files), []);
    }

    #[test]
    fn a_file_whose_lines_all_name_one_says_nothing() {
        let files = [FileFacts::of(
            "a.csv",
            "sku|category|name\nA|Saws|Saw\nB|Nuts|Nut",
        )];
        let mapping = Mapping::guess(ImportKind::Products, &files, None, Currency::EUR);
        assert_eq!(missing(&mapping, &files), []);
        let files = [FileFacts::of(
            "a.csv",
            "sku|category|name\nA|Saws|Saw\nB||Nut",
        )];
        let mapping = Mapping::guess(ImportKind::Products, &files, None, Currency::EUR);
        assert_eq!(missing(&mapping, &files), [(0, 1)]);
    }
}
