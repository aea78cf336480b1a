//! `/console/configurations/{id}/publish`: what the draft changes, and the
//! reason that the customer reads.

use super::changes::changes;
use super::rules::flaws;
use super::{crumbs, not_found, read, refusal};
use crate::frame::parts::{Actions, PageHead, PostForm, Sheet, TextArea};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::{ConfigurationError, publish_configuration};
use domain::id::ConfigurationId;
use domain::identity::Permission;
use leptos::prelude::*;

/// `GET /console/configurations/{id}/publish`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    answer(&visitor, &state, id(&configuration)?, FormState::empty()).await
}

/// `POST /console/configurations/{id}/publish`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(configuration): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let configuration: ConfigurationId = id(&configuration)?;
    let mut form = FormState::from(form);
    let version: i64 = form.carried("version")?;
    let note = form.value("note").to_owned();
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let done = publish_configuration(db, actor, configuration, version, note, now).await;
    let (well, message) = match done {
        Ok(()) => (true, "agreements-is-published"),
        // Sent twice, or somebody else was faster: what is, is on the page.
        Err(ConfigurationError::NoDraft) => (false, "agreements-no-draft"),
        Err(error) => {
            let Some(why) = refusal(words, &error) else {
                return Err(not_found(&visitor)(error));
            };
            let field = match error {
                ConfigurationError::NoReason => "note",
                _ => "",
            };
            form.fail(field, why);
            // What is wrong with the whole stands above the form.
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
    let Some(version) = page.draft().map(|draft| draft.version.to_string()) else {
        return Ok(Redirect::to(&here).into_response());
    };
    let title = words.say_with(
        "agreements-publish-title",
        &[("number", page.name.as_str().into())],
    );
    let is_first = page.published().is_none();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("configurations")
        .crumbs(crumbs(words, Some(&page)))
        .status(form.status())
        .show(move || {
            view! {
                <PageHead title sub=page.customer_name.clone() />
                {flaws(words, &page)}
                {changes(words, &page)}
                <Sheet>
                    <PostForm state=form>
                        <input type="hidden" name="version" value=version />
                        <TextArea
                            name="note"
                            label=words.say("agreements-note")
                            help=words.say("agreements-note-help")
                            optional=is_first
                        />
                        <Actions>
                            <a class="btn quiet" href=here>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-publish-now")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}
