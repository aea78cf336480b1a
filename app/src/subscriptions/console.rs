//! `/console/subscriptions`: everybody's subscriptions by the day their terms end,
//! what they bring in and are expected to.

use super::said;
use crate::frame::parts::{
    Bar, Bars, Column, DataTable, Empty, Figures, Icon, KeyPager, PageHead, Pager, Sheet, ViewLink,
    Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn, Text};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::orders::COUNTED;
use domain::subscriptions::entitlements::Countable;
use domain::subscriptions::{
    Brief, Figures as InAll, InCurrency, Listed, OwnPage, Which, list_subscriptions,
};
use domain::text::Words;
use domain::value::Strategic;
use leptos::prelude::*;

/// Subscriptions on a page.
const PAGE: i64 = 50;

/// `GET /console/subscriptions?which=at-risk&page=2`
pub async fn list(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let which = match address.get("which") {
        Some("at-risk") => Which::AtRisk,
        _ => Which::Running,
    };
    let (found, figures) = list_subscriptions::<PageError>(
        &state.db,
        visitor.actor(),
        which,
        (paging.offset(), PAGE),
        visitor.now,
    )
    .await?;
    let words = visitor.words;
    let paging = paging.total(found.found);
    let note = (found.found >= COUNTED)
        .then(|| words.say_with("support-counted", &[("count", COUNTED.into())]));
    let title = words.say("subscriptions-title");
    let curates = visitor.actor().may(Permission::Curate);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("subscriptions")
        .show(move || {
            let numbers = numbers(words, &figures);
            let pictures: Vec<AnyView> = figures
                .money
                .iter()
                .map(|one| picture(words, one))
                .collect();
            let views = views(words, &address, which);
            let pager = view! { <Pager paging address=address.clone() /> };
            let table = table(words, &found, note, pager.into_any());
            view! {
                <PageHead title sub=words.say("subscriptions-console-sub")>
                    <a class="btn" href="/console/subscriptions/strategic">
                        {words.say("subscriptions-strategic")}
                    </a>
                    {curates
                        .then(|| {
                            view! {
                                <a class="btn" href="/console/plans">
                                    {words.say("subscriptions-plans")}
                                </a>
                            }
                        })}
                </PageHead>
                <div class="stack">
                    {numbers} {pictures} {views} <Sheet flush=true>{table}</Sheet>
                </div>
            }
        }))
}

fn numbers(words: Words, figures: &InAll) -> AnyView {
    let rate = figures
        .renewal_rate()
        .map_or_else(|| "–".to_owned(), |rate| words.percent(rate));
    let rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("subscriptions-running").into(),
            words.number(figures.running).into_any(),
        ),
        (
            words.say("subscriptions-at-risk").into(),
            words
                .say_with(
                    "subscriptions-at-risk-of",
                    &[
                        ("count", figures.at_risk.into()),
                        ("customers", figures.customers_at_risk.into()),
                    ],
                )
                .into_any(),
        ),
        (
            words.say("subscriptions-strategic").into(),
            words.number(figures.candidates).into_any(),
        ),
        (
            words.say("subscriptions-renewal-rate").into(),
            rate.into_any(),
        ),
        (
            words.say("subscriptions-renewed-of").into(),
            words
                .say_with(
                    "subscriptions-renewed-of-ended",
                    &[
                        ("renewed", figures.renewed.into()),
                        ("ended", (figures.renewed + figures.lapsed).into()),
                    ],
                )
                .into_any(),
        ),
        (
            words.say("subscriptions-used-in-months").into(),
            used(words, figures).into_any(),
        ),
    ];
    view! { <Figures rows /> }.into_any()
}

/// How often what plans give was used.
fn used(words: Words, figures: &InAll) -> String {
    let times = |what: Countable| -> i64 {
        let used = figures.used.iter().filter(|(one, _)| *one == what);
        used.map(|(_, number)| number).sum()
    };
    words.say_with(
        "subscriptions-used-of",
        &[
            ("swaps", times(Countable::PlatformSwaps).into()),
            ("upgrades", times(Countable::Upgrades).into()),
            ("days", times(Countable::TrainingDays).into()),
        ],
    )
}

/// What was charged month by month, and what renewals are expected to bring.
fn picture(words: Words, one: &InCurrency) -> AnyView {
    let bars = |months: &[(domain::Day, domain::Money)], pale| -> Vec<Bar> {
        months
            .iter()
            .map(|(month, money)| Bar {
                label: crate::orders::period::in_short(&words.month(*month)).into(),
                value: money.minor,
                written: words.money(*money).into(),
                pale,
            })
            .collect()
    };
    let charged = words.say_with(
        "subscriptions-charged-in",
        &[("currency", one.currency.code().to_owned().into())],
    );
    let expected = words.say_with(
        "subscriptions-expected-in",
        &[("currency", one.currency.code().to_owned().into())],
    );
    let of = words.say("subscriptions-month");
    let (past, coming) = (bars(&one.charged, false), bars(&one.expected, true));
    view! {
        <Sheet title=charged.clone()>
            <Bars bars=past label=charged of=of />
        </Sheet>
        <Sheet title=expected.clone()>
            <Bars bars=coming label=expected of=of />
        </Sheet>
    }
    .into_any()
}

fn views(words: Words, address: &Address, which: Which) -> AnyView {
    let link = |label, code: &'static str, is| {
        let address = address.clone().without("page").with("which", code);
        ViewLink::new(words.say(label), address.href(), is)
    };
    let links = vec![
        link("subscriptions-view-running", "", which == Which::Running),
        link(
            "subscriptions-view-at-risk",
            "at-risk",
            which == Which::AtRisk,
        ),
    ];
    view! { <Views label=words.say("subscriptions-views") views=links /> }.into_any()
}

fn table(words: Words, found: &Listed, note: Option<String>, pager: AnyView) -> AnyView {
    if found.rows.is_empty() {
        return view! {
            <Empty
                title=words.say("subscriptions-none-there")
                text=words.say("subscriptions-none-there-text")
                icon=Icon::Clock
            />
        }
        .into_any();
    }
    let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one)).collect();
    let columns = vec![
        Column::new(words.say("subscriptions-paid-until")),
        Column::new(words.say("subscriptions-customer")),
        Column::new(words.say("subscriptions-plan")),
        Column::new(words.say("subscriptions-stands")),
        Column::num(words.say("subscriptions-how-many")),
        Column::num(words.say("subscriptions-next-amount")),
    ];
    view! {
        <DataTable
            caption=words.say("subscriptions-by-last-day")
            note
            columns
            stack=true
            footer=pager
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(words: Words, one: &Brief) -> AnyView {
    let href = format!("/console/subscriptions/{}", one.number);
    let customer = format!("/console/customers/{}", one.customer);
    let cost = one.next_amount(None).map(|cost| words.money(cost));
    view! {
        <tr>
            <td>{words.date(one.paid.last())}</td>
            <td data-l=words.say("subscriptions-customer")>
                <a href=customer>{one.company.clone()}</a>
            </td>
            <td class="wide" data-l=words.say("subscriptions-plan")>
                <a href=href>{one.plan_name(words.language().code()).to_owned()}</a>
                <span class="sub">{one.number.clone()}</span>
            </td>
            <td data-l=words.say("subscriptions-stands")>{said::state_tag(words, one.state)}</td>
            <td data-l=words.say("subscriptions-how-many") class="num">
                {said::counted(words, one.counts, one.seats_then)}
            </td>
            <td data-l=words.say("subscriptions-next-amount") class="num">
                {cost.unwrap_or_default()}
            </td>
        </tr>
    }
    .into_any()
}

/// A page of what a customer has subscribed to, for its page at this address, and
/// whether it is a candidate for more because of all that.
pub(crate) fn of_customer(
    words: Words,
    page: &OwnPage,
    flag: Option<Strategic>,
    address: &Address,
) -> Option<AnyView> {
    let further = address.get("after").is_some();
    if page.rows.is_empty() && !further {
        return None;
    }
    let lines: Vec<AnyView> = page
        .rows
        .iter()
        .map(|one| {
            let href = format!("/console/subscriptions/{}", one.number);
            let comes = said::comes(words, one, None);
            view! {
                <li>
                    <a href=href>{one.plan_name(words.language().code()).to_owned()}</a>
                    " "
                    {said::state_tag(words, one.state)}
                    <div class="small mute">
                        {said::counted(words, one.counts, one.seats)} " · " {comes}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    let flag = flag.map(|flag| {
        let text = match flag {
            Strategic::Subscribes { running } => words.say_with(
                "subscriptions-strategic-subscribes",
                &[("count", running.into())],
            ),
            Strategic::Renewed { running } => words.say_with(
                "subscriptions-strategic-renewed",
                &[("count", running.into())],
            ),
        };
        view! { <p class="small">{text}</p> }
    });
    let next = page.next.map(|next| next.to_string());
    let first = words.say("subscriptions-to-first");
    let pager = (further || next.is_some())
        .then(|| view! { <KeyPager address=address.clone() next first /> });
    Some(
        view! {
            <Sheet title=words.say("subscriptions-title")>
                {flag} <ul class="list">{lines}</ul> {pager}
            </Sheet>
        }
        .into_any(),
    )
}
