//! What our people have to know of whoever asked while they talk to them: what else is
//! open, what they have, what they asked and ordered before, what happened last, and what
//! we know of them.

use super::super::said;
use super::aside::case_item;
use crate::agreements::customer::{About, about};
use crate::assets::console_path_of;
use crate::frame::parts::{Definitions, Sheet};
use domain::Timestamp;
use domain::identity::Firmographics;
use domain::profile::wording;
use domain::support::{AskedBefore, OtherOpen, WorkedOn};
use domain::text::Words;
use leptos::prelude::*;

/// All of it; of what there is nothing, nothing is said. The whole profile is linked for
/// who may read it (`knows`).
pub(super) fn theirs(words: Words, found: &WorkedOn, knows: bool, now: Timestamp) -> AnyView {
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
    let touches = found.touches.iter().map(|one| {
        let text = wording::happened(words, &one.kind, &one.subject, &one.text, one.amount);
        let when = words.ago(one.at, now);
        view! {
            <li>
                {text}
                <span class="sub">{when}</span>
            </li>
        }
        .into_any()
    });
    view! {
        {sheet(words.say("support-others"), others.collect())}
        {sheet(words.say("support-they-have"), has.collect())}
        {sheet(words.say("support-asked-before"), before.collect())}
        {sheet(words.say("support-ordered-last"), ordered.collect())}
        {sheet(words.say("support-last-touches"), touches.collect())}
        {known(words, found, knows)}
    }
    .into_any()
}

/// What we know of the customer and of whoever asked.
fn known(words: Words, found: &WorkedOn, knows: bool) -> Option<AnyView> {
    let company = About {
        segment: &found.company.segment,
        needs: &found.company.needs,
        tier: &found.company.tier,
        employees: 0,
        country: "",
        firm: &Firmographics::default(),
    };
    let rows = about(words, &company);
    let facts: Vec<AnyView> = found
        .facts
        .iter()
        .map(|one| view! { <li>{wording::fact(words, one)}</li> }.into_any())
        .collect();
    if rows.is_empty() && facts.is_empty() {
        return None;
    }
    let facts = (!facts.is_empty()).then(|| view! { <ul class="stack-s small">{facts}</ul> });
    let href = format!("/console/customers/{}", found.case.head.customer);
    let all = knows.then(|| view! { <a href=href>{words.say("support-known-all")}</a> });
    Some(
        view! {
            <Sheet title=words.say("support-known")>
                <div class="stack-s">
                    <Definitions rows words=true />
                    {facts}
                    {all}
                </div>
            </Sheet>
        }
        .into_any(),
    )
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
