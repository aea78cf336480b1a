//! `/console/issues/{id}`: the draft of an issue to be written and published. What
//! becomes of it afterwards is in `published.rs`.

use super::published::{Sent, published};
use super::{blame, whole};
use crate::frame::curating::{FormSheet, done, field_in, languages, thing};
use crate::frame::parts::{Columns, DateField, Field, PageHead, TextArea};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::id::IssueId;
use domain::publications::{
    DeskIssue, EditError, IssueDesk, IssueText, SaveIssue, ask_issue_desk, discard_issue,
    publish_issue, save_issue,
};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `GET /console/issues/{id}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let desk = load(&visitor, &state, &id).await?;
    Ok(page(&visitor, desk, Sent::Nothing))
}

/// `POST /console/issues/{id}` with `version`, `day`, `title` and `text`.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let desk = load(&visitor, &state, &id).await?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let version = form.carried("version")?;
    let mut form = FormState::from(form);
    let issue = desk.issue.id;
    let command = SaveIssue {
        key,
        issue: Some((issue, version)),
        publication: desk.publication,
        day: Day::from_field(form.value("day")),
        texts: texts_of(&form),
    };
    match save_issue(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => {
            let to = format!("/console/issues/{issue}");
            done(&visitor, words.say("publications-draft-saved"), &to).await
        }
        Err(error) => {
            blame(words, &mut form, error, ("title", "text"))?;
            Ok(page(&visitor, desk, Sent::Draft(form)))
        }
    }
}

/// `POST /console/issues/{id}/publish` with `version`
pub async fn publish(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let issue: IssueId = thing(&visitor, &id)?;
    let (key, version) = (key_of(&form)?, form.carried("version")?);
    let of = (issue, version);
    let came = publish_issue(&state.db, visitor.actor(), key, of, visitor.now).await;
    told(&visitor, came, "publications-issue-published").await?;
    Ok(Redirect::to(&format!("/console/issues/{issue}")).into_response())
}

/// `POST /console/issues/{id}/discard` with `version`
pub async fn discard(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let issue: IssueId = thing(&visitor, &id)?;
    let (key, version) = (key_of(&form)?, form.carried("version")?);
    let of = (issue, version);
    let came = discard_issue(&state.db, visitor.actor(), key, of, visitor.now).await;
    let gone = told(&visitor, came, "publications-draft-discarded").await?;
    let to = if gone {
        "/console/publications".to_owned()
    } else {
        format!("/console/issues/{issue}")
    };
    Ok(Redirect::to(&to).into_response())
}

/// Tells what came of it on the next page; whether it was done.
async fn told(
    visitor: &StaffOnly,
    came: Result<(), EditError>,
    sentence: &'static str,
) -> Result<bool, PageError> {
    let words = visitor.words;
    let (good, sentence) = match came {
        Ok(()) => (true, sentence),
        Err(error) => (false, whole(&error).ok_or(error)?),
    };
    visitor.say_next(good, words.say(sentence)).await?;
    Ok(good)
}

/// What a form says in each language.
pub(super) fn texts_of(form: &FormState) -> Vec<IssueText> {
    languages()
        .map(|language| IssueText {
            language,
            title: form.value(&field_in("title", language)).to_owned(),
            text: form.value(&field_in("text", language)).to_owned(),
        })
        .collect()
}

/// The fields of an issue.
pub(super) fn issue_fields(words: Words) -> AnyView {
    let texts: Vec<AnyView> = languages()
        .map(|language| {
            let optional = language != Language::default();
            let said = [("language", language.own_name().into())];
            view! {
                <Field
                    name=field_in("title", language)
                    label=words.say_with("publications-title-in", &said)
                    longest=120_u32
                    optional=optional
                />
                <TextArea
                    name=field_in("text", language)
                    label=words.say_with("publications-text-in", &said)
                    help=words.say("publications-text-help")
                    rows=8
                    optional=optional
                />
            }
            .into_any()
        })
        .collect();
    view! {
        <DateField name="day" label=words.say("publications-day") />
        {texts}
    }
    .into_any()
}

pub(super) async fn load(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
) -> Result<IssueDesk, PageError> {
    let id: IssueId = thing(visitor, id)?;
    let asked = ask_issue_desk(visitor.actor(), id)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    asked.fetch(&mut read).await?.ok_or(PageError::NotFound)
}

pub(super) fn page(visitor: &StaffOnly, desk: IssueDesk, sent: Sent) -> Response {
    let words = visitor.words;
    let status = sent.status();
    let title = desk
        .issue
        .texts
        .first()
        .map(|text| text.title.clone())
        .unwrap_or_default();
    let above = format!("/console/publications/{}", desk.publication);
    Page::new(visitor, Face::Console, title.clone())
        .nav("publications")
        .status(status)
        .crumbs([
            (
                words.say("publications-title").to_owned(),
                "/console/publications".to_owned(),
            ),
            (desk.publication_name.clone(), above),
        ])
        .show(move || {
            let content = match desk.issue.published_at {
                Some(_) => published(words, &desk.issue, sent),
                None => draft(words, &desk.issue, sent.draft()),
            };
            let sub = words.date(desk.issue.day);
            view! {
                <PageHead title=title sub=sub />
                {content}
            }
        })
}

/// A draft: its form, and beside it what becomes of it.
fn draft(words: Words, issue: &DeskIssue, sent: Option<FormState>) -> AnyView {
    let here = format!("/console/issues/{}", issue.id);
    let version = issue.version.to_string();
    let form = sent.unwrap_or_else(|| filled(issue));
    // Whoever was too late sees what there is now only after looking again.
    let looked_at = Some(form.value("version").to_owned())
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| version.clone());
    let (publish, discard) = (format!("{here}/publish"), format!("{here}/discard"));
    let again = version.clone();
    let aside = view! {
        <FormSheet
            title=words.say("publications-publish")
            action=publish
            prefix="publish"
            button=words.say("publications-publish")
            main=true
        >
            <p class="mute small">{words.say("publications-publish-text")}</p>
            <input type="hidden" name="version" value=version />
        </FormSheet>
        <FormSheet
            title=words.say("publications-discard")
            action=discard
            prefix="discard"
            button=words.say("publications-discard")
            danger=true
        >
            <p class="mute small">{words.say("publications-discard-text")}</p>
            <input type="hidden" name="version" value=again />
        </FormSheet>
    };
    view! {
        <Columns aside=aside>
            <FormSheet
                title=words.say("publications-draft")
                action=here
                state=form
                prefix="issue"
                button=words.say("publications-save-draft")
                main=true
            >
                <input type="hidden" name="version" value=looked_at />
                {issue_fields(words)}
            </FormSheet>
        </Columns>
    }
    .into_any()
}

/// The form with what the issue says.
pub(super) fn filled(issue: &DeskIssue) -> FormState {
    let form = FormState::empty().with("day", issue.day.to_string());
    issue.texts.iter().fold(form, |form, text| {
        form.with(field_in("title", text.language), text.title.clone())
            .with(field_in("text", text.language), text.text.clone())
    })
}
