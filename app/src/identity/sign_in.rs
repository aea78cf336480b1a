//! Signing in and out.

use super::fields::role_message;
use super::{seat, too_many};
use crate::frame::parts::{Actions, Field, Kind, PostForm};
use crate::frame::{
    AppState, DemoAccount, Face, Form, FormState, Page, PageError, RemoteAddress, Visitor, is_ours,
};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{self, Password, SignIn, SignInError};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /sign-in?then=PATH`
pub async fn show(visitor: Visitor, State(state): State<AppState>) -> Response {
    if visitor.actor.is_some() {
        return Redirect::to("/").into_response();
    }
    let then = visitor
        .path
        .split_once('?')
        .map(|(_, query)| Form::parse(query.as_bytes()).text("then").to_owned())
        .unwrap_or_default();
    page(&visitor, &state, FormState::empty().with("then", then))
}

/// `POST /sign-in`
pub async fn submit(
    visitor: Visitor,
    State(state): State<AppState>,
    Extension(RemoteAddress(from)): Extension<RemoteAddress>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form);
    let chosen = offered(&state, shown.value("as"));
    let (email, password) = match chosen {
        Some(account) => (account.email.clone(), account.password.clone()),
        None => (
            shown.value("email").to_owned(),
            shown.form().raw("password").to_owned(),
        ),
    };
    if email.is_empty() {
        shown.fail("email", words.say("identity-email-missing"));
    }
    if password.is_empty() {
        shown.fail("password", words.say("identity-password-missing"));
    }
    if !shown.is_fine() {
        return Ok(page(&visitor, &state, shown));
    }
    let command = SignIn {
        email,
        password: Password::typed(password),
        from,
    };
    let person = match identity::sign_in(&state.db, command, visitor.now).await {
        Ok(person) => person,
        Err(SignInError::Wrong) => {
            shown.fail("", words.say("identity-sign-in-wrong"));
            return Ok(page(&visitor, &state, shown));
        }
        Err(SignInError::TooMany(again)) => {
            return Ok(too_many(words, again, &mut shown, |shown| {
                page(&visitor, &state, shown)
            }));
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    let standings = identity::standings(&state.db, person).await?;
    let Some(first) = standings.first() else {
        shown.fail("", words.say("identity-no-standing"));
        return Ok(page(&visitor, &state, shown));
    };
    seat(&visitor, person, first.customer_id).await?;
    Ok(Redirect::to(inside(shown.value("then"))).into_response())
}

/// `POST /sign-out`
pub async fn sign_out(visitor: Visitor) -> Result<Response, PageError> {
    if let Some(session) = &visitor.session {
        session.flush().await.map_err(PageError::session)?;
    }
    Ok(Redirect::to("/sign-in").into_response())
}

/// The demonstration's account of this address, if it offers one.
fn offered<'a>(state: &'a AppState, email: &str) -> Option<&'a DemoAccount> {
    state
        .settings
        .demo_accounts
        .iter()
        .find(|account| account.email == email)
}

/// Where to go after signing in: only to a place of this site, and not back to
/// the door.
fn inside(path: &str) -> &str {
    if is_ours(path) && !path.starts_with("/sign-") {
        path
    } else {
        "/"
    }
}

fn page(visitor: &Visitor, state: &AppState, form: FormState) -> Response {
    let words = visitor.words;
    let title = words.say("identity-sign-in");
    let then = form.value("then").to_owned();
    let offered_then = then.clone();
    let offered = state.settings.demo_accounts.clone();
    Page::new(visitor, Face::Door, title).status(form.status()).show(move || {
        view! {
            <h1>{title}</h1>
            <PostForm state=form>
                <input type="hidden" name="then" value=then />
                <Field name="email" label=words.say("identity-email") kind=Kind::Email autofocus=true />
                <Field name="password" label=words.say("identity-password") kind=Kind::Password />
                <Actions>
                    <a class="btn quiet" href="/forgot">{words.say("identity-forgot")}</a>
                    <button class="btn main">{words.say("identity-sign-in")}</button>
                </Actions>
            </PostForm>
            {demo_accounts(words, &offered, offered_then)}
        }
    })
}

fn demo_accounts(words: Words, accounts: &[DemoAccount], then: String) -> Option<AnyView> {
    if accounts.is_empty() {
        return None;
    }
    let rows = accounts
        .iter()
        .map(|account| {
            let role = words.say(role_message(&account.role));
            view! {
                <li>
                    <button class="btn quiet" name="as" value=account.email.clone()>
                        <b>{account.name.clone()}</b>
                        <span class="mute small">{format!("{role} · {}", account.company)}</span>
                    </button>
                </li>
            }
        })
        .collect_view();
    let password = accounts
        .first()
        .map(|account| account.password.clone())
        .unwrap_or_default();
    Some(
        view! {
            <section class="sheet demo-accounts" aria-labelledby="demo-accounts">
                <header><h2 id="demo-accounts">{words.say("identity-demo-accounts")}</h2></header>
                <div class="in">
                    <p class="mute small">
                        {words.say_with("identity-demo-note", &[("password", password.into())])}
                    </p>
                    <PostForm action="/sign-in" prefix="demo">
                        <input type="hidden" name="then" value=then />
                        <ul>{rows}</ul>
                    </PostForm>
                    <p class="small">
                        <a class="btn quiet" href="/console/mailbox">{words.say("mail-demo-mailbox")}</a>
                    </p>
                </div>
            </section>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_nobody_is_sent_elsewhere() {
        for elsewhere in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/sign-out",
            "/a\r\nX: y",
        ] {
            assert_eq!(inside(elsewhere), "/", "{elsewhere:?}");
        }
        assert_eq!(inside("/orders?page=2"), "/orders?page=2");
    }
}
