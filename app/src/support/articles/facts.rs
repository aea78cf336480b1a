//! Beside an article for its authors: what is known of it, the cases that are about it,
//! and what people said who answered whether it helped.

use super::said;
use crate::frame::Text;
use crate::frame::parts::{Definitions, Sheet, Tag, Tone};
use domain::Timestamp;
use domain::support::articles::{Thing, WholeArticle};
use domain::text::Words;
use leptos::prelude::*;

pub(super) fn aside(words: Words, found: &WholeArticle, now: Timestamp) -> AnyView {
    let head = &found.head;
    let whose = match &head.company {
        Some(company) => format!("{}: {company}", said::audience(words, head.audience)),
        None => said::audience(words, head.audience).to_owned(),
    };
    let mut rows: Vec<(Text, AnyView)> =
        vec![(words.say("articles-for-whom").into(), whose.into_any())];
    if let Some(owner) = &head.owner_name {
        rows.push((words.say("articles-owner").into(), owner.clone().into_any()));
    }
    if let Some(at) = head.review_at {
        let day = words.date(at);
        let due = (at <= now).then(|| {
            let text = words.say("articles-due-now");
            view! { " " <Tag text tone=Tone::Warn /> }
        });
        rows.push((
            words.say("articles-review").into(),
            view! { {day} {due} }.into_any(),
        ));
    }
    for (kind, id) in [
        ("product", "articles-products"),
        ("category", "articles-categories"),
        ("maker", "articles-makers"),
    ] {
        let about: Vec<String> = found
            .about
            .iter()
            .filter(|one| one.kind == kind)
            .map(Thing::called)
            .collect();
        if !about.is_empty() {
            rows.push((words.say(id).into(), about.join(", ").into_any()));
        }
    }
    if let Some(number) = &head.made_from {
        let href = format!("/console/cases/{number}");
        let link = view! { <a href=href>{number.clone()}</a> };
        rows.push((words.say("articles-made-from").into(), link.into_any()));
    }
    if let Some(source) = &head.source {
        rows.push((
            words.say("articles-source").into(),
            source.clone().into_any(),
        ));
    }
    let helped = words.say_with(
        "articles-helped-sum",
        &[
            ("helped", head.helped.into()),
            ("not", head.no_help.into()),
            ("spared", head.spared.into()),
            ("asked", head.asked.into()),
        ],
    );
    let answers = found
        .answers
        .iter()
        .map(|one| {
            let tone = if one.is_yes() { Tone::Good } else { Tone::Warn };
            let text = words.say(if one.is_yes() {
                "articles-yes"
            } else {
                "articles-no"
            });
            let when = format!("{}, {}", one.company, words.ago(one.at, now));
            view! {
                <li class="stack-s">
                    <p>
                        <Tag text tone />
                        " "
                        <span class="mute small">{when}</span>
                    </p>
                    <p class="prose">{one.words.clone()}</p>
                </li>
            }
        })
        .collect_view();
    let cases = (!found.cases.is_empty()).then(|| {
        let items = found
            .cases
            .iter()
            .map(|one| {
                let href = format!("/console/cases/{}", one.number);
                let about = format!("{}, {}", one.company, one.number);
                view! {
                    <li>
                        <a href=href>{one.subject.clone()}</a>
                        <span class="sub">{about}</span>
                    </li>
                }
            })
            .collect_view();
        let title = words.say_with("articles-cases-about", &[("count", head.cases.into())]);
        view! {
            <Sheet title=title>
                <ul class="stack-s">{items}</ul>
            </Sheet>
        }
    });
    view! {
        <Sheet title=words.say("articles-facts")>
            <Definitions rows words=true />
        </Sheet>
        {cases}
        <Sheet title=words.say("articles-did-it-help")>
            <div class="stack-s">
                <p>{helped}</p>
                <ul class="stack-s">{answers}</ul>
            </div>
        </Sheet>
    }
    .into_any()
}
