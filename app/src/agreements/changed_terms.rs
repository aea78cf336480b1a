//! Which terms a draft changes, and what is left after its end.

use crate::frame::parts::{Column, DataTable, Notice, Sheet, Tone};
use domain::agreements::{AgreementPage, Difference, DraftEnd, Term, TermSays};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// Each changed term, before and after.
pub(super) fn changed_terms(
    words: Words,
    page: &AgreementPage,
    change: &Difference,
) -> Option<AnyView> {
    if change.terms.is_empty() {
        return None;
    }
    let rows = change
        .terms
        .iter()
        .map(|one| {
            let before = says(words, page, one.term, &one.before);
            let after = says(words, page, one.term, &one.after);
            view! {
                <tr>
                    <td class="wide">{words.say(called(one.term))}</td>
                    <td data-l=words.say("agreements-before")>{before}</td>
                    <td data-l=words.say("agreements-after")>{after}</td>
                </tr>
            }
        })
        .collect_view();
    let title = words.say("agreements-terms-title");
    let columns = vec![
        Column::new(words.say("agreements-term")),
        Column::new(words.say("agreements-before")),
        Column::new(words.say("agreements-after")),
    ];
    Some(
        view! {
            <Sheet title=title flush=true>
                <DataTable caption=title columns stack=true quiet=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

/// How the terms are named that change: `Payment, Delivery`.
pub(super) fn names(words: Words, change: &Difference) -> String {
    let names = change.terms.iter().map(|one| words.say(called(one.term)));
    names.collect::<Vec<_>>().join(", ")
}

const fn called(term: Term) -> &'static str {
    match term {
        Term::PriceList => "agreements-price-list",
        Term::FirstDay => "agreements-first-day",
        Term::LastDay => "agreements-last-day",
        Term::Payment => "agreements-payment",
        Term::Delivery => "agreements-delivery",
        Term::Contact => "agreements-contact",
        Term::Terms => "agreements-terms",
    }
}

fn says(words: Words, page: &AgreementPage, term: Term, says: &TermSays) -> String {
    match (says, term) {
        (TermSays::Nothing, Term::FirstDay) => words.say("agreements-no-first-day").to_owned(),
        (TermSays::Nothing, Term::LastDay) => words.say("agreements-no-last-day").to_owned(),
        (TermSays::Nothing, _) => words.say("agreements-says-nothing").to_owned(),
        (TermSays::Day(day), _) => words.date(*day),
        (TermSays::List(list), _) => {
            let known = page.price_lists.iter().find(|one| one.id == *list);
            known.map_or_else(String::new, |one| one.name.clone())
        }
        (TermSays::Text(text), _) => text.clone(),
    }
}

/// That the draft ends soon, or sooner than what is published, and what is left
/// to buy then.
pub(super) fn end_of(words: Words, end: Option<&DraftEnd>, now: Timestamp) -> Option<AnyView> {
    let end = end?;
    let day = words.date(Day::last_before(end.at));
    let message = if end.at <= now {
        "agreements-end-over"
    } else {
        "agreements-end-on"
    };
    let ends = words.say_with(message, &[("day", day.into())]);
    let (then, tone) = match end.then.as_deref() {
        Some([]) => (
            Some(words.say("agreements-end-empties").to_owned()),
            Tone::Bad,
        ),
        Some(others) => {
            let others = others.join(", ");
            let left = words.say_with("agreements-end-leaves", &[("agreements", others.into())]);
            (Some(left), Tone::Warn)
        }
        None => (None, Tone::Warn),
    };
    let text = [Some(ends), then].into_iter().flatten();
    let text = text.collect::<Vec<_>>().join(" ");
    Some(view! { <Notice tone=tone>{text}</Notice> }.into_any())
}
