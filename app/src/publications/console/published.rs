//! An issue after it was published: what it says in all its languages, a correction,
//! taking it back, and what it said before.

use super::blame;
use super::issue::{filled, issue_fields, load, page, texts_of};
use crate::frame::curating::{FormSheet, done};
use crate::frame::parts::{Field, Fold, Notice, Sheet, Tone};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, key_of};
use crate::site::paragraphs;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Day;
use domain::publications::{
    DeskIssue, Earlier, IssueText, SaveIssue, correct_issue, withdraw_issue,
};
use domain::text::Words;
use leptos::prelude::*;

/// Which form of the page was sent, with what is wrong with it.
pub(super) enum Sent {
    /// None: somebody looks.
    Nothing,
    /// That of the draft.
    Draft(FormState),
    /// A correction.
    Correction(FormState),
    /// The reason why it is taken back.
    Withdrawal(FormState),
}

impl Sent {
    /// The status of the page.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Sent::Nothing => StatusCode::OK,
            Sent::Draft(form) | Sent::Correction(form) | Sent::Withdrawal(form) => form.status(),
        }
    }

    /// What was sent of the draft.
    pub(super) fn draft(self) -> Option<FormState> {
        match self {
            Sent::Draft(form) => Some(form),
            _ => None,
        }
    }
}

/// `POST /console/issues/{id}/correct` with `version`, `day`, `title` and `text`.
pub async fn correct(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let desk = load(&visitor, &state, &id).await?;
    let words = visitor.words;
    let (key, version) = (key_of(&form)?, form.carried("version")?);
    let mut form = FormState::from(form);
    let issue = desk.issue.id;
    let command = SaveIssue {
        key,
        issue: Some((issue, version)),
        publication: desk.publication,
        day: Day::from_field(form.value("day")),
        texts: texts_of(&form),
    };
    match correct_issue(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            let to = format!("/console/issues/{issue}");
            done(&visitor, words.say("publications-issue-corrected"), &to).await
        }
        Err(error) => {
            blame(words, &mut form, error, ("title", "text"))?;
            Ok(page(&visitor, desk, Sent::Correction(form)))
        }
    }
}

/// `POST /console/issues/{id}/withdraw` with `version` and `why`.
pub async fn withdraw(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let desk = load(&visitor, &state, &id).await?;
    // A draft is thrown away; its page has no such form.
    desk.issue.published_at.ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let (key, version) = (key_of(&form)?, form.carried("version")?);
    let mut form = FormState::from(form);
    let issue = desk.issue.id;
    let (of, why) = ((issue, version), form.value("why").to_owned());
    match withdraw_issue(&state.db, visitor.actor(), key, of, &why, visitor.now).await {
        Ok(()) => {
            let to = format!("/console/issues/{issue}");
            done(&visitor, words.say("publications-issue-withdrawn"), &to).await
        }
        Err(error) => {
            blame(words, &mut form, error, ("title", "text"))?;
            Ok(page(&visitor, desk, Sent::Withdrawal(form)))
        }
    }
}

/// An issue that was published, and what can be done with it.
pub(super) fn published(words: Words, issue: &DeskIssue, sent: Sent) -> AnyView {
    let standing = standing(words, issue);
    let texts: Vec<AnyView> = issue
        .texts
        .iter()
        .map(|text| said(text, text.language.own_name().to_owned()))
        .collect();
    let earlier: Vec<AnyView> = issue.earlier.iter().map(|one| before(words, one)).collect();
    let earlier = (!earlier.is_empty()).then(|| {
        view! {
            <Fold title=words.say("publications-said-before")>
                <div class="stack">{earlier}</div>
            </Fold>
        }
    });
    let further = if issue.withdrawn_at.is_some() {
        too_late(words, sent)
    } else {
        forms(words, issue, sent)
    };
    view! { <div class="stack">{standing} {texts} {further} {earlier}</div> }.into_any()
}

/// Since when it is read, and whether it still says the same and is still read.
fn standing(words: Words, issue: &DeskIssue) -> Vec<AnyView> {
    [
        (
            issue.published_at,
            "publications-published-when",
            Tone::Plain,
        ),
        (
            issue.corrected_at,
            "publications-corrected-when",
            Tone::Plain,
        ),
        (
            issue.withdrawn_at,
            "publications-withdrawn-when",
            Tone::Warn,
        ),
    ]
    .into_iter()
    .filter_map(|(at, sentence, tone)| {
        let said = [("when", words.moment(at?).into())];
        let text = words.say_with(sentence, &said);
        Some(view! { <Notice tone=tone>{text}</Notice> }.into_any())
    })
    .collect()
}

fn said(text: &IssueText, note: String) -> AnyView {
    let body = paragraphs(&text.text);
    let language = text.language.code();
    view! {
        <Sheet title=text.title.clone() note=note>
            <div class="prose" lang=language>
                {body}
            </div>
        </Sheet>
    }
    .into_any()
}

/// What it said before it was corrected.
fn before(words: Words, one: &Earlier) -> AnyView {
    let note = [
        ("language", one.said.language.own_name().into()),
        ("day", words.date(one.day).into()),
        ("when", words.moment(one.until).into()),
    ];
    let note = words.say_with("publications-said-until", &note);
    let body = paragraphs(&one.said.text);
    let (title, language) = (one.said.title.clone(), one.said.language.code());
    view! {
        <section class="stack-s">
            <h3 lang=language>{title}</h3>
            <p class="mute small">{note}</p>
            <div class="prose" lang=language>
                {body}
            </div>
        </section>
    }
    .into_any()
}

/// The form for a correction, and the one for taking it back.
fn forms(words: Words, issue: &DeskIssue, sent: Sent) -> AnyView {
    let here = format!("/console/issues/{}", issue.id);
    let version = issue.version.to_string();
    let again = version.clone();
    let (correction, withdrawal) = match sent {
        Sent::Nothing => (None, None),
        Sent::Draft(form) | Sent::Correction(form) => (Some(form), None),
        Sent::Withdrawal(form) => (None, Some(form)),
    };
    let (correct, withdraw) = (format!("{here}/correct"), format!("{here}/withdraw"));
    view! {
        <FormSheet
            title=words.say("publications-correct")
            action=correct
            state=correction.unwrap_or_else(|| filled(issue))
            prefix="correct"
            button=words.say("publications-correct-do")
        >
            <p class="mute small">{words.say("publications-correct-text")}</p>
            <input type="hidden" name="version" value=version />
            {issue_fields(words)}
        </FormSheet>
        <FormSheet
            title=words.say("publications-withdraw")
            action=withdraw
            state=withdrawal.unwrap_or_default()
            prefix="withdraw"
            button=words.say("publications-withdraw")
            danger=true
        >
            <p class="mute small">{words.say("publications-withdraw-text")}</p>
            <input type="hidden" name="version" value=again />
            <Field
                name="why"
                label=words.say("publications-why")
                help=words.say("publications-why-help")
                longest=500_u32
            />
        </FormSheet>
    }
    .into_any()
}

/// What somebody wrote in an issue that was taken back meanwhile: kept in sight, for
/// another one.
fn too_late(words: Words, sent: Sent) -> AnyView {
    let (Sent::Draft(form) | Sent::Correction(form)) = sent else {
        return ().into_any();
    };
    let texts: Vec<AnyView> = texts_of(&form)
        .into_iter()
        .filter(|one| !(one.title.is_empty() && one.text.is_empty()))
        .map(|one| {
            let body = paragraphs(&one.text);
            view! {
                <h3>{one.title}</h3>
                {body}
            }
            .into_any()
        })
        .collect();
    view! {
        <div role="alert">
            <Notice tone=Tone::Warn>{words.say("publications-withdrawn-already")}</Notice>
        </div>
        <Sheet title=words.say("publications-too-late")>
            <div class="prose">{texts}</div>
        </Sheet>
    }
    .into_any()
}
