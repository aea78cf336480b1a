//! Whom the service level of a subscription is for: shown to everybody, and said by who
//! may order.

use super::version;
use crate::frame::parts::{Actions, Choice, ChoiceOption, PostForm, Select, Sheet, TextArea};
use crate::frame::{AppState, FormState, PageError, SignedIn, key_of};
use crate::subscriptions::said;
use axum::response::{IntoResponse, Redirect, Response};
use domain::subscriptions::coverage::{Covering, typed_tags};
use domain::subscriptions::{Cover, CoverError, SetCover, Shown, Subscription, set_cover};
use domain::text::Words;
use leptos::prelude::*;

/// Keeps what was said; if something is wrong, notes what.
pub(super) async fn keep(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    version: i64,
    form: &mut FormState,
) -> Result<Option<Response>, PageError> {
    let words = visitor.words;
    let Some(cover) = read(words, form) else {
        return Ok(None);
    };
    let command = SetCover {
        key: key_of(form.form())?,
        number: number.to_owned(),
        version,
        cover,
    };
    let (field, sentence) = match set_cover(&state.db, visitor.actor(), command, visitor.now).await
    {
        Ok(()) => {
            visitor
                .say_next(true, words.say("subscriptions-changed"))
                .await?;
            let to = format!("/subscriptions/{number}");
            return Ok(Some(Redirect::to(&to).into_response()));
        }
        Err(CoverError::Denied(denied)) => return Err(denied.into()),
        Err(CoverError::Store(error)) => return Err(error.into()),
        Err(CoverError::NotFound) => return Err(PageError::NotFound),
        Err(CoverError::Meanwhile) => ("", words.say("subscriptions-meanwhile").to_owned()),
        Err(CoverError::NothingToCover | CoverError::NoDevices) => {
            ("", words.say("subscriptions-not-possible").to_owned())
        }
        Err(CoverError::NoSuchUnit) => ("unit", words.say("subscriptions-no-unit").to_owned()),
        Err(CoverError::NothingNamed) => ("tags", words.say("subscriptions-no-tags").to_owned()),
        Err(CoverError::NoSuchEquipment(tags)) => (
            "tags",
            words.say_with(
                "subscriptions-unknown-tags",
                &[("tags", tags.join(", ").into())],
            ),
        ),
        Err(CoverError::TooMany(most)) => (
            "tags",
            words.say_with("subscriptions-too-many-tags", &[("count", most.into())]),
        ),
    };
    form.fail(field, sentence);
    Ok(None)
}

/// Whom it is to be for; none if that can't be read, which is noted.
fn read(words: Words, form: &mut FormState) -> Option<Cover> {
    match Covering::from_code(form.value("covers")) {
        Some(Covering::Customer) => Some(Cover::Customer),
        Some(Covering::Unit) => {
            let unit = form.read("unit", |chosen| {
                chosen
                    .parse()
                    .map_err(|_| words.say("subscriptions-no-unit"))
            });
            unit.map(Cover::Unit)
        }
        Some(Covering::Equipment) => Some(Cover::Equipment(typed_tags(form.value("tags")))),
        None => {
            form.fail("covers", words.say("subscriptions-choose-cover"));
            None
        }
    }
}

/// Whom it is for, in words.
pub(in crate::subscriptions) fn whom(words: Words, one: &Subscription) -> String {
    match one.covering {
        Covering::Customer => words.say("subscriptions-covers-customer").to_owned(),
        Covering::Unit => one.covers_unit_name.clone().unwrap_or_default(),
        Covering::Equipment => {
            let count = i64::try_from(one.equipment.len()).unwrap_or(i64::MAX);
            words.say_with("subscriptions-covers-equipment", &[("count", count.into())])
        }
    }
}

/// The equipment that it is for, for who sees it: with its pages below this address.
pub(in crate::subscriptions) fn equipment(
    words: Words,
    one: &Subscription,
    linked: bool,
) -> Option<AnyView> {
    if one.covering != Covering::Equipment {
        return None;
    }
    let lines: Vec<AnyView> = one
        .equipment
        .iter()
        .map(|piece| {
            let (tag, name) = (piece.tag.clone(), piece.name.clone());
            let href = domain::assets::path_of(&tag);
            if linked {
                view! { <li><a href=href>{tag}</a> " " {name}</li> }.into_any()
            } else {
                view! { <li>{tag} " " {name}</li> }.into_any()
            }
        })
        .collect();
    Some(
        view! {
            <Sheet title=words.say("subscriptions-covered")>
                <ul class="list">{lines}</ul>
            </Sheet>
        }
        .into_any(),
    )
}

/// The form by which it is said.
pub(super) fn sheet(words: Words, found: &Shown, form: &FormState) -> Option<AnyView> {
    let one = &found.subscription;
    if !one.can_be_covered() {
        return None;
    }
    let form = if form.value("do") == "cover" {
        form.clone()
    } else {
        filled(one)
    };
    let mut options = vec![ChoiceOption::new(
        Covering::Customer.code(),
        words.say("subscriptions-covers-customer"),
    )];
    if !found.units.is_empty() {
        options.push(ChoiceOption::new(
            Covering::Unit.code(),
            words.say("subscriptions-covers-unit"),
        ));
    }
    let devices = one.devices();
    if devices.is_some() {
        options.push(ChoiceOption::new(
            Covering::Equipment.code(),
            words.say("subscriptions-covers-named"),
        ));
    }
    if options.len() < 2 {
        return None;
    }
    let units: Vec<(String, String)> = found
        .units
        .iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .collect();
    let version = version(one);
    let tags_help = devices.map(|_| {
        words.say_with(
            "subscriptions-tags-help",
            &[(
                "devices",
                said::counted(words, one.counts, one.seats).into(),
            )],
        )
    });
    // Made inside of the form, which knows what was chosen and what is wrong with it.
    let whom = move || {
        let units = (!units.is_empty()).then(|| {
            view! {
                <Select
                    name="unit"
                    label=words.say("subscriptions-unit")
                    help=words.say("subscriptions-unit-help")
                    options=units
                    optional=true
                />
            }
        });
        let tags = tags_help.map(|help| {
            view! {
                <TextArea
                    name="tags"
                    label=words.say("subscriptions-tags")
                    help=help
                    optional=true
                    rows=4
                />
            }
        });
        view! {
            {units}
            {tags}
        }
    };
    Some(
        view! {
            <Sheet title=words.say("subscriptions-cover") note=words.say("subscriptions-cover-note")>
                <PostForm state=form prefix="cover">
                    {version}
                    <Choice
                        name="covers"
                        label=words.say("subscriptions-cover")
                        options
                        list=true
                        hide_label=true
                    />
                    {whom()}
                    <Actions>
                        <button class="btn" name="do" value="cover">
                            {words.say("subscriptions-cover-keep")}
                        </button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

/// As it is now.
fn filled(one: &Subscription) -> FormState {
    let tags: Vec<&str> = one
        .equipment
        .iter()
        .map(|piece| piece.tag.as_str())
        .collect();
    let unit = one.covers_unit.map(|unit| unit.to_string());
    FormState::empty()
        .with("covers", one.covering.code())
        .with("unit", unit.unwrap_or_default())
        .with("tags", tags.join("\n"))
}
