//! `/console`: what needs the supplier's people today. Each room says what of
//! its own waits; the page puts it together.

use crate::frame::parts::{Empty, Icon, Need, Needs, PageHead, Sheet};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use crate::{agreements, catalog, mail, orders, plays, support};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::Timestamp;
use domain::agreements::{ask_to_curate, ask_to_look_after};
use domain::catalog::import::ask_unsettled;
use domain::identity::{Actor, Permission};
use domain::mail::ask_backlog;
use domain::orders::ask_on_the_desk;
use domain::plays::ask_surest;
use domain::store::{Asked, together};
use domain::support::articles::ask_articles_waiting;
use domain::support::ask_cases_waiting;
use domain::text::Words;
use leptos::prelude::*;

/// The room's address.
pub fn routes() -> Router<AppState> {
    Router::new().route("/console", get(show))
}

/// `GET /console`
async fn show(visitor: StaffOnly, State(state): State<AppState>) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let (desk, surest, unsettled, to_curate, backlog, cases, articles) = together(
        &mut read,
        (
            who_may(actor, Permission::Fulfil, || ask_on_the_desk(now)),
            if actor.may(Permission::KnowCustomers) {
                ask_surest(false)
            } else {
                who_may(actor, Permission::Curate, || ask_surest(true))
            },
            who_may(actor, Permission::Curate, || ask_unsettled(now)),
            if actor.may(Permission::Curate) {
                ask_to_curate(actor.person(), now)
            } else {
                who_may(actor, Permission::KnowCustomers, || {
                    ask_to_look_after(actor.person(), now)
                })
            },
            who_may(actor, Permission::Administer, || ask_backlog(now)),
            who_may(actor, Permission::Support, || {
                ask_cases_waiting(actor.person(), now)
            }),
            who_may(actor, Permission::Support, || {
                ask_articles_waiting(actor.person(), now)
            }),
        ),
    )
    .await?;
    drop(read);
    let knows = actor.may(Permission::KnowCustomers);
    let title = words.say("frame-today");
    let name = actor.name();
    let greeting = greeting(words, name.split_whitespace().next().unwrap_or(name), now);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("today")
        .show(move || {
            let needs: Vec<Need> = mail::needs(words, &backlog)
                .into_iter()
                .chain(orders::needs(words, desk, now))
                .chain(support::needs(words, cases))
                .chain(support::article_needs(words, articles))
                .chain(agreements::needs(words, to_curate, now))
                .chain(catalog::needs(words, unsettled, now))
                .chain(plays::needs(words, surest, knows))
                .collect();
            let content = if needs.is_empty() {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("frame-today-nothing")
                            text=words.say("frame-today-nothing-text")
                            icon=Icon::Check
                        />
                    </Sheet>
                }
                .into_any()
            } else {
                view! {
                    <Sheet title=words.say("frame-today-needs") flush=true>
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

/// What is asked only for people who may know it; for others, nothing waits.
fn who_may<T: Default + Send + 'static>(
    actor: &Actor,
    permission: Permission,
    ask: impl FnOnce() -> Asked<'static, T>,
) -> Asked<'static, T> {
    if actor.may(permission) {
        ask()
    } else {
        Asked::known(T::default())
    }
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
            4..12 => "frame-today-morning",
            12..18 => "frame-today-day",
            _ => "frame-today-evening",
        },
        &[("name", name.into())],
    )
}
