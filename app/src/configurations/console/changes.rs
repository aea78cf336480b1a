//! What publishing a draft changes, in words.

use crate::frame::parts::{Notice, Tone};
use domain::Money;
use domain::configurations::{Changed, ConfigurationPage, difference};
use domain::text::Words;
use leptos::prelude::*;

/// What publishing the draft changes, thing by thing.
pub(super) fn changes(words: Words, page: &ConfigurationPage) -> AnyView {
    let Some((published, offered)) = page.published().zip(page.offered.as_ref()) else {
        return view! {
            <Notice tone=Tone::Warn title=words.say("agreements-first-publication")>
                {words.say("configurations-nobody-sees")}
            </Notice>
        }
        .into_any();
    };
    let title = words.say_with("agreements-against", &[("number", published.number.into())]);
    let changes = difference(offered, &page.contents);
    if changes.is_empty() {
        return view! {
            <Notice tone=Tone::Accent title=title>
                {words.say("configurations-no-difference")}
            </Notice>
        }
        .into_any();
    }
    let lines = changes
        .iter()
        .map(|one| view! { <li>{said(words, one)}</li> })
        .collect_view();
    view! {
        <Notice tone=Tone::Warn title=title>
            <ul class="list">{lines}</ul>
        </Notice>
    }
    .into_any()
}

fn said(words: Words, changed: &Changed) -> String {
    let none = || words.say("configurations-pick-none").to_owned();
    let amount = |base: Option<Money>| match base {
        Some(amount) => words.money(amount),
        None => words.say("configurations-sum-of-parts").to_owned(),
    };
    match changed {
        Changed::Base { before, after } => words.say_with(
            "configurations-changed-base",
            &[
                ("before", amount(*before).into()),
                ("after", amount(*after).into()),
            ],
        ),
        Changed::PartIn(name) => {
            words.say_with("configurations-part-in", &[("name", name.as_str().into())])
        }
        Changed::PartOut(name) => {
            words.say_with("configurations-part-out", &[("name", name.as_str().into())])
        }
        Changed::PartQuantity {
            name,
            before,
            after,
        } => words.say_with(
            "configurations-part-quantity",
            &[
                ("name", name.as_str().into()),
                ("before", (*before).into()),
                ("after", (*after).into()),
            ],
        ),
        Changed::GroupIn(name) => words.say_with(
            "configurations-group-in",
            &[("group", name.as_str().into())],
        ),
        Changed::GroupOut(name) => words.say_with(
            "configurations-group-out",
            &[("group", name.as_str().into())],
        ),
        Changed::OptionIn { group, name } => words.say_with(
            "configurations-option-in",
            &[
                ("group", group.as_str().into()),
                ("name", name.as_str().into()),
            ],
        ),
        Changed::OptionOut { group, name } => words.say_with(
            "configurations-option-out",
            &[
                ("group", group.as_str().into()),
                ("name", name.as_str().into()),
            ],
        ),
        Changed::Usual {
            group,
            before,
            after,
        } => words.say_with(
            "configurations-usual-changes",
            &[
                ("group", group.as_str().into()),
                ("before", before.clone().unwrap_or_else(none).into()),
                ("after", after.clone().unwrap_or_else(none).into()),
            ],
        ),
    }
}
