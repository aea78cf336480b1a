//! `/publications/{code}/{issue}`: an issue to be read.

use crate::frame::parts::{PageHead, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use crate::site::paragraphs;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::publications::issue_of;
use leptos::prelude::*;

/// `GET /publications/{code}/{issue}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path((code, issue)): Path<(String, String)>,
) -> Result<Response, PageError> {
    // Who may not read anything is told so, whatever the address says.
    visitor
        .actor()
        .member_who_may(domain::identity::Permission::Browse)?;
    let issue = issue.parse().map_err(|_| PageError::NotFound)?;
    let (actor, now) = (visitor.actor(), visitor.now);
    let found = issue_of::<PageError>(&state.db, actor, (&code, issue), now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let title = found.title.clone();
    let above = format!("/publications/{}", found.head.code);
    Ok(Page::new(&visitor, Face::Site, title.clone())
        .nav("publications")
        .crumbs([
            (
                words.say("publications-title").to_owned(),
                "/publications".to_owned(),
            ),
            (found.head.name.clone(), above),
        ])
        .show(move || {
            let body = paragraphs(&found.text);
            let sub = words.date(found.day);
            view! {
                <PageHead title=title sub=sub />
                <Sheet>
                    <div class="prose">{body}</div>
                </Sheet>
            }
        }))
}
