//! Files that only say what the codes in other files mean: sent together with
//! products that name their category by a number, a file of categories is not
//! imported itself, but looked up.
//!
//! A file is looked up by its first column, if every line has another value
//! there and another file has a column of the same name that is not its first.
//! That file then has the columns of both. What was looked up may lead on to a
//! third file.

use super::file_facts::{ColumnFacts, FileFacts};
use std::collections::{HashMap, HashSet};

/// Between the name of the column that leads to a line and that of the column
/// that was found there.
pub const LEADS_TO: &str = " › ";
/// A file of more lines is not looked up: its lines are kept in memory.
const MOST_LINES: i64 = 100_000;
/// How far one file leads to another.
const DEEPEST: usize = 3;

/// Which of these files are only looked up.
#[must_use]
pub fn looked_up(files: &[FileFacts]) -> Vec<bool> {
    let is_key = |column: &ColumnFacts, lines: i64| {
        // Of very many different values only so many are told apart.
        column.filled == lines && (column.distinct == lines || column.distinct >= 400)
    };
    files
        .iter()
        .enumerate()
        .map(|(place, file)| {
            let Some(key) = file.columns.first() else {
                return false;
            };
            file.lines <= MOST_LINES
                && is_key(key, file.lines)
                && files.iter().enumerate().any(|(other, facts)| {
                    let mut rest = facts.columns.iter().skip(1);
                    other != place && rest.any(|column| same(&column.name, &key.name))
                })
        })
        .collect()
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// One column that leads to a line of another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The column, among all that the line has by then.
    column: usize,
    /// The file that it is looked up in.
    file: usize,
    /// How many cells are found there.
    width: usize,
}

/// What leads where in a file of these columns. `tables` are the columns of
/// every file that is looked up, and nothing for the others.
#[must_use]
pub fn leads(own: &[&str], tables: &[Option<Vec<&str>>]) -> (Vec<Lead>, Vec<String>) {
    let mut leads = Vec::new();
    let mut names: Vec<String> = own.iter().map(|name| (*name).to_owned()).collect();
    // The name in its own file, and through how many files it was found.
    let mut columns: Vec<(&str, usize)> = own.iter().map(|name| (*name, 0)).collect();
    let mut used: HashSet<usize> = HashSet::new();
    let mut next = 0;
    while let Some((name, depth)) = columns.get(next).copied() {
        let found = tables.iter().enumerate().find_map(|(file, table)| {
            let (key, rest) = table.as_ref()?.split_first()?;
            (same(key, name) && depth < DEEPEST && !used.contains(&file)).then_some((file, rest))
        });
        if let Some((file, rest)) = found {
            used.insert(file);
            leads.push(Lead {
                column: next,
                file,
                width: rest.len(),
            });
            for one in rest {
                names.push(format!("{name}{LEADS_TO}{one}"));
                columns.push((one, depth + 1));
            }
        }
        next += 1;
    }
    (leads, names)
}

/// What files look like together: each with the columns that are looked up for
/// it. Those that are looked up stay as they are.
#[must_use]
pub fn together(files: &[FileFacts], looked_up: &[bool]) -> Vec<FileFacts> {
    let is_table = |place: usize| looked_up.get(place).copied().unwrap_or(false);
    let tables: Vec<Option<Vec<&str>>> = files
        .iter()
        .enumerate()
        .map(|(place, file)| is_table(place).then(|| names(file)))
        .collect();
    files
        .iter()
        .enumerate()
        .map(|(place, file)| {
            let mut facts = file.clone();
            if is_table(place) {
                return facts;
            }
            let (leads, all) = leads(&names(file), &tables);
            let found = leads
                .iter()
                .filter_map(|lead| files.get(lead.file))
                .flat_map(|table| table.columns.iter().skip(1));
            let added = all.into_iter().skip(file.columns.len());
            facts
                .columns
                .extend(found.zip(added).map(|(column, name)| ColumnFacts {
                    name,
                    ..column.clone()
                }));
            facts
        })
        .collect()
}

fn names(file: &FileFacts) -> Vec<&str> {
    file.columns.iter().map(|one| one.name.as_str()).collect()
}

/// The lines of the files that are looked up.
#[derive(Debug, Default)]
pub struct Tables(HashMap<usize, HashMap<String, Vec<String>>>);

impl Tables {
    /// Adds a line of a file.
    pub fn add(&mut self, file: usize, mut cells: Vec<String>) {
        if cells.is_empty() {
            return;
        }
        let rest = cells.split_off(1);
        if let Some(key) = cells.pop() {
            self.0.entry(file).or_default().insert(key_of(&key), rest);
        }
    }

    /// Completes a line with what its cells lead to.
    pub fn complete(&self, leads: &[Lead], cells: &mut Vec<String>) {
        for lead in leads {
            let key = cells.get(lead.column).map(|cell| key_of(cell));
            let found = key.and_then(|key| self.0.get(&lead.file)?.get(&key));
            let end = cells.len() + lead.width;
            if let Some(found) = found {
                cells.extend(found.iter().take(lead.width).cloned());
            }
            cells.resize(end, String::new());
        }
    }
}

/// A code as it is compared. Databases write whole numbers as 14.0, too.
fn key_of(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_suffix(".0").unwrap_or(cell).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_from_file_to_file() {
        let files = [
            FileFacts::of(
                "products",
                "ProductKey|GroupKey|Name\n1|7|Saw\n2|8.0|Drill\n3|9|Nail",
            ),
            FileFacts::of("groups", "GroupKey|Group|KindKey\n7|Saws|1\n8|Drills|2"),
            FileFacts::of("kinds", "KindKey|Kind\n1|By hand\n2|Powered"),
        ];
        let looked_up = looked_up(&files);
        assert_eq!(looked_up, [false, true, true]);
        let together = together(&files, &looked_up);
        assert_eq!(
            names(&together[0]),
            [
                "ProductKey",
                "GroupKey",
                "Name",
                "GroupKey › Group",
                "GroupKey › KindKey",
                "KindKey › Kind"
            ]
        );
        let tables: Vec<Option<Vec<&str>>> = files
            .iter()
            .zip(&looked_up)
            .map(|(file, table)| table.then(|| names(file)))
            .collect();
        let (leads, _) = leads(&names(&files[0]), &tables);
        let mut rows = Tables::default();
        for (file, cells) in [
            (1, ["7", "Saws", "1"].as_slice()),
            (1, &["8", "Drills", "2"]),
            (2, &["1", "By hand"]),
            (2, &["2", "Powered"]),
        ] {
            rows.add(file, cells.iter().map(|cell| (*cell).to_owned()).collect());
        }
        let complete = |cells: &[&str]| {
            let mut cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            rows.complete(&leads, &mut cells);
            cells.join("|")
        };
        assert_eq!(
            complete(&["2", "8.0", "Drill"]),
            "2|8.0|Drill|Drills|2|Powered"
        );
        assert_eq!(complete(&["3", "9", "Nail"]), "3|9|Nail|||");
    }

    #[test]
    fn files_of_the_same_kind_are_not_looked_up() {
        let files = [
            FileFacts::of("a", "sku|name\nA|One\nB|Two"),
            FileFacts::of("b", "sku|name\nC|Three"),
        ];
        assert_eq!(looked_up(&files), [false, false]);
        // A key that comes twice leads nowhere.
        let files = [
            FileFacts::of("a", "id|group\n1|x"),
            FileFacts::of("b", "group|name\nx|One\nx|Two"),
        ];
        assert_eq!(looked_up(&files), [false, false]);
    }
}
