//! `/console/publications/{id}`: a publication, its issues, and a new draft.

use super::issue::{issue_fields, texts_of as issue_texts};
use super::{blame, publication_fields, readers_of, texts_of};
use crate::frame::curating::{FormSheet, ListSheet, done, field_in, rows_of, status_of, thing};
use crate::frame::parts::{Column, Icon, PageHead, Tag, Tone};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly, key_of,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use domain::id::PublicationId;
use domain::identity::ask_needs_categories;
use domain::publications::{
    EditError, IssueRow, PublicationDesk, SaveIssue, SavePublication, ask_publication_desk,
    save_issue, save_publication,
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
    /// Somebody else was faster.
    too_late: bool,
}

/// `GET /console/publications/{id}?page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, Forms::default()).await
}

/// `POST /console/publications/{id}` with `version`, `name`, `about`, `readers` and
/// `needs`.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let publication: PublicationId = thing(&visitor, &id)?;
    let words = visitor.words;
    let (key, version) = (key_of(&form)?, form.carried("version")?);
    let mut form = FormState::from(form);
    let command = SavePublication {
        key,
        id: Some((publication, version)),
        code: String::new(),
        readers: readers_of(&form),
        texts: texts_of(&form),
    };
    match save_publication(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => {
            let to = format!("/console/publications/{publication}");
            done(&visitor, words.say("publications-saved"), &to).await
        }
        Err(error) => {
            let too_late = matches!(error, EditError::Changed);
            blame(words, &mut form, error, ("name", "about"))?;
            let forms = Forms {
                about: Some(form),
                too_late,
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
    let publication: PublicationId = thing(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SaveIssue {
        key,
        issue: None,
        publication,
        day: Day::from_field(form.value("day")),
        texts: issue_texts(&form),
    };
    match save_issue(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(issue) => {
            let to = format!("/console/issues/{issue}");
            return done(&visitor, words.say("publications-draft-saved"), &to).await;
        }
        Err(error) => blame(words, &mut form, error, ("title", "text"))?,
    }
    let forms = Forms {
        issue: Some(form),
        ..Forms::default()
    };
    page(&visitor, &state, &id, forms).await
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    forms: Forms,
) -> Result<Response, PageError> {
    let id: PublicationId = thing(visitor, id)?;
    let words = visitor.words;
    let here = format!("/console/publications/{id}");
    let (address, paging) = rows_of(visitor, &here, PAGE);
    let asked = ask_publication_desk(visitor.actor(), id, (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (desk, needs) = together(&mut read, (asked, ask_needs_categories())).await?;
    drop(read);
    let desk = desk.ok_or(PageError::NotFound)?;
    let of = &desk.publication;
    let paging = paging.total(of.drafts + of.published + of.withdrawn);
    let title = desk.publication.name.clone();
    let status = if forms.too_late {
        StatusCode::CONFLICT
    } else {
        status_of([&forms.about, &forms.issue])
    };
    let about = forms.about.unwrap_or_else(|| filled(&desk));
    // Whoever was too late sees what there is now only after looking again.
    let looked_at = about.value("version").to_owned();
    let today = words.date_field(visitor.now);
    let issue = forms
        .issue
        .unwrap_or_else(|| FormState::empty().with("day", today));
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
                    {list}
                    <FormSheet
                        title=words.say("publications-new-issue")
                        action=begin
                        state=issue
                        prefix="issue"
                        button=words.say("publications-save-draft")
                        main=true
                    >
                        {issue_fields(words)}
                    </FormSheet>
                    <FormSheet
                        title=words.say("publications-publication")
                        action=here
                        state=about
                        prefix="about"
                        button=words.say("publications-save")
                    >
                        <input type="hidden" name="version" value=looked_at />
                        {publication_fields(words, needs)}
                    </FormSheet>
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
        .with("version", desk.publication.version.to_string())
        .with("readers", who)
        .with("needs", readers.needs.clone());
    desk.texts.iter().fold(form, |form, text| {
        form.with(field_in("name", text.language), text.name.clone())
            .with(field_in("about", text.language), text.about.clone())
    })
}

fn list(words: Words, issues: &[IssueRow], paging: Paging, address: Address) -> AnyView {
    let rows = issues
        .iter()
        .map(|one| {
            let standing = match (one.published_at, one.corrected_at, one.withdrawn_at) {
                (None, _, _) => Some(("publications-draft", Tone::Warn)),
                (_, _, Some(_)) => Some(("publications-withdrawn", Tone::Bad)),
                (_, Some(_), None) => Some(("publications-corrected", Tone::Plain)),
                (Some(_), None, None) => None,
            };
            let standing = standing.map(|(said, tone)| {
                let text = words.say(said);
                view! { " " <Tag text tone=tone /> }
            });
            let published = one
                .published_at
                .map_or_else(|| "–".to_owned(), |at| words.moment_short(at));
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/issues/{}", one.id)>{one.title.clone()}</a>
                        {standing}
                    </td>
                    <td class="nw" data-l=words.say("publications-day")>{words.date_short(one.day)}</td>
                    <td class="nw" data-l=words.say("publications-published")>{published}</td>
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let columns = vec![
        Column::new(words.say("publications-issue")),
        Column::new(words.say("publications-day")),
        Column::new(words.say("publications-published")),
    ];
    let none = (
        words.say("publications-no-issues"),
        words.say("publications-no-issues-text"),
    );
    view! {
        <ListSheet
            caption=words.say("publications-issues")
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
