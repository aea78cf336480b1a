//! `/console/plays`: what waits to be decided, over all customers.

use crate::frame::parts::{Column, Confidence, DataTable, Empty, Icon, PageHead, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::plays::{self, PlayRow};
use domain::profile::wording;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/plays`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let now = visitor.now;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let queue = plays::queue(&mut read, actor).await?;
    drop(read);
    let title = words.say("plays-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("plays")
        .show(move || {
            view! {
                <PageHead title=title sub=words.say("plays-sub") />
                <div class="stack">
                    {open(words, queue.open, now)}
                    {decided(words, queue.decided, now)}
                </div>
            }
        }))
}

fn open(words: Words, rows: Vec<PlayRow>, now: domain::Timestamp) -> AnyView {
    if rows.is_empty() {
        return view! {
            <Sheet title=words.say("plays-open")>
                <Empty
                    title=words.say("plays-none")
                    text=words.say("plays-none-text")
                    icon=Icon::Play
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = move || {
        vec![
            Column::new(words.say("plays-play")),
            Column::new(words.say("frame-customer")),
            Column::new(words.say("profile-sure")),
            Column::new(words.say("plays-proposed")),
            Column::actions(),
        ]
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = format!("/console/plays/{}", row.id);
            let customer = format!("/console/customers/{}", row.customer_id);
            let what = wording::play(words, &row.finding);
            let label = words.say_with("plays-open-name", &[("what", what.as_str().into())]);
            let level = u8::try_from(row.confidence).unwrap_or(0);
            view! {
                <tr>
                    <td class="wide">
                        <a href=href.clone()>{what}</a>
                        <br />
                        <small class="mute">{wording::why_play(words, &row.finding)}</small>
                    </td>
                    <td data-l=words.say("frame-customer")>
                        <a href=customer>{row.customer}</a>
                    </td>
                    <td data-l=words.say("profile-sure")>
                        <Confidence level=level />
                    </td>
                    <td class="mute" data-l=words.say("plays-proposed")>
                        {words.ago(row.proposed_at, now)}
                    </td>
                    <td class="actions">
                        <a class="btn s main" href=href aria-label=label>
                            {words.say("plays-open-it")}
                        </a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Sheet title=words.say("plays-open") flush=true>
            <DataTable caption=words.say("plays-open") columns=columns() stack=true quiet=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn decided(words: Words, rows: Vec<PlayRow>, now: domain::Timestamp) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let columns = move || {
        vec![
            Column::new(words.say("plays-play")),
            Column::new(words.say("frame-customer")),
            Column::new(words.say("plays-outcome")),
            Column::new(words.say("plays-reason")),
            Column::new(words.say("plays-by")),
        ]
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let (text, tone) = outcome(words, &row.state);
            let by = format!(
                "{}, {}",
                row.decided_by.unwrap_or_default(),
                row.decided_at
                    .map(|at| words.ago(at, now))
                    .unwrap_or_default()
            );
            view! {
                <tr>
                    <td class="wide">{wording::play(words, &row.finding)}</td>
                    <td data-l=words.say("frame-customer")>{row.customer}</td>
                    <td>
                        <Tag text=text tone=tone />
                    </td>
                    <td class="mute">{row.reason}</td>
                    <td class="mute">{by}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("plays-decided") flush=true>
                <DataTable
                    caption=words.say("plays-decided")
                    columns=columns()
                    stack=true
                    quiet=true
                >
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

/// How a play stands, in a word.
pub(super) fn outcome(words: Words, state: &str) -> (&'static str, Tone) {
    match state {
        "accepted" => (words.say("plays-accepted"), Tone::Good),
        "dismissed" => (words.say("plays-dismissed"), Tone::Plain),
        _ => (words.say("plays-proposed"), Tone::Accent),
    }
}
