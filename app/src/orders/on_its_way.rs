//! What is on its way to the reader, for their home page: when the next
//! delivery comes, what they should say has arrived, and how all of it stands.

use super::said::{Stand, day};
use crate::frame::parts::{Need, Sheet, Tone};
use domain::Timestamp;
use domain::orders::{OnItsWay, State};
use domain::text::Words;
use leptos::prelude::*;

/// `Your next delivery is promised for 17 June.`
pub(crate) fn next_delivery(words: Words, coming: &[OnItsWay], now: Timestamp) -> Option<String> {
    let next = coming.iter().find(|one| !one.promised_at.is_over(now))?;
    let day = day(words, next.promised_at, now);
    Some(words.say_with("orders-next-delivery", &[("day", day.into())]))
}

/// Orders that left, should have arrived by now, and of which the reader has
/// not said that they did.
pub(crate) fn arrivals(words: Words, coming: &[OnItsWay], now: Timestamp) -> Vec<Need> {
    coming
        .iter()
        .filter(|one| one.state == State::Shipped && one.promised_at.is_over(now))
        .map(|one| {
            let what = words.say_with(
                "orders-has-it-arrived",
                &[("number", one.number.as_str().into())],
            );
            let day = day(words, one.promised_at, now);
            let why = words.say_with("orders-was-promised-for", &[("day", day.into())]);
            let href = format!("/orders/{}", one.id);
            Need::at(Tone::Warn, what, href, words.say("orders-say-it-arrived")).because(Some(why))
        })
        .collect()
}

/// The orders, each with one sentence that says how it stands.
pub(crate) fn on_its_way(words: Words, coming: Vec<OnItsWay>, now: Timestamp) -> Option<AnyView> {
    if coming.is_empty() {
        return None;
    }
    let all = view! { <a href="/orders?group=under-way">{words.say("orders-on-its-way-all")}</a> };
    let orders = coming
        .into_iter()
        .map(|one| {
            let stand = Stand {
                state: one.state,
                parcels: one.parcels,
                promised_at: Some(one.promised_at),
            };
            let total = words.money(one.total());
            view! {
                <li>
                    <a href=format!("/orders/{}", one.id)>{one.number}</a>
                    " "
                    <span class="mute">{total}</span>
                    <br />
                    <small>{stand.sentence(words, now)}</small>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("orders-on-its-way") aside=all>
                <ul class="stack-s">{orders}</ul>
            </Sheet>
        }
        .into_any(),
    )
}
