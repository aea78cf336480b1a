//! Where a price comes from, in words: one line beside it in a list, and the
//! whole story on the product's own page.

use crate::agreements::those;
use crate::frame::parts::{Column, DataTable, Sheet};
use domain::agreements::{About, PriceSource, PriceStep, PriceStory, WhyNot};
use domain::catalog::say_per;
use domain::identity::InForce;
use domain::text::Words;
use domain::{Day, Money, Quantity, Timestamp};
use leptos::prelude::*;

/// The line that decided, beside a price: `contract price`, `HM 2026, −12%`.
pub(super) fn in_short(
    words: Words,
    story: &PriceStory,
    in_force: Option<&InForce>,
) -> Option<String> {
    let step = story.winner()?;
    Some(match &step.source {
        PriceSource::Contract => words.say("catalog-price-contract").to_owned(),
        PriceSource::Discount { rate, .. } => words.say_with(
            "catalog-price-discount",
            &[
                ("agreement", number_of(step, in_force).into()),
                ("rate", words.percent(*rate).into()),
            ],
        ),
        PriceSource::CostPlus { .. } => words.say("catalog-price-agreed").to_owned(),
        PriceSource::List => words.say("catalog-price-list").to_owned(),
        PriceSource::Promotion(name) => name.to_string(),
        PriceSource::Subscription { plan, .. } => words.say_with(
            "catalog-price-subscription",
            &[("plan", plan.to_string().into())],
        ),
    })
}

/// What the agreement is called whose line it is.
fn number_of<'a>(step: &PriceStep, in_force: Option<&'a InForce>) -> &'a str {
    in_force
        .and_then(|in_force| in_force.at(step.agreement))
        .map_or("", |agreed| agreed.number.as_str())
}

/// From so many on, of a product that is counted in this unit.
fn from_so_many(words: Words, count: Quantity, unit: &str) -> String {
    let message = match say_per(words, unit) {
        None => "catalog-from-pieces",
        Some(_) => "catalog-from-many",
    };
    words.say_with(message, &[("count", count.into())])
}

/// What one costs of many, from how many on; of a product that is counted in this
/// unit.
pub(super) fn breaks(words: Words, breaks: &[(Quantity, Money)], unit: &str) -> Option<AnyView> {
    if breaks.is_empty() {
        return None;
    }
    let rows = breaks
        .iter()
        .map(|(least, price)| {
            view! {
                <tr>
                    <td>{from_so_many(words, *least, unit)}</td>
                    <td class="num">{words.money(*price)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-quantity")),
        Column::num(words.say("catalog-price-each")),
    ];
    Some(
        view! {
            <Sheet title=words.say("catalog-many-cost-less") flush=true>
                <DataTable caption=words.say("catalog-many-cost-less") quiet=true columns>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

/// The whole story: what decided first, then what was looked at besides.
pub(super) fn story(
    words: Words,
    story: &PriceStory,
    in_force: Option<&InForce>,
    unit: &str,
) -> Option<AnyView> {
    if story.steps.is_empty() {
        return None;
    }
    // Where there is no price, lines that name none explain nothing.
    let telling: Vec<&PriceStep> = story
        .steps
        .iter()
        .filter(|step| story.price.is_some() || step.price.is_some())
        .filter(|step| !is_announced(step))
        .collect();
    if telling.is_empty() {
        return Some(
            view! {
                <Sheet title=words.say("catalog-price-story")>
                    <p>{words.say("catalog-price-none-why")}</p>
                </Sheet>
            }
            .into_any(),
        );
    }
    let rows = telling
        .into_iter()
        .map(|step| {
            let price = step.price.map_or_else(
                || words.say("catalog-price-none").to_owned(),
                |price| words.money(price),
            );
            view! {
                <tr class:chosen=step.won>
                    <td class="num">{price}</td>
                    <td>
                        {source(words, step, in_force, unit)}
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

/// Whether it is a promotion that has not begun: when to tell of it is the
/// supplier's business.
fn is_announced(step: &PriceStep) -> bool {
    matches!(step.source, PriceSource::Promotion(_)) && step.why_not == Some(WhyNot::NotYet)
}

fn source(words: Words, step: &PriceStep, in_force: Option<&InForce>, unit: &str) -> String {
    let agreement = number_of(step, in_force);
    let text = match &step.source {
        PriceSource::Contract => {
            words.say_with("catalog-story-contract", &[("agreement", agreement.into())])
        }
        PriceSource::Discount { rate, about } => {
            let rate = words.percent(*rate);
            match about {
                About::Product => words.say_with(
                    "catalog-story-product",
                    &[("rate", rate.into()), ("agreement", agreement.into())],
                ),
                About::Category(category) => words.say_with(
                    "catalog-story-category",
                    &[
                        ("rate", rate.into()),
                        ("category", category.to_string().into()),
                    ],
                ),
                About::Those { within, only } => {
                    let those = those(words, within.as_deref(), Some(only));
                    words.say_with(
                        "catalog-story-category",
                        &[("rate", rate.into()), ("category", those.into())],
                    )
                }
                About::Everything => {
                    words.say_with("catalog-story-everything", &[("rate", rate.into())])
                }
            }
        }
        // What the supplier pays, and what it adds, is not told.
        PriceSource::CostPlus { .. } => {
            words.say_with("catalog-story-agreed", &[("agreement", agreement.into())])
        }
        PriceSource::List => words.say("catalog-price-list").to_owned(),
        PriceSource::Promotion(name) => words.say_with(
            "catalog-story-promotion",
            &[("name", name.to_string().into())],
        ),
        PriceSource::Subscription { plan, number } => words.say_with(
            "catalog-story-subscription",
            &[
                ("plan", plan.to_string().into()),
                ("number", number.to_string().into()),
            ],
        ),
    };
    if step.least <= Quantity::pieces(1) {
        return text;
    }
    let many = from_so_many(words, step.least, unit);
    format!("{text} · {many}")
}

fn remark(words: Words, step: &PriceStep) -> Option<String> {
    let until = step
        .valid_until
        .filter(|until| *until < Timestamp::NEVER)
        .map(|until| {
            let last = words.date(Day::last_before(until));
            words.say_with("catalog-until", &[("day", last.into())])
        });
    let message = match step.why_not {
        None => return until,
        Some(WhyNot::NotYet) => {
            return step.valid_from.map(|from| {
                let day = words.date(Day::of(from));
                words.say_with("catalog-why-not-yet", &[("day", day.into())])
            });
        }
        Some(WhyNot::LessSpecific) => "catalog-why-less-specific",
        Some(WhyNot::LaterAgreement) => "catalog-why-later-agreement",
        Some(WhyNot::Higher) => "catalog-why-higher",
        Some(WhyNot::Promoted) => "catalog-why-promoted",
        Some(WhyNot::NoListPrice) => "catalog-why-no-list",
        // Customers are not told that there are costs.
        Some(WhyNot::NoCost | WhyNot::Ended) => "catalog-why-ended",
        Some(WhyNot::MorePieces) => "catalog-why-more-pieces",
    };
    Some(words.say(message).to_owned())
}
