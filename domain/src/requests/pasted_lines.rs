//! Reading a list of articles and quantities that somebody pastes from a
//! spreadsheet, a mail or an order form. Every line is answered: read, or
//! not read and why. Nothing is ever dropped.

mod quantity;

use self::quantity::{amount, is_number, is_unit, read_quantity};
use crate::Quantity;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The most lines that are read at once.
pub const MOST_LINES: usize = 500;
/// The longest article number, in characters.
pub const LONGEST_SKU: usize = 64;

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pasted {
    /// Every line that has something in it, in the list's order. The line
    /// with the column headings is not among them.
    pub lines: Vec<PastedLine>,
    /// The headings, if the list began with some.
    pub header: Option<String>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastedLine {
    /// Its number in the list, counting every line from one.
    pub number: usize,
    /// The line as it was pasted.
    pub text: String,
    /// What was read in it.
    pub read: Result<Wanted, Fault>,
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The article's number, as it was written.
    pub sku: String,
    /// How many.
    pub quantity: Quantity,
    /// The line did not say how many, so one was taken.
    pub assumed_one: bool,
}

/// Why a line could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// There is no article's number in it.
    #[error("no article")]
    NoSku,
    /// The article's number is longer than [`LONGEST_SKU`].
    #[error("article too long")]
    SkuTooLong,
    /// What stands where the quantity should be is no number.
    #[error("no quantity")]
    NoQuantity,
    /// `1.000` and `1,000` are a thousand to some and one to others.
    #[error("ambiguous quantity")]
    Ambiguous,
    /// Zero or below.
    #[error("quantity not above zero")]
    NotPositive,
    /// Pieces can't be split.
    #[error("quantity not whole")]
    NotWhole,
    /// More than [`Quantity::MOST`].
    #[error("quantity too large")]
    TooMany,
}

/// The list has more than [`MOST_LINES`] lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{lines} lines are more than can be read at once")]
pub struct TooLong {
    /// How many it has.
    pub lines: usize,
}

/// Several lines of a list that ask for the same article, put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The article's number, as it was written first.
    pub sku: String,
    /// How many in all.
    pub quantity: Quantity,
    /// The numbers of the lines; more than one if lines were put together.
    pub numbers: Vec<usize>,
    /// One of the lines did not say how many.
    pub assumed_one: bool,
}

/// Reads a list: one article per line with its quantity before or after it,
/// separated by tabs, semicolons, commas or spaces; `x3`, `3x` and `3 pcs`
/// are understood, and so is a first line with headings.
///
/// # Errors
/// [`TooLong`] if there are more lines than can be read at once.
pub fn read(text: &str) -> Result<Pasted, TooLong> {
    let filled: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !fields(line).is_empty())
        .collect();
    if filled.len() > MOST_LINES {
        return Err(TooLong {
            lines: filled.len(),
        });
    }
    let columns = filled.first().and_then(|(_, line)| Columns::of(line));
    let lines = filled
        .iter()
        .skip(usize::from(columns.is_some()))
        .map(|(number, line)| PastedLine {
            number: *number,
            text: (*line).to_owned(),
            read: read_line(line, columns),
        })
        .collect();
    Ok(Pasted {
        lines,
        header: columns.and_then(|_| filled.first().map(|(_, line)| (*line).to_owned())),
    })
}

impl Pasted {
    /// The lines that were read, those for the same article put together.
    /// Capital and small letters are the same article.
    #[must_use]
    pub fn merged(&self) -> Vec<Merged> {
        let mut all: Vec<Merged> = Vec::new();
        let mut at: HashMap<String, usize> = HashMap::new();
        for line in &self.lines {
            let Ok(wanted) = &line.read else { continue };
            let place = *at.entry(same_article(&wanted.sku)).or_insert(all.len());
            match all.get_mut(place) {
                Some(merged) => {
                    merged.quantity = merged.quantity.plus(wanted.quantity);
                    merged.numbers.push(line.number);
                    merged.assumed_one |= wanted.assumed_one;
                }
                None => all.push(Merged {
                    sku: wanted.sku.clone(),
                    quantity: wanted.quantity,
                    numbers: vec![line.number],
                    assumed_one: wanted.assumed_one,
                }),
            }
        }
        all
    }
}

/// Two article numbers with the same key are the same article.
fn same_article(sku: &str) -> String {
    sku.trim().to_lowercase()
}

/// Where article and quantity stand, as the headings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    sku: usize,
    quantity: Option<usize>,
}

const SKU_HEADINGS: &[&str] = &[
    "sku",
    "article",
    "article no",
    "article number",
    "artikel",
    "artikelnr",
    "artikelnummer",
    "art.-nr",
    "art-nr",
    "bestellnummer",
    "code",
    "item",
    "item no",
    "item number",
    "material",
    "materialnummer",
    "part",
    "part no",
    "part number",
    "product",
    "product number",
    "produkt",
    "reference",
];
const QUANTITY_HEADINGS: &[&str] = &[
    "quantity", "qty", "amount", "anzahl", "count", "menge", "pcs", "pieces", "stk", "stück",
];

impl Columns {
    /// Reads the headings, if the line has some.
    fn of(line: &str) -> Option<Columns> {
        let fields = fields(line);
        let place = |headings: &[&str]| {
            fields.iter().position(|field| {
                let field = field.trim_end_matches(['.', ':']).to_lowercase();
                headings.contains(&field.as_str())
            })
        };
        let sku = place(SKU_HEADINGS)?;
        let quantity = place(QUANTITY_HEADINGS);
        // An article may well be called "Part"; with a number next to it, it
        // is one.
        let is_heading = !fields.iter().any(|field| amount(field).is_some());
        is_heading.then_some(Columns { sku, quantity })
    }
}

fn read_line(line: &str, columns: Option<Columns>) -> Result<Wanted, Fault> {
    let fields = fields(line);
    let (sku, quantity) = match columns {
        Some(columns) => by_heading(&fields, columns)?,
        None => by_shape(&fields)?,
    };
    if sku.is_empty() {
        return Err(Fault::NoSku);
    }
    if sku.chars().count() > LONGEST_SKU {
        return Err(Fault::SkuTooLong);
    }
    let read = quantity.map(read_quantity).transpose()?;
    Ok(Wanted {
        sku: sku.to_owned(),
        quantity: read.unwrap_or(Quantity::pieces(1)),
        assumed_one: read.is_none(),
    })
}

fn by_heading<'a>(
    fields: &[&'a str],
    columns: Columns,
) -> Result<(&'a str, Option<&'a str>), Fault> {
    let sku = fields.get(columns.sku).copied().unwrap_or_default();
    let quantity = columns
        .quantity
        .and_then(|place| fields.get(place))
        .copied()
        .filter(|field| !field.is_empty());
    match quantity {
        Some(field) => Ok((sku, Some(amount(field).ok_or(Fault::NoQuantity)?))),
        None => Ok((sku, None)),
    }
}

/// Which field is the quantity: a plain number at the end, then one at the
/// beginning, then a marked one (`x3`) at either end. An article's number may
/// itself be a plain number, so that of two numbers the last is the quantity.
fn by_shape<'a>(fields: &[&'a str]) -> Result<(&'a str, Option<&'a str>), Fault> {
    let (first, rest) = match fields {
        [] => return Err(Fault::NoSku),
        [only] => return Ok((only, None)),
        [first, rest @ ..] => (*first, rest),
    };
    let last = rest.last().copied().unwrap_or_default();
    let second = rest.first().copied().unwrap_or_default();
    if is_number(last) {
        Ok((first, Some(last)))
    } else if is_number(first) {
        Ok((second, Some(first)))
    } else if let Some(quantity) = amount(last) {
        Ok((first, Some(quantity)))
    } else if let Some(quantity) = amount(first) {
        Ok((second, Some(quantity)))
    } else {
        Err(Fault::NoQuantity)
    }
}

/// The fields of a line: separated by tabs if there are any, else by
/// semicolons, else by commas, else by spaces.
fn fields(line: &str) -> Vec<&str> {
    let separator = ['\t', ';', ','].into_iter().find(|one| line.contains(*one));
    let fields: Vec<&str> = match separator {
        Some(separator) => line.split(separator).map(clean).collect(),
        None => joined_spaces(line),
    };
    if fields.iter().all(|field| field.is_empty()) {
        Vec::new()
    } else {
        fields
    }
}

/// Words of a line without separators. `3 x ABC` and `ABC x 3` have a mark of
/// their own, `ABC 3 pcs` a unit; neither is a field.
fn joined_spaces(line: &str) -> Vec<&str> {
    line.split_whitespace()
        .map(clean)
        .filter(|word| !word.is_empty() && !is_mark(word) && !is_unit(word))
        .collect()
}

/// A field without quotes, brackets and list marks around it.
fn clean(field: &str) -> &str {
    field
        .trim()
        .trim_matches(['"', '\'', '(', ')', '[', ']', '\u{feff}'])
        .trim_end_matches([':', '='])
        .trim()
}

fn is_mark(word: &str) -> bool {
    matches!(word, "x" | "X" | "×" | "*" | "=" | "-" | "–" | "•" | ":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(line: &str) -> Result<(String, i64), Fault> {
        let pasted = read(line).unwrap();
        assert_eq!(pasted.lines.len(), 1, "{line:?}");
        pasted.lines[0]
            .read
            .clone()
            .map(|wanted| (wanted.sku, wanted.quantity.thousandths() / 1000))
    }

    #[test]
    fn quantities_are_read_wherever_and_however_they_stand() {
        for line in [
            "ABC-1 3",
            "ABC-1\t3",
            "ABC-1;3",
            "ABC-1,3",
            "ABC-1, 3",
            "ABC-1\t3\t",
            "3 ABC-1",
            "3\tABC-1",
            "3;ABC-1",
            "ABC-1 x3",
            "ABC-1 x 3",
            "ABC-1 × 3",
            "3x ABC-1",
            "3 x ABC-1",
            "ABC-1: 3",
            "ABC-1 = 3",
            "ABC-1 (3)",
            "ABC-1 3 pcs",
            "ABC-1 3 Stk.",
            "ABC-1;3 pcs",
            "- ABC-1 3",
            "ABC-1\tSteel bolt, 12 mm\t3",
            "ABC-1 Steel bolt 3",
            "\"ABC-1\";\"3\"",
            "  ABC-1   3.0  ",
            "\u{feff}ABC-1;3",
        ] {
            assert_eq!(one(line), Ok(("ABC-1".to_owned(), 3)), "{line:?}");
        }
    }

    #[test]
    fn an_article_may_be_a_number_or_look_like_a_quantity() {
        assert_eq!(one("100200 3"), Ok(("100200".to_owned(), 3)));
        assert_eq!(one("X570 2"), Ok(("X570".to_owned(), 2)));
        assert_eq!(one("X570 x2"), Ok(("X570".to_owned(), 2)));
        assert_eq!(one("ABC 12\t3"), Ok(("ABC 12".to_owned(), 3)));
    }

    #[test]
    fn an_article_alone_is_taken_once_and_that_is_said() {
        let pasted = read("X570").unwrap();
        let wanted = pasted.lines[0].read.clone().unwrap();
        assert_eq!(wanted.sku, "X570");
        assert_eq!(wanted.quantity, Quantity::pieces(1));
        assert!(wanted.assumed_one);
    }

    #[test]
    fn what_cant_be_read_says_why() {
        assert_eq!(one("ABC-1 three"), Err(Fault::NoQuantity));
        assert_eq!(one("ABC-1;many"), Err(Fault::NoQuantity));
        assert_eq!(one("ABC-1 0"), Err(Fault::NotPositive));
        assert_eq!(one("ABC-1 -3"), Err(Fault::NotPositive));
        assert_eq!(one("ABC-1 2.5"), Err(Fault::NotWhole));
        assert_eq!(one("ABC-1\t1,000"), Err(Fault::Ambiguous));
        assert_eq!(one("ABC-1 1.000"), Err(Fault::Ambiguous));
        assert_eq!(one("ABC-1 99999999"), Err(Fault::TooMany));
        assert_eq!(one("ABC-1 99999999999999999999999"), Err(Fault::TooMany));
        assert_eq!(one(";3"), Err(Fault::NoSku));
        assert_eq!(
            one(&format!("{} 3", "A".repeat(65))),
            Err(Fault::SkuTooLong)
        );
    }

    #[test]
    fn headings_say_where_things_stand() {
        let pasted =
            read("Menge\tBezeichnung\tArtikelnummer\n4\tKabel 3\tABC-1\n\n5\tMaus\t77").unwrap();
        assert_eq!(
            pasted.header.as_deref(),
            Some("Menge\tBezeichnung\tArtikelnummer")
        );
        let read: Vec<_> = pasted
            .lines
            .iter()
            .map(|line| {
                let wanted = line.read.clone().unwrap();
                (line.number, wanted.sku, wanted.quantity)
            })
            .collect();
        assert_eq!(
            read,
            [
                (2, "ABC-1".to_owned(), Quantity::pieces(4)),
                (4, "77".to_owned(), Quantity::pieces(5)),
            ]
        );
        assert_eq!(read_all("SKU;Qty\nABC;").len(), 1);
        assert_eq!(read_all("Part 3").len(), 1);
    }

    fn read_all(text: &str) -> Vec<PastedLine> {
        read(text).unwrap().lines
    }

    #[test]
    fn the_same_article_is_put_together_and_its_lines_are_named() {
        let pasted = read("abc-1 2\nXYZ 1\nABC-1 3\nABC-1 nothing").unwrap();
        let merged = pasted.merged();
        assert_eq!(merged.len(), 2);
        assert_eq!(merged[0].sku, "abc-1");
        assert_eq!(merged[0].quantity, Quantity::pieces(5));
        assert_eq!(merged[0].numbers, [1, 3]);
        assert_eq!(merged[1].numbers, [2]);
    }

    #[test]
    fn empty_lines_are_no_lines_and_too_many_are_refused_whole() {
        assert_eq!(read("\n \n\t\n;;\n").unwrap(), Pasted::default());
        let long = "A 1\n".repeat(MOST_LINES + 1);
        assert_eq!(
            read(&long),
            Err(TooLong {
                lines: MOST_LINES + 1
            })
        );
    }

    proptest! {
        /// Whatever is pasted: every line with something in it is answered,
        /// in order, with its own text; and nothing panics.
        #[test]
        fn every_line_is_answered(lines in proptest::collection::vec("[ -~äöü×\t]{0,30}", 0..30)) {
            let text = lines.join("\n");
            let pasted = read(&text).unwrap();
            let answered = pasted.lines.len() + usize::from(pasted.header.is_some());
            let filled = lines.iter().filter(|line| !fields(line.trim()).is_empty()).count();
            prop_assert_eq!(answered, filled);
            for line in &pasted.lines {
                prop_assert_eq!(lines[line.number - 1].trim(), line.text.as_str());
            }
        }

        /// What was put together is as much as the lines say.
        #[test]
        fn merging_loses_nothing(lines in proptest::collection::vec((0_u8..5, 1_i64..100), 1..60)) {
            let text: String = lines.iter().map(|(sku, count)| format!("SKU{sku} {count}\n")).collect();
            let pasted = read(&text).unwrap();
            let merged = pasted.merged();
            let asked: i64 = lines.iter().map(|(_, count)| count * 1000).sum();
            let got: i64 = merged.iter().map(|one| one.quantity.thousandths()).sum();
            prop_assert_eq!(asked, got);
            let numbered: usize = merged.iter().map(|one| one.numbers.len()).sum();
            prop_assert_eq!(numbered, lines.len());
        }

        /// Any article and any quantity read back in every way of writing.
        #[test]
        fn what_is_written_is_read(
            sku in "[A-Z]{2,6}-[0-9]{1,6}", count in 1_i64..1_000_000, way in 0_usize..8
        ) {
            let line = match way {
                0 => format!("{sku} {count}"),
                1 => format!("{sku}\t{count}"),
                2 => format!("{sku};{count}"),
                3 => format!("{sku},{count}"),
                4 => format!("{count} {sku}"),
                5 => format!("{count}x {sku}"),
                6 => format!("{sku} x{count}"),
                _ => format!("{count};{sku}"),
            };
            prop_assert_eq!(one(&line), Ok((sku, count)));
        }
    }
}
