//! What a person decides for themselves: name, language, time zone, password,
//! whether they get the newsletter, and where they are signed in.

use super::fields::{name_field, new_password_field, password_problem, read_name, roles_in_words};
use super::{seat, too_many};
use crate::frame::parts::{
    Actions, Columns, Definitions, Field, Kind, PageHead, PostForm, Select, Sheet,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn};
use crate::publications::newsletter_sheet;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{self, ChangePasswordError, Preferences};
use domain::publications::newsletter::ask_newsletter_choice;
use domain::text::{Language, Words, Zone};
use leptos::prelude::*;

/// `GET /me`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let wanted = wanted(&visitor, &state).await?;
    Ok(page(
        &visitor,
        wanted,
        as_it_is(&visitor),
        FormState::empty(),
    ))
}

/// Whether they get the newsletter; nothing if they are no member.
async fn wanted(visitor: &SignedIn, state: &AppState) -> Result<Option<bool>, PageError> {
    let Some(member) = visitor.actor().member() else {
        return Ok(None);
    };
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let wanted = ask_newsletter_choice(member).fetch(&mut read).await?;
    Ok(Some(wanted))
}

/// `POST /me`
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let name = read_name(&mut form, visitor.words);
    let language = read_language(&form)?;
    let time_zone = read_zone(&form)?;
    let (Some(name), true) = (name, form.is_fine()) else {
        let wanted = wanted(&visitor, &state).await?;
        return Ok(page(&visitor, wanted, form, FormState::empty()));
    };
    let chosen = Preferences {
        name,
        language: language.map(|language| language.code().to_owned()),
        time_zone,
    };
    identity::keep_preferences(&state.db, visitor.actor(), chosen, visitor.now).await?;
    // Said in the language just chosen.
    let language = language.unwrap_or(visitor.words.language());
    let said = Words::new(language, visitor.words.zone()).say("frame-saved");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to("/me").into_response())
}

/// `POST /me/password`
pub async fn change_password(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let present = form.form().raw("present").to_owned();
    let new = form.form().raw("new").to_owned();
    let wanted = wanted(&visitor, &state).await?;
    if present.is_empty() {
        form.fail("present", words.say("identity-password-missing"));
        return Ok(page(&visitor, wanted, as_it_is(&visitor), form));
    }
    let actor = visitor.actor();
    match identity::change_password(&state.db, actor, present, new, visitor.now).await {
        Ok(()) => {
            let customer = actor.member().map(|member| member.company.id);
            seat(&visitor, actor.person(), customer).await?;
            visitor
                .say_next(true, words.say("identity-password-changed"))
                .await?;
            Ok(Redirect::to("/me").into_response())
        }
        Err(ChangePasswordError::Wrong) => {
            form.fail("present", words.say("identity-password-wrong"));
            Ok(page(&visitor, wanted, as_it_is(&visitor), form))
        }
        Err(ChangePasswordError::Password(problem)) => {
            form.fail("new", password_problem(words, problem));
            Ok(page(&visitor, wanted, as_it_is(&visitor), form))
        }
        Err(ChangePasswordError::TooMany(again)) => Ok(too_many(words, again, &mut form, |form| {
            page(&visitor, wanted, as_it_is(&visitor), form)
        })),
        Err(ChangePasswordError::Store(error)) => Err(error.into()),
    }
}

/// `POST /me/sign-out-everywhere`
pub async fn sign_out_everywhere(
    visitor: SignedIn,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    identity::sign_out_everywhere(&state.db, visitor.actor(), visitor.now).await?;
    if let Some(session) = &visitor.session {
        session.flush().await.map_err(PageError::session)?;
    }
    Ok(Redirect::to("/sign-in").into_response())
}

/// The form with what holds now.
fn as_it_is(visitor: &SignedIn) -> FormState {
    let actor = visitor.actor();
    FormState::empty()
        .with("name", actor.name())
        .with("language", actor.language().unwrap_or_default())
        .with("time_zone", visitor.words.zone().name())
}

fn read_language(form: &FormState) -> Result<Option<Language>, PageError> {
    form.form()
        .some("language")
        .map(|code| Language::from_code(code).ok_or(PageError::BadForm))
        .transpose()
}

fn read_zone(form: &FormState) -> Result<Option<String>, PageError> {
    form.form()
        .some("time_zone")
        .map(|name| match Zone::named(name) {
            Some(zone) => Ok(zone.name().to_owned()),
            None => Err(PageError::BadForm),
        })
        .transpose()
}

fn page(
    visitor: &SignedIn,
    wanted: Option<bool>,
    form: FormState,
    password: FormState,
) -> Response {
    let words = visitor.words;
    let title = words.say("identity-me");
    let status = if form.is_fine() {
        password.status()
    } else {
        form.status()
    };
    let about = about(visitor);
    let home = if visitor.actor().staff().is_some() {
        "/console"
    } else {
        "/"
    };
    Page::new(visitor, Face::of(visitor), title)
        .status(status)
        .show(move || {
            let newsletter = wanted.map(|wanted| newsletter_sheet(words, wanted, "/me"));
            let aside = view! {
                <Sheet title=words.say("identity-me-account")>
                    <Definitions rows=about words=true />
                </Sheet>
                {newsletter}
                <Sheet title=words.say("identity-me-sessions")>
                    <PostForm action="/me/sign-out-everywhere" prefix="everywhere">
                        <p class="mute small">{words.say("identity-me-sessions-text")}</p>
                        <Actions>
                            <button class="btn">{words.say("identity-sign-out-everywhere")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            };
            view! {
                <PageHead title=title sub=words.say("identity-me-text") />
                <Columns aside=aside>
                    <Sheet title=words.say("identity-me-preferences")>
                        <PostForm action="/me" state=form>
                            {name_field(words)} <div class="fields">
                                <Select
                                    name="language"
                                    label=words.say("identity-language")
                                    options=languages(words)
                                    first=true
                                />
                                <Select
                                    name="time_zone"
                                    label=words.say("identity-time-zone")
                                    options=zones()
                                    first=true
                                    help=words.say("identity-time-zone-help")
                                />
                            </div> <Actions>
                                <a class="btn quiet" href=home>
                                    {words.say("frame-cancel")}
                                </a>
                                <button class="btn main">{words.say("frame-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                    <Sheet title=words.say("identity-password") id="password">
                        <PostForm action="/me/password" state=password prefix="password">
                            <Field
                                name="present"
                                label=words.say("identity-present-password")
                                kind=Kind::Password
                            />
                            {new_password_field(words, "new", words.say("identity-new-password"))}
                            <Actions summary=view! {
                                <span class="mute small">
                                    {words.say("identity-password-note")}
                                </span>
                            }>
                                <button class="btn">
                                    {words.say("identity-password-change")}
                                </button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        })
}

/// What others decide about the person.
fn about(visitor: &SignedIn) -> Vec<(crate::frame::Text, AnyView)> {
    let (words, actor) = (visitor.words, visitor.actor());
    let mut rows = vec![(
        words.say("identity-email").into(),
        actor.email().to_owned().into_any(),
    )];
    if let Some(member) = actor.member() {
        let roles = roles_in_words(words, member.roles.iter().map(|role| role.code()));
        rows.push((
            words.say("identity-company").into(),
            member.company.name.clone().into_any(),
        ));
        if let Some(unit) = &member.unit_name {
            rows.push((words.say("identity-unit").into(), unit.clone().into_any()));
        }
        rows.push((words.say("identity-roles").into(), roles.into_any()));
    } else if let Some(staff) = actor.staff() {
        let roles = roles_in_words(words, staff.roles.iter().map(|role| role.code()));
        rows.push((words.say("identity-roles").into(), roles.into_any()));
    }
    rows
}

fn languages(words: Words) -> Vec<(String, String)> {
    let browser = words.say("identity-language-browser").to_owned();
    let mut options = vec![(String::new(), browser)];
    // Each by its own name: whoever reads it will find it.
    for (language, name) in [
        (Language::English, "English"),
        (Language::German, "Deutsch"),
    ] {
        options.push((language.code().to_owned(), name.to_owned()));
    }
    options
}

/// The zones people live in, by place.
fn zones() -> Vec<(String, String)> {
    let places = Zone::all_names().into_iter().filter(|name| {
        name.split_once('/')
            .is_some_and(|(area, _)| CONTINENTS.contains(&area))
    });
    std::iter::once("UTC".to_owned())
        .chain(places)
        .map(|name| (name.clone(), name.replace('_', " ").replace('/', " / ")))
        .collect()
}

/// The areas of the time zone database that are places; the others are names
/// of rules and of the past.
const CONTINENTS: &[&str] = &[
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];
