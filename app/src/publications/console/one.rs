//! `/console/publications/{id}`: a publication, its issues, and a new draft.

use super::super::key_of;
use super::issue::{day_of, issue_fields, texts_of as issue_texts};
use super::{blame, field_in, publication_fields, readers_of, texts_of};
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, PageHead, Pager, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PublicationId;
use domain::identity::{Permission, ask_needs_categories};
use domain::publications::{
    IssueRow, PublicationDesk, SaveIssue, SavePublication, ask_publication_desk, save_issue,
    save_publication,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// Issues on a page.
const PAGE: i64 = 50;

/// The forms of the page, as far as they were sent.
#[derive(Default)]
struct Forms {
    about: Option<FormState>,
    issue: Option<FormState>,
}

/// `GET /console/publications/{id}?page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, Forms::default()).await
}

/// `POST /console/publications/{id}` with `name`, `about`, `readers` and `needs`.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let publication = find(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SavePublication {
        key,
        id: Some(publication),
        code: String::new(),
        readers: readers_of(&form),
        texts: texts_of(&form),
    };
    match save_publication(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => {
            visitor
                .say_next(true, words.say("publications-saved"))
                .await?;
            Ok(Redirect::to(&format!("/console/publications/{publication}")).into_response())
        }
        Err(error) => {
            blame(words, &mut form, error, ("name", "about"))?;
            let forms = Forms {
                about: Some(form),
                ..Forms::default()
            };
            page(&visitor, &state, &id, forms).await
        }
    }
}

/// `POST /console/publications/{id}/issues`: a new draft with `day`, `title` and
/// `text`.
pub async fn begin_issue(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let publication = find(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let day = day_of(words, &mut form);
    if let Some(day) = day {
        let command = SaveIssue {
            key,
            issue: None,
            publication,
            day,
            texts: issue_texts(&form),
        };
        match save_issue(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(issue) => {
                visitor
                    .say_next(true, words.say("publications-draft-saved"))
                    .await?;
                return Ok(Redirect::to(&format!("/console/issues/{issue}")).into_response());
            }
            Err(error) => blame(words, &mut form, error, ("title", "text"))?,
        }
    }
    let forms = Forms {
        issue: Some(form),
        ..Forms::default()
    };
    page(&visitor, &state, &id, forms).await
}

fn find(visitor: &StaffOnly, id: &str) -> Result<PublicationId, PageError> {
    visitor.demand(Permission::Curate)?;
    id.parse().map_err(|_| PageError::NotFound)
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    forms: Forms,
) -> Result<Response, PageError> {
    let id = find(visitor, id)?;
    let words = visitor.words;
    let address = Address::parse(&format!("/console/publications/{id}"))
        .with("page", Address::of(visitor).get("page").unwrap_or_default());
    let paging = Paging::of(&address, PAGE);
    let asked = ask_publication_desk(visitor.actor(), id, (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (desk, needs) = together(&mut read, (asked, ask_needs_categories())).await?;
    drop(read);
    let desk = desk.ok_or(PageError::NotFound)?;
    let issues = desk.publication.drafts + desk.publication.published;
    let paging = paging.total(issues);
    let title = desk.publication.name.clone();
    let sent = forms.about.as_ref().or(forms.issue.as_ref());
    let status = sent.map_or(axum::http::StatusCode::OK, FormState::status);
    let about = forms.about.unwrap_or_else(|| filled(&desk));
    let today = words.date_field(visitor.now);
    let issue = forms
        .issue
        .unwrap_or_else(|| FormState::empty().with("day", today));
    let here = format!("/console/publications/{id}");
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("publications")
        .status(status)
        .crumbs([(words.say("publications-title"), "/console/publications")])
        .show(move || {
            let list = list(words, &desk.issues, paging, address);
            let begin = format!("{here}/issues");
            let sub = words.say_with(
                "publications-code-is",
                &[("code", desk.publication.code.as_str().into())],
            );
            view! {
                <PageHead title=title sub=sub />
                <div class="stack">
                    <Sheet flush=true>{list}</Sheet>
                    <Sheet title=words.say("publications-new-issue")>
                        <PostForm action=begin state=issue prefix="issue">
                            {issue_fields(words)}
                            <Actions>
                                <button class="btn main">
                                    {words.say("publications-save-draft")}
                                </button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                    <Sheet title=words.say("publications-publication")>
                        <PostForm action=here state=about prefix="about">
                            {publication_fields(words, needs)}
                            <Actions>
                                <button class="btn">{words.say("publications-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}

fn filled(desk: &PublicationDesk) -> FormState {
    let readers = &desk.publication.readers;
    let who = if readers.entitled {
        "entitled"
    } else {
        "everybody"
    };
    let form = FormState::empty()
        .with("readers", who)
        .with("needs", readers.needs.clone());
    desk.texts.iter().fold(form, |form, text| {
        form.with(field_in("name", text.language), text.name.clone())
            .with(field_in("about", text.language), text.about.clone())
    })
}

fn list(words: Words, issues: &[IssueRow], paging: Paging, address: Address) -> AnyView {
    if issues.is_empty() {
        return view! {
            <Empty
                title=words.say("publications-no-issues")
                text=words.say("publications-no-issues-text")
            />
        }
        .into_any();
    }
    let rows = issues
        .iter()
        .map(|one| {
            let draft = one.published_at.is_none().then(|| {
                let text = words.say("publications-draft");
                view! { " " <Tag text tone=Tone::Warn /> }
            });
            let published = one
                .published_at
                .map_or_else(|| "–".to_owned(), |at| words.moment_short(at));
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/issues/{}", one.id)>{one.title.clone()}</a>
                        {draft}
                    </td>
                    <td class="nw" data-l=words.say("publications-day")>{words.day(one.day)}</td>
                    <td class="nw" data-l=words.say("publications-published")>{published}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("publications-issue")),
        Column::new(words.say("publications-day")),
        Column::new(words.say("publications-published")),
    ];
    let pager = view! { <Pager paging address /> };
    view! {
        <DataTable
            caption=words.say("publications-issues")
            quiet=true
            columns
            stack=true
            footer=pager
        >
            {rows}
        </DataTable>
    }
    .into_any()
}
