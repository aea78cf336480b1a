//! `/console/publications`: which there are, one more, and what became of the
//! newsletters.

use super::super::key_of;
use super::{blame, publication_fields, readers_in_words, readers_of, texts_of};
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, PageHead, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{Permission, ask_needs_categories};
use domain::publications::{
    DeskPublication, Newsletter, SavePublication, ask_publications_desk, save_publication,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/publications`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    page(&visitor, &state, FormState::empty()).await
}

/// `POST /console/publications`: one more, with `code`, `name`, `about`, `readers` and
/// `needs`.
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SavePublication {
        key,
        id: None,
        code: form.value("code").to_owned(),
        readers: readers_of(&form),
        texts: texts_of(&form),
    };
    match save_publication(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(id) => {
            visitor
                .say_next(true, words.say("publications-made"))
                .await?;
            Ok(Redirect::to(&format!("/console/publications/{id}")).into_response())
        }
        Err(error) => {
            blame(words, &mut form, error, ("name", "about"))?;
            page(&visitor, &state, form).await
        }
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let asked = ask_publications_desk(visitor.actor())?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (desk, needs) = together(&mut read, (asked, ask_needs_categories())).await?;
    drop(read);
    let title = words.say("publications-title");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("publications")
        .status(form.status())
        .show(move || {
            let table = table(words, &desk.publications);
            let newsletters = newsletters(words, &desk.newsletters, desk.wanted);
            view! {
                <PageHead title sub=words.say("publications-console-sub") />
                <div class="stack">
                    <Sheet flush=true>{table}</Sheet>
                    {newsletters}
                    <Sheet title=words.say("publications-one-more")>
                        <PostForm state=form>
                            <Field
                                name="code"
                                label=words.say("publications-code")
                                help=words.say("publications-code-help")
                                longest=40_u32
                                class="narrow"
                            />
                            {publication_fields(words, needs)}
                            <Actions>
                                <button class="btn main">{words.say("publications-make")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}

fn table(words: Words, all: &[DeskPublication]) -> AnyView {
    if all.is_empty() {
        return view! {
            <Empty
                title=words.say("publications-console-none")
                text=words.say("publications-console-none-text")
            />
        }
        .into_any();
    }
    let rows = all
        .iter()
        .map(|one| {
            let drafts = (one.drafts > 0).then(|| {
                let text = words.say_with("publications-drafts", &[("count", one.drafts.into())]);
                view! { " " <Tag text tone=Tone::Warn /> }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/publications/{}", one.id)>{one.name.clone()}</a>
                        {drafts}
                        <span class="sub">{one.code.clone()}</span>
                    </td>
                    <td data-l=words.say("publications-readers")>
                        {readers_in_words(words, &one.readers)}
                    </td>
                    <td class="num" data-l=words.say("publications-issues")>
                        {words.number(one.published)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("publications-publication")),
        Column::new(words.say("publications-readers")),
        Column::num(words.say("publications-issues")),
    ];
    view! {
        <DataTable caption=words.say("publications-title") quiet=true columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn newsletters(words: Words, all: &[Newsletter], wanted: i64) -> AnyView {
    let note = words.say_with("publications-wanted", &[("count", wanted.into())]);
    let title = words.say("publications-newsletters");
    if all.is_empty() {
        return view! {
            <Sheet title note>
                <p class="mute">{words.say("publications-newsletters-none")}</p>
            </Sheet>
        }
        .into_any();
    }
    let rows = all
        .iter()
        .map(|one| {
            let under_way = one.finished_at.is_none().then(|| {
                let text = words.say("publications-under-way");
                view! { " " <Tag text tone=Tone::Accent /> }
            });
            view! {
                <tr>
                    <td class="wide">{words.day(one.due_day)} {under_way}</td>
                    <td class="num" data-l=words.say("publications-issues")>
                        {words.number(one.issues)}
                    </td>
                    <td class="num" data-l=words.say("publications-sent")>
                        {words.number(one.sent)}
                    </td>
                    <td class="num" data-l=words.say("publications-opened")>
                        {words.number(one.opened)}
                    </td>
                    <td class="num" data-l=words.say("publications-followed")>
                        {words.number(one.followed)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("publications-day")),
        Column::num(words.say("publications-issues")),
        Column::num(words.say("publications-sent")),
        Column::num(words.say("publications-opened")),
        Column::num(words.say("publications-followed")),
    ];
    let footer = words.say("publications-recorded-note");
    view! {
        <Sheet title note flush=true footer=footer>
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}
