//! What an area is called, on the page of software that is in it.

use super::blame;
use super::one::{Forms, page};
use crate::frame::curating::{FormSheet, done, field_in, languages, said_in_each, thing};
use crate::frame::parts::Field;
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::downloads::{DeskSoftware, NameArea, name_area};
use domain::id::SoftwareId;
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `POST /console/downloads/{id}/area` with `area-name` in each language.
pub async fn name(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let software: SoftwareId = thing(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = NameArea {
        key,
        software,
        names: said_in_each(&form, "area-name"),
    };
    match name_area(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            let to = format!("/console/downloads/{software}");
            done(&visitor, words.say("downloads-saved"), &to).await
        }
        Err(error) => {
            blame(words, &mut form, error, "area-name")?;
            let forms = Forms {
                area: Some(form),
                ..Forms::default()
            };
            page(&visitor, &state, &id, forms).await
        }
    }
}

/// The names as they are.
pub(super) fn filled(software: &DeskSoftware) -> FormState {
    let names = software.called.all();
    names
        .into_iter()
        .fold(FormState::empty(), |form, (language, name)| {
            form.with(field_in("area-name", language), name)
        })
}

/// The form for it.
pub(super) fn sheet(words: Words, here: &str, software: &DeskSoftware, form: FormState) -> AnyView {
    let action = format!("{here}/area");
    let said = [("area", software.area.as_str().into())];
    let note = words.say_with("downloads-area-of-all", &said);
    view! {
        <FormSheet
            title=words.say("downloads-area")
            note=note
            action=action
            state=form
            prefix="area"
            button=words.say("downloads-save")
        >
            <div class="fields">{name_fields(words, false)}</div>
        </FormSheet>
    }
    .into_any()
}

/// A name in each language, which may all stay empty if the area may. Made inside of the
/// form, which knows what was typed.
pub(super) fn name_fields(words: Words, may_be_none: bool) -> Vec<AnyView> {
    languages()
        .map(|language| {
            let said = [("language", language.own_name().into())];
            let optional = may_be_none || language != Language::default();
            view! {
                <Field
                    name=field_in("area-name", language)
                    label=words.say_with("downloads-area-name", &said)
                    optional=optional
                    longest=120_u32
                />
            }
            .into_any()
        })
        .collect()
}
