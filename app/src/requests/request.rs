//! `/requests/{id}`: where a request stands, what was said, and the decision
//! line by line.

mod conversation;
mod decision;
mod reading;

pub use conversation::{say, withdraw};
pub use decision::decide;

use decision::decision_form;
use reading::{aside, lines_table};

use super::{demand_member, said};
use crate::frame::parts::{Notice, PageHead, Tone};
use crate::frame::{AppState, Face, FormState, Page, PageError, SignedIn, Text};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::RequestId;
use domain::requests::show as load;
use domain::requests::{Request, titled};
use domain::text::Words;
use leptos::prelude::*;

/// The page's forms, and what happened meanwhile.
#[derive(Default)]
struct Forms {
    decision: FormState,
    said: FormState,
    overtaken: Option<String>,
}

/// `GET /requests/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, read_id(&id)?, Forms::default()).await
}

fn read_id(id: &str) -> Result<RequestId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    id: RequestId,
    forms: Forms,
) -> Result<Response, PageError> {
    let member = demand_member(visitor)?;
    let words = visitor.words;
    let me = member.id;
    let now = visitor.now;
    let shown = load(&state.db, visitor.actor(), id, now).await?;
    let supplier = state.settings.supplier.clone();
    let status = if forms.overtaken.is_some() {
        StatusCode::CONFLICT
    } else if forms.said.is_fine() {
        forms.decision.status()
    } else {
        forms.said.status()
    };
    let request = &shown.request;
    let title = title(words, request);
    let sub = sub(words, request);
    let tag = said::state_tag(
        words,
        request.state,
        request.part_ordered && request.state.is_open(),
    );
    let version = request.version;
    let Forms {
        mut decision,
        said: spoken,
        overtaken,
    } = forms;
    // After being overtaken one decides anew, about the request as it is now.
    if overtaken.is_some() {
        decision = anew(decision);
    }
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("requests")
        .status(status)
        .crumbs([(words.say("requests-title"), "/requests")])
        .show(move || {
            let notice = overtaken.map(|text| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn title=words.say("requests-overtaken")>
                            {text}
                        </Notice>
                    </div>
                }
            });
            let lines = if shown.may_decide {
                decision_form(words, &shown, decision, version, &supplier)
            } else {
                lines_table(words, &shown)
            };
            let talk = conversation::conversation(words, &shown, spoken, me, now);
            let aside = aside(words, &shown, now);
            view! {
                <PageHead title=title sub=sub tags=tag />
                {notice}
                <div class="cols">
                    <div class="stack">{lines} {talk}</div>
                    <div class="stack">{aside}</div>
                </div>
            }
        }))
}

/// What was typed, without what belongs to the version that is gone.
fn anew(old: FormState) -> FormState {
    old.form()
        .pairs()
        .iter()
        .filter(|(name, _)| name != "version" && name != "key" && !name.starts_with("today-"))
        .fold(FormState::empty(), |form, (name, value)| {
            form.with(name.clone(), value.clone())
        })
}

fn title(words: Words, request: &Request) -> Text {
    let lines = i64::try_from(request.lines.len()).unwrap_or(i64::MAX);
    titled(words, &request.title, lines).into()
}

/// `Ines Tal, Dock, for two new colleagues · needed by 1 July · 4410 Survey`.
fn sub(words: Words, request: &Request) -> String {
    let mut who = request.requester.name.clone();
    if let Some(unit) = &request.unit_name {
        who = format!("{who}, {unit}");
    }
    if !request.for_whom.is_empty() {
        let name = request.for_whom.as_str().into();
        who = format!(
            "{who}, {}",
            words.say_with("requests-for-whom-short", &[("name", name)])
        );
    }
    let mut parts = vec![request.number.clone(), who];
    if let Some(day) = request.needed_by {
        let day = words.date(day).into();
        parts.push(words.say_with("requests-needed-by-day", &[("day", day)]));
    }
    parts.extend(request.cost_centre_label.clone());
    parts.join(" · ")
}
