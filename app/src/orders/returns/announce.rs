//! Goods of an order are announced that are to come back.

use super::super::order_id;
use crate::frame::parts::{
    Actions, Empty, Field, Icon, PageHead, PostForm, QuantityField, Sheet, TextArea,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Quantity;
use domain::orders::{
    OpenReturn, Part, PartRefused, Refusal, ReturnError, ToReturn, open_return, to_return,
};
use leptos::prelude::*;

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
    let key = key_of(&posted)?;
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
