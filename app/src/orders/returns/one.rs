//! One return: received, and closed with what follows from it, or called off.

use super::state_tag;
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Definitions, Notice, PageHead, PostForm, Sheet, TextArea,
    Tone,
};
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

fn return_id(text: &str) -> Result<ReturnId, PageError> {
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
        Err(ReturnError::NotClear(why)) => tried.form.fail("units", not_clear(words, &why)),
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
                .map(|one| step(words, &found, *one, &tried))
                .collect();
            let outcome = (!head.outcome.is_empty()).then(|| {
                view! { <p class="prose">{head.outcome.clone()}</p> }
            });
            let aside = aside(words, head, now);
            let reason = head.reason.clone();
            view! {
                <PageHead title=title sub=head.company.clone() tags=state_tag(words, head.state) />
                {meanwhile}
                <Columns aside=aside>
                    <Sheet>
                        <p class="prose">{reason}</p>
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
                    {steps}
                </Columns>
            }
        }))
}

fn line(found: &ReturnPage, line: &ReturnLine) -> AnyView {
    let came: Vec<&str> = found
        .units
        .iter()
        .filter(|unit| unit.line == line.id && unit.came_with.is_some())
        .map(|unit| unit.service_tag.as_str())
        .collect();
    let units = (!came.is_empty()).then(|| {
        let tags = came.join(" · ");
        view! { <span class="sub">{tags}</span> }
    });
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
            words.say("orders-return-customer").into(),
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

/// The form of a step. What usually comes next is the primary one, and there is one
/// such in each state: to call a return off is the way out.
fn step(words: Words, found: &ReturnPage, step: ReturnStep, tried: &Tried) -> AnyView {
    let head = &found.head;
    let (title, label, prefix, class) = match step {
        ReturnStep::Receive => (
            "orders-return-receive",
            "orders-return-receive-words",
            "receive",
            "btn main",
        ),
        ReturnStep::Close => (
            "orders-return-close",
            "orders-return-close-words",
            "close",
            "btn main",
        ),
        ReturnStep::CallOff => (
            "orders-return-call-off",
            "orders-return-off-words",
            "off",
            "btn danger",
        ),
    };
    let receives = step == ReturnStep::Receive;
    let form = if tried.step == Some(step) {
        // Also what somebody typed who was not the first: they read, and press again.
        tried.form.clone()
    } else if receives {
        let tags = found.expected().into_iter();
        let tags: Vec<&str> = tags.map(|unit| unit.service_tag.as_str()).collect();
        FormState::empty().with("units", tags.join("\n"))
    } else {
        FormState::empty()
    };
    let action = format!("/console/returns/{}", head.id);
    let version = head.version.to_string();
    let named = receives && !found.units.is_empty();
    let fields = move || {
        let units = named.then(|| {
            view! {
                <TextArea
                    name="units"
                    label=words.say("orders-return-units")
                    help=words.say("orders-return-units-help")
                    rows=3
                    optional=true
                    class="code"
                />
            }
        });
        view! {
            {units}
            <TextArea name="text" label=words.say(label) rows=2 optional=receives />
            <Actions>
                <button class=class>{words.say(title)}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say(title)>
            <PostForm action=action state=form prefix=prefix>
                <input type="hidden" name="do" value=step.code() />
                <input type="hidden" name="version" value=version />
                {fields()}
            </PostForm>
        </Sheet>
    }
    .into_any()
}
