//! `/console/publications`: which there are, one more, and what became of the
//! newsletters.

use super::{blame, publication_fields, readers_in_words, readers_of, texts_of};
use crate::frame::curating::{FormSheet, ListSheet, done, rows_of};
use crate::frame::parts::{Column, DataTable, Field, Icon, PageHead, Sheet, Tag, Tone};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly, key_of,
};
use axum::extract::State;
use axum::response::Response;
use domain::identity::{Permission, ask_needs_categories};
use domain::mail::{Fates, ask_fates};
use domain::publications::{
    DeskPublication, Newsletter, SavePublication, ask_publications_desk, save_publication,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use std::collections::HashMap;

/// Publications on a page.
const PAGE: i64 = 50;

/// `GET /console/publications?page=N`
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
            let to = format!("/console/publications/{id}");
            done(&visitor, words.say("publications-made"), &to).await
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
    let (address, paging) = rows_of(visitor, "/console/publications", PAGE);
    let asked = ask_publications_desk(visitor.actor(), (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (desk, needs) = together(&mut read, (asked, ask_needs_categories())).await?;
    let about: Vec<uuid::Uuid> = desk.newsletters.iter().map(|one| one.id.0).collect();
    let fates = ask_fates(&about).fetch(&mut read).await?;
    drop(read);
    let paging = paging.total(desk.total);
    let title = words.say("publications-title");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("publications")
        .status(form.status())
        .show(move || {
            let list = list(words, &desk.publications, paging, address);
            let newsletters = newsletters(words, &desk.newsletters, &fates, desk.wanted);
            view! {
                <PageHead title sub=words.say("publications-console-sub") />
                <div class="stack">
                    {list}
                    {newsletters}
                    <FormSheet
                        title=words.say("publications-one-more")
                        state=form
                        button=words.say("publications-make")
                        main=true
                    >
                        <Field
                            name="code"
                            label=words.say("publications-code")
                            help=words.say("publications-code-help")
                            longest=40_u32
                            class="narrow"
                        />
                        {publication_fields(words, needs)}
                    </FormSheet>
                </div>
            }
        }))
}

fn list(words: Words, all: &[DeskPublication], paging: Paging, address: Address) -> AnyView {
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
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let columns = vec![
        Column::new(words.say("publications-publication")),
        Column::new(words.say("publications-readers")),
        Column::num(words.say("publications-issues")),
    ];
    let none = (
        words.say("publications-console-none"),
        words.say("publications-console-none-text"),
    );
    view! {
        <ListSheet
            caption=words.say("publications-title")
            columns
            rows
            none
            icon=Icon::Mail
            paging
            address
        />
    }
    .into_any()
}

/// How many letters of a newsletter went out; and how many wait, or were given up.
fn sent(words: Words, fates: Fates) -> AnyView {
    let waiting = (fates.waiting > 0).then(|| {
        let said = [("count", fates.waiting.into())];
        let text = words.say_with("publications-letters-wait", &said);
        view! { <span class="sub">{text}</span> }
    });
    let given_up = (fates.given_up > 0).then(|| {
        let said = [("count", fates.given_up.into())];
        let text = words.say_with("publications-letters-given-up", &said);
        view! { " " <Tag text tone=Tone::Bad /> }
    });
    view! { {words.number(fates.sent)} {given_up} {waiting} }.into_any()
}

fn newsletters(
    words: Words,
    all: &[Newsletter],
    fates: &HashMap<uuid::Uuid, Fates>,
    wanted: i64,
) -> AnyView {
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
                    <td class="wide">{words.date_short(one.due_day)} {under_way}</td>
                    <td class="num" data-l=words.say("publications-issues")>
                        {words.number(one.issues)}
                    </td>
                    <td class="num" data-l=words.say("publications-sent")>
                        {sent(words, fates.get(&one.id.0).copied().unwrap_or_default())}
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
