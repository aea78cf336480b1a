//! A forgotten password: asking for the link, and choosing a new one by it.

use super::fields::{new_password_field, password_problem};
use super::gone;
use crate::frame::parts::{Actions, Field, Kind, Notice, PostForm, Tone};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, RemoteAddress, Visitor,
};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{self, Email, ResetError, ResetLink};
use leptos::prelude::*;

/// `GET /forgot`
pub async fn show(visitor: Visitor) -> Response {
    if Address::of(&visitor).get("sent").is_some() {
        return sent(&visitor);
    }
    page(&visitor, FormState::empty())
}

/// `POST /forgot`: the answer is the same whoever has the address.
pub async fn submit(
    visitor: Visitor,
    State(state): State<AppState>,
    Extension(RemoteAddress(from)): Extension<RemoteAddress>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let email = form.read("email", |text| {
        text.parse::<Email>()
            .map_err(|_| visitor.words.say("identity-email-wrong"))
    });
    let Some(email) = email else {
        return Ok(page(&visitor, form));
    };
    identity::ask_for_reset(&state.db, email.as_str(), from, visitor.now).await?;
    Ok(Redirect::to("/forgot?sent=1").into_response())
}

fn page(visitor: &Visitor, form: FormState) -> Response {
    let words = visitor.words;
    let title = words.say("identity-forgot");
    Page::new(visitor, Face::Door, title)
        .status(form.status())
        .show(move || {
            view! {
                <h1>{title}</h1>
                <p class="mute">{words.say("identity-forgot-text")}</p>
                <PostForm state=form>
                    <Field
                        name="email"
                        label=words.say("identity-email")
                        kind=Kind::Email
                        autofocus=true
                    />
                    <Actions>
                        <a class="btn quiet" href="/sign-in">
                            {words.say("identity-back-to-sign-in")}
                        </a>
                        <button class="btn main">{words.say("identity-forgot-send")}</button>
                    </Actions>
                </PostForm>
            }
        })
}

fn sent(visitor: &Visitor) -> Response {
    let words = visitor.words;
    let title = words.say("identity-forgot-sent");
    Page::new(visitor, Face::Door, title).show(move || {
        view! {
            <h1>{title}</h1>
            <Notice tone=Tone::Good>{words.say("identity-forgot-sent-text")}</Notice>
            <p class="mute small">{words.say("identity-forgot-sent-note")}</p>
            <Actions>
                <a class="btn quiet" href="/forgot">{words.say("identity-forgot-again")}</a>
                <a class="btn" href="/sign-in">{words.say("identity-back-to-sign-in")}</a>
            </Actions>
        }
    })
}

/// `GET /reset/{token}`
pub async fn show_reset(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let link = identity::find_reset(&state.db, &token, visitor.now).await?;
    Ok(match link {
        Some(link) => reset_page(&visitor, link, FormState::empty()),
        None => no_longer_good(&visitor),
    })
}

/// `POST /reset/{token}`
pub async fn submit_reset(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(link) = identity::find_reset(&state.db, &token, visitor.now).await? else {
        return Ok(no_longer_good(&visitor));
    };
    let mut form = FormState::from(form);
    let password = form.form().raw("password").to_owned();
    match identity::reset_password(&state.db, &token, password, visitor.now).await {
        Ok(()) => {
            let said = visitor.words.say("identity-reset-done");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/sign-in").into_response())
        }
        Err(ResetError::NotGood) => Ok(no_longer_good(&visitor)),
        Err(ResetError::Password(problem)) => {
            form.fail("password", password_problem(visitor.words, problem));
            Ok(reset_page(&visitor, link, form))
        }
        Err(ResetError::Store(error)) => Err(error.into()),
    }
}

fn reset_page(visitor: &Visitor, link: ResetLink, form: FormState) -> Response {
    let words = visitor.words;
    let (title, text) = if link.first {
        ("identity-reset-first", "identity-reset-first-text")
    } else {
        ("identity-reset", "identity-reset-text")
    };
    let title = words.say_with(title, &[("name", link.name.as_str().into())]);
    let text = words.say_with(text, &[("email", link.email.as_str().into())]);
    Page::new(visitor, Face::Door, title.clone())
        .status(form.status())
        .show(move || {
            view! {
                <h1>{title}</h1>
                <p class="mute">{text}</p>
                <PostForm state=form>
                    {new_password_field(words, "password", words.say("identity-new-password"))}
                    <Actions>
                        <button class="btn main">{words.say("identity-reset-save")}</button>
                    </Actions>
                </PostForm>
            }
        })
}

fn no_longer_good(visitor: &Visitor) -> Response {
    let words = visitor.words;
    gone(
        visitor,
        words.say("identity-link-gone"),
        words.say("identity-reset-gone-text"),
        ("/forgot", words.say("identity-forgot-again")),
    )
}
