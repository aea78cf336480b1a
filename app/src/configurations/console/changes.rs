//! What publishing a draft changes, in words.

use super::factory_form::days;
use super::rules::demand;
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
    let (before, after) = (offered.unpriced(), page.contents.unpriced());
    let lines = changes
        .iter()
        .map(|one| {
            let text = match one {
                Changed::RuleIn(rule) => words.say_with(
                    "configurations-rule-in",
                    &[("rule", demand(words, &after, rule).into())],
                ),
                Changed::RuleOut(rule) => words.say_with(
                    "configurations-rule-out",
                    &[("rule", demand(words, &before, rule).into())],
                ),
                other => said(words, other),
            };
            view! { <li>{text}</li> }
        })
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
    let listed = |names: &Vec<String>| match names.as_slice() {
        [] => none(),
        names => names.join(" · "),
    };
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
                ("before", listed(before).into()),
                ("after", listed(after).into()),
            ],
        ),
        Changed::Limits {
            group,
            before,
            after,
        } => {
            let limits = |(least, most): (i64, i64)| {
                words.say_with(
                    "configurations-limits-span",
                    &[("least", least.into()), ("most", most.into())],
                )
            };
            words.say_with(
                "configurations-limits-change",
                &[
                    ("group", group.as_str().into()),
                    ("before", limits(*before).into()),
                    ("after", limits(*after).into()),
                ],
            )
        }
        // Said with the names of what they are about, above.
        Changed::RuleIn(_) | Changed::RuleOut(_) => String::new(),
        Changed::Offered { before, after } => words.say_with(
            "configurations-offered-changes",
            &[
                ("before", days(words, before.0, before.1).into()),
                ("after", days(words, after.0, after.1).into()),
            ],
        ),
        Changed::Audience { before, after } => {
            let to = |count: usize| match count {
                0 => words.say("configurations-to-everybody").to_owned(),
                count => words.say_with("configurations-to-groups", &[("count", count.into())]),
            };
            words.say_with(
                "configurations-audience-changes",
                &[("before", to(*before).into()), ("after", to(*after).into())],
            )
        }
        Changed::Image { before, after } => {
            let image = |image: &Option<(String, String)>| match image {
                Some((name, version)) => words.say_with(
                    "configurations-image-version",
                    &[
                        ("name", name.as_str().into()),
                        ("version", version.as_str().into()),
                    ],
                ),
                None => none(),
            };
            changes_to(words, "configurations-image", image(before), image(after))
        }
        Changed::Tags { before, after } => changes_to(
            words,
            "configurations-tags",
            before.clone().unwrap_or_else(none),
            after.clone().unwrap_or_else(none),
        ),
        Changed::Labels(labels) => words.say_with(
            "configurations-labels-change",
            &[("labels", listed(labels).into())],
        ),
        Changed::Setting { key, before, after } => words.say_with(
            "configurations-what-changes",
            &[
                ("what", key.as_str().into()),
                ("before", before.clone().unwrap_or_else(none).into()),
                ("after", after.clone().unwrap_or_else(none).into()),
            ],
        ),
    }
}

fn changes_to(words: Words, what: &'static str, before: String, after: String) -> String {
    words.say_with(
        "configurations-what-changes",
        &[
            ("what", words.say(what).into()),
            ("before", before.into()),
            ("after", after.into()),
        ],
    )
}
