//! `/me/remembered`: what is remembered about me, to read, to take along, to
//! correct and to delete.

use super::{nothing, touch_point};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, Confidence, DataTable, Notice, PageHead, Pager,
    PostForm, Sheet,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, Paging, SignedIn};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Denied;
use domain::profile::{
    self, CorrectError, ForgetError, Happened, Kind, Known, Recording, RecordingError, Refused,
    Remembered, wording,
};
use domain::text::Words;
use leptos::prelude::*;
use serde::Serialize;

const ROWS: i64 = 50;
const HERE: &str = "/me/remembered";

async fn read(
    visitor: &SignedIn,
    state: &AppState,
    part: (i64, i64),
) -> Result<Remembered, PageError> {
    let actor = visitor.actor();
    let member = actor.member().ok_or(Denied)?;
    let mut read = state.db.read(actor.scope()).await?;
    Ok(profile::remembered(&mut read, actor, member, part, visitor.now).await?)
}

/// `GET /me/remembered?page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let now = visitor.now;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, ROWS);
    let known = read(&visitor, &state, (paging.size, paging.offset())).await?;
    let paging = paging.total(known.total);
    let title = words.say("profile-remembered");
    Ok(Page::new(&visitor, Face::Site, title)
        .crumbs([(words.say("frame-home"), "/")])
        .show(move || {
            let deletable = known.deletable;
            view! {
                <PageHead title=title sub=words.say("profile-remembered-sub")>
                    <a class="btn" href="/me/remembered/export" download="remembered.json">
                        {words.say("profile-export")}
                    </a>
                </PageHead>
                <div class="stack">
                    {choice(words, &known)}
                    {facts(words, known.facts, now)}
                    {refused(words, known.refused, now)}
                    {happened(words, known.interactions, paging, address)}
                    <Sheet title=words.say("profile-delete-all")>
                        <p>
                            {words
                                .say_with(
                                    "profile-delete-all-text",
                                    &[("count", deletable.into())],
                                )}
                        </p>
                        {(deletable > 0)
                            .then(|| {
                                view! {
                                    <PostForm action="/me/remembered/delete">
                                        <Actions>
                                            <button class="btn danger" name="all" value="yes">
                                                {words.say("profile-delete-all")}
                                            </button>
                                        </Actions>
                                    </PostForm>
                                }
                            })}
                    </Sheet>
                </div>
            }
        }))
}

fn choice(words: Words, known: &Remembered) -> AnyView {
    if known.company == Recording::Orders {
        return view! { <Notice>{words.say("profile-company-says-no")}</Notice> }.into_any();
    }
    let now = if known.own.unwrap_or(true) {
        "yes"
    } else {
        "no"
    };
    let state = FormState::empty().with("recording", now);
    let options = vec![
        ChoiceOption::new("yes", words.say("profile-my-choice-on")),
        ChoiceOption::new("no", words.say("profile-my-choice-off")),
    ];
    view! {
        <Sheet>
            <PostForm action="/me/remembered/choice" state=state>
                <Choice
                    name="recording"
                    label=words.say("profile-my-choice")
                    options=options
                    list=true
                />
                <Actions>
                    <button class="btn">{words.say("frame-save")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn facts(words: Words, facts: Vec<Known>, now: domain::Timestamp) -> AnyView {
    if facts.is_empty() {
        return nothing(
            words.say("profile-facts"),
            words.say("profile-facts-none"),
            words.say("profile-facts-none-text"),
        );
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-fact")),
            Column::new(words.say("profile-about")),
            Column::new(words.say("profile-sure")),
            Column::new(words.say("profile-from")),
            Column::new(words.say("profile-changes")),
            Column::actions(),
        ]
    };
    let rows = facts
        .into_iter()
        .map(|fact| fact_row(words, &fact, now))
        .collect_view();
    view! {
        <Sheet
            title=words.say("profile-facts")
            note=words.say("profile-facts-note")
            flush=true
        >
            <PostForm action="/me/remembered/correct" class="flush">
                <DataTable
                    caption=words.say("profile-facts")
                    columns=columns()
                    stack=true
                    quiet=true
                >
                    {rows}
                </DataTable>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn fact_row(words: Words, fact: &Known, now: domain::Timestamp) -> AnyView {
    let text = wording::fact(words, &fact.finding);
    let from = wording::rests_on(words, &fact.finding, fact.evidence_count);
    let about = fact
        .unit_name
        .clone()
        .unwrap_or_else(|| words.say("profile-whole-company").to_owned());
    let level = u8::try_from(fact.confidence).unwrap_or(0);
    let action = match fact.corrected_at {
        Some(_) => view! {
            <button class="btn s quiet" name="right" value=fact.id.to_string()>
                {words.say("profile-right-again")}
            </button>
        }
        .into_any(),
        None => {
            let label = words.say_with("profile-wrong-name", &[("fact", text.as_str().into())]);
            view! {
                <button class="btn s quiet" name="wrong" value=fact.id.to_string() aria-label=label>
                    {words.say("profile-wrong")}
                </button>
            }
            .into_any()
        }
    };
    let changes = match fact.corrected_at {
        Some(at) => {
            let when = words.ago(at, now);
            words.say_with("profile-corrected", &[("when", when.into())])
        }
        None => wording::changes(words, &fact.finding).to_owned(),
    };
    view! {
        <tr>
            <td class="wide">{text}</td>
            <td data-l=words.say("profile-about")>{about}</td>
            <td data-l=words.say("profile-sure")>
                <Confidence level=level />
            </td>
            <td class="mute" data-l=words.say("profile-from")>
                {from}
            </td>
            <td class="mute" data-l=words.say("profile-changes")>
                {changes}
            </td>
            <td class="actions">{action}</td>
        </tr>
    }
    .into_any()
}

fn refused(words: Words, refused: Vec<Refused>, now: domain::Timestamp) -> Option<AnyView> {
    if refused.is_empty() {
        return None;
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-what")),
            Column::new(words.say("profile-when")),
            Column::actions(),
        ]
    };
    let rows = refused
        .into_iter()
        .map(|one| {
            let label = words.say_with("profile-again-name", &[("name", one.text.as_str().into())]);
            view! {
                <tr>
                    <td class="wide">{one.text.clone()}</td>
                    <td class="mute" data-l=words.say("profile-when")>
                        {words.ago(one.at, now)}
                    </td>
                    <td class="actions">
                        <button
                            class="btn s quiet"
                            name="id"
                            value=one.id.to_string()
                            aria-label=label
                        >
                            {words.say("profile-again")}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet
                title=words.say("profile-refused")
                note=words.say("profile-refused-note")
                flush=true
            >
                <PostForm action="/me/remembered/again" class="flush">
                    <DataTable
                        caption=words.say("profile-refused")
                        columns=columns()
                        stack=true
                        quiet=true
                    >
                        {rows}
                    </DataTable>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

fn happened(words: Words, rows: Vec<Happened>, paging: Paging, address: Address) -> AnyView {
    if rows.is_empty() {
        return nothing(
            words.say("profile-happened"),
            words.say("profile-nothing-happened"),
            words.say("profile-nothing-happened-text"),
        );
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-what")),
            Column::new(words.say("profile-where")),
            Column::new(words.say("profile-when")),
            Column::actions(),
        ]
    };
    let rows = rows
        .into_iter()
        .map(|one| {
            let what = wording::happened(words, &one.kind, &one.subject, &one.text, one.amount);
            let stays = Kind::from_code(&one.kind).is_none_or(Kind::is_business_record);
            let action = if stays {
                view! { <small class="mute">{words.say("profile-stays")}</small> }.into_any()
            } else {
                let label =
                    words.say_with("profile-delete-name", &[("what", what.as_str().into())]);
                view! {
                    <button
                        class="btn s quiet"
                        name="one"
                        value=one.id.to_string()
                        aria-label=label
                    >
                        {words.say("profile-delete")}
                    </button>
                }
                .into_any()
            };
            view! {
                <tr>
                    <td class="wide">{what}</td>
                    <td data-l=words.say("profile-where")>
                        {touch_point(words, &one.touch_point)}
                    </td>
                    <td class="mute" data-l=words.say("profile-when")>
                        {words.moment_short(one.at)}
                    </td>
                    <td class="actions">{action}</td>
                </tr>
            }
        })
        .collect_view();
    let footer = view! { <Pager paging address /> };
    view! {
        <Sheet title=words.say("profile-happened") flush=true>
            <PostForm action="/me/remembered/delete" class="flush">
                <DataTable
                    caption=words.say("profile-happened")
                    columns=columns()
                    stack=true
                    quiet=true
                    footer=footer
                >
                    {rows}
                </DataTable>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// What the reader takes along.
#[derive(Serialize)]
struct Export {
    exported_at: String,
    interactions: Vec<Happened>,
    facts: Vec<Known>,
    not_for_us: Vec<Refused>,
}

/// `GET /me/remembered/export`
pub async fn export(
    visitor: SignedIn,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    // More than anybody does by hand; a person's history is not paged here.
    let known = read(&visitor, &state, (100_000, 0)).await?;
    let export = Export {
        exported_at: visitor.words.moment(visitor.now),
        interactions: known.interactions,
        facts: known.facts,
        not_for_us: known.refused,
    };
    let attached = [(
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"remembered.json\"",
    )];
    Ok((attached, Json(export)).into_response())
}

/// `POST /me/remembered/delete`: one thing (`one`), or all that may be (`all`).
pub async fn delete(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, actor) = (visitor.words, visitor.actor());
    let done = if let Some(one) = form.some("one") {
        let one = one.parse().map_err(|_| PageError::BadForm)?;
        profile::forget_one(&state.db, actor, one, visitor.now)
            .await
            .map(|()| words.say("profile-deleted-one").to_owned())
    } else if form.has("all") {
        profile::forget_me(&state.db, actor, visitor.now)
            .await
            .map(|count| words.say_with("profile-deleted-all", &[("count", count.into())]))
    } else {
        return Err(PageError::BadForm);
    };
    match done {
        Ok(said) => visitor.say_next(true, said).await?,
        // Deleted already, by another window: the same result.
        Err(ForgetError::Denied(_)) => {
            let said = words.say_with("profile-deleted-all", &[("count", 0.into())]);
            visitor.say_next(true, said).await?;
        }
        Err(ForgetError::BusinessRecord) => {
            visitor.say_next(false, words.say("profile-stays")).await?;
        }
        Err(ForgetError::Store(error)) => return Err(error.into()),
    }
    Ok(Redirect::to(HERE).into_response())
}

/// `POST /me/remembered/correct`: a fact is `wrong`, or `right` after all.
pub async fn correct(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, actor, now) = (visitor.words, visitor.actor(), visitor.now);
    let (done, said) = if let Some(fact) = form.some("wrong") {
        let fact = fact.parse().map_err(|_| PageError::BadForm)?;
        let done = profile::correct(&state.db, actor, fact, form.text("note"), now).await;
        (done, words.say("profile-correction-kept"))
    } else {
        let fact = form.carried("right")?;
        let done = profile::take_correction_back(&state.db, actor, fact, now).await;
        (done, words.say("profile-correction-gone"))
    };
    match done {
        Ok(()) => visitor.say_next(true, said).await?,
        Err(CorrectError::Denied(_)) => return Err(PageError::NotFound),
        Err(CorrectError::TooLong) => return Err(PageError::BadForm),
        Err(CorrectError::Store(error)) => return Err(error.into()),
    }
    Ok(Redirect::to(HERE).into_response())
}

/// `POST /me/remembered/again`: what was refused may be suggested again.
pub async fn again(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let id = form.carried("id")?;
    match profile::for_us_again(&state.db, visitor.actor(), id).await {
        Ok(()) => {
            let said = visitor.words.say("profile-suggested-again");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(HERE).into_response())
        }
        Err(profile::NotForUsError::Denied(denied)) => Err(denied.into()),
        Err(profile::NotForUsError::Store(error)) => Err(error.into()),
    }
}

/// `POST /me/remembered/choice`: whether what I do is recorded.
pub async fn choose(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let recording = match form.text("recording") {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::BadForm),
    };
    match profile::choose_for_me(&state.db, visitor.actor(), recording, visitor.now).await {
        Ok(()) => {
            let said = visitor.words.say("profile-choice-saved");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(HERE).into_response())
        }
        Err(RecordingError::Denied(denied)) => Err(denied.into()),
        Err(RecordingError::Store(error)) => Err(error.into()),
    }
}
