//! `/licences/left`: licences held by people who left the company, taken over or handed
//! on all at once.

use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, Icon, Kind, Notice, PageHead, PostForm, Sheet, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::downloads::{LeftBehind, Licence, LicenceError, TakeOver, left_behind, take_over};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /licences/left`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, FormState::empty()).await
}

/// `POST /licences/left` with `to`, somebody's address or nothing.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Order)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = TakeOver {
        key,
        to: form.value("to").to_owned(),
    };
    let done = take_over(&state.db, visitor.actor(), command, visitor.now).await;
    let (good, sentence) = match done {
        Ok(()) => (true, "downloads-left-done"),
        Err(LicenceError::Same) => (false, "downloads-left-none"),
        Err(LicenceError::NoSuchPerson) => {
            form.fail("to", words.say("downloads-hand-nobody"));
            return page(&visitor, &state, form).await;
        }
        Err(other) => return Err(other.into()),
    };
    visitor.say_next(good, words.say(sentence)).await?;
    Ok(Redirect::to("/downloads").into_response())
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let found = left_behind::<PageError>(&state.db, visitor.actor(), visitor.now).await?;
    let words = visitor.words;
    let title = words.say("downloads-left-title");
    Ok(Page::new(visitor, Face::Site, title)
        .nav("downloads")
        .status(form.status())
        .crumbs([(words.say("downloads-title"), "/downloads")])
        .show(move || {
            let content = content(words, found, form);
            view! {
                <PageHead title sub=words.say("downloads-left-sub") />
                <div class="stack">{content}</div>
            }
        }))
}

fn content(words: Words, found: LeftBehind, form: FormState) -> AnyView {
    if found.licences.is_empty() {
        return view! {
            <Sheet>
                <Empty
                    title=words.say("downloads-left-none")
                    text=words.say("downloads-left-none-text")
                    icon=Icon::Download
                />
            </Sheet>
        }
        .into_any();
    }
    let shown = i64::try_from(found.licences.len()).unwrap_or(i64::MAX);
    let rest = (shown < found.total).then(|| {
        let said = [("count", shown.into()), ("of", found.total.into())];
        let text = words.say_with("downloads-left-first", &said);
        view! { <Notice tone=Tone::Plain>{text}</Notice> }
    });
    let rows: Vec<AnyView> = found.licences.iter().map(|one| row(words, one)).collect();
    let columns = vec![
        Column::new(words.say("downloads-software")),
        Column::new(words.say("downloads-whose")),
    ];
    let people: Vec<String> = found.people.into_iter().map(|one| one.email).collect();
    let title = words.say("downloads-left-title");
    view! {
        <Sheet>
            <PostForm state=form>
                <Field
                    name="to"
                    label=words.say("downloads-hand-to")
                    help=words.say("downloads-left-to-help")
                    kind=Kind::Email
                    known=people
                    optional=true
                    class="narrow"
                />
                <Actions>
                    <a class="btn quiet" href="/downloads">
                        {words.say("downloads-cancel")}
                    </a>
                    <button class="btn main">{words.say("downloads-left-do")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        {rest}
        <Sheet flush=true>
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn row(words: Words, one: &Licence) -> AnyView {
    view! {
        <tr>
            <td class="wide">
                {one.name.clone()}
                <span class="sub">{one.platform.clone()}</span>
            </td>
            <td data-l=words.say("downloads-whose")>
                {one.holder.clone()}
                <span class="sub">{words.day(one.taken_at)}</span>
            </td>
        </tr>
    }
    .into_any()
}
