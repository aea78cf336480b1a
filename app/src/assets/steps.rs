//! What can be done with a unit: a form for each step on its page.

use super::said::{done, refused, step as step_name};
use super::show::{Tried, find, page};
use crate::frame::parts::{
    Actions, DateField, Field, Fold, Notice, PostForm, Select, TextArea, Tone,
};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::assets::{Asset, AssetPage, ChangeAsset, Step, Wanted, change_asset, path_of};
use domain::store::FormKey;
use domain::text::Words;
use leptos::prelude::*;

/// `POST /equipment/{tag}`: one step (`step`), with what it takes.
pub async fn change(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let key = FormKey(form.key().ok_or(PageError::BadForm)?);
    let version = form
        .text("version")
        .parse()
        .map_err(|_| PageError::BadForm)?;
    let step = Step::from_code(form.text("step")).ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(form);
    let Some(wanted) = wanted(words, step, &mut shown) else {
        let found = find(&visitor, &app, &tag).await?;
        return Ok(page(&visitor, &app, found, Tried::step(step, shown)));
    };
    let command = ChangeAsset {
        key,
        tag: tag.clone(),
        version,
        wanted,
    };
    match change_asset(&app.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, done(words, step)).await?;
            // Who gave it away may not see it any more.
            Ok(Redirect::to(&path_of(&tag)).into_response())
        }
        Err(error) => match refused(words, &error) {
            Some((field, sentence)) => {
                shown.fail(field, sentence);
                let found = find(&visitor, &app, &tag).await?;
                Ok(page(&visitor, &app, found, Tried::step(step, shown)))
            }
            None => Err(error.into()),
        },
    }
}

/// What a form wants; none if something in it can't be read.
pub(super) fn wanted(words: Words, step: Step, form: &mut FormState) -> Option<Wanted> {
    let day = |form: &mut FormState, name: &'static str| -> Option<Day> {
        let read = form.read(name, |text| match text {
            "" => Ok(None),
            text => match Day::from_field(text) {
                Some(day) => Ok(Some(day)),
                None => Err(words.say("assets-not-a-day")),
            },
        });
        read.flatten()
    };
    let text = |form: &FormState, name: &str| form.value(name).to_owned();
    let wanted = match step {
        Step::Assign => Wanted::Assign {
            to: text(form, "to"),
        },
        Step::Transfer => {
            let place = text(form, "place");
            let unit = form.read("unit", |text| match text {
                "" => Ok(None),
                id => id
                    .parse()
                    .map(Some)
                    .map_err(|_| words.say("assets-no-such-part")),
            });
            let cost_centre = form.read("centre", |text| match text {
                "" => Ok(None),
                id => id
                    .parse()
                    .map(Some)
                    .map_err(|_| words.say("assets-no-such-part")),
            });
            Wanted::Transfer {
                unit: unit.flatten(),
                cost_centre: cost_centre.flatten(),
                place,
            }
        }
        Step::Lend => Wanted::Lend {
            to: text(form, "to"),
            until: day(form, "until"),
        },
        Step::GiveBack => Wanted::GiveBack,
        Step::TakeBack => Wanted::TakeBack {
            place: text(form, "place"),
        },
        Step::Describe => Wanted::Describe {
            warranty_until: day(form, "warranty"),
            refresh_at: day(form, "refresh"),
            note: text(form, "note"),
        },
        Step::Retire => Wanted::Retire {
            wiped: text(form, "wiped"),
            why: text(form, "why"),
        },
    };
    form.is_fine().then_some(wanted)
}

/// A form for each step that can be taken; the one that failed stands open.
pub(super) fn steps(words: Words, found: &AssetPage, failed: Option<(Step, FormState)>) -> AnyView {
    if found.steps.is_empty() {
        return ().into_any();
    }
    let problem = failed.as_ref().and_then(|(step, _)| {
        // Somebody else may have made the step impossible meanwhile.
        (!found.steps.contains(step)).then(|| {
            view! { <Notice tone=Tone::Warn>{words.say("assets-meanwhile")}</Notice> }
        })
    });
    let forms = found
        .steps
        .iter()
        .map(|step| {
            let state = failed
                .as_ref()
                .filter(|(of, _)| of == step)
                .map(|(_, form)| form.clone());
            let open = state.is_some();
            let state = state.unwrap_or_else(|| known(&found.asset, *step));
            let form = form(words, found, *step, state);
            view! {
                <Fold title=step_name(words, *step) open>
                    {form}
                </Fold>
            }
        })
        .collect_view();
    view! {
        {problem}
        <div class="folds">{forms}</div>
    }
    .into_any()
}

/// What stands in a form before anybody typed into it.
fn known(asset: &Asset, step: Step) -> FormState {
    let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
    let id = |id: Option<String>| id.unwrap_or_default();
    let form = FormState::empty();
    match step {
        Step::Transfer => form
            .with("unit", id(asset.unit_id.map(|id| id.to_string())))
            .with("centre", id(asset.cost_centre_id.map(|id| id.to_string())))
            .with("place", asset.place.clone()),
        Step::Describe => form
            .with("warranty", day(asset.warranty_until))
            .with("refresh", day(asset.refresh_at))
            .with("note", asset.note.clone()),
        Step::TakeBack => form.with("place", asset.place.clone()),
        Step::Assign | Step::Lend | Step::GiveBack | Step::Retire => form,
    }
}

/// The prefixes by which the fields of the forms are told apart.
const fn prefix(step: Step) -> &'static str {
    match step {
        Step::Assign => "assign",
        Step::Transfer => "transfer",
        Step::Lend => "lend",
        Step::GiveBack => "give-back",
        Step::TakeBack => "take-back",
        Step::Describe => "describe",
        Step::Retire => "retire",
    }
}

fn form(words: Words, found: &AssetPage, step: Step, state: FormState) -> AnyView {
    let asset = &found.asset;
    let (action, version) = (path_of(&asset.service_tag), asset.version.to_string());
    let fields_of = found.clone();
    // A button says what it does; for days and notes that is to keep them.
    let does = match step {
        Step::Describe => words.say("assets-keep"),
        _ => step_name(words, step),
    };
    view! {
        <PostForm action state prefix=prefix(step)>
            <input type="hidden" name="step" value=step.code() />
            <input type="hidden" name="version" value=version />
            {fields(words, &fields_of, step)}
            <Actions>
                <button class="btn main">{does}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// The fields of a form; made inside it, where they find what stands in them.
fn fields(words: Words, found: &AssetPage, step: Step) -> AnyView {
    let choices = &found.choices;
    let people: Vec<String> = choices.people.iter().map(|one| one.email.clone()).collect();
    match step {
        Step::Assign => view! {
            <Field
                name="to"
                label=words.say("assets-to-person")
                help=words.say("assets-to-person-help")
                known=people
            />
        }
        .into_any(),
        Step::Transfer => {
            let units = choices.units.iter();
            let units = units.map(|(id, name)| (id.to_string(), name.clone()));
            let centres = choices.cost_centres.iter();
            let centres = centres.map(|(id, name)| (id.to_string(), name.clone()));
            view! {
                <Select
                    name="unit"
                    label=words.say("assets-unit")
                    options=units.collect()
                    optional=true
                />
                <Select
                    name="centre"
                    label=words.say("assets-cost-centre")
                    options=centres.collect()
                    optional=true
                />
                <Field name="place" label=words.say("assets-place") optional=true />
            }
            .into_any()
        }
        Step::Lend => view! {
            <Field
                name="to"
                label=words.say("assets-loaned-to")
                help=words.say("assets-lend-help")
                known=people
            />
            <DateField name="until" label=words.say("assets-loaned-until") optional=true />
        }
        .into_any(),
        Step::GiveBack => view! { <p>{words.say("assets-give-back-help")}</p> }.into_any(),
        Step::TakeBack => view! {
            <p>{words.say("assets-take-back-help")}</p>
            <Field name="place" label=words.say("assets-place") optional=true />
        }
        .into_any(),
        Step::Describe => view! {
            <DateField name="warranty" label=words.say("assets-warranty") optional=true />
            <DateField name="refresh" label=words.say("assets-refresh") optional=true />
            <TextArea name="note" label=words.say("assets-note") optional=true />
        }
        .into_any(),
        Step::Retire => {
            let needed = found.needs_certificate();
            let help = words.say(if needed {
                "assets-wiped-needed"
            } else {
                "assets-wiped-help"
            });
            let optional = !needed;
            view! {
                <p>{words.say("assets-retire-help")}</p>
                <Field name="wiped" label=words.say("assets-wiped") help optional />
                <TextArea name="why" label=words.say("assets-why") optional=true />
            }
            .into_any()
        }
    }
}
