//! Publishing a draft, now or at a day, and going back to an earlier revision:
//! what will change for whom, and why.

use super::changed_terms::{changed_terms, end_of};
use super::compare::touched;
use super::fields::{not_found, refusal};
use super::one::{read, summary, whose};
use crate::frame::parts::{
    Actions, Checkbox, DateField, Notice, PageHead, PostForm, Sheet, TextArea, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::agreements::{
    AgreementError, AgreementPage, Publish, Revision, difference, publish, take_back as go_back,
    withdraw_plan as forget_plan,
};
use domain::id::AgreementId;
use domain::identity::Permission;
use leptos::prelude::*;

/// `GET /console/agreements/{id}/publish`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    answer(&visitor, &state, id(&agreement)?, FormState::empty()).await
}

/// `POST /console/agreements/{id}/publish`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let agreement: AgreementId = id(&agreement)?;
    let mut form = FormState::from(form);
    let Some(on) = form.day_or_none("on", words.say("frame-no-day")) else {
        return answer(&visitor, &state, agreement, form).await;
    };
    let command = Publish {
        agreement,
        version: form.carried("version")?,
        note: form.value("note").to_owned(),
        at: on.map(Day::start),
        even_if_empty: form.form().has("empty"),
    };
    match publish(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            let said = match on {
                Some(day) => {
                    words.say_with("agreements-is-planned", &[("day", words.date(day).into())])
                }
                None => words.say("agreements-is-published").to_owned(),
            };
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
        }
        // Sent twice, or somebody else was faster: what is, is on the page.
        Err(AgreementError::NoDraft) => {
            visitor
                .say_next(false, words.say("agreements-no-draft"))
                .await?;
            Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
        }
        Err(error) => {
            let field = match error {
                AgreementError::Empty => "empty",
                AgreementError::NoReason => "note",
                AgreementError::InThePast | AgreementError::EndsBefore => "on",
                _ => "",
            };
            let why = refusal(words, &error);
            match why {
                Some(why) => {
                    form.fail(field, why);
                    answer(&visitor, &state, agreement, form).await
                }
                None => Err(not_found(&visitor)(error)),
            }
        }
    }
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let page = read(visitor, state, agreement).await?;
    let here = format!("/console/agreements/{agreement}");
    let Some(draft) = page.draft().cloned() else {
        return Ok(Redirect::to(&here).into_response());
    };
    let change = difference::<PageError>(&state.db, visitor.actor(), &page, visitor.now).await?;
    let title = words.say_with(
        "agreements-publish-title",
        &[("number", page.number.as_str().into())],
    );
    let is_first = page.published().is_none();
    let empties = form.error("empty").is_some() || form.form().has("empty");
    let now = visitor.now;
    let later = now < draft.valid_from;
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("agreements")
        .crumbs(crumbs(words, &page))
        .status(form.status())
        .show(move || {
            let what = words.say_with(
                "agreements-difference",
                &[
                    ("changes", summary(words, &change).as_str().into()),
                    ("members", page.members.into()),
                ],
            );
            let tone = if change.lost > 0 {
                Tone::Warn
            } else {
                Tone::Accent
            };
            let from = words.date(Day::of(draft.valid_from));
            let tells = page.audience.customer().is_none().then(|| {
                let count = [("customers", page.managed.into())];
                words.say_with("agreements-tells-many", &count)
            });
            view! {
                <PageHead title sub=whose(words, &page) />
                <Notice tone=tone>{what} {tells.map(|tells| format!(" {tells}"))}</Notice>
                {end_of(words, change.end.as_ref(), now)}
                {changed_terms(words, &page, &change)}
                {touched(words, &change.touches)}
                {later
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Warn>
                                {words
                                    .say_with(
                                        "agreements-not-yet-warning",
                                        &[("from", from.as_str().into())],
                                    )}
                            </Notice>
                        }
                    })}
                <Sheet>
                    <PostForm state=form>
                        <input type="hidden" name="version" value=draft.version.to_string() />
                        <TextArea
                            name="note"
                            label=words.say("agreements-note")
                            help=words.say("agreements-note-help")
                            optional=is_first
                        />
                        <DateField
                            name="on"
                            label=words.say("agreements-publish-on")
                            help=words.say("agreements-publish-on-help")
                            optional=true
                        />
                        {empties
                            .then(|| {
                                view! {
                                    <Checkbox name="empty" label=words.say("agreements-even-if-empty") />
                                }
                            })}
                        <Actions>
                            <a class="btn quiet" href=here.clone()>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-publish-do")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}

/// `POST /console/agreements/{id}/publish/withdraw`: the draft is not published
/// by itself any more.
pub async fn withdraw_plan(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let agreement: AgreementId = id(&agreement)?;
    match forget_plan(&state.db, visitor.actor(), agreement, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-plan-withdrawn"))
                .await?;
        }
        // It was published meanwhile.
        Err(AgreementError::NoDraft) => {
            visitor
                .say_next(false, words.say("agreements-no-draft"))
                .await?;
        }
        Err(error) => return Err(not_found(&visitor)(error)),
    }
    Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
}

fn crumbs(words: domain::text::Words, page: &AgreementPage) -> [(String, String); 2] {
    [
        (
            words.say("agreements-title").to_owned(),
            "/console/agreements".to_owned(),
        ),
        (
            page.number.clone(),
            format!("/console/agreements/{}", page.id),
        ),
    ]
}

/// `GET /console/agreements/{id}/take-back?revision=N`
pub async fn show_take_back(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let page = read(&visitor, &state, id(&agreement)?).await?;
    let number = Address::of(&visitor)
        .get("revision")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    question(&visitor, page, number, FormState::empty())
}

/// `POST /console/agreements/{id}/take-back`
pub async fn take_back(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let agreement: AgreementId = id(&agreement)?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let number: i64 = form.carried("number")?;
    let note = form.value("note").to_owned();
    match go_back(
        &state.db,
        visitor.actor(),
        key,
        agreement,
        number,
        note,
        visitor.now,
    )
    .await
    {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-is-taken-back"))
                .await?;
            Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
        }
        Err(AgreementError::NoReason) => {
            form.fail("note", words.say("agreements-no-reason"));
            let page = read(&visitor, &state, agreement).await?;
            question(&visitor, page, number, form)
        }
        Err(error) => Err(not_found(&visitor)(error)),
    }
}

fn question(
    visitor: &StaffOnly,
    page: AgreementPage,
    number: i64,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let earlier: &Revision = page
        .revisions
        .iter()
        .find(|one| one.number == number && one.state == "superseded")
        .ok_or(PageError::NotFound)?;
    let title = words.say_with("agreements-take-back-title", &[("number", number.into())]);
    let sub = words.date(earlier.published_at.unwrap_or(earlier.created_at));
    let here = format!("/console/agreements/{}", page.id);
    let status = form.status();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("agreements")
        .crumbs(crumbs(words, &page))
        .status(status)
        .show(move || {
            view! {
                <PageHead title sub=sub />
                <Notice tone=Tone::Warn>{words.say("agreements-take-back-text")}</Notice>
                <Sheet>
                    <PostForm state=form action=format!("{here}/take-back")>
                        <input type="hidden" name="number" value=number.to_string() />
                        <TextArea
                            name="note"
                            label=words.say("agreements-note")
                            help=words.say("agreements-note-help")
                        />
                        <Actions>
                            <a class="btn quiet" href=here.clone()>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-take-back")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}
