//! `/console/cases/{number}/articles`: the articles beside a case: what whoever asked
//! had read, what may help, the known problem it is about, and a new one made of it.

use super::said;
use crate::frame::parts::{Columns, Empty, Filter, Icon, PageHead, PostForm, Sheet, Tag, Tone};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::identity::Permission;
use domain::support::articles::{
    Attach, AttachError, Audience, CaseArticles, FoundArticle, articles_of_case, attach_problem,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/cases/{number}/articles?q=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &number, FormState::empty()).await
}

/// `POST /console/cases/{number}/articles`: `problem` says which known problem it is
/// about, `no-problem` which it is not about.
pub async fn attach(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let what = match (form.some("problem"), form.some("no-problem")) {
        (Some(slug), _) => Attach::To(slug.to_owned()),
        (None, Some(slug)) => Attach::From(slug.to_owned()),
        (None, None) => return Err(PageError::BadForm),
    };
    let mut shown = FormState::from(form);
    match attach_problem(&state.db, visitor.actor(), key, &number, what, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("support-done")).await?;
            let to = format!("/console/cases/{number}/articles");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AttachError::NoProblem) => {
            shown.fail("", words.say("articles-no-such-problem"));
            page(&visitor, &state, &number, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    number: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::parse(&format!("/console/cases/{number}/articles"));
    let typed = Address::of(visitor).get("q").map(str::to_owned);
    let found = articles_of_case::<PageError>(
        &state.db,
        visitor.actor(),
        number,
        words.language().code(),
        typed.as_deref(),
    )
    .await?
    .ok_or(PageError::NotFound)?;
    let address = address.with("q", typed.clone().unwrap_or_default());
    let now = visitor.now;
    let base = state.settings.base_url.clone();
    let title = words.say("articles-of-case");
    let status = form.status();
    Ok(Page::new(visitor, Face::Console, title)
        .nav("cases")
        .status(status)
        .crumbs([
            (
                words.say("support-queue-title").to_owned(),
                "/console/cases".to_owned(),
            ),
            (found.number.clone(), format!("/console/cases/{number}")),
        ])
        .show(move || {
            let sub = format!("{}, {}", found.company, found.subject);
            let make = format!("/console/articles/new?case={}", found.number);
            let beside = beside(words, &found, now);
            let wrong = form
                .error("")
                .map(|text| view! { <p class="error" role="alert">{text.to_owned()}</p> });
            let items: Vec<AnyView> = found
                .found
                .rows
                .iter()
                .map(|one| {
                    let href = format!("/console/articles/{}", one.slug);
                    let buttons = buttons(words, &found, one, &base);
                    said::found(words, one, &found.found.marks, (href, true), Some(buttons))
                })
                .collect();
            let content = if items.is_empty() {
                view! {
                    <Empty
                        title=words.say("articles-none")
                        text=words.say("articles-case-none-text")
                        icon=Icon::Help
                    />
                }
                .into_any()
            } else {
                view! { <ul class="found-articles">{items}</ul> }.into_any()
            };
            let heading = words.say(if typed.is_some() {
                "articles-found"
            } else {
                "articles-may-help"
            });
            view! {
                <PageHead title sub=sub>
                    <a class="btn" href=make>
                        {words.say("articles-make-from-case")}
                    </a>
                </PageHead>
                <Filter address=address label=words.say("articles-search") />
                {wrong}
                <Columns aside=beside>
                    <Sheet title=heading>{content}</Sheet>
                </Columns>
            }
        }))
}

/// What can be done with an article for this case.
fn buttons(words: Words, case: &CaseArticles, one: &FoundArticle, base: &str) -> AnyView {
    // Whoever asked can't read what is internal: it is not sent to them.
    let send = (one.audience != Audience::Internal).then(|| {
        let text = words.say_with(
            "articles-see",
            &[
                ("title", one.title.as_str().into()),
                (
                    "address",
                    format!("{base}/help/articles/{}", one.slug).into(),
                ),
            ],
        );
        let href = Address::parse(&format!("/console/cases/{}", case.number))
            .with("answer", text)
            .href();
        view! {
            <a class="btn s" href=format!("{href}#speak")>
                {words.say("articles-put-in-answer")}
            </a>
        }
    });
    let is_attached = case
        .beside
        .iter()
        .any(|other| other.id == one.id && other.how == "problem");
    let attach = (one.problem.is_some() && !is_attached).then(|| {
        let action = format!("/console/cases/{}/articles", case.number);
        let slug = one.slug.clone();
        view! {
            <PostForm action=action class="inline">
                <input type="hidden" name="problem" value=slug />
                <button class="btn s">{words.say("articles-attach")}</button>
            </PostForm>
        }
    });
    view! { <div class="row-actions">{send} {attach}</div> }.into_any()
}

fn beside(words: Words, case: &CaseArticles, now: Timestamp) -> AnyView {
    let items: Vec<AnyView> = case
        .beside
        .iter()
        .map(|one| {
            let how = match one.how.as_str() {
                "opened" => "articles-how-opened",
                "offered" => "articles-how-offered",
                "problem" => "articles-how-problem",
                _ => "articles-how-read",
            };
            let tone = if one.how == "problem" {
                Tone::Warn
            } else {
                Tone::Plain
            };
            let detach = (one.how == "problem").then(|| {
                let action = format!("/console/cases/{}/articles", case.number);
                let slug = one.slug.clone();
                view! {
                    <PostForm action=action class="inline">
                        <input type="hidden" name="no-problem" value=slug />
                        <button class="btn s">{words.say("articles-detach")}</button>
                    </PostForm>
                }
            });
            let href = format!("/console/articles/{}", one.slug);
            let text = words.say(how);
            view! {
                <li class="stack-s">
                    <p>
                        <a href=href>{one.title.clone()}</a>
                        " "
                        <Tag text tone />
                        <span class="sub">{words.ago(one.at, now)}</span>
                    </p>
                    {detach}
                </li>
            }
            .into_any()
        })
        .collect();
    let content = if items.is_empty() {
        view! { <p class="small">{words.say("articles-beside-none")}</p> }.into_any()
    } else {
        view! { <ul class="stack-s">{items}</ul> }.into_any()
    };
    view! { <Sheet title=words.say("articles-beside")>{content}</Sheet> }.into_any()
}
