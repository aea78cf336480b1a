//! Whether a member gets the newsletter: one sheet on their own page and beside the
//! publications.

use crate::frame::parts::{Actions, PostForm, Sheet};
use crate::frame::{AppState, Form, PageError, SignedIn, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::publications::newsletter::choose_newsletter;
use domain::text::Words;
use leptos::prelude::*;

/// `POST /me/newsletter` with `wanted=yes|no` and `back`, the page that it was said
/// on.
pub async fn choose(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    // Said twice, it is said once: the same choice again changes nothing.
    key_of(&form)?;
    let wanted = match form.text("wanted") {
        "yes" => true,
        "no" => false,
        _ => return Err(PageError::BadForm),
    };
    choose_newsletter(&state.db, visitor.actor(), wanted, visitor.now).await?;
    let said = visitor.words.say(if wanted {
        "publications-newsletter-coming"
    } else {
        "publications-newsletter-ended"
    });
    visitor.say_next(true, said).await?;
    let back = match form.text("back") {
        "/publications" => "/publications",
        _ => "/me",
    };
    Ok(Redirect::to(back).into_response())
}

/// The sheet: what they get, and the button for the other choice.
pub(crate) fn newsletter_sheet(words: Words, wanted: bool, back: &'static str) -> AnyView {
    let (text, value, button) = if wanted {
        (
            "publications-newsletter-yes",
            "no",
            "publications-newsletter-stop",
        )
    } else {
        (
            "publications-newsletter-no",
            "yes",
            "publications-newsletter-start",
        )
    };
    let class = if wanted { "btn" } else { "btn main" };
    view! {
        <Sheet title=words.say("publications-newsletter") id="newsletter">
            <PostForm action="/me/newsletter" prefix="newsletter">
                <p class="mute small">{words.say(text)}</p>
                <input type="hidden" name="back" value=back />
                <Actions>
                    <button class=class name="wanted" value=value>
                        {words.say(button)}
                    </button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
