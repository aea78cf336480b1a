//! Staff on a customer's site are told so on every page, and whose place they are in.

use domain::identity::{Actor, Manner, StandIn};
use domain::text::Words;
use leptos::prelude::*;

/// The banner for this person; nothing for a customer's own people.
pub(super) fn banner(words: Words, actor: &Actor) -> Option<AnyView> {
    match (actor.shopper(), actor.stand_in()) {
        (Some(shopper), Some(stand_in)) => {
            Some(place_banner(words, stand_in, &shopper.company.name))
        }
        (Some(shopper), None) if shopper.preview => {
            let what = words.say_with(
                "frame-preview",
                &[("company", shopper.company.name.as_str().into())],
            );
            Some(told(
                words,
                what,
                words.say("frame-preview-note").to_owned(),
            ))
        }
        _ => None,
    }
}

/// Staff in a member's place are told so on every page.
fn place_banner(words: Words, stand_in: &StandIn, company: &str) -> AnyView {
    let name = stand_in.member_name.as_str();
    let place = [("name", name.into()), ("company", company.into())];
    match stand_in.manner {
        Manner::Looking => told(
            words,
            words.say_with("frame-looking", &place),
            words.say("frame-preview-note").to_owned(),
        ),
        Manner::Acting => {
            let until = words.time(stand_in.until);
            let note = words.say_with(
                "frame-acting-note",
                &[
                    ("until", until.into()),
                    ("reason", stand_in.reason.as_str().into()),
                ],
            );
            told(words, words.say_with("frame-acting", &place), note)
        }
    }
}

/// The banner itself, with the way back.
fn told(words: Words, what: String, note: String) -> AnyView {
    view! {
        <aside class="preview" aria-label=words.say("frame-notice-info")>
            <p>
                <b>{what}</b>
                " "
                {note}
            </p>
            <form method="post" action="/console/preview/leave">
                <button class="btn s">{words.say("frame-preview-leave")}</button>
            </form>
        </aside>
    }
    .into_any()
}
