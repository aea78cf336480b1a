//! What happened with a customer lately, and what its people looked for in vain.

use super::super::nothing;
use crate::frame::Text;
use crate::frame::parts::{Definitions, Sheet, Step, Timeline};
use domain::Timestamp;
use domain::profile::{Head, Lately, Missed, wording};
use domain::text::Words;
use leptos::prelude::*;

/// How many things of late the page shows.
const LATELY: usize = 10;

pub(super) fn lately(
    words: Words,
    here: &str,
    head: &Head,
    rows: Vec<Lately>,
    now: Timestamp,
) -> AnyView {
    if rows.is_empty() {
        return nothing(
            words.say("profile-lately"),
            words.say("profile-lately-none"),
            words.say("profile-lately-none-text"),
        );
    }
    let all = words.say_with("profile-lately-all", &[("count", head.interactions.into())]);
    let aside = view! { <a href=format!("{here}/interactions")>{all}</a> };
    // Whoever goes back to a page again and again did one thing.
    let mut told: Vec<(Lately, String, i64)> = Vec::new();
    for row in rows {
        let one = &row.what;
        let what = wording::happened(words, &one.kind, &one.subject, &one.text, one.amount);
        match told.last_mut() {
            Some((last, said, times)) if *said == what && last.who == row.who => *times += 1,
            _ => told.push((row, what, 1)),
        }
    }
    let steps = told
        .into_iter()
        .take(LATELY)
        .map(|(row, what, times)| {
            let one = &row.what;
            let what = if times > 1 {
                words.say_with(
                    "profile-times",
                    &[("what", what.into()), ("count", times.into())],
                )
            } else {
                what
            };
            let when = words.ago(one.at, now);
            let note = match row.who {
                Some(who) => format!("{who}, {when}"),
                None => when,
            };
            Step::done(what).note(note)
        })
        .collect();
    view! {
        <Sheet title=words.say("profile-lately") aside=aside>
            <Timeline steps=steps />
        </Sheet>
    }
    .into_any()
}

pub(super) fn missed(words: Words, missed: Vec<Missed>, now: Timestamp) -> Option<AnyView> {
    if missed.is_empty() {
        return None;
    }
    let rows: Vec<(Text, AnyView)> = missed
        .into_iter()
        .map(|one| {
            let who = one
                .who
                .unwrap_or_else(|| words.say("profile-someone").to_owned());
            let note = format!("{who}, {}", words.ago(one.at, now));
            let text = one.text.into();
            (
                text,
                view! { <small class="mute">{note}</small> }.into_any(),
            )
        })
        .collect();
    Some(
        view! {
            <Sheet title=words.say("profile-missed")>
                <Definitions rows=rows />
            </Sheet>
        }
        .into_any(),
    )
}
