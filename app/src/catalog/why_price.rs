//! Where a price comes from, in words: one line beside it in a list, and the
//! whole story on the product's own page.

use crate::frame::parts::{Column, DataTable, Sheet};
use domain::agreements::{PriceSource, PriceStep, PriceStory, WhyNot};
use domain::identity::InForce;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// The line that decided, beside a price: `contract price`, `HM 2026, −12%`.
pub(super) fn in_short(
    words: Words,
    story: &PriceStory,
    in_force: Option<&InForce>,
) -> Option<String> {
    let agreement = in_force.map_or("", |in_force| in_force.number.as_str());
    let step = story.winner()?;
    Some(match &step.source {
        PriceSource::Contract => words.say("catalog-price-contract").to_owned(),
        PriceSource::CategoryDiscount { rate, .. } => words.say_with(
            "catalog-price-discount",
            &[
                ("agreement", agreement.into()),
                ("rate", words.percent(*rate).into()),
            ],
        ),
        PriceSource::List => words.say("catalog-price-list").to_owned(),
    })
}

/// The whole story: what decided first, then what was looked at besides.
pub(super) fn story(
    words: Words,
    story: &PriceStory,
    in_force: Option<&InForce>,
) -> Option<AnyView> {
    if story.steps.is_empty() {
        return None;
    }
    let rows = story
        .steps
        .iter()
        .map(|step| {
            let price = step.price.map_or_else(
                || words.say("catalog-price-none").to_owned(),
                |price| words.money(price),
            );
            view! {
                <tr class:chosen=step.won>
                    <td class="num">{price}</td>
                    <td>
                        {source(words, step, in_force)}
                        {remark(words, step).map(|text| view! { <span class="sub">{text}</span> })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::num(words.say("catalog-price")),
        Column::new(words.say("catalog-where-from")),
    ];
    Some(
        view! {
            <Sheet title=words.say("catalog-price-story") flush=true>
                <DataTable caption=words.say("catalog-price-story") quiet=true columns>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

fn source(words: Words, step: &PriceStep, in_force: Option<&InForce>) -> String {
    let agreement = in_force.map_or("", |in_force| in_force.number.as_str());
    match &step.source {
        PriceSource::Contract => {
            words.say_with("catalog-story-contract", &[("agreement", agreement.into())])
        }
        PriceSource::CategoryDiscount { rate, category } => {
            let rate = words.percent(*rate);
            match category {
                Some(category) => words.say_with(
                    "catalog-story-category",
                    &[("rate", rate.into()), ("category", category.into())],
                ),
                None => words.say_with("catalog-story-everything", &[("rate", rate.into())]),
            }
        }
        PriceSource::List => words.say("catalog-price-list").to_owned(),
    }
}

fn remark(words: Words, step: &PriceStep) -> Option<String> {
    let until = step
        .valid_until
        .filter(|until| *until < Timestamp::NEVER)
        .map(|until| {
            let last = words.date(Day::last_before(until));
            words.say_with("catalog-until", &[("day", last.into())])
        });
    match step.why_not {
        None => until,
        Some(WhyNot::LessSpecific) => Some(words.say("catalog-why-less-specific").to_owned()),
        Some(WhyNot::Higher) => Some(words.say("catalog-why-higher").to_owned()),
        Some(WhyNot::NoListPrice) => Some(words.say("catalog-why-no-list").to_owned()),
        Some(WhyNot::NotYet) => Some(match step.valid_from {
            Some(from) => words.say_with(
                "catalog-why-not-yet",
                &[("day", words.date(Day::of(from)).into())],
            ),
            None => words.say("catalog-why-ended").to_owned(),
        }),
        Some(WhyNot::Ended) => Some(words.say("catalog-why-ended").to_owned()),
    }
}
