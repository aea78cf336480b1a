//! `/console/plays/{id}`: one play, to accept or to dismiss.

use super::queue::outcome;
use crate::frame::parts::{Actions, Columns, Field, PageHead, PostForm, Sheet, Tag, TextArea};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PlayId;
use domain::plays::{self, Accept, DecideError, PlayRow};
use domain::profile::learning::Finding;
use domain::profile::wording;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/plays/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(play): Path<String>,
) -> Result<Response, PageError> {
    let play = play.parse().map_err(|_| PageError::NotFound)?;
    page(
        &visitor,
        &state,
        play,
        FormState::empty(),
        FormState::empty(),
    )
    .await
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    play: PlayId,
    accepting: FormState,
    dismissing: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let row = match plays::play(&mut read, actor, play).await {
        Ok(row) => row,
        Err(plays::QueueError::Denied(_)) => return Err(PageError::NotFound),
        Err(error) => return Err(error.into()),
    };
    drop(read);
    let status = if accepting.is_fine() {
        dismissing.status()
    } else {
        accepting.status()
    };
    let title = wording::play(words, &row.finding);
    let customer = format!("/console/customers/{}", row.customer_id);
    Ok(Page::new(visitor, Face::Console, title.clone())
        .status(status)
        .nav("plays")
        .crumbs([
            (
                words.say("plays-title").to_owned(),
                "/console/plays".to_owned(),
            ),
            (row.customer.clone(), customer.clone()),
        ])
        .show(move || {
            let why = wording::why_play(words, &row.finding);
            let (text, tone) = outcome(words, &row.state);
            let fact = format!("{customer}/facts/{}", row.fact_id);
            let is_open = row.state == "proposed";
            let reason = (!row.reason.is_empty()).then(|| {
                let reason = row.reason.clone();
                view! { <Sheet title=words.say("plays-reason")><p>{reason}</p></Sheet> }
            });
            let aside = is_open.then(|| dismiss_form(words, &row, dismissing));
            view! {
                <PageHead title=title sub=why tags=view! { <Tag text=text tone=tone /> }>
                    <a class="btn" href=fact>{words.say("plays-fact")}</a>
                </PageHead>
                {if is_open {
                    view! {
                        <Columns aside=aside>{accept_form(words, &row, accepting)}</Columns>
                    }
                    .into_any()
                } else {
                    reason.into_any()
                }}
            }
        }))
}

/// What accepting a finding comes to, and the button that does it.
pub(super) fn accepting(words: Words, finding: &Finding) -> (String, &'static str) {
    match finding {
        Finding::ChangedOption(one) => (
            words.say_with(
                "plays-accept-usual-text",
                &[
                    ("name", one.name.as_str().into()),
                    ("chosen", one.chosen_name.as_str().into()),
                    ("way", one.way.code().into()),
                    ("usual", one.usual.as_str().into()),
                ],
            ),
            words.say("plays-accept-usual"),
        ),
        Finding::AskedFor(one) if one.beside.is_some() => (
            words.say_with(
                "plays-accept-option-text",
                &[("what", one.words.as_str().into())],
            ),
            words.say("plays-accept-usual"),
        ),
        _ => (
            words.say("plays-accept-findable-text").to_owned(),
            words.say("plays-accept-findable"),
        ),
    }
}

/// Whether accepting a finding makes something findable: then there is to say what.
pub(super) fn makes_findable(finding: &Finding) -> bool {
    match finding {
        Finding::ChangedOption(_) => false,
        Finding::AskedFor(one) => one.beside.is_none(),
        _ => true,
    }
}

fn accept_form(words: Words, row: &PlayRow, form: FormState) -> AnyView {
    let action = format!("/console/plays/{}/accept", row.id);
    let (text, button) = accepting(words, &row.finding);
    let fields = makes_findable(&row.finding);
    view! {
        <Sheet title=words.say("plays-accept")>
            <p>{text}</p>
            <PostForm action=action state=form prefix="accept">
                {fields.then(|| view! {
                    <TextArea
                        name="skus"
                        label=words.say("plays-skus")
                        help=words.say("plays-skus-help")
                        optional=true
                        rows=3
                    />
                    <Field
                        name="replacement"
                        label=words.say("plays-replacement")
                        help=words.say("plays-replacement-help")
                        optional=true
                    />
                })}
                <TextArea
                    name="note"
                    label=words.say("plays-note")
                    help=words.say("plays-note-help")
                    optional=true
                    rows=2
                />
                <Actions>
                    <button class="btn main">{button}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn dismiss_form(words: Words, row: &PlayRow, form: FormState) -> AnyView {
    let action = format!("/console/plays/{}/dismiss", row.id);
    view! {
        <Sheet title=words.say("plays-dismiss")>
            <p class="mute">{words.say("plays-dismiss-text")}</p>
            <PostForm action=action state=form prefix="dismiss">
                <TextArea name="reason" label=words.say("plays-dismiss-reason") rows=3 />
                <Actions>
                    <button class="btn">{words.say("plays-dismiss")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// `POST /console/plays/{id}/accept`
pub async fn accept(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(play): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let play: PlayId = play.parse().map_err(|_| PageError::NotFound)?;
    let command = Accept {
        play,
        skus: form
            .text("skus")
            .lines()
            .map(str::trim)
            .filter(|sku| !sku.is_empty())
            .take(50)
            .map(str::to_owned)
            .collect(),
        replacement: form.text("replacement").to_owned(),
        note: form.text("note").to_owned(),
    };
    let result = plays::accept(&state.db, visitor.actor(), command, visitor.now).await;
    let words = visitor.words;
    match result {
        Ok(()) => done(&visitor, true, words.say("plays-done-accepted")).await,
        Err(error) => {
            let mut form = FormState::from(form);
            let field = field_of(&error, false);
            match said(words, error)? {
                Said::Wrong(text) => {
                    form.fail(field, text);
                    page(&visitor, &state, play, form, FormState::empty()).await
                }
                Said::TooLate(text) => done(&visitor, false, text).await,
            }
        }
    }
}

/// `POST /console/plays/{id}/dismiss`
pub async fn dismiss(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(play): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let play: PlayId = play.parse().map_err(|_| PageError::NotFound)?;
    let words = visitor.words;
    let reason = form.text("reason").to_owned();
    match plays::dismiss(&state.db, visitor.actor(), play, &reason, visitor.now).await {
        Ok(()) => done(&visitor, true, words.say("plays-done-dismissed")).await,
        Err(error) => match said(words, error)? {
            Said::Wrong(text) => {
                let mut form = FormState::from(form);
                form.fail("reason", text);
                page(&visitor, &state, play, FormState::empty(), form).await
            }
            Said::TooLate(text) => done(&visitor, false, text).await,
        },
    }
}

/// The field at which an error is said; `leaves` if nothing was to be done.
pub(super) const fn field_of(error: &DecideError, leaves: bool) -> &'static str {
    match error {
        DecideError::UnknownSku(_) | DecideError::NothingChosen => "skus",
        DecideError::TooLong | DecideError::NoReason if leaves => "reason",
        DecideError::TooLong => "note",
        _ => "",
    }
}

/// Why it was not done: something to put right in the form, or too late.
pub(super) enum Said {
    Wrong(String),
    TooLate(&'static str),
}

pub(super) fn said(words: Words, error: DecideError) -> Result<Said, PageError> {
    Ok(Said::Wrong(match error {
        DecideError::Denied(denied) => return Err(denied.into()),
        DecideError::Store(error) => return Err(error.into()),
        DecideError::AlreadyDecided => return Ok(Said::TooLate(words.say("plays-already"))),
        DecideError::NoReason => words.say("plays-no-reason").to_owned(),
        DecideError::TooLong => words.say("plays-too-long").to_owned(),
        DecideError::NothingChosen => words.say("plays-nothing-chosen").to_owned(),
        DecideError::NoAgreement => words.say("plays-no-agreement").to_owned(),
        DecideError::StandardChanged => words.say("plays-standard-changed").to_owned(),
        DecideError::UnknownSku(sku) => words.say_with("plays-unknown-sku", &[("sku", sku.into())]),
    }))
}

async fn done(visitor: &SignedIn, good: bool, text: &str) -> Result<Response, PageError> {
    visitor.say_next(good, text).await?;
    Ok(Redirect::to("/console/plays").into_response())
}
