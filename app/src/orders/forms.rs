//! Reading what the order desk types.

use crate::frame::{FormState, PageError, key_of};
use domain::id::{OrderId, OrderLineId};
use domain::orders::{Change, OrderPage, Part};
use domain::text::Words;
use domain::{Day, Quantity};

/// The longest note or reason, in characters.
const LONGEST: usize = 1_000;
/// The longest carrier or tracking number.
const LONGEST_NAME: usize = 80;

/// Which order the form changes and what its writer saw of it.
pub(super) fn change(form: &FormState, order: OrderId) -> Result<Change, PageError> {
    Ok(Change {
        key: key_of(form.form())?,
        order,
        version: form.carried("version")?,
    })
}

/// A day that must be there.
pub(super) fn day(form: &mut FormState, words: Words, name: &str) -> Option<Day> {
    form.read(name, |text| match (text, Day::from_field(text)) {
        ("", _) => Err(words.say("orders-day-missing")),
        (_, None) => Err(words.say("frame-no-day")),
        (_, Some(day)) => Ok(day),
    })
}

/// A day that may be left out.
pub(super) fn maybe_day(form: &mut FormState, words: Words, name: &str) -> Option<Day> {
    if form.value(name).is_empty() {
        return None;
    }
    day(form, words, name)
}

/// The days of the lines that come later than the rest, in fields
/// `later-<line>`.
pub(super) fn later_days(
    form: &mut FormState,
    words: Words,
    order: &OrderPage,
) -> Vec<(OrderLineId, Day)> {
    order
        .lines
        .iter()
        .filter_map(|line| {
            let name = format!("later-{}", line.id);
            Some((line.id, maybe_day(form, words, &name)?))
        })
        .collect()
}

/// How many of each line leave, in fields `ship-<line>`; an empty one is
/// nothing.
pub(super) fn parts(form: &mut FormState, words: Words, order: &OrderPage) -> Vec<Part> {
    order
        .lines
        .iter()
        .filter_map(|line| {
            let quantity = form.read(&format!("ship-{}", line.id), |text| match text {
                "" | "0" => Ok(Quantity::default()),
                text => {
                    Quantity::parse_pieces(text).map_err(|_| words.say("orders-quantity-wrong"))
                }
            })?;
            Some(Part {
                line: line.id,
                quantity,
            })
        })
        .collect()
}

/// Text that may be empty, of a bounded length.
fn text(form: &mut FormState, words: Words, name: &str, longest: usize) -> Option<String> {
    form.read(name, |text| {
        if text.chars().count() > longest {
            Err(words.say_with("orders-too-long", &[("longest", longest.into())]))
        } else {
            Ok(text.to_owned())
        }
    })
}

/// A note or a reason.
pub(super) fn note(form: &mut FormState, words: Words, name: &str) -> Option<String> {
    text(form, words, name, LONGEST)
}

/// A carrier or a tracking number.
pub(super) fn short(form: &mut FormState, words: Words, name: &str) -> Option<String> {
    text(form, words, name, LONGEST_NAME)
}
