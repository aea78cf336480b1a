//! `/console`: what needs the supplier's people today. Each room says what of
//! its own waits; the page puts it together.

use crate::frame::parts::{Empty, Icon, Need, Needs, PageHead, Sheet, Tone};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::identity::Permission;
use domain::orders::{OnTheDesk, on_the_desk};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let mut needs = Vec::new();
    if visitor.actor().may(Permission::Fulfil) {
        let load = on_the_desk(&mut read, now).await?;
        needs.extend(orders(words, load, now));
    }
    drop(read);
    let title = words.say("frame-today");
    let name = visitor.actor().name();
    let greeting = greeting(words, name.split_whitespace().next().unwrap_or(name), now);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("today")
        .show(move || {
            let content = if needs.is_empty() {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("orders-today-nothing")
                            text=words.say("orders-today-nothing-text")
                            icon=Icon::Check
                        />
                    </Sheet>
                }
                .into_any()
            } else {
                view! {
                    <Sheet title=words.say("orders-today-needs") flush=true>
                        <Needs needs />
                    </Sheet>
                }
                .into_any()
            };
            view! {
                <PageHead title=greeting sub=words.weekday(now) />
                {content}
            }
        }))
}

fn greeting(words: Words, name: &str, now: Timestamp) -> String {
    let hour = words.time(now);
    let hour: i64 = hour
        .split(':')
        .next()
        .and_then(|hour| hour.parse().ok())
        .unwrap_or(12);
    words.say_with(
        match hour {
            4..12 => "orders-today-morning",
            12..18 => "orders-today-day",
            _ => "orders-today-evening",
        },
        &[("name", name.into())],
    )
}

/// What lies on the order desk, the most pressing first.
fn orders(words: Words, load: OnTheDesk, now: Timestamp) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut add =
        |count: i64, tone, what: &'static str, why: Option<String>, href: &'static str| {
            if count == 0 {
                return;
            }
            let what = words.say_with(what, &[("count", count.into())]);
            let mut need = Need::new(tone, view! { <a href=href>{what}</a> }).actions(view! {
                <a class="btn s" href=href>
                    {words.say("orders-today-open")}
                </a>
            });
            if let Some(why) = why {
                need = need.why(why);
            }
            needs.push(need);
        };
    let since = load.overdue_since.map(|at| {
        let at = super::said::day(words, at, now);
        words.say_with("orders-today-overdue-since", &[("day", at.into())])
    });
    add(
        load.overdue,
        Tone::Bad,
        "orders-today-overdue",
        since,
        "/console/orders?pile=to-ship",
    );
    let oldest = load.oldest_at.map(|at| {
        let ago = words.ago(at, now);
        words.say_with("orders-today-oldest", &[("ago", ago.into())])
    });
    add(
        load.to_acknowledge,
        Tone::Accent,
        "orders-today-to-acknowledge",
        oldest,
        "/console/orders?pile=to-acknowledge",
    );
    add(
        load.due_now,
        Tone::Warn,
        "orders-today-due",
        None,
        "/console/orders?pile=to-ship",
    );
    add(
        load.to_ask_after,
        Tone::Warn,
        "orders-today-ask",
        None,
        "/console/orders?pile=under-way",
    );
    needs
}
