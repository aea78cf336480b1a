//! `/console/cases/visits?after=…`: visits of field service that are planned, the next first.

use crate::frame::parts::{
    Column, DataTable, Empty, Icon, KeyPager, PageHead, Sheet, Slot, Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::support::{ListedVisit, planned_visits};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/cases/visits?after=KEY`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let address = Address::of(&visitor);
    let after = address.get("after").and_then(|key| key.parse().ok());
    let found = planned_visits::<PageError>(&state.db, visitor.actor(), after).await?;
    let title = words.say("support-visits");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("cases")
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one, now)).collect();
            let next = found.next.map(|next| next.to_string());
            let later = address.get("after").is_some();
            let content = if rows.is_empty() && !later {
                view! {
                    <Empty
                        title=words.say("support-visits-none")
                        text=words.say("support-visits-none-text")
                        icon=Icon::Help
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("support-visit-day")),
                    Column::new(words.say("support-visit-who")),
                    Column::new(words.say("support-subject")),
                    Column::new(words.say("support-customer")),
                ];
                let first = words.say("support-visits-first");
                let footer = (next.is_some() || later)
                    .then(|| view! { <KeyPager address=address.clone() next first /> }.into_any());
                view! {
                    <DataTable caption=title quiet=true columns stack=true footer=Slot(footer)>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("support-visits-sub") />
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn row(words: Words, visit: &ListedVisit, now: Timestamp) -> AnyView {
    let late = visit
        .day
        .is_over(now)
        .then(|| view! { " " <Tag text=words.say("support-late") tone=Tone::Bad /> });
    let customer = format!("/console/customers/{}", visit.customer);
    view! {
        <tr>
            <td class="nw" data-l=words.say("support-visit-day")>
                {words.date(visit.day)} {late}
            </td>
            <td data-l=words.say("support-visit-who")>{visit.who.clone()}</td>
            <td class="wide">
                <a href=format!("/console/cases/{}", visit.number)>{visit.subject.clone()}</a>
                <span class="sub">{visit.number.clone()}</span>
            </td>
            <td data-l=words.say("support-customer")>
                <a href=customer>{visit.company.clone()}</a>
            </td>
        </tr>
    }
    .into_any()
}
