//! `/console/case-escalation`: who of ours is told when a promise is about to be
//! broken, and when it is.

use crate::frame::parts::{Actions, Column, DataTable, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PersonId;
use domain::support::{EscalateTo, escalation, set_escalation};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/case-escalation`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let all = escalation::<PageError>(&state.db, visitor.actor()).await?;
    let title = words.say("support-escalation-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("service-levels")
        .crumbs([(words.say("frame-service-levels"), "/console/service-levels")])
        .show(move || {
            let columns = vec![
                Column::new(words.say("support-escalation-person")),
                Column::new(words.say("support-escalation-warning")),
                Column::new(words.say("support-escalation-breach")),
            ];
            let rows: Vec<AnyView> = all.iter().map(|one| row(words, one)).collect();
            view! {
                <PageHead title sub=words.say("support-escalation-sub") />
                <Sheet>
                    <PostForm action="/console/case-escalation">
                        <DataTable caption=title quiet=true columns stack=true>
                            {rows}
                        </DataTable>
                        <Actions>
                            <button class="btn main">{words.say("support-keep")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}

fn row(words: Words, one: &EscalateTo) -> AnyView {
    let name = one.name.clone();
    let tick = |field: &'static str, column: &'static str, ticked: bool| {
        let label = format!("{}: {name}", words.say(column));
        view! {
            <input
                type="checkbox"
                name=field
                value=one.person.to_string()
                checked=ticked
                aria-label=label
            />
        }
    };
    let warning = tick("warning", "support-escalation-warning", one.on_warning());
    let breach = tick("breach", "support-escalation-breach", one.on_breach());
    view! {
        <tr>
            <td class="wide">{one.name.clone()}</td>
            <td class="wide" data-l=words.say("support-escalation-warning")>{warning}</td>
            <td class="wide" data-l=words.say("support-escalation-breach")>{breach}</td>
        </tr>
    }
    .into_any()
}

/// `POST /console/case-escalation`
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let of =
        |name: &str| -> Vec<PersonId> { form.all(name).filter_map(|id| id.parse().ok()).collect() };
    let (warning, breach) = (of("warning"), of("breach"));
    let (actor, now) = (visitor.actor(), visitor.now);
    set_escalation::<PageError>(&state.db, actor, warning, breach, now).await?;
    let said = visitor.words.say("support-done");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to("/console/case-escalation").into_response())
}
