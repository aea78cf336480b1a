//! Taking an import back: what that means is said first.

use super::mapping_form::go;
use super::progress::{load, not_changed};
use crate::frame::parts::{Actions, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::import::{self, StartError, State as How};
use domain::catalog::mapping::ImportKind;
use leptos::prelude::*;

/// `GET /console/import/{id}/undo`
pub async fn ask(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    let here = format!("/console/import/{id}");
    if !matches!(import.state(), How::Finished | How::Stopped | How::Failed) {
        return Ok(Redirect::to(&here).into_response());
    }
    let words = visitor.words;
    let title = words.say("catalog-import-undo");
    let names = import.file_names.clone();
    let (made, changes, once) = match import.kind() {
        ImportKind::Customers => (
            "catalog-undo-says-made-companies",
            "catalog-undo-says-changed-companies",
            "catalog-undo-says-once-only",
        ),
        _ => (
            "catalog-undo-says-made",
            "catalog-undo-says-changed",
            "catalog-undo-says-once",
        ),
    };
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("import")
        .crumbs([
            (
                words.say("frame-import").to_owned(),
                "/console/import".to_owned(),
            ),
            (names.clone(), here.clone()),
        ])
        .show(move || {
            // What it did not do needs no sentence.
            let did = [
                ("catalog-undo-made", import.added),
                ("catalog-undo-changed", import.updated),
            ];
            let did: Vec<String> = did
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(id, count)| words.say_with(id, &[("count", count.into())]))
                .collect();
            view! {
                <PageHead title=title sub=names />
                <Sheet>
                    <PostForm action=format!("{here}/undo")>
                        <div class="in stack-s">
                            <p>{did.join(" ")}</p>
                            <ul>
                                <li>{words.say(made)}</li>
                                <li>{words.say(changes)}</li>
                                <li>{words.say("catalog-undo-says-kept")}</li>
                                <li>{words.say(once)}</li>
                            </ul>
                        </div>
                        <Actions>
                            <a class="btn quiet" href=here>
                                {words.say("catalog-undo-no")}
                            </a>
                            <button class="btn danger">{words.say("catalog-undo-yes")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}

/// `POST /console/import/{id}/undo`
pub async fn begin(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    match import::undo(&state.db, visitor.actor(), id, visitor.now).await {
        Ok(()) => go(&state, id),
        // Pressed twice: it is under way, which its page shows.
        Err(StartError::NotWaiting) => {}
        Err(other) => return Err(not_changed(other)),
    }
    Ok(Redirect::to(&format!("/console/import/{id}")).into_response())
}
