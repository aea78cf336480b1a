//! `/console/not-found`: what is searched and not found, over all customers.

use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::plays::{self, MissedRow};
use domain::profile::learning::Finding;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/not-found`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let now = visitor.now;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let rows = plays::not_found(&mut read, actor, now).await?;
    drop(read);
    let knows = actor.may(Permission::KnowCustomers);
    let title = words.say("plays-not-found");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("not-found")
        .show(move || {
            view! {
                <PageHead title=title sub=words.say("plays-not-found-sub") />
                <Sheet flush=true>{table(words, rows, knows, now)}</Sheet>
            }
        }))
}

fn table(words: Words, rows: Vec<MissedRow>, knows: bool, now: domain::Timestamp) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty title=words.say("plays-not-found-none") icon=Icon::Search /> }
            .into_any();
    }
    let columns = move || {
        vec![
            Column::new(words.say("plays-words")),
            Column::new(words.say("frame-customer")),
            Column::num(words.say("plays-times")),
            Column::num(words.say("plays-people")),
            Column::new(words.say("plays-found-another-way")),
            Column::new(words.say("plays-last")),
            Column::actions(),
        ]
    };
    let rows = rows
        .into_iter()
        .filter_map(|row| {
            let Finding::NotFound(missed) = row.finding else {
                return None;
            };
            let customer = format!("/console/customers/{}", row.customer_id);
            // Whoever may not decide plays answers it beside the customer's catalog,
            // and finds there who looked for it.
            let want = format!("{customer}/wants?want={}#decide", row.id);
            // The fact itself is read by who knows the customer.
            let fact = if knows {
                format!("{customer}/facts/{}", row.id)
            } else {
                want.clone()
            };
            let instead = missed
                .found
                .first()
                .map(|found| found.text.clone())
                .unwrap_or_default();
            let label =
                words.say_with("plays-open-name", &[("what", missed.words.as_str().into())]);
            let decide = view! {
                <a class="btn s" href=want aria-label=label>
                    {words.say("plays-open-it")}
                </a>
            };
            Some(view! {
                <tr>
                    <td class="wide">
                        <a href=fact>{missed.words.clone()}</a>
                    </td>
                    <td data-l=words.say("frame-customer")>
                        <a href=customer>{row.customer}</a>
                    </td>
                    <td class="num" data-l=words.say("plays-times")>
                        {words.number(missed.times)}
                    </td>
                    <td class="num" data-l=words.say("plays-people")>
                        {words.number(missed.people)}
                    </td>
                    <td class="mute">{instead}</td>
                    <td class="mute">{words.ago(row.confirmed_at, now)}</td>
                    <td class="actions">{decide}</td>
                </tr>
            })
        })
        .collect_view();
    view! {
        <DataTable
            caption=words.say("plays-not-found")
            columns=columns()
            stack=true
            quiet=true
        >
            {rows}
        </DataTable>
    }
    .into_any()
}
