//! What was sent in exchange for what came back: on the page of its return, and as a
//! packing list to print, since it leaves in no parcel of its order.

use super::super::packing::{MOST_CODES, as_built, table};
use super::one::return_id;
use crate::frame::parts::{Definitions, PageHead, Sheet, Slot};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly, Text};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::assets::Unit;
use domain::orders::{ReturnLine, ReturnPage, goods_return};
use domain::text::Words;
use leptos::prelude::*;

/// The units that were sent in exchange; nothing without any.
pub(super) fn in_exchange(words: Words, found: &ReturnPage) -> Option<AnyView> {
    if found.exchanged.is_empty() {
        return None;
    }
    let units: Vec<&Unit> = found.exchanged.iter().collect();
    // Our people are led on from a unit's address to its page in the console.
    let table = table(words, &units, true, None);
    let print = view! {
        <a href=format!("/console/returns/{}/packing", found.head.id)>
            {words.say("orders-packing-list")}
        </a>
    };
    let footer = Slot(Some(print.into_any()));
    Some(
        view! {
            <Sheet title=words.say("orders-return-exchanged") flush=true footer=footer>
                {table}
            </Sheet>
        }
        .into_any(),
    )
}

/// `GET /console/returns/{id}/packing`: the packing list of what was sent in exchange.
pub async fn packing(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let found = goods_return(&state.db, visitor.actor(), return_id(&id)?).await?;
    if found.exchanged.is_empty() {
        return Err(PageError::NotFound);
    }
    let words = visitor.words;
    let number = found.head.number.clone();
    let title = words.say_with(
        "orders-exchange-packing-title",
        &[("number", number.as_str().into())],
    );
    let crumbs = [
        (
            words.say("orders-returns").to_owned(),
            "/console/returns".to_owned(),
        ),
        (number, format!("/console/returns/{}", found.head.id)),
    ];
    let base = (found.exchanged.len() <= MOST_CODES).then(|| state.settings.base_url.clone());
    Ok(Page::new(&visitor, Face::Console, title.clone())
        .nav("orders")
        .crumbs(crumbs)
        .show(move || {
            let company = found.head.company.clone();
            let facts = facts(words, &found);
            let units: Vec<AnyView> = found
                .lines
                .iter()
                .filter_map(|line| of_line(words, &found, line, base.as_deref()))
                .collect();
            view! {
                <PageHead title sub=company />
                <div class="stack packing">{facts} {units}</div>
            }
        }))
}

fn facts(words: Words, found: &ReturnPage) -> AnyView {
    let head = &found.head;
    let rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("orders-return-number").into(),
            head.number.clone().into_any(),
        ),
        (
            words.say("orders-return-of").into(),
            head.order_number.clone().into_any(),
        ),
        (
            words.say("orders-shipped-on").into(),
            words.date(head.changed_at).into_any(),
        ),
    ];
    view! {
        <Sheet>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// The units of one line, with the codes to scan.
fn of_line(
    words: Words,
    found: &ReturnPage,
    line: &ReturnLine,
    base: Option<&str>,
) -> Option<AnyView> {
    let units: Vec<&Unit> = found
        .exchanged
        .iter()
        .filter(|unit| unit.order_line_id == line.id)
        .collect();
    let first = units.first()?;
    let built = as_built(words, &first.as_built);
    let table = table(words, &units, true, base);
    let title = words.say_with(
        "orders-units-of",
        &[
            ("name", line.name.as_str().into()),
            ("sku", line.sku.as_str().into()),
        ],
    );
    Some(
        view! {
            <Sheet title>
                {built}
                {table}
            </Sheet>
        }
        .into_any(),
    )
}
