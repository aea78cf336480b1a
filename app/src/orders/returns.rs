//! `/console/returns` and `/console/orders/{id}/return`: goods that come back, from
//! announcing them to what follows from it; `own`, as their company follows it.

mod announce;
mod exchanged;
mod one;
mod own;
mod step;

pub use announce::{ask, open};
pub use exchanged::packing;
pub use one::{act, show};
pub use own::own;

use crate::frame::parts::{
    Column, DataTable, Empty, Icon, KeyPager, PageHead, Sheet, Slot, Tag, Tone, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::orders::{Coming, GoodsReturn, ReturnError, ReturnState, goods_returns};
use domain::text::Words;
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
        ReturnState::InRepair => ("orders-return-in-repair", Tone::Warn),
        ReturnState::Closed => ("orders-return-closed", Tone::Good),
        ReturnState::SentBack => ("orders-return-sent-back", Tone::Good),
        ReturnState::CalledOff => ("orders-return-called-off", Tone::Plain),
    };
    view! { <Tag text=words.say(text) tone /> }.into_any()
}

/// What was written about a return, one paragraph for each line: of what ended unit by
/// unit each has its own.
fn paragraphs(text: &str) -> Vec<AnyView> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p class="prose">{line.to_owned()}</p> }.into_any())
        .collect()
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
                paragraphs(&one.reason)
            } else {
                paragraphs(&one.outcome)
            };
            view! {
                <li>
                    {number} " " {state_tag(words, one.state)} " "
                    <span class="mute small">{words.date(one.opened_at)}</span>
                    {said}
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

/// `GET /console/returns?which=done&after=KEY`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let done = address.get("which") == Some("done");
    let after = address.get("after").and_then(|key| key.parse().ok());
    let found = goods_returns(&state.db, visitor.actor(), done, after).await?;
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
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one)).collect();
            let next = found.next.map(|next| next.to_string());
            let later = address.get("after").is_some();
            let content = if rows.is_empty() && !later {
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
                    Column::new(words.say("frame-customer")),
                    Column::new(words.say("orders-return-of")),
                    Column::new(words.say("orders-return-state")),
                    Column::new(words.say("orders-return-since")),
                ];
                let first = words.say("orders-returns-first");
                let footer = (next.is_some() || later)
                    .then(|| view! { <KeyPager address=address.clone() next first /> }.into_any());
                view! {
                    <DataTable caption=title columns stack=true footer=Slot(footer)>
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
            <td data-l=words.say("frame-customer")>
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
