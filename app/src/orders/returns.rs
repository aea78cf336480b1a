//! `/console/returns` and `/console/orders/{id}/return`: goods that come back, from
//! announcing them to what follows from it.

use super::order_id;
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Definitions, Empty, Field, Icon, Notice, PageHead,
    PostForm, QuantityField, Sheet, Tag, TextArea, Tone, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ReturnId;
use domain::orders::{
    Coming, GoodsReturn, OnReturn, OpenReturn, Part, PartRefused, Refusal, ReturnError, ReturnLine,
    ReturnState, ReturnStep, ToReturn, goods_return, goods_returns, next_return, on_return,
    open_return, to_return,
};
use domain::store::FormKey;
use domain::text::Words;
use domain::{Quantity, Timestamp};
use leptos::prelude::*;

impl From<ReturnError> for PageError {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Denied(denied) => denied.into(),
            ReturnError::NotFound => PageError::NotFound,
            ReturnError::Store(error) => error.into(),
            other => PageError::Failed(other.to_string()),
        }
    }
}

/// Where a return stands.
fn state_tag(words: Words, state: ReturnState) -> AnyView {
    let (text, tone) = match state {
        ReturnState::Announced => ("orders-return-announced", Tone::Accent),
        ReturnState::Received => ("orders-return-received", Tone::Warn),
        ReturnState::Closed => ("orders-return-closed", Tone::Good),
        ReturnState::CalledOff => ("orders-return-called-off", Tone::Plain),
    };
    view! { <Tag text=words.say(text) tone /> }.into_any()
}

/// What comes back of an order, on its page; nothing without any.
pub(super) fn on_order(words: Words, coming: &[Coming], ours: bool) -> Option<AnyView> {
    let items: Vec<AnyView> = coming
        .iter()
        .map(|one| {
            let number = if ours {
                let href = format!("/console/returns/{}", one.id);
                view! { <a href=href>{one.number.clone()}</a> }.into_any()
            } else {
                one.number.clone().into_any()
            };
            let said = if one.outcome.is_empty() {
                one.reason.clone()
            } else {
                one.outcome.clone()
            };
            view! {
                <li>
                    {number} " " {state_tag(words, one.state)} " "
                    <span class="mute small">{words.date(one.opened_at)}</span>
                    <p class="prose">{said}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("orders-returns")>
                <ul class="stack-s">{items}</ul>
            </Sheet>
        }
        .into_any()
    })
}

/// `GET /console/orders/{id}/return?case=NUMBER`
pub async fn ask(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let order = to_return(&state.db, visitor.actor(), order_id(&id)?).await?;
    let address = Address::of(&visitor);
    let case = address.get("case").unwrap_or_default().to_owned();
    Ok(form(&visitor, order, FormState::empty().with("case", case)))
}

/// `POST /console/orders/{id}/return`
pub async fn open(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    posted: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let order = to_return(&state.db, visitor.actor(), order_id(&id)?).await?;
    let key = FormKey(posted.key().ok_or(PageError::BadForm)?);
    let mut shown = FormState::from(posted);
    let parts: Vec<Part> = order
        .lines
        .iter()
        .filter_map(|line| {
            let quantity = shown.read(&format!("back-{}", line.id), |text| match text {
                "" | "0" => Ok(Quantity::default()),
                text => {
                    Quantity::parse_pieces(text).map_err(|_| words.say("orders-quantity-wrong"))
                }
            })?;
            Some(Part {
                line: line.id,
                quantity,
            })
        })
        .collect();
    if !shown.is_fine() {
        return Ok(form(&visitor, order, shown));
    }
    let command = OpenReturn {
        key,
        order: order.order,
        parts,
        reason: shown.value("reason").to_owned(),
        case: shown.value("case").to_owned(),
    };
    match open_return(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(id) => {
            visitor
                .say_next(true, words.say("orders-return-opened"))
                .await?;
            return Ok(Redirect::to(&format!("/console/returns/{id}")).into_response());
        }
        Err(ReturnError::Refused(Refusal::Nothing)) => {
            shown.fail("", words.say("orders-return-nothing"));
        }
        Err(ReturnError::Refused(Refusal::Parts(parts))) => {
            for part in parts {
                let (line, text) = match part {
                    PartRefused::MoreThanOpen { line, open } => {
                        let most = [("open", open.into())];
                        (line, words.say_with("orders-return-too-many", &most))
                    }
                    PartRefused::NoSuchLine(line)
                    | PartRefused::Twice(line)
                    | PartRefused::Negative(line) => {
                        (line, words.say("orders-quantity-wrong").to_owned())
                    }
                };
                shown.fail(format!("back-{line}"), text);
            }
        }
        Err(ReturnError::NoWords) => {
            shown.fail("reason", words.say("orders-return-no-reason"));
        }
        Err(ReturnError::NoSuchCase) => shown.fail("case", words.say("orders-return-no-case")),
        Err(ReturnError::Meanwhile) => shown.fail("", words.say("orders-return-meanwhile")),
        Err(other) => return Err(other.into()),
    }
    Ok(form(&visitor, order, shown))
}

fn form(visitor: &StaffOnly, order: ToReturn, shown: FormState) -> Response {
    let words = visitor.words;
    let title = words.say("orders-return-new");
    let here = format!("/console/orders/{}", order.order);
    let status = shown.status();
    let number = words.say_with("orders-order", &[("number", order.number.as_str().into())]);
    Page::new(visitor, Face::Console, title)
        .nav("orders")
        .status(status)
        .crumbs([(number.clone(), here.clone())])
        .show(move || {
            let sub = format!("{} · {number}", order.company);
            let some = order.lines.iter().any(|line| !line.left().is_zero());
            let content = if some {
                let action = format!("{here}/return");
                let lines = order.lines.clone();
                let fields = move || {
                    let quantities = lines
                        .iter()
                        .filter(|line| !line.left().is_zero())
                        .map(|line| {
                            let help = words
                                .say_with("orders-return-left", &[("open", line.left().into())]);
                            view! {
                                <QuantityField
                                    name=format!("back-{}", line.id)
                                    label=format!("{} ({})", line.name, line.sku)
                                    help=help
                                />
                            }
                        })
                        .collect_view();
                    view! {
                        {quantities}
                        <TextArea
                            name="reason"
                            label=words.say("orders-return-reason")
                            help=words.say("orders-return-reason-help")
                            rows=3
                        />
                        <Field
                            name="case"
                            label=words.say("orders-return-case")
                            optional=true
                            placeholder="HC-2026-000123"
                        />
                        <Actions>
                            <button class="btn main">{words.say("orders-return-open")}</button>
                        </Actions>
                    }
                };
                view! {
                    <Sheet>
                        <PostForm action=action state=shown>
                            {fields()}
                        </PostForm>
                    </Sheet>
                }
                .into_any()
            } else {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("orders-return-none-left")
                            text=words.say("orders-return-none-left-text")
                            icon=Icon::Search
                        />
                    </Sheet>
                }
                .into_any()
            };
            view! {
                <PageHead title sub />
                {content}
            }
        })
}

/// `GET /console/returns?which=done`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let done = Address::of(&visitor).get("which") == Some("done");
    let found = goods_returns(&state.db, visitor.actor(), done).await?;
    let title = words.say("orders-returns");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("orders")
        .show(move || {
            let views = [
                ("orders-returns-open", false),
                ("orders-returns-done", true),
            ]
            .map(|(id, which)| {
                let to = Address::parse("/console/returns")
                    .with("which", if which { "done" } else { "" });
                ViewLink::new(words.say(id), to.href(), which == done)
            })
            .to_vec();
            let rows: Vec<AnyView> = found.iter().map(|one| row(words, one)).collect();
            let content = if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("orders-returns-none")
                        text=words.say("orders-returns-none-text")
                        icon=Icon::Search
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("orders-return-number")),
                    Column::new(words.say("orders-return-customer")),
                    Column::new(words.say("orders-return-of")),
                    Column::new(words.say("orders-return-state")),
                    Column::new(words.say("orders-return-since")),
                ];
                view! {
                    <DataTable caption=title columns stack=true>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("orders-returns-sub") />
                <Views label=title views />
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn row(words: Words, one: &GoodsReturn) -> AnyView {
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/console/returns/{}", one.id)>{one.number.clone()}</a>
                <span class="sub">{one.reason.chars().take(120).collect::<String>()}</span>
            </td>
            <td data-l=words.say("orders-return-customer")>
                <a href=format!("/console/customers/{}", one.customer)>{one.company.clone()}</a>
            </td>
            <td data-l=words.say("orders-return-of")>
                <a href=format!("/console/orders/{}", one.of_order)>{one.order_number.clone()}</a>
            </td>
            <td data-l=words.say("orders-return-state")>{state_tag(words, one.state)}</td>
            <td data-l=words.say("orders-return-since") class="nw">
                {words.date(one.changed_at)}
            </td>
        </tr>
    }
    .into_any()
}

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
