//! The progress of an order as one line down the page: what happened, where
//! it stands, what is still to come.

use super::said::{Stand, day};
use crate::frame::parts::{Step, Timeline};
use domain::Timestamp;
use domain::orders::{Event, EventKind, OrderLine, OrderPage, Parcel, State, tracking_link};
use domain::text::Words;
use leptos::prelude::*;

/// Who reads it: the customer is told "order desk", the desk its own names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Customer,
    Desk,
}

/// The order's progress.
pub(super) fn timeline(words: Words, page: &OrderPage, reader: Reader, now: Timestamp) -> AnyView {
    let mut steps: Vec<Step> = page
        .events
        .iter()
        .filter_map(|event| happened(words, page, event, reader, now))
        .collect();
    steps.extend(ahead(words, page, now));
    view! { <Timeline steps /> }.into_any()
}

/// Where an order stands, as lists say it.
pub(super) fn stand(page: &OrderPage) -> Stand {
    Stand {
        state: page.head.state,
        parcels: i64::try_from(page.parcels.len()).unwrap_or(i64::MAX),
        promised_at: page.head.promised_at,
    }
}

/// Whether the whole order went in one parcel, so that parts need no number.
fn in_one(page: &OrderPage) -> bool {
    page.parcels.len() == 1 && !page.is_open()
}

fn happened(
    words: Words,
    page: &OrderPage,
    event: &Event,
    reader: Reader,
    now: Timestamp,
) -> Option<Step> {
    let who = if event.side == "customer" || reader == Reader::Desk {
        page.names.of(event.person_id)
    } else {
        words.say("orders-desk")
    };
    let note = words.say_with(
        "orders-step-by",
        &[
            ("moment", words.moment_short(event.at).into()),
            ("name", who.into()),
        ],
    );
    let promised = event.promised_at().map(|at| day(words, at, now));
    let promised = promised.unwrap_or_default();
    let part = event.part().unwrap_or(1);
    let parcel = page.parcels.iter().find(|parcel| parcel.part == part);
    let with_part = |whole: &'static str, parts: &'static str| -> String {
        if in_one(page) {
            words.say(whole).to_owned()
        } else {
            words.say_with(parts, &[("part", part.into())])
        }
    };
    let step = match event.kind {
        EventKind::Placed => Step::done(words.say("orders-step-placed")),
        EventKind::Acknowledged => {
            let text = words.say_with("orders-step-acknowledged", &[("day", promised.into())]);
            Step::done(text)
        }
        EventKind::Promised => {
            let text = words.say_with("orders-step-promised", &[("day", promised.into())]);
            Step::done(text)
        }
        EventKind::Shipped => Step::done(with_part(
            "orders-step-shipped-whole",
            "orders-step-shipped",
        )),
        EventKind::Delivered | EventKind::Received => Step::done(with_part(
            "orders-step-delivered-whole",
            "orders-step-delivered",
        )),
        EventKind::Began => {
            let text = words.say_with(
                "orders-step-began",
                &[("numbers", event.text.as_str().into())],
            );
            Step::done(text)
        }
        EventKind::Cancelled => Step::stopped(words.say("orders-step-cancelled")),
    };
    let said = (!event.text.is_empty() && event.kind != EventKind::Began)
        .then(|| format!("“{}”", event.text));
    Some(match (event.kind, parcel) {
        (EventKind::Shipped, Some(parcel)) => step
            .note(note)
            .detail(parcel_detail(words, page, parcel, reader)),
        _ => match said {
            Some(said) => step.note(note).detail(view! { <p>{said}</p> }),
            None => step.note(note),
        },
    })
}

/// Carrier, tracking number, contents, and where the packing list is.
fn parcel_detail(words: Words, page: &OrderPage, parcel: &Parcel, reader: Reader) -> AnyView {
    let carrier = parcel.carrier.clone();
    let tracking = match tracking_link(&parcel.carrier, &parcel.tracking) {
        Some(href) => {
            let text = words.say_with(
                "orders-step-track",
                &[("tracking", parcel.tracking.as_str().into())],
            );
            view! {
                <a href=href rel="noopener noreferrer" target="_blank">
                    {text}
                </a>
            }
            .into_any()
        }
        None if parcel.tracking.is_empty() => words.say("orders-no-tracking").into_any(),
        None => parcel.tracking.clone().into_any(),
    };
    let orders = match reader {
        Reader::Customer => "/orders",
        Reader::Desk => "/console/orders",
    };
    let list = format!("{orders}/{}/parcels/{}", page.head.id, parcel.id);
    let contents = page
        .contents(parcel)
        .map(|(line, quantity)| {
            view! { <li>{words.quantity(quantity)} " × " {line.name.clone()}</li> }
        })
        .collect_view();
    view! {
        <p>{carrier} ", " {tracking}</p>
        <ul class="small">{contents}</ul>
        <p>
            <a href=list>{words.say("orders-packing-list")}</a>
        </p>
    }
    .into_any()
}

/// Where it stands and what is still to come.
fn ahead(words: Words, page: &OrderPage, now: Timestamp) -> Vec<Step> {
    let stand = stand(page);
    let late = stand.is_late(now);
    let promised = page.head.promised_at.map(|at| day(words, at, now));
    let promised = promised.unwrap_or_default();
    let said = |id: &'static str| words.say_with(id, &[("day", promised.as_str().into())]);
    match page.head.state {
        State::Placed => vec![
            Step::now(words.say("orders-step-waiting")).note(words.say("orders-step-waiting-note")),
            Step::later(words.say("orders-step-arrival")),
        ],
        State::Acknowledged => vec![
            Step::now(said(if late {
                "orders-step-everything-late"
            } else {
                "orders-step-everything"
            }))
            .detail(later_lines(words, page, now)),
            Step::later(words.say("orders-step-arrival")),
        ],
        State::PartlyShipped => vec![
            Step::now(said(if late {
                "orders-step-rest-late"
            } else {
                "orders-step-rest"
            }))
            .detail(open_lines(words, page, now)),
            Step::later(words.say("orders-step-complete")),
        ],
        State::Shipped => under_way(words, page),
        State::Delivered | State::Cancelled => Vec::new(),
    }
}

fn under_way(words: Words, page: &OrderPage) -> Vec<Step> {
    page.parcels
        .iter()
        .filter(|parcel| parcel.delivered_at.is_none())
        .map(|parcel| {
            if in_one(page) {
                Step::now(words.say("orders-step-under-way-whole"))
            } else {
                let part = [("part", parcel.part.into())];
                Step::now(words.say_with("orders-step-under-way", &part))
            }
        })
        .chain([Step::later(words.say("orders-step-complete"))])
        .collect()
}

/// What is still open, line by line, with its day where that is later.
fn open_lines(words: Words, page: &OrderPage, now: Timestamp) -> AnyView {
    let lines = page.lines.iter().filter(|line| !line.open().is_zero());
    line_list(words, lines, now)
}

/// The lines that come later than the rest.
fn later_lines(words: Words, page: &OrderPage, now: Timestamp) -> AnyView {
    let lines = page.lines.iter().filter(|line| line.expected_at.is_some());
    line_list(words, lines, now)
}

fn line_list<'a>(
    words: Words,
    lines: impl Iterator<Item = &'a OrderLine>,
    now: Timestamp,
) -> AnyView {
    let items: Vec<AnyView> = lines
        .map(|line| {
            let later = line.expected_at.map(|at| {
                let at = day(words, at, now);
                let text = words.say_with("orders-line-later", &[("day", at.into())]);
                view! { " · " <span class="warn-text">{text}</span> }
            });
            view! {
                <li>
                    {words.quantity(line.open())} " × " {line.name.clone()} {later}
                </li>
            }
            .into_any()
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <ul class="small">{items}</ul> })
        .into_any()
}
