//! `/company/help`: what the company is entitled to, and who sees whose cases.

use super::said;
use crate::frame::parts::{Actions, Choice, ChoiceOption, Columns, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::support::{Visibility, help_settings, set_visibility};
use leptos::prelude::*;

/// `GET /company/help`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, None).await
}

/// `POST /company/help`
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let Some(visibility) = Visibility::from_code(form.text("visibility")) else {
        let mut shown = FormState::from(form);
        shown.fail("visibility", words.say("support-visibility-missing"));
        return page(&visitor, &state, Some(shown)).await;
    };
    set_visibility::<PageError>(&state.db, visitor.actor(), visibility, visitor.now).await?;
    visitor
        .say_next(true, words.say("support-visibility-kept"))
        .await?;
    Ok(Redirect::to("/company/help").into_response())
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    form: Option<FormState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let entitled = help_settings::<PageError>(&state.db, visitor.actor(), visitor.now).await?;
    let form =
        form.unwrap_or_else(|| FormState::empty().with("visibility", entitled.visibility.code()));
    let title = words.say("support-company-title");
    let status = form.status();
    Ok(Page::new(visitor, Face::Site, title)
        .nav("company")
        .status(status)
        .crumbs([(words.say("frame-company"), "/company")])
        .show(move || {
            let aside = said::entitlement(words, &entitled);
            let fields = move || {
                let options = Visibility::ALL
                    .iter()
                    .map(|one| ChoiceOption::new(one.code(), said::visibility(words, *one)))
                    .collect();
                view! {
                    <Choice
                        name="visibility"
                        label=words.say("support-visibility")
                        help=words.say("support-visibility-help")
                        options=options
                        list=true
                    />
                    <Actions>
                        <button class="btn main">{words.say("support-keep")}</button>
                    </Actions>
                }
            };
            view! {
                <PageHead title sub=words.say("support-company-sub") />
                <Columns aside=aside>
                    <Sheet>
                        <PostForm action="/company/help" state=form>
                            {fields()}
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        }))
}
