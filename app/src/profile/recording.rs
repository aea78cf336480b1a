//! `/company/recording`: the manager decides what may be remembered about the
//! company's people.

use crate::frame::parts::{Actions, Choice, ChoiceOption, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::profile::{self, ForgetError, Recording, RecordingError};
use leptos::prelude::*;

const HERE: &str = "/company/recording";

/// `GET /company/recording`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let mut read = state.db.read(actor.scope()).await?;
    let choices = profile::choices(&mut read, member).await?;
    drop(read);
    let company = member.company.name.clone();
    let supplier = state.settings.supplier.clone();
    let title = words.say("profile-recording");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("company")
        .crumbs([(words.say("frame-company"), "/company")])
        .show(move || {
            let shown = FormState::empty().with("recording", choices.company.code());
            let label = words.say_with(
                "profile-recording-label",
                &[("company", company.as_str().into())],
            );
            let options = vec![
                ChoiceOption::new("all", words.say("profile-recording-all")),
                ChoiceOption::new("orders", words.say("profile-recording-orders")),
            ];
            let against = words.say_with(
                "profile-recording-against",
                &[("count", choices.against.into())],
            );
            let purpose = words.say_with(
                "profile-recording-use-text",
                &[
                    ("company", company.as_str().into()),
                    ("supplier", supplier.as_str().into()),
                ],
            );
            view! {
                <PageHead title=title sub=words.say("profile-recording-sub") />
                <div class="stack">
                    <Sheet footer=against>
                        <PostForm state=shown>
                            <Choice name="recording" label=label options=options list=true />
                            <Actions>
                                <button class="btn main">{words.say("frame-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                    <Sheet title=words.say("profile-recording-use")>
                        <p>{purpose}</p>
                    </Sheet>
                    <Sheet title=words.say("profile-recording-forget")>
                        <p>{words.say("profile-recording-forget-text")}</p>
                        <PostForm action="/company/recording/forget" prefix="forget">
                            <Actions>
                                <button class="btn danger">
                                    {words.say("profile-recording-forget")}
                                </button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}

/// `POST /company/recording`
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let recording = Recording::from_code(form.text("recording")).ok_or(PageError::BadForm)?;
    match profile::choose_for_company(&state.db, visitor.actor(), recording, visitor.now).await {
        Ok(()) => {
            let said = visitor.words.say("profile-choice-saved");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(HERE).into_response())
        }
        Err(RecordingError::Denied(denied)) => Err(denied.into()),
        Err(RecordingError::Store(error)) => Err(error.into()),
    }
}

/// `POST /company/recording/forget`
pub async fn forget(
    visitor: SignedIn,
    State(state): State<AppState>,
    _form: Form,
) -> Result<Response, PageError> {
    match profile::forget_company(&state.db, visitor.actor(), visitor.now).await {
        Ok(count) => {
            let said = visitor
                .words
                .say_with("profile-deleted-all", &[("count", count.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(HERE).into_response())
        }
        Err(ForgetError::Denied(denied)) => Err(denied.into()),
        Err(ForgetError::BusinessRecord) => Err(PageError::BadForm),
        Err(ForgetError::Store(error)) => Err(error.into()),
    }
}
