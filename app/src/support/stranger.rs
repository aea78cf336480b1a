//! `/console/cases/mails/{id}`: a mail that nobody vouches for, or that was held back.
//! Our people make a case of it, add it to one, or leave it alone.

use super::strangers::{outcome, why};
use super::{files, said};
use crate::files::size;
use crate::frame::parts::{
    Actions, Columns, Definitions, Field, Kind, Notice, PageHead, PostForm, Select, Sheet, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, key_of};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::support::case_life::Priority;
use domain::support::mail_in::title as subject_of;
use domain::support::{
    AddMail, Candidate, CaseError, CaseOfMail, LONGEST_SUBJECT, LeaveMail, OpenError, Stranger,
    StrangerError, StrangersFile, StrangersMail, add_mail, case_of_mail, leave_mail, number_of,
    strangers_mail,
};
use domain::text::Words;
use leptos::prelude::*;

/// What was tried and did not work.
#[derive(Default)]
struct Tried {
    what: String,
    form: FormState,
    /// The companies to choose from.
    which: Vec<Candidate>,
    meanwhile: bool,
}

/// `GET /console/cases/mails/{id}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, Tried::default()).await
}

/// `POST /console/cases/mails/{id}`: `do` says what.
pub async fn act(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let mail = id.parse().map_err(|_| PageError::NotFound)?;
    let actor = visitor.actor();
    let done = match form.text("do") {
        "case" => {
            let command = CaseOfMail {
                key: key_of(&form)?,
                mail,
                member: form.text("member").to_owned(),
                customer: form.text("customer").parse().ok(),
                subject: form.text("subject").to_owned(),
                priority: Priority::from_code(form.text("priority")).unwrap_or(Priority::Normal),
            };
            let made = case_of_mail(&state.db, actor, command, visitor.now).await;
            made.map(|number| format!("/console/cases/{number}"))
        }
        "add" => {
            let command = AddMail {
                key: key_of(&form)?,
                mail,
                case: form.text("number").to_owned(),
                member: form.text("member").to_owned(),
            };
            let added = add_mail(&state.db, actor, command, visitor.now).await;
            added.map(|number| format!("/console/cases/{number}"))
        }
        "leave" => {
            let command = LeaveMail {
                key: key_of(&form)?,
                mail,
                reason: form.text("reason").to_owned(),
            };
            let left = leave_mail(&state.db, actor, command, visitor.now).await;
            left.map(|()| "/console/cases/mails".to_owned())
        }
        _ => return Err(PageError::BadForm),
    };
    let mut tried = Tried {
        what: form.text("do").to_owned(),
        form: FormState::from(form),
        ..Tried::default()
    };
    match done {
        Ok(to) => {
            visitor.say_next(true, words.say("support-done")).await?;
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => tried.explain(words, error)?,
    }
    page(&visitor, &state, &id, tried).await
}

impl Tried {
    /// Says at its field what is wrong, or all that is.
    fn explain(&mut self, words: Words, error: StrangerError) -> Result<(), PageError> {
        let (field, sentence) = match error {
            StrangerError::Several(all) => {
                return all.into_iter().try_for_each(|one| self.explain(words, one));
            }
            // There never was one, or somebody was quicker: the page says which.
            StrangerError::NotFound
            | StrangerError::Case(CaseError::NotPossible(_) | CaseError::Changed) => {
                self.meanwhile = true;
                return Ok(());
            }
            StrangerError::NoMember => ("member", "support-mail-no-member"),
            StrangerError::NoCase => ("number", "support-mail-no-case"),
            StrangerError::SeesNot => ("member", "support-mail-sees-not"),
            StrangerError::Case(error) => return Err(error.into()),
            StrangerError::Which(which) => {
                self.which = which;
                ("customer", "support-mail-which")
            }
            StrangerError::NoReason => ("reason", "support-mail-no-reason"),
            StrangerError::Open(OpenError::NoSubject) => ("subject", "support-subject-missing"),
            StrangerError::Open(OpenError::SubjectTooLong) => {
                ("subject", "support-subject-too-long")
            }
            StrangerError::Open(error) => return Err(error.into()),
            StrangerError::Denied(denied) => return Err(denied.into()),
            StrangerError::Store(error) => return Err(error.into()),
        };
        self.form.fail(field, words.say(sentence));
        Ok(())
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    tried: Tried,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = strangers_mail::<PageError>(&state.db, visitor.actor(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.form.status()
    };
    let title: Text = match found.mail.subject.as_str() {
        "" => words.say("support-mail-no-subject").into(),
        subject => subject.to_owned().into(),
    };
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("cases")
        .status(status)
        .crumbs([
            (words.say("support-queue-title"), "/console/cases"),
            (words.say("support-mails"), "/console/cases/mails"),
        ])
        .show(move || {
            let mail = &found.mail;
            let notice = tried.meanwhile.then(|| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn>{words.say("support-changed")}</Notice>
                    </div>
                }
            });
            let came: Vec<AnyView> = found.files.iter().map(|one| file(words, one)).collect();
            let came = (!came.is_empty()).then(|| view! { <ul class="came">{came}</ul> });
            let left = files::left_out(words, &mail.left_out());
            let text = mail.text.clone();
            let forms = if mail.settled_at.is_none() && mail.became != "bounced" {
                forms(words, &found, &tried)
            } else {
                ().into_any()
            };
            let aside = aside(words, &found);
            view! {
                <PageHead title=title sub=why(words, mail) />
                {notice}
                <Columns aside=aside>
                    <Sheet>
                        <div class="stack-s">
                            <p class="prose">{text}</p>
                            {came}
                            {left}
                        </div>
                    </Sheet>
                    {forms}
                </Columns>
            }
        }))
}

fn file(words: Words, file: &StrangersFile) -> AnyView {
    let href = format!("/files/{}/{}", file.file, file.size);
    view! {
        <li>
            <a href=href download="">
                {file.name.clone()}
            </a>
            " "
            <span class="mute small">{size(words, file.bytes)}</span>
        </li>
    }
    .into_any()
}

fn aside(words: Words, found: &StrangersMail) -> AnyView {
    let mail = &found.mail;
    let sender = match mail.sender_name.as_str() {
        "" => mail.sender.clone(),
        name => format!("{name} <{}>", mail.sender),
    };
    let mut rows: Vec<(Text, AnyView)> = vec![
        (words.say("support-mail-from").into(), sender.into_any()),
        (
            words.say("support-since").into(),
            words.moment(mail.at).into_any(),
        ),
    ];
    if let Some(outcome) = outcome(words, mail) {
        rows.push((words.say("support-mail-became").into(), outcome));
    }
    let hint = mail.mentions.map(|serial| {
        let number = number_of(serial);
        let href = format!("/console/cases/{number}");
        let id = match mail.bounced_to {
            Some(_) => "support-mail-bounced-about",
            None => "support-mail-mentions",
        };
        let text = words.say_with(id, &[("number", number.into())]);
        view! {
            <p class="small">
                <a href=href>{text}</a>
            </p>
        }
    });
    view! {
        <Sheet title=words.say("support-mail")>
            <div class="stack-s">
                <Definitions rows words=true />
                {hint}
            </div>
        </Sheet>
    }
    .into_any()
}

/// To add it to a case that there is: the one that it names, if it names one.
fn add_form(
    words: Words,
    action: &str,
    mail: &Stranger,
    (member, tried): (&str, &Tried),
) -> AnyView {
    let form = match tried.what.as_str() {
        "add" => tried.form.clone(),
        _ => FormState::empty()
            .with("number", mail.mentions.map(number_of).unwrap_or_default())
            .with("member", member),
    };
    let fields = move || {
        view! {
            <div class="fields">
                <Field
                    name="number"
                    label=words.say("support-other-number")
                    placeholder="HC-2026-000123"
                />
                <Field
                    name="member"
                    kind=Kind::Email
                    label=words.say("support-mail-words-of")
                    help=words.say("support-mail-words-of-help")
                />
            </div>
            <Actions>
                <button class="btn">{words.say("support-mail-add")}</button>
            </Actions>
        }
    };
    view! {
        <PostForm action=action.to_owned() state=form prefix="a">
            <input type="hidden" name="do" value="add" />
            {fields()}
        </PostForm>
    }
    .into_any()
}

/// To make a case of it, to add it to one, or to leave it alone.
fn forms(words: Words, found: &StrangersMail, tried: &Tried) -> AnyView {
    let mail = &found.mail;
    let action = format!("/console/cases/mails/{}", mail.id);
    // Whoever has the address that the mail names may be meant.
    let member = match found.candidates.is_empty() {
        true => String::new(),
        false => mail.sender.clone(),
    };
    let add = add_form(words, &action, mail, (&member, tried));
    let form = if tried.what == "case" {
        tried.form.clone()
    } else {
        let subject: String = subject_of(&mail.subject)
            .chars()
            .take(LONGEST_SUBJECT)
            .collect();
        FormState::empty()
            .with("member", member)
            .with("subject", subject)
            .with("priority", Priority::Normal.code())
    };
    let which: Vec<(String, String)> = tried
        .which
        .iter()
        .map(|one| (one.customer.to_string(), one.company.clone()))
        .collect();
    let make = {
        let action = action.clone();
        let fields = move || {
            let priorities = Priority::ALL
                .iter()
                .map(|one| {
                    let name = said::priority(words, *one);
                    (one.code().to_owned(), name.to_owned())
                })
                .collect();
            let company = (!which.is_empty()).then(|| {
                view! {
                    <Select name="customer" label=words.say("support-customer") options=which />
                }
            });
            view! {
                <Field
                    name="member"
                    kind=Kind::Email
                    label=words.say("support-mail-member")
                    help=words.say("support-mail-member-help")
                />
                {company}
                <Field name="subject" label=words.say("support-subject") />
                <Select
                    name="priority"
                    label=words.say("support-priority")
                    options=priorities
                    first=true
                />
                <Actions>
                    <button class="btn main">{words.say("support-mail-make")}</button>
                </Actions>
            }
        };
        view! {
            <PostForm action=action state=form prefix="m">
                <input type="hidden" name="do" value="case" />
                {fields()}
            </PostForm>
        }
    };
    let form = match tried.what.as_str() {
        "leave" => tried.form.clone(),
        _ => FormState::empty(),
    };
    let leave = {
        let fields = move || {
            view! {
                <Field name="reason" label=words.say("support-mail-reason") />
                <Actions>
                    <button class="btn">{words.say("support-mail-leave")}</button>
                </Actions>
            }
        };
        view! {
            <PostForm action=action state=form prefix="l">
                <input type="hidden" name="do" value="leave" />
                {fields()}
            </PostForm>
        }
    };
    view! {
        <Sheet title=words.say("support-mail-make")>{make}</Sheet>
        <Sheet title=words.say("support-mail-add")>{add}</Sheet>
        <Sheet title=words.say("support-mail-leave")>{leave}</Sheet>
    }
    .into_any()
}
