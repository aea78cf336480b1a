//! What was learned of a customer, and what is proposed because of it.

use super::super::nothing;
use crate::frame::parts::{
    Column, Confidence, DataTable, Empty, Icon, Need, Needs, Sheet, Tag, Tone,
};
use domain::profile::{Head, Learned, OpenPlay, wording};
use domain::text::Words;
use leptos::prelude::*;

pub(super) fn plays(words: Words, head: &Head, plays: Vec<OpenPlay>) -> AnyView {
    let note = words.say_with(
        "profile-proposed-note",
        &[
            ("open", plays.len().into()),
            ("done", head.in_effect.into()),
        ],
    );
    if plays.is_empty() {
        return view! {
            <Sheet title=words.say("profile-proposed") note=note>
                <Empty
                    title=words.say("profile-proposed-none")
                    text=words.say("profile-proposed-none-text")
                    icon=Icon::Play
                />
            </Sheet>
        }
        .into_any();
    }
    let needs = plays
        .into_iter()
        .map(|play| {
            let href = format!("/console/plays/{}", play.id);
            let what = wording::play(words, &play.finding);
            let label = words.say_with("plays-open-name", &[("what", what.as_str().into())]);
            Need::new(Tone::Accent, view! { <a href=href.clone()>{what}</a> })
                .why(wording::why_play(words, &play.finding))
                .actions(view! {
                    <a class="btn s main" href=href aria-label=label>
                        {words.say("plays-open-it")}
                    </a>
                })
        })
        .collect();
    view! {
        <Sheet title=words.say("profile-proposed") note=note flush=true>
            <Needs needs=needs />
        </Sheet>
    }
    .into_any()
}

pub(super) fn facts(words: Words, here: &str, head: &Head, facts: Vec<Learned>) -> AnyView {
    let note = words.say_with(
        "profile-facts-of",
        &[
            ("count", head.facts.into()),
            ("internal", head.internal.into()),
        ],
    );
    if facts.is_empty() {
        return nothing(
            words.say("profile-facts"),
            words.say("profile-facts-none"),
            words.say("profile-facts-none-text"),
        );
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-fact")),
            Column::new(words.say("profile-about")),
            Column::new(words.say("profile-sure")),
            Column::new(words.say("profile-from")),
            Column::new(words.say("profile-changes")),
            Column::new(words.say("profile-confirmed")),
        ]
    };
    let rows = facts
        .into_iter()
        .map(|fact| {
            let href = format!("{here}/facts/{}", fact.id);
            let text = wording::fact(words, &fact.finding);
            let about = about(words, &fact);
            let from = wording::rests_on(words, &fact.finding, fact.evidence_count);
            let changes = wording::changes(words, &fact.finding);
            let level = u8::try_from(fact.confidence).unwrap_or(0);
            let internal = (fact.internal != 0)
                .then(|| view! { " " <Tag text=words.say("profile-internal") /> });
            let wrong = fact.corrected_at.map(|_| {
                view! { " " <Tag text=words.say("profile-wrong-tag") tone=Tone::Warn /> }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{text}</a>
                        {internal}
                        {wrong}
                    </td>
                    <td data-l=words.say("profile-about")>{about}</td>
                    <td data-l=words.say("profile-sure")>
                        <Confidence level=level />
                    </td>
                    <td class="mute" data-l=words.say("profile-from")>
                        {from}
                    </td>
                    <td class="mute" data-l=words.say("profile-changes")>
                        {changes}
                    </td>
                    <td class="mute" data-l=words.say("profile-confirmed")>
                        {words.day(fact.confirmed_at)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Sheet title=words.say("profile-facts") note=note flush=true>
            <DataTable caption=words.say("profile-facts") columns=columns() stack=true quiet=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Whom or what a fact is about.
pub(in super::super) fn about(words: Words, fact: &Learned) -> String {
    fact.about
        .clone()
        .or_else(|| fact.unit_name.clone())
        .unwrap_or_else(|| words.say("profile-whole-company").to_owned())
}
