//! Why a file or a line was not taken, in the reader's words.

use super::super::csv_file::{FileProblem, MOST_COLUMNS, MOST_LINES};
use super::super::file_facts::FileNote;
use super::super::mapping::{MappingFault, TooPrecise};
use super::super::no_category::NoCategory;
use super::super::refusal::Refusal;
use crate::text::Words;

impl FileProblem {
    /// The reason in words.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        match self {
            Self::Empty => words.say("catalog-file-empty").to_owned(),
            Self::NoLines => words.say("catalog-file-no-lines").to_owned(),
            Self::NotUtf8 { line } => {
                words.say_with("catalog-file-not-utf8", &[("line", (*line).into())])
            }
            Self::Utf16 => words.say("catalog-file-utf16").to_owned(),
            Self::NotText => words.say("catalog-file-not-text").to_owned(),
            Self::TooManyColumns { count } => words.say_with(
                "catalog-file-too-many-columns",
                &[("count", (*count).into()), ("most", MOST_COLUMNS.into())],
            ),
            Self::TooManyLines => words.say_with(
                "catalog-file-too-many-lines",
                &[("most", MOST_LINES.into())],
            ),
            Self::UnclosedQuote { line } => {
                words.say_with("catalog-file-unclosed-quote", &[("line", (*line).into())])
            }
            Self::UnnamedColumn { position } => words.say_with(
                "catalog-file-unnamed-column",
                &[("position", (*position).into())],
            ),
            Self::RepeatedColumn { name } => {
                words.say_with("catalog-file-repeated-column", &[("name", name.into())])
            }
            Self::OldSpreadsheet => words.say("catalog-file-old").to_owned(),
            Self::Protected => words.say("catalog-file-protected").to_owned(),
            Self::NotASpreadsheet => words.say("catalog-file-not-a-spreadsheet").to_owned(),
            Self::Broken => words.say("catalog-file-broken").to_owned(),
            Self::Bomb => words.say("catalog-file-bomb").to_owned(),
            Self::TooLarge { most } => {
                words.say_with("catalog-file-too-large", &[("most", (*most).into())])
            }
            Self::FormulaWithoutValue { cell, count } => words.say_with(
                "catalog-file-formula",
                &[("cell", cell.into()), ("count", (*count).into())],
            ),
            Self::MergedHeader { range } => {
                words.say_with("catalog-file-merged-header", &[("range", range.into())])
            }
        }
    }
}

impl TooPrecise {
    /// What to know, in words.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        words.say_with(
            "catalog-mapping-too-precise",
            &[
                ("file", (&self.file).into()),
                ("column", (&self.column).into()),
                ("places", i64::from(self.places).into()),
                ("most", i64::from(self.most).into()),
            ],
        )
    }
}

impl NoCategory {
    /// What to know, in words.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        words.say_with(
            "catalog-mapping-without-category",
            &[("lines", self.lines.into()), ("file", (&self.file).into())],
        )
    }
}

impl FileNote {
    /// What to know, in words.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        match self {
            Self::Sheet { name, others } => words.say_with(
                "catalog-note-sheet",
                &[("name", name.into()), ("others", others.join(", ").into())],
            ),
            Self::Formulas { count, first } => words.say_with(
                "catalog-note-formulas",
                &[("count", (*count).into()), ("first", first.into())],
            ),
            Self::Merged { count, ranges } => words.say_with(
                "catalog-note-merged",
                &[
                    ("count", (*count).into()),
                    ("ranges", ranges.join(", ").into()),
                ],
            ),
            Self::Errors { count, first } => words.say_with(
                "catalog-note-errors",
                &[("count", (*count).into()), ("first", first.into())],
            ),
        }
    }
}

impl Refusal {
    /// The reason in words.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        let plain = |id| words.say(id).to_owned();
        let cell = |id, cell: &String| words.say_with(id, &[("cell", cell.into())]);
        let column = |id, column: &String, cell: &String| {
            words.say_with(id, &[("column", column.into()), ("cell", cell.into())])
        };
        match self {
            Self::CellCount { has, wants } => words.say_with(
                "catalog-line-cell-count",
                &[("has", (*has).into()), ("wants", (*wants).into())],
            ),
            Self::TooLong { column, most } => words.say_with(
                "catalog-line-too-long",
                &[("column", column.into()), ("most", (*most).into())],
            ),
            Self::NoName => plain("catalog-line-no-name"),
            Self::NoSku => plain("catalog-line-no-sku"),
            Self::BadSku { cell: text } => cell("catalog-line-bad-sku", text),
            Self::BadPrice { cell: text } => cell("catalog-line-bad-price", text),
            Self::PrecisePrice { cell: text } => cell("catalog-line-precise-price", text),
            Self::NegativePrice { cell: text } => cell("catalog-line-negative-price", text),
            Self::ZeroPrice => plain("catalog-line-zero-price"),
            Self::HugePrice { cell: text } => cell("catalog-line-huge-price", text),
            Self::NoPrice => plain("catalog-line-no-price"),
            Self::WrongCurrency { cell, wants } => words.say_with(
                "catalog-line-wrong-currency",
                &[("cell", cell.into()), ("wants", wants.into())],
            ),
            Self::NotANumber { column: name, cell } => {
                column("catalog-line-not-a-number", name, cell)
            }
            Self::NotYesOrNo { column: name, cell } => {
                column("catalog-line-not-yes-or-no", name, cell)
            }
            Self::OtherUnit {
                column,
                says,
                wants,
            } => {
                let args = [
                    ("column", column.into()),
                    ("says", says.into()),
                    ("wants", wants.into()),
                ];
                if wants.is_empty() {
                    words.say_with("catalog-line-needless-unit", &args)
                } else {
                    words.say_with("catalog-line-other-unit", &args)
                }
            }
            Self::AboutNothing => plain("catalog-line-about-nothing"),
            Self::LikeAnotherVariant => plain("catalog-line-like-another-variant"),
            Self::NotADay { column: name, cell } => column("catalog-line-not-a-day", name, cell),
            Self::EndsBeforeItBegins => plain("catalog-line-ends-before-it-begins"),
            Self::NoCategory => plain("catalog-line-no-category"),
            Self::BadUnspsc { cell: text } => cell("catalog-line-bad-unspsc", text),
            Self::UnknownUnit { cell: text } => cell("catalog-line-unknown-unit", text),
            Self::Repeats {
                file,
                line,
                other_price,
            } => {
                let args = [("file", file.into()), ("line", (*line).into())];
                if *other_price {
                    words.say_with("catalog-line-repeats-other-price", &args)
                } else {
                    words.say_with("catalog-line-repeats", &args)
                }
            }
            Self::UnknownSku { cell: text } => cell("catalog-line-unknown-sku", text),
            Self::PricedAlready { file, line } => words.say_with(
                "catalog-line-priced-already",
                &[("file", file.into()), ("line", (*line).into())],
            ),
            Self::NoSkuLeft => plain("catalog-line-no-sku-left"),
            Self::SeveralProducts { cell: text } => cell("catalog-line-several-products", text),
            Self::Missing { column } => {
                words.say_with("catalog-line-missing", &[("column", column.into())])
            }
            Self::ExpectedWithoutDay => plain("catalog-line-expected-without-day"),
            Self::UnknownCategory { cell: text } => cell("catalog-line-unknown-category", text),
            Self::NoDiscount => plain("catalog-line-no-discount"),
            Self::PriceOfMany => plain("catalog-line-price-of-many"),
            Self::Over { day } => words.say_with("catalog-line-over", &[("day", day.into())]),
            Self::UnknownCountry { cell: text } => cell("catalog-line-unknown-country", text),
            Self::NotAYear { cell: text } => cell("catalog-line-not-a-year", text),
            Self::UnknownSegment { cell: text } => cell("catalog-line-unknown-segment", text),
            Self::UnknownCustomer { cell: text } => cell("catalog-line-unknown-customer", text),
            Self::SeveralCustomers { cell: text } => cell("catalog-line-several-customers", text),
        }
    }
}

impl MappingFault {
    /// What is wrong in words.
    #[must_use]
    pub fn say(self, words: Words) -> &'static str {
        words.say(match self {
            Self::NoName => "catalog-mapping-no-name",
            Self::NoSku => "catalog-mapping-no-sku",
            Self::NoPrice => "catalog-mapping-no-price",
            Self::NoLocation => "catalog-mapping-no-location",
            Self::NoOnHand => "catalog-mapping-no-on-hand",
            Self::LastDayOver => "catalog-mapping-last-day-over",
            Self::CategoryAndEverything => "catalog-mapping-category-and-everything",
            Self::NoEnd => "catalog-mapping-no-end",
            Self::Twice => "catalog-mapping-twice",
            Self::AttributeName => "catalog-mapping-attribute-name",
            Self::AttributeTwice => "catalog-mapping-attribute-twice",
            Self::NoCategory => "catalog-mapping-no-category",
            Self::CategoryCode => "catalog-mapping-category-code",
            Self::CategoryName => "catalog-mapping-category-name",
            Self::SkuPrefix => "catalog-mapping-sku-prefix",
        })
    }
}
