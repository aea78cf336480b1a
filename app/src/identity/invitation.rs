//! An invitation: by its link a person becomes a member and is signed in.

use super::fields::{name_field, new_password_field, password_problem, read_name, roles_in_words};
use super::{gone, seat, too_many};
use crate::frame::parts::{Actions, Definitions, Field, Kind, Notice, PostForm, Tone};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, Visitor};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{self, Accept, AcceptError, Actor, Invitation};
use leptos::prelude::*;

/// `GET /invitation/{token}`
pub async fn show(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let found = identity::find_invitation(&state.db, &token, visitor.now).await?;
    Ok(match found {
        Some(invitation) => {
            let form = FormState::empty().with("name", invitation.name.clone());
            page(&visitor, &invitation, form)
        }
        None => no_longer_good(&visitor),
    })
}

/// `POST /invitation/{token}`
pub async fn submit(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let found = identity::find_invitation(&state.db, &token, visitor.now).await?;
    let Some(invitation) = found else {
        return Ok(no_longer_good(&visitor));
    };
    let mut form = FormState::from(form);
    let name = if invitation.known {
        invitation.name.clone()
    } else {
        read_name(&mut form, words).unwrap_or_default()
    };
    let password = form.form().raw("password").to_owned();
    if password.is_empty() {
        form.fail("password", words.say("identity-password-missing"));
    }
    if !form.is_fine() {
        return Ok(page(&visitor, &invitation, form));
    }
    let accept = Accept {
        token,
        name,
        password,
    };
    match identity::accept_invitation(&state.db, accept, visitor.now).await {
        Ok((person, customer)) => {
            seat(&visitor, person, Some(customer)).await?;
            let company = invitation.company.as_str();
            let welcome = words.say_with("identity-welcome", &[("company", company.into())]);
            visitor.say_next(true, welcome).await?;
            Ok(Redirect::to("/").into_response())
        }
        Err(AcceptError::NotGood) => Ok(no_longer_good(&visitor)),
        Err(AcceptError::WrongPassword) => {
            form.fail("password", words.say("identity-password-wrong"));
            Ok(page(&visitor, &invitation, form))
        }
        Err(AcceptError::Password(problem)) => {
            form.fail("password", password_problem(words, problem));
            Ok(page(&visitor, &invitation, form))
        }
        Err(AcceptError::TooMany(again)) => Ok(too_many(words, again, &mut form, |form| {
            page(&visitor, &invitation, form)
        })),
        Err(AcceptError::Store(error)) => Err(error.into()),
    }
}

fn page(visitor: &Visitor, invitation: &Invitation, form: FormState) -> Response {
    let words = visitor.words;
    let company = invitation.company.as_str();
    let title = words.say_with("identity-join", &[("company", company.into())]);
    let text = if invitation.inviter.is_empty() {
        words.say("identity-join-text").to_owned()
    } else {
        let inviter = invitation.inviter.as_str();
        words.say_with("identity-join-by", &[("inviter", inviter.into())])
    };
    let roles = invitation.roles().iter().map(|role| role.code());
    let email = invitation.email.clone();
    let facts = vec![
        (
            words.say("identity-email").into(),
            invitation.email.clone().into_any(),
        ),
        (
            words.say("identity-join-as").into(),
            roles_in_words(words, roles).into_any(),
        ),
        (
            words.say("identity-good-until").into(),
            words.date(invitation.expires_at).into_any(),
        ),
    ];
    let known = invitation.known;
    let somebody_else = visitor
        .actor
        .as_ref()
        .map(Actor::email)
        .filter(|signed_in| *signed_in != email)
        .map(|signed_in| {
            words.say_with(
                "identity-join-somebody-else",
                &[
                    ("present", signed_in.into()),
                    ("invited", email.as_str().into()),
                ],
            )
        });
    Page::new(visitor, Face::Door, title.clone())
        .status(form.status())
        .show(move || {
            // Fields are made in their form, where they find what stands in it.
            let fields = move || {
                if known {
                    view! {
                        <Field
                            name="password"
                            label=words.say("identity-your-password")
                            kind=Kind::Password
                            help=words.say("identity-join-known")
                        />
                    }
                    .into_any()
                } else {
                    view! {
                        {name_field(words)}
                        {new_password_field(words, "password", words.say("identity-new-password"))}
                    }
                    .into_any()
                }
            };
            let forgot = known.then(|| {
                view! {
                    <a class="btn quiet" href="/forgot">
                        {words.say("identity-forgot")}
                    </a>
                }
            });
            view! {
                <h1>{title}</h1>
                <div class="stack">
                    <p class="mute">{text}</p>
                    {somebody_else.map(|text| view! { <Notice tone=Tone::Warn>{text}</Notice> })}
                    <Definitions rows=facts words=true />
                    <PostForm state=form>
                        {fields()} <Actions>
                            {forgot}
                            <button class="btn main">{words.say("identity-join-accept")}</button>
                        </Actions>
                    </PostForm>
                </div>
            }
        })
}

fn no_longer_good(visitor: &Visitor) -> Response {
    let words = visitor.words;
    gone(
        visitor,
        words.say("identity-link-gone"),
        words.say("identity-join-gone-text"),
        ("/sign-in", words.say("identity-sign-in")),
    )
}
