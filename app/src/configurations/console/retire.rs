//! `/console/configurations/{id}/retire`: taking a standard off the site, with
//! what to take instead.

use super::{crumbs, not_found, read, refusal};
use crate::frame::parts::{Actions, Notice, PageHead, PostForm, Select, Sheet, TextArea, Tone};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::{ConfigurationError, retire_configuration};
use domain::id::ConfigurationId;
use domain::identity::Permission;
use leptos::prelude::*;

/// `GET /console/configurations/{id}/retire`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    answer(&visitor, &state, id(&configuration)?, FormState::empty()).await
}

/// `POST /console/configurations/{id}/retire`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let configuration: ConfigurationId = id(&configuration)?;
    let mut form = FormState::from(form);
    let instead = form.form().carried_or_none("instead")?;
    let note = form.value("note").to_owned();
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let done = retire_configuration(db, actor, configuration, instead, note, now).await;
    let (well, message) = match done {
        Ok(()) => (true, "configurations-is-retired"),
        Err(ConfigurationError::NotOffered) => (false, "configurations-not-on-site"),
        Err(error) => {
            let Some(why) = refusal(words, &error) else {
                return Err(not_found(&visitor)(error));
            };
            form.fail("note", why);
            return answer(&visitor, &state, configuration, form).await;
        }
    };
    visitor.say_next(well, words.say(message)).await?;
    Ok(Redirect::to(&format!("/console/configurations/{configuration}")).into_response())
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    configuration: ConfigurationId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let page = read(visitor, state, configuration).await?;
    let here = format!("/console/configurations/{configuration}");
    if page.state != "published" {
        return Ok(Redirect::to(&here).into_response());
    }
    let title = words.say_with(
        "configurations-retire-title",
        &[("name", page.name.as_str().into())],
    );
    let others: Vec<(String, String)> = page
        .others
        .iter()
        .map(|other| (other.id.to_string(), other.name.clone()))
        .collect();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("configurations")
        .crumbs(crumbs(words, Some(&page)))
        .status(form.status())
        .show(move || {
            // Made inside the form, so that what was chosen stays.
            let instead = move || {
                (!others.is_empty()).then(|| {
                    view! {
                        <Select
                            name="instead"
                            label=words.say("configurations-instead")
                            help=words.say("configurations-instead-help")
                            options=others
                            optional=true
                        />
                    }
                })
            };
            view! {
                <PageHead title sub=page.customer_name.clone() />
                <Notice tone=Tone::Warn>{words.say("configurations-retire-text")}</Notice>
                <Sheet>
                    <PostForm state=form>
                        {instead()}
                        <TextArea
                            name="note"
                            label=words.say("agreements-note")
                            help=words.say("agreements-note-help")
                        />
                        <Actions>
                            <a class="btn quiet" href=here>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("configurations-retire-now")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}
