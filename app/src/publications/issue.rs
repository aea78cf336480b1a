//! `/publications/{code}/{issue}`: an issue to be read, or that it was taken back.

use crate::frame::parts::{Notice, PageHead, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use crate::site::paragraphs;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Timestamp;
use domain::publications::{Found, issue_of};
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
    let words = visitor.words;
    let found = match found.ok_or(PageError::NotFound)? {
        Found::Issue(issue) => issue,
        Found::Withdrawn(at) => return Ok(gone(&visitor, at)),
    };
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
            let corrected = found.corrected_at.map(|at| {
                let said = [("when", words.date(at).into())];
                let text = words.say_with("publications-corrected-when", &said);
                view! { <Notice>{text}</Notice> }
            });
            view! {
                <PageHead title=title sub=sub />
                <div class="stack">
                    {corrected} <Sheet>
                        <div class="prose">{body}</div>
                    </Sheet>
                </div>
            }
        }))
}

/// What a link to an issue leads to that was taken back.
fn gone(visitor: &SignedIn, at: Timestamp) -> Response {
    let words = visitor.words;
    let title = words.say("publications-gone");
    Page::new(visitor, Face::Site, title)
        .nav("publications")
        .status(StatusCode::GONE)
        .crumbs([(words.say("publications-title"), "/publications")])
        .show(move || {
            let said = [("when", words.date(at).into())];
            let text = words.say_with("publications-gone-text", &said);
            view! {
                <PageHead title=title />
                <Notice>{text}</Notice>
                <p>
                    <a href="/publications">{words.say("publications-gone-back")}</a>
                </p>
            }
        })
}
