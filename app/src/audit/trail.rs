//! `/console/audit`: every change, the latest first; the same of one customer.

use crate::frame::parts::{Column, DataTable, Empty, KeyPager, Notice, PageHead, Sheet};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn, StaffOnly};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::audit::{Matching, Trail, TrailRow, TrailView, actions, message_of, trail};
use domain::id::CustomerId;
use domain::identity::Permission;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;
use uuid::Uuid;

/// `GET /console/audit?who=WORDS&whose=WORDS&person=ID&customer=ID&action=…&from=DAY&until=DAY&after=KEY`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Administer)?;
    let address = Address::of(&visitor);
    let view = TrailView {
        customer: address.get("customer").and_then(|id| id.parse().ok()),
        who: address.get("who").unwrap_or_default().to_owned(),
        whose: address.get("whose").unwrap_or_default().to_owned(),
        ..read_view(&address)
    };
    let found = trail::<PageError>(&state.db, visitor.actor(), &view).await?;
    let (words, now) = (visitor.words, visitor.now);
    let title = words.say("audit-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("audit")
        .wide()
        .show(move || {
            let search = search(words, &address);
            let choices = choices(words, &address, &view, &found);
            let content = content(words, &address, &view, &found, true, now);
            view! {
                <PageHead title sub=words.say("audit-sub") />
                <div class="stack-s">{search} {choices} {content}</div>
            }
        }))
}

/// `GET /console/customers/{id}/audit?person=ID&action=…&from=DAY&until=DAY&after=KEY`
pub async fn of_customer(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::KnowCustomers)?;
    let customer: CustomerId = customer.parse().map_err(|_| PageError::NotFound)?;
    let address = Address::of(&visitor);
    let view = TrailView {
        customer: Some(customer),
        ..read_view(&address)
    };
    let found = trail::<PageError>(&state.db, visitor.actor(), &view).await?;
    let name = found.customer_name.clone().ok_or(PageError::NotFound)?;
    Ok(page_of(&visitor, address, view, found, customer, name))
}

fn page_of(
    visitor: &SignedIn,
    address: Address,
    view: TrailView,
    found: Trail,
    customer: CustomerId,
    name: String,
) -> Response {
    let (words, now) = (visitor.words, visitor.now);
    let title = words.say_with("audit-of-title", &[("name", name.as_str().into())]);
    Page::new(visitor, Face::Console, title.clone())
        .nav("customers")
        .crumbs([
            (
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (name, format!("/console/customers/{customer}")),
        ])
        .wide()
        .show(move || {
            let content = content(words, &address, &view, &found, false, now);
            view! {
                <PageHead title sub=words.say("audit-of-sub") />
                <div class="stack-s">{content}</div>
            }
        })
}

/// What an address chooses, besides the customer.
fn read_view(address: &Address) -> TrailView {
    let chosen = address.get("action").unwrap_or_default();
    let day = |name: &str| address.get(name).and_then(Day::from_field);
    TrailView {
        person: address.get("person").and_then(|id| id.parse().ok()),
        action: actions()
            .map(|(action, _)| action)
            .find(|action| *action == chosen),
        from: day("from"),
        until: day("until"),
        after: address.get("after").and_then(|key| key.parse().ok()),
        ..TrailView::default()
    }
}

/// By whose names people and customers are found.
fn search(words: Words, address: &Address) -> AnyView {
    let kept = kept(address, &["who", "whose", "after"]);
    let field = |name: &'static str, label: &'static str| {
        let value = address.get(name).unwrap_or_default().to_owned();
        view! {
            <input
                class="input"
                type="search"
                name=name
                value=value
                autocomplete="off"
                placeholder=words.say(label)
                aria-label=words.say(label)
            />
        }
    };
    view! {
        <form
            method="get"
            action="/console/audit"
            class="filter"
            role="search"
            aria-label=words.say("frame-search")
        >
            {kept} {field("who", "audit-who-search")} {field("whose", "audit-whose-search")}
            <button class="btn">{words.say("frame-search")}</button>
        </form>
    }
    .into_any()
}

/// What else the address says, kept by a form.
fn kept(address: &Address, own: &[&str]) -> impl IntoView + use<> {
    let others = address.pairs().iter();
    others
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, value)| {
            view! { <input type="hidden" name=name.clone() value=value.clone() /> }
        })
        .collect_view()
}

/// Whom the words found, to choose one.
fn choices(words: Words, address: &Address, view: &TrailView, found: &Trail) -> AnyView {
    let one = |field: &'static str,
               chosen: &'static str,
               asked: &str,
               all: &[Matching],
               (which, nobody): (&'static str, &'static str)| {
        if asked.trim().is_empty() {
            return None;
        }
        if all.is_empty() {
            return Some(view! { <Notice>{words.say(nobody)}</Notice> }.into_any());
        }
        let links = all
            .iter()
            .map(|one| {
                let href = address
                    .clone()
                    .without("after")
                    .without(field)
                    .with(chosen, one.id.to_string())
                    .href();
                view! {
                    <li>
                        <a href=href>{one.name.clone()}</a>
                        " "
                        <span class="mute">{one.beside.clone()}</span>
                    </li>
                }
            })
            .collect_view();
        Some(
            view! {
                <Sheet title=words.say(which)>
                    <ul class="stack-s">{links}</ul>
                </Sheet>
            }
            .into_any(),
        )
    };
    let people = one(
        "who",
        "person",
        &view.who,
        &found.people,
        ("audit-which-person", "audit-no-such-person"),
    );
    let customers = one(
        "whose",
        "customer",
        &view.whose,
        &found.customers,
        ("audit-which-customer", "audit-no-such-customer"),
    );
    view! {
        {people}
        {customers}
    }
    .into_any()
}

/// What is chosen, and what of the trail that leaves.
fn content(
    words: Words,
    address: &Address,
    view: &TrailView,
    found: &Trail,
    all: bool,
    now: Timestamp,
) -> AnyView {
    let narrow = narrow(words, address, view);
    let chosen = chosen(words, address, view, found, all);
    let table = if found.rows.is_empty() {
        view! { <Empty title=words.say("audit-none") text=words.say("audit-none-text") /> }
            .into_any()
    } else {
        table(words, address, found, all, now)
    };
    view! {
        {narrow}
        {chosen}
        <Sheet flush=true>{table}</Sheet>
    }
    .into_any()
}

/// What was done, and when.
fn narrow(words: Words, address: &Address, view: &TrailView) -> AnyView {
    let mut all: Vec<(&str, &str)> = actions()
        .map(|(action, message)| (words.say(message), action))
        .collect();
    all.sort_unstable();
    let options = all
        .into_iter()
        .map(|(text, action)| {
            let selected = view.action == Some(action);
            view! { <option value=action selected=selected>{text}</option> }
        })
        .collect_view();
    let day = |name: &'static str, label: &'static str, chosen: Option<Day>| {
        let value = chosen.map_or_else(String::new, |day| words.date_field(day));
        view! {
            <div class="field narrow">
                <label for=format!("audit-{name}")>{words.say(label)}</label>
                <input
                    class="input"
                    type="date"
                    id=format!("audit-{name}")
                    name=name
                    value=value
                />
            </div>
        }
    };
    view! {
        <form method="get" action=address.path().to_owned() class="period">
            {kept(address, &["action", "from", "until", "after", "who", "whose"])}
            <div class="field">
                <label for="audit-action">{words.say("audit-what")}</label>
                <select class="input" id="audit-action" name="action">
                    <option value="">{words.say("audit-any-action")}</option>
                    {options}
                </select>
            </div>
            {day("from", "audit-from", view.from)}
            {day("until", "audit-until", view.until)}
            <button class="btn">{words.say("frame-filter")}</button>
        </form>
    }
    .into_any()
}

/// The person and the customer that are chosen, and the way back to all.
fn chosen(
    words: Words,
    address: &Address,
    view: &TrailView,
    found: &Trail,
    all: bool,
) -> Option<AnyView> {
    let plain = address.clone().without("after");
    let person = view.person.map(|_| {
        let text = match &found.person_name {
            Some(name) => {
                let name = [("name", name.as_str().into())];
                words.say_with("audit-only-person", &name)
            }
            None => words.say("audit-only-somebody").to_owned(),
        };
        let href = plain.clone().without("person").href();
        (text, href, words.say("audit-everybody"))
    });
    let customer = view.customer.filter(|_| all).map(|_| {
        let name = found.customer_name.clone().unwrap_or_default();
        let text = words.say_with("audit-only-customer", &[("name", name.into())]);
        let href = plain.clone().without("customer").href();
        (text, href, words.say("audit-all-customers"))
    });
    let both: Vec<_> = [person, customer].into_iter().flatten().collect();
    (!both.is_empty()).then(|| {
        let rows = both
            .into_iter()
            .map(|(text, href, everything)| {
                view! {
                    <span>{text}</span>
                    <a class="btn s quiet" href=href>{everything}</a>
                }
            })
            .collect_view();
        view! { <div class="row">{rows}</div> }.into_any()
    })
}

fn table(words: Words, address: &Address, found: &Trail, all: bool, now: Timestamp) -> AnyView {
    let mut columns = vec![
        Column::new(words.say("audit-what")),
        Column::new(words.say("audit-who")),
    ];
    if all {
        columns.push(Column::new(words.say("frame-customer")));
    }
    columns.push(Column::new(words.say("audit-when")));
    let rows = found
        .rows
        .iter()
        .map(|one| row(words, address, one, all, now))
        .collect_view();
    let next = found.next.map(|next| next.to_string());
    let first = words.say("audit-to-first");
    let footer = view! { <KeyPager address=address.clone() next first /> };
    view! {
        <DataTable
            caption=words.say("audit-title")
            quiet=true
            columns
            stack=true
            footer=footer
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(
    words: Words,
    address: &Address,
    one: &TrailRow,
    all: bool,
    now: Timestamp,
) -> impl IntoView + use<> {
    let plain = address.clone().without("after");
    let done = words.say(message_of(&one.action).unwrap_or("audit-did-something"));
    let of = called(one);
    let of = (!of.is_empty()).then(|| format!(" · {of}"));
    let look = page_of_subject(one).map(|href| {
        view! {
            " "
            <a class="small" href=href>{words.say("audit-look")}</a>
        }
    });
    let more: Vec<String> = [change(words, one), said(one)]
        .into_iter()
        .flatten()
        .collect();
    let more =
        (!more.is_empty()).then(|| view! { <span class="sub prose">{more.join(" · ")}</span> });
    let who = match &one.person_name {
        _ if one.side == "system" => words.say("audit-by-program").into_any(),
        None => words.say("audit-by-nobody-known").into_any(),
        Some(name) => {
            let href = plain.clone().with("person", one.person.to_string()).href();
            view! { <a href=href>{name.clone()}</a> }.into_any()
        }
    };
    let in_place = one.for_name.clone().map(|name| {
        let text = words.say_with("audit-in-place-of", &[("name", name.into())]);
        view! { <span class="sub">{text}</span> }
    });
    let whose = all.then(|| {
        let name = one.customer.map(|customer| {
            let name = one.customer_name.clone().unwrap_or_default();
            let href = plain.clone().with("customer", customer.to_string()).href();
            view! { <a href=href>{name}</a> }
        });
        view! { <td data-l=words.say("frame-customer")>{name}</td> }
    });
    view! {
        <tr>
            <td class="wide">{done} {of} {look} {more}</td>
            <td data-l=words.say("audit-who")>{who} {in_place}</td>
            {whose}
            <td class="nw" data-l=words.say("audit-when") title=words.ago(one.at, now)>
                {words.moment_short(one.at)}
            </td>
        </tr>
    }
}

/// What people call what it was done to, as far as the trail has it.
fn called(one: &TrailRow) -> String {
    let words = ["number", "name", "sku", "code", "tag", "title"];
    let known = words.iter().find_map(|word| one.detail.get(word)?.as_str());
    match known.or(one.sku.as_deref()) {
        Some(known) => known.to_owned(),
        None if one.subject.parse::<Uuid>().is_ok() => String::new(),
        None => one.subject.clone(),
    }
}

/// Where the console shows what it was done to.
fn page_of_subject(one: &TrailRow) -> Option<String> {
    let room = match one.action.split('.').next()? {
        "agreement" => "agreements",
        "configuration" => "configurations",
        "order" => "orders",
        _ => return None,
    };
    let id: Uuid = one.subject.parse().ok()?;
    Some(format!("/console/{room}/{id}"))
}

/// Which change of a draft it was.
fn change(words: Words, one: &TrailRow) -> Option<String> {
    let message = match one.detail.get("change")?.as_str()? {
        "terms" => "audit-change-terms",
        "rule-added" => "audit-change-rule-added",
        "rule-removed" => "audit-change-rule-removed",
        "line-removed" => "audit-change-line-removed",
        "base" => "audit-change-base",
        "part-removed" => "audit-change-part-removed",
        "limits" => "audit-change-limits",
        "group-removed" => "audit-change-group-removed",
        "option-removed" => "audit-change-option-removed",
        "default" => "audit-change-default",
        "what-goes-together" => "audit-change-what-goes-together",
        "offered" => "audit-change-offered",
        "factory" => "audit-change-factory",
        with_what => {
            let message = match with_what {
                "lines-added" => "audit-change-lines-added",
                "part-added" => "audit-change-part-added",
                "group-added" => "audit-change-group-added",
                "option-added" => "audit-change-option-added",
                // An earlier version of the program had no words for it.
                _ => return None,
            };
            let what = one.detail.get("what").and_then(|what| what.as_str());
            return Some(words.say_with(message, &[("what", what.unwrap_or_default().into())]));
        }
    };
    Some(words.say(message).to_owned())
}

/// What somebody wrote with it: a reason, a note.
fn said(one: &TrailRow) -> Option<String> {
    let words = ["reason", "note"];
    let said = words.iter().find_map(|word| one.detail.get(word)?.as_str());
    said.filter(|said| !said.is_empty()).map(str::to_owned)
}
