//! One return: received, and closed with what follows from it, or repaired and sent
//! back; or called off.

use super::exchanged::in_exchange;
use super::step::step;
use super::{paragraphs, state_tag};
use crate::assets::console_path_of;
use crate::frame::parts::{Column, Columns, DataTable, Definitions, Notice, PageHead, Sheet, Tone};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, key_of};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::assets::NotClear;
use domain::id::ReturnId;
use domain::orders::{
    GoodsReturn, OnReturn, ReturnError, ReturnLine, ReturnPage, ReturnStep, goods_return,
    next_return, on_return,
};
use domain::text::Words;
use leptos::prelude::*;

/// What was tried with a return.
#[derive(Default)]
struct Tried {
    step: Option<ReturnStep>,
    form: FormState,
    meanwhile: bool,
}

/// `GET /console/returns/{id}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, return_id(&id)?, Tried::default()).await
}

pub(super) fn return_id(text: &str) -> Result<ReturnId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// `POST /console/returns/{id}`: `do` says what.
pub async fn act(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let id = return_id(&id)?;
    // Who may not is told so before what they sent is looked at.
    goods_return(&state.db, visitor.actor(), id).await?;
    let step = ReturnStep::from_code(form.text("do")).ok_or(PageError::BadForm)?;
    let command = OnReturn {
        key: key_of(&form)?,
        id,
        version: form.text("version").parse().unwrap_or(0),
        step,
        text: form.text("text").to_owned(),
        units: form.raw("units").to_owned(),
        which: form.raw("which").to_owned(),
    };
    let mut tried = Tried {
        step: Some(step),
        form: FormState::from(form),
        meanwhile: false,
    };
    match on_return(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("orders-return-done"))
                .await?;
            return Ok(Redirect::to(&format!("/console/returns/{id}")).into_response());
        }
        Err(ReturnError::NoWords) => {
            tried.form.fail("text", words.say("orders-return-no-words"));
        }
        Err(ReturnError::NotSerials(_)) => {
            let wrong = words.say("orders-return-serials-wrong");
            tried.form.fail("units", wrong);
        }
        Err(ReturnError::NotClear(why)) => {
            let arrives = matches!(step, ReturnStep::Receive | ReturnStep::Repair);
            let field = if arrives { "units" } else { "which" };
            tried.form.fail(field, not_clear(words, &why));
        }
        Err(ReturnError::Meanwhile) => tried.meanwhile = true,
        Err(other) => return Err(other.into()),
    }
    page(&visitor, &state, id, tried).await
}

/// Why it can't be said which units came.
fn not_clear(words: Words, why: &NotClear) -> String {
    match why {
        NotClear::Unknown(typed) => {
            let typed = [("typed", typed.as_str().into())];
            words.say_with("orders-return-unit-unknown", &typed)
        }
        NotClear::TooMany(most) => {
            words.say_with("orders-return-units-too-many", &[("most", (*most).into())])
        }
        NotClear::Which(many) => {
            words.say_with("orders-return-units-which", &[("many", (*many).into())])
        }
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: ReturnId,
    tried: Tried,
) -> Result<Response, PageError> {
    let found = goods_return(&state.db, visitor.actor(), id).await?;
    let (words, now) = (visitor.words, visitor.now);
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.form.status()
    };
    let title: Text = found.head.number.clone().into();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("orders")
        .status(status)
        .crumbs([(words.say("orders-returns"), "/console/returns")])
        .show(move || {
            let meanwhile = tried.meanwhile.then(|| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn>{words.say("orders-return-meanwhile")}</Notice>
                    </div>
                }
            });
            let head = &found.head;
            let rows: Vec<AnyView> = found.lines.iter().map(|one| line(&found, one)).collect();
            let columns = vec![
                Column::new(words.say("orders-return-what")),
                Column::num(words.say("orders-return-quantity")),
            ];
            let steps: Vec<AnyView> = ReturnStep::ALL
                .iter()
                .filter(|step| next_return(head.state, **step).is_some())
                .map(|one| {
                    let typed = (tried.step == Some(*one)).then(|| tried.form.clone());
                    step(words, &found, *one, typed)
                })
                .collect();
            let outcome = paragraphs(&head.outcome);
            let exchanged = in_exchange(words, &found);
            let aside = aside(words, head, now);
            let reason = paragraphs(&head.reason);
            view! {
                <PageHead title=title sub=head.company.clone() tags=state_tag(words, head.state) />
                {meanwhile}
                <Columns aside=aside>
                    <Sheet>
                        {reason}
                        {outcome}
                    </Sheet>
                    <Sheet flush=true>
                        <DataTable
                            caption=words.say("orders-return-what")
                            quiet=true
                            columns
                            stack=true
                        >
                            {rows}
                        </DataTable>
                    </Sheet>
                    {exchanged}
                    {steps}
                </Columns>
            }
        }))
}

fn line(found: &ReturnPage, line: &ReturnLine) -> AnyView {
    let came: Vec<AnyView> = found
        .units
        .iter()
        .filter(|unit| unit.line == line.id && unit.came())
        .map(|unit| {
            let href = console_path_of(found.head.customer, &unit.service_tag);
            view! { <a href=href>{unit.service_tag.clone()}</a> " " }.into_any()
        })
        .collect();
    let units = (!came.is_empty()).then(|| view! { <span class="sub">{came}</span> });
    view! {
        <tr>
            <td class="wide">
                {line.name.clone()} <span class="sub">{line.sku.clone()}</span> {units}
            </td>
            <td class="num">{line.quantity.to_string()}</td>
        </tr>
    }
    .into_any()
}

fn aside(words: Words, head: &GoodsReturn, now: Timestamp) -> AnyView {
    let order = format!("/console/orders/{}", head.of_order);
    let customer = format!("/console/customers/{}", head.customer);
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("frame-customer").into(),
            view! { <a href=customer>{head.company.clone()}</a> }.into_any(),
        ),
        (
            words.say("orders-return-of").into(),
            view! { <a href=order>{head.order_number.clone()}</a> }.into_any(),
        ),
        (
            words.say("orders-return-since").into(),
            words.ago(head.changed_at, now).into_any(),
        ),
    ];
    if let Some(case) = &head.for_case {
        let href = format!("/console/cases/{case}");
        let link = view! { <a href=href>{case.clone()}</a> };
        rows.push((words.say("orders-return-case").into(), link.into_any()));
    }
    view! {
        <Sheet>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}
