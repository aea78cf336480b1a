//! Answering a pasted list from the member's catalog: what each line is, what
//! it costs, or why it can't be had.

use super::cost_centres::CostCentre;
use super::offer::{Offer, Standing, meant_by};
use super::pasted_lines::{self, Fault, Pasted, PastedLine, TooLong};
use crate::agreements::{ShelfItem, shelf_by_sku};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, StoreError};
use crate::{Currency, Money, Quantity, Timestamp};

/// A list with an answer to every line of it.
#[derive(Debug, Clone)]
pub struct AnsweredList {
    /// The lines in their order.
    pub lines: Vec<AnsweredLine>,
    /// The headings that the list began with, if it did.
    pub header: Option<String>,
    /// The company's cost centres.
    pub cost_centres: Vec<CostCentre>,
}

/// A line of a list with its answer.
#[derive(Debug, Clone)]
pub struct AnsweredLine {
    /// Its number in the list, from one.
    pub number: usize,
    /// The line as it was pasted.
    pub text: String,
    /// The answer.
    pub answer: Answer,
}

/// What there is to say about a line of a list.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It is in the catalog, with or without a price.
    Found {
        /// As it stands in the catalog.
        offer: Box<Offer>,
        /// How many, with what later lines add.
        quantity: Quantity,
        /// The numbers of later lines for the same article.
        with: Vec<usize>,
        /// No line said how many, so one was taken.
        assumed_one: bool,
    },
    /// The same article as an earlier line; added to that one.
    AddedTo {
        /// The earlier line's number.
        line: usize,
    },
    /// Nothing in the catalog has this number.
    Unknown {
        /// The number.
        sku: String,
    },
    /// It could not be read.
    Unreadable(Fault),
    /// Together with other lines it asks for more than a line may.
    TooMany,
}

impl AnsweredList {
    /// What was found, by SKU and quantity.
    #[must_use]
    pub fn found(&self) -> Vec<(String, Quantity)> {
        self.found_lines()
            .map(|(offer, quantity)| (offer.sku.clone(), quantity))
            .collect()
    }

    /// What was found and has a price: this can be ordered.
    #[must_use]
    pub fn orderable(&self) -> Vec<(String, Quantity)> {
        self.found_lines()
            .filter(|(offer, _)| offer.standing.price().is_some())
            .map(|(offer, quantity)| (offer.sku.clone(), quantity))
            .collect()
    }

    /// What can be ordered costs this in all; `None` if beyond counting.
    #[must_use]
    pub fn total(&self, currency: Currency) -> Option<Money> {
        self.found_lines()
            .filter_map(|(offer, quantity)| Some((offer.standing.price()?, quantity)))
            .try_fold(Money::zero(currency), |sum, (price, quantity)| {
                sum.plus(price.times(quantity)?)
            })
    }

    /// Lines that found nothing.
    #[must_use]
    pub fn not_found(&self) -> usize {
        self.lines
            .iter()
            .filter(|line| {
                matches!(
                    line.answer,
                    Answer::Unknown { .. } | Answer::Unreadable(_) | Answer::TooMany
                )
            })
            .count()
    }

    fn found_lines(&self) -> impl Iterator<Item = (&Offer, Quantity)> {
        self.lines.iter().filter_map(|line| match &line.answer {
            Answer::Found {
                offer, quantity, ..
            } => Some((&**offer, *quantity)),
            _ => None,
        })
    }
}

/// Why a list was not answered.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is longer than can be read at once.
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Answers every line of a list. Two statements.
///
/// # Errors
/// See [`ListError`].
pub async fn answer_list(
    db: &Db,
    actor: &Actor,
    text: &str,
    now: Timestamp,
) -> Result<AnsweredList, ListError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let pasted = pasted_lines::read(text)?;
    let mut read = db.read(actor.scope()).await?;
    let cost_centres = super::cost_centres::cost_centres(&mut read, member.company.id).await?;
    let skus: Vec<String> = pasted.merged().into_iter().map(|one| one.sku).collect();
    let shelf = match actor.shopper() {
        Some(shopper) if !skus.is_empty() => shelf_by_sku(&mut read, shopper, &skus, now).await?,
        _ => Vec::new(),
    };
    let lines = answers(&pasted, &shelf);
    Ok(AnsweredList {
        lines,
        header: pasted.header,
        cost_centres,
    })
}

/// One article written in two ways is still one article, so lines are put
/// together by the product they mean.
fn answers(pasted: &Pasted, shelf: &[ShelfItem]) -> Vec<AnsweredLine> {
    let meant: Vec<Option<&ShelfItem>> = pasted
        .lines
        .iter()
        .map(|line| meant_by(shelf, &line.read.as_ref().ok()?.sku))
        .collect();
    let same = |item: &ShelfItem| {
        let lines = pasted.lines.iter().zip(&meant);
        lines
            .filter(|(_, other)| other.is_some_and(|other| other.id == item.id))
            .filter_map(|(line, _)| Some((line.number, line.read.as_ref().ok()?)))
            .collect::<Vec<_>>()
    };
    let answer = |line: &PastedLine, item: Option<&ShelfItem>| {
        let wanted = match &line.read {
            Ok(wanted) => wanted,
            Err(fault) => return Answer::Unreadable(*fault),
        };
        let Some(item) = item else {
            return Answer::Unknown {
                sku: wanted.sku.clone(),
            };
        };
        let together = same(item);
        let quantity = together
            .iter()
            .fold(Quantity::default(), |sum, (_, one)| sum.plus(one.quantity));
        match together.first() {
            Some((first, _)) if *first != line.number => Answer::AddedTo { line: *first },
            _ if quantity > Quantity::MOST => Answer::TooMany,
            _ => Answer::Found {
                offer: Box::new(Offer::of_product(item, quantity)),
                quantity,
                with: together.iter().skip(1).map(|(number, _)| *number).collect(),
                assumed_one: together.iter().any(|(_, one)| one.assumed_one),
            },
        }
    };
    pasted
        .lines
        .iter()
        .zip(&meant)
        .map(|(line, item)| AnsweredLine {
            number: line.number,
            text: line.text.clone(),
            answer: answer(line, *item),
        })
        .collect()
}

impl Answer {
    /// Whether it can be ordered.
    #[must_use]
    pub fn is_orderable(&self) -> bool {
        matches!(self, Answer::Found { offer, .. } if matches!(offer.standing, Standing::Priced(_)))
    }
}
