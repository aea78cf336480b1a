//! `/licences/{id}/holder`: a licence is handed to somebody of the company, who reads its
//! key from then on.

use crate::frame::parts::{Actions, Definitions, Field, Kind, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::downloads::{HandLicence, HandPage, LicenceError, hand_licence, hand_page};
use domain::id::LicenceId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /licences/{id}/holder`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, FormState::empty()).await
}

/// `POST /licences/{id}/holder` with `to`, somebody's address.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let licence = find(&visitor, &id)?;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = HandLicence {
        key,
        licence,
        to: form.value("to").to_owned(),
    };
    match hand_licence(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("downloads-handed"))
                .await?;
            return Ok(Redirect::to("/downloads").into_response());
        }
        Err(LicenceError::Same) => form.fail("to", words.say("downloads-hand-same")),
        Err(LicenceError::NoSuchPerson) => form.fail("to", words.say("downloads-hand-nobody")),
        Err(other) => return Err(other.into()),
    }
    page(&visitor, &state, &id, form).await
}

fn find(visitor: &SignedIn, id: &str) -> Result<LicenceId, PageError> {
    visitor.actor().member_who_may(Permission::Order)?;
    id.parse().map_err(|_| PageError::NotFound)
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    id: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let licence = find(visitor, id)?;
    let found = hand_page::<PageError>(&state.db, visitor.actor(), licence, visitor.now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let said = [("name", found.licence.name.as_str().into())];
    let title = words.say_with("downloads-hand-title", &said);
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("downloads")
        .status(form.status())
        .crumbs([(words.say("downloads-title"), "/downloads")])
        .show(move || {
            let content = content(words, found, form);
            view! {
                <PageHead title=title sub=words.say("downloads-hand-sub") />
                {content}
            }
        }))
}

fn content(words: Words, found: HandPage, form: FormState) -> AnyView {
    let licence = &found.licence;
    let rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("downloads-software").into(),
            format!("{}, {}", licence.name, licence.platform).into_any(),
        ),
        (
            words.say("downloads-whose").into(),
            licence.holder.clone().into_any(),
        ),
    ];
    let here = format!("/licences/{}/holder", licence.id);
    let people: Vec<String> = found.people.into_iter().map(|one| one.email).collect();
    view! {
        <Sheet>
            <div class="stack">
                <Definitions rows words=true />
                <PostForm action=here state=form>
                    <Field
                        name="to"
                        label=words.say("downloads-hand-to")
                        help=words.say("downloads-hand-to-help")
                        kind=Kind::Email
                        known=people
                        class="narrow"
                    />
                    <Actions>
                        <a class="btn quiet" href="/downloads">
                            {words.say("downloads-cancel")}
                        </a>
                        <button class="btn main">{words.say("downloads-hand-do")}</button>
                    </Actions>
                </PostForm>
            </div>
        </Sheet>
    }
    .into_any()
}
