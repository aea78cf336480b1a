//! What is done to a standard at the factory, when it is offered and to whom: as
//! the draft says it, and the forms that change it.

use super::super::said;
use crate::frame::parts::{
    Actions, Checks, ChoiceOption, DateField, Definitions, PostForm, Select, Sheet, TextArea,
};
use crate::frame::{FormState, Text};
use domain::Day;
use domain::configurations::factory::{Hole, Tags};
use domain::configurations::{ConfigurationPage, ImageLine};
use domain::text::Words;
use leptos::prelude::*;

/// When, to whom, and what is done at the factory, for who only reads.
pub(super) fn facts(words: Words, page: &ConfigurationPage) -> AnyView {
    let contents = &page.contents;
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    let mut add = |id: &'static str, value: AnyView| rows.push((words.say(id).into(), value));
    add(
        "configurations-offered-when",
        days(words, contents.first_day, contents.last_day).into_any(),
    );
    add("configurations-offered-to", whom(words, page).into_any());
    let services = &contents.services;
    if let Some(image) = &services.image {
        let sum = said::checksum(image.algorithm, &image.checksum);
        let value = view! {
            {said::image(words, image)}
            <span class="sub checksum">{sum}</span>
        };
        add("configurations-image", value.into_any());
    }
    if let Some(tags) = &services.tags {
        let text = words.say_with(
            "configurations-tags-of",
            &[
                ("name", tags.name.as_str().into()),
                ("tag", tags.tag(1).into()),
            ],
        );
        add("configurations-tags", text.into_any());
    }
    let lines = |lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| view! { <div>{line}</div> });
        lines.collect_view().into_any()
    };
    if !services.labels.is_empty() {
        add("configurations-labels", lines(services.labels.clone()));
    }
    if !services.settings.is_empty() {
        let settings = services.settings.iter();
        let settings = settings.map(|one| format!("{}: {}", one.key, one.value));
        add("configurations-settings", lines(settings.collect()));
    }
    view! {
        <Sheet title=words.say("configurations-offer-and-factory")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// From which day to which.
pub(super) fn days(words: Words, first: Option<Day>, last: Option<Day>) -> String {
    let day = |day: Day| words.date(day.noon());
    match (first, last) {
        (None, None) => words.say("configurations-always").to_owned(),
        (Some(first), None) => {
            words.say_with("configurations-from-day", &[("day", day(first).into())])
        }
        (None, Some(last)) => {
            words.say_with("configurations-until-day", &[("day", day(last).into())])
        }
        (Some(first), Some(last)) => words.say_with(
            "configurations-from-until",
            &[("from", day(first).into()), ("until", day(last).into())],
        ),
    }
}

/// To whom it is offered, by name. A group that is gone is nobody.
fn whom(words: Words, page: &ConfigurationPage) -> String {
    if page.contents.audience.is_empty() {
        return words.say("configurations-to-everybody").to_owned();
    }
    let names: Vec<String> = page
        .contents
        .audience
        .iter()
        .map(|line| {
            let group = page.groups.iter().find(|group| group.id == line.whom);
            group.map_or_else(
                || words.say("configurations-group-gone").to_owned(),
                |group| group.name.clone(),
            )
        })
        .collect();
    names.join(", ")
}

/// The form for when and to whom it is offered.
pub(super) fn offered(words: Words, page: &ConfigurationPage, sent: Option<FormState>) -> AnyView {
    let contents = &page.contents;
    let state = sent.unwrap_or_else(|| {
        let day =
            |day: Option<Day>| day.map_or_else(String::new, |day| words.date_field(day.noon()));
        let state = FormState::empty()
            .with("from", day(contents.first_day))
            .with("until", day(contents.last_day));
        contents.audience.iter().fold(state, |state, line| {
            state.with("whom", line.whom.to_string())
        })
    });
    let groups: Vec<ChoiceOption> = page
        .groups
        .iter()
        .map(|group| ChoiceOption::new(group.id.to_string(), group.name.clone()))
        .collect();
    let groups = (!groups.is_empty()).then_some(groups);
    let action = format!("/console/configurations/{}/offered", page.id);
    view! {
        <Sheet title=words.say("configurations-offer")>
            <PostForm action state prefix="offered">
                <div class="fields">
                    <DateField
                        name="from"
                        label=words.say("configurations-first-day")
                        help=words.say("configurations-first-day-help")
                        optional=true
                    />
                    <DateField
                        name="until"
                        label=words.say("configurations-last-day")
                        help=words.say("configurations-last-day-help")
                        optional=true
                    />
                </div>
                {groups
                    .map(|options| {
                        view! {
                            <Checks
                                name="whom"
                                label=words.say("configurations-only-to")
                                help=words.say("configurations-only-to-help")
                                options
                            />
                        }
                    })}
                <Actions>
                    <button class="btn">{words.say("agreements-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// The form for what is done at the factory.
pub(super) fn factory(words: Words, page: &ConfigurationPage, sent: Option<FormState>) -> AnyView {
    let services = &page.contents.services;
    let state = sent.unwrap_or_else(|| {
        let id = |id: Option<String>| id.unwrap_or_default();
        let image = services.image.as_ref().map(|image| image.id.to_string());
        let tags = services.tags.as_ref().map(|tags| tags.id.to_string());
        let settings = services.settings.iter();
        let settings: Vec<String> = settings
            .map(|one| format!("{} = {}", one.key, one.value))
            .collect();
        FormState::empty()
            .with("image", id(image))
            .with("tags", id(tags))
            .with("labels", services.labels.join("\n"))
            .with("settings", settings.join("\n"))
    });
    let used = services.image.as_ref().map(|image| image.id);
    let usable = |image: &&ImageLine| image.active != 0 || Some(image.id) == used;
    let images: Vec<(String, String)> = page
        .images
        .iter()
        .filter(usable)
        .map(|image| {
            let name = words.say_with(
                "configurations-image-version",
                &[
                    ("name", image.name.as_str().into()),
                    ("version", image.version.as_str().into()),
                ],
            );
            (image.id.to_string(), name)
        })
        .collect();
    let schemes: Vec<(String, String)> = page
        .schemes
        .iter()
        .map(|scheme| {
            let tags = Tags {
                id: scheme.id,
                name: scheme.name.clone(),
                prefix: scheme.prefix.clone(),
                digits: scheme.digits,
            };
            let name = words.say_with(
                "configurations-tags-of",
                &[
                    ("name", scheme.name.as_str().into()),
                    ("tag", tags.tag(scheme.next).into()),
                ],
            );
            (scheme.id.to_string(), name)
        })
        .collect();
    let holes: Vec<String> = Hole::ALL
        .iter()
        .map(|hole| format!("{{{}}}", hole.word()))
        .collect();
    let labels_help = words.say_with(
        "configurations-labels-help",
        &[("holes", holes.join(" ").into())],
    );
    let action = format!("/console/configurations/{}/factory", page.id);
    let book = format!("/console/customers/{}/factory", page.customer);
    let to_book = view! {
        <a class="btn s quiet" href=book>
            {words.say("configurations-to-factory-book")}
        </a>
    };
    view! {
        <Sheet title=words.say("configurations-set-up") aside=to_book>
            <PostForm action state prefix="factory">
                <div class="fields">
                    <Select
                        name="image"
                        label=words.say("configurations-image")
                        options=images
                        optional=true
                    />
                    <Select
                        name="tags"
                        label=words.say("configurations-tags")
                        options=schemes
                        optional=true
                    />
                </div>
                <TextArea
                    name="labels"
                    label=words.say("configurations-labels")
                    help=labels_help
                    optional=true
                />
                <TextArea
                    name="settings"
                    label=words.say("configurations-settings")
                    help=words.say("configurations-settings-help")
                    optional=true
                    rows=4
                />
                <Actions>
                    <button class="btn">{words.say("agreements-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
