//! `/console/cases`: the cases that wait for our people, what is due first on top.

use super::said;
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, Notice, PageHead, Pager, Sheet, Tag, Tone, ViewLink,
    Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::identity::Permission;
use domain::support::case_life::{Priority, State as CaseState};
use domain::support::{COUNTED, CaseQuery, OfTeam, Pile, QueuedCase, Team, case_queue};
use domain::text::Words;
use leptos::prelude::*;

/// Cases on a page.
const PAGE: i64 = 50;
/// What is due within so many seconds is due soon.
const SOON: i64 = 4 * 3600;

/// `GET /console/cases?pile=…&team=…&state=…&priority=…&customer=…&due=soon&q=…&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (words, now) = (visitor.words, visitor.now);
    let query = read(&address, paging, now);
    let found = case_queue::<PageError>(&state.db, visitor.actor(), &query).await?;
    let paging = paging.total(found.found);
    let title = words.say("support-queue-title");
    let administers = visitor.actor().may(Permission::Administer);
    let note = (found.found >= COUNTED)
        .then(|| words.say_with("support-counted", &[("count", COUNTED.into())]));
    let caption = match &found.company {
        Some(company) => {
            words.say_with("support-queue-of", &[("company", company.as_str().into())])
        }
        None => words.say(pile_name(query.pile)).to_owned(),
    };
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("cases")
        .show(move || {
            let views = views(words, &query, !found.teams.is_empty());
            let filter = filter(words, &address, &query, &found.teams);
            let strangers = strangers(words, found.strangers);
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one, now)).collect();
            let content = if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("support-queue-empty")
                        text=words.say("support-queue-empty-text")
                        icon=Icon::Help
                    >
                        <a class="btn" href="/console/cases?pile=open">
                            {words.say("support-show-open")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("support-subject")),
                    Column::new(words.say("support-customer")),
                    Column::new(words.say("support-due")),
                    Column::new(words.say("support-stands")),
                    Column::new(words.say("support-priority")),
                    Column::new(words.say("support-agent")),
                ];
                let pager = view! { <Pager paging address /> };
                view! {
                    <DataTable caption note columns stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            // All of them, also those that are done with, have their own order.
            let sub = words.say(match query.pile {
                Pile::All => "support-queue-sub-all",
                _ => "support-queue-sub",
            });
            view! {
                <PageHead title sub=sub>
                    <a class="btn" href="/console/cases/figures">
                        {words.say("support-figures")}
                    </a>
                    <a class="btn" href="/console/cases/visits">
                        {words.say("support-visits")}
                    </a>
                    <a class="btn" href="/console/cases/prepared">
                        {words.say("support-prepared-title")}
                    </a>
                    {administers
                        .then(|| {
                            view! {
                                <a class="btn" href="/console/case-teams">
                                    {words.say("support-teams-title")}
                                </a>
                                <a class="btn" href="/console/case-escalation">
                                    {words.say("support-escalation-title")}
                                </a>
                            }
                        })}
                </PageHead>
                {views}
                {filter}
                <div class="stack">
                    {strangers}
                    <Sheet flush=true>{content}</Sheet>
                </div>
            }
        }))
}

fn read(address: &Address, paging: Paging, now: Timestamp) -> CaseQuery {
    let code = |name: &str| address.get(name).unwrap_or_default();
    CaseQuery {
        pile: Pile::from_code(code("pile")),
        team: of_team(code("team")),
        state: CaseState::from_code(code("state")),
        priority: Priority::from_code(code("priority")),
        customer: code("customer").parse().ok(),
        due_until: (code("due") == "soon").then(|| now.plus_seconds(SOON)),
        words: code("q").to_owned(),
        offset: paging.offset(),
        limit: PAGE,
    }
}

/// How those without a team stand in an address.
pub(super) const WITHOUT: &str = "none";

fn of_team(code: &str) -> OfTeam {
    match code {
        WITHOUT => OfTeam::Without,
        id => id.parse().map_or(OfTeam::Any, OfTeam::One),
    }
}

const fn pile_name(pile: Pile) -> &'static str {
    match pile {
        Pile::Mine => "support-pile-mine",
        Pile::MyTeams => "support-pile-teams",
        Pile::Unassigned => "support-pile-unassigned",
        Pile::Open => "support-pile-open",
        Pile::All => "support-pile-all",
    }
}

/// The piles to choose from; that of one's teams where there are any.
fn views(words: Words, query: &CaseQuery, has_teams: bool) -> AnyView {
    let views = Pile::ALL
        .iter()
        .filter(|pile| has_teams || **pile != Pile::MyTeams)
        .map(|pile| {
            let href = Address::parse("/console/cases").with("pile", pile.code());
            ViewLink::new(
                words.say(pile_name(*pile)),
                href.href(),
                *pile == query.pile,
            )
        })
        .collect::<Vec<_>>();
    view! { <Views label=words.say("support-piles") views /> }.into_any()
}

fn filter(words: Words, address: &Address, query: &CaseQuery, teams: &[Team]) -> AnyView {
    // Where there are no teams nobody is asked for one.
    let teams = (!teams.is_empty()).then(|| {
        let options = teams
            .iter()
            .map(|one| {
                view! {
                    <option
                        value=one.id.to_string()
                        selected=query.team == OfTeam::One(one.id)
                    >
                        {one.name.clone()}
                    </option>
                }
            })
            .collect_view();
        view! {
            <select class="input" name="team" aria-label=words.say("support-team")>
                <option value="">{words.say("support-any-team")}</option>
                {options}
                <option value=WITHOUT selected=query.team == OfTeam::Without>
                    {words.say("support-no-team")}
                </option>
            </select>
        }
    });
    let states = CaseState::ALL
        .iter()
        .map(|one| {
            view! {
                <option value=one.code() selected=query.state == Some(*one)>
                    {said::our_state(words, *one)}
                </option>
            }
        })
        .collect_view();
    let priorities = Priority::ALL
        .iter()
        .rev()
        .map(|one| {
            view! {
                <option value=one.code() selected=query.priority == Some(*one)>
                    {said::priority(words, *one)}
                </option>
            }
        })
        .collect_view();
    let more = view! {
        {teams}
        <select class="input" name="state" aria-label=words.say("support-stands")>
            <option value="">{words.say("support-any-state")}</option>
            {states}
        </select>
        <select class="input" name="priority" aria-label=words.say("support-priority")>
            <option value="">{words.say("support-any-priority")}</option>
            {priorities}
        </select>
        <select class="input" name="due" aria-label=words.say("support-due")>
            <option value="">{words.say("support-due-any")}</option>
            <option value="soon" selected=query.due_until.is_some()>
                {words.say("support-due-soon")}
            </option>
        </select>
    };
    view! {
        <Filter
            address=address.clone()
            label=words.say("support-search")
            own=&["team", "state", "priority", "due"]
            more=more
        />
    }
    .into_any()
}

fn row(words: Words, one: &QueuedCase, now: Timestamp) -> AnyView {
    let late = one.breached_at.is_some();
    let due = said::due(words, one.first_due_at, one.resolution_due_at, now);
    let soon = one
        .first_due_at
        .or(one.resolution_due_at)
        .is_some_and(|at| at <= now.plus_seconds(SOON));
    let due = due.map(|text| {
        let class = match (late, soon) {
            (true, _) => "bad-text",
            (false, true) => "warn-text",
            (false, false) => "",
        };
        view! { <span class=class>{text}</span> }.into_any()
    });
    // Why nothing is due stands where people look for when it is.
    let due = due.or_else(|| {
        let waits = one.state == CaseState::WaitsForCustomer;
        waits.then(|| {
            let stands = words.say("support-clock-stands");
            view! { <span class="mute">{stands}</span> }.into_any()
        })
    });
    let broken = late.then(|| view! { " " <Tag text=words.say("support-late") tone=Tone::Bad /> });
    let pressing = match one.priority {
        Priority::Urgent => Tone::Bad,
        Priority::High => Tone::Warn,
        Priority::Normal | Priority::Low => Tone::Plain,
    };
    let priority = said::priority(words, one.priority);
    let agent = match &one.agent {
        Some(agent) => agent.clone(),
        None => words.say("support-nobody").to_owned(),
    };
    let team = one
        .team
        .clone()
        .map(|team| view! { <span class="sub">{team}</span> });
    let of_customer = Address::parse("/console/cases")
        .with("pile", "open")
        .with("customer", one.customer.to_string())
        .href();
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/console/cases/{}", one.number)>{one.subject.clone()}</a>
                <span class="sub">{one.number.clone()}</span>
            </td>
            <td class="wide">
                <a href=of_customer>{one.company.clone()}</a>
                <span class="sub">{one.opener.clone()}</span>
            </td>
            <td data-l=words.say("support-due")>{due} {broken}</td>
            <td data-l=words.say("support-stands")>
                {said::our_state(words, one.state)}
                <span class="sub">{words.ago(one.updated_at, now)}</span>
            </td>
            <td data-l=words.say("support-priority")>
                <Tag text=priority tone=pressing />
            </td>
            <td data-l=words.say("support-agent")>{agent} {team}</td>
        </tr>
    }
    .into_any()
}

/// How many mails need a person, and the way to them.
fn strangers(words: Words, count: i64) -> Option<AnyView> {
    (count > 0).then(|| {
        let link = view! {
            <a class="btn s" href="/console/cases/mails">
                {words.say("support-mails-open")}
            </a>
        };
        view! {
            <Notice tone=Tone::Warn actions=link>
                {words.say_with("support-today-strangers", &[("count", count.into())])}
            </Notice>
        }
        .into_any()
    })
}
