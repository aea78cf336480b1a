//! What was said about a request: questions, answers, taking it back.

use super::{Forms, page, read_id};
use crate::frame::parts::{Actions, Initials, PostForm, Sheet, TextArea};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::RequestId;
use domain::requests::lifecycle::State as RequestState;
use domain::requests::withdraw as take_back;
use domain::requests::{EventKind, Say, SayError, Shown, answer, ask};
use domain::text::Words;
use leptos::prelude::*;

/// `POST /requests/{id}/say`: a question of who decides, or the requester's
/// answer.
pub async fn say(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let id = read_id(&id)?;
    let say = Say {
        key: key_of(&form)?,
        request: id,
        text: form.text("text").to_owned(),
    };
    let done = if form.text("as") == "answer" {
        answer(&state.db, visitor.actor(), say, visitor.now).await
    } else {
        ask(&state.db, visitor.actor(), say, visitor.now).await
    };
    after_saying(&visitor, &state, id, form, done, "requests-said").await
}

/// `POST /requests/{id}/withdraw`
pub async fn withdraw(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let id = read_id(&id)?;
    let say = Say {
        key: key_of(&form)?,
        request: id,
        text: form.text("text").to_owned(),
    };
    let done = take_back(&state.db, visitor.actor(), say, visitor.now).await;
    after_saying(&visitor, &state, id, form, done, "requests-withdrawn").await
}

async fn after_saying(
    visitor: &SignedIn,
    state: &AppState,
    id: RequestId,
    form: Form,
    done: Result<(), SayError>,
    sentence: &'static str,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form);
    let mut overtaken = None;
    match done {
        Ok(()) => {
            let sentence = match sentence {
                "requests-withdrawn" => words.say("requests-withdrawn"),
                _ => words.say("requests-said"),
            };
            visitor.say_next(true, sentence).await?;
            return Ok(Redirect::to(&format!("/requests/{id}")).into_response());
        }
        Err(SayError::NoText) => shown.fail("text", words.say("requests-text-missing")),
        Err(SayError::TooLong) => shown.fail("text", words.say("requests-too-long")),
        Err(SayError::NotPossible(_) | SayError::Changed) => {
            overtaken = Some(words.say("requests-not-possible").to_owned());
        }
        Err(other) => return Err(other.into()),
    }
    let forms = Forms {
        said: shown,
        overtaken,
        ..Forms::default()
    };
    page(visitor, state, id, forms).await
}

/// What was said, and the field to say something.
pub(super) fn conversation(
    words: Words,
    shown: &Shown,
    form: FormState,
    me: domain::id::MembershipId,
    now: domain::Timestamp,
) -> AnyView {
    let request = &shown.request;
    let said: Vec<AnyView> = request
        .events
        .iter()
        .filter(|event| event.kind != EventKind::Submitted && !event.text.is_empty())
        .map(|event| {
            let name = if event.membership == me {
                words.say("requests-you").to_owned()
            } else {
                event.name.clone()
            };
            view! {
                <li>
                    <Initials name=event.name.clone() />
                    <div>
                        <b>{name}</b>
                        " "
                        <span class="mute small">{words.ago(event.at, now)}</span>
                    </div>
                    <p class="prose">{event.text.clone()}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let answers = shown.is_requester && request.state == RequestState::Asked;
    let (label, button, mode) = if answers {
        ("requests-your-answer", "requests-answer", "answer")
    } else {
        ("requests-your-question", "requests-ask-back", "ask")
    };
    let (label, button) = (words.say(label), words.say(button));
    let action = format!("/requests/{}/say", request.id);
    let field = (answers || shown.may_decide).then(|| {
        view! {
            <PostForm action=action state=form prefix="s">
                <input type="hidden" name="as" value=mode />
                <TextArea name="text" label rows=2 />
                <Actions>
                    <button class="btn">{button}</button>
                </Actions>
            </PostForm>
        }
    });
    if said.is_empty() && field.is_none() {
        return ().into_any();
    }
    view! {
        <Sheet title=words.say("requests-conversation") id="say">
            <div class="stack-s">
                {(!said.is_empty()).then(|| view! { <ul class="said">{said}</ul> })}
                {field}
            </div>
        </Sheet>
    }
    .into_any()
}
