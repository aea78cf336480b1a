//! Choosing where to work: a person may belong to several companies, and to
//! the supplier.

use super::fields::roles_in_words;
use super::work_for;
use crate::frame::parts::{Column, DataTable, PageHead, PostForm, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Form, Page, PageError, SignedIn, assets};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::CustomerId;
use domain::identity::{self, StandingChoice};
use leptos::prelude::*;

/// How the supplier's own side is called in the form.
const STAFF: &str = "staff";

/// `GET /switch`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let choices = identity::standings(&state.db, visitor.actor().person()).await?;
    Ok(page(&visitor, choices))
}

/// `POST /switch`
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let wanted: Option<CustomerId> = match form.text("to") {
        STAFF => None,
        text => Some(text.parse().map_err(|_| PageError::BadForm)?),
    };
    let person = visitor.actor().person();
    let choices = identity::standings(&state.db, person).await?;
    let chosen = choices
        .iter()
        .find(|choice| choice.customer_id == wanted)
        .ok_or(PageError::NotFound)?;
    work_for(&visitor, chosen.customer_id).await?;
    Ok(Redirect::to("/").into_response())
}

fn page(visitor: &SignedIn, choices: Vec<StandingChoice>) -> Response {
    let words = visitor.words;
    let title = words.say("identity-switch");
    let here = visitor.actor().member().map(|member| member.company.id);
    let rows = choices
        .into_iter()
        .map(|choice| {
            let (value, name) = match choice.customer_id {
                Some(customer) => (customer.to_string(), choice.name),
                None => (STAFF.to_owned(), assets::supplier().into_owned()),
            };
            let roles = roles_in_words(words, choice.roles.split(',').filter(|it| !it.is_empty()));
            let action = if choice.customer_id == here {
                view! { <Tag text=words.say("identity-switch-here") tone=Tone::Accent /> }
                    .into_any()
            } else {
                view! {
                    <button class="btn s" name="to" value=value>
                        {words.say("identity-switch-go")}
                    </button>
                }
                .into_any()
            };
            view! {
                <tr>
                    <td class="wide">
                        <b>{name}</b>
                    </td>
                    <td data-l=words.say("identity-you-are")>{roles}</td>
                    <td class="actions">{action}</td>
                </tr>
            }
        })
        .collect_view();
    Page::new(visitor, Face::of(visitor), title).show(move || {
        let columns = vec![
            Column::new(words.say("identity-company")),
            Column::new(words.say("identity-you-are")),
            Column::actions(),
        ];
        view! {
            <PageHead title=title sub=words.say("identity-switch-text") />
            <PostForm>
                <Sheet flush=true>
                    <DataTable caption=title columns=columns stack=true quiet=true>
                        {rows}
                    </DataTable>
                </Sheet>
            </PostForm>
        }
    })
}
