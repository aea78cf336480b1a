//! Contract prices from a table: one line each, every line answered.
//!
//! The columns are SKU, price, currency, first day, last day, and from how many
//! pieces on; the last four may be missing. A heading is recognised by its second cell, which is no
//! price. What is fine is taken, what is not is refused by its line.

use super::draft_lines::Draft;
use super::drafts::{AgreementError, NewLine};
use super::{AgreementPage, Says, Validity};
use crate::id::{AgreementId, ProductId};
use crate::identity::{Actor, Permission};
use crate::store::{Db, EachEngine, Query};
use crate::{Currency, Day, Money, Quantity, Timestamp, args, audit};
use serde_json::json;
use std::collections::HashMap;

/// The most lines that are read at once.
pub const MOST_LINES: usize = 20_000;

/// How a line was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceAnswer {
    /// The line of the table, from 1.
    pub line: usize,
    /// The SKU that stands in it.
    pub sku: String,
    /// The price that was taken, or why none was.
    pub taken: Result<Money, PriceRefusal>,
}

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PriceRefusal {
    /// There is no SKU or no price in it.
    Columns,
    /// There is no product with this SKU.
    UnknownSku,
    /// The price is no amount.
    NotAPrice,
    /// The price is below zero.
    Negative,
    /// The price is in this currency, the agreement in another.
    WrongCurrency(String),
    /// A day is none, or the last one comes before the first.
    Days,
    /// The number of pieces is none.
    Pieces,
    /// An earlier line of the table says something about the same time.
    Repeated(usize),
    /// The agreement has a price for that time.
    Overlap,
    /// Too many lines.
    TooMany,
}

/// A line that can be read, whatever it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PriceLine {
    line: usize,
    sku: String,
    price: Money,
    least: Quantity,
    valid: Validity,
}

/// Reads a table.
fn read_table(table: &str, currency: Currency) -> Vec<Result<PriceLine, PriceAnswer>> {
    // Browsers send `\r\n`, of which the reader counts the second half to the
    // line after it.
    let table = table.replace("\r\n", "\n");
    let first = table.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|delimiter| first.bytes().any(|byte| byte == *delimiter))
        .unwrap_or(b';');
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(table.as_bytes());
    let mut answers = Vec::new();
    for (place, record) in reader.into_records().enumerate() {
        let Ok(record) = record else { continue };
        let cell = |column: usize| record.get(column).unwrap_or_default();
        // The reader stands before the empty lines that it passes over.
        let line = record.position().and_then(|at| {
            let rest = table.get(usize::try_from(at.byte()).ok()?..)?;
            let empty = rest.len() - rest.trim_start_matches('\n').len();
            Some(usize::try_from(at.line()).ok()? + empty)
        });
        let line = line.unwrap_or(place + 1);
        if record.iter().all(str::is_empty) {
            continue;
        }
        let is_heading = place == 0 && !cell(1).chars().any(|c| c.is_ascii_digit());
        if is_heading && !cell(1).is_empty() {
            continue;
        }
        let refused = |why| {
            Err(PriceAnswer {
                line,
                sku: cell(0).to_owned(),
                taken: Err(why),
            })
        };
        answers.push(if answers.len() >= MOST_LINES {
            refused(PriceRefusal::TooMany)
        } else {
            match read_line(&record, currency) {
                Ok((price, least, valid)) => Ok(PriceLine {
                    line,
                    sku: cell(0).to_owned(),
                    price,
                    least,
                    valid,
                }),
                Err(why) => refused(why),
            }
        });
    }
    answers
}

fn read_line(
    record: &csv::StringRecord,
    currency: Currency,
) -> Result<(Money, Quantity, Validity), PriceRefusal> {
    let cell = |column: usize| record.get(column).unwrap_or_default();
    if cell(0).is_empty() || cell(1).is_empty() {
        return Err(PriceRefusal::Columns);
    }
    let theirs = cell(2);
    if !theirs.is_empty() && !theirs.eq_ignore_ascii_case(currency.code()) {
        return Err(PriceRefusal::WrongCurrency(theirs.to_owned()));
    }
    let price = Money::parse(cell(1), currency).map_err(|_| PriceRefusal::NotAPrice)?;
    if price.minor < 0 {
        return Err(PriceRefusal::Negative);
    }
    let day = |text: &str| match text {
        "" => Ok(None),
        text => Day::from_field(text).map(Some).ok_or(PriceRefusal::Days),
    };
    let valid = Validity::of_days(day(cell(3))?, day(cell(4))?).map_err(|_| PriceRefusal::Days)?;
    let least = match cell(5) {
        "" => Quantity::pieces(1),
        text => Quantity::parse_pieces(text).map_err(|_| PriceRefusal::Pieces)?,
    };
    Ok((price, least, valid))
}

const PRODUCTS: EachEngine = EachEngine {
    sqlite: "SELECT sku, id FROM product WHERE sku IN (SELECT value FROM json_each($1))",
    postgres: "SELECT sku, id FROM product
        WHERE sku = ANY (ARRAY(SELECT jsonb_array_elements_text($1)))",
};

/// Adds contract prices to the draft of an agreement and answers every line.
///
/// # Errors
/// See [`AgreementError`]; then no line was taken.
pub async fn import_prices(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    table: &str,
    now: Timestamp,
) -> Result<Vec<PriceAnswer>, AgreementError> {
    actor.demand(Permission::Curate)?;
    let lines = read_table(table, page.currency);
    if lines.iter().all(Result::is_err) {
        return Ok(lines.into_iter().filter_map(Result::err).collect());
    }
    let (actor, agreement): (Actor, AgreementId) = (actor.clone(), page.id);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let draft = Draft::of(tx, &actor, agreement, now).await?;
            let skus: Vec<&str> = lines
                .iter()
                .filter_map(|line| line.as_ref().ok())
                .map(|line| line.sku.as_str())
                .collect();
            let products: HashMap<String, ProductId> = tx
                .all::<(String, ProductId)>(PRODUCTS, args![serde_json::json!(skus)])
                .await?
                .into_iter()
                .collect();
            let mut taken: HashMap<(ProductId, Quantity), Vec<(Validity, usize)>> = HashMap::new();
            for (product, least, from, until) in draft.prices(tx).await? {
                let valid = Validity { from, until };
                taken.entry((product, least)).or_default().push((valid, 0));
            }
            let (mut answers, mut rows) = (Vec::new(), Vec::new());
            for line in lines {
                let line = match line {
                    Ok(line) => line,
                    Err(answer) => {
                        answers.push(answer);
                        continue;
                    }
                };
                let found = products.get(&line.sku).copied();
                let clash = found.and_then(|product| {
                    let there = taken.get(&(product, line.least))?;
                    there.iter().find(|(valid, _)| valid.overlaps(line.valid))
                });
                let outcome = match (found, clash) {
                    (None, _) => Err(PriceRefusal::UnknownSku),
                    (Some(_), Some((_, 0))) => Err(PriceRefusal::Overlap),
                    (Some(_), Some((_, earlier))) => Err(PriceRefusal::Repeated(*earlier)),
                    (Some(product), None) => {
                        let there = taken.entry((product, line.least)).or_default();
                        there.push((line.valid, line.line));
                        let price = NewLine {
                            says: Says::Price(line.price),
                            least: line.least,
                            valid: line.valid,
                        };
                        rows.push(draft.product_row(product, price));
                        Ok(line.price)
                    }
                };
                answers.push(PriceAnswer {
                    line: line.line,
                    sku: line.sku,
                    taken: outcome,
                });
            }
            let entry = audit::Entry {
                action: "agreement.prices-imported",
                subject: agreement.to_string(),
                customer: draft.customer(),
                detail: json!({ "taken": rows.len(), "lines": answers.len() }),
            };
            draft.add_product_rows(tx, rows).await?;
            audit::record(tx, &actor, entry, now).await?;
            Ok(answers)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(table: &str) -> Vec<Result<(String, i64), PriceRefusal>> {
        read_table(table, Currency::EUR)
            .into_iter()
            .map(|line| match line {
                Ok(line) => Ok((line.sku, line.price.minor)),
                Err(answer) => answer.taken.map(|_| (String::new(), 0)),
            })
            .collect()
    }

    #[test]
    fn a_table_is_read_with_its_heading_and_any_usual_delimiter() {
        let fine = [Ok(("A-1".to_owned(), 1_250)), Ok(("B-2".to_owned(), 300))];
        assert_eq!(answers("SKU;Price\nA-1;12,50\nB-2;3\n"), fine);
        assert_eq!(answers("A-1\t12.50\n\nB-2\t3.00"), fine);
        assert_eq!(answers("sku,price,currency\nA-1,12.5,eur\nB-2,3,EUR"), fine);
    }

    #[test]
    fn every_bad_line_says_why() {
        let table = "A;x\nA;-1\nA;1;USD\nA;1;EUR;2026-06-14;2026-06-13\nA;1;EUR;soon\n;5\nA;1;EUR;2026-06-14;2026-06-14\nA;1.001";
        assert_eq!(
            answers(table),
            [
                // The first line is taken for a heading.
                Err(PriceRefusal::Negative),
                Err(PriceRefusal::WrongCurrency("USD".to_owned())),
                Err(PriceRefusal::Days),
                Err(PriceRefusal::Days),
                Err(PriceRefusal::Columns),
                Ok(("A".to_owned(), 100)),
                Err(PriceRefusal::NotAPrice),
            ]
        );
    }

    #[test]
    fn lines_that_end_as_browsers_send_them_keep_their_numbers() {
        let numbers: Vec<usize> = read_table("A;1\r\nB;x\r\n\r\nC;2;USD\r\n", Currency::EUR)
            .into_iter()
            .map(|line| match line {
                Ok(line) => line.line,
                Err(answer) => answer.line,
            })
            .collect();
        assert_eq!(numbers, [1, 2, 4]);
    }
}
