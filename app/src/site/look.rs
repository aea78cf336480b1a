//! How a customer's pages look, and for whom: which parts and reports appear, in
//! which order, who is in a group, and whether the customer may change it.

use super::editor::{Made, Which};
use crate::frame::FormState;
use crate::frame::parts::{Actions, Checkbox, Checks, ChoiceOption, Field, PostForm, Sheet};
use domain::id::AccessGroupId;
use domain::site::{Look, Report, Section};
use domain::text::Words;
use leptos::prelude::*;

/// Which parts of the home page and which reports appear, and what comes first.
pub(super) fn look_sheet(words: Words, made: &Made) -> AnyView {
    let look = in_force(made, made.editor.look(made.whose));
    let form = made
        .tried
        .typed(Which::Look)
        .unwrap_or_else(|| filled(&look, &made.editor.look(made.whose)));
    let follows = made
        .whose
        .map(|_| view! { <p class="small mute">{words.say("site-follows")}</p> });
    let action = format!("{}/look", made.place.base);
    let group = made.whose.map_or_else(String::new, |id| id.to_string());
    let sections = Section::ALL
        .into_iter()
        .map(|section| ChoiceOption::new(section.code(), words.say(section_name(section))))
        .collect();
    let reports = Report::ALL
        .into_iter()
        .map(|report| ChoiceOption::new(report.code(), words.say(report_name(report))))
        .collect();
    let order = |prefix: &'static str, all: &[(String, String)]| {
        all.iter()
            .map(|(id, name)| {
                view! {
                    <Field
                        name=format!("{prefix}{id}")
                        label=name.clone()
                        optional=true
                        class="short"
                    />
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    };
    let categories = made.categories.clone();
    let standards: Vec<(String, String)> = made
        .editor
        .standards
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let has_standards = !standards.is_empty();
    view! {
        <Sheet title=words.say("site-look")>
            <PostForm action=action state=form prefix="look">
                <input type="hidden" name="group" value=group />
                <Checks name="shows" label=words.say("site-home-shows") options=sections />
                <Checks name="reports" label=words.say("site-reports-show") options=reports />
                {follows}
                <fieldset class="field">
                    <legend>{words.say("site-categories-first")}</legend>
                    <p class="small mute">{words.say("site-order-help")}</p>
                    <div class="fields">{order("category-", &categories)}</div>
                </fieldset>
                {has_standards
                    .then(|| {
                        view! {
                            <fieldset class="field">
                                <legend>{words.say("site-standards-first")}</legend>
                                <div class="fields">{order("standard-", &standards)}</div>
                            </fieldset>
                        }
                    })}
                <Actions>
                    <button class="btn" name="do" value="look">
                        {words.say("site-look-at-it")}
                    </button>
                    <button class="btn main">{words.say("site-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// How pages would look: what the home page shows and which reports appear, in their
/// order, and what comes first. Where it says nothing for a group, what is for
/// everybody counts.
pub(super) fn look_preview(words: Words, made: &Made, look: &Look) -> AnyView {
    let look = in_force(made, look.clone());
    let sections = Section::ALL.into_iter().filter(|one| look.shows(*one));
    let sections = sections.map(|one| words.say(section_name(one)).to_owned());
    let reports = Report::ALL.into_iter().filter(|one| look.reports(*one));
    let reports = reports.map(|one| words.say(report_name(one)).to_owned());
    let mut categories = made.categories.clone();
    let first: Vec<String> = look.categories.iter().map(ToString::to_string).collect();
    Look::sort(&first, &mut categories, |(id, _)| id.clone());
    let mut standards = made.editor.standards.clone();
    Look::sort(&look.standards, &mut standards, |one| one.id);
    let list = |title: &'static str, names: Vec<String>| {
        let content = if names.is_empty() {
            view! { <p class="mute">{words.say("site-preview-nothing")}</p> }.into_any()
        } else {
            let lines = names.into_iter().map(|name| view! { <li>{name}</li> });
            view! { <ol class="numbered">{lines.collect_view()}</ol> }.into_any()
        };
        view! { <Sheet title=words.say(title)>{content}</Sheet> }.into_any()
    };
    let categories = categories.into_iter().map(|(_, name)| name).collect();
    let standards = standards.into_iter().map(|one| one.name).collect();
    view! {
        <section class="stack-s" aria-label=words.say("site-preview")>
            <p class="small mute">{words.say("site-preview")}</p>
            <div class="halves">
                <div class="stack">
                    {list("site-home-shows", sections.collect())}
                    {list("site-reports-show", reports.collect())}
                </div>
                <div class="stack">
                    {list("site-preview-categories", categories)}
                    {list("site-preview-standards", standards)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What a look comes to: where it says nothing for a group, what is for everybody
/// counts.
fn in_force(made: &Made, look: Look) -> Look {
    match made.whose {
        Some(_) => look.over(made.editor.look(None)),
        None => look,
    }
}

/// What a part of the home page is called.
const fn section_name(section: Section) -> &'static str {
    match section {
        Section::Due => "site-section-due",
        Section::Standards => "site-section-standards",
        Section::OnItsWay => "site-section-on-its-way",
        Section::Requests => "site-section-requests",
        Section::News => "site-section-news",
        Section::People => "site-section-people",
        Section::Because => "site-section-because",
    }
}

/// What a report is called.
pub(crate) const fn report_name(report: Report) -> &'static str {
    match report {
        Report::Months => "orders-report-months",
        Report::CostCentres => "orders-report-cost-centres",
        Report::Categories => "orders-report-categories",
        Report::Products => "orders-report-products",
        Report::Requests => "orders-report-requests",
    }
}

/// The form for how pages look: what is seen, and which order is its own.
fn filled(look: &Look, own: &Look) -> FormState {
    let mut form = FormState::empty();
    for section in Section::ALL {
        if look.shows(section) {
            form = form.with("shows", section.code());
        }
    }
    for report in Report::ALL {
        if look.reports(report) {
            form = form.with("reports", report.code());
        }
    }
    for (place, id) in (1_usize..).zip(&own.categories) {
        form = form.with(format!("category-{id}"), place.to_string());
    }
    for (place, id) in (1_usize..).zip(&own.standards) {
        form = form.with(format!("standard-{id}"), place.to_string());
    }
    form
}

/// A group's name and who is in it.
pub(super) fn group_sheet(
    words: Words,
    made: &Made,
    id: AccessGroupId,
    name: Option<&str>,
) -> AnyView {
    let action = format!("{}/groups", made.place.base);
    let form = made.tried.typed(Which::Group).unwrap_or_else(|| {
        let empty = FormState::empty()
            .with("id", id.to_string())
            .with("name", name.unwrap_or_default());
        let inside = made
            .editor
            .members
            .iter()
            .filter(|one| made.editor.is_in(one.id, id));
        inside.fold(empty, |form, one| form.with("members", one.id.to_string()))
    });
    let id = form.value("id").to_owned();
    let options = made
        .editor
        .members
        .iter()
        .map(|one| {
            let option = ChoiceOption::new(one.id.to_string(), one.name.clone());
            if one.unit.is_empty() {
                option
            } else {
                option.note(one.unit.clone())
            }
        })
        .collect();
    let is_new = name.is_none();
    let remove = name.map(|name| {
        let label = words.say_with("site-remove-name", &[("name", name.into())]);
        let (action, id) = (format!("{action}/remove"), id.clone());
        view! {
            <PostForm action=action>
                <button class="btn danger" name="group" value=id aria-label=label>
                    {words.say("site-remove-group")}
                </button>
            </PostForm>
        }
    });
    let title = if is_new {
        "site-new-group"
    } else {
        "site-group"
    };
    view! {
        <Sheet title=words.say(title)>
            <div class="stack">
                <PostForm action=action state=form prefix="group">
                    <input type="hidden" name="id" value=id />
                    {is_new.then(|| view! { <input type="hidden" name="new" value="yes" /> })}
                    <Field name="name" label=words.say("site-group-name") longest=60_u32 />
                    <Checks name="members" label=words.say("site-group-members") options />
                    <Actions>
                        <button class="btn main">{words.say("site-keep")}</button>
                    </Actions>
                </PostForm>
                {remove}
            </div>
        </Sheet>
    }
    .into_any()
}

/// Whether the customer's managers may change it themselves.
pub(super) fn own_sheet(words: Words, made: &Made) -> AnyView {
    let action = format!("{}/own", made.place.base);
    let state = if made.editor.own_site() {
        FormState::empty().with("allowed", "on")
    } else {
        FormState::empty()
    };
    view! {
        <Sheet title=words.say("site-own")>
            <PostForm action=action state=state prefix="own">
                <Checkbox name="allowed" label=words.say("site-own-allowed") />
                <Actions>
                    <button class="btn">{words.say("site-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
