//! `/console/sweeps`: the same change of many agreements, how far it is, and
//! which agreements were left alone.

use super::fields::{not_found, those, when};
use crate::frame::parts::{
    Column, DataTable, Definitions, Empty, Meter, MeterPart, PageHead, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly, Text, id};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::agreements::sweep::{
    Sweep, SweepItem, SweepState, Sweeping, Why, go_on_with_sweep, stop_sweep, sweep, sweeps,
};
use domain::agreements::{Only, Says};
use domain::id::SweepId;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/sweeps`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let all = sweeps(&mut read, visitor.actor())
        .await
        .map_err(not_found(&visitor))?;
    drop(read);
    let now = visitor.now;
    let title = words.say("agreements-sweeps");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([(words.say("agreements-title"), "/console/agreements")])
        .show(move || {
            let content = if all.is_empty() {
                view! {
                    <Empty
                        title=words.say("agreements-sweeps-none")
                        text=words.say("agreements-sweeps-none-text")
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("agreements-sweep-what")),
                    Column::new(words.say("agreements-state")),
                    Column::num(words.say("agreements-sweep-changed")),
                    Column::num(words.say("agreements-sweep-skipped")),
                    Column::new(words.say("agreements-sweep-begun")),
                ];
                let rows = all
                    .iter()
                    .map(|one| {
                        let by = format!("{}, {}", one.by, words.ago(one.at, now));
                        view! {
                            <tr>
                                <td class="wide">
                                    <a href=format!(
                                        "/console/sweeps/{}",
                                        one.id,
                                    )>{describe(words, &one.what, one.category_name.as_deref())}</a>
                                    <span class="sub">{one.note.clone()}</span>
                                </td>
                                <td>{state_tag(words, one.state)}</td>
                                <td class="num" data-l=words.say("agreements-sweep-changed")>
                                    {words.number(one.done)}
                                </td>
                                <td class="num" data-l=words.say("agreements-sweep-skipped")>
                                    {words.number(one.skipped)}
                                </td>
                                <td class="small">{by}</td>
                            </tr>
                        }
                    })
                    .collect_view();
                view! {
                    <DataTable caption=title quiet=true columns stack=true>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("agreements-sweeps-sub")>
                    <a class="btn main" href="/console/sweeps/new">
                        {words.say("agreements-sweep-new")}
                    </a>
                </PageHead>
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

/// `GET /console/sweeps/{id}`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sweep_id): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let sweep_id: SweepId = id(&sweep_id)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (one, items) = sweep(&mut read, visitor.actor(), sweep_id)
        .await
        .map_err(not_found(&visitor))?;
    drop(read);
    let title = describe(words, &one.what, one.category_name.as_deref());
    let running = one.state == SweepState::Running;
    let mut response = Page::new(&visitor, Face::Console, title.clone())
        .nav("agreements")
        .crumbs([
            (words.say("agreements-title"), "/console/agreements"),
            (words.say("agreements-sweeps"), "/console/sweeps"),
        ])
        .show(move || {
            let here = format!("/console/sweeps/{}", one.id);
            let action = match one.state {
                SweepState::Running => Some(("stop", "agreements-sweep-stop", "btn danger")),
                SweepState::Stopped => Some(("again", "agreements-sweep-again", "btn main")),
                SweepState::Finished => None,
            };
            let action = action.map(|(last, label, class)| {
                view! {
                    <PostForm action=format!("{here}/{last}")>
                        <button class=class>{words.say(label)}</button>
                    </PostForm>
                }
            });
            let tag = state_tag(words, one.state);
            view! {
                <PageHead title=title sub=one.note.clone() tags=tag>
                    {action}
                </PageHead>
                <div class="stack">{figures(words, &one)} {agreements(words, &items)}</div>
            }
        });
    if running {
        // The page looks again by itself, without any script.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// `POST /console/sweeps/{id}/stop`
pub async fn stop(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sweep): Path<String>,
) -> Result<Response, PageError> {
    let sweep: SweepId = id(&sweep)?;
    stop_sweep(&state.db, visitor.actor(), sweep, visitor.now)
        .await
        .map_err(not_found(&visitor))?;
    Ok(Redirect::to(&format!("/console/sweeps/{sweep}")).into_response())
}

/// `POST /console/sweeps/{id}/again`
pub async fn again(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sweep): Path<String>,
) -> Result<Response, PageError> {
    let sweep: SweepId = id(&sweep)?;
    go_on_with_sweep(&state.db, visitor.actor(), sweep, visitor.now)
        .await
        .map_err(not_found(&visitor))?;
    Ok(Redirect::to(&format!("/console/sweeps/{sweep}")).into_response())
}

fn state_tag(words: Words, state: SweepState) -> AnyView {
    let (text, tone) = match state {
        SweepState::Running => ("agreements-sweep-running", Tone::Accent),
        SweepState::Stopped => ("agreements-sweep-stopped", Tone::Warn),
        SweepState::Finished => ("agreements-sweep-finished", Tone::Good),
    };
    view! { <Tag text=words.say(text) tone /> }.into_any()
}

/// What is changed, in words: `Displays: 10 % off list`.
pub(super) fn describe(words: Words, what: &Sweeping, category: Option<&str>) -> String {
    let about = |only: Option<&Only>| those(words, category, only);
    let line = |subject: String, says: &Says, valid| {
        let always = domain::agreements::Validity::ALWAYS;
        let said = format!("{subject}: {}", said(words, *says));
        if valid == always {
            said
        } else {
            format!("{said}, {}", when(words, valid))
        }
    };
    match what {
        Sweeping::Category {
            only, says, valid, ..
        } => line(about(only.as_ref()), says, *valid),
        Sweeping::NoCategory { only, prices, .. } => {
            let what = if *prices {
                "agreements-sweep-no-prices"
            } else {
                "agreements-sweep-no-rules"
            };
            format!("{}: {}", about(only.as_ref()), words.say(what))
        }
        Sweeping::Product {
            sku, says, valid, ..
        } => line(sku.clone(), says, *valid),
        Sweeping::NoProduct { sku, .. } => {
            format!("{sku}: {}", words.say("agreements-sweep-no-lines"))
        }
        Sweeping::Until { until } => {
            let day = words.date(Day::last_before(*until));
            words.say_with("agreements-sweep-until", &[("day", day.into())])
        }
    }
}

fn said(words: Words, says: Says) -> String {
    let rate = |message, rate| {
        let rate = words.percent(rate);
        words.say_with(message, &[("rate", rate.into())])
    };
    match says {
        Says::In => words.say("agreements-in").to_owned(),
        Says::Out => words.say("agreements-out").to_owned(),
        Says::Price(price) => words.money(price),
        Says::Discount(off) => rate("agreements-off-list", off),
        Says::CostPlus(on) => rate("agreements-on-cost", on),
    }
}

fn figures(words: Words, one: &Sweep) -> AnyView {
    let looked_at = one.agreements - one.left();
    let progress = words.say_with(
        "agreements-sweep-progress",
        &[("done", looked_at.into()), ("all", one.agreements.into())],
    );
    let rows: Vec<(Text, AnyView)> = [
        ("agreements-sweep-changed", one.done),
        ("agreements-sweep-unchanged", one.unchanged),
        ("agreements-sweep-skipped", one.skipped),
    ]
    .into_iter()
    .map(|(label, count)| (words.say(label).into(), words.number(count).into_any()))
    .collect();
    let how = if one.publishes {
        "agreements-sweep-publishes"
    } else {
        "agreements-sweep-drafts"
    };
    let parts = vec![MeterPart::Used(looked_at)];
    let whole = one.agreements;
    view! {
        <Sheet>
            <div class="stack-s">
                <Meter label=progress.clone() whole parts />
                <p>{progress} " " {words.say(how)}</p>
                <Definitions rows />
            </div>
        </Sheet>
    }
    .into_any()
}

/// Why an agreement is left alone, in words.
pub(super) fn why(words: Words, why: Why) -> &'static str {
    words.say(match why {
        Why::Draft => "agreements-sweep-why-draft",
        Why::Currency => "agreements-sweep-why-currency",
        Why::Empty => "agreements-sweep-why-empty",
        Why::Ends => "agreements-sweep-why-ends",
        Why::Gone => "agreements-sweep-why-gone",
    })
}

fn agreements(words: Words, items: &[SweepItem]) -> AnyView {
    let rows = items
        .iter()
        .map(|item| {
            let to = format!("/console/agreements/{}", item.agreement);
            let reason = item.why().map(|reason| why(words, reason));
            view! {
                <tr>
                    <td class="wide">{item.customer_name.clone()}</td>
                    <td>
                        <a href=to>{item.number.clone()}</a>
                    </td>
                    <td data-l=words.say("agreements-sweep-skipped")>{reason.unwrap_or("–")}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("frame-customer")),
        Column::new(words.say("agreements-agreement")),
        Column::new(words.say("agreements-sweep-skipped")),
    ];
    view! {
        <Sheet title=words.say("agreements-title") flush=true>
            <DataTable caption=words.say("agreements-title") quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}
