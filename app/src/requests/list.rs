//! `/requests`: one's own, those that wait for one, the company's.

use super::{demand_member, said};
use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Pager, Sheet};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::requests::lifecycle::State as RequestState;
use domain::requests::{
    ListRequests, ListedRequest, RequestList, Standing, Which, list_requests, titled,
};
use domain::text::Words;
use leptos::prelude::*;

const PAGE: i64 = 50;

/// `GET /requests?which=mine|waiting|company&standing=open|done&q=WORDS&page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let member = demand_member(&visitor)?;
    let actor = visitor.actor();
    let address = Address::of(&visitor);
    let decides = actor.may(Permission::Approve);
    let sees_company = decides || actor.may(Permission::SeeCompany);
    let which = match address.get("which") {
        Some("mine") => Which::Mine,
        Some("waiting") => Which::Waiting,
        Some("company") if sees_company => Which::Company,
        _ if decides => Which::Waiting,
        _ => Which::Mine,
    };
    let standing = match address.get("standing") {
        Some("open") => Standing::Open,
        Some("done") => Standing::Done,
        _ => Standing::All,
    };
    let paging = Paging::of(&address, PAGE);
    let query = ListRequests {
        which,
        standing,
        words: address.get("q").unwrap_or_default().to_owned(),
        offset: paging.offset(),
        limit: PAGE,
    };
    let me = member.id;
    let found: RequestList = list_requests::<PageError>(&state.db, actor, query).await?;
    let words = visitor.words;
    let now = visitor.now;
    let paging = paging.total(found.total);
    let title = words.say("requests-title");
    let tabs = tabs(words, which, sees_company, found.waiting);
    let filter = filter(words, &address, which, standing);
    let columns = vec![
        Column::new(words.say("requests-what")),
        Column::new(words.say("requests-who")),
        Column::new(words.say("frame-cost-centre")),
        Column::new(words.say("requests-needed-by")),
        Column::num(words.say("requests-goods")),
        Column::new(words.say("requests-standing")),
    ];
    let empty = found.rows.is_empty();
    let rows: Vec<AnyView> = found
        .rows
        .iter()
        .map(|one| row(words, one, &found, me == one.membership, now))
        .collect();
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("requests")
        .show(move || {
            let table = if empty {
                view! {
                    <Empty
                        title=words.say(match which {
                            Which::Waiting => "requests-none-waiting",
                            Which::Mine | Which::Company => "requests-none",
                        })
                        text=words.say("requests-none-text")
                        icon=Icon::Request
                    >
                        <a class="btn" href="/catalog">{words.say("frame-catalog")}</a>
                    </Empty>
                }
                .into_any()
            } else {
                view! {
                    <DataTable
                        caption=title
                        quiet=true
                        stack=true
                        columns
                        footer=view! { <Pager paging address /> }
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title>
                    <a class="btn" href="/order-by-list">{words.say("requests-by-list")}</a>
                    <a class="btn main" href="/requests/new">{words.say("requests-new")}</a>
                </PageHead>
                {tabs}
                {filter}
                <Sheet flush=true>{table}</Sheet>
            }
        }))
}

fn tabs(words: Words, which: Which, sees_company: bool, waiting: i64) -> AnyView {
    let entry = |of: Which, code: &str, text: String| {
        let current = (which == of).then_some("page");
        view! {
            <a
                href=format!("/requests?which={code}")
                aria-current=current
            >
                {text}
            </a>
        }
    };
    let waiting = words.say_with("requests-which-waiting", &[("count", waiting.into())]);
    view! {
        <nav class="views" aria-label=words.say("requests-which")>
                {entry(Which::Waiting, "waiting", waiting)}
                {entry(Which::Mine, "mine", words.say("requests-which-mine").to_owned())}
                {sees_company
                    .then(|| {
                        entry(
                            Which::Company,
                            "company",
                            words.say("requests-which-company").to_owned(),
                        )
                    })}
        </nav>
    }
    .into_any()
}

fn filter(words: Words, address: &Address, which: Which, standing: Standing) -> AnyView {
    let code = match which {
        Which::Mine => "mine",
        Which::Waiting => "waiting",
        Which::Company => "company",
    };
    let option = |of: Standing, value: &'static str, id: &'static str| {
        view! {
            <option value=value selected=standing == of>
                {id}
            </option>
        }
    };
    let q = address.get("q").unwrap_or_default().to_owned();
    view! {
        <form
            method="get"
            action="/requests"
            class="filter"
            role="search"
            aria-label=words.say("frame-search-list")
        >
            <input type="hidden" name="which" value=code />
            <input
                class="input"
                type="search"
                name="q"
                value=q
                aria-label=words.say("requests-search")
                placeholder=words.say("requests-search")
            />
            <select class="input" name="standing" aria-label=words.say("requests-standing")>
                {option(Standing::All, "", words.say("requests-standing-all"))}
                {option(Standing::Open, "open", words.say("requests-standing-open"))}
                {option(Standing::Done, "done", words.say("requests-standing-done"))}
            </select>
            <button class="btn">{words.say("requests-filter")}</button>
        </form>
    }
    .into_any()
}

fn row(
    words: Words,
    one: &ListedRequest,
    list: &RequestList,
    mine: bool,
    now: domain::Timestamp,
) -> AnyView {
    let state = one.state();
    let badge = said::state_tag(words, state, one.is_part_ordered());
    let waits = match state {
        RequestState::Submitted | RequestState::Held => Some(said::names(
            words,
            &list
                .deciders
                .iter()
                .filter(|decider| decider.membership != one.membership || list.deciders.len() == 1)
                .cloned()
                .collect::<Vec<_>>(),
        )),
        RequestState::Asked => Some(one.requester.clone()),
        _ => None,
    };
    let waits = waits
        .map(|name| words.say_with("requests-waiting-for", &[("name", name.into())]))
        .map(|text| view! { <span class="sub">{text}</span> });
    let who = if mine {
        words.say("requests-you").to_owned()
    } else {
        one.requester.clone()
    };
    let for_whom = (!one.for_whom.is_empty()).then(|| {
        let text = words.say_with(
            "requests-for-whom-short",
            &[("name", one.for_whom.as_str().into())],
        );
        view! { <span class="sub">{text}</span> }
    });
    let goods = if one.unpriced == one.lines {
        words.say("requests-price-on-request").to_owned()
    } else {
        words.money(one.goods())
    };
    let below = format!("{} · {}", one.number, words.ago(one.submitted_at, now));
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/requests/{}", one.id)>{titled(words, &one.title, one.lines)}</a>
                <span class="sub">{below}</span>
            </td>
            <td data-l=words.say("requests-who")>{who} {for_whom}</td>
            <td data-l=words.say("frame-cost-centre")>{one.cost_centre.clone()}</td>
            <td data-l=words.say("requests-needed-by")>
                {one.needed_by.map(|day| words.date_short(day))}
            </td>
            <td class="num" data-l=words.say("requests-goods")>
                {goods}
            </td>
            <td class="wide">{badge} {waits}</td>
        </tr>
    }
    .into_any()
}
