//! The addresses in a newsletter: its picture, its issues, and no more of them. They
//! work without signing in: the signed token says for whom. None leads anywhere but
//! to this site, whatever is put into it.

use crate::frame::parts::{Actions, Notice, PostForm, Tone};
use crate::frame::{AppState, Face, Page, PageError, Visitor};
use axum::extract::{Path, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::publications::newsletter;
use leptos::prelude::*;

/// A picture of one transparent point (GIF 89a).
const POINT: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\
    !\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// `GET /newsletter/opened/{token}`: the same picture whatever the token. Who only asks
/// whether it is there (`HEAD`) has opened nothing.
pub async fn opened(
    State(state): State<AppState>,
    Path(token): Path<String>,
    method: Method,
) -> Result<Response, PageError> {
    if method != Method::HEAD {
        newsletter::opened(&state.db, &token, Timestamp::now()).await?;
    }
    let headers = [
        (header::CONTENT_TYPE, "image/gif"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, POINT).into_response())
}

/// `GET /newsletter/read/{token}`: to the issue that the token names. Programs that look
/// whether an address is there (`HEAD`) follow nothing.
pub async fn follow(
    State(state): State<AppState>,
    Path(token): Path<String>,
    method: Method,
) -> Result<Response, PageError> {
    let counts = method != Method::HEAD;
    let to = newsletter::follow(&state.db, &token, counts, Timestamp::now()).await?;
    let to = to.ok_or(PageError::NotFound)?;
    Ok(Redirect::to(&to).into_response())
}

/// `GET /newsletter/unsubscribe/{token}`: a page with a button. Programs that look
/// at every address in a mail change nothing by it.
pub async fn ask(
    visitor: Visitor,
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let found = newsletter::subscriber(&state.db, &token).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let words = visitor.words;
    let title = words.say("publications-unsubscribe");
    Ok(Page::new(&visitor, Face::Door, title).show(move || {
        let email = [("email", found.email.as_str().into())];
        if found.wanted {
            let text = words.say_with("publications-unsubscribe-text", &email);
            view! {
                <h1>{title}</h1>
                <p class="mute">{text}</p>
                <PostForm>
                    <Actions>
                        <button class="btn main">{words.say("publications-unsubscribe-do")}</button>
                    </Actions>
                </PostForm>
            }
            .into_any()
        } else {
            let text = words.say_with("publications-unsubscribed", &email);
            view! {
                <h1>{title}</h1>
                <Notice tone=Tone::Good>
                    {text}
                </Notice>
                <p class="mute small">{words.say("publications-unsubscribed-note")}</p>
            }
            .into_any()
        }
    }))
}

/// `POST /newsletter/unsubscribe/{token}`: by the button of the page, or by a mail
/// program (RFC 8058), which sends no form of ours and waits for no page.
pub async fn unsubscribe(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    if !newsletter::unsubscribe(&state.db, &token, Timestamp::now()).await? {
        return Err(PageError::NotFound);
    }
    // Asked again, the page says that it is done.
    Ok(Redirect::to(&format!("/newsletter/unsubscribe/{token}")).into_response())
}
