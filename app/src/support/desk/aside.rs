//! What stands beside a case: facts, clocks, what has to do with it, what is known of
//! whoever asked (`theirs.rs`), and what happened.

use super::super::said;
use super::theirs;
use crate::frame::Text;
use crate::frame::parts::{Definitions, Fold, Sheet, Tag, Tone};
use domain::Timestamp;
use domain::support::case_life::Priority;
use domain::support::cause::Cause;
use domain::support::clocks::Clock;
use domain::support::{Case, CaseEvent, Head, WorkedOn};
use domain::text::Words;
use leptos::prelude::*;

/// `knows`: whether the reader may read the customer's whole profile.
pub(super) fn aside(words: Words, found: &WorkedOn, knows: bool, now: Timestamp) -> AnyView {
    let case = &found.case;
    let head = &case.head;
    let company = format!("/console/customers/{}", head.customer);
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("support-customer").into(),
            view! { <a href=company>{head.company.clone()}</a> }.into_any(),
        ),
        (words.say("support-asked-by").into(), asked_by(head)),
        (
            words.say("support-since").into(),
            words.moment(head.created_at).into_any(),
        ),
        (
            words.say("support-priority").into(),
            said::priority(words, head.priority).into_any(),
        ),
        (
            words.say("support-agent").into(),
            head.agent_name
                .clone()
                .unwrap_or_else(|| words.say("support-nobody").to_owned())
                .into_any(),
        ),
    ];
    if let Some(team) = &head.team_name {
        rows.push((words.say("support-team").into(), team.clone().into_any()));
    }
    if let Some(order) = head.order_id {
        let href = format!("/console/orders/{order}");
        let number = head.order_number.clone().unwrap_or_default();
        let link = view! { <a href=href>{number}</a> };
        rows.push((words.say("support-order").into(), link.into_any()));
    }
    if let Some(tag) = &head.asset_tag {
        let href = crate::assets::console_path_of(head.customer, tag);
        let link = view! { <a href=href>{tag.clone()}</a> };
        rows.push((words.say("support-equipment").into(), link.into_any()));
    }
    if let Some(sku) = &head.sku {
        rows.push((words.say("support-product").into(), sku.clone().into_any()));
    }
    for (id, number) in [
        ("support-goes-on-in", &head.merged_into),
        ("support-follows", &head.follows),
    ] {
        if let Some(number) = number {
            rows.push((words.say(id).into(), to_case(number)));
        }
    }
    if let Some(at) = head.escalated_at {
        let when = words.ago(at, now);
        rows.push((words.say("support-escalated").into(), when.into_any()));
    }
    if let Some(lost) = case.not_arrived() {
        let when = words.ago(lost.at, now);
        let text = view! {
            {lost.about.clone()}
            <span class="sub">{when}</span>
        };
        rows.push((words.say("support-not-arrived").into(), text.into_any()));
    }
    rows.extend(said::visits(words, case));
    if let Some(stars) = head.satisfaction {
        let text = words.say_with("support-they-rated", &[("stars", stars.into())]);
        rows.push((words.say("support-satisfaction").into(), text.into_any()));
    }
    if case.level.is_none() {
        let none = words.say("support-no-promise");
        rows.push((words.say("support-first-answer").into(), none.into_any()));
    }
    let clocks = clocks(words, case, now);
    let links: Vec<AnyView> = case
        .links
        .iter()
        .map(|one| case_item(&one.number, &one.subject, None))
        .collect();
    let links = (!links.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("support-linked")>
                <ul class="stack-s small">{links}</ul>
            </Sheet>
        }
    });
    let theirs = theirs::theirs(words, found, knows, now);
    let history: Vec<AnyView> = case
        .events
        .iter()
        .rev()
        .map(|event| {
            let text = happened(words, event);
            let when = words.ago(event.at, now);
            view! {
                <li>
                    {text}
                    " "
                    <span class="mute small">{when}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <Sheet title=words.say("support-facts")>
            <Definitions rows words=true />
        </Sheet>
        {clocks}
        {links}
        {theirs}
        <Fold title=words.say("support-history")>
            <ul class="stack-s small">{history}</ul>
        </Fold>
    }
    .into_any()
}

/// Who asked, of which unit, and how to reach them.
fn asked_by(head: &Head) -> AnyView {
    let name = match &head.unit_name {
        Some(unit) => format!("{}, {unit}", head.opener),
        None => head.opener.clone(),
    };
    let address = head.opener_email.clone();
    let href = format!("mailto:{address}");
    view! {
        {name}
        <span class="sub">
            <a href=href>{address}</a>
        </span>
    }
    .into_any()
}

fn to_case(number: &str) -> AnyView {
    let href = format!("/console/cases/{number}");
    view! { <a href=href>{number.to_owned()}</a> }.into_any()
}

/// A case in a list, with a note below.
pub(super) fn case_item(number: &str, subject: &str, note: Option<String>) -> AnyView {
    let link = to_case(number);
    let subject = subject.to_owned();
    let note = note.map(|note| view! { <span class="sub">{note}</span> });
    view! {
        <li>
            {link}
            " "
            {subject}
            {note}
        </li>
    }
    .into_any()
}

/// How both clocks stand.
fn clocks(words: Words, case: &Case, now: Timestamp) -> Option<AnyView> {
    let clocks = case.clocks(now)?;
    let level = case.level.as_ref()?;
    let stands = |clock: &Clock| {
        use domain::support::clocks::ClockState;
        let text = match (clock.state, clock.due_at, clock.target) {
            (_, _, None) => words.say("support-no-promise").to_owned(),
            (ClockState::Stopped(at), ..) => {
                words.say_with("support-clock-stopped", &[("at", words.moment(at).into())])
            }
            (ClockState::Paused(_), ..) => words.say("support-clock-stands").to_owned(),
            (ClockState::Running, Some(at), _) => {
                words.say_with("support-clock-due", &[("at", words.moment(at).into())])
            }
            (ClockState::Running, None, _) => words.say("support-no-promise").to_owned(),
        };
        let late = clock
            .breached_at
            .map(|_| view! { " " <Tag text=words.say("support-late") tone=Tone::Bad /> });
        view! { {text} {late} }.into_any()
    };
    let rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("support-first-answer").into(),
            stands(&clocks.first_response),
        ),
        (
            words.say("support-solution").into(),
            stands(&clocks.resolution),
        ),
    ];
    let title = words.say_with(
        "support-entitled-to",
        &[("level", level.name.as_str().into())],
    );
    Some(
        view! {
            <Sheet title=title>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any(),
    )
}

/// What happened, in a few words.
fn happened(words: Words, event: &CaseEvent) -> String {
    let id = match event.kind.as_str() {
        "opened" => "support-event-opened",
        "assign" => "support-event-assigned",
        "answer" => "support-event-answered",
        "ask" => "support-event-asked",
        "hand-over" => "support-event-handed-over",
        "take-back" => "support-event-taken-back",
        "solve" => "support-event-solved",
        "reopen" => "support-event-reopened",
        "merge" => "support-event-merged",
        "write" => "support-event-written",
        "confirm" => "support-event-confirmed",
        "close" => "support-event-closed",
        "priority" => "support-event-priority",
        "rated" => "support-event-rated",
        "goods-back" => "support-event-goods-back",
        "goods-done" => "support-event-goods-done",
        "give-back" => "support-event-given-back",
        "team" if event.about.is_empty() => "support-event-no-team",
        "team" => "support-event-team",
        "classified" if event.about.is_empty() => "support-event-left-open",
        "classified" => "support-event-classified",
        "about" => "support-event-about",
        "escalated" => "support-event-escalated",
        "visit-planned" => "support-event-visit-planned",
        "visit-done" => "support-event-visit-done",
        "visit-off" => "support-event-visit-off",
        "warned" => "support-event-warned",
        "bounced" => "support-event-bounced",
        _ => "support-event-breached",
    };
    let about = match (event.kind.as_str(), event.about.as_str()) {
        ("priority", code) => Priority::from_code(code)
            .map(|one| said::priority(words, one).to_owned())
            .unwrap_or_default(),
        ("classified", code) => Cause::from_code(code)
            .map(|one| said::cause(words, one).to_owned())
            .unwrap_or_default(),
        (_, "first-answer") => words.say("support-first-answer").to_owned(),
        (_, "solution") => words.say("support-solution").to_owned(),
        (_, about) => about.to_owned(),
    };
    words.say_with(
        id,
        &[("who", event.name.as_str().into()), ("about", about.into())],
    )
}
