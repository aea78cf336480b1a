//! `/console/cases/visits`: visits of field service that are planned, the next first.

use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::support::{ListedVisit, planned_visits};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/cases/visits`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let visits = planned_visits::<PageError>(&state.db, visitor.actor()).await?;
    let title = words.say("support-visits");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("cases")
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let rows: Vec<AnyView> = visits.iter().map(|one| row(words, one, now)).collect();
            let content = if rows.is_empty() {
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
                view! {
                    <DataTable caption=title quiet=true columns stack=true>
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
