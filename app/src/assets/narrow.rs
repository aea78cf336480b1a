//! How a list of equipment is narrowed: the view that its address asks for, the
//! states as tabs, and what else it can be filtered by.

use super::said::state;
use crate::frame::Address;
use crate::frame::parts::{Filter, ViewLink, Views};
use domain::assets::due::Quarter;
use domain::assets::{AssetList, AssetView, COUNTED, State};
use domain::id::MembershipId;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// The view that an address asks for. `warranty` is within how many days it ends,
/// `due` a quarter or [`OVERDUE`].
pub(super) fn read_view(
    address: &Address,
    person: Option<MembershipId>,
    today: Day,
    limit: i64,
) -> AssetView {
    let within = address
        .get("warranty")
        .and_then(|days| days.parse::<i64>().ok())
        .filter(|days| (0..=3_660).contains(days));
    let due = match address.get("due") {
        None | Some("") => None,
        Some(OVERDUE) => {
            let before = Quarter::of(today).first().plus_days(-1);
            Some((Day::of(Timestamp(0)), before))
        }
        Some(quarter) => quarter
            .parse::<Quarter>()
            .ok()
            .map(|quarter| (quarter.first(), quarter.last())),
    };
    AssetView {
        search: address.get("q").unwrap_or_default().to_owned(),
        mine: address.get("mine").is_some(),
        state: address.get("state").and_then(State::from_code),
        unit: address.get("unit").and_then(|id| id.parse().ok()),
        person,
        sku: address.get("sku").unwrap_or_default().to_owned(),
        kind: address.get("kind").and_then(|number| number.parse().ok()),
        warranty_until: within.map(|days| today.plus_days(days)),
        due,
        after: address.get("after").and_then(|key| key.parse().ok()),
        limit,
    }
}

/// What `due` is of what should have been replaced before this quarter.
pub(super) const OVERDUE: &str = "overdue";

/// How many, as far as they are counted.
fn counted(words: Words, count: i64) -> String {
    if count > COUNTED {
        let most = [("count", words.number(COUNTED).into())];
        words.say_with("assets-and-more", &most)
    } else {
        words.number(count)
    }
}

/// The states as tabs, each with how many there are; and the way between one's own
/// and what else one sees, called like this.
pub(super) fn views(
    words: Words,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
    others: Option<&'static str>,
) -> AnyView {
    let plain = address.clone().without("after");
    let count = |of: State| {
        let known = found.states.iter().find(|(state, _)| *state == of);
        known.map_or(0, |(_, count)| *count)
    };
    let label = |name: &'static str, count: i64| {
        let args = [
            ("name", name.into()),
            ("count", counted(words, count).into()),
        ];
        words.say_with("assets-counted", &args)
    };
    let mut links = vec![ViewLink::new(
        label(words.say("assets-all"), found.total()),
        plain.clone().without("state").href(),
        view.state.is_none(),
    )];
    for of in State::ALL {
        links.push(ViewLink::new(
            label(state(words, *of), count(*of)),
            plain.clone().with("state", of.code()).href(),
            view.state == Some(*of),
        ));
    }
    let mine = others.map(|others| {
        let (href, text) = if view.mine {
            (plain.clone().without("mine"), others)
        } else {
            (plain.clone().with("mine", "1"), "assets-only-mine")
        };
        view! { <a class="btn s quiet" href=href.href()>{words.say(text)}</a> }
    });
    view! {
        <div class="row">
            <Views label=words.say("assets-views") views=links />
            {mine}
        </div>
    }
    .into_any()
}

pub(super) fn filter(
    words: Words,
    address: &Address,
    view: &AssetView,
    found: &AssetList,
) -> AnyView {
    let unit = (!found.units.is_empty()).then(|| {
        let options = found.units.iter();
        let options = options.map(|(id, name)| (id.to_string(), name.clone()));
        choice(
            "unit",
            words.say("assets-all-units"),
            options,
            view.unit.map(|id| id.to_string()),
        )
    });
    let kind = (!found.kinds.is_empty()).then(|| {
        let options = found.kinds.iter().map(|kind| {
            let name = match kind.sku.as_str() {
                "" => kind.name.clone(),
                sku => format!("{} · {sku}", kind.name),
            };
            (kind.number.to_string(), name)
        });
        let chosen = view.kind.map(|number| number.to_string());
        choice("kind", words.say("assets-all-kinds"), options, chosen)
    });
    let person = found.whole.then(|| {
        let people = found.people.iter().map(|one| {
            let (email, name) = (one.email.clone(), one.name.clone());
            view! { <option value=email>{name}</option> }
        });
        let people = people.collect_view();
        let typed = address.get("person").unwrap_or_default().to_owned();
        view! {
            <input
                class="input"
                type="email"
                name="person"
                value=typed
                list="equipment-people"
                autocomplete="off"
                placeholder=words.say("assets-person-email")
                aria-label=words.say("assets-person-email")
            />
            <datalist id="equipment-people">{people}</datalist>
        }
    });
    let within = address.get("warranty").unwrap_or_default().to_owned();
    let warranty = [("30", 30_i64), ("90", 90), ("365", 365)]
        .into_iter()
        .map(|(value, days)| {
            let text = words.say_with("assets-warranty-within", &[("days", days.into())]);
            view! { <option value=value selected=within == value>{text}</option> }
        })
        .collect_view();
    view! {
        <Filter
            address=address.clone().without("after")
            label=words.say("assets-search")
            own=&["unit", "kind", "person", "warranty"]
            more=view! {
                {unit}
                {kind}
                {person}
                <select class="input" name="warranty" aria-label=words.say("assets-warranty")>
                    <option value="">{words.say("assets-any-warranty")}</option>
                    {warranty}
                </select>
            }
        />
    }
    .into_any()
}

/// A list to choose from, in a filter.
fn choice(
    name: &'static str,
    all: &'static str,
    options: impl Iterator<Item = (String, String)>,
    chosen: Option<String>,
) -> AnyView {
    let none = chosen.is_none();
    let options = options
        .map(|(value, text)| {
            let selected = chosen.as_ref() == Some(&value);
            view! {
                <option value=value selected=selected>
                    {text}
                </option>
            }
        })
        .collect_view();
    view! {
        <select class="input" name=name aria-label=all>
            <option value="" selected=none>
                {all}
            </option>
            {options}
        </select>
    }
    .into_any()
}
