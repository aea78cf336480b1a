//! How subscriptions are put into words.

use crate::frame::parts::{Tag, Tone};
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::lifecycle::State;
use domain::subscriptions::period::Period;
use domain::subscriptions::term::TermLength;
use domain::subscriptions::wish::Wish;
use domain::subscriptions::{Brief, Counts, Event, Given};
use domain::text::Words;
use domain::{Day, Money, Quantity};
use leptos::prelude::*;

/// Where a subscription stands.
pub(super) fn state_tag(words: Words, state: State) -> AnyView {
    let (text, tone) = match state {
        State::Requested => ("subscriptions-state-requested", Tone::Warn),
        State::Refused => ("subscriptions-state-refused", Tone::Bad),
        State::Withdrawn => ("subscriptions-state-withdrawn", Tone::Plain),
        State::Scheduled => ("subscriptions-state-scheduled", Tone::Accent),
        State::Active => ("subscriptions-state-active", Tone::Good),
        State::Paused => ("subscriptions-state-paused", Tone::Warn),
        State::CancelsAtTerm => ("subscriptions-state-cancels-at-term", Tone::Warn),
        State::RenewalOffered => ("subscriptions-state-renewal-offered", Tone::Warn),
        State::RenewalAccepted => ("subscriptions-state-renewal-accepted", Tone::Good),
        State::Ended => ("subscriptions-state-ended", Tone::Plain),
        State::Cancelled => ("subscriptions-state-cancelled", Tone::Bad),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// How long a term is: `1 year`, `6 months`.
pub(super) fn length(words: Words, length: TermLength) -> String {
    let months = i64::from(length.in_months());
    if months % 12 == 0 {
        words.say_with("subscriptions-years", &[("count", (months / 12).into())])
    } else {
        words.say_with("subscriptions-months", &[("count", months.into())])
    }
}

/// So many seats or devices.
pub(super) fn counted(words: Words, counts: Counts, many: Quantity) -> String {
    let id = match counts {
        Counts::Seats => "subscriptions-seats-count",
        Counts::Devices => "subscriptions-devices-count",
    };
    words.say_with(id, &[("count", (many.thousandths() / 1000).into())])
}

/// What is counted: the heading of a field or a column.
pub(super) fn counts(words: Words, counts: Counts) -> &'static str {
    words.say(match counts {
        Counts::Seats => "subscriptions-seats",
        Counts::Devices => "subscriptions-devices",
    })
}

/// What one seat or device costs.
pub(super) fn each(words: Words, counts: Counts, price: String) -> String {
    let id = match counts {
        Counts::Seats => "subscriptions-per-seat",
        Counts::Devices => "subscriptions-per-device",
    };
    words.say_with(id, &[("price", price.into())])
}

/// Days in a row: `1 December 2026 – 30 November 2027`.
pub(crate) fn days(words: Words, period: Period) -> String {
    format!(
        "{} – {}",
        words.date(period.first()),
        words.date(period.last())
    )
}

/// One thing that a plan gives.
pub(super) fn benefit(words: Words, given: &Given) -> String {
    let name = given.name_in(words.language().code());
    let name = name.unwrap_or_default().to_owned();
    match &given.benefit {
        Benefit::Support { .. } => {
            words.say_with("subscriptions-gives-support", &[("level", name.into())])
        }
        Benefit::Discount { category, rate } => {
            let rate = words.percent(*rate);
            match category {
                Some(_) => words.say_with(
                    "subscriptions-gives-discount-on",
                    &[("rate", rate.into()), ("category", name.into())],
                ),
                None => words.say_with("subscriptions-gives-discount", &[("rate", rate.into())]),
            }
        }
        Benefit::Downloads { of } => {
            let what = if name.is_empty() { of.clone() } else { name };
            words.say_with("subscriptions-gives-downloads", &[("what", what.into())])
        }
        Benefit::Publication { of } => {
            let what = if name.is_empty() { of.clone() } else { name };
            words.say_with("subscriptions-gives-publication", &[("what", what.into())])
        }
        Benefit::Counted { what, times } => {
            let id = match what {
                Countable::PlatformSwaps => "subscriptions-gives-swaps",
                Countable::Upgrades => "subscriptions-gives-upgrades",
                Countable::TrainingDays => "subscriptions-gives-training",
            };
            words.say_with(id, &[("count", (*times).into())])
        }
    }
}

/// Everything that a plan gives, as a list.
pub(super) fn benefits(words: Words, all: &[Given]) -> AnyView {
    let lines: Vec<AnyView> = all
        .iter()
        .map(|one| view! { <li>{benefit(words, one)}</li> }.into_any())
        .collect();
    if lines.is_empty() {
        return view! { <p class="mute">{words.say("subscriptions-gives-nothing")}</p> }.into_any();
    }
    view! { <ul class="list">{lines}</ul> }.into_any()
}

/// What comes after the running term: when, and what it costs.
pub(super) fn what_comes(
    words: Words,
    state: State,
    goes_on: bool,
    last: Day,
    cost: Option<Money>,
) -> String {
    let day = words.date(last.plus_days(1));
    match (state, goes_on) {
        (State::Withdrawn, _) => words.say("subscriptions-comes-withdrawn").to_owned(),
        (State::Ended, _) => words.say_with(
            "subscriptions-comes-ended",
            &[("day", words.date(last).into())],
        ),
        // It ended before the day until which it had been paid.
        (State::Cancelled, _) => words.say_with(
            "subscriptions-comes-cancelled",
            &[("day", words.date(last).into())],
        ),
        (State::RenewalOffered, _) => {
            words.say_with("subscriptions-comes-asked", &[("day", day.into())])
        }
        (_, true) => match cost {
            Some(cost) => words.say_with(
                "subscriptions-comes-renewal",
                &[("day", day.into()), ("cost", words.money(cost).into())],
            ),
            None => words.say_with("subscriptions-comes-renewal-open", &[("day", day.into())]),
        },
        (State::Active | State::Scheduled, false) => words.say_with(
            "subscriptions-comes-quote",
            &[("day", words.date(last).into())],
        ),
        _ => words.say_with(
            "subscriptions-comes-end",
            &[("day", words.date(last).into())],
        ),
    }
}

/// The same for a subscription in a list.
pub(super) fn comes(words: Words, one: &Brief, each: Option<Money>) -> String {
    what_comes(
        words,
        one.state,
        one.goes_on(),
        one.paid.last(),
        one.next_amount(each),
    )
}

/// What was chosen about a term on its way to the order: below the name of a line.
pub(crate) fn wish(words: Words, wish: &Wish) -> String {
    let term = length(words, wish.months);
    let starts = match wish.starts {
        Some(day) => words.say_with(
            "subscriptions-wish-from",
            &[("term", term.into()), ("day", words.date(day).into())],
        ),
        None => words.say_with("subscriptions-wish-at-once", &[("term", term.into())]),
    };
    match &wish.with {
        Some(with) => words.say_with(
            "subscriptions-wish-with",
            &[
                ("begins", starts.into()),
                ("number", with.number.as_str().into()),
            ],
        ),
        None => starts,
    }
}

/// What happened to a subscription.
pub(super) fn event(words: Words, event: &Event) -> String {
    let detail = &event.detail;
    let cost = detail
        .cost
        .map(|cost| words.money(cost))
        .unwrap_or_default();
    let until = detail.until.map(|day| words.date(day)).unwrap_or_default();
    match event.kind.as_str() {
        "begin" => words.say_with(
            "subscriptions-event-begin",
            &[("cost", cost.into()), ("until", until.into())],
        ),
        "first-day" => words.say("subscriptions-event-first-day").to_owned(),
        "notice" => words.say_with("subscriptions-event-notice", &[("cost", cost.into())]),
        "quote" => words.say_with("subscriptions-event-quote", &[("cost", cost.into())]),
        "reminder" => words.say("subscriptions-event-reminder").to_owned(),
        "renew" if detail.unannounced => words.say_with(
            "subscriptions-event-renew-unannounced",
            &[("cost", cost.into()), ("until", until.into())],
        ),
        "renew" => words.say_with(
            "subscriptions-event-renew",
            &[("cost", cost.into()), ("until", until.into())],
        ),
        "lapse" => words.say("subscriptions-event-lapse").to_owned(),
        "cancel-now" => words.say_with("subscriptions-event-end-now", &[("cost", cost.into())]),
        "withdraw" => words.say_with("subscriptions-event-withdraw", &[("cost", cost.into())]),
        "pause" => words.say("subscriptions-event-pause").to_owned(),
        "resume" => words.say("subscriptions-event-resume").to_owned(),
        "cancel-at-term" => {
            words.say_with("subscriptions-event-cancel", &[("until", until.into())])
        }
        "keep" => words.say("subscriptions-event-keep").to_owned(),
        "accept-renewal" => words.say_with("subscriptions-event-accept", &[("cost", cost.into())]),
        "decline-renewal" => words.say("subscriptions-event-decline").to_owned(),
        "cover-customer" => words.say("subscriptions-event-cover-customer").to_owned(),
        "cover-unit" | "cover-equipment" => {
            let whom = detail.whom.clone().unwrap_or_default();
            words.say_with("subscriptions-event-cover", &[("whom", whom.into())])
        }
        _ => changed(words, event, cost),
    }
}

/// Another number of seats, or another plan.
fn changed(words: Words, event: &Event, cost: String) -> String {
    let detail = &event.detail;
    let seats = detail
        .seats
        .map(|seats| words.quantity(seats))
        .unwrap_or_default();
    let what = match &detail.term {
        Some(term) => words.say_with(
            "subscriptions-event-plan",
            &[("term", term.as_str().into())],
        ),
        None => words.say_with("subscriptions-event-seats", &[("seats", seats.into())]),
    };
    if detail.at_term {
        words.say_with("subscriptions-event-at-term", &[("what", what.into())])
    } else if detail.cost.is_some() {
        words.say_with(
            "subscriptions-event-now",
            &[("what", what.into()), ("cost", cost.into())],
        )
    } else {
        words.say_with("subscriptions-event-as-it-is", &[("what", what.into())])
    }
}
