//! `/licences/{id}/swap`: giving a licence back for one of another platform; what is
//! left is said before it is confirmed.

use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Definitions, Empty, PageHead, PostForm, Sheet,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::downloads::{LicenceError, SwapPage, SwapPlatform, swap_page, swap_platform};
use domain::id::LicenceId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /licences/{id}/swap`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, FormState::empty()).await
}

/// `POST /licences/{id}/swap` with `to`
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
    let to = form.read("to", |text| {
        text.parse().map_err(|_| words.say("downloads-swap-choose"))
    });
    if let Some(to) = to {
        let command = SwapPlatform { key, licence, to };
        match swap_platform(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(_) => {
                visitor
                    .say_next(true, words.say("downloads-swapped"))
                    .await?;
                return Ok(Redirect::to("/downloads").into_response());
            }
            Err(LicenceError::Same) => form.fail("to", words.say("downloads-swap-choose")),
            Err(LicenceError::NothingLeft) => form.fail("", words.say("downloads-swap-none-left")),
            Err(LicenceError::NoKeys) => form.fail("to", words.say("downloads-no-keys")),
            Err(other) => return Err(other.into()),
        }
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
    let found = swap_page::<PageError>(&state.db, visitor.actor(), licence, visitor.now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let title = words.say_with(
        "downloads-swap-title",
        &[("name", found.licence.name.as_str().into())],
    );
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("downloads")
        .status(form.status())
        .crumbs([(words.say("downloads-title"), "/downloads")])
        .show(move || {
            let aside = facts(words, &found);
            let content = content(words, found, form);
            view! {
                <PageHead title=title sub=words.say("downloads-swap-sub") />
                <Columns aside=aside>{content}</Columns>
            }
        }))
}

/// What is given back, and how often that can still be done.
fn facts(words: Words, found: &SwapPage) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("downloads-gives-back").into(),
            format!("{}, {}", found.licence.name, found.licence.platform).into_any(),
        ),
        (
            words.say("downloads-whose").into(),
            found.licence.holder.clone().into_any(),
        ),
        (
            words.say("downloads-swaps").into(),
            words.number(found.left).into_any(),
        ),
    ];
    if let Some(until) = found.until {
        rows.push((
            words.say("downloads-swaps-until").into(),
            words.date(until).into_any(),
        ));
    }
    view! {
        <Sheet title=words.say("downloads-before")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

fn content(words: Words, found: SwapPage, form: FormState) -> AnyView {
    let nothing = match (found.left, found.targets.is_empty()) {
        (..=0, _) => Some(("downloads-swap-none-left", "downloads-swap-none-left-text")),
        (_, true) => Some(("downloads-swap-no-others", "downloads-swap-no-others-text")),
        _ => None,
    };
    if let Some((title, text)) = nothing {
        return view! {
            <Sheet>
                <Empty title=words.say(title) text=words.say(text)>
                    <a class="btn" href="/downloads">
                        {words.say("downloads-title")}
                    </a>
                </Empty>
            </Sheet>
        }
        .into_any();
    }
    let here = format!("/licences/{}/swap", found.licence.id);
    let options = found
        .targets
        .into_iter()
        .map(|one| {
            ChoiceOption::new(
                one.id.to_string(),
                format!("{}, {}", one.name, one.platform),
            )
        })
        .collect();
    let after = words.say_with("downloads-swap-after", &[("left", (found.left - 1).into())]);
    view! {
        <Sheet>
            <PostForm action=here state=form>
                <Choice
                    name="to"
                    label=words.say("downloads-swap-for")
                    options=options
                    list=true
                />
                <p class="mute small">{words.say("downloads-swap-note")}</p>
                <Actions summary=view! { <span class="mute small">{after}</span> }>
                    <a class="btn quiet" href="/downloads">
                        {words.say("downloads-cancel")}
                    </a>
                    <button class="btn main">{words.say("downloads-swap-do")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
