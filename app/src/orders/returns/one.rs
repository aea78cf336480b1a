//! One return: received, and closed with what follows from it, or called off.

use super::state_tag;
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Definitions, Notice, PageHead, PostForm, Sheet, TextArea,
    Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::ReturnId;
use domain::orders::{
    GoodsReturn, OnReturn, ReturnError, ReturnLine, ReturnStep, goods_return, next_return,
    on_return,
};
use domain::store::FormKey;
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
        key: FormKey(form.key().ok_or(PageError::BadForm)?),
        id,
        version: form.text("version").parse().unwrap_or(0),
        step,
        text: form.text("text").to_owned(),
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
        Err(ReturnError::Meanwhile) => tried.meanwhile = true,
        Err(other) => return Err(other.into()),
    }
    page(&visitor, &state, id, tried).await
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: ReturnId,
    tried: Tried,
) -> Result<Response, PageError> {
    let (head, lines) = goods_return(&state.db, visitor.actor(), id).await?;
    let (words, now) = (visitor.words, visitor.now);
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.form.status()
    };
    let title: Text = head.number.clone().into();
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
            let rows: Vec<AnyView> = lines.iter().map(line).collect();
            let columns = vec![
                Column::new(words.say("orders-return-what")),
                Column::num(words.say("orders-return-quantity")),
            ];
            let steps: Vec<AnyView> = ReturnStep::ALL
                .iter()
                .filter(|step| next_return(head.state, **step).is_some())
                .map(|one| step(words, &head, *one, &tried))
                .collect();
            let outcome = (!head.outcome.is_empty()).then(|| {
                view! { <p class="prose">{head.outcome.clone()}</p> }
            });
            let aside = aside(words, &head, now);
            view! {
                <PageHead title=title sub=head.company.clone() tags=state_tag(words, head.state) />
                {meanwhile}
                <Columns aside=aside>
                    <Sheet>
                        <p class="prose">{head.reason.clone()}</p>
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

fn line(line: &ReturnLine) -> AnyView {
    view! {
        <tr>
            <td class="wide">
                {line.name.clone()} <span class="sub">{line.sku.clone()}</span>
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

fn step(words: Words, head: &GoodsReturn, step: ReturnStep, tried: &Tried) -> AnyView {
    let (title, label, prefix) = match step {
        ReturnStep::Receive => (
            "orders-return-receive",
            "orders-return-receive-words",
            "receive",
        ),
        ReturnStep::Close => ("orders-return-close", "orders-return-close-words", "close"),
        ReturnStep::CallOff => ("orders-return-call-off", "orders-return-off-words", "off"),
    };
    let form = if tried.step == Some(step) && !tried.meanwhile {
        tried.form.clone()
    } else {
        FormState::empty()
    };
    let action = format!("/console/returns/{}", head.id);
    let version = head.version.to_string();
    let optional = step == ReturnStep::Receive;
    let fields = move || {
        view! {
            <TextArea name="text" label=words.say(label) rows=2 optional=optional />
            <Actions>
                <button class="btn main">{words.say(title)}</button>
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
