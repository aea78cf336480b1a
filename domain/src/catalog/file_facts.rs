//! What a file looks like: counted while it arrives, so that a mapping can be
//! guessed from all of its lines and not from the first few.

use super::attribute::{looks_numeric, tidy};
use crate::money::{NotAnAmount, parse_scaled};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// How many different values of a column are told apart; beyond it there are
/// "many".
const MOST_DISTINCT: usize = 400;
/// How many of them a person is shown.
const SAMPLES: usize = 3;

/// What a file looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name, as it was sent.
    pub name: String,
    /// Whether a comma in its numbers is a decimal separator.
    pub decimal_comma: bool,
    /// How many lines it has besides the header.
    pub lines: i64,
    /// Its columns, in their order.
    pub columns: Vec<ColumnFacts>,
    /// What a person should know of how it was read.
    #[serde(default)]
    pub notes: Vec<FileNote>,
}

/// Something about a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "note")]
pub enum FileNote {
    /// Which sheet of a workbook was read, where there are others.
    Sheet {
        /// Its name.
        name: String,
        /// The names of the others.
        others: Vec<String>,
    },
    /// Some cells are formulas: what they came to last was taken.
    Formulas {
        /// How many.
        count: i64,
        /// The first: `C7`.
        first: String,
    },
    /// Some cells are merged: only the first of each has a value.
    Merged {
        /// How many groups.
        count: i64,
        /// The first of them: `A3:B4`.
        ranges: Vec<String>,
    },
    /// Some cells hold an error, such as `#N/A`.
    Errors {
        /// How many.
        count: i64,
        /// The first: `C7`.
        first: String,
    },
}

/// What a column looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnFacts {
    /// Its name.
    pub name: String,
    /// Some of its values.
    pub samples: Vec<String>,
    /// In how many lines there is something.
    pub filled: i64,
    /// In how many of them it is a number or several.
    pub numbers: i64,
    /// In how many it is a yes or a no.
    pub yes_no: i64,
    /// In how many there are commas.
    pub lists: i64,
    /// How many different values there are, as far as they were counted.
    pub distinct: i64,
    /// How many different parts there are between the commas.
    pub distinct_parts: i64,
    /// The largest number.
    pub largest: f64,
    /// The most decimal places of a number.
    #[serde(default)]
    pub places: u32,
    /// How many characters its longest value has.
    #[serde(default)]
    pub longest: i64,
}

/// Counts while the lines of a file pass by.
#[derive(Debug)]
pub struct Counter {
    lines: i64,
    decimal_comma: bool,
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    facts: ColumnFacts,
    values: HashSet<String>,
    parts: HashSet<String>,
}

impl Counter {
    /// Begins with a file of these columns.
    #[must_use]
    pub fn new(columns: &[String], decimal_comma: bool) -> Self {
        let column = |name: &String| Column {
            facts: ColumnFacts {
                name: name.clone(),
                samples: Vec::new(),
                filled: 0,
                numbers: 0,
                yes_no: 0,
                lists: 0,
                distinct: 0,
                distinct_parts: 0,
                largest: 0.0,
                places: 0,
                longest: 0,
            },
            values: HashSet::new(),
            parts: HashSet::new(),
        };
        Self {
            lines: 0,
            decimal_comma,
            columns: columns.iter().map(column).collect(),
        }
    }

    /// Looks at one line.
    pub fn see(&mut self, cells: &[String]) {
        self.lines += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.see(cell, self.decimal_comma);
        }
    }

    /// What the file looked like.
    #[must_use]
    pub fn facts(self, name: &str) -> FileFacts {
        let count = |set: &HashSet<String>| i64::try_from(set.len()).unwrap_or(i64::MAX);
        FileFacts {
            name: name.to_owned(),
            decimal_comma: self.decimal_comma,
            lines: self.lines,
            columns: self
                .columns
                .into_iter()
                .map(|mut column| {
                    column.facts.distinct = count(&column.values);
                    column.facts.distinct_parts = count(&column.parts);
                    column.facts
                })
                .collect(),
            notes: Vec::new(),
        }
    }
}

impl Column {
    fn see(&mut self, cell: &str, decimal_comma: bool) {
        let cell = tidy(cell);
        if cell.is_empty() {
            return;
        }
        let facts = &mut self.facts;
        facts.filled += 1;
        let length = i64::try_from(cell.chars().count()).unwrap_or(i64::MAX);
        facts.longest = facts.longest.max(length);
        if looks_numeric(&cell, decimal_comma) {
            facts.numbers += 1;
            let last = cell.rsplit(',').next().unwrap_or_default();
            facts.largest = facts.largest.max(last.trim().parse().unwrap_or(0.0));
            facts.places = facts.places.max(decimal_places(&cell));
        }
        if matches!(
            cell.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "ja" | "nein"
        ) {
            facts.yes_no += 1;
        }
        if cell.contains(',') {
            facts.lists += 1;
        }
        if self.values.len() < MOST_DISTINCT && !self.values.contains(&cell) {
            for part in cell.split(',') {
                if self.parts.len() < MOST_DISTINCT {
                    self.parts.insert(part.trim().to_owned());
                }
            }
            if facts.samples.len() < SAMPLES {
                facts.samples.push(cell.chars().take(60).collect());
            }
            self.values.insert(cell);
        }
    }
}

/// With how many decimal places an amount would have to be read not to be too
/// precise; at most eight.
fn decimal_places(cell: &str) -> u32 {
    let reads = |places: &u32| parse_scaled(cell, *places) != Err(NotAnAmount::TooPrecise);
    (0..8).find(reads).unwrap_or(8)
}

#[cfg(all(test, feature = "store"))]
impl FileFacts {
    /// Of a file with these lines, whose cells stand between `|`, for tests.
    pub(super) fn of(name: &str, text: &str) -> Self {
        let mut lines = text
            .lines()
            .map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        let mut counter = Counter::new(&lines.next().unwrap(), false);
        lines.for_each(|cells| counter.see(&cells));
        counter.facts(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_counted_over_all_lines() {
        let names = ["name".to_owned(), "rpm".to_owned(), "pwm".to_owned()];
        let mut counter = Counter::new(&names, false);
        for (name, rpm, pwm) in [
            ("A", "450,2000", "true"),
            ("B", "", "false"),
            ("A", "900", ""),
        ] {
            counter.see(&[name.to_owned(), rpm.to_owned(), pwm.to_owned()]);
        }
        let facts = counter.facts("case-fan.csv");
        assert_eq!(facts.lines, 3);
        let rpm = &facts.columns[1];
        assert_eq!(
            (rpm.filled, rpm.numbers, rpm.lists, rpm.distinct),
            (2, 2, 1, 2)
        );
        assert_eq!(rpm.samples, ["450,2000", "900"]);
        assert!((rpm.largest - 2000.0).abs() < 0.1);
        assert_eq!(facts.columns[2].yes_no, 2);
    }

    #[test]
    fn a_column_knows_its_longest_value_and_how_fine_its_numbers_are() {
        let mut counter = Counter::new(&["price".to_owned(), "text".to_owned()], false);
        for (price, text) in [("12.5000", "ä"), ("3578.2712", "Größe"), ("9", "")] {
            counter.see(&[price.to_owned(), text.to_owned()]);
        }
        let columns = counter.facts("x.csv").columns;
        assert_eq!((columns[0].places, columns[1].longest), (4, 5));
        let places = |cell| decimal_places(cell);
        assert_eq!((places("9"), places("9.50"), places("9,99")), (0, 1, 2));
        // Which nobody can tell from a thousand.
        assert_eq!((places("1.250"), places("0.500")), (3, 1));
    }
}
