//! What our people have to know of whoever asked while they talk to them: what else is
//! open, what they have, what they asked and ordered before, and what was learned.

use super::super::said;
use super::aside::case_item;
use crate::assets::console_path_of;
use crate::frame::parts::Sheet;
use domain::profile::wording;
use domain::support::{AskedBefore, OtherOpen, WorkedOn};
use domain::text::Words;
use leptos::prelude::*;

/// All of it; of what there is nothing, nothing is said.
pub(super) fn theirs(words: Words, found: &WorkedOn) -> AnyView {
    let customer = found.case.head.customer;
    let others = found.others.iter().map(|one| other(words, one));
    let has = found.has.iter().map(|unit| {
        let href = console_path_of(customer, &unit.tag);
        let (name, tag) = (unit.name.clone(), unit.tag.clone());
        view! {
            <li>
                <a href=href>{name}</a>
                " "
                <span class="mute">{tag}</span>
            </li>
        }
        .into_any()
    });
    let before = found.before.iter().map(|one| earlier(words, one));
    let ordered = found.ordered.iter().map(|order| {
        let href = format!("/console/orders/{}", order.id);
        let number = order.number.clone();
        let day = words.day(order.placed_at);
        view! {
            <li>
                <a href=href>{number}</a>
                " "
                <span class="mute">{day}</span>
            </li>
        }
        .into_any()
    });
    let facts = found
        .facts
        .iter()
        .map(|one| view! { <li>{wording::fact(words, one)}</li> }.into_any());
    view! {
        {sheet(words.say("support-others"), others.collect())}
        {sheet(words.say("support-they-have"), has.collect())}
        {sheet(words.say("support-asked-before"), before.collect())}
        {sheet(words.say("support-ordered-last"), ordered.collect())}
        {sheet(words.say("support-known"), facts.collect())}
    }
    .into_any()
}

fn sheet(title: &'static str, items: Vec<AnyView>) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    Some(
        view! {
            <Sheet title=title>
                <ul class="stack-s small">{items}</ul>
            </Sheet>
        }
        .into_any(),
    )
}

/// Another open case of the company: who asked, and where it stands.
fn other(words: Words, one: &OtherOpen) -> AnyView {
    let stands = said::our_state(words, one.state);
    let note = format!("{} · {stands}", one.opener);
    case_item(&one.number, &one.subject, Some(note))
}

/// What they asked before, and how satisfied they were.
fn earlier(words: Words, one: &AskedBefore) -> AnyView {
    let rated = one
        .satisfaction
        .map(|stars| words.say_with("support-they-rated", &[("stars", stars.into())]));
    case_item(&one.number, &one.subject, rated)
}
